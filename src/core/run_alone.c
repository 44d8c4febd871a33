/* core/run_alone.c: one statement outside any transaction; see core/run_int.h.
 *
 * Shape     intent (with a snapshot of what the statement names) → statement → done, or the history row
 *           where nothing else stands between them, intent and statement are one batch: the server runs the
 *           statement only when the intent is committed
 * A crash after the intent is settled by the next run through the engine's probe (core/run_resolve.c).
 */
#include "base/clock.h"
#include "base/fault.h"
#include "core/run_int.h"

enum { WORKED_MS = 5000 };

/* Only a database that commits each schema change by itself takes it in one batch with what stands before. */
static bool goes_with_intent(const struct run *r, const struct alone *w)
{
    return !(r->conn->server.caps & CAP_DDL_TRANSACTIONAL) &&
           !(r->opts->role && r->opts->role->set.n) && !w->before.n && !r->conn->ctx->tell_sql &&
           !r->plan->items.v[w->item].unrecorded;
}

static void describe(const struct alone *w, struct sent *out)
{
    *out = (struct sent){ .kind = SENT_STATEMENT,
                          .item = w->item,
                          .step = w->stmt->number,
                          .place = w->stmt->place,
                          .shown = w->stmt->shown };
    run_set_label(out, w->stmt->shown);
}

/* `what`: the statement goes with it; its answer is still to come. */
static bool write_intent(struct run *r, const struct alone *w, int64_t lock_ms,
                         const struct sent *what, struct journal_row *row, struct err *err)
{
    const struct plan_item *item = &r->plan->items.v[w->item];
    bool masked;

    if (item->unrecorded) {
        *row = (struct journal_row){ .version = item->version };
        return true;
    }
    *row = (struct journal_row){ .version = item->version,
                                 .dir = item->dir,
                                 .step = w->stmt->number,
                                 .state = JOURNAL_INTENT,
                                 .rerunnable = w->repeat || w->stmt->flags & STMT_RERUNNABLE,
                                 .prefix_sum = w->prefix_sum };
    row->statement = outline_mask(&r->scratch, r->conn->dialect, w->stmt->shown, &masked);
    row->snapshot = S("");
    if (w->repeat)
        ; /* without a snapshot no probe says that it is done: it is run again */
    else if (!fault_call("snapshot", err) ||
             !r->conn->engine->snapshot(&r->scratch, r->conn, w->outline, &row->snapshot, err))
        return false;
    fault_point("intent");
    if (!run_pay_with_intent(r, run_lock_timeout_sql(r, lock_ms), row, what, w->stmt, err))
        return false;
    fault_point("intent-written");
    return true;
}

/* The intents before it are done; without it nothing would say so. */
static bool delete_intent(struct run *r, const struct journal_row *row, struct err *err)
{
    struct str_list sql = { 0 };
    arena *a = &r->scratch;

    *vec_push(a, &sql) = str_of(r->conn->engine->words->begin);
    *vec_push(a, &sql) = journal_done_before_sql(a, r->conn, r->lock->tables, row);
    *vec_push(a, &sql) = journal_delete_sql(a, r->conn, r->lock->tables, row);
    *vec_push(a, &sql) = S("COMMIT");
    return engine_exec_all(r->conn, &sql, err) || engine_undo(r->conn, err);
}

/* The statement failed and is known to have failed: nothing of it may stay, nor its intent. */
static void forget(struct run *r, const struct alone *w, const struct journal_row *row,
                   struct err *err)
{
    struct probe_result was = { .answer = PROBE_IS_ABSENT };
    struct err second;
    bool ok;

    if (r->plan->items.v[w->item].unrecorded)
        return;
    err_init(&second);
    ok = r->conn->engine->probe(&r->scratch, r->conn, w->outline, row->snapshot, &was, &second);
    /* A clean-up that gives up waiting leaves the intent: the next run goes on there. */
    if (ok && was.answer == PROBE_IS_PARTIAL)
        ok = run_set_lock_timeout(r, w->item, r->opts->lock_timeout_ms, &second) &&
             window_drain(r, &second) && engine_exec_lines(r->conn, was.clean_up, &second);
    if (ok)
        ok = run_switch_role(r, false, &second) && delete_intent(r, row, &second);
    if (!ok) {
        r->report->unknown = true;
        err_also(err, &second);
    }
    err_done(&second);
}

static bool send_alone(struct run *r, const struct alone *w, const struct sent *what,
                       struct err *err)
{
    if (!run_switch_role(r, true, err))
        return false;
    if (w->before.n && !engine_exec(r->conn, w->before, NULL, err))
        return err_at(err, &w->stmt->place);
    if (w->before.n)
        fault_point("repeatable-dropped");
    return window_send(r, what, w->stmt->sql, REQ_ALONE | REQ_SYNC, err);
}

static bool take_answer(struct run *r, struct err *err)
{
    bool took;

    return !r->count || window_take(r, true, &took, err);
}

/* An index that was built but is not valid is a failure, whatever the server answered. */
static bool check_result(struct run *r, const struct alone *w, const struct journal_row *row,
                         struct err *err)
{
    struct probe_result now = { .answer = PROBE_IS_DONE };

    if (w->outline->probe != PROBE_INDEX || r->plan->items.v[w->item].unrecorded)
        return true;
    if (!r->conn->engine->probe(&r->scratch, r->conn, w->outline, row->snapshot, &now, err))
        return false;
    if (now.answer != PROBE_IS_PARTIAL)
        return true;
    err_set(err, ERR_STATEMENT, "the index is there, but it is not valid");
    return err_at(err, &w->stmt->place);
}

static bool close_step(struct run *r, const struct alone *w, const struct journal_row *row,
                       struct err *err)
{
    fault_point("done");
    if (!run_switch_role(r, false, err))
        return false;
    if (run_may_owe(r, w))
        return run_owe(r, w, row, err);
    if (w->last) {
        if (!window_send(r, &(struct sent){ .kind = SENT_OTHER, .item = w->item },
                         str_of(r->conn->engine->words->begin), REQ_BOOKKEEPING, err))
            return false;
        r->tx_open = true;
        return run_finish_item(r, w->item, true, err) && window_drain(r, err);
    }
    if (!r->plan->items.v[w->item].unrecorded &&
        !engine_exec(r->conn, journal_done_sql(&r->scratch, r->conn, r->lock->tables, row), NULL,
                     err))
        return false;
    r->at.item = w->item;
    r->at.step = w->stmt->number;
    r->report->units++;
    r->tries = 0;
    r->waiting_since_ms = 0;
    fault_point("done-written");
    return true;
}

/* A procedure goes on behind a SLEEP that was cut off, or with what its handlers do: that it came to its end says
 * little of what it did. The intent stays, and the next run asks, or runs again what may be. */
static bool check_cut_off(struct run *r, const struct alone *w, const struct journal_row *row,
                          struct err *err)
{
    if (!r->conn->cut_off || w->outline->cls != CLASS_OPAQUE ||
        r->plan->items.v[w->item].unrecorded)
        return true;
    r->report->unknown = true;
    r->report->failed_version = row->version;
    r->report->failed_step = row->step;
    err_set(err, ERR_CANCELED, "the statement was told to end, and ended as if nothing had been");
    err_detail(err,
               "The server reports no error for a SLEEP, a GET_LOCK or a handler in a procedure "
               "that was cut off: only a look at the data tells what it did.");
    err->fail = FAIL_CANCELED;
    return err_at(err, &w->stmt->place);
}

/* It had its first lock, worked, and did not get the one at its end: all that work is not made again unasked. */
static void keep_from_repeating(const struct run *r, int64_t took_ms, struct err *err)
{
    if (err->fail != FAIL_LOCK_TIMEOUT || took_ms < r->lock_try_ms + WORKED_MS)
        return;
    err->fail = FAIL_OTHER;
    err_hint(err, "The change was nearly made and is undone, because others held the table at its "
                  "end. Run the same command again when the table is less busy.");
}

bool run_alone(struct run *r, const struct alone *w, struct err *err)
{
    struct journal_row row;
    struct sent what;
    bool joined = goes_with_intent(r, w);
    int64_t sent_ms, lock_ms = w->outline->concurrent_index ? 0 : r->lock_try_ms;

    /* Later ones go with the intent; a session without one might wait for ever to look at a table. */
    if (r->lock_ms < 0 &&
        (!run_set_lock_timeout(r, w->item, lock_ms, err) || !window_drain(r, err)))
        return false;
    if (!run_switch_role(r, false, err))
        return false;
    describe(w, &what);
    if (!write_intent(r, w, lock_ms, joined ? &what : NULL, &row, err)) {
        r->report->failed_version = row.version;
        return false;
    }
    sent_ms = clock_mono_ms();
    if ((joined || send_alone(r, w, &what, err)) && take_answer(r, err)) {
        if (!check_cut_off(r, w, &row, err))
            return false;
        if (check_result(r, w, &row, err))
            return close_step(r, w, &row, err);
    }
    if (err->fail != FAIL_LOST)
        forget(r, w, &row, err);
    keep_from_repeating(r, clock_mono_ms() - sent_ms, err);
    return false;
}
