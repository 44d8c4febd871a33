/* tests/engines/test_my_driver.c: the MySQL and MariaDB driver against a server: connecting, batches,
 * waiting, cancelling, losing. What it needs: tests/engines/my_world.h.
 */
#include "engines/my_world.h"

#include "base/clock.h"

#include <poll.h>

/* ---- the session ---- */

TEST(identifies_the_server)
{
    struct conn *c = my_test_open(a);
    const struct server_info *s = &c->server;

    EXPECT(str_eq(s->product, S("MariaDB")) || str_eq(s->product, S("MySQL")));
    EXPECT(s->version_number >= 80000);
    EXPECT(str_find(my_ask(a, c, "SELECT VERSION()"), s->version) != STR_NONE);
    EXPECT_STR(s->schema, str_of(getenv("AFLOAT_TEST_MY_DATABASE")));
    EXPECT(s->session > 0 && s->server_id.n > 8 && s->session_start.n > s->server_id.n);
    EXPECT(!s->read_only && !s->pooled);
    EXPECT(s->caps & CAP_LOCK_SESSION && s->caps & CAP_ATOMIC_DDL);
    EXPECT_INT(s->split_modes, 0);
    EXPECT(c->round_trips <= 3); /* SET, identify, and the question above */
}

TEST(identity_stays_over_connections)
{
    struct conn *one = my_test_open(a), *two = my_test_open(a);

    EXPECT_STR(one->server.server_id, two->server.server_id);
    EXPECT_STR(one->server.session_start, two->server.session_start);
    EXPECT(one->server.session != two->server.session);
}

TEST(session_state_is_known)
{
    struct conn *c = my_test_open(a);

    EXPECT_STR(my_ask(a, c, "SELECT @@autocommit"), S("1"));
    EXPECT_STR(my_ask(a, c, "SELECT @@character_set_client"), S("utf8mb4"));
    EXPECT_STR(my_ask(a, c, "SELECT @@wait_timeout"), S("28800"));
    EXPECT_STR(my_ask(a, c, "SELECT '\xf0\x9f\x9b\xb6'"), S("\xf0\x9f\x9b\xb6"));
}

TEST(login_refused)
{
    struct dsn dsn = my_test_dsn();
    struct err *err = my_test_err(a);
    struct conn *c = NULL;

    dsn.user = S("nobody_of_this_name");
    dsn.password.text = S("s3cret-canary");
    EXPECT(!engine_get(DSN_MYSQL)->open(a, &dsn, my_test_ctx(a), &c, err));
    EXPECT_INT(err->code, ERR_LOGIN);
    EXPECT_INT(err->fail, FAIL_LOGIN);
    EXPECT(!c && str_find(err->message, S("s3cret-canary")) == STR_NONE);
    EXPECT(str_find(err->database, S("s3cret-canary")) == STR_NONE);
    for (size_t i = 0; i < err->context.n; i++)
        EXPECT(str_find(err->context.v[i], S("s3cret-canary")) == STR_NONE);
}

TEST(server_not_there)
{
    struct dsn dsn = my_test_dsn();
    struct err *err = my_test_err(a);
    struct conn *c = NULL;

    dsn.socket = S("/nonexistent/socket");
    EXPECT(!engine_get(DSN_MYSQL)->open(a, &dsn, my_test_ctx(a), &c, err));
    EXPECT_INT(err->code, ERR_CONNECT);
    EXPECT_INT(err->fail, FAIL_CONNECT);
}

TEST(signal_ends_connecting)
{
    static volatile int sig = 2;
    struct dsn dsn = my_test_dsn();
    struct err *err = my_test_err(a);
    struct ctx *ctx = my_test_ctx(a);
    struct conn *c = NULL;

    ctx->signal = &sig;
    EXPECT(!engine_get(DSN_MYSQL)->open(a, &dsn, ctx, &c, err));
    EXPECT_INT(err->code, ERR_INTERRUPTED);
}

/* ---- batches ---- */

TEST(batch_in_order)
{
    struct conn *c = my_test_open(a);

    my_run(a, c, "CREATE OR REPLACE TABLE b1 (a int PRIMARY KEY)");
    my_submit_one(a, c, "INSERT INTO b1 VALUES (1), (2)", 10, 0);
    my_submit_one(a, c, "SELECT a FROM b1 ORDER BY a", 11, 0);
    my_submit_one(a, c, "UPDATE b1 SET a = a + 10", 12, REQ_SYNC);
    struct result r = my_await(a, c);
    EXPECT_INT(r.tag, 10);
    EXPECT_INT(r.affected, 2);
    r = my_await(a, c);
    EXPECT_INT(r.tag, 11);
    EXPECT_INT(r.rows, 2);
    EXPECT_STR(result_text(&r, 1, 0), S("2"));
    r = my_await(a, c);
    EXPECT_INT(r.affected, 2);
    EXPECT_INT(engine_await(c, &r, NULL, NULL, my_test_err(a)), NEXT_NONE);
}

TEST(error_aborts_the_rest_of_its_batch)
{
    static const enum result_kind want[] = { RESULT_OK, RESULT_ERROR, RESULT_ABORTED,
                                             RESULT_ABORTED, RESULT_OK };
    struct conn *c = my_test_open(a);

    my_run(a, c, "CREATE OR REPLACE TABLE b2 (a int PRIMARY KEY)");
    my_submit_one(a, c, "INSERT INTO b2 VALUES (1)", 0, 0);
    my_submit_one(a, c, "INSERT INTO b2 VALUES (1)", 1, 0);
    my_submit_one(a, c, "INSERT INTO b2 VALUES (2)", 2, 0);
    my_submit_one(a, c, "INSERT INTO b2 VALUES (3)", 3, REQ_SYNC);
    my_submit_one(a, c, "INSERT INTO b2 VALUES (4)", 4, REQ_SYNC);
    for (size_t i = 0; i < COUNT_OF(want); i++) {
        struct result r = my_await(a, c);

        EXPECT_INT(r.kind, want[i]);
        EXPECT_INT(r.tag, i);
        if (r.kind == RESULT_ERROR) {
            EXPECT_INT(r.err->native, 1062);
            EXPECT_STR(str_of(r.err->sqlstate), S("23000"));
            EXPECT(str_starts(r.err->database, S("Duplicate entry")));
        }
    }
    EXPECT_STR(my_ask(a, c, "SELECT GROUP_CONCAT(a ORDER BY a) FROM b2"), S("1,4"));
}

TEST(error_with_position)
{
    struct conn *c = my_test_open(a);
    struct err *err = my_test_err(a);

    EXPECT(!engine_exec(c, S("SELECT 1\nFROM\n WHERE x"), NULL, err));
    EXPECT_INT(err->code, ERR_STATEMENT);
    EXPECT_INT(err->native, 1064);
    EXPECT_INT(err->statement_offset, 15);
    my_run(a, c, "DO 1"); /* the session goes on */
}

TEST(null_and_empty_cells)
{
    struct conn *c = my_test_open(a);
    struct err *err = my_test_err(a);
    struct result r;

    EXPECT_OK(engine_exec(c, S("SELECT NULL, '', 'a\\0b'"), &r, err), err);
    EXPECT(result_null(&r, 0, 0) && !result_null(&r, 0, 1));
    EXPECT_INT(result_text(&r, 0, 1).n, 0);
    EXPECT_INT(result_text(&r, 0, 2).n, 3);
}

TEST(call_gives_several_results)
{
    struct conn *c = my_test_open(a);
    struct err *err = my_test_err(a);
    struct result r;

    my_run(a, c, "DROP PROCEDURE IF EXISTS p3");
    my_run(a, c,
           "CREATE PROCEDURE p3() BEGIN SELECT 1; SELECT 2, 3; SELECT 4 WHERE FALSE; DO 5; END");
    EXPECT_OK(engine_exec(c, S("CALL p3()"), &r, err), err);
    EXPECT_STR(my_ask(a, c, "SELECT 'next'"), S("next")); /* nothing was left unread */
    my_run(a, c, "DROP PROCEDURE p3");
    my_run(a, c,
           "CREATE PROCEDURE p3() BEGIN SELECT 1; SIGNAL SQLSTATE '45000' "
           "SET MESSAGE_TEXT = 'late'; END");
    EXPECT(!engine_exec(c, S("CALL p3()"), NULL, err));
    EXPECT_STR(err->database, S("late"));
    EXPECT_STR(my_ask(a, c, "SELECT 'next'"), S("next"));
}

TEST(one_statement_only)
{
    struct conn *c = my_test_open(a);
    struct err *err = my_test_err(a);

    EXPECT(!engine_exec(c, S("SELECT 1; DROP TABLE IF EXISTS x"), NULL, err));
    EXPECT_INT(err->native, 1064);
}

TEST(notices)
{
    struct conn *c = my_test_open(a);
    struct result r;

    my_submit_one(a, c, "DROP TABLE IF EXISTS not_there_at_all", 1, REQ_SYNC);
    r = my_await(a, c);
    EXPECT_INT(r.kind, RESULT_OK);
    EXPECT_INT(r.notices.n, 1);
    EXPECT(str_find(r.notices.v[0], S("not_there_at_all")) != STR_NONE);
    my_run(a, c, "CREATE OR REPLACE TABLE n1 (a int PRIMARY KEY)");
    my_submit_one(a, c, "INSERT IGNORE INTO n1 VALUES (1), (1), (2)", 2, REQ_SYNC);
    r = my_await(a, c);
    EXPECT_INT(r.notices.n, 1);
    EXPECT_STR(my_ask(a, c, "SELECT ROW_COUNT()"),
               S("2")); /* reading warnings did not disturb it */
}

TEST(statement_larger_than_a_packet)
{
    struct conn *c = my_test_open(a);
    struct result r;
    int64_t max = 0;
    char *sql;

    EXPECT(str_to_int64(my_ask(a, c, "SELECT @@max_allowed_packet"), &max));
    if (max > 64 << 20)
        test_skip("max_allowed_packet is above 64 MB");
    sql = arena_new(a, char, (size_t)max + 32);
    memset(sql, 'x', (size_t)max + 16);
    memcpy(sql, "SELECT '", 8);
    sql[max + 15] = '\'';
    my_submit_one(a, c, sql, 1, 0);
    my_submit_one(a, c, "DO 1", 2, REQ_SYNC);
    r = my_await(a, c);
    EXPECT_INT(r.kind, RESULT_ERROR);
    EXPECT_INT(r.err->fail, FAIL_OTHER);
    EXPECT(str_find(r.err->message, str_printf(a, "%lld", (long long)max)) != STR_NONE);
    EXPECT(str_find(r.err->message, str_printf(a, "%lld", (long long)max + 16)) != STR_NONE);
    EXPECT_INT(my_await(a, c).kind, RESULT_ABORTED);
    sql[max - 2] = '\''; /* one byte too many for the command byte and the server's own rule */
    sql[max - 1] = '\0';
    my_submit_one(a, c, sql, 3, REQ_SYNC);
    EXPECT_INT(my_await(a, c).kind, RESULT_ERROR);
    sql[max - 3] = '\''; /* the largest that fits: max - 2 bytes */
    sql[max - 2] = '\0';
    my_submit_one(a, c, sql, 3, REQ_SYNC);
    r = my_await(a, c);
    EXPECT_INT(r.kind, RESULT_OK);
    EXPECT_INT(result_text(&r, 0, 0).n, max - 11);
}

/* ---- waiting, cancelling, losing ---- */

TEST(never_blocks)
{
    struct conn *c = my_test_open(a);
    struct result r;
    int turns = 0;
    int64_t longest = 0, start = clock_mono_ms();

    my_submit_one(a, c, "SELECT SLEEP(1)", 1, REQ_SYNC);
    for (;;) {
        int64_t before = clock_mono_ms();
        enum next n = c->engine->next(c, &r, my_test_err(a));
        struct wait w = c->engine->wait(c);
        struct pollfd p = { .fd = w.fd, .events = POLLIN };

        if (clock_mono_ms() - before > longest)
            longest = clock_mono_ms() - before;
        if (n == NEXT_RESULT)
            break;
        EXPECT_INT(n, NEXT_WAIT);
        EXPECT(w.fd >= 0 && w.read && !w.write);
        turns++;
        poll(&p, 1, 100);
    }
    EXPECT(turns >= 5);
    EXPECT(longest < 300);
    EXPECT(clock_mono_ms() - start >= 950);
}

static void count_tick(void *data, int64_t waited_ms)
{
    int *ticks = data;

    *ticks += waited_ms > 0;
}

TEST(ticks_while_it_waits)
{
    struct conn *c = my_test_open(a);
    struct result r;
    int ticks = 0;

    my_submit_one(a, c, "SELECT SLEEP(2.3)", 1, REQ_SYNC);
    EXPECT_INT(engine_await(c, &r, count_tick, &ticks, my_test_err(a)), NEXT_RESULT);
    EXPECT_INT(ticks, 2);
}

TEST(cancel)
{
    struct conn *c = my_test_open(a);
    struct err *err = my_test_err(a);
    struct result r;
    int64_t start = clock_mono_ms();

    my_run(a, c, "CREATE OR REPLACE TABLE k1 (a int)");
    my_run(a, c, "INSERT INTO k1 VALUES (1), (2), (3)");
    EXPECT_OK(c->engine->cancel(c, err), err); /* nothing runs: nothing happens */
    my_submit_one(a, c, "UPDATE k1 SET a = SLEEP(10)", 1, REQ_SYNC);
    EXPECT_INT(c->engine->next(c, &r, err), NEXT_WAIT);
    clock_sleep_ms(200);
    EXPECT_OK(c->engine->cancel(c, err), err);
    r = my_await(a, c);
    EXPECT_INT(r.kind, RESULT_ERROR);
    EXPECT_INT(r.err->fail, FAIL_CANCELED);
    EXPECT_INT(r.err->code, ERR_CANCELED);
    EXPECT(clock_mono_ms() - start < 5000);
    EXPECT_STR(my_ask(a, c, "SELECT SUM(a) FROM k1"), S("6"));
}

TEST(killed_connection_is_lost)
{
    struct conn *c = my_test_open(a), *killer = my_test_open(a);
    struct err *err = my_test_err(a);
    struct result r;

    my_submit_one(a, c, "SELECT SLEEP(10)", 1, 0);
    my_submit_one(a, c, "SELECT 2", 2, REQ_SYNC);
    clock_sleep_ms(100);
    EXPECT_OK(engine_execf(killer, NULL, err, "KILL %lld", (long long)c->server.session), err);
    EXPECT_INT(engine_await(c, &r, NULL, NULL, err), NEXT_LOST);
    EXPECT_INT(err->fail, FAIL_LOST);
    EXPECT_INT(err->code, ERR_LOST);
    err_clear(err);
    EXPECT_INT(c->engine->next(c, &r, err), NEXT_LOST);
    err_clear(err);
    EXPECT(!c->engine->submit(c, &(struct request){ S("DO 1"), 0, REQ_SYNC }, err));
    EXPECT_INT(err->fail, FAIL_LOST);
    c->engine->close(c);
    c->engine->close(c);
}

TEST(close_with_a_statement_under_way)
{
    struct conn *c = my_test_open(a);
    int64_t start = clock_mono_ms();

    my_submit_one(a, c, "SELECT SLEEP(5)", 1, 0);
    my_submit_one(a, c, "SELECT 2", 2, REQ_SYNC);
    clock_sleep_ms(50);
    c->engine->close(c);
    EXPECT(clock_mono_ms() - start < 1000);
}
