/* assess/absent.c: names of tables that are known not to exist.
 *
 * Does      remember the old name of a table that was dropped or renamed, until something gets it again; mark a
 *           DROP … IF EXISTS of such a name as one that does nothing
 * Does not  know names that no statement has mentioned: on an open schema those may be tables in use
 * See       assess/assess.c; assess/rules/drop-table.sql
 */
#include "assess/assess_int.h"

/* The key of a table of the default schema; absent = of another one. */
static str key_of(struct assess *as, const struct path *path)
{
    const struct object *home = schema_get(as->schema, schema_home(as->schema));
    if (path->schema.n && home && !str_eq(path->schema, home->name))
        return (str){ 0 };
    return as->opts.effect.dialect->id == DIALECT_SQLITE ? str_lower(&as->unit, path->name)
                                                         : path->name;
}

static void put(struct assess *as, const struct path *path, bool gone)
{
    str key = key_of(as, path);
    if (!key.n)
        return;
    if (gone)
        map_put(as->mem, &as->absent, str_copy(as->mem, key), as);
    else if (map_find(&as->absent, key))
        map_put(as->mem, &as->absent, key, NULL);
}

static bool is_relation(const struct change *c)
{
    return (kind_flags(c->kind) & KIND_RELATION) && !(c->flags & CHANGE_TEMPORARY);
}

void absent_mark(struct assess *as, struct statement *st)
{
    for (size_t i = 0; i < st->changes.n; i++) {
        struct change *c = &st->changes.v[i];
        const struct object *o = schema_get(as->schema, c->object);
        if (c->verb != CHANGE_DROP || !(c->flags & CHANGE_IF_EXISTS) || !is_relation(c) ||
            (o && !(o->flags & OBJECT_ASSUMED)))
            continue;
        if (map_find(&as->absent, key_of(as, &c->path)))
            c->flags |= CHANGE_NOTHING;
    }
}

void absent_note(struct assess *as, const struct statement *st)
{
    for (size_t i = 0; i < st->changes.n; i++) {
        const struct change *c = &st->changes.v[i];
        bool gone = c->verb == CHANGE_DROP || c->verb == CHANGE_RENAME;
        if (c->verb == CHANGE_OPAQUE || c->verb == CHANGE_RUN) /* may have made any */
            as->absent = (struct map){ 0 };
        if (c->verb > CHANGE_MOVE || !is_relation(c))
            continue;
        put(as, &c->path, gone);
        if (c->verb == CHANGE_RENAME)
            put(as, &c->to, false);
    }
}
