/* app/app_run.h: up, down, redo, goto and plan: run migrations, take them back, or only say so. */
#ifndef AFLOAT_APP_APP_RUN_H
#define AFLOAT_APP_APP_RUN_H

#include "app/app.h"

struct app_run {
    struct app_common common;
    str to;
    str only;      /* redo: this version */
    int64_t count; /* 0 = all (up), one (down) */
    bool allow_out_of_order;
    str down_from;  /* "file", "history" */
    bool down;      /* plan: of the way down */
    bool exit_code; /* plan: 1 when something is pending */
};

/* core/plan.h: plan_up and its like. */
typedef bool app_plan_fn(arena *a, const struct plan_in *in, struct plan *out, struct err *err);

/* Makes the plan, asks where downs need it, takes the lock, makes the plan again, runs it. */
bool MUST app_run_plan(struct ctx *ctx, const struct app_run *req, app_plan_fn *make,
                       struct app_outcome *out, struct err *err);

bool MUST app_up(struct ctx *ctx, const struct app_run *req, struct app_outcome *out,
                 struct err *err);
bool MUST app_down(struct ctx *ctx, const struct app_run *req, struct app_outcome *out,
                   struct err *err);
bool MUST app_plan(struct ctx *ctx, const struct app_run *req, struct app_outcome *out,
                   struct err *err);

extern const struct rectype *const app_run_records[]; /* NULL at the end */

#endif
