/* cli/cmd_goto.c: afloat goto. */
#include "app/app_goto.h"
#include "app/app_plan.h"
#include "cli/cmd.h"

CMD_RUN(app_goto, struct app_run)

#define AT(member) offsetof(struct app_run, member)

static const struct opt opts[] = {
    { "VERSION", 0, OPT_TEXT, NULL, AT(to), "last version that is to be applied; 0 = none" },
    { "--allow-out-of-order", 0, OPT_FLAG, NULL, AT(allow_out_of_order),
      "also what is older than the newest that stays" },
    ROW_DOWN_FROM,
    ROW_VAR,
};

static const char *const examples[] = {
    "afloat goto 20260102000000",
    "afloat goto 20260102000000 -n",
    "afloat goto 0",
    NULL,
};

const struct cmd cmd_goto = {
    .name = "goto",
    .summary = "go up or down to a version",
    .usage = "VERSION",
    .about = "Takes back what is newer than VERSION, then applies what is pending up to\n"
             "it: afterwards exactly the versions up to it are applied. Says which way it\n"
             "goes; -n shows the statements. Asks in a protected environment before it\n"
             "takes something back. Repeatable files become what up or down would make them.\n",
    .group = "Change",
    OPTS(opts),
    .request_size = sizeof(struct app_run),
    .examples = examples,
    .records = { app_run_records },
    .dry_records = app_plan_records,
    .run = run,
};
