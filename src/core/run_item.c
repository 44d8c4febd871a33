/* core/run_item.c: one migration as a stream of statements; see core/run_int.h.
 *
 * Reads the statements a second time (the plan read them first), sends them in units, and compares the sum of
 * what was read with the plan's before the last commit: a file that moved meanwhile is not kept.
 */
#include "base/clock.h"
#include "base/fault.h"
#include "base/sha256.h"
#include "core/format.h"
#include "core/run_int.h"
#include "sql/lex.h"

enum { GENTLE_LOCK_MS = 2000 }; /* above the default deadlock_timeout of a second */

struct stream { /* one item on its way */
    struct run *run;
    size_t index;
    const struct plan_item *item;
    struct script *script;
    struct grouping group;
    bool chained;    /* prefix sums are needed: more than one unit */
    str chain;       /* prefix sum up to the last statement read */
    arena texts[2];  /* chain lives in one of them, the next is made in the other */
    int64_t tx_last; /* last statement sent in the open transaction */
    char tx_chain[HASH_TEXT];
    bool finished; /* history row and COMMIT are sent */
};

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

static bool send_other(struct run *r, size_t item, str sql, unsigned flags, struct err *err)
{
    return window_send(r, &(struct sent){ .kind = SENT_OTHER, .item = item }, sql,
                       flags | REQ_BOOKKEEPING, err);
}

/* Puts the number for every @ of an engine's words. */
static str with_number(arena *a, const char *words, int64_t ms)
{
    struct buf b = buf_on(a);

    for (; *words; words++)
        if (*words == '@')
            buf_printf(&b, "%lld", (long long)ms);
        else
            buf_char(&b, *words);
    return buf_view(&b);
}

bool run_set_lock_timeout(struct run *r, size_t item, int64_t ms, struct err *err)
{
    const char *words = r->conn->engine->words->lock_timeout;

    if (!words || r->lock_ms == ms)
        return true;
    r->lock_ms = ms;
    return send_other(r, item, with_number(&r->scratch, words, ms), 0, err);
}

static bool set_statement_timeout(struct run *r, size_t item, int64_t ms, struct err *err)
{
    const char *words = r->conn->engine->words->statement_timeout;

    if (!words)
        return true;
    /* Without the Sync it would be part of the transaction that follows, and undone with it. */
    return send_other(r, item, with_number(&r->scratch, words, ms), r->tx_open ? 0 : REQ_SYNC, err);
}

/* Once a session: what a file changes is put back by clean_session. */
static bool first_timeout(struct run *r, size_t item, struct err *err)
{
    if (r->timeout_set)
        return true;
    r->timeout_set = true;
    return r->opts->statement_timeout_ms == 0 ||
           set_statement_timeout(r, item, r->opts->statement_timeout_ms, err);
}

static bool begin(struct stream *s, struct err *err)
{
    struct run *r = s->run;

    if (r->tx_open)
        return true;
    if (!run_set_lock_timeout(r, s->index, r->lock_try_ms, err) ||
        !send_other(r, s->index, str_of(r->conn->engine->words->begin), 0, err))
        return false;
    r->tx_open = true;
    return true;
}

/* COMMIT; `after` is where the work stands once it is acknowledged. */
static bool commit(struct run *r, size_t item, int64_t step, bool item_done, bool sync,
                   struct err *err)
{
    struct sent s = { .kind = SENT_COMMIT, .item = item };

    s.after = (struct position){ .item = item + item_done,
                                 .step = item_done ? 0 : step,
                                 .last_seq = r->state->last_seq };
    snprintf(s.after.last_hash, sizeof(s.after.last_hash), "%.*s", STR_ARG(r->state->last_hash));
    r->tx_open = false;
    /* What follows a Sync runs also when this COMMIT fails (deferred constraints): it is awaited. */
    return window_send(r, &s, S("COMMIT"), REQ_BOOKKEEPING | (sync ? REQ_SYNC : 0u), err) &&
           (!sync || window_drain(r, err));
}

/* The open unit ends and the migration goes on: a journal row says how far it came. */
static bool end_unit(struct stream *s, struct err *err)
{
    struct run *r = s->run;
    struct journal_row row = { .version = s->item->version,
                               .dir = s->item->dir,
                               .step = s->tx_last,
                               .state = JOURNAL_DONE,
                               .prefix_sum = str_of(s->tx_chain),
                               .statement = S(""),
                               .snapshot = S("") };
    struct sent what = { .kind = SENT_HISTORY, .item = s->index };
    str sql = journal_insert_sql(&r->scratch, r->conn, r->lock->tables, &r->lock->run, &row);

    fault_point("journal-insert");
    return window_send(r, &what, sql, REQ_BOOKKEEPING, err) &&
           commit(r, s->index, s->tx_last, false, true, err);
}

static void fill_entry(struct run *r, const struct plan_item *item, struct entry *e)
{
    const struct migration *m = item->mig;
    const struct entry *old = item->entry;

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
static bool stored_down(struct run *r, const struct plan_item *item, struct entry *e, str *out,
                        struct err *err)
{
    bool masked = false;
    str text;

    *out = (str){ 0 };
    if (item->dir == DIR_DOWN || !(item->mig->flags & MIG_HAS_DOWN))
        return true;
    if (!migration_text(&r->scratch, item->mig, DIR_DOWN, &text, err))
        return false;
    *out = outline_mask(&r->scratch, r->conn->dialect, text, &masked);
    if (masked)
        e->flags |= ENTRY_DOWN_MASKED;
    return true;
}

bool run_finish_item(struct run *r, size_t index, bool sync, struct err *err)
{
    const struct plan_item *item = &r->plan->items.v[index];
    struct sent what = { .kind = SENT_HISTORY, .item = index };
    struct entry e;
    str down, sql;

    fill_entry(r, item, &e);
    if (!stored_down(r, item, &e, &down, err))
        return false;
    if (item->shape.units > 1 || item->done || item->shape.alone) {
        sql = journal_clear_sql(&r->scratch, r->conn, r->lock->tables, item->version, item->dir);
        if (!send_other(r, index, sql, 0, err))
            return false;
    }
    history_seal(&r->scratch, r->state, &e);
    sql = history_insert_sql(&r->scratch, r->conn, r->lock->tables, &r->lock->run, &e, down);
    fault_point("history-insert");
    if (!window_send(r, &what, sql, REQ_BOOKKEEPING, err))
        return false;
    history_advance(r->state, &e);
    r->state->last_hash = str_copy(r->mem, r->state->last_hash);
    return commit(r, index, 0, true, sync, err);
}

/* Reads what stands after the last statement, so that the sums are complete, and compares them. */
static bool check_sums(struct stream *s, struct err *err)
{
    const struct migration *m = s->item->mig;
    struct place place = { 0 };
    struct stmt rest;
    struct sums want, got;
    bool end = false;

    while (!end)
        if (!script_next(s->script, &rest, &end, err))
            return false;
    if (!s->item->source.mig)
        return true; /* a stored text cannot move */
    want = s->item->dir == DIR_UP ? m->up : m->down;
    got = script_sums(s->script);
    if (str_eq(want.text, got.text))
        return true;
    place.file = s->item->dir == DIR_UP || !m->down_file.n ? m->file : m->down_file;
    err_set(err, ERR_FILE_MOVED, "the file changed while it was being applied");
    return err_at(err, &place);
}

/* One COMMIT may carry on the batch: a Sync now and then bounds what is unanswered. */
static bool sync_now(const struct run *r, size_t index)
{
    return index + 1 == r->plan->items.n || r->count > WINDOW_MAX / 2 ||
           r->bytes > WINDOW_BYTES / 2 || index % 16 == 15;
}

static bool finish(struct stream *s, struct err *err)
{
    struct run *r = s->run;

    s->finished = true;
    return check_sums(s, err) && begin(s, err) &&
           run_finish_item(r, s->index, s->item->shape.leaks || sync_now(r, s->index), err);
}

/* The data ends here, because of `err`: the server gives up the statement, and the session stays of use. */
static bool stop_copy(struct run *r, struct err *err)
{
    struct err second;
    bool took;

    err_init(&second);
    if ((!r->conn->engine->copy_end(r->conn, "stopped by afloat", &second) ||
         !window_take(r, true, &took, &second)) &&
        second.fail == FAIL_LOST)
        err_also(err, &second);
    err_done(&second);
    return false;
}

static bool send_copy(struct stream *s, const struct sent *what, str sql, struct err *err)
{
    struct run *r = s->run;
    struct conn *c = r->conn;
    struct result res;
    bool end = false, took;
    str data;

    if (!(c->server.caps & CAP_COPY))
        return err_set(err, ERR_SQL_COPY, "COPY data cannot be sent to %s", c->engine->name);
    if (!window_drain(r, err) || !window_send(r, what, sql, REQ_COPY_IN | REQ_SYNC, err))
        return false;
    if (engine_await(c, &res, NULL, NULL, err) != NEXT_RESULT)
        return false;
    if (res.kind != RESULT_COPY_IN) {
        r->first = r->count = 0;
        r->bytes = 0;
        r->failed = true;
        if (res.kind == RESULT_ERROR)
            err_copy(err, res.err);
        else
            err_set(err, ERR_SQL_COPY, "the server did not take the data of COPY");
        run_locate(r, what, err);
        return false;
    }
    while (ctx_check(c->ctx, err) && script_copy_data(s->script, &data, &end, err) && !end)
        if (!c->engine->copy_data(c, data, err))
            return false;
    if (err->code != ERR_NONE)
        return stop_copy(r, err);
    return c->engine->copy_end(c, NULL, err) && window_take(r, true, &took, err);
}

static bool send_statement(struct stream *s, const struct stmt *st, bool session, struct err *err)
{
    struct run *r = s->run;
    struct sent what = { .kind = SENT_STATEMENT,
                         .item = s->index,
                         .step = st->number,
                         .place = st->place,
                         .session = session };
    /* In a pipeline it would be part of the transaction that follows, and undone with it. */
    unsigned flags = session && !r->tx_open ? REQ_SYNC : 0;
    int64_t ms = st->timeouts.statement_ms;

    if (!ms && s->item->mig)
        ms = s->item->mig->timeouts.statement_ms;
    run_set_label(&what, st->sql);
    if (ms && !set_statement_timeout(r, s->index, ms, err))
        return false;
    if (st->copy ? !send_copy(s, &what, st->sql, err) : !window_send(r, &what, st->sql, flags, err))
        return false;
    return !ms || set_statement_timeout(r, s->index, r->opts->statement_timeout_ms, err);
}

static str gentle_lock_sql(struct run *r, const struct outline_object *o)
{
    struct buf b = buf_on(&r->scratch);
    str table = o->kind == OBJECT_TABLE ? o->name : o->table;

    for (const char *w = r->conn->engine->words->gentle_lock; *w; w++) {
        if (*w != '@') {
            buf_char(&b, *w);
            continue;
        }
        if (o->schema.n) {
            sql_ident(&b, r->conn->dialect, o->schema);
            buf_char(&b, '.');
        }
        sql_ident(&b, r->conn->dialect, table);
    }
    return buf_view(&b);
}

/* A later try of the unit. The server ends a plain autovacuum only for one that has waited longer than its
 * deadlock_timeout; the lock that is waited for here stops no traffic meanwhile, unlike the statement's. */
static bool lock_gently(struct stream *s, const struct outline *o, struct err *err)
{
    struct run *r = s->run;

    if (r->tries == 0 || !o->locks_table || !r->conn->engine->words->gentle_lock)
        return true;
    for (size_t i = 0; i < o->objects.n; i++) {
        const struct outline_object *ob = &o->objects.v[i];

        if (ob->kind == OBJECT_TABLE ? ob->created || !ob->name.n : !ob->table.n)
            continue;
        if (!run_set_lock_timeout(r, s->index, GENTLE_LOCK_MS, err) ||
            !send_other(r, s->index, gentle_lock_sql(r, ob), 0, err))
            return false;
    }
    return run_set_lock_timeout(r, s->index, r->lock_try_ms, err);
}

static bool in_tx(struct stream *s, const struct stmt *st, const struct outline *o,
                  const struct unit_step *u, struct err *err)
{
    if (!begin(s, err) || !lock_gently(s, o, err) || !send_statement(s, st, false, err))
        return false;
    s->tx_last = st->number;
    snprintf(s->tx_chain, sizeof(s->tx_chain), "%.*s", STR_ARG(s->chain));
    if (st->number == s->item->shape.last_real)
        return finish(s, err);
    return !u->end_after || end_unit(s, err);
}

static bool outside_tx(struct stream *s, const struct stmt *st, const struct outline *o,
                       struct err *err)
{
    struct run *r = s->run;
    struct stmt copy = *st;
    struct alone w = { s->index, &copy, o, s->chain, st->number == s->item->shape.last_real };

    copy.sql = str_copy(&s->texts[st->number % 2], st->sql);
    if (!window_drain(r, err))
        return false;
    if (w.last) {
        s->finished = true;
        if (!check_sums(s, err))
            return false;
    }
    return run_alone(r, &w, err);
}

/* Has the session what this statement gives it, from a try before? A SET of MySQL is run again: it may read what
 * the transaction around it makes. */
static bool session_has(const struct stream *s, const struct stmt *st, const struct outline *o)
{
    const struct run *r = s->run;
    bool again = !(r->conn->server.caps & CAP_DDL_TRANSACTIONAL) && !o->objects.n;

    return !again && r->session_item == s->index && st->number <= r->session_step;
}

static bool session_only(struct stream *s, const struct stmt *st, const struct outline *o,
                         struct err *err)
{
    /* A setting at the end has nothing left to act on: the session is reset after the file. */
    if (s->finished || session_has(s, st, o))
        return true;
    /* What stands behind it must not run without it. */
    return send_statement(s, st, true, err) && (s->run->tx_open || window_drain(s->run, err));
}

static void chain_on(struct stream *s, const struct stmt *st)
{
    arena *to = &s->texts[st->number % 2];

    if (!s->chained)
        return;
    arena_done(to);
    s->chain = run_chain(to, s->run->conn, s->chain, st->sql);
}

/* An earlier run or try did this one. What it did to the session of an earlier run is gone with that. The prefix
 * must be what it was. */
static bool already_done(struct stream *s, const struct stmt *st, const struct outline *o,
                         const struct unit_step *u, int64_t done, struct err *err)
{
    bool lost = o->cls == CLASS_SESSION && st->number <= s->item->done;

    if ((u->act == ACT_SESSION || lost) && !session_only(s, st, o, err))
        return false;
    if (u->act == ACT_SESSION)
        return true;
    if (st->number == done && s->item->done == done && s->item->done_sum.n &&
        !str_eq(s->item->done_sum.v[0], s->chain)) {
        err_set(err, ERR_PREFIX_CHANGED,
                "the statements up to this one were changed after they had been applied");
        err_hint(err,
                 "Put them back as they were, or say what is applied with: afloat repair " STR_FMT
                 " --mark applied|not-applied --reason TEXT",
                 STR_ARG(s->item->version));
        return err_at(err, &st->place);
    }
    return true;
}

static bool one_statement(struct stream *s, const struct stmt *st, struct err *err)
{
    struct run *r = s->run;
    int64_t done =
        r->at.item == s->index && r->at.step > s->item->done ? r->at.step : s->item->done;
    struct outline o;
    struct unit_step u;
    arena unit;
    bool ok;

    arena_init(&unit);
    outline_read(&unit, r->conn->dialect, r->conn->server.split_modes,
                 r->conn->server.version_number, st->sql, &o);
    ok = ctx_check(r->conn->ctx, err) && grouping_next(&s->group, st, &o, &u, err);
    if (ok && st->number > done && u.end_before && r->tx_open)
        ok = end_unit(s, err);
    if (ok)
        chain_on(s, st);
    if (!ok || u.act == ACT_LEAVE_OUT)
        ; /* nothing to send */
    else if (st->number <= done)
        ok = already_done(s, st, &o, &u, done, err);
    else if (u.act == ACT_SESSION)
        ok = session_only(s, st, &o, err);
    else
        ok = u.act == ACT_IN_TX ? in_tx(s, st, &o, &u, err) : outside_tx(s, st, &o, err);
    arena_done(&unit);
    return ok;
}

static bool walk(struct stream *s, struct err *err)
{
    struct stmt st;
    bool end = false;

    while (!s->finished) {
        if (!script_next(s->script, &st, &end, err))
            return false;
        if (end)
            return finish(s, err); /* nothing real was left to do */
        if (!one_statement(s, &st, err))
            return false;
        if (!s->run->count)
            arena_done(&s->run->scratch);
    }
    return true;
}

/* What a file changed in the session must not reach the next one. */
static bool clean_session(struct stream *s, struct err *err)
{
    struct run *r = s->run;

    if (!s->item->shape.leaks)
        return true;
    if (!window_drain(r, err) || !fault_call("reset", err) || !r->conn->engine->reset(r->conn, err))
        return false;
    r->lock_ms = -1;
    return r->opts->statement_timeout_ms == 0 ||
           set_statement_timeout(r, s->index, r->opts->statement_timeout_ms, err);
}

bool run_item(struct run *r, size_t index, struct err *err)
{
    arena own;
    struct stream s = { .run = r, .index = index, .item = &r->plan->items.v[index] };
    bool ok;

    arena_init(&own);
    arena_init(&s.texts[0]);
    arena_init(&s.texts[1]);
    s.chain = S("");
    s.chained = s.item->shape.units > 1 || s.item->shape.alone;
    s.group = grouping_begin(&own, r->conn, s.item->flags, s.item->dir);
    s.script = script_open(&own, &s.item->source, err);
    ok = s.script && first_timeout(s.run, index, err) && walk(&s, err) && clean_session(&s, err);
    arena_done(&s.texts[0]);
    arena_done(&s.texts[1]);
    arena_done(&own);
    return ok;
}
