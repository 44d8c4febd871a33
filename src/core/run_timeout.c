/* core/run_timeout.c: time-outs of locks and statements in the session; see core/run_int.h. */
#include "core/run_int.h"

enum { GENTLE_LOCK_MS = 2000 }; /* above the default deadlock_timeout of a second */

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

str run_lock_timeout_sql(struct run *r, int64_t ms)
{
    const char *words = r->conn->engine->words->lock_timeout;

    if (!words || r->lock_ms == ms)
        return (str){ 0 };
    r->lock_ms = ms;
    r->conn->lock_wait_ms = ms;
    return with_number(&r->scratch, words, ms);
}

bool run_set_lock_timeout(struct run *r, size_t item, int64_t ms, struct err *err)
{
    str sql = run_lock_timeout_sql(r, ms);

    return !sql.n || run_send_other(r, item, sql, 0, err);
}

bool run_set_statement_timeout(struct run *r, size_t item, int64_t ms, struct err *err)
{
    const char *words = r->conn->engine->words->statement_timeout;

    if (!words)
        return true;
    /* Without the Sync it would be part of the transaction that follows, and undone with it. */
    return run_send_other(r, item, with_number(&r->scratch, words, ms), r->tx_open ? 0 : REQ_SYNC,
                          err);
}

/* Once a session: what a file changes is put back by clean_session. */
bool run_first_timeout(struct run *r, size_t item, struct err *err)
{
    if (r->timeout_set)
        return true;
    r->timeout_set = true;
    return r->opts->statement_timeout_ms == 0 ||
           run_set_statement_timeout(r, item, r->opts->statement_timeout_ms, err);
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
bool run_lock_gently(struct run *r, const struct sent *what, const struct outline *o,
                     struct err *err)
{
    struct sent before = *what;

    before.kind = SENT_BEFORE;
    if (r->tries == 0 || !o->locks_table || !r->conn->engine->words->gentle_lock)
        return true;
    for (size_t i = 0; i < o->objects.n; i++) {
        const struct outline_object *ob = &o->objects.v[i];

        if (ob->kind == OBJECT_TABLE ? ob->created || !ob->name.n : !ob->table.n)
            continue;
        if (!run_set_lock_timeout(r, what->item, GENTLE_LOCK_MS, err) ||
            !window_send(r, &before, gentle_lock_sql(r, ob), REQ_BOOKKEEPING, err))
            return false;
    }
    return run_set_lock_timeout(r, what->item, r->lock_try_ms, err);
}
