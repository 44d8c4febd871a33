/* tests/engines/test_my_auth.c: logins with a password, by each plugin of the server and on each way to it.
 *
 * Needs     servers of the harness (see test_my_tls.c): by socket and on AFLOAT_TEST_MY_TLS_PORT with TLS, on
 *           AFLOAT_TEST_MY_TCP_PORT without
 * Shape     caching_sha2_password of MySQL asks for the password itself when it has not seen the user since
 *           it started (over TLS or a socket as it is, else encrypted with the server's key), and answers a
 *           challenge later: each way is gone twice after the server was made to forget
 */
#include "engines/my_world.h"

#define SECRET "p@:/ss 'w0rd"

struct way {
    const char *name, *port, *ca; /* variables of the environment; no port = socket */
    const char *host;
    enum dsn_tls tls;
};

static const struct way ways[] = {
    { "socket", NULL, NULL, NULL, TLS_AUTO },
    { "TLS", "AFLOAT_TEST_MY_TLS_PORT", NULL, "127.0.0.1", TLS_REQUIRE },
    { "verified TLS", "AFLOAT_TEST_MY_TLS_PORT", "AFLOAT_TEST_MY_TLS_CA", "localhost", TLS_VERIFY },
    { "loopback without TLS", "AFLOAT_TEST_MY_TCP_PORT", NULL, "127.0.0.1", TLS_AUTO },
};

static struct dsn dsn_of(const struct way *w)
{
    struct dsn dsn = my_test_dsn();
    int64_t number = 0;

    dsn.database = S("test");
    if (!w->port)
        return dsn;
    EXPECT(str_to_int64(str_of(getenv(w->port)), &number));
    dsn.port = (int)number;
    dsn.socket = (str){ 0 };
    dsn.host = str_of(w->host);
    dsn.tls = w->tls;
    dsn.tls_ca = w->ca ? str_of(getenv(w->ca)) : (str){ 0 };
    return dsn;
}

static struct conn *admin_on(arena *a, const struct way *w)
{
    struct dsn dsn = dsn_of(w);
    struct err *err = my_test_err(a);
    struct conn *c = NULL;

    if (w->port) /* root is known by this address */
        dsn.host = S("127.0.0.1"), dsn.tls = TLS_AUTO, dsn.tls_ca = (str){ 0 };
    EXPECT_OK(engine_get(DSN_MYSQL)->open(a, &dsn, my_test_ctx(a), &c, err), err);
    return c;
}

static void try_login(arena *a, const struct way *w, const char *password, enum err_code want)
{
    struct dsn dsn = dsn_of(w);
    struct err *err = my_test_err(a);
    struct conn *c = NULL;

    dsn.user = S("auth_tester");
    dsn.password.text = str_of(password);
    if (engine_get(DSN_MYSQL)->open(a, &dsn, my_test_ctx(a), &c, err) != (want == ERR_NONE) ||
        err->code != want)
        test_fail(__FILE__, __LINE__, "%s: %s " STR_FMT " / " STR_FMT, w->name,
                  err_code_text(err->code), STR_ARG(err->message), STR_ARG(err->database));
    EXPECT(str_find(err->database, str_of(password)) == STR_NONE || !*password);
    if (c)
        c->engine->close(c);
}

/* Every way, for a user that is identified by the SQL text after IDENTIFIED; `install` is run before. */
static void every_way(arena *a, const char *install, const char *identified)
{
    if (!getenv("AFLOAT_TEST_MY_TLS_PORT") || !getenv("AFLOAT_TEST_MY_TCP_PORT"))
        test_skip("AFLOAT_TEST_MY_TLS_PORT and AFLOAT_TEST_MY_TCP_PORT are not set");
    for (size_t i = 0; i < COUNT_OF(ways); i++) {
        struct conn *admin = admin_on(a, &ways[i]);
        struct err *err = my_test_err(a);

        if (install && !engine_exec(admin, str_of(install), NULL, err) && i == 0)
            test_skip("the server has no such plugin");
        my_run(a, admin, "DROP USER IF EXISTS auth_tester");
        my_run(a, admin, str_printf(a, "CREATE USER auth_tester IDENTIFIED %s", identified).p);
        my_run(a, admin, "GRANT ALL ON test.* TO auth_tester");
        try_login(a, &ways[i], "wr0ng", ERR_LOGIN);
        for (int again = 0; again < 2; again++)
            try_login(a, &ways[i], SECRET, ERR_NONE);
        my_run(a, admin, "FLUSH PRIVILEGES"); /* the server forgets whom it has seen */
        for (int again = 0; again < 2; again++)
            try_login(a, &ways[i], SECRET, ERR_NONE);
        try_login(a, &ways[i], "", ERR_LOGIN);
        my_run(a, admin, "DROP USER auth_tester");
        admin->engine->close(admin);
    }
}

TEST(usual_plugin)
{
    struct conn *c = my_test_open(a);

    test_note(c->server.caps & CAP_MARIADB ? S("mysql_native_password")
                                           : S("caching_sha2_password"));
    every_way(a, NULL, "BY 'p@:/ss ''w0rd'");
}

TEST(sha256_plugin)
{
    if (my_test_open(a)->server.caps & CAP_MARIADB)
        test_skip("sha256_password is MySQL's");
    every_way(a, NULL, "WITH sha256_password BY 'p@:/ss ''w0rd'");
}

TEST(ed25519_plugin)
{
    if (!(my_test_open(a)->server.caps & CAP_MARIADB))
        test_skip("ed25519 is MariaDB's");
    every_way(a, "INSTALL SONAME 'auth_ed25519'", "VIA ed25519 USING PASSWORD('p@:/ss ''w0rd')");
}
