/* app/app.c: see app/app.h. */
#include "app/app.h"

#include "app/app_mask.h"
#include "base/fault.h"
#include "base/fs.h"
#include "base/shell.h"
#include "core/foreign.h"
#include "core/format.h"

#include <stdarg.h>

/* ---- the target record ---- */

static const struct field target_fields[] = {
    { "database", "database", FIELD_TEXT, 0, "where it is, without secrets" },
    { "source", "from", FIELD_TEXT, 0, "what named the database" },
    { "product", "product", FIELD_TEXT, 0, "database product" },
    { "version", "version", FIELD_TEXT, 0, "version of the server" },
    { "environment", "environment", FIELD_TEXT, 0, "name of the environment, null = none" },
    { "dir", "migrations", FIELD_TEXT, 0, "folder of the migrations" },
    { "files", "files", FIELD_INT, 0, "migrations in the folder" },
    { "format", "format", FIELD_TEXT, 0, "format of the migration files" },
};

const struct rectype app_target_type = {
    "target",
    RECORD_ONE,
    target_fields,
    COUNT_OF(target_fields),
    "{database} ({product} {version}, from {source})[   env: {environment}]"
    "[   migrations: {dir} ({files})]",
};

void app_tell_target(struct ctx *ctx, const struct app_session *s)
{
    struct buf b = buf_on(ctx->mem);
    bool project = s->project.dir.n;
    struct field_value v[COUNT_OF(target_fields)];

    dsn_print(&b, &s->config.dsn);
    v[0] = field_text(buf_view(&b));
    v[1] = field_text(s->config.dsn.source);
    v[2] = s->conn ? field_text(s->conn->server.product) : field_null();
    v[3] = s->conn ? field_text(s->conn->server.version) : field_null();
    v[4] = field_text(s->config.env);
    v[5] = project ? field_text(s->project.dir) : field_null();
    v[6] = project ? field_int((int64_t)s->project.migrations.n) : field_null();
    v[7] = project ? field_text(str_of(s->project.format->name)) : field_null();
    ctx_record(ctx, &app_target_type, v);
}

static void put_flag(struct buf *b, const char *flag, str value)
{
    if (!value.n)
        return;
    buf_printf(b, " %s ", flag);
    shell_word(b, value);
}

str app_command(arena *a, const struct app_common *common, const char *words)
{
    const struct config_flags *f = &common->config;
    struct buf b = buf_on(a);

    buf_printf(&b, "afloat %s", words);
    put_flag(&b, "--config", f->config);
    put_flag(&b, "--env", f->env);
    put_flag(&b, "--dir", f->dir);
    put_flag(&b, "--format-files", f->format_files);
    if (f->url.n)
        dsn_put_option(&b, f->url);
    return buf_view(&b);
}

void app_put_kept(struct buf *b, const struct run_report *r)
{
    if (r->kept_step)
        buf_printf(b, "Of " STR_FMT " the statements up to %lld are committed, the rest is not.",
                   STR_ARG(r->failed_version), (long long)r->kept_step);
    else
        buf_printf(b, "Nothing of " STR_FMT " was kept.", STR_ARG(r->failed_version));
}

void app_tell_cost(struct ctx *ctx, const struct app_session *s)
{
    unsigned long long n = s->conn->round_trips;

    if (ctx->verbose && s->config.dsn.engine != DSN_SQLITE)
        ctx_say(ctx, EVENT_NOTE, "waited %llu time%s for the server after the log-in", n,
                STR_PLURAL(n));
}

static void tell_connected(struct ctx *ctx, const struct conn *c)
{
    const struct server_info *s = &c->server;

    if (ctx->verbose)
        ctx_say(ctx, EVENT_CONNECTED,
                "database \"" STR_FMT "\", user \"" STR_FMT "\", session %lld",
                STR_ARG(s->database), STR_ARG(s->user), (long long)s->session);
}

/* ---- opening ---- */

static bool is_applied(void *data, str version)
{
    return state_applied(data, version) != NULL;
}

static bool known_sums(void *data, str version, struct sums *out_up, struct sums *out_down)
{
    const struct entry *e = state_applied(data, version);

    if (!e || !e->up.text.n)
        return false;
    *out_up = e->up;
    *out_down = e->down;
    return true;
}

static const struct dialect *dialect_of(const struct app_session *s)
{
    static const enum dialect_id by_engine[] = { [DSN_SQLITE] = DIALECT_SQLITE,
                                                 [DSN_POSTGRES] = DIALECT_POSTGRES,
                                                 [DSN_MYSQL] = DIALECT_MARIADB };

    if (s->conn || s->dialect)
        return s->conn ? s->conn->dialect : s->dialect;
    return dialect_get(s->config.has_dsn ? by_engine[s->config.dsn.engine] : DIALECT_SQLITE);
}

static void notes_only(void *data, const struct event *e)
{
    if (e->kind != EVENT_WARNING)
        ctx_event(data, e);
}

/* Without a history the newest baseline file would run; with one, the one that ran still stands for the rest. */
static void baseline_of(const struct app_session *s, struct project_opts *o)
{
    o->fresh = s->conn && !s->state.entries.n;
    for (size_t i = 0; i < s->state.newest.entries.n; i++) {
        const struct entry *e = s->state.newest.entries.v[i].value;

        if (e->applied && e->flags & MIG_BASE_FILE)
            o->baseline = e->version;
    }
}

bool app_load_project(struct ctx *ctx, struct app_session *s, unsigned need, struct err *err)
{
    struct project_opts o = { .dir = s->config.dir,
                              .format = s->config.format_files,
                              .dialect = dialect_of(s),
                              .split_modes = s->conn ? s->conn->server.split_modes : 0,
                              .database = s->conn ? s->conn->server.database : (str){ 0 },
                              .ahead = s->ahead,
                              .conn = need & NEED_SHAPES ? s->conn : NULL,
                              .schema = s->conn ? s->conn->server.schema : (str){ 0 },
                              .user = s->conn ? s->conn->server.user : (str){ 0 },
                              .vars = &s->config.vars,
                              .is_applied = s->conn ? is_applied : NULL,
                              .known_sums = s->conn && !s->on_file_error ? known_sums : NULL,
                              .on_error = s->on_file_error,
                              .error_data = s->file_error_data,
                              .data = &s->state };

    struct ctx quiet = *ctx;

    baseline_of(s, &o);
    quiet.sink = (struct sink){ .event = notes_only, .data = ctx };
    return project_load(ctx->mem, &o, need & NEED_QUIET ? &quiet : ctx, &s->project, err);
}

/* A command that only looks must not leave an empty SQLite file behind: an absent one is looked at as the
 * empty database that `up` would make. */
static struct dsn dsn_to_open(struct ctx *ctx, const struct dsn *dsn, unsigned need)
{
    struct dsn out = *dsn;

    if (dsn->engine == DSN_SQLITE && !(need & NEED_CREATE) && !dsn->params.n &&
        !fs_exists(dsn->database) && fs_exists(fs_dirname(ctx->mem, dsn->database)))
        out.database = S(":memory:");
    return out;
}

/* SQLite's locks cannot be relied on there: two programs can damage the file. */
static void warn_network(struct ctx *ctx, const struct app_session *s, unsigned need)
{
    const struct dsn *dsn = &s->config.dsn;
    struct fs_space space;

    if (dsn->engine != DSN_SQLITE || !(need & NEED_WRITABLE) || !fs_exists(dsn->database))
        return;
    space = fs_space(dsn->database);
    if (space.network)
        ctx_say(ctx, EVENT_WARNING,
                "the SQLite file is on a network file system (%s), where locks cannot be relied on",
                space.network);
}

static bool check_schema(const struct config *c, struct err *err)
{
    if (c->dsn.engine != DSN_SQLITE || !c->history_schema.n || str_eq(c->history_schema, S("main")))
        return true;
    err_set(err, ERR_CONFIG, "SQLite has no schemas: schema of [history] cannot be used with it");
    return err_hint(err, "Tell projects in one file apart with prefix or project.");
}

static bool connect_to(struct ctx *ctx, struct app_session *s, unsigned need, struct err *err)
{
    struct dsn dsn = dsn_to_open(ctx, &s->config.dsn, need);
    const struct engine *e = engine_get(dsn.engine);

    if (!check_schema(&s->config, err))
        return false;
    fault_point("connect");
    if (!fault_call("open", err) || !e->open(ctx->mem, &dsn, ctx, &s->conn, err))
        return false;
    fault_point("connected");
    app_mask_events(ctx, s->conn->dialect);
    tell_connected(ctx, s->conn);
    if (need & NEED_WRITABLE && s->conn->server.read_only) {
        err_set(err, ERR_READ_ONLY, "the server takes no writes (standby or read-only)");
        return err_hint(err, "Point afloat at the primary server.");
    }
    warn_network(ctx, s, need);
    tables_init(ctx->mem, s->conn, s->config.history_schema, s->config.history_prefix,
                s->config.project, &s->tables);
    return state_load(ctx->mem, s->conn, &s->tables, &s->state, err);
}

/* Before connecting: a mistyped folder needs no server to be seen. */
static bool check_folder(const struct config *c, struct err *err)
{
    struct place place = { .file = c->dir };

    if (project_has_dir(c->dir))
        return true;
    err_set(err, ERR_FILE_READ, "there is no folder of migrations");
    err_hint(err, "Make it with: afloat init, or name another one with --dir.");
    return err_at(err, &place);
}

bool app_open(struct ctx *ctx, const struct app_common *common, unsigned need,
              struct app_session *out, struct err *err)
{
    struct config_flags flags = common->config;

    *out = (struct app_session){ .common = common };
    flags.offline = !(need & NEED_DATABASE);
    if (!config_load(ctx->mem, &flags, ctx, &out->config, err))
        return false;
    if (need & NEED_DATABASE && !config_need_database(&out->config, err))
        return false;
    if (need & NEED_PROJECT && !check_folder(&out->config, err))
        return false;
    if (need & NEED_PROJECT && need & NEED_DATABASE)
        out->ahead = project_ahead(ctx->mem, out->config.dir, out->config.format_files);
    if (need & NEED_DATABASE && !connect_to(ctx, out, need, err))
        return false;
    return !(need & NEED_PROJECT) || app_load_project(ctx, out, need, err);
}

/* ---- history of others ---- */

/* The objects are older than every history: which files stand for them, only a person knows. */
static bool hint_older(struct ctx *ctx, struct app_session *s, struct err *err)
{
    s->takeover = app_command(ctx->mem, s->common, "baseline");
    return err_hint(err,
                    "Say that they were there before, then go on, with: " STR_FMT
                    "; where files here made some of them, add the version of the last such file.",
                    STR_ARG(s->takeover));
}

/* What takes the database over, as far as the other tool's table and the files tell it. */
static bool hint_foreign(struct ctx *ctx, const struct foreign *f, struct app_session *s,
                         struct err *err)
{
    struct foreign_fit fit;

    foreign_fit(f, &s->project, &fit);
    if (!f->read || (!f->applied.n && !f->upto.n && !f->failed.n))
        return hint_older(ctx, s, err);
    if (f->failed.n)
        err_detail(err, "%s calls version " STR_FMT " failed: settle that with it first.", f->tool,
                   STR_ARG(f->failed));
    else if (fit.beyond.n)
        err_detail(err, "%s has applied " STR_FMT ", but not " STR_FMT " before it.", f->tool,
                   STR_ARG(fit.beyond), STR_ARG(fit.not_there));
    else if (fit.fileless.n)
        err_detail(err, "%s has applied " STR_FMT ", which no file here has as its version.",
                   f->tool, STR_ARG(fit.fileless));
    if (!fit.newest.n)
        return err_hint(err,
                        "Point --dir at the files that %s has applied, then: afloat baseline "
                        "VERSION",
                        f->tool);
    s->takeover = app_command(ctx->mem, s->common,
                              str_printf(ctx->mem, "baseline " STR_FMT, STR_ARG(fit.newest)).p);
    return err_hint(err, "Take over what %s has applied with: " STR_FMT, f->tool,
                    STR_ARG(s->takeover));
}

bool app_check_history(struct ctx *ctx, struct app_session *s, struct err *err)
{
    struct str_list tables = { 0 };
    struct foreign foreign;

    if (s->state.exists)
        return true;
    if (!fault_call("user_tables", err) ||
        !s->conn->engine->user_tables(ctx->mem, s->conn, s->tables.prefix, 100, &tables, err))
        return false;
    if (!tables.n)
        return true;
    /* Another run may have made them, after its history, since the state was read. */
    if (!state_load(ctx->mem, s->conn, &s->tables, &s->state, err))
        return false;
    if (s->state.exists)
        return true;
    if (!foreign_find(ctx->mem, s->conn, &tables, &s->project.conf, &foreign, err))
        return false;
    if (foreign.tool) {
        err_set(err, ERR_FOREIGN_HISTORY, "the database has the history of another tool (%s)",
                foreign.tool);
        return hint_foreign(ctx, &foreign, s, err);
    }
    err_set(err, ERR_NO_HISTORY, "the database has tables (" STR_FMT "%s) but no history",
            STR_ARG(tables.v[0]), tables.n > 1 ? ", ..." : "");
    return hint_older(ctx, s, err);
}

/* ---- lock ---- */

bool app_lock(struct ctx *ctx, struct app_session *s, struct run_lock *out, struct err *err)
{
    if (!app_protect(s->common, &s->config, err) ||
        !lock_take(ctx->mem, s->conn, &s->tables, s->config.lock_wait_ms, out, err))
        return false;
    if (lock_open_history(ctx->mem, out, &s->state, err) &&
        run_resolve(ctx->mem, out, &s->state, s->config.lock_wait_ms, err))
        return true;
    return app_unlock(out, err);
}

bool app_unlock(struct run_lock *l, struct err *err)
{
    struct err second;

    if (err->fail == FAIL_LOST)
        return false;
    err_init(&second);
    if (!lock_release(l, &second))
        err_also(err, &second);
    err_done(&second);
    return err->code == ERR_NONE;
}

bool app_confirm(const struct app_common *common, const char *flag, struct err *err,
                 const char *fmt, ...)
{
    char question[512];
    va_list ap;

    va_start(ap, fmt);
    vsnprintf(question, sizeof(question), fmt, ap);
    va_end(ap);
    if (common->yes)
        return true;
    if (!common->terminal || !common->ask) {
        err_set(err, ERR_CONFIRM, "%s", question);
        return err_hint(err, "There is no terminal to answer on: give %s.", flag);
    }
    if (common->ask(common->ask_data, question))
        return true;
    return err_set(err, ERR_CONFIRM, "the answer was no");
}
