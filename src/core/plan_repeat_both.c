/* core/plan_repeat_both.c: the repeatable files of a plan that ends with ups; see core/plan.h.
 *
 * All versions applied at its end: the files run where they are new or changed. Versions left out: what stands
 * stays, and is known, so that it can make way. Downs before the ups: what cannot stand between them is dropped
 * with the down, recorded so (ENTRY_REDO), and made again with the last up; a run that was cut off between is
 * finished by any command that goes up.
 */
#include "core/plan_int.h"

bool repeat_open(const struct entry *now)
{
    return now && now->event == EVENT_OF_REPEATABLE && now->flags & ENTRY_REDO;
}

/* The row of the text that is to stand: that before it was dropped for a moment. NULL = none. */
static const struct entry *settled(const struct state *s, const struct entry *now)
{
    for (size_t i = s->entries.n; repeat_open(now) && i-- > 0;) {
        const struct entry *e = &s->entries.v[i];

        if (e->event == EVENT_OF_REPEATABLE && !repeat_open(e) && str_eq(e->name, now->name))
            return e;
    }
    return repeat_open(now) ? NULL : now;
}

/* A text that cannot be read any more (a variable is gone, a password is masked) is not known: it cannot make way. */
static bool add_stored(arena *a, const struct plan_in *in, const struct entry *now,
                       struct plan *plan, struct err *err)
{
    const struct entry *want = settled(in->state, now);
    struct plan_repeat r = { .version = now->version, .name = now->name, .now = now, .want = want };
    struct err unread;

    if (!want || !want->applied)
        return true;
    if (!repeat_stored(a, in, want, &r.source, err))
        return false;
    if (!r.source.format)
        return true;
    r.changed = want != now || repeat_cut_off(in->state, now->version);
    r.sum = want->down.text;
    r.text_sum = want->up.text;
    r.code_sum = want->up.code;
    r.flags = want->flags;
    err_init(&unread);
    if (repeat_makes(a, in->conn, &r.source, &r.makes, &unread))
        *vec_push(a, &plan->repeats) = r;
    err_done(&unread);
    return true;
}

static bool listed(const struct plan *plan, str name)
{
    for (size_t i = 0; i < plan->repeats.n; i++)
        if (str_eq(plan->repeats.v[i].name, name))
            return true;
    return false;
}

/* Those of the history that the plan has not yet; `open` = only those that were dropped for a moment. */
static bool add_from_history(arena *a, const struct plan_in *in, bool open, struct plan *plan,
                             struct err *err)
{
    const struct state *s = in->state;

    for (size_t i = 0; i < s->repeatables.entries.n; i++) {
        const struct entry *now = s->repeatables.entries.v[i].value;

        if ((!open || repeat_open(now) || repeat_cut_off(s, now->version)) &&
            !listed(plan, now->name) && !add_stored(a, in, now, plan, err))
            return false;
    }
    return true;
}

/* What a down puts in its place where the text cannot stand: nothing. For good where no file makes it again. */
static bool add_alternative(arena *a, const struct plan_in *in, struct plan_repeat *r, bool moment,
                            struct err *err)
{
    struct plan_repeat *alt = arena_new(a, struct plan_repeat, 1);

    if (r->changed) {
        r->makes.n = 0;
        r->makes.cap = 0;
        if (!repeat_makes(a, in->conn, &r->before, &r->makes, err))
            return false;
    }
    *alt = (struct plan_repeat){ .version = r->version,
                                 .name = r->name,
                                 .now = r->now,
                                 .makes = r->makes,
                                 .flags = (r->now->flags & ~(unsigned)MIG_VARS) |
                                          (moment ? ENTRY_REDO : 0u),
                                 .gone = true,
                                 .changed = true };
    alt->source = repeat_drops(a, in, alt);
    r->alternative = alt;
    return true;
}

/* What the plan drops with a table comes back at its end. Where that is no transaction it is recorded as gone first. */
static bool find_lost(arena *a, struct lost_tables *tables, const struct plan_repeat *r, bool *out,
                      struct err *err)
{
    *out = false;
    return tables->conn->server.caps & CAP_DDL_TRANSACTIONAL || !r->now || !r->now->applied ||
           plan_loses(a, tables, &r->makes, out, err);
}

static bool is_redo(const struct plan *plan)
{
    return plan->both && plan->items.v[0].flags & ENTRY_REDO;
}

/* *out_first: those whose alternatives go before the versions. */
static bool know_what_stands(arena *a, const struct plan_in *in, bool all, struct plan *plan,
                             struct repeat_list *out_first, struct err *err)
{
    struct lost_tables tables = { .conn = in->conn, .plan = plan };

    for (size_t i = 0; i < plan->repeats.n; i++) {
        struct plan_repeat *r = &plan->repeats.v[i];
        bool lost, moment = r->mig || !all || is_redo(plan);

        if (!find_lost(a, &tables, r, &lost, err))
            return false;
        r->changed |= lost && moment;
        if ((r->changed || lost || plan->round) && !repeat_stored(a, in, r->now, &r->before, err))
            return false;
        if ((lost || plan->round) && r->before.format && !add_alternative(a, in, r, moment, err))
            return false;
        if (lost && r->alternative)
            *vec_push(a, out_first) = r->alternative;
    }
    return true;
}

bool plan_repeats_both(arena *a, const struct plan_in *in, bool all, struct plan *plan,
                       struct err *err)
{
    struct repeat_list first = { 0 };
    bool open;

    plan->round = plan->both;
    open = !plan->round && (all || !plan->items.n);
    if (all)
        repeats_of_files(a, in, plan);
    return add_from_history(a, in, open, plan, err) &&
           know_what_stands(a, in, all, plan, &first, err) &&
           repeat_items(a, in, plan, &first, err);
}
