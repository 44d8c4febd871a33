/* assess/rules/pk_int4.c: a primary key of a type that runs out.
 *
 * Does      find new tables whose key is one integer of four bytes or less
 * See       assess/rules/pk-int4.sql
 */
#include "assess/rule_sql.h"

void rule_pk_int4(const struct rule_input *in);

static const struct change *column_change(const struct rule_input *in, object_id id)
{
    for (size_t i = 0; i < in->statement->changes.n; i++) {
        const struct change *c = &in->statement->changes.v[i];
        if (c->verb == CHANGE_CREATE && c->kind == KIND_COLUMN && c->object == id && id)
            return c;
    }
    return NULL;
}

static bool runs_out(const struct sql_type *t)
{
    static const char *const names[] = { "integer", "int", "smallint", "mediumint", "tinyint" };
    for (size_t i = 0; i < COUNT_OF(names); i++)
        if (str_eq(t->name, str_of(names[i])))
            return true;
    return false;
}

void rule_pk_int4(const struct rule_input *in)
{
    const struct edit *parts = change_edit(in->change, ATTR_PARTS);
    if (!ask_is(in, CHANGE_CREATE, KIND_PRIMARY_KEY) || !parts ||
        parts->value.kind != VALUE_PARTS || parts->value.parts->n != 1 || in->at->down)
        return;
    const struct change *column = column_change(in, parts->value.parts->v[0].column.id);
    const struct edit *type = column ? change_edit(column, ATTR_TYPE) : NULL;
    if (!type || type->value.kind != VALUE_TYPE || !runs_out(type->value.type))
        return;
    const struct sql_type *t = type->value.type;
    struct finding *f = say_at(in, type->range.length ? type->range : in->change->range);
    say_message(in, f, "the primary key of \"" STR_FMT "\" is %s" STR_FMT ", which runs out",
                STR_ARG(ask_said(in)), t->is_unsigned ? "an unsigned " : "", STR_ARG(t->name));
    say_happens(
        in, f,
        "After %s rows, counting those that were rolled back or deleted, every insert fails; "
        "a wider type then writes the whole table again, and each that refers to it.",
        str_eq(t->name, S("tinyint"))     ? "127"
        : str_eq(t->name, S("smallint"))  ? "32767"
        : str_eq(t->name, S("mediumint")) ? "8 million"
                                          : "2.1 thousand million");
    if (type->range.length) {
        str wide = t->serial ? S("bigserial") : S("bigint");
        if (t->is_unsigned)
            wide = S("bigint unsigned");
        say_instead(in, f, STR_FMT ";\n", STR_ARG(ask_replaced(in, type->range, wide)));
        say_fix(in, f, type->range, wide);
    }
    say_advice(in, f,
               "Take bigint: four bytes more a row. Where the rows are few for certain, allow it.");
}
