/* engines/postgres/pg_lib.c: see engines/postgres/pg_lib.h. */
#include "engines/postgres/pg_lib.h"

#include "engines/engine.h"

#ifdef AFLOAT_STATIC_POSTGRES

/* The static program has the library in it. */
bool pg_lib_load(struct pg_lib *out, struct err *err)
{
    (void)err;
#define PQ(name) out->name = name;
#include "engines/postgres/pg_lib.def"
#undef PQ
    return true;
}

#else

static const struct client_fn functions[] = {
#define PQ(name) { #name, offsetof(struct pg_lib, name) },
#include "engines/postgres/pg_lib.def"
#undef PQ
};

static const struct client_lib client = {
    .product = "PostgreSQL",
    .file = "libpq.so.5", /* the number in the name has stayed 5 since PostgreSQL 8 */
    .packages =
        "libpq5 (Debian, Ubuntu), libpq (Fedora, Red Hat, Alpine) or postgresql-libs (Arch)",
    .oldest = "14",
    .functions = functions,
    .n = COUNT_OF(functions),
};

bool pg_lib_load(struct pg_lib *out, struct err *err)
{
    return client_lib_load(&client, out, err);
}

#endif
