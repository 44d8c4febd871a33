/* engines/mysql/my_send.c: requests and results over the non-blocking calls of Connector/C.
 *
 * Does      run the queue one statement at a time, or what my_join.c puts into one text; read every result of a
 *           CALL; never wait
 * Does not  pipeline: the protocol has no way to take back what follows a failed statement
 * Shape     kick starts the first request; turn carries it on when the socket is ready; the states are
 *           enum my_phase: IDLE → QUERY → STORE → (MORE → STORE)* → IDLE; AHEAD for QUERY where the text is
 *           sent, FETCH for STORE where somebody takes the rows as they come
 * Errors    a lost session: NEXT_LOST and ever after
 */
#include "engines/mysql/my_int.h"

#include "base/clock.h"
#include "base/mem.h"

#include <poll.h>

enum { ER_TOO_LARGE = 1153, ER_LOCK_WAIT = 1205, ER_INTERRUPTED = 1317 };

#define NOTICES_SQL "SHOW WARNINGS LIMIT 20"

static void pop(struct my *m)
{
    struct my_node *node = m->head;

    m->head = node->next;
    if (!m->head)
        m->tail = &m->head;
    mem_free(node);
}

void my_drop_queue(struct my *m)
{
    while (m->head)
        pop(m);
}

/* ---- one call of the library ---- */

static void note_wait(struct my *m, int status)
{
    m->wait = status;
    m->fresh = status != 0;
    m->wait_until = status & MYSQL_WAIT_TIMEOUT
                        ? clock_mono_ms() + m->lib->mysql_get_timeout_value_ms(m->mysql)
                        : -1;
}

static void start_query(struct my *m, const char *sql, size_t n)
{
    m->phase = MY_QUERY;
    note_wait(m, m->lib->mysql_real_query_start(&m->ret, m->mysql, sql, (unsigned long)n));
}

static void start_fetch(struct my *m)
{
    m->phase = MY_FETCH;
    note_wait(m, m->lib->mysql_fetch_row_start(&m->row, m->res));
}

static void start_store(struct my *m)
{
    if (m->head->rows && !m->notices_wanted && m->lib->mysql_field_count(m->mysql) &&
        (m->res = m->lib->mysql_use_result(m->mysql))) {
        m->result.rows = 0; /* of an earlier set of a CALL */
        start_fetch(m);
        return;
    }
    m->phase = MY_STORE;
    note_wait(m, m->lib->mysql_store_result_start(&m->res, m->mysql));
}

static void start_more(struct my *m)
{
    m->phase = MY_MORE;
    note_wait(m, m->lib->mysql_next_result_start(&m->ret, m->mysql));
}

/* The head's text is with the server: the end of the answer before it says that there is one more. */
static void start_ahead(struct my *m)
{
    m->ahead--;
    m->phase = MY_AHEAD;
    note_wait(m, m->lib->mysql_next_result_start(&m->ret, m->mysql));
}

static void start_option(struct my *m, bool several)
{
    m->phase = MY_OPTION;
    m->several = several;
    note_wait(m,
              m->lib->mysql_set_server_option_start(&m->ret, m->mysql,
                                                    several ? MYSQL_OPTION_MULTI_STATEMENTS_ON
                                                            : MYSQL_OPTION_MULTI_STATEMENTS_OFF));
}

static void resume(struct my *m, int ready)
{
    int status = 0;

    switch (m->phase) {
    case MY_QUERY:
        status = m->lib->mysql_real_query_cont(&m->ret, m->mysql, ready);
        break;
    case MY_STORE:
        status = m->lib->mysql_store_result_cont(&m->res, m->mysql, ready);
        break;
    case MY_FETCH:
        status = m->lib->mysql_fetch_row_cont(&m->row, m->res, ready);
        break;
    case MY_MORE:
    case MY_AHEAD:
        status = m->lib->mysql_next_result_cont(&m->ret, m->mysql, ready);
        break;
    case MY_OPTION:
        status = m->lib->mysql_set_server_option_cont(&m->ret, m->mysql, ready);
        break;
    case MY_IDLE:
    default:
        UNREACHABLE();
    }
    note_wait(m, status);
}

/* What of the things waited for is there now, as MYSQL_WAIT_*; 0 = nothing. */
static int ready_now(struct my *m)
{
    struct pollfd p = { .fd = m->lib->mysql_get_socket(m->mysql) };
    bool told = m->base.ready, fresh = m->fresh;
    int ready = 0;

    m->base.ready = m->fresh = false;
    if (told && m->wait & (MYSQL_WAIT_READ | MYSQL_WAIT_WRITE))
        return m->wait & (MYSQL_WAIT_READ | MYSQL_WAIT_WRITE);
    if (fresh && m->wait_until < 0)
        return 0;
    p.events = (short)((m->wait & MYSQL_WAIT_READ ? POLLIN : 0) |
                       (m->wait & MYSQL_WAIT_WRITE ? POLLOUT : 0) |
                       (m->wait & MYSQL_WAIT_EXCEPT ? POLLPRI : 0));
    poll(&p, 1, 0);
    if (p.revents & (POLLIN | POLLERR | POLLHUP | POLLNVAL))
        ready |= m->wait & MYSQL_WAIT_READ;
    if (p.revents & (POLLOUT | POLLERR | POLLHUP | POLLNVAL))
        ready |= m->wait & MYSQL_WAIT_WRITE;
    if (p.revents & POLLPRI)
        ready |= m->wait & MYSQL_WAIT_EXCEPT;
    if (!ready && m->wait_until >= 0 && clock_mono_ms() >= m->wait_until)
        ready = MYSQL_WAIT_TIMEOUT;
    return ready;
}

/* ---- results ---- */

static void clear_result(struct my *m)
{
    arena_done(&m->result_mem);
    arena_init(&m->result_mem);
    m->result = (struct result){ .affected = -1 };
    err_clear(&m->err);
}

/* True when SHOW WARNINGS was started: the result is not complete yet. */
static bool ask_notices(struct my *m)
{
    unsigned count = m->lib->mysql_warning_count(m->mysql);

    if (!count || m->head->flags & REQ_BOOKKEEPING)
        return false;
    if (my_count_matters((str){ m->head->sql, m->head->n })) {
        *vec_push(&m->result_mem, &m->result.notices) =
            str_printf(&m->result_mem, "%u %s", count, count == 1 ? "warning" : "warnings");
        return false;
    }
    m->notices_wanted = true;
    start_query(m, NOTICES_SQL, sizeof(NOTICES_SQL) - 1);
    return true;
}

/* The head is answered. */
static enum next give(struct my *m, enum result_kind kind, struct result *out)
{
    bool sync = m->head->flags & REQ_SYNC;

    m->result.kind = kind;
    m->result.tag = m->head->tag;
    m->result.err = kind == RESULT_ERROR ? &m->err : NULL;
    m->aborting = kind != RESULT_OK && !sync;
    m->phase = MY_IDLE;
    m->wait = 0;
    m->notices_wanted = false;
    m->kill_pause_ms = 0;
    m->look_at = 0;
    m->ended = false;
    m->answered = kind == RESULT_OK && m->joined ? m->joined - 1 : 0;
    m->joined = 0;
    m->ahead = kind == RESULT_OK ? m->ahead : 0;
    *out = m->result;
    pop(m);
    return NEXT_RESULT;
}

/* The head was part of a joined statement that was well. */
static enum next give_answered(struct my *m, struct result *out)
{
    size_t left = m->answered - 1; /* give takes it for one that was sent by itself */

    clear_result(m);
    give(m, RESULT_OK, out);
    m->answered = left;
    return NEXT_RESULT;
}

static enum next lose(struct my *m, struct err *err)
{
    if (m->err.code != ERR_NONE)
        err_copy(err, &m->err);
    else
        err_set(err, ERR_LOST, "the connection was lost");
    err->fail = FAIL_LOST;
    m->lost = true;
    m->wait = 0;
    m->ahead = 0;
    my_drop_queue(m);
    return NEXT_LOST;
}

static enum next give_error(struct my *m, struct result *out, struct err *err)
{
    struct my_error e = my_error_of(m->lib, m->mysql);

    m->result = (struct result){ .affected = -1 };
    err_clear(&m->err);
    if (m->phase == MY_AHEAD && m->ret < 0) /* a KILL between two statements of one text */
        e = (struct my_error){ .native = ER_INTERRUPTED,
                               .sqlstate = "70100",
                               .words = S("Query execution was interrupted") };
    if (my_watch_ended(m, e.native))
        e = (struct my_error){ .native = ER_LOCK_WAIT,
                               .sqlstate = "HY000",
                               .words = S("Waited for a table lock and was ended") };
    my_error_set(&m->err, &e, (str){ m->head->sql, m->head->n });
    return m->err.fail == FAIL_LOST ? lose(m, err) : give(m, RESULT_ERROR, out);
}

static enum next give_too_large(struct my *m, struct result *out)
{
    err_set(&m->err, ERR_STATEMENT,
            "the statement has %zu bytes, more than the %llu that the server takes", m->head->n,
            (unsigned long long)m->max_packet_bytes);
    err_hint(&m->err, "Split the statement, or raise max_allowed_packet on the server "
                      "(SET GLOBAL max_allowed_packet=BYTES, then run again).");
    err_database(&m->err, FAIL_OTHER, "08S01", ER_TOO_LARGE, (str){ 0 });
    return give(m, RESULT_ERROR, out);
}

/* SLEEP and its like end with an answer when they are cut off. What is in a transaction is undone and made again: also
 * when it had ended before the KILL came. Outside one, what was answered has happened, but for what a procedure did
 * not do: conn.cut_off. */
static bool cut_short(const struct my *m)
{
    return m->kill_pause_ms && !(m->head->flags & REQ_BOOKKEEPING) &&
           m->mysql->server_status & SERVER_STATUS_IN_TRANS;
}

static enum next give_ok(struct my *m, struct result *out)
{
    struct my_error e = { .native = ER_INTERRUPTED,
                          .sqlstate = "70100",
                          .words = S("Query execution was interrupted") };

    if (!(m->head->flags & REQ_BOOKKEEPING))
        m->base.cut_off = m->kill_pause_ms > 0;
    if (!cut_short(m))
        return give(m, RESULT_OK, out);
    clear_result(m);
    my_error_set(&m->err, &e, (str){ m->head->sql, m->head->n });
    return give(m, RESULT_ERROR, out);
}

/* ---- the machine ---- */

static bool is_too_large(const struct my *m)
{
    /* With the command byte the server refuses already what is as long as its limit. */
    return m->max_packet_bytes && m->head->n + 1 >= m->max_packet_bytes;
}

/* A text that is sent by itself shall not be several statements. */
static bool needs_option(const struct my *m, const struct my_join *j)
{
    if (j->behind)
        return !m->several;
    return m->several && !j->one && memchr(m->head->sql, ';', m->head->n);
}

/* Starts the head if it may be sent and nothing runs. `more`: its batch may grow before the answer is wanted. */
static void kick(struct my *m, bool more)
{
    struct my_join j;

    if (m->phase != MY_IDLE || !m->head || m->aborting || m->answered || is_too_large(m))
        return;
    if (m->ahead) {
        clear_result(m);
        start_ahead(m);
        my_watch_begin(m);
        return;
    }
    j = my_joins(m);
    if (j.later && more)
        return;
    clear_result(m);
    if (needs_option(m, &j)) {
        start_option(m, j.behind > 0);
    } else if (j.one) {
        str sql = my_join(&m->result_mem, m, &j);

        start_query(m, sql.p, sql.n);
    } else {
        start_query(m, m->head->sql, m->head->n);
        my_watch_begin(m);
    }
}

/* The server would not take several statements: each goes by itself. That it goes on to take them is no answer. */
static enum next option_set(struct my *m, struct result *out, struct err *err)
{
    if (m->ret && !m->several)
        return give_error(m, out, err);
    if (m->ret && my_fail_class(&(struct my_error){ .native = (int)m->lib->mysql_errno(m->mysql),
                                                    .sqlstate = "" }) == FAIL_LOST)
        return give_error(m, out, err);
    m->no_several |= m->ret != 0;
    m->several &= m->ret == 0;
    m->phase = MY_IDLE;
    kick(m, false);
    return NEXT_WAIT;
}

/* One set of the answer is complete. */
static enum next answer_end(struct my *m, struct result *out)
{
    if (m->ahead)
        return give_ok(m, out); /* what comes next answers the next request */
    if (m->lib->mysql_more_results(m->mysql))
        start_more(m);
    else if (!ask_notices(m))
        return give_ok(m, out);
    return NEXT_WAIT;
}

/* A row came, or the end of them. */
static enum next fetched(struct my *m, struct result *out, struct err *err)
{
    enum next n;
    bool failed;

    if (m->row) {
        my_tell_row(m);
        start_fetch(m);
        return NEXT_WAIT;
    }
    m->result.affected = -1;
    failed = m->lib->mysql_errno(m->mysql) != 0;
    n = failed ? give_error(m, out, err) : NEXT_WAIT;
    m->lib->mysql_free_result(
        m->res); /* read to its end, or the session is lost: it waits for nothing */
    m->res = NULL;
    return failed ? n : answer_end(m, out);
}

/* The library's call returned: the next call, or the result. NEXT_WAIT = go on. */
static enum next advance(struct my *m, struct result *out, struct err *err)
{
    const struct my_lib *lib = m->lib;

    switch (m->phase) {
    case MY_OPTION:
        return option_set(m, out, err);
    case MY_QUERY:
    case MY_MORE:
    case MY_AHEAD:
        if (m->ret)
            return m->notices_wanted ? give_ok(m, out) : give_error(m, out, err);
        if (lib->mysql_field_count(m->mysql) == 0 && m->phase != MY_MORE)
            m->result.affected = (int64_t)lib->mysql_affected_rows(m->mysql);
        start_store(m);
        return NEXT_WAIT;
    case MY_STORE:
        if (m->notices_wanted) {
            my_take_notices(m);
            return give_ok(m, out);
        }
        if (m->res)
            my_take_rows(m);
        else if (lib->mysql_errno(m->mysql))
            return give_error(m, out, err);
        return answer_end(m, out);
    case MY_FETCH:
        return fetched(m, out, err);
    case MY_IDLE:
    default:
        UNREACHABLE();
    }
}

static enum next turn(struct my *m, struct result *out, struct err *err)
{
    for (;;) {
        enum next n;

        if (m->wait) {
            int ready = ready_now(m);

            if (!ready) {
                my_cancel_again(m);
                my_watch_step(m);
                return NEXT_WAIT;
            }
            resume(m, ready);
        }
        if (m->wait)
            continue; /* asked again: the socket may be ready already */
        n = advance(m, out, err);
        if (n != NEXT_WAIT)
            return n;
    }
}

bool my_submit(struct conn *c, const struct request *r, struct err *err)
{
    struct my *m = my_of(c);
    struct my_node *node;

    if (m->lost || !m->mysql) {
        err_set(err, ERR_LOST, "the connection was lost");
        return err_database(err, FAIL_LOST, NULL, 0, (str){ 0 });
    }
    CHECK(!(r->flags & REQ_COPY_IN));
    node = mem_resize(NULL, sizeof(*node) + r->sql.n + 1);
    *node = (struct my_node){ .tag = r->tag, .flags = r->flags, .rows = r->rows, .n = r->sql.n };
    if (r->sql.n)
        memcpy(node->sql, r->sql.p, r->sql.n);
    node->sql[r->sql.n] = '\0';
    *m->tail = node;
    m->tail = &node->next;
    if (!(r->flags & REQ_BOOKKEEPING) && my_strays(r->sql)) {
        m->strayed = true;
        c->lock_check = (str){ 0 }; /* the format of the binary log may be another one now */
    }
    kick(m, true);
    return true;
}

enum next my_next(struct conn *c, struct result *out, struct err *err)
{
    struct my *m = my_of(c);

    if (m->lost || !m->mysql)
        return lose(m, err);
    if (!m->head)
        return NEXT_NONE;
    if (m->phase != MY_IDLE)
        return turn(m, out, err);
    if (m->answered)
        return give_answered(m, out);
    clear_result(m);
    if (m->aborting)
        return give(m, RESULT_ABORTED, out);
    if (is_too_large(m))
        return give_too_large(m, out);
    kick(m, false);
    return turn(m, out, err);
}

/* Milliseconds from now; -1 = never. */
static int until(int64_t time_ms, bool set)
{
    int64_t left = time_ms - clock_mono_ms();

    return !set ? -1 : left < 0 ? 0 : (int)left;
}

static void sooner(struct wait *w, int ms)
{
    if (ms >= 0 && (w->timeout_ms < 0 || ms < w->timeout_ms))
        w->timeout_ms = ms;
}

struct wait my_wait(struct conn *c)
{
    struct my *m = my_of(c);
    struct wait w = { .fd = -1, .timeout_ms = 0 };

    if (!m->mysql || !m->wait)
        return w;
    w.fd = m->lib->mysql_get_socket(m->mysql);
    w.read = m->wait & (MYSQL_WAIT_READ | MYSQL_WAIT_EXCEPT);
    w.write = m->wait & MYSQL_WAIT_WRITE;
    w.timeout_ms = until(m->wait_until, m->wait_until >= 0);
    sooner(&w, until(m->kill_at, m->kill_pause_ms > 0));
    sooner(&w, until(m->look_at, m->look_at > 0));
    return w;
}
