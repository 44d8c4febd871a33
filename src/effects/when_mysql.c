/* effects/when_mysql.c: conditions of MySQL, MariaDB and SQLite tables.
 *
 * Does      row formats, FULLTEXT, generated columns, kinds of index; growth of types by bytes; character sets
 * Does not  know which clause is done how (effects_mysql.def)
 * See       effects/when.def
 */
#include "effects/effects_int.h"

static bool table_says(const struct scene *sc, enum attr attr, const char *word)
{
    return sc->relation && str_eq_nocase(object_text(sc->relation, attr), str_of(word));
}

bool when_temporary(const struct scene *sc)
{
    return (sc->change->flags & CHANGE_TEMPORARY) || table_says(sc, ATTR_PERSISTENCE, "temporary");
}

bool when_strict_mode(const struct scene *sc)
{
    return sc->opts->strict;
}

bool when_fk_checks(const struct scene *sc)
{
    return sc->opts->foreign_key_checks;
}

bool when_row_compressed(const struct scene *sc)
{
    return table_says(sc, ATTR_ROW_FORMAT, "compressed");
}

bool when_row_redundant(const struct scene *sc)
{
    return table_says(sc, ATTR_ROW_FORMAT, "redundant");
}

bool when_engine_stays(const struct scene *sc)
{
    str was = sc->relation ? object_text(sc->relation, ATTR_ENGINE) : (str){ 0 };
    if (!was.n)
        was = S("InnoDB");
    return sc->edit && sc->edit->value.kind == VALUE_TEXT &&
           str_eq_nocase(sc->edit->value.text, was);
}

/* A table that the statement makes has none: nothing is gone through for each of its columns. */
static bool has_old_parts(const struct scene *sc)
{
    return sc->relation && sc->relation->state != STATE_COMING;
}

static bool has_part(const struct scene *sc, enum object_kind kind,
                     bool (*test)(const struct object *o))
{
    if (!has_old_parts(sc))
        return false;
    for (const struct object *o = schema_child(sc->schema, sc->relation->id, kind, NULL); o;
         o = schema_child(sc->schema, sc->relation->id, kind, o))
        if (is_there(o) && test(o))
            return true;
    return false;
}

static bool is_fulltext(const struct object *o)
{
    return str_eq_nocase(object_text(o, ATTR_METHOD), S("fulltext"));
}

static bool is_generated(const struct object *o)
{
    return object_value(o, ATTR_GENERATED)->kind != VALUE_NONE;
}

bool when_has_fulltext(const struct scene *sc)
{
    return has_part(sc, KIND_INDEX, is_fulltext);
}

static bool is_stored(const struct object *o)
{
    return is_generated(o) && object_yes(o, ATTR_STORED);
}

bool is_virtual(const struct object *column)
{
    return is_generated(column) && !object_yes(column, ATTR_STORED);
}

bool when_has_stored(const struct scene *sc)
{
    return has_part(sc, KIND_COLUMN, is_stored);
}

bool when_has_virtual(const struct scene *sc)
{
    return has_part(sc, KIND_COLUMN, is_virtual);
}

/* By what the index names: an index has few parts, a table may have many columns. */
static bool on_virtual(const struct scene *sc, const struct object *index)
{
    const struct value *v = object_value(index, ATTR_PARTS);
    for (size_t i = 0; v->kind == VALUE_PARTS && i < v->parts->n; i++) {
        const struct part *p = &v->parts->v[i];
        const struct ref *refs = p->expr ? p->expr->refs.v : &p->column;
        for (size_t k = 0; k < (p->expr ? p->expr->refs.n : 1); k++) {
            const struct object *c = schema_get(sc->schema, refs[k].id);
            if (c && c->kind == KIND_COLUMN && is_there(c) && is_virtual(c))
                return true;
        }
    }
    return false;
}

bool when_has_indexed_virtual(const struct scene *sc)
{
    if (!has_old_parts(sc))
        return false;
    struct part_walk w = { .schema = sc->schema, .table = sc->relation->id, .kind = KIND_INDEX };
    for (const struct object *o = NULL; (o = part_next(&w));)
        if (is_there(o) && on_virtual(sc, o))
            return true;
    return false;
}

bool when_placed(const struct scene *sc)
{
    return change_edit(sc->change, ATTR_POSITION) != NULL;
}

static bool clause_starts(const struct scene *sc, const char *words)
{
    str engine = sc->relation ? object_text(sc->relation, ATTR_ENGINE) : (str){ 0 };
    bool innodb = !engine.n || str_eq_nocase(engine, S("InnoDB"));
    return innodb && sc->edit && sc->edit->value.kind == VALUE_TEXT &&
           str_starts_nocase(sc->edit->value.text, str_of(words));
}

bool when_orders(const struct scene *sc)
{
    return clause_starts(sc, "order by");
}

bool when_exchanges(const struct scene *sc)
{
    return clause_starts(sc, "exchange partition");
}

bool when_exchanges_unchecked(const struct scene *sc)
{
    static const char end[] = "without validation";
    str text = when_exchanges(sc) ? sc->edit->value.text : S("");
    return text.n > sizeof end &&
           str_eq_nocase(str_skip(text, text.n - (sizeof end - 1)), str_of(end));
}

bool when_keys_onoff(const struct scene *sc)
{
    return clause_starts(sc, "disable keys") || clause_starts(sc, "enable keys");
}

/* Options that are about how the pages are written. */
bool when_option_of_pages(const struct scene *sc)
{
    static const char *const options[] = { "key_block_size=", "page_compressed=", "encrypted=" };
    str one = sc->edit && sc->edit->value.kind == VALUE_TEXT ? sc->edit->value.text : (str){ 0 };
    for (size_t i = 0; i < COUNT_OF(options); i++)
        if (str_starts_nocase(one, str_of(options[i])))
            return true;
    return false;
}

static bool method_is(const struct scene *sc, const char *word)
{
    const struct value *v = scene_value(sc, ATTR_METHOD);
    return v->kind == VALUE_TEXT && str_eq_nocase(v->text, str_of(word));
}

bool when_index_fulltext(const struct scene *sc)
{
    return method_is(sc, "fulltext");
}

bool when_index_spatial(const struct scene *sc)
{
    return method_is(sc, "spatial");
}

bool when_index_functional(const struct scene *sc)
{
    const struct value *v = scene_value(sc, ATTR_PARTS);
    for (size_t i = 0; v->kind == VALUE_PARTS && i < v->parts->n; i++)
        if (v->parts->v[i].expr)
            return true;
    return false;
}

bool when_pk_replaced(const struct scene *sc)
{
    for (size_t i = 0; i < sc->statement->changes.n; i++)
        if (sc->statement->changes.v[i].kind == KIND_PRIMARY_KEY &&
            sc->statement->changes.v[i].verb == CHANGE_CREATE)
            return true;
    return false;
}

static bool takes_no_null(const struct schema *s, const struct object *index)
{
    const struct value *v = object_value(index, ATTR_PARTS);
    for (size_t i = 0; v->kind == VALUE_PARTS && i < v->parts->n; i++) {
        const struct part *p = &v->parts->v[i];
        const struct object *column = schema_get(s, p->column.id);
        if (p->expr || p->prefix || !column || !object_yes(column, ATTR_NOT_NULL))
            return false;
    }
    return v->kind == VALUE_PARTS;
}

/* InnoDB keeps the rows in the order of the primary key, else of the first such key. */
static bool may_cluster(const struct schema *s, const struct object *o)
{
    return o->kind == KIND_PRIMARY_KEY ||
           (o->kind == KIND_INDEX && object_yes(o, ATTR_UNIQUE_INDEX) && takes_no_null(s, o));
}

/* The key that orders the rows before the statement; NULL = a hidden one. */
static const struct object *clustering(const struct scene *sc)
{
    static const enum object_kind kinds[] = { KIND_PRIMARY_KEY, KIND_INDEX };

    object_id table = sc->relation ? sc->relation->id : 0;
    for (size_t i = 0; i < COUNT_OF(kinds); i++) {
        struct part_walk w = { .schema = sc->schema, .table = table, .kind = kinds[i] };
        for (const struct object *o = NULL; (o = part_next(&w));)
            if (is_there(o) && may_cluster(sc->schema, o))
                return o;
    }
    return NULL;
}

/* Another key that could order the rows; `coming`: only one that the statement makes. */
static bool has_other(const struct scene *sc, bool coming)
{
    const struct object *column = sc->change->kind == KIND_COLUMN ? sc->object : NULL;

    static const enum object_kind kinds[] = { KIND_PRIMARY_KEY, KIND_INDEX };

    object_id table = sc->relation ? sc->relation->id : 0;
    for (size_t i = 0; i < COUNT_OF(kinds); i++) {
        struct part_walk w = { .schema = sc->schema, .table = table, .kind = kinds[i] };
        for (const struct object *o = NULL; (o = part_next(&w));)
            if (o->state != STATE_LEAVING && o != sc->object && may_cluster(sc->schema, o) &&
                (!coming || o->state == STATE_COMING) && !(column && part_uses(o, column)))
                return true;
    }
    return false;
}

bool when_key_stands_in(const struct scene *sc)
{
    return has_other(sc, false);
}

bool when_key_comes(const struct scene *sc)
{
    return has_other(sc, true);
}

bool when_index_clusters(const struct scene *sc)
{
    const struct object *key = clustering(sc);
    if (sc->change->verb == CHANGE_CREATE)
        return sc->relation && !key && sc->object && may_cluster(sc->schema, sc->object);
    return sc->object && key == sc->object && key->kind == KIND_INDEX;
}

bool when_column_clusters(const struct scene *sc)
{
    const struct object *key = clustering(sc), *column = scene_column(sc);
    return key && column && key->kind == KIND_INDEX && part_uses(key, column);
}

bool when_key_lost(const struct scene *sc)
{
    return when_column_clusters(sc) && !has_other(sc, false);
}

bool when_column_in_composite(const struct scene *sc)
{
    const struct object *column = scene_column(sc);
    struct part_walk w = { .schema = sc->schema,
                           .table = column ? column->parent : 0,
                           .kind = KIND_INDEX };
    for (const struct object *o = NULL; (o = part_next(&w));) {
        const struct value *v = object_value(o, ATTR_PARTS);
        if (o->state == STATE_THERE && v->kind == VALUE_PARTS && v->parts->n > 1 &&
            part_uses(o, column))
            return true;
    }
    return false;
}

bool when_new_column(const struct scene *sc)
{
    const struct object *column = scene_column(sc);
    if (column)
        return column->state == STATE_COMING &&
               !(sc->relation && sc->relation->state == STATE_COMING);
    return (sc->change->flags & CHANGE_INLINE) &&
           !(sc->relation && sc->relation->state == STATE_COMING);
}

bool when_new_column_filled(const struct scene *sc)
{
    const struct object *column = scene_column(sc);
    if (!column || !when_new_column(sc))
        return false;
    const struct value *v = object_value(column, ATTR_DEFAULT);
    return v->kind == VALUE_EXPR && !(v->expr->facts & EXPR_NULL);
}

bool when_foreign_keys_on(const struct scene *sc)
{
    return sc->opts->foreign_keys;
}

static bool is_in_parens(const struct scene *sc)
{
    const struct edit *e = change_edit(sc->change, ATTR_DEFAULT);
    if (!e || !e->range.length)
        return false;
    str s =
        str_slice(sc->statement->text, e->range.offset, (size_t)e->range.offset + e->range.length);
    s = str_trim(str_skip(s, str_starts_nocase(s, S("default")) ? 7 : 0));
    return s.n && s.p[0] == '(';
}

/* MySQL: anything in parentheses, be it a literal; CURRENT_TIMESTAMP is as good as a constant. */
bool when_default_computed(const struct scene *sc)
{
    const struct value *v = scene_value(sc, ATTR_DEFAULT);
    if (v->kind != VALUE_EXPR)
        return false;
    if (is_in_parens(sc))
        return true;
    if (v->expr->facts & (EXPR_LITERAL | EXPR_NULL))
        return false;
    return !str_starts_nocase(v->expr->text, S("current_timestamp")) &&
           !str_starts_nocase(v->expr->text, S("now"));
}

static str skip_string(str s)
{
    for (size_t i = 1; i < s.n; i++) {
        if (s.p[i] != s.p[0])
            continue;
        if (i + 1 == s.n || s.p[i + 1] != s.p[0])
            return str_skip(s, i + 1);
        i++; /* two quotes are one of the text */
    }
    return (str){ 0 };
}

static bool is_word_char(char c)
{
    return (c >= '0' && c <= '9') || ((c | 32) >= 'a' && (c | 32) <= 'z') || c == '_' || c == '.';
}

/* A number, or a word such as TRUE; the sign of an exponent belongs to it. */
static str skip_word(str s)
{
    size_t i = 0;
    while (i < s.n && (is_word_char(s.p[i]) ||
                       (i && (s.p[i] == '-' || s.p[i] == '+') && (s.p[i - 1] | 32) == 'e')))
        i++;
    return str_skip(s, i);
}

static str skip_any(str s, const char *these)
{
    while (s.n && (str_find_char(str_of(these), s.p[0]) != STR_NONE))
        s = str_skip(s, 1);
    return s;
}

/* More than one value with signs and parentheses; what is in a cast is not looked at. */
static bool computes(str text)
{
    str s = skip_any(text, "(+- \t\r\n");
    if (!s.n || str_starts_nocase(s, S("cast")))
        return false;
    if (str_starts_nocase(s, S("x'")))
        s = str_skip(s, 1);
    s = s.p[0] == '\'' || s.p[0] == '"' ? skip_string(s) : skip_word(s);
    s = skip_any(s, ") \t\r\n");
    return s.n && !str_starts(s, S("--")) && !str_starts(s, S("/*"));
}

/* SQLite: anything that is not a literal, and CURRENT_TIMESTAMP. */
bool when_default_varies(const struct scene *sc)
{
    const struct value *v = scene_value(sc, ATTR_DEFAULT);
    if (v->kind != VALUE_EXPR || (v->expr->facts & EXPR_NULL))
        return false;
    if (v->expr->facts & EXPR_LITERAL)
        return computes(v->expr->text);
    return v->expr->facts != 0;
}
