/* base/reader.c: see base/reader.h. The reader of files is in base/fs.h. */
#include "base/reader.h"

static bool read_str(struct reader *r, char *to, size_t n, size_t *out_n, struct err *err)
{
    (void)err;
    *out_n = n < r->rest.n ? n : r->rest.n;
    if (*out_n)
        memcpy(to, r->rest.p, *out_n);
    r->rest = str_skip(r->rest, *out_n);
    return true;
}

struct reader reader_of_str(str s)
{
    return (struct reader){ .read = read_str, .rest = s, .size = s.n };
}
