/* core/run_owed.c: the end of a statement outside a transaction, written with what follows; see core/run_int.h.
 *
 * Does      keep the end of a step, or the history row of a migration, until the intent of the next statement is
 *           written: in one transaction, which checks the fence once; send that statement behind it in one batch
 * Does not  keep it over anything else that is sent (window_send pays), nor over the end of the run
 * Shape     an intent says by itself that the steps before it are done (core/state.c reads it so)
 *           journal rows of a migration that ended in this run are removed later, many at a time
 * Errors    those of the bookkeeping; ERR_LOCK_LOST
 *
 * A crash meanwhile finds the intent of a statement that is done, as it would between statement and end: the probe
 * tells. So nothing is owed where it could not: statements whose effect the catalog does not show.
 */
#include "base/fault.h"
#include "core/run_int.h"

enum { UNCLEARED_MAX = 64 };

static bool probe_tells(enum outline_probe p)
{
    return p == PROBE_CATALOG || p == PROBE_CREATED || p == PROBE_DROPPED;
}

bool run_may_owe(const struct run *r, const struct alone *w)
{
    const struct plan_item *item = &r->plan->items.v[w->item];

    return !w->repeat && !item->unrecorded && !(r->conn->server.caps & CAP_DDL_TRANSACTIONAL) &&
           probe_tells(w->outline->probe) && !(w->last && (run_has_hooks(r) || item->shape.leaks));
}

void run_forget_owed(struct run *r)
{
    arena_done(&r->owed.mem);
    arena_init(&r->owed.mem);
    r->owed = (struct owed){ .mem = r->owed.mem };
}

bool run_owe(struct run *r, const struct alone *w, const struct journal_row *row, struct err *err)
{
    struct owed *o = &r->owed;
    str clear, history;

    r->at.item = w->item;
    r->at.step = w->stmt->number;
    r->tries = 0;
    r->waiting_since_ms = 0;
    if (!w->last) {
        o->kind = OWED_DONE;
        *vec_push(&o->mem, &o->sql) = journal_done_sql(&o->mem, r->conn, r->lock->tables, row);
        r->report->units++;
        return true;
    }
    if (!run_end_texts(&o->mem, r, w->item, &clear, &history, err))
        return false;
    o->kind = OWED_FINISH;
    o->commit = (struct sent){ .kind = SENT_COMMIT, .item = w->item };
    o->commit.after = run_position(r, w->item + 1, 0);
    /* Of an earlier run nothing but this tells that they are over (core/state.c). */
    if (r->plan->items.v[w->item].done)
        *vec_push(&o->mem, &o->sql) = clear;
    else
        o->clear = r->plan->items.v[w->item].version;
    *vec_push(&o->mem, &o->sql) = history;
    return true;
}

static bool clear_rest(struct run *r, struct err *err)
{
    str sql;

    if (!r->uncleared.n)
        return true;
    sql = journal_clear_all_sql(&r->scratch, r->conn, r->lock->tables, &r->uncleared,
                                r->uncleared_dir);
    r->uncleared.n = 0;
    return engine_exec(r->conn, sql, NULL, err);
}

/* Those of one direction go together; a run that takes back and applies again turns around. */
static bool clear_later(struct run *r, str version, enum direction dir, struct err *err)
{
    if (dir != r->uncleared_dir && !clear_rest(r, err))
        return false;
    r->uncleared_dir = dir;
    *vec_push(r->mem, &r->uncleared) = version;
    return true;
}

/* Nothing of what was sent stays. The statement behind it was not run. */
static bool undo(struct run *r, str told, struct err *err)
{
    struct err second;

    r->report->unknown |= err->fail == FAIL_LOST;
    if (err->fail == FAIL_LOST)
        return false;
    if (engine_says_null(r->conn, err)) {
        err->code = ERR_LOCK_LOST;
        err->message = told;
    }
    err_init(&second);
    if (!window_drain(r, &second))
        err_also(err, &second);
    err_done(&second);
    return engine_undo(r->conn, err);
}

/* Nothing of it may stand between a statement and its answer. */
static bool clear_before(struct run *r, struct err *err)
{
    const struct owed *o = &r->owed;
    bool turns = o->clear.n && r->plan->items.v[o->commit.item].dir != r->uncleared_dir;

    return (!turns && r->uncleared.n < UNCLEARED_MAX) || clear_rest(r, err);
}

/* Sends what was put together. Where it fails nothing of it stays, and what was owed still is. */
static bool write_all(struct run *r, const struct str_list *sql, str told, const struct sent *what,
                      const struct stmt *stmt, struct err *err)
{
    struct sent commit = r->owed.commit;
    str clear = r->owed.clear;
    bool ok;

    if (r->owed.kind == OWED_FINISH)
        fault_point("history-insert");
    ok = what ? window_put_behind(r, sql, what, stmt->sql, err) &&
                    engine_take_all(r->conn, sql->n, err)
              : engine_exec_all(r->conn, sql, err);
    if (!ok)
        return undo(r, told, err);
    run_forget_owed(r);
    if (commit.kind == SENT_COMMIT)
        window_committed(r, &commit);
    return !clear.n || clear_later(r, clear, r->plan->items.v[commit.item].dir, err);
}

static void put_owed(struct run *r, struct str_list *out)
{
    arena *a = &r->scratch;

    *vec_push(a, out) = str_of(r->conn->engine->words->begin);
    for (size_t i = 0; i < r->owed.sql.n; i++)
        *vec_push(a, out) = r->owed.sql.v[i];
}

bool run_pay(struct run *r, struct err *err)
{
    struct str_list sql = { 0 };

    if (r->owed.kind == OWED_NOTHING)
        return true;
    put_owed(r, &sql);
    *vec_push(&r->scratch, &sql) = S("COMMIT");
    return write_all(r, &sql, S("another run took over: nothing of this unit was kept"), NULL, NULL,
                     err);
}

bool run_pay_all(struct run *r, struct err *err)
{
    return run_pay(r, err) && clear_rest(r, err);
}

bool run_pay_with_intent(struct run *r, str setting, struct journal_row *intent,
                         const struct sent *what, const struct stmt *stmt, struct err *err)
{
    arena *a = &r->scratch;
    struct str_list sql = { 0 };
    bool finish = r->owed.kind == OWED_FINISH;

    if (!clear_before(r, err))
        return false;
    if (setting.n)
        *vec_push(a, &sql) = setting;
    if (finish)
        put_owed(r, &sql);
    intent->fenced = finish; /* by the history row */
    *vec_push(a, &sql) = journal_insert_sql(a, r->conn, r->lock->tables, &r->lock->run, intent);
    if (finish)
        *vec_push(a, &sql) = S("COMMIT");
    return write_all(r, &sql, S("another run took over: this statement was not sent"), what, stmt,
                     err);
}
