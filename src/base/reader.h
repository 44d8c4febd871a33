/* base/reader.h: bytes from somewhere, in order, once.
 *
 * Does      let a parser read a file, standard input or a string in the same way
 * Does not  buffer or seek
 */
#ifndef AFLOAT_BASE_READER_H
#define AFLOAT_BASE_READER_H

#include "base/err.h"

struct reader {
    /* Up to `n` bytes into `to`; *out_n = 0 only at the end. */
    bool (*read)(struct reader *r, char *to, size_t n, size_t *out_n, struct err *err);
    void *data;  /* the implementation's */
    str rest;    /* reader_of_str: what is left */
    size_t size; /* bytes to come as far as is known, for whoever makes a buffer; 0 = not known */
};

struct reader reader_of_str(str s);

static inline bool MUST reader_read(struct reader *r, char *to, size_t n, size_t *out_n,
                                    struct err *err)
{
    return r->read(r, to, n, out_n, err);
}

#endif
