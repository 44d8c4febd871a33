/* app/app_mask.h: passwords in statements are not shown: in progress, in excerpts, in the database's words. */
#ifndef AFLOAT_APP_APP_MASK_H
#define AFLOAT_APP_APP_MASK_H

#include "base/ctx.h"
#include "sql/dialect.h"

/* From here on the statements in events are masked. */
void app_mask_events(struct ctx *ctx, const struct dialect *d);

/* Masks the excerpt and the database's words of an error, of whatever dialect they are. */
void app_mask_err(const struct ctx *ctx, struct err *err);

#endif
