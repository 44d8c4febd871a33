/* tests/engines/pg_world.c: see tests/engines/pg_world.h. */
#include "engines/pg_world.h"

#include <stdarg.h>

static void on_event(void *data, const struct event *e)
{
    struct pg_world *w = data;

    buf_printf(&w->said, "%s: " STR_FMT "\n", e->kind == EVENT_WARNING ? "warning" : "note",
               STR_ARG(e->text));
}

static void release_err(void *p)
{
    err_done(p);
}

struct pg_world *world_new(arena *a)
{
    struct pg_world *w = arena_new(a, struct pg_world, 1);

    w->a = a;
    w->said = buf_on(a);
    w->ctx = (struct ctx){
        .mem = a, .wake_fd = -1, .signal = &w->signal, .sink = { .event = on_event, .data = w }
    };
    err_init(&w->err);
    arena_defer(a, release_err, &w->err);
    return w;
}

struct dsn world_dsn(arena *a)
{
    const char *socket = getenv("AFLOAT_TEST_PG_SOCKET"), *user = getenv("AFLOAT_TEST_PG_USER");
    const char *port = getenv("AFLOAT_TEST_PG_PORT"), *db = getenv("AFLOAT_TEST_PG_DATABASE");
    int64_t number = 5432;

    if (!socket)
        test_skip("AFLOAT_TEST_PG_SOCKET does not name a PostgreSQL server's socket folder");
    if (port)
        EXPECT(str_to_int64(str_of(port), &number));
    return (struct dsn){ .engine = DSN_POSTGRES,
                         .socket = str_copy(a, str_of(socket)),
                         .port = (int)number,
                         .user = user ? str_copy(a, str_of(user)) : S("postgres"),
                         .database = db ? str_copy(a, str_of(db)) : S("postgres") };
}

struct conn *world_open(struct pg_world *w, const struct dsn *dsn)
{
    struct conn *c = NULL;

    EXPECT_OK(engine_get(DSN_POSTGRES)->open(w->a, dsn, &w->ctx, &c, &w->err), &w->err);
    return c;
}

struct conn *world_conn(struct pg_world *w)
{
    struct dsn dsn = world_dsn(w->a);

    return world_open(w, &dsn);
}

str world_sql(struct pg_world *w, struct conn *c, const char *fmt, ...)
{
    char sql[4096];
    struct result r;
    va_list ap;

    va_start(ap, fmt);
    vsnprintf(sql, sizeof(sql), fmt, ap);
    va_end(ap);
    EXPECT_OK(engine_exec(c, str_of(sql), &r, &w->err), &w->err);
    return r.rows ? str_copy(w->a, result_text(&r, 0, 0)) : S("");
}

void world_submit(struct pg_world *w, struct conn *c, const char *sql, int64_t tag, unsigned flags)
{
    struct request r = { .sql = str_of(sql), .tag = tag, .flags = flags };

    EXPECT_OK(c->engine->submit(c, &r, &w->err), &w->err);
}

struct result world_next(struct pg_world *w, struct conn *c)
{
    struct result r;
    enum next n = engine_await(c, &r, NULL, NULL, &w->err);

    if (n == NEXT_LOST)
        EXPECT_OK(false, &w->err);
    EXPECT_INT(n, NEXT_RESULT);
    return r;
}
