/* core/canon_int.h: text on its way into a checksum: line ends as LF, none or one at the end.
 *
 * Does      turn CRLF into LF, hold back line ends until something follows; hash and copy what is left
 * Does not  drop a BOM (core/walk.c does: only it knows where a file begins)
 */
#ifndef AFLOAT_CORE_CANON_INT_H
#define AFLOAT_CORE_CANON_INT_H

#include "base/buf.h"
#include "base/sha256.h"

enum { CANON_STAGE = 512 };

struct canon { /* zeroed = takes nothing */
    struct sha256 *hash;
    struct buf *copy; /* may be NULL */
    size_t newlines;  /* held back */
    bool cr;          /* a CR was the last byte: is a LF next? */
    size_t staged;
    char stage[CANON_STAGE]; /* small pieces are hashed together */
};

void canon_add(struct canon *c, str bytes);
void canon_end(struct canon *c);          /* exactly one line end */
str canon_hex(arena *a, struct canon *c); /* after canon_end; ready for the next text */

#endif
