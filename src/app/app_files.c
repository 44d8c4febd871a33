/* app/app_files.c: see app/app_files.h. */
#include "app/app_files.h"

#include "base/fs.h"
#include "core/format.h"

static const struct field file_fields[] = {
    { "file", "", FIELD_TEXT, 0, "path of the file or folder" },
    { "result", "", FIELD_TEXT, 0, "created, there already, or would be created (--dry-run)" },
};

static const struct rectype file_type = { "files", RECORD_MANY, file_fields, COUNT_OF(file_fields),
                                          NULL };

static const struct field next_fields[] = {
    { "next", "", FIELD_TEXT, 0, "what to do next" },
};

static const struct rectype next_type = { "summary", RECORD_ONE, next_fields, COUNT_OF(next_fields),
                                          "next: {next}" };

static const str created = S_INIT("created"), planned = S_INIT("would be created"),
                 there = S_INIT("there already");

static void tell_file(struct ctx *ctx, str file, str result)
{
    struct field_value v[] = { field_text(file), field_text(result) };

    ctx_record(ctx, &file_type, v);
}

static void tell_next(struct ctx *ctx, str next)
{
    struct field_value v[] = { field_text(next) };

    ctx_record(ctx, &next_type, v);
}

/* A basic string of TOML. */
static void put_toml(struct buf *b, const char *key, str value)
{
    buf_printf(b, "%s = \"", key);
    for (size_t i = 0; i < value.n; i++) {
        unsigned char c = (unsigned char)value.p[i];

        if (c < 0x20 || c == 0x7f) {
            buf_printf(b, "\\u%04X", c);
            continue;
        }
        if (c == '"' || c == '\\')
            buf_char(b, '\\');
        buf_char(b, (char)c);
    }
    buf_z(b, "\"\n");
}

/* What the command line named stays named: the next command needs no flag. */
static str config_text(arena *a, const struct config_flags *given)
{
    struct buf b = buf_on(a);

    buf_z(&b, "# afloat: see `afloat help init`\n"
              "default_env = \"dev\"\n");
    if (given->dir.n)
        put_toml(&b, "dir", given->dir);
    if (given->format_files.n)
        put_toml(&b, "format", given->format_files);
    buf_z(&b, "\n[env.dev]\n");
    put_toml(&b, "url", given->url.n ? given->url : S("sqlite:dev.db"));
    buf_z(&b, "contract = \"immediate\" # breaking changes go the direct way here\n"
              "\n"
              "# [env.prod]\n"
              "# url_env = \"PROD_DATABASE_URL\" # the name of a variable: no secret in this file\n"
              "# protected = true\n");
    return buf_view(&b);
}

/* Does the URL as it was given hold what a file that is committed may not? */
static bool has_secret(const struct dsn *given)
{
    if (given->password.text.n)
        return true;
    for (size_t i = 0; i < given->params.n; i++)
        if (str_eq(given->params.v[i].key, S("sslpassword")) ||
            (str_eq(given->params.v[i].key, S("options")) &&
             dsn_text_has_secret(given->params.v[i].value)))
            return true;
    return false;
}

/* The configuration was completed from elsewhere: what the URL itself says is read once more. */
static bool refuse_secret(struct ctx *ctx, str url, struct err *err)
{
    static const char *const homes[] = { [DSN_SQLITE] = "",
                                         [DSN_POSTGRES] = "in PGPASSWORD or ~/.pgpass, or ",
                                         [DSN_MYSQL] = "in ~/.my.cnf, or " };
    _Static_assert(COUNT_OF(homes) == DSN__COUNT, "one an engine");
    struct dsn dsn = { 0 };

    if (!url.n)
        return true;
    if (!url_parse(ctx->mem, url, &dsn, err))
        return err_wrap(err, "reading the connection string from --url");
    if (!has_secret(&dsn))
        return true;
    err_set(err, ERR_USAGE, "the URL holds a password, and none is written to afloat.toml");
    return err_hint(err,
                    "Give the URL without it. The password goes %sinto [env.dev] as "
                    "password_command, password_file or password = { env = \"NAME\" }.",
                    homes[dsn.engine]);
}

static void tell_unused(struct ctx *ctx, str file, const struct config_flags *given)
{
    if (given->url.n)
        ctx_say(ctx, EVENT_NOTE, STR_FMT " is there already: --url was not written into it",
                STR_ARG(file));
}

/* One that is found in a folder above serves this one too. */
static bool make_config(struct ctx *ctx, const struct app_session *s,
                        const struct app_common *common, struct err *err)
{
    const struct config_flags *given = &common->config;
    bool exists = false;

    if (s->config.file.n || common->dry_run) {
        if (s->config.file.n)
            tell_unused(ctx, s->config.file, given);
        tell_file(ctx, s->config.file.n ? s->config.file : S("afloat.toml"),
                  s->config.file.n ? there : planned);
        return true;
    }
    if (!fs_create(S("afloat.toml"), config_text(ctx->mem, given), &exists, err)) {
        if (!exists)
            return false;
        err_clear(err);
        tell_unused(ctx, S("afloat.toml"), given);
    }
    tell_file(ctx, S("afloat.toml"), exists ? there : created);
    return true;
}

static bool list_project(struct ctx *ctx, struct app_session *s, struct err *err);

/* What is wrong with files that were there before, the next command says. */
static bool has_migrations(struct ctx *ctx, struct app_session *s)
{
    struct err err;
    bool ok;

    err_init(&err);
    ok = list_project(ctx, s, &err);
    err_done(&err);
    return !ok || s->project.migrations.n > 0;
}

bool app_init(struct ctx *ctx, const struct app_init *req, struct app_outcome *out, struct err *err)
{
    struct app_session s;
    bool exists, dry_run = req->common.dry_run;

    (void)out;
    if (!app_open(ctx, &req->common, 0, &s, err) ||
        !refuse_secret(ctx, req->common.config.url, err))
        return false;
    exists = fs_exists(s.config.dir);
    if (!exists && !dry_run && !fs_make_folder(s.config.dir, err))
        return false;
    tell_file(ctx, s.config.dir, exists ? there : dry_run ? planned : created);
    if (!make_config(ctx, &s, &req->common, err))
        return false;
    tell_next(ctx, dry_run                   ? app_command(ctx->mem, &req->common, "init")
                   : has_migrations(ctx, &s) ? S("afloat status")
                                             : S("afloat new create_users"));
    return true;
}

/* The names in the folder; an absent folder has none. */
static bool list_project(struct ctx *ctx, struct app_session *s, struct err *err)
{
    struct project_opts o = { .dir = s->config.dir,
                              .format = s->config.format_files,
                              .dialect = dialect_get(DIALECT_SQLITE),
                              .names_only = true };

    if (!s->config.format_files.n && !project_has_dir(s->config.dir)) {
        s->project = (struct project){ .dir = s->config.dir };
        return true;
    }
    return project_load(ctx->mem, &o, ctx, &s->project, err);
}

bool app_new(struct ctx *ctx, const struct app_new *req, struct app_outcome *out, struct err *err)
{
    struct app_session s;
    struct str_list files = { 0 };
    bool dry_run = req->common.dry_run;

    (void)out;
    if (!app_open(ctx, &req->common, 0, &s, err))
        return false;
    if (!dry_run && !project_has_dir(s.config.dir) && !fs_make_folder(s.config.dir, err))
        return false;
    if (!list_project(ctx, &s, err) ||
        !(dry_run ? project_new_names : project_new)(ctx->mem, &s.project, req->name, req->sequence,
                                                     &files, err))
        return false;
    for (size_t i = 0; i < files.n; i++)
        tell_file(ctx, files.v[i], dry_run ? planned : created);
    if (!dry_run)
        tell_next(ctx, S("write the statements, then: afloat up"));
    return true;
}

const struct rectype *const app_files_records[] = { &file_type, &next_type, NULL };
