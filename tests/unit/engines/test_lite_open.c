/* tests/unit/engines/test_lite_open.c: what can be opened, what cannot and how that is said. */
#include "lite_help.h"

#include <sys/stat.h>

static void expect_refused(arena *a, str path, const char *reason)
{
    struct conn *c = NULL;
    struct err err;

    err_init(&err);
    EXPECT(!open_path(a, path, &c, &err));
    EXPECT(c == NULL);
    EXPECT_INT(err.code, ERR_CONNECT);
    EXPECT_INT(err.fail, FAIL_CONNECT);
    if (str_find(err.message, str_of(reason)) == STR_NONE)
        test_fail(__FILE__, __LINE__, "got \"" STR_FMT "\", want %s", STR_ARG(err.message), reason);
    err_done(&err);
}

static void write_file(str path, const char *text)
{
    FILE *f = fopen(path.p, "w");

    EXPECT(f != NULL);
    fputs(text, f);
    fclose(f);
}

TEST(a_new_file_is_made_and_identified)
{
    const char *folder = folder_new(a);
    struct conn *c = must_open(a, path_in(a, folder, "new.db"));
    str id = c->server.server_id, start = c->server.session_start;

    EXPECT_STR(c->server.product, S("SQLite"));
    EXPECT(c->server.version_number >= 3038000);
    EXPECT_INT(c->server.session, getpid());
    EXPECT(str_starts(id, S("file ")));
    EXPECT(start.n > 36 && str_find_char(start, '/') == 36);
    EXPECT(!c->server.read_only);
    EXPECT_STR(must_open(a, path_in(a, folder, "./new.db"))->server.server_id, id);
    EXPECT(!str_eq(must_open(a, path_in(a, folder, "other.db"))->server.server_id, id));
}

TEST(the_session_is_safe_for_rebuilds_and_power_cuts)
{
    struct conn *c = must_open(a, path_in(a, folder_new(a), "x.db"));

    expect_value(c, "PRAGMA foreign_keys", "0");
    expect_value(c, "PRAGMA synchronous", "3");
}

TEST(a_rebuild_keeps_the_rows_of_children)
{
    struct conn *c = must_open(a, S(":memory:"));

    must(c, "CREATE TABLE p (id INTEGER PRIMARY KEY)");
    must(c, "CREATE TABLE k (p REFERENCES p ON DELETE CASCADE)");
    must(c, "INSERT INTO p VALUES (1)");
    must(c, "INSERT INTO k VALUES (1)");
    must(c, "BEGIN IMMEDIATE");
    must(c, "CREATE TABLE p2 (id INTEGER PRIMARY KEY)");
    must(c, "INSERT INTO p2 SELECT * FROM p");
    must(c, "DROP TABLE p");
    must(c, "ALTER TABLE p2 RENAME TO p");
    must(c, "COMMIT");
    expect_value(c, "SELECT count(*) FROM k", "1");
}

TEST(memory_is_its_own_world)
{
    struct conn *c = must_open(a, S(":memory:")), *d = must_open(a, S(":memory:"));

    EXPECT_STR(c->server.server_id, S("memory"));
    must(c, "CREATE TABLE t (x)");
    EXPECT_INT(run(d, "SELECT * FROM t").kind, RESULT_ERROR);
}

TEST(what_is_not_a_database_is_refused)
{
    const char *folder = folder_new(a);
    str text = path_in(a, folder, "text.db"), gone = path_in(a, folder, "no/such/x.db");

    write_file(text, "this is certainly not a database, but a text of more than a hundred bytes, "
                     "because shorter files count as empty to some versions");
    expect_refused(a, text, "file is not a database");
    expect_refused(a, str_of(folder), "it is a folder");
    expect_refused(a, S(""), "no path");
    expect_refused(a, S("/dev/null"), "not a regular file");
    expect_refused(a, gone, "No such file or directory");
    EXPECT(access(gone.p, F_OK) != 0);
}

TEST(a_missing_folder_is_named)
{
    struct conn *c;
    struct err err;

    err_init(&err);
    EXPECT(!open_path(a, S("/tmp/afloat-no-such-folder/x.db"), &c, &err));
    EXPECT_STR(err.detail, S("The folder \"/tmp/afloat-no-such-folder\" does not exist."));
    err_done(&err);
}

TEST(a_uri_is_only_a_path)
{
    char old[4096];
    struct stat st;

    EXPECT(getcwd(old, sizeof(old)) != NULL);
    EXPECT(chdir(folder_new(a)) == 0);
    must_open(a, S("file:x.db?mode=memory"));
    EXPECT(stat("file:x.db?mode=memory", &st) == 0);
    EXPECT(chdir(old) == 0);
}

TEST(read_only_is_seen_and_told)
{
    str path = path_in(a, folder_new(a), "x.db");
    struct dsn dsn = { .engine = DSN_SQLITE, .database = path };
    struct conn *c = must_open(a, path);
    struct result r;
    struct err err;

    must(c, "CREATE TABLE t (x)");
    engine_sqlite.close(c);
    *vec_push(a, &dsn.params) = (struct dsn_param){ S("mode"), S("ro") };
    err_init(&err);
    EXPECT_OK(engine_sqlite.open(a, &dsn, &test_ctx, &c, &err), &err);
    err_done(&err);
    EXPECT(c->server.read_only);
    r = run(c, "INSERT INTO t VALUES (1)");
    EXPECT_INT(r.kind, RESULT_ERROR);
    EXPECT_INT(r.err->fail, FAIL_READ_ONLY);
    EXPECT_INT(r.err->code, ERR_READ_ONLY);
}

TEST(mode_rw_makes_no_file)
{
    str path = path_in(a, folder_new(a), "x.db");
    struct dsn dsn = { .engine = DSN_SQLITE, .database = path };
    struct conn *c;
    struct err err;

    *vec_push(a, &dsn.params) = (struct dsn_param){ S("mode"), S("rw") };
    err_init(&err);
    EXPECT(!engine_sqlite.open(a, &dsn, &test_ctx, &c, &err));
    EXPECT_INT(err.code, ERR_CONNECT);
    EXPECT(access(path.p, F_OK) != 0);
    err_done(&err);
}

TEST(a_closed_connection_says_lost)
{
    struct conn *c = must_open(a, S(":memory:"));
    struct request r = { .sql = S("SELECT 1"), .flags = REQ_SYNC };
    struct result out;
    struct err err;

    put(c, "SELECT 1", 0, REQ_SYNC);
    c->engine->close(c);
    c->engine->close(c);
    err_init(&err);
    EXPECT(!c->engine->submit(c, &r, &err));
    EXPECT_INT(err.fail, FAIL_LOST);
    err_clear(&err);
    EXPECT(c->engine->next(c, &out, &err) == NEXT_LOST);
    EXPECT_INT(err.fail, FAIL_LOST);
    err_clear(&err);
    EXPECT(!c->engine->reset(c, &err));
    err_done(&err);
}
