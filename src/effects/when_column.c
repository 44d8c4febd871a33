/* effects/when_column.c: conditions about a column: its default, and what uses it.
 *
 * Does      tell volatile defaults, constrained domains; find indexes, checks, keys, views with the column
 * Does not  compare types (when_type.c)
 * See       effects/when.def
 */
#include "effects/effects_int.h"

enum { VOLATILE_FACTS = EXPR_VOLATILE | EXPR_UNKNOWN_FUNCTION | EXPR_NEXTVAL };

/* A function of the user's that says STABLE or IMMUTABLE is known after all; beside one that was not found nothing
 * is. */
static bool functions_are_calm(const struct scene *sc, const struct expr *e)
{
    bool seen = false;
    for (size_t i = 0; i < e->refs.n; i++) {
        const struct object *o = schema_get(sc->schema, e->refs.v[i].id);
        if (!o && e->refs.v[i].use == REF_FUNCTION)
            return false;
        if (!o || o->kind != KIND_FUNCTION)
            continue;
        str said = object_text(o, ATTR_VOLATILITY);
        if (!str_eq_nocase(said, S("immutable")) && !str_eq_nocase(said, S("stable")))
            return false;
        seen = true;
    }
    return seen;
}

bool when_default_volatile(const struct scene *sc)
{
    const struct value *v = scene_value(sc, ATTR_DEFAULT);
    if (v->kind != VALUE_EXPR || !(v->expr->facts & VOLATILE_FACTS))
        return false;
    return (v->expr->facts & (EXPR_VOLATILE | EXPR_NEXTVAL)) || !functions_are_calm(sc, v->expr);
}

static bool fills_itself(const struct scene *sc)
{
    return scene_yes(sc, ATTR_GENERATED) || scene_yes(sc, ATTR_IDENTITY) ||
           scene_yes(sc, ATTR_AUTO_INCREMENT) || scene_yes(sc, ATTR_SERIAL);
}

bool when_no_default(const struct scene *sc)
{
    const struct value *v = scene_value(sc, ATTR_DEFAULT);
    bool none = v->kind == VALUE_NONE || (v->kind == VALUE_EXPR && (v->expr->facts & EXPR_NULL));
    return none && !fills_itself(sc);
}

bool when_column_all_null(const struct scene *sc)
{
    const struct object *column = scene_column(sc);
    return column && column->state == STATE_COMING &&
           object_value(column, ATTR_DEFAULT)->kind == VALUE_NONE &&
           !object_yes(column, ATTR_GENERATED) && !object_yes(column, ATTR_SERIAL);
}

bool when_column_not_null(const struct scene *sc)
{
    return scene_yes(sc, ATTR_NOT_NULL) && !fills_itself(sc);
}

bool when_column_virtual(const struct scene *sc)
{
    return scene_value(sc, ATTR_GENERATED)->kind != VALUE_NONE && !scene_yes(sc, ATTR_STORED);
}

bool when_domain_constrained(const struct scene *sc)
{
    const struct value *v = scene_value(sc, ATTR_TYPE);
    if (v->kind != VALUE_TYPE)
        return false;
    const struct object *domain = schema_get(sc->schema, v->type->id);
    if (!domain || domain->kind != KIND_DOMAIN)
        return false;
    return object_yes(domain, ATTR_NOT_NULL) ||
           schema_child(sc->schema, domain->id, KIND_CHECK, NULL) != NULL ||
           schema_child(sc->schema, domain->id, KIND_NOT_NULL, NULL) != NULL;
}

typedef bool part_test(const struct object *part, const struct object *column);

/* Is there a part of the column's table, of this kind and not made by this statement, that passes? */
static bool any_part(const struct scene *sc, enum object_kind kind, part_test *test)
{
    const struct object *column = scene_column(sc);
    if (!column)
        return false;
    struct part_walk w = {
        .schema = sc->schema, .table = column->parent, .kind = kind, .column = column
    };
    for (const struct object *o = NULL; (o = part_next(&w));)
        if (is_there(o) && test(o, column))
            return true;
    return false;
}

static bool any_index(const struct scene *sc, part_test *test)
{
    for (size_t i = 0; i < COUNT_OF(index_kinds); i++)
        if (any_part(sc, index_kinds[i], test))
            return true;
    return false;
}

static bool indexes_specially(const struct object *part, const struct object *column)
{
    if (!part_uses(part, column))
        return false;
    if (object_value(part, ATTR_PREDICATE)->kind == VALUE_EXPR)
        return true;
    const struct value *parts = object_value(part, ATTR_PARTS);
    for (size_t i = 0; parts->kind == VALUE_PARTS && i < parts->parts->n; i++)
        if (parts->parts->v[i].expr && refs_have(&parts->parts->v[i].expr->refs, column))
            return true;
    return false;
}

static bool computes(const struct object *part, const struct object *column)
{
    const struct value *v = object_value(part, ATTR_GENERATED);
    return part != column && v->kind == VALUE_EXPR && refs_have(&v->expr->refs, column);
}

bool when_column_indexed(const struct scene *sc)
{
    return any_index(sc, part_uses);
}

bool when_column_in_special_index(const struct scene *sc)
{
    return any_index(sc, indexes_specially);
}

bool when_column_checked(const struct scene *sc)
{
    return any_part(sc, KIND_CHECK, part_uses);
}

bool when_used_by_generated(const struct scene *sc)
{
    return any_part(sc, KIND_COLUMN, computes);
}

bool when_column_referenced(const struct scene *sc)
{
    const struct object *column = scene_column(sc);
    if (!column)
        return false;
    struct dependent_list users = { 0 };
    schema_dependents(sc->mem, sc->schema, column->id, &users);
    for (size_t i = 0; i < users.n; i++)
        if (users.v[i].by == ATTR_REF_COLUMNS)
            return true;
    return false;
}

/* In a foreign key of its table, or referred to by one. */
bool when_column_in_fk(const struct scene *sc)
{
    return any_part(sc, KIND_FOREIGN_KEY, part_uses) || when_column_referenced(sc);
}

/* A name without its table, in a query of several, may be another table's: that is not certain. */
static bool surely_uses(const struct object *view, const struct object *column)
{
    const struct value *query = object_value(view, ATTR_QUERY);
    size_t relations = 0;
    if (query->kind != VALUE_EXPR)
        return true;
    for (size_t i = 0; i < query->expr->refs.n; i++)
        relations += query->expr->refs.v[i].use == REF_RELATION;
    for (size_t i = 0; i < query->expr->refs.n; i++) {
        const struct ref *r = &query->expr->refs.v[i];
        str as_written = str_slice(query->expr->text, r->range.offset,
                                   (size_t)r->range.offset + r->range.length);
        if (r->id == column->id && (relations <= 1 || str_find_char(as_written, '.') != STR_NONE))
            return true;
    }
    return false;
}

/* Not what a trigger's body names. */
static bool in_head(const struct dependent *d)
{
    return d->by == ATTR_COLUMNS || d->by == ATTR_WHEN;
}

/* Is something of a kind in `kinds` (bits) made with the column? */
static bool used_by(const struct scene *sc, uint64_t kinds)
{
    const struct object *column = scene_column(sc);
    if (!column)
        return false;
    struct dependent_list users = { 0 };
    schema_dependents(sc->mem, sc->schema, column->id, &users);
    for (size_t i = 0; i < users.n; i++) {
        const struct object *o = schema_get(sc->schema, users.v[i].id);
        bool view = o && (o->kind == KIND_VIEW || o->kind == KIND_MATVIEW);
        if (o && (kinds >> o->kind & 1) && (!view || surely_uses(o, column)))
            return true;
    }
    return false;
}

#define KIND_BIT(kind) ((uint64_t)1 << KIND_##kind)

static bool used_by_trigger(const struct scene *sc)
{
    const struct object *column = scene_column(sc);
    struct dependent_list users = { 0 };
    if (column)
        schema_dependents(sc->mem, sc->schema, column->id, &users);
    for (size_t i = 0; i < users.n; i++) {
        const struct object *o = schema_get(sc->schema, users.v[i].id);
        if (o && o->kind == KIND_TRIGGER && in_head(&users.v[i]))
            return true;
    }
    return false;
}

bool when_used_by_view(const struct scene *sc)
{
    return used_by(sc, KIND_BIT(VIEW) | KIND_BIT(MATVIEW) | KIND_BIT(RULE) | KIND_BIT(POLICY)) ||
           used_by_trigger(sc);
}

static bool checks_on(const struct object *part, const struct object *column)
{
    return part->state == STATE_THERE && part_uses(part, column);
}

/* SQLite refuses to drop what other parts name; a foreign key and a check of its own go with the column. */
bool when_column_needed(const struct scene *sc)
{
    return when_column_indexed(sc) || any_part(sc, KIND_CHECK, checks_on) ||
           when_used_by_generated(sc) || used_by(sc, KIND_BIT(VIEW) | KIND_BIT(TRIGGER));
}
