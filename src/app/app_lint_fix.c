/* app/app_lint_fix.c: puts the fixes into the files.
 *
 * Does      check that each statement still stands where it was judged; write each file once, whole or not at all
 * Does not  fix a file that changed meanwhile, or a statement with variables
 * Errors    ERR_FILE_READ, ERR_FILE_WRITE
 */
#include "app/app_lint_int.h"

#include "base/fs.h"

#include <stdlib.h>

enum { FILE_MAX = 256 << 20 };

static void unit_done(arena *a)
{
    arena_done(a);
}

/* ---- where ---- */

struct spot {
    size_t at; /* of the bytes to be replaced */
    const struct lint_fix *fix;
};

struct fixing {
    arena *mem;
    str text;
    vec(size_t) lines; /* where each begins */
    vec(struct spot) spots;
};

static void find_lines(struct fixing *f)
{
    *vec_push(f->mem, &f->lines) = 0;
    for (size_t i = 0; i < f->text.n; i++)
        if (f->text.p[i] == '\n')
            *vec_push(f->mem, &f->lines) = i + 1;
}

static void add_spot(struct fixing *f, const struct lint_fix *fix)
{
    size_t line = fix->start.line, at;

    if (!line || line > f->lines.n)
        return;
    at = f->lines.v[line - 1] + fix->start.column - 1;
    if (at <= f->text.n && str_eq(str_slice(f->text, at, at + fix->raw.n), fix->raw))
        *vec_push(f->mem, &f->spots) = (struct spot){ at + fix->range.offset, fix };
}

/* From the begin; of those at one place the first that was found. */
static int by_place(const void *x, const void *y)
{
    const struct spot *a = x, *b = y;

    if (a->at != b->at)
        return a->at < b->at ? -1 : 1;
    return a->fix < b->fix ? -1 : a->fix > b->fix;
}

/* Of two that overlap, or stand at one place, the later one is left. */
static void leave_overlaps(struct fixing *f)
{
    size_t kept = 0, end = 0;

    qsort(f->spots.v, f->spots.n, sizeof(*f->spots.v), by_place);
    for (size_t i = 0; i < f->spots.n; i++) {
        const struct spot *s = &f->spots.v[i];

        if (kept && (s->at < end || s->at == f->spots.v[kept - 1].at))
            continue;
        end = s->at + s->fix->range.length;
        f->spots.v[kept++] = *s;
    }
    f->spots.n = kept;
}

/* ---- files ---- */

static str fixed_text(const struct fixing *f)
{
    struct buf out = buf_on(f->mem);
    size_t at = 0;

    for (size_t i = 0; i < f->spots.n; i++) {
        const struct spot *s = &f->spots.v[i];

        buf_str(&out, str_slice(f->text, at, s->at));
        buf_str(&out, s->fix->text);
        at = s->at + s->fix->range.length;
    }
    buf_str(&out, str_skip(f->text, at));
    return buf_view(&out);
}

/* All fixes of the file that the first one is of. */
static bool fix_file(const struct lint_fix_list *list, size_t first, bool dry, int64_t *io_fixed,
                     struct err *err)
{
    CLEANUP(unit_done) arena unit;
    struct fixing f = { .mem = &unit };
    str file = list->v[first].file;

    arena_init(&unit);
    if (!fs_read(&unit, file, FILE_MAX, &f.text, err))
        return false;
    find_lines(&f);
    for (size_t i = first; i < list->n; i++)
        if (str_eq(list->v[i].file, file))
            add_spot(&f, &list->v[i]);
    if (!f.spots.n)
        return true;
    leave_overlaps(&f);
    *io_fixed += (int64_t)f.spots.n;
    return dry || fs_replace(file, fixed_text(&f), err);
}

bool lint_fix_apply(arena *a, const struct lint_fix_list *list, bool dry, int64_t *out_fixed,
                    struct err *err)
{
    struct map seen = { 0 };

    *out_fixed = 0;
    for (size_t i = 0; i < list->n; i++) {
        if (map_find(&seen, list->v[i].file))
            continue;
        map_put(a, &seen, list->v[i].file, &seen);
        if (!fix_file(list, i, dry, out_fixed, err))
            return false;
    }
    return true;
}
