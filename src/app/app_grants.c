/* app/app_grants.c: see app/app_grants.h.
 *
 * Does      write the statements for the engine and the names of the configuration; the output is a script
 * Does not  connect or run anything: the roles may not be there yet
 * Shape     a line is a statement or a comment; in JSON each statement has its purpose
 */
#include "app/app_grants.h"

static const struct field line_fields[] = {
    { "text", "", FIELD_TEXT, 0, "a line of the script" },
};

static const struct rectype line_type = { "line", RECORD_ONE, line_fields, COUNT_OF(line_fields),
                                          "{text}" };

static const struct field statement_fields[] = {
    { "role", "role", FIELD_TEXT, 0, "whom it is for" },
    { "sql", "sql", FIELD_TEXT, 0, "the statement" },
    { "purpose", "purpose", FIELD_TEXT, 0, "what it is needed for" },
};

static const struct rectype statement_type = { "grants", RECORD_MANY, statement_fields,
                                               COUNT_OF(statement_fields), NULL };

struct grants {
    struct ctx *ctx;
    const struct app_grants *req;
    struct config config;
    const struct dialect *dialect;
    str who;     /* name of the role of this part */
    str to;      /* the same, quoted */
    str purpose; /* of the statements that follow */
};

static void comment(struct grants *g, const char *text)
{
    struct field_value v[] = { field_text(str_printf(g->ctx->mem, "-- %s", text)) };

    g->purpose = str_of(text);
    if (!g->req->common.json)
        ctx_record(g->ctx, &line_type, v);
}

PRINTF(2, 3) static void statement(struct grants *g, const char *fmt, ...)
{
    va_list ap;
    str sql;

    va_start(ap, fmt);
    sql = str_vprintf(g->ctx->mem, fmt, ap);
    va_end(ap);
    if (g->req->common.json)
        ctx_record(
            g->ctx, &statement_type,
            (struct field_value[]){ field_text(g->who), field_text(sql), field_text(g->purpose) });
    else
        ctx_record(g->ctx, &line_type, (struct field_value[]){ field_text(sql) });
}

static const char *ident(const struct grants *g, str name)
{
    struct buf b = buf_on(g->ctx->mem);

    sql_ident(&b, g->dialect, name);
    return str_z(g->ctx->mem, buf_view(&b));
}

static const char *table(const struct grants *g, str schema, const char *name)
{
    str full = str_printf(g->ctx->mem, STR_FMT "%s", STR_ARG(g->config.history_prefix), name);

    return str_z(g->ctx->mem, str_printf(g->ctx->mem, "%s.%s", ident(g, schema), ident(g, full)));
}

static const char *tables(const struct grants *g, str schema)
{
    return str_z(g->ctx->mem, str_printf(g->ctx->mem, "%s, %s, %s", table(g, schema, "history"),
                                         table(g, schema, "journal"), table(g, schema, "fence")));
}

/* ---- PostgreSQL ---- */

/* Where unqualified names go: the first schema of the URL's search_path, else public. */
static str pg_schema(const struct grants *g)
{
    const struct dsn *dsn = &g->config.dsn;
    str rest;

    for (size_t i = 0; i < dsn->params.n; i++)
        if (str_eq(dsn->params.v[i].key, S("search_path")))
            return str_trim(str_cut(dsn->params.v[i].value, ',', &rest));
    return S("public");
}

static void pg_migrate(struct grants *g, str schema, str history)
{
    const char *to = g->to.p, *in = ident(g, schema);

    comment(g, "to make tables in the schema; what it makes it owns, and may change");
    statement(g, "GRANT CONNECT ON DATABASE %s TO %s;", ident(g, g->config.dsn.database), to);
    if (!g->config.role.n)
        statement(g, "GRANT USAGE, CREATE ON SCHEMA %s TO %s;", in, to);
    if (g->config.role.n) {
        comment(g, "to run the statements of the migrations as the role of the configuration");
        statement(g, "GRANT %s TO %s;", ident(g, g->config.role), to);
        statement(g, "GRANT USAGE, CREATE ON SCHEMA %s TO %s;", in, ident(g, g->config.role));
    }
    if (!str_eq(history, schema)) {
        comment(g, "the tables of afloat, in a schema of its own");
        statement(g, "CREATE SCHEMA IF NOT EXISTS %s AUTHORIZATION %s;", ident(g, history), to);
    } else if (g->config.role.n) {
        comment(g, "the tables of afloat belong to the login");
        statement(g, "GRANT USAGE, CREATE ON SCHEMA %s TO %s;", in, to);
    }
    comment(g, "Tables that another role has made can be changed by a member of that role only:");
    comment(g, "  GRANT owner_of_the_tables TO the role above;");
    comment(g, "To be told who holds a lock, not only that somebody does:");
    comment(g, "  GRANT pg_read_all_stats TO the role above;");
}

static void pg_read(struct grants *g, str history)
{
    comment(g, "to read the status; run it after the first up has made the tables");
    statement(g, "GRANT CONNECT ON DATABASE %s TO %s;", ident(g, g->config.dsn.database), g->to.p);
    statement(g, "GRANT USAGE ON SCHEMA %s TO %s;", ident(g, history), g->to.p);
    statement(g, "GRANT SELECT ON %s TO %s;", tables(g, history), g->to.p);
}

/* ---- MariaDB and MySQL ---- */

static void my_migrate(struct grants *g, str schema, str history)
{
    const char *to = g->to.p;

    comment(g, "to change schema and data");
    statement(g,
              "GRANT SELECT, INSERT, UPDATE, DELETE, CREATE, DROP, ALTER, INDEX, REFERENCES, "
              "CREATE TEMPORARY TABLES, LOCK TABLES, CREATE VIEW, SHOW VIEW, TRIGGER, "
              "CREATE ROUTINE, ALTER ROUTINE, EXECUTE, EVENT ON %s.* TO %s;",
              ident(g, schema), g->config.role.n ? ident(g, g->config.role) : to);
    if (g->config.role.n) {
        comment(g, "to run the statements of the migrations with the role of the configuration");
        statement(g, "GRANT %s TO %s;", ident(g, g->config.role), to);
    }
    if (!str_eq(history, schema)) {
        comment(g, "the tables of afloat, in a database of their own");
        statement(g, "CREATE DATABASE IF NOT EXISTS %s;", ident(g, history));
    }
    if (!str_eq(history, schema) || g->config.role.n) {
        comment(g, "the tables of afloat are written by the login itself");
        statement(g, "GRANT SELECT, INSERT, UPDATE, DELETE, CREATE ON %s.* TO %s;",
                  ident(g, history), to);
    }
    if (!str_eq(history, schema) && g->config.role.n)
        statement(g, "GRANT SHOW VIEW ON %s.* TO %s;", ident(g, schema), to);
    comment(g, "To be told who holds a lock, not only that somebody does:");
    comment(g, "  GRANT PROCESS ON *.* TO the user above;");
}

static void my_read(struct grants *g, str schema, str history)
{
    static const char *const names[] = { "history", "journal", "fence" };

    comment(g, "to read the status; run it after the first up has made the tables");
    for (size_t i = 0; i < COUNT_OF(names); i++)
        statement(g, "GRANT SELECT ON %s TO %s;", table(g, history, names[i]), g->to.p);
    if (str_eq(history, schema))
        return;
    comment(g, "to be let into the database at all");
    statement(g, "GRANT SHOW VIEW ON %s.* TO %s;", ident(g, schema), g->to.p);
}

/* ---- the script ---- */

/* "name@host" of MySQL: both quoted; without a host, everywhere. */
static str quoted(const struct grants *g, str name)
{
    struct buf b = buf_on(g->ctx->mem);
    size_t at = str_find_last_char(name, '@');
    bool host = at != STR_NONE && at + 1 < name.n;

    if (g->config.dsn.engine != DSN_MYSQL) {
        sql_ident(&b, g->dialect, name);
        return buf_view(&b);
    }
    sql_literal(&b, g->dialect, host ? str_slice(name, 0, at) : name);
    buf_char(&b, '@');
    sql_literal(&b, g->dialect, host ? str_skip(name, at + 1) : S("%"));
    return buf_view(&b);
}

static void part(struct grants *g, str who, const char *what)
{
    const char *kind = g->config.dsn.engine == DSN_MYSQL ? "USER" : "ROLE";
    arena *a = g->ctx->mem;

    g->who = who;
    g->to = quoted(g, who);
    if (!g->req->common.json)
        ctx_record(g->ctx, &line_type, (struct field_value[]){ field_text(S("")) });
    comment(g, str_z(a, str_printf(a, "%s: " STR_FMT, what, STR_ARG(g->to))));
    comment(g, str_z(a, str_printf(a, "  CREATE %s " STR_FMT "%s", kind, STR_ARG(g->to),
                                   g->config.dsn.engine == DSN_MYSQL ? " IDENTIFIED BY '...';"
                                                                     : " LOGIN PASSWORD '...';")));
}

/* "app@host_reader" would be another host. */
static str reader_of(struct grants *g, str role)
{
    size_t at = g->config.dsn.engine == DSN_MYSQL ? str_find_last_char(role, '@') : STR_NONE;

    return str_printf(g->ctx->mem, STR_FMT "_reader" STR_FMT, STR_ARG(str_slice(role, 0, at)),
                      STR_ARG(at == STR_NONE ? S("") : str_skip(role, at)));
}

static void sqlite(struct grants *g)
{
    comment(g, "SQLite has no roles: the rights of the file and its folder decide.");
    comment(g, "up, down: the file and its folder can be written (journal, lock, WAL).");
    comment(g, "status: the file can be read.");
}

static void script(struct grants *g)
{
    bool pg = g->config.dsn.engine == DSN_POSTGRES;
    str schema = pg ? pg_schema(g) : g->config.dsn.database;
    str history = g->config.history_schema.n ? g->config.history_schema : schema;
    str role = g->req->role.n ? g->req->role : g->config.dsn.user;
    str reader = g->req->reader.n ? g->req->reader : reader_of(g, role);

    comment(g, str_z(g->ctx->mem,
                     str_printf(g->ctx->mem,
                                "To be run by an administrator, connected to the database " STR_FMT,
                                STR_ARG(g->config.dsn.database))));
    part(g, role, "a login that migrates");
    if (pg)
        pg_migrate(g, schema, history);
    else
        my_migrate(g, schema, history);
    part(g, reader, "a login that only asks for the status");
    if (pg)
        pg_read(g, history);
    else
        my_read(g, schema, history);
}

bool app_grants(struct ctx *ctx, const struct app_grants *req, struct app_outcome *out,
                struct err *err)
{
    static const enum dialect_id dialects[] = { DIALECT_SQLITE, DIALECT_POSTGRES, DIALECT_MARIADB };
    struct grants g = { .ctx = ctx, .req = req };
    struct config_flags flags = req->common.config;

    (void)out;
    flags.offline = true; /* no password is needed */
    if (!config_load(ctx->mem, &flags, ctx, &g.config, err))
        return false;
    flags.offline = false;
    if (!g.config.has_dsn && !config_load(ctx->mem, &flags, ctx, &g.config, err))
        return false;
    if (!config_need_database(&g.config, err))
        return false;
    g.dialect = dialect_get(dialects[g.config.dsn.engine]);
    if (req->common.json)
        ctx_record(ctx, &statement_type, NULL);
    if (g.config.dsn.engine == DSN_SQLITE)
        sqlite(&g);
    else
        script(&g);
    return true;
}

const struct rectype *const app_grants_records[] = { &statement_type, NULL };
