/* engines/postgres/pg_lib.c: see engines/postgres/pg_lib.h. */
#include "engines/postgres/pg_lib.h"

#include <dlfcn.h>

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

#ifdef AFLOAT_STATIC
static const bool is_static = true; /* and no library was there to link */
#else
static const bool is_static = false;
#endif

struct symbol {
    const char *name;
    size_t offset; /* of its pointer in struct pg_lib */
};

static const struct symbol symbols[] = {
#define PQ(name) { #name, offsetof(struct pg_lib, name) },
#include "engines/postgres/pg_lib.def"
#undef PQ
};

/* The number in the name has stayed 5 since PostgreSQL 8. */
static const char library[] = "libpq.so.5";

static bool not_installed(struct err *err)
{
    err_set(err, ERR_ENGINE, "could not load the PostgreSQL client library %s", library);
    err_detail(err, "%s.", dlerror());
    return err_hint(err,
                    "Install it: \"apt install libpq5\" (Debian, Ubuntu), \"dnf install libpq\" "
                    "(Fedora, RHEL), \"apk add libpq\" (Alpine).");
}

static bool not_linked(struct err *err)
{
    err_set(err, ERR_ENGINE, "this static build of afloat has no PostgreSQL client in it");
    return err_hint(err,
                    "Use the ordinary build, with the package libpq5 (Debian, Ubuntu) or libpq.");
}

bool pg_lib_load(struct pg_lib *out, struct err *err)
{
    void *handle = is_static ? NULL : dlopen(library, RTLD_NOW | RTLD_LOCAL);
    struct pg_lib lib;

    if (is_static)
        return not_linked(err);
    if (!handle)
        return not_installed(err);
    for (size_t i = 0; i < COUNT_OF(symbols); i++) {
        void *p = dlsym(handle, symbols[i].name);

        if (!p) {
            err_set(err, ERR_ENGINE, "the PostgreSQL client library %s is too old", library);
            err_detail(err, "It has no function %s.", symbols[i].name);
            return err_hint(err, "Version 14 or newer is needed.");
        }
        memcpy((char *)&lib + symbols[i].offset, &p, sizeof(p));
    }
    *out = lib;
    return true;
}

#endif
