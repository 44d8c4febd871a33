/* cli/help.h: help texts, made from the tables of commands and options. */
#ifndef AFLOAT_CLI_HELP_H
#define AFLOAT_CLI_HELP_H

#include "cli/cmd.h"

/* Of one command, or of all (NULL); with `json` as records. */
void help_show(struct ctx *ctx, const struct cmd *cmd, bool json);

/* What help_show sends with `json`. */
extern const struct rectype *const help_records[];

/* ERR_USAGE for a command that does not exist, with the nearest one. Always false. */
bool help_no_command(str name, struct err *err);

#endif
