/* app/app_repair.c: see app/app_repair.h.
 *
 * Without flags it shows what differs and, on a terminal, asks for each changed file. With --mark it answers the
 * one question a run can ask, or records a hotfix that was made by hand.
 */
#include "app/app_repair.h"

#include "app/app_record.h"
#include "app/app_repair_step.h"
#include "core/format.h"

static const struct field finding_fields[] = {
    { "version", "version", FIELD_TEXT, 0, "version of the migration" },
    { "problem", "problem", FIELD_TEXT, 0, "what differs" },
    { "recorded", "recorded", FIELD_TEXT, 0, "what the history says" },
    { "found", "found", FIELD_TEXT, 0, "what the files say" },
    { "command", "answer", FIELD_TEXT, 0, "the command that settles it" },
};

static const struct rectype finding_type = { "findings", RECORD_MANY, finding_fields,
                                             COUNT_OF(finding_fields), NULL };

static const struct field summary_fields[] = {
    { "repaired", "", FIELD_INT, 0, "rows written" },
    { "open", "", FIELD_INT, 0, "findings that remain" },
    { "message", "", FIELD_TEXT, 0, "the result in words" },
};

static const struct rectype summary_type = { "summary", RECORD_ONE, summary_fields,
                                             COUNT_OF(summary_fields), "{message}" };

struct repair { /* one call */
    struct ctx *ctx;
    const struct app_repair *req;
    struct app_session s;
    str version;
    int64_t step; /* 0 = the whole version */
    int64_t repaired, open;
};

static bool usage(struct err *err, const char *text)
{
    err_set(err, ERR_USAGE, "%s", text);
    return err_hint(err,
                    "afloat repair VERSION[:STEP] --mark applied|not-applied --reason TEXT, or "
                    "afloat repair VERSION --accept --reason TEXT");
}

static bool read_request(struct repair *r, struct err *err)
{
    const struct app_repair *q = r->req;
    str step;

    r->version = str_cut(q->version, ':', &step);
    if (step.p && (!str_to_int64(step, &r->step) || r->step < 1))
        return usage(err, "the step after the colon is not a number");
    if (q->mark.n && !str_eq(q->mark, S("applied")) && !str_eq(q->mark, S("not-applied")))
        return usage(err, "--mark takes applied or not-applied");
    if ((q->mark.n || q->accept) && !r->version.n)
        return usage(err, "a version is needed");
    if (q->mark.n && q->accept)
        return usage(err, "--mark and --accept exclude each other");
    if ((q->mark.n || q->accept) && !q->reason.n)
        return usage(err, "--reason is needed: it is kept in the history");
    return true;
}

static void tell(struct repair *r, str version, const char *problem, str recorded, str found,
                 str command)
{
    struct field_value v[] = { field_text(version), field_text(str_of(problem)),
                               field_text(recorded), field_text(found), field_text(command) };

    r->open++;
    ctx_record(r->ctx, &finding_type, v);
}

static void tell_intents(struct repair *r)
{
    arena *a = r->ctx->mem;

    for (size_t i = 0; i < r->s.state.journal.n; i++) {
        const struct journal_row *row = &r->s.state.journal.v[i];

        if (row->state == JOURNAL_INTENT)
            tell(r, row->version, "a statement was cut off",
                 str_printf(a, "step %lld: " STR_FMT, (long long)row->step,
                            STR_ARG(str_slice(row->statement, 0, 60))),
                 (str){ 0 }, app_command(a, &r->req->common, "up"));
    }
}

static bool accept_file(struct repair *r, struct run_lock *lock, const struct migration *m,
                        const struct entry *e, str reason, struct err *err)
{
    struct entry gone;

    if (m)
        return app_record_file(r->ctx, &r->s, lock, m,
                               &(struct app_mark){ EVENT_OF_REPAIR, true, reason }, err);
    gone = *e;
    gone.event = EVENT_OF_REPAIR;
    gone.flags |= ENTRY_GONE_ACCEPTED;
    gone.reason = reason;
    return app_record_copy(r->ctx, &r->s, lock, &gone, err);
}

static void tell_difference(struct repair *r, const struct entry *e)
{
    const struct migration *m = project_find(&r->s.project, e->version);
    arena *a = r->ctx->mem;

    tell(r, e->version, m ? "changed after it was applied" : "applied, and its file is gone",
         str_printf(a, "%.12s of %.10s", e->up.text.p, e->at.n >= 10 ? e->at.p : ""),
         m ? str_printf(a, "%.12s", m->up.text.p) : S("no file"),
         app_command(a, &r->req->common,
                     str_z(a, str_printf(a, "repair " STR_FMT " --accept --reason TEXT",
                                         STR_ARG(e->version)))));
}

/* Asks whether the file is fine as it is; with -y it is. */
static bool settle(struct repair *r, struct run_lock *lock, const struct entry *e, struct err *err)
{
    const struct migration *m = project_find(&r->s.project, e->version);

    if (!app_confirm(&r->req->common, "-y", err,
                     m ? "Is the file of %.*s fine as it is now?"
                       : "Is it fine that the file of %.*s is gone?",
                     STR_ARG(e->version))) {
        err_clear(err);
        return true;
    }
    if (!accept_file(r, lock, m, e, S("accepted by repair"), err))
        return false;
    r->open--;
    r->repaired++;
    return true;
}

static struct entry_list differences(struct repair *r)
{
    struct entry_list applied = { 0 }, out = { 0 };
    arena *a = r->ctx->mem;

    state_applied_list(a, &r->s.state, &applied);
    for (size_t i = applied.n; i-- > 0;) {
        const struct entry *e = applied.v[i];
        enum file_state st =
            plan_file_state(&r->s.project, &r->s.state, project_find(&r->s.project, e->version), e);

        if ((!r->version.n || str_eq(r->version, e->version)) &&
            (st == FILE_CHANGED || st == FILE_GONE))
            *vec_push(a, &out) = e;
    }
    return out;
}

/* All is shown before the first question. */
static bool look_at_all(struct repair *r, struct run_lock *lock, struct err *err)
{
    struct entry_list found = differences(r);

    for (size_t i = 0; i < found.n; i++)
        tell_difference(r, found.v[i]);
    if (!lock || (!r->req->common.yes && !r->req->common.terminal))
        return true;
    for (size_t i = 0; i < found.n; i++)
        if (!settle(r, lock, found.v[i], err))
            return false;
    return true;
}

static bool mark_step(struct repair *r, struct run_lock *lock, struct err *err)
{
    const struct app_step q = { r->version, r->req->reason, r->step,
                                str_eq(r->req->mark, S("applied")) };

    if (!app_repair_step(r->ctx, &r->s, lock, &q, err))
        return false;
    r->repaired++;
    return true;
}

static bool mark_version(struct repair *r, struct run_lock *lock, struct err *err)
{
    bool applied = str_eq(r->req->mark, S("applied"));
    const struct migration *m = project_find(&r->s.project, r->version);
    const struct entry *e = map_find(&r->s.state.newest, r->version);
    struct entry copy;

    if (!m && !e) {
        err_set(err, ERR_NOT_FOUND,
                "neither a file nor the history has the version \"" STR_FMT "\"",
                STR_ARG(r->version));
        return err_hint(err, "See the versions with: afloat status");
    }
    r->repaired++;
    if (!lock)
        return true;
    if (m)
        return app_record_file(r->ctx, &r->s, lock, m,
                               &(struct app_mark){ EVENT_OF_REPAIR, applied, r->req->reason }, err);
    copy = *e;
    copy.event = EVENT_OF_REPAIR;
    copy.applied = applied;
    copy.reason = r->req->reason;
    return app_record_copy(r->ctx, &r->s, lock, &copy, err);
}

static bool accept_version(struct repair *r, struct run_lock *lock, struct err *err)
{
    const struct entry *e = state_applied(&r->s.state, r->version);

    if (!e) {
        err_set(err, ERR_NOT_FOUND, "version \"" STR_FMT "\" is not applied", STR_ARG(r->version));
        return err_hint(err, "See the versions with: afloat status");
    }
    r->repaired++;
    return !lock ||
           accept_file(r, lock, project_find(&r->s.project, r->version), e, r->req->reason, err);
}

/* Without a lock (--dry-run) nothing is written. */
static bool act(struct repair *r, struct run_lock *lock, struct err *err)
{
    if (r->req->accept)
        return accept_version(r, lock, err);
    if (r->req->mark.n)
        return r->step ? mark_step(r, lock, err) : mark_version(r, lock, err);
    return look_at_all(r, lock, err);
}

static void tell_summary(struct repair *r)
{
    struct field_value v[3] = { field_int(r->repaired), field_int(r->open) };

    if (r->repaired && r->req->common.dry_run) {
        v[0] = field_int(0);
        v[2] = field_text(S("would be recorded. Nothing was changed."));
    } else if (r->repaired)
        v[2] = field_text(S("recorded"));
    else
        v[2] = field_text(r->open ? S("nothing was changed") : S("nothing to repair"));
    ctx_record(r->ctx, &summary_type, v);
}

/* Like app_lock, but intents stay: the person is here to answer for them. */
static bool lock_only(struct repair *r, struct run_lock *lock, struct err *err)
{
    if (!app_protect(&r->req->common, &r->s.config, err) ||
        !lock_take(r->ctx->mem, r->s.conn, &r->s.tables, r->s.config.lock_wait_ms, lock, err))
        return false;
    if (lock_open_history(r->ctx->mem, lock, &r->s.state, err))
        return true;
    return app_unlock(lock, err);
}

static bool act_locked(struct repair *r, struct app_outcome *out, struct err *err)
{
    struct run_lock lock = { 0 };
    int64_t before;
    bool ok;

    if (!lock_only(r, &lock, err))
        return false;
    before = r->s.state.last_seq;
    ok = act(r, &lock, err);
    if (!app_unlock(&lock, err) && r->repaired)
        app_tell_recorded(out, &r->req->common, ok || r->s.state.last_seq > before, err);
    return ok && err->code == ERR_NONE;
}

static bool may_write(const struct repair *r)
{
    const struct app_repair *q = r->req;

    if (q->common.dry_run)
        return false;
    if (q->mark.n || q->accept)
        return q->mark.n || r->s.state.exists;
    return r->s.state.exists && !r->s.conn->server.read_only &&
           (q->common.yes || q->common.terminal);
}

bool app_repair(struct ctx *ctx, const struct app_repair *req, struct app_outcome *out,
                struct err *err)
{
    struct repair r = { .ctx = ctx, .req = req };
    unsigned need = NEED_DATABASE | NEED_PROJECT | NEED_QUIET;

    if (!req->common.dry_run && (req->mark.n || req->accept))
        need |= req->mark.n ? NEED_WRITABLE | NEED_CREATE : NEED_WRITABLE;
    if (!read_request(&r, err) || !app_open(ctx, &req->common, need, &r.s, err))
        return false;
    app_tell_target(ctx, &r.s);
    ctx_record(ctx, &finding_type, NULL);
    if (!req->mark.n && !req->accept)
        tell_intents(&r);
    if (may_write(&r) ? !act_locked(&r, out, err) : !act(&r, NULL, err))
        return false;
    tell_summary(&r);
    out->exit_code = r.open > 0;
    return true;
}

const struct rectype *const app_repair_records[] = { &app_target_type, &finding_type, &summary_type,
                                                     NULL };
