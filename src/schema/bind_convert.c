/* schema/bind_convert.c: MySQL CONVERT TO CHARACTER SET.
 *
 * Does      give the table's new character set to its columns of text, as implied changes
 * Does not  change columns that hold none
 * Errors    none
 * See       schema/bind.h; MySQL manual, "Changing the Character Set"
 */
#include "schema/bind_int.h"

static bool is_text(const struct binder *b, object_id column)
{
    static const str names[] = { S_INIT("char"), S_INIT("character"), S_INIT("enum"),
                                 S_INIT("set") };
    const struct value *v = stage_value(b->s, column, ATTR_TYPE);

    if (v->kind != VALUE_TYPE)
        return false;
    for (size_t i = 0; i < COUNT_OF(names); i++)
        if (str_eq_nocase(v->type->name, names[i]))
            return true;
    return str_ends(v->type->name, S("varchar")) || str_ends(v->type->name, S("text")) ||
           str_ends(v->type->name, S("varying"));
}

/* Bytes of a character; 0 = not known. */
static unsigned width_of(str charset)
{
    static const struct {
        const char *prefix;
        unsigned width;
    } widths[] = {
        { "latin", 1 },   { "ascii", 1 }, { "binary", 1 }, { "cp", 1 },    { "koi8", 1 },
        { "utf8mb4", 4 }, { "utf8", 3 },  { "ucs2", 2 },   { "utf16", 4 }, { "utf32", 4 },
        { "gb18030", 4 }, { "gb", 2 },    { "big5", 2 },   { "sjis", 2 },  { "euckr", 2 },
    };

    for (size_t i = 0; i < COUNT_OF(widths); i++)
        if (str_starts_nocase(charset, str_of(widths[i].prefix)))
            return widths[i].width;
    return 0;
}

static str charset_of(const struct binder *b, object_id column, const struct edit *e)
{
    const struct value *own = stage_value(b->s, column, ATTR_CHARSET);

    if (own->kind == VALUE_TEXT)
        return own->text;
    return e->was.kind == VALUE_TEXT ? e->was.text : S("");
}

/* All texts that fitted before fit afterwards: text becomes mediumtext where characters are wider. */
static void widen(struct binder *b, uint32_t made, object_id column, const struct edit *e)
{
    static const char *const names[] = { "tinytext", "text", "mediumtext", "longtext" };
    const struct value *type = stage_value(b->s, column, ATTR_TYPE);
    unsigned was = width_of(charset_of(b, column, e)), now = width_of(e->value.text);
    struct value v;

    for (size_t i = 0; was && was < now && i + 1 < COUNT_OF(names); i++) {
        if (!str_eq_nocase(type->type->name, str_of(names[i])))
            continue;
        v = value_copy(b->a, type);
        v.type->name = str_of(names[i + 1]);
        v.type->text = v.type->name;
        bind_edit(b, made, ATTR_TYPE, v);
        change_at(b, made)->edits.v[change_at(b, made)->edits.n - 1].was = *type;
        stage_set(b->s, column, ATTR_TYPE, &v);
        return;
    }
}

/* The column has the table's character set and says none of its own. */
static void convert_column(struct binder *b, uint32_t i, object_id column)
{
    static const enum attr attrs[] = { ATTR_CHARSET, ATTR_COLLATION };

    uint32_t made = bind_imply_on(b, i, CHANGE_ALTER, column);
    const struct edit *charset = change_edit(change_at(b, i), ATTR_CHARSET);

    if (charset && charset->value.kind == VALUE_TEXT)
        widen(b, made, column, charset);
    for (size_t k = 0; k < COUNT_OF(attrs); k++) {
        const struct edit *e = change_edit(change_at(b, i), attrs[k]);
        const struct value *was = stage_value(b->s, column, attrs[k]);

        if (e && e->verb == EDIT_SET)
            bind_edit(b, made, attrs[k], e->value);
        else if (was->kind != VALUE_NONE)
            bind_reset(b, made, attrs[k]);
        else
            continue;
        change_at(b, made)->edits.v[change_at(b, made)->edits.n - 1].was = *was;
        stage_set(b->s, column, attrs[k], &(struct value){ 0 });
    }
}

void bind_convert(struct binder *b, uint32_t i)
{
    object_id table = change_at(b, i)->object;
    const struct object *o = NULL;

    while ((o = schema_child(b->s, table, KIND_COLUMN, o)))
        if (is_text(b, o->id))
            convert_column(b, i, o->id);
}

static struct value value_before(struct binder *b, uint32_t i, enum attr attr)
{
    const struct edit *e = change_edit(change_at(b, i), attr);

    return e ? e->was : *stage_value(b->s, change_at(b, i)->object, attr);
}

/* Columns that say nothing have the default of the time when they were made. */
static void keep_columns(struct binder *b, uint32_t i)
{
    struct value charset = value_before(b, i, ATTR_CHARSET);
    struct value collation = value_before(b, i, ATTR_COLLATION);
    const struct object *o = NULL;

    while ((o = schema_child(b->s, change_at(b, i)->object, KIND_COLUMN, o))) {
        if (!is_text(b, o->id) || stage_value(b->s, o->id, ATTR_CHARSET)->kind != VALUE_NONE ||
            stage_value(b->s, o->id, ATTR_COLLATION)->kind != VALUE_NONE)
            continue;
        if (charset.kind != VALUE_NONE)
            stage_set(b->s, o->id, ATTR_CHARSET, &charset);
        if (collation.kind != VALUE_NONE)
            stage_set(b->s, o->id, ATTR_COLLATION, &collation);
    }
}

/* A character set alone has its own default collation, a collation its character set. */
void bind_table_charset(struct binder *b, uint32_t i)
{
    const struct edit *charset = change_edit(change_at(b, i), ATTR_CHARSET);
    const struct edit *collation = change_edit(change_at(b, i), ATTR_COLLATION);
    enum attr other = charset ? ATTR_COLLATION : ATTR_CHARSET;
    const struct value *was = stage_value(b->s, change_at(b, i)->object, other);
    const struct value before = *was;

    if (!charset && !collation)
        return;
    if (!change_edit(change_at(b, i), ATTR_CONVERT))
        keep_columns(b, i);
    if (!charset == !collation || before.kind == VALUE_NONE)
        return;
    bind_reset(b, i, other);
    change_at(b, i)->edits.v[change_at(b, i)->edits.n - 1].was = before;
    stage_set(b->s, change_at(b, i)->object, other, &(struct value){ 0 });
}
