/* assess/rules/unique_on_existing_data.c: rows that are there, or that running code writes, may be equal.
 *
 * Does      find new unique constraints, primary keys and unique indexes on columns that were there before
 * Does not  mind a constraint that takes over an index, a key that contains one that is there
 * See       assess/rules/unique-on-existing-data.sql
 */
#include "assess/rule_sql.h"

void rule_unique_on_existing_data(const struct rule_input *in);

static const struct part_list *parts_of(const struct change *c)
{
    const struct edit *e = change_edit(c, ATTR_PARTS);
    return e && e->value.kind == VALUE_PARTS ? e->value.parts : NULL;
}

static bool is_unique(const struct change *c)
{
    const struct edit *e = change_edit(c, ATTR_UNIQUE_INDEX);
    return c->kind == KIND_UNIQUE || c->kind == KIND_PRIMARY_KEY ||
           (c->kind == KIND_INDEX && e && e->value.yes);
}

/* Every column is new: all NULL, or filled by whoever knows. */
static bool on_new_columns(const struct rule_input *in, const struct part_list *parts)
{
    for (size_t i = 0; i < parts->n; i++)
        if (parts->v[i].expr || !ask_new(in, parts->v[i].column.id))
            return false;
    return true;
}

static bool has(const struct part_list *parts, object_id column)
{
    for (size_t i = 0; i < parts->n; i++)
        if (!parts->v[i].expr && parts->v[i].column.id == column)
            return true;
    return false;
}

/* Its columns contain those of a key that is there. */
static bool holds_already(const struct rule_input *in, const struct part_list *parts)
{
    const struct object *table = ask_relation(in), *o = NULL;
    while (table && (o = schema_child(in->schema, table->id, KIND_NONE, o))) {
        const struct value *v = object_value(o, ATTR_PARTS);
        bool key = o->kind == KIND_PRIMARY_KEY || o->kind == KIND_UNIQUE ||
                   object_yes(o, ATTR_UNIQUE_INDEX);
        bool all = key && o->state == STATE_THERE && v->kind == VALUE_PARTS && v->parts->n &&
                   object_value(o, ATTR_PREDICATE)->kind == VALUE_NONE;
        for (size_t i = 0; all && i < v->parts->n; i++)
            all = !v->parts->v[i].expr && has(parts, v->parts->v[i].column.id);
        if (all)
            return true;
    }
    return false;
}

void rule_unique_on_existing_data(const struct rule_input *in)
{
    const struct change *c = in->change;
    const struct part_list *parts = parts_of(c);
    if (c->verb != CHANGE_CREATE || !is_unique(c) || !parts || !ask_written(in) ||
        !ask_on_live(in) || on_new_columns(in, parts) || holds_already(in, parts))
        return;
    struct finding *f = say(in);
    str t = ask_table(in), columns = ask_columns(in, &change_edit(c, ATTR_PARTS)->value);
    say_message(in, f, "rows of \"" STR_FMT "\" may not be unique by (" STR_FMT ")",
                STR_ARG(ask_said(in)), STR_ARG(columns));
    say_happens(in, f,
                "The statement fails, after it has read the table, when two rows are equal; from "
                "then on the release that is running fails where it writes a second one.");
    say_advice(in, f,
               "See that there are none: SELECT " STR_FMT ", count(*) FROM " STR_FMT
               " GROUP BY " STR_FMT " HAVING count(*) > 1. And release code first that does not "
               "write any.",
               STR_ARG(columns), STR_ARG(t), STR_ARG(columns));
}
