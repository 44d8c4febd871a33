/* tests/unit/core/test_url.c: the forms of connection strings, and that errors keep secrets. */
#include "harness/test.h"

#include "core/url.h"

#include <dlfcn.h>
#include <unistd.h>

#define CANARY "S3kr1tCanary"

/* A readable text of all parts: "engine|user|password|host|hostaddr|port|socket|database|tls|params". */
static str show(arena *a, const struct dsn *d)
{
    static const char *const tls[] = { "auto", "off", "require", "ca", "verify" };
    struct buf b = buf_on(a);

    buf_printf(
        &b, "%s|" STR_FMT "|" STR_FMT "|" STR_FMT "|" STR_FMT "|%d|" STR_FMT "|" STR_FMT "|%s|",
        dsn_engine_name(d->engine).p, STR_ARG(d->user), STR_ARG(d->password.text), STR_ARG(d->host),
        STR_ARG(d->hostaddr), d->port, STR_ARG(d->socket), STR_ARG(d->database), tls[d->tls]);
    if (d->connect_timeout_ms)
        buf_printf(&b, "connect_timeout=%d;", d->connect_timeout_ms);
    if (d->tls_ca.n)
        buf_printf(&b, "ca=" STR_FMT ";", STR_ARG(d->tls_ca));
    if (d->tls_cert.n)
        buf_printf(&b, "cert=" STR_FMT ";", STR_ARG(d->tls_cert));
    if (d->tls_key.n)
        buf_printf(&b, "key=" STR_FMT ";", STR_ARG(d->tls_key));
    for (size_t i = 0; i < d->params.n; i++)
        buf_printf(&b, STR_FMT "=" STR_FMT ";", STR_ARG(d->params.v[i].key),
                   STR_ARG(d->params.v[i].value));
    return buf_view(&b);
}

struct good {
    const char *text, *want;
};

static void expect_good(arena *a, const struct good *rows, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        struct dsn d;
        struct err err;
        str got;

        err_init(&err);
        if (!url_parse(a, str_of(rows[i].text), &d, &err))
            test_fail(__FILE__, __LINE__, "%s: " STR_FMT, rows[i].text, STR_ARG(err.message));
        got = show(a, &d);
        if (!str_eq(got, str_of(rows[i].want)))
            test_fail(__FILE__, __LINE__, "%s: got " STR_FMT ", want %s", rows[i].text,
                      STR_ARG(got), rows[i].want);
        err_done(&err);
    }
}

TEST(sqlite_forms)
{
    static const struct good rows[] = {
        { "sqlite:app.db", "sqlite|||||0||app.db|auto|" },
        { "sqlite3:app.db", "sqlite|||||0||app.db|auto|" },
        { "sqlite:/var/app.db", "sqlite|||||0||/var/app.db|auto|" },
        { "sqlite:///var/app.db", "sqlite|||||0||/var/app.db|auto|" },
        { "sqlite:////var/app.db", "sqlite|||||0||/var/app.db|auto|" },
        { "sqlite://db/app.db", "sqlite|||||0||db/app.db|auto|" },
        { "sqlite://./app.db", "sqlite|||||0||./app.db|auto|" },
        { "sqlite::memory:", "sqlite|||||0||:memory:|auto|" },
        { "sqlite://:memory:", "sqlite|||||0||:memory:|auto|" },
        { "SQLite:a%20b%25.db", "sqlite|||||0||a b%.db|auto|" },
        { "sqlite:100%.db", "sqlite|||||0||100%.db|auto|" },
        { "sqlite:app.db?x-no-tx-wrap=true&_fk=1&mode=rwc", "sqlite|||||0||app.db|auto|mode=rwc;" },
        { "app.db", "sqlite|||||0||app.db|auto|" },
        { "app.sqlite", "sqlite|||||0||app.sqlite|auto|" },
        { "app.sqlite3", "sqlite|||||0||app.sqlite3|auto|" },
        { "data/main", "sqlite|||||0||data/main|auto|" },
        { "./a@b", "sqlite|||||0||./a@b|auto|" },
        { ":memory:", "sqlite|||||0||:memory:|auto|" },
        { "  app.db\n", "sqlite|||||0||app.db|auto|" },
    };

    expect_good(a, rows, COUNT_OF(rows));
}

TEST(bare_name_of_an_existing_file)
{
    char path[] = "/tmp/afloat-url-XXXXXX";
    int fd = mkstemp(path);
    struct dsn d;
    struct err err;

    EXPECT(fd >= 0);
    close(fd);
    err_init(&err);
    EXPECT(chdir("/tmp") == 0);
    EXPECT_OK(url_parse(a, str_of(path + 5), &d, &err), &err);
    EXPECT_INT(d.engine, DSN_SQLITE);
    unlink(path);
    EXPECT(!url_parse(a, str_of(path + 5), &d, &err));
    EXPECT_INT(err.code, ERR_URL);
    err_done(&err);
}

TEST(postgres_uris)
{
    static const struct good rows[] = {
        { "postgres://", "postgres|||||0|||auto|" },
        { "postgresql:///db", "postgres|||||0||db|auto|" },
        { "postgres://h", "postgres|||h||0|||auto|" },
        { "postgres://h:6000/db", "postgres|||h||6000||db|auto|" },
        { "postgres://h:/db", "postgres|||h||0||db|auto|" },
        { "POSTGRES://u@h/db", "postgres|u||h||0||db|auto|" },
        { "postgres://u:p@h:5432/db?sslmode=verify-full", "postgres|u|p|h||5432||db|verify|" },
        { "postgres://u:@h/db", "postgres|u||h||0||db|auto|" },
        { "postgres://:p@h/db", "postgres||p|h||0||db|auto|" },
        { "postgres://u%40corp:p%40%2F%3A@h/d%20b", "postgres|u@corp|p@/:|h||0||d b|auto|" },
        { "postgres://u:p@[::1]:7000/db", "postgres|u|p|::1||7000||db|auto|" },
        { "postgres://[fe80::1%25eth0]/db", "postgres|||fe80::1%eth0||0||db|auto|" },
        { "postgres://%2Ftmp%2Fpg/db", "postgres|||||0|/tmp/pg|db|auto|" },
        { "postgres://u@%2Ftmp:7/db", "postgres|u||||7|/tmp|db|auto|" },
        { "postgres:///db?host=/tmp", "postgres|||||0|/tmp|db|auto|" },
        { "postgres://x/db?host=/tmp&port=1", "postgres|||||1|/tmp|db|auto|" },
        { "postgres:///db?host=h2&hostaddr=10.0.0.1", "postgres|||h2|10.0.0.1|0||db|auto|" },
        { "postgres:///db?socket=/tmp/.s.PGSQL.5433", "postgres|||||5433|/tmp|db|auto|" },
        { "postgres://h/db?options=-c%20a%3Db&application_name=x&search_path=s,t",
          "postgres|||h||0||db|auto|options=-c a=b;application_name=x;search_path=s,t;" },
        { "postgres://h/db?schema=s&pgbouncer=true&connection_limit=1",
          "postgres|||h||0||db|auto|search_path=s;" },
        { "postgres://h/db?sslmode=require&sslrootcert=ca&sslcert=c&sslkey=k&connect_timeout=3",
          "postgres|||h||0||db|require|connect_timeout=3000;ca=ca;cert=c;key=k;" },
        { "postgres://h/db?encoding=utf8&pool=5&client_encoding=UTF8&target_session_attrs=any",
          "postgres|||h||0||db|auto|target_session_attrs=any;" },
        { "postgres://h/db?sslrootcert=system", "postgres|||h||0||db|verify|" },
        { "postgres://h/db?sslmode=allow", "postgres|||h||0||db|auto|" },
        { "postgres://h/db?sslmode=disable", "postgres|||h||0||db|off|" },
        { "postgres://h/db?tls=verify", "postgres|||h||0||db|verify|" },
        { "postgres://h/db?x-migrations-table=m&x-anything=1", "postgres|||h||0||db|auto|" },
        { "postgres://h/a/b", "postgres|||h||0||a/b|auto|" },
        { "postgres://u@h/db?user=v&password=w&dbname=e", "postgres|v|w|h||0||e|auto|" },
    };

    expect_good(a, rows, COUNT_OF(rows));
}

TEST(raw_special_characters_in_passwords)
{
    static const struct good rows[] = {
        { "postgres://u:p@ss@h/db", "postgres|u|p@ss|h||0||db|auto|" },
        { "postgres://u:p@@h/db", "postgres|u|p@|h||0||db|auto|" },
        { "postgres://u:p/w@h/db", "postgres|u|p/w|h||0||db|auto|" },
        { "postgres://u:p?w@h/db", "postgres|u|p?w|h||0||db|auto|" },
        { "postgres://u:p#w@h/db", "postgres|u|p#w|h||0||db|auto|" },
        { "postgres://u:p%w@h/db", "postgres|u|p%w|h||0||db|auto|" },
        { "postgres://u:p%@h/db", "postgres|u|p%|h||0||db|auto|" },
        { "postgres://u:p%4@h/db", "postgres|u|p%4|h||0||db|auto|" },
        { "postgres://u:p:w@h/db", "postgres|u|p:w|h||0||db|auto|" },
        { "postgres://u:p w@h/db", "postgres|u|p w|h||0||db|auto|" },
        { "postgres://u:p,w@h/db", "postgres|u|p,w|h||0||db|auto|" },
        { "postgres://u:a@b/c?d#e%f:g@h:1/db", "postgres|u|a@b/c?d#e%f:g|h||1||db|auto|" },
        { "postgres://u:a/b@h/db?options=x@y", "postgres|u|a/b|h||0||db|auto|options=x@y;" },
        { "postgres://u:p@h/db?options=a@b", "postgres|u|p|h||0||db|auto|options=a@b;" },
        { "postgres://u:p@h/db?password=a@b", "postgres|u|a@b|h||0||db|auto|" },
        { "postgres://h:5432/db?user=u@corp", "postgres|u@corp||h||5432||db|auto|" },
        { "postgres://u:p/w@[::1]/db", "postgres|u|p/w|::1||0||db|auto|" },
        { "mysql://u:p/w@tcp(h:3307)/db", "mysql|u|p/w|h||3307||db|auto|" },
        { "mysql://u:p@ss/w?x@unix(/run/my.sock)/db",
          "mysql|u|p@ss/w?x|||0|/run/my.sock|db|auto|" },
    };

    expect_good(a, rows, COUNT_OF(rows));
}

TEST(mysql_uris)
{
    static const struct good rows[] = {
        { "mysql://u:p@h/db", "mysql|u|p|h||0||db|auto|" },
        { "mariadb://u@[::1]:3307/db", "mysql|u||::1||3307||db|auto|" },
        { "mysql://u@/db?socket=/run/m.sock", "mysql|u||||0|/run/m.sock|db|auto|" },
        { "mysql://u:p@unix(/run/m.sock)/db", "mysql|u|p|||0|/run/m.sock|db|auto|" },
        { "mysql://unix(/run/m.sock)/db", "mysql|||||0|/run/m.sock|db|auto|" },
        { "mysql://u:p@tcp(h:1)/db?parseTime=true&charset=utf8mb4&multiStatements=true",
          "mysql|u|p|h||1||db|auto|charset=utf8mb4;" },
        { "mysql://u:p@tcp([::1]:1)/db", "mysql|u|p|::1||1||db|auto|" },
        { "mysql://u@%2Frun%2Fm.sock/db", "mysql|u||||0|/run/m.sock|db|auto|" },
        { "mysql://h/db?ssl-mode=REQUIRED", "mysql|||h||0||db|require|" },
        { "mysql://h/db?ssl_mode=verify_identity", "mysql|||h||0||db|verify|" },
        { "mysql://h/db?ssl-mode=VERIFY_CA&ssl-ca=x", "mysql|||h||0||db|ca|ca=x;" },
        { "mysql://h/db?ssl-mode=DISABLED", "mysql|||h||0||db|off|" },
        { "mysql://h/db?tls=skip-verify", "mysql|||h||0||db|require|" },
    };

    expect_good(a, rows, COUNT_OF(rows));
}

TEST(key_value_pairs)
{
    static const struct good rows[] = {
        { "host=h dbname=db", "postgres|||h||0||db|auto|" },
        { "host = h  port = 6 user='a b' password='it\\'s \\\\ x'",
          "postgres|a b|it's \\ x|h||6|||auto|" },
        { "dbname=d\\ b host=/tmp", "postgres|||||0|/tmp|d b|auto|" },
        { "dbname='' host=h", "postgres|||h||0|||auto|" },
        { "password= user=u", "postgres||user=u|||0|||auto|" },
        { "user='x'dbname=y", "postgres|x||||0||y|auto|" },
        { "dbname=a sslmode=verify-ca\n", "postgres|||||0||a|ca|" },
        { "service=prod", "postgres|||||0|||auto|service=prod;" },
        { "dbname=a=b", "postgres|||||0||a=b|auto|" },
    };

    expect_good(a, rows, COUNT_OF(rows));
}

static bool holds(str s, const char *what)
{
    return str_find(s, str_of(what)) != STR_NONE;
}

static bool err_holds(const struct err *err, const char *what)
{
    bool found = holds(err->message, what) || holds(err->detail, what) || holds(err->hint, what) ||
                 holds(err->database, what) || holds(err->place.line_text, what);

    for (size_t i = 0; i < err->context.n; i++)
        found |= holds(err->context.v[i], what);
    return found;
}

static void expect_bad(arena *a, str text, const char *words)
{
    struct dsn d = { .port = -7 };
    struct err err;

    err_init(&err);
    if (url_parse(a, text, &d, &err))
        test_fail(__FILE__, __LINE__, STR_FMT ": accepted as " STR_FMT, STR_ARG(text),
                  STR_ARG(show(a, &d)));
    EXPECT_INT(err.code, ERR_URL);
    EXPECT_INT(d.port, -7);
    if (!holds(err.message, words))
        test_fail(__FILE__, __LINE__, STR_FMT ": message is " STR_FMT ", want %s", STR_ARG(text),
                  STR_ARG(err.message), words);
    if (err_holds(&err, CANARY) || err_holds(&err, "Canary"))
        test_fail(__FILE__, __LINE__, STR_FMT ": the secret is in: " STR_FMT, STR_ARG(text),
                  STR_ARG(err.message));
    err_done(&err);
}

TEST(malformed_texts_do_not_show_secrets)
{
    static const struct good rows[] = {
        { "", "empty" },
        { "   ", "empty" },
        { CANARY, "form" },
        { CANARY "==", "parameter 1 of" },
        { "user:" CANARY "@host", "form" },
        { "user:" CANARY "@host/db", "form" },
        { "user:" CANARY "@host/x.db", "form" },
        { "//user:" CANARY "@host/db", "form" },
        { "://user:" CANARY "@host/db", "begin with a scheme" },
        { "user:" CANARY "://x@host/db", "begin with a scheme" },
        { "oracle://user:" CANARY "@host/db", "scheme \"oracle\"" },
        { "jdbc:postgresql://u:" CANARY "@h/db", "begin with a scheme" },
        { "postgresql+psycopg2://u:" CANARY "@h/db", "scheme \"postgresql+psycopg2\"" },
        { "postgres:u:" CANARY "@h/db", "not followed by //" },
        { "postgres:/u:" CANARY "@h/db", "not followed by //" },
        { "mysql:" CANARY, "not followed by //" },
        { "sqlite:", "no file name" },
        { "sqlite://", "no file name" },
        { "sqlite://u:" CANARY "@h/db", "no user" },
        { "sqlite:x?" CANARY, "has no \"=\"" },
        { "postgres://u:" CANARY, "port" },
        { "postgres://u:" CANARY "/db", "port" },
        { "postgres://u:" CANARY "?x=1", "port" },
        { "postgres://u:" CANARY "@h:port/db", "port" },
        { "postgres://u:" CANARY "@h:0/db", "port" },
        { "postgres://u:" CANARY "@h:65536/db", "port" },
        { "postgres://u:" CANARY "@h:99999999999999999999/db", "port" },
        { "postgres://u:" CANARY "@h1,h2/db", "more than one host" },
        { "postgres://u:" CANARY "@h1:1,h2:2/db", "more than one host" },
        { "postgres://u:" CANARY "@h%2Cg/db", "more than one host" },
        { "postgres://u:" CANARY "@[::1/db", "closing bracket" },
        { "postgres://u:" CANARY "@[::1]x/db", "after the bracket" },
        { "postgres://u:" CANARY "@[name]/db", "not an IPv6 address" },
        { "postgres://u:" CANARY "@h st/db", "no host name has" },
        { "postgres://u:" CANARY "@h%20st/db", "blank" },
        { "postgres://u:" CANARY "%00@h/db", "NUL" },
        { "postgres://u:" CANARY "@ss/w@h", "more than one way" },
        { "postgres://u:12/" CANARY "@h", "more than one way" },
        { "postgres://u/" CANARY "@h/db", "special character" },
        { "postgres://u:p@h/db?" CANARY, "has no \"=\"" },
        { "postgres://u:p@h/db?password=a&" CANARY, "has no \"=\"" },
        { "postgres://u:p@h/db?password=a&" CANARY "=", "parameter 2 of" },
        { "postgres://u:p@h/db?" CANARY "=x@y", "more than one way" },
        { "postgres://u@h/db?" CANARY "=x@y", "parameter 1 of" },
        { "postgres://u:p@h/db?" CANARY "%20=x", "parameter 1 of" },
        { "postgres://u:p@h/db?colour=" CANARY, "parameter \"colour\"" },
        { "postgres://u:p@h/db?charset=" CANARY, "parameter \"charset\"" },
        { "postgres://u:p@h/db?sslmode=" CANARY, "value of parameter \"sslmode\"" },
        { "postgres://u:p@h/db?tls=" CANARY, "value of parameter \"tls\"" },
        { "postgres://u:p@h/db?port=" CANARY, "port" },
        { "postgres://u:p@h/db?connect_timeout=" CANARY, "\"connect_timeout\"" },
        { "postgres://u:p@h/db?options=%00" CANARY, "NUL" },
        { "mysql://u:" CANARY "@tcp(h:x)/db", "port" },
        { "mysql://u:" CANARY "@tcp(h1,h2)/db", "more than one host" },
        { "mysql://u:" CANARY "@unix()/db", "names no socket" },
        { "mysql://u:" CANARY "@unix(/x)y/db", "parenthesis" },
        { "mysql://u:" CANARY "@unix(/x/db", "no host name has" },
        { "mysql://u:" CANARY "@h/db?ssl-mode=x", "\"ssl-mode\"" },
        { "mysql://u:" CANARY "@h/db?hostaddr=1", "\"hostaddr\"" },
        { "password=" CANARY " " CANARY, "parameter 2 of" },
        { "password=a " CANARY "=1", "parameter 2 of" },
        { "password='" CANARY, "parameter 1 does not end" },
        { "password='" CANARY "\\", "parameter 1 does not end" },
        { "password='a'" CANARY "=x", "parameter 2 of" },
        { "host=h password='it's " CANARY "'", "parameter 3 of" },
        { "host=h sslmode=" CANARY, "\"sslmode\"" },
        { "host=h colour=" CANARY, "parameter \"colour\"" },
        { "host=a,b password=" CANARY, "more than one host" },
        { "host=h = x " CANARY, "parameter 2 of" },
        { CANARY "=1 host=h", "parameter 1 of" },
    };

    for (size_t i = 0; i < COUNT_OF(rows); i++)
        expect_bad(a, str_of(rows[i].text), rows[i].want);
    expect_bad(a, S("postgres://u:" CANARY "\0x@h/db"), "control byte");
    expect_bad(a, S("postgres://u:" CANARY "\033@h/db"), "control byte");
}

/* Any byte put anywhere into a good URL: an error, if there is one, never shows the password. */
TEST(no_damage_shows_the_password)
{
    static const char *const texts[] = {
        "postgres://user:" CANARY "@host:5432/db?sslmode=require&options=x",
        "mysql://user:" CANARY "@unix(/run/m.sock)/db?charset=utf8",
        "host=h user=u password=" CANARY " dbname=db",
        "host=h user=u password='" CANARY "' dbname=db",
    };

    for (size_t t = 0; t < COUNT_OF(texts); t++) {
        str text = str_of(texts[t]);

        for (size_t i = 0; i <= text.n * 127; i++) {
            struct arena_mark mark = arena_mark(a);
            size_t at = i / 127;
            char c = (char)(i % 127 + 1);
            struct err err;
            struct dsn d;
            struct buf b = buf_on(a);
            bool ok;

            buf_str(&b, str_slice(text, 0, at));
            buf_char(&b, c);
            buf_str(&b, str_skip(text, at + (i & 1)));
            err_init(&err);
            ok = url_parse(a, buf_view(&b), &d, &err);
            if (!ok && err_holds(&err, CANARY))
                test_fail(__FILE__, __LINE__, STR_FMT ": " STR_FMT, STR_ARG(buf_view(&b)),
                          STR_ARG(err.message));
            err_done(&err);
            arena_reset(a, mark);
        }
    }
}

TEST(unrecognized_scheme_lists_the_known_ones)
{
    struct err err;
    struct dsn d;

    err_init(&err);
    EXPECT(!url_parse(a, S("oracle://x"), &d, &err));
    EXPECT(err_holds(&err, "sqlite:PATH") && err_holds(&err, "mariadb"));
    err_done(&err);
    err_init(&err);
    EXPECT(!url_parse(a, S("mysql://h/db?colour=red"), &d, &err));
    EXPECT(err_holds(&err, "colour") && err_holds(&err, "ssl-mode") && !err_holds(&err, "red"));
    EXPECT(!err_holds(&err, "hostaddr"));
    err_done(&err);
}

/* The layout of libpq's option record: a public part of its interface. */
struct pq_option {
    char *keyword, *envvar, *compiled, *val, *label, *dispchar;
    int dispsize;
};

struct pq {
    struct pq_option *(*parse)(const char *conninfo, char **errmsg);
    void (*free)(struct pq_option *options);
};

static const char *pq_value(const struct pq_option *o, const char *key)
{
    for (; o->keyword; o++)
        if (strcmp(o->keyword, key) == 0)
            return o->val ? o->val : "";
    return "";
}

static void same(const char *text, const char *key, str got, const char *want)
{
    if (!str_eq(got, str_of(want)))
        test_fail(__FILE__, __LINE__, "%s: %s is \"" STR_FMT "\", libpq reads \"%s\"", text, key,
                  STR_ARG(got), want);
}

static void compare(arena *a, const struct pq *pq, const char *text)
{
    struct pq_option *o = pq->parse(text, NULL);
    struct dsn d;
    struct err err;

    err_init(&err);
    if (!o)
        test_fail(__FILE__, __LINE__, "%s: libpq refuses it", text);
    EXPECT_OK(url_parse(a, str_of(text), &d, &err), &err);
    same(text, "user", d.user, pq_value(o, "user"));
    same(text, "password", d.password.text, pq_value(o, "password"));
    same(text, "host", d.socket.n ? d.socket : d.host, pq_value(o, "host"));
    same(text, "hostaddr", d.hostaddr, pq_value(o, "hostaddr"));
    same(text, "dbname", d.database, pq_value(o, "dbname"));
    same(text, "port", d.port ? str_printf(a, "%d", d.port) : S(""), pq_value(o, "port"));
    same(text, "sslrootcert", d.tls_ca, pq_value(o, "sslrootcert"));
    for (size_t i = 0; i < d.params.n; i++)
        same(text, "a parameter", d.params.v[i].value, pq_value(o, str_z(a, d.params.v[i].key)));
    pq->free(o);
    err_done(&err);
}

TEST(libpq_reads_the_same)
{
    static const char *const texts[] = {
        "postgres://",
        "postgresql://h",
        "postgres://h:6000/db",
        "postgres://u@h/db",
        "postgres://u:p@h:5432/db?sslmode=verify-full",
        "postgres://u:@h/db",
        "postgres://u:p#w@h/db",
        "postgres://u:p?w@h/db",
        "postgres://u:p:w@h/db",
        "postgres://u:p w@h/db",
        "postgres://u%40corp:p%40%2F%3A@h/d%20b",
        "postgres://u:p%e2%82%ac@h/db",
        "postgres://u:p@[::1]:7000/db",
        "postgres://[2001:db8::1234]/",
        "postgres://%2Ftmp%2Fpg/db",
        "postgres://u@%2Ftmp:7/db",
        "postgres:///db?host=/tmp",
        "postgres://x/db?host=/tmp&port=1",
        "postgres:///db?host=h2&hostaddr=10.0.0.1",
        "postgres://h/db?options=-c%20a%3Db&application_name=x%26y",
        "postgres://h/db?sslrootcert=a%2Fb",
        "postgres://h/a/b",
        "postgres://h/a#b",
        "postgres://u@h/db?user=v&password=w&dbname=e",
        "postgres://u@h/db?options=a@b",
        "host=h dbname=db",
        "host = h  port = 6 user='a b' password='it\\'s \\\\ x'",
        "dbname=d\\ b host=/tmp",
        "dbname='' host=h",
        "password= user=u",
        "user='x'dbname=y",
        "dbname=a=b",
        "dbname=a\\'b user=\\\\",
        "\tuser=u\n dbname='a\nb'",
        "target_session_attrs=read-write host=h",
    };
    void *lib = dlopen("libpq.so.5", RTLD_NOW);
    struct pq pq;

    if (!lib)
        test_skip("libpq.so.5 is not installed");
    *(void **)&pq.parse = dlsym(lib, "PQconninfoParse");
    *(void **)&pq.free = dlsym(lib, "PQconninfoFree");
    EXPECT(pq.parse && pq.free);
    for (size_t i = 0; i < COUNT_OF(texts); i++)
        compare(a, &pq, texts[i]);
    dlclose(lib);
}
