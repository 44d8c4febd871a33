/* core/units.c: see core/units.h. */
#include "core/units.h"

struct grouping grouping_begin(arena *a, const struct conn *c, unsigned mig_flags,
                               enum direction dir)
{
    unsigned off = dir == DIR_UP ? MIG_NO_TRANSACTION : MIG_NO_TRANSACTION_DOWN;
    bool transactional = c->server.caps & CAP_DDL_TRANSACTIONAL;

    return (struct grouping){ .mem = a,
                              .caps = c->server.caps,
                              .one_tx = transactional && !(mig_flags & off) };
}

static bool refuse_control(const struct stmt *s, const struct outline *o, struct err *err)
{
    err_set(err, ERR_SQL_TRANSACTION,
            "%.*s cannot stand in a migration: afloat decides when a "
            "transaction ends",
            STR_ARG(o->verb));
    err_hint(err, "Leave it out, or cut the file in two.");
    return err_at(err, &s->place);
}

/* It would release the run's lock, which belongs to the session. */
static bool refuse_discard(const struct stmt *s, struct err *err)
{
    err_set(err, ERR_SQL_TRANSACTION,
            "DISCARD ALL cannot stand in a migration: it gives the run's lock away");
    err_hint(err, "Leave it out: the session is reset after a file that changes it.");
    return err_at(err, &s->place);
}

/* BEGIN and COMMIT of the file: the unit does what they ask for. */
static bool control(struct grouping *g, const struct stmt *s, const struct outline *o,
                    struct unit_step *u, struct err *err)
{
    if (o->control_rollback)
        return refuse_control(s, o, err);
    if (!o->control_begin && !o->control_commit) { /* a savepoint: an ordinary statement */
        u->act = ACT_IN_TX;
        return true;
    }
    u->act = ACT_LEAVE_OUT;
    u->end_before = o->control_begin && g->open;
    g->explicit_tx = o->control_begin;
    g->end_pending = o->control_commit && g->open;
    return true;
}

/* PostgreSQL cannot use a new enum value in the transaction that added it. A label that has to be escaped can be
 * written in several ways: any statement may use it. */
static bool uses_new_label(const struct grouping *g, str sql)
{
    for (size_t i = 0; i < g->labels.n; i++) {
        str label = g->labels.v[i];

        if (str_find_char(label, '\'') != STR_NONE || str_find_char(label, '\\') != STR_NONE ||
            str_find(sql, label) != STR_NONE)
            return true;
    }
    return false;
}

static enum unit_act act_of(const struct grouping *g, const struct outline *o)
{
    bool transactional = g->caps & CAP_DDL_TRANSACTIONAL;

    if (str_eq(o->verb, S("LOCK TABLES")) || str_eq(o->verb, S("UNLOCK TABLES")))
        return transactional ? ACT_IN_TX : ACT_LEAVE_OUT;
    if (o->cls == CLASS_SESSION && (!o->in_transaction || !transactional))
        return ACT_SESSION;
    return o->in_transaction ? ACT_IN_TX : ACT_ALONE;
}

bool grouping_next(struct grouping *g, const struct stmt *s, const struct outline *o,
                   struct unit_step *out, struct err *err)
{
    struct unit_step u = { 0 };

    if (str_eq(o->verb, S("DISCARD ALL")))
        return refuse_discard(s, err);
    if (o->cls == CLASS_CONTROL) {
        if (!control(g, s, o, &u, err))
            return false;
    } else {
        u.act = act_of(g, o);
    }
    if (u.act != ACT_LEAVE_OUT) {
        /* PRAGMAs that act outside transactions only; settings of MySQL do not end one. */
        bool outside =
            u.act == ACT_ALONE || (u.act == ACT_SESSION && g->caps & CAP_DDL_TRANSACTIONAL);
        bool breaks = outside || g->end_pending || uses_new_label(g, s->sql);

        u.end_before |= g->open && breaks;
        g->end_pending = false;
    }
    if (u.end_before) {
        g->open = false;
        g->labels.n = 0;
    }
    if (u.act == ACT_IN_TX && !g->open) {
        g->open = true;
        g->units++;
    }
    if (u.act == ACT_ALONE)
        g->units++;
    u.end_after = u.act == ACT_IN_TX && !g->one_tx && !g->explicit_tx;
    if (u.end_after)
        g->open = false;
    if (o->enum_label.n && g->open)
        *vec_push(g->mem, &g->labels) = str_copy(g->mem, o->enum_label);
    *out = u;
    return true;
}

static void note(struct shape *sh, const struct stmt *s, const struct outline *o,
                 const struct unit_step *u)
{
    sh->statements = s->number;
    if (u->act == ACT_IN_TX || u->act == ACT_ALONE)
        sh->last_real = s->number;
    sh->alone |= u->act == ACT_ALONE;
    sh->leaks |= o->cls == CLASS_SESSION || o->cls == CLASS_OPAQUE || o->cls == CLASS_QUERY;
    sh->locks_tables |= o->locks_table;
    if (s->timeouts.lock_ms > sh->lock_ms)
        sh->lock_ms = s->timeouts.lock_ms;
}

bool shaper_add(struct shaper *sh, arena *unit, const struct stmt *s, struct err *err)
{
    const struct conn *c = sh->conn;
    const struct arena_mark mark = arena_mark(unit);
    struct outline o;
    struct unit_step u;
    bool ok;

    outline_read(unit, c->dialect, c->server.split_modes, c->server.version_number, s->sql, &o);
    ok = grouping_next(&sh->group, s, &o, &u, err);
    if (ok) {
        note(&sh->shape, s, &o, &u);
        ok = !sh->each || sh->each(sh->data, s, &o, &u, err);
    }
    arena_reset(unit, mark);
    return ok;
}

struct shape shaper_end(const struct shaper *sh)
{
    struct shape shape = sh->shape;

    shape.units = sh->group.units;
    return shape;
}

static bool walk_all(const struct shape_walk *w, struct shaper *sh, arena *own, struct err *err)
{
    struct script *script = script_open(own, w->source, err);
    struct stmt s;
    bool end = false;
    arena unit;
    bool ok = true;

    if (!script)
        return false;
    arena_init(&unit);
    arena_new(&unit, char, 1); /* a block that outlives each reset */
    while (ok && script_next(script, &s, &end, err) && !end)
        ok = shaper_add(sh, &unit, &s, err);
    arena_done(&unit);
    return ok && end;
}

bool shape_walk(arena *a, const struct shape_walk *w, struct shape *out, struct err *err)
{
    arena own;
    struct shaper sh = { .conn = w->conn,
                         .group = grouping_begin(a, w->conn, w->mig_flags, w->source->dir),
                         .each = w->each,
                         .data = w->data };
    bool ok;

    arena_init(&own);
    ok = walk_all(w, &sh, &own, err);
    arena_done(&own);
    if (ok)
        *out = shaper_end(&sh);
    return ok;
}
