/* tests/unit/ddl/test_read_pg_range.c: where in the text a change, its name and its edits stand; bad input. */
#include "unit/ddl/read_check.h"

struct range_case {
    const char *sql;
    size_t change;
    const char *range, *name;
};

// clang-format off
static const struct range_case cases[] = {
    { "DROP TABLE IF EXISTS a, s.\"B\" CASCADE", 1, "s.\"B\"", "s.\"B\"" },
    { "/* x */ CREATE TABLE s.t (a int, b text)", 0, "CREATE TABLE s.t (a int, b text)", "s.t" },
    { "CREATE TABLE t (a int, b text NOT NULL)", 2, "b text NOT NULL", "b" },
    { "CREATE TABLE t (a int CONSTRAINT x CHECK (a > 0) NOT VALID)", 2,
      "CONSTRAINT x CHECK (a > 0) NOT VALID", "x" },
    { "CREATE TABLE t (a int REFERENCES o DEFERRABLE NOT NULL)", 2, "REFERENCES o DEFERRABLE", "a" },
    { "CREATE TABLE t (a int, PRIMARY KEY (a))", 2, "PRIMARY KEY (a)", "PRIMARY KEY" },
    { "ALTER TABLE t ADD COLUMN a int /* y */ NOT NULL, DROP b", 0, "ADD COLUMN a int /* y */ NOT NULL", "a" },
    { "ALTER TABLE t ADD COLUMN a int NOT NULL, DROP b", 1, "DROP b", "b" },
    { "ALTER TABLE s.t\n  ALTER COLUMN a TYPE int USING a::int,\n  ADD UNIQUE (a)", 0,
      "ALTER COLUMN a TYPE int USING a::int", "a" },
    { "ALTER TABLE s.t\n  ALTER COLUMN a TYPE int,\n  ADD UNIQUE (a)", 1, "ADD UNIQUE (a)", "UNIQUE" },
    { "ALTER TABLE s.t RENAME COLUMN a TO b", 0, "RENAME COLUMN a TO b", "a" },
    { "ALTER TABLE s.t OWNER TO x", 0, "OWNER TO x", "s.t" },
    { "ALTER TABLE t ATTACH PARTITION p DEFAULT", 0, "ATTACH PARTITION p DEFAULT", "p" },
    { "CREATE INDEX CONCURRENTLY i ON t (a)", 0, "CREATE INDEX CONCURRENTLY i ON t (a)", "i" },
    { "CREATE INDEX ON t (a)", 0, "CREATE INDEX ON t (a)", "t" },
    { "ALTER TYPE e ADD VALUE 'x' AFTER 'y'", 0, "ADD VALUE 'x' AFTER 'y'", "e" },
    { "UPDATE s.t SET a = 1", 0, "UPDATE s.t SET a = 1", "s.t" },
    { "TRUNCATE a, b CASCADE", 1, "b", "b" },
    { "WITH d AS (DELETE FROM t) SELECT 1", 0, "DELETE FROM t", "t" },
    { "DO $$ BEGIN\n DROP TABLE t, u; END $$", 0, "DO $$ BEGIN\n DROP TABLE t, u; END $$", "" },
    { "DO $$ BEGIN\n DROP TABLE t, u; END $$", 2, "u", "u" },
    { "DO 'BEGIN ALTER TABLE t DROP a; END'", 1, "DROP a", "a" },
    { "DO 'BEGIN DELETE FROM t WHERE a = ''x''; END'", 1, "'BEGIN DELETE FROM t WHERE a = ''x''; END'",
      "'BEGIN DELETE FROM t WHERE a = ''x''; END'" },
    { "DO $$ BEGIN EXECUTE 'ALTER TABLE t DROP a'; END $$", 1, "DROP a", "a" },
    { "DO $$ BEGIN EXECUTE 'DROP TABLE ' || x; END $$", 1, "EXECUTE 'DROP TABLE ' || x", "" },
    { "DO $$ BEGIN PERFORM f(); END $$", 1, "f()", "" },
    { "GRANT SELECT ON a, s.b TO c", 1, "GRANT SELECT ON a, s.b TO c", "s.b" },
    { "SET LOCAL work_mem = 5", 0, "SET LOCAL work_mem = 5", "work_mem" },
    { "LOCK TABLE a, b IN SHARE MODE", 1, "b", "b" },
    { "ALTER TABLE t ADD a int, FROBNICATE b", 1, "FROBNICATE b", "" },
    { "CREATE TABLE t (a int, b text FROBNICATE)", 2, "FROBNICATE)", "" },
    { "CREATE TABLE t (a int) FROBNICATE", 2, "FROBNICATE", "" },
    { "FROBNICATE t", 0, "FROBNICATE t", "" },
};

// clang-format on

static str text_at(const struct statement *st, struct range r)
{
    return str_slice(st->text, r.offset, (size_t)r.offset + r.length);
}

TEST(ranges)
{
    const struct ddl_opts opts = { .dialect = dialect_get(DIALECT_POSTGRES) };

    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        struct statement st;

        ddl_read(a, &opts, str_of(cases[i].sql), &st);
        if (st.changes.n <= cases[i].change)
            test_fail(__FILE__, __LINE__, "%s: %zu changes", cases[i].sql, st.changes.n);
        test_note(str_of(cases[i].sql));
        EXPECT_STR(text_at(&st, st.changes.v[cases[i].change].range), str_of(cases[i].range));
        EXPECT_STR(text_at(&st, st.changes.v[cases[i].change].name_range), str_of(cases[i].name));
        check_ranges(&st);
    }
}

static const struct edit *edit_of(arena *a, struct statement *st, const char *sql, enum attr attr)
{
    const struct ddl_opts opts = { .dialect = dialect_get(DIALECT_POSTGRES) };
    const struct edit *e = NULL;

    ddl_read(a, &opts, str_of(sql), st);
    for (size_t i = 0; i < st->changes.n && !e; i++)
        e = change_edit(&st->changes.v[i], attr);
    EXPECT(e);
    return e;
}

TEST(ranges_of_edits)
{
    struct statement st;
    const struct edit *e;
    const struct expr *x;

    e = edit_of(a, &st, "ALTER TABLE t ALTER a TYPE int USING b::int", ATTR_USING);
    EXPECT_STR(text_at(&st, e->range), S("USING b::int"));
    EXPECT_STR(text_at(&st, e->value.expr->range), S("b::int"));
    e = edit_of(a, &st, "CREATE TABLE t (a int DEFAULT f(1) NOT NULL)", ATTR_DEFAULT);
    EXPECT_STR(text_at(&st, e->range), S("DEFAULT f(1)"));
    e = edit_of(a, &st, "CREATE TABLE t (a int DEFAULT f(1) NOT NULL)", ATTR_NOT_NULL);
    EXPECT_STR(text_at(&st, e->range), S("NOT NULL"));
    e = edit_of(a, &st, "CREATE TABLE t (a int REFERENCES s.o (b))", ATTR_REFERENCES);
    EXPECT_STR(text_at(&st, e->range), S("s.o"));
    EXPECT_STR(text_at(&st, e->value.ref->range), S("s.o"));
    e = edit_of(a, &st, "ALTER TABLE t SET (a = 1, b = 2)", ATTR_OPTIONS);
    EXPECT_STR(text_at(&st, e->range), S("a = 1"));
    e = edit_of(a, &st, "DO $$ BEGIN ALTER TABLE t ADD CHECK (a > b); END $$", ATTR_EXPRESSION);
    x = e->value.expr;
    EXPECT_STR(text_at(&st, x->range), S("a > b"));
    EXPECT_STR(str_slice(x->text, x->refs.v[1].range.offset, x->text.n), S("b"));
}

/* Passwords stay in the text of the statement: nothing that is read or said has them. */
TEST(secrets)
{
    static const char *const texts[] = {
        "CREATE ROLE r PASSWORD 'hunter2'",
        "ALTER USER u WITH ENCRYPTED PASSWORD 'hunter2' VALID UNTIL 'x'",
        "CREATE SUBSCRIPTION s CONNECTION 'password=hunter2' PUBLICATION p",
        "ALTER SUBSCRIPTION s CONNECTION 'password=hunter2'",
        "CREATE USER MAPPING FOR a SERVER b OPTIONS (password 'hunter2')",
        "CREATE SERVER a FOREIGN DATA WRAPPER b OPTIONS (password 'hunter2')",
        "CREATE ROLE r 'hunter2'",
        "ALTER ROLE r CONNECTION 'hunter2'",
    };
    const struct ddl_opts opts = { .dialect = dialect_get(DIALECT_POSTGRES) };

    for (size_t i = 0; i < COUNT_OF(texts); i++) {
        struct buf out = buf_on(a);
        struct statement st;

        ddl_read(a, &opts, str_of(texts[i]), &st);
        statement_print(&out, &st);
        EXPECT(str_find(buf_view(&out), S("hunter2")) == STR_NONE);
    }
}

/* Every beginning of a statement, and every statement without one of its tokens, gives an answer. */
TEST(cut_off)
{
    static const char *const texts[] = {
        "CREATE TABLE s.t (a int NOT NULL DEFAULT f(1), CHECK (a > 0)) PARTITION BY RANGE (a)",
        "ALTER TABLE t ALTER COLUMN a TYPE numeric(10,2) USING a::numeric, DETACH PARTITION p",
        "CREATE UNIQUE INDEX i ON t USING gin (lower(a) ops (x = 1) DESC) WHERE a > 0",
        "CREATE FUNCTION f(a int, OUT b text) RETURNS SETOF t SET a = 1 AS $$ SELECT 1 $$",
        "WITH a AS (DELETE FROM t RETURNING *) INSERT INTO u (a) SELECT 1 ON CONFLICT DO NOTHING",
        "DO $$ DECLARE a int := 1; BEGIN IF a > 0 THEN EXECUTE 'DROP TABLE t'; END IF; END $$",
        "GRANT SELECT (a), UPDATE ON TABLE t TO b WITH GRANT OPTION",
        "MERGE INTO t USING u ON a = b WHEN MATCHED THEN UPDATE SET a = 1",
        "CREATE TRIGGER t BEFORE UPDATE OF a ON b FOR EACH ROW WHEN (c) EXECUTE FUNCTION f(1)",
        "CREATE OPERATOR s.+ (leftarg = int); ALTER TYPE t ADD VALUE 'a' BEFORE 'b'",
    };
    const struct ddl_opts opts = { .dialect = dialect_get(DIALECT_POSTGRES) };

    for (size_t i = 0; i < COUNT_OF(texts); i++)
        for (size_t n = 0; n <= strlen(texts[i]); n++)
            for (size_t skip = 0; skip < 2; skip++) {
                struct arena_mark mark = arena_mark(a);
                struct statement st;
                str text = str_slice(str_of(texts[i]), skip * n, skip ? SIZE_MAX : n);

                ddl_read(a, &opts, text, &st);
                check_ranges(&st);
                arena_reset(a, mark);
            }
}
