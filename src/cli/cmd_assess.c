/* cli/cmd_assess.c: afloat assess. */
#include "app/app_assess.h"
#include "cli/judge_rows.h"

CMD_RUN(app_assess, struct judge_opts)

static const struct opt opts[] = {
    ROWS_JUDGE,
    ROW_STDIN_NAME,
    ROW_VAR,
};

static const char *const examples[] = {
    "afloat assess",
    "afloat assess --engine postgres --engine-version 15 --json migrations",
    "afloat assess --engine mysql schema.sql",
    NULL,
};

const struct cmd cmd_assess = {
    .name = "assess",
    .summary = "what each statement does: locks, work, class, strategy, risk",
    .usage = "[FILE...]",
    .about = "Says for each statement what it locks and what waits for it, whether a table is\n"
             "read whole or written again, whether code that is running goes on to work, how\n"
             "far there is a way back, in which steps it is deployed, how risky that is and\n"
             "why. Needs no database: the tables come from the files before, or --schema.\n",
    .group = "Look",
    OPTS(opts),
    .request_size = sizeof(struct judge_opts),
    .examples = examples,
    .records = { app_assess_records },
    .run = run,
};
