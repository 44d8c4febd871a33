/* core/plan_lost.c: triggers that go with their tables; see core/plan_int.h.
 *
 * A server drops the triggers of a table with it and says nothing. What a repeatable file made of them has to be made
 * again, or recorded as gone.
 */
#include "core/plan_int.h"

static bool add_dropped(arena *a, struct conn *c, struct script_source source,
                        struct object_list *out, struct err *err)
{
    struct script *s;
    struct outline o;
    struct stmt st;
    bool end = false, ok;
    arena own, unit;

    arena_init(&own);
    arena_init(&unit);
    source.ctx = NULL;
    s = script_open(&own, &source, err);
    ok = s != NULL;
    while (ok && (ok = script_next(s, &st, &end, err)) && !end) {
        outline_read(&unit, c->dialect, c->server.split_modes, c->server.version_number, st.sql,
                     &o);
        for (size_t i = 0; i < o.objects.n; i++)
            if (o.objects.v[i].dropped && o.objects.v[i].kind == OBJECT_TABLE)
                *vec_push(a, out) =
                    (struct outline_object){ .kind = OBJECT_TABLE,
                                             .schema = str_copy(a, o.objects.v[i].schema),
                                             .name = str_copy(a, o.objects.v[i].name) };
        arena_done(&unit);
    }
    arena_done(&unit);
    arena_done(&own);
    return ok;
}

/* Those that the plan drops, read once. */
static bool dropped_tables(arena *a, struct lost_tables *t, struct err *err)
{
    const struct plan *plan = t->plan;

    for (size_t i = 0; !t->read && i < plan->items.n; i++)
        if (!plan->items.v[i].repeat &&
            !add_dropped(a, t->conn, plan->items.v[i].source, &t->list, err))
            return false;
    t->read = true;
    return true;
}

bool trigger_is_on(const struct conn *c, const struct outline_object *trigger,
                   const struct outline_object *table)
{
    str here = c->server.schema, ts = trigger->schema.n ? trigger->schema : here,
        os = table->schema.n ? table->schema : here;

    if (trigger->kind != OBJECT_TRIGGER || table->kind != OBJECT_TABLE)
        return false;
    if (c->dialect->id == DIALECT_SQLITE)
        return str_eq_nocase(trigger->table, table->name);
    return str_eq(trigger->table, table->name) && (!ts.n || !os.n || str_eq(ts, os));
}

bool plan_loses(arena *a, struct lost_tables *t, const struct object_list *makes, bool *out,
                struct err *err)
{
    *out = false;
    for (size_t i = 0; i < makes->n; i++) {
        if (makes->v[i].kind != OBJECT_TRIGGER)
            continue;
        if (!dropped_tables(a, t, err))
            return false;
        for (size_t k = 0; k < t->list.n; k++)
            *out |= trigger_is_on(t->conn, &makes->v[i], &t->list.v[k]);
    }
    return true;
}
