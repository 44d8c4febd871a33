/* tests/engines/conf_batch.c: order of results, what an error does to its batch, transactions. */
#include "engines/target.h"

static struct conn *with_table(struct target *t)
{
    struct conn *c = target_open(t);

    target_sql(t, c, "CREATE TABLE conf_t (i integer NOT NULL PRIMARY KEY, v integer)");
    return c;
}

static void expect_count(struct target *t, struct conn *c, const char *want)
{
    EXPECT_STR(target_value(t, c, "SELECT count(*) FROM conf_t"), str_of(want));
}

static void expect_none(struct target *t, struct conn *c)
{
    struct result r;

    EXPECT(t->engine->next(c, &r, &t->err) == NEXT_NONE);
}

TEST(results_come_in_order_with_their_tags)
{
    struct target *t = target_new(a);
    struct conn *c = with_table(t);

    expect_none(t, c);
    for (int i = 0; i < 10; i++)
        target_submit(t, c, str_printf(a, "SELECT %d, 'x'", i * 7).p, 100 + i,
                      i == 4 || i == 9 ? REQ_SYNC : 0);
    for (int i = 0; i < 10; i++) {
        struct result r = target_next(t, c);

        EXPECT_INT(r.kind, RESULT_OK);
        EXPECT_INT(r.tag, 100 + i);
        EXPECT_INT(r.rows, 1);
        EXPECT_INT(r.columns, 2);
        EXPECT_INT(result_int(&r, 0, 0), i * 7);
    }
    expect_none(t, c);
}

TEST(an_error_aborts_the_rest_of_its_batch)
{
    struct target *t = target_new(a);
    struct conn *c = with_table(t);
    static const char *const batch[] = { NULL, "INSERT INTO conf_t VALUES (1, 1)",
                                         "INSERT INTO conf_t VALUES (1, 2)",
                                         "INSERT INTO conf_t VALUES (2, 2)", "COMMIT" };

    static const enum result_kind want[] = { RESULT_OK, RESULT_OK, RESULT_ERROR, RESULT_ABORTED,
                                             RESULT_ABORTED };

    for (size_t i = 0; i < COUNT_OF(batch); i++)
        target_submit(t, c, batch[i] ? batch[i] : t->engine->words->begin, (int64_t)i,
                      i + 1 == COUNT_OF(batch) ? REQ_SYNC : 0);
    for (size_t i = 0; i < COUNT_OF(batch); i++) {
        struct result r = target_next(t, c);

        EXPECT_INT(r.tag, i);
        EXPECT_INT(r.kind, want[i]);
        if (r.kind == RESULT_ERROR)
            EXPECT(r.err && r.err->code == ERR_STATEMENT && r.err->database.n);
    }
    expect_none(t, c);
    target_sql(t, c, "ROLLBACK");
    expect_count(t, c, "0");
    target_sql(t, c, "INSERT INTO conf_t VALUES (1, 1)");
    expect_count(t, c, "1");
}

TEST(a_batch_after_a_failed_one_runs)
{
    struct target *t = target_new(a);
    struct conn *c = with_table(t);

    target_submit(t, c, "SELECT no_such_column FROM conf_t", 1, REQ_SYNC);
    target_submit(t, c, "SELECT 5", 2, 0);
    target_submit(t, c, "SELECT 6", 3, REQ_SYNC);
    EXPECT_INT(target_next(t, c).kind, RESULT_ERROR);
    EXPECT_INT(target_next(t, c).kind, RESULT_OK);
    EXPECT_INT(target_next(t, c).kind, RESULT_OK);
}

TEST(rollback_without_a_transaction_does_no_harm)
{
    struct target *t = target_new(a);
    struct conn *c = target_open(t);

    target_sql(t, c, "ROLLBACK");
    target_sql(t, c, "%s", t->engine->words->begin);
    target_sql(t, c, "ROLLBACK");
    target_sql(t, c, "ROLLBACK");
}

TEST(changed_rows_are_counted)
{
    struct target *t = target_new(a);
    struct conn *c = with_table(t);

    EXPECT_INT(target_sql(t, c, "INSERT INTO conf_t VALUES (1, 1), (2, 2), (3, 3)").affected, 3);
    EXPECT_INT(target_sql(t, c, "UPDATE conf_t SET v = v + 1 WHERE i > 1").affected, 2);
    EXPECT_INT(target_sql(t, c, "UPDATE conf_t SET v = 0 WHERE i > 9").affected, 0);
    EXPECT_INT(target_sql(t, c, "DELETE FROM conf_t").affected, 3);
}

TEST(data_follows_its_transaction)
{
    struct target *t = target_new(a);
    struct conn *c = with_table(t);

    target_sql(t, c, "%s", t->engine->words->begin);
    target_sql(t, c, "INSERT INTO conf_t VALUES (1, 1)");
    target_sql(t, c, "ROLLBACK");
    expect_count(t, c, "0");
    target_sql(t, c, "%s", t->engine->words->begin);
    target_sql(t, c, "INSERT INTO conf_t VALUES (2, 2)");
    target_sql(t, c, "COMMIT");
    expect_count(t, target_open(t), "1");
}

TEST(ddl_follows_its_transaction_where_it_can)
{
    struct target *t = target_new(a);
    struct conn *c = target_open(t);
    struct result r;

    target_sql(t, c, "%s", t->engine->words->begin);
    target_sql(t, c, "CREATE TABLE conf_ddl (i integer)");
    target_sql(t, c, "ROLLBACK");
    r = target_run(t, c, "SELECT * FROM conf_ddl");
    EXPECT_INT(r.kind, c->server.caps & CAP_DDL_TRANSACTIONAL ? RESULT_ERROR : RESULT_OK);
}

TEST(a_batch_of_thousands)
{
    struct target *t = target_new(a);
    struct conn *c = with_table(t);

    target_submit(t, c, t->engine->words->begin, 0, 0);
    for (int i = 1; i <= 2000; i++)
        target_submit(t, c, str_printf(a, "INSERT INTO conf_t VALUES (%d, %d)", i, i).p, i, 0);
    target_submit(t, c, "COMMIT", 2001, REQ_SYNC);
    for (int i = 0; i <= 2001; i++) {
        struct result r = target_next(t, c);

        EXPECT_INT(r.kind, RESULT_OK);
        EXPECT_INT(r.tag, i);
    }
    expect_count(t, c, "2000");
}

TEST(a_result_may_be_large_while_more_is_queued)
{
    struct target *t = target_new(a);
    struct conn *c = with_table(t);
    struct result r;

    target_sql(t, c,
               "INSERT INTO conf_t VALUES (0, 0), (1, 1), (2, 2), (3, 3), (4, 4), (5, 5), "
               "(6, 6), (7, 7), (8, 8), (9, 9)");
    target_submit(t, c,
                  "SELECT a.i * 1000 + b.i * 100 + c.i * 10 + d.i AS n, "
                  "'a text that makes the row wide enough to fill a socket' "
                  "FROM conf_t a, conf_t b, conf_t c, conf_t d ORDER BY n",
                  1, 0);
    for (int i = 0; i < 200; i++)
        target_submit(t, c, "SELECT 1", 2, 0);
    target_submit(t, c, "SELECT 2", 3, REQ_SYNC);
    r = target_next(t, c);
    EXPECT_INT(r.rows, 10000);
    for (size_t i = 0; i < r.rows; i++)
        EXPECT_INT(result_int(&r, i, 0), i);
    for (int i = 0; i < 201; i++)
        EXPECT_INT(target_next(t, c).kind, RESULT_OK);
}
