/* cli/cmd_wait.c: afloat wait. */
#include "app/app_wait.h"
#include "cli/cmd.h"

CMD_RUN(app_wait, struct app_wait)

#define AT(member) offsetof(struct app_wait, member)

static const struct opt opts[] = {
    { "--timeout", 't', OPT_TEXT, "TIME", AT(timeout), "give up after this long: 60s, 5min" },
    { "--applied", 0, OPT_FLAG, NULL, AT(applied), "until no migration of the folder is pending" },
};

static const char *const examples[] = {
    "afloat wait",
    "afloat wait --timeout 5min",
    "afloat wait --applied --timeout 10s",
    NULL,
};

const struct cmd cmd_wait = {
    .name = "wait",
    .summary = "wait until the server answers, or all is applied",
    .usage = "",
    .about = "Tries until the server answers, for 60 s or --timeout. A wrong password or a\n"
             "refused certificate ends it at once. With --applied, for the pods of an\n"
             "application: until every migration of the folder is applied by somebody else,\n"
             "and every repeatable file made as it is now; takes no lock and makes nothing.\n"
             "Exit code 3: no answer in time; 1: it answers, and something is still pending.\n",
    .group = "Database",
    OPTS(opts),
    .request_size = sizeof(struct app_wait),
    .examples = examples,
    .records = { app_wait_records },
    .run = run,
};
