/* app/app_failure.h: the five parts of a failure, for whoever shows them (cli/, lib/). */
#ifndef AFLOAT_APP_APP_FAILURE_H
#define AFLOAT_APP_APP_FAILURE_H

#include "app/app.h"
#include "report/report.h"

/* Exit code, what was committed, the command that continues. `command` is the one that failed, as a person
 * would type it. Views err and the texts of out. */
struct report_failure app_failure(const struct err *err, const struct app_outcome *out,
                                  str command);

#endif
