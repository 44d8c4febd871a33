/* tests/unit/ddl/test_read_my_ranges.c: where clauses and names stand; versions; secrets; broken input; speed. */
#include "unit/ddl/read_my_check.h"

#include "sql/lex.h"

#include <time.h>

static str slice(const struct statement *st, struct range r)
{
    return str_slice(st->text, r.offset, r.offset + r.length);
}

static const struct {
    const char *sql;
    enum dialect_id dialect;
    size_t change;
    const char *range, *name;
} places[] = {
    { "ALTER TABLE t ADD COLUMN a INT, DROP b", DIALECT_MYSQL, 0, "ADD COLUMN a INT", "a" },
    { "ALTER TABLE t ADD COLUMN a INT, DROP b", DIALECT_MYSQL, 1, "DROP b", "b" },
    { "ALTER TABLE t CHANGE a b INT, FORCE", DIALECT_MYSQL, 0, "CHANGE a b INT", "a" },
    { "ALTER TABLE t CHANGE a b INT, FORCE", DIALECT_MYSQL, 1, "CHANGE a b INT", "a" },
    { "ALTER TABLE t ENGINE=InnoDB ROW_FORMAT=DYNAMIC", DIALECT_MYSQL, 1, "ROW_FORMAT=DYNAMIC",
      "" },
    { "CREATE TABLE db.t (a INT PRIMARY KEY, KEY k (a))", DIALECT_MYSQL, 0,
      "CREATE TABLE db.t (a INT PRIMARY KEY, KEY k (a))", "db.t" },
    { "CREATE TABLE db.t (a INT PRIMARY KEY, KEY k (a))", DIALECT_MYSQL, 1, "a INT PRIMARY KEY",
      "a" },
    { "CREATE TABLE db.t (a INT PRIMARY KEY, KEY k (a))", DIALECT_MYSQL, 2, "PRIMARY KEY", "" },
    { "CREATE TABLE db.t (a INT PRIMARY KEY, KEY k (a))", DIALECT_MYSQL, 3, "KEY k (a)", "k" },
    { "RENAME TABLE a TO b, c TO d", DIALECT_MYSQL, 1, "c TO d", "c" },
    { "DROP TABLE a, b.c", DIALECT_MYSQL, 1, "b.c", "b.c" },
    { "PREPARE s FROM 'ALTER TABLE t DROP a'", DIALECT_MYSQL, 1, "DROP a", "a" },
    { "PREPARE s FROM 'SELECT \\'x\\''", DIALECT_MYSQL, 1, "'SELECT \\'x\\''", "" },
    { "BEGIN NOT ATOMIC DROP TABLE a; DROP TABLE b; END", DIALECT_MARIADB, 2, "DROP TABLE b", "b" },
    { "CREATE TABLE t (a INT NOT NULL UNIQUE)", DIALECT_SQLITE, 1, "a INT NOT NULL UNIQUE", "a" },
    { "CREATE TABLE t (a INT, CONSTRAINT u UNIQUE (a))", DIALECT_SQLITE, 2,
      "CONSTRAINT u UNIQUE (a)", "u" },
    { "ALTER TABLE t ADD COLUMN a INT", DIALECT_SQLITE, 0, "ADD COLUMN a INT", "a" },
    { "CREATE INDEX main.i ON t (a)", DIALECT_SQLITE, 0, "CREATE INDEX main.i ON t (a)", "main.i" },
    { "UPDATE t AS x, u SET u.a = 1", DIALECT_MYSQL, 0, "UPDATE t AS x, u SET u.a = 1", "u" },
};

TEST(clauses_and_names_have_their_place)
{
    for (size_t i = 0; i < COUNT_OF(places); i++) {
        struct statement st = read_text(a, places[i].dialect, 0, str_of(places[i].sql));

        EXPECT(!st.opaque && st.changes.n > places[i].change);
        EXPECT_STR(slice(&st, st.changes.v[places[i].change].range), str_of(places[i].range));
        EXPECT_STR(slice(&st, st.changes.v[places[i].change].name_range), str_of(places[i].name));
    }
}

TEST(edits_have_their_place)
{
    struct statement st = read_text(
        a, DIALECT_MYSQL, 0, S("ALTER TABLE t MODIFY a VARCHAR(5) NOT NULL DEFAULT 'x' AFTER b"));
    struct change *c = &st.changes.v[0];

    EXPECT_STR(slice(&st, change_edit(c, ATTR_TYPE)->range), S("VARCHAR(5)"));
    EXPECT_STR(slice(&st, change_edit(c, ATTR_NOT_NULL)->range), S("NOT NULL"));
    EXPECT_STR(slice(&st, change_edit(c, ATTR_DEFAULT)->range), S("DEFAULT 'x'"));
    EXPECT_STR(slice(&st, change_edit(c, ATTR_POSITION)->range), S("AFTER b"));
}

TEST(reading_stops_where_it_is_said)
{
    struct statement st = read_text(a, DIALECT_MYSQL, 0, S("ALTER TABLE t DROP a, FROB b"));

    EXPECT(st.opaque);
    EXPECT_INT(st.changes.n, 2);
    EXPECT_STR(slice(&st, st.changes.v[1].range), S("FROB b"));
}

static str type_in(arena *a, enum dialect_id d, int version, const char *type)
{
    struct ddl_opts opts = { .dialect = dialect_get(d), .version = version };
    struct sql_type *t = ddl_read_type(a, &opts, str_of(type));

    return t ? t->text : S("");
}

TEST(types_look_as_the_version_shows_them)
{
    EXPECT_STR(type_in(a, DIALECT_MYSQL, 80400, "int(11)"), S("int"));
    EXPECT_STR(type_in(a, DIALECT_MYSQL, 50744, "integer"), S("int(11)"));
    EXPECT_STR(type_in(a, DIALECT_MYSQL, 80400, "int(5) zerofill"), S("int(5) unsigned zerofill"));
    EXPECT_STR(type_in(a, DIALECT_MARIADB, 101119, "bigint unsigned"), S("bigint(20) unsigned"));
    EXPECT_STR(type_in(a, DIALECT_MARIADB, 101119, "enum('a','b''c')"), S("enum('a','b''c')"));
    EXPECT_STR(type_in(a, DIALECT_MYSQL, 80400, "year(4)"), S("year"));
    EXPECT_STR(type_in(a, DIALECT_SQLITE, 0, "unsigned  big int (5)"), S("unsigned  big int (5)"));
}

static bool is_opaque(arena *a, enum dialect_id d, int version, const char *sql)
{
    return read_text(a, d, version, str_of(sql)).opaque;
}

TEST(versions_decide)
{
    struct statement old, new;

    /* SQLite's reader knows every version's clauses: what a version refuses, effects/ says. */
    EXPECT(!is_opaque(a, DIALECT_SQLITE, 3040001, "ALTER TABLE t DROP CONSTRAINT c"));
    EXPECT(!is_opaque(a, DIALECT_SQLITE, 3053000, "ALTER TABLE t DROP CONSTRAINT c"));
    old = read_text(a, DIALECT_MYSQL, 50744,
                    S("ALTER TABLE t ADD FOREIGN KEY f (a) REFERENCES o (b)"));
    new = read_text(a, DIALECT_MYSQL, 80400,
                    S("ALTER TABLE t ADD FOREIGN KEY f (a) REFERENCES o (b)"));
    EXPECT_STR(old.changes.v[0].path.name, S("f"));
    EXPECT(!new.changes.v[0].path.name.p);
    new = read_text(a, DIALECT_MYSQL, 50744, S("CREATE TABLE t (a INT /*!80023 INVISIBLE */)"));
    EXPECT(!change_edit(&new.changes.v[1], ATTR_INVISIBLE));
}

static const char *const secrets[] = {
    "CREATE USER u IDENTIFIED BY 'hush', v IDENTIFIED WITH p AS 'hush' REQUIRE SSL",
    "ALTER USER u IDENTIFIED BY 'hush' REPLACE 'hush' FOO",
    "GRANT ALL ON d.* TO u IDENTIFIED BY 'hush' WITH GRANT OPTION",
    "GRANT ALL ON d.* TO u IDENTIFIED BY PASSWORD 'hush' 'hush'",
    "SET PASSWORD FOR u = PASSWORD('hush')",
    "SET PASSWORD = 'hush'",
    "SET GLOBAL x_password = 'hush'",
    "CREATE SERVER s FOREIGN DATA WRAPPER mysql OPTIONS (PASSWORD 'hush')",
    "CREATE TABLE t (a INT) CONNECTION='mysql://u:hush@h' PASSWORD='hush'",
    "CHANGE MASTER TO MASTER_PASSWORD = 'hush'",
    "CREATE USER u IDENTIFIED 'hush'",
};

TEST(secrets_are_not_kept)
{
    for (size_t i = 0; i < COUNT_OF(secrets); i++) {
        struct statement st = read_text(a, DIALECT_MARIADB, 0, str_of(secrets[i]));

        if (str_find(printed(a, &st), S("hush")) != STR_NONE)
            test_fail(__FILE__, __LINE__, "%s\n" STR_FMT, secrets[i], STR_ARG(printed(a, &st)));
    }
}

/* ---- broken input ---- */

/* clang-format off */
static const char *const whole[] = {
    "CREATE TABLE t (a INT NOT NULL DEFAULT (1 + 2) CHECK (a > 0), b ENUM('x','y') COMMENT 'c', KEY k (a(3) DESC), "
    "CONSTRAINT f FOREIGN KEY (a) REFERENCES o (b) ON DELETE SET NULL) ENGINE=InnoDB PARTITION BY RANGE (a) "
    "(PARTITION p VALUES LESS THAN (5))",
    "ALTER TABLE t ADD COLUMN (a INT, b TEXT), MODIFY c INT FIRST, DROP PARTITION p, ORDER BY a, b, RENAME TO u",
    "CREATE OR REPLACE DEFINER=u@h PROCEDURE p (IN a INT) COMMENT 'x' BEGIN SELECT 1 INTO @x FROM t; END",
    "BEGIN NOT ATOMIC DECLARE EXIT HANDLER FOR SQLSTATE '1' ROLLBACK; IF a THEN DROP TABLE t; END IF; END",
    "GRANT SELECT (a), INSERT ON d.t TO u@'h' IDENTIFIED BY 'x' REQUIRE SSL WITH GRANT OPTION",
    "UPDATE a AS x JOIN (SELECT 1 FROM c) AS y ON 1 SET x.b = CASE WHEN 1 THEN 2 END, y.c = 1 WHERE x.d IN (1, 2)",
    "DELETE a.*, b FROM t AS a JOIN u AS b USING (id) WHERE a.x = 1",
    "INSERT INTO t (a, b) VALUES (1, 2), (3, 4) ON DUPLICATE KEY UPDATE a = VALUES(a)",
    "LOAD DATA INFILE 'x' INTO TABLE t FIELDS TERMINATED BY ',' (a, @b) SET c = 1",
    "CREATE EVENT e ON SCHEDULE EVERY 1 DAY DO DELETE FROM t",
    "PREPARE s FROM 'PREPARE s FROM ''PREPARE s FROM 1'''",
    "SET @a = 1, SESSION b = (SELECT 1), @@global.c = DEFAULT, NAMES utf8 COLLATE x",
    "CREATE TRIGGER tr AFTER UPDATE OF a ON t WHEN new.a > 1 BEGIN UPDATE u SET a = 1; END",
};

/* clang-format on */

/* Every prefix by tokens, and each token left out: no crash, ranges in the text. */
TEST(broken_statements_are_read_without_harm)
{
    for (size_t i = 0; i < COUNT_OF(whole) * DIALECT__COUNT; i++) {
        enum dialect_id d = (enum dialect_id)(i % DIALECT__COUNT);
        str sql = str_of(whole[i / DIALECT__COUNT]);
        struct lex l = lex_of(dialect_get(d), 0, sql);
        struct token t;

        if (d == DIALECT_POSTGRES)
            continue;
        while (lex_next(&l, &t)) {
            struct arena_mark mark = arena_mark(a);
            str front = str_slice(sql, 0, t.offset);
            str without = str_printf(a, STR_FMT " " STR_FMT, STR_ARG(front),
                                     STR_ARG(str_skip(sql, t.offset + t.text.n)));
            struct statement st = read_text(a, d, 0, front);

            check_ranges(&st);
            st = read_text(a, d, 0, without);
            check_ranges(&st);
            arena_reset(a, mark);
        }
    }
}

TEST(nesting_has_an_end)
{
    struct buf deep = buf_on(a);
    struct statement st;

    for (size_t i = 0; i < 20000; i++)
        buf_z(&deep, "SET STATEMENT a = 1 FOR ");
    buf_z(&deep, "SELECT 1");
    st = read_text(a, DIALECT_MARIADB, 0, buf_view(&deep));
    EXPECT(st.opaque);
    buf_clear(&deep);
    for (size_t i = 0; i < 20000; i++)
        buf_z(&deep, "EXPLAIN ");
    st = read_text(a, DIALECT_SQLITE, 0, buf_view(&deep));
    EXPECT(st.opaque);
    buf_clear(&deep);
    for (size_t i = 0; i < 20000; i++)
        buf_z(&deep, "(");
    st = read_text(a, DIALECT_MYSQL, 0, buf_view(&deep));
    EXPECT(st.opaque);
    buf_clear(&deep);
    for (size_t i = 0; i < 20000; i++)
        buf_z(&deep, "BEGIN NOT ATOMIC IF 1 THEN ");
    check_ranges(&st);
    st = read_text(a, DIALECT_MARIADB, 0, buf_view(&deep));
    EXPECT(st.changes.n);
}

/* ---- size ---- */

static double seconds(void)
{
    struct timespec t;

    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
    return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static str long_insert(arena *a, size_t rows)
{
    struct buf out = buf_on(a);

    buf_z(&out, "INSERT INTO t (a, b, c) VALUES ");
    for (size_t i = 0; i < rows; i++)
        buf_printf(&out, "%s(%zu, 'text of a row', (1 + 2))", i ? ", " : "", i);
    return buf_view(&out);
}

TEST(long_inserts_take_linear_time)
{
    str small = long_insert(a, 4000), large = long_insert(a, 40000);
    double first = seconds(), second, third;
    struct statement st = read_text(a, DIALECT_MYSQL, 0, small);

    second = seconds();
    EXPECT_INT(st.changes.v[0].rows->row_count, 4000);
    st = read_text(a, DIALECT_MYSQL, 0, large);
    third = seconds();
    EXPECT_INT(st.changes.v[0].rows->row_count, 40000);
    EXPECT(third - second < 40 * (second - first) + 0.05);
}
