/* cli/cmd_drop.c: afloat drop. */
#include "app/app_database.h"
#include "cli/cmd.h"

CMD_RUN(app_drop, struct app_drop)

#define AT(member) offsetof(struct app_drop, member)

static const struct opt opts[] = {
    { "--yes-drop", 0, OPT_TEXT, "NAME", AT(yes_drop),
      "name of the database: drop it without asking" },
};

static const char *const examples[] = {
    "afloat drop -n",
    "afloat drop --yes-drop app.db",
    NULL,
};

const struct cmd cmd_drop = {
    .name = "drop",
    .summary = "remove the database that the URL names, with all in it",
    .usage = "",
    .about = "Asks for the name of the database on a terminal; elsewhere --yes-drop NAME says\n"
             "it. -y is not enough. Refuses while others are connected (-n names them), and\n"
             "for databases of the server itself. On SQLite the file goes, with its -wal,\n"
             "-shm, -journal and lock file. A database that is not there is fine.\n",
    .group = "Database",
    OPTS(opts),
    .request_size = sizeof(struct app_drop),
    .examples = examples,
    .records = { app_drop_records },
    .run = run,
};
