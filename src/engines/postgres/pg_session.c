/* engines/postgres/pg_session.c: the session's state and identity.
 *
 * Does      set what a run depends on, ask who and where the server is, put the session back between files
 * Does not  connect; set lock and statement time-outs of a step (core/)
 * Shape     one batch, one round trip
 * Errors    ERR_LOST, ERR_STATEMENT
 *
 * The settings apply only where the backend is the one of the protocol: behind a pooler that pools
 * transactions they would stay on a connection that others are given.
 */
#include "engines/postgres/pg_int.h"

extern const char sql_postgres_identify[];
extern const char sql_postgres_server_id[];

struct setting {
    int version; /* first server version that has it */
    const char *name, *value;
};

static const struct setting settings[] = {
    { 0, "statement_timeout", "0" },
    { 0, "lock_timeout", "0" },
    { 0, "idle_in_transaction_session_timeout", "0" },
    { 140000, "idle_session_timeout", "0" },
    { 170000, "transaction_timeout", "0" },
    { 0, "standard_conforming_strings", "on" },
    { 0, "client_min_messages", "notice" },
    { 0, "DateStyle", "ISO" },
    { 140000, "client_connection_check_interval",
      "2000" }, /* ms; the last: a platform may refuse it */
};

enum { IDENTIFY, SERVER_ID, PARTS };

/* A text for the search path of a URL: quotes doubled, backslashes cannot matter with E''. */
static void add_literal(struct buf *sql, str text)
{
    buf_z(sql, "E'");
    for (size_t i = 0; i < text.n; i++) {
        if (text.p[i] == '\'' || text.p[i] == '\\')
            buf_char(sql, text.p[i]);
        buf_char(sql, text.p[i]);
    }
    buf_char(sql, '\'');
}

/* SELECT set_config(…) …; `pid` 0 = whatever backend it is. */
static str settings_sql(arena *a, const struct pg_conn *c, int pid, bool all)
{
    struct buf sql = buf_on(a);
    size_t count = COUNT_OF(settings) - !all;

    buf_z(&sql, "SELECT pg_backend_pid()");
    for (size_t i = 0; i < count; i++)
        if (c->lib.PQserverVersion(c->pq) >= settings[i].version)
            buf_printf(&sql, ", pg_catalog.set_config('%s', '%s', false)", settings[i].name,
                       settings[i].value);
    if (c->search_path.p) {
        buf_z(&sql, ", pg_catalog.set_config('search_path', ");
        add_literal(&sql, c->search_path);
        buf_z(&sql, ", false)");
    }
    if (pid)
        buf_printf(&sql, " WHERE pg_backend_pid() = %d", pid);
    return buf_view(&sql);
}

static bool queue(struct pg_conn *c, str sql, bool last, struct err *err)
{
    return pg_submit(
        &c->base, &(struct request){ .sql = sql, .flags = REQ_BOOKKEEPING | (last ? REQ_SYNC : 0) },
        err);
}

/* Takes one result; an error of the server is kept in *err too. */
static enum next take(struct pg_conn *c, struct result *r, struct err *err)
{
    enum next n = engine_await(&c->base, r, NULL, NULL, err);

    if (n == NEXT_RESULT && r->kind == RESULT_ERROR && err->code == ERR_NONE)
        err_copy(err, r->err);
    return n;
}

/* Takes the results of a batch whose contents do not matter; the first error counts. */
static bool drain(struct pg_conn *c, struct err *err)
{
    struct result r;
    enum next n;

    while ((n = take(c, &r, err)) == NEXT_RESULT)
        ;
    return n == NEXT_NONE && err->code == ERR_NONE;
}

static void read_identity(struct pg_conn *c, const struct result *r)
{
    struct server_info *s = &c->base.server;
    arena *a = c->base.mem;
    str rest;

    s->product = S("PostgreSQL");
    s->client =
        str_printf(a, "libpq %d.%d", c->lib.PQlibVersion() / 10000, c->lib.PQlibVersion() % 10000);
    s->version = str_copy(a, str_cut(result_text(r, 0, 7), ' ', &rest));
    s->version_number = c->lib.PQserverVersion(c->pq);
    s->session = result_int(r, 0, 0);
    s->session_start = str_copy(a, result_text(r, 0, 1));
    s->database = str_copy(a, result_text(r, 0, 2));
    c->database_oid = str_copy(a, result_text(r, 0, 3));
    s->user = str_copy(a, result_text(r, 0, 4));
    s->schema = str_copy(a, result_text(r, 0, 5));
    s->read_only = str_eq(result_text(r, 0, 6), S("t"));
    c->postmaster_start = str_copy(a, result_text(r, 0, 8));
    s->caps = CAP_DDL_TRANSACTIONAL | CAP_PIPELINE | CAP_COPY | CAP_CONCURRENT_INDEX |
              CAP_ATOMIC_DDL | CAP_LOCK_SESSION;
}

/* Settings, identity and, if asked for, the server's number: false with the server's error in *err. */
static bool identify(struct pg_conn *c, bool all_settings, bool number, struct err *err)
{
    str sql = settings_sql(c->base.mem, c, c->lib.PQbackendPID(c->pq), all_settings);
    struct result r;

    if (!queue(c, sql, false, err) || !queue(c, str_of(sql_postgres_identify), !number, err) ||
        (number && !queue(c, str_of(sql_postgres_server_id), true, err)))
        return false;
    if (take(c, &r, err) != NEXT_RESULT)
        return false;
    if (r.kind != RESULT_OK)
        return drain(c, err);
    if (take(c, &r, err) != NEXT_RESULT)
        return false;
    if (r.kind != RESULT_OK)
        return drain(c, err);
    read_identity(c, &r);
    c->base.server.server_id = c->postmaster_start;
    if (!number)
        return true;
    if (take(c, &r, err) != NEXT_RESULT)
        return false;
    if (r.kind == RESULT_OK)
        c->base.server.server_id = str_copy(c->base.mem, result_text(&r, 0, 0));
    return r.kind == RESULT_OK;
}

bool pg_session_begin(struct pg_conn *c, struct err *err)
{
    bool check = c->lib.PQserverVersion(c->pq) >= 140000, ok = identify(c, true, true, err);

    /* Neither the number nor the connection check is worth a failed start: rights and platforms differ. */
    if (!ok && err->fail == FAIL_OTHER && err->code == ERR_RIGHTS) {
        err_clear(err);
        ok = identify(c, true, false, err);
    }
    if (!ok && err->fail == FAIL_OTHER) {
        err_clear(err);
        check = false;
        ok = identify(c, false, false, err);
    }
    if (ok && check)
        c->base.server.caps |= CAP_CONNECTION_CHECK;
    return ok;
}

bool pg_session_settings(struct pg_conn *c, struct err *err)
{
    arena a;
    bool ok;

    arena_init(&a);
    ok = queue(c, settings_sql(&a, c, 0, c->base.server.caps & CAP_CONNECTION_CHECK), true, err) &&
         drain(c, err);
    arena_done(&a);
    return ok;
}

/* Not DISCARD ALL: it would let go of the run's lock. */
static const char *const reset_statements[] = {
    "RESET SESSION AUTHORIZATION",
    "RESET ROLE",
    "RESET ALL",
    "CLOSE ALL",
    "UNLISTEN *",
    "DEALLOCATE ALL",
    "DISCARD TEMP",
    "DISCARD SEQUENCES",
    "DISCARD PLANS",
};

bool pg_reset(struct conn *conn, struct err *err)
{
    struct pg_conn *c = pg_of(conn);

    if (c->lost)
        return pg_lost(c, NULL, err);
    CHECK(c->ring.n == 0);
    if (c->lib.PQtransactionStatus(c->pq) != PQTRANS_IDLE && !queue(c, S("ROLLBACK"), true, err))
        return false;
    for (size_t i = 0; i < COUNT_OF(reset_statements); i++)
        if (!queue(c, str_of(reset_statements[i]), false, err))
            return false;
    return pg_session_settings(c, err);
}
