/* tests/engines/test_my_state.c: the MySQL and MariaDB driver against a server: lock, session state,
 * snapshot and probe, words. What it needs: tests/engines/my_world.h.
 */
#include "engines/my_world.h"

#include "base/clock.h"

/* ---- lock ---- */

TEST(lock_between_connections)
{
    struct conn *one = my_test_open(a), *two = my_test_open(a);
    struct err *err = my_test_err(a);
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

TEST(holder_is_seen_at_work)
{
    struct conn *one = my_test_open(a), *two = my_test_open(a);
    struct err *err = my_test_err(a);
    bool got = false;
    str holder = { 0 };

    EXPECT_OK(one->engine->try_lock(one, S("w"), &got, &holder, err), err);
    my_submit_one(a, one, "SELECT SLEEP(0.5)", 1, REQ_SYNC);
    clock_sleep_ms(100);
    EXPECT_OK(two->engine->try_lock(two, S("w"), &got, &holder, err), err);
    EXPECT(!got && str_find(holder, S("SELECT SLEEP(0.5)")) != STR_NONE);
}

TEST(lock_dies_with_its_session)
{
    struct conn *one = my_test_open(a), *two = my_test_open(a);
    struct err *err = my_test_err(a);
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
    struct conn *c = my_test_open(a);
    struct err *err = my_test_err(a);
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
    struct conn *c = my_test_open(a);
    struct err *err = my_test_err(a);
    str mode = my_ask(a, c, "SELECT @@sql_mode"), zone = my_ask(a, c, "SELECT @@time_zone");
    bool got, held;
    str holder;

    EXPECT_OK(c->engine->try_lock(c, S("r"), &got, &holder, err), err);
    my_new_table(a, c, "r1", "(a int)");
    my_run(a, c,
           "SET sql_mode = 'ANSI_QUOTES,NO_BACKSLASH_ESCAPES', foreign_key_checks = 0, "
           "time_zone = '+05:00', sql_notes = 0, lock_wait_timeout = 7");
    my_run(a, c, "SET NAMES latin1");
    my_run(a, c, "SET timestamp = 5");
    my_run(a, c, "SET autocommit = 0");
    my_run(a, c, "INSERT INTO r1 VALUES (1)");
    my_run(a, c, "USE mysql");
    EXPECT_OK(c->engine->reset(c, err), err);
    EXPECT_STR(my_ask(a, c, "SELECT @@sql_mode"), mode);
    EXPECT_STR(my_ask(a, c, "SELECT @@time_zone"), zone);
    EXPECT_STR(
        my_ask(a, c, "SELECT CONCAT(@@autocommit + 0, @@foreign_key_checks + 0, @@sql_notes + 0)"),
        S("111"));
    EXPECT_STR(my_ask(a, c, "SELECT @@character_set_client"), S("utf8mb4"));
    EXPECT_STR(my_ask(a, c, "SELECT DATABASE()"), c->server.database);
    EXPECT_STR(my_ask(a, c, "SELECT NOW() > '2020-01-01'"), S("1"));
    EXPECT_STR(my_ask(a, c, "SELECT COUNT(*) FROM r1"), S("0")); /* what was left open is undone */
    EXPECT_OK(c->engine->unlock(c, S("r"), &held, err), err);
    EXPECT(held);
}

TEST(reset_ends_table_locks)
{
    struct conn *c = my_test_open(a);
    struct err *err = my_test_err(a);

    my_new_table(a, c, "r2", "(a int)");
    my_new_table(a, c, "r3", "(a int)");
    my_run(a, c, "LOCK TABLES r2 READ");
    EXPECT_OK(c->engine->reset(c, err), err);
    my_run(a, c, "INSERT INTO r3 VALUES (1)");
}

TEST(user_tables_without_our_own)
{
    struct conn *c = my_test_open(a);
    struct err *err = my_test_err(a);
    struct str_list all, ours, one;

    my_new_table(a, c, "`afloat_x`", "(a int)");
    my_new_table(a, c, "`afloat'x`", "(a int)");
    EXPECT_OK(c->engine->user_tables(a, c, S(""), 1000, &all, err), err);
    EXPECT_OK(c->engine->user_tables(a, c, S("afloat_"), 1000, &ours, err), err);
    EXPECT_OK(c->engine->user_tables(a, c, S("afloat'"), 1, &one, err), err);
    EXPECT(all.n >= 2);
    EXPECT_INT(ours.n, all.n - 1);
    EXPECT_INT(one.n, 1);
    my_run(a, c, "DROP TABLE `afloat_x`, `afloat'x`");
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
    struct err *err = my_test_err(a);
    struct probe_result was = { .answer = PROBE_IS_UNKNOWN };

    EXPECT_OK(c->engine->probe(a, c, o, snapshot, &was, err), err);
    return was.answer;
}

static str snapshot(arena *a, struct conn *c, const struct outline *o)
{
    struct err *err = my_test_err(a);
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
        my_run(a, c, p->prepare);
    before = snapshot(a, c, &o);
    if (probe(a, c, &o, before) != PROBE_IS_ABSENT)
        test_fail(__FILE__, __LINE__, "before %s: not absent", p->sql);
    my_run(a, c, p->sql);
    if (probe(a, c, &o, before) != PROBE_IS_DONE)
        test_fail(__FILE__, __LINE__, "after %s: not done", p->sql);
    if (p->undo)
        my_run(a, c, p->undo);
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
        { OBJECT_ROLE, "afloat_role", NULL, "DROP ROLE IF EXISTS afloat_role",
          "CREATE ROLE afloat_role", NULL },
        { OBJECT_ROLE, "afloat_role", NULL, NULL, "DROP ROLE afloat_role", NULL },
        { OBJECT_TABLE, "s1", NULL, NULL, "DROP TABLE s1", NULL },
    };
    struct conn *c = my_test_open(a);

    for (size_t i = 0; i < COUNT_OF(cases); i++)
        run_probe_case(a, c, &cases[i]);
}

TEST(probe_of_a_sequence)
{
    struct conn *c = my_test_open(a);
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
    struct conn *c = my_test_open(a);
    struct outline o = outline_of(a, PROBE_CATALOG, OBJECT_TABLE, "ai", NULL);
    str before;

    my_new_table(a, c, "ai",
                 "(id int AUTO_INCREMENT PRIMARY KEY, "
                 "t timestamp DEFAULT '2020-01-01 00:00:00', c int COMMENT 'x AUTO_INCREMENT=9')");
    my_run(a, c, "INSERT INTO ai (c) VALUES (1), (2)");
    before = snapshot(a, c, &o);
    my_run(a, c, "INSERT INTO ai (c) VALUES (3)");
    my_run(a, c, "SET sql_mode = 'ANSI_QUOTES', time_zone = '+09:00', sql_quote_show_create = 0");
    my_run(a, c, "USE mysql"); /* the snapshot knows its database */
    EXPECT_INT(probe(a, c, &o, before), PROBE_IS_ABSENT);
    EXPECT_STR(my_ask(a, c, "SELECT @@sql_mode"), S("ANSI_QUOTES")); /* put back */
    EXPECT_OK(c->engine->reset(c, my_test_err(a)), my_test_err(a));
    my_run(a, c, "ALTER TABLE ai MODIFY c int COMMENT 'x AUTO_INCREMENT=10'");
    EXPECT_INT(probe(a, c, &o, before), PROBE_IS_DONE);
    my_run(a, c, "DROP TABLE ai");
}

TEST(probe_by_existence)
{
    struct conn *c = my_test_open(a);
    struct outline made = outline_of(a, PROBE_CREATED, OBJECT_TABLE, "ex", NULL);
    struct outline gone = outline_of(a, PROBE_DROPPED, OBJECT_TABLE, "ex", NULL);
    str before;

    gone.objects.v[0].created = false;
    gone.objects.v[0].dropped = true;
    my_run(a, c, "DROP TABLE IF EXISTS ex");
    before = snapshot(a, c, &made);
    EXPECT_INT(probe(a, c, &made, before), PROBE_IS_ABSENT);
    EXPECT_INT(probe(a, c, &gone, before), PROBE_IS_DONE);
    my_run(a, c, "CREATE TABLE ex (a int)");
    EXPECT_INT(probe(a, c, &made, before), PROBE_IS_DONE);
    EXPECT_INT(probe(a, c, &gone, before), PROBE_IS_ABSENT);
    my_run(a, c, "DROP TABLE ex");
}

TEST(probe_that_cannot_tell)
{
    struct conn *c = my_test_open(a);
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
    struct conn *c = my_test_open(a);
    const struct engine_words *w = c->engine->words;
    struct err *err = my_test_err(a);
    struct result r;
    str now;
    int64_t us;

    my_run(a, c, w->begin);
    my_run(a, c, "ROLLBACK");
    EXPECT_OK(engine_execf(c, &r, err, "SELECT %s", w->now), err);
    now = result_text(&r, 0, 0);
    EXPECT_INT(now.n, sizeof("2026-01-02T03:04:05.123456Z") - 1);
    EXPECT(clock_parse_iso(now, &us));
    my_run(a, c, "SET SESSION lock_wait_timeout = IF(1500 = 0, 31536000, (1500 + 999) DIV 1000)");
    EXPECT_STR(my_ask(a, c, "SELECT @@lock_wait_timeout"), S("2"));
}

static void run_words(arena *a, struct conn *c, const char *words, const char *number)
{
    struct buf b = buf_on(a);

    for (; *words; words++)
        if (*words == '@')
            buf_z(&b, number);
        else
            buf_char(&b, *words);
    my_run(a, c, str_z(a, buf_view(&b)));
}

TEST(timeouts_are_set)
{
    struct conn *c = my_test_open(a);
    const struct engine_words *w = c->engine->words;

    run_words(a, c, w->lock_timeout, "1500");
    EXPECT_STR(my_ask(a, c, "SELECT CONCAT(@@lock_wait_timeout, @@innodb_lock_wait_timeout)"),
               S("11"));
    run_words(a, c, w->lock_timeout, "50");
    EXPECT_STR(my_ask(a, c, "SELECT @@lock_wait_timeout"),
               c->server.caps & CAP_MARIADB ? S("0") : S("1"));
    run_words(a, c, w->lock_timeout, "0");
    EXPECT_STR(my_ask(a, c, "SELECT @@lock_wait_timeout"), S("31536000"));
    run_words(a, c, w->statement_timeout, "1500");
    if (c->server.caps & CAP_MARIADB)
        EXPECT_STR(my_ask(a, c, "SELECT @@max_statement_time"), S("1.500000"));
    run_words(a, c, w->statement_timeout, "0");
    if (c->server.caps & CAP_MARIADB)
        EXPECT_STR(my_ask(a, c, "SELECT @@max_statement_time"), S("0.000000"));
}
