/* app/app_doctor_int.h: the parts of the doctor among themselves.
 *
 * app_doctor.c          configuration, connection, files, history; the order
 * app_doctor_server.c   what only the engine knows; clocks; the file system of SQLite
 */
#ifndef AFLOAT_APP_APP_DOCTOR_INT_H
#define AFLOAT_APP_APP_DOCTOR_INT_H

#include "app/app_doctor.h"

enum finding { FINDING_OK, FINDING_WARN, FINDING_FAIL, FINDING_UNKNOWN, FINDING__COUNT };

struct doctor {
    struct ctx *ctx;
    const struct app_doctor *req;
    struct app_session s;
    int64_t count[FINDING__COUNT];
};

/* One row. `remedy` may be absent. */
void doctor_tell(struct doctor *d, const char *check, enum finding state, str finding, str remedy);
/* The error as a row; clears it. */
void doctor_tell_err(struct doctor *d, const char *check, enum finding state, struct err *err);

/* app_doctor_server.c; a lost connection ends it: false with the error. */
bool MUST doctor_server(struct doctor *d, struct err *err);

#endif
