/* tests/unit/engines/test_pg_errmap.c: engines/postgres/pg_errmap.c. */
#include "harness/test.h"

#include "engines/postgres/pg_int.h"

struct want {
    const char *sqlstate;
    enum fail_class fail;
    enum err_code code;
};

TEST(codes_mean_what_the_runner_needs)
{
    static const struct want wants[] = {
        { "40001", FAIL_SERIALIZE, ERR_CONFLICT },
        { "40P01", FAIL_SERIALIZE, ERR_CONFLICT },
        { "40002", FAIL_OTHER, ERR_STATEMENT },
        { "40003", FAIL_LOST, ERR_LOST },
        { "55P03", FAIL_LOCK_TIMEOUT, ERR_LOCK_TIMEOUT },
        { "57014", FAIL_CANCELED, ERR_CANCELED },
        { "57P01", FAIL_LOST, ERR_LOST },
        { "57P03", FAIL_NOT_READY, ERR_CONNECT },
        { "08006", FAIL_LOST, ERR_LOST },
        { "08P01", FAIL_LOST, ERR_LOST },
        { "53100", FAIL_RESOURCE, ERR_RESOURCE },
        { "53200", FAIL_RESOURCE, ERR_RESOURCE },
        { "25006", FAIL_READ_ONLY, ERR_READ_ONLY },
        { "25001", FAIL_OTHER, ERR_STATEMENT },
        { "28P01", FAIL_LOGIN, ERR_LOGIN },
        { "28000", FAIL_LOGIN, ERR_LOGIN },
        { "42501", FAIL_OTHER, ERR_RIGHTS },
        { "42P01", FAIL_OTHER, ERR_STATEMENT },
        { "23505", FAIL_OTHER, ERR_STATEMENT },
        { "XX000", FAIL_OTHER, ERR_STATEMENT },
        { "", FAIL_OTHER, ERR_STATEMENT },
        { "4", FAIL_OTHER, ERR_STATEMENT },
    };

    for (size_t i = 0; i < COUNT_OF(wants); i++) {
        const struct pg_meaning *m = pg_errmap(wants[i].sqlstate);

        test_note(str_of(wants[i].sqlstate));
        EXPECT_INT(m->fail, wants[i].fail);
        EXPECT_INT(m->code, wants[i].code);
        EXPECT(m->message && *m->message);
    }
}

TEST(positions_count_characters)
{
    str sql = S("SELECT 'ü€😀', x"); /* the name x is the 15th character and the 21st byte */

    EXPECT_INT(pg_byte_offset(sql, 1), 0);
    EXPECT_INT(pg_byte_offset(sql, 9), 8);
    EXPECT_INT(pg_byte_offset(sql, 10), 10);
    EXPECT_INT(pg_byte_offset(sql, 15), 20);
    EXPECT_INT(pg_byte_offset(sql, 16), 21); /* the end */
    EXPECT_INT(pg_byte_offset(sql, 17), -1);
    EXPECT_INT(pg_byte_offset(S(""), 5), -1);
}

TEST(secrets_are_taken_out)
{
    struct str_list secrets = { 0 };

    *vec_push(a, &secrets) = (str){ 0 };
    *vec_push(a, &secrets) = S("s3cret");
    *vec_push(a, &secrets) = S("other");
    EXPECT_STR(pg_scrub(a, S("other s3cret, s3cret"), &secrets), S("*** ***, ***"));
    EXPECT_STR(pg_scrub(a, S("nothing"), &secrets), S("nothing"));
    EXPECT_STR(pg_scrub(a, S(""), &secrets), S(""));
}

static const char *mode_for(arena *a, const char *address, enum dsn_tls tls, int libpq,
                            struct pg_tls *out)
{
    struct dsn dsn = { .engine = DSN_POSTGRES, .host = str_of(address), .tls = tls };
    struct err err;

    err_init(&err);
    EXPECT_OK(pg_tls_choose(a, &dsn, libpq, out, &err), &err);
    err_done(&err);
    return out->mode;
}

TEST(public_addresses_are_verified)
{
    static const char *const public_ones[] = { "8.8.8.8", "172.32.0.1", "2600::1", "11.0.0.1" };
    static const char *const private_ones[] = { "10.1.2.3",    "172.31.255.1", "192.168.0.9",
                                                "169.254.1.1", "fd00::7",      "::ffff:10.0.0.1" };
    struct pg_tls tls;

    for (size_t i = 0; i < COUNT_OF(public_ones); i++) {
        EXPECT_STR(str_of(mode_for(a, public_ones[i], TLS_AUTO, 150000, &tls)), S("verify-full"));
        EXPECT(str_starts(str_of(tls.root), S("/etc/ssl/")));
        EXPECT_STR(str_of(mode_for(a, public_ones[i], TLS_AUTO, 160001, &tls)), S("verify-full"));
        EXPECT_STR(str_of(tls.root), S("system"));
    }
    for (size_t i = 0; i < COUNT_OF(private_ones); i++) {
        EXPECT_STR(str_of(mode_for(a, private_ones[i], TLS_AUTO, 150000, &tls)), S("prefer"));
        EXPECT(tls.warn_plain);
        EXPECT(tls.addresses);
    }
    EXPECT_STR(str_of(mode_for(a, "127.0.0.1", TLS_AUTO, 150000, &tls)), S("prefer"));
    EXPECT(!tls.warn_plain);
    EXPECT_STR(str_of(mode_for(a, "::1", TLS_AUTO, 150000, &tls)), S("prefer"));
    EXPECT(!tls.warn_plain);
}

TEST(a_choice_of_the_user_holds_everywhere)
{
    struct pg_tls tls;

    EXPECT_STR(str_of(mode_for(a, "127.0.0.1", TLS_VERIFY, 150000, &tls)), S("verify-full"));
    EXPECT_STR(str_of(mode_for(a, "8.8.8.8", TLS_OFF, 150000, &tls)), S("disable"));
    EXPECT_STR(str_of(mode_for(a, "8.8.8.8", TLS_REQUIRE, 160000, &tls)), S("require"));
    EXPECT_STR(str_of(mode_for(a, "8.8.8.8", TLS_CA, 160000, &tls)), S("verify-ca"));
    EXPECT(
        str_starts(str_of(tls.root), S("/etc/ssl/"))); /* "system" would turn it into verify-full */
    EXPECT_STR(str_of(mode_for(a, "/run/postgresql", TLS_VERIFY, 150000, &tls)), S("disable"));
}

TEST(environment_is_hidden_and_put_back)
{
    struct pg_env env;

    setenv("PGSERVICE", "elsewhere", 1);
    setenv("PGOPTIONS", "-c work_mem=1MB", 1);
    unsetenv("PGHOSTADDR");
    pg_env_hide(&env);
    EXPECT(!getenv("PGSERVICE") && !getenv("PGOPTIONS"));
    pg_env_restore(&env);
    EXPECT_STR(str_of(getenv("PGSERVICE")), S("elsewhere"));
    EXPECT_STR(str_of(getenv("PGOPTIONS")), S("-c work_mem=1MB"));
    EXPECT(!getenv("PGHOSTADDR"));
    unsetenv("PGSERVICE");
    unsetenv("PGOPTIONS");
}
