/* app/app_split.h: split: the pieces of an SQL text as a client would send them. */
#ifndef AFLOAT_APP_APP_SPLIT_H
#define AFLOAT_APP_APP_SPLIT_H

#include "app/app.h"

struct app_split {
    struct app_common common;
    str dialect; /* name; required */
    str file;    /* absent = standard input */
};

bool MUST app_split(struct ctx *ctx, const struct app_split *req, struct app_outcome *out,
                    struct err *err);

extern const struct rectype *const app_split_records[]; /* NULL at the end */

#endif
