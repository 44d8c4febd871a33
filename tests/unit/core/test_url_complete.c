/* tests/unit/core/test_url_complete.c: what the surroundings add to a connection string. */
#include "harness/folder.h"

#include "base/fs.h"
#include "core/url.h"

#include <pwd.h>
#include <sys/stat.h>
#include <unistd.h>

#define CANARY "S3kr1tCanary"

static const char *const variables[] = {
    "PGHOST",    "PGHOSTADDR",    "PGPORT",     "PGUSER",    "PGPASSWORD",        "PGDATABASE",
    "PGSERVICE", "PGSERVICEFILE", "PGPASSFILE", "PGSSLMODE", "PGSSLROOTCERT",     "PGSSLCERT",
    "PGSSLKEY",  "PGOPTIONS",     "PGAPPNAME",  "MYSQL_PWD", "PGCONNECT_TIMEOUT",
};

/* A fresh HOME and none of the variables. */
static str fresh_home(arena *a)
{
    str home = test_folder(a);

    for (size_t i = 0; i < COUNT_OF(variables); i++)
        unsetenv(variables[i]);
    setenv("HOME", home.p, 1);
    return home;
}

static str write_file(arena *a, str folder, const char *name, const char *text, mode_t mode)
{
    str path = fs_join(a, folder, str_of(name));
    struct err err;
    bool exists;

    err_init(&err);
    EXPECT_OK(fs_create(path, str_of(text), &exists, &err), &err);
    EXPECT(!exists && chmod(str_z(a, path), mode) == 0);
    err_done(&err);
    return path;
}

static struct dsn completed(arena *a, const char *text)
{
    struct dsn d;
    struct err err;

    err_init(&err);
    EXPECT_OK(url_parse(a, str_of(text), &d, &err), &err);
    EXPECT_OK(url_complete(a, &d, &err), &err);
    err_done(&err);
    return d;
}

static str login_name(arena *a)
{
    const struct passwd *pw = getpwuid(geteuid());

    if (!pw)
        test_skip("the user has no name");
    return str_copy(a, str_of(pw->pw_name));
}

static str param(const struct dsn *d, const char *key)
{
    for (size_t i = 0; i < d->params.n; i++)
        if (str_eq(d->params.v[i].key, str_of(key)))
            return d->params.v[i].value;
    return (str){ 0 };
}

TEST(postgres_defaults)
{
    struct dsn d;

    fresh_home(a);
    d = completed(a, "postgres://");
    EXPECT_STR(d.user, login_name(a));
    EXPECT_STR(d.database, d.user);
    EXPECT_INT(d.port, 5432);
    if (access("/var/run/postgresql", F_OK) == 0)
        EXPECT_STR(d.socket, S("/var/run/postgresql"));
    else
        EXPECT_STR(d.host, S("localhost"));
    EXPECT(!d.password.text.n && !d.tls_given);
    EXPECT_STR(completed(a, "postgres://someone@h").database, S("someone"));
}

TEST(postgres_variables_fill_what_is_missing)
{
    struct dsn d;

    fresh_home(a);
    setenv("PGHOST", "env-host", 1);
    setenv("PGHOSTADDR", "10.1.1.1", 1);
    setenv("PGPORT", "6001", 1);
    setenv("PGUSER", "env-user", 1);
    setenv("PGPASSWORD", "env-password", 1);
    setenv("PGDATABASE", "env-db", 1);
    setenv("PGSSLMODE", "verify-full", 1);
    setenv("PGSSLROOTCERT", "ca", 1);
    setenv("PGSSLCERT", "cert", 1);
    setenv("PGSSLKEY", "key", 1);
    setenv("PGCONNECT_TIMEOUT", "7", 1);
    setenv("PGOPTIONS", "-c a=b", 1);
    setenv("PGAPPNAME", "app", 1);
    d = completed(a, "postgres://");
    EXPECT_STR(d.host, S("env-host"));
    EXPECT_STR(d.hostaddr, S("10.1.1.1"));
    EXPECT_INT(d.port, 6001);
    EXPECT_STR(d.user, S("env-user"));
    EXPECT_STR(d.password.text, S("env-password"));
    EXPECT_STR(d.database, S("env-db"));
    EXPECT_INT(d.tls, TLS_VERIFY);
    EXPECT_STR(d.tls_ca, S("ca"));
    EXPECT_STR(d.tls_cert, S("cert"));
    EXPECT_STR(d.tls_key, S("key"));
    EXPECT_INT(d.connect_timeout_ms, 7000);
    EXPECT_STR(param(&d, "options"), S("-c a=b"));
    EXPECT_STR(param(&d, "application_name"), S("app"));

    d = completed(a, "postgres://u:p@h:1/db?sslmode=prefer&options=x&sslrootcert=mine");
    EXPECT_STR(d.host, S("h"));
    EXPECT(!d.hostaddr.n); /* a variable does not redirect a host that was named */
    EXPECT_INT(d.port, 1);
    EXPECT_STR(d.user, S("u"));
    EXPECT_STR(d.password.text, S("p"));
    EXPECT_STR(d.database, S("db"));
    EXPECT_INT(d.tls, TLS_AUTO);
    EXPECT_STR(d.tls_ca, S("mine"));
    EXPECT_STR(param(&d, "options"), S("x"));
    EXPECT(!completed(a, "postgres:///db?host=/tmp").host.n);
    EXPECT(!completed(a, "postgres:///db?host=/tmp").hostaddr.n);
}

TEST(invalid_variables_are_named_without_their_value)
{
    static const char *const names[] = { "PGPORT", "PGSSLMODE", "PGCONNECT_TIMEOUT" };

    for (size_t i = 0; i < COUNT_OF(names); i++) {
        struct dsn d;
        struct err err;

        fresh_home(a);
        setenv(names[i], CANARY, 1);
        err_init(&err);
        EXPECT_OK(url_parse(a, S("postgres://"), &d, &err), &err);
        EXPECT(!url_complete(a, &d, &err));
        EXPECT_INT(err.code, ERR_URL);
        EXPECT(str_find(err.context.v[0], str_of(names[i])) != STR_NONE);
        EXPECT(str_find(err.message, S(CANARY)) == STR_NONE);
        err_done(&err);
    }
}

static const char services[] =
    "# comment\n[other]\nhost=other\n\n[prod]\nhost=svc-host\nport=6002\n"
    "user=svc-user\npassword=svc-password\nsslmode=require\n";

TEST(service_file)
{
    str home = fresh_home(a), path = write_file(a, home, ".pg_service.conf", services, 0600);
    struct dsn d;

    setenv("PGUSER", "env-user", 1);
    setenv("PGDATABASE", "env-db", 1);
    d = completed(a, "postgres:///?service=prod&port=5");
    EXPECT_STR(d.host, S("svc-host"));
    EXPECT_INT(d.port, 5);               /* of the URL */
    EXPECT_STR(d.user, S("svc-user"));   /* the service goes before the variables */
    EXPECT_STR(d.database, S("env-db")); /* which fill the rest */
    EXPECT_STR(d.password.text, S("svc-password"));
    EXPECT_INT(d.tls, TLS_REQUIRE);
    EXPECT(!param(&d, "service").p);

    setenv("PGSERVICE", "other", 1);
    EXPECT_STR(completed(a, "postgres://").host, S("other"));
    EXPECT_STR(completed(a, "postgres://h").host, S("h"));
    EXPECT(rename(str_z(a, path), str_z(a, fs_join(a, home, S("services")))) == 0);
    setenv("PGSERVICEFILE", str_z(a, fs_join(a, home, S("services"))), 1);
    EXPECT_STR(completed(a, "postgres://").host, S("other"));
}

static void expect_refused(arena *a, const char *url, enum err_code code, const char *words,
                           uint32_t line)
{
    struct dsn d;
    struct err err;

    err_init(&err);
    EXPECT_OK(url_parse(a, str_of(url), &d, &err), &err);
    EXPECT(!url_complete(a, &d, &err));
    EXPECT_INT(err.code, code);
    if (str_find(err.message, str_of(words)) == STR_NONE)
        test_fail(__FILE__, __LINE__, "got " STR_FMT ", want %s", STR_ARG(err.message), words);
    EXPECT(str_find(err.message, S(CANARY)) == STR_NONE);
    EXPECT(str_find(err.place.line_text, S(CANARY)) == STR_NONE);
    EXPECT_INT(err.place.line, line);
    err_done(&err);
}

TEST(service_file_errors)
{
    str home = fresh_home(a);

    expect_refused(a, "postgres:///?service=prod", ERR_URL, "service \"prod\" is not defined", 0);
    setenv("PGSERVICEFILE", "/nonexistent/services", 1);
    expect_refused(a, "postgres:///?service=prod", ERR_FILE_READ, "", 0);
    unsetenv("PGSERVICEFILE");
    write_file(a, home, ".pg_service.conf",
               "[a]\npassword=" CANARY "\ncolour=" CANARY "\n[b]\nport=" CANARY
               "\n[c]\nservice=a\n[d]\nldap://" CANARY "\n[e]\n" CANARY "\n[f]\n[g" CANARY "x=1\n",
               0600);
    expect_refused(a, "postgres:///?service=b", ERR_URL, "port", 5);
}

TEST(service_file_keys)
{
    str home = fresh_home(a);

    write_file(a, home, ".pg_service.conf",
               "[a]\npassword=" CANARY "\ncolour=" CANARY "\n[c]\nservice=a\n[d]\nldap://" CANARY
               "\n[e]\n" CANARY "\n",
               0600);
    expect_refused(a, "postgres:///?service=a", ERR_URL, "parameter \"colour\"", 3);
    expect_refused(a, "postgres:///?service=c", ERR_URL, "cannot name another", 5);
    expect_refused(a, "postgres:///?service=d", ERR_URL, "LDAP", 7);
    expect_refused(a, "postgres:///?service=e", ERR_URL, "no \"=\"", 9);
    expect_refused(a, "postgres:///?service=z", ERR_URL, "is not defined", 0);
}

TEST(service_file_that_is_no_ini)
{
    str home = fresh_home(a);

    write_file(a, home, ".pg_service.conf", "[a]\nhost=h\n=" CANARY "\n", 0600);
    expect_refused(a, "postgres:///?service=zz", ERR_INI, "", 3);
}

static const char passwords[] = "# h:5432:db:u:comment\n"
                                "\n"
                                "too:few:fields\n"
                                "h:5432:db:u:exact\r\n"
                                "h:*:db:*:any\\:port\n"
                                "\\*:5432:db:u:a host named star\n"
                                "a\\:b\\\\:5432:db:u:escaped\\\\\n"
                                "localhost:5432:*:u:local\n"
                                "/tmp:5432:*:u:socket\n"
                                "*:*:*:late:last:ignored";

TEST(password_file)
{
    static const struct {
        const char *url, *want;
    } rows[] = {
        { "postgres://u@h/db", "exact" },
        { "postgres://u@h:1/db", "any:port" },
        { "postgres://v@h:1/db", "any:port" },
        { "postgres://u@h/other", "" },
        { "postgres://u@%2A/db", "a host named star" },
        { "postgres:///db?user=u&host=a:b\\", "escaped\\" },
        { "postgres://u@localhost/db", "local" },
        { "postgres://u@%2Fvar%2Frun%2Fpostgresql/db", "local" },
        { "postgres://u@%2Ftmp/db", "socket" },
        { "postgres://u@x?hostaddr=1.2.3.4", "" },
        { "postgres://late@anything/x", "last" },
        { "postgres://u:given@h/db", "given" },
    };

    str home = fresh_home(a);

    write_file(a, home, ".pgpass", passwords, 0600);
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        struct dsn d = completed(a, rows[i].url);

        if (!str_eq(d.password.text, str_of(rows[i].want)))
            test_fail(__FILE__, __LINE__, "%s: got \"" STR_FMT "\", want \"%s\"", rows[i].url,
                      STR_ARG(d.password.text), rows[i].want);
        EXPECT_INT(d.warnings.n, 0);
    }
}

TEST(password_file_of_the_variable_and_of_the_url)
{
    str home = fresh_home(a);
    str one = write_file(a, home, "one", "*:*:*:*:one", 0400);
    str two = write_file(a, home, "two", "*:*:*:*:two", 0600);

    setenv("PGPASSFILE", str_z(a, one), 1);
    EXPECT_STR(completed(a, "postgres://h").password.text, S("one"));
    EXPECT_STR(
        completed(a, str_z(a, str_printf(a, "postgres://h/?passfile=" STR_FMT, STR_ARG(two))))
            .password.text,
        S("two"));
    setenv("PGPASSFILE", "/nonexistent/file", 1);
    EXPECT(!completed(a, "postgres://h").password.text.n);
    EXPECT(!completed(a, "mysql://h/db").password.text.n);
}

TEST(password_file_that_others_can_read_is_ignored)
{
    static const mode_t modes[] = { 0604, 0640, 0620, 0610 };

    for (size_t i = 0; i < COUNT_OF(modes); i++) {
        str home = fresh_home(a);
        struct dsn d;

        write_file(a, home, ".pgpass", "*:*:*:*:" CANARY, modes[i]);
        d = completed(a, "postgres://h");
        EXPECT(!d.password.text.n);
        EXPECT_INT(d.warnings.n, 1);
        EXPECT(str_find(d.warnings.v[0], S("0600")) != STR_NONE);
        EXPECT(str_find(d.warnings.v[0], S(CANARY)) == STR_NONE);
    }
}

TEST(password_file_that_is_a_pipe_is_ignored)
{
    str home = fresh_home(a);
    struct dsn d;

    EXPECT(mkfifo(str_z(a, fs_join(a, home, S(".pgpass"))), 0600) == 0);
    d = completed(a, "postgres://h");
    EXPECT(!d.password.text.n);
    EXPECT_INT(d.warnings.n, 1);
}

TEST(mysql_defaults)
{
    struct dsn d;

    fresh_home(a);
    setenv("MYSQL_PWD", CANARY, 1);
    setenv("PGUSER", "env-user", 1);
    d = completed(a, "mysql:///db");
    EXPECT_STR(d.user, login_name(a));
    EXPECT(!d.password.text.n);
    EXPECT(d.socket.n || (str_eq(d.host, S("127.0.0.1")) && d.port == 3306));
    d = completed(a, "mysql://u@h/db");
    EXPECT_INT(d.port, 3306);
    EXPECT(!d.socket.n);
    EXPECT_STR(completed(a, "mysql://u@:3307/db").host, S("127.0.0.1"));
}

TEST(sqlite_stays_as_it_is)
{
    struct dsn d;

    fresh_home(a);
    setenv("PGHOST", "h", 1);
    d = completed(a, "sqlite:app.db");
    EXPECT(!d.host.n && !d.user.n && !d.port);
    EXPECT_STR(d.database, S("app.db"));
}
