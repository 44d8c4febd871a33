/* app/app_grants.h: the least rights that a login needs, as SQL to be run by an administrator. */
#ifndef AFLOAT_APP_APP_GRANTS_H
#define AFLOAT_APP_APP_GRANTS_H

#include "app/app.h"

struct app_grants {
    struct app_common common;
    str role;   /* that migrates; absent = the login of the URL */
    str reader; /* that only asks for the status; absent = "<role>_reader" */
};

bool MUST app_grants(struct ctx *ctx, const struct app_grants *req, struct app_outcome *out,
                     struct err *err);

extern const struct rectype *const app_grants_records[]; /* NULL at the end */

#endif
