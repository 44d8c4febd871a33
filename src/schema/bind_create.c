/* schema/bind_create.c: what a statement makes.
 *
 * Does      find the place, the name and whether it is taken; make the object; send tables, columns and
 *           constraints to who knows what follows from them
 * Does not  know what follows (bind_key.c, bind_copy.c, bind_spread.c)
 * Shape     taken: IF NOT EXISTS → nothing, OR REPLACE → the same object anew, uncertain → the old one was gone
 * Errors    BIND_DUPLICATE
 * See       schema/bind.h
 */
#include "schema/bind_int.h"

/* PostgreSQL keeps relations and types apart, but a relation is a type. */
static object_id taken_by(const struct binder *b, const struct change *c, object_id parent,
                          str name)
{
    const struct schema *s = b->s;
    enum name_space space = kind_space(s->dialect, c->kind);
    object_id up = is_part(c->kind) && space == SPACE_RELATION ? stage_parent(s, parent) : parent;
    str args =
        is_postgres(s) && space == SPACE_ROUTINE && c->path.args.p ? c->path.args : (str){ 0 };
    uint32_t at;

    if (!name.p || space == SPACE_CONTENT || (is_sqlite(s) && is_constraint(c->kind)))
        return 0;
    at = names_find(s, space, up, name, args, 0);
    if (!at && is_postgres(s) && (space == SPACE_RELATION && c->kind != KIND_INDEX))
        at = names_find(s, SPACE_TYPE, up, name, args, 0);
    if (!at && is_postgres(s) && c->kind == KIND_COMPOSITE)
        at = names_find(s, SPACE_RELATION, up, name, args, 0);
    if (!at && c->kind == KIND_TRIGGER && !is_postgres(s))
        at = names_find(s, space, stage_parent(s, parent), name, args, 0);
    return at ? name_at(s, at - 1)->id : 0;
}

/* MySQL: names of foreign keys, and of checks, are the database's; each kind has names of its own. */
static object_id taken_in_database(const struct binder *b, const struct change *c, object_id parent,
                                   str name)
{
    const struct schema *s = b->s;
    uint32_t at = 0;

    while ((at = names_find(s, SPACE_CONSTRAINT, stage_parent(s, parent), name, (str){ 0 }, at)))
        if (schema_get(s, name_at(s, at - 1)->id)->kind == c->kind)
            return name_at(s, at - 1)->id;
    return 0;
}

static object_id find_taken(const struct binder *b, const struct change *c, object_id parent,
                            str name)
{
    object_id id = 0;

    if (is_mysql(b->s) && (c->kind == KIND_FOREIGN_KEY || c->kind == KIND_CHECK)) {
        id = name.p ? taken_in_database(b, c, parent, name) : 0;
        if (!id && name.p && c->kind == KIND_FOREIGN_KEY)
            id = bind_leaving_key(b, parent, name);
        if (!id && name.p && b->s->dialect->id == DIALECT_MARIADB) { /* a check: of the table */
            const struct object *o = schema_find(b->s, parent, c->kind, name, (str){ 0 });

            id = o && o->kind == c->kind ? o->id : 0;
        }
        return id;
    }
    id = taken_by(b, c, parent, name);
    if (!id && c->kind == KIND_PRIMARY_KEY) {
        const struct object *o = schema_child(b->s, parent, c->kind, NULL);

        id = o ? o->id : 0;
    }
    return id;
}

static void say_taken(struct binder *b, uint32_t i, object_id id, str name)
{
    const struct change *c = change_at(b, i);
    const struct object *o = schema_get(b->s, id);

    if (c->kind == KIND_PRIMARY_KEY && o->kind == KIND_PRIMARY_KEY)
        bind_fail(b, i, BIND_INVALID, (struct range){ 0 },
                  "table \"" STR_FMT "\" has a primary key", STR_ARG(stage_name(b->s, o->parent)));
    else if (o->kind == c->kind)
        bind_fail(b, i, BIND_DUPLICATE, (struct range){ 0 }, "%s already exists",
                  bind_label(b, id).p);
    else
        bind_fail(b, i, BIND_DUPLICATE, (struct range){ 0 },
                  "\"" STR_FMT "\" already exists and is %s", STR_ARG(name),
                  bind_kind_text(o->kind));
}

/* The same object with other attributes: whatever is not stated goes back to the default. */
static void replace(struct binder *b, uint32_t i, object_id id)
{
    struct change *c = change_at(b, i);
    const struct object *o = schema_get(b->s, id);

    c->object = id;
    c->parent = stage_parent(b->s, id);
    c->flags |= CHANGE_RESTATES;
    (void)o;
    bind_edits(b, i);
    change_at(b, i)->flags &= ~(unsigned)CHANGE_RESTATES;
}

enum answer { GO_ON, STOP };

/* MySQL: the index that it made for a foreign key goes when one that is asked for is called so. */
static bool gives_way(const struct binder *b, uint32_t i, object_id id)
{
    const struct object *o = schema_get(b->s, id);

    return is_mysql(b->s) && change_at(b, i)->kind == KIND_INDEX && o->kind == KIND_INDEX &&
           (o->flags & OBJECT_IMPLIED) && !(change_at(b, i)->flags & CHANGE_IMPLIED);
}

/* A column that came from a parent: what is written of it counts. */
static bool merges(struct binder *b, uint32_t i, object_id id)
{
    if (change_at(b, i)->kind != KIND_COLUMN)
        return false;
    for (size_t k = 0; k < b->inherited.n; k++)
        if (b->inherited.v[k] == id) {
            b->inherited.v[k] = 0;
            change_at(b, i)->object = id;
            change_at(b, i)->parent = stage_parent(b->s, id);
            bind_settings(b, i);
            return true;
        }
    return false;
}

static void skip_parts(struct binder *b, const struct change *c, object_id table)
{
    b->skipped = table;
    b->skipped_range = c->range;
}

/* A part of the CREATE TABLE that makes nothing: within its text. */
static bool is_skipped(const struct binder *b, const struct change *c, object_id table)
{
    const struct range *r = &b->skipped_range;

    if (!table || table != b->skipped)
        return false;
    return !r->length || (c->range.offset >= r->offset &&
                          c->range.offset + c->range.length <= r->offset + r->length);
}

/* The name is taken by `id`. */
static enum answer answer_taken(struct binder *b, uint32_t i, object_id id, str name)
{
    struct change *c = change_at(b, i);
    bool table = kind_flags(c->kind) & KIND_RELATION;

    if (c->flags & CHANGE_IF_NOT_EXISTS || (c->flags & CHANGE_IN_BODY && !bind_uncertain(b, id))) {
        if (bind_uncertain(b, id))
            return STOP;
        c->flags |= CHANGE_NOTHING;
        c->object = id;
        c->parent = stage_parent(b->s, id);
        if (table)
            skip_parts(b, c, id);
        return STOP;
    }
    if (merges(b, i, id))
        return STOP;
    if (c->flags & CHANGE_OR_REPLACE && schema_get(b->s, id)->kind == c->kind) {
        if (c->kind != KIND_TABLE && c->kind != KIND_SEQUENCE) {
            if (!bind_forbids_replace(b, i, id))
                replace(b, i, id);
            return STOP;
        }
        bind_imply_on(b, i, CHANGE_DROP, id); /* MariaDB: the old table goes */
        bind_drop_tree(b, id);
        return GO_ON;
    }
    if (bind_uncertain(b, id) || gives_way(b, i, id)) {
        bind_drop_tree(b, id);
        return GO_ON;
    }
    if (table)
        skip_parts(b, c, id);
    say_taken(b, i, id, name);
    return STOP;
}

static object_id place_of(const struct binder *b, const struct change *c, object_id parent)
{
    const struct edit *e = change_edit(c, ATTR_POSITION);

    if (!e || e->value.kind != VALUE_TEXT || c->kind != KIND_COLUMN)
        return 0;
    return e->value.text.n ? bind_column(b, parent, e->value.text) : STORE_FIRST;
}

object_id bind_column_before(const struct binder *b, uint32_t i)
{
    if (!(change_at(b, i)->flags & CHANGE_INLINE) || !is_constraint(change_at(b, i)->kind))
        return 0;
    while (i-- > 0)
        if (change_at(b, i)->kind == KIND_COLUMN)
            return change_at(b, i)->object;
    return 0;
}

static void make(struct binder *b, uint32_t i, object_id parent, str name, bool given)
{
    struct change *c = change_at(b, i);
    struct newborn n = { .kind = c->kind,
                         .parent = parent,
                         .name = name,
                         .args = is_postgres(b->s) ? c->path.args : (str){ 0 },
                         .state = STATE_COMING };

    n.flags = (given ? 0 : OBJECT_AUTO_NAMED) | (c->flags & CHANGE_AS_SELECT ? OBJECT_OPEN : 0) |
              (b->implied ? OBJECT_IMPLIED : 0);
    b->implied = false;
    n.after = b->likes.n ? bind_like_place(b, i) : place_of(b, c, parent);
    c->parent = parent;
    c->object = stage_new(b->s, &n);
    if (b->likes.n && n.after)
        bind_like_placed(b, i);
    node_of(b->s, c->object)->column = bind_column_before(b, i);
    bind_settings(b, i);
    bind_forbids_bounds(b, i);
}

static void follow(struct binder *b, uint32_t i)
{
    enum object_kind kind = change_at(b, i)->kind;

    if (kind == KIND_TABLE || kind == KIND_FOREIGN_TABLE)
        bind_made_table(b, i);
    else if (kind == KIND_COLUMN)
        bind_made_column(b, i);
    else if (is_constraint(kind))
        bind_made_constraint(b, i);
    if ((kind == KIND_INDEX || (kind_flags(kind) & KIND_KEY)) && is_mysql(b->s))
        bind_made_index(b, i);
    if (kind == KIND_OTHER && is_mysql(b->s)) /* a period */
        bind_columns_not_null(b, i);
    if (kind_flags(kind) & KIND_RELATION)
        *vec_push(b->a, &b->made) = change_at(b, i)->object;
    bind_spread(b, i);
}

void bind_create(struct binder *b, uint32_t i)
{
    struct change *c = change_at(b, i);
    bool ok = true, given = c->path.name.p != NULL;
    object_id parent, id;
    str name;

    if (!is_part(c->kind))
        b->skipped = 0;
    parent = bind_container(b, i, &ok);
    c = change_at(b, i);
    if (!ok)
        return;
    if (is_skipped(b, c, parent)) {
        c->flags |= CHANGE_NOTHING;
        c->parent = parent;
        return;
    }
    if (bind_forbids_create(b, i, parent))
        return;
    name = names_cut(b->s, c->path.name);
    if (is_mysql(b->s) && c->kind == KIND_PRIMARY_KEY)
        name = S("PRIMARY");
    if (!given) {
        if (bind_key_is_same(b, i, parent))
            return;
        name = bind_name(b, i, parent);
    }
    id = find_taken(b, change_at(b, i), parent, name);
    if (id && answer_taken(b, i, id, name) == STOP)
        return;
    make(b, i, parent, name, given);
    follow(b, i);
}
