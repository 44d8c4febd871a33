/* engines/mysql/my_lock.c: the run's lock: GET_LOCK in the session that runs the statements.
 *
 * Does      try it once, say who holds it, give it back
 * Does not  wait inside the server
 * Shape     names of locks are server-wide and at most 64 characters: "afloat." and 40 digits of the
 *           SHA-256 of key and database
 */
#include "engines/mysql/my_int.h"

#include "base/sha256.h"

enum { NAME_DIGITS = 40, STATEMENT_SHOWN = 80 };

static str lock_name(arena *a, const struct conn *c, str key)
{
    struct sha256 *h = sha256_new(a);

    sha256_add(h, key);
    sha256_add(h, (str){ "", 1 });
    sha256_add(h, c->server.database);
    return str_printf(a, "afloat." STR_FMT, NAME_DIGITS, sha256_hex(a, h).p);
}

static void put_running(struct buf *b, const struct dialect *d, str seconds, str statement)
{
    bool masked;

    statement = str_slice(outline_mask(b->mem, d, statement, &masked), 0, STATEMENT_SHOWN);
    buf_printf(b, " (running for " STR_FMT " s: " STR_FMT ")", STR_ARG(seconds),
               STR_ARG(statement));
}

/* "connection 4711 of app@web-3:5123 (running for 12 s: ALTER TABLE …)"; the rest needs PROCESS. */
static void put_holder(struct buf *b, struct conn *c, int64_t id)
{
    struct result r;
    struct err err;

    buf_printf(b, "connection %lld", (long long)id);
    err_init(&err);
    if (!engine_exec(c, S("SHOW PROCESSLIST"), &r, &err))
        r.rows = 0; /* who it is helps only */
    err_done(&err);
    for (size_t i = 0; i < r.rows; i++) { /* Id User Host db Command Time State Info */
        if (result_int(&r, i, 0) != id)
            continue;
        buf_printf(b, " of " STR_FMT "@" STR_FMT, STR_ARG(result_text(&r, i, 1)),
                   STR_ARG(result_text(&r, i, 2)));
        if (!result_null(&r, i, 7))
            put_running(b, c->dialect, result_text(&r, i, 5), result_text(&r, i, 7));
        else
            buf_printf(b, " (idle for " STR_FMT " s)", STR_ARG(result_text(&r, i, 5)));
    }
}

static str holder_of(struct my *m, const struct result *r)
{
    arena a;
    struct buf b;

    if (result_null(r, 0, 1))
        return S("a connection that has just ended");
    arena_init(&a);
    b = buf_on(&a);
    put_holder(&b, &m->base, result_int(r, 0, 1));
    snprintf(m->holder, sizeof(m->holder), STR_FMT, STR_ARG(buf_view(&b)));
    arena_done(&a);
    return str_of(m->holder);
}

/* A lock is of one server: where several take writes, only the fence, which is replicated, tells of a
 * rival. And in a log of statements a replica would look for the lock on its own server. */
static bool allow_check(struct my *m, str key, struct err *err)
{
    struct conn *c = &m->base;
    struct result r;
    str name;
    bool ok;

    ok = engine_exec(c,
                     c->server.caps & CAP_MARIADB
                         ? S("SHOW GLOBAL VARIABLES LIKE 'wsrep_on'")
                         : S("SHOW GLOBAL VARIABLES LIKE 'group_replication_single_primary_mode'"),
                     &r, err);
    if (!ok)
        return false;
    if (r.rows &&
        str_eq_nocase(result_text(&r, 0, 1), c->server.caps & CAP_MARIADB ? S("ON") : S("OFF")))
        return true;
    if (!engine_exec(c, S("SELECT @@global.log_bin AND @@session.binlog_format = 'STATEMENT'"), &r,
                     err))
        return false;
    if (m->strayed || result_int(&r, 0, 0))
        return true;
    name = lock_name(c->mem, c, key);
    c->lock_check =
        str_printf(c->mem, "IF(IS_USED_LOCK('%.*s') = CONNECTION_ID(), 1, NULL)", STR_ARG(name));
    return true;
}

/* Not taken twice by one session: MySQL counts, and one release would not free it. */
bool my_try_lock(struct conn *c, str key, bool *out_got, str *out_holder, struct err *err)
{
    struct result r;
    bool ok;
    str name;
    arena a;

    arena_init(&a);
    name = lock_name(&a, c, key);
    c->lock_check = (str){ 0 };
    ok =
        engine_execf(c, &r, err,
                     "SELECT IF(IS_USED_LOCK('%.*s') <=> CONNECTION_ID(), 1, GET_LOCK('%.*s', 0)), "
                     "IS_USED_LOCK('%.*s')",
                     STR_ARG(name), STR_ARG(name), STR_ARG(name));
    arena_done(&a);
    if (!ok)
        return false;
    if (result_null(&r, 0, 0))
        return err_set(err, ERR_RESOURCE,
                       "could not take the run's lock: the server gave no answer") ||
               err_database(err, FAIL_RESOURCE, NULL, 0, (str){ 0 });
    *out_got = result_int(&r, 0, 0) == 1;
    if (!*out_got)
        *out_holder = holder_of(my_of(c), &r);
    return !*out_got || allow_check(my_of(c), key, err);
}

bool my_unlock(struct conn *c, str key, bool *out_was_held, struct err *err)
{
    struct result r;
    bool ok;
    arena a;

    arena_init(&a);
    ok = engine_execf(c, &r, err, "SELECT RELEASE_LOCK('%.*s')", STR_ARG(lock_name(&a, c, key)));
    arena_done(&a);
    if (ok)
        *out_was_held = result_int(&r, 0, 0) == 1; /* 0 = another's, NULL = nobody's */
    return ok;
}
