/* tests/unit/ddl/test_syntax.c: what is wrong for every server, and what is only not known. */
#include "ddl/read.h"
#include "harness/test.h"

struct case_of {
    const char *dialect, *sql, *at, *meant; /* `at`: the words told; NULL = nothing is wrong */
};

static const struct case_of cases[] = {
    { "postgres", "CREATE TABEL t (a int)", "TABEL", "TABLE" },
    { "mariadb", "ALTER TABLE t DORP COLUMN a", "DORP", "DROP" },
    { "sqlite", "DELETE FORM t", "FORM", "FROM" },
    { "mariadb", "DELETE FORM t", "FORM", "FROM" },
    { "postgres", "UPDATE t SETT a = 1", "SETT", "SET" },
    { "postgres", "SELEC 1", "SELEC", "SELECT" },
    { "postgres", "CREATE TABLE t (a int,)", ",", "" },
    { "sqlite", "INSERT INTO t VALUES (1,, 2)", ",", "" },
    { "postgres", "CREATE TABLE t (a int", "(", "" },
    { "postgres", "SELECT 1)", ")", "" },
    { "mariadb", "ALTER TABLE t ADD COLUMN", "COLUMN", "" },
    { "postgres", "GRANT SELECT ON t", "t", "" },
    { "postgres", "CREATE TABLE t (a int b text)", "b", "" },
    { "mariadb", "CREATE TABLE t (a int NOT NULL b varchar(20) NOT NULL)", "b", "" },
    { "postgres", "CREATE TABLE t (a numeric(1,2) \"b c\" int PRIMARY KEY)", "\"b c\"", "" },
    { "postgres", "CREATE TABLE t (a int, PRIMARY KEY (a) b int)", "b", "" },
    { "mariadb", "CREATE TABLE t (a int PRIMARY KEY (a))", "PRIMARY", "" },
    { "postgres", "CREATE TABLE t (a int UNIQUE (a))", "UNIQUE", "" },
    { "postgres", "CREATE TABLE t (a int FOREIGN KEY (a) REFERENCES u)", "FOREIGN", "" },
    { "postgres", "ALTER TABLE t ADD COLUMN a int ADD COLUMN b int", "ADD", "" },
    { "mariadb", "ALTER TABLE t ADD COLUMN a int DROP COLUMN b", "DROP", "" },
    { "mariadb", "ALTER TABLE t ENGINE=InnoDB ROW_FORMAT=DYNAMIC, ADD COLUMN a int", NULL, NULL },
    { "mariadb", "CREATE TABLE t (a int WIBBLE b, c text)", NULL, NULL },
    { "postgres", "CREATE TABLE t (a wibble int, b text)", NULL, NULL },
    { "postgres", "ALTER TABLE t ADD CONSTRAINT c CHECK (a > 0), DROP COLUMN b", NULL, NULL },
    { "sqlite", "CREATE TABLE t (a int b text)", NULL, NULL },
    { "sqlite", "CREATE VIRTUAL TABLE v USING m(a,, b,)", NULL, NULL },
    { "postgres", "WIBBLE THE TABLE t", NULL, NULL },
    { "mariadb", "FROBNICATE TABLES", NULL, NULL },
    { "postgres", "CREATE TABLE form (tabel int, selec text)", NULL, NULL },
    { "postgres", "SELECT a FROM form WHERE setting = 1", NULL, NULL },
    { "mariadb", "SELECT 1 /* , ( */", NULL, NULL },
    { "postgres", "SELECT '(,' || $$ ,) $$", NULL, NULL },
    { "postgres", "", NULL, NULL },
};

TEST(what_no_server_reads)
{
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        const struct case_of *c = &cases[i];
        struct ddl_opts opts = { .dialect = dialect_find(str_of(c->dialect)) };
        struct statement st;

        ddl_read(a, &opts, str_of(c->sql), &st);
        test_note(str_of(c->sql));
        EXPECT_INT(st.wrong.n != 0, c->at != NULL);
        if (!c->at)
            continue;
        EXPECT_STR(str_slice(st.text, st.wrong_at.offset, st.wrong_at.offset + st.wrong_at.length),
                   str_of(c->at));
        EXPECT_STR(st.meant, str_of(c->meant));
    }
}

/* Of code in a body nothing is said: its server may know it. */
TEST(bodies_are_left_alone)
{
    struct ddl_opts opts = { .dialect = dialect_find(S("postgres")) };
    struct statement st;

    ddl_read(a, &opts, S("DO $$ BEGIN SELEC 1; END $$"), &st);
    EXPECT_INT(st.wrong.n, 0);
}
