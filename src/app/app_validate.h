/* app/app_validate.h: validate: are the files and the history as they should be? */
#ifndef AFLOAT_APP_APP_VALIDATE_H
#define AFLOAT_APP_APP_VALIDATE_H

#include "app/app.h"

struct app_validate {
    struct app_common common;
    bool offline; /* the files alone */
    str dialect;  /* of the files, where no database says it */
};

/* Changes nothing. The exit code is 1 when an error was found. */
bool MUST app_validate(struct ctx *ctx, const struct app_validate *req, struct app_outcome *out,
                       struct err *err);

extern const struct rectype *const app_validate_records[]; /* NULL at the end */

#endif
