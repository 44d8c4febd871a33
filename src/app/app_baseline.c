/* app/app_baseline.c: see app/app_repair.h. */
#include "app/app_repair.h"

#include "app/app_record.h"
#include "base/fault.h"
#include "core/foreign.h"
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
    { "next", "", FIELD_TEXT, 0, "the command to go on with, null = none" },
};

static const struct rectype summary_type = { "summary", RECORD_ONE, summary_fields,
                                             COUNT_OF(summary_fields),
                                             "{message}[   next: {next}]" };

struct baselining {
    struct ctx *ctx;
    const struct app_baseline *req;
    struct app_session s;
    str version; /* files up to it count as applied; absent = none */
};

static bool wanted(const struct baselining *b, const struct migration *m)
{
    return b->version.n && version_cmp(m->version, b->version) <= 0;
}

/* What is still to be recorded. */
static bool missing(const struct baselining *b, const struct migration *m)
{
    return wanted(b, m) && !state_applied(&b->s.state, m->version);
}

static int64_t count_missing(const struct baselining *b)
{
    int64_t n = 0;

    for (size_t i = 0; i < b->s.project.migrations.n; i++)
        n += missing(b, &b->s.project.migrations.v[i]);
    return n;
}

static void tell(struct ctx *ctx, const struct migration *m)
{
    struct field_value v[] = { field_text(m->version), field_text(m->name),
                               field_text(S("applied")) };

    ctx_record(ctx, &marked_type, v);
}

static void tell_missing(const struct baselining *b)
{
    ctx_record(b->ctx, &marked_type, NULL);
    for (size_t i = 0; i < b->s.project.migrations.n; i++)
        if (missing(b, &b->s.project.migrations.v[i]))
            tell(b->ctx, &b->s.project.migrations.v[i]);
}

/* ---- what is there ---- */

enum { TABLES_NAMED = 5, TABLES_MAX = 1000 };

static bool refuse_foreign(const struct foreign *f, const struct foreign_fit *fit, struct err *err)
{
    err_set(err, ERR_FOREIGN_HISTORY, "the history of %s does not say up to which file", f->tool);
    if (f->failed.n)
        err_detail(err, "It calls version " STR_FMT " failed.", STR_ARG(f->failed));
    else
        err_detail(err, STR_FMT " is applied there, but not " STR_FMT " before it.",
                   STR_ARG(fit->beyond), STR_ARG(fit->not_there));
    return err_hint(err, "Settle that with %s first, or name the version: afloat baseline VERSION",
                    f->tool);
}

/* Without a version on the command line: what the table of another tool says. */
static bool take_foreign(struct baselining *b, const struct str_list *tables, struct err *err)
{
    struct foreign f = { 0 };
    struct foreign_fit fit;

    if (b->version.n)
        return true;
    if (!foreign_find(b->ctx->mem, b->s.conn, tables, &b->s.project.conf, &f, err))
        return false;
    if (!f.tool || !f.read)
        return true;
    foreign_fit(&f, &b->s.project, &fit);
    if (f.failed.n || fit.beyond.n)
        return refuse_foreign(&f, &fit, err);
    b->version = fit.newest;
    if (fit.newest.n)
        ctx_say(b->ctx, EVENT_NOTE, "%s has applied all up to " STR_FMT, f.tool,
                STR_ARG(fit.newest));
    return true;
}

static void tell_tables(const struct baselining *b, const struct str_list *tables)
{
    struct buf names = buf_on(b->ctx->mem);

    if (!tables->n)
        ctx_say(b->ctx, EVENT_WARNING, "the database has no tables: nothing was there before");
    for (size_t i = 0; i < tables->n && i < TABLES_NAMED; i++)
        buf_printf(&names, "%s" STR_FMT, i ? ", " : "", STR_ARG(tables->v[i]));
    if (tables->n)
        ctx_say(b->ctx, EVENT_NOTE, "what was there before: %zu%s table%s: " STR_FMT "%s",
                tables->n, tables->n == TABLES_MAX ? " or more" : "", STR_PLURAL(tables->n),
                STR_ARG(buf_view(&names)), tables->n > TABLES_NAMED ? ", ..." : "");
}

static bool look_around(struct baselining *b, struct err *err)
{
    const struct app_session *s = &b->s;
    struct str_list tables = { 0 };

    if (!fault_call("user_tables", err) ||
        !s->conn->engine->user_tables(b->ctx->mem, s->conn, s->tables.prefix, TABLES_MAX, &tables,
                                      err))
        return false;
    tell_tables(b, &tables);
    return take_foreign(b, &tables, err);
}

/* A baseline that was cut off has left rows of its own only, and goes on. */
static bool is_ours(const struct baselining *b)
{
    const struct state *s = &b->s.state;

    for (size_t i = 0; i < s->entries.n; i++) {
        const struct entry *e = &s->entries.v[i];
        const struct migration *m = project_find(&b->s.project, e->version);

        if (e->event != EVENT_OF_BASELINE || (e->version.n && (!m || !wanted(b, m))))
            return false;
    }
    return s->journal.n == 0;
}

static bool check_history(const struct baselining *b, struct err *err)
{
    const struct state *s = &b->s.state;
    long long n = (long long)s->entries.n;

    if (is_ours(b))
        return true;
    err_set(err, ERR_HISTORY_EXISTS, "the database has a history already: %lld row%s", n,
            STR_PLURAL(n));
    return err_hint(err, "See it with: afloat status. That a single migration is applied is said "
                         "with: afloat repair VERSION --mark applied --reason TEXT");
}

static bool check_version(const struct baselining *b, struct err *err)
{
    if (!b->version.n || project_find(&b->s.project, b->version))
        return true;
    err_set(err, ERR_NOT_FOUND, "no migration file has the version \"" STR_FMT "\"",
            STR_ARG(b->version));
    return err_hint(err, "See the versions with: afloat status");
}

/* ---- recording ---- */

/* The row that says that the target's objects were there before afloat. */
static bool mark_target(struct baselining *b, struct run_lock *lock, struct err *err)
{
    struct entry e = { .version = S(""),
                       .name = S("the target's objects were there before"),
                       .event = EVENT_OF_BASELINE,
                       .applied = true,
                       .format = S(""),
                       .reason = S("") };

    app_no_sums(&e);
    return b->s.state.last_seq > 0 ||
           run_record(b->ctx->mem, lock, &b->s.state, &e, (str){ 0 }, err);
}

static bool mark_files(struct baselining *b, struct run_lock *lock, int64_t *out_n, struct err *err)
{
    const struct app_mark mark = { EVENT_OF_BASELINE, true, S_INIT("") };

    for (size_t i = 0; i < b->s.project.migrations.n; i++) {
        const struct migration *m = &b->s.project.migrations.v[i];

        if (!missing(b, m))
            continue;
        if (!app_record_file(b->ctx, &b->s, lock, m, &mark, err))
            return false;
        ++*out_n;
    }
    return true;
}

/* Is there a file that is not applied once the baseline is recorded? */
static bool is_pending(const struct baselining *b)
{
    for (size_t i = 0; i < b->s.project.migrations.n; i++) {
        const struct migration *m = &b->s.project.migrations.v[i];

        if (!wanted(b, m) && !state_applied(&b->s.state, m->version))
            return true;
    }
    return false;
}

static void tell_summary(const struct baselining *b, int64_t n, const char *format)
{
    const struct app_common *common = &b->req->common;
    struct field_value v[COUNT_OF(summary_fields)] = { field_int(n) };

    v[1] = field_text(str_of(format));
    v[2] = !common->dry_run && is_pending(b) ? field_text(app_command(b->ctx->mem, common, "up"))
                                             : field_null();
    ctx_record(b->ctx, &summary_type, v);
}

static void tell_result(const struct baselining *b, int64_t n, bool dry_run)
{
    str message =
        str_printf(b->ctx->mem,
                   dry_run ? "the target's objects would be recorded as there before, %lld "
                             "migration%s marked as applied. Nothing was changed."
                           : "the target's objects are recorded as there before; %lld "
                             "migration%s marked as applied",
                   (long long)n, STR_PLURAL(n));

    tell_summary(b, dry_run ? 0 : n, message.p);
}

static bool record(struct baselining *b, struct app_outcome *out, struct err *err)
{
    struct run_lock lock;
    int64_t n = 0, before;
    bool ok;

    if (!app_lock(b->ctx, &b->s, &lock, err))
        return false;
    before = b->s.state.last_seq;
    /* The state was read again: another run may have come before. */
    ok = check_history(b, err) && mark_target(b, &lock, err) && mark_files(b, &lock, &n, err);
    if (!app_unlock(&lock, err) || !ok) {
        app_tell_recorded(out, &b->req->common, b->s.state.last_seq > before, err);
        return false;
    }
    tell_result(b, n, false);
    return true;
}

static bool open_target(struct baselining *b, struct err *err)
{
    const struct app_common *common = &b->req->common;
    unsigned need = NEED_DATABASE | NEED_PROJECT | NEED_QUIET;

    if (!common->dry_run)
        need |= NEED_WRITABLE | NEED_CREATE;
    if (!app_open(b->ctx, common, need, &b->s, err))
        return false;
    b->version = b->req->version;
    app_tell_target(b->ctx, &b->s);
    return check_version(b, err);
}

bool app_baseline(struct ctx *ctx, const struct app_baseline *req, struct app_outcome *out,
                  struct err *err)
{
    struct baselining b = { .ctx = ctx, .req = req };

    if (!open_target(&b, err))
        return false;
    if (b.s.state.entries.n && !count_missing(&b) && (b.version.n || is_ours(&b))) {
        ctx_record(ctx, &marked_type, NULL);
        tell_summary(&b, 0, "nothing to do: the history says so already");
        return true;
    }
    if (!check_history(&b, err) || !look_around(&b, err))
        return false;
    tell_missing(&b);
    if (!req->common.dry_run)
        return record(&b, out, err);
    tell_result(&b, count_missing(&b), true);
    return true;
}

const struct rectype *const app_baseline_records[] = { &app_target_type, &marked_type,
                                                       &summary_type, NULL };
