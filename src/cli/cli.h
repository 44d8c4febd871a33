/* cli/cli.h: from the arguments of the process to an exit code. */
#ifndef AFLOAT_CLI_CLI_H
#define AFLOAT_CLI_CLI_H

#include "base/ctx.h"

/* `ctx` has memory and signals; its sink is filled here. Returns the exit code. */
int cli_run(struct ctx *ctx, int argc, char **argv);

#endif
