/* cli/cmd_plan.c: afloat plan. */
#include "app/app_plan.h"
#include "app/app_run.h"
#include "cli/cmd.h"

CMD_RUN(app_plan, struct app_run)

#define AT(member) offsetof(struct app_run, member)

static const struct opt opts[] = {
    { "--to", 0, OPT_TEXT, "VERSION", AT(to), "last version to apply" },
    { "--count", 'c', OPT_COUNT, "N", AT(count), "at most this many migrations" },
    { "--down", 0, OPT_FLAG, NULL, AT(down), "plan the way down instead" },
    { "--allow-out-of-order", 0, OPT_FLAG, NULL, AT(allow_out_of_order),
      "also what is older than the newest applied one" },
    ROW_DOWN_FROM,
    { "--exit-code", 0, OPT_FLAG, NULL, AT(exit_code), "exit with 1 when something is pending" },
    ROW_VAR,
};

static const char *const examples[] = {
    "afloat plan",
    "afloat plan --down --count 1",
    NULL,
};

const struct cmd cmd_plan = {
    .name = "plan",
    .summary = "show what up would run, statement by statement",
    .usage = "[N]",
    .about = "Prints each statement, the transaction it belongs to, and whether the\n"
             "migration happens wholly or not at all. Changes nothing.\n",
    .group = "Look",
    OPTS(opts),
    .request_size = sizeof(struct app_run),
    .examples = examples,
    .records = { app_plan_records },
    .run = run,
};
