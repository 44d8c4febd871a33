/* engines/postgres/pg_lib.h: libpq as a table of function pointers.
 *
 * Does      load the client library when a PostgreSQL connection is first opened: linked, it would cost
 *           its start-up time in every command
 * Does not  unload it (OpenSSL inside registers clean-up of its own)
 * Shape     c->lib.PQflush(c->pq); the names and types are those of libpq-fe.h
 * Errors    ERR_ENGINE: not installed, or older than libpq 14
 */
#ifndef AFLOAT_ENGINES_POSTGRES_PG_LIB_H
#define AFLOAT_ENGINES_POSTGRES_PG_LIB_H

#include "base/err.h"

#include <libpq-fe.h>

struct pg_lib {
#define PQ(name) __typeof__(&name) name;
#include "engines/postgres/pg_lib.def"
#undef PQ
};

bool MUST pg_lib_load(struct pg_lib *out, struct err *err);

#endif
