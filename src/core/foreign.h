/* core/foreign.h: the history that another migration tool keeps in the database.
 *
 * Does      tell whose table it is by its columns, read the versions that count as applied, fit them to files
 * Does not  change those tables; run the other tool
 * Errors    those of the engine when the session is lost; a table that cannot be read is named all the same
 * See       docs/FORMATS.md#taking-over-a-database
 */
#ifndef AFLOAT_CORE_FOREIGN_H
#define AFLOAT_CORE_FOREIGN_H

#include "core/project.h"
#include "engines/engine.h"

struct foreign {
    const char *tool; /* as a person knows it; NULL = no such table */
    str table;        /* as the engine names it */
    bool read;        /* the versions below are known */
    str upto;         /* all up to this version are applied; absent = none */
    struct str_list applied;
    str failed; /* a version that the tool calls failed or dirty; absent = none */
};

struct foreign_fit {
    size_t ready;  /* of the project's migrations, from the first on, that are applied */
    str newest;    /* version of the last of them; absent = none */
    str beyond;    /* one that is applied although one before it is not; absent = none */
    str not_there; /* that one before it */
    str fileless;  /* an applied version that no file has; absent = none */
};

/* `tables`: names as user_tables gives them; `conf`: of the project, names the table where it is not the usual one. */
bool MUST foreign_find(arena *a, struct conn *c, const struct str_list *tables,
                       const struct tool_conf *conf, struct foreign *out, struct err *err);

void foreign_fit(const struct foreign *f, const struct project *p, struct foreign_fit *out);

#endif
