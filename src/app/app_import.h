/* app/app_import.h: import: the migrations of another tool's project become files of afloat's own format. */
#ifndef AFLOAT_APP_APP_IMPORT_H
#define AFLOAT_APP_APP_IMPORT_H

#include "app/app.h"

struct app_import {
    struct app_common common;
    str format;  /* of the files; required */
    str dir;     /* where they are; absent = where the configuration says */
    str to;      /* folder of the new files; absent = migrations */
    str dialect; /* of the SQL; absent = of the database, else the first one that reads the files */
};

bool MUST app_import(struct ctx *ctx, const struct app_import *req, struct app_outcome *out,
                     struct err *err);

extern const struct rectype *const app_import_records[]; /* NULL at the end */

#endif
