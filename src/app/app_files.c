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

static const char config_text[] =
    "# afloat: see `afloat help init`\n"
    "default_env = \"dev\"\n"
    "\n"
    "[env.dev]\n"
    "url = \"sqlite:dev.db\"\n"
    "contract = \"immediate\" # breaking changes go the direct way here\n"
    "\n"
    "# [env.prod]\n"
    "# url_env = \"PROD_DATABASE_URL\" # the name of a variable: no secret in this file\n"
    "# protected = true\n";

/* One that is found in a folder above serves this one too. */
static bool make_config(struct ctx *ctx, const struct app_session *s, bool dry_run, struct err *err)
{
    bool exists = false;

    if (s->config.file.n || dry_run) {
        tell_file(ctx, s->config.file.n ? s->config.file : S("afloat.toml"),
                  s->config.file.n ? there : planned);
        return true;
    }
    if (!fs_create(S("afloat.toml"), str_of(config_text), &exists, err)) {
        if (!exists)
            return false;
        err_clear(err);
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
    if (!app_open(ctx, &req->common, 0, &s, err))
        return false;
    exists = fs_exists(s.config.dir);
    if (!exists && !dry_run && !fs_make_folder(s.config.dir, err))
        return false;
    tell_file(ctx, s.config.dir, exists ? there : dry_run ? planned : created);
    if (!make_config(ctx, &s, dry_run, err))
        return false;
    tell_next(ctx, dry_run                   ? S("afloat init")
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
