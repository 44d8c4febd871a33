/* schema/bind_rename.c: other names, other schemas.
 *
 * Does      rename and move, with what follows: the index of a key, columns of children, keys that InnoDB
 *           names after their table, sequences that a column owns; names that mean something again
 * Does not  rewrite texts: references are ids
 * Errors    BIND_DUPLICATE
 * See       schema/bind.h
 */
#include "schema/bind_int.h"

/* Of a part of a table; of an index whose table is not known it is the parent itself. */
static str schema_name(const struct binder *b, object_id parent)
{
    const struct object *o = schema_get(b->s, parent);

    if (o && o->kind != KIND_SCHEMA)
        o = schema_get(b->s, stage_parent(b->s, parent));
    return o ? o->name : (str){ 0 };
}

/* Under the name in the same place; a table and an index are found by each other's space, too. */
static object_id in_the_way(const struct binder *b, object_id id, object_id parent, str name)
{
    const struct object *o = schema_get(b->s, id);
    bool constraint = is_constraint(o->kind);
    object_id found;

    if (constraint && is_sqlite(b->s))
        return 0;
    found = bind_find(b, parent, constraint ? KIND_ANY_CONSTRAINT : o->kind, name, o->args);
    if (!found && o->kind == KIND_INDEX && !is_mysql(b->s))
        found = bind_relation(b, &(struct path){ .schema = schema_name(b, parent), .name = name });
    if (found == id && !is_postgres(b->s) && !(kind_flags(o->kind) & KIND_RELATION))
        return 0; /* other letters of the same name */
    return found;
}

static void rename_twin(struct binder *b, uint32_t i, object_id id)
{
    object_id twin = bind_twin(b, id);
    uint32_t made;

    if (!twin)
        return;
    made = bind_imply_on(b, i, CHANGE_RENAME, twin);
    change_at(b, made)->to.name = change_at(b, i)->to.name;
    stage_rename(b->s, twin, change_at(b, i)->to.name);
}

static void imply_rename(struct binder *b, uint32_t i, object_id id, str name)
{
    uint32_t made = bind_imply_on(b, i, CHANGE_RENAME, id);

    change_at(b, made)->to.name = name;
    stage_rename(b->s, id, name);
}

/* t_ibfk_1, t_chk_1: the table's name is in them as it was. */
static void rename_numbered(struct binder *b, uint32_t i, object_id table, str old)
{
    const struct object *o = NULL;

    while ((o = schema_child(b->s, table, KIND_NONE, o))) {
        const char *label = o->kind == KIND_FOREIGN_KEY                                   ? "_ibfk_"
                            : o->kind == KIND_CHECK && b->s->dialect->id == DIALECT_MYSQL ? "_chk_"
                                                                                          : NULL;
        str stem;

        if (!label)
            continue;
        stem = str_printf(b->a, STR_FMT "%s", STR_ARG(old), label);
        if (str_starts(o->name, stem))
            imply_rename(b, i, o->id,
                         str_printf(b->a, STR_FMT STR_FMT, STR_ARG(change_at(b, i)->to.name),
                                    STR_ARG(str_skip(o->name, old.n))));
    }
}

/* An index goes with its table, and is called in the new schema what it is called. */
static object_id part_in_the_way(const struct binder *b, object_id id, object_id parent)
{
    const struct object *o = NULL;
    uint32_t at = 0;

    while (!at && parent != stage_parent(b->s, id) && (o = schema_child(b->s, id, KIND_INDEX, o)))
        if (!is_mysql(b->s))
            at = names_find(b->s, SPACE_RELATION, parent, stage_name(b->s, o->id), (str){ 0 }, 0);
    return at ? name_at(b->s, at - 1)->id : 0;
}

static bool may_be_called(struct binder *b, uint32_t i, object_id id, object_id parent, str name)
{
    object_id other = in_the_way(b, id, parent, name);

    if (!other)
        other = part_in_the_way(b, id, parent);
    if (!other)
        return true;
    if (other != id && bind_uncertain(b, other)) {
        bind_drop_tree(b, other);
        return may_be_called(b, i, id, parent, name);
    }
    bind_fail(b, i, BIND_DUPLICATE, (struct range){ 0 }, "%s already exists",
              bind_label(b, other).p);
    return false;
}

static object_id parent_to_be(struct binder *b, uint32_t i, object_id id)
{
    const struct change *c = change_at(b, i);

    if (c->to.schema.p && kind_parent(c->kind) == KIND_SCHEMA)
        return bind_schema_named(b, i, c->to.schema);
    if (is_mysql(b->s) && (kind_flags(c->kind) & KIND_RELATION)) /* RENAME TABLE other.t TO t */
        return b->s->session.home;
    return stage_parent(b->s, id);
}

static void rename_to(struct binder *b, uint32_t i, object_id id)
{
    str old = stage_name(b->s, id), name = change_at(b, i)->to.name;

    rename_twin(b, i, id);
    stage_rename(b->s, id, name);
    if (is_mysql(b->s) && schema_get(b->s, id)->kind == KIND_TABLE)
        rename_numbered(b, i, id, old);
    if (kind_flags(schema_get(b->s, id)->kind) & KIND_RELATION)
        *vec_push(b->a, &b->made) = id;
}

/* The name was set free, and is not given away. */
static void keep_name(struct binder *b, object_id id)
{
    const struct object *o = schema_get(b->s, id);

    if (bind_find(b, stage_parent(b->s, id), o->kind, stage_name(b->s, id), o->args) != id)
        stage_rename(b->s, id, stage_name(b->s, id));
}

void bind_rename(struct binder *b, uint32_t i)
{
    object_id id = bind_target(b, i), parent;

    if (!id ||
        (!bind_uncertain(b, id) && (bind_forbids_alone(b, i, id) || bind_forbids_name(b, i, id))))
        return;
    change_at(b, i)->parent = stage_parent(b->s, id);
    parent = parent_to_be(b, i, id);
    if (!parent && kind_parent(change_at(b, i)->kind) != KIND_NONE)
        return;
    if (!may_be_called(b, i, id, parent, change_at(b, i)->to.name)) {
        keep_name(b, id);
        return;
    }
    if (parent != stage_parent(b->s, id))
        stage_move(b->s, id, parent);
    rename_to(b, i, id);
    bind_spread(b, i);
    if (change_at(b, i)->edits.n || (change_at(b, i)->flags & CHANGE_RESTATES))
        bind_edits(b, i);
}

/* Sequences that its columns own go where the table goes. */
static void move_sequences(struct binder *b, uint32_t i, object_id table, object_id schema)
{
    const struct object *o = NULL;

    while ((o = schema_child(b->s, table, KIND_COLUMN, o))) {
        struct dependent_list users = { 0 };

        bind_users(b, o->id, &users);
        for (size_t k = 0; k < users.n; k++)
            if (users.v[k].by == ATTR_OWNED_BY) {
                uint32_t made = bind_imply_on(b, i, CHANGE_MOVE, users.v[k].id);

                change_at(b, made)->to.schema = schema_get(b->s, schema)->name;
                bind_one(b, made);
            }
    }
}

void bind_move(struct binder *b, uint32_t i)
{
    object_id id = bind_target(b, i), schema;
    str name;

    if (!id || !change_at(b, i)->to.schema.p)
        return;
    schema = bind_schema_named(b, i, change_at(b, i)->to.schema);
    name = change_at(b, i)->to.name.p ? change_at(b, i)->to.name : stage_name(b->s, id);
    if (!schema || !may_be_called(b, i, id, schema, name))
        return;
    if (schema != stage_parent(b->s, id)) {
        stage_move(b->s, id, schema);
        move_sequences(b, i, id, schema);
    }
    if (change_at(b, i)->to.name.p)
        rename_to(b, i, id);
}

/* ---- names without an object ---- */

void bind_loose(struct binder *b, object_id user, enum attr attr)
{
    const struct value *v = stage_value(b->s, user, attr);
    struct object_list *users;
    str key;

    if (attr != ATTR_REFERENCES || v->kind != VALUE_REF)
        return;
    key = str_lower(b->a, v->ref->path.name);
    users = map_find(&b->s->loose, key);
    if (!users) {
        users = arena_new(b->s->mem, struct object_list, 1);
        map_put(b->s->mem, &b->s->loose, str_copy(b->s->mem, key), users);
    }
    if (!users->n || users->v[users->n - 1] != user)
        *vec_push(b->s->mem, users) = user;
}

static bool names_it(const struct binder *b, const struct value *v, str name)
{
    const struct object *o;

    if (v->kind != VALUE_REF)
        return false;
    o = schema_get(b->s, v->ref->id);
    return (!o || !object_lives(o)) && names_equal(b->s, SPACE_RELATION, v->ref->path.name, name);
}

static void relink_columns(struct binder *b, object_id fk, object_id table)
{
    struct value v = value_copy(b->a, stage_value(b->s, fk, ATTR_REF_COLUMNS));

    for (size_t i = 0; v.kind == VALUE_REFS && i < v.refs->n; i++)
        v.refs->v[i].id = bind_column(b, table, v.refs->v[i].path.name);
    if (v.kind == VALUE_REFS)
        stage_set(b->s, fk, ATTR_REF_COLUMNS, &v);
}

/* SQLite and MySQL without checks: a foreign key means whatever table has the name. */
void bind_relink(struct binder *b, object_id table)
{
    str name = stage_name(b->s, table);

    const struct object_list *users = map_find(&b->s->loose, str_lower(b->a, name));

    for (size_t i = 0; users && i < users->n; i++) {
        object_id id = users->v[i];
        const struct object *user = schema_get(b->s, id);
        struct value v;

        if (!user || !object_lives(user) ||
            !names_it(b, stage_value(b->s, id, ATTR_REFERENCES), name))
            continue;
        v = value_copy(b->a, stage_value(b->s, id, ATTR_REFERENCES));
        v.ref->id = table;
        stage_set(b->s, id, ATTR_REFERENCES, &v);
        relink_columns(b, id, table);
    }
}
