/* cli/cmd_repair.c: afloat repair. */
#include "app/app_repair.h"
#include "cli/cmd.h"

CMD_RUN(app_repair, struct app_repair)

#define AT(member) offsetof(struct app_repair, member)

static const struct opt opts[] = {
    { "VERSION", 0, OPT_TEXT, NULL, AT(version), "version, or version:statement" },
    { "--mark", 0, OPT_TEXT, "STATE", AT(mark), "applied or not-applied" },
    { "--accept", 0, OPT_FLAG, NULL, AT(accept), "the changed or missing file is fine as it is" },
    { "--reason", 0, OPT_TEXT, "TEXT", AT(reason), "why; needed with --mark and --accept" },
};

static const char *const examples[] = {
    "afloat repair",
    "afloat repair 20260101000000 --mark applied --reason \"hotfix of 3 May\"",
    NULL,
};

const struct cmd cmd_repair = {
    .name = "repair",
    .summary = "answer what only a person can know",
    .usage = "[VERSION[:STEP]]",
    .about = "Without options: shows files that changed or are gone since they were\n"
             "applied, and statements that were cut off; on a terminal it asks whether\n"
             "each file is fine as it is.\n"
             "--mark says whether a version, or one statement of it, was applied: after a\n"
             "run that asked, or after a hotfix by hand. The reason is kept in the\n"
             "history.\n",
    .group = "Change",
    OPTS(opts),
    .request_size = sizeof(struct app_repair),
    .examples = examples,
    .records = { app_repair_records },
    .run = run,
};
