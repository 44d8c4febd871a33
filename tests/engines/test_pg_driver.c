/* tests/engines/test_pg_driver.c: the PostgreSQL driver on a real server: what is its own, beside the suite
 * that every engine passes. See tests/engines/pg_world.h for the environment. */
#include "engines/pg_world.h"

#include "base/clock.h"

TEST(open_takes_one_round_trip_and_knows_the_server)
{
    struct pg_world *w = world_new(a);
    struct conn *c = world_conn(w);

    EXPECT(c->round_trips <= 1); /* an answer that was there at once was not waited for */
    EXPECT_STR(c->server.product, S("PostgreSQL"));
    EXPECT(c->server.version_number >= 120000);
    EXPECT_STR(c->server.database, world_dsn(a).database);
    EXPECT_STR(c->server.schema, S("public"));
    EXPECT(c->server.session > 0 && c->server.session_start.n > 20 && c->server.server_id.n > 5);
    EXPECT(!c->server.read_only && !c->server.pooled && !c->server.encrypted);
    EXPECT(c->server.caps & CAP_CONNECTION_CHECK || c->server.version_number < 140000);
    if (c->server.version_number >= 140000)
        EXPECT_STR(world_sql(w, c, "SHOW client_connection_check_interval"), S("2s"));
    EXPECT_STR(world_sql(w, c, "SHOW application_name"), S("afloat"));
    EXPECT_INT(w->said.n, 0);
}

TEST(environment_does_not_lead_elsewhere)
{
    struct pg_world *w = world_new(a);
    struct dsn dsn = world_dsn(a);

    setenv("PGOPTIONS", "-c work_mem=77MB", 1);
    setenv("PGSERVICE", "nowhere", 1);
    setenv("PGHOSTADDR", "192.0.2.1", 1);
    EXPECT_STR(world_sql(w, world_open(w, &dsn), "SHOW work_mem"), S("4MB"));
    unsetenv("PGOPTIONS");
    unsetenv("PGSERVICE");
    unsetenv("PGHOSTADDR");
}

TEST(error_in_the_middle_of_a_batch)
{
    struct pg_world *w = world_new(a);
    struct conn *c = world_conn(w);
    struct result r;

    world_submit(w, c, "CREATE TEMP TABLE batch_t (n int)", 1, REQ_SYNC);
    world_submit(w, c, "BEGIN", 2, 0);
    world_submit(w, c, "INSERT INTO batch_t VALUES (1), (2)", 3, 0);
    world_submit(w, c, "SELECT 'ü', bad FROM batch_t", 4, 0);
    world_submit(w, c, "INSERT INTO batch_t VALUES (3)", 5, 0);
    world_submit(w, c, "COMMIT", 6, REQ_SYNC);
    world_submit(w, c, "ROLLBACK", 7, REQ_SYNC);
    world_submit(w, c, "SELECT count(*) FROM batch_t", 8, REQ_SYNC);
    for (int64_t tag = 1; tag <= 3; tag++) {
        r = world_next(w, c);
        EXPECT_INT(r.tag, tag);
        EXPECT_INT(r.kind, RESULT_OK);
    }
    EXPECT_INT(r.affected, 2);
    r = world_next(w, c);
    EXPECT_INT(r.tag, 4);
    EXPECT_INT(r.kind, RESULT_ERROR);
    EXPECT_STR(str_of(r.err->sqlstate), S("42703"));
    EXPECT_INT(r.err->statement_offset, 13); /* bytes, though the ü is one character */
    EXPECT(str_find(r.err->database, S("\"bad\"")) != STR_NONE);
    for (int64_t tag = 5; tag <= 6; tag++) {
        r = world_next(w, c);
        EXPECT_INT(r.tag, tag);
        EXPECT_INT(r.kind, RESULT_ABORTED);
    }
    r = world_next(w, c);
    EXPECT_INT(r.kind, RESULT_OK);
    r = world_next(w, c);
    EXPECT_INT(result_int(&r, 0, 0), 0);
    EXPECT_INT(engine_await(c, &r, NULL, NULL, &w->err), NEXT_NONE);
}

TEST(commit_that_fails_is_no_success)
{
    struct pg_world *w = world_new(a);
    struct conn *c = world_conn(w);
    struct result r;

    world_sql(w, c, "CREATE TEMP TABLE later_t (n int UNIQUE DEFERRABLE INITIALLY DEFERRED)");
    world_submit(w, c, "INSERT INTO later_t VALUES (1), (1)", 1, REQ_SYNC);
    world_submit(w, c, "SELECT count(*) FROM later_t", 2, REQ_SYNC);
    r = world_next(w, c);
    EXPECT_INT(r.tag, 1);
    EXPECT_INT(r.kind, RESULT_ERROR);
    EXPECT_STR(str_of(r.err->sqlstate), S("23505"));
    r = world_next(w, c);
    EXPECT_INT(r.tag, 2);
    EXPECT_INT(result_int(&r, 0, 0), 0);
    world_submit(w, c, "INSERT INTO later_t VALUES (1), (1)", 3, REQ_SYNC | REQ_ALONE);
    EXPECT_INT(world_next(w, c).kind, RESULT_ERROR);
}

TEST(result_without_the_end_of_a_batch)
{
    struct pg_world *w = world_new(a);
    struct conn *c = world_conn(w);
    struct result r;

    world_submit(w, c, "SELECT 1", 1, 0);
    r = world_next(w, c);
    EXPECT_INT(result_int(&r, 0, 0), 1);
    world_submit(w, c, "SELECT NULL, 'x', ''", 2, REQ_SYNC);
    r = world_next(w, c);
    EXPECT_INT(r.columns, 3);
    EXPECT(result_null(&r, 0, 0) && !result_null(&r, 0, 2));
    EXPECT_STR(result_text(&r, 0, 1), S("x"));
}

TEST(big_batch_does_not_block)
{
    struct pg_world *w = world_new(a);
    struct conn *c = world_conn(w);
    struct result r;
    char *sql = arena_new(a, char, 2048);

    world_sql(w, c, "CREATE TEMP TABLE big_t (n int, t text)");
    for (int i = 0; i < 2000; i++) {
        snprintf(sql, 2048, "INSERT INTO big_t VALUES (%d, '%01024d') RETURNING t", i, i);
        world_submit(w, c, sql, i, i == 1999 ? REQ_SYNC : 0);
    }
    for (int i = 0; i < 2000; i++) {
        r = world_next(w, c);
        EXPECT_INT(r.tag, i);
        EXPECT_INT(r.kind, RESULT_OK);
        EXPECT_INT(result_text(&r, 0, 0).n, 1024);
    }
    EXPECT_STR(world_sql(w, c, "SELECT count(DISTINCT t) FROM big_t"), S("2000"));
}

TEST(notices_come_with_their_statement)
{
    struct pg_world *w = world_new(a);
    struct conn *c = world_conn(w);
    struct result r;

    world_submit(w, c, "DROP TABLE IF EXISTS none_1", 1, 0);
    world_submit(w, c, "SELECT 1", 2, 0);
    world_submit(w, c, "DO $$BEGIN RAISE WARNING 'mind'; RAISE NOTICE 'gap'; END$$", 3, REQ_SYNC);
    r = world_next(w, c);
    EXPECT_INT(r.notices.n, 1);
    EXPECT_STR(r.notices.v[0], S("NOTICE: table \"none_1\" does not exist, skipping"));
    EXPECT_INT(world_next(w, c).notices.n, 0);
    r = world_next(w, c);
    EXPECT_INT(r.notices.n, 2);
    EXPECT_STR(r.notices.v[0], S("WARNING: mind"));
}

TEST(copy_in)
{
    struct pg_world *w = world_new(a);
    struct conn *c = world_conn(w);
    struct result r;
    struct buf data = buf_on(a);

    world_sql(w, c, "CREATE TEMP TABLE copy_t (n int, t text)");
    for (int i = 0; i < 200000; i++)
        buf_printf(&data, "%d\ttext of row %d\n", i, i);
    for (int round = 0; round < 3; round++) {
        world_submit(w, c, "COPY copy_t FROM stdin", 7, REQ_SYNC | REQ_COPY_IN);
        r = world_next(w, c);
        EXPECT_INT(r.kind, RESULT_COPY_IN);
        EXPECT_OK(c->engine->copy_data(c, buf_view(&data), &w->err), &w->err);
        if (round == 1)
            EXPECT_OK(c->engine->copy_data(c, S("not a number\tx\n"), &w->err), &w->err);
        EXPECT_OK(c->engine->copy_end(c, round == 2 ? "changed my mind" : NULL, &w->err), &w->err);
        r = world_next(w, c);
        EXPECT_INT(r.tag, 7);
        EXPECT_INT(r.kind, round == 0 ? RESULT_OK : RESULT_ERROR);
        if (round == 0)
            EXPECT_INT(r.affected, 200000);
    }
    EXPECT_STR(world_sql(w, c, "SELECT count(*) FROM copy_t"), S("200000"));
}

TEST(copy_that_nobody_feeds_ends_the_session)
{
    struct pg_world *w = world_new(a);
    struct conn *c = world_conn(w);
    struct result r;

    world_sql(w, c, "CREATE TEMP TABLE copy_u (n int)");
    world_submit(w, c, "COPY copy_u FROM stdin", 1, REQ_SYNC);
    EXPECT_INT(engine_await(c, &r, NULL, NULL, &w->err), NEXT_LOST);
    EXPECT_INT(w->err.code, ERR_SQL_COPY);
    EXPECT_INT(w->err.fail, FAIL_LOST);
}

TEST(alone_between_batches)
{
    struct pg_world *w = world_new(a);
    struct conn *c = world_conn(w);

    world_sql(w, c, "DROP TABLE IF EXISTS alone_t");
    world_submit(w, c, "CREATE TABLE alone_t (n int)", 1, REQ_SYNC);
    world_submit(w, c, "CREATE INDEX CONCURRENTLY ON alone_t (n)", 2, REQ_SYNC | REQ_ALONE);
    world_submit(w, c, "VACUUM alone_t", 3, REQ_SYNC | REQ_ALONE);
    world_submit(w, c, "INSERT INTO alone_t VALUES (1)", 4, 0);
    world_submit(w, c, "DROP TABLE alone_t", 5, REQ_SYNC);
    for (int64_t tag = 1; tag <= 5; tag++) {
        struct result r = world_next(w, c);

        EXPECT_INT(r.tag, tag);
        EXPECT_INT(r.kind, RESULT_OK);
    }
}

TEST(cancel_leaves_the_session_usable)
{
    struct pg_world *w = world_new(a);
    struct conn *c = world_conn(w);
    int64_t start = clock_mono_ms();
    struct result r;

    for (unsigned alone = 0; alone <= REQ_ALONE; alone += REQ_ALONE) {
        world_submit(w, c, "SELECT pg_sleep(20)", 1, REQ_SYNC | alone); /* may not have begun yet */
        EXPECT_OK(c->engine->cancel(c, &w->err), &w->err);
        r = world_next(w, c);
        EXPECT_INT(r.kind, RESULT_ERROR);
        EXPECT_INT(r.err->fail, FAIL_CANCELED);
    }
    EXPECT(clock_mono_ms() - start < 10000);
    EXPECT_STR(world_sql(w, c, "SELECT 'fine'"), S("fine"));
}

TEST(signal_cancels_what_runs)
{
    struct pg_world *w = world_new(a);
    struct conn *c = world_conn(w);
    struct result r;

    world_submit(w, c, "SELECT pg_sleep(20)", 1, REQ_SYNC);
    w->signal = 2;
    r = world_next(w, c);
    EXPECT_INT(r.kind, RESULT_ERROR);
    EXPECT_INT(r.err->fail, FAIL_CANCELED);
}

TEST(killed_session_is_lost)
{
    struct pg_world *w = world_new(a);
    struct conn *c = world_conn(w), *killer = world_conn(w);
    struct result r;

    world_submit(w, c, "SELECT pg_sleep(20)", 1, REQ_SYNC);
    EXPECT_INT(c->engine->next(c, &r, &w->err), NEXT_WAIT);
    world_sql(w, killer, "SELECT pg_terminate_backend(%lld)", (long long)c->server.session);
    EXPECT_INT(engine_await(c, &r, NULL, NULL, &w->err), NEXT_LOST);
    EXPECT_INT(w->err.code, ERR_LOST);
    EXPECT_INT(w->err.fail, FAIL_LOST);
    EXPECT_STR(str_of(w->err.sqlstate), S("57P01"));
    for (int i = 0; i < 2; i++) {
        err_clear(&w->err);
        EXPECT(!engine_exec(c, S("SELECT 1"), NULL, &w->err));
        EXPECT_INT(w->err.fail, FAIL_LOST);
    }
}

TEST(session_killed_while_idle_is_lost)
{
    struct pg_world *w = world_new(a);
    struct conn *c = world_conn(w), *killer = world_conn(w);

    world_sql(w, killer, "SELECT pg_terminate_backend(%lld), pg_sleep(0.5)",
              (long long)c->server.session);
    EXPECT(!engine_exec(c, S("SELECT 1"), NULL, &w->err));
    EXPECT_INT(w->err.code, ERR_LOST);
    EXPECT_INT(w->err.fail, FAIL_LOST);
    c->engine->close(c);
    c->engine->close(c);
}

TEST(one_lock_two_sessions)
{
    struct pg_world *w = world_new(a);
    struct conn *c = world_conn(w), *d = world_conn(w);
    bool got, held, alive;
    str holder;

    EXPECT_OK(c->engine->try_lock(c, S("k"), &got, &holder, &w->err), &w->err);
    EXPECT(got);
    EXPECT_OK(c->engine->try_lock(c, S("k"), &got, &holder, &w->err), &w->err);
    EXPECT(got);
    EXPECT_OK(d->engine->try_lock(d, S("k"), &got, &holder, &w->err), &w->err);
    EXPECT(!got);
    EXPECT(str_starts(holder, str_printf(a, "pid %lld", (long long)c->server.session)));
    EXPECT(str_find(holder, S("afloat")) != STR_NONE);
    EXPECT_OK(d->engine->try_lock(d, S("other"), &got, &holder, &w->err), &w->err);
    EXPECT(got);
    EXPECT_OK(c->engine->reset(c, &w->err), &w->err); /* keeps it */
    EXPECT_OK(d->engine->try_lock(d, S("k"), &got, &holder, &w->err), &w->err);
    EXPECT(!got);
    EXPECT_OK(d->engine->unlock(d, S("k"), &held, &w->err), &w->err);
    EXPECT(!held);
    EXPECT_OK(c->engine->unlock(c, S("k"), &held, &w->err), &w->err);
    EXPECT(held);
    EXPECT_OK(d->engine->try_lock(d, S("k"), &got, &holder, &w->err), &w->err);
    EXPECT(got);
    EXPECT_OK(
        c->engine->session_alive(c, d->server.session, d->server.session_start, &alive, &w->err),
        &w->err);
    EXPECT(alive);
    EXPECT_OK(
        c->engine->session_alive(c, d->server.session, c->server.session_start, &alive, &w->err),
        &w->err);
    EXPECT(!alive);
    EXPECT_OK(c->engine->session_alive(c, 1, c->server.session_start, &alive, &w->err), &w->err);
    EXPECT(!alive);
}

TEST(reset_forgets_what_a_file_left)
{
    struct pg_world *w = world_new(a);
    struct dsn dsn = world_dsn(a);
    struct conn *c;

    *vec_push(a, &dsn.params) = (struct dsn_param){ S("search_path"), S("it's, public") };
    c = world_open(w, &dsn);
    EXPECT_STR(world_sql(w, c, "SHOW search_path"), S("it's, public"));
    world_sql(w, c, "CREATE TEMP TABLE left_over (n int)");
    world_sql(w, c, "SET search_path = pg_catalog");
    world_sql(w, c, "SET lock_timeout = '3s'");
    world_sql(w, c, "SET client_min_messages = error");
    world_sql(w, c, "SET SESSION AUTHORIZATION pg_monitor");
    world_sql(w, c, "PREPARE p AS SELECT 1");
    world_sql(w, c, "BEGIN");
    EXPECT_OK(c->engine->reset(c, &w->err), &w->err);
    EXPECT_STR(world_sql(w, c, "SHOW search_path"), S("it's, public"));
    EXPECT_STR(world_sql(w, c, "SHOW lock_timeout"), S("0"));
    EXPECT_STR(world_sql(w, c, "SHOW client_min_messages"), S("notice"));
    EXPECT_STR(world_sql(w, c, "SELECT session_user = '" STR_FMT "'", STR_ARG(dsn.user)), S("t"));
    EXPECT_STR(world_sql(w, c, "SELECT to_regclass('left_over')"), S(""));
    EXPECT_STR(world_sql(w, c, "SELECT count(*) FROM pg_prepared_statements"), S("0"));
}

TEST(user_tables_without_our_own)
{
    struct pg_world *w = world_new(a);
    struct conn *first = world_conn(w), *c;
    struct dsn dsn = world_dsn(a);
    struct str_list names;

    world_sql(w, first, "DROP DATABASE IF EXISTS afloat_user_tables");
    world_sql(w, first, "CREATE DATABASE afloat_user_tables");
    dsn.database = S("afloat_user_tables");
    c = world_open(w, &dsn);
    EXPECT_OK(c->engine->user_tables(a, c, S("afloat_"), 10, &names, &w->err), &w->err);
    EXPECT_INT(names.n, 0);
    world_sql(w, c, "CREATE TEMP TABLE scratch (n int)");
    world_sql(w, c, "CREATE TABLE \"Here\" (n int)");
    world_sql(w, c,
              "CREATE SCHEMA \"User S\" CREATE TABLE t1 (n int) CREATE TABLE t2 (n int) "
              "CREATE VIEW v AS SELECT 1 AS x CREATE TABLE afloat_history (n int)");
    EXPECT_OK(c->engine->user_tables(a, c, S("afloat_"), 2, &names, &w->err), &w->err);
    EXPECT_INT(names.n, 2);
    EXPECT_STR(names.v[0], S("\"Here\""));
    EXPECT_STR(names.v[1], S("\"User S\".t1"));
    EXPECT_OK(c->engine->user_tables(a, c, S(""), 10, &names, &w->err), &w->err);
    EXPECT_INT(names.n, 5);
    c->engine->close(c);
    world_sql(w, first, "SELECT pg_sleep(0.2)"); /* the session of c ends */
    world_sql(w, first, "DROP DATABASE afloat_user_tables");
}

TEST(nul_is_refused)
{
    struct pg_world *w = world_new(a);
    struct conn *c = world_conn(w);
    struct request r = { .sql = { "SELECT 1\0; SELECT 2", 19 }, .flags = REQ_SYNC };

    EXPECT(!c->engine->submit(c, &r, &w->err));
    EXPECT_INT(w->err.code, ERR_FILE_NUL);
}

TEST(plain_role_without_the_number_of_the_cluster)
{
    struct pg_world *w = world_new(a);
    struct conn *c = world_conn(w), *plain;
    struct dsn dsn = world_dsn(a);

    world_sql(w, c,
              "DO $$BEGIN CREATE ROLE afloat_plain LOGIN; EXCEPTION WHEN duplicate_object THEN "
              "END$$");
    world_sql(w, c, "REVOKE EXECUTE ON FUNCTION pg_control_system() FROM PUBLIC");
    dsn.user = S("afloat_plain");
    *vec_push(a, &dsn.params) = (struct dsn_param){ S("options"), S("-c lock_timeout=7s") };
    plain = world_open(w, &dsn);
    world_sql(w, c, "GRANT EXECUTE ON FUNCTION pg_control_system() TO PUBLIC");
    EXPECT(str_find_char(plain->server.server_id, 'T') != STR_NONE); /* a time stands in for it */
    EXPECT(plain->server.session_start.n > 20);
    EXPECT_STR(world_sql(w, plain, "SHOW lock_timeout"), S("0"));
    EXPECT_STR(world_open(w, &dsn)->server.server_id, c->server.server_id);
}

TEST(read_only_session_is_seen)
{
    struct pg_world *w = world_new(a);
    struct dsn dsn = world_dsn(a);
    struct conn *c;
    struct result r;

    *vec_push(a, &dsn.params) =
        (struct dsn_param){ S("options"), S("-c default_transaction_read_only=on") };
    c = world_open(w, &dsn);
    EXPECT(c->server.read_only);
    world_submit(w, c, "CREATE TABLE never_made (n int)", 1, REQ_SYNC);
    r = world_next(w, c);
    EXPECT_INT(r.kind, RESULT_ERROR);
    EXPECT_INT(r.err->fail, FAIL_READ_ONLY);
}

/* ---- failures to connect ---- */

static void refused(struct pg_world *w, const struct dsn *dsn, enum err_code code)
{
    struct conn *c = NULL;

    err_clear(&w->err);
    EXPECT(!engine_get(DSN_POSTGRES)->open(w->a, dsn, &w->ctx, &c, &w->err));
    test_note(w->err.message);
    test_note(w->err.database);
    EXPECT(c == NULL);
    EXPECT_INT(w->err.code, code);
}

/* Has the server ask for the password of one role, by a first line in its pg_hba.conf. */
static void ask_for_password(struct pg_world *w, struct conn *c)
{
    world_sql(w, c,
              "DO $$BEGIN CREATE ROLE afloat_pw LOGIN; EXCEPTION WHEN duplicate_object THEN END$$");
    world_sql(w, c, "ALTER ROLE afloat_pw PASSWORD 'r1ght p@:/ss'");
    /* Read before it is written: COPY empties the file first. */
    world_sql(w, c,
              "CREATE TEMP TABLE hba AS SELECT n + 1 AS n, line FROM regexp_split_to_table("
              "pg_read_file(current_setting('hba_file')), E'\\n') WITH ORDINALITY AS f (line, n) "
              "WHERE line <> '' AND line !~ '^#|afloat_pw'");
    EXPECT(!str_eq(world_sql(w, c, "SELECT count(*) FROM hba"), S("0")));
    world_sql(w, c, "INSERT INTO hba VALUES (0, 'local all afloat_pw scram-sha-256')");
    world_sql(w, c,
              "DO $$BEGIN EXECUTE format($c$COPY (SELECT line FROM hba ORDER BY n) TO %%L WITH "
              "(FORMAT csv, DELIMITER E'\\x02', QUOTE E'\\x01')$c$, "
              "current_setting('hba_file')); END$$");
    world_sql(w, c, "SELECT pg_reload_conf(), pg_sleep(0.3)");
}

TEST(wrong_password_is_not_shown)
{
    struct pg_world *w = world_new(a);
    struct dsn dsn = world_dsn(a);

    ask_for_password(w, world_conn(w));
    dsn.user = S("afloat_pw");
    dsn.password.text = S("r1ght p@:/ss");
    world_open(w, &dsn);
    dsn.password.text = S("c4n4ry");
    refused(w, &dsn, ERR_LOGIN);
    EXPECT_STR(str_of(w->err.sqlstate), S("28P01"));
    EXPECT(str_find(w->err.database, S("28P01")) == STR_NONE);
    EXPECT(str_find(w->err.database, S("LOCATION")) == STR_NONE);
    EXPECT(str_find(w->err.database, S("c4n4ry")) == STR_NONE);
    dsn.password.text = S("afloat_pw"); /* the server's words name the role: masked there as well */
    refused(w, &dsn, ERR_LOGIN);
    EXPECT(str_find(w->err.database, S("afloat_pw")) == STR_NONE);
    EXPECT(str_find(w->err.database, S("***")) != STR_NONE);
    dsn.password.text = (str){ 0 };
    refused(w, &dsn, ERR_LOGIN); /* none was given: libpq itself gives up, with no SQLSTATE */
    EXPECT_INT(w->err.fail, FAIL_LOGIN);
    EXPECT(str_find(w->err.hint, S("PGPASSWORD")) != STR_NONE);
}

TEST(what_cannot_be_reached)
{
    struct pg_world *w = world_new(a);
    struct dsn dsn = world_dsn(a);
    int64_t start = clock_mono_ms();

    dsn.database = S("no_such_database");
    refused(w, &dsn, ERR_CONNECT);
    EXPECT_STR(str_of(w->err.sqlstate), S("3D000"));
    dsn.socket = S("/nonexistent");
    refused(w, &dsn, ERR_CONNECT);
    EXPECT_INT(w->err.fail, FAIL_CONNECT);
    dsn.socket = (str){ 0 };
    dsn.host = S("no-such-host.invalid");
    refused(w, &dsn, ERR_CONNECT);
    dsn.host = S("127.0.0.1");
    dsn.port = 1;
    refused(w, &dsn, ERR_CONNECT);
    *vec_push(a, &dsn.params) = (struct dsn_param){ S("no_such"), S("1") };
    refused(w, &dsn, ERR_URL);
    EXPECT(clock_mono_ms() - start < 20000);
    w->signal = 15;
    dsn.params.n = 0;
    refused(w, &dsn, ERR_TERMINATED);
}
