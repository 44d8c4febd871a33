/* core/project.c: the migrations of a folder, by version (core/project.h). */
#include "core/migration_int.h"
#include "core/project_int.h"
#include "core/repeatable.h"

#include "base/ctx.h"

enum { CALLBACK_MAX = 1024 * 1024 };

/* ---- versions ---- */

static str trim_zeros(str s)
{
    while (s.n > 1 && s.p[0] == '0')
        s = str_skip(s, 1);
    return s;
}

static int number_cmp(str a, str b)
{
    a = trim_zeros(a);
    b = trim_zeros(b);
    return a.n != b.n ? (a.n > b.n) - (a.n < b.n) : str_cmp(a, b);
}

static bool is_dotted(str s)
{
    str rest = s;

    while (rest.p)
        if (!str_all_digits(str_cut(rest, '.', &rest)))
            return false;
    return s.n > 0;
}

/* A part that is missing is 0. */
static int dotted_cmp(str a, str b)
{
    int c = 0;

    while (!c && (a.p || b.p)) {
        str x = a.p ? str_cut(a, '.', &a) : S("0"), y = b.p ? str_cut(b, '.', &b) : S("0");

        c = number_cmp(x, y);
    }
    return c;
}

int version_cmp(str a, str b)
{
    if (str_all_digits(a) && str_all_digits(b))
        return number_cmp(a, b);
    return is_dotted(a) && is_dotted(b) ? dotted_cmp(a, b) : str_cmp(a, b);
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
    for (size_t i = 0; !m && str_find_char(version, '.') != STR_NONE && i < p->migrations.n; i++)
        if (version_cmp(p->migrations.v[i].version, version) == 0)
            m = &p->migrations.v[i];
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

/* True: somebody collects the errors, and the other files are looked at too. */
static bool told(const struct project_opts *opts, struct err *err)
{
    if (!opts->on_error || opts->names_only)
        return false;
    opts->on_error(opts->error_data, err);
    err_clear(err);
    return true;
}

/* ---- one entry of the folder ---- */

struct listing {
    arena *mem;
    const struct project_opts *opts;
    const struct format *format;
    struct project *out;
    struct found_list found;
};

bool hint_names(struct err *err, const struct format *format)
{
    return err_hint(err, "Names of %s files are %s.", format->name, format->name_form);
}

static bool bad_name(const struct listing *l, str file, const char *why, struct err *err)
{
    err_set(err, ERR_FILE_NAME, "%s: \"" STR_FMT "\"", why, STR_ARG(fs_basename(file)));
    err_at(err, &(struct place){ .file = file });
    return hint_names(err, l->format);
}

static bool is_sql_like(str name)
{
    return name.n > 4 && name.p[0] != '.' && str_eq_nocase(str_skip(name, name.n - 4), S(".sql"));
}

static bool add_folder(struct listing *l, const struct fs_entry *e, struct err *err)
{
    str folder = fs_join(l->mem, e->folder, e->name);
    struct found f = { .file = fs_join(l->mem, folder, S("up.sql")),
                       .down_file = fs_join(l->mem, folder, S("down.sql")) };

    if (e->kind != FS_FOLDER || !l->format->name_read(l->mem, &l->out->conf, e->name, &f.name))
        return true;
    if (!fs_exists(f.file))
        return bad_name(l, folder, "the folder of the migration has no up.sql", err);
    if (!fs_exists(f.down_file))
        f.down_file = (str){ 0 };
    *vec_push(l->mem, &l->found) = f;
    return true;
}

static bool not_a_name(struct listing *l, const struct fs_entry *e, struct err *err)
{
    if (!is_sql_like(e->name))
        return true;
    if (l->format->strict_names)
        return bad_name(l, fs_join(l->mem, e->folder, e->name),
                        "could not read the name of the migration file", err);
    *vec_push(l->mem, &l->out->left_out) = fs_join(l->mem, e->folder, e->name);
    return true;
}

static bool add_file(struct listing *l, const struct fs_entry *e, struct err *err)
{
    struct found f = { 0 };
    const char *why = l->format->name_refused ? l->format->name_refused(e->name) : NULL;

    if (e->kind == FS_FOLDER || e->name.p[0] == '.')
        return true;
    if (why)
        return bad_name(l, fs_join(l->mem, e->folder, e->name), why, err);
    if (!l->format->name_read(l->mem, &l->out->conf, e->name, &f.name))
        return not_a_name(l, e, err);
    f.file = fs_join(l->mem, e->folder, e->name);
    if (e->kind != FS_FILE) {
        err_set(err, ERR_FILE_READ, "could not read \"" STR_FMT "\": it is not a regular file",
                STR_ARG(e->name));
        return err_at(err, &(struct place){ .file = f.file });
    }
    *vec_push(l->mem, &l->found) = f;
    return true;
}

/* An import says so and goes on. */
static bool no_callback(const struct listing *l, const struct found *f, const char *why,
                        struct err *err)
{
    if (l->opts->whole) {
        *vec_push(l->mem, &l->out->no_hooks) =
            (struct not_taken){ f->file, *why
                                             ? S("a callback with placeholders: hooks have none")
                                             : S("a callback of a moment that hooks do not have") };
        return true;
    }
    err_set(err, ERR_TOOL_CALLBACK, "a callback of %s cannot be run: \"" STR_FMT "\"%s",
            l->format->name, STR_ARG(fs_basename(f->file)), why);
    err_at(err, &(struct place){ .file = f->file });
    return err_hint(err, "Move the file away, or write a hook in afloat.toml.");
}

/* A hook is sent as it is written: no placeholder would be put in. */
static bool add_callback(struct listing *l, const struct found *f, struct err *err)
{
    const struct tool_conf *c = &l->out->conf;
    str prefix = c->placeholder_prefix.n ? c->placeholder_prefix : S("${"), text;

    if (f->name.when < 0)
        return no_callback(l, f, "", err);
    if (!fs_read(l->mem, f->file, CALLBACK_MAX, &text, err))
        return false;
    if (!c->no_placeholders && str_find(text, prefix) != STR_NONE)
        return no_callback(l, f, " has placeholders", err);
    *vec_push(l->mem, &l->out->callbacks) = (struct hook){ .when = (enum hook_when)f->name.when,
                                                           .name = f->name.name,
                                                           .place = { .file = f->file },
                                                           .file = f->file };
    return true;
}

static int by_hook_name(const void *x, const void *y)
{
    return str_cmp(((const struct hook *)x)->name, ((const struct hook *)y)->name);
}

/* Files that are no versions. Those of a kind that cannot be run are never left out in silence. */
static bool only_versions(struct listing *l, struct err *err)
{
    size_t n = 0;

    for (size_t i = 0; i < l->found.n; i++) {
        const struct found *f = &l->found.v[i];

        if (f->name.kind == NAME_VERSIONED || f->name.kind == NAME_BASELINE)
            l->found.v[n++] = *f;
        else if (f->name.kind == NAME_REPEATABLE)
            repeatable_push(l->mem, f->name.name, f->file, l->format, l->out);
        else if (!l->opts->names_only && !add_callback(l, f, err) && !told(l->opts, err))
            return false;
    }
    l->found.n = n;
    if (l->out->callbacks.n)
        qsort(l->out->callbacks.v, l->out->callbacks.n, sizeof(*l->out->callbacks.v), by_hook_name);
    return repeatable_sort(l->out, err) || told(l->opts, err);
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
    int c = str_cmp(fs_basename(a->file), fs_basename(b->file));

    return c ? c : str_cmp(a->file, b->file);
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

static struct migration *add_migration(struct listing *l, struct project *out,
                                       const struct found *f)
{
    struct migration *m = vec_push(l->mem, &out->migrations);

    *m = (struct migration){
        .kind = f->name.kind == NAME_BASELINE ? MIG_BASELINE : MIG_VERSIONED,
        .format = l->format,
        .version = f->name.version,
        .name = f->name.name,
        .file = f->file,
        .down_file = l->format->sections ? f->file : f->down_file,
        .flags = (l->format == formats[0] ? MIG_NATIVE : 0u) |
                 (f->name.kind == NAME_BASELINE ? MIG_BASE_FILE : 0u) |
                 (out->conf.no_placeholders ? MIG_PLAIN : 0u),
    };
    return m;
}

/* The up that a down in a file of its own belongs to: of two with its version the one with its name. */
static struct migration *up_of(struct listing *l, struct project *out, const struct found *f)
{
    struct migration *best = NULL;

    for (size_t i = out->migrations.n; i-- > 0;) {
        struct migration *m = &out->migrations.v[i];

        if (!same_version(l->format, m->version, f->name.version))
            break;
        if (!m->down_file.n && (!best || str_eq(m->name, f->name.name)))
            best = m;
    }
    return best;
}

/* A down on its own follows its up in the order; any other second file is a duplicate. Who collects the errors
 * gets it all the same: its statements are looked at. */
static bool join(struct listing *l, struct project *out, const struct found *f, struct err *err)
{
    struct migration *last = out->migrations.n ? &out->migrations.v[out->migrations.n - 1] : NULL;
    struct migration *up = f->name.up ? NULL : up_of(l, out, f);
    bool same = last && same_version(l->format, last->version, f->name.version);
    str first = same ? last->file : (str){ 0 };

    if (up) {
        up->down_file = f->file;
        return true;
    }
    if (same && (!duplicate(last, f, err) && !told(l->opts, err)))
        return false;
    if (!f->name.up)
        return same || bad_name(l, f->file, "the down has no up beside it", err) ||
               told(l->opts, err);
    add_migration(l, out, f)->twin = first;
    return true;
}

static bool no_gap(const struct project *p, struct err *err)
{
    size_t next = 1;

    for (size_t i = 0; i < p->migrations.n; i++) {
        const struct migration *m = &p->migrations.v[i];
        int64_t version;

        if (m->twin.n)
            continue;
        if (str_to_int64(m->version, &version) && version == (int64_t)next++)
            continue;
        err_set(err, ERR_VERSION_GAP, "there is no migration with version %zu", next - 1);
        err_at(err, &(struct place){ .file = m->file });
        return err_hint(err, "Versions of %s follow each other: 1, 2, 3.", p->format->name);
    }
    return true;
}

static bool join_all(struct listing *l, struct err *err)
{
    struct project *out = l->out;

    if (l->found.n)
        qsort(l->found.v, l->found.n, sizeof(*l->found.v), by_version);
    project_take_baseline(l->opts, &l->found);
    vec_reserve(l->mem, &out->migrations, l->found.n);
    for (size_t i = 0; i < l->found.n; i++)
        if (!join(l, out, &l->found.v[i], err))
            return false;
    return !l->format->consecutive || no_gap(out, err) || told(l->opts, err);
}

static const struct vars no_vars;

bool project_list(arena *a, const struct project_opts *opts, const struct format *format,
                  const struct fs_list *list, struct project *out, struct err *err)
{
    struct listing l = { .mem = a, .opts = opts, .format = format, .out = out };
    struct str_list dirs = { 0 };

    project_dirs(a, opts->dir, &dirs);
    *out = (struct project){
        .dir = opts->dir, .new_dir = dirs.v[0], .format = format, .vars = &no_vars
    };
    if (format->conf_read && !format->conf_read(a, dirs.v[0], &out->conf, err))
        return false;
    vec_reserve(a, &l.found, list->n);
    for (size_t i = 0; i < list->n; i++)
        if (!(format->folders ? add_folder : add_file)(&l, &list->v[i], err) && !told(opts, err))
            return false;
    if (!l.found.n && out->left_out.n)
        return bad_name(&l, out->left_out.v[0], "could not read the name of the migration file",
                        err);
    if (!only_versions(&l, err) || !join_all(&l, err))
        return false;
    if (format->order == ORDER_FILE && out->migrations.n)
        qsort(out->migrations.v, out->migrations.n, sizeof(*out->migrations.v), by_file);
    index_versions(a, out);
    return true;
}

/* ---- loading ---- */

/* A down in a file of its own has other built-in variables. */
static bool read_one(struct first_pass *fp, const struct project *p, struct migration *m,
                     struct err *err)
{
    if (p->format->vars_add) {
        m->vars = project_vars(fp->keep, p, m->file);
        m->down_vars = m->down_file.n ? project_vars(fp->keep, p, m->down_file) : NULL;
    }
    return (!p->format->side_read || p->format->side_read(fp->keep, m, err)) &&
           first_pass_read(fp, m, err);
}

/* As read_one; what the pass holds of a file that failed is let go. */
static bool read_or_tell(struct first_pass *fp, const struct project_opts *opts,
                         const struct project *p, struct migration *m, struct err *err)
{
    const struct first_pass as = *fp;

    if (read_one(fp, p, m, err))
        return true;
    if (!told(opts, err))
        return false;
    m->unread = true;
    first_pass_done(fp);
    first_pass_init(fp, as.keep, as.opts, as.ctx);
    return true;
}

static bool read_all(arena *a, const struct project_opts *opts, struct ctx *ctx, struct project *p,
                     struct err *err)
{
    struct project_opts mine = *opts;
    struct first_pass fp;
    bool ok = true;

    mine.vars = p->vars;
    first_pass_init(&fp, a, &mine, ctx);
    for (size_t i = 0; ok && !opts->names_only && i < p->migrations.n; i++)
        ok = read_or_tell(&fp, opts, p, &p->migrations.v[i], err);
    for (size_t i = 0; ok && i < p->repeatables.n; i++)
        ok = read_or_tell(&fp, opts, p, &p->repeatables.v[i], err);
    first_pass_done(&fp);
    return ok && (repeatable_order(a, p, err) || told(opts, err));
}

static bool native_repeatables(arena *a, struct project *p, struct err *err)
{
    struct str_list dirs = { 0 };

    project_dirs(a, p->dir, &dirs);
    for (size_t i = 0; i < dirs.n; i++)
        if (!repeatable_list(a, dirs.v[i], p->format, p, err))
            return false;
    return true;
}

static void tell_left_out(struct ctx *ctx, const struct project *p)
{
    for (size_t i = 0; ctx && p->format->tells_left_out && i < p->left_out.n; i++)
        ctx_say(ctx, EVENT_WARNING, STR_FMT ": not a name of a migration of %s: left out",
                STR_ARG(p->left_out.v[i]), p->format->name);
}

bool project_load(arena *a, const struct project_opts *opts, struct ctx *ctx, struct project *out,
                  struct err *err)
{
    struct fs_list list = { 0 };
    const struct format *format;
    struct project p;

    if (!project_files(a, opts->dir, false, &list, err))
        return false;
    format = format_detect(a, opts, &list, ctx, err);
    if (!format || (format->recursive && !project_files(a, opts->dir, true, &list, err)))
        return false;
    if (!project_list(a, opts, format, &list, &p, err) ||
        (format == formats[0] && !native_repeatables(a, &p, err)))
        return false;
    tell_left_out(ctx, &p);
    p.declared = opts->vars;
    p.place = (struct tool_place){ opts->database, opts->schema, opts->user, { 0 } };
    p.vars = project_vars(a, &p, (str){ 0 });
    if ((!opts->names_only || opts->repeatables) && !read_all(a, opts, ctx, &p, err))
        return false;
    *out = p;
    return true;
}
