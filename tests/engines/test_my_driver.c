/* tests/engines/test_my_driver.c: the MySQL and MariaDB driver against a server.
 *
 * Needs     AFLOAT_TEST_MY_SOCKET (path) or AFLOAT_TEST_MY_HOST and AFLOAT_TEST_MY_PORT,
 *           AFLOAT_TEST_MY_USER, AFLOAT_TEST_MY_PASSWORD (may be absent), AFLOAT_TEST_MY_DATABASE: a
 *           user with all rights and a database of its own; every case is skipped without them
 */
#include "engines/engine.h"

#include "base/clock.h"
#include "harness/test.h"
#include "sql/split.h"

#include <poll.h>

struct said { /* what the sink heard */
    int warnings;
};

static void hear(void *data, const struct event *e)
{
    struct said *said = data;

    said->warnings += e->kind == EVENT_WARNING;
}

static struct dsn dsn_of_test(void)
{
    struct dsn dsn = { .engine = DSN_MYSQL, .scheme = S("mysql") };
    const char *port = getenv("AFLOAT_TEST_MY_PORT");
    int64_t n = 0;

    dsn.socket = str_of(getenv("AFLOAT_TEST_MY_SOCKET"));
    dsn.host = str_of(getenv("AFLOAT_TEST_MY_HOST"));
    dsn.user = str_of(getenv("AFLOAT_TEST_MY_USER"));
    dsn.password.text = str_of(getenv("AFLOAT_TEST_MY_PASSWORD"));
    dsn.database = str_of(getenv("AFLOAT_TEST_MY_DATABASE"));
    if (!(dsn.socket.n || dsn.host.n) || !dsn.user.n || !dsn.database.n)
        test_skip("AFLOAT_TEST_MY_SOCKET, _USER, _DATABASE are not set");
    if (port && str_to_int64(str_of(port), &n))
        dsn.port = (int)n;
    return dsn;
}

static struct ctx *ctx_of_test(arena *a)
{
    struct ctx *ctx = arena_new(a, struct ctx, 1);

    *ctx = (struct ctx){ .mem = a, .wake_fd = -1 };
    return ctx;
}

static struct err *err_of_test(arena *a)
{
    struct err *err = arena_new(a, struct err, 1);

    err_init(err);
    arena_defer(a, (void (*)(void *))err_done, err);
    return err;
}

static struct conn *open_conn(arena *a)
{
    struct dsn dsn = dsn_of_test();
    struct err *err = err_of_test(a);
    struct conn *c = NULL;

    EXPECT_OK(engine_get(DSN_MYSQL)->open(a, &dsn, ctx_of_test(a), &c, err), err);
    return c;
}

static void run(arena *a, struct conn *c, const char *sql)
{
    struct err *err = err_of_test(a);

    EXPECT_OK(engine_exec(c, str_of(sql), NULL, err), err);
}

static str ask(arena *a, struct conn *c, const char *sql)
{
    struct err *err = err_of_test(a);
    struct result r;

    EXPECT_OK(engine_exec(c, str_of(sql), &r, err), err);
    EXPECT(r.rows >= 1 && r.columns >= 1);
    return str_copy(a, result_text(&r, 0, 0));
}

static void submit(arena *a, struct conn *c, const char *sql, int64_t tag, unsigned flags)
{
    struct err *err = err_of_test(a);

    EXPECT_OK(c->engine->submit(c, &(struct request){ str_of(sql), tag, flags }, err), err);
}

static struct result await(arena *a, struct conn *c)
{
    struct err *err = err_of_test(a);
    struct result r;
    enum next n = engine_await(c, &r, NULL, NULL, err);

    if (n != NEXT_RESULT)
        test_fail(__FILE__, __LINE__, "no result but %d: " STR_FMT, (int)n, STR_ARG(err->message));
    return r;
}

/* ---- the session ---- */

TEST(identifies_the_server)
{
    struct conn *c = open_conn(a);
    const struct server_info *s = &c->server;

    EXPECT(str_eq(s->product, S("MariaDB")) || str_eq(s->product, S("MySQL")));
    EXPECT(s->version_number >= 80000);
    EXPECT(str_find(ask(a, c, "SELECT VERSION()"), s->version) != STR_NONE);
    EXPECT_STR(s->schema, str_of(getenv("AFLOAT_TEST_MY_DATABASE")));
    EXPECT(s->session > 0 && s->server_id.n > 8 && s->session_start.n > s->server_id.n);
    EXPECT(!s->read_only && !s->pooled);
    EXPECT(s->caps & CAP_LOCK_SESSION && s->caps & CAP_ATOMIC_DDL);
    EXPECT_INT(s->split_modes, 0);
    EXPECT(c->round_trips <= 3); /* SET, identify, and the question above */
}

TEST(identity_stays_over_connections)
{
    struct conn *one = open_conn(a), *two = open_conn(a);

    EXPECT_STR(one->server.server_id, two->server.server_id);
    EXPECT_STR(one->server.session_start, two->server.session_start);
    EXPECT(one->server.session != two->server.session);
}

TEST(session_state_is_known)
{
    struct conn *c = open_conn(a);

    EXPECT_STR(ask(a, c, "SELECT @@autocommit"), S("1"));
    EXPECT_STR(ask(a, c, "SELECT @@character_set_client"), S("utf8mb4"));
    EXPECT_STR(ask(a, c, "SELECT @@wait_timeout"), S("28800"));
    EXPECT_STR(ask(a, c, "SELECT '\xf0\x9f\x9b\xb6'"), S("\xf0\x9f\x9b\xb6"));
}

TEST(login_refused)
{
    struct dsn dsn = dsn_of_test();
    struct err *err = err_of_test(a);
    struct conn *c = NULL;

    dsn.user = S("nobody_of_this_name");
    dsn.password.text = S("s3cret-canary");
    EXPECT(!engine_get(DSN_MYSQL)->open(a, &dsn, ctx_of_test(a), &c, err));
    EXPECT_INT(err->code, ERR_LOGIN);
    EXPECT_INT(err->fail, FAIL_LOGIN);
    EXPECT(!c && str_find(err->message, S("s3cret-canary")) == STR_NONE);
    EXPECT(str_find(err->database, S("s3cret-canary")) == STR_NONE);
    for (size_t i = 0; i < err->context.n; i++)
        EXPECT(str_find(err->context.v[i], S("s3cret-canary")) == STR_NONE);
}

TEST(server_not_there)
{
    struct dsn dsn = dsn_of_test();
    struct err *err = err_of_test(a);
    struct conn *c = NULL;

    dsn.socket = S("/nonexistent/socket");
    EXPECT(!engine_get(DSN_MYSQL)->open(a, &dsn, ctx_of_test(a), &c, err));
    EXPECT_INT(err->code, ERR_CONNECT);
    EXPECT_INT(err->fail, FAIL_CONNECT);
}

TEST(signal_ends_connecting)
{
    static volatile int sig = 2;
    struct dsn dsn = dsn_of_test();
    struct err *err = err_of_test(a);
    struct ctx *ctx = ctx_of_test(a);
    struct conn *c = NULL;

    ctx->signal = &sig;
    EXPECT(!engine_get(DSN_MYSQL)->open(a, &dsn, ctx, &c, err));
    EXPECT_INT(err->code, ERR_INTERRUPTED);
}

/* ---- batches ---- */

TEST(batch_in_order)
{
    struct conn *c = open_conn(a);

    run(a, c, "CREATE OR REPLACE TABLE b1 (a int PRIMARY KEY)");
    submit(a, c, "INSERT INTO b1 VALUES (1), (2)", 10, 0);
    submit(a, c, "SELECT a FROM b1 ORDER BY a", 11, 0);
    submit(a, c, "UPDATE b1 SET a = a + 10", 12, REQ_SYNC);
    struct result r = await(a, c);
    EXPECT_INT(r.tag, 10);
    EXPECT_INT(r.affected, 2);
    r = await(a, c);
    EXPECT_INT(r.tag, 11);
    EXPECT_INT(r.rows, 2);
    EXPECT_STR(result_text(&r, 1, 0), S("2"));
    r = await(a, c);
    EXPECT_INT(r.affected, 2);
    EXPECT_INT(engine_await(c, &r, NULL, NULL, err_of_test(a)), NEXT_NONE);
}

TEST(error_aborts_the_rest_of_its_batch)
{
    static const enum result_kind want[] = { RESULT_OK, RESULT_ERROR, RESULT_ABORTED,
                                             RESULT_ABORTED, RESULT_OK };
    struct conn *c = open_conn(a);

    run(a, c, "CREATE OR REPLACE TABLE b2 (a int PRIMARY KEY)");
    submit(a, c, "INSERT INTO b2 VALUES (1)", 0, 0);
    submit(a, c, "INSERT INTO b2 VALUES (1)", 1, 0);
    submit(a, c, "INSERT INTO b2 VALUES (2)", 2, 0);
    submit(a, c, "INSERT INTO b2 VALUES (3)", 3, REQ_SYNC);
    submit(a, c, "INSERT INTO b2 VALUES (4)", 4, REQ_SYNC);
    for (size_t i = 0; i < COUNT_OF(want); i++) {
        struct result r = await(a, c);

        EXPECT_INT(r.kind, want[i]);
        EXPECT_INT(r.tag, i);
        if (r.kind == RESULT_ERROR) {
            EXPECT_INT(r.err->native, 1062);
            EXPECT_STR(str_of(r.err->sqlstate), S("23000"));
            EXPECT(str_starts(r.err->database, S("Duplicate entry")));
        }
    }
    EXPECT_STR(ask(a, c, "SELECT GROUP_CONCAT(a ORDER BY a) FROM b2"), S("1,4"));
}

TEST(error_with_position)
{
    struct conn *c = open_conn(a);
    struct err *err = err_of_test(a);

    EXPECT(!engine_exec(c, S("SELECT 1\nFROM\n WHERE x"), NULL, err));
    EXPECT_INT(err->code, ERR_STATEMENT);
    EXPECT_INT(err->native, 1064);
    EXPECT_INT(err->statement_offset, 15);
    run(a, c, "DO 1"); /* the session goes on */
}

TEST(null_and_empty_cells)
{
    struct conn *c = open_conn(a);
    struct err *err = err_of_test(a);
    struct result r;

    EXPECT_OK(engine_exec(c, S("SELECT NULL, '', 'a\\0b'"), &r, err), err);
    EXPECT(result_null(&r, 0, 0) && !result_null(&r, 0, 1));
    EXPECT_INT(result_text(&r, 0, 1).n, 0);
    EXPECT_INT(result_text(&r, 0, 2).n, 3);
}

TEST(call_gives_several_results)
{
    struct conn *c = open_conn(a);
    struct err *err = err_of_test(a);
    struct result r;

    run(a, c, "DROP PROCEDURE IF EXISTS p3");
    run(a, c, "CREATE PROCEDURE p3() BEGIN SELECT 1; SELECT 2, 3; SELECT 4 WHERE FALSE; DO 5; END");
    EXPECT_OK(engine_exec(c, S("CALL p3()"), &r, err), err);
    EXPECT_STR(ask(a, c, "SELECT 'next'"), S("next")); /* nothing was left unread */
    run(a, c, "DROP PROCEDURE p3");
    run(a, c,
        "CREATE PROCEDURE p3() BEGIN SELECT 1; SIGNAL SQLSTATE '45000' "
        "SET MESSAGE_TEXT = 'late'; END");
    EXPECT(!engine_exec(c, S("CALL p3()"), NULL, err));
    EXPECT_STR(err->database, S("late"));
    EXPECT_STR(ask(a, c, "SELECT 'next'"), S("next"));
}

TEST(one_statement_only)
{
    struct conn *c = open_conn(a);
    struct err *err = err_of_test(a);

    EXPECT(!engine_exec(c, S("SELECT 1; DROP TABLE IF EXISTS x"), NULL, err));
    EXPECT_INT(err->native, 1064);
}

TEST(notices)
{
    struct conn *c = open_conn(a);
    struct result r;

    submit(a, c, "DROP TABLE IF EXISTS not_there_at_all", 1, REQ_SYNC);
    r = await(a, c);
    EXPECT_INT(r.kind, RESULT_OK);
    EXPECT_INT(r.notices.n, 1);
    EXPECT(str_find(r.notices.v[0], S("not_there_at_all")) != STR_NONE);
    run(a, c, "CREATE OR REPLACE TABLE n1 (a int PRIMARY KEY)");
    submit(a, c, "INSERT IGNORE INTO n1 VALUES (1), (1), (2)", 2, REQ_SYNC);
    r = await(a, c);
    EXPECT_INT(r.notices.n, 1);
    EXPECT_STR(ask(a, c, "SELECT ROW_COUNT()"), S("2")); /* reading warnings did not disturb it */
}

TEST(statement_larger_than_a_packet)
{
    struct conn *c = open_conn(a);
    struct result r;
    int64_t max = 0;
    char *sql;

    EXPECT(str_to_int64(ask(a, c, "SELECT @@max_allowed_packet"), &max));
    if (max > 64 << 20)
        test_skip("max_allowed_packet is above 64 MB");
    sql = arena_new(a, char, (size_t)max + 32);
    memset(sql, 'x', (size_t)max + 16);
    memcpy(sql, "SELECT '", 8);
    sql[max + 15] = '\'';
    submit(a, c, sql, 1, 0);
    submit(a, c, "DO 1", 2, REQ_SYNC);
    r = await(a, c);
    EXPECT_INT(r.kind, RESULT_ERROR);
    EXPECT_INT(r.err->fail, FAIL_OTHER);
    EXPECT(str_find(r.err->message, str_printf(a, "%lld", (long long)max)) != STR_NONE);
    EXPECT(str_find(r.err->message, str_printf(a, "%lld", (long long)max + 16)) != STR_NONE);
    EXPECT_INT(await(a, c).kind, RESULT_ABORTED);
    sql[max - 2] = '\''; /* one byte too many for the command byte and the server's own rule */
    sql[max - 1] = '\0';
    submit(a, c, sql, 3, REQ_SYNC);
    EXPECT_INT(await(a, c).kind, RESULT_ERROR);
    sql[max - 3] = '\''; /* the largest that fits: max - 2 bytes */
    sql[max - 2] = '\0';
    submit(a, c, sql, 3, REQ_SYNC);
    r = await(a, c);
    EXPECT_INT(r.kind, RESULT_OK);
    EXPECT_INT(result_text(&r, 0, 0).n, max - 11);
}

/* ---- waiting, cancelling, losing ---- */

TEST(never_blocks)
{
    struct conn *c = open_conn(a);
    struct result r;
    int turns = 0;
    int64_t longest = 0, start = clock_mono_ms();

    submit(a, c, "SELECT SLEEP(1)", 1, REQ_SYNC);
    for (;;) {
        int64_t before = clock_mono_ms();
        enum next n = c->engine->next(c, &r, err_of_test(a));
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
    struct conn *c = open_conn(a);
    struct result r;
    int ticks = 0;

    submit(a, c, "SELECT SLEEP(2.3)", 1, REQ_SYNC);
    EXPECT_INT(engine_await(c, &r, count_tick, &ticks, err_of_test(a)), NEXT_RESULT);
    EXPECT_INT(ticks, 2);
}

TEST(cancel)
{
    struct conn *c = open_conn(a);
    struct err *err = err_of_test(a);
    struct result r;
    int64_t start = clock_mono_ms();

    run(a, c, "CREATE OR REPLACE TABLE k1 (a int)");
    run(a, c, "INSERT INTO k1 VALUES (1), (2), (3)");
    EXPECT_OK(c->engine->cancel(c, err), err); /* nothing runs: nothing happens */
    submit(a, c, "UPDATE k1 SET a = SLEEP(10)", 1, REQ_SYNC);
    EXPECT_INT(c->engine->next(c, &r, err), NEXT_WAIT);
    clock_sleep_ms(200);
    EXPECT_OK(c->engine->cancel(c, err), err);
    r = await(a, c);
    EXPECT_INT(r.kind, RESULT_ERROR);
    EXPECT_INT(r.err->fail, FAIL_CANCELED);
    EXPECT_INT(r.err->code, ERR_CANCELED);
    EXPECT(clock_mono_ms() - start < 5000);
    EXPECT_STR(ask(a, c, "SELECT SUM(a) FROM k1"), S("6"));
}

TEST(killed_connection_is_lost)
{
    struct conn *c = open_conn(a), *killer = open_conn(a);
    struct err *err = err_of_test(a);
    struct result r;

    submit(a, c, "SELECT SLEEP(10)", 1, 0);
    submit(a, c, "SELECT 2", 2, REQ_SYNC);
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
    struct conn *c = open_conn(a);
    int64_t start = clock_mono_ms();

    submit(a, c, "SELECT SLEEP(5)", 1, 0);
    submit(a, c, "SELECT 2", 2, REQ_SYNC);
    clock_sleep_ms(50);
    c->engine->close(c);
    EXPECT(clock_mono_ms() - start < 1000);
}

/* ---- lock ---- */

TEST(lock_between_connections)
{
    struct conn *one = open_conn(a), *two = open_conn(a);
    struct err *err = err_of_test(a);
    bool got = false, held = false;
    str holder = { 0 };

    EXPECT_OK(one->engine->try_lock(one, S("key"), &got, &holder, err), err);
    EXPECT(got);
    EXPECT_OK(two->engine->try_lock(two, S("key"), &got, &holder, err), err);
    EXPECT(!got);
    EXPECT(str_find(holder, str_printf(a, "%lld", (long long)one->server.session)) != STR_NONE);
    EXPECT(str_find(holder, str_of(getenv("AFLOAT_TEST_MY_USER"))) != STR_NONE);
    EXPECT_OK(two->engine->try_lock(two, S("other"), &got, &holder, err), err);
    EXPECT(got);
    EXPECT_OK(two->engine->unlock(two, S("key"), &held, err), err);
    EXPECT(!held);
    EXPECT_OK(one->engine->try_lock(one, S("key"), &got, &holder, err), err); /* again: one lock */
    EXPECT(got);
    EXPECT_OK(one->engine->unlock(one, S("key"), &held, err), err);
    EXPECT(held);
    EXPECT_OK(one->engine->unlock(one, S("key"), &held, err), err);
    EXPECT(!held);
    EXPECT_OK(two->engine->try_lock(two, S("key"), &got, &holder, err), err);
    EXPECT(got);
}

TEST(lock_dies_with_its_session)
{
    struct conn *one = open_conn(a), *two = open_conn(a);
    struct err *err = err_of_test(a);
    bool got = false, alive = false;
    str holder;

    EXPECT_OK(one->engine->try_lock(one, S("k2"), &got, &holder, err), err);
    EXPECT_OK(two->engine->session_alive(two, one->server.session, one->server.session_start,
                                         &alive, err),
              err);
    EXPECT(alive);
    one->engine->close(one);
    for (int i = 0; i < 50; i++) {
        EXPECT_OK(two->engine->try_lock(two, S("k2"), &got, &holder, err), err);
        if (got)
            break;
        clock_sleep_ms(20);
    }
    EXPECT(got);
    EXPECT_OK(two->engine->session_alive(two, one->server.session, one->server.session_start,
                                         &alive, err),
              err);
    EXPECT(!alive);
}

TEST(session_of_another_server_start_is_dead)
{
    struct conn *c = open_conn(a);
    struct err *err = err_of_test(a);
    bool alive = true;

    EXPECT_OK(c->engine->session_alive(c, c->server.session, S("12345@another"), &alive, err), err);
    EXPECT(!alive);
    EXPECT_OK(c->engine->session_alive(c, c->server.session, S(""), &alive, err), err);
    EXPECT(!alive);
    EXPECT_OK(c->engine->session_alive(c, c->server.session, c->server.session_start, &alive, err),
              err);
    EXPECT(alive);
}

/* ---- state ---- */

TEST(reset_puts_the_session_back)
{
    struct conn *c = open_conn(a);
    struct err *err = err_of_test(a);
    str mode = ask(a, c, "SELECT @@sql_mode"), zone = ask(a, c, "SELECT @@time_zone");
    bool got, held;
    str holder;

    EXPECT_OK(c->engine->try_lock(c, S("r"), &got, &holder, err), err);
    run(a, c, "CREATE OR REPLACE TABLE r1 (a int)");
    run(a, c,
        "SET sql_mode = 'ANSI_QUOTES,NO_BACKSLASH_ESCAPES', foreign_key_checks = 0, "
        "time_zone = '+05:00', sql_notes = 0, lock_wait_timeout = 7");
    run(a, c, "SET NAMES latin1");
    run(a, c, "SET timestamp = 5");
    run(a, c, "SET autocommit = 0");
    run(a, c, "INSERT INTO r1 VALUES (1)");
    run(a, c, "USE mysql");
    EXPECT_OK(c->engine->reset(c, err), err);
    EXPECT_STR(ask(a, c, "SELECT @@sql_mode"), mode);
    EXPECT_STR(ask(a, c, "SELECT @@time_zone"), zone);
    EXPECT_STR(
        ask(a, c, "SELECT CONCAT(@@autocommit + 0, @@foreign_key_checks + 0, @@sql_notes + 0)"),
        S("111"));
    EXPECT_STR(ask(a, c, "SELECT @@character_set_client"), S("utf8mb4"));
    EXPECT_STR(ask(a, c, "SELECT DATABASE()"), c->server.database);
    EXPECT_STR(ask(a, c, "SELECT NOW() > '2020-01-01'"), S("1"));
    EXPECT_STR(ask(a, c, "SELECT COUNT(*) FROM r1"), S("0")); /* what was left open is undone */
    EXPECT_OK(c->engine->unlock(c, S("r"), &held, err), err);
    EXPECT(held);
}

TEST(reset_ends_table_locks)
{
    struct conn *c = open_conn(a);
    struct err *err = err_of_test(a);

    run(a, c, "CREATE OR REPLACE TABLE r2 (a int)");
    run(a, c, "CREATE OR REPLACE TABLE r3 (a int)");
    run(a, c, "LOCK TABLES r2 READ");
    EXPECT_OK(c->engine->reset(c, err), err);
    run(a, c, "INSERT INTO r3 VALUES (1)");
}

TEST(user_tables_without_our_own)
{
    struct conn *c = open_conn(a);
    struct err *err = err_of_test(a);
    struct str_list all, ours, one;

    run(a, c, "CREATE OR REPLACE TABLE `afloat_x` (a int)");
    run(a, c, "CREATE OR REPLACE TABLE `afloat'x` (a int)");
    EXPECT_OK(c->engine->user_tables(a, c, S(""), 1000, &all, err), err);
    EXPECT_OK(c->engine->user_tables(a, c, S("afloat_"), 1000, &ours, err), err);
    EXPECT_OK(c->engine->user_tables(a, c, S("afloat'"), 1, &one, err), err);
    EXPECT(all.n >= 2);
    EXPECT_INT(ours.n, all.n - 1);
    EXPECT_INT(one.n, 1);
    run(a, c, "DROP TABLE `afloat_x`, `afloat'x`");
}

/* ---- snapshot and probe ---- */

static struct outline outline_of(arena *a, enum outline_probe probe, enum outline_object_kind kind,
                                 const char *name, const char *table)
{
    struct outline o = { .cls = CLASS_DDL, .probe = probe };

    *vec_push(a, &o.objects) = (struct outline_object){
        .kind = kind, .name = str_of(name), .table = str_of(table), .created = true
    };
    return o;
}

static enum probe_answer probe(arena *a, struct conn *c, const struct outline *o, str snapshot)
{
    struct err *err = err_of_test(a);
    enum probe_answer answer = PROBE_IS_PARTIAL;
    str clean_up;

    EXPECT_OK(c->engine->probe(a, c, o, snapshot, &answer, &clean_up, err), err);
    return answer;
}

static str snapshot(arena *a, struct conn *c, const struct outline *o)
{
    struct err *err = err_of_test(a);
    str out = { 0 };

    EXPECT_OK(c->engine->snapshot(a, c, o, &out, err), err);
    return out;
}

struct probe_case {
    enum outline_object_kind kind;
    const char *name, *table, *prepare, *sql, *undo;
};

static void run_probe_case(arena *a, struct conn *c, const struct probe_case *p)
{
    struct outline o = outline_of(a, PROBE_CATALOG, p->kind, p->name, p->table);
    str before;

    if (p->prepare)
        run(a, c, p->prepare);
    before = snapshot(a, c, &o);
    if (probe(a, c, &o, before) != PROBE_IS_ABSENT)
        test_fail(__FILE__, __LINE__, "before %s: not absent", p->sql);
    run(a, c, p->sql);
    if (probe(a, c, &o, before) != PROBE_IS_DONE)
        test_fail(__FILE__, __LINE__, "after %s: not done", p->sql);
    if (p->undo)
        run(a, c, p->undo);
}

TEST(probe_tells_ddl)
{
    static const struct probe_case cases[] = {
        { OBJECT_TABLE, "s1", NULL, "DROP TABLE IF EXISTS s1", "CREATE TABLE s1 (a int)", NULL },
        { OBJECT_TABLE, "s1", NULL, NULL, "ALTER TABLE s1 ADD b int", NULL },
        { OBJECT_TABLE, "s1", NULL, NULL, "ALTER TABLE s1 ADD INDEX (b)", NULL },
        { OBJECT_TABLE, "s1", NULL, NULL, "ALTER TABLE s1 ADD INDEX (b)", NULL }, /* another one */
        { OBJECT_INDEX, "i1", "s1", NULL, "CREATE INDEX i1 ON s1 (a)", NULL },
        { OBJECT_INDEX, "i1", "s1", NULL, "DROP INDEX i1 ON s1", NULL },
        { OBJECT_TABLE, "s1", NULL, NULL, "RENAME TABLE s1 TO s2", "RENAME TABLE s2 TO s1" },
        { OBJECT_TRIGGER, "tr1", "s1", "DROP TRIGGER IF EXISTS tr1",
          "CREATE TRIGGER tr1 BEFORE INSERT ON s1 FOR EACH ROW SET NEW.a = 1", NULL },
        { OBJECT_TRIGGER, "tr1", "s1", NULL, "DROP TRIGGER tr1", NULL },
        { OBJECT_PROCEDURE, "pr1", NULL, "DROP PROCEDURE IF EXISTS pr1",
          "CREATE PROCEDURE pr1() DO 1", NULL },
        { OBJECT_PROCEDURE, "pr1", NULL, NULL, "DROP PROCEDURE pr1", NULL },
        { OBJECT_FUNCTION, "fu1", NULL, "DROP FUNCTION IF EXISTS fu1",
          "CREATE FUNCTION fu1() RETURNS int DETERMINISTIC RETURN 1", "DROP FUNCTION fu1" },
        { OBJECT_VIEW, "v1", NULL, "DROP VIEW IF EXISTS v1", "CREATE VIEW v1 AS SELECT a FROM s1",
          NULL },
        { OBJECT_VIEW, "v1", NULL, NULL, "ALTER VIEW v1 AS SELECT b FROM s1", NULL },
        { OBJECT_VIEW, "v1", NULL, NULL, "DROP VIEW v1", NULL },
        { OBJECT_EVENT, "ev1", NULL, "DROP EVENT IF EXISTS ev1",
          "CREATE EVENT ev1 ON SCHEDULE EVERY 1 YEAR DO DO 1", "DROP EVENT ev1" },
        { OBJECT_DATABASE, "afloat_probe_db", NULL, "DROP DATABASE IF EXISTS afloat_probe_db",
          "CREATE DATABASE afloat_probe_db", "DROP DATABASE afloat_probe_db" },
        { OBJECT_ROLE, "afloat_probe@localhost", NULL, "DROP USER IF EXISTS afloat_probe@localhost",
          "CREATE USER afloat_probe@localhost", "DROP USER afloat_probe@localhost" },
        { OBJECT_TABLE, "s1", NULL, NULL, "DROP TABLE s1", NULL },
    };
    struct conn *c = open_conn(a);

    for (size_t i = 0; i < COUNT_OF(cases); i++)
        run_probe_case(a, c, &cases[i]);
}

TEST(probe_of_a_sequence)
{
    struct conn *c = open_conn(a);
    static const struct probe_case cases[] = {
        { OBJECT_SEQUENCE, "sq1", NULL, "DROP SEQUENCE IF EXISTS sq1", "CREATE SEQUENCE sq1",
          NULL },
        { OBJECT_SEQUENCE, "sq1", NULL, NULL, "ALTER SEQUENCE sq1 INCREMENT 7", NULL },
        { OBJECT_SEQUENCE, "sq1", NULL, NULL, "DROP SEQUENCE sq1", NULL },
    };

    if (!(c->server.caps & CAP_MARIADB))
        test_skip("MySQL has no sequences");
    for (size_t i = 0; i < COUNT_OF(cases); i++)
        run_probe_case(a, c, &cases[i]);
}

TEST(probe_ignores_rows_and_session)
{
    struct conn *c = open_conn(a);
    struct outline o = outline_of(a, PROBE_CATALOG, OBJECT_TABLE, "ai", NULL);
    str before;

    run(a, c,
        "CREATE OR REPLACE TABLE ai (id int AUTO_INCREMENT PRIMARY KEY, "
        "t timestamp DEFAULT '2020-01-01 00:00:00', c int COMMENT 'x AUTO_INCREMENT=9')");
    run(a, c, "INSERT INTO ai (c) VALUES (1), (2)");
    before = snapshot(a, c, &o);
    run(a, c, "INSERT INTO ai (c) VALUES (3)");
    run(a, c, "SET sql_mode = 'ANSI_QUOTES', time_zone = '+09:00', sql_quote_show_create = 0");
    run(a, c, "USE mysql"); /* the snapshot knows its database */
    EXPECT_INT(probe(a, c, &o, before), PROBE_IS_ABSENT);
    EXPECT_STR(ask(a, c, "SELECT @@sql_mode"), S("ANSI_QUOTES")); /* put back */
    EXPECT_OK(c->engine->reset(c, err_of_test(a)), err_of_test(a));
    run(a, c, "ALTER TABLE ai MODIFY c int COMMENT 'x AUTO_INCREMENT=10'");
    EXPECT_INT(probe(a, c, &o, before), PROBE_IS_DONE);
    run(a, c, "DROP TABLE ai");
}

TEST(probe_by_existence)
{
    struct conn *c = open_conn(a);
    struct outline made = outline_of(a, PROBE_CREATED, OBJECT_TABLE, "ex", NULL);
    struct outline gone = outline_of(a, PROBE_DROPPED, OBJECT_TABLE, "ex", NULL);
    str before;

    gone.objects.v[0].created = false;
    gone.objects.v[0].dropped = true;
    run(a, c, "DROP TABLE IF EXISTS ex");
    before = snapshot(a, c, &made);
    EXPECT_INT(probe(a, c, &made, before), PROBE_IS_ABSENT);
    EXPECT_INT(probe(a, c, &gone, before), PROBE_IS_DONE);
    run(a, c, "CREATE TABLE ex (a int)");
    EXPECT_INT(probe(a, c, &made, before), PROBE_IS_DONE);
    EXPECT_INT(probe(a, c, &gone, before), PROBE_IS_ABSENT);
    run(a, c, "DROP TABLE ex");
}

TEST(probe_that_cannot_tell)
{
    struct conn *c = open_conn(a);
    struct outline o = outline_of(a, PROBE_OPAQUE, OBJECT_TABLE, "x", NULL);

    EXPECT_INT(probe(a, c, &o, S("")), PROBE_IS_UNKNOWN);
    o.probe = PROBE_REPEAT;
    EXPECT_INT(probe(a, c, &o, S("")), PROBE_IS_ABSENT);
    o.probe = PROBE_CATALOG;
    EXPECT_INT(probe(a, c, &o, S("")), PROBE_IS_UNKNOWN); /* no snapshot */
    o = outline_of(a, PROBE_CATALOG, OBJECT_TABLESPACE, "ts", NULL);
    EXPECT_INT(probe(a, c, &o, snapshot(a, c, &o)), PROBE_IS_UNKNOWN);
    o = (struct outline){ .probe = PROBE_CATALOG };
    EXPECT_INT(probe(a, c, &o, snapshot(a, c, &o)), PROBE_IS_UNKNOWN);
}

/* ---- words ---- */

TEST(words_are_understood)
{
    struct conn *c = open_conn(a);
    const struct engine_words *w = c->engine->words;
    struct err *err = err_of_test(a);
    struct result r;
    str now;
    int64_t us;

    run(a, c, w->begin);
    run(a, c, "ROLLBACK");
    EXPECT_OK(engine_execf(c, &r, err, "SELECT %s", w->now), err);
    now = result_text(&r, 0, 0);
    EXPECT_INT(now.n, sizeof("2026-01-02T03:04:05.123456Z") - 1);
    EXPECT(clock_parse_iso(now, &us));
    run(a, c, "SET SESSION lock_wait_timeout = IF(1500 = 0, 31536000, (1500 + 999) DIV 1000)");
    EXPECT_STR(ask(a, c, "SELECT @@lock_wait_timeout"), S("2"));
}

static void run_words(arena *a, struct conn *c, const char *words, const char *number)
{
    struct buf b = buf_on(a);

    for (; *words; words++)
        if (*words == '@')
            buf_z(&b, number);
        else
            buf_char(&b, *words);
    run(a, c, str_z(a, buf_view(&b)));
}

TEST(timeouts_are_set)
{
    struct conn *c = open_conn(a);
    const struct engine_words *w = c->engine->words;

    run_words(a, c, w->lock_timeout, "1500");
    EXPECT_STR(ask(a, c, "SELECT CONCAT(@@lock_wait_timeout, @@innodb_lock_wait_timeout)"),
               S("22"));
    run_words(a, c, w->lock_timeout, "0");
    EXPECT_STR(ask(a, c, "SELECT @@lock_wait_timeout"), S("31536000"));
    run_words(a, c, w->statement_timeout, "1500");
    if (c->server.caps & CAP_MARIADB)
        EXPECT_STR(ask(a, c, "SELECT @@max_statement_time"), S("1.500000"));
    run_words(a, c, w->statement_timeout, "0");
    if (c->server.caps & CAP_MARIADB)
        EXPECT_STR(ask(a, c, "SELECT @@max_statement_time"), S("0.000000"));
}

TEST(private_address_without_tls_warns_once)
{
    const char *host = getenv("AFLOAT_TEST_MY_PRIVATE_HOST"); /* not loopback, offers no TLS */
    struct dsn dsn = dsn_of_test();
    struct ctx *ctx = ctx_of_test(a);
    struct err *err = err_of_test(a);
    struct said said = { 0 };
    struct conn *c = NULL;

    if (!host)
        test_skip("AFLOAT_TEST_MY_PRIVATE_HOST is not set");
    dsn.socket = (str){ 0 };
    dsn.host = str_of(host);
    ctx->sink = (struct sink){ .event = hear, .data = &said };
    EXPECT_OK(engine_get(DSN_MYSQL)->open(a, &dsn, ctx, &c, err), err);
    EXPECT_INT(said.warnings, 1);
    EXPECT(!c->server.encrypted);
    dsn.tls = TLS_VERIFY;
    EXPECT(!engine_get(DSN_MYSQL)->open(a, &dsn, ctx, &c, err));
    EXPECT_INT(err->code, ERR_TLS);
    err_clear(err);
    dsn.tls = TLS_REQUIRE;
    EXPECT(!engine_get(DSN_MYSQL)->open(a, &dsn, ctx, &c, err));
    EXPECT_INT(err->code, ERR_TLS);
}
