/* tests/unit/ddl/render_pair.h: two schemas: one has statements as they are, the other what render made of them. */
#ifndef AFLOAT_TESTS_UNIT_DDL_RENDER_PAIR_H
#define AFLOAT_TESTS_UNIT_DDL_RENDER_PAIR_H

#include "ddl/read.h"
#include "ddl/render.h"
#include "harness/test.h"
#include "schema/bind.h"

static str home_of(const struct dialect *d)
{
    return d->id == DIALECT_POSTGRES ? S("public") : d->id == DIALECT_SQLITE ? S("main") : S("app");
}

UNUSED static struct statement read_sql(arena *a, const struct dialect *d, str sql)
{
    struct ddl_opts opts = { .dialect = d };
    struct statement st = { 0 };

    ddl_read(a, &opts, sql, &st);
    return st;
}

/* false = it is refused, and nothing is changed. */
static bool apply(arena *a, struct schema *s, struct statement *st)
{
    struct bind_error_list errors = { 0 };

    schema_bind(a, s, st, &errors);
    if (errors.n)
        schema_unbind(s, st);
    else
        schema_fold(s, st);
    return !errors.n;
}

struct pair {
    arena *a;
    const struct dialect *d;
    struct schema *x, *y;
    bool quote_always;
    str told; /* the last one that was left out */
    size_t written;
};

UNUSED static struct pair pair_of(arena *a, const struct dialect *d)
{
    return (struct pair){ .a = a,
                          .d = d,
                          .x = schema_new(a, d, home_of(d), false),
                          .y = schema_new(a, d, home_of(d), false) };
}

UNUSED static bool one(struct pair *p, str sql)
{
    struct render_opts opts = { .dialect = p->d, .quote_always = p->quote_always };
    struct statement st = read_sql(p->a, p->d, sql);
    struct rendered out = { 0 };
    str why = { 0 };

    ddl_render(p->a, &opts, p->y, st.changes.v, st.changes.n, &out);
    if (!apply(p->a, p->x, &st))
        return false;
    if (out.unsaid.n) {
        p->told = str_printf(p->a, STR_FMT "\n" STR_FMT, STR_ARG(sql), STR_ARG(out.unsaid.v[0]));
        *vec_push(p->a, &out.statements) = sql;
        out.statements.v[0] = sql;
        out.statements.n = 1;
    } else {
        p->written++;
    }
    for (size_t i = 0; i < out.statements.n; i++) {
        struct statement again = read_sql(p->a, p->d, out.statements.v[i]);

        if ((again.opaque && !out.unsaid.n) || !apply(p->a, p->y, &again))
            test_fail(__FILE__, __LINE__, "%s\n" STR_FMT "\n--- became\n" STR_FMT, p->d->name,
                      STR_ARG(sql), STR_ARG(out.statements.v[i]));
    }
    if (!schema_equal(p->a, p->x, p->y, &why))
        test_fail(__FILE__, __LINE__, "%s: " STR_FMT "\n" STR_FMT "\n--- became\n" STR_FMT,
                  p->d->name, STR_ARG(why), STR_ARG(sql),
                  STR_ARG(out.statements.n ? out.statements.v[0] : S("nothing")));
    return true;
}

#endif
