/* app/app_repair.h: baseline and repair: what writes the history by a person's word. */
#ifndef AFLOAT_APP_APP_REPAIR_H
#define AFLOAT_APP_APP_REPAIR_H

#include "app/app.h"

struct app_baseline {
    struct app_common common;
    str version; /* files up to it count as applied; absent = none */
};

struct app_repair {
    struct app_common common;
    str version; /* "V" or "V:STEP"; absent = show what differs */
    str mark;    /* "applied", "not-applied"; absent = none */
    bool accept; /* the changed or missing file is fine as it is */
    str reason;
};

bool MUST app_baseline(struct ctx *ctx, const struct app_baseline *req, struct app_outcome *out,
                       struct err *err);
bool MUST app_repair(struct ctx *ctx, const struct app_repair *req, struct app_outcome *out,
                     struct err *err);

extern const struct rectype *const app_baseline_records[]; /* NULL at the end */

extern const struct rectype *const app_repair_records[]; /* NULL at the end */

#endif
