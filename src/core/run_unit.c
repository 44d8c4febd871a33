/* core/run_unit.c: the end of a unit and of a migration: COMMIT with its bookkeeping; see core/run_int.h. */
#include "base/clock.h"
#include "base/fault.h"
#include "base/sha256.h"
#include "core/format.h"
#include "core/run_int.h"
#include "sql/lex.h"

void run_set_label(struct sent *s, str sql)
{
    str line;

    if (!str_next_line(&sql, &line))
        line = S("");
    if (line.n > sizeof(s->label) - 1)
        line.n = sizeof(s->label) - 1;
    memcpy(s->label, line.p ? line.p : "", line.n);
    s->label[line.n] = '\0';
}

static void add_to_hash(void *data, str bytes)
{
    sha256_add(data, bytes);
}

str run_chain(arena *a, const struct conn *c, str before, str sql)
{
    struct sha256 *h = sha256_new(a);

    sha256_add(h, before);
    sha256_add(h, S("\n"));
    lex_normal(c->dialect, c->server.split_modes, sql, add_to_hash, h);
    return sha256_hex(a, h);
}

bool run_send_other(struct run *r, size_t item, str sql, unsigned flags, struct err *err)
{
    return window_send(r, &(struct sent){ .kind = SENT_OTHER, .item = item }, sql,
                       flags | REQ_BOOKKEEPING, err);
}

/* COMMIT; `after` is where the work stands once it is acknowledged. */
bool run_commit(struct run *r, size_t item, int64_t step, bool item_done, bool sync,
                struct err *err)
{
    struct sent s = { .kind = SENT_COMMIT, .item = item };

    s.after = run_position(r, item + item_done, item_done ? 0 : step);
    r->tx_open = false;
    /* What follows a Sync runs also when this COMMIT fails (deferred constraints): it is awaited. */
    return window_send(r, &s, S("COMMIT"), REQ_BOOKKEEPING | (sync ? REQ_SYNC : 0u), err) &&
           (!sync || window_drain(r, err));
}

static void fill_entry(struct run *r, const struct plan_item *item, struct entry *e)
{
    const struct migration *m = item->mig;
    const struct entry *old = item->repeat ? item->repeat->now : item->entry;

    *e = (struct entry){ .version = item->version,
                         .name = item->name,
                         .event = item->dir == DIR_UP ? EVENT_OF_UP : EVENT_OF_DOWN,
                         .applied = item->dir == DIR_UP,
                         .format = old ? old->format : str_of(m->format->name),
                         .up = old ? old->up : m->up,
                         .down = old ? old->down : m->down,
                         .flags = item->flags,
                         .reason = old ? old->reason : m->reason,
                         .actor = r->lock->run.actor,
                         .run_id = r->lock->run.id,
                         .epoch = r->lock->run.epoch,
                         .duration_ms = -1 };
    /* The server measures one transaction; more than that only we can. */
    if (!r->conn->engine->words->elapsed_ms || item->shape.units > 1 || item->shape.alone)
        e->duration_ms = (clock_mono_us() - r->item_started_us) / 1000;
}

/* The down as the history keeps it: absent when there is none. */
static bool stored_down(arena *a, struct run *r, const struct plan_item *item, struct entry *e,
                        str *out, struct err *err)
{
    str text;

    *out = (str){ 0 };
    if (item->dir == DIR_DOWN || !(item->mig->flags & MIG_HAS_DOWN))
        return true;
    text = r->down_text;
    if (!text.p && !migration_text(a, item->mig, DIR_DOWN, &text, err))
        return false;
    *out = history_keep_down(a, r->conn, text, e);
    return true;
}

bool run_end_texts(arena *a, struct run *r, size_t index, str *out_clear, str *out_history,
                   struct err *err)
{
    const struct plan_item *item = &r->plan->items.v[index];
    const struct tables *t = r->lock->tables;
    struct entry e;
    str down;

    *out_clear = (str){ 0 };
    fill_entry(r, item, &e);
    if (item->repeat ? !run_repeat_entry(a, r, item->repeat, &e, &down, err)
                     : !stored_down(a, r, item, &e, &down, err))
        return false;
    if (item->shape.units > 1 || item->done || item->shape.alone || item->again)
        *out_clear = journal_clear_sql(a, r->conn, t, item->version, item->dir);
    history_seal(a, r->state, &e);
    *out_history = history_insert_sql(a, r->conn, t, &r->lock->run, &e, down);
    history_advance(r->state, &e);
    r->state->last_hash = str_copy(r->mem, r->state->last_hash);
    return true;
}

struct position run_position(const struct run *r, size_t item, int64_t step)
{
    struct position at = { .item = item, .step = step, .last_seq = r->state->last_seq };

    snprintf(at.last_hash, sizeof(at.last_hash), "%.*s", STR_ARG(r->state->last_hash));
    return at;
}

bool run_finish_item(struct run *r, size_t index, bool sync, struct err *err)
{
    const struct plan_item *item = &r->plan->items.v[index];
    struct sent what = { .kind = SENT_HISTORY, .item = index };
    str clear, history;

    if (item->unrecorded)
        return run_commit(r, index, 0, true, sync, err);
    if (!run_end_texts(&r->scratch, r, index, &clear, &history, err) ||
        !run_leave_role(r, index, err) || (clear.n && !run_send_other(r, index, clear, 0, err)))
        return false;
    fault_point("history-insert");
    return window_send(r, &what, history, REQ_BOOKKEEPING, err) && run_repeat_rows(r, index, err) &&
           run_commit(r, index, 0, true, sync, err);
}
