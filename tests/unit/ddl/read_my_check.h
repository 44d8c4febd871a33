/* tests/unit/ddl/read_my_check.h: tables of statements and the changes that they are read as. */
#ifndef AFLOAT_TESTS_UNIT_DDL_READ_MY_CHECK_H
#define AFLOAT_TESTS_UNIT_DDL_READ_MY_CHECK_H

#include "harness/test.h"

#include "ddl/read.h"
#include "unit/ddl/render_check.h"

struct read_case {
    const char *sql;
    const char *want; /* as statement_print says it */
};

static inline struct statement read_text(arena *a, enum dialect_id d, int version, str sql)
{
    struct ddl_opts opts = { .dialect = dialect_get(d), .version = version };
    struct statement st;

    ddl_read(a, &opts, sql, &st);
    return st;
}

static inline str printed(arena *a, const struct statement *st)
{
    struct buf out = buf_on(a);

    statement_print(&out, st);
    return buf_view(&out);
}

/* Every range lies in the text, and an opaque change has a reason. */
static inline void check_ranges(const struct statement *st)
{
    for (size_t i = 0; i < st->changes.n; i++) {
        const struct change *c = &st->changes.v[i];

        EXPECT((size_t)c->range.offset + c->range.length <= st->text.n && c->range.length);
        EXPECT((size_t)c->name_range.offset + c->name_range.length <= st->text.n);
        EXPECT(c->verb != CHANGE_OPAQUE || c->reason.n);
        for (size_t k = 0; k < c->edits.n; k++)
            EXPECT((size_t)c->edits.v[k].range.offset + c->edits.v[k].range.length <= st->text.n);
    }
}

static inline void check_reads(arena *a, enum dialect_id d, const struct read_case *cases, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        struct statement st = read_text(a, d, 0, str_of(cases[i].sql));
        str got = printed(a, &st);

        if (!str_eq(got, str_of(cases[i].want)))
            test_fail(__FILE__, __LINE__, "%s\n got: " STR_FMT "\nwant: %s", cases[i].sql,
                      STR_ARG(got), cases[i].want);
        check_ranges(&st);
        check_renders(a, &(struct ddl_opts){ .dialect = dialect_get(d) }, str_of(cases[i].sql));
    }
}

#endif
