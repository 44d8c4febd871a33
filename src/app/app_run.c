/* app/app_run.c: up, down and what else runs a plan; see app/app_run.h. Plans are told by app/app_plan.c. */
#include "app/app_run.h"

#include "app/app_hooks.h"
#include "app/app_plan.h"
#include "base/shell.h"

static const struct field run_fields[] = {
    { "direction", "", FIELD_TEXT, 0, "up, down, or both: down, then up" },
    { "migrations", "", FIELD_INT, 0, "migrations that this run finished" },
    { "repeatables", "", FIELD_INT, 0, "repeatable files that this run made, put back or dropped" },
    { "units", "", FIELD_INT, 0, "transactions and single statements that this run committed" },
    { "applied", "", FIELD_INT, 0, "versions that are applied now" },
    { "ms", "", FIELD_MS, 0, "duration of the run in milliseconds" },
    { "message", "", FIELD_TEXT, 0, "the result in words" },
};

static const struct rectype run_type = { "run", RECORD_ONE, run_fields, COUNT_OF(run_fields),
                                         "{message}" };

/* Of the items that this run finished, which are the first of the plan. */
static int64_t finished(const struct plan *plan, const struct run_report *r, enum direction dir)
{
    int64_t n = 0, versions = 0;

    for (size_t i = 0; i < plan->items.n && versions < r->migrations; i++) {
        if (plan->items.v[i].repeat)
            continue;
        versions++;
        n += plan->items.v[i].dir == dir;
    }
    return n;
}

static str way_of(const struct plan *plan)
{
    return plan->both ? S("both") : plan->dir == DIR_UP ? S("up") : S("down");
}

static void put_count(struct buf *b, const char *verb, int64_t n, const char *noun)
{
    if (n)
        buf_printf(b, "%s%s %lld %s%s", b->n ? " and " : "", verb, (long long)n, noun,
                   STR_PLURAL(n));
}

static str in_words(arena *a, const struct plan *plan, const struct run_report *r)
{
    struct buf b = buf_on(a);
    bool up = plan->dir == DIR_UP || plan->both;

    if (!r->migrations && !r->units)
        return up ? S("up to date: nothing to do") : S("nothing to take back");
    put_count(&b, "took back", finished(plan, r, DIR_DOWN), "migration");
    put_count(&b, "applied", finished(plan, r, DIR_UP), "migration");
    put_count(&b, plan->texts_back ? "put back" : "made", r->repeatables, "repeatable file");
    if (!b.n)
        put_count(&b, "settled", r->units, "unit");
    buf_printf(&b, " in %lld ms", (long long)r->ms);
    return buf_view(&b);
}

static void tell_run(struct ctx *ctx, const struct plan *plan, const struct run_report *r)
{
    struct field_value v[] = { field_text(way_of(plan)),
                               field_int(r->migrations),
                               field_int(r->repeatables),
                               field_int(r->units),
                               field_int(plan->applied + finished(plan, r, DIR_UP) -
                                         finished(plan, r, DIR_DOWN)),
                               field_int(r->ms),
                               field_text(in_words(ctx->mem, plan, r)) };

    _Static_assert(COUNT_OF(v) == COUNT_OF(run_fields), "one value a field");
    ctx_record(ctx, &run_type, v);
}

static void put_stays(struct buf *b, int64_t n, const char *did)
{
    if (n)
        buf_printf(b, "%lld migration%s %s %s and stay%s so. ", (long long)n, STR_PLURAL(n),
                   n == 1 ? "was" : "were", did, n == 1 ? "s" : "");
}

/* Part three of a failure: what is in the database now. */
static str committed_words(arena *a, const struct plan *plan, const struct run_report *r)
{
    struct buf b = buf_on(a);

    put_stays(&b, finished(plan, r, DIR_DOWN), "taken back");
    put_stays(&b, finished(plan, r, DIR_UP), "applied");
    if (r->repeatables)
        buf_printf(&b, "%lld repeatable file%s %s done. ", (long long)r->repeatables,
                   STR_PLURAL(r->repeatables), r->repeatables == 1 ? "is" : "are");
    if (!r->failed_version.n)
        return buf_view(&b);
    if (r->unknown)
        buf_printf(&b, "Of " STR_FMT " the outcome is not known yet: the next run finds out.",
                   STR_ARG(r->failed_version));
    else if (r->kept_step || !r->complete)
        app_put_kept(&b, r);
    return buf_view(&b);
}

static bool check_words(const struct app_run *req, struct err *err)
{
    return !req->down_from.n || str_eq(req->down_from, S("file")) ||
           str_eq(req->down_from, S("history")) ||
           err_set(err, ERR_USAGE, "--down-from takes file or history");
}

static void fill_opts(const struct app_run *req, const struct app_session *s, struct plan_opts *out)
{
    *out = (struct plan_opts){ .to = req->to, .count = req->count, .only = req->only };
    out->allow_out_of_order = req->allow_out_of_order || s->config.allow_out_of_order;
    out->down_from = str_eq(req->down_from, S("file"))      ? DOWN_FROM_FILE
                     : str_eq(req->down_from, S("history")) ? DOWN_FROM_HISTORY
                                                            : DOWN_ASK;
}

struct job { /* one call of a command that runs or shows a plan */
    struct ctx *ctx;
    const struct app_run *req;
    app_plan_fn *make;
    struct app_session s;
    struct app_outcome *out;
};

/* `again`: the notes were told the first time. */
static bool make_plan(struct job *j, bool again, struct plan *out, struct err *err)
{
    struct app_session *s = &j->s;
    arena *a = j->ctx->mem;
    struct plan_opts o;
    struct plan_in in = { &s->project, &s->state, s->conn, &s->tables, &o };

    fill_opts(j->req, s, &o);
    o.silent = again;
    return j->make(a, &in, out, err) && plan_shape(a, s->conn, out, err);
}

/* Does the same command do something else once a part of its work is done? */
static bool is_relative(const struct job *j)
{
    return j->make == plan_redo || j->req->count > 0 ||
           (j->make == plan_down && !j->req->to.n && !j->req->only.n);
}

static void put_list(struct buf *b, const char *flag, const struct str_list *values)
{
    for (size_t i = 0; i < values->n; i++) {
        buf_printf(b, " %s ", flag);
        shell_word(b, values->v[i]);
    }
}

/* "afloat down 3" that has taken one back goes on with "afloat down 2". */
static str rest_command(const struct job *j, const struct plan *plan, int64_t left)
{
    arena *a = j->ctx->mem;
    const struct app_run *req = j->req;
    struct buf b = buf_on(a);

    buf_str(&b, app_command(a, &req->common,
                            str_z(a, str_printf(a, STR_FMT " %lld", STR_ARG(way_of(plan)),
                                                (long long)left))));
    if (req->down_from.n)
        buf_printf(&b, " --down-from " STR_FMT, STR_ARG(req->down_from));
    if (req->allow_out_of_order)
        buf_z(&b, " --allow-out-of-order");
    put_list(&b, "--var", &req->common.config.vars);
    return buf_view(&b);
}

/* Never a command that would do more than was asked for: where nobody knows, one that only looks. */
static str next_command(const struct job *j, const struct plan *plan, const struct run_report *r)
{
    int64_t left = (int64_t)(plan->items.n - plan->repeat_items) - r->migrations;

    if (r->complete || (r->unknown && is_relative(j)))
        return app_command(j->ctx->mem, &j->req->common, "status");
    if (r->migrations && left > 0 && is_relative(j) && !plan->both && j->make != plan_redo)
        return rest_command(j, plan, left);
    return j->req->common.command;
}

/* Also for a run that went well: giving the lock back can still fail. */
static void tell_kept(struct job *j, const struct plan *plan, const struct run_report *r)
{
    j->out->raised = r->units > 0 || r->unknown || r->kept_step > 0;
    j->out->committed = committed_words(j->ctx->mem, plan, r);
    j->out->next = next_command(j, plan, r);
}

/* The plan is made again under the lock: what was read before may be old. */
static bool run_locked(struct job *j, struct run_lock *lock, struct err *err)
{
    struct app_session *s = &j->s;
    struct app_hooks hooks;
    struct run_opts opts = { s->config.lock_timeout_ms, s->config.statement_timeout_ms,
                             &hooks.role };
    struct run_report report = { 0 };
    struct plan plan = { 0 };
    struct run_in in = { lock, &s->state, &plan, &opts, &hooks.each };
    bool ok;

    if (!make_plan(j, true, &plan, err) || !app_hooks_open(j->ctx, s, lock, &plan, &hooks, err))
        return false;
    if (!app_hooks_before(&hooks, err))
        return app_hooks_end(&hooks, false, &report, err);
    ctx_event(j->ctx, &(struct event){ .kind = EVENT_RUN_START,
                                       .total = (int64_t)plan.items.n,
                                       .steps = plan_statements(&plan),
                                       .text = way_of(&plan) });
    ok = run_plan(j->ctx->mem, &in, &report, err);
    ctx_event(j->ctx, &(struct event){ .kind = EVENT_RUN_DONE,
                                       .n = report.migrations,
                                       .total = (int64_t)plan.items.n,
                                       .ms = report.ms });
    if (ok)
        tell_run(j->ctx, &plan, &report);
    tell_kept(j, &plan, &report);
    if (app_hooks_end(&hooks, ok, &report, err))
        return true;
    if (ok) /* nothing is pending: the same command would run no hook */
        j->out->next = app_command(j->ctx->mem, &j->req->common, "status");
    return false;
}

/* May there be something to run on an SQLite file that is not there yet? */
static bool creates(const struct job *j)
{
    return j->make == plan_up || j->make == plan_goto;
}

/* A plan may be made on a server that takes no writes, and makes no SQLite file. */
static bool open_session(struct job *j, struct err *err)
{
    unsigned need = NEED_DATABASE | NEED_PROJECT;

    need |= j->make == plan_down ? NEED_QUIET : NEED_SHAPES;
    if (!check_words(j->req, err))
        return false;
    if (!j->req->common.dry_run)
        need |= creates(j) ? NEED_WRITABLE | NEED_CREATE : NEED_WRITABLE;
    if (!app_open(j->ctx, &j->req->common, need, &j->s, err))
        return false;
    app_tell_target(j->ctx, &j->s);
    return true;
}

static bool run(struct job *j, struct err *err)
{
    struct app_session *s = &j->s;
    struct run_lock lock;
    struct plan plan;
    bool ok;

    if (!open_session(j, err) || !make_plan(j, false, &plan, err))
        return false;
    if (plan.items.n && !app_check_history(j->ctx, s, err))
        return false;
    if (j->req->common.dry_run)
        return app_tell_plan(j->ctx, s, &plan, err);
    if (!plan.items.n && !s->state.journal.n && !s->state.stale.n) {
        tell_run(j->ctx, &plan, &(struct run_report){ 0 });
        app_tell_cost(j->ctx, s);
        return true;
    }
    if (!app_lock(j->ctx, s, &lock, err))
        return false;
    ok = run_locked(j, &lock, err);
    ok = app_unlock(&lock, err) && ok;
    app_tell_cost(j->ctx, s);
    return ok;
}

bool app_run_plan(struct ctx *ctx, const struct app_run *req, app_plan_fn *make,
                  struct app_outcome *out, struct err *err)
{
    struct job j = { .ctx = ctx, .req = req, .make = make, .out = out };

    return run(&j, err);
}

bool app_up(struct ctx *ctx, const struct app_run *req, struct app_outcome *out, struct err *err)
{
    return app_run_plan(ctx, req, plan_up, out, err);
}

bool app_down(struct ctx *ctx, const struct app_run *req, struct app_outcome *out, struct err *err)
{
    return app_run_plan(ctx, req, plan_down, out, err);
}

bool app_plan(struct ctx *ctx, const struct app_run *req, struct app_outcome *out, struct err *err)
{
    struct job j = { .ctx = ctx, .req = req, .make = req->down ? plan_down : plan_up, .out = out };
    struct plan plan;

    if (!check_words(req, err) ||
        !app_open(ctx, &req->common,
                  NEED_DATABASE | NEED_PROJECT | (req->down ? NEED_QUIET : NEED_SHAPES), &j.s, err))
        return false;
    app_tell_target(ctx, &j.s);
    if (!make_plan(&j, false, &plan, err))
        return false;
    if (plan.items.n && !app_check_history(ctx, &j.s, err))
        return false;
    out->exit_code = req->exit_code && plan.items.n > 0;
    if (!app_tell_plan(ctx, &j.s, &plan, err))
        return false;
    app_tell_cost(ctx, &j.s);
    return true;
}

const struct rectype *const app_run_records[] = { &app_target_type, &run_type, NULL };
