/* engines/postgres/pg_open.c: make a connection of a login, and close it.
 *
 * Does      check the version, set and identify the session, find poolers, tell about missing TLS
 * Does not  log in (pg_connect.c)
 * Errors    those of pg_connect.c, ERR_SERVER_VERSION, ERR_POOLER, ERR_ENGINE
 */
#include "engines/postgres/pg_int.h"

extern const struct engine engine_postgres;

enum { SERVER_VERSION_MIN = 120000 };

void pg_close(struct conn *conn)
{
    struct pg_conn *c = pg_of(conn);

    c->lost = true;
    if (!c->pq)
        return;
    c->delivered = true;
    pg_release(c);
    arena_done(&c->results);
    err_done(&c->err);
    c->lib.PQclear(c->held);
    c->held = NULL;
    pg_ring_done(&c->ring);
    c->lib.PQfreeCancel(c->cancel);
    c->cancel = NULL;
    c->lib.PQfinish(c->pq);
    c->pq = NULL;
}

static void close_deferred(void *p)
{
    pg_close(p);
}

static bool check_version(struct pg_conn *c, struct err *err)
{
    int version = c->lib.PQserverVersion(c->pq);

    if (version >= SERVER_VERSION_MIN)
        return true;
    err_set(err, ERR_SERVER_VERSION, "PostgreSQL %d.%d is too old", version / 10000,
            version / 10000 >= 10 ? version % 10000 : version / 100 % 100);
    return err_hint(err, "PostgreSQL 12 and newer are supported.");
}

static void note_tls(struct pg_conn *c, const struct pg_tls *tls)
{
    c->base.server.encrypted = c->lib.PQsslInUse(c->pq);
    c->base.server.verified =
        c->base.server.encrypted && str_eq(str_of(tls->mode), S("verify-full"));
    if (tls->warn_plain && !c->base.server.encrypted)
        ctx_say(
            c->base.ctx, EVENT_WARNING,
            "the connection is not encrypted: the server offers no TLS; tls = \"verify\" in the "
            "configuration or sslmode=verify-full in the URL forbids that");
}

static void keep_params(arena *a, struct pg_conn *c, const struct dsn *dsn)
{
    *vec_push(a, &c->secrets) = str_copy(a, dsn->password.text);
    for (size_t i = 0; i < dsn->params.n; i++) {
        const struct dsn_param *param = &dsn->params.v[i];

        if (str_eq(param->key, S("search_path")))
            c->search_path = str_copy(a, param->value);
        if (str_eq(param->key, S("sslpassword")))
            *vec_push(a, &c->secrets) = str_copy(a, param->value);
    }
}

static struct pg_conn *make(arena *a, const struct pg_lib *lib, PGconn *pq, const struct dsn *dsn,
                            struct ctx *ctx)
{
    struct pg_conn *c = arena_new(a, struct pg_conn, 1);

    c->base = (struct conn){
        .engine = &engine_postgres, .dialect = dialect_get(DIALECT_POSTGRES), .ctx = ctx, .mem = a
    };
    c->lib = *lib;
    c->pq = pq;
    keep_params(a, c, dsn);
    arena_init(&c->results);
    err_init(&c->err);
    c->cancel = lib->PQgetCancel(pq);
    lib->PQsetNoticeReceiver(pq, pg_notice, c);
    arena_defer(a, close_deferred, c);
    return c;
}

static bool begin(struct pg_conn *c, const struct dsn *dsn, struct err *err)
{
    if (!check_version(c, err))
        return false;
    if (c->lib.PQsetnonblocking(c->pq, 1) != 0)
        return pg_lost(c, NULL, err);
    if (!pg_session_begin(c, err))
        return false;
    return c->base.server.session == c->lib.PQbackendPID(c->pq) || pg_pooler_check(c, dsn, err);
}

bool pg_open(arena *a, const struct dsn *dsn, struct ctx *ctx, struct conn **out, struct err *err)
{
    struct pg_lib lib;
    struct pg_tls tls;
    struct pg_conn *c;
    PGconn *pq;

    if (!pg_lib_load(&lib, err))
        return false;
    pq = pg_connect(a, &lib, dsn, ctx, &tls, err);
    if (!pq)
        return false;
    c = make(a, &lib, pq, dsn, ctx);
    if (!begin(c, dsn, err)) {
        pg_close(&c->base);
        return false;
    }
    note_tls(c, &tls);
    *out = &c->base;
    return true;
}
