/* app/app_demo.h: demo: migrations that go up, fail in the middle, resume and come down again. */
#ifndef AFLOAT_APP_APP_DEMO_H
#define AFLOAT_APP_APP_DEMO_H

#include "app/app.h"

struct app_demo {
    struct app_common common;
    bool keep; /* leave the folder */
};

bool MUST app_demo(struct ctx *ctx, const struct app_demo *req, struct app_outcome *out,
                   struct err *err);

extern const struct rectype *const app_demo_records[]; /* NULL at the end */

#endif
