/* app/app_redo.c: see app/app_redo.h. */
#include "app/app_redo.h"

bool app_redo(struct ctx *ctx, const struct app_run *req, struct app_outcome *out, struct err *err)
{
    return app_run_plan(ctx, req, plan_redo, out, err);
}
