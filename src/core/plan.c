/* core/plan.c: the way up; see core/plan.h. The way down is core/plan_down.c. */
#include "core/plan.h"

#include "core/plan_int.h"

static const char *const state_names[] = {
    [FILE_PENDING] = "pending",    [FILE_APPLIED] = "applied",   [FILE_CHANGED] = "changed",
    [FILE_COMMENTS] = "applied",   [FILE_HALF] = "half applied", [FILE_GONE] = "file gone",
    [FILE_AHEAD] = "other branch",
};

const char *file_state_name(enum file_state s)
{
    return state_names[s];
}

bool plan_half_done(const struct state *s, str version)
{
    for (size_t i = 0; i < s->journal.n; i++)
        if (str_eq(s->journal.v[i].version, version))
            return true;
    return false;
}

enum file_state plan_file_state(const struct project *p, const struct state *s,
                                const struct migration *mig, const struct entry *e)
{
    const struct migration *last = p->migrations.n ? &p->migrations.v[p->migrations.n - 1] : NULL;

    if (plan_half_done(s, mig ? mig->version : e->version))
        return FILE_HALF;
    if (!e)
        return FILE_PENDING;
    if (!mig && e->flags & ENTRY_GONE_ACCEPTED)
        return FILE_APPLIED;
    if (!mig)
        return last && version_cmp(e->version, last->version) < 0 ? FILE_GONE : FILE_AHEAD;
    if (!e->up.text.n || str_eq(e->up.text, mig->up.text))
        return FILE_APPLIED;
    return str_eq(e->up.code, mig->up.code) ? FILE_COMMENTS : FILE_CHANGED;
}

bool plan_down_differs(const struct migration *mig, const struct entry *e)
{
    return mig && e->has_down_text && !str_eq(mig->down.code, e->down.code);
}

static bool refuse_changed(const struct migration *m, const struct entry *e, struct err *err)
{
    struct place place = { .file = m->file };

    err_set(err, ERR_CHECKSUM, "migration \"" STR_FMT "\" was changed after it was applied",
            STR_ARG(m->version));
    err_detail(err, "It was applied at " STR_FMT " with sum %.12s; the file has %.12s.",
               STR_ARG(e->at), e->up.text.p, m->up.text.p);
    err_hint(err,
             "Put the file back as it was and write a new migration, or look at the difference "
             "with: afloat repair " STR_FMT,
             STR_ARG(m->version));
    return err_at(err, &place);
}

static bool refuse_gone(const struct entry *e, struct err *err)
{
    err_set(err, ERR_FILE_GONE, "migration \"" STR_FMT "\" is applied, but its file is gone",
            STR_ARG(e->version));
    return err_hint(
        err,
        "Bring the file back from version control, or accept it with: afloat repair " STR_FMT
        " --accept --reason TEXT",
        STR_ARG(e->version));
}

static void note_harmless(struct conn *c, const struct migration *m, enum file_state st,
                          const struct entry *e)
{
    if (st == FILE_COMMENTS)
        ctx_say(c->ctx, EVENT_NOTE, "%.*s: only comments or spacing changed since it was applied",
                STR_ARG(m->file));
    if (plan_down_differs(m, e))
        ctx_say(c->ctx, EVENT_NOTE, "%.*s: the down changed since it was applied",
                STR_ARG(m->file));
}

bool plan_check_applied(const struct plan_in *in, str last, struct err *err)
{
    const struct project *p = in->project;
    const struct state *s = in->state;
    struct conn *c = in->conn;

    for (size_t i = 0; i < s->newest.entries.n; i++) {
        const struct entry *e = s->newest.entries.v[i].value;
        const struct migration *m;
        enum file_state st;

        if (!e->applied || !e->version.n || (last.n && version_cmp(e->version, last) > 0))
            continue;
        m = project_find(p, e->version);
        st = plan_file_state(p, s, m, e);
        if (st == FILE_CHANGED)
            return refuse_changed(m, e, err);
        if (st == FILE_GONE)
            return refuse_gone(e, err);
        if (in->opts->silent)
            continue;
        if (st == FILE_AHEAD)
            ctx_say(c->ctx, EVENT_NOTE,
                    "version %.*s is applied and has no file here: it comes from another branch",
                    STR_ARG(e->version));
        if (m)
            note_harmless(c, m, st, e);
    }
    return true;
}

str plan_newest_applied(const struct state *s, str last)
{
    str newest = { 0 };

    for (size_t i = 0; i < s->newest.entries.n; i++) {
        const struct entry *e = s->newest.entries.v[i].value;

        if (e->applied && e->version.n && (!last.n || version_cmp(e->version, last) <= 0) &&
            (!newest.n || version_cmp(e->version, newest) > 0))
            newest = e->version;
    }
    return newest;
}

static bool refuse_order(const struct migration *m, str newest, struct err *err)
{
    struct place place = { .file = m->file };

    err_set(err, ERR_OUT_OF_ORDER,
            "migration \"" STR_FMT "\" is pending, but the newer \"" STR_FMT "\" is applied",
            STR_ARG(m->version), STR_ARG(newest));
    err_hint(err, "Give it a newer version, or apply it where it stands with: afloat up "
                  "--allow-out-of-order");
    return err_at(err, &place);
}

static bool refuse_later(const struct migration *m, struct err *err)
{
    err_set(err, ERR_DIRECTIVE_LATER,
            "\"" STR_FMT "\" is understood, but this version of afloat cannot carry it out",
            STR_ARG(m->refused));
    err_hint(err, "Take the directive out to run the statement as it is written.");
    return err_at(err, &m->refused_at);
}

bool plan_resume(const struct state *s, struct plan_item *item, struct err *err)
{
    for (size_t i = 0; i < s->journal.n; i++) {
        const struct journal_row *r = &s->journal.v[i];

        if (!str_eq(r->version, item->version))
            continue;
        if (r->dir != item->dir) {
            err_set(err, ERR_UNFINISHED, "version \"" STR_FMT "\" is half way %s",
                    STR_ARG(r->version), r->dir == DIR_UP ? "up" : "down");
            return err_hint(err, "Finish it first with: afloat %s",
                            r->dir == DIR_UP ? "up" : "down");
        }
        if (r->state == JOURNAL_DONE && r->step > item->done) {
            item->done = r->step;
            item->done_sum = r->prefix_sum;
        }
    }
    return true;
}

struct script_source plan_file_source(const struct migration *m, enum direction dir,
                                      const struct conn *c)
{
    return (struct script_source){ .mig = m,
                                   .dir = dir,
                                   .format = m->format,
                                   .dialect = c->dialect,
                                   .split_modes = c->server.split_modes,
                                   .database = c->server.database,
                                   .text_sum_only = true,
                                   .ctx = c->ctx };
}

bool plan_add_up(arena *a, const struct plan_in *in, const struct migration *m, str newest,
                 struct plan *plan, struct err *err)
{
    struct conn *c = in->conn;
    struct plan_item *item;

    /* What is half done, or was taken back by a redo that was cut off, had its place already. */
    if (newest.n && version_cmp(m->version, newest) < 0 && !in->opts->allow_out_of_order &&
        !plan_half_done(in->state, m->version) && !state_redo_open(in->state, m->version))
        return refuse_order(m, newest, err);
    item = vec_push(a, &plan->items);
    item->dir = DIR_UP;
    item->version = m->version;
    item->name = m->name;
    item->mig = m;
    item->source = plan_file_source(m, DIR_UP, c);
    item->source.ctx = in->opts->silent ? NULL : c->ctx;
    item->flags = m->flags;
    if (m->refused.n)
        return refuse_later(m, err);
    return plan_resume(in->state, item, err);
}

static bool wanted_up(const struct plan_opts *opts, const struct plan *plan,
                      const struct migration *m)
{
    if (opts->count && (int64_t)plan->items.n >= opts->count)
        return false;
    return !opts->to.n || version_cmp(m->version, opts->to) <= 0;
}

bool plan_not_found(str version, struct err *err)
{
    err_set(err, ERR_NOT_FOUND, "no migration has the version \"" STR_FMT "\"", STR_ARG(version));
    return err_hint(err, "See the versions with: afloat status");
}

bool plan_check_half(const struct state *s, enum direction dir, str but, struct err *err)
{
    const char *way = dir == DIR_UP ? "up" : "down";

    for (size_t i = 0; i < s->journal.n; i++) {
        const struct journal_row *r = &s->journal.v[i];

        if (r->dir != dir || is_repeatable_version(r->version) ||
            (but.n && str_eq(r->version, but)))
            continue;
        err_set(err, ERR_UNFINISHED, "version \"" STR_FMT "\" is half way %s", STR_ARG(r->version),
                way);
        return err_hint(err, "Finish it first with: afloat %s", way);
    }
    return true;
}

bool plan_up(arena *a, const struct plan_in *in, struct plan *out, struct err *err)
{
    const struct project *p = in->project;
    const struct state *s = in->state;
    const struct plan_opts *opts = in->opts;
    struct plan plan = { .dir = DIR_UP };
    str newest = plan_newest_applied(s, (str){ 0 });
    bool left_out = false;

    if (opts->to.n && !project_find(p, opts->to))
        return plan_not_found(opts->to, err);
    if (!plan_check_applied(in, (str){ 0 }, err) || !plan_check_half(s, DIR_DOWN, (str){ 0 }, err))
        return false;
    for (size_t i = 0; i < p->migrations.n; i++) {
        const struct migration *m = &p->migrations.v[i];

        if (state_applied(s, m->version)) {
            plan.applied++;
            continue;
        }
        if (!wanted_up(opts, &plan, m)) {
            left_out = true;
            continue;
        }
        if (!plan_add_up(a, in, m, newest, &plan, err))
            return false;
    }
    if (!plan_repeats_both(a, in, !left_out, &plan, err))
        return false;
    *out = plan;
    return true;
}

int64_t plan_count(const struct plan *p, enum direction dir)
{
    int64_t n = 0;

    for (size_t i = 0; i < p->items.n; i++)
        n += p->items.v[i].dir == dir && !p->items.v[i].repeat;
    return n;
}

bool plan_shape(arena *a, struct conn *c, struct plan *plan, struct err *err)
{
    for (size_t i = 0; i < plan->items.n; i++) {
        struct plan_item *item = &plan->items.v[i];

        struct shape_walk w = { .conn = c, .source = &item->source, .mig_flags = item->flags };

        if (item->dir == DIR_UP && item->mig && item->mig->shape)
            item->shape = *item->mig->shape;
        else if (!shape_walk(a, &w, &item->shape, err))
            return false;
    }
    return true;
}
