/* app/app_version.h: which afloat this is. */
#ifndef AFLOAT_APP_APP_VERSION_H
#define AFLOAT_APP_APP_VERSION_H

#include "app/app.h"

struct app_version {
    struct app_common common;
};

bool MUST app_version(struct ctx *ctx, const struct app_version *req, struct app_outcome *out,
                      struct err *err);

extern const struct rectype *const app_version_records[]; /* NULL at the end */

#endif
