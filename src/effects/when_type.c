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

static str unquoted(str s)
{
    s = str_trim(s);
    return s.n > 1 && s.p[0] == '"' && s.p[s.n - 1] == '"' ? str_slice(s, 1, s.n - 1) : s;
}

/* USING c::type, with the type that the column gets: as without USING. */
static bool casts_only(const struct scene *sc, str text, const struct value *to)
{
    size_t at = str_find(text, S("::"));
    if (at == STR_NONE || to->kind != VALUE_TYPE || !sc->object)
        return false;
    str type = str_trim(str_skip(text, at + 2)), name = unquoted(str_slice(text, 0, at));
    return str_eq_nocase(name, sc->object->name) && str_eq_nocase(type, to->type->text);
}

static bool using_computes(const struct scene *sc)
{
    const struct edit *using = change_edit(sc->change, ATTR_USING);
    const struct edit *type = change_edit(sc->change, ATTR_TYPE);
    return using && using->value.kind == VALUE_EXPR &&
           !(using->value.expr->facts & EXPR_BARE_COLUMN) &&
           !(type && casts_only(sc, using->value.expr->text, &type->value));
}

static enum type_change change_of(const struct scene *sc)
{
    const struct edit *e = change_edit(sc->change, ATTR_TYPE);
    if (!e || using_computes(sc))
        return TYPE_REWRITE;
    const struct value *was = &e->was;
    if (was->kind != VALUE_TYPE && sc->object)
        was = object_value(sc->object, ATTR_TYPE);
    bool before = false, after = false;
    const struct sql_type *from = base_of(sc, type_of(was), &before);
    struct sql_type bare = from ? *from : (struct sql_type){ 0 };
    if (from && from != type_of(was)) {
        bare.arg_count = 0;
        from = &bare;
    }
    const struct sql_type *to = base_of(sc, type_of(&e->value), &after);
    if (same_type(type_of(was), type_of(&e->value)))
        return TYPE_FREE;
    if (!from || !to || after)
        return TYPE_REWRITE;
    return pg_type_change(from, to, sc->opts->time_zone);
}

bool when_type_free(const struct scene *sc)
{
    return change_of(sc) == TYPE_FREE;
}

bool when_type_index_only(const struct scene *sc)
{
    return change_of(sc) == TYPE_INDEX_ONLY;
}
