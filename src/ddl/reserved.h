/* ddl/reserved.h: words that have to be quoted as names.
 *
 * Does      say whether a word is reserved in a dialect, and from which version on
 * Does not  quote (ddl/render.h), judge names (assess/)
 * See       ddl/reserved.def
 */
#ifndef AFLOAT_DDL_RESERVED_H
#define AFLOAT_DDL_RESERVED_H

#include "sql/dialect.h"

/* *out_since: the version that made it so, as its engine counts; 0 = all that afloat knows. May be NULL. */
bool word_is_reserved(const struct dialect *d, str word, int *out_since);

#endif
