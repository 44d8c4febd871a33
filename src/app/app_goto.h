/* app/app_goto.h: goto: up or down to a version, whichever it takes. */
#ifndef AFLOAT_APP_APP_GOTO_H
#define AFLOAT_APP_APP_GOTO_H

#include "app/app_run.h"

/* `to` = the version; "0" = nothing stays applied. */
bool MUST app_goto(struct ctx *ctx, const struct app_run *req, struct app_outcome *out,
                   struct err *err);

#endif
