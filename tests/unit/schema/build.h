/* tests/unit/schema/build.h: statements made by hand, without a reader. */
#ifndef AFLOAT_TESTS_UNIT_SCHEMA_BUILD_H
#define AFLOAT_TESTS_UNIT_SCHEMA_BUILD_H

#include "harness/test.h"
#include "schema/bind.h"

static inline struct path part_of(const char *table, const char *name)
{
    return (struct path){ .table = str_of(table), .name = str_of(name) };
}

static inline struct path named(const char *name)
{
    return (struct path){ .name = str_of(name) };
}

static inline struct change *say(arena *a, struct statement *st, enum change_verb verb,
                                 enum object_kind kind, struct path p)
{
    struct change *c = statement_add(a, st, verb, kind);

    c->path = p;
    return c;
}

static inline void set(arena *a, struct change *c, enum attr attr, struct value v)
{
    change_set(a, c, attr, v, (struct range){ 0 });
}

static inline struct value v_yes(void)
{
    return (struct value){ .kind = VALUE_BOOL, .yes = true };
}

static inline struct value v_text(const char *s)
{
    return (struct value){ .kind = VALUE_TEXT, .text = str_of(s) };
}

static inline struct value v_type(arena *a, const char *name)
{
    struct sql_type *t = arena_new(a, struct sql_type, 1);

    t->name = str_of(name);
    return (struct value){ .kind = VALUE_TYPE, .type = t };
}

static inline struct value v_ref(arena *a, struct path p)
{
    struct ref *r = arena_new(a, struct ref, 1);

    r->path = p;
    return (struct value){ .kind = VALUE_REF, .ref = r };
}

/* "a,b" */
static inline struct value v_refs(arena *a, const char *names)
{
    struct ref_list *l = arena_new(a, struct ref_list, 1);
    str rest = str_of(names);

    while (rest.n)
        vec_push(a, l)->path.name = str_cut(rest, ',', &rest);
    return (struct value){ .kind = VALUE_REFS, .refs = l };
}

static inline struct value v_parts(arena *a, const char *names)
{
    struct part_list *l = arena_new(a, struct part_list, 1);
    str rest = str_of(names);

    while (rest.n)
        vec_push(a, l)->column.path.name = str_cut(rest, ',', &rest);
    return (struct value){ .kind = VALUE_PARTS, .parts = l };
}

/* An expression that names one thing, from its first byte. */
static inline struct value v_expr(arena *a, const char *text, enum ref_use use, struct path p)
{
    struct expr *e = arena_new(a, struct expr, 1);
    struct ref *r = vec_push(a, &e->refs);

    e->text = str_of(text);
    r->use = use;
    r->path = p;
    r->range = (struct range){ 0, (uint32_t)p.name.n };
    return (struct value){ .kind = VALUE_EXPR, .expr = e };
}

static inline void add_column(arena *a, struct statement *st, const char *table, const char *name,
                              const char *type)
{
    set(a, say(a, st, CHANGE_CREATE, KIND_COLUMN, part_of(table, name)), ATTR_TYPE,
        v_type(a, type));
}

static inline str schema_text(arena *a, const struct schema *s)
{
    struct buf out = buf_on(a);

    schema_print(&out, s);
    return buf_view(&out);
}

#endif
