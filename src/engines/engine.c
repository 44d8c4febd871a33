/* engines/engine.c: the registry of engines and the blocking helpers over the table of functions.
 *
 * Does      wait in one poll call for the server, a signal or a tick
 * Does not  know any engine but by its row in engines.def
 */
#include "engines/engine.h"

#include "base/clock.h"
#include "base/fault.h"

#include <poll.h>
#include <stdarg.h>

#define ENGINE(id, symbol) extern const struct engine engine_##symbol;
#include "engines/engines.def"
#undef ENGINE

static const struct engine *const engines[] = {
#define ENGINE(id, symbol) [id] = &engine_##symbol,
#include "engines/engines.def"
#undef ENGINE
};
_Static_assert(COUNT_OF(engines) == DSN__COUNT, "one engine a kind of URL");

enum { TICK_MS = 1000, KEEP_MS = 3000 };

const struct engine *engine_get(enum dsn_engine id)
{
    return engines[id];
}

static void wait_once(struct conn *c, const struct wait *w, int64_t until_tick_ms)
{
    struct pollfd fds[2] = { { .fd = w->fd }, { .fd = c->ctx->wake_fd, .events = POLLIN } };
    int64_t ms = until_tick_ms;

    fds[0].events = (short)((w->read ? POLLIN : 0) | (w->write ? POLLOUT : 0));
    if (w->timeout_ms >= 0 && w->timeout_ms < ms)
        ms = w->timeout_ms;
    if (ctx_signal(c->ctx))
        fds[1].fd = -1; /* already known: do not spin on it */
    c->ready = poll(fds, 2, (int)(ms < 0 ? 0 : ms)) > 0 && fds[0].revents;
}

/* First signal: ask the server to stop; the second one ends the process (main.c). Asked again every second, because
 * a request that reaches the server between two statements is lost. */
static void cancel_on_signal(struct conn *c, int64_t now, int64_t *at)
{
    struct err err;

    if (!ctx_signal(c->ctx) || now < *at)
        return;
    *at = now + TICK_MS;
    err_init(&err);
    (void)!c->engine->cancel(c, &err);
    err_done(&err);
}

enum next engine_await(struct conn *c, struct result *out, engine_tick_fn *tick, void *data,
                       struct err *err)
{
    int64_t start = clock_mono_ms(), next_tick = start + TICK_MS;
    /* afloat's own statements are let go on, but a clean-up may have to wait for others without end. */
    int64_t cancel_at = start + (c->keep ? KEEP_MS : 0);
    bool waited = false;
    enum next n;

    if (!fault_cut("next", err)) {
        c->engine->close(c);
        return NEXT_LOST;
    }
    c->tick = tick;
    c->tick_data = data;
    while ((n = c->engine->next(c, out, err)) == NEXT_WAIT) {
        struct wait w = c->engine->wait(c);
        int64_t now = clock_mono_ms();

        waited = true;
        if (now >= next_tick) {
            next_tick = now + TICK_MS;
            if (tick)
                tick(data, now - start);
        }
        cancel_on_signal(c, now, &cancel_at);
        wait_once(c, &w, next_tick - now);
    }
    c->tick = NULL;
    c->round_trips += waited;
    c->ready = false;
    return n;
}

bool engine_exec(struct conn *c, str sql, struct result *out, struct err *err)
{
    struct result own;
    enum next n;

    out = out ? out : &own;
    if (!fault_call("submit", err) ||
        !c->engine->submit(c, &(struct request){ .sql = sql, .flags = REQ_SYNC | REQ_BOOKKEEPING },
                           err))
        return false;
    c->keep = true;
    n = engine_await(c, out, NULL, NULL, err);
    c->keep = false;
    if (n == NEXT_LOST)
        return false;
    CHECK(n == NEXT_RESULT);
    if (out->kind == RESULT_OK)
        return true;
    CHECK(out->kind == RESULT_ERROR);
    err_copy(err, out->err);
    return false;
}

bool engine_take_all(struct conn *c, size_t n, struct err *err)
{
    enum next next = NEXT_RESULT;
    bool ok = true;

    c->keep = true;
    for (size_t i = 0; i < n && next != NEXT_LOST; i++) {
        struct err later; /* than the first */
        struct result r;

        err_init(&later);
        next = engine_await(c, &r, NULL, NULL, ok ? err : &later);
        if (next == NEXT_LOST && !ok)
            err_copy(err, &later);
        err_done(&later);
        CHECK(next == NEXT_LOST || next == NEXT_RESULT);
        if (next == NEXT_RESULT && r.kind == RESULT_ERROR && ok) {
            err_copy(err, r.err);
            ok = false;
        }
    }
    c->keep = false;
    return ok && next != NEXT_LOST;
}

bool engine_submit_own(struct conn *c, const struct str_list *sql, bool end, struct err *err)
{
    for (size_t i = 0; i < sql->n; i++) {
        struct request r = { .sql = sql->v[i], .flags = REQ_BOOKKEEPING };

        r.flags |= end && i + 1 == sql->n ? REQ_SYNC : REQ_UNREAD;
        if (!c->engine->submit(c, &r, err))
            return false;
    }
    return true;
}

bool engine_exec_all(struct conn *c, const struct str_list *sql, struct err *err)
{
    return fault_call("submit", err) && engine_submit_own(c, sql, true, err) &&
           engine_take_all(c, sql->n, err);
}

bool engine_execf(struct conn *c, struct result *out, struct err *err, const char *fmt, ...)
{
    arena a;
    va_list ap;
    struct buf sql;
    char small[512];
    int n;
    bool ok;

    va_start(ap, fmt);
    n = vsnprintf(small, sizeof(small), fmt, ap);
    va_end(ap);
    CHECK(n >= 0);
    arena_init(&a);
    sql = buf_on(&a);
    if ((size_t)n < sizeof(small)) {
        buf_bytes(&sql, small, (size_t)n);
    } else {
        char *big = arena_new(&a, char, (size_t)n + 1);

        va_start(ap, fmt);
        vsnprintf(big, (size_t)n + 1, fmt, ap);
        va_end(ap);
        buf_bytes(&sql, big, (size_t)n);
    }
    ok = engine_exec(c, buf_view(&sql), out, err);
    arena_done(&a);
    return ok;
}

bool engine_undo(struct conn *c, struct err *err)
{
    struct err second;

    err_init(&second);
    if (err->fail != FAIL_LOST && !engine_exec(c, S("ROLLBACK"), NULL, &second))
        err_also(err, &second);
    err_done(&second);
    return false;
}

bool engine_exec_lines(struct conn *c, str statements, struct err *err)
{
    str line;

    while (str_next_line(&statements, &line)) {
        line = str_trim(line);
        if (str_ends(line, S(";")))
            line.n--;
        if (line.n && !engine_exec(c, line, NULL, err))
            return false;
    }
    return true;
}

str result_text(const struct result *r, size_t row, size_t column)
{
    CHECK(row < r->rows && column < r->columns);
    return r->cells[row * r->columns + column].text;
}

bool result_null(const struct result *r, size_t row, size_t column)
{
    CHECK(row < r->rows && column < r->columns);
    return r->cells[row * r->columns + column].null;
}

int64_t result_int(const struct result *r, size_t row, size_t column)
{
    int64_t v;

    return str_to_int64(result_text(r, row, column), &v) ? v : 0;
}
