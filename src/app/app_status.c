/* app/app_status.c: see app/app_status.h. */
#include "app/app_status.h"

#include "base/clock.h"

static const struct field row_fields[] = {
    { "state", "", FIELD_TEXT, FIELD_STATE,
      "applied, pending, changed, half applied, file gone, other branch" },
    { "kind", "", FIELD_TEXT, FIELD_JSON_ONLY, "versioned or repeatable" },
    { "version", "version", FIELD_TEXT, 0, "version of the migration; repeatable/NAME" },
    { "name", "name", FIELD_TEXT, 0, "name of the migration" },
    { "applied_at", "applied at", FIELD_TIME, 0, "when it was applied, by the server's clock" },
    { "duration_ms", "took", FIELD_MS, 0, "how long it took, in milliseconds" },
    { "applied_by", "by", FIELD_TEXT, FIELD_JSON_ONLY, "user and host that applied it" },
    { "event", "event", FIELD_TEXT, FIELD_JSON_ONLY, "newest event: up, down, baseline, repair" },
    { "reversible", "reversible", FIELD_BOOL, FIELD_JSON_ONLY, "whether there is a way back" },
    { "note", "", FIELD_TEXT, 0, "what to mind" },
};

static const struct rectype row_type = { "migrations", RECORD_MANY, row_fields,
                                         COUNT_OF(row_fields), NULL };

static const struct field summary_fields[] = {
    { "applied", "", FIELD_INT, 0, "versions applied" },
    { "pending", "", FIELD_INT, 0, "files not applied" },
    { "repeatables", "", FIELD_INT, 0, "repeatable files that are new or changed" },
    { "problems", "", FIELD_INT, 0, "versions changed, gone or half applied" },
    { "message", "", FIELD_TEXT, 0, "the state in words" },
    { "next", "", FIELD_TEXT, 0, "the command to go on with, null = none" },
};

static const struct rectype summary_type = { "summary", RECORD_ONE, summary_fields,
                                             COUNT_OF(summary_fields),
                                             "{message}[   next: {next}]" };

struct counts {
    int64_t applied, pending, problems;
    int64_t repeatables; /* files that are new or changed */
    int64_t refused;     /* problems that up would not pass */
};

static str note_of(const struct migration *m, const struct entry *e, enum file_state st)
{
    if (st == FILE_COMMENTS)
        return S("only comments changed since");
    if (st == FILE_PENDING && m->refused.n)
        return S("has a directive that cannot be carried out yet");
    if (e && plan_down_differs(m, e))
        return S("the down changed since");
    if (!m && e->flags & ENTRY_GONE_ACCEPTED)
        return S("file gone, accepted");
    if (e && e->event == EVENT_OF_BASELINE)
        return S("baseline");
    if (e && e->event == EVENT_OF_REPAIR)
        return S("repaired");
    return (str){ 0 };
}

static void tell_row(struct ctx *ctx, const struct migration *m, const struct entry *e,
                     enum file_state st)
{
    int64_t at;
    bool timed = e && clock_parse_iso(e->at, &at);
    bool back = m ? m->flags & MIG_HAS_DOWN : e->has_down_text;
    struct field_value v[] = { field_text(str_of(file_state_name(st))),
                               field_text(S("versioned")),
                               field_text(m ? m->version : e->version),
                               field_text(m ? m->name : e->name),
                               timed ? field_int(at) : field_null(),
                               e ? field_int(e->duration_ms) : field_null(),
                               e ? field_text(e->actor) : field_null(),
                               e ? field_text(str_of(history_event_name(e->event))) : field_null(),
                               field_int(back),
                               field_text(note_of(m, e, st)) };

    _Static_assert(COUNT_OF(v) == COUNT_OF(row_fields), "one value a field");
    ctx_record(ctx, &row_type, v);
}

static void tell_repeatable(struct ctx *ctx, const struct migration *m, const struct entry *e,
                            struct counts *n)
{
    enum file_state st = repeatable_state(m, e);
    bool pending = st == FILE_PENDING || st == FILE_CHANGED, ran = e && e->applied;
    int64_t at;
    bool timed = ran && clock_parse_iso(e->at, &at);
    struct field_value v[] = { field_text(pending ? S("pending") : str_of(file_state_name(st))),
                               field_text(S("repeatable")),
                               field_text(m ? m->version : e->version),
                               field_null(),
                               timed ? field_int(at) : field_null(),
                               ran ? field_int(e->duration_ms) : field_null(),
                               ran ? field_text(e->actor) : field_null(),
                               e ? field_text(str_of(history_event_name(e->event))) : field_null(),
                               field_int(ran && e->has_down_text),
                               st == FILE_CHANGED ? field_text(S("changed since it was run"))
                               : st == FILE_GONE  ? field_text(S("what it made stays"))
                                                  : field_null() };

    _Static_assert(COUNT_OF(v) == COUNT_OF(row_fields), "one value a field");
    n->repeatables += pending;
    ctx_record(ctx, &row_type, v);
}

/* Files in the order in which they run, then what ran and has no file any more. */
static void tell_repeatables(struct ctx *ctx, const struct app_session *s, struct counts *n)
{
    const struct map *ran = &s->state.repeatables;

    for (size_t i = 0; i < s->project.repeatables.n; i++) {
        const struct migration *m = &s->project.repeatables.v[i];

        tell_repeatable(ctx, m, map_find(ran, m->name), n);
    }
    for (size_t i = 0; i < ran->entries.n; i++) {
        const struct entry *e = ran->entries.v[i].value;
        bool found = !e->applied;

        for (size_t k = 0; k < s->project.repeatables.n; k++)
            found |= str_eq(s->project.repeatables.v[k].name, e->name);
        if (!found)
            tell_repeatable(ctx, NULL, e, n);
    }
}

static void count(struct counts *n, enum file_state st)
{
    bool applied = st == FILE_APPLIED || st == FILE_COMMENTS || st == FILE_AHEAD ||
                   st == FILE_CHANGED || st == FILE_GONE;

    n->applied += applied;
    n->pending += st == FILE_PENDING || st == FILE_HALF;
    n->refused += st == FILE_CHANGED || st == FILE_GONE;
    n->problems += st == FILE_CHANGED || st == FILE_GONE || st == FILE_HALF;
}

static int by_version(const void *a, const void *b)
{
    return version_cmp((*(const struct entry *const *)a)->version,
                       (*(const struct entry *const *)b)->version);
}

/* What is applied and has no file, by version. */
static struct entry_list without_file(arena *a, const struct app_session *s)
{
    struct entry_list applied = { 0 }, out = { 0 };

    state_applied_list(a, &s->state, &applied);
    for (size_t i = 0; i < applied.n; i++)
        if (!project_find(&s->project, applied.v[i]->version))
            *vec_push(a, &out) = applied.v[i];
    if (out.n)
        qsort(out.v, out.n, sizeof(out.v[0]), by_version);
    return out;
}

/* Files and versions without one, merged by version. */
static struct counts tell_rows(struct ctx *ctx, const struct app_session *s)
{
    struct entry_list lone = without_file(ctx->mem, s);
    struct counts n = { 0 };
    size_t i = 0, j = 0;

    while (i < s->project.migrations.n || j < lone.n) {
        const struct migration *m =
            i < s->project.migrations.n ? &s->project.migrations.v[i] : NULL;
        const struct entry *e;
        enum file_state st;

        if (m && j < lone.n && version_cmp(lone.v[j]->version, m->version) < 0)
            m = NULL;
        e = m ? state_applied(&s->state, m->version) : lone.v[j];
        st = plan_file_state(&s->project, &s->state, m, e);
        tell_row(ctx, m, e, st);
        count(&n, st);
        i += m != NULL;
        j += m == NULL;
    }
    return n;
}

/* What up would refuse, a database that had its tables before: said here, with the command that answers it. */
static bool look_for_older(struct ctx *ctx, struct app_session *s, const struct counts *n,
                           struct err *err)
{
    struct err older;
    bool known;

    if (s->state.exists || !(n->pending || n->repeatables))
        return true;
    err_init(&older);
    known = app_check_history(ctx, s, &older) || older.code == ERR_NO_HISTORY ||
            older.code == ERR_FOREIGN_HISTORY;
    if (!known)
        err_copy(err, &older);
    else if (older.code)
        ctx_say(ctx, EVENT_NOTE, STR_FMT ": up refuses until it is said what they stand for",
                STR_ARG(older.message));
    err_done(&older);
    return known;
}

static str next_command(struct ctx *ctx, const struct app_session *s, const struct counts *n)
{
    if (n->refused)
        return app_command(ctx->mem, s->common, "repair");
    if (s->takeover.n)
        return s->takeover;
    return n->pending || n->repeatables ? app_command(ctx->mem, s->common, "up") : (str){ 0 };
}

static void tell_summary(struct ctx *ctx, const struct app_session *s, const struct counts *n)
{
    str next = next_command(ctx, s, n);
    struct buf b = buf_on(ctx->mem);
    struct field_value v[COUNT_OF(summary_fields)];

    buf_printf(&b, "%lld applied, %lld pending", (long long)n->applied, (long long)n->pending);
    if (n->repeatables)
        buf_printf(&b, ", %lld repeatable file%s to run", (long long)n->repeatables,
                   STR_PLURAL(n->repeatables));
    if (n->problems)
        buf_printf(&b, ", %lld to look at", (long long)n->problems);
    buf_char(&b, '.');
    v[0] = field_int(n->applied);
    v[1] = field_int(n->pending);
    v[2] = field_int(n->repeatables);
    v[3] = field_int(n->problems);
    v[4] = field_text(buf_view(&b));
    v[5] = next.n ? field_text(next) : field_null();
    ctx_record(ctx, &summary_type, v);
}

bool app_status(struct ctx *ctx, const struct app_status *req, struct app_outcome *out,
                struct err *err)
{
    struct app_session s;
    struct counts n;

    if (!app_open(ctx, &req->common, NEED_DATABASE | NEED_PROJECT | NEED_QUIET, &s, err))
        return false;
    app_tell_target(ctx, &s);
    ctx_record(ctx, &row_type, NULL);
    n = tell_rows(ctx, &s);
    tell_repeatables(ctx, &s, &n);
    if (!look_for_older(ctx, &s, &n, err))
        return false;
    tell_summary(ctx, &s, &n);
    app_tell_cost(ctx, &s);
    out->exit_code = req->exit_code && (n.pending || n.repeatables || n.problems);
    return true;
}

const struct rectype *const app_status_records[] = { &app_target_type, &row_type, &summary_type,
                                                     NULL };
