/* app/app_assess.h: assess: what does each statement do, which locks, what breaks, how risky is it? */
#ifndef AFLOAT_APP_APP_ASSESS_H
#define AFLOAT_APP_APP_ASSESS_H

#include "app/app_judge.h"

bool MUST app_assess(struct ctx *ctx, const struct judge_opts *req, struct app_outcome *out,
                     struct err *err);

extern const struct rectype *const app_assess_records[]; /* NULL at the end */

#endif
