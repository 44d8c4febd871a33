/* tests/engines/test_pg_run.c: whole runs on PostgreSQL where the pipeline matters. */
#include "app/app_run.h"
#include "base/fs.h"
#include "engines/pg_world.h"
#include "harness/folder.h"

#include <unistd.h>

struct trial {
    struct pg_world *w;
    struct conn *c;
    str folder, database;
};

/* A database and a folder of its own. */
static struct trial trial_new(arena *a, const char *name)
{
    struct trial t = { .w = world_new(a), .database = str_of(name) };
    struct conn *c = world_conn(t.w);
    struct dsn dsn = world_dsn(a);

    world_sql(t.w, c, "DROP DATABASE IF EXISTS %s", name);
    world_sql(t.w, c, "CREATE DATABASE %s", name);
    dsn.database = t.database;
    t.c = world_open(t.w, &dsn);
    t.folder = test_folder(a);
    return t;
}

static void put(struct trial *t, int version, const char *up)
{
    arena *a = t->w->a;
    str path = str_printf(a, STR_FMT "/%04d_m.sql", STR_ARG(t->folder), version);
    bool exists;

    (void)remove(path.p);
    EXPECT_OK(fs_create(path,
                        str_printf(
                            a, "-- afloat:up\n%s;\n-- afloat:irreversible reason=\"a test\"\n", up),
                        &exists, &t->w->err),
              &t->w->err);
}

static bool up(struct trial *t, struct app_outcome *out, struct err *err)
{
    arena *a = t->w->a;
    struct dsn dsn = world_dsn(a);
    struct app_run req = { 0 };

    req.common.config.url =
        str_printf(a, "host=" STR_FMT " port=%d user=" STR_FMT " dbname=" STR_FMT,
                   STR_ARG(dsn.socket), dsn.port, STR_ARG(dsn.user), STR_ARG(t->database));
    req.common.config.dir = t->folder;
    *out = (struct app_outcome){ 0 };
    return app_up(&t->w->ctx, &req, out, err);
}

static str ask(struct trial *t, const char *what)
{
    return world_sql(t->w, t->c, "SELECT %s", what);
}

/* The COMMIT itself fails, and the migrations behind it are in the pipeline already. */
TEST(nothing_behind_a_commit_that_failed_is_kept)
{
    struct trial t = trial_new(a, "af_commit");
    struct app_outcome out;
    struct err err;

    put(&t, 1,
        "CREATE TABLE p (id int PRIMARY KEY);"
        "CREATE TABLE c (p int REFERENCES p DEFERRABLE INITIALLY DEFERRED)");
    for (int i = 2; i <= 40; i++)
        put(&t, i, str_printf(a, "CREATE TABLE t%d (x int)", i).p);
    for (int bad = 14; bad <= 18; bad++) {
        put(&t, bad, "INSERT INTO c VALUES (1)");
        err_init(&err);
        EXPECT(!up(&t, &out, &err));
        EXPECT_INT(err.code, ERR_STATEMENT);
        err_done(&err);
        EXPECT_STR(ask(&t, "max(version) || ' ' || count(*) FROM afloat_history"),
                   str_printf(a, "%04d %d", bad - 1, bad - 1));
        put(&t, bad, "INSERT INTO c VALUES (NULL)");
    }
    EXPECT_OK(up(&t, &out, &t.w->err), &t.w->err);
    EXPECT_STR(ask(&t, "max(version) || ' ' || count(*) FROM afloat_history"), S("0040 40"));
    EXPECT_STR(ask(&t, "count(*) FROM c"), S("5"));
}

/* One file in two units: the first one's COMMIT fails. */
TEST(the_second_unit_waits_for_the_commit_of_the_first)
{
    struct trial t = trial_new(a, "af_units");
    struct app_outcome out;
    struct err err;

    put(&t, 1,
        "CREATE TABLE p (id int PRIMARY KEY);"
        "CREATE TABLE c (p int REFERENCES p DEFERRABLE INITIALLY DEFERRED)");
    put(&t, 2, "BEGIN; INSERT INTO c VALUES (1); COMMIT; CREATE TABLE second (x int)");
    err_init(&err);
    EXPECT(!up(&t, &out, &err));
    EXPECT_INT(err.code, ERR_STATEMENT);
    err_done(&err);
    EXPECT_STR(ask(&t, "coalesce(to_regclass('second')::text, 'none')"), S("none"));
    EXPECT_STR(ask(&t, "count(*) FROM afloat_history"), S("1"));
    EXPECT_STR(ask(&t, "count(*) FROM afloat_journal"), S("0"));
}

TEST(a_file_cannot_give_the_lock_away)
{
    struct trial t = trial_new(a, "af_discard");
    struct app_outcome out;
    struct err err;

    put(&t, 1, "CREATE TABLE one (x int); DISCARD ALL; CREATE TABLE two (x int)");
    err_init(&err);
    EXPECT(!up(&t, &out, &err));
    EXPECT_INT(err.code, ERR_SQL_TRANSACTION);
    EXPECT_INT(err.place.line, 2);
    err_done(&err);
    EXPECT_STR(ask(&t, "coalesce(to_regclass('one')::text, 'none')"), S("none"));
}

/* The time-out of the configuration holds from the first statement on, also in a later try. */
TEST(the_statement_timeout_holds_from_the_first_statement)
{
    struct trial t = trial_new(a, "af_timeout");
    struct app_outcome out;
    struct err err;
    bool exists;

    put(&t, 1, "SELECT pg_sleep(20)");
    EXPECT_OK(fs_create(fs_join(a, t.folder, S("afloat.toml")),
                        S("default_env = \"d\"\n[env.d]\nstatement_timeout = \"200ms\"\n"), &exists,
                        &t.w->err),
              &t.w->err);
    EXPECT(chdir(t.folder.p) == 0);
    err_init(&err);
    EXPECT(!up(&t, &out, &err));
    EXPECT_INT(err.code, ERR_CANCELED);
    err_done(&err);
    EXPECT(chdir("/") == 0);
}

/* The excerpt is one line of the file: what makes a literal on it a password may stand on another. */
TEST(a_password_on_a_line_of_its_own_is_not_shown)
{
    struct trial t = trial_new(a, "af_secret");
    struct app_outcome out;
    struct err err;

    put(&t, 1, "CREATE ROLE af_nobody PASSWORD\n  'hushhush' WHATEVER");
    err_init(&err);
    EXPECT(!up(&t, &out, &err));
    EXPECT_INT(err.code, ERR_STATEMENT);
    EXPECT_STR(err.place.line_text, S("  '***' WHATEVER;"));
    EXPECT_INT(err.place.line, 3);
    EXPECT_INT(err.place.column, 14);
    EXPECT_INT(err.place.moved, 5);
    EXPECT(str_find(err.database, S("hush")) == STR_NONE);
    err_done(&err);
}
