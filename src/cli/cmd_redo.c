/* cli/cmd_redo.c: afloat redo. */
#include "app/app_plan.h"
#include "app/app_redo.h"
#include "cli/cmd.h"

CMD_RUN(app_redo, struct app_run)

#define AT(member) offsetof(struct app_run, member)

static const struct opt opts[] = {
    { "VERSION", 0, OPT_TEXT, NULL, AT(only), "this migration instead of the newest" },
    ROW_DOWN_FROM,
    ROW_VAR,
};

static const char *const examples[] = {
    "afloat redo",
    "afloat redo -n",
    NULL,
};

const struct cmd cmd_redo = {
    .name = "redo",
    .summary = "take one migration back and apply it again",
    .usage = "[VERSION]",
    .about = "Runs the down and then the up of the newest applied migration, or of\n"
             "VERSION, in one run: for a migration that is being written. The up is the\n"
             "one that the file holds now. A run that was cut off between the two is\n"
             "finished by redo or up. Refuses a migration without a down. Repeatable files\n"
             "that cannot stand between the two are made again with the up.\n",
    .group = "Change",
    OPTS(opts),
    .request_size = sizeof(struct app_run),
    .examples = examples,
    .records = { app_run_records },
    .dry_records = app_plan_records,
    .run = run,
};
