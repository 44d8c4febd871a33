/* engines/postgres/pg_next.c: results, in the order of the requests.
 *
 * Does      take what has arrived, hold a result until its request is over, notice a dead session
 * Does not  wait (engine_await does), send more than is queued already
 * Shape     libpq: result … NULL, then a Sync result where the batch ends
 * Errors    FAIL_LOST; a statement's own error is in the result
 *
 * The result of the last statement of a batch is given out only after its Sync: constraints that are
 * checked at commit can still fail there, and then the statement was not done.
 */
#include "engines/postgres/pg_int.h"

#include "base/clock.h"

enum { IDLE_NULLS_MAX = 8 };

static bool is_fatal(const struct pg_conn *c, const PGresult *res)
{
    str severity = str_of(c->lib.PQresultErrorField(res, PG_DIAG_SEVERITY_NONLOCALIZED));

    return str_eq(severity, S("FATAL")) || str_eq(severity, S("PANIC"));
}

/* Notes the server's last words, which may come long before the connection is seen to be closed. */
static void keep_last_words(struct pg_conn *c, const PGresult *res)
{
    str words = str_of(c->lib.PQresultErrorField(res, PG_DIAG_MESSAGE_PRIMARY));
    const char *state = c->lib.PQresultErrorField(res, PG_DIAG_SQLSTATE);

    if (c->lost_words.n || !words.n)
        return;
    c->lost_words = pg_scrub(c->base.mem, words, &c->secrets);
    snprintf(c->lost_sqlstate, sizeof(c->lost_sqlstate), "%s", state ? state : "");
}

void pg_notice(void *data, const PGresult *res)
{
    struct pg_conn *c = data;
    const char *severity = c->lib.PQresultErrorField(res, PG_DIAG_SEVERITY_NONLOCALIZED);
    const char *words = c->lib.PQresultErrorField(res, PG_DIAG_MESSAGE_PRIMARY);

    if (is_fatal(c, res)) { /* an ended session says so while nothing is being asked */
        keep_last_words(c, res);
        return;
    }
    *vec_push(&c->results, &c->notices) =
        str_printf(&c->results, "%s: %s", severity ? severity : "NOTICE", words ? words : "");
}

bool pg_lost(struct pg_conn *c, const PGresult *res, struct err *err)
{
    const struct pg_meaning *m;

    if (res)
        keep_last_words(c, res);
    if (!c->lost_words.n && c->pq)
        c->lost_words =
            pg_scrub(c->base.mem, str_trim(str_of(c->lib.PQerrorMessage(c->pq))), &c->secrets);
    c->lost = true;
    m = pg_errmap(c->lost_sqlstate[0] ? c->lost_sqlstate : "08006");
    err_set(err, ERR_LOST, "%s", m->fail == FAIL_LOST ? m->message : pg_errmap("08006")->message);
    return err_database(err, FAIL_LOST, c->lost_sqlstate, 0, c->lost_words);
}

void pg_release(struct pg_conn *c)
{
    if (!c->delivered)
        return;
    c->delivered = false;
    c->lib.PQclear(c->given);
    c->given = NULL;
    arena_done(&c->results);
    arena_init(&c->results);
    c->notices.v = NULL;
    c->notices.n = c->notices.cap = 0;
    err_clear(&c->err);
}

static enum next lost(struct pg_conn *c, const PGresult *res, struct err *err)
{
    (void)!pg_lost(c, res, err);
    return NEXT_LOST;
}

/* libpq's COPY does not work inside a pipeline, and the server would wait for data for ever. */
static enum next lost_to_copy(struct pg_conn *c, struct err *err)
{
    c->lost = true;
    c->lost_words = S("COPY to or from the client inside a batch");
    err_set(err, ERR_SQL_COPY, "a COPY to or from the client cannot run here");
    err_hint(err, "COPY ... FROM STDIN stands alone, with its data after it.");
    err_database(err, FAIL_LOST, NULL, 0, c->lost_words);
    return NEXT_LOST;
}

static void fill_row(const struct pg_conn *c, const PGresult *res, int row, int columns,
                     struct cell *cells)
{
    for (int k = 0; k < columns; k++)
        cells[k] = (struct cell){
            .text = { c->lib.PQgetvalue(res, row, k), (size_t)c->lib.PQgetlength(res, row, k) },
            .null = c->lib.PQgetisnull(res, row, k),
        };
}

/* Each row in the place of the one before. */
static void tell_rows(struct pg_conn *c, struct pg_entry *e, const PGresult *res)
{
    int rows = c->lib.PQntuples(res), columns = c->lib.PQnfields(res);
    struct arena_mark mark = arena_mark(&c->results);
    struct cell *cells = arena_new(&c->results, struct cell, (size_t)columns);

    for (int r = 0; r < rows; r++) {
        fill_row(c, res, r, columns, cells);
        e->rows->row(e->rows->data, cells, (size_t)columns);
    }
    e->told += (size_t)rows;
    arena_reset(&c->results, mark);
}

static void keep_rows(struct pg_conn *c, const PGresult *res, struct result *out)
{
    int rows = c->lib.PQntuples(res), columns = c->lib.PQnfields(res);
    struct cell *cells = arena_new(&c->results, struct cell, (size_t)rows * (size_t)columns);

    out->rows = (size_t)rows;
    out->cells = cells;
    for (int r = 0; r < rows; r++)
        fill_row(c, res, r, columns, &cells[r * columns]);
}

static int64_t affected(const struct pg_conn *c, PGresult *res)
{
    int64_t n;

    return str_to_int64(str_of(c->lib.PQcmdTuples(res)), &n) ? n : -1;
}

static void fill(struct pg_conn *c, struct pg_entry *e, PGresult *res, struct result *out)
{
    ExecStatusType status = c->lib.PQresultStatus(res);

    *out = (struct result){ .kind = RESULT_OK, .tag = e->tag, .affected = -1 };
    out->notices.v = c->notices.v;
    out->notices.n = c->notices.n;
    out->notices.cap = c->notices.cap;
    if (status == PGRES_COMMAND_OK || status == PGRES_TUPLES_OK) {
        out->affected = affected(c, res);
        out->columns = (size_t)c->lib.PQnfields(res);
        if (e->rows) {
            tell_rows(c, e, res);
            out->rows = e->told;
        } else {
            keep_rows(c, res, out);
        }
    } else if (status == PGRES_PIPELINE_ABORTED) {
        out->kind = RESULT_ABORTED;
    } else if (status == PGRES_COPY_IN) {
        out->kind = RESULT_COPY_IN;
    } else if (status != PGRES_EMPTY_QUERY) {
        out->kind = RESULT_ERROR;
        pg_err_from_result(&c->lib, res, (str){ e->sql, e->sql ? e->sql_bytes : 0 }, &c->err);
        out->err = &c->err;
    }
}

/* The head is over: its result goes out. */
static enum next deliver(struct pg_conn *c, struct result *out)
{
    fill(c, pg_ring_at(&c->ring, 0), c->held, out);
    c->given = c->held;
    c->held = NULL;
    c->head_ended = false;
    c->cancel_again_ms = 0;
    c->delivered = true;
    pg_ring_pop(&c->ring);
    return NEXT_RESULT;
}

static enum next deliver_copy_in(struct pg_conn *c, PGresult *res, struct result *out)
{
    fill(c, pg_ring_at(&c->ring, 0), res, out);
    c->given = res;
    c->delivered = true;
    c->copying = true;
    return NEXT_RESULT;
}

static bool is_error(const struct pg_conn *c, const PGresult *res)
{
    ExecStatusType status = c->lib.PQresultStatus(res);

    return status == PGRES_FATAL_ERROR || status == PGRES_BAD_RESPONSE;
}

/* An error outlasts what came before it and what comes after it. */
static void hold(struct pg_conn *c, PGresult *res)
{
    if (c->held && is_error(c, c->held)) {
        c->lib.PQclear(res);
        return;
    }
    c->lib.PQclear(c->held);
    c->held = res;
}

/* COPY … TO STDOUT that runs alone: nobody wants the rows. False: more must arrive first. */
static bool drain_copy_out(struct pg_conn *c)
{
    char *row;
    int n;

    while ((n = c->lib.PQgetCopyData(c->pq, &row, 1)) > 0)
        c->lib.PQfreemem(row);
    return n < 0;
}

/* One result of the head. NEXT_NONE: go on. */
static enum next take(struct pg_conn *c, PGresult *res, struct result *out, struct err *err)
{
    struct pg_entry *e = pg_ring_at(&c->ring, 0);
    enum next n = NEXT_NONE;

    switch ((int)c->lib.PQresultStatus(res)) {
    case PGRES_PIPELINE_SYNC:
        c->lib.PQclear(res);
        return c->held && (e->flags & REQ_SYNC) ? deliver(c, out) : lost(c, NULL, err);
    case PGRES_COPY_IN:
        if (c->mode == PG_SIMPLE && (e->flags & REQ_COPY_IN))
            return deliver_copy_in(c, res, out);
        n = lost_to_copy(c, err);
        break;
    case PGRES_COPY_OUT:
        if (c->mode == PG_PIPELINE)
            n = lost_to_copy(c, err);
        else if (!drain_copy_out(c))
            n = NEXT_WAIT;
        break;
    case PGRES_COPY_BOTH:
        n = lost_to_copy(c, err);
        break;
    case PGRES_SINGLE_TUPLE:
        tell_rows(c, e, res);
        break;
    default:
        if (is_error(c, res) && (is_fatal(c, res) || c->lib.PQstatus(c->pq) == CONNECTION_BAD)) {
            n = lost(c, res, err);
            break;
        }
        hold(c, res);
        return NEXT_NONE;
    }
    c->lib.PQclear(res);
    return n;
}

/* libpq has no more results for the head (or never had one: it says so between two as well). */
static enum next take_null(struct pg_conn *c, struct result *out, struct err *err)
{
    const struct pg_entry *e = pg_ring_at(&c->ring, 0);

    if (!c->held || c->head_ended)
        return ++c->idle_nulls > IDLE_NULLS_MAX ? lost(c, NULL, err) : NEXT_NONE;
    if (c->mode == PG_SIMPLE || !(e->flags & REQ_SYNC))
        return deliver(c, out);
    c->head_ended = true;
    return NEXT_NONE;
}

/* The caller waits for the result of a batch that has no end yet: the server must not hold it back. Asked when
 * it is waited for, not for each statement: a flush costs the server a system call, and both sides a switch. */
static void ask_for_flush(struct pg_conn *c)
{
    if (c->mode != PG_PIPELINE || c->flush_asked || c->ring.sent == 0 ||
        (pg_ring_at(&c->ring, c->ring.sent - 1)->flags & REQ_SYNC))
        return;
    c->flush_asked = true;
    c->lib.PQsendFlushRequest(c->pq);
}

/* The server goes on with the next rows while these are taken. libpq refuses when it has begun with the result:
 * then they come together. */
static void stream_head(struct pg_conn *c)
{
    struct pg_entry *e = pg_ring_at(&c->ring, 0);

    if (e->rows && !e->streams && c->ring.sent > 0)
        e->streams = c->lib.PQsetSingleRowMode(c->pq) == 1;
}

/* Reads and writes what the socket allows. False: nothing of the head is there yet. */
static bool ready(struct pg_conn *c, bool *broken)
{
    if (!c->lib.PQisBusy(c->pq))
        return true;
    *broken = !c->lib.PQconsumeInput(c->pq);
    if (!c->lib.PQisBusy(c->pq))
        return true;
    *broken = *broken || !pg_flush(c);
    pg_cancel_again(c);
    return false;
}

enum next pg_next(struct conn *conn, struct result *out, struct err *err)
{
    struct pg_conn *c = pg_of(conn);
    bool broken = false;
    enum next n = NEXT_NONE;

    pg_release(c);
    if (c->lost)
        return lost(c, NULL, err);
    CHECK(!c->copying);
    c->idle_nulls = 0;
    while (n == NEXT_NONE && c->ring.n > 0) {
        PGresult *res;

        if (!pg_pump(c, err))
            return NEXT_LOST;
        stream_head(c);
        if (!ready(c, &broken))
            return broken ? lost(c, NULL, err) : NEXT_WAIT;
        res = c->lib.PQgetResult(c->pq);
        n = res ? take(c, res, out, err) : take_null(c, out, err);
    }
    return n;
}

struct wait pg_wait(struct conn *conn)
{
    struct pg_conn *c = pg_of(conn);
    int64_t left;

    if (c->pq && !c->lost) {
        ask_for_flush(c);
        (void)!pg_flush(c); /* what breaks here is seen by the next call of next */
    }
    left = c->cancel_again_ms ? c->cancel_again_ms - clock_mono_ms() : -1;

    if (c->cancel_again_ms && left < 0)
        left = 0;
    return (struct wait){ .fd = c->pq ? c->lib.PQsocket(c->pq) : -1,
                          .read = true,
                          .write = c->write_wanted,
                          .timeout_ms = (int)left };
}
