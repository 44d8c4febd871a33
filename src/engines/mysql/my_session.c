/* engines/mysql/my_session.c: the state of a session.
 *
 * Does      put a new session into a known state, identify the server, put the state back after a file;
 *           find another session; list tables
 * Does not  connect, lock
 * Errors    ERR_SERVER_VERSION, ERR_POOLER, what the statements give
 */
#include "engines/mysql/my_int.h"

extern const char sql_mysql_start_mariadb[], sql_mysql_start_mysql[];
extern const char sql_mysql_identify_mariadb[], sql_mysql_identify_mysql[];
extern const char sql_mysql_user_tables[];

enum { MARIADB = 1, MYSQL8 = 2, BOTH = MARIADB | MYSQL8 };

enum kind { TEXT, NUMBER };

static const struct {
    const char *name;
    enum kind kind;
    int servers;
} vars[] = {

#define MY_VAR(name, kind, servers) { #name, kind, servers },
#include "engines/mysql/my_session.def"
#undef MY_VAR
};

enum column { /* of identify_*.sql */
              COL_VERSION,
              COL_COMMENT,
              COL_DATABASE,
              COL_USER,
              COL_CONNECTION,
              COL_STARTED,
              COL_SERVER_ID,
              COL_READ_ONLY,
              COL_SQL_MODE,
              COL_PACKET,
              COL_SECURE_TIMESTAMP,
              COL__COUNT,
};

static bool check_version(struct my *m, bool mariadb, struct err *err)
{
    int have = (int)m->lib->mysql_get_server_version(m->mysql);
    int need = mariadb ? 100600 : 80000;

    m->base.server.version_number = have;
    if (have >= need)
        return true;
    err_set(err, ERR_SERVER_VERSION, "the server is %s %d.%d, which is too old",
            mariadb ? "MariaDB" : "MySQL", have / 10000, have / 100 % 100);
    return err_hint(err,
                    "MariaDB 10.6 or MySQL 8.0 or newer is needed: older ones leave half a change "
                    "behind when they crash.");
}

static bool wanted(const struct my *m, size_t i)
{
    return vars[i].servers & (m->base.server.caps & CAP_MARIADB ? MARIADB : MYSQL8);
}

static str identify_sql(arena *a, const struct my *m)
{
    struct buf b = buf_on(a);

    buf_str(&b, str_trim_end(str_of(m->base.server.caps & CAP_MARIADB ? sql_mysql_identify_mariadb
                                                                      : sql_mysql_identify_mysql)));
    for (size_t i = 0; i < COUNT_OF(vars); i++)
        if (wanted(m, i))
            buf_printf(&b, ", @@session.%s", vars[i].name);
    return buf_view(&b);
}

/* The statement that my_reset sends, from the values just read. */
static str reset_sql(struct my *m, const struct result *r)
{
    struct buf b = buf_on(m->base.mem);
    size_t column = COL__COUNT;

    buf_z(&b, "SET ");
    if (str_eq_nocase(result_text(r, 0, COL_SECURE_TIMESTAMP), S("NO")))
        buf_z(&b, "@@session.timestamp=DEFAULT, "); /* else a file could not set it either */
    for (size_t i = 0; i < COUNT_OF(vars); i++) {
        if (!wanted(m, i))
            continue;
        buf_printf(&b, "%s@@session.%s=", column > COL__COUNT ? ", " : "", vars[i].name);
        if (result_null(r, 0, column))
            buf_z(&b, "NULL");
        else if (vars[i].kind == NUMBER)
            buf_str(&b, result_text(r, 0, column));
        else
            sql_literal(&b, m->base.dialect, result_text(r, 0, column));
        column++;
    }
    return buf_view(&b);
}

static str use_sql(struct my *m)
{
    struct buf b = buf_on(m->base.mem);

    if (!m->base.server.database.n)
        return (str){ 0 };
    buf_z(&b, "USE ");
    sql_ident(&b, m->base.dialect, m->base.server.database);
    return buf_view(&b);
}

static unsigned split_modes_of(str sql_mode)
{
    unsigned modes = 0;

    while (sql_mode.n) {
        str word = str_cut(sql_mode, ',', &sql_mode);

        if (str_eq_nocase(word, S("ANSI_QUOTES")))
            modes |= SPLIT_ANSI_QUOTES;
        if (str_eq_nocase(word, S("NO_BACKSLASH_ESCAPES")))
            modes |= SPLIT_NO_BACKSLASH_ESCAPES;
    }
    return modes;
}

/* "0,0,OFF": any other word means that writes are refused, at least to ordinary users. */
static bool read_only_of(str words)
{
    while (words.n) {
        str word = str_cut(words, ',', &words);

        if (!str_eq(word, S("0")) && !str_eq_nocase(word, S("OFF")))
            return true;
    }
    return false;
}

/* "10.11.19-MariaDB-1" and "5.5.5-10.11.19-MariaDB" → "10.11.19". */
static str version_of(str version)
{
    str rest;

    if (str_starts(version, S("5.5.5-")))
        version = str_skip(version, 6);
    return str_cut(version, '-', &rest);
}

static void fill_server(struct my *m, const struct result *r)
{
    struct server_info *s = &m->base.server;
    arena *a = m->base.mem;

    s->version = str_copy(a, version_of(result_text(r, 0, COL_VERSION)));
    s->database = s->schema = str_copy(a, result_text(r, 0, COL_DATABASE));
    s->user = str_copy(a, result_text(r, 0, COL_USER));
    s->session = result_int(r, 0, COL_CONNECTION);
    s->server_id = str_copy(a, result_text(r, 0, COL_SERVER_ID));
    s->session_start = str_printf(a, "%lld@" STR_FMT, (long long)result_int(r, 0, COL_STARTED),
                                  STR_ARG(s->server_id));
    s->read_only = read_only_of(result_text(r, 0, COL_READ_ONLY));
    s->split_modes = split_modes_of(result_text(r, 0, COL_SQL_MODE));
    m->max_packet_bytes = (uint64_t)result_int(r, 0, COL_PACKET);
    m->reset_sql = reset_sql(m, r);
    m->use_sql = use_sql(m);
    m->plain =
        s->caps & CAP_MARIADB && str_find(result_text(r, 0, COL_SQL_MODE), S("ORACLE")) == STR_NONE;
}

/* The id in the handshake is the proxy's own where one stands in between (ProxySQL, MaxScale): it may
 * give every statement to another server connection, and no lock of a session would hold. */
static bool check_pooler(struct my *m, struct err *err)
{
    uint32_t ours = (uint32_t)m->lib->mysql_thread_id(m->mysql);

    if (ours == (uint32_t)m->base.server.session)
        return true;
    err_set(err, ERR_POOLER,
            "a proxy stands between here and the server: connection %lu is %lld there",
            (unsigned long)ours, (long long)m->base.server.session);
    err_detail(err,
               "A proxy that shares server connections moves a session between them, so neither "
               "the run's lock nor SET would hold.");
    return err_hint(err,
                    "Give the address of the database server itself, not of ProxySQL or MaxScale.");
}

bool my_session_start(struct my *m, struct err *err)
{
    bool mariadb = m->lib->mariadb_connection(m->mysql);
    struct result r;
    arena a;
    bool ok;

    m->base.server.product = mariadb ? S("MariaDB") : S("MySQL");
    m->base.server.client = str_printf(
        m->base.mem, "MariaDB Connector/C %lu.%lu.%lu", m->lib->mysql_get_client_version() / 10000,
        m->lib->mysql_get_client_version() / 100 % 100, m->lib->mysql_get_client_version() % 100);
    m->base.server.caps = CAP_ATOMIC_DDL | CAP_LOCK_SESSION | (mariadb ? CAP_MARIADB : 0u);
    m->base.dialect = dialect_get(mariadb ? DIALECT_MARIADB : DIALECT_MYSQL);
    if (!check_version(m, mariadb, err))
        return false;
    if (!engine_exec(&m->base, str_of(mariadb ? sql_mysql_start_mariadb : sql_mysql_start_mysql),
                     NULL, err))
        return false;
    arena_init(&a);
    ok = engine_exec(&m->base, identify_sql(&a, m), &r, err);
    arena_done(&a);
    if (!ok)
        return false;
    CHECK(r.rows == 1 && r.columns >= COL__COUNT);
    fill_server(m, &r);
    return check_pooler(m, err);
}

/* Temporary tables stay: the servers that are supported have no common list of them. A transaction that
 * the file left open is undone first, because setting autocommit would commit it. */
bool my_reset(struct conn *c, struct err *err)
{
    struct my *m = my_of(c);

    if (!engine_exec(c, S("ROLLBACK"), NULL, err) ||
        !engine_exec(c, S("UNLOCK TABLES"), NULL, err) ||
        !engine_exec(c, m->reset_sql, NULL, err) ||
        (m->use_sql.n && !engine_exec(c, m->use_sql, NULL, err)))
        return false;
    m->strayed =
        m->strayed && !m->use_sql.n; /* of a log-in without a database: it may be in one now */
    return true;
}

/* "1795259885@id": one start of one server. The second is computed by the server; ±1 for its rounding. */
static bool same_server_start(str a, str b)
{
    str id_a, id_b;
    int64_t t_a, t_b;

    return str_to_int64(str_cut(a, '@', &id_a), &t_a) &&
           str_to_int64(str_cut(b, '@', &id_b), &t_b) && str_eq(id_a, id_b) && t_a - t_b <= 1 &&
           t_b - t_a <= 1;
}

/* Without the PROCESS right only sessions of the same user are seen. That is no hole: the run's lock
 * dies with the session that ran the statement, and the caller holds it. */
bool my_session_alive(struct conn *c, int64_t session, str session_start, bool *out,
                      struct err *err)
{
    struct result r;
    bool alive = false;

    if (!same_server_start(session_start, c->server.session_start)) {
        *out = false;
        return true;
    }
    if (!engine_exec(c, S("SHOW PROCESSLIST"), &r, err))
        return false;
    for (size_t i = 0; i < r.rows; i++)
        alive = alive || result_int(&r, i, 0) == session;
    *out = alive;
    return true;
}

static void put_param(struct buf *b, const struct dialect *d, str name, str prefix, size_t max)
{
    if (str_eq(name, S("PREFIX")))
        sql_literal(b, d, prefix);
    else if (str_eq(name, S("MAX")))
        buf_printf(b, "%zu", max);
    else
        UNREACHABLE();
}

bool my_user_tables(arena *a, struct conn *c, str prefix, size_t max, struct str_list *out,
                    struct err *err)
{
    struct buf b = buf_on(a);
    str sql = str_of(sql_mysql_user_tables);
    struct str_list list = { 0 };
    struct result r;

    while (sql.n) {
        buf_str(&b, str_cut(sql, '@', &sql));
        if (sql.n)
            put_param(&b, c->dialect, str_cut(sql, '@', &sql), prefix, max);
    }
    if (!engine_exec(c, buf_view(&b), &r, err))
        return false;
    for (size_t i = 0; i < r.rows; i++)
        *vec_push(a, &list) = str_copy(a, result_text(&r, i, 0));
    *out = list;
    return true;
}
