/* engines/mysql/my_lib.h: MariaDB Connector/C, loaded when it is first needed.
 *
 * Does      give its functions as a table; keep the environment from changing what it does
 * Does not  link the library: linked, it costs milliseconds at every start
 * Errors    ERR_ENGINE when the library or one of its functions is missing, ERR_ENVIRONMENT
 */
#ifndef AFLOAT_ENGINES_MYSQL_MY_LIB_H
#define AFLOAT_ENGINES_MYSQL_MY_LIB_H

#include "base/err.h"

#include <mysql.h>

struct my_lib {
#define MY_FN(name) __typeof__(name) *name;
#include "engines/mysql/my_lib.def"
#undef MY_FN
};

/* The same table at every call, from every thread; NULL with *err set on failure. `embedded`: the environment
 * is not ours to clean, so ERR_ENVIRONMENT where it holds what the library would follow. */
const struct my_lib *my_lib_get(bool embedded, struct err *err);

#endif
