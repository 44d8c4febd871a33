/* app/app_doctor.c: see app/app_doctor.h.
 *
 * Does      go from the program over configuration, files and connection to the history; a check that fails does not
 *           stop those that do not need it
 * Does not  change anything; wait for a lock
 * Shape     a row a check: ok, warn, fail or unknown, what was found, the remedy; exit code 1 with a fail
 */
#include "app/app_doctor_int.h"

#include "app/app_mask.h"
#include "base/fs.h"
#include "core/format.h"

#include <sys/stat.h>

static const struct field check_fields[] = {
    { "state", "", FIELD_TEXT, FIELD_STATE, "ok, warn, fail or unknown" },
    { "check", "check", FIELD_TEXT, 0, "what was looked at" },
    { "finding", "finding", FIELD_TEXT, 0, "what was found" },
    { "remedy", "remedy", FIELD_TEXT, 0, "what to do about it, null = nothing" },
};

static const struct rectype check_type = { "checks", RECORD_MANY, check_fields,
                                           COUNT_OF(check_fields), NULL };

static const struct field summary_fields[] = {
    { "ok", "", FIELD_INT, 0, "checks that are fine" },
    { "warnings", "", FIELD_INT, 0, "things to mind" },
    { "failures", "", FIELD_INT, 0, "things that stop a run" },
    { "unknown", "", FIELD_INT, 0, "checks that could not be made" },
    { "message", "", FIELD_TEXT, 0, "the result in words" },
};

static const struct rectype summary_type = { "summary", RECORD_ONE, summary_fields,
                                             COUNT_OF(summary_fields), "{message}" };

void doctor_tell(struct doctor *d, const char *check, enum finding state, str finding, str remedy)
{
    static const char *const states[] = { "ok", "warn", "fail", "unknown" };
    struct field_value v[] = { field_text(str_of(states[state])), field_text(str_of(check)),
                               field_text(finding), field_text(remedy.n ? remedy : (str){ 0 }) };

    _Static_assert(COUNT_OF(v) == COUNT_OF(check_fields), "one value a field");
    _Static_assert(COUNT_OF(states) == FINDING__COUNT, "one word a state");
    d->count[state]++;
    ctx_record(d->ctx, &check_type, v);
}

void doctor_tell_err(struct doctor *d, const char *check, enum finding state, struct err *err)
{
    struct buf b = buf_on(d->ctx->mem);

    app_mask_err(d->ctx, err);
    buf_printf(&b, "%s: " STR_FMT, err_code_text(err->code), STR_ARG(err->message));
    if (err->database.n) {
        buf_z(&b, ": ");
        for (size_t i = 0; i < err->database.n; i++)
            buf_char(&b, strchr("\n\t\r", err->database.p[i]) ? ' ' : err->database.p[i]);
    }
    if (err->place.file.n)
        buf_printf(&b, " (" STR_FMT, STR_ARG(err->place.file));
    if (err->place.file.n && err->place.line)
        buf_printf(&b, ":%u", (unsigned)err->place.line);
    if (err->place.file.n)
        buf_char(&b, ')');
    doctor_tell(d, check, state, buf_view(&b), str_copy(d->ctx->mem, err->hint));
    err_clear(err);
}

/* ---- configuration ---- */

static bool others_can_read(arena *a, str path)
{
    struct stat st;

    return stat(str_z(a, path), &st) == 0 && st.st_mode & (S_IRGRP | S_IROTH);
}

static void check_secrets(struct doctor *d)
{
    const struct config *c = &d->s.config;
    const struct dsn *dsn = &c->dsn;

    for (size_t i = 0; i < dsn->warnings.n; i++)
        doctor_tell(d, "secrets", FINDING_WARN, dsn->warnings.v[i], S("Put its mode right."));
    if (!dsn->password.text.n)
        return;
    if (str_eq(dsn->source, S("--url")))
        doctor_tell(d, "secrets", FINDING_WARN, S("the password stands in the list of processes"),
                    S("Give the URL in AFLOAT_URL, or use password_command or a password file."));
    else if (c->file.n && str_ends(dsn->source, c->file) &&
             str_find(dsn->source, S(" url in ")) != STR_NONE &&
             others_can_read(d->ctx->mem, c->file))
        doctor_tell(d, "secrets", FINDING_WARN,
                    S("the configuration holds a password, and others can read it"),
                    S("Use password_command, password_file or { env = \"NAME\" }."));
}

static void check_config(struct doctor *d)
{
    const struct config *c = &d->s.config;
    arena *a = d->ctx->mem;
    struct buf b = buf_on(a);

    doctor_tell(d, "configuration", FINDING_OK,
                str_printf(a, STR_FMT "%s" STR_FMT "%s",
                           STR_ARG(c->file.n ? c->file : S("no file")),
                           c->env.n ? ", environment " : "", STR_ARG(c->env),
                           c->protected_env ? ", protected" : ""),
                (str){ 0 });
    if (!c->has_dsn)
        return;
    dsn_print(&b, &c->dsn);
    doctor_tell(
        d, "database", FINDING_OK,
        str_printf(a, STR_FMT ", from " STR_FMT, STR_ARG(buf_view(&b)), STR_ARG(c->dsn.source)),
        (str){ 0 });
    check_secrets(d);
}

/* ---- files ---- */

static void check_files(struct doctor *d, struct err *err)
{
    const struct project *p = &d->s.project;
    arena *a = d->ctx->mem;

    if (!fs_exists(d->s.config.dir)) {
        doctor_tell(d, "migrations", FINDING_FAIL,
                    str_printf(a, "there is no folder " STR_FMT, STR_ARG(d->s.config.dir)),
                    S("Make it with: afloat init, or name another one with --dir."));
        return;
    }
    if (!app_load_project(d->ctx, &d->s, NEED_QUIET, err)) {
        doctor_tell_err(d, "migrations", FINDING_FAIL, err);
        return;
    }
    doctor_tell(d, "migrations", FINDING_OK,
                str_printf(a, "%zu in " STR_FMT ", format %s", p->migrations.n, STR_ARG(p->dir),
                           p->format->name),
                (str){ 0 });
}

/* ---- history ---- */

static void check_history(struct doctor *d)
{
    const struct state *s = &d->s.state;
    arena *a = d->ctx->mem;

    if (!s->exists) {
        doctor_tell(d, "history", FINDING_OK, S("none yet: the first up makes it"), (str){ 0 });
        return;
    }
    doctor_tell(d, "history", FINDING_OK,
                !s->entries.n ? S("empty")
                              : str_printf(a, "%zu event%s, every row fits the one before",
                                           s->entries.n, STR_PLURAL(s->entries.n)),
                (str){ 0 });
    for (size_t i = 0; i < s->journal.n; i++)
        doctor_tell(d, "half applied", FINDING_WARN,
                    str_printf(a, STR_FMT ", statement %lld", STR_ARG(s->journal.v[i].version),
                               (long long)s->journal.v[i].step),
                    app_command(a, &d->req->common, "up"));
}

static void check_versions(struct doctor *d)
{
    const struct app_session *s = &d->s;
    struct entry_list applied = { 0 };
    int64_t changed = 0, gone = 0;

    if (!s->state.exists || !s->project.dir.n)
        return;
    state_applied_list(d->ctx->mem, &s->state, &applied);
    for (size_t i = 0; i < applied.n; i++) {
        enum file_state st = plan_file_state(
            &s->project, &s->state, project_find(&s->project, applied.v[i]->version), applied.v[i]);

        changed += st == FILE_CHANGED;
        gone += st == FILE_GONE;
    }
    if (changed || gone)
        doctor_tell(d, "files and history", FINDING_FAIL,
                    str_printf(d->ctx->mem, "%lld changed after they were applied, %lld gone",
                               (long long)changed, (long long)gone),
                    app_command(d->ctx->mem, &d->req->common, "repair"));
    else
        doctor_tell(d, "files and history", FINDING_OK, S("every applied file is as it was"),
                    (str){ 0 });
}

static bool check_lock(struct doctor *d, struct err *err)
{
    str holder;

    if (!d->s.state.exists)
        return true;
    if (!lock_look(d->ctx->mem, d->s.conn, &d->s.tables, &holder, err)) {
        if (err->fail == FAIL_LOST)
            return false;
        doctor_tell_err(d, "lock", FINDING_FAIL, err);
    } else if (holder.n) {
        doctor_tell(d, "lock", FINDING_WARN,
                    str_printf(d->ctx->mem, "held by " STR_FMT, STR_ARG(holder)),
                    S("A run is under way; up waits for it."));
    } else {
        doctor_tell(d, "lock", FINDING_OK, S("free"), (str){ 0 });
    }
    return true;
}

/* ---- the order ---- */

/* What stopped app_open. The rest is told as far as it is known. */
static void tell_closed(struct doctor *d, struct err *err)
{
    const struct config *c = &d->s.config;

    if (!c->dir.n) {
        doctor_tell_err(d, "configuration", FINDING_FAIL, err);
        return;
    }
    check_config(d);
    doctor_tell_err(d,
                    d->s.conn    ? "history"
                    : c->has_dsn ? "connection"
                                 : "database",
                    FINDING_FAIL, err);
}

static bool look(struct doctor *d, struct err *err)
{
    bool open;

    doctor_tell(d, "afloat", FINDING_OK, S("version " AFLOAT_VERSION), (str){ 0 });
    open = app_open(d->ctx, &d->req->common, NEED_DATABASE, &d->s, err);
    if (open)
        check_config(d);
    else
        tell_closed(d, err);
    if (!ctx_check(d->ctx, err))
        return false;
    if (d->s.config.dir.n)
        check_files(d, err);
    if (d->s.conn && !doctor_server(d, err))
        return false;
    if (!open)
        return true;
    check_history(d);
    check_versions(d);
    return check_lock(d, err);
}

static void tell_summary(struct doctor *d)
{
    arena *a = d->ctx->mem;
    int64_t fail = d->count[FINDING_FAIL], warn = d->count[FINDING_WARN];
    struct field_value v[] = {
        field_int(d->count[FINDING_OK]),
        field_int(warn),
        field_int(fail),
        field_int(d->count[FINDING_UNKNOWN]),
        field_text(fail   ? str_printf(a, "%lld of the checks failed", (long long)fail)
                   : warn ? str_printf(a, "nothing stops a run; %lld thing%s to mind",
                                       (long long)warn, STR_PLURAL(warn))
                          : S("all is well")),
    };

    _Static_assert(COUNT_OF(v) == COUNT_OF(summary_fields), "one value a field");
    ctx_record(d->ctx, &summary_type, v);
}

bool app_doctor(struct ctx *ctx, const struct app_doctor *req, struct app_outcome *out,
                struct err *err)
{
    struct doctor d = { .ctx = ctx, .req = req };

    if (!look(&d, err)) {
        if (err->fail != FAIL_LOST)
            return false;
        doctor_tell_err(&d, "connection", FINDING_FAIL, err);
    }
    tell_summary(&d);
    out->exit_code = d.count[FINDING_FAIL] > 0;
    return true;
}

const struct rectype *const app_doctor_records[] = { &app_target_type, &check_type, &summary_type,
                                                     NULL };
