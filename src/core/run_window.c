/* core/run_window.c: requests sent and not yet answered; see core/run_int.h.
 *
 * Answers come in the order of the requests. The first error ends the taking: the caller drains the rest of
 * the batch (all aborted) and rolls back.
 */
#include "base/clock.h"
#include "base/fault.h"
#include "core/run_int.h"

static struct sent *oldest(struct run *r)
{
    return &r->window[r->first];
}

static void drop_oldest(struct run *r)
{
    r->bytes -= oldest(r)->bytes;
    r->first = (r->first + 1) % WINDOW_MAX;
    r->count--;
}

size_t run_item_now(const struct run *r)
{
    size_t last = r->plan->items.n - 1;

    return r->at.item < last ? r->at.item : last;
}

void window_announce(struct run *r, size_t i)
{
    const struct plan_item *item = &r->plan->items.v[i];

    if (r->announced > i)
        return;
    r->announced = i + 1;
    r->item_started_us = r->last_arrival_us;
    ctx_event(r->conn->ctx, &(struct event){ .kind = EVENT_MIGRATION_START,
                                             .version = item->version,
                                             .name = item->name,
                                             .n = (int64_t)i + 1,
                                             .total = (int64_t)r->plan->items.n,
                                             .steps = item->shape.statements });
}

void window_tick(void *data, int64_t waited_ms)
{
    struct run *r = data;
    const struct sent *s = oldest(r);
    const struct plan_item *item = &r->plan->items.v[s->item];

    if (!r->count)
        return;
    if (!s->of)
        window_announce(r, s->item);
    ctx_event(r->conn->ctx, &(struct event){ .kind = EVENT_STEP_PROGRESS,
                                             .version = item->version,
                                             .step = s->step,
                                             .steps = item->shape.statements,
                                             .ms = waited_ms,
                                             .text = str_of(s->label) });
}

static void told_statement(struct run *r, const struct sent *s, const struct result *res)
{
    const struct plan_item *item = &r->plan->items.v[s->item];
    int64_t now = clock_mono_us();

    for (size_t i = 0; i < res->notices.n; i++)
        ctx_event(r->conn->ctx, &(struct event){ .kind = EVENT_NOTE, .text = res->notices.v[i] });
    ctx_event(r->conn->ctx, &(struct event){ .kind = EVENT_STEP_DONE,
                                             .version = item->version,
                                             .step = s->step,
                                             .steps = item->shape.statements,
                                             .ms = (now - r->last_arrival_us) / 1000,
                                             .n = res->affected,
                                             .text = str_of(s->label) });
}

static void told_item(struct run *r, size_t i)
{
    const struct plan_item *item = &r->plan->items.v[i];

    if (item->repeat) /* what goes for a moment is not counted twice */
        r->report->repeatables += r->plan->texts_back || !item->repeat->gone;
    else
        r->report->migrations++;
    ctx_event(r->conn->ctx, &(struct event){ .kind = EVENT_MIGRATION_DONE,
                                             .version = item->version,
                                             .name = item->name,
                                             .n = (int64_t)i + 1,
                                             .total = (int64_t)r->plan->items.n,
                                             .steps = item->shape.statements,
                                             .ms = (clock_mono_us() - r->item_started_us) / 1000 });
}

void window_move(struct run *r, const struct position *after)
{
    for (size_t i = r->at.item; i < after->item; i++) {
        window_announce(r, i);
        told_item(r, i);
    }
    r->at = *after;
}

/* Before it goes out: what a crash cuts off was told. */
static void tell_sql(struct run *r, const struct sent *s, str sql)
{
    if (!r->conn->ctx->tell_sql)
        return;
    if (!r->count) /* else answers of the migration before are still to come */
        window_announce(r, s->item);
    ctx_event(r->conn->ctx, &(struct event){ .kind = EVENT_SQL,
                                             .version = s->of ? s->of->version
                                                              : r->plan->items.v[s->item].version,
                                             .step = s->step,
                                             .text = s->shown.p ? s->shown : sql });
}

void window_committed(struct run *r, const struct sent *s)
{
    fault_point("commit-acknowledged");
    r->report->units++;
    r->tries = 0;
    r->waiting_since_ms = 0;
    window_move(r, &s->after);
}

static bool answer_error(struct run *r, const struct sent *s, const struct result *res,
                         struct err *err)
{
    const struct plan_item *item = s->of ? s->of : &r->plan->items.v[s->item];

    r->report->failed_version = item->version;
    r->report->failed_step = s->kind == SENT_STATEMENT || s->kind == SENT_BEFORE ? s->step : 0;
    err_copy(err, res->err);
    if (s->kind == SENT_BEFORE) { /* told in the words of the statement that it was for */
        err->statement_offset = -1;
        err->context.n = 0;
    }
    if (s->kind == SENT_STATEMENT || s->kind == SENT_BEFORE) {
        run_locate(r, s, err);
    } else if (s->kind == SENT_HISTORY && engine_says_null(r->conn, err)) {
        err->code = ERR_LOCK_LOST;
        err->message = S("another run took over: nothing of this unit was kept");
    }
    return false;
}

static bool lost(struct run *r, const struct sent *s, struct err *err)
{
    const struct plan_item *item = &r->plan->items.v[s->item];

    r->report->unknown = true;
    r->report->failed_version = item->version;
    r->report->failed_step = s->kind == SENT_STATEMENT ? s->step : 0;
    if (s->kind == SENT_STATEMENT && !err->place.line)
        err_at(err, &s->place);
    return false;
}

/* The server may be at any request of the window, not only at the one whose answer comes next. */
static bool holds_statement(const struct run *r)
{
    for (size_t i = 0; i < r->count; i++)
        if (r->window[(r->first + i) % WINDOW_MAX].kind == SENT_STATEMENT)
            return true;
    return false;
}

bool window_take(struct run *r, bool wait, bool *out_took, struct err *err)
{
    struct result res;
    struct sent s = *oldest(r);
    enum next n;

    *out_took = false;
    r->conn->keep = wait && !holds_statement(r);
    n = wait ? engine_await(r->conn, &res, window_tick, r, err)
             : r->conn->engine->next(r->conn, &res, err);
    r->conn->keep = false;
    if (n == NEXT_WAIT)
        return true;
    if (n == NEXT_LOST)
        return lost(r, &s, err);
    CHECK(n == NEXT_RESULT);
    *out_took = true;
    if (res.kind == RESULT_ABORTED) {
        drop_oldest(r);
        return true;
    }
    if (!r->plan->items.v[s.item].repeat || s.kind == SENT_STATEMENT)
        window_announce(r, s.item);
    if (res.kind == RESULT_ERROR) {
        drop_oldest(r);
        return answer_error(r, &s, &res, err);
    }
    if (s.kind == SENT_STATEMENT) {
        fault_point("result");
        if (!s.of)
            told_statement(r, &s, &res);
    }
    if (s.session) {
        r->session_item = s.item;
        r->session_step = s.step;
    }
    drop_oldest(r);
    if (s.kind == SENT_COMMIT)
        window_committed(r, &s);
    /* What stands before a statement may come with it: the time is the statement's. */
    if (s.kind == SENT_STATEMENT || s.kind == SENT_COMMIT)
        r->last_arrival_us = clock_mono_us();
    return true;
}

static bool is_full(const struct run *r, size_t more)
{
    return r->count == WINDOW_MAX || (r->count && r->bytes + more > WINDOW_BYTES);
}

/* Takes what is there already, but does not look after each request: a look is a system call, and sends what
 * would better go out together. Waits only while the window is too full for `more` bytes. */
static bool make_room(struct run *r, size_t more, struct err *err)
{
    bool took = true;

    r->unlooked += LOOK_BYTES / LOOK_REQUESTS + more;
    if (r->unlooked < LOOK_BYTES && !is_full(r, more) && !r->prompt)
        return true;
    r->unlooked = 0;
    while (r->count && (took || is_full(r, more)))
        if (!window_take(r, is_full(r, more), &took, err))
            return false;
    return true;
}

static bool pipelined(const struct run *r)
{
    return r->conn->server.caps & CAP_PIPELINE;
}

static bool take_all(struct run *r, struct err *err)
{
    bool took;

    while (r->count)
        if (!window_take(r, true, &took, err))
            return false;
    return true;
}

/* A request that did not go out: with the connection goes what is known of those before it. */
static bool not_sent(struct run *r, const struct sent *what, struct err *err)
{
    return err->fail == FAIL_LOST ? lost(r, what, err) : false;
}

/* The request goes to the engine, and into the window. */
static bool put(struct run *r, const struct sent *what, str sql, unsigned flags, struct err *err)
{
    struct request q = { .sql = sql, .flags = flags };
    struct sent *s;

    if (!r->conn->engine->submit(r->conn, &q, err))
        return not_sent(r, what, err);
    s = &r->window[(r->first + r->count) % WINDOW_MAX];
    *s = *what;
    s->bytes = sql.n;
    r->bytes += sql.n;
    r->count++;
    r->unsynced = !(flags & REQ_SYNC);
    if (what->kind == SENT_STATEMENT)
        fault_point("sent");
    if (what->kind == SENT_COMMIT)
        fault_point("commit-sent");
    return true;
}

bool window_put_behind(struct run *r, const struct str_list *own, const struct sent *what, str sql,
                       struct err *err)
{
    fault_point("before-send");
    if (!fault_call("submit", err) || !engine_submit_own(r->conn, own, false, err))
        return not_sent(r, what, err);
    return put(r, what, sql, REQ_SYNC, err);
}

bool window_send(struct run *r, const struct sent *what, str sql, unsigned flags, struct err *err)
{
    bool told = what->kind == SENT_STATEMENT || what->kind == SENT_COMMIT;
    bool prompt = r->prompt && told && !(flags & (REQ_ALONE | REQ_SYNC));

    if (!run_pay(r, err) || !make_room(r, sql.n, err))
        return false;
    if (what->kind == SENT_STATEMENT) {
        tell_sql(r, what, sql);
        fault_point("before-send");
    }
    if (!fault_call("submit", err))
        return not_sent(r, what, err);
    if (!put(r, what, sql, flags | (prompt ? REQ_FLUSH : 0u), err))
        return false;
    return flags & REQ_COPY_IN || pipelined(r) || take_all(r, err);
}

bool window_drain(struct run *r, struct err *err)
{
    if (r->unsynced &&
        !window_send(r, &(struct sent){ .kind = SENT_OTHER, .item = run_item_now(r) },
                     S("SELECT 1"), REQ_SYNC | REQ_BOOKKEEPING, err))
        return false;
    if (!take_all(r, err))
        return false;
    arena_done(&r->scratch);
    return true;
}
