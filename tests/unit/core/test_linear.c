/* tests/unit/core/test_linear.c: twice the text is about twice the work, also for texts made to be slow.
 *
 * Does      measure CPU time of this process for a text of n bytes and one of 2n, with a wide bound: a quadratic
 *           reader takes 4 times as long, a linear one twice; the best of several rounds counts
 * Does not  run without AFLOAT_LONG=1: it takes seconds
 */
#include "files.h"

#include "core/config_int.h"
#include "core/format.h"
#include "core/vars.h"
#include "harness/test.h"
#include "sql/split_int.h"

#include <stdlib.h>
#include <time.h>

enum { ROUNDS = 3, BYTES = 64 * 1024 };

static const double most =
    3.4; /* 4 is quadratic; what is below a hundredth of a second says nothing */

struct text {
    const char *name, *head, *repeated, *tail;
};

static const struct text texts[] = {
    { "open quotes", "SELECT ", "'a''", "" },
    { "open dollar quotes", "SELECT ", "$a$ $b$ ", "" },
    { "tags that begin", "SELECT $x$", "$x", "" },
    { "nested comments", "SELECT ", "/* ", "" },
    { "comments that end", "", "/**/", ";" },
    { "stars", "/*", "*", "" },
    { "parentheses", "SELECT ", "(", "" },
    { "semicolons", "", ";", "" },
    { "empty lines", "", "\n", "" },
    { "dashes", "", "-", "" },
    { "backslashes", "SELECT '", "\\", "" },
    { "CREATE", "", "CREATE FUNCTION ", "" },
    { "BEGIN", "CREATE PROCEDURE p() ", "BEGIN ", "" },
    { "CASE", "CREATE TRIGGER t ", "BEGIN CASE ", "" },
    { "COPY", "", "COPY t FROM stdin;\n\\.\n", "" },
    { "DELIMITER", "", "DELIMITER //\nx//\nDELIMITER ;\n", "" },
    { "markers", "-- afloat:up\n", "-- afloat:\n", "" },
    { "references", "SELECT ", "${a}", "" },
    { "references without an end", "SELECT ", "${", "" },
    { "references in quotes", "SELECT ", "'${a}' ", "" },
    { "dollars", "SELECT ", "$", "" },
    { "quoted values", "", "A=\"x\n", "" },
    { "escaped values", "A=\"", "\\\"\n", "" },
    { "words", "SELECT ", "a", "" },
    { "names", "SELECT ", "a.", "" },
    { "templates", "", "{{ template \"s/x.sql\" . }}\n", "" },
    { "templates without an end", "", "{{/*", "" },
    { "names in templates", "", "{{ .a }}", "" },
};

static str make(arena *a, const struct text *t, size_t bytes)
{
    struct buf b = buf_on(a);

    buf_z(&b, t->head);
    while (b.n < bytes)
        buf_z(&b, t->repeated);
    buf_z(&b, t->tail);
    return buf_view(&b);
}

/* ---- what reads them ---- */

static void read_split(arena *a, str text, enum dialect_id dialect)
{
    struct split_opts opts = { .file = S("f"), .dialect = dialect_get(dialect) };
    struct reader r = reader_of_str(text);
    struct split *s = split_open(a, &opts, &r);
    struct piece p;
    struct err err;
    bool end = false;

    err_init(&err);
    while (split_next(s, &p, &end, &err) && !end)
        continue;
    err_done(&err);
}

static void read_sqlite(arena *a, str text)
{
    read_split(a, text, DIALECT_SQLITE);
}

static void read_postgres(arena *a, str text)
{
    read_split(a, text, DIALECT_POSTGRES);
}

static void read_mysql(arena *a, str text)
{
    read_split(a, text, DIALECT_MYSQL);
}

static void read_migration(arena *a, str text)
{
    struct script_source src = { .label = S("f"),
                                 .text = text,
                                 .format = format_find(S("native")),
                                 .dialect = dialect_get(DIALECT_POSTGRES) };
    struct stmt st;
    struct err err;
    struct script *s;
    bool end = false;

    err_init(&err);
    s = script_open(a, &src, &err);
    while (s && script_next(s, &st, &end, &err) && !end)
        continue;
    err_done(&err);
}

static void read_vars(arena *a, str text)
{
    struct vars v = { 0 };
    struct var_use use = { .vars = &v,
                           .rules = &var_rules_native,
                           .dialect = dialect_get(DIALECT_POSTGRES) };
    struct var_text out;
    struct err err;

    err_init(&err);
    vars_set(a, &v, &(struct var){ .name = S("a"), .value = S("b") });
    if (!vars_apply(a, &use, text, &out, &err))
        err_clear(&err);
    err_done(&err);
}

static void read_dotenv(arena *a, str text)
{
    struct err err;
    str value;

    err_init(&err);
    if (!dotenv_find(a, text, S(".env"), S("A"), &value, &err))
        err_clear(&err);
    err_done(&err);
}

/* The files are read too, which is linear. */
static void read_tern(arena *a, str text)
{
    str folder = files_folder(a), file = files_put(a, folder, "1_a.sql", text);
    struct line_map map = { 0 };
    struct reader r;
    struct err err;

    files_put(a, folder, "s/x.sql", S("SELECT 1; {{/* x */}}\n"));
    err_init(&err);
    if (!format_find(S("tern"))->text_open(a, file, &r, &map, &err))
        err_clear(&err);
    err_done(&err);
}

static const struct {
    const char *name;
    void (*read)(arena *a, str text);
} readers[] = {
    { "split sqlite", read_sqlite }, { "split postgres", read_postgres },
    { "split mysql", read_mysql },   { "migration", read_migration },
    { "variables", read_vars },      { ".env", read_dotenv },
    { "tern templates", read_tern },
};

/* ---- measuring ---- */

static double cpu(void)
{
    struct timespec t;

    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
    return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static double best(void (*read)(arena *a, str text), str text)
{
    double least = 1e9;

    for (int i = 0; i < ROUNDS && least > 0.0005; i++) {
        arena a;
        double start, took;

        arena_init(&a);
        start = cpu();
        read(&a, text);
        took = cpu() - start;
        arena_done(&a);
        least = took < least ? took : least;
        if (least > 0.2)
            break;
    }
    return least;
}

TEST(twice_the_text_is_twice_the_work)
{
    const char *wanted = getenv("AFLOAT_LONG");

    if (!wanted || strcmp(wanted, "1") != 0)
        test_skip("with --long only");
    for (size_t i = 0; i < COUNT_OF(readers); i++)
        for (size_t k = 0; k < COUNT_OF(texts); k++) {
            double one = best(readers[i].read, make(a, &texts[k], BYTES));
            double two = best(readers[i].read, make(a, &texts[k], (size_t)2 * BYTES));

            if (two > 0.03 && two > most * one)
                test_fail(__FILE__, __LINE__, "%s, %s: %.3f s, twice the text %.3f s",
                          readers[i].name, texts[k].name, one, two);
        }
}
