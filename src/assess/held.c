/* assess/held.c: locks that add up within a transaction.
 *
 * Does      keep the strongest mode a relation, from the statement that took it to the end
 * Does not  decide where transactions end (assess.c)
 * See       assess/rule.h: ask_held
 */
#include "assess/assess_int.h"

static bool same(const struct lock *l, object_id relation, const struct path *path)
{
    if (l->relation || relation)
        return l->relation == relation;
    return path && str_eq(l->path.schema, path->schema) && str_eq(l->path.name, path->name);
}

enum lock_mode held_mode(const struct assess *as, object_id relation, const struct path *path)
{
    for (size_t i = 0; i < as->held.n; i++)
        if (same(&as->held.v[i], relation, path))
            return as->held.v[i].mode;
    return LOCK_NONE;
}

static void add(struct assess *as, const struct lock *lock)
{
    for (size_t i = 0; i < as->held.n; i++) {
        struct lock *l = &as->held.v[i];
        if (!same(l, lock->relation, &lock->path))
            continue;
        if (lock->mode > l->mode)
            l->mode = lock->mode;
        l->brief = l->brief && lock->brief;
        return;
    }
    struct lock *l = vec_push(as->mem, &as->held);
    *l = *lock;
    l->path = (struct path){ .schema = str_copy(as->mem, lock->path.schema),
                             .name = str_copy(as->mem, lock->path.name) };
}

void held_add(struct assess *as, const struct effect *e)
{
    for (size_t i = 0; i < e->locks.n; i++)
        add(as, &e->locks.v[i]);
}

void held_clear(struct assess *as)
{
    as->held.n = 0;
}
