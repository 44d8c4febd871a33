/* tests/unit/engines/test_lite_exec.c: the queue, statements, cancel, reset, catalog of SQLite. */
#include "lite_help.h"

#include "base/clock.h"

#define LONG                                                                                       \
    "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n"

TEST(an_error_aborts_its_batch_only)
{
    struct conn *c = must_open(a, S(":memory:"));
    struct result r;
    struct err err;

    put(c, "CREATE TABLE t (x)", 1, 0);
    put(c, "INSERT INTO t VALUEZ (1)", 2, 0);
    put(c, "INSERT INTO t VALUES (1)", 3, 0);
    put(c, "INSERT INTO t VALUES (2)", 4, REQ_SYNC);
    put(c, "SELECT count(*) FROM t", 5, REQ_SYNC);
    EXPECT_INT(take(c).kind, RESULT_OK);
    r = take(c);
    EXPECT_INT(r.kind, RESULT_ERROR);
    EXPECT_INT(r.tag, 2);
    EXPECT_INT(r.err->statement_offset, 14);
    EXPECT_INT(take(c).kind, RESULT_ABORTED);
    EXPECT_INT(take(c).kind, RESULT_ABORTED);
    r = take(c);
    EXPECT_INT(r.tag, 5);
    EXPECT_STR(r.cells[0].text, S("0"));
    err_init(&err);
    EXPECT(c->engine->next(c, &r, &err) == NEXT_NONE);
    err_done(&err);
}

TEST(an_error_at_the_end_of_a_batch_aborts_nothing)
{
    struct conn *c = must_open(a, S(":memory:"));

    EXPECT_INT(run(c, "nonsense").kind, RESULT_ERROR);
    EXPECT_INT(run(c, "SELECT 1").kind, RESULT_OK);
}

TEST(one_statement_a_request)
{
    struct conn *c = must_open(a, S(":memory:"));
    struct request nul = { .sql = S("SELECT 1 -- \0\n, 2"), .flags = REQ_SYNC };
    struct result r = run(c, "CREATE TABLE t (x); DROP TABLE t");
    struct err err;

    EXPECT_INT(r.kind, RESULT_ERROR);
    EXPECT_INT(r.err->code, ERR_INTERNAL);
    expect_value(c, "SELECT count(*) FROM sqlite_schema", "0");
    must(c, "CREATE TABLE t (x); -- nothing more\n /* here */ ;");
    err_init(&err);
    EXPECT_OK(c->engine->submit(c, &nul, &err), &err);
    err_done(&err);
    r = take(c);
    EXPECT_INT(r.kind, RESULT_ERROR);
    EXPECT_INT(r.err->code, ERR_INTERNAL);
}

TEST(comments_alone_do_nothing)
{
    struct conn *c = must_open(a, S(":memory:"));
    static const char *const texts[] = {
        "", "  \n", "-- x", "/* x */", ";", "/* open", "-- x\n;;"
    };

    for (size_t i = 0; i < COUNT_OF(texts); i++) {
        struct result r = run(c, texts[i]);

        EXPECT_INT(r.kind, RESULT_OK);
        EXPECT_INT(r.affected, -1);
        EXPECT_INT(r.rows, 0);
    }
}

TEST(changed_rows_are_counted)
{
    struct conn *c = must_open(a, S(":memory:"));

    EXPECT_INT(run(c, "CREATE TABLE t (x)").affected, -1);
    EXPECT_INT(run(c, "/* a */ -- b\n INSERT INTO t VALUES (1), (2), (3)").affected, 3);
    EXPECT_INT(run(c, "UPDATE t SET x = x WHERE x > 1").affected, 2);
    EXPECT_INT(run(c, "WITH w AS (SELECT 1) DELETE FROM t WHERE x = 9").affected, 0);
    EXPECT_INT(run(c, "CREATE TABLE u (x)").affected, -1);
    EXPECT_INT(run(c, "SELECT * FROM t").affected, -1);
    EXPECT_INT(run(c, "WITH w AS (SELECT 1) SELECT * FROM w").affected, -1);
    EXPECT_INT(run(c, "replace into t values (1)").affected, 1);
}

TEST(rollback_is_always_welcome)
{
    struct conn *c = must_open(a, S(":memory:"));
    struct result r;

    must(c, "ROLLBACK");
    must(c, "/* x */ rollback transaction;");
    EXPECT_INT(run(c, "ROLLBACK TO s").kind, RESULT_ERROR);
    EXPECT_INT(run(c, "COMMIT").kind, RESULT_ERROR);
    must(c, "CREATE TABLE t (x UNIQUE)");
    must(c, "BEGIN");
    must(c, "INSERT INTO t VALUES (1)");
    r = run(c, "INSERT OR ROLLBACK INTO t VALUES (1)");
    EXPECT_INT(r.kind, RESULT_ERROR);
    EXPECT_STR(r.err->detail, S("SQLite rolled the whole transaction back."));
    must(c, "ROLLBACK");
    must(c, "BEGIN");
    must(c, "INSERT INTO t VALUES (1)");
    must(c, "ROLLBACK");
    expect_value(c, "SELECT count(*) FROM t", "0");
}

TEST(a_full_disk_is_a_resource)
{
    struct conn *c = must_open(a, path_in(a, folder_new(a), "x.db"));
    struct result r;

    must(c, "CREATE TABLE t (x)");
    must(c, "PRAGMA max_page_count = 3");
    must(c, "BEGIN IMMEDIATE");
    r = run(c, "INSERT INTO t VALUES (randomblob(100000))");
    EXPECT_INT(r.kind, RESULT_ERROR);
    EXPECT_INT(r.err->fail, FAIL_RESOURCE);
    EXPECT_INT(r.err->code, ERR_RESOURCE);
    must(c, "ROLLBACK");
    expect_value(c, "SELECT count(*) FROM t", "0");
}

/* ---- signals, cancel, waiting ---- */

TEST(cancel_stops_the_next_statement)
{
    struct conn *c = must_open(a, S(":memory:"));
    struct result r;
    struct err err;

    err_init(&err);
    put(c, LONG, 0, REQ_SYNC | REQ_BOOKKEEPING);
    EXPECT_OK(c->engine->cancel(c, &err), &err);
    r = take(c);
    EXPECT_INT(r.kind, RESULT_ERROR);
    EXPECT_INT(r.err->fail, FAIL_CANCELED);
    EXPECT_OK(c->engine->cancel(c, &err), &err); /* nothing runs: forgotten */
    must(c, "SELECT count(*) FROM (WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n "
            "LIMIT 100000) SELECT i FROM n)");
    err_done(&err);
}

TEST(a_signal_stops_a_statement_of_the_user_only)
{
    int sig = 15;
    struct conn *c = must_open(a, S(":memory:"));
    struct ctx ctx = { .signal = &sig, .wake_fd = -1 };
    struct result r;

    c->ctx = &ctx;
    r = run(c, LONG);
    EXPECT_INT(r.kind, RESULT_ERROR);
    EXPECT_INT(r.err->fail, FAIL_CANCELED);
    EXPECT_INT(r.err->code, ERR_CANCELED);
    r = run_flags(c,
                  "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n LIMIT 100000) "
                  "SELECT count(*) FROM n",
                  REQ_BOOKKEEPING);
    EXPECT_INT(r.kind, RESULT_OK);
}

TEST(a_busy_database_is_told_or_waited_for)
{
    str path = path_in(a, folder_new(a), "x.db");
    struct conn *c = must_open(a, path), *d = must_open(a, path);
    int64_t start = clock_mono_ms();
    struct result r;

    must(c, "BEGIN IMMEDIATE");
    r = run(d, "BEGIN IMMEDIATE");
    EXPECT_INT(r.kind, RESULT_ERROR);
    EXPECT_INT(r.err->fail, FAIL_LOCK_TIMEOUT);
    EXPECT_INT(r.err->code, ERR_LOCK_TIMEOUT);
    EXPECT(clock_mono_ms() - start < 1000);
    start = clock_mono_ms();
    r = run_flags(d, "BEGIN IMMEDIATE", REQ_BOOKKEEPING);
    EXPECT_INT(r.err->fail, FAIL_LOCK_TIMEOUT);
    EXPECT(clock_mono_ms() - start >= 1900);
    must(c, "COMMIT");
    must(d, "BEGIN IMMEDIATE");
}

static void count_tick(void *data, int64_t waited_ms)
{
    int *ticks = data;

    *ticks += waited_ms >= 1000;
}

TEST(a_long_statement_ticks)
{
    str path = path_in(a, folder_new(a), "x.db");
    struct conn *c = must_open(a, path), *d = must_open(a, path);
    int ticks = 0;

    must(c, "BEGIN IMMEDIATE");
    d->tick = count_tick;
    d->tick_data = &ticks;
    EXPECT_INT(run_flags(d, "BEGIN IMMEDIATE", REQ_BOOKKEEPING).kind, RESULT_ERROR);
    EXPECT(ticks >= 1 && ticks <= 2);
}

/* ---- reset ---- */

TEST(reset_takes_the_session_back)
{
    str path = path_in(a, folder_new(a), "x.db");
    struct conn *c = must_open(a, path);
    struct err err;
    static const char *const changes[] = {
        "CREATE TABLE t (x)",
        "PRAGMA foreign_keys = ON",
        "PRAGMA synchronous = OFF",
        "PRAGMA journal_mode = OFF",
        "PRAGMA recursive_triggers = ON",
        "PRAGMA legacy_alter_table = ON",
        "PRAGMA ignore_check_constraints = ON",
        "PRAGMA writable_schema = ON",
        "PRAGMA case_sensitive_like = ON",
        "PRAGMA cache_size = 7",
        "PRAGMA busy_timeout = 60000",
        "CREATE TEMP TABLE \"od\"\"d\" (x)",
        "CREATE TEMP VIEW v AS SELECT 1",
        "CREATE TEMP TRIGGER tr AFTER INSERT ON t BEGIN SELECT 1; END",
        "ATTACH ':memory:' AS \"a \"\"b\"",
        "PRAGMA query_only = ON",
        "BEGIN",
    };
    static const char *const back[][2] = {
        { "PRAGMA foreign_keys", "0" },
        { "PRAGMA synchronous", "3" },
        { "PRAGMA journal_mode", "delete" },
        { "PRAGMA recursive_triggers", "0" },
        { "PRAGMA legacy_alter_table", "0" },
        { "PRAGMA ignore_check_constraints", "0" },
        { "PRAGMA writable_schema", "0" },
        { "PRAGMA query_only", "0" },
        { "SELECT 'A' LIKE 'a'", "1" },
        { "SELECT count(*) FROM sqlite_temp_schema", "0" },
        { "SELECT count(*) FROM pragma_database_list WHERE name LIKE 'a%'", "0" },
        { "SELECT count(*) FROM t", "0" },
    };

    for (size_t i = 0; i < COUNT_OF(changes); i++)
        must(c, changes[i]);
    err_init(&err);
    EXPECT_OK(c->engine->reset(c, &err), &err);
    err_done(&err);
    for (size_t i = 0; i < COUNT_OF(back); i++)
        expect_value(c, back[i][0], back[i][1]);
    must(c, "BEGIN IMMEDIATE");
}

TEST(reset_leaves_wal_as_it_is)
{
    struct conn *c = must_open(a, path_in(a, folder_new(a), "x.db"));
    struct err err;

    must(c, "PRAGMA journal_mode = WAL");
    err_init(&err);
    EXPECT_OK(c->engine->reset(c, &err), &err);
    err_done(&err);
    expect_value(c, "PRAGMA journal_mode", "wal");
}

/* ---- catalog ---- */

TEST(user_tables_leave_out_own_ones)
{
    struct conn *c = must_open(a, S(":memory:"));
    struct str_list names = { 0 };
    struct err err;

    must(c, "CREATE TABLE b (id INTEGER PRIMARY KEY AUTOINCREMENT)");
    must(c, "CREATE TABLE \"A b\" (x)");
    must(c, "CREATE TABLE Afloat_history (x)");
    must(c, "CREATE TABLE sqlitex (x)");
    must(c, "CREATE VIEW v AS SELECT 1");
    err_init(&err);
    EXPECT_OK(c->engine->user_tables(a, c, S("afloat_"), 10, &names, &err), &err);
    EXPECT_INT(names.n, 3);
    EXPECT_STR(names.v[0], S("A b"));
    EXPECT_STR(names.v[2], S("sqlitex"));
    EXPECT_OK(c->engine->user_tables(a, c, S(""), 2, &names, &err), &err);
    EXPECT_INT(names.n, 2);
    err_done(&err);
}

static enum probe_answer probe(arena *a, struct conn *c, const struct outline *o, str before)
{
    struct probe_result was = { .answer = PROBE_IS_UNKNOWN };
    struct err err;

    err_init(&err);
    EXPECT_OK(c->engine->probe(a, c, o, before, &was, &err), &err);
    err_done(&err);
    return was.answer;
}

TEST(a_snapshot_tells_whether_ddl_happened)
{
    struct conn *c = must_open(a, S(":memory:"));
    struct outline o = { .cls = CLASS_DDL, .probe = PROBE_CATALOG };
    struct outline vacuum = { .cls = CLASS_OPAQUE, .probe = PROBE_REPEAT };
    struct outline opaque = { .cls = CLASS_DATA, .probe = PROBE_OPAQUE };
    str before;
    struct err err;

    *vec_push(a, &o.objects) = (struct outline_object){ .kind = OBJECT_TABLE, .name = S("T") };
    must(c, "CREATE TABLE t (x)");
    err_init(&err);
    EXPECT_OK(c->engine->snapshot(a, c, &o, &before, &err), &err);
    err_done(&err);
    EXPECT_INT(probe(a, c, &o, before), PROBE_IS_ABSENT);
    must(c, "CREATE TABLE other (x)");
    EXPECT_INT(probe(a, c, &o, before), PROBE_IS_ABSENT);
    must(c, "ALTER TABLE t ADD COLUMN y");
    EXPECT_INT(probe(a, c, &o, before), PROBE_IS_DONE);
    EXPECT_INT(probe(a, c, &vacuum, S("")), PROBE_IS_ABSENT);
    EXPECT_INT(probe(a, c, &opaque, S("")), PROBE_IS_UNKNOWN);
}
