/* effects/when_table.c: conditions about a table as a whole.
 *
 * Does      tell partitioned tables, partitions, tables that the statement makes; indexes of partitions and
 *           of materialized views
 * See       effects/when.def
 */
#include "effects/effects_int.h"

static bool relation_has(const struct scene *sc, enum attr attr)
{
    return sc->relation && object_value(sc->relation, attr)->kind != VALUE_NONE;
}

bool when_partitioned(const struct scene *sc)
{
    return relation_has(sc, ATTR_PARTITION_BY);
}

bool when_partitioned_not_only(const struct scene *sc)
{
    return when_partitioned(sc) && !when_only(sc);
}

bool when_is_partition(const struct scene *sc)
{
    return relation_has(sc, ATTR_PARTITION_OF);
}

bool when_on_new_relation(const struct scene *sc)
{
    return sc->relation && sc->relation->state == STATE_COMING;
}

bool when_default_beside(const struct scene *sc)
{
    return scene_default(sc) != NULL;
}

static bool same_part(const struct part *x, const struct part *y)
{
    if (x->expr || y->expr) /* an expression is taken for another one when its text is */
        return x->expr && y->expr && str_eq(x->expr->text, y->expr->text);
    return x->column.path.name.n && str_eq(x->column.path.name, y->column.path.name);
}

static bool serves_as(const struct object *index, const struct object *wanted)
{
    const struct value *x = object_value(index, ATTR_PARTS), *y = object_value(wanted, ATTR_PARTS);
    if (x->kind != VALUE_PARTS || y->kind != VALUE_PARTS || x->parts->n != y->parts->n ||
        (object_yes(wanted, ATTR_UNIQUE_INDEX) && !object_yes(index, ATTR_UNIQUE_INDEX)))
        return false;
    for (size_t i = 0; i < y->parts->n; i++)
        if (!same_part(&x->parts->v[i], &y->parts->v[i]))
            return false;
    return true;
}

/* An index of the partitioned table of which the table has none. */
bool when_attaches_unindexed(const struct scene *sc)
{
    const struct ref *parent = when_attaches(sc) ? scene_parent(sc) : NULL;
    if (!parent || !parent->id || !sc->relation)
        return false;
    const struct object *wanted = NULL;
    while ((wanted = schema_child(sc->schema, parent->id, KIND_INDEX, wanted))) {
        const struct object *o = NULL;
        while ((o = schema_child(sc->schema, sc->relation->id, KIND_INDEX, o)))
            if (is_there(o) && serves_as(o, wanted))
                break;
        if (is_there(wanted) && !o)
            return true;
    }
    return false;
}

static bool is_plain_key(const struct object *index)
{
    const struct value *v = object_value(index, ATTR_PARTS);
    if (v->kind != VALUE_PARTS || !object_yes(index, ATTR_UNIQUE_INDEX) ||
        object_value(index, ATTR_PREDICATE)->kind == VALUE_EXPR)
        return false;
    for (size_t i = 0; i < v->parts->n; i++)
        if (v->parts->v[i].expr)
            return false;
    return true;
}

bool when_keyless(const struct scene *sc)
{
    const struct object *o = NULL;
    if (!sc->relation || (sc->relation->flags & (OBJECT_ASSUMED | OBJECT_OPEN)) ||
        schema_is_uncertain(sc->schema, sc->relation->id))
        return false;
    while ((o = schema_child(sc->schema, sc->relation->id, KIND_INDEX, o)))
        if (is_plain_key(o))
            return false;
    return true;
}
