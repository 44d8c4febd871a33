/* app/app_lint_baseline.c: a file of findings that are known: a project begins with lint without mending all at
 * once, and new findings still fail.
 *
 * Shape     a line each: fingerprint, rule, file; "#" begins a comment
 * Errors    ERR_FILE_READ, ERR_FILE_WRITE
 */
#include "app/app_lint_int.h"

#include "base/fs.h"
#include "base/sha256.h"

#include <stdio.h>

enum { BASELINE_MAX = 64 << 20 };

bool lint_baseline_read(arena *a, str path, struct map *out, struct err *err)
{
    str text, line;

    if (!fs_read(a, path, BASELINE_MAX, &text, err))
        return err_hint(err, "Make it with: afloat lint --baseline FILE --write-baseline");
    for (uint32_t n = 1; str_next_line(&text, &line); n++) {
        str rest, mark = str_cut(str_trim(line), ' ', &rest);

        if (!mark.n || mark.p[0] == '#')
            continue;
        if (mark.n != 2 * (size_t)SHA256_BYTES) {
            err_set(err, ERR_FILE_READ, "the line is not one of a baseline");
            return err_at(err, &(struct place){ .file = path, .line = n, .line_text = line });
        }
        map_put(a, out, mark, (void *)(uintptr_t)1);
    }
    return true;
}

bool lint_baseline_write(arena *a, str path, const struct str_list *lines, struct err *err)
{
    struct buf b = buf_on(a);

    buf_z(&b, "# Findings of afloat lint that were there when it began: fingerprint, rule, file.\n"
              "# Made by: afloat lint --baseline FILE --write-baseline\n");
    for (size_t i = 0; i < lines->n; i++) {
        buf_str(&b, lines->v[i]);
        buf_char(&b, '\n');
    }
    return fs_replace(path, buf_view(&b), err);
}
