/* app/app_run.h: up, down and plan: run pending migrations, take applied ones back, or only say so. */
#ifndef AFLOAT_APP_APP_RUN_H
#define AFLOAT_APP_APP_RUN_H

#include "app/app.h"

struct app_run {
    struct app_common common;
    str to;
    int64_t count; /* 0 = all (up), one (down) */
    bool allow_out_of_order;
    str down_from;  /* "file", "history" */
    bool down;      /* plan: of the way down */
    bool exit_code; /* plan: 1 when something is pending */
};

bool MUST app_up(struct ctx *ctx, const struct app_run *req, struct app_outcome *out,
                 struct err *err);
bool MUST app_down(struct ctx *ctx, const struct app_run *req, struct app_outcome *out,
                   struct err *err);
bool MUST app_plan(struct ctx *ctx, const struct app_run *req, struct app_outcome *out,
                   struct err *err);

extern const struct rectype *const app_run_records[]; /* NULL at the end */

#endif
