/* engines/postgres/pg_connect.c: log in through libpq.
 *
 * Does      give libpq every parameter by itself; connect without blocking, so that a signal or the
 *           time-out ends the wait; tell login, TLS and reach failures apart
 * Does not  build connection strings: libpq quotes them, with the password, in its errors
 * Errors    ERR_CONNECT, ERR_LOGIN, ERR_TLS, ERR_URL
 */
#include "engines/postgres/pg_int.h"

#include "base/clock.h"

#include <poll.h>

enum { PARAMS_MAX = 48, TIMEOUT_MS = 10000 };

/* NULL-ended lists, as PQconnectStartParams wants them. */
struct params {
    const char *keys[PARAMS_MAX + 1], *values[PARAMS_MAX + 1];
    size_t n;
};

/* Parameters of a URL that are libpq's own; search_path is set in the session. */
static const char *const passed_on[] = {
    "application_name", "channel_binding",
    "gssencmode",       "keepalives",
    "keepalives_count", "keepalives_idle",
    "krbsrvname",       "keepalives_interval",
    "options",          "require_auth",
    "requirepeer",      "sslcrl",
    "sslcrldir",        "ssl_max_protocol_version",
    "sslnegotiation",   "ssl_min_protocol_version",
    "sslpassword",      "sslsni",
    "tcp_user_timeout", "target_session_attrs",
};

static void add(struct params *p, const char *key, const char *value)
{
    if (!value || !*value)
        return;
    CHECK(p->n < PARAMS_MAX);
    p->keys[p->n] = key;
    p->values[p->n++] = value;
}

static void add_str(arena *a, struct params *p, const char *key, str value)
{
    add(p, key, value.n ? str_z(a, value) : NULL);
}

/* A later value overrules an earlier one. */
static void add_defaults(struct params *p)
{
    add(p, "application_name", "afloat");
    add(p, "client_encoding", "UTF8");
    add(p, "gssencmode", "disable");
    add(p, "keepalives", "1");
    add(p, "keepalives_idle", "30"); /* seconds: below what load balancers and NAT forget after */
    add(p, "keepalives_interval", "10");
    add(p, "keepalives_count", "3");
    add(p, "tcp_user_timeout", "45000");     /* milliseconds */
    add(p, "passfile", "/dev/null/nothing"); /* absent, without the warning about /dev/null */
}

static void add_place(arena *a, struct params *p, const struct dsn *dsn, const struct pg_tls *tls)
{
    if (dsn->socket.n) {
        add_str(a, p, "host", dsn->socket);
    } else if (tls->hosts) {
        add(p, "host", tls->hosts);
        add(p, "hostaddr", tls->addresses);
    } else {
        add_str(a, p, "host", dsn->host);
        add_str(a, p, "hostaddr", dsn->hostaddr);
    }
    add_str(a, p, "port", str_printf(a, "%d", dsn->port ? dsn->port : 5432));
    add_str(a, p, "dbname", dsn->database.n ? dsn->database : dsn->user);
    add_str(a, p, "user", dsn->user);
    add_str(a, p, "password", dsn->password.text);
}

static bool add_rest(arena *a, struct params *p, const struct dsn *dsn, struct err *err)
{
    for (size_t i = 0; i < dsn->params.n; i++) {
        const struct dsn_param *param = &dsn->params.v[i];
        size_t k = 0;

        if (str_eq(param->key, S("search_path")))
            continue;
        while (k < COUNT_OF(passed_on) && !str_eq(param->key, str_of(passed_on[k])))
            k++;
        if (k == COUNT_OF(passed_on))
            return err_set(err, ERR_URL, "PostgreSQL has no connection parameter \"" STR_FMT "\"",
                           STR_ARG(param->key));
        add_str(a, p, passed_on[k], param->value);
    }
    return true;
}

static bool collect(arena *a, const struct dsn *dsn, const struct pg_tls *tls, struct params *p,
                    struct err *err)
{
    add_defaults(p);
    add_place(a, p, dsn, tls);
    add(p, "sslmode", tls->mode);
    add(p, "sslrootcert", tls->root);
    add_str(a, p, "sslcert", dsn->tls_cert);
    add_str(a, p, "sslkey", dsn->tls_key);
    return add_rest(a, p, dsn, err);
}

/* ---- failures ---- */

/* libpq gives the SQLSTATE of a refused connection only inside its words ("FATAL:  28P01: …"). */
static size_t find_sqlstate(str words)
{
    for (size_t i = 0; i + 10 <= words.n; i++) {
        const char *p = words.p + i;

        if (memcmp(p, ":  ", 3) == 0 && memcmp(p + 8, ": ", 2) == 0 &&
            strspn(p + 3, "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ") >= 5)
            return i + 3;
    }
    return STR_NONE;
}

/* The words without codes; `out` is the first code. */
static str take_sqlstates(arena *a, str words, char out[6])
{
    struct buf b = buf_on(a);
    size_t at;

    while ((at = find_sqlstate(words)) != STR_NONE) {
        if (!out[0])
            snprintf(out, 6, "%.5s", words.p + at);
        buf_str(&b, str_slice(words, 0, at));
        words = str_skip(words, at + 7);
    }
    buf_str(&b, words);
    return buf_view(&b);
}

/* Lines about the server's source code say nothing to a user, and a second try without TLS says the same. */
static str drop_lines(arena *a, str words)
{
    struct buf out = buf_on(a);
    str line, last = { 0 };

    while (str_next_line(&words, &line)) {
        if (str_starts(line, S("LOCATION:")) || !str_trim(line).n || str_eq(line, last))
            continue;
        if (out.n)
            buf_char(&out, '\n');
        buf_str(&out, line);
        last = line;
    }
    return buf_view(&out);
}

static bool connect_failed(arena *a, str raw, const struct dsn *dsn, struct err *err)
{
    char state[6] = "";
    struct str_list secrets = { 0 };
    str words;

    *vec_push(a, &secrets) = dsn->password.text;
    words = drop_lines(a, take_sqlstates(a, str_trim(raw), state));
    words = pg_scrub(a, words, &secrets);
    if (state[0]) {
        const struct pg_meaning *m = pg_errmap(state);
        bool plain =
            m->fail == FAIL_OTHER || m->fail == FAIL_LOST; /* a pooler refuses with 08P01 */

        if (m->code == ERR_LOGIN)
            err_set(err, ERR_LOGIN, "%s", m->message);
        else
            err_set(err, ERR_CONNECT, "could not connect: %s",
                    plain ? "the server refused it" : m->message);
        if (strcmp(state, "3D000") == 0)
            err_hint(err, "The database does not exist: make it with \"afloat create\".");
        return err_database(err, plain ? FAIL_CONNECT : m->fail, state, 0, words);
    }
    if (!pg_tls_failure(words, err))
        err_set(err, ERR_CONNECT, "could not connect to the database server");
    return err_database(err, FAIL_CONNECT, NULL, 0, words);
}

static bool no_password(str words, struct err *err)
{
    err_set(err, ERR_LOGIN, "the server asks for a password, and none was given");
    err_hint(err, "Give one in PGPASSWORD or ~/.pgpass, or by password_command, password_file or "
                  "password = { env = \"NAME\" } in afloat.toml. A passfile must be for its owner "
                  "only.");
    return err_database(err, FAIL_LOGIN, NULL, 0, words);
}

static bool timed_out(int timeout_ms, struct err *err)
{
    err_set(err, ERR_CONNECT, "could not connect within %d ms", timeout_ms);
    err_hint(err, "Check host and port, or give it longer with connect_timeout= in the URL.");
    return err_database(err, FAIL_CONNECT, NULL, 0, (str){ 0 });
}

/* ---- connecting ---- */

static bool wait_socket(const struct pg_lib *lib, PGconn *pq, const struct ctx *ctx, bool write,
                        int64_t ms)
{
    struct pollfd fds[2] = {
        { .fd = lib->PQsocket(pq), .events = write ? POLLOUT : POLLIN },
        { .fd = ctx->wake_fd, .events = POLLIN },
    };

    return poll(fds, 2, (int)ms) > 0;
}

static bool poll_until_ready(arena *a, const struct pg_lib *lib, PGconn *pq, const struct dsn *dsn,
                             const struct ctx *ctx, struct err *err)
{
    int timeout_ms = dsn->connect_timeout_ms > 0 ? dsn->connect_timeout_ms : TIMEOUT_MS;
    int64_t end = clock_mono_ms() + timeout_ms;
    PostgresPollingStatusType state = PGRES_POLLING_WRITING; /* as its documentation wants it */

    while (lib->PQstatus(pq) != CONNECTION_BAD && state != PGRES_POLLING_OK) {
        int64_t left = end - clock_mono_ms();

        if (state == PGRES_POLLING_FAILED)
            break;
        if (!ctx_check(ctx, err))
            return false;
        if (left <= 0)
            return timed_out(timeout_ms, err);
        if (wait_socket(lib, pq, ctx, state == PGRES_POLLING_WRITING, left) && !ctx_signal(ctx))
            state = lib->PQconnectPoll(pq);
    }
    if (state == PGRES_POLLING_OK)
        return true;
    if (lib->PQconnectionNeedsPassword(pq))
        return no_password(str_trim(str_of(lib->PQerrorMessage(pq))), err);
    return connect_failed(a, str_of(lib->PQerrorMessage(pq)), dsn, err);
}

static PGconn *start(arena *a, const struct pg_lib *lib, const struct dsn *dsn,
                     const struct params *p, const struct ctx *ctx, struct err *err)
{
    PGconn *pq = lib->PQconnectStartParams(p->keys, p->values, 0);

    CHECK(pq);
    lib->PQsetErrorVerbosity(pq, PQERRORS_VERBOSE); /* for the SQLSTATE */
    if (!poll_until_ready(a, lib, pq, dsn, ctx, err)) {
        lib->PQfinish(pq);
        return NULL;
    }
    lib->PQsetErrorVerbosity(pq, PQERRORS_DEFAULT);
    return pq;
}

/* With nothing in the environment that could lead elsewhere. */
static PGconn *start_alone(arena *a, const struct pg_lib *lib, const struct dsn *dsn,
                           const struct params *p, const struct ctx *ctx, struct err *err)
{
    struct pg_env env;
    PGconn *pq;

    if (ctx->embedded)
        return start(a, lib, dsn, p, ctx, err);
    pg_env_hide(&env);
    pq = start(a, lib, dsn, p, ctx, err);
    pg_env_restore(&env);
    return pq;
}

PGconn *pg_connect(arena *a, const struct pg_lib *lib, const struct dsn *dsn, struct ctx *ctx,
                   struct pg_tls *tls_out, struct err *err)
{
    struct pg_tls tls;
    struct params p = { 0 };
    PGconn *pq;

    if (!pg_tls_choose(a, dsn, lib->PQlibVersion(), &tls, err) || !collect(a, dsn, &tls, &p, err))
        return NULL;
    if (ctx->embedded && !dsn->hostaddr.n && !tls.hosts && !pg_env_check(err))
        return NULL;
    pq = start_alone(a, lib, dsn, &p, ctx, err);
    if (pq && tls_out)
        *tls_out = tls;
    return pq;
}
