/* schema/bind_key.c: what follows from a constraint.
 *
 * Does      primary key → columns NOT NULL; key → its index on PostgreSQL; USING INDEX takes one over
 * Does not  copy to children (bind_spread.c), know MySQL's indexes (bind_mysql.c), sequences (bind_serial.c)
 * Shape     implied changes, bound like written ones
 * Errors    none
 * See       schema/bind.h
 */
#include "schema/bind_int.h"

static struct value yes(void)
{
    return (struct value){ .kind = VALUE_BOOL, .yes = true };
}

static const struct part_list *parts_of(const struct binder *b, object_id id)
{
    const struct value *v = stage_value(b->s, id, ATTR_PARTS);

    return v->kind == VALUE_PARTS ? v->parts : NULL;
}

/* ---- primary keys ---- */

/* SQLite lets NULL into a primary key, but for tables WITHOUT ROWID. */
static bool key_is_not_null(const struct binder *b, object_id table)
{
    const struct value *v = stage_value(b->s, table, ATTR_WITHOUT_ROWID);

    return !is_sqlite(b->s) || value_is_yes(v);
}

static void imply_not_null(struct binder *b, uint32_t i, object_id column)
{
    const struct value *v = stage_value(b->s, column, ATTR_NOT_NULL);
    uint32_t made;

    if (value_is_yes(v))
        return;
    made = bind_imply_on(b, i, CHANGE_ALTER, column);
    bind_edit(b, made, ATTR_NOT_NULL, yes());
    bind_one(b, made);
}

static void key_columns_not_null(struct binder *b, uint32_t i, object_id key)
{
    const struct part_list *parts = parts_of(b, key);

    if (!parts || !key_is_not_null(b, stage_parent(b->s, key)))
        return;
    for (size_t k = 0; k < parts->n; k++)
        if (parts->v[k].column.id)
            imply_not_null(b, i, parts->v[k].column.id);
}

/* ---- the index of a key ---- */

object_id bind_twin(const struct binder *b, object_id id)
{
    const struct object *o = schema_get(b->s, id), *t = NULL;
    object_id table = stage_parent(b->s, id);
    str name = stage_name(b->s, id);

    if (!is_postgres(b->s) || !name.p)
        return 0;
    if (o->kind == KIND_INDEX && (o->flags & OBJECT_IMPLIED))
        t = schema_find(b->s, table, KIND_ANY_CONSTRAINT, name, (str){ 0 });
    else if (kind_flags(o->kind) & KIND_KEY)
        t = schema_find(b->s, table, KIND_INDEX, name, (str){ 0 });
    return t ? t->id : 0;
}

static void copy_edit(struct binder *b, uint32_t from, uint32_t to, enum attr attr)
{
    const struct edit *e = change_edit(change_at(b, from), attr);

    if (e && e->verb == EDIT_SET)
        bind_edit(b, to, attr, value_copy(b->a, &e->value));
}

static void imply_index(struct binder *b, uint32_t i)
{
    static const enum attr same[] = { ATTR_PARTS,     ATTR_INCLUDE,   ATTR_NULLS_NOT_DISTINCT,
                                      ATTR_METHOD,    ATTR_PREDICATE, ATTR_OPTIONS,
                                      ATTR_TABLESPACE };

    object_id key = change_at(b, i)->object;
    uint32_t made = bind_imply(b, i, CHANGE_CREATE, KIND_INDEX);

    change_at(b, made)->path = bind_path(b, key);
    for (size_t k = 0; k < COUNT_OF(same); k++)
        copy_edit(b, i, made, same[k]);
    if (change_edit(change_at(b, i), ATTR_PERIOD))
        bind_edit(b, made, ATTR_METHOD, (struct value){ .kind = VALUE_TEXT, .text = S("gist") });
    if (change_at(b, i)->kind != KIND_EXCLUSION)
        bind_edit(b, made, ATTR_UNIQUE_INDEX, yes());
    b->implied = true;
    bind_one(b, made);
}

/* The constraint has the index's name, or the index is renamed to the constraint's. */
static void take_index(struct binder *b, uint32_t i, object_id index)
{
    object_id key = change_at(b, i)->object;
    const struct object *o = schema_get(b->s, index);
    const struct value *parts = stage_value(b->s, index, ATTR_PARTS);
    const struct value *include = stage_value(b->s, index, ATTR_INCLUDE);

    bind_forbids_taking(b, i, index);
    if (!str_eq(stage_name(b->s, index), stage_name(b->s, key))) {
        uint32_t made = bind_imply_on(b, i, CHANGE_RENAME, index);

        change_at(b, made)->to.name = stage_name(b->s, key);
        stage_rename(b->s, index, stage_name(b->s, key));
    }
    stage_flags(b->s, index, o->flags | OBJECT_IMPLIED);
    if (parts->kind == VALUE_PARTS)
        stage_set(b->s, key, ATTR_PARTS, parts);
    if (include->kind == VALUE_REFS)
        stage_set(b->s, key, ATTR_INCLUDE, include);
}

static void key_index(struct binder *b, uint32_t i)
{
    const struct edit *e = change_edit(change_at(b, i), ATTR_USING_INDEX);

    if (e && e->value.kind == VALUE_REF && e->value.ref->id)
        take_index(b, i, e->value.ref->id);
    else if (e && e->value.kind == VALUE_REF && e->value.ref->path.name.p)
        bind_missing(b, i, e->value.ref->range, KIND_INDEX, &e->value.ref->path);
    else
        imply_index(b, i);
}

/* ---- a key that is there ---- */

static bool same_columns(const struct part_list *x, const struct part_list *y)
{
    if (!x || x->n != y->n)
        return false;
    for (size_t i = 0; i < x->n; i++)
        if (x->v[i].expr || y->v[i].expr ||
            !str_eq(x->v[i].column.path.name, y->v[i].column.path.name))
            return false;
    return true;
}

bool bind_same_parts(const struct binder *b, object_id x, object_id y)
{
    const struct part_list *parts = parts_of(b, y);

    return parts && same_columns(parts_of(b, x), parts);
}

/* PostgreSQL: an unnamed UNIQUE in CREATE TABLE that repeats a key is that key. */
bool bind_key_is_same(struct binder *b, uint32_t i, object_id table)
{
    struct change *c = change_at(b, i);
    const struct edit *e = change_edit(c, ATTR_PARTS);
    const struct object *o = NULL;

    if (c->kind != KIND_UNIQUE || !table || !is_postgres(b->s) || !e ||
        e->value.kind != VALUE_PARTS || schema_get(b->s, table)->state != STATE_COMING)
        return false;
    while ((o = schema_child(b->s, table, KIND_NONE, o)))
        if ((kind_flags(o->kind) & KIND_KEY) && same_columns(parts_of(b, o->id), e->value.parts)) {
            c->flags |= CHANGE_NOTHING;
            c->object = o->id;
            c->parent = table;
            return true;
        }
    return false;
}

void bind_made_constraint(struct binder *b, uint32_t i)
{
    const struct change *c = change_at(b, i);
    const struct edit *e = change_edit(c, ATTR_REFERENCES);

    if (e && e->value.kind == VALUE_REF && !e->value.ref->id)
        bind_loose(b, c->object, ATTR_REFERENCES);
    if (is_postgres(b->s) && schema_get(b->s, c->parent)->state == STATE_COMING &&
        change_edit(c, ATTR_NOT_VALID) && !change_edit(c, ATTR_NOT_ENFORCED))
        stage_set(b->s, c->object, ATTR_NOT_VALID, &(struct value){ 0 }); /* it has no rows */
    if (kind_flags(c->kind) & KIND_KEY && is_postgres(b->s))
        key_index(b, i);
    if (change_at(b, i)->kind == KIND_PRIMARY_KEY)
        key_columns_not_null(b, i, change_at(b, i)->object);
    else if (change_at(b, i)->kind == KIND_FOREIGN_KEY && is_mysql(b->s))
        bind_foreign_key_index(b, i);
}

void bind_columns_not_null(struct binder *b, uint32_t i)
{
    const struct value *v = stage_value(b->s, change_at(b, i)->object, ATTR_COLUMNS);

    for (size_t k = 0; v->kind == VALUE_REFS && k < v->refs->n; k++) {
        object_id column = v->refs->v[k].id;
        uint32_t made;

        if (!column || stage_value(b->s, column, ATTR_NOT_NULL)->kind != VALUE_NONE)
            continue;
        made = bind_imply_on(b, i, CHANGE_ALTER, column);
        bind_edit(b, made, ATTR_NOT_NULL, yes());
        bind_one(b, made);
    }
}
