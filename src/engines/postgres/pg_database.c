/* engines/postgres/pg_database.c: the database as a whole: is it there, make it, drop it.
 *
 * Does      work from the maintenance database "postgres", or template1 where there is none
 * Does not  end sessions of others; ask anybody
 * Shape     one connection a call
 */
#include "engines/postgres/pg_int.h"

extern const char sql_postgres_database[], sql_postgres_database_sessions[];

/* They belong to the server, or to who runs it. */
static const char *const of_the_server[] = { "postgres", "template0",        "template1",
                                             "rdsadmin", "cloudsqladmin",    "azure_sys",
                                             "edb",      "azure_maintenance" };

static str name_of(const struct dsn *dsn)
{
    return dsn->database.n ? dsn->database : dsn->user;
}

static bool open_beside(arena *a, const struct dsn *dsn, struct ctx *ctx, struct conn **out,
                        struct err *err)
{
    struct dsn beside = *dsn;

    beside.database = S("postgres");
    if (pg_open(a, &beside, ctx, out, err))
        return true;
    if (strcmp(err->sqlstate, "3D000") != 0)
        return false;
    err_clear(err);
    beside.database = S("template1");
    return pg_open(a, &beside, ctx, out, err);
}

static str system_words(str name, bool template)
{
    for (size_t i = 0; i < COUNT_OF(of_the_server); i++)
        if (str_eq(name, str_of(of_the_server[i])))
            return S("it belongs to the server");
    return template ? S("it is a template for new databases") : (str){ 0 };
}

static bool exists(arena *a, struct conn *c, str name, bool *out, bool *out_template,
                   struct err *err)
{
    const char *params[] = { str_z(a, name) };
    struct result r;

    if (!pg_call(pg_of(c), sql_postgres_database, params, 1, &r, err))
        return false;
    *out = r.rows > 0;
    *out_template = r.rows > 0 && str_eq(result_text(&r, 0, 0), S("t"));
    return true;
}

static bool list_sessions(arena *a, struct conn *c, str name, struct str_list *out, struct err *err)
{
    const char *params[] = { str_z(a, name) };
    struct result r;

    if (!pg_call(pg_of(c), sql_postgres_database_sessions, params, 1, &r, err))
        return false;
    for (size_t i = 0; i < r.rows; i++)
        *vec_push(a, out) = str_copy(a, result_text(&r, i, 0));
    return true;
}

bool pg_database_look(arena *a, const struct dsn *dsn, struct ctx *ctx, struct database_info *out,
                      struct err *err)
{
    struct database_info info = { 0 };
    bool template = false, ok;
    struct conn *c;

    if (!open_beside(a, dsn, ctx, &c, err))
        return false;
    ok = exists(a, c, name_of(dsn), &info.exists, &template, err) &&
         list_sessions(a, c, name_of(dsn), &info.sessions, err);
    pg_close(c);
    info.reserved = system_words(name_of(dsn), template);
    if (ok)
        *out = info;
    return ok;
}

/* Such statements are refused inside any transaction, also the one that a pipeline implies. */
static bool exec_alone(struct conn *c, str sql, struct err *err)
{
    const struct request q = { .sql = sql, .flags = REQ_ALONE | REQ_SYNC };
    struct result r;

    if (!pg_submit(c, &q, err) || engine_await(c, &r, NULL, NULL, err) != NEXT_RESULT)
        return false;
    if (r.kind == RESULT_OK)
        return true;
    err_copy(err, r.err);
    return false;
}

static str create_sql(arena *a, const struct conn *c, str name, const struct database_opts *opts)
{
    struct buf b = buf_on(a);

    buf_z(&b, "CREATE DATABASE ");
    sql_ident(&b, c->dialect, name);
    if (opts->owner.n) {
        buf_z(&b, " OWNER ");
        sql_ident(&b, c->dialect, opts->owner);
    }
    if (opts->encoding.n) { /* template1 allows its own encoding only */
        buf_z(&b, " TEMPLATE template0 ENCODING ");
        sql_literal(&b, c->dialect, opts->encoding);
    }
    return buf_view(&b);
}

/* Another process may have made it meanwhile: 42P04, or 23505 when both were at it. */
static bool made_by_another(const struct err *err)
{
    return strcmp(err->sqlstate, "42P04") == 0 || strcmp(err->sqlstate, "23505") == 0;
}

bool pg_database_create(arena *a, const struct dsn *dsn, struct ctx *ctx,
                        const struct database_opts *opts, bool *out_existed, struct err *err)
{
    bool existed = false, template, ok;
    struct conn *c;

    if (!open_beside(a, dsn, ctx, &c, err))
        return false;
    ok = exists(a, c, name_of(dsn), &existed, &template, err);
    if (ok && !existed && !exec_alone(c, create_sql(a, c, name_of(dsn), opts), err)) {
        ok = existed = made_by_another(err);
        if (ok)
            err_clear(err);
    }
    pg_close(c);
    if (ok)
        *out_existed = existed;
    return ok;
}

bool pg_database_drop(arena *a, const struct dsn *dsn, struct ctx *ctx, bool *out_existed,
                      struct err *err)
{
    struct buf b = buf_on(a);
    bool gone = false, ok;
    struct conn *c;

    if (!open_beside(a, dsn, ctx, &c, err))
        return false;
    buf_z(&b, "DROP DATABASE ");
    sql_ident(&b, c->dialect, name_of(dsn));
    ok = exec_alone(c, buf_view(&b), err);
    if (!ok && strcmp(err->sqlstate, "3D000") == 0) {
        ok = gone = true;
        err_clear(err);
    } else if (!ok && strcmp(err->sqlstate, "55006") == 0) {
        err->code = ERR_DATABASE_IN_USE;
    }
    pg_close(c);
    if (ok)
        *out_existed = !gone;
    return ok;
}
