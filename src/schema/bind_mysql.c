/* schema/bind_mysql.c: the indexes that MySQL makes and drops by itself.
 *
 * Does      a foreign key makes an index when none fits, which goes when one comes that does as well; an index
 *           that a foreign key needs stays; MODIFY drops what was written at the column
 * Does not  drop columns (bind_drop_column.c)
 * Errors    none
 * See       schema/bind.h; MySQL manual, "FOREIGN KEY Constraints"
 */
#include "schema/bind_int.h"

static const struct part_list *parts_of(const struct binder *b, object_id id)
{
    const struct value *v = stage_value(b->s, id, ATTR_PARTS);

    return v->kind == VALUE_PARTS ? v->parts : NULL;
}

/* Its first columns are those of the key, in order. */
static bool index_covers(const struct binder *b, const struct object *o,
                         const struct ref_list *columns)
{
    const struct part_list *parts = parts_of(b, o->id);

    if (!parts || parts->n < columns->n)
        return false;
    for (size_t i = 0; i < columns->n; i++)
        if (parts->v[i].expr || parts->v[i].prefix || parts->v[i].column.id != columns->v[i].id)
            return false;
    return true;
}

/* Of two that the server made, on the same columns, the newer one stays. */
static bool gives_way(const struct binder *b, const struct object *o,
                      const struct ref_list *columns)
{
    const struct part_list *parts = parts_of(b, o->id);

    return o->kind == KIND_INDEX && (o->flags & OBJECT_IMPLIED) && o->state == STATE_THERE &&
           parts && parts->n == columns->n;
}

void bind_foreign_key_index(struct binder *b, uint32_t i)
{
    object_id key = change_at(b, i)->object, table = stage_parent(b->s, key);
    const struct value *columns = stage_value(b->s, key, ATTR_COLUMNS);
    const struct object *o = NULL;
    struct part_list *parts;
    uint32_t made;

    if (columns->kind != VALUE_REFS)
        return;
    while ((o = schema_child(b->s, table, KIND_NONE, o)))
        if ((o->kind == KIND_INDEX || (kind_flags(o->kind) & KIND_KEY)) &&
            index_covers(b, o, columns->refs)) {
            if (!gives_way(b, o, columns->refs))
                return;
            bind_imply_on(b, i, CHANGE_DROP, o->id);
            bind_drop_tree(b, o->id);
            break;
        }
    made = bind_imply(b, i, CHANGE_CREATE, KIND_INDEX);
    parts = arena_new(b->a, struct part_list, 1);
    for (size_t k = 0; k < columns->refs->n; k++)
        vec_push(b->a, parts)->column = columns->refs->v[k];
    change_at(b, made)->path = bind_path(b, key);
    if (schema_get(b->s, key)->flags & OBJECT_AUTO_NAMED)
        change_at(b, made)->path.name = (str){ 0 };
    bind_edit(b, made, ATTR_PARTS, (struct value){ .kind = VALUE_PARTS, .parts = parts });
    b->implied = true;
    bind_one(b, made);
}

/* The first parts of `index` are all those of `other`. */
bool bind_index_covers(const struct binder *b, object_id index, object_id other)
{
    const struct part_list *x = parts_of(b, index), *y = parts_of(b, other);

    if (!x || !y || x->n < y->n)
        return false;
    for (size_t i = 0; i < y->n; i++)
        if (x->v[i].expr || y->v[i].expr || x->v[i].prefix ||
            x->v[i].column.id != y->v[i].column.id)
            return false;
    return true;
}

/* What MySQL made for a foreign key goes when an index that is asked for does as well. */
void bind_made_index(struct binder *b, uint32_t i)
{
    object_id made = change_at(b, i)->object, table = stage_parent(b->s, made);
    const struct object *o = NULL;

    if (schema_get(b->s, made)->flags & OBJECT_IMPLIED)
        return;
    if (schema_get(b->s, made)->kind == KIND_INDEX)
        bind_forbids_index(b, i);
    while ((o = schema_child(b->s, table, KIND_INDEX, o)))
        if (o->id != made && (o->flags & OBJECT_IMPLIED) && bind_index_covers(b, made, o->id)) {
            bind_imply_on(b, i, CHANGE_DROP, o->id);
            bind_drop_tree(b, o->id);
        }
}

static bool served_by_another(const struct binder *b, object_id table, object_id index,
                              const struct ref_list *columns)
{
    const struct object *o = NULL;

    while ((o = schema_child(b->s, table, KIND_NONE, o)))
        if (o->id != index && (o->kind == KIND_INDEX || (kind_flags(o->kind) & KIND_KEY)) &&
            index_covers(b, o, columns))
            return true;
    return false;
}

/* An index that the statement makes, too: its columns by their names. */
static bool served_by_new(const struct binder *b, const struct ref_list *columns)
{
    for (uint32_t i = 0; i < b->st->changes.n; i++) {
        const struct change *c = change_at(b, i);
        const struct edit *e = c->verb == CHANGE_CREATE ? change_edit(c, ATTR_PARTS) : NULL;
        size_t k = 0;

        if (!e || e->value.kind != VALUE_PARTS || e->value.parts->n < columns->n)
            continue;
        while (k < columns->n && !e->value.parts->v[k].expr &&
               names_equal(b->s, SPACE_COLUMN, e->value.parts->v[k].column.path.name,
                           stage_name(b->s, columns->v[k].id)))
            k++;
        if (k == columns->n)
            return true;
    }
    return false;
}

object_id bind_served_key(const struct binder *b, object_id index)
{
    object_id table = stage_parent(b->s, index);
    const struct object *o = NULL;

    while ((o = schema_child(b->s, table, KIND_FOREIGN_KEY, o))) {
        const struct value *v = stage_value(b->s, o->id, ATTR_COLUMNS);

        if (v->kind == VALUE_REFS && index_covers(b, schema_get(b->s, index), v->refs) &&
            !served_by_another(b, table, index, v->refs) && !served_by_new(b, v->refs))
            return o->id;
    }
    return 0;
}

/* A check that was written at the column is part of its definition. */
void bind_drop_inline(struct binder *b, uint32_t i, object_id column)
{
    const struct object *o = NULL;

    while ((o = schema_child(b->s, stage_parent(b->s, column), KIND_CHECK, o)))
        if (node_of(b->s, o->id)->column == column) {
            bind_imply_on(b, i, CHANGE_DROP, o->id);
            bind_drop_tree(b, o->id);
        }
}
