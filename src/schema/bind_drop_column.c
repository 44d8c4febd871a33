/* schema/bind_drop_column.c: DROP COLUMN where it is not the server's dependencies that decide.
 *
 * Does      MySQL: take the column out of indexes, refuse where keys, checks and generated columns need it;
 *           SQLite: refuse where anything does
 * Does not  PostgreSQL (bind_drop.c)
 * Errors    BIND_DEPENDED
 * See       schema/bind.h; MySQL manual, ALTER TABLE; SQLite, "ALTER TABLE DROP COLUMN"
 */
#include "schema/bind_int.h"

/* ---- MySQL, MariaDB ---- */

/* A check goes with its only column, on MariaDB with the last of its columns. */
static bool goes_with(const struct binder *b, object_id check, object_id column)
{
    const struct value *v = stage_value(b->s, check, ATTR_EXPRESSION);
    bool mariadb = b->s->dialect->id == DIALECT_MARIADB;

    if (node_of(b->s, check)->column == column)
        return true;
    for (size_t i = 0; v->kind == VALUE_EXPR && i < v->expr->refs.n; i++) {
        const struct ref *r = &v->expr->refs.v[i];

        if (r->use == REF_COLUMN && r->id != column && !(mariadb && bind_is_target(b, r->id)))
            return false;
    }
    return true;
}

/* The parts without the column; NULL = it is in an expression of the index. */
static struct part_list *parts_without(struct binder *b, const struct value *v, object_id column)
{
    struct part_list *to = arena_new(b->a, struct part_list, 1);

    for (size_t i = 0; i < v->parts->n; i++) {
        const struct part *p = &v->parts->v[i];

        if (p->expr) {
            struct value e = { .kind = VALUE_EXPR, .expr = p->expr };

            if (value_refers(&e, column))
                return NULL;
        }
        if (p->expr || p->column.id != column)
            *vec_push(b->a, to) = *p;
    }
    return to;
}

/* MariaDB lets no column go from a key of several, unless all of them go. */
static bool keeps_key(const struct binder *b, object_id index)
{
    const struct value *v = stage_value(b->s, index, ATTR_PARTS);

    if (b->s->dialect->id != DIALECT_MARIADB || v->parts->n < 2 ||
        (schema_get(b->s, index)->kind == KIND_INDEX &&
         stage_value(b->s, index, ATTR_UNIQUE_INDEX)->kind == VALUE_NONE))
        return false;
    for (size_t i = 0; i < v->parts->n; i++)
        if (!bind_is_target(b, v->parts->v[i].column.id))
            return v->parts->v[i].expr == NULL;
    return false;
}

static bool shrink_index(struct binder *b, uint32_t i, object_id column, object_id index)
{
    struct part_list *parts = parts_without(b, stage_value(b->s, index, ATTR_PARTS), column);
    uint32_t made;

    if (!parts || (parts->n && keeps_key(b, index)))
        return bind_refuse(b, i, column, index);
    if (!parts->n) {
        bind_imply_on(b, i, CHANGE_DROP, index);
        bind_drop_tree(b, index);
        return true;
    }
    made = bind_imply_on(b, i, CHANGE_ALTER, index);
    bind_edit(b, made, ATTR_PARTS, (struct value){ .kind = VALUE_PARTS, .parts = parts });
    bind_one(b, made);
    return true;
}

static bool mysql_user(struct binder *b, uint32_t i, object_id column, const struct dependent *d)
{
    switch ((int)d->by) {
    case ATTR_PARTS:
        return bind_comes_again(b, column) || shrink_index(b, i, column, d->id);
    case ATTR_COLUMNS:
    case ATTR_REF_COLUMNS:
    case ATTR_GENERATED:
        return bind_refuse(b, i, column, d->id);
    case ATTR_EXPRESSION:
        if (!goes_with(b, d->id, column))
            return bind_refuse(b, i, column, d->id);
        bind_imply_on(b, i, CHANGE_DROP, d->id);
        bind_drop_tree(b, d->id);
        return true;
    default:
        return true;
    }
}

/* ---- SQLite ---- */

static bool sqlite_user(struct binder *b, uint32_t i, object_id column, const struct dependent *d)
{
    bool own = node_of(b->s, d->id)->column == column;
    enum object_kind kind = schema_get(b->s, d->id)->kind;

    if (own && (kind == KIND_CHECK || kind == KIND_FOREIGN_KEY || kind == KIND_NOT_NULL)) {
        bind_imply_on(b, i, CHANGE_DROP, d->id);
        bind_drop_tree(b, d->id);
        return true;
    }
    if (d->by == ATTR_DEPENDS || d->by == ATTR_REF_COLUMNS)
        return true;
    return bind_refuse(b, i, column, d->id);
}

/* Another column stays, or comes in this statement. */
static bool others_stay(const struct binder *b, object_id column)
{
    object_id table = stage_parent(b->s, column);
    const struct object *o = NULL;

    if (bind_parts_open(b, table))
        return true;
    while ((o = schema_child(b->s, table, KIND_COLUMN, o)))
        if (o->id != column)
            return true;
    for (uint32_t i = 0; i < b->st->changes.n; i++)
        if (change_at(b, i)->verb == CHANGE_CREATE && change_at(b, i)->kind == KIND_COLUMN)
            return true;
    return false;
}

bool bind_drop_column(struct binder *b, uint32_t i, object_id id)
{
    size_t mark = b->s->log.n, changes = b->st->changes.n;
    struct dependent_list users = { 0 };

    if (is_postgres(b->s))
        return true;
    if (!others_stay(b, id)) {
        bind_fail(b, i, BIND_INVALID, (struct range){ 0 }, "%s is the only column",
                  bind_label(b, id).p);
        return false;
    }
    bind_users(b, id, &users);
    for (size_t k = 0; k < users.n; k++) {
        if (!object_lives(schema_get(b->s, users.v[k].id)) || users.v[k].id == id)
            continue;
        if (is_sqlite(b->s) ? sqlite_user(b, i, id, &users.v[k])
                            : mysql_user(b, i, id, &users.v[k]))
            continue;
        stage_back(b->s, mark);
        b->st->changes.n = changes;
        return false;
    }
    return true;
}
