/* core/project.c: the migrations of a folder, by version (core/project.h). */
#include "core/migration_int.h"
#include "core/project_int.h"
#include "core/repeatable.h"

#include "base/ctx.h"

/* ---- versions ---- */

static str trim_zeros(str s)
{
    while (s.n > 1 && s.p[0] == '0')
        s = str_skip(s, 1);
    return s;
}

int version_cmp(str a, str b)
{
    if (!str_all_digits(a) || !str_all_digits(b))
        return str_cmp(a, b);
    a = trim_zeros(a);
    b = trim_zeros(b);
    return a.n != b.n ? (a.n > b.n) - (a.n < b.n) : str_cmp(a, b);
}

/* Versions that compare as equal have one key. */
static str key_of(str version)
{
    return str_all_digits(version) ? trim_zeros(version) : version;
}

/* A version as it is written goes before one that only compares as equal. */
const struct migration *project_find(const struct project *p, str version)
{
    const struct migration *m = map_find(&p->by_version, key_of(version));

    for (const struct migration *near = m; near; near = near->same)
        if (str_eq(near->version, version))
            return near;
    return m;
}

static void index_versions(arena *a, struct project *p)
{
    map_reserve(a, &p->by_version, p->migrations.n);
    for (size_t i = p->migrations.n; i-- > 0;) {
        struct migration *m = &p->migrations.v[i];

        m->same = map_put(a, &p->by_version, key_of(m->version), m);
    }
}

/* ---- one entry of the folder ---- */

struct found {
    struct format_name name;
    str file, down_file; /* down_file: of a folder */
};

struct listing {
    arena *mem;
    str dir;
    const struct format *format;
    vec(struct found) found;
    str left_out; /* first .sql name that is not of the format */
};

bool hint_names(struct err *err, const struct format *format)
{
    return err_hint(err, "Names of %s files are %s.", format->name, format->name_form);
}

static bool bad_name(const struct listing *l, str name, const char *why, struct err *err)
{
    str file = fs_join(l->mem, l->dir, name);

    err_set(err, ERR_FILE_NAME, "%s: \"" STR_FMT "\"", why, STR_ARG(name));
    err_at(err, &(struct place){ .file = file });
    return hint_names(err, l->format);
}

static bool is_sql_like(str name)
{
    return name.n > 4 && name.p[0] != '.' && str_eq_nocase(str_skip(name, name.n - 4), S(".sql"));
}

static bool add_folder(struct listing *l, const struct fs_entry *e, struct err *err)
{
    str folder = fs_join(l->mem, l->dir, e->name);
    struct found f = { .file = fs_join(l->mem, folder, S("up.sql")),
                       .down_file = fs_join(l->mem, folder, S("down.sql")) };

    if (e->kind != FS_FOLDER || !l->format->name_read(l->mem, e->name, &f.name))
        return true;
    if (!fs_exists(f.file))
        return bad_name(l, e->name, "the folder of the migration has no up.sql", err);
    if (!fs_exists(f.down_file))
        f.down_file = (str){ 0 };
    *vec_push(l->mem, &l->found) = f;
    return true;
}

static bool add_file(struct listing *l, const struct fs_entry *e, struct err *err)
{
    struct found f = { .file = fs_join(l->mem, l->dir, e->name) };
    const char *why = l->format->name_refused ? l->format->name_refused(e->name) : NULL;

    if (e->kind == FS_FOLDER)
        return true;
    if (why)
        return bad_name(l, e->name, why, err);
    if (!is_sql_like(e->name))
        return true;
    if (!l->format->name_read(l->mem, e->name, &f.name)) {
        if (l->format->strict_names)
            return bad_name(l, e->name, "could not read the name of the migration file", err);
        l->left_out = l->left_out.n ? l->left_out : e->name;
        return true;
    }
    if (e->kind != FS_FILE) {
        err_set(err, ERR_FILE_READ, "could not read \"" STR_FMT "\": it is not a regular file",
                STR_ARG(e->name));
        return err_at(err, &(struct place){ .file = f.file });
    }
    *vec_push(l->mem, &l->found) = f;
    return true;
}

/* ---- ordering and joining ---- */

static int by_version(const void *x, const void *y)
{
    const struct found *a = x, *b = y;
    int c = version_cmp(a->name.version, b->name.version);

    c = c ? c : str_cmp(a->name.version, b->name.version);
    c = c ? c : (int)b->name.up - (int)a->name.up;
    return c ? c : str_cmp(a->file, b->file);
}

static int by_file(const void *x, const void *y)
{
    const struct migration *a = x, *b = y;

    return str_cmp(a->file, b->file);
}

static bool same_version(const struct format *f, str a, str b)
{
    return f->order == ORDER_FILE ? str_eq(a, b) : version_cmp(a, b) == 0;
}

static bool duplicate(const struct migration *m, const struct found *f, struct err *err)
{
    err_set(err, ERR_FILE_DUPLICATE, "two migration files have version " STR_FMT,
            STR_ARG(f->name.version));
    err_at(err, &(struct place){ .file = f->file });
    err_detail(err, "The files are \"" STR_FMT "\" and \"" STR_FMT "\".", STR_ARG(m->file),
               STR_ARG(f->file));
    return err_hint(err, "Give one of them another version.");
}

/* A down on its own follows its up in the order; any other second file is a duplicate. */
static bool join(struct listing *l, struct project *out, const struct found *f, struct err *err)
{
    struct migration *last = out->migrations.n ? &out->migrations.v[out->migrations.n - 1] : NULL;
    bool same = last && same_version(l->format, last->version, f->name.version);

    if (!f->name.up && same && !last->down_file.n) {
        last->down_file = f->file;
        return true;
    }
    if (same)
        return duplicate(last, f, err);
    if (!f->name.up)
        return bad_name(l, fs_basename(f->file), "the down has no up beside it", err);
    *vec_push(l->mem, &out->migrations) = (struct migration){
        .format = l->format,
        .version = f->name.version,
        .name = f->name.name,
        .file = f->file,
        .down_file = l->format->sections ? f->file : f->down_file,
        .flags = l->format == formats[0] ? MIG_NATIVE : 0,
    };
    return true;
}

bool project_list(arena *a, str dir, const struct format *format, const struct fs_list *list,
                  struct project *out, struct err *err)
{
    struct listing l = { .mem = a, .dir = dir, .format = format };

    static const struct vars none = { 0 };

    *out = (struct project){ .dir = dir, .format = format, .vars = &none };
    vec_reserve(a, &l.found, list->n);
    for (size_t i = 0; i < list->n; i++)
        if (!(format->folders ? add_folder : add_file)(&l, &list->v[i], err))
            return false;
    if (!l.found.n && l.left_out.n)
        return bad_name(&l, l.left_out, "could not read the name of the migration file", err);
    if (l.found.n)
        qsort(l.found.v, l.found.n, sizeof(*l.found.v), by_version);
    vec_reserve(a, &out->migrations, l.found.n);
    for (size_t i = 0; i < l.found.n; i++)
        if (!join(&l, out, &l.found.v[i], err))
            return false;
    if (format->order == ORDER_FILE && out->migrations.n)
        qsort(out->migrations.v, out->migrations.n, sizeof(*out->migrations.v), by_file);
    index_versions(a, out);
    return true;
}

/* ---- loading ---- */

/* True: somebody collects the errors, and the other files are read too. */
static bool told_error(const struct project_opts *opts, struct migration *m, struct err *err)
{
    if (!opts->on_error)
        return false;
    opts->on_error(opts->error_data, err);
    err_clear(err);
    m->unread = true;
    return true;
}

static bool read_all(arena *a, const struct project_opts *opts, struct ctx *ctx, struct project *p,
                     struct err *err)
{
    struct first_pass fp;
    bool ok = true;

    first_pass_init(&fp, a, opts, ctx);
    for (size_t i = 0; ok && i < p->migrations.n; i++) {
        struct migration *m = &p->migrations.v[i];

        ok = (!p->format->folder_read ||
              p->format->folder_read(a, fs_dirname(a, m->file), m, err)) &&
             first_pass_read(&fp, m, err);
        if (ok || !told_error(opts, m, err))
            continue;
        first_pass_done(&fp); /* what it holds of the file that failed */
        first_pass_init(&fp, a, opts, ctx);
        ok = true;
    }
    for (size_t i = 0; ok && i < p->repeatables.n; i++)
        ok = first_pass_read(&fp, &p->repeatables.v[i], err);
    first_pass_done(&fp);
    return ok && repeatable_order(a, p, err);
}

bool project_load(arena *a, const struct project_opts *opts, struct ctx *ctx, struct project *out,
                  struct err *err)
{
    struct fs_list list = { 0 };
    const struct format *format;
    struct project p;

    if (!fs_list(a, opts->dir, &list, err))
        return false;
    format = format_detect(a, opts, &list, ctx, err);
    if (!format || !project_list(a, opts->dir, format, &list, &p, err) ||
        (format == formats[0] && !repeatable_list(a, opts->dir, format, &p, err)))
        return false;
    if (opts->vars)
        p.vars = opts->vars;
    if (!opts->names_only && !read_all(a, opts, ctx, &p, err))
        return false;
    *out = p;
    return true;
}
