/* cli/cmd_baseline.c: afloat baseline. */
#include "app/app_repair.h"
#include "cli/cmd.h"

CMD_RUN(app_baseline, struct app_baseline)

#define AT(member) offsetof(struct app_baseline, member)

static const struct opt opts[] = {
    { "VERSION", 0, OPT_TEXT, NULL, AT(version), "last version that the objects stand for" },
};

static const char *const examples[] = {
    "afloat baseline 20260101000000",
    NULL,
};

const struct cmd cmd_baseline = {
    .name = "baseline",
    .summary = "record that the objects of a database were there before",
    .usage = "[VERSION]",
    .about = "For a database that had its tables before afloat. Marks the files up to\n"
             "VERSION as applied without running them; without a version none of them.\n",
    .group = "Change",
    OPTS(opts),
    .request_size = sizeof(struct app_baseline),
    .examples = examples,
    .records = { app_baseline_records },
    .run = run,
};
