/* effects/others.c: whom a change locks beside its own table.
 *
 * Does      find referenced and referring tables, the partition tree, the tables under a view or domain
 * Does not  know which row asks for whom (the tables)
 * See       effects/effects_int.h
 */
#include "effects/effects_int.h"

enum { DEPTH_MAX = 64 }; /* of partitions in partitions, of tables that refer to tables */

struct reach {
    const struct scene *sc;
    const struct other_lock *lock;
    struct effect *out;
};

static void take(const struct reach *r, object_id id, const struct path *path)
{
    const struct object *o = schema_get(r->sc->schema, id);
    if (o && o->state == STATE_COMING)
        return;
    if (!id && (!path || !path->name.n))
        return;
    struct lock lock = { .relation = id, .mode = r->lock->mode };
    if (path && !id)
        lock.path = (struct path){ .schema = path->schema, .name = path->name };
    effect_lock(r->sc->mem, r->out, lock);
    if (r->lock->scans) {
        id_list_add(r->sc->mem, r->out, false, id);
        r->out->work |= WORK_SCAN | WORK_LONG;
    }
}

/* What a rule or a function would write is locked as if it were written. */
static void take_ref(const struct reach *r, const struct ref *ref)
{
    struct other_lock lock = *r->lock;
    struct reach as_written = { .sc = r->sc, .lock = &lock, .out = r->out };
    if (ref->writes && lock.mode == LOCK_ACCESS_SHARE)
        lock.mode = LOCK_ROW_EXCLUSIVE;
    take(&as_written, ref->id, &ref->path);
}

/* Those that name the table by this attribute, ATTR_PARTITION_OF or ATTR_INHERITS, and theirs. */
static void take_below(const struct reach *r, object_id table, enum attr by, int depth)
{
    struct dependent_list users = { 0 };
    schema_dependents(r->sc->mem, r->sc->schema, table, &users);
    for (size_t i = 0; i < users.n && depth < DEPTH_MAX; i++) {
        if (users.v[i].by != by)
            continue;
        take(r, users.v[i].id, NULL);
        take_below(r, users.v[i].id, by, depth + 1);
    }
}

/* PostgreSQL has triggers of the key on each partition. */
static void take_target(const struct reach *r, const struct ref *ref)
{
    const struct object *o = schema_get(r->sc->schema, ref->id);
    take_ref(r, ref);
    if (o && r->sc->opts->dialect->id == DIALECT_POSTGRES &&
        r->lock->mode >= LOCK_SHARE_ROW_EXCLUSIVE &&
        object_value(o, ATTR_PARTITION_BY)->kind != VALUE_NONE)
        take_below(r, ref->id, ATTR_PARTITION_OF, 0);
}

static void take_referenced(const struct reach *r, const struct object *fk)
{
    const struct value *v = object_value(fk, ATTR_REFERENCES);
    if (v->kind == VALUE_REF)
        take_target(r, v->ref);
}

static void referenced_by(const struct reach *r, object_id table)
{
    struct part_walk w = { .schema = r->sc->schema, .table = table, .kind = KIND_FOREIGN_KEY };
    for (const struct object *o = NULL; (o = part_next(&w));)
        if (is_there(o))
            take_referenced(r, o);
}

static void referenced(const struct reach *r)
{
    const struct value *v = scene_value(r->sc, ATTR_REFERENCES);
    if (v->kind == VALUE_REF) {
        take_target(r, v->ref);
        return;
    }
    if (r->sc->relation && r->sc->change->kind != KIND_FOREIGN_KEY)
        referenced_by(r, r->sc->relation->id);
}

static void referencing(const struct reach *r, object_id table, int depth)
{
    struct dependent_list users = { 0 };
    schema_dependents(r->sc->mem, r->sc->schema, table, &users);
    for (size_t i = 0; i < users.n && depth < DEPTH_MAX; i++) {
        const struct object *fk = schema_get(r->sc->schema, users.v[i].id);
        if (users.v[i].by != ATTR_REFERENCES || !fk || fk->parent == table)
            continue;
        take(r, fk->parent, NULL);
        if (r->lock->who == OTHER_REFERENCING)
            referencing(r, fk->parent, depth + 1);
    }
}

/* The other ends of the foreign keys that one column is in. */
static void partners(const struct reach *r)
{
    const struct object *column = scene_column(r->sc);
    if (!column)
        return;
    struct part_walk w = {
        .schema = r->sc->schema, .table = column->parent, .kind = KIND_FOREIGN_KEY, .column = column
    };
    for (const struct object *o = NULL; (o = part_next(&w));)
        if (part_uses(o, column))
            take_referenced(r, o);
    struct dependent_list users = { 0 };
    schema_dependents(r->sc->mem, r->sc->schema, column->id, &users);
    for (size_t i = 0; i < users.n; i++) {
        const struct object *fk = schema_get(r->sc->schema, users.v[i].id);
        if (users.v[i].by == ATTR_REF_COLUMNS && fk)
            take(r, fk->parent, NULL);
    }
}

static void default_partition(const struct reach *r)
{
    const struct object *o = scene_default(r->sc);
    if (o)
        take(r, o->id, NULL);
}

static void indexes(const struct reach *r)
{
    if (!r->sc->relation)
        return;
    object_id table = r->sc->relation->id;
    for (const struct object *o = schema_child(r->sc->schema, table, KIND_INDEX, NULL); o;
         o = schema_child(r->sc->schema, table, KIND_INDEX, o))
        take(r, o->id, NULL);
}

static void take_under(const struct reach *r, const struct object *view, int depth);

/* PostgreSQL: what runs a query locks the tables under its views as well. */
static bool opens_views(const struct reach *r)
{
    enum change_verb verb = r->sc->change->verb;
    return r->sc->opts->dialect->id == DIALECT_POSTGRES &&
           (verb == CHANGE_ROWS || verb == CHANGE_MAINTAIN || r->lock->scans);
}

static void take_opened(const struct reach *r, object_id id, const struct path *path, int depth)
{
    const struct object *o = schema_get(r->sc->schema, id);
    take(r, id, path);
    if (o && o->kind == KIND_VIEW && is_there(o) && depth < DEPTH_MAX && opens_views(r))
        take_under(r, o, depth + 1);
}

static void take_under(const struct reach *r, const struct object *view, int depth)
{
    const struct value *v = object_value(view, ATTR_QUERY);
    for (size_t i = 0; v->kind == VALUE_EXPR && i < v->expr->refs.n; i++) {
        const struct object *o = schema_get(r->sc->schema, v->expr->refs.v[i].id);
        if (!o || !(kind_flags(o->kind) & KIND_RELATION))
            continue;
        take_opened(r, o->id, NULL, depth);
        if (r->lock->mode == LOCK_ROW_EXCLUSIVE && r->sc->change->rows->verb != ROWS_INSERT)
            take_below(r, o->id, ATTR_INHERITS, 0);
    }
}

/* The relations that an expression reads, but for the one that the change is about. */
static void read_by(const struct reach *r, const struct value *v)
{
    for (size_t i = 0; v->kind == VALUE_EXPR && i < v->expr->refs.n; i++) {
        const struct object *o = schema_get(r->sc->schema, v->expr->refs.v[i].id);
        if (o && (kind_flags(o->kind) & KIND_RELATION) && o != r->sc->relation)
            take_opened(r, o->id, NULL, 0);
    }
}

/* What a policy, a rule or a function says in this statement: what it said before is not read again. */
static void read_by_edits(const struct reach *r)
{
    const struct change *c = r->sc->change;
    for (size_t i = 0; i < c->edits.n; i++) {
        const struct value *v = &c->edits.v[i].value;
        read_by(r, v);
        for (size_t k = 0; c->edits.v[i].attr == ATTR_DEPENDS && k < v->refs->n; k++)
            if (v->refs->v[k].id)
                take_ref(r, &v->refs->v[k]);
    }
}

static bool is_code(enum object_kind kind)
{
    return kind == KIND_POLICY || kind == KIND_RULE || kind == KIND_FUNCTION ||
           kind == KIND_PROCEDURE;
}

/* The table under a view is written, and those that inherit; which partitions are is for the server to find out. */
static void written_too(const struct reach *r)
{
    const struct object *o = r->sc->relation;
    const struct change *c = r->sc->change;
    struct other_lock lock = *r->lock;
    struct reach as_written = { .sc = r->sc, .lock = &lock, .out = r->out };
    lock.mode = LOCK_ROW_EXCLUSIVE;
    if (!o || !opens_views(r))
        return;
    if (o->kind == KIND_VIEW)
        take_under(&as_written, o, 0);
    else if ((c->rows->verb == ROWS_UPDATE || c->rows->verb == ROWS_DELETE) &&
             !(c->flags & CHANGE_ONLY))
        take_below(&as_written, o->id, ATTR_INHERITS, 0);
}

static void bases(const struct reach *r)
{
    const struct change *c = r->sc->change;
    if (c->verb == CHANGE_ROWS) {
        for (size_t i = 0; c->rows && i < c->rows->from.n; i++)
            take_opened(r, c->rows->from.v[i].id, &c->rows->from.v[i].path, 0);
        written_too(r);
        return;
    }
    if (is_code(c->kind)) {
        read_by_edits(r);
        return;
    }
    const struct value *v = scene_value(r->sc, ATTR_DEPENDS); /* CREATE STATISTICS */
    for (size_t i = 0; c->kind == KIND_STATISTICS && v->kind == VALUE_REFS && i < v->refs->n; i++)
        take_ref(r, &v->refs->v[i]);
    read_by(r, scene_value(r->sc, ATTR_QUERY));
}

static void users(const struct reach *r)
{
    if (!r->sc->relation && !r->sc->object)
        return;
    object_id domain = r->sc->relation ? r->sc->relation->id : r->sc->object->id;
    struct dependent_list list = { 0 };
    schema_dependents(r->sc->mem, r->sc->schema, domain, &list);
    for (size_t i = 0; i < list.n; i++) {
        const struct object *column = schema_get(r->sc->schema, list.v[i].id);
        if (list.v[i].by == ATTR_TYPE && column && column->kind == KIND_COLUMN)
            take(r, column->parent, NULL);
    }
}

/* What the edits of one attribute refer to. */
static void edited(const struct reach *r, enum attr attr)
{
    const struct change *c = r->sc->change;
    for (size_t i = 0; i < c->edits.n; i++) {
        const struct value *v = &c->edits.v[i].value;
        if (c->edits.v[i].attr != attr || v->kind != VALUE_REFS)
            continue;
        for (size_t k = 0; k < v->refs->n; k++)
            take_ref(r, &v->refs->v[k]);
    }
}

static void parent(const struct reach *r)
{
    const struct ref *ref = scene_parent(r->sc);
    if (ref)
        take_ref(r, ref);
    edited(r, ATTR_INHERITS);
}

static void copied(const struct reach *r)
{
    edited(r, ATTR_LIKE);
}

static void owner(const struct reach *r)
{
    const struct edit *e = change_edit(r->sc->change, ATTR_OWNED_BY);
    const struct value *v = e ? &e->value : NULL;
    if (!v || v->kind != VALUE_REF)
        return;
    const struct object *column = schema_get(r->sc->schema, v->ref->id);
    struct path table = { .schema = v->ref->path.schema, .name = v->ref->path.table };
    take(r, column ? column->parent : 0, &table);
}

static void take_refs(const struct reach *r, const struct value *v)
{
    for (size_t i = 0; v->kind == VALUE_REFS && i < v->refs->n; i++)
        take_ref(r, &v->refs->v[i]);
}

static void published(const struct reach *r)
{
    const struct edit *e = change_edit(r->sc->change, ATTR_DEPENDS);
    take_refs(r, scene_value(r->sc, ATTR_DEPENDS));
    if (e && e->verb == EDIT_SET && r->sc->change->verb == CHANGE_ALTER && r->sc->object)
        take_refs(r, object_value(r->sc->object, ATTR_DEPENDS));
}

static void contents(const struct reach *r)
{
    struct part_walk w = { .schema = r->sc->schema,
                           .table = r->sc->object ? r->sc->object->id : 0 };
    for (const struct object *o = NULL; w.table && (o = part_next(&w));) {
        if (!(kind_flags(o->kind) & KIND_RELATION) || !is_there(o))
            continue;
        take(r, o->id, NULL);
        referenced_by(r, o->id);
    }
}

static void children(const struct reach *r, object_id table, unsigned work, int depth);

static void all_children(const struct reach *r)
{
    if (r->sc->relation)
        children(r, r->sc->relation->id, 0, 0);
}

static void self(const struct reach *r)
{
    take(r, r->sc->object ? r->sc->object->id : 0, &r->sc->change->path);
}

static void all_referencing(const struct reach *r)
{
    if (r->sc->relation)
        referencing(r, r->sc->relation->id, 0);
}

void others_lock(const struct scene *sc, const struct other_lock *other, struct effect *e)
{
    static void (*const find[])(const struct reach *r) = {
        [OTHER_SELF] = self,
        [OTHER_REFERENCED] = referenced,
        [OTHER_REFERENCING] = all_referencing,
        [OTHER_REFERRING] = all_referencing,
        [OTHER_PARTNERS] = partners,
        [OTHER_PARENT] = parent,
        [OTHER_DEFAULT] = default_partition,
        [OTHER_INDEXES] = indexes,
        [OTHER_BASES] = bases,
        [OTHER_USERS] = users,
        [OTHER_CHILDREN] = all_children,
        [OTHER_COPIED] = copied,
        [OTHER_OWNER] = owner,
        [OTHER_PUBLISHED] = published,
        [OTHER_CONTENTS] = contents,
    };
    _Static_assert(COUNT_OF(find) == OTHER__COUNT, "a function for each");
    struct reach r = { .sc = sc, .lock = other, .out = e };
    if (find[other->who])
        find[other->who](&r);
}

void others_of_altered(const struct scene *sc, object_id table, struct effect *e)
{
    struct other_lock up = { OTHER_REFERENCED, LOCK_MDL_SHARED_UPGRADABLE, false };
    struct other_lock down = { OTHER_REFERRING, LOCK_MDL_EXCLUSIVE, false };
    struct effect late = { 0 };
    struct reach r = { .sc = sc, .lock = &up, .out = e };
    referenced_by(&r, table);
    r = (struct reach){ .sc = sc, .lock = &down, .out = &late };
    referencing(&r, table, 0);
    for (size_t i = 0; i < late.locks.n; i++) {
        late.locks.v[i].at_end = true;
        effect_lock(sc->mem, e, late.locks.v[i]);
    }
}

static void children(const struct reach *r, object_id table, unsigned work, int depth)
{
    struct dependent_list parts = { 0 };
    schema_dependents(r->sc->mem, r->sc->schema, table, &parts);
    for (size_t i = 0; i < parts.n && depth < DEPTH_MAX; i++) {
        if (parts.v[i].by != ATTR_PARTITION_OF && parts.v[i].by != ATTR_INHERITS)
            continue;
        take(r, parts.v[i].id, NULL);
        if (work & WORK_REWRITE)
            id_list_add(r->sc->mem, r->out, true, parts.v[i].id);
        if (work & WORK_SCAN)
            id_list_add(r->sc->mem, r->out, false, parts.v[i].id);
        children(r, parts.v[i].id, work, depth + 1);
    }
}

void others_children(const struct scene *sc, enum lock_mode mode, unsigned work, struct effect *e)
{
    struct other_lock lock = { .mode = mode };
    struct reach r = { .sc = sc, .lock = &lock, .out = e };
    if (sc->relation)
        children(&r, sc->relation->id, work, 0);
}
