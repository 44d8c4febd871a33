/* app/app_wait.h: wait: until the server answers, or until nothing is pending. */
#ifndef AFLOAT_APP_APP_WAIT_H
#define AFLOAT_APP_APP_WAIT_H

#include "app/app.h"

struct app_wait {
    struct app_common common;
    str timeout;  /* "60s"; absent = 60 s */
    bool applied; /* until every migration of the folder is applied */
};

/* ERR_CONNECT when the server does not answer in time, ERR_NOT_YET when migrations are still pending then.
 * Reads only: no lock, no table made. */
bool MUST app_wait(struct ctx *ctx, const struct app_wait *req, struct app_outcome *out,
                   struct err *err);

extern const struct rectype *const app_wait_records[]; /* NULL at the end */

#endif
