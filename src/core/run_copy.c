/* core/run_copy.c: COPY … FROM stdin: its data follow it in the file; see core/run_int.h. */
#include "core/run_int.h"

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

bool run_copy(struct run *r, struct script *script, const struct sent *what, str sql,
              struct err *err)
{
    struct conn *c = r->conn;
    struct result res;
    bool end = false, took;
    str data;

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
    while (ctx_check(c->ctx, err) && script_copy_data(script, &data, &end, err) && !end)
        if (!c->engine->copy_data(c, data, err))
            return false;
    if (err->code != ERR_NONE)
        return stop_copy(r, err);
    return c->engine->copy_end(c, NULL, err) && window_take(r, true, &took, err);
}
