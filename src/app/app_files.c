/* app/app_files.c: see app/app_files.h. */
#include "app/app_files.h"

#include "base/fs.h"
#include "core/format.h"

static const struct field file_fields[] = {
    { "file", "", FIELD_TEXT, 0, "path of the file or folder" },
    { "result", "", FIELD_TEXT, 0, "created, or there already" },
};

static const struct rectype file_type = { "files", RECORD_MANY, file_fields, COUNT_OF(file_fields),
                                          NULL };

static const struct field next_fields[] = {
    { "next", "", FIELD_TEXT, 0, "what to do next" },
};

static const struct rectype next_type = { "summary", RECORD_ONE, next_fields, COUNT_OF(next_fields),
                                          "next: {next}" };

static void tell_file(struct ctx *ctx, str file, bool created)
{
    struct value v[] = { value_text(file),
                         value_text(created ? S("created") : S("there already")) };

    ctx_record(ctx, &file_type, v);
}

static void tell_next(struct ctx *ctx, str next)
{
    struct value v[] = { value_text(next) };

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

static bool write_config(struct ctx *ctx, str path, struct err *err)
{
    bool exists = false;

    if (!fs_create(path, str_of(config_text), &exists, err)) {
        if (!exists)
            return false;
        err_clear(err);
    }
    tell_file(ctx, path, !exists);
    return true;
}

bool app_init(struct ctx *ctx, const struct app_init *req, struct app_outcome *out, struct err *err)
{
    struct app_session s;
    bool there;

    (void)out;
    if (!app_open(ctx, &req->common, 0, &s, err))
        return false;
    there = fs_exists(s.config.dir);
    if (!there && !req->common.dry_run && !fs_make_folder(s.config.dir, err))
        return false;
    tell_file(ctx, s.config.dir, !there);
    if (!s.config.file.n && !req->common.dry_run &&
        !write_config(ctx, fs_join(ctx->mem, s.config.root, S("afloat.toml")), err))
        return false;
    tell_next(ctx, S("afloat new create_users"));
    return true;
}

static bool make_folder_if_absent(struct app_session *s, struct err *err)
{
    return fs_exists(s->config.dir) || fs_make_folder(s->config.dir, err);
}

bool app_new(struct ctx *ctx, const struct app_new *req, struct app_outcome *out, struct err *err)
{
    struct app_session s;
    struct project_opts o;
    struct str_list files = { 0 };

    (void)out;
    if (!app_open(ctx, &req->common, 0, &s, err) || !make_folder_if_absent(&s, err))
        return false;
    o = (struct project_opts){ .dir = s.config.dir,
                               .format = s.config.format_files,
                               .dialect = dialect_get(DIALECT_SQLITE),
                               .names_only = true };
    if (!project_load(ctx->mem, &o, ctx, &s.project, err) ||
        !project_new(ctx->mem, &s.project, req->name, req->sequence, &files, err))
        return false;
    for (size_t i = 0; i < files.n; i++)
        tell_file(ctx, files.v[i], true);
    tell_next(ctx, S("write the statements, then: afloat up"));
    return true;
}
