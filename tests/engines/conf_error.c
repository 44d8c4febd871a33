/* tests/engines/conf_error.c: classes of errors, positions, cancel, time-outs. */
#include "engines/target.h"

#include "base/clock.h"

#include <signal.h>
#include <sys/time.h>
#include <unistd.h>

TEST(errors_have_the_same_class_everywhere)
{
    struct target *t = target_new(a);
    struct conn *c = target_open(t);
    static const char *const statements[] = {
        "SELEKT 1",
        "INSERT INTO conf_t VALUES (1)",
        "SELECT * FROM conf_missing",
        "SELECT missing FROM conf_t",
        "CREATE TABLE conf_t (i integer)",
    };

    target_sql(t, c, "CREATE TABLE conf_t (i integer PRIMARY KEY)");
    target_sql(t, c, "INSERT INTO conf_t VALUES (1)");
    for (size_t i = 0; i < COUNT_OF(statements); i++) {
        struct result r = target_run(t, c, statements[i]);

        test_note(str_of(statements[i]));
        EXPECT_INT(r.kind, RESULT_ERROR);
        EXPECT_INT(r.err->fail, FAIL_OTHER);
        EXPECT_INT(r.err->code, ERR_STATEMENT);
        EXPECT(r.err->message.n && r.err->database.n);
        EXPECT(r.err->native || r.err->sqlstate[0]);
        EXPECT_INT(r.affected, -1);
    }
    EXPECT_STR(target_value(t, c, "SELECT count(*) FROM conf_t"), S("1"));
}

TEST(an_error_by_exec_is_a_value)
{
    struct target *t = target_new(a);
    struct conn *c = target_open(t);

    EXPECT(!engine_exec(c, S("SELEKT 1"), NULL, &t->err));
    EXPECT_INT(t->err.code, ERR_STATEMENT);
    EXPECT(t->err.database.n);
    EXPECT_STR(target_value(t, c, "SELECT 1"), S("1"));
}

/* In bytes, also behind characters of several bytes. */
TEST(a_position_counts_bytes)
{
    struct target *t = target_new(a);
    struct conn *c = target_open(t);
    str sql = S("SELECT '€😀' FRUM x y z");
    struct result r = target_run(t, c, sql.p);

    EXPECT_INT(r.kind, RESULT_ERROR);
    if (r.err->statement_offset < 0)
        test_skip("the server does not say where");
    EXPECT(r.err->statement_offset >= (int64_t)str_find(sql, S("FRUM")));
    EXPECT(r.err->statement_offset <= (int64_t)str_find(sql, S("z")));
    EXPECT(sql.p[r.err->statement_offset - 1] == ' ');
}

/* ---- cancel ---- */

static struct target *interrupted;

static void on_alarm(int sig)
{
    ssize_t n;

    interrupted->signal = sig;
    n = write(interrupted->wake[1], "x", 1);
    (void)n;
}

static void alarm_in(struct target *t, int ms)
{
    struct itimerval timer = { .it_value = { ms / 1000, (ms % 1000) * 1000 } };
    struct sigaction act = { .sa_handler = on_alarm, .sa_flags = SA_RESTART };

    interrupted = t;
    sigaction(SIGALRM, &act, NULL);
    setitimer(ITIMER_REAL, &timer, NULL);
}

static void expect_usable(struct target *t, struct conn *c)
{
    char byte;

    t->signal = 0;
    EXPECT(read(t->wake[0], &byte, 1) <= 1);
    (void)target_run(t, c, "ROLLBACK");
    EXPECT_STR(target_value(t, c, "SELECT 8"), S("8"));
}

TEST(a_signal_stops_a_long_statement)
{
    struct target *t = target_new(a);
    struct conn *c = target_open(t);
    int64_t start = clock_mono_ms();
    struct result r;

    alarm_in(t, 300);
    r = target_run(t, c, t->words->endless);
    EXPECT(clock_mono_ms() - start < 10000);
    EXPECT_INT(r.kind, RESULT_ERROR);
    EXPECT_INT(r.err->fail, FAIL_CANCELED);
    EXPECT_INT(r.err->code, ERR_CANCELED);
    expect_usable(t, c);
}

TEST(cancel_stops_the_statement_that_runs)
{
    struct target *t = target_new(a);
    struct conn *c = target_open(t);
    struct result r;

    target_submit(t, c, t->words->endless, 7, REQ_SYNC);
    if (t->words->server) { /* let it begin */
        EXPECT(t->engine->next(c, &r, &t->err) == NEXT_WAIT);
        clock_sleep_ms(300);
        EXPECT(t->engine->next(c, &r, &t->err) == NEXT_WAIT);
    }
    EXPECT_OK(t->engine->cancel(c, &t->err), &t->err);
    r = target_next(t, c);
    EXPECT_INT(r.tag, 7);
    EXPECT_INT(r.kind, RESULT_ERROR);
    EXPECT_INT(r.err->fail, FAIL_CANCELED);
    expect_usable(t, c);
}

TEST(a_cancelled_statement_aborts_its_batch)
{
    struct target *t = target_new(a);
    struct conn *c = target_open(t);

    target_sql(t, c, "CREATE TABLE conf_t (i integer)");
    target_submit(t, c, t->engine->words->begin, 0, 0);
    target_submit(t, c, "INSERT INTO conf_t VALUES (1)", 1, 0);
    target_submit(t, c, t->words->endless, 2, 0);
    target_submit(t, c, "COMMIT", 3, REQ_SYNC);
    alarm_in(t, 300);
    EXPECT_INT(target_next(t, c).kind, RESULT_OK);
    EXPECT_INT(target_next(t, c).kind, RESULT_OK);
    EXPECT_INT(target_next(t, c).kind, RESULT_ERROR);
    EXPECT_INT(target_next(t, c).kind, RESULT_ABORTED);
    expect_usable(t, c);
    EXPECT_STR(target_value(t, c, "SELECT count(*) FROM conf_t"), S("0"));
}

static void count_tick(void *data, int64_t waited_ms)
{
    int *ticks = data;

    *ticks += waited_ms >= 900;
}

TEST(a_long_statement_ticks)
{
    struct target *t = target_new(a);
    struct conn *c = target_open(t);
    struct result r;
    int ticks = 0;

    target_submit(t, c, t->words->endless, 0, REQ_SYNC);
    alarm_in(t, 2500);
    EXPECT(engine_await(c, &r, count_tick, &ticks, &t->err) == NEXT_RESULT);
    EXPECT_INT(r.kind, RESULT_ERROR);
    EXPECT(ticks >= 1 && ticks <= 4);
    expect_usable(t, c);
}

/* ---- locks and time-outs ---- */

static void set_timeout(struct target *t, struct conn *c, const char *word, const char *ms)
{
    struct buf b = buf_on(t->a);

    for (const char *p = word; *p; p++)
        if (*p == '@')
            buf_z(&b, ms);
        else
            buf_char(&b, *p);
    target_sql(t, c, "%s", buf_view(&b).p);
}

TEST(a_lock_that_is_not_there_is_a_lock_timeout)
{
    struct target *t = target_new(a);
    struct conn *c = target_open(t), *d = target_open(t);
    struct result r;

    target_sql(t, c, "CREATE TABLE conf_t (i integer PRIMARY KEY, v integer)");
    target_sql(t, c, "INSERT INTO conf_t VALUES (1, 1)");
    if (t->engine->words->lock_timeout)
        set_timeout(t, d, t->engine->words->lock_timeout, "300");
    target_sql(t, c, "%s", t->engine->words->begin);
    target_sql(t, c, "UPDATE conf_t SET v = 2");
    target_submit(t, d, t->engine->words->begin, 1, 0);
    target_submit(t, d, "UPDATE conf_t SET v = 3", 2, REQ_SYNC);
    r = target_next(t, d);
    if (r.kind == RESULT_OK) {
        r = target_next(t, d);
        EXPECT_INT(r.kind, RESULT_ERROR);
        EXPECT_INT(r.err->fail, FAIL_LOCK_TIMEOUT);
        EXPECT_INT(r.err->code, ERR_LOCK_TIMEOUT);
    } else {
        EXPECT_INT(r.err->fail, FAIL_LOCK_TIMEOUT);
        EXPECT_INT(r.err->code, ERR_LOCK_TIMEOUT);
        EXPECT_INT(target_next(t, d).kind, RESULT_ABORTED);
    }
    target_sql(t, d, "ROLLBACK");
    target_sql(t, c, "COMMIT");
    target_sql(t, d, "UPDATE conf_t SET v = 4");
    EXPECT_STR(target_value(t, c, "SELECT v FROM conf_t"), S("4"));
}

TEST(a_statement_out_of_its_time_is_cancelled)
{
    struct target *t = target_new(a);
    struct conn *c = target_open(t);
    struct result r;

    if (!t->engine->words->statement_timeout ||
        !(t->dsn.engine == DSN_POSTGRES || c->server.caps & CAP_MARIADB))
        test_skip("the engine has no such limit");
    set_timeout(t, c, t->engine->words->statement_timeout, "400");
    r = target_run(t, c, t->words->endless);
    EXPECT_INT(r.kind, RESULT_ERROR);
    EXPECT_INT(r.err->fail, FAIL_CANCELED);
    set_timeout(t, c, t->engine->words->statement_timeout, "0");
    expect_usable(t, c);
}
