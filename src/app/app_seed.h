/* app/app_seed.h: seed: run the files of data. */
#ifndef AFLOAT_APP_APP_SEED_H
#define AFLOAT_APP_APP_SEED_H

#include "app/app.h"

struct app_seed {
    struct app_common common;
    struct str_list files; /* none = those of the folder */
};

bool MUST app_seed(struct ctx *ctx, const struct app_seed *req, struct app_outcome *out,
                   struct err *err);

extern const struct rectype *const app_seed_records[]; /* NULL at the end */
extern const struct rectype *const app_seed_dry_records[];

#endif
