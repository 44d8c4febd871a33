/* engines/mysql/my_lib.c: see engines/mysql/my_lib.h.
 *
 * The library stays loaded until the process ends: it registers state of its own (TLS, plugins) that does
 * not survive being unloaded. So the table is the one static of this folder.
 */
#include "engines/mysql/my_lib.h"

#include "engines/mysql/my_static.h"

#include <dlfcn.h>
#include <pthread.h>

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

static struct my_lib lib;
static bool loaded;

#ifdef AFLOAT_STATIC_MARIADB
/* The static program has the library in it. */
static void *find_library(struct err *err)
{
    (void)err;
#define MY_FN(name) lib.name = name;
#include "engines/mysql/my_lib.def"
#undef MY_FN
    return &lib;
}

static bool begin(void)
{
    return lib.mysql_server_init(0, NULL, NULL) == 0 && my_static_begin();
}
#else

#ifdef AFLOAT_STATIC
static const bool is_static = true; /* and no library was there to link */
#else
static const bool is_static = false;
#endif

static const char library[] = "libmariadb.so.3";

static const struct {
    const char *name;
    size_t offset;
} functions[] = {

#define MY_FN(name) { #name, offsetof(struct my_lib, name) },
#include "engines/mysql/my_lib.def"
#undef MY_FN
};

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

static void *not_linked(struct err *err)
{
    err_set(err, ERR_ENGINE, "this static build of afloat has no MySQL and MariaDB client in it");
    err_hint(err, "Use the ordinary build, with the package libmariadb3 (Debian, Ubuntu) or "
                  "mariadb-connector-c.");
    return NULL;
}

static void *open_library(struct err *err)
{
    void *handle = dlopen(library, RTLD_NOW | RTLD_LOCAL);

    if (handle)
        return handle;
    err_set(err, ERR_ENGINE, "could not load the MySQL and MariaDB client library %s: %s", library,
            dlerror());
    err_hint(err, "Install the package libmariadb3 (Debian, Ubuntu), "
                  "mariadb-connector-c (Fedora, Red Hat, Alpine) or mariadb-libs (Arch).");
    return NULL;
}

static void *find_library(struct err *err)
{
    void *handle = is_static ? not_linked(err) : open_library(err);

    if (!handle || bind_functions(handle, err))
        return handle;
    dlclose(handle);
    return NULL;
}

static bool begin(void)
{
    return lib.mysql_server_init(0, NULL, NULL) == 0;
}
#endif

/* What was loaded stays, also when it could not be started. */
static bool load(struct err *err)
{
    if (!find_library(err))
        return false;
    if (!begin())
        return err_set(err, ERR_ENGINE, "could not start the client library of MariaDB");
    return true;
}

static bool keep_away(bool embedded, struct err *err)
{
    for (size_t i = 0; i < COUNT_OF(environment); i++)
        if (!embedded)
            unsetenv(environment[i]);
        else if (getenv(environment[i])) {
            err_set(err, ERR_ENVIRONMENT, "the client library would follow the variable %s",
                    environment[i]);
            return err_hint(err, "Take it out of the environment of the process.");
        }
    return true;
}

const struct my_lib *my_lib_get(bool embedded, struct err *err)
{
    static pthread_mutex_t once = PTHREAD_MUTEX_INITIALIZER;
    bool ok;

    if (!keep_away(embedded, err))
        return NULL;
    pthread_mutex_lock(&once);
    ok = loaded = loaded || load(err);
    pthread_mutex_unlock(&once);
    return ok ? &lib : NULL;
}
