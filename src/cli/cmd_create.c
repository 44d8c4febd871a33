/* cli/cmd_create.c: afloat create. */
#include "app/app_database.h"
#include "cli/cmd.h"

CMD_RUN(app_create, struct app_create)

#define AT(member) offsetof(struct app_create, member)

static const struct opt opts[] = {
    { "NAME", 0, OPT_TEXT, NULL, AT(name), "not taken: a migration is made by new" },
    { "--encoding", 0, OPT_TEXT, "NAME", AT(encoding), "encoding or character set; not on SQLite" },
    { "--owner", 0, OPT_TEXT, "ROLE", AT(owner), "owner of the database; PostgreSQL only" },
};

static const char *const examples[] = {
    "afloat create",
    "afloat create -n",
    NULL,
};

const struct cmd cmd_create = {
    .name = "create",
    .summary = "make the database that the URL names",
    .usage = "",
    .about = "Makes an empty database: on PostgreSQL from the database \"postgres\" or\n"
             "template1, on MariaDB and MySQL without a database, on SQLite the file and its\n"
             "folder. A database that is there already is fine and stays as it is.\n",
    .group = "Database",
    OPTS(opts),
    .request_size = sizeof(struct app_create),
    .examples = examples,
    .records = { app_create_records },
    .run = run,
};
