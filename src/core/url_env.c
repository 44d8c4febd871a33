/* core/url_env.c: what a connection string leaves out.
 *
 * Does      fill missing parts: service, PG* variables, password file, then the engine's defaults
 * Does not  let any of them replace a part that was given; read MYSQL_PWD
 * Shape     every source is read into a dsn of its own (a layer), and url_merge fills what is absent;
 *           host, address and socket are one part: PGHOSTADDR never redirects a host that was named
 * Errors    ERR_URL with the name of the variable, never its value
 * See       core/url.h
 */
#include "core/url_int.h"

#include <pwd.h>
#include <sys/stat.h>
#include <unistd.h>

enum { PORT_POSTGRES = 5432, PORT_MYSQL = 3306 };

struct variable {
    const char *name;
    str key;
};

static const struct variable variables[] = {
    { "PGHOST", S_INIT("host") },
    { "PGHOSTADDR", S_INIT("hostaddr") },
    { "PGPORT", S_INIT("port") },
    { "PGUSER", S_INIT("user") },
    { "PGPASSWORD", S_INIT("password") },
    { "PGDATABASE", S_INIT("dbname") },
    { "PGSSLMODE", S_INIT("sslmode") },
    { "PGSSLROOTCERT", S_INIT("sslrootcert") },
    { "PGSSLCERT", S_INIT("sslcert") },
    { "PGSSLKEY", S_INIT("sslkey") },
    { "PGCONNECT_TIMEOUT", S_INIT("connect_timeout") },
    { "PGOPTIONS", S_INIT("options") },
    { "PGAPPNAME", S_INIT("application_name") },
};

str url_getenv(arena *a, const char *name)
{
    const char *value = getenv(name);

    return value && *value ? str_copy(a, str_of(value)) : (str){ 0 };
}

static bool passwd_entry(char *buf, size_t n, struct passwd *pw)
{
    struct passwd *found = NULL;

    return getpwuid_r(geteuid(), pw, buf, n, &found) == 0 && found;
}

str url_home(arena *a)
{
    char buf[4096];
    struct passwd pw;
    str home = url_getenv(a, "HOME");

    if (home.n || !passwd_entry(buf, sizeof(buf), &pw))
        return home;
    return str_copy(a, str_of(pw.pw_dir));
}

str url_login_name(arena *a)
{
    char buf[4096];
    struct passwd pw;

    return passwd_entry(buf, sizeof(buf), &pw) ? str_copy(a, str_of(pw.pw_name))
                                               : url_getenv(a, "USER");
}

static struct dsn_param *find_param(const struct dsn *dsn, str key)
{
    for (size_t i = 0; i < dsn->params.n; i++)
        if (str_eq(dsn->params.v[i].key, key))
            return &dsn->params.v[i];
    return NULL;
}

str url_param_get(const struct dsn *dsn, str key)
{
    const struct dsn_param *p = find_param(dsn, key);

    return p ? p->value : (str){ 0 };
}

str url_param_take(struct dsn *dsn, str key)
{
    struct dsn_param *p = find_param(dsn, key);
    str value = p ? p->value : (str){ 0 };

    for (; p && p + 1 < dsn->params.v + dsn->params.n; p++)
        *p = p[1];
    if (p)
        dsn->params.n--;
    return value;
}

static void fill(str *to, str from)
{
    if (!to->n)
        *to = from;
}

void url_merge(arena *a, struct dsn *dsn, const struct dsn *from)
{
    if (!dsn->host.n && !dsn->hostaddr.n && !dsn->socket.n) {
        dsn->host = from->host;
        dsn->hostaddr = from->hostaddr;
        dsn->socket = from->socket;
    }
    if (!dsn->port)
        dsn->port = from->port;
    fill(&dsn->user, from->user);
    fill(&dsn->password.text, from->password.text);
    fill(&dsn->database, from->database);
    if (!dsn->tls_given) {
        dsn->tls = from->tls;
        dsn->tls_given = from->tls_given;
    }
    fill(&dsn->tls_ca, from->tls_ca);
    fill(&dsn->tls_cert, from->tls_cert);
    fill(&dsn->tls_key, from->tls_key);
    if (!dsn->connect_timeout_ms)
        dsn->connect_timeout_ms = from->connect_timeout_ms;
    for (size_t i = 0; i < from->params.n; i++)
        if (!find_param(dsn, from->params.v[i].key))
            *vec_push(a, &dsn->params) = from->params.v[i];
}

static bool fill_variables(arena *a, struct dsn *dsn, struct err *err)
{
    struct dsn layer = { .engine = dsn->engine };

    for (size_t i = 0; i < COUNT_OF(variables); i++) {
        struct url_param p = { .key = variables[i].key, .value = url_getenv(a, variables[i].name) };

        if (p.value.n && !url_param_set(a, &layer, &p, err))
            return err_wrap(err, "reading the variable %s", variables[i].name);
    }
    url_merge(a, dsn, &layer);
    return true;
}

bool url_env_fill(arena *a, struct dsn *dsn, struct err *err)
{
    str service = url_param_take(dsn, S("service")), file = url_param_take(dsn, S("servicefile"));

    fill(&service, url_getenv(a, "PGSERVICE"));
    fill(&file, url_getenv(a, "PGSERVICEFILE"));
    if (service.n && !url_service_fill(a, dsn, service, file, err))
        return false;
    return fill_variables(a, dsn, err);
}

static bool exists_as(const char *path, mode_t kind)
{
    struct stat st;

    return stat(path, &st) == 0 && (st.st_mode & S_IFMT) == kind;
}

static bool fill_user(arena *a, struct dsn *dsn, struct err *err)
{
    if (dsn->user.n)
        return true;
    dsn->user = url_login_name(a);
    if (dsn->user.n)
        return true;
    err_set(err, ERR_URL, "no database user is named, and the login name is not known");
    return err_hint(err, "Write the user before the host: scheme://USER@HOST/DATABASE.");
}

static bool complete_postgres(arena *a, struct dsn *dsn, struct err *err)
{
    str passfile;

    if (!url_env_fill(a, dsn, err) || !fill_user(a, dsn, err))
        return false;
    fill(&dsn->database, dsn->user);
    if (!dsn->port)
        dsn->port = PORT_POSTGRES;
    if (!dsn->host.n && !dsn->hostaddr.n && !dsn->socket.n) {
        if (exists_as("/var/run/postgresql", S_IFDIR))
            dsn->socket = S("/var/run/postgresql");
        else
            dsn->host = S("localhost");
    }
    passfile = url_param_take(dsn, S("passfile"));
    fill(&passfile, url_getenv(a, "PGPASSFILE"));
    if (!dsn->password.text.n)
        url_passfile_fill(a, dsn, passfile);
    return true;
}

static bool complete_mysql(arena *a, struct dsn *dsn, struct err *err)
{
    static const char *const sockets[] = { "/run/mysqld/mysqld.sock", "/var/run/mysqld/mysqld.sock",
                                           "/tmp/mysql.sock" };

    url_mycnf_fill(a, dsn);
    if (!fill_user(a, dsn, err))
        return false;
    for (size_t i = 0; i < COUNT_OF(sockets) && !dsn->host.n && !dsn->socket.n && !dsn->port; i++)
        if (exists_as(sockets[i], S_IFSOCK))
            dsn->socket = str_of(sockets[i]);
    if (dsn->socket.n)
        return true;
    fill(&dsn->host, S("127.0.0.1"));
    if (!dsn->port)
        dsn->port = PORT_MYSQL;
    return true;
}

bool url_complete(arena *a, struct dsn *dsn, struct err *err)
{
    switch (dsn->engine) {
    case DSN_POSTGRES:
        return complete_postgres(a, dsn, err);
    case DSN_MYSQL:
        return complete_mysql(a, dsn, err);
    case DSN_SQLITE:
    case DSN__COUNT:
        break;
    }
    return true;
}
