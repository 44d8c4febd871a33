/* schema/bind_inherit.c: changes of tables with parents or children that PostgreSQL refuses.
 *
 * Does      columns and checks of ONLY the parent, inherited columns and checks that would change alone, columns of a
 *           partition, indexes of partitions
 * Does not  repeat changes in children (bind_spread.c, bind_drop.c)
 * Shape     a function says what is wrong, and that it is; the change is not made then
 * Errors    BIND_INVALID
 * See       schema/bind.h
 */
#include "schema/bind_int.h"

static bool has_children(struct binder *b, object_id table, bool partitions)
{
    struct dependent_list users = { 0 };
    object_id child;

    bind_users(b, table, &users);
    for (size_t at = 0; bind_next_child(b, &users, &at, partitions, &child);)
        return true;
    return false;
}

/* A part of one of the table's parents, under the name; 0 = none. */
static object_id of_parent(const struct binder *b, object_id table, enum object_kind kind, str name)
{
    const struct value *of = stage_value(b->s, table, ATTR_PARTITION_OF);
    const struct value *from = stage_value(b->s, table, ATTR_INHERITS);
    object_id found = 0;

    if (of->kind == VALUE_REF && of->ref->id)
        found = bind_find(b, of->ref->id, kind, name, (str){ 0 });
    for (size_t k = 0; from->kind == VALUE_REFS && k < from->refs->n && !found; k++)
        if (from->refs->v[k].id)
            found = bind_find(b, from->refs->v[k].id, kind, name, (str){ 0 });
    return found;
}

static bool is_inherited(const struct binder *b, object_id id)
{
    object_id parent =
        of_parent(b, stage_parent(b->s, id), schema_get(b->s, id)->kind, stage_name(b->s, id));
    const struct value *alone = parent ? stage_value(b->s, parent, ATTR_NO_INHERIT) : NULL;

    return parent && !value_is_yes(alone) && !bind_is_target(b, parent);
}

static bool is_written(const struct binder *b, uint32_t i)
{
    return is_postgres(b->s) && !(change_at(b, i)->flags & CHANGE_IMPLIED);
}

bool bind_forbids_member(struct binder *b, uint32_t i, object_id table)
{
    const struct change *c = change_at(b, i);
    const struct edit *alone = change_edit(c, ATTR_NO_INHERIT);
    bool check = c->kind == KIND_CHECK && !(alone && value_is_yes(&alone->value));

    if (!is_written(b, i) || schema_get(b->s, table)->state == STATE_COMING ||
        (c->kind != KIND_COLUMN && !check))
        return false;
    if (c->kind == KIND_COLUMN && stage_value(b->s, table, ATTR_PARTITION_OF)->kind == VALUE_REF)
        return bind_contradicts(b, i, table,
                                "is a partition: columns are added to the partitioned table");
    return (c->flags & CHANGE_ONLY) && has_children(b, table, false) &&
           bind_contradicts(b, i, table,
                            "has children, which need it too: it cannot be added with ONLY");
}

/* A change of name or type goes to all of the family or to none. */
bool bind_forbids_alone(struct binder *b, uint32_t i, object_id id)
{
    const struct change *c = change_at(b, i);
    bool whole = c->verb == CHANGE_RENAME || (c->verb == CHANGE_ALTER && change_edit(c, ATTR_TYPE));

    if (!is_written(b, i) || schema_get(b->s, id)->kind != KIND_COLUMN || !whole)
        return false;
    if (is_inherited(b, id))
        return bind_contradicts(b, i, id, "is inherited: it changes with the parent's");
    return (c->flags & CHANGE_ONLY) && has_children(b, stage_parent(b->s, id), false) &&
           bind_contradicts(b, i, id, "is inherited by other tables: it cannot change with ONLY");
}

bool bind_forbids_orphan(struct binder *b, uint32_t i, object_id id)
{
    enum object_kind kind = schema_get(b->s, id)->kind;
    object_id index = kind_flags(kind) & KIND_KEY ? bind_twin(b, id) : id;
    const struct value *of = index ? stage_value(b->s, index, ATTR_PARENT_INDEX) : NULL;

    if (!is_written(b, i))
        return false;
    if ((kind == KIND_COLUMN || kind == KIND_CHECK) && is_inherited(b, id))
        return bind_contradicts(b, i, id, "is inherited: it goes with the parent's");
    if (kind == KIND_COLUMN && (change_at(b, i)->flags & CHANGE_ONLY) &&
        has_children(b, stage_parent(b->s, id), true))
        return bind_contradicts(b, i, id, "is in partitions too: it cannot be dropped with ONLY");
    return of && of->kind == VALUE_REF && of->ref->id && !bind_is_target(b, of->ref->id) &&
           bind_contradicts(b, i, id, "belongs to an index of the partitioned table");
}
