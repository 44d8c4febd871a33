/* base/str.h: text as pointer and length, by value.
 *
 * Does      slice, compare, trim, parse numbers; str_z copies to a C string for library calls
 * Does not  own memory, assume a NUL at the end, know UTF-8 (base/utf8.h)
 * Shape     a str is a view; the struct that holds it says who owns the bytes
 */
#ifndef AFLOAT_BASE_STR_H
#define AFLOAT_BASE_STR_H

#include "base/arena.h"

#include <stdarg.h>

typedef struct str {
    const char *p; /* NULL only in an absent string (n = 0) */
    size_t n;      /* bytes */
} str;

#define S(literal) ((str){ "" literal, sizeof(literal) - 1 })
#define S_INIT(literal)                                                                            \
    {                                                                                              \
        "" literal, sizeof(literal) - 1                                                            \
    }

/* For printf: printf(STR_FMT, STR_ARG(s)) */
#define STR_FMT    "%.*s"
#define STR_ARG(s) (int)(s).n, (s).p ? (s).p : ""

/* Of a number: printf("%d file%s", n, STR_PLURAL(n)) */
#define STR_PLURAL(n) ((n) == 1 ? "" : "s")

str str_of(const char *z); /* view of a C string; NULL gives the absent string */
str str_copy(arena *a, str s);
char *str_z(arena *a, str s); /* copy with a NUL at the end */
PRINTF(2, 3) str str_printf(arena *a, const char *fmt, ...);
PRINTF(2, 0) str str_vprintf(arena *a, const char *fmt, va_list ap);

bool str_eq(str a, str b);
bool str_eq_nocase(str a, str b); /* ASCII letters only */
int str_cmp(str a, str b);        /* bytes; for qsort order */
bool str_starts(str s, str prefix);
bool str_starts_nocase(str s, str prefix);
bool str_ends(str s, str suffix);

#define STR_NONE SIZE_MAX
size_t str_find(str s, str what);         /* offset or STR_NONE */
size_t str_find_char(str s, char c);      /* offset or STR_NONE */
size_t str_find_last_char(str s, char c); /* offset or STR_NONE */

str str_slice(str s, size_t from, size_t to); /* clamped */
str str_skip(str s, size_t n);                /* without the first n bytes, clamped */
str str_trim(str s);                          /* without ASCII blanks at both ends */
str str_trim_end(str s);

/* Cuts at the first `sep`: head before it, *rest after it. Without `sep` head is all of s, *rest is absent. */
str str_cut(str s, char sep, str *rest);

/* Takes the next line (without its line end) off *s; false when *s is empty. */
bool str_next_line(str *s, str *out_line);

bool str_to_int64(str s, int64_t *out); /* whole string, decimal, no blanks; false on overflow */
bool str_all_digits(str s);             /* also false for empty */
str str_lower(arena *a, str s);         /* ASCII */

struct str_list {
    str *v;
    size_t n, cap;
}; /* same shape as vec(str), with a name for signatures */

#endif
