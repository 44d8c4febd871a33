/* engines/client_lib.h: the client library of a database, loaded when its engine is first used.
 *
 * Does      open the library and fill a table of pointers to its functions
 * Does not  unload it: it registers state of its own (TLS, plugins) that does not survive that
 * Shape     a driver names its functions in a .def file; engines/engine.h includes this header
 * Errors    ERR_ENGINE: not installed, too old, or not in the static program
 */
#ifndef AFLOAT_ENGINES_CLIENT_LIB_H
#define AFLOAT_ENGINES_CLIENT_LIB_H

#include "base/err.h"

struct client_fn {
    const char *name;
    size_t offset; /* of its pointer in the table */
};

struct client_lib {
    const char *product;  /* "PostgreSQL" */
    const char *file;     /* "libpq.so.5" */
    const char *packages; /* that hold it, the first with its systems */
    const char *oldest;   /* version that will do */
    const struct client_fn *functions;
    size_t n;
};

/* A failure leaves `table` of no use: it may be filled in part. */
bool MUST client_lib_load(const struct client_lib *lib, void *table, struct err *err);

#endif
