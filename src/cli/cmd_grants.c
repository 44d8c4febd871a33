/* cli/cmd_grants.c: afloat grants. */
#include "app/app_grants.h"
#include "cli/cmd.h"

CMD_RUN(app_grants, struct app_grants)

#define AT(member) offsetof(struct app_grants, member)

static const struct opt opts[] = {
    { "--role", 0, OPT_TEXT, "NAME", AT(role), "login that migrates; that of the URL without it" },
    { "--reader", 0, OPT_TEXT, "NAME", AT(reader), "login that only asks for the status" },
};

static const char *const examples[] = {
    "afloat grants",
    "afloat grants --role deployer --reader dashboard",
    NULL,
};

const struct cmd cmd_grants = {
    .name = "grants",
    .summary = "print the least rights that a login needs, as SQL",
    .usage = "",
    .about = "Prints the statements that give a login what up and down need, and another\n"
             "one what status needs: a script for an administrator. Names of database,\n"
             "schema and role come from the configuration. Connects to nothing.\n",
    .group = "Look",
    OPTS(opts),
    .request_size = sizeof(struct app_grants),
    .records = { app_grants_records },
    .examples = examples,
    .run = run,
};
