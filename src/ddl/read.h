/* ddl/read.h: SQL to changes.
 *
 * Does      read one statement of a dialect into struct statement (schema/change.h): every CREATE, ALTER, DROP
 *           and RENAME, the outline of data statements, sessions, transactions; look into DO blocks, routine
 *           bodies and PREPARE where they are static
 * Does not  resolve names, look at a schema, judge
 * Shape     pure function of dialect, version and text; each change has the byte range of its clause
 * Errors    none: what cannot be read becomes a CHANGE_OPAQUE with the reason and the range where reading
 *           stopped; the changes before it in the statement are kept
 * See       docs/ARCHITECTURE.md#the-algebra-of-changes
 */
#ifndef AFLOAT_DDL_READ_H
#define AFLOAT_DDL_READ_H

#include "schema/change.h"

struct ddl_opts {
    const struct dialect *dialect;
    unsigned modes; /* enum split_mode: ANSI_QUOTES … */
    int version; /* of the server as its engine counts (150018, 101119, 3040001); 0 = the newest known */
};

/* Texts live in `a` or are views of `text`. `text` is one statement without its terminator. */
void ddl_read(arena *a, const struct ddl_opts *opts, str text, struct statement *out);

/* A type or an expression alone, for tests and for texts from catalogs. */
struct sql_type *ddl_read_type(arena *a, const struct ddl_opts *opts, str text);
struct expr *ddl_read_expr(arena *a, const struct ddl_opts *opts, str text,
                           enum text_printer printer);

#endif
