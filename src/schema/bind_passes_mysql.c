/* schema/bind_passes_mysql.c: the order in which MySQL and MariaDB do what one ALTER TABLE says.
 *
 * Does      bind changes by what the server does: it makes the table anew from all clauses; MODIFY, CHANGE and
 *           RENAME mean the names before the statement, keys and AFTER those after it
 * Does not  bind a change (bind.c)
 * Shape     what was named before the statement, then passes; a column that goes and comes again keeps its keys
 * Errors    BIND_MISSING for AFTER, BIND_INVALID for a column that two clauses change
 * See       schema/bind.h; MySQL manual, ALTER TABLE
 */
#include "schema/bind_int.h"

#include <stdlib.h>

enum my_pass {
    MY_LOST, /* names that were not there before */
    MY_DROP,
    MY_DROP_COLUMN,
    MY_CHANGE,
    MY_MAKE,
    MY_KEY,
    MY_OTHER,
    MY_NAMES,
    MY_PASSES,
};

static bool changes_part(const struct change *c)
{
    return (c->verb == CHANGE_RENAME || c->verb == CHANGE_ALTER) && c->path.name.p &&
           (c->kind == KIND_COLUMN || c->kind == KIND_INDEX);
}

/* MariaDB lets MODIFY and ALTER COLUMN change a column that a clause before adds. */
static bool is_late(const struct binder *b, uint32_t i)
{
    const struct change *c = change_at(b, i);

    if (b->s->dialect->id != DIALECT_MARIADB || c->verb != CHANGE_ALTER || c->kind != KIND_COLUMN ||
        c->object)
        return false;
    while (i-- > 0) {
        const struct change *made = change_at(b, i);

        if (made->verb == CHANGE_CREATE && made->kind == KIND_COLUMN &&
            names_equal(b->s, SPACE_COLUMN, made->path.name, c->path.name))
            return true;
        if (made->verb == CHANGE_RENAME && made->range.offset == c->range.offset)
            return false;
    }
    return false;
}

static unsigned my_pass(const struct binder *b, uint32_t i)
{
    const struct change *c = change_at(b, i);
    bool part = is_part(c->kind);

    if (changes_part(c) && !c->object && !is_sqlite(b->s))
        return is_late(b, i) ? MY_MAKE : MY_LOST;
    if (c->verb == CHANGE_DROP && part)
        return c->kind == KIND_COLUMN ? MY_DROP_COLUMN : MY_DROP;
    if ((c->verb == CHANGE_RENAME || c->verb == CHANGE_ALTER) && part)
        return MY_CHANGE;
    if (c->verb == CHANGE_RENAME || c->verb == CHANGE_MOVE)
        return MY_NAMES;
    if (c->verb != CHANGE_CREATE || !part || c->kind == KIND_COLUMN)
        return MY_MAKE;
    return kind_flags(c->kind) & KIND_KEY ? MY_KEY : MY_OTHER;
}

/* ---- before the passes ---- */

struct touch {
    object_id id;
    uint32_t change;
};

struct touches {
    struct touch *v;
    size_t n, cap;
};

static int by_object(const void *x, const void *y)
{
    const struct touch *p = x, *q = y;

    if (p->id != q->id)
        return p->id < q->id ? -1 : 1;
    return p->change < q->change ? -1 : p->change > q->change;
}

/* CHANGE is two changes of one clause. */
static void refuse_twice(struct binder *b, struct touches *t)
{
    if (t->n)
        qsort(t->v, t->n, sizeof *t->v, by_object);
    for (size_t i = 1; i < t->n; i++) {
        uint32_t one = t->v[i - 1].change, two = t->v[i].change;

        if (t->v[i].id == t->v[i - 1].id &&
            change_at(b, one)->range.offset != change_at(b, two)->range.offset)
            bind_fail(b, two, BIND_INVALID, (struct range){ 0 }, "%s is changed by two clauses",
                      bind_label(b, t->v[i].id).p);
    }
}

static void look_ahead(struct binder *b, uint32_t n)
{
    struct touches touched = { 0 };

    for (uint32_t i = 0; i < n; i++) {
        const struct change *c = change_at(b, i);
        const struct object *o;

        if (!c->path.name.p || !(c->verb == CHANGE_DROP || changes_part(c)))
            continue;
        o = schema_find_path(b->s, c->kind, &c->path);
        if (o && c->verb == CHANGE_DROP)
            *vec_push(b->a, &b->targets) = o->id;
        else if (o)
            change_at(b, i)->object = o->id;
        if (o && changes_part(c) && c->kind == KIND_COLUMN)
            *vec_push(b->a, &touched) = (struct touch){ o->id, i };
    }
    refuse_twice(b, &touched);
}

/* Renames may swap names. */
static void free_names(struct binder *b, uint32_t n)
{
    for (uint32_t i = 0; i < n; i++) {
        const struct change *c = change_at(b, i);

        if (c->verb == CHANGE_RENAME && changes_part(c) && c->object &&
            object_lives(schema_get(b->s, c->object)))
            stage_unname(b->s, c->object);
    }
}

object_id bind_leaving_key(const struct binder *b, object_id table, str name)
{
    for (size_t i = 0; i < b->targets.n; i++) {
        object_id id = b->targets.v[i];

        if (schema_get(b->s, id)->kind == KIND_FOREIGN_KEY && stage_parent(b->s, id) == table &&
            names_equal(b->s, SPACE_CONSTRAINT, schema_get(b->s, id)->name, name))
            return id;
    }
    return 0;
}

/* ---- columns that go and come ---- */

bool bind_comes_again(const struct binder *b, object_id column)
{
    str name = schema_get(b->s, column)->name;

    for (uint32_t i = 0; bind_is_target(b, column) && i < b->st->changes.n; i++) {
        const struct change *c = change_at(b, i);

        if (c->verb == CHANGE_CREATE && c->kind == KIND_COLUMN &&
            names_equal(b->s, SPACE_COLUMN, c->path.name, name))
            return true;
    }
    return false;
}

static void keep_in_index(struct binder *b, uint32_t i, object_id index, object_id old)
{
    struct value v = value_copy(b->a, stage_value(b->s, index, ATTR_PARTS));
    uint32_t made;

    for (size_t k = 0; k < v.parts->n; k++)
        if (v.parts->v[k].column.id == old)
            v.parts->v[k].column.id = change_at(b, i)->object;
    made = bind_imply_on(b, i, CHANGE_ALTER, index);
    bind_edit(b, made, ATTR_PARTS, v);
    bind_one(b, made);
}

/* `i` makes a column: keys that had one of its name have this one. */
static void come_again(struct binder *b, uint32_t i)
{
    const struct change *c = change_at(b, i);

    if (c->verb != CHANGE_CREATE || c->kind != KIND_COLUMN || !c->object || !is_mysql(b->s))
        return;
    for (size_t k = 0; k < b->targets.n; k++) {
        const struct object *o = schema_get(b->s, b->targets.v[k]);
        struct dependent_list users = { 0 };

        if (o->kind != KIND_COLUMN || o->parent != c->parent || o->state != STATE_LEAVING ||
            !names_equal(b->s, SPACE_COLUMN, o->name, c->path.name))
            continue;
        bind_users(b, o->id, &users);
        for (size_t u = 0; u < users.n; u++)
            if (users.v[u].by == ATTR_PARTS)
                keep_in_index(b, i, users.v[u].id, o->id);
        return;
    }
}

/* ---- the passes ---- */

void bind_place(struct binder *b, uint32_t i)
{
    const struct change *c = change_at(b, i);
    const struct edit *e = change_edit(c, ATTR_POSITION);
    object_id after = STORE_FIRST;

    if (!e || e->value.kind != VALUE_TEXT || c->kind != KIND_COLUMN || !c->object || !c->parent ||
        c->flags & CHANGE_NOTHING)
        return;
    if (e->value.text.n)
        after = bind_column(b, c->parent, e->value.text);
    if (after)
        stage_place(b->s, c->object, after);
    else if (!bind_parts_open(b, c->parent))
        bind_missing(b, i, e->range, KIND_COLUMN,
                     &(struct path){ .table = c->path.table, .name = e->value.text });
}

void bind_mysql_passes(struct binder *b, uint32_t n)
{
    look_ahead(b, n);
    for (unsigned pass = 0; pass < MY_PASSES; pass++) {
        for (uint32_t i = 0; i < n; i++) {
            if (my_pass(b, i) == pass)
                bind_one(b, i);
            if (pass == MY_MAKE) {
                bind_place(b, i);
                come_again(b, i);
            }
        }
        if (pass == MY_DROP_COLUMN)
            free_names(b, n);
    }
}
