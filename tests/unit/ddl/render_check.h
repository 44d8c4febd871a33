/* tests/unit/ddl/render_check.h: what render makes of a statement is read as the same changes.
 *
 * Shape     no schema: names are those of the statement; its changes of objects and those of what was rendered are
 *           compared line by line, as change_print writes them, the edits in any order
 */
#ifndef AFLOAT_TESTS_UNIT_DDL_RENDER_CHECK_H
#define AFLOAT_TESTS_UNIT_DDL_RENDER_CHECK_H

#include "ddl/read.h"
#include "ddl/render.h"
#include "harness/test.h"

#include <stdlib.h>

struct rendered_again {
    str before, after;          /* the changes, a line each */
    struct rendered out;
    size_t changes;             /* of objects; 0 = nothing to render */
};

/* Rows, sessions and the like are no changes of a schema; what a body does is its body's. */
static bool is_of_an_object(const struct change *c)
{
    return c->verb <= CHANGE_MOVE && !(c->flags & (CHANGE_IMPLIED | CHANGE_IN_BODY));
}

static int compare_edits(const void *x, const void *y)
{
    const struct edit *a = x, *b = y;

    return a->attr != b->attr ? (int)a->attr - (int)b->attr : 0;
}

static size_t print_objects(arena *a, struct buf *out, const struct statement *st)
{
    size_t n = 0;

    for (size_t i = 0; i < st->changes.n; i++) {
        struct change c = st->changes.v[i];
        struct edit *edits;

        if (!is_of_an_object(&c))
            continue;
        edits = arena_new(a, struct edit, c.edits.n + 1);
        for (size_t k = 0; k < c.edits.n; k++)
            edits[k] = c.edits.v[k];
        qsort(edits, c.edits.n, sizeof *edits, compare_edits);
        c.edits.v = edits;
        change_print(out, &c);
        buf_char(out, '\n');
        n++;
    }
    return n;
}

static bool render_again(arena *a, const struct ddl_opts *opts, str sql, struct rendered_again *r)
{
    struct render_opts how = { .dialect = opts->dialect, .version = opts->version };
    struct buf before = buf_on(a), after = buf_on(a);
    struct statement st, again;
    struct change *v;
    size_t n = 0;

    *r = (struct rendered_again){ 0 };
    ddl_read(a, opts, sql, &st);
    if (st.opaque)
        return true;
    r->changes = print_objects(a, &before, &st);
    v = arena_new(a, struct change, st.changes.n + 1);
    for (size_t i = 0; i < st.changes.n; i++)
        if (st.changes.v[i].verb <= CHANGE_MOVE)
            v[n++] = st.changes.v[i];
    ddl_render(a, &how, NULL, v, n, &r->out);
    for (size_t i = 0; i < r->out.statements.n; i++) {
        ddl_read(a, opts, r->out.statements.v[i], &again);
        if (again.opaque)
            buf_z(&after, "opaque\n");
        (void)print_objects(a, &after, &again);
    }
    r->before = buf_view(&before);
    r->after = buf_view(&after);
    return !r->out.unsaid.n && str_eq(r->before, r->after);
}

#endif
