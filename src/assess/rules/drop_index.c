/* assess/rules/drop_index.c: an index that queries may need is dropped.
 *
 * Does      find DROP INDEX on a table in use; tell how to see whether it is used, or how to hide it first
 * Does not  mind an index that another one covers; talk about locks (index-drop-blocking)
 * See       assess/rules/drop-index.sql
 */
#include "assess/rule_sql.h"

void rule_drop_index(const struct rule_input *in);

static const struct part_list *parts_of(const struct object *o)
{
    const struct value *v = object_value(o, ATTR_PARTS);
    return v->kind == VALUE_PARTS ? v->parts : NULL;
}

/* Its columns are the first ones of an index that stays. */
static bool covers(const struct object *other, const struct object *o)
{
    const struct part_list *a = parts_of(o), *b = parts_of(other);
    bool whole = object_value(other, ATTR_PREDICATE)->kind == VALUE_NONE;
    if (!a || !b || !a->n || b->n < a->n || !whole || other->state != STATE_THERE)
        return false;
    for (size_t i = 0; i < a->n; i++)
        if (a->v[i].expr || b->v[i].expr || a->v[i].column.id != b->v[i].column.id)
            return false;
    return !object_yes(o, ATTR_UNIQUE_INDEX) ||
           (object_yes(other, ATTR_UNIQUE_INDEX) && a->n == b->n);
}

static bool is_covered(const struct rule_input *in, const struct object *o)
{
    const struct object *other = NULL;
    const struct part_list *parts = parts_of(o);
    object_id first = parts && parts->n ? parts->v[0].column.id : 0;
    for (size_t at = 0; (other = ask_index_on(in, first, &at));)
        if (other != o && other->parent == o->parent && covers(other, o))
            return true;
    return false;
}

static void say_how(const struct rule_input *in, struct finding *f)
{
    str t = ask_table(in), i = ask_quoted(in, in->change->path.name);
    switch (in->opts->effect.dialect->id) {
    case DIALECT_POSTGRES:
        say_advice(in, f,
                   "See that nobody uses it, on replicas too, over a month with all its jobs: "
                   "SELECT idx_scan FROM pg_stat_user_indexes WHERE indexrelname = '" STR_FMT "'.",
                   STR_ARG(in->change->path.name));
        break;
    case DIALECT_MYSQL:
    case DIALECT_MARIADB:
        say_instead(in, f, "ALTER TABLE " STR_FMT " ALTER INDEX " STR_FMT " %s;\n", STR_ARG(t),
                    STR_ARG(i),
                    in->opts->effect.dialect->id == DIALECT_MYSQL ? "INVISIBLE" : "IGNORED");
        say_advice(in, f,
                   "Hide it from the planner first: that is undone at once if queries get slow. "
                   "Drop it some days later.");
        break;
    case DIALECT_SQLITE:
    case DIALECT__COUNT:
        say_advice(in, f,
                   "See with EXPLAIN QUERY PLAN that none of your queries says USING INDEX " STR_FMT
                   ".",
                   STR_ARG(i));
        break;
    }
}

static bool hidden(const struct object *o)
{
    return object_yes(o, ATTR_INVISIBLE);
}

void rule_drop_index(const struct rule_input *in)
{
    const struct change *c = in->change;
    const struct object *o = ask_object(in, c->object);
    if (!ask_is(in, CHANGE_DROP, KIND_INDEX) || !ask_on_live(in))
        return;
    if (o &&
        (ask_new(in, o->id) || hidden(o) || object_yes(o, ATTR_NOT_VALID) || is_covered(in, o)))
        return;
    bool unique = o && object_yes(o, ATTR_UNIQUE_INDEX);
    struct finding *f = say(in);
    say_message(in, f, "queries may need the index \"" STR_FMT "\" that is dropped",
                STR_ARG(c->path.name));
    say_happens(in, f,
                "Queries that used it read the whole table from then on, and building it again "
                "takes as long as the table is large.%s",
                unique ? " It is unique: duplicates can be written." : "");
    say_how(in, f);
}
