/* effects/when_convert.c: whether CONVERT TO CHARACTER SET has anything to write.
 *
 * Does      compare the character set and collation of each column of text, before and after
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
