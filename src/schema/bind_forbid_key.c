/* schema/bind_forbid_key.c: indexes that PostgreSQL lets no key take over.
 *
 * Does      UNIQUE, PRIMARY KEY … USING INDEX of an index that is not unique, is partial, holds expressions, has
 *           another order, belongs to another table or to a key
 * Does not  know whether an index was left invalid, which no file says
 * Shape     the first thing that is wrong is said; the key is made all the same
 * Errors    BIND_INVALID
 * See       schema/bind.h; PostgreSQL manual, ALTER TABLE, "ADD table_constraint_using_index"
 */
#include "schema/bind_int.h"

static const char *part_trouble(const struct value *parts)
{
    for (size_t i = 0; parts->kind == VALUE_PARTS && i < parts->parts->n; i++) {
        const struct part *p = &parts->parts->v[i];

        if (p->expr)
            return "holds expressions: it cannot become a key";
        if (p->descending || p->nulls_first)
            return "has an order of its own: it cannot become a key";
    }
    return NULL;
}

static const char *trouble(const struct binder *b, object_id table, object_id index)
{
    if (stage_parent(b->s, index) != table)
        return "is of another table: it cannot become a key";
    if (schema_get(b->s, index)->flags & OBJECT_IMPLIED)
        return "is of a key already";
    if (!value_is_yes(stage_value(b->s, index, ATTR_UNIQUE_INDEX)))
        return "is not unique: it cannot become a key";
    if (stage_value(b->s, index, ATTR_PREDICATE)->kind != VALUE_NONE)
        return "is partial: it cannot become a key";
    return part_trouble(stage_value(b->s, index, ATTR_PARTS));
}

void bind_forbids_taking(struct binder *b, uint32_t i, object_id index)
{
    const struct object *o = schema_get(b->s, index);
    object_id table = stage_parent(b->s, change_at(b, i)->object);
    bool known = o->kind == KIND_INDEX && !(o->flags & (OBJECT_ASSUMED | OBJECT_OPEN)) &&
                 !bind_uncertain(b, index) && !bind_uncertain(b, table);
    const char *why = known ? trouble(b, table, index) : NULL;

    if (why)
        bind_contradicts(b, i, index, why);
}
