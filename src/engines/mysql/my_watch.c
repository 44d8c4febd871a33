/* engines/mysql/my_watch.c: ends a statement that waits for a table lock; see my_int.h.
 *
 * Does      look from a second connection what a statement of a file does in its first moments, and end
 *           it when it has waited: whoever asks for the table meanwhile stands behind it. The shortest
 *           time-out is a second; on MariaDB also zero, and the runner's first tries do without this
 * Does not  look again once the statement was seen at work: the lock that a long ALTER takes at its end has the
 *           server's time-out, and the work before it is not thrown away
 * Shape     my_watch_begin when it is sent, my_watch_step while it is waited for (the second connection
 *           answers at once); an end by KILL QUERY is then told as a lock time-out
 * Errors    none: without a second connection the server's own time-out is what remains
 */
#include "engines/mysql/my_int.h"

#include "base/clock.h"

enum {
    LOOK_FIRST_MS = 40,
    LOOK_AGAIN_MS = 30,
    END_AFTER_MS = 100, /* from the sending */
    LOOK_LAST_MS = 1000,
    WATCH_UP_TO_MS = 1000, /* a longer time-out is one that was meant */
    SECOND_S = 2,
};

enum doing { DOES_OTHER, DOES_WAIT, DOES_WORK };

/* Beginnings of what SHOW PROCESSLIST says when the first lock was obtained. */
static const char *const working[] = {
    "altering",     "preparing for alter", "committing alter", "copy to tmp", "creating table",
    "rename",       "manage keys",         "Sending data",     "executing",   "updating",
    "After create",
};

static enum doing doing_of(const char *state)
{
    str s = str_of(state);

    if (str_starts(s, S("Waiting for ")) && (str_ends(s, S(" lock")) || str_ends(s, S(" flush"))))
        return DOES_WAIT;
    for (size_t i = 0; i < COUNT_OF(working); i++)
        if (str_starts_nocase(s, str_of(working[i])))
            return DOES_WORK;
    return DOES_OTHER;
}

static bool open_second(struct my *m)
{
    struct err err;

    if (m->second || m->no_second)
        return m->second != NULL;
    err_init(&err);
    m->second = my_second(m, SECOND_S, &err);
    m->no_second = !m->second;
    err_done(&err);
    return m->second != NULL;
}

void my_watch_close(struct my *m)
{
    if (m->second)
        m->lib->mysql_close(m->second);
    m->second = NULL;
}

/* Columns: Id User Host db Command Time State Info. */
static enum doing look(struct my *m)
{
    static const char sql[] = "SHOW PROCESSLIST";
    const struct my_lib *lib = m->lib;
    enum doing what = DOES_OTHER;
    MYSQL_RES *res;
    MYSQL_ROW row;
    int64_t id;

    if (lib->mysql_real_query(m->second, sql, sizeof(sql) - 1) != 0 ||
        !(res = lib->mysql_store_result(m->second))) {
        m->no_second = true;
        return DOES_WORK;
    }
    while ((row = lib->mysql_fetch_row(res)))
        if (row[0] && row[6] && str_to_int64(str_of(row[0]), &id) && id == m->base.server.session)
            what = doing_of(row[6]);
    lib->mysql_free_result(res);
    return what;
}

static void end_it(struct my *m)
{
    char sql[64];
    int n = snprintf(sql, sizeof(sql), "KILL QUERY %lld", (long long)m->base.server.session);

    if (m->lib->mysql_real_query(m->second, sql, (unsigned long)n) == 0)
        m->ended = true;
}

void my_watch_begin(struct my *m)
{
    int64_t ms = m->base.lock_wait_ms;

    m->ended = false;
    m->look_at = 0;
    if (m->base.server.caps & CAP_MARIADB && ms < WATCH_UP_TO_MS)
        return; /* it does not wait at all */
    if (m->head->flags & REQ_BOOKKEEPING || ms <= 0 || ms > WATCH_UP_TO_MS || m->no_second)
        return;
    m->sent_at = clock_mono_ms();
    m->look_at = m->sent_at + LOOK_FIRST_MS;
}

void my_watch_step(struct my *m)
{
    int64_t now = clock_mono_ms();
    enum doing what;

    if (!m->look_at || now < m->look_at)
        return;
    m->look_at = 0;
    if (!open_second(m) || now - m->sent_at > LOOK_LAST_MS)
        return;
    what = look(m);
    if (what == DOES_WORK)
        return;
    if (what == DOES_WAIT && clock_mono_ms() - m->sent_at >= END_AFTER_MS)
        end_it(m);
    /* After a KILL too: it is lost when it comes between two locks. */
    m->look_at = clock_mono_ms() + LOOK_AGAIN_MS;
}

bool my_watch_ended(const struct my *m, int native)
{
    static const int interrupted = 1317;

    return m->ended && native == interrupted && !m->kill_pause_ms;
}
