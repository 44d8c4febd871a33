/* schema/bind_forbid_left.c: what a statement would leave behind, and no server takes.
 *
 * Does      AUTO_INCREMENT without a key, twice in a table; on SQLite AUTOINCREMENT of what is no INTEGER PRIMARY KEY,
 *           tables WITHOUT ROWID and a key, names that it keeps; triggers at a time that the relation has not;
 *           indexes on what varies
 * Does not  look at one change alone: a clause may need what another one makes (bind_forbid.c)
 * Shape     a row says of which changes a function is asked, when all of them are bound; it says what is wrong
 * Errors    BIND_INVALID
 * See       schema/bind.h
 */
#include "schema/bind_int.h"

static bool says(const struct binder *b, object_id id, enum attr attr)
{
    return value_is_yes(stage_value(b->s, id, attr));
}

static str text_of(const struct binder *b, object_id id, enum attr attr)
{
    const struct value *v = stage_value(b->s, id, attr);

    return v->kind == VALUE_TEXT ? v->text : S("");
}

/* All parts of a table that lives are known. */
static bool is_known(const struct binder *b, object_id table)
{
    const struct object *o = schema_get(b->s, table);

    return o && object_lives(o) && o->kind == KIND_TABLE && !bind_uncertain(b, table) &&
           !bind_parts_open(b, table);
}

/* ---- MySQL, MariaDB ---- */

/* InnoDB counts by the first column of a key; other engines by any. */
static bool key_counts(const struct binder *b, object_id key, object_id column)
{
    const struct value *parts = stage_value(b->s, key, ATTR_PARTS);
    str engine = text_of(b, stage_parent(b->s, key), ATTR_ENGINE);
    bool first = !engine.n || str_eq_nocase(engine, S("innodb"));

    for (size_t i = 0; parts->kind == VALUE_PARTS && i < parts->parts->n && (!i || !first); i++)
        if (parts->parts->v[i].column.id == column)
            return true;
    return false;
}

static bool has_key(const struct binder *b, object_id table, object_id column)
{
    const struct object *o = NULL;

    while ((o = schema_child(b->s, table, KIND_NONE, o)))
        if ((o->kind == KIND_INDEX || (kind_flags(o->kind) & KIND_KEY)) &&
            key_counts(b, o->id, column))
            return true;
    return false;
}

static void check_counter(struct binder *b, uint32_t i, object_id table)
{
    const struct object *o = NULL;
    unsigned counters = 0;

    if (b->counted == table || !is_known(b, table))
        return;
    b->counted = table;
    while ((o = schema_child(b->s, table, KIND_COLUMN, o))) {
        if (!says(b, o->id, ATTR_AUTO_INCREMENT))
            continue;
        if (counters++)
            bind_contradicts(b, i, table, "would have two columns with AUTO_INCREMENT");
        else if (!has_key(b, table, o->id))
            bind_contradicts(b, i, o->id, "has AUTO_INCREMENT: it needs a key that begins with it");
    }
}

static void mysql_column(struct binder *b, uint32_t i)
{
    const struct edit *e = change_edit(change_at(b, i), ATTR_AUTO_INCREMENT);

    if (e && e->verb == EDIT_SET)
        check_counter(b, i, stage_parent(b->s, change_at(b, i)->object));
}

static void mysql_key(struct binder *b, uint32_t i)
{
    check_counter(b, i, change_at(b, i)->parent);
}

static void mysql_table(struct binder *b, uint32_t i)
{
    if (change_edit(change_at(b, i), ATTR_ENGINE))
        check_counter(b, i, change_at(b, i)->object);
}

/* ---- SQLite ---- */

static bool is_integer_key(const struct binder *b, object_id column)
{
    const struct object *key =
        schema_child(b->s, stage_parent(b->s, column), KIND_PRIMARY_KEY, NULL);
    const struct value *type = stage_value(b->s, column, ATTR_TYPE);
    const struct value *parts = key ? stage_value(b->s, key->id, ATTR_PARTS) : NULL;

    return type->kind == VALUE_TYPE && !type->type->arg_count &&
           str_eq_nocase(type->type->name, S("integer")) && parts && parts->kind == VALUE_PARTS &&
           parts->parts->n == 1;
}

static void sqlite_column(struct binder *b, uint32_t i)
{
    object_id column = change_at(b, i)->object, table = stage_parent(b->s, column);

    if (!says(b, column, ATTR_AUTO_INCREMENT) || !is_known(b, table))
        return;
    if (says(b, table, ATTR_WITHOUT_ROWID))
        bind_contradicts(b, i, column, "cannot have AUTOINCREMENT: its table is WITHOUT ROWID");
    else if (!is_integer_key(b, column))
        bind_contradicts(b, i, column,
                         "cannot have AUTOINCREMENT: only an INTEGER PRIMARY KEY has it");
}

static void sqlite_table(struct binder *b, uint32_t i)
{
    object_id table = change_at(b, i)->object;

    if (says(b, table, ATTR_WITHOUT_ROWID) && is_known(b, table) &&
        !schema_child(b->s, table, KIND_PRIMARY_KEY, NULL))
        bind_contradicts(b, i, table, "is WITHOUT ROWID: it needs a primary key");
}

static void sqlite_name(struct binder *b, uint32_t i)
{
    str name = stage_name(b->s, change_at(b, i)->object);

    if (str_starts_nocase(name, S("sqlite_")))
        bind_fail(b, i, BIND_INVALID, (struct range){ 0 },
                  "\"" STR_FMT "\" is a name that SQLite keeps for itself", STR_ARG(name));
}

/* ---- triggers ---- */

/* NULL = the relation has triggers of this kind. */
static const char *trigger_trouble(const struct binder *b, object_id trigger,
                                   const struct object *on)
{
    bool instead = str_starts_nocase(text_of(b, trigger, ATTR_TIMING), S("instead"));
    bool by_row = says(b, trigger, ATTR_FOR_EACH_ROW);

    if (on->kind == KIND_TABLE && !(on->flags & OBJECT_ASSUMED))
        return instead ? "cannot have an INSTEAD OF trigger: only a view can" : NULL;
    if (on->kind == KIND_MATVIEW || (on->kind == KIND_VIEW && is_mysql(b->s)))
        return "cannot have triggers";
    if (on->kind != KIND_VIEW)
        return NULL;
    if (is_sqlite(b->s) && !instead)
        return "can have INSTEAD OF triggers only";
    if (is_postgres(b->s) && instead != by_row)
        return instead ? "can have an INSTEAD OF trigger only FOR EACH ROW"
                       : "can have a trigger FOR EACH ROW only INSTEAD OF the statement";
    return NULL;
}

static void check_trigger(struct binder *b, uint32_t i)
{
    object_id trigger = change_at(b, i)->object;
    const struct object *on = schema_get(b->s, stage_parent(b->s, trigger));
    const char *why = on && !bind_uncertain(b, on->id) ? trigger_trouble(b, trigger, on) : NULL;

    if (why)
        bind_contradicts(b, i, on->id, why);
}

/* ---- indexes ---- */

/* SQLite looks at the time of day when rows are there only. */
static bool varies(const struct binder *b, const struct value *v)
{
    unsigned facts = is_postgres(b->s) ? EXPR_VOLATILE | EXPR_SESSION : EXPR_VOLATILE;

    return v->kind == VALUE_EXPR && (v->expr->facts & facts);
}

static bool selects(const struct value *v)
{
    return v->kind == VALUE_EXPR && (v->expr->facts & EXPR_SELECT);
}

static void check_index(struct binder *b, uint32_t i)
{
    object_id index = change_at(b, i)->object;
    const struct value *parts = stage_value(b->s, index, ATTR_PARTS);
    const struct value *where = stage_value(b->s, index, ATTR_PREDICATE);
    bool selected = selects(where), varied = varies(b, where);

    for (size_t k = 0; parts->kind == VALUE_PARTS && k < parts->parts->n; k++) {
        struct value e = { .kind = VALUE_EXPR, .expr = parts->parts->v[k].expr };

        selected = selected || (e.expr && selects(&e));
        varied = varied || (e.expr && varies(b, &e));
    }
    if (selected)
        bind_contradicts(b, i, index, "cannot hold what a query gives");
    else if (varied)
        bind_contradicts(b, i, index, "cannot hold what differs each time it is computed");
}

/* ---- who is asked ---- */

enum {
    OF_POSTGRES = 1 << DIALECT_POSTGRES,
    OF_SQLITE = 1 << DIALECT_SQLITE,
    OF_MYSQL = 1 << DIALECT_MYSQL | 1 << DIALECT_MARIADB,
    OF_ALL = OF_POSTGRES | OF_SQLITE | OF_MYSQL,
    MAKES = 1 << CHANGE_CREATE,
    ALTERS = 1 << CHANGE_ALTER,
    RENAMES = 1 << CHANGE_RENAME,
    DROPS = 1 << CHANGE_DROP,
};

static const struct {
    unsigned engines, verbs;
    enum object_kind kind;
    void (*check)(struct binder *b, uint32_t i);
} rows[] = {
    { OF_MYSQL, MAKES | ALTERS, KIND_COLUMN, mysql_column },
    { OF_MYSQL, ALTERS, KIND_TABLE, mysql_table },
    { OF_MYSQL, DROPS, KIND_INDEX, mysql_key },
    { OF_MYSQL, DROPS, KIND_PRIMARY_KEY, mysql_key },
    { OF_SQLITE, MAKES, KIND_COLUMN, sqlite_column },
    { OF_SQLITE, MAKES, KIND_TABLE, sqlite_table },
    { OF_SQLITE, MAKES | RENAMES, KIND_TABLE, sqlite_name },
    { OF_SQLITE, MAKES, KIND_VIEW, sqlite_name },
    { OF_SQLITE, MAKES, KIND_INDEX, sqlite_name },
    { OF_SQLITE, MAKES, KIND_TRIGGER, sqlite_name },
    { OF_ALL, MAKES, KIND_TRIGGER, check_trigger },
    { OF_POSTGRES | OF_SQLITE, MAKES, KIND_INDEX, check_index },
};

void bind_forbids_left(struct binder *b, uint32_t n)
{
    for (uint32_t i = 0; i < n; i++) {
        const struct change *c = change_at(b, i);

        if (!c->object || (c->flags & (CHANGE_NOTHING | CHANGE_IMPLIED)))
            continue;
        for (size_t k = 0; k < COUNT_OF(rows); k++)
            if ((rows[k].engines >> b->s->dialect->id & 1) && (rows[k].verbs >> c->verb & 1) &&
                rows[k].kind == change_at(b, i)->kind)
                rows[k].check(b, i);
    }
}
