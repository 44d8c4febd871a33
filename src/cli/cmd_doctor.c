/* cli/cmd_doctor.c: afloat doctor. */
#include "app/app_doctor.h"
#include "cli/cmd.h"

CMD_RUN(app_doctor, struct app_doctor)

static const char *const examples[] = {
    "afloat doctor",
    "afloat doctor --env prod --json",
    NULL,
};

const struct cmd cmd_doctor = {
    .name = "doctor",
    .summary = "look at all that a run depends on",
    .usage = "",
    .about = "Checks configuration, secrets, files, connection, server, rights, settings,\n"
             "free disk, history, lock and long transactions, with the remedy of each\n"
             "finding. Changes nothing. Exit code 1 when something would stop a run.\n",
    .group = "Look",
    .request_size = sizeof(struct app_doctor),
    .examples = examples,
    .records = { app_doctor_records },
    .run = run,
};
