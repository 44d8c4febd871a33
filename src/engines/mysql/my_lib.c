/* engines/mysql/my_lib.c: see engines/mysql/my_lib.h.
 *
 * The library stays loaded until the process ends: it registers state of its own (TLS, plugins) that does
 * not survive being unloaded. So the table is the one static of this folder.
 */
#include "engines/mysql/my_lib.h"

#include <dlfcn.h>

static const char library[] = "libmariadb.so.3";

/* Read by the library: a shared object to load into us, a password, where to connect. A migration must
 * not depend on them, and the first two are a way in (they load code). */
static const char *const environment[] = {
    "LIBMYSQL_PLUGINS",
    "MARIADB_PLUGIN_DIR",
    "MYSQL_PLUGIN_DIR",
    "MYSQL_PWD",
    "MYSQL_TCP_PORT",
    "MYSQL_UNIX_PORT",
    "MARIADB_UNIX_PORT",
    "MARIADB_TLS_DISABLE_PEER_VERIFICATION",
    "LIBMYSQL_ENABLE_CLEARTEXT_PLUGIN",
};

static const struct {
    const char *name;
    size_t offset;
} functions[] = {

#define MY_FN(name) { #name, offsetof(struct my_lib, name) },
#include "engines/mysql/my_lib.def"
#undef MY_FN
};

static struct my_lib lib;
static bool loaded;

static bool bind_functions(void *handle, struct err *err)
{
    for (size_t i = 0; i < COUNT_OF(functions); i++) {
        void *p = dlsym(handle, functions[i].name);

        if (!p) {
            err_set(err, ERR_ENGINE, "the library %s has no function \"%s\"", library,
                    functions[i].name);
            return err_hint(err, "Install MariaDB Connector/C 3.1 or newer.");
        }
        memcpy((char *)&lib + functions[i].offset, &p, sizeof(p));
    }
    return true;
}

static bool load(struct err *err)
{
    void *handle = dlopen(library, RTLD_NOW | RTLD_LOCAL);

    if (!handle) {
        err_set(err, ERR_ENGINE, "could not load the MySQL and MariaDB client library %s: %s",
                library, dlerror());
        return err_hint(err,
                        "Install the package libmariadb3 (Debian, Ubuntu), "
                        "mariadb-connector-c (Fedora, Red Hat, Alpine) or mariadb-libs (Arch).");
    }
    if (!bind_functions(handle, err)) {
        dlclose(handle);
        return false;
    }
    if (lib.mysql_server_init(0, NULL, NULL) != 0) {
        dlclose(handle);
        return err_set(err, ERR_ENGINE, "could not start the client library %s", library);
    }
    return true;
}

const struct my_lib *my_lib_get(struct err *err)
{
    for (size_t i = 0; i < COUNT_OF(environment); i++)
        unsetenv(environment[i]);
    if (!loaded)
        loaded = load(err);
    return loaded ? &lib : NULL;
}
