/* tests/engines/test_my_driver.c: the MySQL and MariaDB driver against a server: connecting, batches,
 * waiting, cancelling, losing. What it needs: tests/engines/my_world.h.
 */
#include "engines/my_world.h"

#include "base/clock.h"

#include <poll.h>
#include <signal.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <unistd.h>

static volatile int *alarm_flag;

static void raise_flag(int number)
{
    (void)number;
    *alarm_flag = SIGTERM;
}

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

TEST(environment_gives_no_password)
{
    struct dsn dsn = my_test_dsn();
    struct err *err = my_test_err(a);
    struct conn *admin = my_test_open(a), *c = NULL;

    my_run(a, admin, "DROP USER IF EXISTS env_tester");
    my_run(a, admin, "CREATE USER env_tester IDENTIFIED BY 'known to the environment'");
    setenv("MYSQL_PWD", "known to the environment", 1);
    dsn.user = S("env_tester");
    dsn.password.text = (str){ 0 };
    EXPECT(!engine_get(DSN_MYSQL)->open(a, &dsn, my_test_ctx(a), &c, err));
    EXPECT_INT(err->code, ERR_LOGIN);
    unsetenv("MYSQL_PWD");
    my_run(a, admin, "DROP USER env_tester");
}

TEST(read_only_server)
{
    struct conn *admin = my_test_open(a), *c;

    my_run(a, admin, "SET GLOBAL read_only = 1");
    c = my_test_open(a);
    my_run(a, admin, "SET GLOBAL read_only = 0");
    EXPECT(c->server.read_only);
    EXPECT(!my_test_open(a)->server.read_only);
}

/* ---- a server that is not one ---- */

static void remove_file(void *p)
{
    unlink(p);
}

static int listen_at(arena *a, str *out_path)
{
    struct sockaddr_un un = { .sun_family = AF_UNIX };
    int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    int n = snprintf(un.sun_path, sizeof(un.sun_path), "/tmp/afloat-test-%ld", (long)getpid());
    struct sockaddr *address = (struct sockaddr *)(void *)&un;

    unlink(un.sun_path);
    *out_path = str_copy(a, (str){ un.sun_path, (size_t)n });
    arena_defer(a, remove_file, str_z(a, *out_path));
    EXPECT(fd >= 0 && bind(fd, address, sizeof(un)) == 0 && listen(fd, 5) == 0);
    return fd;
}

TEST(server_that_says_nothing)
{
    struct dsn dsn = my_test_dsn();
    struct err *err = my_test_err(a);
    struct conn *c = NULL;
    int fd = listen_at(a, &dsn.socket);
    int64_t start = clock_mono_ms();

    dsn.connect_timeout_ms = 700;
    EXPECT(!engine_get(DSN_MYSQL)->open(a, &dsn, my_test_ctx(a), &c, err));
    EXPECT_INT(err->code, ERR_CONNECT);
    EXPECT_INT(err->fail, FAIL_CONNECT);
    EXPECT(clock_mono_ms() - start < 1500);
    close(fd);
}

TEST(signal_while_connecting)
{
    static volatile int sig;
    struct dsn dsn = my_test_dsn();
    struct err *err = my_test_err(a);
    struct ctx *ctx = my_test_ctx(a);
    struct conn *c = NULL;
    int fd = listen_at(a, &dsn.socket), pipe_fds[2];
    int64_t start = clock_mono_ms();

    EXPECT(pipe(pipe_fds) == 0);
    if (fork() == 0) {
        clock_sleep_ms(200);
        _exit(write(pipe_fds[1], "x", 1) != 1);
    }
    ctx->wake_fd = pipe_fds[0];
    ctx->signal = &sig;
    sig = 0;
    /* the handler's part: the flag is up before the descriptor is readable */
    alarm_flag = &sig;
    signal(SIGALRM, raise_flag);
    ualarm(100000, 0);
    EXPECT(!engine_get(DSN_MYSQL)->open(a, &dsn, ctx, &c, err));
    EXPECT_INT(err->code, ERR_TERMINATED);
    EXPECT(clock_mono_ms() - start < 2000);
    wait(NULL);
    close(pipe_fds[0]);
    close(pipe_fds[1]);
    close(fd);
}

enum falsify { AS_IT_IS, OTHER_CONNECTION, OLD_VERSION };

/* MariaDB 10.11 becomes 10.05, 11.4 becomes 10.4; MySQL 9 becomes 5. */
static void make_older(char *version)
{
    if (str_starts(str_of(version), S("5.5.5-")))
        version += 6;
    if (str_starts(str_of(version), S("10.")))
        memcpy(version + 3, "05", 2);
    else
        memcpy(version, strstr(version, "MariaDB") ? "10" : "5", strcspn(version, "."));
}

/* The server's first packet: length 3, sequence 1, protocol 1, version text with NUL, connection id 4. */
static void falsify_greeting(char *data, enum falsify how)
{
    char *version = data + 5;
    size_t id = 5 + strlen(version) + 1;

    if (how == OTHER_CONNECTION)
        data[id] = (char)(data[id] ^ 0x55);
    if (how == OLD_VERSION)
        make_older(version);
}

static bool copy(int from, int to, enum falsify *how)
{
    char data[8192];
    ssize_t n = read(from, data, sizeof(data));

    if (n <= 0)
        return false;
    falsify_greeting(data, *how);
    *how = AS_IT_IS;
    return write(to, data, (size_t)n) == n;
}

static void be_a_proxy(int listener, const char *server, enum falsify how)
{
    struct sockaddr_un un = { .sun_family = AF_UNIX };
    int client = accept(listener, NULL, NULL), up = socket(AF_UNIX, SOCK_STREAM, 0);
    enum falsify none = AS_IT_IS;

    snprintf(un.sun_path, sizeof(un.sun_path), "%s", server);
    if (connect(up, (struct sockaddr *)(void *)&un, sizeof(un)) != 0)
        _exit(1);
    for (;;) {
        struct pollfd p[2] = { { .fd = client, .events = POLLIN }, { .fd = up, .events = POLLIN } };

        poll(p, 2, -1);
        if ((p[0].revents && !copy(client, up, &none)) || (p[1].revents && !copy(up, client, &how)))
            _exit(0);
    }
}

static void open_through_proxy(arena *a, enum falsify how, struct err *err)
{
    struct dsn dsn = my_test_dsn();
    struct conn *c = NULL;
    const char *server = getenv("AFLOAT_TEST_MY_SOCKET");
    int fd;

    if (!server)
        test_skip("AFLOAT_TEST_MY_SOCKET is not set");
    fd = listen_at(a, &dsn.socket);
    if (fork() == 0)
        be_a_proxy(fd, server, how);
    if (engine_get(DSN_MYSQL)->open(a, &dsn, my_test_ctx(a), &c, err))
        c->engine->close(c);
    wait(NULL);
    close(fd);
}

TEST(proxy_that_changes_nothing)
{
    struct err *err = my_test_err(a);

    open_through_proxy(a, AS_IT_IS, err);
    EXPECT_INT(err->code, ERR_NONE);
}

TEST(multiplexing_proxy_is_refused) /* it has connection ids of its own */
{
    struct err *err = my_test_err(a);

    open_through_proxy(a, OTHER_CONNECTION, err);
    EXPECT_INT(err->code, ERR_POOLER);
    EXPECT(err->hint.n > 0);
}

TEST(old_server_is_refused)
{
    struct err *err = my_test_err(a);
    const struct server_info *server = &my_test_open(a)->server;
    bool mariadb = server->caps & CAP_MARIADB, ten = str_starts(server->version, S("10."));

    open_through_proxy(a, OLD_VERSION, err);
    EXPECT_INT(err->code, ERR_SERVER_VERSION);
    test_note(err->message);
    EXPECT(str_find(err->message, !mariadb ? S("MySQL 5.")
                                  : ten    ? S("10.5")
                                           : S("10.4")) != STR_NONE);
}

TEST(database_not_there)
{
    struct dsn dsn = my_test_dsn();
    struct err *err = my_test_err(a);
    struct conn *c = NULL;

    dsn.database = S("afloat_no_such_database");
    EXPECT(!engine_get(DSN_MYSQL)->open(a, &dsn, my_test_ctx(a), &c, err));
    EXPECT_INT(err->code, ERR_CONNECT);
    EXPECT_INT(err->native, 1049);
}

TEST(no_database_chosen)
{
    struct dsn dsn = my_test_dsn();
    struct err *err = my_test_err(a);
    struct conn *c = NULL;

    dsn.database = (str){ 0 };
    EXPECT_OK(engine_get(DSN_MYSQL)->open(a, &dsn, my_test_ctx(a), &c, err), err);
    EXPECT_INT(c->server.schema.n, 0);
    EXPECT_OK(c->engine->reset(c, err), err);
}

/* ---- batches ---- */

TEST(batch_in_order)
{
    struct conn *c = my_test_open(a);

    my_new_table(a, c, "b1", "(a int PRIMARY KEY)");
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

    my_new_table(a, c, "b2", "(a int PRIMARY KEY)");
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
    my_new_table(a, c, "n1", "(a int PRIMARY KEY)");
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

    my_new_table(a, c, "k1", "(a int)");
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

TEST(signal_cancels)
{
    static volatile int sig = SIGINT;
    struct conn *c = my_test_open(a);
    struct result r;
    int64_t start = clock_mono_ms();

    my_new_table(a, c, "k2", "(a int)");
    my_run(a, c, "INSERT INTO k2 VALUES (1)");
    c->ctx->signal = &sig;
    my_submit_one(a, c, "UPDATE k2 SET a = SLEEP(10)", 1, REQ_SYNC);
    r = my_await(a, c);
    EXPECT_INT(r.kind, RESULT_ERROR);
    EXPECT_INT(r.err->fail, FAIL_CANCELED);
    EXPECT(clock_mono_ms() - start < 3000);
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
    EXPECT(!c->engine->submit(c, &(struct request){ .sql = S("DO 1"), .flags = REQ_SYNC }, err));
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
