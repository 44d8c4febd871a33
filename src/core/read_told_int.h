/* core/read_told_int.h: a large file tells how far it is read (EVENT_READING). */
#ifndef AFLOAT_CORE_READ_TOLD_INT_H
#define AFLOAT_CORE_READ_TOLD_INT_H

#include "base/ctx.h"
#include "base/reader.h"

/* Puts itself before the reader when the file is large; `ctx` may be NULL. Lives as long as `a`. */
void read_told(arena *a, const struct ctx *ctx, str file, struct reader *r);

#endif
