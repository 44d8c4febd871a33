/* engines/postgres/pg_send.c: requests on their way to the server.
 *
 * Does      keep the requests in order; send them in pipeline mode, or one alone outside it
 * Does not  wait for anything
 * Shape     submit puts a request into the ring, pump sends from the ring as far as the mode allows:
 *           a request that must be alone goes out when all before it are answered, those behind it wait
 * Errors    FAIL_LOST
 */
#include "engines/postgres/pg_int.h"

#include "base/mem.h"

/* A text that is not plain ASCII is kept until its result is there, to turn positions into bytes. */
enum { KEEP_BYTES_MAX = 1 << 20, FLUSH_BYTES = 128 * 1024, FLUSH_REQUESTS = 32 };

struct pg_entry *pg_ring_at(const struct pg_ring *r, size_t i)
{
    CHECK(i < r->n);
    return &r->v[(r->head + i) % r->cap];
}

static struct pg_entry *ring_push(struct pg_ring *r)
{
    if (r->n == r->cap) {
        size_t cap = r->cap ? 2 * r->cap : 64;
        struct pg_entry *v = mem_resize(NULL, cap * sizeof(*v));

        for (size_t i = 0; i < r->n; i++)
            v[i] = *pg_ring_at(r, i);
        mem_free(r->v);
        r->v = v;
        r->cap = cap;
        r->head = 0;
    }
    r->n++;
    return pg_ring_at(r, r->n - 1);
}

void pg_ring_pop(struct pg_ring *r)
{
    mem_free(pg_ring_at(r, 0)->sql);
    r->head = (r->head + 1) % r->cap;
    r->n--;
    r->sent--;
}

void pg_ring_done(struct pg_ring *r)
{
    for (size_t i = 0; i < r->n; i++)
        mem_free(pg_ring_at(r, i)->sql);
    mem_free(r->v);
    *r = (struct pg_ring){ 0 };
}

static bool is_ascii(const char *p, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if ((unsigned char)p[i] >= 0x80)
            return false;
    return true;
}

static void forget_text(struct pg_entry *e)
{
    if (e->sql_bytes <= KEEP_BYTES_MAX && !is_ascii(e->sql, e->sql_bytes))
        return;
    mem_free(e->sql);
    e->sql = NULL;
}

static bool needs_simple(const struct pg_entry *e)
{
    return e->flags & (REQ_ALONE | REQ_COPY_IN);
}

static bool set_mode(struct pg_conn *c, enum pg_mode mode)
{
    if (c->mode == mode)
        return true;
    if (!(mode == PG_PIPELINE ? c->lib.PQenterPipelineMode(c->pq)
                              : c->lib.PQexitPipelineMode(c->pq)))
        return false;
    c->mode = mode;
    return true;
}

bool pg_flush(struct pg_conn *c)
{
    int left = c->lib.PQflush(c->pq);

    c->write_wanted = left > 0;
    return left >= 0;
}

static bool send_simple(struct pg_conn *c, struct pg_entry *e)
{
    CHECK(!c->batch_open); /* it would run in the transaction of that batch */
    return set_mode(c, PG_SIMPLE) && c->lib.PQsendQuery(c->pq, e->sql) && pg_flush(c);
}

/* In a long batch results come in time to keep the window moving. */
static bool flush_now_and_then(struct pg_conn *c, const struct pg_entry *e)
{
    bool now = e->flags & REQ_FLUSH;

    c->unflushed += FLUSH_BYTES / FLUSH_REQUESTS + e->sql_bytes;
    if (c->unflushed < FLUSH_BYTES && !now)
        return true;
    c->unflushed = 0;
    c->flush_asked = true;
    return c->lib.PQsendFlushRequest(c->pq) && (!now || pg_flush(c));
}

static bool send_pipelined(struct pg_conn *c, struct pg_entry *e, const char *const *params,
                           int param_count)
{
    c->flush_asked = false;
    c->batch_open = !(e->flags & REQ_SYNC);
    if (!set_mode(c, PG_PIPELINE) ||
        !c->lib.PQsendQueryParams(c->pq, e->sql, param_count, NULL, params, NULL, NULL, 0))
        return false;
    if (!(e->flags & REQ_SYNC))
        return flush_now_and_then(c, e);
    c->unflushed = 0;
    return c->lib.PQpipelineSync(c->pq) && pg_flush(c);
}

/* May the first unsent request go out now? */
static bool may_send(const struct pg_conn *c, const struct pg_entry *e)
{
    if (c->ring.sent == 0)
        return true;
    return c->mode == PG_PIPELINE && !needs_simple(e);
}

static bool pump(struct pg_conn *c, const char *const *params, int param_count, struct err *err)
{
    while (c->ring.sent < c->ring.n) {
        struct pg_entry *e = pg_ring_at(&c->ring, c->ring.sent);

        if (!may_send(c, e))
            return true;
        if (!(needs_simple(e) ? send_simple(c, e) : send_pipelined(c, e, params, param_count)))
            return pg_lost(c, NULL, err);
        forget_text(e);
        c->ring.sent++;
    }
    return true;
}

bool pg_pump(struct pg_conn *c, struct err *err)
{
    return pump(c, NULL, 0, err);
}

static void push(struct pg_conn *c, const struct request *r)
{
    struct pg_entry *e = ring_push(&c->ring);
    char *z = mem_resize(NULL, r->sql.n + 1);

    if (r->sql.n)
        memcpy(z, r->sql.p, r->sql.n);
    z[r->sql.n] = '\0';
    *e = (struct pg_entry){
        .tag = r->tag, .flags = r->flags, .rows = r->rows, .sql = z, .sql_bytes = r->sql.n
    };
}

bool pg_submit(struct conn *conn, const struct request *r, struct err *err)
{
    struct pg_conn *c = pg_of(conn);

    if (c->lost)
        return pg_lost(c, NULL, err);
    CHECK(!c->copying);
    if (r->sql.n && memchr(r->sql.p, '\0', r->sql.n)) /* libpq would cut the text there */
        return err_set(err, ERR_FILE_NUL, "the statement holds a NUL byte");
    push(c, r);
    return pg_pump(c, err);
}

bool pg_call(struct pg_conn *c, const char *sql, const char *const *params, int param_count,
             struct result *out, struct err *err)
{
    if (c->lost)
        return pg_lost(c, NULL, err);
    CHECK(c->ring.n == 0);
    push(c, &(struct request){ .sql = str_of(sql), .flags = REQ_SYNC | REQ_BOOKKEEPING });
    if (!pump(c, params, param_count, err) ||
        engine_await(&c->base, out, NULL, NULL, err) != NEXT_RESULT)
        return false;
    if (out->kind == RESULT_OK)
        return true;
    err_copy(err, out->err);
    return false;
}
