/* engines/postgres/pg_copy.c: data for COPY … FROM STDIN, and the cancel request.
 *
 * Does      hand over data no faster than the server takes it, so that memory stays small
 * Does not  look at the data
 * Errors    FAIL_LOST; when the server refuses a row it throws the rest away, and the error is the next
 *           result (libpq reads it only when the data has ended)
 */
#include "engines/postgres/pg_int.h"

#include "base/clock.h"

#include <poll.h>

enum { CHUNK_BYTES = 64 * 1024, CANCEL_AGAIN_MS = 250 };

/* While the server does not take more it may be saying something: reading keeps both from blocking. */
static bool wait_writable(struct pg_conn *c)
{
    struct pollfd fds[2] = {
        { .fd = c->lib.PQsocket(c->pq), .events = POLLIN | POLLOUT },
        { .fd = ctx_signal(c->base.ctx) ? -1 : c->base.ctx->wake_fd, .events = POLLIN },
    };

    poll(fds, 2, -1);
    if (ctx_signal(c->base.ctx) && fds[1].fd >= 0) { /* the first time only */
        struct err err;

        err_init(&err);
        (void)!pg_cancel(&c->base, &err);
        err_done(&err);
    }
    return c->lib.PQconsumeInput(c->pq);
}

static bool flush_all(struct pg_conn *c)
{
    while (pg_flush(c)) {
        if (!c->write_wanted)
            return true;
        if (!wait_writable(c))
            return false;
    }
    return false;
}

static bool put(struct pg_conn *c, str chunk)
{
    int n;

    while ((n = c->lib.PQputCopyData(c->pq, chunk.p, (int)chunk.n)) == 0)
        if (!wait_writable(c))
            return false;
    return n > 0 && flush_all(c);
}

bool pg_copy_data(struct conn *conn, str data, struct err *err)
{
    struct pg_conn *c = pg_of(conn);

    pg_release(c);
    if (c->lost)
        return pg_lost(c, NULL, err);
    CHECK(c->copying);
    while (data.n) {
        str chunk = str_slice(data, 0, CHUNK_BYTES);

        if (!put(c, chunk))
            return pg_lost(c, NULL, err);
        data = str_skip(data, chunk.n);
    }
    return true;
}

bool pg_copy_end(struct conn *conn, const char *abort_reason, struct err *err)
{
    struct pg_conn *c = pg_of(conn);
    int n;

    pg_release(c);
    if (c->lost)
        return pg_lost(c, NULL, err);
    CHECK(c->copying);
    c->copying = false;
    while ((n = c->lib.PQputCopyEnd(c->pq, abort_reason)) == 0)
        if (!wait_writable(c))
            return pg_lost(c, NULL, err);
    return (n > 0 && flush_all(c)) || pg_lost(c, NULL, err);
}

/* The server forgets a request that arrives while nothing runs, as it does when the statement is still on
 * its way: asked again until a result is there. */
bool pg_cancel(struct conn *conn, struct err *err)
{
    struct pg_conn *c = pg_of(conn);
    char words[256] = "";

    if (!c->cancel || c->ring.sent == 0)
        return true;
    c->cancel_again_ms = clock_mono_ms() + CANCEL_AGAIN_MS;
    if (c->lib.PQcancel(c->cancel, words, sizeof(words)))
        return true;
    err_set(err, ERR_CONNECT, "could not ask the server to cancel the statement");
    return err_database(err, FAIL_CONNECT, NULL, 0, str_trim(str_of(words)));
}

void pg_cancel_again(struct pg_conn *c)
{
    struct err err;

    if (!c->cancel_again_ms || clock_mono_ms() < c->cancel_again_ms)
        return;
    err_init(&err);
    (void)!pg_cancel(&c->base, &err);
    err_done(&err);
}
