/* core/formats/flyway_glob.c: folders that a location with wildcards names.
 *
 * Does      `*` and `?` within a name, a double star as a whole name: any number of folders, none too
 * Does not  look into hidden folders, nor below one that matches: all that is below is read anyway
 * Shape     the tree below the part without wildcards is walked once; each folder is compared as a whole, with one
 *           place to go back to, so no pattern is slow
 * Errors    ERR_FILE_READ
 */
#include "core/formats/flyway_int.h"

#include "base/fs.h"

enum { DEPTH_MAX = 16 };

struct walk {
    arena *mem;
    struct str_list pattern; /* names from the first with a wildcard on */
    struct str_list at;      /* names of the folder that is looked at */
    size_t depth;            /* how deep a folder can match */
    struct str_list *out;
};

bool flyway_is_pattern(str path)
{
    return str_find_char(path, '*') != STR_NONE || str_find_char(path, '?') != STR_NONE;
}

/* One character, of however many bytes. */
static size_t char_bytes(str s, size_t at)
{
    size_t n = 1;

    while (at + n < s.n && ((unsigned char)s.p[at + n] & 0xC0) == 0x80)
        n++;
    return n;
}

static bool name_fits(str pattern, str name)
{
    size_t p = 0, n = 0, star = STR_NONE, from = 0;

    while (n < name.n) {
        if (p < pattern.n && pattern.p[p] == '*') {
            star = p++;
            from = n;
        } else if (p < pattern.n && pattern.p[p] == '?') {
            p++;
            n += char_bytes(name, n);
        } else if (p < pattern.n && pattern.p[p] == name.p[n]) {
            p++;
            n++;
        } else if (star != STR_NONE) {
            p = star + 1;
            from += char_bytes(name, from);
            n = from;
        } else {
            return false;
        }
    }
    while (p < pattern.n && pattern.p[p] == '*')
        p++;
    return p == pattern.n;
}

static bool is_any(const struct walk *w, size_t p)
{
    return p < w->pattern.n && str_eq(w->pattern.v[p], S("**"));
}

static bool path_fits(const struct walk *w)
{
    size_t p = 0, n = 0, star = STR_NONE, from = 0;

    while (n < w->at.n) {
        if (is_any(w, p)) {
            star = p++;
            from = n;
        } else if (p < w->pattern.n && name_fits(w->pattern.v[p], w->at.v[n])) {
            p++;
            n++;
        } else if (star != STR_NONE) {
            p = star + 1;
            n = ++from;
        } else {
            return false;
        }
    }
    while (is_any(w, p))
        p++;
    return p == w->pattern.n;
}

static bool look(struct walk *w, str folder, struct err *err)
{
    struct fs_list list = { 0 };

    if (path_fits(w)) {
        *vec_push(w->mem, w->out) = folder;
        return true;
    }
    if (w->at.n == w->depth)
        return true;
    if (!fs_list(w->mem, folder, &list, err))
        return false;
    for (size_t i = 0; i < list.n; i++) {
        if (list.v[i].kind != FS_FOLDER || list.v[i].name.p[0] == '.')
            continue;
        *vec_push(w->mem, &w->at) = list.v[i].name;
        if (!look(w, fs_join(w->mem, folder, list.v[i].name), err))
            return false;
        w->at.n--;
    }
    return true;
}

static void cut(struct walk *w, str pattern)
{
    w->depth = 0;
    while (pattern.n) {
        str name = str_cut(pattern, '/', &pattern);

        if (!name.n || str_eq(name, S(".")))
            continue;
        *vec_push(w->mem, &w->pattern) = name;
        w->depth = w->depth == DEPTH_MAX || str_eq(name, S("**")) ? DEPTH_MAX : w->depth + 1;
    }
}

str flyway_glob_root(str path, str *out_pattern)
{
    size_t end = 0;

    for (size_t i = 0; i < path.n && path.p[i] != '*' && path.p[i] != '?'; i++)
        if (path.p[i] == '/')
            end = i + 1;
    *out_pattern = str_skip(path, end);
    return str_slice(path, 0, end > 1 ? end - 1 : end);
}

bool flyway_glob(arena *a, str root, str pattern, struct str_list *out, struct err *err)
{
    struct walk w = { .mem = a, .out = out };

    cut(&w, pattern);
    return !fs_exists(root) || look(&w, root, err);
}
