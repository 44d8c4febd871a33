/* engines/client_lib.c: see engines/client_lib.h. */
#include "engines/client_lib.h"

#include <dlfcn.h>

#ifdef AFLOAT_STATIC
static const bool is_static = true; /* and no library was there to link: else nothing is loaded */
#else
static const bool is_static = false;
#endif

static bool not_linked(const struct client_lib *lib, struct err *err)
{
    err_set(err, ERR_ENGINE, "this static build of afloat has no %s client in it", lib->product);
    return err_hint(err, "Use the ordinary build, with the package %s.", lib->packages);
}

static bool not_installed(const struct client_lib *lib, struct err *err)
{
    err_set(err, ERR_ENGINE, "could not load the %s client library %s: %s", lib->product, lib->file,
            dlerror());
    return err_hint(err, "Install the package %s.", lib->packages);
}

static bool too_old(const struct client_lib *lib, const char *function, struct err *err)
{
    err_set(err, ERR_ENGINE, "the %s client library %s is too old", lib->product, lib->file);
    err_detail(err, "It has no function %s.", function);
    return err_hint(err, "Version %s or newer is needed.", lib->oldest);
}

bool client_lib_load(const struct client_lib *lib, void *table, struct err *err)
{
    void *handle;

    if (is_static)
        return not_linked(lib, err);
    handle = dlopen(lib->file, RTLD_LAZY | RTLD_LOCAL);
    if (!handle)
        return not_installed(lib, err);
    for (size_t i = 0; i < lib->n; i++) {
        void *p = dlsym(handle, lib->functions[i].name);

        if (!p) {
            dlclose(handle);
            return too_old(lib, lib->functions[i].name, err);
        }
        memcpy((char *)table + lib->functions[i].offset, &p, sizeof(p));
    }
    return true;
}
