/* effects/when_rows.c: conditions about statements of rows that the table they are about answers.
 *
 * Does      tell that no index can serve a WHERE, that SQLite frees the pages of a table unread, that other tables
 *           refer to one that is truncated
 * Does not  guess which index a planner takes: where one might serve it is taken
 * See       effects/when.def
 */
#include "effects/effects_int.h"
#include "sql/lex.h"

/* The table and all that belongs to it. */
static bool is_known(const struct scene *sc)
{
    return sc->relation && sc->relation->kind == KIND_TABLE &&
           !schema_is_uncertain(sc->schema, sc->relation->id) &&
           !(sc->relation->flags & (OBJECT_ASSUMED | OBJECT_OPEN));
}

/* A WHERE of columns of which no index has any, or with OR beside one that none has: each row is looked at. */
bool when_rows_unserved(const struct scene *sc)
{
    const struct rows *r = sc->change->rows;
    if (!r || !r->where || r->limit || r->from.n || !is_known(sc) ||
        object_value(sc->relation, ATTR_PARTITION_BY)->kind != VALUE_NONE)
        return false;
    size_t columns = 0, served = 0;
    for (size_t i = 0; i < r->condition.refs.n; i++) {
        const struct ref *ref = &r->condition.refs.v[i];
        const struct object *column = schema_get(sc->schema, ref->id);
        if (ref->use != REF_COLUMN)
            continue;
        if (!column) /* rowid, ctid: the server finds such rows */
            return false;
        columns++;
        served += scene_indexed(sc, sc->relation->id, column);
    }
    bool any = str_find(str_lower(sc->mem, r->condition.text), S(" or ")) != STR_NONE;
    return columns > 0 && (!served || (any && served < columns));
}

static const struct object *column_of(const struct scene *sc, object_id table, str name)
{
    return schema_find(sc->schema, table, KIND_COLUMN, name, (str){ 0 });
}

/* = < > <= >=, also in two pieces; not <> nor id + 5. */
static bool compares(str op, str before)
{
    bool less = str_eq(before, S("<"));
    return op.n && (op.p[0] == '=' || op.p[0] == '<' || (op.p[0] == '>' && !less)) &&
           !str_eq(op, S("<>")) && !str_eq(before, S("!"));
}

/* Is there `column = 5` in the text, of a column that an index of the table has? */
static bool picks_by_value(const struct scene *sc, object_id table, str text)
{
    struct lex l = lex_of(sc->opts->dialect, 0, text);
    const struct object *column = NULL;
    str op = { 0 };
    for (struct token t; lex_next(&l, &t);) {
        bool value = t.kind == TOKEN_NUMBER || t.kind == TOKEN_STRING || t.kind == TOKEN_PARAM;
        if (op.n && column && value && scene_indexed(sc, column->parent, column))
            return true;
        if (op.n && column && (str_eq(t.text, S("-")) || str_eq(t.text, S("+"))))
            continue; /* = -1 */
        if (t.kind == TOKEN_OP && column) {
            column = compares(t.text, op) ? column : NULL;
            op = t.text;
            continue;
        }
        op = (str){ 0 };
        column = t.kind == TOKEN_WORD ? column_of(sc, table, str_lower(sc->mem, t.text)) : NULL;
    }
    return false;
}

/* UPDATE … FROM, DELETE … WHERE EXISTS (…), also of the table itself: nothing but rows that are read says which are
 * meant. With a LIMIT they are picked in portions. */
bool when_rows_joined(const struct scene *sc)
{
    const struct rows *r = sc->change->rows;
    return r && r->where && !r->limit && !r->portion && r->from.n && is_known(sc) &&
           r->condition.text.n && !picks_by_value(sc, sc->relation->id, r->condition.text);
}

bool when_rows_alone(const struct scene *sc)
{
    return sc->change->rows && !sc->change->rows->from.n;
}

/* INSERT … SELECT of a portion, of rows that a value picks, or of none of any table. */
bool when_rows_picked(const struct scene *sc)
{
    const struct rows *r = sc->change->rows;
    const struct edit *query = change_edit(sc->change, ATTR_QUERY);
    if (!r || !r->from_select)
        return false;
    if (!r->from.n || r->portion)
        return true;
    str text =
        query && query->value.kind == VALUE_EXPR ? query->value.expr->text : r->condition.text;
    return r->from.n == 1 && schema_get(sc->schema, r->from.v[0].id) &&
           picks_by_value(sc, r->from.v[0].id, text);
}

static bool fires_on_delete(const struct object *trigger)
{
    const struct value *v = object_value(trigger, ATTR_EVENTS);
    for (size_t i = 0; v->kind == VALUE_LIST && i < v->list->n; i++)
        if (str_eq_nocase(v->list->v[i], S("delete")))
            return true;
    return v->kind != VALUE_LIST;
}

/* SQLite: a DELETE without any WHERE, and nobody wants to see the rows go. */
bool when_rows_freed(const struct scene *sc)
{
    const struct rows *r = sc->change->rows;
    if (!r || r->where || r->condition.text.n || r->limit || !is_known(sc) ||
        sc->opts->foreign_keys ||
        str_find(str_lower(sc->mem, sc->statement->text), S("returning")) != STR_NONE)
        return false;
    struct part_walk w = { .schema = sc->schema, .table = sc->relation->id, .kind = KIND_TRIGGER };
    for (const struct object *o = NULL; (o = part_next(&w));)
        if (fires_on_delete(o))
            return false;
    return true;
}

static bool named_too(const struct scene *sc, object_id table)
{
    for (size_t i = 0; i < sc->statement->changes.n; i++)
        if (sc->statement->changes.v[i].object == table)
            return true;
    return false;
}

bool when_referenced(const struct scene *sc)
{
    if (!sc->relation)
        return false;
    struct dependent_list users = { 0 };
    schema_dependents(sc->mem, sc->schema, sc->relation->id, &users);
    for (size_t i = 0; i < users.n; i++) {
        const struct object *fk = schema_get(sc->schema, users.v[i].id);
        if (users.v[i].by == ATTR_REFERENCES && fk && fk->kind == KIND_FOREIGN_KEY &&
            fk->parent != sc->relation->id && !named_too(sc, fk->parent))
            return true;
    }
    return false;
}
