/* core/lock.c: see core/lock.h. */
#include "core/lock.h"

#include "base/clock.h"
#include "base/fault.h"
#include "base/proc.h"

enum { POLL_FIRST_MS = 50, POLL_MAX_MS = 1000, SAY_EVERY_MS = 1000 };

static str lock_key(arena *a, const struct tables *t)
{
    return str_printf(a, "afloat:" STR_FMT ":" STR_FMT, STR_ARG(t->history), STR_ARG(t->project));
}

/* Jitter keeps many waiting runners from polling in step; the clock is random enough for that. */
static int64_t with_jitter(int64_t ms)
{
    return ms / 2 + clock_mono_us() % (ms / 2 + 1);
}

static bool busy(struct err *err, str holder, int64_t waited_ms)
{
    err_set(err, ERR_LOCK_BUSY, "another run holds the lock: " STR_FMT, STR_ARG(holder));
    err_detail(err, "Waited %lld s.", (long long)(waited_ms / 1000));
    return err_hint(err, "Run the same command again when it has ended, or raise lock_wait.");
}

static bool poll_lock(struct run_lock *l, int64_t wait_ms, struct err *err)
{
    int64_t start = clock_mono_ms(), pause = POLL_FIRST_MS, said = -SAY_EVERY_MS;
    const struct engine *e = l->conn->engine;
    str holder;

    for (;;) {
        int64_t waited = clock_mono_ms() - start;

        fault_point("lock");
        if (!ctx_check(l->conn->ctx, err) || !fault_call("try_lock", err) ||
            !e->try_lock(l->conn, l->key, &l->held, &holder, err))
            return false;
        if (l->held)
            return true;
        if (waited >= wait_ms)
            return busy(err, holder, waited);
        if (waited - said >= SAY_EVERY_MS) {
            said = waited;
            ctx_event(l->conn->ctx,
                      &(struct event){ .kind = EVENT_LOCK_WAIT, .ms = waited, .text = holder });
        }
        clock_sleep_ms(with_jitter(pause));
        pause = pause * 2 < POLL_MAX_MS ? pause * 2 : POLL_MAX_MS;
    }
}

bool lock_take(arena *a, struct conn *c, const struct tables *t, int64_t wait_ms,
               struct run_lock *out, struct err *err)
{
    struct run_lock l = { .conn = c, .tables = t, .key = lock_key(a, t) };

    l.run.id = proc_random_hex(a, 8);
    l.run.actor = str_printf(a, STR_FMT "@" STR_FMT, STR_ARG(proc_user(a)), STR_ARG(proc_host(a)));
    if (!poll_lock(&l, wait_ms, err))
        return false;
    fault_point("locked");
    *out = l;
    return true;
}

/* CREATE SCHEMA IF NOT EXISTS asks for the right to create one also when it is there. */
static bool make_schema(arena *a, const struct run_lock *l, struct err *err)
{
    struct buf sql = buf_on(a);
    struct result r;

    if (!l->tables->schema.n || str_eq(l->tables->schema, l->conn->server.schema))
        return true;
    buf_z(&sql, "SELECT 1 FROM information_schema.schemata WHERE schema_name = ");
    sql_literal(&sql, l->conn->dialect, l->tables->schema);
    if (!engine_exec(l->conn, buf_view(&sql), &r, err))
        return false;
    if (r.rows)
        return true;
    buf_clear(&sql);
    buf_z(&sql, "CREATE SCHEMA IF NOT EXISTS ");
    sql_ident(&sql, l->conn->dialect, l->tables->schema);
    return engine_exec(l->conn, buf_view(&sql), NULL, err);
}

static bool make_tables(arena *a, struct run_lock *l, struct err *err)
{
    struct str_list sql = { 0 };
    struct conn *c = l->conn;

    history_create_sql(a, c, l->tables, &sql);
    if (!engine_exec(c, str_of(c->engine->words->begin), NULL, err))
        return false;
    if (!make_schema(a, l, err))
        return engine_undo(c, err);
    for (size_t i = 0; i < sql.n; i++) {
        fault_point("make-table");
        if (!engine_exec(c, sql.v[i], NULL, err))
            return engine_undo(c, err);
    }
    if (!engine_exec(c, S("COMMIT"), NULL, err))
        return engine_undo(c, err);
    fault_point("tables-made");
    return true;
}

static bool raise_fence(arena *a, struct run_lock *l, int64_t old, struct err *err)
{
    struct result r;
    struct conn *c = l->conn;

    l->run.epoch = old + 1;
    fault_point("fence");
    if (!engine_exec(c,
                     old ? fence_bump_sql(a, c, l->tables, &l->run, old)
                         : fence_insert_sql(a, c, l->tables, &l->run),
                     &r, err))
        return false;
    if (r.affected != 1)
        return err_set(err, ERR_LOCK_LOST, "another run took over while this one began");
    fault_point("fenced");
    return true;
}

/* What only the row behind it tells would be lost with that row; what is over would be in the way of a later run. */
static bool tidy_journal(arena *a, const struct run_lock *l, const struct state *s, struct err *err)
{
    for (size_t i = 0; i < s->stale.n; i++)
        if (!engine_exec(l->conn, journal_delete_sql(a, l->conn, l->tables, &s->stale.v[i]), NULL,
                         err))
            return false;
    for (size_t i = 0; i < s->journal.n; i++)
        if (s->journal.v[i].implied &&
            !engine_exec(l->conn, journal_done_sql(a, l->conn, l->tables, &s->journal.v[i]), NULL,
                         err))
            return false;
    return true;
}

bool lock_open_history(arena *a, struct run_lock *l, struct state *s, struct err *err)
{
    if (!s->exists && !make_tables(a, l, err))
        return false;
    return state_load(a, l->conn, l->tables, s, err) && raise_fence(a, l, s->epoch, err) &&
           tidy_journal(a, l, s, err);
}

bool lock_release(struct run_lock *l, struct err *err)
{
    bool was_held = false;

    if (!l->held)
        return true;
    l->held = false;
    fault_point("unlock");
    if (!fault_call("unlock", err) || !l->conn->engine->unlock(l->conn, l->key, &was_held, err))
        return false;
    fault_point("unlocked");
    if (!was_held)
        return err_set(err, ERR_LOCK_LOST, "the run's lock was released by something else");
    return true;
}

bool lock_look(arena *a, struct conn *c, const struct tables *t, str *out_holder, struct err *err)
{
    str key = lock_key(a, t), holder;
    bool got, was_held;

    *out_holder = (str){ 0 };
    if (!c->engine->try_lock(c, key, &got, &holder, err))
        return false;
    if (got)
        return c->engine->unlock(c, key, &was_held, err);
    *out_holder = str_copy(a, holder.n ? holder : S("another session"));
    return true;
}
