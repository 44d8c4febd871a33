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
    str before, after; /* the changes, a line each */
    struct rendered out;
    size_t changes; /* of objects; 0 = nothing to render */
};

/* SERIAL of MySQL is told from what it stands for by nothing but how it was written. */
static struct value without_serial(arena *a, const struct value *v)
{
    struct value copy = value_copy(a, v);

    if (copy.kind == VALUE_TYPE)
        copy.type->serial = false;
    return copy;
}

/* Rows, sessions and the like are no changes of a schema; what a body does is its body's. */
static bool is_of_an_object(const struct change *c)
{
    return c->verb <= CHANGE_MOVE && !(c->flags & (CHANGE_IMPLIED | CHANGE_IN_BODY));
}

/* ALTER TABLE t of MySQL, SET WITHOUT OIDS */
static bool is_nothing(const struct change *c)
{
    return c->verb == CHANGE_ALTER && !c->edits.n && !c->flags;
}

static int compare_edits(const void *x, const void *y)
{
    const struct edit *a = x, *b = y;

    return a->attr != b->attr ? (int)a->attr - (int)b->attr : 0;
}

static size_t print_objects(arena *a, struct buf *out, const struct dialect *d,
                            const struct statement *st)
{
    size_t n = 0;

    for (size_t i = 0; i < st->changes.n; i++) {
        struct change c = st->changes.v[i];
        struct edit *edits;

        if (!is_of_an_object(&c) || is_nothing(&c))
            continue;
        edits = arena_new(a, struct edit, c.edits.n + 1);
        for (size_t k = 0; k < c.edits.n; k++) {
            edits[k] = c.edits.v[k];
            if (d->id != DIALECT_POSTGRES)
                edits[k].value = without_serial(a, &edits[k].value);
        }
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
    r->changes = print_objects(a, &before, opts->dialect, &st);
    v = arena_new(a, struct change, st.changes.n + 1);
    for (size_t i = 0; i < st.changes.n; i++)
        if (st.changes.v[i].verb <= CHANGE_MOVE)
            v[n++] = st.changes.v[i];
    ddl_render(a, &how, NULL, v, n, &r->out);
    for (size_t i = 0; i < r->out.statements.n; i++) {
        ddl_read(a, opts, r->out.statements.v[i], &again);
        if (again.opaque)
            buf_z(&after, "opaque\n");
        (void)print_objects(a, &after, opts->dialect, &again);
    }
    r->before = buf_view(&before);
    r->after = buf_view(&after);
    return !r->out.unsaid.n && str_eq(r->before, r->after);
}

/* Why something has no words. `begins`: how its line among the unsaid begins, * is one word. */
static const struct {
    const char *begins, *has, *why;
} render_reasons[] = {
    { "* object ", NULL, "it is seen and not modelled" },
    { "* subscription ", NULL, "connections are secret, and not kept" },
    { "* role ", "password", "passwords are not kept" },
    { "* index ", "statistics target", "the column's number is not kept" },
    { "alter extension ", "depends on", "it is not kept what the member is" },
    { "alter table ", "what='ignore'", "rows get lost" },
    { "create grant ", "options=('as ", "the role it is granted as is a text of words" },
    { "column c.x: auto_increment", NULL, "in a key of two columns: SQLite refuses it" },
    { "table t: options", NULL, "a connection is secret, and not kept" },
};

/* Users and roles of MySQL: what authenticates is not kept, nor which of both it is. */
static bool is_account(const struct dialect *d, str line)
{
    return d->id != DIALECT_POSTGRES && str_find(line, S(" role ")) < 8;
}

static bool begins(str line, const char *with)
{
    str want = str_of(with);

    if (!str_starts(want, S("*")))
        return str_starts(line, want);
    return str_find_char(line, ' ') != STR_NONE &&
           str_starts(str_skip(line, str_find_char(line, ' ')), str_skip(want, 1));
}

static bool has_reason(const struct dialect *d, str line)
{
    for (size_t i = 0; i < COUNT_OF(render_reasons); i++)
        if (begins(line, render_reasons[i].begins) &&
            (!render_reasons[i].has || str_find(line, str_of(render_reasons[i].has)) != STR_NONE))
            return true;
    return is_account(d, line);
}

enum renders { RENDERS_NOTHING, RENDERS_AGAIN, RENDERS_NOT };

/* Fails when what was rendered is read as something else, or is not rendered without a reason. */
UNUSED static enum renders check_renders(arena *a, const struct ddl_opts *opts, str sql)
{
    struct rendered_again r;
    bool same = render_again(a, opts, sql, &r);

    if (same || !r.changes)
        return r.changes ? RENDERS_AGAIN : RENDERS_NOTHING;
    for (size_t i = 0; i < r.out.unsaid.n; i++)
        if (!has_reason(opts->dialect, r.out.unsaid.v[i]))
            test_fail(__FILE__, __LINE__, "%s: no words\n" STR_FMT "\n" STR_FMT,
                      opts->dialect->name, STR_ARG(sql), STR_ARG(r.out.unsaid.v[i]));
    if (!r.out.unsaid.n)
        test_fail(__FILE__, __LINE__,
                  "%s\n" STR_FMT "\n--- became\n" STR_FMT "\n--- read\n" STR_FMT
                  "--- before\n" STR_FMT,
                  opts->dialect->name, STR_ARG(sql),
                  STR_ARG(r.out.statements.n ? r.out.statements.v[0] : S("")), STR_ARG(r.after),
                  STR_ARG(r.before));
    return RENDERS_NOT;
}

#endif
