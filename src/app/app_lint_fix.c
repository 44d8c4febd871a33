/* app/app_lint_fix.c: puts the fixes into the files.
 *
 * Does      check that each statement still stands where it was judged; write each file once, whole or not at all
 * Does not  fix a file that changed meanwhile, or a statement with variables
 * Errors    ERR_FILE_READ, ERR_FILE_WRITE
 */
#include "app/app_lint_int.h"

#include "base/fs.h"

enum { FILE_MAX = 256 << 20 };

/* Offset of a line and column; STR_NONE = there is no such. */
static size_t offset_of(str text, const struct place *p)
{
    size_t at = 0;

    for (uint32_t line = 1; line < p->line; line++) {
        size_t n = str_find_char(str_skip(text, at), '\n');

        if (n == STR_NONE)
            return STR_NONE;
        at += n + 1;
    }
    return at + p->column - 1 <= text.n ? at + p->column - 1 : STR_NONE;
}

/* The fix of the file that begins last before `limit`; NULL = none. */
static const struct lint_fix *last_before(const struct lint_fix_list *list, str file, str text,
                                          size_t limit, size_t *out_at)
{
    const struct lint_fix *best = NULL;

    for (size_t i = 0; i < list->n; i++) {
        const struct lint_fix *f = &list->v[i];
        size_t at = str_eq(f->file, file) ? offset_of(text, &f->start) : STR_NONE;

        if (at == STR_NONE || !str_eq(str_slice(text, at, at + f->raw.n), f->raw))
            continue;
        at += f->range.offset;
        if (at < limit && at + f->range.length <= limit && (!best || at > *out_at)) {
            best = f;
            *out_at = at;
        }
    }
    return best;
}

/* From the end to the begin, so that places before stay true; of two that overlap the later one is left. */
static bool fix_file(arena *a, const struct lint_fix_list *list, str file, int64_t *io_fixed,
                     struct err *err)
{
    const struct lint_fix *f;
    size_t limit = SIZE_MAX, at = 0;
    str text, now;

    if (!fs_read(a, file, FILE_MAX, &text, err))
        return false;
    now = text;
    while ((f = last_before(list, file, text, limit, &at)) != NULL) {
        now = str_printf(a, STR_FMT STR_FMT STR_FMT, STR_ARG(str_slice(now, 0, at)),
                         STR_ARG(f->text), STR_ARG(str_skip(now, at + f->range.length)));
        limit = at;
        (*io_fixed)++;
        if (!at)
            break;
    }
    return str_eq(now, text) || fs_replace(file, now, err);
}

static bool is_first(const struct lint_fix_list *list, size_t i)
{
    for (size_t k = 0; k < i; k++)
        if (str_eq(list->v[k].file, list->v[i].file))
            return false;
    return true;
}

bool lint_fix_apply(arena *a, const struct lint_fix_list *list, int64_t *out_fixed, struct err *err)
{
    *out_fixed = 0;
    for (size_t i = 0; i < list->n; i++)
        if (is_first(list, i) && !fix_file(a, list, list->v[i].file, out_fixed, err))
            return false;
    return true;
}
