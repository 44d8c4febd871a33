/* app/app_baseline.c: see app/app_repair.h. */
#include "app/app_repair.h"

#include "app/app_record.h"
#include "core/format.h"

static const struct field marked_fields[] = {
    { "version", "version", FIELD_TEXT, 0, "version of the migration" },
    { "name", "name", FIELD_TEXT, 0, "name of the migration" },
    { "result", "", FIELD_TEXT, 0, "applied: recorded without running it" },
};

static const struct rectype marked_type = { "migrations", RECORD_MANY, marked_fields,
                                            COUNT_OF(marked_fields), NULL };

static const struct field summary_fields[] = {
    { "marked", "", FIELD_INT, 0, "migrations recorded as applied" },
    { "message", "", FIELD_TEXT, 0, "the result in words" },
};

static const struct rectype summary_type = { "summary", RECORD_ONE, summary_fields,
                                             COUNT_OF(summary_fields), "{message}" };

static bool wanted(const struct app_baseline *req, const struct app_session *s,
                   const struct migration *m)
{
    return req->version.n && version_cmp(m->version, req->version) <= 0 &&
           !state_applied(&s->state, m->version);
}

static void tell(struct ctx *ctx, const struct migration *m)
{
    struct value v[] = { value_text(m->version), value_text(m->name), value_text(S("applied")) };

    ctx_record(ctx, &marked_type, v);
}

/* The row that says that the target's objects were there before afloat. */
static bool mark_target(struct ctx *ctx, struct app_session *s, struct run_lock *lock,
                        struct err *err)
{
    struct entry e = { .version = S(""),
                       .name = S("the target's objects were there before"),
                       .event = EVENT_OF_BASELINE,
                       .applied = true,
                       .format = S(""),
                       .reason = S("") };

    app_no_sums(&e);
    return run_record(ctx->mem, lock, &s->state, &e, (str){ 0 }, err);
}

static bool mark_files(struct ctx *ctx, const struct app_baseline *req, struct app_session *s,
                       struct run_lock *lock, int64_t *out_n, struct err *err)
{
    const struct app_mark mark = { EVENT_OF_BASELINE, true, S_INIT("") };

    for (size_t i = 0; i < s->project.migrations.n; i++) {
        const struct migration *m = &s->project.migrations.v[i];

        if (!wanted(req, s, m))
            continue;
        if (!app_record_file(ctx, s, lock, m, &mark, err))
            return false;
        tell(ctx, m);
        ++*out_n;
    }
    return true;
}

static void tell_summary(struct ctx *ctx, int64_t n, bool dry_run)
{
    struct value v[2] = { value_int(dry_run ? 0 : n) };

    v[1] =
        value_text(str_printf(ctx->mem,
                              dry_run ? "the target's objects would be recorded as there before, "
                                        "%lld migration%s marked as applied. Nothing was changed."
                                      : "the target's objects are recorded as there before; %lld "
                                        "migration%s marked as applied",
                              (long long)n, n == 1 ? "" : "s"));
    ctx_record(ctx, &summary_type, v);
}

bool app_baseline(struct ctx *ctx, const struct app_baseline *req, struct app_outcome *out,
                  struct err *err)
{
    struct app_session s;
    struct run_lock lock;
    int64_t n = 0, before;
    bool ok;

    if (!app_open(ctx, &req->common,
                  NEED_DATABASE | NEED_PROJECT | NEED_QUIET |
                      (req->common.dry_run ? 0 : NEED_WRITABLE | NEED_CREATE),
                  &s, err))
        return false;
    app_tell_target(ctx, &s);
    ctx_record(ctx, &marked_type, NULL);
    if (req->version.n && !project_find(&s.project, req->version)) {
        err_set(err, ERR_NOT_FOUND, "no migration file has the version \"" STR_FMT "\"",
                STR_ARG(req->version));
        return err_hint(err, "See the versions with: afloat status");
    }
    if (req->common.dry_run) {
        for (size_t i = 0; i < s.project.migrations.n; i++)
            if (wanted(req, &s, &s.project.migrations.v[i])) {
                tell(ctx, &s.project.migrations.v[i]);
                n++;
            }
        tell_summary(ctx, n, true);
        return true;
    }
    if (!app_lock(ctx, &s, &lock, err))
        return false;
    before = s.state.last_seq;
    ok = (s.state.last_seq > 0 || mark_target(ctx, &s, &lock, err)) &&
         mark_files(ctx, req, &s, &lock, &n, err);
    if (!app_unlock(&lock, err) || !ok) {
        app_tell_recorded(out, &req->common, s.state.last_seq > before, err);
        return false;
    }
    tell_summary(ctx, n, false);
    return true;
}

const struct rectype *const app_baseline_records[] = { &app_target_type, &marked_type,
                                                       &summary_type, NULL };
