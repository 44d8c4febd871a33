/* app/app_doctor.h: looks at everything a run depends on, and says what to do about what it finds. */
#ifndef AFLOAT_APP_APP_DOCTOR_H
#define AFLOAT_APP_APP_DOCTOR_H

#include "app/app.h"

struct app_doctor {
    struct app_common common;
};

bool MUST app_doctor(struct ctx *ctx, const struct app_doctor *req, struct app_outcome *out,
                     struct err *err);

extern const struct rectype *const app_doctor_records[]; /* NULL at the end */

#endif
