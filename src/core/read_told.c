/* core/read_told.c: see core/read_told_int.h. */
#include "core/read_told_int.h"

#include "base/clock.h"

enum { LARGE_BYTES = 16 << 20, TOLD_EVERY_MS = 200 };

struct told {
    struct reader inner;
    const struct ctx *ctx;
    str text;
    int64_t start_ms, told_ms, bytes, total;
};

static bool read_and_tell(struct reader *r, char *to, size_t n, size_t *out_n, struct err *err)
{
    struct told *t = r->data;
    int64_t now;

    if (!reader_read(&t->inner, to, n, out_n, err))
        return false;
    t->bytes += (int64_t)*out_n;
    now = clock_mono_ms();
    if (now - t->told_ms < TOLD_EVERY_MS)
        return true;
    t->told_ms = now;
    ctx_event(t->ctx, &(struct event){ .kind = EVENT_READING,
                                       .ms = now - t->start_ms,
                                       .n = t->bytes,
                                       .total = t->total,
                                       .text = t->text });
    return true;
}

void read_told(arena *a, const struct ctx *ctx, str file, struct reader *r)
{
    struct told *t;

    if (!ctx || r->size < LARGE_BYTES)
        return;
    t = arena_new(a, struct told, 1);
    *t = (struct told){ .inner = *r,
                        .ctx = ctx,
                        .text = str_printf(a, "reading " STR_FMT, STR_ARG(file)),
                        .total = (int64_t)r->size };
    t->start_ms = t->told_ms = clock_mono_ms();
    *r = (struct reader){ .read = read_and_tell, .data = t, .size = r->size };
}
