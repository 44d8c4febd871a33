/* tests/engines/test_pg_tls.c: TLS of the PostgreSQL driver; see pg_world.h.
 *
 * Needs     servers of the harness: AFLOAT_TEST_PG_TLS_PORT on 127.0.0.1, with a certificate for that address
 *           (and not for "localhost") that the authority of the file AFLOAT_TEST_PG_TLS_CA signed, and not
 *           that of _TLS_OTHER_CA; AFLOAT_TEST_PG_TCP_PORT on 127.0.0.1, which offers no TLS
 * Shape     the role comes with a password, over TCP the server asks for it
 */
#include "engines/pg_world.h"

static struct dsn over_tcp(arena *a, struct pg_world *w, const char *host)
{
    const char *port = getenv("AFLOAT_TEST_PG_TLS_PORT");
    struct dsn dsn = world_dsn(a);
    struct conn *c;
    int64_t number = 0;

    if (!port)
        test_skip("AFLOAT_TEST_PG_TLS_PORT is not set");
    c = world_conn(w);
    world_sql(w, c,
              "DO $$BEGIN CREATE ROLE tls_tester LOGIN; EXCEPTION WHEN duplicate_object THEN "
              "END$$");
    world_sql(w, c, "ALTER ROLE tls_tester PASSWORD 'p@:/ss word'");
    EXPECT(str_to_int64(str_of(port), &number));
    dsn.port = (int)number;
    dsn.socket = (str){ 0 };
    dsn.host = str_of(host);
    dsn.user = S("tls_tester");
    dsn.password.text = S("p@:/ss word");
    return dsn;
}

static void refused(struct pg_world *w, const struct dsn *dsn, enum err_code code)
{
    struct conn *c = NULL;

    err_clear(&w->err);
    EXPECT(!engine_get(DSN_POSTGRES)->open(w->a, dsn, &w->ctx, &c, &w->err));
    test_note(w->err.database);
    EXPECT_INT(w->err.code, code);
    err_clear(&w->err);
}

TEST(verified_when_the_authority_is_known)
{
    struct pg_world *w = world_new(a);
    struct dsn dsn = over_tcp(a, w, "127.0.0.1");
    struct conn *c;

    dsn.tls = TLS_VERIFY;
    refused(w, &dsn, ERR_TLS); /* not among the system's authorities */
    dsn.tls_ca = str_of(getenv("AFLOAT_TEST_PG_TLS_CA"));
    c = world_open(w, &dsn);
    EXPECT(c->server.encrypted && c->server.verified);
    dsn.host = S("localhost");
    dsn.hostaddr = S("127.0.0.1");
    refused(w, &dsn, ERR_TLS); /* another name */
    dsn.tls = TLS_CA;
    c = world_open(w, &dsn);
    EXPECT(c->server.encrypted && !c->server.verified);
    dsn.tls_ca = S("/nonexistent");
    refused(w, &dsn, ERR_TLS);
}

TEST(another_authority_is_refused)
{
    struct pg_world *w = world_new(a);
    struct dsn dsn = over_tcp(a, w, "127.0.0.1");

    static const enum dsn_tls modes[] = { TLS_VERIFY, TLS_CA, TLS_AUTO };

    dsn.tls_ca = str_of(getenv("AFLOAT_TEST_PG_TLS_OTHER_CA"));
    for (size_t i = 0; i < COUNT_OF(modes); i++) {
        dsn.tls = modes[i];
        refused(w, &dsn, ERR_TLS);
    }
}

TEST(password_is_asked_for)
{
    struct pg_world *w = world_new(a);
    struct dsn dsn = over_tcp(a, w, "127.0.0.1");

    dsn.password.text = S("another");
    refused(w, &dsn, ERR_LOGIN);
}

TEST(server_without_tls)
{
    const char *port = getenv("AFLOAT_TEST_PG_TCP_PORT");

    static const enum dsn_tls modes[] = { TLS_REQUIRE, TLS_CA, TLS_VERIFY };
    struct pg_world *w = world_new(a);
    struct dsn dsn = world_dsn(a);
    struct conn *c;
    int64_t number = 0;

    if (!port)
        test_skip("AFLOAT_TEST_PG_TCP_PORT is not set");
    EXPECT(str_to_int64(str_of(port), &number));
    dsn.port = (int)number;
    dsn.socket = (str){ 0 };
    dsn.host = S("127.0.0.1");
    dsn.database = S("test");
    c = world_open(w, &dsn); /* loopback needs none */
    EXPECT(!c->server.encrypted);
    for (size_t i = 0; i < COUNT_OF(modes); i++) {
        dsn.tls = modes[i];
        refused(w, &dsn, ERR_TLS);
    }
}

TEST(used_where_offered)
{
    struct pg_world *w = world_new(a);
    struct dsn dsn = over_tcp(a, w, "localhost");
    struct conn *c = world_open(w, &dsn);

    EXPECT(c->server.encrypted && !c->server.verified);
    EXPECT_INT(w->said.n, 0);
    dsn.tls = TLS_OFF;
    c = world_open(w, &dsn);
    EXPECT(!c->server.encrypted);
    dsn.tls = TLS_REQUIRE;
    c = world_open(w, &dsn);
    EXPECT(c->server.encrypted);
}
