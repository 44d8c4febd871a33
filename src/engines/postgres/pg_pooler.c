/* engines/postgres/pg_pooler.c: a pooler between here and the server: which kind?
 *
 * Does      tell a pooler that gives each transaction another backend (refused) from one that gives each
 *           session a backend (accepted)
 * Does not  trust settings that were set and read back: those survive the first kind as well
 * Shape     while this connection idles, a second one that gets this one's backend proves the first kind
 * Errors    ERR_POOLER
 */
#include "engines/postgres/pg_int.h"

#include "base/clock.h"

#include <poll.h>

/* A pool that has no second backend to give makes the second connection wait: then ours is ours. */
enum { ROUNDS = 3, WAIT_MS = 2000 };

static const char question[] = "SELECT pg_backend_pid()";

/* The pid in a blocking second connection, 0 = no answer in time. */
static int64_t ask(const struct pg_lib *lib, PGconn *pq)
{
    int64_t end = clock_mono_ms() + WAIT_MS, pid = 0, left;
    PGresult *res;

    if (!lib->PQsendQuery(pq, question))
        return 0;
    while (lib->PQisBusy(pq)) {
        struct pollfd fd = { .fd = lib->PQsocket(pq), .events = POLLIN };

        left = end - clock_mono_ms();
        if (left <= 0)
            return 0;
        poll(&fd, 1, (int)left);
        if (!lib->PQconsumeInput(pq))
            return 0;
    }
    while ((res = lib->PQgetResult(pq))) {
        if (lib->PQresultStatus(res) == PGRES_TUPLES_OK &&
            !str_to_int64(str_of(lib->PQgetvalue(res, 0, 0)), &pid))
            pid = 0;
        lib->PQclear(res);
    }
    return pid;
}

/* One round: asks the second connection, then this one again. */
static bool round_moves(struct pg_conn *c, PGconn *second, bool *out_moves, bool *out_answered,
                        struct err *err)
{
    int64_t other = ask(&c->lib, second);
    struct result r;

    if (!pg_call(c, question, NULL, 0, &r, err))
        return false;
    *out_answered = other != 0;
    *out_moves = other == c->base.server.session || result_int(&r, 0, 0) != c->base.server.session;
    return true;
}

static bool moves(struct pg_conn *c, PGconn *second, bool *out, struct err *err)
{
    bool answered = true;

    *out = false;
    for (int i = 0; i < ROUNDS && answered && !*out; i++)
        if (!round_moves(c, second, out, &answered, err))
            return false;
    return true;
}

static bool refuse(struct err *err)
{
    err_set(err, ERR_POOLER, "a connection pooler gives each transaction another session");
    err_detail(err, "The lock of a run and the state of its session would not hold behind it.");
    return err_hint(err, "Connect to the server's own port (often 5432), or to a pool with "
                         "pool_mode = session.");
}

bool pg_pooler_check(struct pg_conn *c, const struct dsn *dsn, struct err *err)
{
    PGconn *second = pg_connect(c->base.mem, &c->lib, dsn, c->base.ctx, NULL, err);
    bool moving, ok;

    if (!second)
        return err_wrap(err, "opening a second connection to tell what kind of pooler this is");
    ok = moves(c, second, &moving, err);
    c->lib.PQfinish(second);
    if (!ok)
        return false;
    if (moving)
        return refuse(err);
    c->base.server.pooled = true;
    ctx_say(c->base.ctx, EVENT_NOTE,
            "a connection pooler stands in between; it keeps one session for this run");
    return pg_session_settings(c, err);
}
