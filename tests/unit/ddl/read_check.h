/* tests/unit/ddl/read_check.h: what a reader makes of statements, as tables of texts.
 *
 * Shape     { SQL, the changes as statement_print writes them, without the last line end }
 */
#ifndef AFLOAT_TESTS_UNIT_DDL_READ_CHECK_H
#define AFLOAT_TESTS_UNIT_DDL_READ_CHECK_H

#include "ddl/read.h"
#include "harness/test.h"
#include "unit/ddl/render_check.h"

struct read_case {
    const char *sql, *want;
};

/* Every range lies in the text, an opaque change says why, and the printed changes are those expected. */
static void check_ranges(const struct statement *st)
{
    for (size_t i = 0; i < st->changes.n; i++) {
        const struct change *c = &st->changes.v[i];

        EXPECT(c->range.length && c->range.offset + c->range.length <= st->text.n);
        EXPECT(c->name_range.offset + c->name_range.length <= st->text.n);
        EXPECT((c->verb == CHANGE_OPAQUE) == (c->reason.n != 0));
        for (size_t k = 0; k < c->edits.n; k++)
            EXPECT(c->edits.v[k].range.offset + c->edits.v[k].range.length <= st->text.n);
    }
}

UNUSED static void check_reads(arena *a, const struct ddl_opts *opts, const struct read_case *cases,
                               size_t n)
{
    for (size_t i = 0; i < n; i++) {
        struct arena_mark mark = arena_mark(a);
        struct buf out = buf_on(a);
        struct statement st;
        str got;

        ddl_read(a, opts, str_of(cases[i].sql), &st);
        statement_print(&out, &st);
        got = str_trim_end(buf_view(&out));
        if (!str_eq(got, str_of(cases[i].want)))
            test_fail(__FILE__, __LINE__, "%s\n--- got\n" STR_FMT "\n--- want\n%s", cases[i].sql,
                      STR_ARG(got), cases[i].want);
        check_ranges(&st);
        check_renders(a, opts, str_of(cases[i].sql));
        arena_reset(a, mark);
    }
}

#endif
