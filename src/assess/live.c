/* assess/live.c: is anybody using it, and how sure is that?
 *
 * Does      tell relations of a running application from those that the set of files makes itself
 * Does not  measure traffic: what was there before is taken for large and busy
 * See       assess/rule.h: ask_in_use
 */
#include "assess/assess_int.h"

bool live_relation(const struct assess *as, object_id id)
{
    const struct object *o = schema_get(as->schema, id);
    if (!o)
        return true; /* not known: somebody's */
    if (o->state == STATE_COMING)
        return false;
    if (!(kind_flags(o->kind) & KIND_RELATION) && (kind_flags(o->kind) & KIND_PART))
        return live_relation(as, o->parent); /* an index is as busy as its table */
    if (o->flags & OBJECT_ASSUMED)
        return true;
    if (!o->born)
        return as->opts.live;
    return !as->first_new || o->born < as->first_new;
}

static bool changes_live(const struct assess *as, const struct change *c)
{
    if (c->flags & (CHANGE_IMPLIED | CHANGE_NOTHING))
        return false;
    switch (c->verb) {
    case CHANGE_SESSION:
    case CHANGE_CONTROL:
        return false;
    case CHANGE_OPAQUE:
    case CHANGE_RUN:
        return true;
    case CHANGE_CREATE:
    case CHANGE_DROP:
    case CHANGE_ALTER:
    case CHANGE_RENAME:
    case CHANGE_MOVE:
    case CHANGE_ROWS:
    case CHANGE_MAINTAIN:
    case CHANGE__COUNT:
        break;
    }
    if (kind_flags(c->kind) & KIND_PART)
        return live_relation(as, c->parent);
    if (c->verb == CHANGE_CREATE && !(c->flags & CHANGE_OR_REPLACE))
        return false;
    return live_relation(as, c->object);
}

bool live_statement(const struct assess *as, const struct statement *st, const struct effect *e)
{
    for (size_t i = 0; i < e->locks.n; i++)
        if (live_relation(as, e->locks.v[i].relation))
            return true;
    for (size_t i = 0; i < st->changes.n; i++)
        if (changes_live(as, &st->changes.v[i]))
            return true;
    return false;
}

/* Everything that was named is known from the files before, or from a schema. */
enum confidence live_confidence(const struct assess *as, const struct statement *st,
                                const struct effect *e)
{
    if (as->opaque_before || st->opaque)
        return CONFIDENCE_STATIC;
    for (size_t i = 0; i < e->locks.n; i++) {
        const struct object *o = schema_get(as->schema, e->locks.v[i].relation);
        if (e->locks.v[i].mode < LOCK_FILE_SHARED &&
            (!o || (o->flags & (OBJECT_ASSUMED | OBJECT_OPEN))))
            return CONFIDENCE_STATIC;
    }
    for (size_t i = 0; i < st->changes.n; i++) {
        const struct change *c = &st->changes.v[i];
        const struct object *o = schema_get(as->schema, c->parent);
        if ((kind_flags(c->kind) & KIND_PART) &&
            (!o || (o->flags & (OBJECT_ASSUMED | OBJECT_OPEN))))
            return CONFIDENCE_STATIC;
    }
    return CONFIDENCE_REPLAYED;
}
