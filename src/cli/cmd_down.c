/* cli/cmd_down.c: afloat down. */
#include "app/app_plan.h"
#include "app/app_run.h"
#include "cli/cmd.h"

CMD_RUN(app_down, struct app_run)

#define AT(member) offsetof(struct app_run, member)

static const struct opt opts[] = {
    { "--to", 0, OPT_TEXT, "VERSION", AT(to), "last version to stay; 0 = none stays" },
    { "--count", 'c', OPT_COUNT, "N", AT(count), "this many migrations" },
    ROW_DOWN_FROM,
    ROW_VAR,
};

static const char *const examples[] = {
    "afloat down",
    "afloat down 2",
    "afloat down --to 0",
    NULL,
};

const struct cmd cmd_down = {
    .name = "down",
    .summary = "take applied migrations back",
    .usage = "[N]",
    .about = "Runs the downs that were stored when the migrations were applied, newest\n"
             "first: one, or N, or all that are newer than --to VERSION; --to 0 takes\n"
             "everything back. Works without the files. Asks in a protected environment.\n",
    .group = "Change",
    OPTS(opts),
    .request_size = sizeof(struct app_run),
    .examples = examples,
    .records = { app_run_records },
    .dry_records = app_plan_records,
    .run = run,
};
