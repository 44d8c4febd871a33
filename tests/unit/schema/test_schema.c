/* Two schemas compared, and who depends on what. */
#include "build.h"

static void fold(arena *a, struct schema *s, struct statement *st)
{
    struct bind_error_list errors = { 0 };

    schema_bind(a, s, st, &errors);
    EXPECT_INT(errors.n, 0);
    schema_fold(s, st);
}

static void make_table(arena *a, struct schema *s, const char *name, bool swapped)
{
    struct statement st = { 0 };

    say(a, &st, CHANGE_CREATE, KIND_TABLE, named(name));
    add_column(a, &st, name, swapped ? "b" : "a", "integer");
    add_column(a, &st, name, swapped ? "a" : "b", "integer");
    fold(a, s, &st);
}

static void rename_table(arena *a, struct schema *s, const char *from, const char *to)
{
    struct statement st = { 0 };

    say(a, &st, CHANGE_RENAME, KIND_TABLE, named(from))->to.name = str_of(to);
    fold(a, s, &st);
}

static void refer(arena *a, struct schema *s, const char *from, const char *to)
{
    struct statement st = { 0 };
    struct change *c = say(a, &st, CHANGE_CREATE, KIND_FOREIGN_KEY, part_of(from, "fk"));

    set(a, c, ATTR_COLUMNS, v_refs(a, "a"));
    set(a, c, ATTR_REFERENCES, v_ref(a, named(to)));
    fold(a, s, &st);
}

static struct schema *postgres(arena *a)
{
    return schema_new(a, dialect_get(DIALECT_POSTGRES), S("public"), false);
}

TEST(the_order_of_making_does_not_count)
{
    struct schema *x = postgres(a), *y = postgres(a);
    str why = { 0 };

    make_table(a, x, "t", false);
    make_table(a, x, "u", false);
    make_table(a, y, "u", true);
    make_table(a, y, "t", false);
    EXPECT(schema_equal(a, x, y, &why));
    refer(a, x, "t", "u");
    EXPECT(!schema_equal(a, x, y, &why));
    EXPECT_STR(why, S("only in the first: /schema public/table t/foreign key fk "
                      "columns=(public.t.a) references=public.u"));
    refer(a, y, "t", "u");
    EXPECT(schema_equal(a, x, y, &why));
}

TEST(a_reference_is_equal_by_what_it_means_now)
{
    struct schema *x = postgres(a), *y = postgres(a);
    str why = { 0 };

    make_table(a, x, "t", false);
    make_table(a, x, "old", false);
    refer(a, x, "t", "old");
    rename_table(a, x, "old", "new");
    make_table(a, y, "new", false);
    make_table(a, y, "t", false);
    refer(a, y, "t", "new");
    EXPECT(schema_equal(a, x, y, &why));
    rename_table(a, y, "new", "other");
    EXPECT(!schema_equal(a, x, y, &why));
}

TEST(dependents_are_those_that_are_there)
{
    struct schema *s = postgres(a);
    struct dependent_list list = { 0 }, after = { 0 };
    struct statement st = { 0 };
    const struct object *t;

    make_table(a, s, "t", false);
    make_table(a, s, "u", false);
    refer(a, s, "u", "t");
    t = schema_find(s, 0, KIND_TABLE, S("t"), (str){ 0 });
    schema_dependents(a, s, t->id, &list);
    EXPECT_INT(list.n, 1);
    EXPECT_INT(list.v[0].by, ATTR_REFERENCES);
    EXPECT_STR(schema_get(s, list.v[0].id)->name, S("fk"));
    say(a, &st, CHANGE_DROP, KIND_ANY_CONSTRAINT, part_of("u", "fk"));
    fold(a, s, &st);
    schema_dependents(a, s, t->id, &after);
    EXPECT_INT(after.n, 0);
}

TEST(names_are_found_by_path_and_kind)
{
    struct schema *s = postgres(a);
    struct path column = part_of("t", "a"), wrong = { .schema = S("nope"), .name = S("t") };
    struct buf out = buf_on(a);
    const struct object *o;

    make_table(a, s, "t", false);
    o = schema_find_path(s, KIND_COLUMN, &column);
    EXPECT(o && o->kind == KIND_COLUMN);
    EXPECT(!schema_find_path(s, KIND_TABLE, &wrong));
    object_print(&out, s, o);
    EXPECT_STR(buf_view(&out), S("column \"t.a\""));
    EXPECT(schema_child(s, o->parent, KIND_COLUMN, o) != NULL);
    EXPECT(!schema_child(s, o->parent, KIND_INDEX, NULL));
}
