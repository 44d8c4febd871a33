/* core/envsub.h: variables of the environment in a statement, as the shell writes them (goose ENVSUB ON).
 *
 * Does      $NAME, ${NAME}, ${NAME:-other}, ${NAME-other}, ${NAME:?why}, ${NAME?why}, ${NAME:3}, ${NAME:3:2}, $$, \\$
 * Does not  look whether a value moves the end of a text: whoever sets the environment writes the statement
 * Errors    AF2126; the offset of the reference is in err->statement_offset
 */
#ifndef AFLOAT_CORE_ENVSUB_H
#define AFLOAT_CORE_ENVSUB_H

#include "core/vars.h"

/* As vars_apply. A value of a variable whose name speaks of a secret is shown as ***. */
bool MUST envsub_apply(arena *a, const struct var_use *use, str raw, struct var_text *out,
                       struct err *err);

#endif
