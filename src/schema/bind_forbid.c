/* schema/bind_forbid.c: changes that contradict the object they are about.
 *
 * Does      parts of a view, columns of STRICT tables without a type, keys that would take NULL, columns of partition
 *           keys, views that would lose columns
 * Does not  know what depends on what is dropped (bind_drop.c), bounds of partitions (bind_bounds.c)
 * Shape     a function says what is wrong, and that it is; the change is not made then
 * Errors    BIND_KIND, BIND_INVALID
 * See       schema/bind.h
 */
#include "schema/bind_int.h"
#include "sql/lex.h"

/* ---- what is made ---- */

/* Triggers, rules and grants are of views too. */
static bool wants_table(enum object_kind kind)
{
    return kind == KIND_COLUMN || kind == KIND_INDEX || is_constraint(kind);
}

static bool is_strict_type(const struct sql_type *type)
{
    static const char *const types[] = { "int", "integer", "real", "text", "blob", "any" };

    for (size_t i = 0; i < COUNT_OF(types); i++)
        if (!type->arg_count && str_eq_nocase(type->name, str_of(types[i])))
            return true;
    return false;
}

static bool forbids_untyped(struct binder *b, uint32_t i, object_id table)
{
    const struct change *c = change_at(b, i);
    const struct value *strict = stage_value(b->s, table, ATTR_STRICT);
    const struct edit *e = change_edit(c, ATTR_TYPE);
    bool typed = e && e->value.kind == VALUE_TYPE;

    if (c->kind != KIND_COLUMN || !value_is_yes(strict) || (typed && is_strict_type(e->value.type)))
        return false;
    bind_fail(b, i, BIND_INVALID, (struct range){ 0 },
              typed ? "column \"" STR_FMT
                      "\" of a STRICT table has a type that is not allowed there"
                    : "column \"" STR_FMT "\" of a STRICT table has no type",
              STR_ARG(c->path.name));
    return true;
}

bool bind_forbids_create(struct binder *b, uint32_t i, object_id parent)
{
    const struct object *o = schema_get(b->s, parent);

    if (!o || (change_at(b, i)->flags & CHANGE_IMPLIED) || bind_uncertain(b, parent))
        return false;
    if (o->kind == KIND_VIEW && wants_table(change_at(b, i)->kind)) {
        bind_fail(b, i, BIND_KIND, (struct range){ 0 }, "\"" STR_FMT "\" is a view, not a table",
                  STR_ARG(stage_name(b->s, parent)));
        return true;
    }
    return (is_sqlite(b->s) && forbids_untyped(b, i, parent)) || bind_forbids_member(b, i, parent);
}

/* ---- columns that change or go ---- */

static bool in_primary_key(const struct binder *b, object_id column)
{
    const struct object *o = schema_child(b->s, stage_parent(b->s, column), KIND_PRIMARY_KEY, NULL);

    return o && value_refers(stage_value(b->s, o->id, ATTR_PARTS), column);
}

/* By its name: the table is made before its columns. */
bool bind_in_partition_key(const struct binder *b, object_id column)
{
    const struct value *v = stage_value(b->s, stage_parent(b->s, column), ATTR_PARTITION_BY);

    for (size_t i = 0; v->kind == VALUE_EXPR && i < v->expr->refs.n; i++) {
        const struct ref *r = &v->expr->refs.v[i];

        if (r->id ? r->id == column
                  : r->use == REF_COLUMN &&
                        names_equal(b->s, SPACE_COLUMN, r->path.name, stage_name(b->s, column)))
            return true;
    }
    return false;
}

static bool forbids_null(struct binder *b, uint32_t i, object_id column)
{
    const struct edit *e = change_edit(change_at(b, i), ATTR_NOT_NULL);
    bool drops = e && (e->verb == EDIT_RESET || (e->value.kind == VALUE_BOOL && !e->value.yes));

    if (!drops)
        return false;
    if (in_primary_key(b, column))
        return bind_contradicts(b, i, column, "is in the primary key: it cannot take NULL");
    if (stage_value(b->s, column, ATTR_IDENTITY)->kind != VALUE_NONE)
        return bind_contradicts(b, i, column, "is an identity column: it cannot take NULL");
    return false;
}

static bool says(const struct binder *b, object_id id, enum attr attr)
{
    const struct value *v = stage_value(b->s, id, attr);

    return v->kind == VALUE_BOOL ? v->yes : v->kind != VALUE_NONE;
}

/* What fills a column is one of identity, expression and default. */
static bool forbids_identity(struct binder *b, uint32_t i, object_id column)
{
    const struct edit *identity = change_edit(change_at(b, i), ATTR_IDENTITY);
    const struct edit *fallback = change_edit(change_at(b, i), ATTR_DEFAULT);

    if (identity && identity->verb == EDIT_SET && !says(b, column, ATTR_IDENTITY)) {
        if (!says(b, column, ATTR_NOT_NULL))
            return bind_contradicts(b, i, column,
                                    "may be NULL: an identity column has to be NOT NULL");
        if (says(b, column, ATTR_DEFAULT))
            return bind_contradicts(b, i, column,
                                    "has a default already: it cannot become an identity");
    }
    if (fallback && says(b, column, ATTR_IDENTITY))
        return bind_contradicts(b, i, column, "is an identity column: it has no default");
    return fallback && says(b, column, ATTR_GENERATED) &&
           bind_contradicts(b, i, column, "is a generated column: it has no default");
}

/* PostgreSQL: two clauses change the type of one column. */
static bool has_two_types(struct binder *b, uint32_t i)
{
    const struct change *c = change_at(b, i);
    const struct coming *now = node_of(b->s, c->object)->coming;

    if (!is_postgres(b->s) || c->kind != KIND_COLUMN || !change_edit(c, ATTR_TYPE))
        return false;
    for (size_t k = 0; now && k < now->attrs.n; k++)
        if (now->attrs.v[k].attr == ATTR_TYPE) {
            bind_fail(b, i, BIND_INVALID, (struct range){ 0 }, "%s is given two types",
                      bind_label(b, c->object).p);
            return true;
        }
    return false;
}

bool bind_forbids_alter(struct binder *b, uint32_t i, object_id id)
{
    const struct change *c = change_at(b, i);

    if (has_two_types(b, i))
        return true;
    if (!is_postgres(b->s) || c->kind != KIND_COLUMN || (c->flags & CHANGE_IMPLIED) ||
        bind_uncertain(b, id))
        return false;
    if (change_edit(c, ATTR_TYPE) && bind_in_partition_key(b, id))
        return bind_contradicts(b, i, id,
                                "is in the key of the partitions: its type cannot change");
    return forbids_null(b, i, id) || forbids_identity(b, i, id) || bind_forbids_alone(b, i, id);
}

/* Another rule, or none, comes with the statement; or another column, on MariaDB. */
static bool is_released(const struct binder *b, object_id column)
{
    for (uint32_t i = 0; i < b->st->changes.n; i++)
        if (change_edit(change_at(b, i), ATTR_PARTITION_BY))
            return true;
    return b->s->dialect->id == DIALECT_MARIADB && bind_comes_again(b, column);
}

bool bind_forbids_drop(struct binder *b, uint32_t i, object_id id)
{
    if (bind_uncertain(b, id))
        return false;
    if (schema_get(b->s, id)->kind == KIND_COLUMN && bind_in_partition_key(b, id) &&
        !is_released(b, id))
        return bind_contradicts(b, i, id, "is in the key of the partitions");
    return is_postgres(b->s) && bind_forbids_orphan(b, i, id);
}

/* ---- views ---- */

/* Columns of a query that begins with SELECT and names each of them; 0 = not known. */
static size_t columns_of(const struct schema *s, const struct value *query)
{
    struct lex l;
    struct token t;
    size_t depth = 0, n = 1;

    if (query->kind != VALUE_EXPR)
        return 0;
    l = lex_of(s->dialect, 0, query->expr->text);
    if (!lex_next(&l, &t) || !str_eq_nocase(t.text, S("select")))
        return 0;
    for (struct token before = t; lex_next(&l, &t); before = t) {
        bool first = str_eq_nocase(before.text, S("select")) || before.kind == TOKEN_COMMA;

        depth += t.kind == TOKEN_OPEN;
        depth -= t.kind == TOKEN_CLOSE && depth;
        if (depth)
            continue;
        if (t.kind == TOKEN_WORD && str_eq_nocase(t.text, S("from")))
            break;
        if (str_eq(t.text, S("*")) && (first || before.kind == TOKEN_DOT))
            return 0;
        n += t.kind == TOKEN_COMMA;
    }
    return n;
}

bool bind_forbids_replace(struct binder *b, uint32_t i, object_id view)
{
    const struct edit *e = change_edit(change_at(b, i), ATTR_QUERY);
    size_t was = columns_of(b->s, stage_value(b->s, view, ATTR_QUERY));

    if (!is_postgres(b->s) || !e || bind_uncertain(b, view) ||
        schema_get(b->s, view)->kind != KIND_VIEW)
        return false;
    size_t now = columns_of(b->s, &e->value);
    return now && now < was &&
           bind_contradicts(b, i, view, "cannot lose columns: it has to be dropped first");
}
