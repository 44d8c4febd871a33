/* tests/unit/ddl/test_read_server_files.c: every statement of the SQL that the servers' packages ship, and of
 * published migrations, is read; what is not, is listed here with its reason.
 *
 * Reads the files of /usr/share/mysql, and below AFLOAT_CACHE (as tests/real/fetch) mariadb114/share and real/; a case
 * without files is skipped
 */
#include "unit/ddl/read_my_check.h"

#include "base/fs.h"
#include "sql/split.h"

#include <glob.h>
#include <stdlib.h>
#include <unistd.h>

/* What cannot be read, by the reason; `file` absent = of any. */
static const struct exception {
    const char *reason, *file, *why;
} exceptions[] = {
    { "the statement is put together at run time", NULL, "its text is in a variable" },
    { "the rest of the statement could not be read", "maria_add_gis_sp.sql",
      "several statements stand under one DELIMITER, and the client sends them as one" },
};

struct totals {
    size_t files, statements, expected;
};

static bool is_expected(str file, const struct statement *st)
{
    for (size_t i = 0; i < st->changes.n; i++) {
        const struct change *c = &st->changes.v[i];
        bool found = c->verb != CHANGE_OPAQUE;

        for (size_t k = 0; k < COUNT_OF(exceptions); k++)
            found |= str_eq(c->reason, str_of(exceptions[k].reason)) &&
                     (!exceptions[k].file || str_ends(file, str_of(exceptions[k].file)));
        if (!found)
            return false;
    }
    return true;
}

static void check_piece(arena *a, enum dialect_id d, str file, const struct piece *p,
                        struct totals *t)
{
    struct statement st = read_text(a, d, 0, p->body);

    t->statements++;
    check_ranges(&st);
    if (!st.opaque)
        return;
    if (!is_expected(file, &st))
        test_fail(__FILE__, __LINE__, STR_FMT ":%u: " STR_FMT, STR_ARG(file), p->line,
                  STR_ARG(printed(a, &st)));
    t->expected++;
}

static void check_file(arena *a, enum dialect_id d, str file, struct totals *t)
{
    struct split_opts opts = { .dialect = dialect_get(d), .file = file };
    struct arena_mark mark;
    struct reader reader;
    struct split *s;
    struct piece p;
    struct err err;
    bool end = false;

    err_init(&err);
    EXPECT_OK(fs_reader(a, file, &reader, &err), &err);
    s = split_open(a, &opts, &reader);
    for (;;) {
        EXPECT_OK(split_next(s, &p, &end, &err), &err);
        if (end)
            break;
        mark = arena_mark(a);
        if (p.kind == PIECE_STATEMENT)
            check_piece(a, d, file, &p, t);
        arena_reset(a, mark);
    }
    t->files++;
    err_done(&err);
}

static void check_glob(arena *a, enum dialect_id d, str pattern)
{
    struct totals t = { 0 };
    glob_t found = { 0 };

    if (glob(str_z(a, pattern), 0, NULL, &found) != 0) {
        globfree(&found);
        test_skip("no files " STR_FMT, STR_ARG(pattern));
    }
    for (size_t i = 0; i < found.gl_pathc; i++)
        check_file(a, d, str_copy(a, str_of(found.gl_pathv[i])), &t);
    globfree(&found);
    test_note(str_printf(a, "%zu files, %zu statements, %zu not read for a known reason", t.files,
                         t.statements, t.expected));
    EXPECT(t.statements > 0 && t.expected * 50 <= t.statements);
}

static str cache(arena *a, const char *below)
{
    const char *folder = getenv("AFLOAT_CACHE"), *home = getenv("HOME");
    str base = folder && *folder ? str_of(folder)
               : getuid() == 0   ? S("/var/cache/afloat")
                                 : str_printf(a, "%s/.cache/afloat", home ? home : "");

    return fs_join(a, base, str_of(below));
}

TEST(files_of_the_mariadb_package)
{
    check_glob(a, DIALECT_MARIADB, S("/usr/share/mysql/*.sql"));
}

TEST(files_of_mariadb_11)
{
    check_glob(a, DIALECT_MARIADB, cache(a, "mariadb114/share/*.sql"));
}

TEST(published_migrations_for_mariadb)
{
    check_glob(a, DIALECT_MARIADB, cache(a, "real/*/mariadb/*.sql"));
}

TEST(published_migrations_for_sqlite)
{
    check_glob(a, DIALECT_SQLITE, cache(a, "real/*/sqlite/*.sql"));
}
