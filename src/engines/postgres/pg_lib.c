/* engines/postgres/pg_lib.c: see engines/postgres/pg_lib.h. */
#include "engines/postgres/pg_lib.h"

#include <dlfcn.h>

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

bool pg_lib_load(struct pg_lib *out, struct err *err)
{
    void *handle = dlopen(library, RTLD_NOW | RTLD_LOCAL);
    struct pg_lib lib;

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
