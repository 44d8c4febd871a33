/* base/str.c: see base/str.h. */
#include "base/str.h"

str str_of(const char *z)
{
    return z ? (str){ z, strlen(z) } : (str){ 0 };
}

char *str_z(arena *a, str s)
{
    char *z = arena_new(a, char, s.n + 1);

    if (s.n)
        memcpy(z, s.p, s.n);
    return z;
}

str str_copy(arena *a, str s)
{
    return s.p ? (str){ str_z(a, s), s.n } : s;
}

str str_vprintf(arena *a, const char *fmt, va_list ap)
{
    va_list again;
    int n;
    char *z;

    va_copy(again, ap);
    n = vsnprintf(NULL, 0, fmt, again);
    va_end(again);
    CHECK(n >= 0);
    z = arena_new(a, char, (size_t)n + 1);
    vsnprintf(z, (size_t)n + 1, fmt, ap);
    return (str){ z, (size_t)n };
}

str str_printf(arena *a, const char *fmt, ...)
{
    va_list ap;
    str s;

    va_start(ap, fmt);
    s = str_vprintf(a, fmt, ap);
    va_end(ap);
    return s;
}

bool str_eq(str a, str b)
{
    return a.n == b.n && (a.n == 0 || memcmp(a.p, b.p, a.n) == 0);
}

static char lower(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c + ('a' - 'A')) : c;
}

bool str_eq_nocase(str a, str b)
{
    if (a.n != b.n)
        return false;
    for (size_t i = 0; i < a.n; i++)
        if (lower(a.p[i]) != lower(b.p[i]))
            return false;
    return true;
}

int str_cmp(str a, str b)
{
    size_t n = a.n < b.n ? a.n : b.n;
    int c = n ? memcmp(a.p, b.p, n) : 0;

    return c ? c : (a.n > b.n) - (a.n < b.n);
}

bool str_starts(str s, str prefix)
{
    return s.n >= prefix.n && str_eq((str){ s.p, prefix.n }, prefix);
}

bool str_starts_nocase(str s, str prefix)
{
    return s.n >= prefix.n && str_eq_nocase((str){ s.p, prefix.n }, prefix);
}

bool str_ends(str s, str suffix)
{
    return s.n >= suffix.n && str_eq(str_skip(s, s.n - suffix.n), suffix);
}

/* For so short a text memmem reads byte by byte, memchr does not. */
static size_t find_two(str s, str what)
{
    size_t at = 0;

    while (s.n - at > 1) {
        const char *p = memchr(s.p + at, what.p[0], s.n - at - 1);

        if (!p)
            return STR_NONE;
        at = (size_t)(p - s.p);
        if (p[1] == what.p[1])
            return at;
        at++;
    }
    return STR_NONE;
}

size_t str_find(str s, str what)
{
    const char *p;

    if (what.n == 2 && s.n > 1)
        return find_two(s, what);
    p = s.n ? memmem(s.p, s.n, what.p, what.n) : NULL;
    return p ? (size_t)(p - s.p) : STR_NONE;
}

size_t str_find_char(str s, char c)
{
    const char *p = s.n ? memchr(s.p, c, s.n) : NULL;

    return p ? (size_t)(p - s.p) : STR_NONE;
}

size_t str_find_last_char(str s, char c)
{
    const char *p = s.n ? memrchr(s.p, c, s.n) : NULL;

    return p ? (size_t)(p - s.p) : STR_NONE;
}

str str_slice(str s, size_t from, size_t to)
{
    to = to < s.n ? to : s.n;
    from = from < to ? from : to;
    return s.p ? (str){ s.p + from, to - from } : s;
}

str str_skip(str s, size_t n)
{
    return str_slice(s, n, s.n);
}

static bool blank(char c)
{
    return c == ' ' || (c >= '\t' && c <= '\r');
}

str str_trim_end(str s)
{
    while (s.n && blank(s.p[s.n - 1]))
        s.n--;
    return s;
}

str str_trim(str s)
{
    s = str_trim_end(s);
    while (s.n && blank(s.p[0]))
        s = str_skip(s, 1);
    return s;
}

str str_cut(str s, char sep, str *rest)
{
    size_t at = str_find_char(s, sep);

    *rest = at == STR_NONE ? (str){ 0 } : str_skip(s, at + 1);
    return at == STR_NONE ? s : str_slice(s, 0, at);
}

bool str_next_line(str *s, str *out_line)
{
    size_t at;

    if (!s->n)
        return false;
    at = str_find_char(*s, '\n');
    *out_line = str_slice(*s, 0, at);
    *s = at == STR_NONE ? (str){ 0 } : str_skip(*s, at + 1);
    if (out_line->n && out_line->p[out_line->n - 1] == '\r')
        out_line->n--;
    return true;
}

bool str_to_int64(str s, int64_t *out)
{
    bool minus = s.n && s.p[0] == '-';
    int64_t v = 0;

    if (s.n == minus)
        return false;
    for (size_t i = minus; i < s.n; i++) {
        int d = s.p[i] - '0';

        if (d < 0 || d > 9 || __builtin_mul_overflow(v, 10, &v) ||
            __builtin_add_overflow(v, minus ? -d : d, &v))
            return false;
    }
    *out = v;
    return true;
}

bool str_all_digits(str s)
{
    for (size_t i = 0; i < s.n; i++)
        if (s.p[i] < '0' || s.p[i] > '9')
            return false;
    return s.n > 0;
}

str str_lower(arena *a, str s)
{
    char *z = str_z(a, s);

    for (size_t i = 0; i < s.n; i++)
        z[i] = lower(z[i]);
    return (str){ z, s.n };
}
