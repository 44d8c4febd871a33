/* app/app_assess.h: assess: what does each statement do, which locks, what breaks, how risky is it? */
#ifndef AFLOAT_APP_APP_ASSESS_H
#define AFLOAT_APP_APP_ASSESS_H

#include "app/app.h"

struct app_assess {
    struct app_common common;
    struct str_list files; /* files, folders, "-"; none = the project's folder */
    str engine, engine_version;
    str schema; /* file or folder of CREATE statements */
    str since, from;
    str stdin_name;
};

bool MUST app_assess(struct ctx *ctx, const struct app_assess *req, struct app_outcome *out,
                     struct err *err);

extern const struct rectype *const app_assess_records[]; /* NULL at the end */

#endif
