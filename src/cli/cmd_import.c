/* cli/cmd_import.c: afloat import. */
#include "app/app_import.h"
#include "cli/cmd.h"

CMD_RUN(app_import, struct app_import)

#define AT(member) offsetof(struct app_import, member)

static const struct opt opts[] = {
    { "FORMAT", 0, OPT_TEXT, NULL, AT(format),
      "dbmate, goose, golang-migrate, flyway, sqlx and others" },
    { "DIR", 0, OPT_TEXT, NULL, AT(dir), "folder of its migrations" },
    { "--to", 0, OPT_TEXT, "DIR", AT(to), "folder of the new files: migrations" },
    { "--dialect", 0, OPT_TEXT, "NAME", AT(dialect), "sqlite, postgres, mysql or mariadb" },
};

static const char *const examples[] = {
    "afloat import dbmate db/migrations",
    "afloat import flyway sql --dry-run",
    "afloat import goose db --url sqlite:app.db",
    NULL,
};

const struct cmd cmd_import = {
    .name = "import",
    .summary = "turn another tool's migrations into afloat's own format",
    .usage = "FORMAT [DIR] [--to DIR]",
    .about = "Writes each migration of another tool anew, with afloat's markers. Statements,\n"
             "comments and versions stay as they are where they fit; what is different is\n"
             "said for each file. Nothing that is there is written over. The report ends with\n"
             "the command that takes over a database of that tool: where one is named, its\n"
             "history is read for it. afloat also runs such projects as they are.\n"
             "Repeatable files and callbacks of Flyway come along: the lines that run the\n"
             "callbacks as hooks are printed, and what has no equivalent is named.\n",
    .group = "Start",
    OPTS(opts),
    .request_size = sizeof(struct app_import),
    .records = { app_import_records },
    .examples = examples,
    .run = run,
};
