/* tests/unit/schema/test_sql.c: SQL texts, read and folded: the schema after them, as it should be.
 *
 * Shape     cases/<dialect>.txt has cases: "### title", SQL, "---", what is expected. A title with [open] begins
 *           with an open schema, with [changes] also prints what bind made of the last statement.
 *           UPDATE=1 writes what came as what is expected: review the diff
 */
#include "base/fs.h"
#include "build.h"
#include "ddl/read.h"
#include "sql/split.h"

#include <stdio.h>
#include <stdlib.h>

struct run {
    arena *a;
    struct schema *s;
    const struct dialect *d;
    struct buf *out;
    bool changes;
};

static const char *const troubles[] = {
    [BIND_MISSING] = "missing",   [BIND_DUPLICATE] = "duplicate", [BIND_KIND] = "kind",
    [BIND_DEPENDED] = "depended", [BIND_INVALID] = "invalid",
};

static void read_into(const struct run *r, str sql, struct statement *st)
{
    struct ddl_opts opts = { .dialect = r->d };

    *st = (struct statement){ 0 };
    ddl_read(r->a, &opts, sql, st);
    for (size_t i = 0; i < st->changes.n; i++)
        if (st->changes.v[i].verb == CHANGE_OPAQUE && !str_starts(sql, S("OPAQUE")))
            test_fail(__FILE__, __LINE__, "opaque: " STR_FMT ": " STR_FMT, STR_ARG(sql),
                      STR_ARG(st->changes.v[i].reason));
}

static str printed(const struct run *r, const struct statement *st)
{
    struct buf b = buf_on(r->a);

    statement_print(&b, st);
    return buf_view(&b);
}

/* Bound twice: the first time taken back. */
static str run_statement(const struct run *r, str sql)
{
    str before = schema_text(r->a, r->s);
    struct bind_error_list first = { 0 }, errors = { 0 };
    struct statement st;

    read_into(r, sql, &st);
    schema_bind(r->a, r->s, &st, &first);
    schema_unbind(r->s, &st);
    EXPECT_STR(schema_text(r->a, r->s), before);
    read_into(r, sql, &st);
    schema_bind(r->a, r->s, &st, &errors);
    EXPECT_INT(errors.n, first.n);
    for (size_t i = 0; i < errors.n; i++)
        buf_printf(r->out, "%s: " STR_FMT "\n", troubles[errors.v[i].trouble],
                   STR_ARG(errors.v[i].message));
    if (errors.n)
        schema_unbind(r->s, &st);
    else
        schema_fold(r->s, &st);
    return printed(r, &st);
}

static str run_case(arena *a, const struct dialect *d, str title, str sql)
{
    struct buf out = buf_on(a);
    bool open = str_find(title, S("[open]")) != STR_NONE;
    str home = d->id == DIALECT_POSTGRES ? S("public")
               : d->id == DIALECT_SQLITE ? S("main")
                                         : S("app");
    struct run r = { .a = a, .d = d, .out = &out, .s = schema_new(a, d, home, open) };
    struct split_opts opts = { .dialect = d };
    struct reader reader = reader_of_str(sql);
    struct split *split = split_open(a, &opts, &reader);
    str last = { 0 };
    struct piece p;
    struct err err;
    bool end = false;

    err_init(&err);
    for (;;) {
        EXPECT_OK(split_next(split, &p, &end, &err), &err);
        if (end)
            break;
        if (p.kind == PIECE_STATEMENT)
            last = run_statement(&r, str_copy(a, p.body));
    }
    if (str_find(title, S("[changes]")) != STR_NONE)
        buf_str(&out, last);
    schema_print(&out, r.s);
    return buf_view(&out);
}

/* Up to the next line that is `mark` or begins with it. */
static str until(str *rest, str mark, str *out_line)
{
    const char *from = rest->p;
    size_t n = 0;
    str line;

    *out_line = (str){ 0 };
    while (str_next_line(rest, &line)) {
        if (str_starts(line, mark)) {
            *out_line = line;
            break;
        }
        n = (size_t)(line.p + line.n - from);
    }
    return (str){ from, n };
}

static void write_file(const char *path, str text)
{
    FILE *f = fopen(path, "w");

    EXPECT(f != NULL);
    EXPECT(fwrite(text.p, 1, text.n, f) == text.n);
    EXPECT(fclose(f) == 0);
}

/* Gives the number of cases. */
static int run_file(arena *a, const struct dialect *d)
{
    const char *path = str_z(a, str_printf(a, "tests/unit/schema/cases/%s.txt", d->name));
    struct buf now = buf_on(a);
    str text, rest, title, mark, bad = { 0 };
    const char *update = getenv("UPDATE");
    struct err err;
    int n = 0;

    err_init(&err);
    EXPECT_OK(fs_read(a, str_of(path), 1 << 20, &text, &err), &err);
    rest = text;
    buf_str(&now, until(&rest, S("###"), &title));
    while (title.p) {
        str sql = until(&rest, S("---"), &mark), want, got, next;

        want = until(&rest, S("###"), &next);
        got = str_trim_end(run_case(a, d, title, sql));
        if (!bad.p && !str_eq(got, str_trim_end(want)))
            bad = str_printf(a, STR_FMT ": got\n" STR_FMT "\nwant\n" STR_FMT, STR_ARG(title),
                             STR_ARG(got), STR_ARG(want));
        buf_printf(&now, "%s" STR_FMT "\n" STR_FMT "\n---\n" STR_FMT "\n", now.n ? "\n" : "",
                   STR_ARG(title), STR_ARG(str_trim(sql)), STR_ARG(got));
        title = next;
        n++;
    }
    if (update && *update == '1')
        write_file(path, buf_view(&now));
    else if (bad.p)
        test_fail(__FILE__, __LINE__, STR_FMT, STR_ARG(bad));
    return n;
}

TEST(sqlite)
{
    EXPECT(run_file(a, dialect_get(DIALECT_SQLITE)) >= 20);
}

TEST(postgres)
{
    EXPECT(run_file(a, dialect_get(DIALECT_POSTGRES)) >= 40);
}

TEST(mysql)
{
    EXPECT(run_file(a, dialect_get(DIALECT_MYSQL)) >= 20);
}

TEST(mariadb)
{
    EXPECT(run_file(a, dialect_get(DIALECT_MARIADB)) >= 5);
}
