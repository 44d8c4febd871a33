/* base/explain.h: the long answer to an error code or an exit code: base/explain.def, base/exits.def. */
#ifndef AFLOAT_BASE_EXPLAIN_H
#define AFLOAT_BASE_EXPLAIN_H

#include "base/err.h"

struct explanation {
    enum err_code code;
    const char *why;     /* why it happens */
    const char *todo;    /* what to do */
    const char *example; /* a command, or a line of a file */
};

const struct explanation *explain_get(enum err_code code); /* NULL = there is none */

struct exit_row {
    int code;
    const char *meaning, *todo;
};

extern const struct exit_row exit_rows[];
extern const size_t exit_row_count;

const struct exit_row *explain_exit(int64_t code); /* NULL = there is no such exit code */

#endif
