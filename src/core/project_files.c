/* core/project_files.c: which files a project has, and which of them count (core/project_int.h). */
#include "core/project_int.h"

enum { DEPTH_MAX = 16 };

/* A folder whose own name has commas is one folder. */
void project_dirs(arena *a, str dir, struct str_list *out)
{
    str rest = fs_exists(dir) ? (str){ 0 } : dir;

    while (rest.p) {
        str one = str_trim(str_cut(rest, ',', &rest));

        if (one.n)
            *vec_push(a, out) = one;
    }
    if (!out->n)
        *vec_push(a, out) = dir;
}

bool project_has_dir(str dir)
{
    return fs_exists(dir) || fs_exists(str_trim(str_cut(dir, ',', &dir)));
}

static bool add_folder(arena *a, str folder, int depth, struct fs_list *out, struct err *err)
{
    struct fs_list list = { 0 };

    if (!fs_list(a, folder, &list, err))
        return false;
    if (!out->n && depth <= 1) {
        *out = list;
        return true;
    }
    for (size_t i = 0; i < list.n; i++) {
        *vec_push(a, out) = list.v[i];
        if (depth > 1 && list.v[i].kind == FS_FOLDER && list.v[i].name.p[0] != '.' &&
            !add_folder(a, fs_join(a, folder, list.v[i].name), depth - 1, out, err))
            return false;
    }
    return true;
}

bool project_files(arena *a, str dir, bool deep, struct fs_list *out, struct err *err)
{
    struct str_list dirs = { 0 };
    struct fs_list files = { 0 };

    project_dirs(a, dir, &dirs);
    for (size_t i = 0; i < dirs.n; i++)
        if (!add_folder(a, dirs.v[i], deep ? DEPTH_MAX : 1, &files, err))
            return false;
    *out = files;
    return true;
}

/* ---- baseline files ---- */

static bool is_baseline(const struct found *f)
{
    return f->name.kind == NAME_BASELINE;
}

/* `io` is in the order of versions. */
static const struct found *baseline_in(const struct project_opts *opts, const struct found_list *l)
{
    const struct found *best = NULL;

    for (size_t i = 0; i < l->n; i++)
        if (is_baseline(&l->v[i]) &&
            (opts->fresh ||
             (opts->baseline.n && version_cmp(opts->baseline, l->v[i].name.version) == 0)))
            best = &l->v[i];
    return best;
}

/* `new` asks for numbers only: every one of them is in use. */
static bool has_twin(const struct found_list *l, const struct found *f)
{
    for (size_t i = 0; i < l->n; i++)
        if (!is_baseline(&l->v[i]) && version_cmp(l->v[i].name.version, f->name.version) == 0)
            return true;
    return false;
}

void project_take_baseline(const struct project_opts *opts, struct found_list *io)
{
    const struct found *best = opts->names_only || opts->whole ? NULL : baseline_in(opts, io);
    struct found base = best ? *best : (struct found){ 0 };
    size_t n = 0;

    for (size_t i = 0; i < io->n; i++) {
        struct found f = io->v[i];
        bool keep = !is_baseline(&f);

        if (best)
            keep = str_eq(f.file, base.file) ||
                   (keep && version_cmp(f.name.version, base.name.version) > 0);
        else if (!keep)
            keep = (opts->names_only || opts->whole) && !has_twin(io, &f);
        if (keep)
            io->v[n++] = f;
    }
    io->n = n;
}
