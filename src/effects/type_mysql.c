/* effects/type_mysql.c: how many bytes a column of MySQL or MariaDB takes, before and after.
 *
 * Does      tell growth that keeps the bytes of a length, that does not; lists that grow at their ends
 * Does not  know how the server does it (effects_mysql.def)
 * See       effects/when.def
 */
#include "effects/effects_int.h"

struct charset_width {
    const char *name;
    int32_t bytes;
};

static const struct charset_width widths[] = {
    { "utf8mb4", 4 }, { "utf8mb3", 3 }, { "utf8", 3 },    { "latin1", 1 }, { "ascii", 1 },
    { "binary", 1 },  { "latin2", 1 },  { "cp1251", 1 },  { "ucs2", 2 },   { "utf16", 4 },
    { "utf32", 4 },   { "gbk", 2 },     { "sjis", 2 },    { "cp932", 2 },  { "big5", 2 },
    { "euckr", 2 },   { "ujis", 3 },    { "gb18030", 4 }, { "cp1250", 1 }, { "koi8r", 1 },
};

/* The column's, else the table's, else the widest: nobody said. */
static str charset_of(const struct scene *sc, bool after)
{
    const struct edit *e = after ? change_edit(sc->change, ATTR_CHARSET) : NULL;
    if (e && e->verb == EDIT_SET && e->value.kind == VALUE_TEXT)
        return e->value.text;
    str s = sc->object ? object_text(sc->object, ATTR_CHARSET) : (str){ 0 };
    if (!s.n && sc->relation)
        s = object_text(sc->relation, ATTR_CHARSET);
    return s.n ? s : S("utf8mb4");
}

static int32_t width_of(str charset)
{
    for (size_t i = 0; i < COUNT_OF(widths); i++)
        if (str_eq_nocase(charset, str_of(widths[i].name)))
            return widths[i].bytes;
    return 4;
}

struct types {
    const struct sql_type *from, *to;
};

static struct types types_of(const struct scene *sc)
{
    struct types t = { NULL, NULL };
    const struct edit *e = change_edit(sc->change, ATTR_TYPE);
    if (!e || e->value.kind != VALUE_TYPE)
        return t;
    const struct value *was = &e->was;
    if (was->kind != VALUE_TYPE && sc->object)
        was = object_value(sc->object, ATTR_TYPE);
    if (was->kind == VALUE_TYPE)
        t = (struct types){ was->type, e->value.type };
    return t;
}

static bool named(const struct sql_type *t, const char *name)
{
    return str_eq_nocase(t->name, str_of(name));
}

static bool is_integer(const struct sql_type *t)
{
    static const char *const names[] = { "tinyint", "smallint", "mediumint", "int", "bigint" };
    for (size_t i = 0; i < COUNT_OF(names); i++)
        if (named(t, names[i]))
            return true;
    return false;
}

static bool same_list(const struct str_list *a, const struct str_list *b, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (!str_eq(a->v[i], b->v[i]))
            return false;
    return true;
}

static bool same_words(const struct sql_type *a, const struct sql_type *b)
{
    return str_eq_nocase(a->name, b->name) && a->is_unsigned == b->is_unsigned &&
           a->zerofill == b->zerofill;
}

/* A display width of an integer means nothing to what is stored. */
bool when_my_type_same(const struct scene *sc)
{
    struct types t = types_of(sc);
    if (!t.from || !same_words(t.from, t.to))
        return false;
    if (t.from->labels.n != t.to->labels.n ||
        !same_list(&t.from->labels, &t.to->labels, t.to->labels.n))
        return false;
    if (is_integer(t.to))
        return true;
    if (t.from->arg_count != t.to->arg_count)
        return false;
    for (size_t i = 0; i < t.to->arg_count && i < TYPE_ARGS; i++)
        if (t.from->args[i] != t.to->args[i])
            return false;
    return true;
}

static size_t list_bytes(const struct sql_type *t)
{
    if (named(t, "enum"))
        return t->labels.n < 256 ? 1 : 2;
    size_t bytes = (t->labels.n + 7) / 8;
    return bytes > 4 ? 8 : bytes;
}

bool when_my_type_appends(const struct scene *sc)
{
    struct types t = types_of(sc);
    if (!t.from || !same_words(t.from, t.to) || !(named(t.to, "enum") || named(t.to, "set")))
        return false;
    return t.to->labels.n > t.from->labels.n &&
           same_list(&t.from->labels, &t.to->labels, t.from->labels.n) &&
           list_bytes(t.from) == list_bytes(t.to);
}

/* VARCHAR or VARBINARY that gets longer; *out_across: the length itself takes another byte. */
static bool grows_from(const struct scene *sc, bool *out_across, int64_t *out_before)
{
    struct types t = types_of(sc);
    if (!t.from || !same_words(t.from, t.to) || t.from->arg_count != 1 || t.to->arg_count != 1)
        return false;
    bool text = named(t.to, "varchar");
    if ((!text && !named(t.to, "varbinary")) || t.to->args[0] <= t.from->args[0])
        return false;
    int64_t before = (int64_t)t.from->args[0] * (text ? width_of(charset_of(sc, false)) : 1);
    int64_t after = (int64_t)t.to->args[0] * (text ? width_of(charset_of(sc, true)) : 1);
    *out_across = before <= 255 && after > 255;
    *out_before = before;
    return true;
}

static bool grows(const struct scene *sc, bool *out_across)
{
    int64_t before = 0;
    return grows_from(sc, out_across, &before);
}

/* MariaDB: a length of at most 127 bytes is kept alike whatever the type's limit is. */
bool when_my_type_grows_short(const struct scene *sc)
{
    bool across = false;
    int64_t before = 0;
    return grows_from(sc, &across, &before) && across && before <= 127;
}

/* CHARACTER SET that the column has by its table already. */
bool when_charset_stays(const struct scene *sc)
{
    const struct edit *e = change_edit(sc->change, ATTR_CHARSET);
    bool said = sc->relation && object_text(sc->relation, ATTR_CHARSET).n;
    return e && e->verb == EDIT_SET && said &&
           str_eq_nocase(charset_of(sc, false), charset_of(sc, true));
}

bool when_my_type_grows(const struct scene *sc)
{
    bool across = false;
    return grows(sc, &across) && !across;
}

bool when_my_type_grows_across(const struct scene *sc)
{
    bool across = false;
    return grows(sc, &across) && across;
}

bool when_charset_mb3_to_mb4(const struct scene *sc)
{
    str from = charset_of(sc, false), to = charset_of(sc, true);
    return (str_eq_nocase(from, S("utf8mb3")) || str_eq_nocase(from, S("utf8"))) &&
           str_eq_nocase(to, S("utf8mb4"));
}
