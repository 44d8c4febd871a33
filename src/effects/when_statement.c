/* effects/when_statement.c: conditions that the change itself answers.
 *
 * Does      read flags, edits and the outline of rows
 * Does not  look for other objects
 * See       effects/when.def
 */
#include "effects/effects_int.h"

static bool has(const struct scene *sc, enum change_flag flag)
{
    return (sc->change->flags & flag) != 0;
}

bool when_there(const struct scene *sc)
{
    return has(sc, CHANGE_OR_REPLACE) && (!sc->object || is_there(sc->object));
}

bool when_as_select(const struct scene *sc)
{
    return has(sc, CHANGE_AS_SELECT);
}

bool when_concurrently(const struct scene *sc)
{
    return has(sc, CHANGE_CONCURRENTLY);
}

bool when_only(const struct scene *sc)
{
    return has(sc, CHANGE_ONLY) || scene_yes(sc, ATTR_ONLY);
}

bool when_resets(const struct scene *sc)
{
    const struct edit *e = sc->edit;
    if (!e)
        return false;
    return e->verb == EDIT_RESET || (e->value.kind == VALUE_BOOL && !e->value.yes);
}

/* The attribute is set to what it is; absent = the server's default. */
bool when_value_stays(const struct scene *sc)
{
    static const struct {
        enum attr attr;
        const char *word;
    } defaults[] = { { ATTR_TABLESPACE, "pg_default" },
                     { ATTR_ACCESS_METHOD, "heap" },
                     { ATTR_PERSISTENCE, "permanent" } };
    const struct edit *e = sc->edit;
    bool known = sc->object && !(sc->object->flags & OBJECT_ASSUMED);
    if (!e || !known)
        return false;
    if (e->verb != EDIT_SET)
        return e->was.kind == VALUE_NONE;
    if (e->was.kind != VALUE_NONE)
        return value_equal(&e->value, &e->was);
    for (size_t i = 0; i < COUNT_OF(defaults); i++)
        if (e->attr == defaults[i].attr && e->value.kind == VALUE_TEXT &&
            str_eq_nocase(e->value.text, str_of(defaults[i].word)))
            return true;
    return false;
}

bool when_no_data(const struct scene *sc)
{
    str s = str_trim(sc->statement->text);
    if (str_ends(s, S(";")))
        s = str_trim_end(str_slice(s, 0, s.n - 1));
    return s.n > 12 && str_eq_nocase(str_skip(s, s.n - 12), S("with no data"));
}

bool when_drops_several(const struct scene *sc)
{
    size_t n = 0;
    for (size_t i = 0; i < sc->statement->changes.n; i++)
        n += sc->statement->changes.v[i].verb == CHANGE_DROP && !sc->statement->changes.v[i].cause;
    return n > 1;
}

bool when_written_inline(const struct scene *sc)
{
    return has(sc, CHANGE_INLINE);
}

bool when_in_alter(const struct scene *sc)
{
    return str_eq(sc->statement->verb, S("ALTER TABLE"));
}

bool when_removes(const struct scene *sc)
{
    return sc->edit && sc->edit->verb == EDIT_REMOVE;
}

bool when_adds(const struct scene *sc)
{
    return sc->edit && sc->edit->verb == EDIT_ADD;
}

bool when_validates(const struct scene *sc)
{
    return has(sc, CHANGE_VALIDATE);
}

bool when_attaches(const struct scene *sc)
{
    return has(sc, CHANGE_ATTACH);
}

bool when_detaches(const struct scene *sc)
{
    return has(sc, CHANGE_DETACH);
}

bool when_finalizes(const struct scene *sc)
{
    return has(sc, CHANGE_FINALIZE);
}

bool when_unchecked(const struct scene *sc)
{
    return scene_yes(sc, ATTR_NOT_VALID) || scene_yes(sc, ATTR_NOT_ENFORCED);
}

bool when_is_relation(const struct scene *sc)
{
    return (kind_flags(sc->change->kind) & KIND_RELATION) != 0;
}

bool when_is_constraint(const struct scene *sc)
{
    return (kind_flags(sc->change->kind) & KIND_CONSTRAINT) != 0;
}

bool when_is_type(const struct scene *sc)
{
    enum object_kind k = sc->change->kind;
    return k == KIND_ENUM || k == KIND_DOMAIN || k == KIND_COMPOSITE || k == KIND_RANGE ||
           k == KIND_TYPE;
}

bool when_on_relation(const struct scene *sc)
{
    return when_is_relation(sc) || (sc->relation && sc->relation->kind != KIND_DOMAIN) ||
           (kind_flags(sc->change->kind) & KIND_PART) != 0;
}

bool when_on_domain(const struct scene *sc)
{
    return sc->relation && sc->relation->kind == KIND_DOMAIN;
}

bool when_names_one(const struct scene *sc)
{
    return sc->change->path.name.n != 0;
}

/* Its body was read: what it does stands in the changes that follow with it as their cause. */
bool when_body_known(const struct scene *sc)
{
    uint32_t self = (uint32_t)(sc->change - sc->statement->changes.v) + 1;
    for (size_t i = 0; i < sc->statement->changes.n; i++)
        if (sc->statement->changes.v[i].cause == self)
            return true;
    return false;
}

/* In the language of the server; a body in another one is kept unread. */
bool when_body_sql(const struct scene *sc)
{
    const struct value *v = scene_value(sc, ATTR_LANGUAGE);
    return v->kind == VALUE_NONE || (v->kind == VALUE_TEXT && str_eq_nocase(v->text, S("sql")));
}

bool when_rows_where(const struct scene *sc)
{
    return sc->change->rows && (sc->change->rows->where || sc->change->rows->limit);
}

bool when_rows_lock(const struct scene *sc)
{
    return sc->change->rows && sc->change->rows->locks;
}

bool when_rows_from_select(const struct scene *sc)
{
    return sc->change->rows && sc->change->rows->from_select;
}

bool when_rows_cascade(const struct scene *sc)
{
    return sc->change->rows && sc->change->rows->cascade;
}
