/* What values and changes look like, when they are equal, and that copies stand alone. */
#include "harness/test.h"
#include "schema/change.h"

static const struct range nowhere = { 0 };

static struct value text(str s)
{
    return (struct value){ .kind = VALUE_TEXT, .text = s };
}

static struct value yes(bool b)
{
    return (struct value){ .kind = VALUE_BOOL, .yes = b };
}

static struct value expr(arena *a, str s, enum text_printer printer, unsigned facts)
{
    struct expr *e = arena_new(a, struct expr, 1);

    e->text = s;
    e->printer = printer;
    e->facts = facts;
    return (struct value){ .kind = VALUE_EXPR, .expr = e };
}

static struct value type(arena *a, str name, int arg)
{
    struct sql_type *t = arena_new(a, struct sql_type, 1);

    t->name = name;
    t->args[0] = arg;
    t->arg_count = arg ? 1 : 0;
    return (struct value){ .kind = VALUE_TYPE, .type = t };
}

static str printed(arena *a, const struct value *v)
{
    struct buf b = buf_on(a);

    value_print(&b, v);
    return buf_view(&b);
}

static str line(arena *a, const struct change *c)
{
    struct buf b = buf_on(a);

    change_print(&b, c);
    return buf_view(&b);
}

TEST(equality_is_certain)
{
    struct value x = expr(a, S("now()"), PRINTER_USER, EXPR_STABLE);
    struct value y = expr(a, S("now()"), PRINTER_USER, EXPR_STABLE);
    struct value z = expr(a, S("now()"), PRINTER_SERVER, EXPR_STABLE);
    struct value int4 = type(a, S("integer"), 0), varchar = type(a, S("character varying"), 10);
    struct value longer = type(a, S("character varying"), 20);

    EXPECT(value_equal(&x, &y));
    EXPECT(!value_equal(&x, &z));
    EXPECT(value_equal(&int4, &int4));
    EXPECT(!value_equal(&int4, &varchar));
    EXPECT(!value_equal(&longer, &varchar));
    EXPECT(!value_equal(&x, &int4));
}

TEST(bound_references_are_equal_by_id)
{
    struct ref r1 = { .path = { .name = S("a") }, .id = 3 };
    struct ref r2 = { .path = { .schema = S("public"), .name = S("b") }, .id = 3 };
    struct ref r3 = { .path = { .name = S("a") } };
    struct value x = { .kind = VALUE_REF, .ref = &r1 }, y = { .kind = VALUE_REF, .ref = &r2 };
    struct value z = { .kind = VALUE_REF, .ref = &r3 };

    EXPECT(value_equal(&x, &y));
    EXPECT(value_equal(&x, &z));
    EXPECT(!value_equal(&y, &z));
}

TEST(a_copy_stands_alone)
{
    char bytes[] = "a desc";
    struct part_list parts = { 0 };
    struct value v = { .kind = VALUE_PARTS, .parts = &parts }, c;
    struct part *p = vec_push(a, &parts);

    p->column.path.name = (str){ bytes, 1 };
    p->descending = true;
    c = value_copy(a, &v);
    EXPECT(value_equal(&v, &c));
    bytes[0] = 'z';
    p->descending = false;
    EXPECT_STR(printed(a, &c), S("(a desc)"));
    EXPECT_STR(printed(a, &v), S("(z)"));
}

TEST(a_copied_reference_stands_for_the_same)
{
    struct value v = expr(a, S("a > f(b)"), PRINTER_USER, 0);
    struct ref *r = vec_push(a, &v.expr->refs);

    *r = (struct ref){ .use = REF_RELATION, .id = 7, .range = { 2, 3 } };
    v = value_copy(a, &v);
    EXPECT_INT(v.expr->refs.v[0].use, REF_RELATION);
    EXPECT_INT(v.expr->refs.v[0].id, 7);
    EXPECT_INT(v.expr->refs.v[0].range.length, 3);
}

TEST(values_print_on_one_line)
{
    struct value v = text(S("two\nlines"));
    struct sql_type t = {
        .name = S("numeric"), .args = { 10, 2 }, .arg_count = 2, .dimensions = 1
    };
    struct value ty = { .kind = VALUE_TYPE, .type = &t };

    EXPECT_STR(printed(a, &v), S("two\\nlines"));
    EXPECT_STR(printed(a, &ty), S("numeric(10,2)[]"));
}

TEST(a_change_prints_all_it_says)
{
    struct statement st = { 0 };
    struct change *c = statement_add(a, &st, CHANGE_CREATE, KIND_COLUMN);

    c->path = (struct path){ .schema = S("public"), .table = S("users"), .name = S("email") };
    c->flags = CHANGE_IF_NOT_EXISTS | CHANGE_INLINE;
    change_set(a, c, ATTR_TYPE, type(a, S("text"), 0), nowhere);
    change_set(a, c, ATTR_NOT_NULL, yes(true), nowhere);
    change_set(a, c, ATTR_DEFAULT, expr(a, S("now()"), PRINTER_USER, EXPR_STABLE | EXPR_FUNCTION),
               nowhere);
    change_set(a, c, ATTR_COLLATION, text(S("it's")), nowhere);
    EXPECT_STR(line(a, c), S("create column public.users.email [if not exists, inline] type=text "
                             "not null=true default=(now()){stable function} collation='it''s'"));
    EXPECT(change_edit(c, ATTR_TYPE) && !change_edit(c, ATTR_COMMENT));
}

TEST(edits_of_lists_print)
{
    struct statement st = { 0 };
    struct change *c = statement_add(a, &st, CHANGE_ALTER, KIND_ENUM);
    struct edit *e;

    c->path.name = S("mood");
    e = change_set(a, c, ATTR_LABELS, text(S("ok")), nowhere);
    e->verb = EDIT_ADD;
    e->neighbour = S("sad");
    e->before = true;
    e = change_set(a, c, ATTR_LABELS, text(S("happy")), nowhere);
    e->verb = EDIT_RENAME;
    e->to = S("glad");
    e = change_set(a, c, ATTR_COMMENT, (struct value){ 0 }, nowhere);
    e->verb = EDIT_RESET;
    EXPECT_STR(line(a, c), S("alter enum type mood labels+='ok' before 'sad' "
                             "labels:'happy'->'glad' comment=reset"));
}

TEST(rows_and_opaque_print)
{
    struct statement st = { 0 };
    struct change *c = statement_add(a, &st, CHANGE_ROWS, KIND_TABLE);
    struct buf out = buf_on(a);

    c->path.name = S("t");
    c->rows->verb = ROWS_UPDATE;
    vec_push(a, &c->rows->set)->path.name = S("a");
    c->rows->where = true;
    c->rows->condition.text = S("b = 1");
    c = statement_add(a, &st, CHANGE_OPAQUE, KIND_NONE);
    c->reason = S("The statement is not known");
    c = statement_add(a, &st, CHANGE_MAINTAIN, KIND_TABLE);
    c->upkeep = UPKEEP_VACUUM_FULL;
    c->path.name = S("t");
    EXPECT(st.opaque);
    statement_print(&out, &st);
    EXPECT_STR(buf_view(&out), S("rows update table t set=(a) where=(b = 1)\n"
                                 "opaque: The statement is not known\n"
                                 "upkeep vacuum-full table t\n"));
}
