/* app/app_seed.c: see app/app_seed.h.
 *
 * Takes the run's lock, so that seeds and migrations do not meet; writes no history.
 */
#include "app/app_seed.h"

#include "base/fs.h"
#include "core/seed.h"

static const struct field file_fields[] = {
    { "file", "file", FIELD_TEXT, 0, "path of the seed" },
    { "statements", "statements", FIELD_INT, 0, "statements in it" },
};

static const struct rectype file_type = { "seeds", RECORD_MANY, file_fields, COUNT_OF(file_fields),
                                          NULL };

static const struct field run_fields[] = {
    { "files", "", FIELD_INT, 0, "seeds that were run" },
    { "ms", "", FIELD_MS, 0, "duration of the run in milliseconds" },
    { "message", "", FIELD_TEXT, 0, "the result in words" },
};

static const struct rectype run_type = { "seed", RECORD_ONE, run_fields, COUNT_OF(run_fields),
                                         "{message}" };

struct seeding {
    struct ctx *ctx;
    const struct app_seed *req;
    struct app_outcome *out;
    struct app_session s;
    struct str_list files;
    struct plan plan;
};

static void tell(struct seeding *w, int64_t files, int64_t ms, str message)
{
    struct field_value v[] = { field_int(files), field_int(ms), field_text(message) };

    ctx_record(w->ctx, &run_type, v);
}

static bool only_look(struct seeding *w)
{
    const struct plan *p = &w->plan;
    long long n = (long long)p->items.n;

    ctx_record(w->ctx, &file_type, NULL);
    for (size_t i = 0; i < p->items.n; i++)
        ctx_record(w->ctx, &file_type,
                   (struct field_value[]){ field_text(p->items.v[i].version),
                                           field_int(p->items.v[i].shape.statements) });
    tell(w, 0, 0,
         str_printf(w->ctx->mem, "%lld seed%s would be run. Nothing was changed.", n,
                    STR_PLURAL(n)));
    return true;
}

/* The seeds that have not been run, as a command. */
static str rest_of(const struct seeding *w, int64_t done)
{
    struct buf b = buf_on(w->ctx->mem);

    buf_str(&b, app_command(w->ctx->mem, &w->req->common, "seed"));
    for (size_t i = (size_t)done; i < w->files.n; i++)
        buf_printf(&b, " " STR_FMT, STR_ARG(w->files.v[i]));
    return buf_view(&b);
}

static void tell_kept(struct seeding *w, const struct run_report *r)
{
    struct buf b = buf_on(w->ctx->mem);

    w->out->raised = r->units > 0 || r->unknown;
    if (r->migrations)
        buf_printf(&b, "%lld seed%s %s run. ", (long long)r->migrations, STR_PLURAL(r->migrations),
                   r->migrations == 1 ? "was" : "were");
    if (r->unknown)
        buf_printf(&b, "Whether " STR_FMT " was committed is not known: look at its rows.",
                   STR_ARG(r->failed_version));
    else
        app_put_kept(&b, r);
    w->out->committed = buf_view(&b);
    if (w->out->raised && !r->unknown && !r->kept_step)
        w->out->next = rest_of(w, r->migrations);
}

static bool run_locked(struct seeding *w, struct run_lock *lock, struct err *err)
{
    struct app_session *s = &w->s;
    struct role role;
    struct run_opts opts = { s->config.lock_timeout_ms, s->config.statement_timeout_ms, &role };
    struct run_in in = { lock, &s->state, &w->plan, &opts, NULL };
    struct run_report report;

    if (!role_open(w->ctx->mem, s->conn, s->config.role, &role, err))
        return false;
    if (!run_plan(w->ctx->mem, &in, &report, err)) {
        tell_kept(w, &report);
        return false;
    }
    tell(w, report.migrations, report.ms,
         str_printf(w->ctx->mem, "ran %lld seed%s in %lld ms", (long long)report.migrations,
                    STR_PLURAL(report.migrations), (long long)report.ms));
    return true;
}

/* An SQLite file that is not there has no tables to fill: a mistyped path. */
static bool check_there(const struct config *c, struct err *err)
{
    if (c->dsn.engine != DSN_SQLITE || str_eq(c->dsn.database, S(":memory:")) ||
        fs_exists(c->dsn.database))
        return true;
    err_set(err, ERR_CONNECT, "there is no database \"" STR_FMT "\"", STR_ARG(c->dsn.database));
    return err_hint(err, "Make its tables first with: afloat up");
}

static bool prepare(struct seeding *w, struct err *err)
{
    const struct app_common *common = &w->req->common;
    const struct config *c = &w->s.config;
    unsigned need = NEED_DATABASE | (common->dry_run ? 0 : NEED_WRITABLE);

    if (!app_open(w->ctx, common, need, &w->s, err) || !check_there(c, err))
        return false;
    w->files = w->req->files;
    if (!w->files.n && !seed_list(w->ctx->mem, c->seed_dir, c->env, &w->files, err))
        return false;
    app_tell_target(w->ctx, &w->s);
    return seed_plan(w->ctx->mem, w->s.conn, &w->files, &c->vars, &w->plan, err);
}

bool app_seed(struct ctx *ctx, const struct app_seed *req, struct app_outcome *out, struct err *err)
{
    struct seeding w = { .ctx = ctx, .req = req, .out = out };
    struct run_lock lock;
    bool ok;

    if (!prepare(&w, err))
        return false;
    if (req->common.dry_run)
        return only_look(&w);
    if (!w.plan.items.n) {
        tell(&w, 0, 0, S("there are no seeds: nothing to do"));
        return true;
    }
    if (!app_protect(&req->common, &w.s.config, err) ||
        !lock_take(ctx->mem, w.s.conn, &w.s.tables, w.s.config.lock_wait_ms, &lock, err))
        return false;
    ok = run_locked(&w, &lock, err);
    ok = app_unlock(&lock, err) && ok;
    app_tell_cost(ctx, &w.s);
    return ok;
}

const struct rectype *const app_seed_records[] = { &app_target_type, &run_type, NULL };
const struct rectype *const app_seed_dry_records[] = { &app_target_type, &file_type, &run_type,
                                                       NULL };
