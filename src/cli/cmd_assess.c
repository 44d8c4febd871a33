/* cli/cmd_assess.c: afloat assess. */
#include "app/app_assess.h"
#include "cli/cmd.h"

CMD_RUN(app_assess, struct app_assess)

#define AT(member) offsetof(struct app_assess, member)

static const struct opt opts[] = {
    { "FILE", 0, OPT_LIST, NULL, AT(files), "files, folders, or - for standard input" },
    { "--engine", 0, OPT_TEXT, "NAME", AT(engine), "sqlite, postgres, mysql or mariadb" },
    { "--engine-version", 0, OPT_TEXT, "VERSION", AT(engine_version),
      "15, 10.11; the newest without it" },
    { "--schema", 0, OPT_TEXT, "PATH", AT(schema), "file or folder of what is there before" },
    { "--since", 0, OPT_TEXT, "REF", AT(since),
      "files that are new since the merge base with REF" },
    { "--from", 0, OPT_TEXT, "VERSION", AT(from), "files from this version on, as one set" },
    { "--stdin-filename", 0, OPT_TEXT, "PATH", AT(stdin_name),
      "name of standard input in messages" },
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
    .request_size = sizeof(struct app_assess),
    .examples = examples,
    .records = { app_assess_records },
    .run = run,
};
