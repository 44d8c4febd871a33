/* schema/stage.c: what a bound statement will do, step by step in a log.
 *
 * Does      make objects COMING and LEAVING, their names with them; keep values, names and parents to be
 * Does not  make them true or take them back (fold.c)
 * Shape     every function appends one stage or more to schema->log
 * Errors    none
 * See       schema/schema_int.h
 */
#include "schema/schema_int.h"

static struct stage *note(struct schema *s, enum stage_verb verb, object_id id)
{
    struct stage *g = vec_push(s->mem, &s->log);

    g->verb = verb;
    g->id = id;
    return g;
}

static void add_name(struct schema *s, const struct name_entry *e)
{
    uint32_t index = names_add(s, e);

    note(s, STAGE_NAME, e->id)->entry = index;
}

/* Names that are looked for in the schema although the object lives in a table: names that PostgreSQL gives to
 * constraints differ from all of the schema, MySQL wants it of foreign keys and checks. */
static bool also_in_schema(const struct schema *s, enum object_kind kind)
{
    if (kind == KIND_TRIGGER)
        return !is_postgres(s);
    if (kind == KIND_FOREIGN_KEY)
        return !is_sqlite(s);
    if (kind == KIND_CHECK)
        return is_postgres(s) || s->dialect->id == DIALECT_MYSQL;
    return is_postgres(s) && (kind_flags(kind) & KIND_CONSTRAINT);
}

/* PostgreSQL: a relation is a type, a composite type is a relation. */
static bool second_space(const struct schema *s, enum object_kind kind, enum name_space *out)
{
    if (!is_postgres(s))
        return false;
    if (kind == KIND_COMPOSITE)
        *out = SPACE_RELATION;
    else if ((kind_flags(kind) & KIND_RELATION) && kind != KIND_SEQUENCE)
        *out = SPACE_TYPE;
    else
        return false;
    return true;
}

static void add_names(struct schema *s, const struct object *o, enum object_state state)
{
    struct name_entry e = { .name = o->name, .state = state, .id = o->id };
    object_id up = stage_parent(s, o->id);
    enum name_space second = SPACE_TYPE;
    bool part = kind_parent(o->kind) == KIND_TABLE;

    e.space = kind_space(s->dialect, o->kind);
    e.name = stage_name(s, o->id);
    if (!e.name.p)
        return;
    e.parent = part && e.space == SPACE_RELATION ? stage_parent(s, up) : up;
    add_name(s, &e);
    if (part && also_in_schema(s, o->kind)) {
        e.parent = stage_parent(s, up);
        add_name(s, &e);
    }
    if (second_space(s, o->kind, &second)) {
        e.space = second;
        add_name(s, &e);
    }
}

object_id stage_new(struct schema *s, const struct newborn *b)
{
    struct node *n = store_node(s);

    n->o.kind = b->kind;
    n->o.parent = b->parent;
    n->o.name = b->name.p ? str_copy(s->mem, names_cut(s, b->name)) : (str){ 0 };
    n->o.args = str_copy(s->mem, b->args);
    n->o.flags = b->flags;
    n->o.state = b->state;
    store_link(s, n, b->after);
    note(s, STAGE_BORN, n->o.id);
    add_names(s, &n->o, b->state);
    return n->o.id;
}

void stage_unname(struct schema *s, object_id id)
{
    for (uint32_t at = node_of(s, id)->name; at; at = name_at(s, at - 1)->sibling) {
        struct name_entry *e = name_at(s, at - 1);
        struct stage *g;

        if (e->state != STATE_THERE && e->state != STATE_COMING)
            continue;
        g = note(s, STAGE_UNNAME, id);
        g->entry = at - 1;
        g->state = e->state;
        e->state = STATE_LEAVING;
        names_freed(s, at - 1);
    }
}

void stage_drop(struct schema *s, object_id id)
{
    struct node *n = node_of(s, id);

    if (!object_lives(&n->o))
        return;
    stage_unname(s, id);
    note(s, STAGE_DYING, id)->state = n->o.state;
    n->o.state = STATE_LEAVING;
}

static struct coming *coming(struct schema *s, struct node *n)
{
    if (!n->coming)
        n->coming = arena_new(s->mem, struct coming, 1);
    return n->coming;
}

void stage_set(struct schema *s, object_id id, enum attr attr, const struct value *v)
{
    struct node *n = node_of(s, id);

    if (n->o.state == STATE_COMING) {
        struct value kept = store_copy(s, v);

        store_set(s, n, attr, &kept);
        return;
    }
    *vec_push_few(s->mem, &coming(s, n)->attrs) = (struct attribute){ .attr = attr, .value = *v };
    note(s, STAGE_ATTR, id);
}

void stage_rename(struct schema *s, object_id id, str name)
{
    struct node *n = node_of(s, id);
    struct stage *g;

    stage_unname(s, id);
    g = note(s, STAGE_RENAME, id);
    g->text = coming(s, n)->name;
    n->coming->name = str_copy(s->mem, names_cut(s, name));
    add_names(s, &n->o, STATE_COMING);
}

void stage_move(struct schema *s, object_id id, object_id parent)
{
    struct node *n = node_of(s, id);

    stage_unname(s, id);
    note(s, STAGE_MOVE, id)->other = coming(s, n)->parent;
    n->coming->parent = parent;
    add_names(s, &n->o, STATE_COMING);
    for (object_id c = n->o.first; c; c = node_of(s, c)->o.next) {
        if (!object_lives(&node_of(s, c)->o))
            continue;
        stage_unname(s, c);
        add_names(s, &node_of(s, c)->o, STATE_COMING);
    }
}

void stage_place(struct schema *s, object_id id, object_id after)
{
    note(s, STAGE_PLACE, id)->other = after;
}

void stage_open(struct schema *s, object_id id)
{
    struct node *n = node_of(s, id);
    struct stage *g = note(s, STAGE_OPEN, id);

    g->flags = n->o.flags;
    g->other = n->open_at;
    n->o.flags |= OBJECT_OPEN;
    n->open_at = (object_id)s->nodes.n - 1;
}

void stage_flags(struct schema *s, object_id id, unsigned flags)
{
    struct node *n = node_of(s, id);

    note(s, STAGE_FLAGS, id)->flags = n->o.flags;
    n->o.flags = flags;
}

void stage_open_schema(struct schema *s)
{
    struct stage *g = note(s, STAGE_OPEN_SCHEMA, 0);

    g->flags = s->open;
    g->other = s->open_at;
    schema_open(s);
}

const struct value *stage_value(const struct schema *s, object_id id, enum attr attr)
{
    const struct node *n = node_of(s, id);

    for (size_t i = n->coming ? n->coming->attrs.n : 0; i > 0; i--)
        if (n->coming->attrs.v[i - 1].attr == attr)
            return &n->coming->attrs.v[i - 1].value;
    return object_value(&n->o, attr);
}

str stage_name(const struct schema *s, object_id id)
{
    const struct node *n = node_of(s, id);

    return n->coming && n->coming->name.p ? n->coming->name : n->o.name;
}

object_id stage_parent(const struct schema *s, object_id id)
{
    const struct node *n = node_of(s, id);

    return n->coming && n->coming->parent ? n->coming->parent : n->o.parent;
}
