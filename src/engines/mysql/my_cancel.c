/* engines/mysql/my_cancel.c: stop the statement that runs, by KILL QUERY over a second connection.
 *
 * Does      log in again with a short time-out (my_second.c); repeat until it worked
 * Does not  read the answer of the statement: it comes as an error of FAIL_CANCELED
 */
#include "engines/mysql/my_int.h"

#include "base/clock.h"

enum { CANCEL_S = 3, KILL_AGAIN_MS = 100, KILL_PAUSE_MAX_MS = 3000 };

static bool kill_query(struct my *m, MYSQL *second, struct err *err)
{
    struct my_error e;
    char sql[64];
    int n = snprintf(sql, sizeof(sql), "KILL QUERY %lld", (long long)m->base.server.session);

    if (m->lib->mysql_real_query(second, sql, (unsigned long)n) == 0)
        return true;
    e = my_error_of(m->lib, second);
    if (e.native == 1094) /* no such connection: it ended meanwhile */
        return true;
    err_set(err, ERR_CONNECT, STR_FMT, STR_ARG(e.words));
    return err_database(err, my_fail_class(&e), e.sqlstate, e.native, e.words);
}

static bool kill_by_second(struct my *m, struct err *err)
{
    MYSQL *second = my_second(m, CANCEL_S, err);
    bool ok = second && kill_query(m, second, err);

    if (second)
        m->lib->mysql_close(second);
    return ok || err_wrap(err, "cancelling the statement");
}

/* A KILL QUERY that comes before the server has begun with the statement is forgotten there. So it is
 * sent again, at growing intervals, until the statement has answered. */
bool my_cancel(struct conn *c, struct err *err)
{
    struct my *m = my_of(c);

    if (!m->mysql || m->phase == MY_IDLE)
        return true;
    m->kill_pause_ms = KILL_AGAIN_MS;
    m->kill_at = clock_mono_ms() + m->kill_pause_ms;
    return kill_by_second(m, err);
}

void my_cancel_again(struct my *m)
{
    struct err err;

    if (!m->kill_pause_ms || clock_mono_ms() < m->kill_at)
        return;
    err_init(&err);
    (void)!kill_by_second(m, &err); /* the next time may do it */
    err_done(&err);
    if (m->kill_pause_ms < KILL_PAUSE_MAX_MS)
        m->kill_pause_ms *= 2;
    m->kill_at = clock_mono_ms() + m->kill_pause_ms;
}
