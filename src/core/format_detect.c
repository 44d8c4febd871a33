/* core/format_detect.c: which tool's files are these (core/project_int.h).
 *
 * Shape     what was asked for; else markers in a few of the files; else the shape of the names; else files of
 *           a tool beside or above; else the first row of formats.def with that shape where both would read the
 *           files in the same way; else an error with the candidates
 */
#include "core/project_int.h"

#include "base/ctx.h"

enum { SAMPLES = 4, SAMPLE_BYTES = 1 << 16, CANDIDATES_MAX = 16 };

struct candidate {
    const struct format *format;
    size_t matched;
    bool proven; /* files of the tool lie in the tree */
};

struct detect {
    arena *mem;
    const struct project_opts *opts;
    const struct fs_list *list;
    struct candidate v[CANDIDATES_MAX];
    size_t n;
    size_t sql_files;
};

bool is_sql_name(str name)
{
    return str_ends(name, S(".sql")) && name.p[0] != '.';
}

str format_names(arena *a)
{
    struct buf b = buf_on(a);

    for (size_t i = 0; formats[i]; i++)
        buf_printf(&b, "%s%s", i ? ", " : "", formats[i]->name);
    return buf_view(&b);
}

/* ---- what was asked for ---- */

static const struct format *asked(arena *a, str name, struct err *err)
{
    const struct format *f = format_find(name);

    if (!f) {
        err_set(err, ERR_FILE_FORMAT, "unrecognized format of migration files \"" STR_FMT "\"",
                STR_ARG(name));
        err_hint(err, "The formats are " STR_FMT ".", STR_ARG(format_names(a)));
    }
    return f;
}

/* ---- markers ---- */

static const struct tool_conf no_conf;

static const struct format *marker_in(str text)
{
    static const struct {
        const char *marker, *format;
    } rows[] = { { "afloat:", "native" },
                 { "migrate:", "dbmate" },
                 { "+goose", "goose" },
                 { "-- create above / drop below", "tern" } };

    str line;

    if (str_starts(text, S("\xEF\xBB\xBF")))
        text = str_skip(text, 3);
    while (str_next_line(&text, &line)) {
        line = str_trim(line);
        if (!str_starts(line, S("--")))
            continue;
        line = str_trim(str_skip(line, 2));
        for (size_t i = 0; i < COUNT_OF(rows); i++)
            if (str_starts_nocase(line, str_of(rows[i].marker)))
                return format_find(str_of(rows[i].format));
    }
    return NULL;
}

static bool sample(struct detect *d, const struct fs_entry *e, const struct format **out,
                   struct err *err)
{
    struct reader r;
    size_t n = 1, used = 0;
    struct arena_mark mark = arena_mark(d->mem);
    char *text = arena_new(d->mem, char, SAMPLE_BYTES);

    if (!fs_reader(d->mem, fs_join(d->mem, e->folder, e->name), &r, err))
        return false;
    while (n && used < SAMPLE_BYTES) {
        if (!reader_read(&r, text + used, SAMPLE_BYTES - used, &n, err))
            return false;
        used += n;
    }
    *out = marker_in((str){ text, used });
    arena_reset(d->mem, mark);
    return true;
}

/* dbmate and goose have a marker in every file, so a few files tell: the first ones and the last. */
static bool by_markers(struct detect *d, const struct format **out, struct err *err)
{
    struct format_name name;
    size_t seen = 0;

    *out = NULL;
    for (size_t i = 0; i < d->list->n && !*out; i++) {
        const struct fs_entry *e = &d->list->v[i];

        if (!is_sql_name(e->name) || e->kind != FS_FILE)
            continue;
        if (++seen >= SAMPLES && seen != d->sql_files)
            continue;
        if (!sample(d, e, out, err))
            return false;
        if (*out && !(*out)->name_read(d->mem, &no_conf, e->name, &name))
            *out = NULL; /* words in a comment of another tool's file */
    }
    return true;
}

/* ---- shapes of names, and the tools' own files ---- */

static bool has_up(struct detect *d, const struct fs_entry *e)
{
    return fs_exists(fs_join(d->mem, fs_join(d->mem, e->folder, e->name), S("up.sql")));
}

/* One that cannot be read is an error when its format is the one: project_list reads it again. */
static struct tool_conf conf_of(struct detect *d, const struct format *f)
{
    struct tool_conf conf = { 0 };
    struct str_list dirs = { 0 };
    struct err err;

    err_init(&err);
    project_dirs(d->mem, d->opts->dir, &dirs);
    if (f->conf_read && !f->conf_read(d->mem, dirs.v[0], &conf, &err))
        conf = no_conf;
    err_done(&err);
    return conf;
}

static size_t count_matches(struct detect *d, const struct format *f, const struct fs_list *list)
{
    struct tool_conf conf = conf_of(d, f);
    struct format_name name;
    size_t n = 0;

    for (size_t i = 0; i < list->n; i++) {
        const struct fs_entry *e = &list->v[i];

        if (f->folders != (e->kind == FS_FOLDER) || e->name.p[0] == '.')
            continue;
        if (f->name_read(d->mem, &conf, e->name, &name) && name.kind != NAME_CALLBACK)
            n += !f->folders || has_up(d, e);
    }
    return n;
}

static bool file_holds(struct detect *d, str file, str word)
{
    struct err err;
    str text;
    bool holds;

    err_init(&err);
    holds = fs_read(d->mem, file, SAMPLE_BYTES, &text, &err) && str_find(text, word) != STR_NONE;
    err_done(&err);
    return holds;
}

static bool proven_in(struct detect *d, str folder, const char *tool_files)
{
    str rest = str_of(tool_files);

    while (rest.n) {
        str word, name = str_cut(rest, ' ', &rest), file;

        name = str_cut(name, ':', &word);
        file = fs_join(d->mem, folder, name);
        if (fs_exists(file) && (!word.p || file_holds(d, file, word)))
            return true;
    }
    return false;
}

/* In the folder and above it, up to the root of the repository. */
static bool proven(struct detect *d, const struct format *f)
{
    struct str_list dirs = { 0 };

    project_dirs(d->mem, d->opts->dir, &dirs);
    for (str folder = dirs.v[0]; f->tool_files && folder.p;
         folder = tool_folder_above(d->mem, folder))
        if (proven_in(d, folder, f->tool_files))
            return true;
    return false;
}

static void add_candidate(struct detect *d, const struct format *f, const struct fs_list *list)
{
    size_t matched = f->needs_up || d->n == CANDIDATES_MAX ? 0 : count_matches(d, f, list);
    bool sure = matched && proven(d, f);

    if (matched && (sure || !f->needs_proof))
        d->v[d->n++] = (struct candidate){ f, matched, sure };
}

/* Names of the folder itself first; folders in it only when it has none. */
static bool find_candidates(struct detect *d, struct err *err)
{
    struct fs_list deep = { 0 };

    for (size_t i = 0; formats[i]; i++)
        add_candidate(d, formats[i], d->list);
    if (d->n || d->sql_files)
        return true;
    if (!project_files(d->mem, d->opts->dir, true, &deep, err))
        return false;
    for (size_t i = 0; formats[i]; i++)
        if (formats[i]->recursive)
            add_candidate(d, formats[i], &deep);
    return true;
}

static const struct format *only_proven(const struct detect *d)
{
    const struct format *found = NULL;

    for (size_t i = 0; i < d->n; i++) {
        if (d->v[i].proven && found)
            return NULL;
        if (d->v[i].proven)
            found = d->v[i].format;
    }
    return found;
}

/* The first candidate, unless another one has files that it does not read (sqlx has a shape of each kind). */
static const struct format *first_complete(const struct detect *d)
{
    const struct candidate *first = &d->v[0];

    for (size_t i = 1; i < d->n; i++)
        if (d->v[i].matched > first->matched || d->v[i].format->folders != first->format->folders)
            return NULL;
    return first->format;
}

static const struct format *not_clear(struct detect *d, struct err *err)
{
    struct buf b = buf_on(d->mem);

    for (size_t i = 0; i < d->n; i++)
        buf_printf(&b, "%s%s", i ? ", " : "", d->v[i].format->name);
    err_set(err, ERR_FILE_FORMAT, "the format of the migration files is not clear: " STR_FMT,
            STR_ARG(buf_view(&b)));
    err_at(err, &(struct place){ .file = d->opts->dir });
    err_hint(err, "Name it: --format-files %s", d->v[0].format->name);
    return NULL;
}

static const struct format *by_shape(struct detect *d, const struct ctx *ctx, struct err *err)
{
    const struct format *f;

    if (!find_candidates(d, err))
        return NULL;
    if (d->n == 0)
        return formats[0]; /* none, or names that its reader refuses one by one */
    f = only_proven(d);
    f = f ? f : first_complete(d);
    if (!f)
        return not_clear(d, err);
    if (ctx && ctx->verbose && d->n > 1)
        ctx_say(ctx, EVENT_NOTE, "the migration files are read as %s files", f->name);
    return f;
}

const struct format *format_detect(arena *a, const struct project_opts *opts,
                                   const struct fs_list *list, const struct ctx *ctx,
                                   struct err *err)
{
    struct detect d = { .mem = a, .opts = opts, .list = list };
    const struct format *f;

    if (opts->format.n)
        return asked(a, opts->format, err);
    for (size_t i = 0; i < list->n; i++)
        d.sql_files += list->v[i].kind == FS_FILE && is_sql_name(list->v[i].name);
    if (!by_markers(&d, &f, err))
        return NULL;
    return f ? f : by_shape(&d, ctx, err);
}
