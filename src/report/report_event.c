/* report/report_event.c: work in progress on stderr.
 *
 * A line a statement with its time; from the 20th on one line a migration. On a terminal a slow step shows its
 * time on a line that is overwritten; elsewhere it is told every ten seconds. How far the whole run is:
 * report/report_progress.c.
 */
#include "base/utf8.h"
#include "report/report_int.h"

enum { TOLD_STATEMENTS = 20, SLOW_FROM_MS = 1000, SLOW_TOLD_EVERY_MS = 10000, LABEL_COLUMNS = 64 };

static str safe_text(arena *a, str s)
{
    struct buf b = buf_on(a);

    utf8_safe(&b, s, false);
    return buf_view(&b);
}

static str label(struct report *r, arena *a, str s)
{
    return utf8_cut(a, safe_text(a, str_trim(s)), LABEL_COLUMNS, !r->opts.utf8);
}

void event_line(struct report *r, enum style style, const char *mark, str text)
{
    progress_end_line(r);
    fprintf(stderr, "%s%s%s" STR_FMT "\n", style_on(style, r->opts.color_err), mark,
            style_off(style, r->opts.color_err), STR_ARG(text));
}

static void on_note(struct report *r, arena *a, const struct event *e)
{
    if (e->kind == EVENT_WARNING)
        event_line(r, STYLE_MIND, "warning: ", safe_text(a, e->text));
    else if (!r->opts.quiet)
        event_line(r, STYLE_FAINT, "note: ", safe_text(a, e->text));
}

static void on_connected(struct report *r, arena *a, const struct event *e)
{
    if (r->opts.verbose)
        event_line(r, STYLE_FAINT, "connected: ", safe_text(a, e->text));
}

static void on_migration_start(struct report *r, arena *a, const struct event *e)
{
    r->progress.statements = 0;
    r->progress.last_slow_ms = 0;
    event_line(r, STYLE_STRONG, "",
               str_printf(a, STR_FMT "  " STR_FMT, STR_ARG(safe_text(a, e->version)),
                          STR_ARG(safe_text(a, e->name))));
}

/* With -v the statement itself was told as it went out (EVENT_SQL). */
static str done_text(struct report *r, arena *a, const struct event *e)
{
    if (!r->opts.verbose)
        return label(r, a, e->text);
    return str_printf(a, "statement %lld of %lld of " STR_FMT ", rows: %lld", (long long)e->step,
                      (long long)e->steps, STR_ARG(safe_text(a, e->version)), (long long)e->n);
}

static void on_step_done(struct report *r, arena *a, const struct event *e)
{
    str text;
    int pad;

    r->progress.last_slow_ms = 0;
    if (++r->progress.statements >= TOLD_STATEMENTS && !r->opts.verbose)
        return;
    text = done_text(r, a, e);
    pad = LABEL_COLUMNS + 2 - utf8_width(text);
    progress_end_line(r);
    fprintf(stderr, "  %s%s%s " STR_FMT, style_on(STYLE_GOOD, r->opts.color_err),
            r->opts.utf8 ? "✓" : "+", style_off(STYLE_GOOD, r->opts.color_err), STR_ARG(text));
    fprintf(stderr, "%*s" STR_FMT "\n", pad > 2 ? pad : 2, "", STR_ARG(report_ms(a, e->ms)));
}

static void on_step_progress(struct report *r, arena *a, const struct event *e)
{
    str how_far = e->n ? progress_bytes(a, e) : report_ms(a, e->ms);
    str text = str_printf(a, "  %s " STR_FMT "  " STR_FMT, r->opts.utf8 ? "…" : "...",
                          STR_ARG(label(r, a, e->text)), STR_ARG(how_far));

    if (e->ms < SLOW_FROM_MS)
        return;
    if (r->opts.live) {
        progress_overwrite(r, text);
    } else if (e->ms - r->progress.last_slow_ms >= SLOW_TOLD_EVERY_MS) {
        r->progress.last_slow_ms = e->ms;
        event_line(r, STYLE_NONE, "", text);
    }
}

static void on_migration_done(struct report *r, arena *a, const struct event *e)
{
    if (r->progress.statements >= TOLD_STATEMENTS && !r->opts.verbose)
        event_line(r, STYLE_NONE, "",
                   str_printf(a, "  %lld statements in all", (long long)e->steps));
}

static void on_retry(struct report *r, arena *a, const struct event *e)
{
    str text = str_printf(a, STR_FMT ": try %lld, again in %lld ms (" STR_FMT ")",
                          STR_ARG(safe_text(a, e->version)), (long long)e->n + 1, (long long)e->ms,
                          STR_ARG(safe_text(a, e->text)));

    if (r->opts.live)
        progress_overwrite(r, text);
    else if (e->n == 1 || r->opts.verbose)
        event_line(r, STYLE_MIND, "retry: ", text);
}

static void on_lock_wait(struct report *r, arena *a, const struct event *e)
{
    str text = str_printf(a, "waiting for " STR_FMT ", %lld s", STR_ARG(safe_text(a, e->text)),
                          (long long)(e->ms / 1000));

    if (r->opts.live)
        progress_overwrite(r, text);
    else if (e->ms == 0 || e->ms - r->progress.last_slow_ms >= SLOW_TOLD_EVERY_MS) {
        r->progress.last_slow_ms = e->ms;
        event_line(r, STYLE_MIND, "", text);
    }
}

static void on_resolved(struct report *r, arena *a, const struct event *e)
{
    event_line(r, STYLE_MIND, "resumed: ",
               str_printf(a, "statement %lld of " STR_FMT " " STR_FMT, (long long)e->step,
                          STR_ARG(safe_text(a, e->version)), STR_ARG(safe_text(a, e->text))));
}

static void on_sql(struct report *r, arena *a, const struct event *e)
{
    if (r->opts.verbose)
        event_line(r, STYLE_FAINT, "sql: ", report_one_line(a, e->text));
}

static void on_hook_output(struct report *r, arena *a, const struct event *e)
{
    event_line(r, STYLE_FAINT,
               str_z(a, str_printf(a, "hook " STR_FMT ": ", STR_ARG(safe_text(a, e->name)))),
               safe_text(a, e->text));
}

typedef void event_fn(struct report *r, arena *a, const struct event *e);

static event_fn *const handlers[EVENT__COUNT] = {
    [EVENT_NOTE] = on_note,
    [EVENT_WARNING] = on_note,
    [EVENT_CONNECTED] = on_connected,
    [EVENT_MIGRATION_START] = on_migration_start,
    [EVENT_STEP_DONE] = on_step_done,
    [EVENT_STEP_PROGRESS] = on_step_progress,
    [EVENT_READING] = on_step_progress,
    [EVENT_MIGRATION_DONE] = on_migration_done,
    [EVENT_RETRY] = on_retry,
    [EVENT_LOCK_WAIT] = on_lock_wait,
    [EVENT_WAIT] = on_lock_wait,
    [EVENT_RESOLVED] = on_resolved,
    [EVENT_SQL] = on_sql,
    [EVENT_HOOK_OUTPUT] = on_hook_output,
};

void report_event(void *data, const struct event *e)
{
    struct report *r = data;
    arena a;

    events_write(r, e);
    if (r->opts.quiet && e->kind != EVENT_WARNING)
        return;
    arena_init(&a);
    if (handlers[e->kind])
        handlers[e->kind](r, &a, e);
    progress_event(r, &a, e);
    arena_done(&a);
}
