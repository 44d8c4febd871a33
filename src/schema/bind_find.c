/* schema/bind_find.c: what a change names.
 *
 * Does      find the container and the object of a change; assume what an open schema does not know
 * Does not  change anything but what is assumed
 * Shape     found → its id; IF EXISTS → CHANGE_NOTHING; open → assumed; closed → an error
 * Errors    BIND_MISSING, BIND_KIND
 * See       schema/bind.h
 */
#include "schema/bind_int.h"

object_id bind_find(const struct binder *b, object_id parent, enum object_kind kind, str name,
                    str args)
{
    const struct object *o = schema_find(b->s, parent, kind, name, args);

    return o ? o->id : 0;
}

object_id bind_column(const struct binder *b, object_id table, str name)
{
    return name.p ? bind_find(b, table, KIND_COLUMN, name, (str){ 0 }) : 0;
}

object_id bind_relation(const struct binder *b, const struct path *p)
{
    struct path own = { .schema = p->schema, .name = p->name };
    const struct object *o = schema_find_path(b->s, KIND_TABLE, &own);

    return o ? o->id : 0;
}

bool bind_parts_open(const struct binder *b, object_id parent)
{
    const struct object *o = schema_get(b->s, parent);

    if (!o)
        return b->s->open;
    return (o->flags & OBJECT_OPEN) || o->kind == KIND_VIEW || o->kind == KIND_MATVIEW ||
           o->kind == KIND_SEQUENCE || (b->s->open && parent <= b->s->open_at) ||
           (b->s->open && o->kind == KIND_SCHEMA);
}

/* Known before something happened that was not understood. */
bool bind_uncertain(const struct binder *b, object_id id)
{
    return schema_is_uncertain(b->s, id);
}

object_id bind_assume(struct binder *b, enum object_kind kind, object_id parent, str name, str args)
{
    bool has_parts = (kind_flags(kind) & KIND_RELATION) || kind == KIND_SCHEMA;

    return stage_new(b->s,
                     &(struct newborn){ .kind = kind,
                                        .parent = parent,
                                        .name = name,
                                        .args = args,
                                        .state = STATE_THERE,
                                        .flags = OBJECT_ASSUMED | (has_parts ? OBJECT_OPEN : 0) });
}

/* Schemas that files seldom make: other databases of a MySQL server, what is attached to SQLite, catalogs. */
static bool may_be_elsewhere(const struct binder *b, str name)
{
    return b->s->open || !is_postgres(b->s) || str_starts(name, S("pg_")) ||
           str_eq(name, S("information_schema")) || str_eq(name, S("public"));
}

object_id bind_schema_named(struct binder *b, uint32_t i, str name)
{
    object_id id = bind_find(b, 0, KIND_SCHEMA, name, (str){ 0 });

    if (id)
        return id;
    if (may_be_elsewhere(b, name))
        return bind_assume(b, KIND_SCHEMA, 0, name, (str){ 0 });
    bind_missing(b, i, (struct range){ 0 }, KIND_SCHEMA, &(struct path){ .name = name });
    return 0;
}

/* Also what has parts but is no relation: a domain, a composite type. */
static object_id find_owner(const struct binder *b, const struct path *p)
{
    struct path own = { .schema = p->schema, .name = p->table };
    const struct object *o = schema_find_path(b->s, KIND_TABLE, &own);

    if (!o)
        o = schema_find_path(b->s, KIND_TYPE, &own);
    return o ? o->id : 0;
}

/* `p` is the path of a part: its table is looked for. */
object_id bind_table_of(struct binder *b, uint32_t i, const struct path *p, struct range r)
{
    struct path own = { .schema = p->schema, .name = p->table };
    object_id id = find_owner(b, p), up;

    if (id)
        return id;
    up = p->schema.p ? bind_schema_named(b, i, p->schema) : b->s->session.home;
    if (!up)
        return 0;
    if (bind_parts_open(b, up))
        return bind_assume(b, KIND_TABLE, up, p->table, (str){ 0 });
    if (change_at(b, i)->flags & CHANGE_IF_EXISTS)
        change_at(b, i)->flags |= CHANGE_NOTHING;
    else
        bind_missing(b, i, r, KIND_TABLE, &own);
    return 0;
}

static object_id temporary_schema(struct binder *b)
{
    object_id id = schema_temporary(b->s);

    if (id)
        return id;
    return stage_new(b->s, &(struct newborn){ .kind = KIND_SCHEMA,
                                              .name = is_sqlite(b->s) ? S("temp") : S("pg_temp"),
                                              .state = STATE_COMING,
                                              .flags = OBJECT_IMPLIED });
}

object_id bind_container(struct binder *b, uint32_t i, bool *ok)
{
    const struct change *c = change_at(b, i);
    enum object_kind up = kind_parent(c->kind);
    object_id id;

    *ok = true;
    if (up == KIND_NONE)
        return 0;
    if (up == KIND_TABLE && c->path.table.p)
        id = bind_table_of(b, i, &c->path, c->name_range);
    else if (c->path.schema.p)
        id = bind_schema_named(b, i, c->path.schema);
    else
        id = c->flags & CHANGE_TEMPORARY ? temporary_schema(b) : b->s->session.home;
    *ok = id != 0;
    return id;
}

/* Of a statement's kind and an object's: as much the same as the engine wants it. */
static bool kind_fits(const struct binder *b, const struct change *c, enum object_kind have)
{
    bool types = kind_space(b->s->dialect, c->kind) == SPACE_TYPE;
    bool routines = kind_space(b->s->dialect, c->kind) == SPACE_ROUTINE;

    if (have == c->kind || routines)
        return true;
    if (types)
        return c->kind == KIND_TYPE && kind_parent(have) == KIND_SCHEMA &&
               !(kind_flags(have) & KIND_RELATION);
    if (is_constraint(c->kind) || c->kind == KIND_INDEX)
        return is_constraint(have) || have == KIND_INDEX;
    if (c->kind != KIND_TABLE)
        return false;
    return c->verb != CHANGE_DROP && !(is_sqlite(b->s) && c->verb == CHANGE_RENAME);
}

static object_id take(struct binder *b, uint32_t i, const struct object *o)
{
    struct change *c = change_at(b, i);

    c->object = o->id;
    c->parent = stage_parent(b->s, o->id);
    if (!kind_fits(b, c, o->kind)) {
        bind_fail(b, i, BIND_KIND, (struct range){ 0 }, "\"" STR_FMT "\" is %s, not %s",
                  STR_ARG(c->path.name), bind_kind_text(o->kind), bind_kind_text(c->kind));
        return 0;
    }
    c->kind = o->kind;
    return o->id;
}

/* Objects that exist without a statement of the files: of the cluster, of no kind that is modelled. */
static bool seldom_made(enum object_kind kind)
{
    return kind == KIND_DATABASE || kind == KIND_ROLE || kind == KIND_EXTENSION ||
           kind == KIND_OTHER || kind == KIND_COLLATION;
}

static object_id not_found(struct binder *b, uint32_t i, object_id parent)
{
    struct change *c = change_at(b, i);
    object_id id;

    c->parent = parent;
    if (!bind_parts_open(b, parent)) {
        if (c->flags & (CHANGE_IF_EXISTS | CHANGE_IN_BODY)) {
            c->flags |= CHANGE_NOTHING;
            return 0;
        }
        if (!seldom_made(c->kind)) {
            bind_missing(b, i, (struct range){ 0 }, c->kind, &c->path);
            return 0;
        }
    }
    id = bind_assume(b, c->kind, parent, c->path.name, c->path.args);
    change_at(b, i)->object = id;
    return id;
}

/* DROP PRIMARY KEY: found by kind alone. */
static const struct object *nameless(const struct binder *b, const struct change *c,
                                     object_id parent)
{
    if (c->kind == KIND_PARTITION && !c->path.name.p)
        return schema_get(b->s, bind_last_partition(b, parent));
    return c->path.name.p ? NULL : schema_child(b->s, parent, c->kind, NULL);
}

static object_id target_in_table(struct binder *b, uint32_t i)
{
    const struct change *c = change_at(b, i);
    object_id table = bind_table_of(b, i, &c->path, c->name_range);
    const struct object *o;

    if (!table)
        return 0;
    c = change_at(b, i);
    o = nameless(b, c, table);
    if (!o && c->path.name.p)
        o = schema_find(b->s, table, c->kind, c->path.name, c->path.args);
    return o ? take(b, i, o) : not_found(b, i, table);
}

static object_id target_in_schema(struct binder *b, uint32_t i)
{
    const struct change *c = change_at(b, i);
    const struct object *o = schema_find_path(b->s, c->kind, &c->path);
    object_id up = 0;

    if (o)
        return take(b, i, o);
    if (kind_parent(c->kind) != KIND_NONE)
        up = c->path.schema.p && !(c->flags & CHANGE_IF_EXISTS)
                 ? bind_schema_named(b, i, c->path.schema)
                 : b->s->session.home;
    if (!up && kind_parent(c->kind) != KIND_NONE)
        return 0;
    return not_found(b, i, up);
}

object_id bind_target(struct binder *b, uint32_t i)
{
    struct change *c = change_at(b, i);

    if (c->object && object_lives(schema_get(b->s, c->object))) {
        c->parent = stage_parent(b->s, c->object);
        return c->object; /* implied, or found when the statement began */
    }
    if (is_part(c->kind) && c->path.table.p)
        return target_in_table(b, i);
    if (!c->path.name.p)
        return 0;
    return target_in_schema(b, i);
}
