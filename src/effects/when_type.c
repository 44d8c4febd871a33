/* effects/when_type.c: conditions about a change of type.
 *
 * Does      put the types before and after to the engine's matrix
 * Does not  hold the matrix (type_postgres.c)
 * See       effects/when.def
 */
#include "effects/effects_int.h"

static const struct sql_type *type_of(const struct value *v)
{
    return v->kind == VALUE_TYPE ? v->type : NULL;
}

/* A domain stands for its base, unless it checks something. What comes from a domain comes without its arguments: the
 * server does not look for them. */
static const struct sql_type *base_of(const struct scene *sc, const struct sql_type *t,
                                      bool *out_constrained)
{
    for (int depth = 0; t && depth < 8; depth++) {
        const struct object *o = schema_get(sc->schema, t->id);
        if (!o || o->kind != KIND_DOMAIN)
            return t;
        if (object_yes(o, ATTR_NOT_NULL) || schema_child(sc->schema, o->id, KIND_CHECK, NULL) ||
            schema_child(sc->schema, o->id, KIND_NOT_NULL, NULL))
            *out_constrained = true;
        t = type_of(object_value(o, ATTR_TYPE));
    }
    return t;
}

static bool same_type(const struct sql_type *a, const struct sql_type *b)
{
    return a && b && a->id && a->id == b->id;
}

/* From one type to another, as a cast or an assignment does it. */
static enum type_change between(const struct scene *sc, const struct sql_type *was,
                                const struct sql_type *is)
{
    bool before = false, after = false;
    const struct sql_type *from = base_of(sc, was, &before), *to = base_of(sc, is, &after);
    struct sql_type bare = from ? *from : (struct sql_type){ 0 };
    if (same_type(was, is))
        return TYPE_FREE;
    if (from && from != was) {
        bare.arg_count = 0;
        from = &bare;
    }
    if (!from || !to || after)
        return TYPE_REWRITE;
    return pg_type_change(from, to, sc->opts->time_zone);
}

static bool is_own_column(const struct scene *sc, const struct expr *e)
{
    return sc->object && refs_have(&e->refs, sc->object);
}

/* USING: the server sees through a cast that leaves the value as it is, and then the next one. What the indexes need
 * is a matter of the types at both ends. */
static enum type_change using_change(const struct scene *sc, const struct expr *e,
                                     const struct sql_type *from, const struct sql_type *to)
{
    enum type_change direct = between(sc, from, to), worst = TYPE_FREE;
    if (!(e->facts & (EXPR_BARE_COLUMN | EXPR_CAST_COLUMN)) || !is_own_column(sc, e))
        return TYPE_REWRITE;
    const struct sql_type *at = from;
    size_t casts = e->casts ? e->casts->n : 0;
    for (size_t i = 0; i <= casts; i++) {
        const struct sql_type *next = i < casts ? e->casts->v[i] : to;
        enum type_change step = between(sc, at, next);
        worst = step > worst ? step : worst;
        at = next;
    }
    return worst == TYPE_REWRITE || direct == TYPE_REWRITE ? worst : direct;
}

static enum type_change change_of(const struct scene *sc)
{
    const struct edit *e = change_edit(sc->change, ATTR_TYPE);
    const struct edit *using = change_edit(sc->change, ATTR_USING);
    if (!e)
        return TYPE_REWRITE;
    const struct value *was = &e->was;
    if (was->kind != VALUE_TYPE && sc->object)
        was = object_value(sc->object, ATTR_TYPE);
    if (using && using->value.kind == VALUE_EXPR)
        return using_change(sc, using->value.expr, type_of(was), type_of(&e->value));
    return between(sc, type_of(was), type_of(&e->value));
}

bool when_type_free(const struct scene *sc)
{
    return change_of(sc) == TYPE_FREE;
}

bool when_type_index_only(const struct scene *sc)
{
    return change_of(sc) == TYPE_INDEX_ONLY;
}
