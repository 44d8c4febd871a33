/* app/app_lint.h: lint: what may go wrong with these migrations, and what to do instead. */
#ifndef AFLOAT_APP_APP_LINT_H
#define AFLOAT_APP_APP_LINT_H

#include "app/app_judge.h"

struct app_lint {
    struct judge_opts judge;
    str fail_on;  /* "error", "warning", "info", "never"; absent = the configuration's */
    str baseline; /* file of findings that are known */
    bool write_baseline;
    bool fix;
    bool allowed; /* tell accepted findings, too */
    bool rules;   /* list the rules */
};

/* Changes nothing but files, with fix and write_baseline. The exit code is 1 when a finding is as severe as fail_on. */
bool MUST app_lint(struct ctx *ctx, const struct app_lint *req, struct app_outcome *out,
                   struct err *err);

extern const struct rectype *const app_lint_records[]; /* NULL at the end */

#endif
