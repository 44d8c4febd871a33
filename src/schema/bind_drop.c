/* schema/bind_drop.c: what goes, and what goes with it.
 *
 * Does      drop an object with its parts; look at who refers to it: goes along, needs CASCADE, loses a default,
 *           or does not care; by engine
 * Does not  know the rules of columns on MySQL and SQLite (bind_drop_column.c)
 * Shape     a table of attributes by engine says what a reference means
 * Errors    BIND_DEPENDED
 * See       schema/bind.h
 */
#include "schema/bind_int.h"

enum fate {
    FATE_NEEDS,   /* refused without CASCADE, dropped with it */
    FATE_FOLLOWS, /* dropped */
    FATE_LOSES,   /* refused without CASCADE, loses the attribute with it */
    FATE_LOOSE,   /* stays and names nothing */
    FATE_FORGETS, /* loses the attribute */
};

void bind_users(struct binder *b, object_id id, struct dependent_list *out)
{
    const struct node *n = node_of(b->s, id);
    bool sorted = true;

    for (size_t i = 0; i < n->users.n; i++) {
        struct dependent d = n->users.v[i];
        const struct object *user = schema_get(b->s, d.id);

        if (user && object_lives(user) && value_refers(stage_value(b->s, d.id, d.by), id))
            dependent_add(b->a, out, &sorted, d);
    }
}

/* In the table that the dropped part is of. */
static bool same_table(const struct binder *b, object_id gone, const struct object *user)
{
    return is_part(schema_get(b->s, gone)->kind) && is_part(user->kind) &&
           stage_parent(b->s, gone) == stage_parent(b->s, user->id);
}

/* RETURN x, BEGIN ATOMIC … END: read when it is made, the server knows what it names. A body in a string is not. */
static bool is_body_read(const struct binder *b, object_id user)
{
    const struct value *body = stage_value(b->s, user, ATTR_BODY);
    const struct value *language = stage_value(b->s, user, ATTR_LANGUAGE);

    return body->kind == VALUE_TEXT &&
           (language->kind != VALUE_TEXT || str_eq_nocase(language->text, S("sql"))) &&
           (str_starts_nocase(body->text, S("begin atomic")) ||
            str_starts_nocase(body->text, S("return ")));
}

static enum fate postgres_fate(const struct binder *b, object_id gone, const struct dependent *d)
{
    const struct object *user = schema_get(b->s, d->id);
    bool with_table = is_constraint(user->kind) || user->kind == KIND_INDEX;

    switch ((int)d->by) {
    case ATTR_DEPENDS:
        return is_body_read(b, d->id) ? FATE_NEEDS : FATE_LOOSE;
    case ATTR_PARTITION_OF:
    case ATTR_OWNED_BY:
    case ATTR_PARENT_INDEX:
        return FATE_FOLLOWS;
    case ATTR_CLUSTERED_ON:
        return FATE_FORGETS;
    case ATTR_DEFAULT:
        return FATE_LOSES;
    default:
        break;
    }
    if (user->kind == KIND_STATISTICS || (with_table && same_table(b, gone, user)))
        return FATE_FOLLOWS;
    return FATE_NEEDS;
}

static enum fate fate_of(const struct binder *b, object_id gone, const struct dependent *d)
{
    bool key = d->by == ATTR_REFERENCES || d->by == ATTR_REF_COLUMNS;

    if (is_postgres(b->s))
        return postgres_fate(b, gone, d);
    if (is_mysql(b->s) && key && !b->s->session.no_keys_checked)
        return FATE_NEEDS;
    return FATE_LOOSE;
}

/* MariaDB drops tables one after the other, the others all at once. */
static bool exempts(const struct binder *b, object_id target)
{
    return b->s->dialect->id != DIALECT_MARIADB || is_part(schema_get(b->s, target)->kind);
}

bool bind_is_target(const struct binder *b, object_id id)
{
    for (; id; id = stage_parent(b->s, id))
        for (size_t i = 0; i < b->targets.n; i++)
            if (b->targets.v[i] == id)
                return exempts(b, id);
    return false;
}

void bind_drop_tree(struct binder *b, object_id id)
{
    for (object_id c = node_of(b->s, id)->o.first; c; c = node_of(b->s, c)->o.next)
        bind_drop_tree(b, c);
    stage_drop(b->s, id);
}

bool bind_refuse(struct binder *b, uint32_t i, object_id id, object_id user)
{
    bind_fail(b, i, BIND_DEPENDED, (struct range){ 0 }, "%s is needed by %s", bind_label(b, id).p,
              bind_label(b, user).p);
    return false;
}

static void lose(struct binder *b, uint32_t i, const struct dependent *d)
{
    uint32_t made = bind_imply_on(b, i, CHANGE_ALTER, d->id);

    bind_reset(b, made, d->by);
    bind_one(b, made);
}

static bool drop_user(struct binder *b, uint32_t i, object_id user, bool cascade)
{
    object_id twin = schema_get(b->s, user)->kind == KIND_INDEX ? bind_twin(b, user) : 0;
    object_id id = twin ? twin : user;

    return bind_drop_object(b, bind_imply_on(b, i, CHANGE_DROP, id), id, cascade);
}

/* `gone` is what the user refers to, `root` the object of the change. */
static bool release(struct binder *b, uint32_t i, object_id root, object_id gone,
                    const struct dependent *d, bool cascade)
{
    enum fate fate = fate_of(b, gone, d);

    if (!object_lives(schema_get(b->s, d->id)) || bind_is_target(b, d->id))
        return true;
    if (fate == FATE_LOOSE)
        bind_loose(b, d->id, d->by);
    else if (fate == FATE_FORGETS || (fate == FATE_LOSES && cascade))
        lose(b, i, d);
    else if (fate == FATE_FOLLOWS || (fate == FATE_NEEDS && cascade && !is_mysql(b->s)))
        return drop_user(b, i, d->id, cascade);
    else
        return bind_refuse(b, i, root, d->id);
    return true;
}

static bool release_users(struct binder *b, uint32_t i, object_id root, object_id gone,
                          bool cascade)
{
    struct dependent_list users = { 0 };

    bind_users(b, gone, &users);
    for (size_t k = 0; k < users.n; k++)
        if (!release(b, i, root, gone, &users.v[k], cascade))
            return false;
    for (object_id c = node_of(b->s, gone)->o.first; c; c = node_of(b->s, c)->o.next)
        if (!release_users(b, i, root, c, cascade))
            return false;
    return true;
}

/* ---- keys ---- */

/* A foreign key that relies on this key: on its columns, or on the primary key without naming any. */
static bool relies_on(const struct binder *b, object_id fk, object_id key)
{
    const struct value *columns = stage_value(b->s, fk, ATTR_REF_COLUMNS);
    const struct value *parts = stage_value(b->s, key, ATTR_PARTS);

    if (columns->kind != VALUE_REFS)
        return schema_get(b->s, key)->kind == KIND_PRIMARY_KEY;
    if (parts->kind != VALUE_PARTS || parts->parts->n != columns->refs->n)
        return false;
    for (size_t i = 0; i < columns->refs->n; i++)
        if (!value_refers(parts, columns->refs->v[i].id))
            return false;
    return true;
}

static bool is_unique(const struct binder *b, object_id id)
{
    const struct value *v = stage_value(b->s, id, ATTR_UNIQUE_INDEX);

    return schema_get(b->s, id)->kind == KIND_PRIMARY_KEY ||
           schema_get(b->s, id)->kind == KIND_UNIQUE || value_is_yes(v);
}

/* Another key that does as well, of those that stay. */
static bool another_key(const struct binder *b, object_id fk, object_id key)
{
    const struct object *o = NULL;

    while ((o = schema_child(b->s, stage_parent(b->s, key), KIND_NONE, o))) {
        bool serves =
            is_unique(b, o->id) || (o->kind == KIND_INDEX && b->s->dialect->id == DIALECT_MARIADB);

        if (o->id != key && o->id != bind_twin(b, key) && serves && relies_on(b, fk, o->id))
            return true;
    }
    return false;
}

static bool takes_no_null(const struct binder *b, object_id index)
{
    const struct value *v = stage_value(b->s, index, ATTR_PARTS), *required;

    for (size_t i = 0; v->kind == VALUE_PARTS && i < v->parts->n; i++) {
        required = stage_value(b->s, v->parts->v[i].column.id, ATTR_NOT_NULL);
        if (v->parts->v[i].expr || v->parts->v[i].prefix || !value_is_yes(required))
            return false;
    }
    return v->kind == VALUE_PARTS;
}

/* MariaDB puts the rows in the order of another key, and does not ask who needed the primary one. */
static bool has_other_order(const struct binder *b, object_id key)
{
    const struct object *o = NULL;

    if (b->s->dialect->id != DIALECT_MARIADB || schema_get(b->s, key)->kind != KIND_PRIMARY_KEY)
        return false;
    for (size_t i = 0; i < b->st->changes.n; i++)
        if (change_at(b, (uint32_t)i)->verb == CHANGE_CREATE &&
            change_at(b, (uint32_t)i)->kind == KIND_PRIMARY_KEY)
            return true;
    while ((o = schema_child(b->s, stage_parent(b->s, key), KIND_INDEX, o)))
        if (is_unique(b, o->id) && !bind_is_target(b, o->id) && takes_no_null(b, o->id))
            return true;
    return false;
}

static bool release_foreign_keys(struct binder *b, uint32_t i, object_id key, bool cascade)
{
    struct dependent_list users = { 0 };

    if (!is_unique(b, key) || is_sqlite(b->s) || has_other_order(b, key))
        return true;
    bind_users(b, stage_parent(b->s, key), &users);
    for (size_t k = 0; k < users.n; k++)
        if (users.v[k].by == ATTR_REFERENCES && relies_on(b, users.v[k].id, key) &&
            !another_key(b, users.v[k].id, key) && !release(b, i, key, key, &users.v[k], cascade))
            return false;
    return true;
}

/* ---- the drop ---- */

static bool drop_with_users(struct binder *b, uint32_t i, object_id id, bool cascade)
{
    const struct object *o = schema_get(b->s, id);
    bool key = (kind_flags(o->kind) & KIND_KEY) || o->kind == KIND_INDEX;
    object_id twin = key ? bind_twin(b, id) : 0;

    bind_drop_tree(b, id);
    if (twin) {
        bind_imply_on(b, i, CHANGE_DROP, twin);
        bind_drop_tree(b, twin);
        if (!release_users(b, i, id, twin, cascade))
            return false;
    }
    if (key && object_lives(schema_get(b->s, stage_parent(b->s, id))) &&
        !release_foreign_keys(b, i, id, cascade))
        return false;
    return release_users(b, i, id, id, cascade);
}

bool bind_drop_object(struct binder *b, uint32_t i, object_id id, bool cascade)
{
    size_t mark = b->s->log.n, changes = b->st->changes.n;

    if (!object_lives(schema_get(b->s, id)))
        return true;
    if (drop_with_users(b, i, id, cascade))
        return true;
    stage_back(b->s, mark);
    b->st->changes.n = changes;
    return false;
}

static bool may_drop(struct binder *b, uint32_t i, object_id id, bool cascade)
{
    const struct object *o = schema_get(b->s, id), *child;
    object_id twin = o->kind == KIND_INDEX ? bind_twin(b, id) : 0;

    if (twin)
        return bind_refuse(b, i, id, twin);
    if (bind_forbids_drop(b, i, id))
        return false;
    if (is_mysql(b->s) && (o->kind == KIND_INDEX || (kind_flags(o->kind) & KIND_KEY))) {
        object_id key = b->s->session.no_keys_checked ? 0 : bind_served_key(b, id);

        if (key && !bind_is_target(b, key) && !has_other_order(b, id))
            return bind_refuse(b, i, id, key);
    }
    if (o->kind == KIND_SCHEMA && !cascade && !is_mysql(b->s)) {
        child = schema_child(b->s, id, KIND_NONE, NULL);
        if (child)
            return bind_refuse(b, i, id, child->id);
    }
    return o->kind != KIND_COLUMN || bind_drop_column(b, i, id);
}

/* DROP COLUMN and DROP CONSTRAINT of a check go on to the children. */
static void drop_in_children(struct binder *b, uint32_t i, object_id table, str name)
{
    enum object_kind kind = change_at(b, i)->kind;
    struct dependent_list users = { 0 };
    object_id child;

    if (!is_postgres(b->s) || (kind != KIND_COLUMN && kind != KIND_CHECK) ||
        (change_at(b, i)->flags & CHANGE_ONLY))
        return;
    bind_users(b, table, &users);
    for (size_t at = 0; bind_next_child(b, &users, &at, false, &child);) {
        object_id id = bind_find(b, child, kind, name, (str){ 0 });
        uint32_t made;

        if (!id)
            continue;
        made = bind_imply_on(b, i, CHANGE_DROP, id);
        change_at(b, made)->flags |= change_at(b, i)->flags & CHANGE_CASCADE;
        bind_one(b, made);
    }
}

void bind_drop(struct binder *b, uint32_t i)
{
    object_id id = bind_target(b, i), table;
    bool cascade = change_at(b, i)->flags & CHANGE_CASCADE;
    str name;

    if (!id)
        return;
    table = stage_parent(b->s, id);
    name = stage_name(b->s, id);
    if (may_drop(b, i, id, cascade) && bind_drop_object(b, i, id, cascade))
        drop_in_children(b, i, table, name);
}
