/* assess/rules/refresh_without_key.c: REFRESH ... CONCURRENTLY of a view that has no unique index.
 *
 * Does      find what the server refuses: it tells rows apart by a unique index on columns, of all rows
 * Does not  look at views whose indexes are not known
 * See       assess/rules/refresh-without-key.sql
 */
#include "assess/rule.h"

void rule_refresh_without_key(const struct rule_input *in);

static bool is_key(const struct object *o)
{
    const struct value *parts = object_value(o, ATTR_PARTS);
    if (!object_yes(o, ATTR_UNIQUE_INDEX) || object_value(o, ATTR_PREDICATE)->kind != VALUE_NONE)
        return false;
    for (size_t i = 0; parts->kind == VALUE_PARTS && i < parts->parts->n; i++)
        if (parts->parts->v[i].expr)
            return false;
    return true;
}

void rule_refresh_without_key(const struct rule_input *in)
{
    const struct change *c = in->change;
    const struct object *view = ask_relation(in), *o = NULL;
    if (c->verb != CHANGE_MAINTAIN || c->upkeep != UPKEEP_REFRESH || !ask_written(in) ||
        !(c->flags & CHANGE_CONCURRENTLY) || !view ||
        (view->flags & (OBJECT_OPEN | OBJECT_ASSUMED)))
        return;
    while ((o = schema_child(in->schema, view->id, KIND_INDEX, o)))
        if (is_key(o))
            return;
    struct finding *f = say(in);
    str t = ask_table(in);
    say_message(in, f, "\"" STR_FMT "\" has no unique index to be refreshed by",
                STR_ARG(view->name));
    say_happens(in, f,
                "The server refuses REFRESH ... CONCURRENTLY: it tells the rows apart by a unique "
                "index on columns of the view, without WHERE.");
    say_advice(in, f,
               "Make one in the file before: CREATE UNIQUE INDEX ON " STR_FMT
               " (...). A plain REFRESH works without, and nobody can read the view meanwhile.",
               STR_ARG(t));
}
