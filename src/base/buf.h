/* base/buf.h: text that grows, with a limit and one check at the end.
 *
 * Does      append bytes, strings, printf; latch an error when the limit is passed
 * Does not  quote SQL (sql/quote.h) or JSON (base/json.h)
 * Shape     struct buf b = buf_on(a); buf_str(&b, s); if (b.bad) …; buf_view(&b)
 */
#ifndef AFLOAT_BASE_BUF_H
#define AFLOAT_BASE_BUF_H

#include "base/str.h"

struct buf {
    arena *mem; /* owner of p */
    char *p;    /* always NUL-terminated when not NULL */
    size_t n;   /* bytes used */
    size_t cap; /* bytes held, without the NUL */
    size_t max; /* limit of n */
    bool bad;   /* the limit was passed; later appends do nothing */
};

enum { BUF_MAX_DEFAULT = 1 << 30 };

struct buf buf_on(arena *a);
struct buf buf_limited(arena *a, size_t max_bytes);
void buf_bytes(struct buf *b, const void *p, size_t n);
void buf_str(struct buf *b, str s);
void buf_z(struct buf *b, const char *z);
void buf_char(struct buf *b, char c);
void buf_int(struct buf *b, int64_t i);
PRINTF(2, 3) void buf_printf(struct buf *b, const char *fmt, ...);
void buf_pad(struct buf *b, char c, size_t count);
void buf_clear(struct buf *b);     /* keeps the storage */
str buf_view(const struct buf *b); /* valid until the next append */

#endif
