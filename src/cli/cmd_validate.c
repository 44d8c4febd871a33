/* cli/cmd_validate.c: afloat validate. */
#include "app/app_validate.h"
#include "cli/cmd.h"

CMD_RUN(app_validate, struct app_validate)

#define AT(member) offsetof(struct app_validate, member)

static const struct opt opts[] = {
    { "--offline", 0, OPT_FLAG, NULL, AT(offline), "the files alone, without the database" },
    { "--dialect", 0, OPT_TEXT, "NAME", AT(dialect),
      "sqlite, postgres, mysql or mariadb, without a URL" },
    ROW_VAR,
};

static const char *const examples[] = {
    "afloat validate",
    "afloat validate --offline",
    "afloat validate --json",
    NULL,
};

const struct cmd cmd_validate = {
    .name = "validate",
    .summary = "check the files and the history, and change nothing",
    .usage = "",
    .about = "Reads every file, and says all that is wrong with them and with the history:\n"
             "what cannot be read, two files of one version, files changed or gone since they\n"
             "were applied, pending ones that are too old, rows of the history that somebody\n"
             "changed; migrations without a way back as warnings. Exit code 1 when there is\n"
             "an error. Without a database, or with --offline, the files alone.\n",
    .group = "Look",
    OPTS(opts),
    .request_size = sizeof(struct app_validate),
    .examples = examples,
    .records = { app_validate_records },
    .run = run,
};
