/* core/run_copy.c: COPY … FROM stdin: its data follow it in the file; see core/run_int.h. */
#include "base/clock.h"
#include "core/run_int.h"

enum { TOLD_EVERY_MS = 200 };

/* The data ends here, because of `err`: the server gives up the statement, and the session stays of use. */
static bool stop_copy(struct run *r, struct err *err)
{
    struct err second;
    bool took;

    err_init(&second);
    if ((!r->conn->engine->copy_end(r->conn, "stopped by afloat", &second) ||
         !window_take(r, true, &took, &second)) &&
        second.fail == FAIL_LOST)
        err_also(err, &second);
    err_done(&second);
    return false;
}

struct copying { /* for progress */
    int64_t start_ms, told_ms, sent, total;
};

static void tell_sent(struct run *r, const struct sent *what, struct copying *p)
{
    const struct plan_item *item = &r->plan->items.v[what->item];
    int64_t now = clock_mono_ms();

    if (now - p->told_ms < TOLD_EVERY_MS)
        return;
    p->told_ms = now;
    window_announce(r, what->item);
    ctx_event(r->conn->ctx, &(struct event){ .kind = EVENT_STEP_PROGRESS,
                                             .version = item->version,
                                             .step = what->step,
                                             .steps = item->shape.statements,
                                             .ms = now - p->start_ms,
                                             .n = p->sent,
                                             .total = p->total,
                                             .text = str_of(what->label) });
}

static bool send_data(struct run *r, struct script *script, const struct sent *what,
                      struct err *err)
{
    int64_t now = clock_mono_ms();
    struct copying p = { now, now, 0, script_size(script) };
    struct conn *c = r->conn;
    bool end = false;
    str data;

    while (ctx_check(c->ctx, err) && script_copy_data(script, &data, &end, err) && !end) {
        if (!c->engine->copy_data(c, data, err))
            return false;
        p.sent += (int64_t)data.n;
        tell_sent(r, what, &p);
    }
    return err->code == ERR_NONE || stop_copy(r, err);
}

bool run_copy(struct run *r, struct script *script, const struct sent *what, str sql,
              struct err *err)
{
    struct conn *c = r->conn;
    struct result res;
    bool took;

    if (!(c->server.caps & CAP_COPY))
        return err_set(err, ERR_SQL_COPY, "COPY data cannot be sent to %s", c->engine->name);
    if (!window_drain(r, err) || !window_send(r, what, sql, REQ_COPY_IN | REQ_SYNC, err))
        return false;
    if (engine_await(c, &res, NULL, NULL, err) != NEXT_RESULT)
        return false;
    if (res.kind != RESULT_COPY_IN) {
        r->first = r->count = 0;
        r->bytes = 0;
        if (res.kind == RESULT_ERROR)
            err_copy(err, res.err);
        else
            err_set(err, ERR_SQL_COPY, "the server did not take the data of COPY");
        run_locate(r, what, err);
        return false;
    }
    return send_data(r, script, what, err) && c->engine->copy_end(c, NULL, err) &&
           window_take(r, true, &took, err);
}
