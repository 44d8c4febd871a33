/* core/plan_both.c: plans that may have downs and ups: redo and goto; see core/plan.h.
 *
 * Downs stand first. The down of a redo is marked in the history, so that a run that was cut off behind it is
 * known as what it was: its version goes up again, also where newer ones are applied.
 */
#include "core/plan_int.h"

/* ---- redo ---- */

/* The last event of a version; NULL = none. */
static const struct entry *last_event(const struct state *s)
{
    for (size_t i = s->entries.n; i-- > 0;)
        if (s->entries.v[i].event != EVENT_OF_REPEATABLE)
            return &s->entries.v[i];
    return NULL;
}

/* The version that the last event of the history took back by a redo; absent = none. */
static str cut_off(const struct state *s)
{
    const struct entry *last = last_event(s);

    return last && state_redo_open(s, last->version) ? last->version : (str){ 0 };
}

static str redo_version(arena *a, const struct plan_in *in)
{
    struct entry_list applied = { 0 };
    str open = cut_off(in->state);

    if (in->opts->only.n)
        return in->opts->only;
    if (open.n)
        return open;
    state_applied_list(a, in->state, &applied);
    return applied.n ? applied.v[0]->version : (str){ 0 };
}

/* Was a redo of this version cut off behind its up, with repeatable files that are to be made again? */
static bool only_files_left(const struct state *s, str version)
{
    const struct entry *last = last_event(s);
    bool open = false;

    for (size_t i = 0; i < s->repeatables.entries.n; i++)
        open |= repeat_open(s->repeatables.entries.v[i].value);
    if (!open || !last || last->event != EVENT_OF_UP || !str_eq(last->version, version))
        return false;
    for (const struct entry *e = last; e-- > s->entries.v;)
        if (str_eq(e->version, version))
            return e->event == EVENT_OF_DOWN && e->flags & ENTRY_REDO;
    return false;
}

static bool refuse_not_applied(str version, struct err *err)
{
    err_set(err, ERR_REDO_PENDING,
            "migration \"" STR_FMT "\" is not applied: there is nothing to redo", STR_ARG(version));
    return err_hint(err, "Apply it with: afloat up");
}

static bool refuse_no_file(str version, struct err *err)
{
    err_set(err, ERR_FILE_GONE,
            "migration \"" STR_FMT "\" has no file here: it could not be applied again",
            STR_ARG(version));
    return err_hint(err, "Take it back for good with: afloat down");
}

static bool plan_one_again(arena *a, const struct plan_in *in, str version, struct plan *plan,
                           struct err *err)
{
    const struct state *s = in->state;
    const struct migration *m = project_find(in->project, version);
    const struct entry *e = state_applied(s, m ? m->version : version);
    struct state after = *s; /* the down */
    struct plan_in up = *in;

    if (!m && !map_find(&s->newest, version))
        return plan_not_found(version, err);
    if (!m)
        return refuse_no_file(version, err);
    if (!e && !state_redo_open(s, m->version))
        return refuse_not_applied(version, err);
    if (!plan_check_half(s, DIR_DOWN, e ? m->version : (str){ 0 }, err) ||
        !plan_check_half(s, DIR_UP, e ? (str){ 0 } : m->version, err))
        return false;
    if (e) {
        if (!plan_add_down(a, in, e, plan, err))
            return false;
        plan->items.v[0].flags |= ENTRY_REDO;
        plan->both = true;
        after.journal.n = 0;
        up.state = &after;
    }
    return plan_add_up(a, &up, m, (str){ 0 }, plan, err) && plan_choose_sources(a, in, plan, err);
}

static int64_t count_applied(arena *a, const struct state *s)
{
    struct entry_list applied = { 0 };

    state_applied_list(a, s, &applied);
    return (int64_t)applied.n;
}

/* Is there a pending version beside this one? */
static bool left_out_but(const struct plan_in *in, str version)
{
    const struct project *p = in->project;

    for (size_t i = 0; i < p->migrations.n; i++)
        if (!str_eq(p->migrations.v[i].version, version) &&
            !state_applied(in->state, p->migrations.v[i].version))
            return true;
    return false;
}

bool plan_redo(arena *a, const struct plan_in *in, struct plan *out, struct err *err)
{
    struct plan plan = { .dir = DIR_UP, .applied = count_applied(a, in->state) };
    str version = redo_version(a, in);

    if (version.n && !only_files_left(in->state, version) &&
        !plan_one_again(a, in, version, &plan, err))
        return false;
    if (version.n && !plan_repeats_both(a, in, !left_out_but(in, version), &plan, err))
        return false;
    *out = plan;
    return true;
}

/* ---- goto ---- */

static bool stays(const struct plan_opts *opts, str version)
{
    return !str_eq(opts->to, S("0")) && version_cmp(version, opts->to) <= 0;
}

static bool add_downs(arena *a, const struct plan_in *in, struct plan *plan, struct err *err)
{
    struct entry_list applied = { 0 };

    state_applied_list(a, in->state, &applied);
    for (size_t i = 0; i < applied.n; i++)
        if (!stays(in->opts, applied.v[i]->version) &&
            !plan_add_down(a, in, applied.v[i], plan, err))
            return false;
    return true;
}

static bool add_ups(arena *a, const struct plan_in *in, struct plan *plan, struct err *err)
{
    const struct project *p = in->project;
    str newest = plan_newest_applied(in->state, in->opts->to);

    for (size_t i = 0; i < p->migrations.n; i++) {
        const struct migration *m = &p->migrations.v[i];

        if (stays(in->opts, m->version) && !state_applied(in->state, m->version) &&
            !plan_add_up(a, in, m, newest, plan, err))
            return false;
    }
    return true;
}

/* What is half way goes on first; a half-done version that this plan leaves alone, or passes in the other
 * direction, must be finished by the command that began it. */
static bool check_journal(const struct plan_in *in, bool downs, struct err *err)
{
    const struct state *s = in->state;

    for (size_t i = 0; i < s->journal.n; i++) {
        const struct journal_row *r = &s->journal.v[i];

        if (is_repeatable_version(r->version))
            continue;
        if (r->dir == DIR_UP ? downs || !stays(in->opts, r->version) : stays(in->opts, r->version))
            return plan_check_half(s, r->dir, (str){ 0 }, err);
    }
    return true;
}

/* Is there a file of a version that is not to stay? */
static bool left_out(const struct plan_in *in)
{
    for (size_t i = 0; i < in->project->migrations.n; i++)
        if (!stays(in->opts, in->project->migrations.v[i].version))
            return true;
    return false;
}

bool plan_goto(arena *a, const struct plan_in *in, struct plan *out, struct err *err)
{
    const struct plan_opts *opts = in->opts;
    struct plan plan = { .dir = DIR_UP, .applied = count_applied(a, in->state) };
    size_t downs;

    if (!str_eq(opts->to, S("0")) && !project_find(in->project, opts->to) &&
        !state_applied(in->state, opts->to))
        return plan_not_found(opts->to, err);
    if (!add_downs(a, in, &plan, err))
        return false;
    downs = plan.items.n;
    if (!check_journal(in, downs > 0, err) || !add_ups(a, in, &plan, err))
        return false;
    if (plan.items.n > downs && !plan_check_applied(in, opts->to, err))
        return false;
    plan.both = downs && plan.items.n > downs;
    plan.dir = downs ? DIR_DOWN : DIR_UP;
    if (!plan_choose_sources(a, in, &plan, err))
        return false;
    if (downs && (left_out(in) || !plan.both)
            ? !plan_repeats_down(a, in, &plan, err)
            : !plan_repeats_both(a, in, !left_out(in), &plan, err))
        return false;
    *out = plan;
    return true;
}
