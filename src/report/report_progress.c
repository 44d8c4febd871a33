/* report/report_progress.c: how far a run is: files, statements, rate, time left; on stderr.
 *
 * Nothing in the first second. On a terminal one line that is rewritten, elsewhere a plain line now and then.
 */
#include "base/clock.h"
#include "base/utf8.h"
#include "report/report_int.h"

enum {
    SILENT_MS = 1000,            /* shorter runs show no progress */
    REDRAWN_EVERY_MS = 100,      /* on a terminal */
    TOLD_EVERY_MS = 5000,        /* elsewhere, in the first minute … */
    TOLD_LATER_EVERY_MS = 10000, /* … and after it */
    MINUTE_MS = 60000,
    GUESS_FROM = 20, /* statements done before the time left is guessed */
};

void progress_end_line(struct report *r)
{
    if (!r->progress.line_open)
        return;
    fputs("\r\033[K", stderr);
    r->progress.line_open = false;
}

void progress_overwrite(struct report *r, str text)
{
    arena a;

    arena_init(&a);
    if (r->opts.width_err > 1)
        text = utf8_cut(&a, text, r->opts.width_err - 1, !r->opts.utf8);
    fprintf(stderr, "\r\033[K" STR_FMT, STR_ARG(text));
    fflush(stderr);
    r->progress.line_open = true;
    arena_done(&a);
}

/* "40 s", "3 min 5 s", "2 h 10 min": seconds are enough. */
static str rough(arena *a, int64_t ms)
{
    int64_t s = (ms + 999) / 1000;

    if (s < 60)
        return str_printf(a, "%lld s", (long long)s);
    if (s < 3600)
        return str_printf(a, "%lld min %lld s", (long long)(s / 60), (long long)(s % 60));
    return str_printf(a, "%lld h %lld min", (long long)(s / 3600), (long long)(s / 60 % 60));
}

static int64_t left_ms(int64_t done, int64_t total, int64_t ms)
{
    return total > done && done > 0 ? (int64_t)((double)ms / (double)done * (double)(total - done))
                                    : 0;
}

str progress_bytes(arena *a, const struct event *e)
{
    int64_t rate = e->ms > 0 ? (int64_t)((double)e->n * 1000 / (double)e->ms) : 0;
    struct buf b = buf_on(a);

    buf_str(&b, report_bytes(a, e->n));
    if (e->total)
        buf_printf(&b, " of " STR_FMT, STR_ARG(report_bytes(a, e->total)));
    if (e->ms >= SILENT_MS)
        buf_printf(&b, ", " STR_FMT "/s", STR_ARG(report_bytes(a, rate)));
    if (e->ms >= SILENT_MS && e->total > e->n && e->n > 0)
        buf_printf(&b, ", about " STR_FMT " left",
                   STR_ARG(rough(a, left_ms(e->n, e->total, e->ms))));
    return buf_view(&b);
}

static str state_text(struct report *r, arena *a, int64_t ms)
{
    const struct progress *p = &r->progress;
    struct buf b = buf_on(a);

    buf_printf(&b, "  %lld of %lld file%s, %lld of %lld statement%s", (long long)p->files_done,
               (long long)p->files, STR_PLURAL(p->files), (long long)p->steps_done,
               (long long)p->steps, STR_PLURAL(p->steps));
    if (p->steps_done && ms)
        buf_printf(&b, ", %.*f/s", p->steps_done * 1000 < ms * 10,
                   (double)p->steps_done * 1000 / (double)ms);
    if (p->steps_done >= GUESS_FROM && p->steps > p->steps_done)
        buf_printf(&b, ", about " STR_FMT " left",
                   STR_ARG(rough(a, left_ms(p->steps_done, p->steps, ms))));
    return buf_view(&b);
}

static bool due(const struct report *r, int64_t now, int64_t ms)
{
    int64_t every = r->opts.live     ? REDRAWN_EVERY_MS
                    : ms < MINUTE_MS ? TOLD_EVERY_MS
                                     : TOLD_LATER_EVERY_MS;

    return ms >= SILENT_MS && now - r->progress.told_ms >= every;
}

static void show(struct report *r, arena *a)
{
    struct progress *p = &r->progress;
    int64_t now = clock_mono_ms(), ms = now - p->start_ms;

    if (!p->start_ms || p->steps < 2 || !due(r, now, ms))
        return;
    p->told_ms = now;
    if (r->opts.live)
        progress_overwrite(r, state_text(r, a, ms));
    else
        event_line(r, STYLE_NONE, "", state_text(r, a, ms));
}

static void begin(struct report *r, const struct event *e)
{
    int64_t now = clock_mono_ms();

    r->progress.start_ms = r->progress.told_ms = now ? now : 1;
    r->progress.files = e->total;
    r->progress.steps = e->steps;
    r->progress.files_done = r->progress.steps_done = 0;
}

void progress_event(struct report *r, arena *a, const struct event *e)
{
    if (e->kind == EVENT_RUN_START) {
        begin(r, e);
    } else if (e->kind == EVENT_RUN_DONE) {
        progress_end_line(r);
        r->progress.start_ms = 0;
    } else if (e->kind == EVENT_MIGRATION_DONE) {
        r->progress.files_done++;
        show(r, a);
    } else if (e->kind == EVENT_STEP_DONE) {
        if (r->progress.steps_done < r->progress.steps) /* a unit may be run again */
            r->progress.steps_done++;
        show(r, a);
    }
}
