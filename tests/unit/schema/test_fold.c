/* Fold and unbind: whatever a statement does, unbind takes it back to the last list and name. */
#include "build.h"

/* Not random enough to be wrong twice in the same way, the same every time. */
static uint32_t rnd(uint32_t *seed, uint32_t below)
{
    *seed = *seed * 1664525u + 1013904223u;
    return (*seed >> 8) % below;
}

static const char *const tables[] = { "t", "u", "v", "w" };
static const char *const columns[] = { "a", "b", "c", "d", "e" };
static const char *const others[] = { "x1", "x2", "x3" };

#define PICK(seed, list) (list)[rnd((seed), COUNT_OF(list))]

static void random_create(arena *a, struct statement *st, uint32_t *seed, const char *t)
{
    struct change *c;

    switch (rnd(seed, 7)) {
    case 0:
        say(a, st, CHANGE_CREATE, KIND_TABLE, named(t));
        add_column(a, st, t, "a", "integer");
        add_column(a, st, t, "b", "text");
        set(a, say(a, st, CHANGE_CREATE, KIND_PRIMARY_KEY, part_of(t, NULL)), ATTR_PARTS,
            v_parts(a, "a"));
        return;
    case 1:
        add_column(a, st, t, PICK(seed, columns), "integer");
        return;
    case 2:
        set(a,
            say(a, st, CHANGE_CREATE, KIND_INDEX,
                part_of(t, rnd(seed, 2) ? PICK(seed, others) : NULL)),
            ATTR_PARTS, v_parts(a, PICK(seed, columns)));
        return;
    case 3:
        c = say(a, st, CHANGE_CREATE, KIND_FOREIGN_KEY, part_of(t, NULL));
        set(a, c, ATTR_COLUMNS, v_refs(a, PICK(seed, columns)));
        set(a, c, ATTR_REFERENCES, v_ref(a, named(PICK(seed, tables))));
        return;
    case 4:
        set(a, say(a, st, CHANGE_CREATE, KIND_VIEW, named(PICK(seed, others))), ATTR_QUERY,
            v_expr(a, t, REF_RELATION, named(t)));
        return;
    case 5:
        set(a, say(a, st, CHANGE_CREATE, KIND_UNIQUE, part_of(t, NULL)), ATTR_PARTS,
            v_parts(a, PICK(seed, columns)));
        return;
    default:
        c = say(a, st, CHANGE_CREATE, KIND_COLUMN, part_of(t, PICK(seed, columns)));
        set(a, c, ATTR_TYPE, v_type(a, "integer"));
        set(a, c, ATTR_SERIAL, v_yes());
    }
}

static void random_clause(arena *a, struct statement *st, uint32_t *seed, const char *t)
{
    struct change *c;

    switch (rnd(seed, 9)) {
    case 0:
        c = say(a, st, CHANGE_DROP, KIND_TABLE, named(t));
        c->flags = rnd(seed, 2) ? CHANGE_CASCADE : 0;
        return;
    case 1:
        c = say(a, st, CHANGE_DROP, KIND_COLUMN, part_of(t, PICK(seed, columns)));
        c->flags = rnd(seed, 2) ? CHANGE_CASCADE : 0;
        return;
    case 2:
        say(a, st, CHANGE_RENAME, KIND_COLUMN, part_of(t, PICK(seed, columns)))->to.name =
            str_of(PICK(seed, columns));
        return;
    case 3:
        say(a, st, CHANGE_RENAME, KIND_TABLE, named(t))->to.name = str_of(PICK(seed, tables));
        return;
    case 4:
        c = say(a, st, CHANGE_ALTER, KIND_COLUMN, part_of(t, PICK(seed, columns)));
        set(a, c, rnd(seed, 2) ? ATTR_NOT_NULL : ATTR_INVISIBLE, v_yes());
        set(a, c, ATTR_TYPE, v_type(a, "bigint"));
        set(a, c, ATTR_POSITION, v_text(rnd(seed, 2) ? "" : "b"));
        return;
    case 5:
        say(a, st, CHANGE_OPAQUE, KIND_TABLE, named(t));
        return;
    case 6:
        say(a, st, CHANGE_MOVE, KIND_TABLE, named(t))->to.schema = S("other");
        return;
    default:
        random_create(a, st, seed, t);
    }
}

static void random_statement(arena *a, struct statement *st, uint32_t *seed)
{
    const char *t = PICK(seed, tables);
    uint32_t n = 1 + rnd(seed, 3);

    *st = (struct statement){ 0 };
    if (rnd(seed, 40) == 0)
        say(a, st, CHANGE_OPAQUE, KIND_NONE, (struct path){ 0 });
    for (uint32_t i = 0; i < n; i++)
        random_clause(a, st, seed, t);
}

/* Every child is linked both ways, has a living parent, and is found by its name. */
static void check_links(arena *a, const struct schema *s)
{
    for (object_id id = 1; id <= schema_count(s); id++) {
        const struct object *o = schema_get(s, id), *up = schema_get(s, o->parent);
        const struct object *next = schema_get(s, o->next);

        EXPECT(o->state == STATE_THERE || o->state == STATE_GONE);
        if (o->state == STATE_GONE)
            continue;
        EXPECT(!next || next->before == id);
        EXPECT(!next || next->parent == o->parent);
        EXPECT(!up || up->state == STATE_THERE);
        EXPECT(!up || o->next || up->last == id);
        EXPECT(!up || o->before || up->first == id);
        if (o->name.p && o->kind != KIND_SCHEMA &&
            schema_find(s, o->parent, o->kind, o->name, o->args) != o)
            test_fail(__FILE__, __LINE__,
                      "%s " STR_FMT " of " STR_FMT " is not found (%s)\n" STR_FMT,
                      kind_word(o->kind), STR_ARG(o->name), STR_ARG(up ? up->name : S("")),
                      schema_dialect(s)->name, STR_ARG(schema_text(a, s)));
    }
}

static void rounds(arena *a, enum dialect_id d, uint32_t seed, bool open)
{
    struct schema *s = schema_new(a, dialect_get(d), S("public"), open);

    for (unsigned i = 0; i < 400; i++) {
        struct bind_error_list errors = { 0 };
        uint32_t again = seed;
        struct statement st;
        size_t count = schema_count(s);
        str before = schema_text(a, s), after;

        random_statement(a, &st, &seed);
        schema_bind(a, s, &st, &errors);
        schema_unbind(s, &st);
        after = schema_text(a, s);
        EXPECT_STR(after, before);
        EXPECT_INT(schema_count(s), count);
        check_links(a, s);
        random_statement(a, &st, &again);
        schema_bind(a, s, &st, &errors);
        if (rnd(&seed, 4) == 0)
            schema_unbind(s, &st);
        else
            schema_fold(s, &st);
        check_links(a, s);
    }
}

TEST(unbind_takes_back_whatever_was_bound)
{
    for (uint32_t seed = 1; seed <= 6; seed++)
        for (int d = 0; d < DIALECT__COUNT; d++) {
            struct arena_mark mark = arena_mark(a);

            rounds(a, (enum dialect_id)d, seed * 7919, seed % 3 == 0);
            arena_reset(a, mark);
        }
}

TEST(what_is_bound_can_be_looked_at_before_it_is_true)
{
    struct schema *s = schema_new(a, dialect_get(DIALECT_POSTGRES), S("public"), false);
    struct statement st = { 0 }, alter = { 0 };
    struct bind_error_list errors = { 0 };
    const struct object *o;
    struct change *c;

    say(a, &st, CHANGE_CREATE, KIND_TABLE, named("t"));
    add_column(a, &st, "t", "a", "integer");
    schema_bind(a, s, &st, &errors);
    o = schema_get(s, st.changes.v[0].object);
    EXPECT(o && o->state == STATE_COMING);
    schema_fold(s, &st);
    EXPECT(o->state == STATE_THERE);
    c = say(a, &alter, CHANGE_ALTER, KIND_COLUMN, part_of("t", "a"));
    set(a, c, ATTR_TYPE, v_type(a, "bigint"));
    schema_bind(a, s, &alter, &errors);
    o = schema_get(s, alter.changes.v[0].object);
    EXPECT_STR(object_value(o, ATTR_TYPE)->type->name, S("integer"));
    EXPECT_STR(alter.changes.v[0].edits.v[0].was.type->name, S("integer"));
    schema_fold(s, &alter);
    EXPECT_STR(object_value(o, ATTR_TYPE)->type->name, S("bigint"));
    EXPECT_INT(errors.n, 0);
}

TEST(twelve_thousand_statements_are_quick)
{
    struct schema *s = schema_new(a, dialect_get(DIALECT_POSTGRES), S("public"), false);

    for (unsigned i = 0; i < 4000; i++) {
        str t = str_printf(a, "table_%u", i);
        char *name = str_z(a, t);
        struct bind_error_list errors = { 0 };
        struct statement st[3] = { 0 };
        struct change *c;

        say(a, &st[0], CHANGE_CREATE, KIND_TABLE, named(name));
        for (size_t k = 0; k < COUNT_OF(columns); k++)
            add_column(a, &st[0], name, columns[k], "integer");
        set(a, say(a, &st[0], CHANGE_CREATE, KIND_PRIMARY_KEY, part_of(name, NULL)), ATTR_PARTS,
            v_parts(a, "a"));
        set(a, say(a, &st[1], CHANGE_CREATE, KIND_INDEX, part_of(name, NULL)), ATTR_PARTS,
            v_parts(a, "b,c"));
        c = say(a, &st[2], CHANGE_CREATE, KIND_FOREIGN_KEY, part_of(name, NULL));
        set(a, c, ATTR_COLUMNS, v_refs(a, "d"));
        set(a, c, ATTR_REFERENCES, v_ref(a, named("table_0")));
        for (size_t k = 0; k < 3; k++) {
            schema_bind(a, s, &st[k], &errors);
            schema_fold(s, &st[k]);
        }
        EXPECT_INT(errors.n, 0);
    }
    EXPECT(schema_find(s, 0, KIND_TABLE, S("table_3999"), (str){ 0 }) != NULL);
}
