/* cli/cmd.h: a command as a row: options, help and examples come from it.
 *
 * To add a command: one file cli/cmd_<name>.c with a const struct cmd, one row in cli/commands.def.
 */
#ifndef AFLOAT_CLI_CMD_H
#define AFLOAT_CLI_CMD_H

#include "app/app.h"
#include "cli/opt.h"

enum { CMD_RECORDS = 4 };

struct cmd {
    const char *name;
    const char *summary; /* one line, lower case, no period */
    const char *usage;   /* what stands after "afloat name" before [options] */
    const char *about;   /* a paragraph or two for --help */
    const char *group;   /* heading in the list of commands */
    const struct opt *opts;
    size_t opt_count;
    size_t request_size;         /* of the request struct; its first member is struct app_common */
    const char *const *examples; /* lines, NULL-terminated; each is run by a test */
    bool loud;                   /* has nothing to leave out with --quiet */
    bool hidden;                 /* for scripts: not in the help */
    bool raw;                    /* its words are not read as options: struct cmd_raw */
    const struct rectype *const
        *records[CMD_RECORDS];                /* lists of what it may send, for docs/json.md */
    const struct rectype *const *dry_records; /* … with --dry-run, where that differs */
    bool (*run)(struct ctx *ctx, const void *request, struct app_outcome *out, struct err *err);
};

struct cmd_raw { /* request of a command that reads its words itself */
    struct app_common common;
    char **args;
    int n;
};

/* Casts away the request's type once, here. */
#define CMD_RUN(fn, type)                                                                          \
    static bool run(struct ctx *ctx, const void *request, struct app_outcome *out,                 \
                    struct err *err)                                                               \
    {                                                                                              \
        return fn(ctx, (const type *)request, out, err);                                           \
    }

/* Options that several commands have, as rows of their tables. */
#define ROW_VAR                                                                                    \
    {                                                                                              \
        "--var", 0, OPT_LIST, "NAME=VALUE", offsetof(struct app_common, config.vars),              \
            "value of a declared variable"                                                         \
    }
#define ROW_DOWN_FROM /* of a struct app_run */                                                    \
    {                                                                                              \
        "--down-from", 0, OPT_TEXT, "WHERE", offsetof(struct app_run, down_from),                  \
            "file or history, where the downs differ"                                              \
    }

#define OPTS(table) .opts = (table), .opt_count = COUNT_OF(table)

extern const struct cmd *const commands[]; /* NULL-terminated */
extern const struct opt common_opts[];
extern const size_t common_opt_count;

const struct cmd *cmd_find(str name); /* also by alias; NULL = no such */

/* Every word that cmd_find knows and a user may type; returns how many. */
size_t cmd_words(const char **out, size_t max);

#define CMD(ident) extern const struct cmd cmd_##ident;
#include "cli/commands.def"
#undef CMD

#endif
