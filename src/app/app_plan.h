/* app/app_plan.h: tells a plan as records, statement by statement. */
#ifndef AFLOAT_APP_APP_PLAN_H
#define AFLOAT_APP_APP_PLAN_H

#include "app/app.h"

bool MUST app_tell_plan(struct ctx *ctx, struct app_session *s, const struct plan *plan,
                        struct err *err);

extern const struct rectype *const app_plan_records[]; /* NULL at the end */

#endif
