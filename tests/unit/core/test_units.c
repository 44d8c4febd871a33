/* tests/unit/core/test_units.c: src/core/units.c over statements that the outline reader really read.
 *
 * A case is a file and what becomes of each statement, in one line:
 *   tx     in the open transaction      !  the transaction ends before it
 *   alone  outside any, with an intent  .  the transaction ends after it
 *   set    session only                 -  left out
 * and "= n", the units it takes.
 */
#include "files.h"

#include "core/units.h"

struct units_case {
    const char *sql; /* an up section, statements on a line each or not */
    const char *want;
};

static const unsigned pg_caps =
    CAP_DDL_TRANSACTIONAL | CAP_PIPELINE | CAP_COPY | CAP_CONCURRENT_INDEX;

static struct conn conn_of(enum dialect_id id)
{
    static const struct {
        unsigned caps;
        int version;
    } server[] = { [DIALECT_SQLITE] = { CAP_DDL_TRANSACTIONAL, 3040001 },
                   [DIALECT_POSTGRES] = { pg_caps, 150018 },
                   [DIALECT_MYSQL] = { CAP_ATOMIC_DDL, 80036 },
                   [DIALECT_MARIADB] = { CAP_ATOMIC_DDL | CAP_MARIADB, 101119 } };
    struct conn c = { .dialect = dialect_get(id) };

    c.server.caps = server[id].caps;
    c.server.version_number = server[id].version;
    return c;
}

static bool tell(void *data, const struct stmt *s, const struct outline *o,
                 const struct unit_step *u, struct err *err)
{
    static const char *const acts[] = {
        [ACT_LEAVE_OUT] = "-", [ACT_SESSION] = "set", [ACT_IN_TX] = "tx", [ACT_ALONE] = "alone"
    };
    struct buf *b = data;

    (void)s;
    (void)o;
    (void)err;
    buf_printf(b, "%s%s%s ", u->end_before ? "!" : "", acts[u->act], u->end_after ? "." : "");
    return true;
}

struct walked {
    struct shape shape;
    str text;
    struct err err;
    bool ok;
};

/* The statements of `sql` as the up of a file without directives, or a stored text. */
static struct walked walk_text(arena *a, enum dialect_id id, unsigned flags, enum direction dir,
                               const char *sql)
{
    struct conn c = conn_of(id);
    struct buf b = buf_on(a);
    struct script_source src = { .dir = dir,
                                 .text = str_of(sql),
                                 .format = format_find(S("sqlx")),
                                 .label = S("1_a.sql"),
                                 .dialect = c.dialect };
    struct shape_walk w = { &c, &src, flags, tell, &b };
    struct walked out = { 0 };

    err_init(&out.err);
    out.ok = shape_walk(a, &w, &out.shape, &out.err);
    buf_printf(&b, "= %lld", (long long)out.shape.units);
    out.text = buf_view(&b);
    return out;
}

static void check_units(arena *a, enum dialect_id id, unsigned flags,
                        const struct units_case *cases, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        struct walked w = walk_text(a, id, flags, DIR_UP, cases[i].sql);

        if (!w.ok)
            test_fail(__FILE__, __LINE__, "%s\n#  " STR_FMT, cases[i].sql, STR_ARG(w.err.message));
        if (!str_eq(w.text, str_of(cases[i].want)))
            test_fail(__FILE__, __LINE__, "%s\n#  got  " STR_FMT "\n#  want %s", cases[i].sql,
                      STR_ARG(w.text), cases[i].want);
    }
}

#define CHECK_UNITS(id, flags, ...)                                                                \
    do {                                                                                           \
        static const struct units_case cases[] = { __VA_ARGS__ };                                  \
        check_units(a, id, flags, cases, COUNT_OF(cases));                                         \
    } while (0)

TEST(postgres_file_is_one_transaction)
{
    CHECK_UNITS(DIALECT_POSTGRES, 0, { "SELECT 1", "tx = 1" },
                { "CREATE TABLE t (i int); INSERT INTO t VALUES (1); SET search_path = s;"
                  "LOCK TABLE t; DO $$BEGIN END$$; CREATE TEMP TABLE x (i int)",
                  "tx tx tx tx tx tx = 1" },
                { "-- nothing", "= 0" });
}

TEST(postgres_concurrently_stands_alone)
{
    CHECK_UNITS(
        DIALECT_POSTGRES, 0,
        { "CREATE TABLE t (i int);"
          "CREATE INDEX CONCURRENTLY i ON t (i);"
          "ALTER TABLE t ADD j int; ALTER TABLE t ADD k int",
          "tx !alone tx tx = 3" },
        { "CREATE INDEX CONCURRENTLY i ON t (i); DROP INDEX CONCURRENTLY j", "alone alone = 2" },
        { "SELECT 1; VACUUM t", "tx !alone = 2" }, { "CREATE DATABASE d", "alone = 1" });
}

TEST(postgres_own_begin_and_commit)
{
    CHECK_UNITS(
        DIALECT_POSTGRES, 0, { "BEGIN; SELECT 1; SELECT 2; COMMIT", "- tx tx - = 1" },
        { "SELECT 1; BEGIN; SELECT 2; COMMIT; SELECT 3", "tx !- tx - !tx = 3" },
        { "BEGIN; SELECT 1; COMMIT; BEGIN; SELECT 2; END", "- tx - !- tx - = 2" },
        { "START TRANSACTION; CREATE INDEX CONCURRENTLY i ON t (i); COMMIT", "- alone - = 1" },
        { "COMMIT; SELECT 1", "- tx = 1" });
}

/* A value that the transaction added cannot be used in it. */
TEST(postgres_new_enum_value)
{
    CHECK_UNITS(
        DIALECT_POSTGRES, 0,
        { "ALTER TYPE e ADD VALUE 'new'; CREATE TABLE t (i int); INSERT INTO u VALUES ('new')",
          "tx tx !tx = 2" },
        { "ALTER TYPE e ADD VALUE 'new'; INSERT INTO u VALUES ('old')", "tx tx = 1" },
        { "ALTER TYPE e ADD VALUE 'a'; ALTER TYPE e ADD VALUE 'b' AFTER 'a';"
          "SELECT 'b'::e; SELECT 'a'::e",
          "tx !tx !tx tx = 3" },
        { "ALTER TYPE e ADD VALUE IF NOT EXISTS 'it''s'; SELECT 'it''s'::e", "tx !tx = 2" });
}

TEST(postgres_transaction_off)
{
    CHECK_UNITS(
        DIALECT_POSTGRES, MIG_NO_TRANSACTION,
        { "SELECT 1; SET a.b = 'c'; SELECT 2", "tx. tx. tx. = 3" },
        { "SELECT 1; BEGIN; SELECT 2; SELECT 3; COMMIT; SELECT 4", "tx. - tx tx - !tx. = 3" },
        { "ALTER TYPE e ADD VALUE 'new'; SELECT 'new'::e", "tx. tx. = 2" });
    CHECK_UNITS(DIALECT_POSTGRES, MIG_NO_TRANSACTION_DOWN, { "SELECT 1; SELECT 2", "tx tx = 1" });
}

TEST(flags_are_of_their_direction)
{
    static const char sql[] = "SELECT 1; SELECT 2";
    struct walked w = walk_text(a, DIALECT_POSTGRES, MIG_NO_TRANSACTION_DOWN, DIR_DOWN, sql);

    EXPECT_STR(w.text, S("tx. tx. = 2"));
    w = walk_text(a, DIALECT_POSTGRES, MIG_NO_TRANSACTION, DIR_DOWN, sql);
    EXPECT_STR(w.text, S("tx tx = 1"));
}

TEST(savepoints_are_statements)
{
    CHECK_UNITS(DIALECT_POSTGRES, 0,
                { "SAVEPOINT a; SELECT 1; ROLLBACK TO SAVEPOINT a; RELEASE a", "tx tx tx tx = 1" });
    CHECK_UNITS(DIALECT_SQLITE, 0,
                { "SAVEPOINT a; SELECT 1; ROLLBACK TO a; RELEASE a", "tx tx tx tx = 1" });
    CHECK_UNITS(DIALECT_MARIADB, 0,
                { "BEGIN; SAVEPOINT a; DELETE FROM t; ROLLBACK TO a; COMMIT", "- tx tx tx - = 1" });
}

TEST(mysql_schema_changes_stand_alone)
{
    CHECK_UNITS(DIALECT_MYSQL, 0,
                { "CREATE TABLE t (i int); ALTER TABLE t ADD j int", "alone alone = 2" },
                { "CREATE TABLE t (i int); INSERT INTO t VALUES (1); INSERT INTO t VALUES (2)",
                  "alone tx. tx. = 3" });
    CHECK_UNITS(DIALECT_MARIADB, 0,
                { "START TRANSACTION; INSERT INTO t VALUES (1); UPDATE t SET i = 2; COMMIT;"
                  "DELETE FROM t",
                  "- tx tx - !tx. = 2" },
                /* the server commits before a schema change: so does the unit */
                { "BEGIN; INSERT INTO t VALUES (1); DROP TABLE u; DELETE FROM t; COMMIT",
                  "- tx !alone tx - = 3" });
}

TEST(mysql_settings_and_table_locks)
{
    CHECK_UNITS(DIALECT_MARIADB, 0,
                { "SET NAMES utf8mb4; CREATE TEMPORARY TABLE x (i int); INSERT INTO t VALUES (1)",
                  "set set tx. = 1" },
                { "LOCK TABLES t WRITE; INSERT INTO t VALUES (1); UNLOCK TABLES", "- tx. - = 1" },
                /* a SET does not end the transaction around it */
                { "BEGIN; INSERT INTO t VALUES (1); SET @id = LAST_INSERT_ID();"
                  "INSERT INTO u VALUES (@id); COMMIT",
                  "- tx set tx - = 1" });
}

TEST(sqlite_foreign_keys_off_around_a_rebuild)
{
    CHECK_UNITS(DIALECT_SQLITE, 0,
                { "PRAGMA foreign_keys = OFF; BEGIN; CREATE TABLE n (i); DROP TABLE t;"
                  "ALTER TABLE n RENAME TO t; COMMIT; PRAGMA foreign_keys = ON",
                  "set - tx tx tx - !set = 1" },
                { "PRAGMA foreign_keys = OFF; CREATE TABLE n (i); DROP TABLE t;"
                  "PRAGMA foreign_keys = ON",
                  "set tx tx !set = 1" },
                { "CREATE TABLE t (i); VACUUM; INSERT INTO t VALUES (1)", "tx !alone tx = 3" },
                { "CREATE TEMP TABLE x (i); INSERT INTO x VALUES (1)", "tx tx = 1" });
}

static void check_refused(arena *a, enum dialect_id id, const char *sql, unsigned line,
                          unsigned column)
{
    struct walked w = walk_text(a, id, 0, DIR_UP, sql);

    EXPECT(!w.ok);
    EXPECT_STR(str_of(err_code_text(w.err.code)), S("AF2203"));
    EXPECT_STR(w.err.place.file, S("1_a.sql"));
    EXPECT_INT(w.err.place.line, line);
    EXPECT_INT(w.err.place.column, column);
    err_done(&w.err);
}

TEST(rollback_is_refused_with_its_place)
{
    check_refused(a, DIALECT_POSTGRES, "SELECT 1;\n  ROLLBACK;", 2, 3);
    check_refused(a, DIALECT_POSTGRES, "BEGIN;\nABORT;", 2, 1);
    check_refused(a, DIALECT_POSTGRES, "PREPARE TRANSACTION 'x'", 1, 1);
    check_refused(a, DIALECT_POSTGRES, "COMMIT AND CHAIN", 1, 1);
    check_refused(a, DIALECT_SQLITE, "BEGIN;\n/* no */ ROLLBACK;", 2, 10);
    check_refused(a, DIALECT_MARIADB, "BEGIN;\nDELETE FROM t;\nROLLBACK;", 3, 1);
}

TEST(shape_counts)
{
    struct walked w = walk_text(a, DIALECT_POSTGRES, 0, DIR_UP,
                                "SET search_path = s; ALTER TABLE t ADD j int; COMMIT");

    EXPECT_INT(w.shape.statements, 3);
    EXPECT_INT(w.shape.last_real, 2);
    EXPECT(w.shape.leaks && w.shape.locks_tables && !w.shape.alone);
    w = walk_text(a, DIALECT_MARIADB, 0, DIR_UP,
                  "INSERT INTO t VALUES (1); CREATE TABLE u (i int); SET @a = 1");
    EXPECT_INT(w.shape.statements, 3);
    EXPECT_INT(w.shape.last_real, 2);
    EXPECT(w.shape.leaks && w.shape.alone);
    w = walk_text(a, DIALECT_SQLITE, 0, DIR_UP, "INSERT INTO t VALUES (1)");
    EXPECT(!w.shape.leaks && !w.shape.alone && !w.shape.locks_tables);
}
