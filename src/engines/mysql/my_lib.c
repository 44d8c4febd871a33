/* engines/mysql/my_lib.c: see engines/mysql/my_lib.h.
 *
 * The library stays loaded until the process ends, so the table is the one static of this folder.
 */
#include "engines/mysql/my_lib.h"

#include "engines/engine.h"
#include "engines/mysql/my_static.h"

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
static bool find_library(struct err *err)
{
    (void)err;
#define MY_FN(name) lib.name = name;
#include "engines/mysql/my_lib.def"
#undef MY_FN
    return true;
}

static bool begin(void)
{
    return lib.mysql_server_init(0, NULL, NULL) == 0 && my_static_begin();
}
#else

static const struct client_fn functions[] = {
#define MY_FN(name) { #name, offsetof(struct my_lib, name) },
#include "engines/mysql/my_lib.def"
#undef MY_FN
};

static const struct client_lib client = {
    .product = "MySQL and MariaDB",
    .file = "libmariadb.so.3",
    .packages = "libmariadb3 (Debian, Ubuntu), mariadb-connector-c (Fedora, Red Hat, Alpine) or "
                "mariadb-libs (Arch)",
    .oldest = "3.1",
    .functions = functions,
    .n = COUNT_OF(functions),
};

static bool find_library(struct err *err)
{
    return client_lib_load(&client, &lib, err);
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
