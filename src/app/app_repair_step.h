/* app/app_repair_step.h: what a person says of one statement of a migration that is half done. */
#ifndef AFLOAT_APP_APP_REPAIR_STEP_H
#define AFLOAT_APP_APP_REPAIR_STEP_H

#include "app/app.h"

struct app_step {
    str version, reason;
    int64_t step;
    bool applied;
};

/* The statement was cut off, or is the next one of a migration that stopped half way and was made by hand.
 * Writes journal and history in one transaction; without a lock (--dry-run) nothing. */
bool MUST app_repair_step(struct ctx *ctx, struct app_session *s, struct run_lock *lock,
                          const struct app_step *q, struct err *err);

#endif
