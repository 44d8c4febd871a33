/* cli/cmd_version.c: afloat version. */
#include "app/app_version.h"
#include "cli/cmd.h"

CMD_RUN(app_version, struct app_version)

static const char *const examples[] = {
    "afloat version",
    NULL,
};

const struct cmd cmd_version = {
    .name = "version",
    .summary = "print the version",
    .usage = "",
    .about = "Prints the version of afloat.\n",
    .group = "Help",
    .request_size = sizeof(struct app_version),
    .examples = examples,
    .records = { app_version_records },
    .loud = true,
    .run = run,
};
