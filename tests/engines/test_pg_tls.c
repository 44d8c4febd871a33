/* tests/engines/test_pg_tls.c: TLS of the PostgreSQL driver; see pg_world.h.
 *
 * AFLOAT_TEST_PG_CA names the file of the authority that signed the server's certificate for 127.0.0.1 (and
 * not for "localhost"); without it every case is skipped.
 */
#include "engines/pg_world.h"

static struct dsn over_tcp(arena *a, struct pg_world *w, const char *host)
{
    struct dsn dsn = world_dsn(a);
    struct conn *c = world_conn(w);

    if (!getenv("AFLOAT_TEST_PG_CA"))
        test_skip("AFLOAT_TEST_PG_CA does not name the file of a certificate authority");
    world_sql(w, c,
              "DO $$BEGIN CREATE ROLE tls_tester LOGIN; EXCEPTION WHEN duplicate_object THEN "
              "END$$");
    world_sql(w, c, "ALTER ROLE tls_tester PASSWORD 'p@:/ss word'");
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
    dsn.tls_ca = str_of(getenv("AFLOAT_TEST_PG_CA"));
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
