/* cli/cmd_up.c: afloat up. */
#include "app/app_plan.h"
#include "app/app_run.h"
#include "cli/cmd.h"

CMD_RUN(app_up, struct app_run)

#define AT(member) offsetof(struct app_run, member)

static const struct opt opts[] = {
    { "--to", 0, OPT_TEXT, "VERSION", AT(to), "last version to apply" },
    { "--count", 'c', OPT_COUNT, "N", AT(count), "at most this many migrations" },
    { "--allow-out-of-order", 0, OPT_FLAG, NULL, AT(allow_out_of_order),
      "also what is older than the newest applied one" },
    ROW_VAR,
};

static const char *const examples[] = {
    "afloat up",
    "afloat up 1",
    "afloat up -n",
    NULL,
};

const struct cmd cmd_up = {
    .name = "up",
    .summary = "apply the pending migrations",
    .usage = "[N]",
    .about = "Applies what is pending, oldest first. After a crash, a kill or a lost\n"
             "connection the same command finishes the work: nothing runs twice, nothing\n"
             "is left half done.\n",
    .group = "Change",
    OPTS(opts),
    .request_size = sizeof(struct app_run),
    .examples = examples,
    .records = { app_run_records },
    .dry_records = app_plan_records,
    .run = run,
};
