/* effects/when_convert.c: whether another CHARACTER SET or COLLATE has anything to write.
 *
 * Does      compare the character set and collation of a column of text, before and after; of each for CONVERT TO
 * Does not  know what the server does for one column (effects_mysql.def)
 * See       effects/when.def; schema/bind_convert.c makes the changes of the columns
 */
#include "effects/effects_int.h"

struct coding {
    str charset, collation; /* collation: absent = the character set's own */
};

static bool is_same(str a, str b)
{
    return str_eq_nocase(a, b);
}

/* utf8 is utf8mb3, and latin1_bin is of latin1. */
static str charset_named(str name)
{
    return is_same(name, S("utf8")) ? S("utf8mb3") : name;
}

static str charset_of_collation(str collation)
{
    size_t at = str_find_char(collation, '_');
    return charset_named(at == STR_NONE ? collation : str_slice(collation, 0, at));
}

static struct coding coding_of(str charset, str collation)
{
    if (!charset.n && collation.n)
        charset = charset_of_collation(collation);
    return (struct coding){ charset_named(charset), collation };
}

/* The column's own, else the table's; absent = the server's, which is not known. */
static struct coding before(const struct scene *sc, const struct object *column)
{
    struct coding c =
        coding_of(object_text(column, ATTR_CHARSET), object_text(column, ATTR_COLLATION));
    if (!c.charset.n)
        c = coding_of(object_text(sc->relation, ATTR_CHARSET),
                      object_text(sc->relation, ATTR_COLLATION));
    return c;
}

static str edited(const struct change *c, enum attr attr)
{
    const struct edit *e = change_edit(c, attr);
    return e && e->verb == EDIT_SET && e->value.kind == VALUE_TEXT ? e->value.text : (str){ 0 };
}

/* What MODIFY, CHANGE leave out is the table's. */
static struct coding after(const struct scene *sc, const struct object *column)
{
    struct coding c =
        coding_of(edited(sc->change, ATTR_CHARSET), edited(sc->change, ATTR_COLLATION));
    if (c.charset.n)
        return c;
    if (!(sc->change->flags & CHANGE_RESTATES))
        return before(sc, column);
    return coding_of(object_text(sc->relation, ATTR_CHARSET),
                     object_text(sc->relation, ATTR_COLLATION));
}

enum { MARIADB_OWN_COLLATIONS = 110500 }; /* from here on a setting of the server says them */

/* The one that a character set has when none is said; absent = not known. */
static str own_collation(const struct scene *sc, str charset)
{
    bool maria = sc->opts->dialect->id == DIALECT_MARIADB;
    if (maria && sc->version >= MARIADB_OWN_COLLATIONS)
        return (str){ 0 };
    if (is_same(charset, S("utf8mb4")))
        return maria ? S("utf8mb4_general_ci") : S("utf8mb4_0900_ai_ci");
    if (is_same(charset, S("utf8mb3")))
        return S("utf8mb3_general_ci");
    return is_same(charset, S("latin1")) ? S("latin1_swedish_ci") : (str){ 0 };
}

bool when_collation_stays(const struct scene *sc)
{
    const struct object *column = scene_column(sc);
    if (!column || !sc->relation)
        return false;
    struct coding from = before(sc, column), to = after(sc, column);
    if (!from.charset.n || !is_same(from.charset, to.charset))
        return false;
    if (!from.collation.n && !to.collation.n)
        return true;
    str was = from.collation.n ? from.collation : own_collation(sc, from.charset);
    str is = to.collation.n ? to.collation : own_collation(sc, to.charset);
    return was.n && is_same(was, is);
}

static bool stays(const struct scene *sc, const struct object *column, struct coding to)
{
    struct coding from = before(sc, column);
    bool wider = is_same(from.charset, S("utf8mb3")) && is_same(to.charset, S("utf8mb4"));
    if (is_same(from.charset, to.charset) && is_same(from.collation, to.collation))
        return true;
    return (wider || is_same(from.charset, to.charset)) &&
           !scene_indexed(sc, sc->relation->id, column);
}

bool when_convert_light(const struct scene *sc)
{
    const struct change *c = sc->change;
    struct coding to = coding_of(edited(c, ATTR_CHARSET), edited(c, ATTR_COLLATION));
    uint32_t self = (uint32_t)(c - sc->statement->changes.v) + 1;
    if (!sc->relation || (sc->relation->flags & (OBJECT_ASSUMED | OBJECT_OPEN)) || !to.charset.n)
        return false;
    for (size_t i = 0; i < sc->statement->changes.n; i++) {
        const struct change *made = &sc->statement->changes.v[i];
        const struct object *column = schema_get(sc->schema, made->object);
        if (made->cause != self || made->kind != KIND_COLUMN)
            continue;
        if (!column || change_edit(made, ATTR_TYPE) || !stays(sc, column, to))
            return false;
    }
    return true;
}
