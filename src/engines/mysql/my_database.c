/* engines/mysql/my_database.c: the database as a whole: is it there, make it, drop it.
 *
 * Does      work in a session without a current database
 * Does not  end sessions of others; ask anybody
 * Shape     one connection a call
 */
#include "engines/mysql/my_int.h"

enum { DB_EXISTS = 1007, DB_MISSING = 1008, SESSIONS_MAX = 20 };

enum { COL_ID, COL_USER, COL_HOST, COL_DB }; /* of SHOW PROCESSLIST */

static const char *const of_the_server[] = { "mysql", "information_schema", "performance_schema",
                                             "sys", "ndbinfo" };

static bool open_beside(arena *a, const struct dsn *dsn, struct ctx *ctx, struct conn **out,
                        struct err *err)
{
    struct dsn beside = *dsn;

    if (!dsn->database.n) {
        err_set(err, ERR_URL, "the connection string names no database");
        return err_hint(err, "Write its name behind the host: mysql://user@host/name.");
    }
    beside.database = (str){ 0 };
    return my_open(a, &beside, ctx, out, err);
}

static str system_words(str name)
{
    for (size_t i = 0; i < COUNT_OF(of_the_server); i++)
        if (str_eq_nocase(name, str_of(of_the_server[i])))
            return S("it belongs to the server");
    return (str){ 0 };
}

static bool exists(struct conn *c, str name, bool *out, struct err *err)
{
    struct result r;
    struct buf b = buf_on(c->mem);

    buf_z(&b, "SELECT schema_name FROM information_schema.schemata WHERE schema_name = ");
    sql_literal(&b, c->dialect, name);
    if (!engine_exec(c, buf_view(&b), &r, err))
        return false;
    *out = r.rows > 0;
    return true;
}

/* Without the PROCESS right only those of the same user. */
static bool list_sessions(arena *a, struct conn *c, str name, struct str_list *out, struct err *err)
{
    struct result r;

    if (!engine_exec(c, S("SHOW PROCESSLIST"), &r, err))
        return false;
    for (size_t i = 0; i < r.rows && out->n < SESSIONS_MAX; i++)
        if (str_eq(result_text(&r, i, COL_DB), name))
            *vec_push(a, out) = str_printf(a, "connection %lld, user " STR_FMT ", from " STR_FMT,
                                           (long long)result_int(&r, i, COL_ID),
                                           STR_ARG(result_text(&r, i, COL_USER)),
                                           STR_ARG(result_text(&r, i, COL_HOST)));
    return true;
}

bool my_database_look(arena *a, const struct dsn *dsn, struct ctx *ctx, struct database_info *out,
                      struct err *err)
{
    struct database_info info = { .reserved = system_words(dsn->database) };
    struct conn *c;
    bool ok;

    if (!open_beside(a, dsn, ctx, &c, err))
        return false;
    ok = exists(c, dsn->database, &info.exists, err) &&
         list_sessions(a, c, dsn->database, &info.sessions, err);
    my_close(c);
    if (ok)
        *out = info;
    return ok;
}

static str with_name(arena *a, const struct conn *c, const char *verb, str name)
{
    struct buf b = buf_on(a);

    buf_z(&b, verb);
    sql_ident(&b, c->dialect, name);
    return buf_view(&b);
}

bool my_database_create(arena *a, const struct dsn *dsn, struct ctx *ctx,
                        const struct database_opts *opts, bool *out_existed, struct err *err)
{
    struct buf sql = buf_on(a);
    bool existed = false, ok;
    struct conn *c;

    if (opts->owner.n)
        return err_set(err, ERR_USAGE, "a database of MySQL and MariaDB has no owner");
    if (!open_beside(a, dsn, ctx, &c, err))
        return false;
    buf_str(&sql, with_name(a, c, "CREATE DATABASE ", dsn->database));
    if (opts->encoding.n) {
        buf_z(&sql, " CHARACTER SET ");
        sql_literal(&sql, c->dialect, opts->encoding);
    }
    ok = exists(c, dsn->database, &existed, err);
    if (ok && !existed && !engine_exec(c, buf_view(&sql), NULL, err)) {
        ok = existed = err->native == DB_EXISTS;
        if (ok)
            err_clear(err);
    }
    my_close(c);
    if (ok)
        *out_existed = existed;
    return ok;
}

bool my_database_drop(arena *a, const struct dsn *dsn, struct ctx *ctx, bool *out_existed,
                      struct err *err)
{
    bool gone = false, ok;
    struct conn *c;

    if (!open_beside(a, dsn, ctx, &c, err))
        return false;
    ok = engine_exec(c, with_name(a, c, "DROP DATABASE ", dsn->database), NULL, err);
    if (!ok && err->native == DB_MISSING) {
        ok = gone = true;
        err_clear(err);
    }
    my_close(c);
    if (ok)
        *out_existed = !gone;
    return ok;
}
