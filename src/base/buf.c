/* base/buf.c: see base/buf.h. */
#include "base/buf.h"

#include <stdarg.h>

struct buf buf_limited(arena *a, size_t max_bytes)
{
    return (struct buf){ .mem = a, .max = max_bytes };
}

struct buf buf_on(arena *a)
{
    return buf_limited(a, BUF_MAX_DEFAULT);
}

static bool reserve(struct buf *b, size_t more)
{
    size_t need, cap;
    char *p;

    if (b->bad || __builtin_add_overflow(b->n, more, &need) || need > b->max) {
        b->bad = true;
        return false;
    }
    if (b->p && need <= b->cap)
        return true;
    cap = b->cap ? b->cap * 2 : 120;
    cap = cap < need ? need : cap;
    p = arena_new(b->mem, char, cap + 1);
    if (b->n)
        memcpy(p, b->p, b->n);
    b->p = p;
    b->cap = cap;
    return true;
}

void buf_bytes(struct buf *b, const void *p, size_t n)
{
    if (!reserve(b, n))
        return;
    if (n)
        memcpy(b->p + b->n, p, n);
    b->n += n;
    b->p[b->n] = '\0';
}

void buf_str(struct buf *b, str s)
{
    buf_bytes(b, s.p, s.n);
}

void buf_z(struct buf *b, const char *z)
{
    buf_bytes(b, z, strlen(z));
}

void buf_char(struct buf *b, char c)
{
    buf_bytes(b, &c, 1);
}

void buf_int(struct buf *b, int64_t i)
{
    char digits[20];
    size_t at = sizeof(digits);
    uint64_t left = i < 0 ? 0 - (uint64_t)i : (uint64_t)i;

    do
        digits[--at] = (char)('0' + left % 10);
    while (left /= 10);
    if (i < 0)
        digits[--at] = '-';
    buf_bytes(b, digits + at, sizeof(digits) - at);
}

/* Most texts fit where they are put; only one that does not is formatted twice. */
void buf_printf(struct buf *b, const char *fmt, ...)
{
    va_list ap;
    size_t room = b->p && !b->bad ? b->cap - b->n : 0;
    int n;

    va_start(ap, fmt);
    n = vsnprintf(room ? b->p + b->n : NULL, room ? room + 1 : 0, fmt, ap);
    va_end(ap);
    CHECK(n >= 0);
    if (room && (size_t)n <= room && (size_t)n <= b->max - b->n) {
        b->n += (size_t)n;
        return;
    }
    if (room)
        b->p[b->n] = '\0';
    if (!reserve(b, (size_t)n))
        return;
    va_start(ap, fmt);
    vsnprintf(b->p + b->n, (size_t)n + 1, fmt, ap);
    va_end(ap);
    b->n += (size_t)n;
}

void buf_pad(struct buf *b, char c, size_t count)
{
    while (count--)
        buf_char(b, c);
}

void buf_clear(struct buf *b)
{
    b->n = 0;
    if (b->p)
        b->p[0] = '\0';
}

str buf_view(const struct buf *b)
{
    return (str){ b->p ? b->p : "", b->n };
}
