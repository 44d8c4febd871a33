/* cli/opt.h: options as rows: one table gives parsing, help and the check of the table itself.
 *
 * Does      read long and short options, values joined or apart, flags anywhere, "--" and positionals
 * Does not  act on them
 * Shape     struct opt rows point at members of the request struct by offset
 * Errors    ERR_USAGE with the nearest option
 */
#ifndef AFLOAT_CLI_OPT_H
#define AFLOAT_CLI_OPT_H

#include "base/err.h"

enum opt_type {
    OPT_FLAG,  /* bool */
    OPT_TEXT,  /* str */
    OPT_COUNT, /* int64_t, 1 or more */
    OPT_LIST,  /* struct str_list: may be given again */
};

struct opt {
    const char *name; /* "--to", or "VERSION" for a positional argument */
    char short_name;  /* 'n', 0 = none */
    enum opt_type type;
    const char *metavar; /* of the value, NULL = none */
    size_t offset;       /* of the member in the request */
    const char *help;    /* one line, lower case, no period */
};

struct opt_table {
    const struct opt *opts;
    size_t n;
};

/* The word that was meant: one that begins like it, else the nearest; NULL = none is near. */
const char *opt_near(str word, const char *const *words, size_t n);

enum { OPT_TABLES = 2 }; /* the command's own, then the common ones */

/* `args`: what follows the command. A bare number is --count where the command has it. */
bool MUST opt_parse(arena *a, const struct opt_table tables[OPT_TABLES], int argc, char **argv,
                    void *request, struct err *err);

/* AFLOAT_<NAME> for the options of a table: AFLOAT_DRY_RUN=1, AFLOAT_COLOR=never. The command line comes after it.
 * What core/config.h reads from variables (url, env, dir, format-files) is left out. */
bool MUST opt_variables(arena *a, const struct opt_table *table, void *request, struct err *err);

#endif
