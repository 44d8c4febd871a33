/* cli/cmd_init.c: afloat init. */
#include "app/app_files.h"
#include "cli/cmd.h"

CMD_RUN(app_init, struct app_init)

#define AT(member) offsetof(struct app_init, member)

static const char *const examples[] = {
    "afloat init",
    "afloat init --url postgres://app@localhost/app",
    NULL,
};

const struct cmd cmd_init = {
    .name = "init",
    .summary = "make the folder of migrations and a configuration",
    .usage = "",
    .about = "Makes ./migrations and afloat.toml with a development environment on SQLite.\n"
             "--url, --dir and --format-files are written into the configuration; a URL with a\n"
             "password is not. What is there already stays as it is.\n",
    .group = "Start",

    .request_size = sizeof(struct app_init),
    .examples = examples,
    .records = { app_files_records },
    .run = run,
};
