/* tests/unit/ddl/test_render_again.c: every statement of the tests' own files, rendered and read again.
 *
 * Shape     the share is printed a dialect; what is not rendered has a reason in render_check.h
 */
#include "base/fs.h"
#include "sql/split.h"
#include "unit/ddl/render_check.h"

#include <stdio.h>

/* Files of SQL; lines behind ### and the results of cases are left out. */
static const struct {
    enum dialect_id id;
    const char *file;
} files[] = {
    { DIALECT_SQLITE, "tests/observe/sqlite.sql" },
    { DIALECT_SQLITE, "tests/observe/fresh_a/sqlite.sql" },
    { DIALECT_SQLITE, "tests/observe/fresh_b/sqlite.sql" },
    { DIALECT_SQLITE, "tests/observe/fresh_c/sqlite.sql" },
    { DIALECT_SQLITE, "tests/observe/fresh_d/sqlite.sql" },
    { DIALECT_SQLITE, "tests/readers/synopsis/sqlite.sql" },
    { DIALECT_SQLITE, "tests/schema/cases/sqlite.txt" },
    { DIALECT_SQLITE, "tests/unit/schema/cases/sqlite.txt" },
    { DIALECT_POSTGRES, "tests/observe/postgres.sql" },
    { DIALECT_POSTGRES, "tests/observe/fresh_a/postgres.sql" },
    { DIALECT_POSTGRES, "tests/observe/fresh_b/postgres.sql" },
    { DIALECT_POSTGRES, "tests/observe/fresh_c/postgres.sql" },
    { DIALECT_POSTGRES, "tests/observe/fresh_d/postgres.sql" },
    { DIALECT_POSTGRES, "tests/readers/synopsis/postgres.sql" },
    { DIALECT_POSTGRES, "tests/schema/cases/postgres.txt" },
    { DIALECT_POSTGRES, "tests/schema/postgres.sql" },
    { DIALECT_POSTGRES, "tests/unit/schema/cases/postgres.txt" },
    { DIALECT_MYSQL, "tests/observe/mysql.sql" },
    { DIALECT_MYSQL, "tests/observe/fresh_a/mysql.sql" },
    { DIALECT_MYSQL, "tests/observe/fresh_b/mysql.sql" },
    { DIALECT_MYSQL, "tests/observe/fresh_c/mysql.sql" },
    { DIALECT_MYSQL, "tests/observe/fresh_d/mysql.sql" },
    { DIALECT_MYSQL, "tests/readers/synopsis/mysql.sql" },
    { DIALECT_MYSQL, "tests/readers/synopsis/both.sql" },
    { DIALECT_MYSQL, "tests/schema/cases/mysql.txt" },
    { DIALECT_MYSQL, "tests/unit/schema/cases/mysql.txt" },
    { DIALECT_MARIADB, "tests/observe/mysql.sql" },
    { DIALECT_MARIADB, "tests/observe/fresh_a/mysql.sql" },
    { DIALECT_MARIADB, "tests/observe/fresh_b/mysql.sql" },
    { DIALECT_MARIADB, "tests/observe/fresh_c/mysql.sql" },
    { DIALECT_MARIADB, "tests/observe/fresh_d/mysql.sql" },
    { DIALECT_MARIADB, "tests/readers/synopsis/mariadb.sql" },
    { DIALECT_MARIADB, "tests/readers/synopsis/both.sql" },
    { DIALECT_MARIADB, "tests/schema/cases/mysql.txt" },
    { DIALECT_MARIADB, "tests/schema/cases/mariadb.txt" },
    { DIALECT_MARIADB, "tests/unit/schema/cases/mariadb.txt" },
};

struct tally {
    size_t statements, again, reasons;
};

/* Without the lines of the form of a case: "### name", and from "---" to the next. */
static str sql_of(arena *a, str text, bool results)
{
    struct buf out = buf_on(a);
    bool in = true;
    str line;

    while (str_next_line(&text, &line)) {
        if (str_starts(line, S("###"))) {
            in = true;
            continue;
        }
        in &= !(results && str_eq(line, S("---")));
        if (!in)
            continue;
        buf_str(&out, line);
        buf_char(&out, '\n');
    }
    return buf_view(&out);
}

static void run_file(arena *a, const struct dialect *d, str file, struct tally *t)
{
    struct ddl_opts opts = { .dialect = d };
    struct split_opts splitting = { .dialect = d };
    struct reader reader;
    struct split *split;
    struct piece piece;
    bool end = false;
    struct err err;
    str text;

    err_init(&err);
    EXPECT_OK(fs_read(a, file, 1 << 22, &text, &err), &err);
    reader = reader_of_str(
        str_ends(file, S(".txt")) ? sql_of(a, text, str_find(file, S("unit/")) != STR_NONE) : text);
    split = split_open(a, &splitting, &reader);
    for (;;) {
        EXPECT_OK(split_next(split, &piece, &end, &err), &err);
        if (end)
            return;
        if (piece.kind != PIECE_STATEMENT)
            continue;
        switch (check_renders(a, &opts, str_copy(a, piece.body))) {
        case RENDERS_NOTHING:
            break;
        case RENDERS_NOT:
            t->reasons++;
            t->statements++;
            break;
        case RENDERS_AGAIN:
            t->again++;
            t->statements++;
        }
    }
}

static void run_dialect(arena *a, enum dialect_id id)
{
    struct tally t = { 0 };

    for (size_t i = 0; i < COUNT_OF(files); i++)
        if (files[i].id == id)
            run_file(a, dialect_get(id), str_of(files[i].file), &t);
    printf("# %s: %zu of %zu statements, %zu with a reason\n", dialect_get(id)->name, t.again,
           t.statements, t.reasons);
    EXPECT_INT(t.again + t.reasons, t.statements);
    EXPECT(t.statements > 100);
}

TEST(statements_of_sqlite)
{
    run_dialect(a, DIALECT_SQLITE);
}

TEST(statements_of_postgres)
{
    run_dialect(a, DIALECT_POSTGRES);
}

TEST(statements_of_mysql)
{
    run_dialect(a, DIALECT_MYSQL);
}

TEST(statements_of_mariadb)
{
    run_dialect(a, DIALECT_MARIADB);
}
