/* cli/cmd_seed.c: afloat seed. */
#include "app/app_seed.h"
#include "cli/cmd.h"

CMD_RUN(app_seed, struct app_seed)

#define AT(member) offsetof(struct app_seed, member)

static const struct opt opts[] = {
    { "FILE", 0, OPT_LIST, NULL, AT(files), "these files instead of those of the folder" },
    ROW_VAR,
};

static const char *const examples[] = {
    "afloat seed",
    "afloat seed -n",
    "afloat seed seeds/users.sql",
    NULL,
};

const struct cmd cmd_seed = {
    .name = "seed",
    .summary = "run the files of data in seeds/",
    .usage = "[FILE...]",
    .about = "Runs seeds/*.sql by name, then seeds/ENV/*.sql of the environment, each in one\n"
             "transaction where the database has it. They are not migrations: nothing is\n"
             "recorded, and a second call runs them again. Write them so that this does no\n"
             "harm: INSERT ... ON CONFLICT DO NOTHING, INSERT IGNORE, DELETE before INSERT.\n"
             "In a protected environment its name has to be given.\n",
    .group = "Database",
    OPTS(opts),
    .request_size = sizeof(struct app_seed),
    .examples = examples,
    .records = { app_seed_records },
    .dry_records = app_seed_dry_records,
    .run = run,
};
