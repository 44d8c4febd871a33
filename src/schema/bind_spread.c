/* schema/bind_spread.c: tables with children on PostgreSQL.
 *
 * Does      repeat a change of a parent's part in its partitions and inheriting tables; attach, detach
 * Does not  copy parts when a child is made (bind_copy.c), drop (bind_drop.c)
 * Shape     an implied change a child, which spreads on by itself
 * Errors    none
 * See       schema/bind.h
 */
#include "schema/bind_int.h"

/* The next table that is a child; *at goes through the list. */
bool bind_next_child(const struct binder *b, const struct dependent_list *users, size_t *at,
                     bool partitions, object_id *out)
{
    while (*at < users->n) {
        const struct dependent *d = &users->v[(*at)++];

        if (d->by != ATTR_PARTITION_OF && (partitions || d->by != ATTR_INHERITS))
            continue;
        *out = d->id;
        return object_lives(schema_get(b->s, d->id));
    }
    return false;
}

enum spread { SPREAD_NONE, SPREAD_CHILDREN, SPREAD_PARTITIONS };

static bool has(const struct change *c, enum attr attr)
{
    const struct edit *e = change_edit(c, attr);

    return e && e->verb == EDIT_SET && value_is_yes(&e->value);
}

static enum spread spread_of(const struct binder *b, const struct change *c)
{
    if (!is_postgres(b->s) || !c->object || !is_part(c->kind) ||
        (c->flags & (CHANGE_ONLY | CHANGE_NOTHING)) || has(c, ATTR_ONLY))
        return SPREAD_NONE;
    if (c->kind == KIND_COLUMN)
        return SPREAD_CHILDREN;
    if (c->kind == KIND_CHECK)
        return has(c, ATTR_NO_INHERIT) ? SPREAD_NONE : SPREAD_CHILDREN;
    if (c->verb != CHANGE_CREATE)
        return SPREAD_NONE;
    if (c->kind == KIND_INDEX)
        return bind_twin(b, c->object) ? SPREAD_NONE : SPREAD_PARTITIONS;
    if (c->kind == KIND_TRIGGER)
        return has(c, ATTR_FOR_EACH_ROW) ? SPREAD_PARTITIONS : SPREAD_NONE;
    return is_constraint(c->kind) ? SPREAD_PARTITIONS : SPREAD_NONE;
}

static bool spreads(enum attr attr)
{
    return attr != ATTR_COMMENT && attr != ATTR_STATISTICS_TARGET && attr != ATTR_SERIAL &&
           attr != ATTR_USING_INDEX && attr != ATTR_PARENT_INDEX && attr != ATTR_ONLY &&
           attr != ATTR_IDENTITY;
}

static void repeat_edits(struct binder *b, uint32_t from, uint32_t to)
{
    size_t n = change_at(b, from)->edits.n;

    for (size_t k = 0; k < n; k++) {
        const struct edit *e = &change_at(b, from)->edits.v[k];
        struct edit copy = *e;

        if (!spreads(e->attr))
            continue;
        copy.value = value_copy(b->a, &e->value);
        copy.was = (struct value){ 0 };
        if (copy.attr == ATTR_TYPE && copy.value.kind == VALUE_TYPE)
            copy.value.type->serial = false;
        *vec_push(b->a, &change_at(b, to)->edits) = copy;
    }
}

/* What the child calls it: columns and checks as the parent does, other names are given. */
static bool keeps_name(enum object_kind kind)
{
    return kind == KIND_COLUMN || kind == KIND_CHECK || kind == KIND_TRIGGER ||
           kind == KIND_FOREIGN_KEY;
}

static void link_index(struct binder *b, uint32_t parent, uint32_t child)
{
    struct ref *r = arena_new(b->a, struct ref, 1); /* lives until the fold */

    if (change_at(b, child)->kind != KIND_INDEX || !change_at(b, child)->object)
        return;
    r->id = change_at(b, parent)->object;
    r->path = bind_path(b, r->id);
    stage_set(b->s, change_at(b, child)->object, ATTR_PARENT_INDEX,
              &(struct value){ .kind = VALUE_REF, .ref = r });
}

static void repeat(struct binder *b, uint32_t i, object_id child)
{
    const struct change *c = change_at(b, i);
    struct path table = bind_path(b, child);
    str name = keeps_name(c->kind) ? stage_name(b->s, c->object) : (str){ 0 };
    uint32_t made;

    if (c->verb == CHANGE_RENAME)
        name = c->path.name;
    if (name.p && c->verb == CHANGE_CREATE &&
        bind_find(b, child, c->kind, name, (str){ 0 })) /* merged with the parent's */
        return;
    if (c->verb != CHANGE_CREATE && !bind_find(b, child, c->kind, name, (str){ 0 }))
        return;
    made = bind_imply(b, i, c->verb, c->kind);
    change_at(b, made)->path =
        (struct path){ .schema = table.schema, .table = table.name, .name = name };
    change_at(b, made)->to = change_at(b, i)->to;
    repeat_edits(b, i, made);
    bind_one(b, made);
    link_index(b, i, made);
}

void bind_spread(struct binder *b, uint32_t i)
{
    enum spread how = spread_of(b, change_at(b, i));
    struct dependent_list users = { 0 };
    object_id child;

    if (how == SPREAD_NONE)
        return;
    bind_users(b, change_at(b, i)->parent, &users);
    for (size_t at = 0; bind_next_child(b, &users, &at, how == SPREAD_PARTITIONS, &child);)
        repeat(b, i, child);
}

static void clear(struct binder *b, uint32_t i, enum attr attr)
{
    object_id id = change_at(b, i)->object;

    if (stage_value(b->s, id, attr)->kind == VALUE_NONE)
        return;
    bind_reset(b, i, attr);
    change_at(b, i)->edits.v[change_at(b, i)->edits.n - 1].was = *stage_value(b->s, id, attr);
    stage_set(b->s, id, attr, &(struct value){ 0 });
}

/* Its indexes are its own from now on. */
static void detach(struct binder *b, uint32_t i)
{
    object_id table = change_at(b, i)->object;
    const struct object *o = NULL;

    clear(b, i, ATTR_PARTITION_OF);
    clear(b, i, ATTR_PARTITION_BOUND);
    while ((o = schema_child(b->s, table, KIND_INDEX, o)))
        if (stage_value(b->s, o->id, ATTR_PARENT_INDEX)->kind != VALUE_NONE)
            stage_set(b->s, o->id, ATTR_PARENT_INDEX, &(struct value){ 0 });
}

void bind_attach(struct binder *b, uint32_t i)
{
    const struct change *c = change_at(b, i);
    const struct value *of = stage_value(b->s, c->object, ATTR_PARTITION_OF);

    if (c->flags & CHANGE_DETACH)
        detach(b, i);
    else if ((c->flags & CHANGE_ATTACH) && of->kind == VALUE_REF && of->ref->id)
        bind_copy_lacking(b, i, of->ref->id);
}
