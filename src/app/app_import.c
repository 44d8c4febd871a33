/* app/app_import.c: see app/app_import.h.
 *
 * Does      read the project, plan all files, write them, and say how its databases are taken over
 * Does not  change a file of the other tool, or its history; overwrite anything
 * Shape     all texts are made and checked before the first file is written
 */
#include "app/app_import.h"

#include "base/fs.h"
#include "core/foreign.h"
#include "core/format.h"
#include "core/import.h"

#include <limits.h>
#include <stdlib.h>

static const struct field file_fields[] = {
    { "file", "file", FIELD_TEXT, 0, "path of the new file" },
    { "from", "from", FIELD_TEXT, 0, "path of the file of the other tool" },
    { "version", "version", FIELD_TEXT, 0, "version of the new file" },
    { "up", "up", FIELD_INT, 0, "statements of the up" },
    { "down", "down", FIELD_INT, 0, "statements of the down" },
    { "notes", "notes", FIELD_TEXT, 0, "what is different or missing, empty = nothing" },
};

static const struct rectype file_type = { "files", RECORD_MANY, file_fields, COUNT_OF(file_fields),
                                          NULL };

static const struct field left_fields[] = {
    { "from", "not carried over", FIELD_TEXT, 0, "path of the file of the other tool" },
    { "reason", "because it is", FIELD_TEXT, 0, "why nothing here stands for it" },
};

static const struct rectype left_type = { "left", RECORD_MANY, left_fields, COUNT_OF(left_fields),
                                          NULL };

static const struct field config_fields[] = {
    { "line", "add to afloat.toml", FIELD_TEXT, 0, "line for afloat.toml that runs its callbacks" },
};

static const struct rectype config_type = { "config", RECORD_MANY, config_fields,
                                            COUNT_OF(config_fields), NULL };

static const struct field summary_fields[] = {
    { "files", "", FIELD_INT, 0, "files written" },
    { "message", "", FIELD_TEXT, 0, "the result in words" },
    { "history", "", FIELD_TEXT, 0, "what the tool's table in the database says, null = not read" },
    { "next", "", FIELD_TEXT, 0, "the command that takes a database over" },
};

static const struct rectype summary_type = { "summary", RECORD_ONE, summary_fields,
                                             COUNT_OF(summary_fields),
                                             "{message}[\n{history}][\nnext: {next}]" };

struct to_write {
    str name, text;
};

struct importing {
    const struct app_import *req;
    struct app_session s;
    str from, to;
    struct import plan;
    vec(struct to_write) all;
    struct foreign_fit fit;
    bool asked; /* the database was read */
    str history;
};

/* ---- reading ---- */

static bool wrong_format(struct ctx *ctx, str name, struct err *err)
{
    struct buf b = buf_on(ctx->mem);

    for (size_t i = 1; formats[i]; i++)
        buf_printf(&b, "%s%s", i > 1 ? ", " : "", formats[i]->name);
    if (!name.n)
        err_set(err, ERR_USAGE, "the format of the files is needed");
    else
        err_set(err, ERR_USAGE, "cannot import files of the format \"" STR_FMT "\"", STR_ARG(name));
    return err_hint(err, "Say afloat import FORMAT [DIR], where FORMAT is one of: " STR_FMT ".",
                    STR_ARG(buf_view(&b)));
}

static bool load_as(struct ctx *ctx, struct importing *im, enum dialect_id d, struct err *err)
{
    struct conn *c = im->s.conn;
    struct project_opts o = { .dir = im->from,
                              .format = im->req->format,
                              .dialect = dialect_get(d),
                              .split_modes = c ? c->server.split_modes : 0,
                              .database = c ? c->server.database : (str){ 0 },
                              .whole = true };

    return project_load(ctx->mem, &o, NULL, &im->s.project, err);
}

/* Without a database or a word about it: the first dialect that reads every file. */
static bool load_any(struct ctx *ctx, struct importing *im, struct err *err)
{
    static const enum dialect_id order[] = { DIALECT_POSTGRES, DIALECT_MARIADB, DIALECT_SQLITE };

    for (size_t i = 0; i < COUNT_OF(order); i++) {
        struct err other;
        bool ok;

        err_init(&other);
        ok = load_as(ctx, im, order[i], &other);
        if (!ok && i == 0)
            err_copy(err, &other);
        err_done(&other);
        if (!ok)
            continue;
        err_clear(err);
        return true;
    }
    return false;
}

static bool load(struct ctx *ctx, struct importing *im, struct err *err)
{
    static const enum dialect_id by_engine[] = { [DSN_SQLITE] = DIALECT_SQLITE,
                                                 [DSN_POSTGRES] = DIALECT_POSTGRES,
                                                 [DSN_MYSQL] = DIALECT_MARIADB };
    const struct dialect *given = dialect_find(im->req->dialect);

    if (im->req->dialect.n && !given) {
        err_set(err, ERR_USAGE, "--dialect is not one that afloat reads: \"" STR_FMT "\"",
                STR_ARG(im->req->dialect));
        return err_hint(err, "The dialects are: sqlite, postgres, mysql, mariadb.");
    }
    if (given)
        return load_as(ctx, im, given->id, err);
    if (im->s.conn)
        return load_as(ctx, im, im->s.conn->dialect->id, err);
    if (im->s.config.has_dsn)
        return load_as(ctx, im, by_engine[im->s.config.dsn.engine], err);
    return load_any(ctx, im, err);
}

/* ---- the target ---- */

static bool target_bad(str path, const char *why, struct err *err)
{
    err_set(err, ERR_IMPORT_TARGET, "cannot write to \"" STR_FMT "\": %s", STR_ARG(path), why);
    err_at(err, &(struct place){ .file = path });
    return err_hint(err, "Name another folder with --to.");
}

static bool same_folder(arena *a, str x, str y)
{
    char p[PATH_MAX], q[PATH_MAX];

    if (realpath(str_z(a, x), p) && realpath(str_z(a, y), q))
        return strcmp(p, q) == 0;
    return str_eq(fs_join(a, x, S(".")), fs_join(a, y, S(".")));
}

static void list_all(arena *a, struct importing *im)
{
    const struct import *p = &im->plan;

    for (size_t i = 0; i < p->files.n; i++)
        *vec_push(a, &im->all) = (struct to_write){ p->files.v[i].name, p->files.v[i].text };
    for (size_t i = 0; i < p->repeatables.n; i++)
        *vec_push(a, &im->all) =
            (struct to_write){ p->repeatables.v[i].name, p->repeatables.v[i].text };
    for (size_t i = 0; i < p->hooks.n; i++)
        *vec_push(a, &im->all) = (struct to_write){ p->hooks.v[i].name, p->hooks.v[i].text };
}

/* Nothing that is there is written over, and no version gets a second file. */
static bool check_target(struct ctx *ctx, const struct importing *im, struct err *err)
{
    const struct project_opts o = { .dir = im->to, .format = S("native"), .names_only = true };
    struct project there;

    if (same_folder(ctx->mem, im->from, im->to))
        return target_bad(im->to, "it is the folder that the files are read from", err);
    if (!fs_exists(im->to))
        return true;
    if (!project_load(ctx->mem, &o, NULL, &there, err))
        return err_wrap(err, "looking at the folder that the files should go to");
    for (size_t i = 0; i < im->plan.files.n; i++) {
        const struct import_file *f = &im->plan.files.v[i];
        const struct migration *twin = project_find(&there, f->version);

        if (twin)
            return target_bad(twin->file, "it is there already and has the same version", err);
    }
    for (size_t i = 0; i < im->all.n; i++)
        if (fs_exists(fs_join(ctx->mem, im->to, im->all.v[i].name)))
            return target_bad(fs_join(ctx->mem, im->to, im->all.v[i].name), "it is there already",
                              err);
    return true;
}

static bool write_all(struct ctx *ctx, const struct importing *im, struct app_outcome *out,
                      struct err *err)
{
    for (size_t i = 0; i < im->all.n; i++) {
        const struct to_write *f = &im->all.v[i];
        str path = fs_join(ctx->mem, im->to, f->name);
        bool exists = false;

        if (fs_make_folder(fs_dirname(ctx->mem, path), err) &&
            fs_create(path, f->text, &exists, err))
            continue;
        out->committed = str_printf(ctx->mem, "%zu of %zu files were written to \"" STR_FMT "\".",
                                    i, im->all.n, STR_ARG(im->to));
        return exists ? target_bad(path, "it is there already", err) : false;
    }
    return true;
}

/* ---- the database ---- */

static bool read_history(struct ctx *ctx, struct importing *im, struct err *err)
{
    struct str_list tables = { 0 };
    struct foreign f;
    struct conn *c = im->s.conn;

    if (!c || !c->engine->user_tables(ctx->mem, c, im->s.tables.prefix, 1000, &tables, err))
        return !c;
    if (!foreign_find(ctx->mem, c, &tables, &im->s.project.conf, &f, err))
        return false;
    if (!f.tool || !f.read)
        return true;
    im->asked = true;
    foreign_fit(&f, &im->s.project, &im->fit);
    im->history = str_printf(ctx->mem, "%s has applied %zu of %zu here", f.tool, im->fit.ready,
                             im->s.project.migrations.n);
    if (f.failed.n)
        im->history =
            str_printf(ctx->mem, STR_FMT "; it calls " STR_FMT " failed: settle that with it first",
                       STR_ARG(im->history), STR_ARG(f.failed));
    else if (im->fit.beyond.n)
        im->history = str_printf(
            ctx->mem, STR_FMT ", and " STR_FMT " without " STR_FMT ": apply that with it first",
            STR_ARG(im->history), STR_ARG(im->fit.beyond), STR_ARG(im->fit.not_there));
    return true;
}

/* The database is asked when it is there; only one that was named on the command line has to be. */
static bool open_database(struct ctx *ctx, struct importing *im, struct err *err)
{
    const struct app_common *common = &im->req->common;
    struct app_session with = { 0 };
    struct err failed;
    bool must = common->config.url.n || common->config.env.n, ok;

    if (!app_open(ctx, common, 0, &im->s, err))
        return false;
    if (!im->s.config.has_dsn)
        return true;
    err_init(&failed);
    ok = app_open(ctx, common, NEED_DATABASE, &with, &failed);
    if (ok)
        im->s = with;
    else if (must)
        err_copy(err, &failed);
    else
        ctx_say(ctx, EVENT_NOTE, "the database was not asked: " STR_FMT, STR_ARG(failed.message));
    err_done(&failed);
    return ok || !must;
}

/* ---- telling ---- */

static void tell_file(struct ctx *ctx, const struct importing *im, const struct import_file *f)
{
    struct field_value v[] = { field_text(fs_join(ctx->mem, im->to, f->name)),
                               field_text(f->mig->file),
                               field_text(f->version),
                               field_int(f->up),
                               field_int(f->down),
                               field_text(f->notes.p ? f->notes : S("")) };

    _Static_assert(COUNT_OF(v) == COUNT_OF(file_fields), "one value a field");
    ctx_record(ctx, &file_type, v);
}

static void tell_hook(struct ctx *ctx, const struct importing *im, const struct import_hook *h)
{
    struct field_value v[] = { field_text(fs_join(ctx->mem, im->to, h->name)),
                               field_text(h->from),
                               field_null(),
                               field_null(),
                               field_null(),
                               field_text(str_printf(ctx->mem, "hook %s: add it to afloat.toml",
                                                     hook_when_name(h->when))) };

    _Static_assert(COUNT_OF(v) == COUNT_OF(file_fields), "one value a field");
    ctx_record(ctx, &file_type, v);
}

static void tell_files(struct ctx *ctx, const struct importing *im)
{
    const struct import *p = &im->plan;

    ctx_record(ctx, &file_type, NULL);
    for (size_t i = 0; i < p->files.n; i++)
        tell_file(ctx, im, &p->files.v[i]);
    for (size_t i = 0; i < p->repeatables.n; i++)
        tell_file(ctx, im, &p->repeatables.v[i]);
    for (size_t i = 0; i < p->hooks.n; i++)
        tell_hook(ctx, im, &p->hooks.v[i]);
    ctx_record(ctx, &left_type, NULL);
    for (size_t i = 0; i < p->left.n; i++) {
        struct field_value v[] = { field_text(p->left.v[i].file), field_text(p->left.v[i].why) };

        _Static_assert(COUNT_OF(v) == COUNT_OF(left_fields), "one value a field");
        ctx_record(ctx, &left_type, v);
    }
}

/* Paths in the configuration are of its own folder. */
static void tell_config(struct ctx *ctx, const struct importing *im)
{
    str root = im->s.config.root, folder = im->to;
    struct str_list lines = { 0 };
    char path[PATH_MAX];

    if (root.n && !same_folder(ctx->mem, root, S(".")) && !im->req->common.dry_run &&
        realpath(str_z(ctx->mem, im->to), path))
        folder = str_copy(ctx->mem, str_of(path));
    import_hook_lines(ctx->mem, &im->plan, folder, &lines);
    ctx_record(ctx, &config_type, NULL);
    for (size_t i = 0; i < lines.n; i++) {
        struct field_value v[] = { field_text(lines.v[i]) };

        ctx_record(ctx, &config_type, v);
    }
}

/* The version up to which a database of the tool has everything. */
static str baseline_version(const struct importing *im)
{
    size_t n = im->asked ? im->fit.ready : im->plan.files.n;

    return n ? im->plan.files.v[n - 1].version : (str){ 0 };
}

static str next_command(struct ctx *ctx, const struct importing *im)
{
    const struct config_flags *f = &im->req->common.config;
    str version = baseline_version(im);
    struct buf b = buf_on(ctx->mem);

    if (!version.n)
        return im->asked ? S("afloat up") : (str){ 0 };
    buf_printf(&b, "afloat baseline " STR_FMT, STR_ARG(version));
    if (!str_eq(im->to, S("migrations")))
        buf_printf(&b, " --dir " STR_FMT, STR_ARG(im->to));
    if (f->env.n)
        buf_printf(&b, " --env " STR_FMT, STR_ARG(f->env));
    if (f->url.n)
        dsn_put_option(&b, f->url);
    if (!im->asked)
        buf_printf(&b, "   (on a database where " STR_FMT " has applied all of them)",
                   STR_ARG(im->req->format));
    return buf_view(&b);
}

static str more_words(arena *a, const struct import *p)
{
    struct buf b = buf_on(a);

    if (p->repeatables.n)
        buf_printf(&b, ", %zu repeatable file%s", p->repeatables.n, STR_PLURAL(p->repeatables.n));
    if (p->hooks.n)
        buf_printf(&b, ", %zu hook%s", p->hooks.n, STR_PLURAL(p->hooks.n));
    return buf_view(&b);
}

static void tell_summary(struct ctx *ctx, const struct importing *im)
{
    bool dry_run = im->req->common.dry_run;
    size_t n = im->plan.files.n;
    struct field_value v[COUNT_OF(summary_fields)] = { field_int(dry_run ? 0
                                                                         : (int64_t)im->all.n) };

    v[1] = field_text(str_printf(
        ctx->mem, "%zu migration%s" STR_FMT " of " STR_FMT " %s" STR_FMT "%s%s", n, STR_PLURAL(n),
        STR_ARG(more_words(ctx->mem, &im->plan)), STR_ARG(im->req->format),
        dry_run ? "would be written to " : "written to ", STR_ARG(im->to),
        im->plan.renumbered ? ", with new versions" : "", dry_run ? ". Nothing was changed." : ""));
    v[2] = im->history.n ? field_text(im->history) : field_null();
    v[3] = field_text(next_command(ctx, im));
    ctx_record(ctx, &summary_type, v);
}

bool app_import(struct ctx *ctx, const struct app_import *req, struct app_outcome *out,
                struct err *err)
{
    struct importing im = { .req = req };
    const struct format *f = format_find(req->format);

    if (!f || f == formats[0])
        return wrong_format(ctx, req->format, err);
    if (!open_database(ctx, &im, err))
        return false;
    im.from = req->dir.n ? req->dir : im.s.config.dir;
    im.to = req->to.n ? req->to : S("migrations");
    if (!load(ctx, &im, err) || !import_plan(ctx->mem, &im.s.project, &im.plan, err))
        return false;
    list_all(ctx->mem, &im);
    if (!im.all.n) {
        err_set(err, ERR_FILE_READ, "there are no migrations of " STR_FMT " in \"" STR_FMT "\"",
                STR_ARG(req->format), STR_ARG(im.from));
        return err_hint(err, "Name their folder: afloat import " STR_FMT " DIR",
                        STR_ARG(req->format));
    }
    if (!check_target(ctx, &im, err) || !read_history(ctx, &im, err))
        return false;
    if (!req->common.dry_run && !write_all(ctx, &im, out, err))
        return false;
    tell_files(ctx, &im);
    tell_config(ctx, &im);
    tell_summary(ctx, &im);
    return true;
}

const struct rectype *const app_import_records[] = { &file_type, &left_type, &config_type,
                                                     &summary_type, NULL };
