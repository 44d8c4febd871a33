/* effects/when_constraint.c: conditions about what constraints prove.
 *
 * Does      look for validated constraints that say "is not null", or that name the columns of a partition key
 * Does not  evaluate expressions: only plain forms are understood, others prove nothing
 * See       effects/when.def
 */
#include "effects/effects_int.h"

static bool is_valid(const struct object *o)
{
    return o->state == STATE_THERE && !object_yes(o, ATTR_NOT_VALID) &&
           !object_yes(o, ATTR_NOT_ENFORCED);
}

/* VALIDATE finds nothing to do. */
bool when_valid_already(const struct scene *sc)
{
    return sc->object && !(sc->object->flags & OBJECT_ASSUMED) && is_valid(sc->object);
}

static str without_parens(str s)
{
    s = str_trim(s);
    while (s.n > 1 && s.p[0] == '(' && s.p[s.n - 1] == ')')
        s = str_trim(str_slice(s, 1, s.n - 1));
    return s;
}

static str without_quotes(str s)
{
    return s.n > 1 && s.p[0] == '"' && s.p[s.n - 1] == '"' ? str_slice(s, 1, s.n - 1) : s;
}

/* Is the text `column IS NOT NULL`, in any case and spacing? */
static bool says_not_null(arena *a, str text, str column)
{
    str s = without_parens(text);
    static const char *const words[] = { "null", "not", "is" };
    for (size_t i = 0; i < COUNT_OF(words); i++) {
        str word = str_of(words[i]);
        if (s.n <= word.n || !str_eq_nocase(str_skip(s, s.n - word.n), word))
            return false;
        s = str_trim_end(str_slice(s, 0, s.n - word.n));
    }
    s = without_parens(s);
    return str_eq(without_quotes(s), column) || str_eq(str_lower(a, s), column);
}

static bool check_proves(const struct scene *sc, const struct object *check, str column)
{
    const struct value *v = object_value(check, ATTR_EXPRESSION);
    if (v->kind != VALUE_EXPR)
        return false;
    str rest = v->expr->text, term;
    if (says_not_null(sc->mem, rest, column))
        return true;
    /* a AND b proves both; any OR proves nothing */
    if (str_find(str_lower(sc->mem, rest), S(" or ")) != STR_NONE)
        return false;
    rest = str_lower(sc->mem, without_parens(rest));
    for (;;) {
        size_t at = str_find(rest, S(" and "));
        term = at == STR_NONE ? rest : str_slice(rest, 0, at);
        if (says_not_null(sc->mem, term, column))
            return true;
        if (at == STR_NONE)
            return false;
        rest = str_skip(rest, at + 5);
    }
}

static bool column_proven(const struct scene *sc, const struct object *column)
{
    if (is_there(column) && object_yes(column, ATTR_NOT_NULL))
        return true;
    struct part_walk w = { .schema = sc->schema, .table = column->parent, .column = column };
    for (const struct object *o = NULL; (o = part_next(&w));) {
        if (o->state == STATE_LEAVING || !is_valid(o))
            continue;
        if (o->kind == KIND_PRIMARY_KEY || o->kind == KIND_NOT_NULL) {
            if (part_uses(o, column))
                return true;
        } else if (o->kind == KIND_CHECK && check_proves(sc, o, column->name)) {
            return true;
        }
    }
    return false;
}

bool when_not_null_proven(const struct scene *sc)
{
    const struct object *column = scene_column(sc);
    return column && column_proven(sc, column);
}

/* Every column of the primary key, or of the index that becomes it, cannot be NULL. */
bool when_key_not_null(const struct scene *sc)
{
    const struct value *v = scene_value(sc, ATTR_USING_INDEX);
    const struct object *index = v->kind == VALUE_REF ? schema_get(sc->schema, v->ref->id) : NULL;
    const struct value *parts = index                   ? object_value(index, ATTR_PARTS)
                                : v->kind == VALUE_NONE ? scene_value(sc, ATTR_PARTS)
                                                        : NULL;
    if (!parts || parts->kind != VALUE_PARTS)
        return false;
    for (size_t i = 0; i < parts->parts->n; i++) {
        const struct object *column = schema_get(sc->schema, parts->parts->v[i].column.id);
        if (!column || !object_yes(column, ATTR_NOT_NULL))
            return false;
    }
    return parts->parts->n > 0;
}

static bool checked_by_valid(const struct scene *sc, const struct object *column)
{
    struct part_walk w = {
        .schema = sc->schema, .table = column->parent, .kind = KIND_CHECK, .column = column
    };
    for (const struct object *o = NULL; (o = part_next(&w));)
        if (o->state != STATE_LEAVING && is_valid(o) && part_uses(o, column))
            return true;
    return false;
}

/* Does a validated check name every column of the partition key, and no NULL can be there? Whether it implies
 * the bound is not computed: who writes such a check on such columns wrote it for this. */
bool when_bound_proven(const struct scene *sc)
{
    const struct edit *of = change_edit(sc->change, ATTR_PARTITION_OF);
    const struct object *parent =
        of && of->value.kind == VALUE_REF ? schema_get(sc->schema, of->value.ref->id) : NULL;
    const struct value *by = parent ? object_value(parent, ATTR_PARTITION_BY) : NULL;
    if (!by || by->kind != VALUE_EXPR || !sc->relation)
        return false;
    str rest = by->expr->text; /* RANGE (a, b) */
    size_t open = str_find_char(rest, '(');
    if (open == STR_NONE || !str_ends(rest, S(")")))
        return false;
    rest = str_slice(rest, open + 1, rest.n - 1);
    while (rest.n) {
        str name = str_trim(str_cut(rest, ',', &rest));
        const struct object *column = schema_find(sc->schema, sc->relation->id, KIND_COLUMN,
                                                  without_quotes(name), (str){ 0 });
        if (!column || !checked_by_valid(sc, column) || !column_proven(sc, column))
            return false;
    }
    return true;
}
