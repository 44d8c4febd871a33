/* assess/rules/redundant_index.c: a new index does nothing that another one does not do as well.
 *
 * Does      find an index whose columns are the first ones of another index on the table
 * Does not  look at indexes on expressions, with a WHERE, of other methods than btree
 * See       assess/rules/redundant-index.sql
 */
#include "assess/rule_sql.h"

void rule_redundant_index(const struct rule_input *in);

static const struct part_list *parts_of(const struct object *o)
{
    const struct value *v = object_value(o, ATTR_PARTS);
    return v->kind == VALUE_PARTS ? v->parts : NULL;
}

static bool is_plain(const struct object *o)
{
    str method = object_text(o, ATTR_METHOD);
    return object_value(o, ATTR_PREDICATE)->kind == VALUE_NONE &&
           object_value(o, ATTR_INCLUDE)->kind == VALUE_NONE && !object_yes(o, ATTR_INVISIBLE) &&
           !object_yes(o, ATTR_NOT_VALID) && (!method.n || str_eq_nocase(method, S("btree")));
}

static bool same_part(const struct part *a, const struct part *b)
{
    return !a->expr && !b->expr && a->column.id && a->column.id == b->column.id &&
           a->prefix == b->prefix && a->descending == b->descending &&
           a->nulls_first == b->nulls_first && a->nulls_last == b->nulls_last &&
           str_eq(a->collation, b->collation) && str_eq(a->opclass, b->opclass);
}

static bool covers(const struct object *other, const struct object *o)
{
    const struct part_list *a = parts_of(o), *b = parts_of(other);
    if (!a || !b || !a->n || b->n < a->n || !is_plain(other))
        return false;
    for (size_t i = 0; i < a->n; i++)
        if (!same_part(&a->v[i], &b->v[i]))
            return false;
    return true;
}

static const struct object *coverer(const struct rule_input *in, const struct object *index)
{
    const struct object *o = NULL;
    const struct part_list *parts = parts_of(index);
    object_id first = parts && parts->n ? parts->v[0].column.id : 0;
    for (size_t at = 0; (o = ask_index_on(in, first, &at));)
        if (o != index && o->parent == index->parent &&
            (o->state == STATE_THERE || o->id < index->id) && covers(o, index))
            return o;
    return NULL;
}

static void say_drop(const struct rule_input *in, struct finding *f, const struct object *other)
{
    str name = ask_quoted(in, other->name);
    say_advice(in, f,
               "Leave the new index out: " STR_FMT
               " serves the same queries. Keep both only if the "
               "new one is so much smaller that it pays, and say so with -- afloat:allow.",
               STR_ARG(name));
}

void rule_redundant_index(const struct rule_input *in)
{
    const struct object *index = ask_object(in, in->change->object);
    if (!ask_is(in, CHANGE_CREATE, KIND_INDEX) || !index || !is_plain(index) ||
        object_yes(index, ATTR_UNIQUE_INDEX))
        return;
    const struct object *other = coverer(in, index);
    if (!other)
        return;
    struct finding *f = say(in);
    say_message(in, f, "the index \"" STR_FMT "\" repeats the first columns of \"" STR_FMT "\"",
                STR_ARG(index->name), STR_ARG(other->name));
    say_happens(in, f,
                "Every write to \"" STR_FMT "\" keeps one index more up to date, and it takes its "
                "room on disk and in memory.",
                STR_ARG(ask_said(in)));
    say_drop(in, f, other);
}
