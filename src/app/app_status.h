/* app/app_status.h: which migrations are applied, pending, changed, half done. */
#ifndef AFLOAT_APP_APP_STATUS_H
#define AFLOAT_APP_APP_STATUS_H

#include "app/app.h"

struct app_status {
    struct app_common common;
    bool exit_code; /* 1 when something is pending or wrong */
};

bool MUST app_status(struct ctx *ctx, const struct app_status *req, struct app_outcome *out,
                     struct err *err);

extern const struct rectype *const app_status_records[]; /* NULL at the end */

#endif
