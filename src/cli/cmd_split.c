/* cli/cmd_split.c: afloat split. */
#include "app/app_split.h"
#include "cli/cmd.h"

CMD_RUN(app_split, struct app_split)

#define AT(member) offsetof(struct app_split, member)

static const struct opt opts[] = {
    { "FILE", 0, OPT_TEXT, NULL, AT(file), "SQL file; standard input without it" },
    { "--dialect", 0, OPT_TEXT, "NAME", AT(dialect), "sqlite, postgres, mysql or mariadb" },
};

static const char *const examples[] = {
    "afloat split --dialect postgres schema.sql",
    NULL,
};

const struct cmd cmd_split = {
    .name = "split",
    .summary = "print the pieces of an SQL file as JSON lines",
    .usage = "--dialect NAME [FILE]",
    .about = "Cuts the text as the database's own client would: statements, comments, COPY\n"
             "data, DELIMITER lines, client commands. Reads standard input without FILE.\n",
    .group = "Look",
    OPTS(opts),
    .request_size = sizeof(struct app_split),
    .examples = examples,
    .records = { app_split_records },
    .run = run,
};
