/* tests/engines/test_my_watch.c: the MySQL and MariaDB driver against a server: a statement that waits for a table
 * lock is ended, one that works is not; a batch of afloat's own; what a signal cuts short.
 * What it needs: tests/engines/my_world.h.
 */
#include "engines/my_world.h"

#include "base/clock.h"

static enum next answer(arena *a, struct conn *c, const char *sql, struct result *out)
{
    struct err *err = my_test_err(a);

    my_submit_one(a, c, sql, 1, REQ_SYNC);
    return engine_await(c, out, NULL, NULL, err);
}

TEST(one_that_waits_is_ended)
{
    struct conn *reader = my_test_open(a), *c = my_test_open(a);
    struct result r;
    int64_t start, took;

    my_new_table(a, c, "watched", "(id int)");
    my_run(a, c, "SET SESSION lock_wait_timeout = 5");
    c->lock_wait_ms = 1000;
    my_run(a, reader, "START TRANSACTION");
    my_run(a, reader, "SELECT * FROM watched");
    for (int i = 0; i < 3; i++) {
        start = clock_mono_ms();
        EXPECT_INT(answer(a, c, "ALTER TABLE watched ADD COLUMN n int", &r), NEXT_RESULT);
        took = clock_mono_ms() - start;
        EXPECT_INT(r.kind, RESULT_ERROR);
        EXPECT_INT(r.err->fail, FAIL_LOCK_TIMEOUT);
        EXPECT_INT(r.err->code, ERR_LOCK_TIMEOUT);
        EXPECT(took >= 90 && took < 1500);
    }
    /* what comes next is not hit */
    my_run(a, c, "SELECT 1");
    my_run(a, reader, "COMMIT");
    EXPECT_INT(answer(a, c, "ALTER TABLE watched ADD COLUMN n int", &r), NEXT_RESULT);
    EXPECT_INT(r.kind, RESULT_OK);
    my_run(a, c, "DROP TABLE watched");
}

TEST(one_with_a_longer_time_out_waits)
{
    struct conn *reader = my_test_open(a), *c = my_test_open(a);
    struct result r;
    int64_t start = clock_mono_ms();

    my_new_table(a, c, "watched", "(id int)");
    my_run(a, c, "SET SESSION lock_wait_timeout = 1");
    c->lock_wait_ms = 5000;
    my_run(a, reader, "START TRANSACTION");
    my_run(a, reader, "SELECT * FROM watched");
    EXPECT_INT(answer(a, c, "ALTER TABLE watched ADD COLUMN n int", &r), NEXT_RESULT);
    EXPECT_INT(r.kind, RESULT_ERROR);
    EXPECT(clock_mono_ms() - start >= 900);
    my_run(a, reader, "COMMIT");
    my_run(a, c, "DROP TABLE watched");
}

TEST(one_that_works_is_left_alone)
{
    struct conn *c = my_test_open(a);
    struct result r;

    c->lock_wait_ms = 1000;
    my_run(a, c, "DROP TABLE IF EXISTS slept");
    EXPECT_INT(answer(a, c, "CREATE TABLE slept AS SELECT SLEEP(0.6) AS s", &r), NEXT_RESULT);
    EXPECT_INT(r.kind, RESULT_OK);
    EXPECT_STR(my_ask(a, c, "SELECT s FROM slept"), S("0")); /* 1 = it was cut off */
    my_run(a, c, "DROP TABLE slept");
}

static void all(arena *a, struct str_list *list, const char *const *sql, size_t n)
{
    list->n = 0;
    for (size_t i = 0; i < n; i++)
        *vec_push(a, list) = str_of(sql[i]);
}

TEST(a_batch_ends_at_its_first_error)
{
    static const char *const good[] = { "START TRANSACTION", "INSERT INTO batch VALUES (1)",
                                        "INSERT INTO batch VALUES (2)", "COMMIT" };
    static const char *const bad[] = { "START TRANSACTION", "INSERT INTO batch VALUES (3)",
                                       "INSERT INTO batch VALUES (1)",
                                       "INSERT INTO batch VALUES (4)", "COMMIT" };
    struct conn *c = my_test_open(a);
    struct err *err = my_test_err(a);
    struct str_list list = { 0 };
    struct result r;
    uint64_t before;

    my_new_table(a, c, "batch", "(id int PRIMARY KEY) ENGINE=InnoDB");
    all(a, &list, good, COUNT_OF(good));
    before = c->round_trips;
    EXPECT_OK(engine_exec_all(c, &list, err), err);
    EXPECT(c->round_trips - before <= (c->server.caps & CAP_MARIADB ? 1 : COUNT_OF(good)));
    all(a, &list, bad, COUNT_OF(bad));
    EXPECT(!engine_exec_all(c, &list, err));
    EXPECT_INT(err->native, 1062);
    err_clear(err);
    my_run(a, c, "ROLLBACK");
    EXPECT_STR(my_ask(a, c, "SELECT GROUP_CONCAT(id ORDER BY id) FROM batch"), S("1,2"));
    /* also after a file has chosen a mode in which a block is written otherwise */
    if (c->server.caps & CAP_MARIADB) {
        EXPECT_INT(answer(a, c, "SET sql_mode = 'ORACLE'", &r), NEXT_RESULT);
        EXPECT_OK(c->engine->reset(c, err), err);
        EXPECT_INT(answer(a, c, "SET sql_mode = 'ORACLE'", &r), NEXT_RESULT);
        my_run(a, c, "DELETE FROM batch");
        all(a, &list, good, COUNT_OF(good));
        EXPECT_OK(engine_exec_all(c, &list, err), err);
    }
    my_run(a, c, "DROP TABLE batch");
}

/* ---- a statement of a file behind afloat's own, in one batch ---- */

static bool send_behind(arena *a, struct conn *c, const char *own, const char *sql)
{
    struct str_list list = { 0 };

    *vec_push(a, &list) = str_of(own);
    if (!engine_submit_own(c, &list, false, my_test_err(a)))
        return false;
    my_submit_one(a, c, sql, 7, REQ_SYNC);
    return true;
}

TEST(a_statement_runs_behind_what_was_well)
{
    struct conn *c = my_test_open(a);
    struct err *err = my_test_err(a);
    struct result r;

    my_new_table(a, c, "behind", "(id int PRIMARY KEY) ENGINE=InnoDB");
    EXPECT(send_behind(a, c, "INSERT INTO behind VALUES (1)", "ALTER TABLE behind ADD b int"));
    EXPECT_OK(engine_take_all(c, 1, err), err);
    r = my_await(a, c);
    EXPECT_INT(r.kind, RESULT_OK);
    EXPECT_INT(r.tag, 7);
    EXPECT_STR(my_ask(a, c, "SELECT COUNT(b) + 2 * id FROM behind GROUP BY id"), S("2"));
    /* its error is its own, and tells where: */
    EXPECT(send_behind(a, c, "INSERT INTO behind VALUES (2, 2)", "ALTER TABLE\n behind = 1"));
    EXPECT_OK(engine_take_all(c, 1, err), err);
    r = my_await(a, c);
    EXPECT_INT(r.kind, RESULT_ERROR);
    EXPECT_INT(r.err->native, 1064);
    EXPECT_INT(r.err->statement_offset, 20);
    /* its warnings too */
    EXPECT(send_behind(a, c, "INSERT INTO behind VALUES (3, 3)", "DROP TABLE IF EXISTS nobody_t"));
    EXPECT_OK(engine_take_all(c, 1, err), err);
    r = my_await(a, c);
    EXPECT_INT(r.kind, RESULT_OK);
    EXPECT(r.notices.n == 1 && str_find(r.notices.v[0], S("nobody_t")) != STR_NONE);
    my_run(a, c, "DROP TABLE behind");
}

TEST(a_statement_does_not_run_behind_an_error)
{
    struct conn *c = my_test_open(a);
    struct err *err = my_test_err(a);
    struct result r;

    my_new_table(a, c, "behind", "(id int PRIMARY KEY) ENGINE=InnoDB");
    my_run(a, c, "INSERT INTO behind VALUES (1)");
    EXPECT(send_behind(a, c, "INSERT INTO behind VALUES (1)", "ALTER TABLE behind ADD b int"));
    EXPECT(!engine_take_all(c, 1, err));
    EXPECT_INT(err->native, 1062);
    err_clear(err);
    r = my_await(a, c);
    EXPECT_INT(r.kind, RESULT_ABORTED);
    EXPECT_STR(my_ask(a, c,
                      "SELECT COUNT(*) FROM information_schema.columns "
                      "WHERE table_schema = DATABASE() AND table_name = 'behind'"),
               S("1"));
    my_run(a, c, "DROP TABLE behind");
}

/* Also when a batch has been sent that was several statements to the server. */
TEST(a_text_is_never_two_statements)
{
    static const char two[] = "ALTER TABLE behind ADD c int; ALTER TABLE behind ADD d int";
    struct conn *c = my_test_open(a);
    struct err *err = my_test_err(a);
    struct result r;

    my_new_table(a, c, "behind", "(id int PRIMARY KEY) ENGINE=InnoDB");
    for (int i = 1; i < 3; i++) {
        EXPECT(send_behind(a, c, "DELETE FROM behind", "ALTER TABLE behind ADD b int"));
        EXPECT_OK(engine_take_all(c, 1, err), err);
        EXPECT_INT(my_await(a, c).kind, RESULT_OK);
        EXPECT(send_behind(a, c, "DELETE FROM behind", two));
        EXPECT_OK(engine_take_all(c, 1, err), err);
        EXPECT_INT(my_await(a, c).kind, RESULT_ERROR);
        EXPECT_INT(answer(a, c, two, &r), NEXT_RESULT);
        EXPECT_INT(r.kind, RESULT_ERROR);
        EXPECT_INT(r.err->native, 1064);
        my_run(a, c, "ALTER TABLE behind DROP b");
    }
    my_run(a, c,
           "CREATE TRIGGER behind_t BEFORE INSERT ON behind FOR EACH ROW "
           "BEGIN SET @x = 1; SET @y = 2; END");
    my_run(a, c, "DROP TABLE behind");
}

/* SLEEP answers when it is cut off: inside a transaction that is no answer. */
TEST(a_sleep_cut_short_is_cancelled)
{
    struct conn *c = my_test_open(a);
    struct err *err = my_test_err(a);
    struct result r;

    my_run(a, c, "START TRANSACTION");
    my_submit_one(a, c, "DO SLEEP(20)", 1, REQ_SYNC);
    clock_sleep_ms(200);
    EXPECT_OK(c->engine->cancel(c, err), err);
    EXPECT_INT(engine_await(c, &r, NULL, NULL, err), NEXT_RESULT);
    EXPECT_INT(r.kind, RESULT_ERROR);
    EXPECT_INT(r.err->fail, FAIL_CANCELED);
    my_run(a, c, "ROLLBACK");
}
