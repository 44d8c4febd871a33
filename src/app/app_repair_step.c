/* app/app_repair_step.c: see app/app_repair_step.h. */
#include "app/app_repair_step.h"

#include "app/app_record.h"
#include "core/format.h"
#include "core/history.h"

struct marking {
    struct ctx *ctx;
    struct app_session *s;
    const struct app_step *q;
    const struct journal_row *last; /* the last finished statement of the version */
    struct journal_row row;         /* what is said */
    bool is_new;                    /* the row is not in the journal yet */
};

static bool not_waiting(const struct marking *m, struct err *err)
{
    err_set(err, ERR_NOT_FOUND, "no statement %lld of \"" STR_FMT "\" waits for an answer",
            (long long)m->q->step, STR_ARG(m->q->version));
    return err_hint(err, "See what is open with: afloat repair");
}

/* The row of the statement, when it was cut off; else only m->last. */
static bool find_row(struct marking *m)
{
    const struct state *state = &m->s->state;

    for (size_t i = 0; i < state->journal.n; i++) {
        const struct journal_row *r = &state->journal.v[i];

        if (!str_eq(r->version, m->q->version))
            continue;
        if (r->state == JOURNAL_INTENT && r->step == m->q->step) {
            m->row = *r;
            return true;
        }
        if (r->state == JOURNAL_DONE && (!m->last || r->step > m->last->step))
            m->last = r;
    }
    return false;
}

/* A run stopped at the statement, and a person made it by hand. */
static bool make_row(struct marking *m, struct err *err)
{
    const struct migration *file = project_find(&m->s->project, m->q->version);

    if (!m->last || m->last->dir != DIR_UP || !file || !m->q->applied ||
        m->q->step != m->last->step + 1)
        return not_waiting(m, err);
    m->is_new = true;
    m->row = (struct journal_row){ .version = m->q->version,
                                   .dir = DIR_UP,
                                   .step = m->q->step,
                                   .state = JOURNAL_DONE,
                                   .snapshot = S("") };
    if (!plan_next_row(m->ctx->mem, m->s->conn, file, m->last, &m->row, err))
        return false;
    return m->row.prefix_sum.n || not_waiting(m, err);
}

static str journal_sql(const struct marking *m, const struct run_lock *lock)
{
    arena *a = m->ctx->mem;
    struct conn *c = m->s->conn;

    if (m->is_new)
        return journal_insert_sql(a, c, lock->tables, &lock->run, &m->row);
    return m->q->applied ? journal_done_sql(a, c, lock->tables, &m->row)
                         : journal_delete_sql(a, c, lock->tables, &m->row);
}

/* The version stays what it was, applied or not; the row keeps who said what, and why. */
static void fill_entry(const struct marking *m, const struct run_lock *lock, struct entry *out)
{
    const struct entry *newest = map_find(&m->s->state.newest, m->q->version);
    const struct migration *file = project_find(&m->s->project, m->q->version);

    *out = newest ? *newest
                  : (struct entry){ .version = m->q->version, .name = S(""), .format = S("") };
    if (!newest)
        app_no_sums(out);
    if (!newest && file) {
        out->name = file->name;
        out->format = str_of(file->format->name);
        out->up = file->up;
        out->down = file->down;
        out->flags = file->flags;
    }
    out->event = EVENT_OF_REPAIR;
    out->reason = str_printf(m->ctx->mem, "statement %lld %s: " STR_FMT, (long long)m->q->step,
                             m->q->applied ? "applied" : "not applied", STR_ARG(m->q->reason));
    out->duration_ms = 0;
    out->actor = lock->run.actor;
    out->run_id = lock->run.id;
    out->epoch = lock->run.epoch;
}

static bool write(struct marking *m, struct run_lock *lock, struct err *err)
{
    struct conn *c = m->s->conn;
    arena *a = m->ctx->mem;
    struct entry e;
    str sql[4], down;

    fill_entry(m, lock, &e);
    if (!app_stored_down(m->ctx, m->s, &e, &down, err))
        return false;
    history_seal(a, &m->s->state, &e);
    sql[0] = str_of(c->engine->words->begin);
    sql[1] = journal_sql(m, lock);
    sql[2] = history_insert_sql(a, c, lock->tables, &lock->run, &e, down);
    sql[3] = S("COMMIT");
    for (size_t i = 0; i < COUNT_OF(sql); i++)
        if (!engine_exec(c, sql[i], NULL, err))
            return engine_undo(c, err);
    history_advance(&m->s->state, &e);
    return true;
}

bool app_repair_step(struct ctx *ctx, struct app_session *s, struct run_lock *lock,
                     const struct app_step *q, struct err *err)
{
    struct marking m = { .ctx = ctx, .s = s, .q = q };

    if (!find_row(&m) && !make_row(&m, err))
        return false;
    return !lock || write(&m, lock, err);
}
