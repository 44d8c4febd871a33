/* app/app_judge.c: see app/app_judge.h. Which files, in which order, on which schema. */
#include "app/app_judge.h"

#include "app/app_judge_int.h"
#include "base/fs.h"

#include <sys/stat.h>

enum { TEXT_MAX = 256 << 20 };

static str default_schema(const struct judge *j)
{
    const struct dsn *dsn = &j->s.config.dsn;

    if (j->dialect->id == DIALECT_POSTGRES)
        return S("public");
    if (j->dialect->id == DIALECT_SQLITE)
        return S("main");
    return j->s.config.has_dsn && dsn->engine == DSN_MYSQL && dsn->database.n ? dsn->database
                                                                              : S("db");
}

static void begin(struct judge *j)
{
    struct assess_opts opts = {
        .effect = { .dialect = j->dialect,
                    .version = j->version,
                    .strict = true,
                    .foreign_key_checks = true,
                    .time_zone = S("UTC") },
        .settings = j->settings,
        .runner = !j->runner->other,
        .live = true,
    };

    j->kept.n = j->set.n = 0;
    j->schema = schema_new(j->ctx->mem, j->dialect, default_schema(j), !j->o.schema.n && !j->empty);
    j->assess = assess_begin(j->ctx->mem, &opts, j->schema);
}

bool judge_open(struct ctx *ctx, const struct judge_opts *o, struct judge *out, struct err *err)
{
    *out = (struct judge){ .ctx = ctx, .o = *o };
    out->o.common.config.offline = true;
    if (!app_open(ctx, &out->o.common, 0, &out->s, err) || !judge_target(out, err) ||
        !judge_settings(out, err))
        return false;
    out->s.dialect = out->dialect;
    return true;
}

static bool is_folder(struct judge *j, str path)
{
    struct stat st;

    return stat(str_z(j->ctx->mem, path), &st) == 0 && S_ISDIR(st.st_mode);
}

static bool has(const struct str_list *list, str s)
{
    for (size_t i = 0; i < list->n; i++)
        if (str_eq(list->v[i], s))
            return true;
    return false;
}

/* ---- single texts ---- */

static bool read_stdin(arena *a, str *out, struct err *err)
{
    struct reader in = fs_stdin(a);
    struct buf all = buf_limited(a, TEXT_MAX);
    char chunk[8192];
    size_t n = 1;

    while (n) {
        if (!reader_read(&in, chunk, sizeof(chunk), &n, err))
            return false;
        buf_bytes(&all, chunk, n);
    }
    *out = buf_view(&all);
    return !all.bad || err_set(err, ERR_FILE_READ, "standard input is too long");
}

static bool judge_text(struct judge *j, str path, bool applied, struct err *err)
{
    struct judge_file f = { .path = path, .applied = applied, .apart = true };

    if (str_eq(path, S("-"))) {
        f.path = j->o.stdin_name.n ? j->o.stdin_name : S("<stdin>");
        if (!read_stdin(j->ctx->mem, &f.text, err))
            return false;
    } else if (!fs_read(j->ctx->mem, path, TEXT_MAX, &f.text, err)) {
        return false;
    }
    if (!f.text.p)
        f.text = S("");
    return judge_file(j, &f, err);
}

/* ---- projects ---- */

static void on_broken(void *data, const struct err *err)
{
    struct judge *j = data;
    bool asked = !j->only.n || has(&j->only, err->place.file);

    j->muted += asked && j->mute;
    if (j->mute)
        return;
    j->broken = true;
    /* A file with the version of another one is judged with the others: version-duplicate. */
    if (j->calls.broken && asked && err->code != ERR_FILE_DUPLICATE)
        j->calls.broken(j->calls.data, j, err);
}

static bool load(struct judge *j, str folder, struct err *err)
{
    j->s.config.dir = folder;
    j->s.on_file_error = on_broken;
    j->s.file_error_data = j;
    j->s.project = (struct project){ 0 };
    return app_load_project(j->ctx, &j->s, NEED_QUIET, err);
}

static bool has_base(const struct judge *j, str path)
{
    for (size_t i = 0; i < j->bases.n; i++)
        if (str_eq(j->bases.v[i].path, path))
            return true;
    return false;
}

/* Is this file to be judged? `only`: files that were named; empty = all. */
static bool is_judged(const struct judge *j, const struct migration *m, const struct str_list *only)
{
    if (only->n)
        return has(only, m->file) || (m->down_file.n && has(only, m->down_file));
    if (j->o.since.n)
        return map_find(&j->added, m->file) || (m->kind == MIG_REPEATABLE && has_base(j, m->file));
    return !j->o.from.n || version_cmp(m->version, j->o.from) >= 0;
}

static bool judge_list(struct judge *j, const struct migration *v, size_t n,
                       const struct str_list *only, struct err *err)
{
    /* Files that were named together, or came in one branch, will be applied together. */
    bool set = j->o.since.n || j->o.from.n;

    for (size_t i = 0; i < n; i++) {
        struct judge_file f = { .mig = &v[i], .path = v[i].file };

        if (v[i].unread)
            assess_unread(j->assess);
        if (v[i].unread || v[i].kind == MIG_BASELINE)
            continue;
        if (j->o.since.n && !only->n && !judge_past_of(j, &v[i], &f.past, err))
            return false;
        f.applied = f.past.what || !is_judged(j, &v[i], only);
        f.apart = !set;
        if (!judge_file(j, &f, err))
            return false;
    }
    return true;
}

/* The project that was loaded. */
static bool judge_loaded(struct judge *j, const struct str_list *only, struct err *err)
{
    const struct project *p = &j->s.project;

    if (j->o.since.n && !judge_since(j, j->s.config.dir, err))
        return false;
    if (!judge_list(j, p->migrations.v, p->migrations.n, only, err) ||
        !judge_list(j, p->repeatables.v, p->repeatables.n, only, err))
        return false;
    if (j->o.since.n && !only->n)
        judge_gone(j);
    return true;
}

static bool judge_project(struct judge *j, str folder, struct err *err)
{
    struct str_list all = { 0 };

    return load(j, folder, err) && judge_loaded(j, &all, err);
}

static bool in_project(const struct project *p, str file)
{
    for (size_t i = 0; i < p->migrations.n; i++)
        if (str_eq(p->migrations.v[i].file, file) || str_eq(p->migrations.v[i].down_file, file))
            return true;
    return false;
}

/* The paths from `at` on that lie in the same folder as it. */
static void siblings(struct judge *j, size_t at, str folder, struct str_list *out)
{
    const struct str_list *all = &j->o.paths;

    for (size_t i = at; i < all->n; i++)
        if (all->v[i].p && !is_folder(j, all->v[i]) && fs_exists(all->v[i]) &&
            str_eq(fs_dirname(j->ctx->mem, all->v[i]), folder))
            *vec_push(j->ctx->mem, out) = all->v[i];
}

static void take(struct judge *j, const struct str_list *paths)
{
    for (size_t i = 0; i < j->o.paths.n; i++)
        if (j->o.paths.v[i].p && has(paths, j->o.paths.v[i]))
            j->o.paths.v[i] = (str){ 0 };
}

/* Is it one of a folder of migrations? Those before it are replayed then. */
static bool has_project(struct judge *j, str path, str folder, struct err *err)
{
    bool there;

    j->mute = true; /* perhaps it is none */
    j->muted = 0;
    there = load(j, folder, err) && in_project(&j->s.project, path);
    err_clear(err);
    j->mute = false;
    return there && (!j->muted || load(j, folder, err));
}

static bool judge_path(struct judge *j, size_t at, struct err *err)
{
    str path = j->o.paths.v[at], folder = fs_dirname(j->ctx->mem, path);
    struct str_list only = { 0 };
    bool ok;

    if (!str_eq(path, S("-")) && is_folder(j, path))
        return judge_project(j, path, err);
    if (!str_eq(path, S("-")) && fs_exists(path))
        siblings(j, at, folder, &only);
    j->only = only;
    if (!only.n || !has_project(j, path, folder, err)) {
        ok = judge_text(j, path, false, err);
    } else {
        ok = judge_loaded(j, &only, err);
        take(j, &only);
    }
    j->only.n = 0;
    return ok;
}

/* Are there migrations in it? Else its files are read as they are called. */
static bool has_migrations(struct judge *j, str folder, struct err *err)
{
    bool there;

    j->mute = true; /* told when it is read */
    there = !load(j, folder, err) || j->s.project.migrations.n > 0;
    err_clear(err);
    j->mute = false;
    return there;
}

static bool read_texts(struct judge *j, str folder, struct err *err)
{
    struct fs_list files = { 0 };

    if (!fs_list(j->ctx->mem, folder, &files, err))
        return false;
    for (size_t i = 0; i < files.n; i++)
        if (files.v[i].kind == FS_FILE && str_ends(files.v[i].name, S(".sql")) &&
            !judge_text(j, fs_join(j->ctx->mem, folder, files.v[i].name), true, err))
            return false;
    return true;
}

static bool read_schema(struct judge *j, struct err *err)
{
    str from = j->o.from, since = j->o.since;
    bool ok;

    if (!j->o.schema.n)
        return true;
    if (!is_folder(j, j->o.schema))
        return judge_text(j, j->o.schema, true, err);
    if (!has_migrations(j, j->o.schema, err))
        return read_texts(j, j->o.schema, err);
    j->o.from = S("99999999999999999999"); /* nothing of it is judged */
    j->o.since = (str){ 0 };
    ok = judge_project(j, j->o.schema, err);
    j->o.from = from;
    j->o.since = since;
    return ok;
}

/* Of the whole set: where it was kept, else its file. */
static void tell_later(struct judge *j, const struct finding *f)
{
    struct judged at = { 0 };

    if (f->later)
        at = *j->kept.v[f->later - 1];
    else if (f->file < j->set.n)
        at.file = at.place.file = j->set.v[f->file];
    j->calls.finding(j->calls.data, j, &at, f);
}

/* `at`: of a path; SIZE_MAX = the project's folder. Each on a schema of its own. */
static bool judge_one(struct judge *j, size_t at, struct err *err)
{
    struct finding_list found;

    begin(j);
    if (!read_schema(j, err) ||
        !(at == SIZE_MAX ? judge_project(j, j->dir, err) : judge_path(j, at, err)))
        return false;
    while (assess_end(j->assess, &found))
        for (size_t i = 0; j->calls.finding && i < found.n; i++)
            tell_later(j, &found.v[i]);
    return true;
}

bool judge_run(struct judge *j, const struct judge_calls *calls, struct err *err)
{
    j->calls = *calls;
    j->dir = j->s.config.dir;
    if (!j->o.paths.n) {
        if (!judge_one(j, SIZE_MAX, err))
            return false;
        if (!j->o.since.n && !j->o.from.n)
            judge_unused_allows(j);
        return true;
    }
    for (size_t i = 0; i < j->o.paths.n; i++)
        if (j->o.paths.v[i].p && !judge_one(j, i, err))
            return false;
    return true;
}
