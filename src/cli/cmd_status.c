/* cli/cmd_status.c: afloat status. */
#include "app/app_status.h"
#include "cli/cmd.h"

CMD_RUN(app_status, struct app_status)

#define AT(member) offsetof(struct app_status, member)

static const struct opt opts[] = {
    { "--exit-code", 0, OPT_FLAG, NULL, AT(exit_code),
      "exit with 1 when something is pending or wrong" },
    ROW_VAR,
};

static const char *const examples[] = {
    "afloat status",
    "afloat status --json",
    "afloat status --exit-code",
    NULL,
};

const struct cmd cmd_status = {
    .name = "status",
    .summary = "show which migrations are applied, pending or changed",
    .usage = "",
    .about = "Compares the files with the history in the database. Reads only.\n",
    .group = "Look",
    OPTS(opts),
    .request_size = sizeof(struct app_status),
    .examples = examples,
    .records = { app_status_records },
    .run = run,
};
