/* app/app_redo.h: redo: one migration back and up again, in one run. */
#ifndef AFLOAT_APP_APP_REDO_H
#define AFLOAT_APP_APP_REDO_H

#include "app/app_run.h"

/* `only` = the version; absent = the newest, or the one whose redo was cut off. */
bool MUST app_redo(struct ctx *ctx, const struct app_run *req, struct app_outcome *out,
                   struct err *err);

#endif
