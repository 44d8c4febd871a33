/* cli/cmd_demo.c: afloat demo. */
#include "app/app_demo.h"
#include "app/app_run.h"
#include "app/app_status.h"
#include "cli/cmd.h"

CMD_RUN(app_demo, struct app_demo)

#define AT(member) offsetof(struct app_demo, member)

static const struct opt opts[] = {
    { "--keep", 0, OPT_FLAG, NULL, AT(keep), "leave the folder in place" },
};

static const char *const examples[] = {
    "afloat demo",
    NULL,
};

const struct cmd cmd_demo = {
    .name = "demo",
    .summary = "watch migrations go up, fail, resume and come down",
    .usage = "",
    .about = "Works on a new SQLite file in a temporary folder, with files of its own, and\n"
             "says what it does.\n",
    .group = "Start",
    OPTS(opts),
    .request_size = sizeof(struct app_demo),
    .examples = examples,
    .records = { app_demo_records, app_run_records, app_status_records },
    .run = run,
};
