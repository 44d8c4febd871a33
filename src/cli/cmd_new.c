/* cli/cmd_new.c: afloat new. */
#include "app/app_files.h"
#include "cli/cmd.h"

CMD_RUN(app_new, struct app_new)

#define AT(member) offsetof(struct app_new, member)

static const struct opt opts[] = {
    { "NAME", 0, OPT_TEXT, NULL, AT(name), "what the migration does: add_email_to_users" },
    { "--sequence", 0, OPT_FLAG, NULL, AT(sequence),
      "number the migrations instead of dating them" },
};

static const char *const examples[] = {
    "afloat new create_users",
    "afloat new add_email_to_users --sequence",
    NULL,
};

const struct cmd cmd_new = {
    .name = "new",
    .summary = "make the file of a new migration",
    .usage = "NAME",
    .about = "Writes migrations/<version>_<name>.sql with an up and a down section. The\n"
             "version is the time in UTC, or the next number with --sequence. Two calls\n"
             "never get one version. In a folder of another tool's format the files are\n"
             "made in that format.\n",
    .group = "Start",
    OPTS(opts),
    .request_size = sizeof(struct app_new),
    .examples = examples,
    .records = { app_files_records },
    .run = run,
};
