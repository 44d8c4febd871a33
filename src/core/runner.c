/* core/runner.c: see core/runner.h. */
#include "base/clock.h"
#include "base/fault.h"
#include "core/run_int.h"

enum {
    LOCK_FIRST_MS = 50, /* a table lock that stops traffic is waited for this long at first … */
    PROMPT_MAX = 500,   /* statements of a plan that are told one by one, each as it ends */
    LOCK_MAX_MS = 1000, /* … and never longer than this */
    SERIALIZE_TRIES = 10,
};

/* How long table locks may be waited for, all tries together. */
static int64_t lock_budget(const struct run *r)
{
    const struct plan_item *item = &r->plan->items.v[run_item_now(r)];

    return item->shape.lock_ms ? item->shape.lock_ms : r->opts->lock_timeout_ms;
}

static void set_try(struct run *r)
{
    const struct plan_item *item = &r->plan->items.v[run_item_now(r)];
    int64_t budget = lock_budget(r);
    int64_t ms = LOCK_FIRST_MS;

    for (int i = 0; i < r->tries && ms < LOCK_MAX_MS; i++)
        ms *= 2;
    ms = ms < LOCK_MAX_MS ? ms : LOCK_MAX_MS;
    r->lock_try_ms = item->shape.locks_tables && ms < budget ? ms : budget;
}

static bool stream(struct run *r, struct err *err)
{
    bool whole = r->conn->server.caps & CAP_DDL_TRANSACTIONAL;

    for (size_t i = r->at.item; i < r->plan->items.n; i++) {
        if (i == r->at.item || !r->count)
            set_try(r);
        if (!run_before_item(r, i, err))
            return false;
        if (r->plan->items.v[i].repeat && whole)
            return run_repeat_items(r, i, err);
        if (!run_item(r, i, err) || !run_after_item(r, i, err))
            return false;
    }
    if (whole && run_repeat_owes(r) && !run_repeat_items(r, r->plan->items.n - 1, err))
        return false;
    return window_drain(r, err) && run_pay_all(r, err);
}

/* Takes what is left of the batch and undoes the open transaction. False: the session is of no use. */
static bool roll_back(struct run *r, struct err *err)
{
    struct err second;
    bool took = true, ok = true;

    if (err->fail == FAIL_LOST)
        return false;
    err_init(&second);
    if (r->unsynced)
        ok = window_send(r, &(struct sent){ .kind = SENT_OTHER, .item = run_item_now(r) },
                         S("SELECT 1"), REQ_SYNC | REQ_BOOKKEEPING, &second);
    while (r->count && ok) {
        struct err ignored; /* later answers of a batch that has failed already */

        err_init(&ignored);
        if (!window_take(r, true, &took, &ignored) && ignored.fail == FAIL_LOST) {
            err_copy(&second, &ignored);
            ok = false;
        }
        err_done(&ignored);
    }
    if (ok)
        ok = engine_exec(r->conn, S("ROLLBACK"), NULL, &second);
    if (ok)
        ok = role_reset(r->conn, r->opts->role, true, &second);
    r->role_on = false;
    /* What is owed has happened whatever failed since, unless it was refused. */
    if (ok)
        ok = err->code == ERR_LOCK_LOST || run_pay_all(r, &second);
    if (!ok) {
        r->report->unknown = true;
        err_also(err, &second);
    }
    err_done(&second);
    return ok;
}

static void rewind_to_committed(struct run *r)
{
    run_forget_owed(r);
    r->first = r->count = 0;
    r->bytes = 0;
    r->unsynced = r->tx_open = false;
    run_repeat_rewind(r);
    r->lock_ms = -1; /* a setting inside the transaction is gone with it */
    r->state->last_seq = r->at.last_seq;
    r->state->last_hash = str_copy(r->mem, str_of(r->at.last_hash));
}

/* May the unit be tried again after this error? Waits before it says yes. */
static bool may_retry(struct run *r, struct err *err)
{
    int64_t now = clock_mono_ms(), pause;
    const struct plan_item *item = &r->plan->items.v[run_item_now(r)];

    if (ctx_signal(r->conn->ctx) || (err->fail != FAIL_LOCK_TIMEOUT && err->fail != FAIL_SERIALIZE))
        return false;
    if (!r->waiting_since_ms)
        r->waiting_since_ms = now;
    if (err->fail == FAIL_SERIALIZE && r->tries >= SERIALIZE_TRIES)
        return false;
    if (now - r->waiting_since_ms >= lock_budget(r))
        return err_hint(err, "Nothing of this unit was kept. Run the same command again, when the "
                             "table is less busy or with a larger lock_timeout.");
    r->tries++;
    pause = 50 + (now * 7919) % 200; /* apart from other runners and from periodic load */
    ctx_event(r->conn->ctx, &(struct event){ .kind = EVENT_RETRY,
                                             .version = item->version,
                                             .step = r->report->failed_step,
                                             .n = r->tries,
                                             .ms = pause,
                                             .text = err->database });
    clock_sleep_ms(pause);
    return true;
}

/* A signal cancels the statement that runs: the run was interrupted, not the statement wrong. */
static void name_interruption(struct run *r, struct err *err)
{
    struct err why;

    if (!ctx_signal(r->conn->ctx) || err->code == ERR_INTERRUPTED || err->code == ERR_TERMINATED ||
        err->code == ERR_LOCK_LOST)
        return;
    err_init(&why);
    if (!ctx_check(r->conn->ctx, &why)) {
        err->code = why.code;
        err->message = str_copy(&err->mem, why.message);
    }
    err_done(&why);
}

static bool run_to_end(struct run *r, struct err *err)
{
    for (;;) {
        if (stream(r, err))
            return true;
        if (!roll_back(r, err)) {
            r->report->unknown |= r->owed.kind != OWED_NOTHING;
            return false;
        }
        rewind_to_committed(r);
        if (!run_repeat_in_way(r, err) && !run_repeat_later(r, err) && !may_retry(r, err)) {
            name_interruption(r, err);
            return false;
        }
        err_clear(err);
        r->report->failed_version = (str){ 0 };
        r->report->failed_step = 0;
    }
}

bool run_plan(arena *a, const struct run_in *in, struct run_report *out, struct err *err)
{
    const struct plan *plan = in->plan;
    struct plan *own = arena_new(a, struct plan, 1);
    struct run *r = arena_new(a, struct run, 1);
    int64_t start = clock_mono_ms();
    bool ok;

    *out = (struct run_report){ 0 };
    if (!plan->items.n)
        return true;
    *own = *plan;
    own->items.v = arena_new(a, struct plan_item, plan->items.n);
    memcpy(own->items.v, plan->items.v, plan->items.n * sizeof(*plan->items.v));
    own->items.cap = plan->items.n;
    *r = (struct run){ .mem = a,
                       .lock = in->lock,
                       .conn = in->lock->conn,
                       .state = in->state,
                       .plan = own,
                       .opts = in->opts,
                       .each = in->each,
                       .report = out,
                       .lock_ms = -1 };
    arena_init(&r->scratch);
    arena_init(&r->owed.mem);
    run_repeat_init(r);
    r->prompt = plan_statements(plan) <= PROMPT_MAX;
    r->at.step = plan->items.v[0].done;
    r->at.last_seq = in->state->last_seq;
    snprintf(r->at.last_hash, sizeof(r->at.last_hash), "%.*s", STR_ARG(in->state->last_hash));
    r->last_arrival_us = r->item_started_us = clock_mono_us();
    ok = run_to_end(r, err);
    out->kept_step = r->at.step;
    if (r->at.item < own->items.n && own->items.v[r->at.item].done > out->kept_step)
        out->kept_step = own->items.v[r->at.item].done; /* of an earlier run */
    out->ms = clock_mono_ms() - start;
    out->complete = r->at.item >= own->items.n;
    if (!ok && !out->complete && !out->failed_version.n && !out->hook_failed)
        out->failed_version = own->items.v[run_item_now(r)].version;
    arena_done(&r->scratch);
    arena_done(&r->owed.mem);
    return ok;
}

bool run_record(arena *a, struct run_lock *lock, struct state *s, struct entry *e, str down_text,
                struct err *err)
{
    struct conn *c = lock->conn;
    str sql[5] = { str_of(c->engine->words->begin) };

    e->actor = lock->run.actor;
    e->run_id = lock->run.id;
    e->epoch = lock->run.epoch;
    history_seal(a, s, e);
    sql[1] = journal_clear_sql(a, c, lock->tables, e->version, DIR_UP);
    sql[2] = journal_clear_sql(a, c, lock->tables, e->version, DIR_DOWN);
    sql[3] = history_insert_sql(a, c, lock->tables, &lock->run, e, down_text);
    sql[4] = S("COMMIT");
    for (size_t i = 0; i < COUNT_OF(sql); i++) {
        if (i == 3)
            fault_point("history-insert");
        if (engine_exec(c, sql[i], NULL, err))
            continue;
        if (i == 3 && engine_says_null(c, err)) {
            err->code = ERR_LOCK_LOST;
            err->message = S("another run took over: nothing was recorded");
        }
        return engine_undo(c, err);
    }
    history_advance(s, e);
    return true;
}
