/* core/url_params.c: the parameters of connection strings, in one table.
 *
 * Does      set the part of the dsn that a parameter names; keep what only the engine understands
 * Does not  cut the text into parameters (core/url_uri.c, core/url_keyval.c)
 * Shape     a row a parameter: name, engines, setter, what the setter needs
 * Errors    ERR_URL naming the parameter, never its value
 * See       core/url.h
 */
#include "core/url_int.h"

#include <limits.h>

enum { LITE = 1 << DSN_SQLITE, PG = 1 << DSN_POSTGRES, MY = 1 << DSN_MYSQL };

struct row;

struct target {
    arena *mem;
    struct dsn *dsn;
    const struct row *row;
    const struct url_param *param;
};

struct row {
    const char *name;
    int engines;
    bool (*set)(struct target *t, struct err *err);
    size_t offset;      /* set_text, set_time: of the member in struct dsn */
    const char *detail; /* set_tls: the words; set_kept: the name to keep it under */
    bool unlisted;      /* accepted, but not in the list that a message shows */
};

static bool bad_value(const struct row *row, const char *words, struct err *err)
{
    err_set(err, ERR_URL, "the value of parameter \"%s\" is not recognized", row->name);
    return err_hint(err, "It is one of %s.", words);
}

static bool set_text(struct target *t, struct err *err)
{
    str *member = (str *)(void *)((char *)t->dsn + t->row->offset);

    (void)err;
    *member = t->param->value.n ? t->param->value : (str){ 0 };
    return true;
}

static bool set_host(struct target *t, struct err *err)
{
    return url_set_host(t->dsn, t->param->value, err);
}

static bool set_port(struct target *t, struct err *err)
{
    return url_set_port(t->dsn, t->param->value, err);
}

/* A folder for PostgreSQL; the path of the socket file itself is understood as well. */
static bool set_socket(struct target *t, struct err *err)
{
    str path = t->param->value, port;
    size_t file = str_find(path, S("/.s.PGSQL."));

    if (!path.n)
        return bad_value(t->row, "the absolute paths", err);
    if (t->dsn->engine == DSN_POSTGRES && file != STR_NONE) {
        port = str_skip(path, file + S("/.s.PGSQL.").n);
        if (!url_set_port(t->dsn, port, err))
            return false;
        path = str_slice(path, 0, file ? file : 1);
    }
    t->dsn->socket = path;
    t->dsn->host = (str){ 0 };
    return true;
}

static bool set_tls(struct target *t, struct err *err)
{
    static const struct {
        str word;
        enum dsn_tls tls;
    } words[] = {
        { S_INIT("off"), TLS_OFF },
        { S_INIT("disable"), TLS_OFF },
        { S_INIT("disabled"), TLS_OFF },
        { S_INIT("false"), TLS_OFF },
        { S_INIT("auto"), TLS_AUTO },
        { S_INIT("allow"), TLS_AUTO },
        { S_INIT("prefer"), TLS_AUTO },
        { S_INIT("preferred"), TLS_AUTO },
        { S_INIT("require"), TLS_REQUIRE },
        { S_INIT("required"), TLS_REQUIRE },
        { S_INIT("skip-verify"), TLS_REQUIRE },
        { S_INIT("verify-ca"), TLS_CA },
        { S_INIT("verify_ca"), TLS_CA },
        { S_INIT("verify"), TLS_VERIFY },
        { S_INIT("verify-full"), TLS_VERIFY },
        { S_INIT("verify_identity"), TLS_VERIFY },
        { S_INIT("true"), TLS_VERIFY },
    };

    for (size_t i = 0; i < COUNT_OF(words); i++)
        if (str_eq_nocase(words[i].word, t->param->value)) {
            t->dsn->tls = words[i].tls;
            t->dsn->tls_given = true;
            return true;
        }
    return bad_value(t->row, t->row->detail, err);
}

/* "system": the trust of the system, which is what verification uses without a file. */
static bool set_ca(struct target *t, struct err *err)
{
    if (!str_eq(t->param->value, S("system")))
        return set_text(t, err);
    t->dsn->tls_ca = (str){ 0 };
    t->dsn->tls = TLS_VERIFY;
    t->dsn->tls_given = true;
    return true;
}

/* Seconds; nothing, zero and less mean that there is no limit. */
static bool set_timeout(struct target *t, struct err *err)
{
    str value = str_trim(t->param->value);
    int64_t s;

    if (value.n && value.p[0] == '+')
        value = str_skip(value, 1);
    if (!str_to_int64(value, &s))
        return bad_value(t->row, "the whole numbers of seconds", err);
    t->dsn->connect_timeout_ms = s <= 0 || s > INT_MAX / 1000 ? INT_MAX : (int)s * 1000;
    return true;
}

static bool set_kept(struct target *t, struct err *err)
{
    str key = t->row->detail ? str_of(t->row->detail) : str_of(t->row->name);
    struct dsn_param *p = NULL;

    (void)err;
    for (size_t i = 0; i < t->dsn->params.n; i++)
        if (str_eq(t->dsn->params.v[i].key, key))
            p = &t->dsn->params.v[i];
    if (!p)
        p = vec_push(t->mem, &t->dsn->params);
    *p = (struct dsn_param){ key, t->param->value };
    return true;
}

static bool set_nothing(struct target *t, struct err *err)
{
    (void)t;
    (void)err;
    return true;
}

#define SSLMODE_WORDS "disable, prefer, require, verify-ca, verify-full"
#define TLS_WORDS     "off, auto, require, verify"
#define MYSQL_WORDS   "DISABLED, PREFERRED, REQUIRED, VERIFY_CA, VERIFY_IDENTITY"
#define AT(member)    offsetof(struct dsn, member)

/* clang-format off */
static const struct row rows[] = {
    { "host",             PG,      set_host,    0, NULL, false },
    { "hostaddr",         PG,      set_text,    AT(hostaddr), NULL, false },
    { "port",             PG,      set_port,    0, NULL, false },
    { "user",             PG | MY, set_text,    AT(user), NULL, false },
    { "password",         PG | MY, set_text,    AT(password.text), NULL, false },
    { "dbname",           PG,      set_text,    AT(database), NULL, false },
    { "sslmode",          PG | MY, set_tls,     0, SSLMODE_WORDS, false },
    { "tls",              PG | MY, set_tls,     0, TLS_WORDS, false },
    { "ssl-mode",         MY,      set_tls,     0, MYSQL_WORDS, false },
    { "ssl_mode",         MY,      set_tls,     0, MYSQL_WORDS, true },
    { "sslrootcert",      PG | MY, set_ca,      AT(tls_ca), NULL, false },
    { "sslcert",          PG | MY, set_text,    AT(tls_cert), NULL, false },
    { "sslkey",           PG | MY, set_text,    AT(tls_key), NULL, false },
    { "ssl-ca",           MY,      set_text,    AT(tls_ca), NULL, true },
    { "ssl-cert",         MY,      set_text,    AT(tls_cert), NULL, true },
    { "ssl-key",          MY,      set_text,    AT(tls_key), NULL, true },
    { "connect_timeout",  PG | MY, set_timeout, 0, NULL, false },
    { "socket",           PG | MY, set_socket,  0, NULL, false },
    { "unix_socket",      MY,      set_socket,  0, NULL, true },
    { "options",          PG,      set_kept,    0, NULL, false },
    { "search_path",      PG,      set_kept,    0, NULL, false },
    { "schema",           PG,      set_kept,    0, "search_path", true }, /* Prisma's name of it */
    { "application_name", PG | MY, set_kept,    0, NULL, false },
    { "charset",          MY,      set_kept,    0, NULL, false },
    { "service",          PG,      set_kept,    0, NULL, false },
    { "servicefile",      PG,      set_kept,    0, NULL, true },
    { "passfile",         PG,      set_kept,    0, NULL, false },
    { "mode",             LITE,    set_kept,    0, NULL, false },
    { "cache",            LITE,    set_kept,    0, NULL, false },
    /* libpq's own: for the engine to hand on */
    { "channel_binding",          PG, set_kept, 0, NULL, true },
    { "gssencmode",               PG, set_kept, 0, NULL, true },
    { "keepalives",               PG, set_kept, 0, NULL, true },
    { "keepalives_count",         PG, set_kept, 0, NULL, true },
    { "keepalives_idle",          PG, set_kept, 0, NULL, true },
    { "keepalives_interval",      PG, set_kept, 0, NULL, true },
    { "krbsrvname",               PG, set_kept, 0, NULL, true },
    { "require_auth",             PG, set_kept, 0, NULL, true },
    { "requirepeer",              PG, set_kept, 0, NULL, true },
    { "ssl_max_protocol_version", PG, set_kept, 0, NULL, true },
    { "ssl_min_protocol_version", PG, set_kept, 0, NULL, true },
    { "sslnegotiation",           PG, set_kept, 0, NULL, true },
    { "sslcrl",                   PG, set_kept, 0, NULL, true },
    { "sslcrldir",                PG, set_kept, 0, NULL, true },
    { "sslpassword",              PG, set_kept, 0, NULL, true },
    { "sslsni",                   PG, set_kept, 0, NULL, true },
    { "target_session_attrs",     PG, set_kept, 0, NULL, true },
    { "tcp_user_timeout",         PG, set_kept, 0, NULL, true },
    /* what afloat sets by itself, and what means nothing to a single session (pools, drivers) */
    { "client_encoding",      PG,      set_nothing, 0, NULL, true },
    { "encoding",             PG | MY, set_nothing, 0, NULL, true },
    { "fallback_application_name", PG, set_nothing, 0, NULL, true },
    { "sslcompression",       PG,      set_nothing, 0, NULL, true },
    { "clientFoundRows",      MY,      set_nothing, 0, NULL, true },
    { "collation",            MY,      set_nothing, 0, NULL, true },
    { "interpolateParams",    MY,      set_nothing, 0, NULL, true },
    { "readTimeout",          MY,      set_nothing, 0, NULL, true },
    { "timeout",              MY,      set_nothing, 0, NULL, true },
    { "writeTimeout",         MY,      set_nothing, 0, NULL, true },
    { "connection_limit",     PG | MY, set_nothing, 0, NULL, true },
    { "loc",                  MY,      set_nothing, 0, NULL, true },
    { "multiStatements",      MY,      set_nothing, 0, NULL, true },
    { "parseTime",            MY,      set_nothing, 0, NULL, true },
    { "pgbouncer",            PG,      set_nothing, 0, NULL, true },
    { "pool",                 PG | MY, set_nothing, 0, NULL, true },
    { "pool_timeout",         PG | MY, set_nothing, 0, NULL, true },
    { "serverVersion",        PG | MY, set_nothing, 0, NULL, true },
    { "statement_cache_size", PG | MY, set_nothing, 0, NULL, true },
};

/* clang-format on */

static const struct row *row_find(enum dsn_engine engine, str key)
{
    for (size_t i = 0; i < COUNT_OF(rows); i++)
        if ((rows[i].engines & 1 << engine) && str_eq(str_of(rows[i].name), key))
            return &rows[i];
    return NULL;
}

/* golang-migrate's own parameters, and those of the SQLite driver of Go. */
static bool is_foreign(enum dsn_engine engine, str key)
{
    return str_starts(key, S("x-")) || (engine == DSN_SQLITE && str_starts(key, S("_")));
}

bool url_param_known(enum dsn_engine engine, str key)
{
    return is_foreign(engine, key) || row_find(engine, key);
}

static bool is_plain_name(str key)
{
    enum { NAME_MAX_SHOWN = 40 };

    for (size_t i = 0; i < key.n; i++) {
        char c = key.p[i];

        if (!((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
              c == '_' || c == '-' || c == '.'))
            return false;
    }
    return key.n && key.n <= NAME_MAX_SHOWN;
}

static bool refuse(arena *a, enum dsn_engine engine, const struct url_param *p, struct err *err)
{
    struct buf list = buf_on(a);

    for (size_t i = 0; i < COUNT_OF(rows); i++)
        if ((rows[i].engines & 1 << engine) && !rows[i].unlisted)
            buf_printf(&list, "%s%s", list.n ? ", " : "", rows[i].name);
    if (p->nameable && is_plain_name(p->key))
        err_set(err, ERR_URL,
                "parameter \"" STR_FMT "\" of the connection string is not recognized",
                STR_ARG(p->key));
    else
        err_set(err, ERR_URL, "parameter %zu of the connection string is not recognized",
                p->number);
    return err_hint(err, "The parameters are " STR_FMT ".", STR_ARG(buf_view(&list)));
}

static bool check_value(str value, struct err *err, const struct row *row)
{
    if (value.n && memchr(value.p, 0, value.n))
        return err_set(err, ERR_URL, "the value of parameter \"%s\" holds a NUL byte", row->name);
    return true;
}

bool url_param_set(arena *a, struct dsn *dsn, const struct url_param *p, struct err *err)
{
    struct target t = { a, dsn, row_find(dsn->engine, p->key), p };

    if (is_foreign(dsn->engine, p->key))
        return true;
    if (!t.row)
        return refuse(a, dsn->engine, p, err);
    return check_value(p->value, err, t.row) && t.row->set(&t, err);
}
