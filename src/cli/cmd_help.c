/* cli/cmd_help.c: afloat help. */
#include "cli/cmd.h"
#include "cli/help.h"

struct help_request {
    struct app_common common;
    str command;
};

static bool run(struct ctx *ctx, const void *request, struct app_outcome *out, struct err *err)
{
    const struct help_request *req = request;
    const struct cmd *cmd = req->command.n ? cmd_find(req->command) : NULL;

    (void)out;
    if (req->command.n && !cmd)
        return help_no_command(req->command, err);
    help_show(ctx, cmd, req->common.json);
    return true;
}

static const struct opt opts[] = {
    { "COMMAND", 0, OPT_TEXT, NULL, offsetof(struct help_request, command), "what to explain" },
};

static const char *const examples[] = {
    "afloat help",
    "afloat help up",
    NULL,
};

const struct cmd cmd_help = {
    .name = "help",
    .summary = "explain a command",
    .usage = "[COMMAND]",
    .about = "Without a command: lists all of them.\n",
    .group = "Help",
    OPTS(opts),
    .request_size = sizeof(struct help_request),
    .examples = examples,
    .records = { help_records },
    .run = run,
};
