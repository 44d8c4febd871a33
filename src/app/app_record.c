/* app/app_record.c: see app/app_record.h. */
#include "app/app_record.h"

#include "core/format.h"

void app_no_sums(struct entry *e)
{
    e->up = e->down = (struct sums){ S(""), S("") };
}

static bool down_text(struct ctx *ctx, struct app_session *s, const struct migration *m,
                      struct entry *e, str *out, struct err *err)
{
    str text;

    *out = (str){ 0 };
    if (!(m->flags & MIG_HAS_DOWN))
        return true;
    if (!migration_text(ctx->mem, m, DIR_DOWN, &text, err))
        return false;
    *out = history_keep_down(ctx->mem, s->conn, text, e);
    return true;
}

bool app_record_file(struct ctx *ctx, struct app_session *s, struct run_lock *lock,
                     const struct migration *m, const struct app_mark *mark, struct err *err)
{
    struct entry e = { .version = m->version,
                       .name = m->name,
                       .event = mark->event,
                       .applied = mark->applied,
                       .format = str_of(m->format->name),
                       .up = m->up,
                       .down = m->down,
                       .flags = m->flags,
                       .reason = mark->reason.n ? mark->reason : m->reason };
    str text;

    return down_text(ctx, s, m, &e, &text, err) &&
           run_record(ctx->mem, lock, &s->state, &e, text, err);
}

bool app_stored_down(struct ctx *ctx, struct app_session *s, const struct entry *e, str *out,
                     struct err *err)
{
    struct result r;

    *out = (str){ 0 };
    if (!e->has_down_text)
        return true;
    if (!engine_exec(s->conn, history_down_text_sql(ctx->mem, s->conn, &s->tables, e->seq), &r,
                     err))
        return false;
    if (r.rows == 1 && !result_null(&r, 0, 0))
        *out = str_copy(ctx->mem, result_text(&r, 0, 0));
    return true;
}

bool app_record_copy(struct ctx *ctx, struct app_session *s, struct run_lock *lock, struct entry *e,
                     struct err *err)
{
    str text;

    return app_stored_down(ctx, s, e, &text, err) &&
           run_record(ctx->mem, lock, &s->state, e, text, err);
}

void app_tell_recorded(struct app_outcome *out, const struct app_common *common, bool recorded,
                       const struct err *err)
{
    bool unknown = err->fail == FAIL_LOST && !recorded;

    out->raised = recorded || unknown;
    out->next = common->command;
    if (recorded)
        out->committed = S("What was to be recorded is recorded, at least in part: see it with "
                           "afloat status.");
    else if (unknown)
        out->committed = S("It is not known whether it was recorded: see it with afloat status.");
}
