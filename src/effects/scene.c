/* effects/scene.c: one change with what it is about, as conditions ask for it.
 *
 * Does      find the object, its relation and the parent of that; give the value of an attribute from the change or
 *           the schema
 * Does not  judge
 * See       effects/effects_int.h
 */
#include "effects/effects_int.h"

#include <limits.h>

static bool is_relation_kind(enum object_kind kind)
{
    return (kind_flags(kind) & KIND_RELATION) != 0;
}

void scene_on(struct scene *sc, const struct change *c)
{
    sc->change = c;
    sc->edit = NULL;
    sc->version = sc->opts->version ? sc->opts->version : INT_MAX;
    sc->object = schema_get(sc->schema, c->object);
    if (is_relation_kind(c->kind)) {
        sc->relation = sc->object;
        return;
    }
    sc->relation = schema_get(sc->schema, c->parent);
    if (!sc->relation && sc->object)
        sc->relation = schema_get(sc->schema, sc->object->parent);
    if (sc->relation && !is_relation_kind(sc->relation->kind) && sc->relation->kind != KIND_DOMAIN)
        sc->relation = NULL;
    if (!sc->relation && sc->object && is_relation_kind(sc->object->kind))
        sc->relation = sc->object; /* DROP of what bind found to be another kind; rows; upkeep */
}

struct path scene_path(const struct change *c)
{
    if (c->kind == KIND_SCHEMA || c->kind == KIND_DATABASE)
        return (struct path){ 0 }; /* all in it */
    if (is_relation_kind(c->kind) || c->verb == CHANGE_ROWS || c->verb == CHANGE_MAINTAIN)
        return (struct path){ .schema = c->path.schema, .name = c->path.name };
    return (struct path){ .schema = c->path.schema, .name = c->path.table };
}

const struct value *scene_value(const struct scene *sc, enum attr attr)
{
    static const struct value none;
    const struct edit *e = change_edit(sc->change, attr);
    if (e)
        return e->verb == EDIT_RESET ? &none : &e->value;
    return sc->object ? object_value(sc->object, attr) : &none;
}

bool scene_yes(const struct scene *sc, enum attr attr)
{
    const struct value *v = scene_value(sc, attr);
    return v->kind == VALUE_BOOL ? v->yes : v->kind != VALUE_NONE;
}

const struct object *scene_column(const struct scene *sc)
{
    if (sc->change->kind == KIND_COLUMN)
        return sc->object;
    const struct value *columns = scene_value(sc, ATTR_COLUMNS);
    if (columns->kind != VALUE_REFS || columns->refs->n != 1)
        return NULL;
    return schema_get(sc->schema, columns->refs->v[0].id);
}

const struct ref *scene_parent(const struct scene *sc)
{
    const struct edit *e = change_edit(sc->change, ATTR_PARTITION_OF);
    if (!e)
        e = change_edit(sc->change, ATTR_INHERITS);
    const struct value *v = e ? &e->value : NULL;
    if (e && v->kind == VALUE_REF)
        return v->ref;
    if (e && v->kind == VALUE_REFS && v->refs->n)
        return v->refs->v;
    v = sc->relation ? object_value(sc->relation, ATTR_PARTITION_OF) : NULL;
    return v && v->kind == VALUE_REF ? v->ref : NULL;
}

const struct object *scene_default(const struct scene *sc)
{
    const struct ref *parent = scene_parent(sc);
    if (!parent || !parent->id)
        return NULL;
    struct dependent_list parts = { 0 };
    schema_dependents(sc->mem, sc->schema, parent->id, &parts);
    for (size_t i = 0; i < parts.n; i++) {
        const struct object *o = schema_get(sc->schema, parts.v[i].id);
        if (parts.v[i].by != ATTR_PARTITION_OF || !o || o == sc->relation)
            continue;
        const struct value *bound = object_value(o, ATTR_PARTITION_BOUND);
        if (bound->kind == VALUE_EXPR && str_eq_nocase(str_trim(bound->expr->text), S("default")))
            return o;
    }
    return NULL;
}

static bool ref_is(const struct ref *ref, const struct object *column)
{
    return ref->id ? ref->id == column->id : str_eq(ref->path.name, column->name);
}

bool refs_have(const struct ref_list *refs, const struct object *column)
{
    for (size_t i = 0; i < refs->n; i++)
        if (ref_is(&refs->v[i], column))
            return true;
    return false;
}

static bool parts_have(const struct part_list *parts, const struct object *column)
{
    for (size_t i = 0; i < parts->n; i++) {
        const struct part *p = &parts->v[i];
        if (p->expr ? refs_have(&p->expr->refs, column) : ref_is(&p->column, column))
            return true;
    }
    return false;
}

bool part_uses(const struct object *part, const struct object *column)
{
    for (size_t i = 0; i < part->attrs.n; i++) {
        const struct attribute *at = &part->attrs.v[i];
        if (at->attr == ATTR_REF_COLUMNS || at->attr == ATTR_REFERENCES)
            continue;
        if ((at->value.kind == VALUE_REFS && refs_have(at->value.refs, column)) ||
            (at->value.kind == VALUE_PARTS && parts_have(at->value.parts, column)) ||
            (at->value.kind == VALUE_EXPR && refs_have(&at->value.expr->refs, column)))
            return true;
    }
    return false;
}

bool is_there(const struct object *o)
{
    return o && (o->state == STATE_THERE || o->state == STATE_LEAVING);
}

/* In a table that may have columns which are not known a name was perhaps written before its column was met. */
static bool knows_users(const struct part_walk *w)
{
    const struct object *table = schema_get(w->schema, w->table);
    return w->column && table && !(table->flags & (OBJECT_OPEN | OBJECT_ASSUMED));
}

static const struct object *next_user(struct part_walk *w)
{
    const struct object *o;
    do
        o = schema_user(w->schema, w->column->id, &w->user);
    while (o && (o->parent != w->table || (w->kind && o->kind != w->kind)));
    return o;
}

const struct object *part_next(struct part_walk *w)
{
    if (knows_users(w))
        return next_user(w);
    if (w->child || schema_get(w->schema, w->table))
        w->child = schema_child_or_leaving(w->schema, w->table, w->kind, w->child);
    return w->child;
}

bool scene_indexed(const struct scene *sc, object_id table, const struct object *column)
{
    for (size_t i = 0; i < COUNT_OF(index_kinds); i++) {
        struct part_walk w = {
            .schema = sc->schema, .table = table, .kind = index_kinds[i], .column = column
        };
        for (const struct object *o = NULL; (o = part_next(&w));)
            if (part_uses(o, column))
                return true;
    }
    return false;
}
