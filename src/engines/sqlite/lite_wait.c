/* engines/sqlite/lite_wait.c: what happens while SQLite works or waits for another process.
 *
 * Does      stop a statement on a signal or a cancel, tick once a second, wait for a busy database
 * Does not  wait for the user's statements: a lock that is not there is told at once, the runner repeats
 * Shape     two callbacks of sqlite3; they run inside sqlite3_step and may not use the connection
 */
#include "base/clock.h"
#include "engines/sqlite/lite_int.h"

static void tick(struct lite *c)
{
    int64_t now = clock_mono_ms();

    if (!c->base.tick || now - c->ticked_ms < LITE_TICK_MS)
        return;
    c->ticked_ms = now;
    c->base.tick(c->base.tick_data, now - c->started_ms);
}

/* afloat's own statements are short and clean up after an interrupted one: a signal lets them end. */
static int on_progress(void *data)
{
    struct lite *c = data;

    tick(c);
    return c->cancel || (!(c->running & REQ_BOOKKEEPING) && ctx_signal(c->base.ctx));
}

static int on_busy(void *data, int tries)
{
    struct lite *c = data;
    int64_t waited = clock_mono_ms() - c->started_ms;

    tick(c);
    if (!(c->running & REQ_BOOKKEEPING) || waited >= LITE_BUSY_MS || c->cancel ||
        ctx_signal(c->base.ctx))
        return 0;
    clock_sleep_ms(tries < 10 ? tries + 1 : 20);
    return 1;
}

void lite_handlers(struct lite *c)
{
    sqlite3_busy_handler(c->db, on_busy, c);
    sqlite3_progress_handler(c->db, LITE_PROGRESS_OPS, on_progress, c);
}
