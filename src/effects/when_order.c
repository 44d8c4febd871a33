/* effects/when_order.c: does an ALTER TABLE leave the columns in their order?
 *
 * Does      go through the clauses with FIRST and AFTER, on a list of the columns
 * Does not  know what another order costs (effects_mysql.def)
 * Shape     one list, each clause moves one; at the end the columns that were there are compared with before
 * See       effects/when.def; docs/EFFECTS.md
 */
#include "effects/effects_int.h"

struct order {
    vec(const struct object *) columns;
};

static void list_columns(const struct scene *sc, object_id table, struct order *o)
{
    struct part_walk w = { .schema = sc->schema, .table = table };
    for (const struct object *c = NULL; (c = part_next(&w));)
        if (c->kind == KIND_COLUMN && c->state != STATE_COMING)
            *vec_push(sc->mem, &o->columns) = c;
}

/* By its name before the statement, or by the one that CHANGE gives it. */
static bool is_called(const struct scene *sc, const struct object *column, str name)
{
    for (size_t i = 0; i < sc->statement->changes.n; i++) {
        const struct change *c = &sc->statement->changes.v[i];
        if (c->verb == CHANGE_RENAME && c->object == column->id)
            return str_eq_nocase(c->to.name, name);
    }
    return str_eq_nocase(column->name, name);
}

static size_t find(const struct order *o, const struct object *column)
{
    size_t at = 0;
    while (at < o->columns.n && o->columns.v[at] != column)
        at++;
    return at;
}

static void take_out(struct order *o, size_t at)
{
    if (at >= o->columns.n)
        return;
    for (o->columns.n--; at < o->columns.n; at++)
        o->columns.v[at] = o->columns.v[at + 1];
}

static void put_at(const struct scene *sc, struct order *o, size_t at, const struct object *column)
{
    (void)vec_push(sc->mem, &o->columns);
    for (size_t i = o->columns.n - 1; i > at; i--)
        o->columns.v[i] = o->columns.v[i - 1];
    o->columns.v[at] = column;
}

/* False when the column that it is to stand behind is not known. */
static bool place(const struct scene *sc, struct order *o, const struct object *column, str after)
{
    take_out(o, find(o, column));
    size_t at = 0;
    while (after.n && at < o->columns.n && !is_called(sc, o->columns.v[at], after))
        at++;
    if (after.n && at >= o->columns.n)
        return false;
    put_at(sc, o, at + (after.n > 0), column);
    return true;
}

static bool apply_clauses(const struct scene *sc, object_id table, struct order *o)
{
    for (size_t i = 0; i < sc->statement->changes.n; i++) {
        const struct change *c = &sc->statement->changes.v[i];
        const struct edit *e = change_edit(c, ATTR_POSITION);
        const struct object *column = schema_get(sc->schema, c->object);
        bool comes = c->verb == CHANGE_CREATE, moves = e && e->value.kind == VALUE_TEXT;
        if (c->kind != KIND_COLUMN || c->parent != table || (c->flags & CHANGE_NOTHING) ||
            !(comes || moves))
            continue;
        if (!column || (moves && !place(sc, o, column, e->value.text)))
            return false;
        if (!moves)
            *vec_push(sc->mem, &o->columns) = column;
    }
    return true;
}

/* The next column from `at` on that was there and stays, of one sort; n = no more. */
static size_t next(const struct order *o, size_t at, bool computed)
{
    while (at < o->columns.n &&
           (o->columns.v[at]->state != STATE_THERE || is_virtual(o->columns.v[at]) != computed))
        at++;
    return at;
}

/* Do the columns of one sort change their order among themselves? */
static bool turns(const struct order *before, const struct order *after, bool computed)
{
    size_t i = next(before, 0, computed), k = next(after, 0, computed);
    while (i < before->columns.n && k < after->columns.n &&
           before->columns.v[i] == after->columns.v[k]) {
        i = next(before, i + 1, computed);
        k = next(after, k + 1, computed);
    }
    return i < before->columns.n || k < after->columns.n;
}

/* Does a virtual column get another number? */
static bool shifts(const struct order *before, const struct order *after)
{
    for (size_t i = 0; i < before->columns.n; i++)
        if (is_virtual(before->columns.v[i]) &&
            (i >= after->columns.n || after->columns.v[i] != before->columns.v[i]))
            return true;
    return false;
}

struct column_moves scene_moves(const struct scene *sc, object_id table)
{
    static const struct column_moves unknown = { true, true };
    const struct object *o = schema_get(sc->schema, table);
    struct order before = { 0 }, after = { 0 };
    if (!o || (o->flags & (OBJECT_ASSUMED | OBJECT_OPEN)) || schema_is_uncertain(sc->schema, table))
        return unknown;
    list_columns(sc, table, &before);
    list_columns(sc, table, &after);
    if (!apply_clauses(sc, table, &after))
        return unknown;
    bool maria = sc->opts->dialect->id == DIALECT_MARIADB;
    return (struct column_moves){
        .stored = turns(&before, &after, false),
        .computed = maria ? shifts(&before, &after) : turns(&before, &after, true),
    };
}

static struct column_moves moves_of(const struct scene *sc)
{
    return scene_moves(sc, sc->relation ? sc->relation->id : 0);
}

bool when_order_stays(const struct scene *sc)
{
    struct column_moves m = moves_of(sc);
    return !m.stored && !m.computed;
}

bool when_virtual_moves(const struct scene *sc)
{
    return when_has_virtual(sc) && moves_of(sc).computed;
}
