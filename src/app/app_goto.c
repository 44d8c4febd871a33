/* app/app_goto.c: see app/app_goto.h. */
#include "app/app_goto.h"

bool app_goto(struct ctx *ctx, const struct app_run *req, struct app_outcome *out, struct err *err)
{
    if (req->to.n)
        return app_run_plan(ctx, req, plan_goto, out, err);
    err_set(err, ERR_USAGE, "goto needs a version");
    return err_hint(err, "Call it as: afloat goto VERSION; 0 takes everything back.");
}
