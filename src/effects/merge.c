/* effects/merge.c: several effects as one: the strongest of each.
 *
 * Does      add locks, lists, work, class and way back; the reason is that of the weightiest
 * Does not  know what clauses of a MySQL ALTER do to each other (mysql.c)
 * See       effects/effects.h
 */
#include "effects/effects_int.h"

enum { LOCKS_FEW = 64 };

/* The enum's order is that of its words; this one is how much each says about a statement. */
int class_rank(enum change_class c)
{
    static const int rank[] = {
        [EFFECT_ADDITIVE] = 0,    [EFFECT_HEAVY] = 1,    [EFFECT_ROWS] = 2,
        [EFFECT_RESTRICTING] = 3, [EFFECT_BREAKING] = 4, [EFFECT_DESTRUCTIVE] = 5,
        [EFFECT_UNKNOWN] = 6,
    };
    return rank[c];
}

static bool same_relation(const struct lock *a, const struct lock *b)
{
    if (a->relation || b->relation)
        return a->relation == b->relation;
    return str_eq(a->path.schema, b->path.schema) && str_eq(a->path.name, b->path.name);
}

/* ---- which of many ---- */

static uint32_t *slot_of(const struct lock_index *x, const struct lock *v, object_id relation)
{
    size_t at = relation * 2654435761u & (x->slot_count - 1);
    while (x->slots[at] && v[x->slots[at] - 1].relation != relation)
        at = (at + 1) & (x->slot_count - 1);
    return &x->slots[at];
}

/* Those that came since it was asked last. */
static void index_locks(arena *a, struct effect *e)
{
    struct lock_index *x = &e->index;
    if (!x->slots || e->locks.n * 2 > x->slot_count) {
        x->slot_count = x->slot_count ? x->slot_count * 4 : 256;
        x->slots = arena_new(a, uint32_t, x->slot_count);
        x->done = 0;
    }
    for (; x->done < e->locks.n; x->done++)
        *slot_of(x, e->locks.v, e->locks.v[x->done].relation) = (uint32_t)x->done + 1;
}

static struct lock *find_lock(arena *a, struct effect *e, const struct lock *lock)
{
    if (lock->relation && e->locks.n >= LOCKS_FEW) {
        index_locks(a, e);
        uint32_t at = *slot_of(&e->index, e->locks.v, lock->relation);
        return at ? &e->locks.v[at - 1] : NULL;
    }
    for (size_t i = 0; i < e->locks.n; i++)
        if (same_relation(&e->locks.v[i], lock))
            return &e->locks.v[i];
    return NULL;
}

void effect_lock(arena *a, struct effect *e, struct lock lock)
{
    if (lock.mode == LOCK_NONE)
        return;
    struct lock *have = find_lock(a, e, &lock);
    if (!have) {
        *vec_push(a, &e->locks) = lock;
        return;
    }
    if (lock.mode > have->mode)
        have->mode = lock.mode;
    have->at_end = have->at_end && lock.at_end;
}

void id_list_add(arena *a, struct effect *e, bool rewrite, object_id id)
{
    if (!id)
        return;
    const object_id *v = rewrite ? e->rewrites.v : e->scans.v;
    size_t n = rewrite ? e->rewrites.n : e->scans.n;
    for (size_t i = 0; i < n; i++)
        if (v[i] == id)
            return;
    if (rewrite)
        *vec_push(a, &e->rewrites) = id;
    else
        *vec_push(a, &e->scans) = id;
}

/* Refused before all, then what takes long, then what it does to running code, then locks. */
static int weight(const struct effect *e)
{
    int lock = 0;
    for (size_t i = 0; i < e->locks.n; i++)
        if ((int)lock_blocks(e->locks.v[i].mode) > lock)
            lock = (int)lock_blocks(e->locks.v[i].mode);
    int work = e->work & WORK_REWRITE ? 3 : e->work & WORK_BUILD ? 2 : e->work & WORK_LONG ? 1 : 0;
    return (e->fails ? 10000 : 0) + work * 1000 + class_rank(e->cls) * 10 + lock;
}

static unsigned stronger(unsigned a, unsigned b)
{
    return a > b ? a : b;
}

void effect_merge(arena *a, struct effect *into, const struct effect *e)
{
    if (!into->row || weight(e) > weight(into)) {
        into->why = e->why;
        into->row = e->row;
    }
    for (size_t i = 0; i < e->locks.n; i++)
        effect_lock(a, into, e->locks.v[i]);
    for (size_t i = 0; i < e->rewrites.n; i++)
        id_list_add(a, into, true, e->rewrites.v[i]);
    for (size_t i = 0; i < e->scans.n; i++)
        id_list_add(a, into, false, e->scans.v[i]);
    into->work |= e->work;
    into->fails = into->fails || e->fails;
    into->algorithm = (enum algorithm)stronger(into->algorithm, e->algorithm);
    into->way_back = (enum way_back)stronger(into->way_back, e->way_back);
    if (class_rank(e->cls) > class_rank(into->cls))
        into->cls = e->cls;
    if (into->transaction == TX_YES || e->transaction == TX_NEVER)
        into->transaction = e->transaction;
}
