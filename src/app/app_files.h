/* app/app_files.h: init and new: what makes files. */
#ifndef AFLOAT_APP_APP_FILES_H
#define AFLOAT_APP_APP_FILES_H

#include "app/app.h"

struct app_init {
    struct app_common common;
};

struct app_new {
    struct app_common common;
    str name;      /* words: "add email to users" */
    bool sequence; /* 0001 instead of a timestamp */
};

bool MUST app_init(struct ctx *ctx, const struct app_init *req, struct app_outcome *out,
                   struct err *err);
bool MUST app_new(struct ctx *ctx, const struct app_new *req, struct app_outcome *out,
                  struct err *err);

extern const struct rectype *const app_files_records[]; /* NULL at the end */

#endif
