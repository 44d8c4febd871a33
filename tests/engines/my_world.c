/* tests/engines/my_world.c: see tests/engines/my_world.h. */
#include "engines/my_world.h"

struct dsn my_test_dsn(void)
{
    struct dsn dsn = { .engine = DSN_MYSQL, .scheme = S("mysql") };
    const char *port = getenv("AFLOAT_TEST_MY_PORT");
    int64_t n = 0;

    dsn.socket = str_of(getenv("AFLOAT_TEST_MY_SOCKET"));
    dsn.host = str_of(getenv("AFLOAT_TEST_MY_HOST"));
    dsn.user = str_of(getenv("AFLOAT_TEST_MY_USER"));
    dsn.password.text = str_of(getenv("AFLOAT_TEST_MY_PASSWORD"));
    dsn.database = str_of(getenv("AFLOAT_TEST_MY_DATABASE"));
    if (!(dsn.socket.n || dsn.host.n) || !dsn.user.n || !dsn.database.n)
        test_skip("AFLOAT_TEST_MY_SOCKET, _USER, _DATABASE are not set");
    if (port && str_to_int64(str_of(port), &n))
        dsn.port = (int)n;
    return dsn;
}

struct ctx *my_test_ctx(arena *a)
{
    struct ctx *ctx = arena_new(a, struct ctx, 1);

    *ctx = (struct ctx){ .mem = a, .wake_fd = -1 };
    return ctx;
}

struct err *my_test_err(arena *a)
{
    struct err *err = arena_new(a, struct err, 1);

    err_init(err);
    arena_defer(a, (void (*)(void *))err_done, err);
    return err;
}

struct conn *my_test_open(arena *a)
{
    struct dsn dsn = my_test_dsn();
    struct err *err = my_test_err(a);
    struct conn *c = NULL;

    EXPECT_OK(engine_get(DSN_MYSQL)->open(a, &dsn, my_test_ctx(a), &c, err), err);
    return c;
}

void my_run(arena *a, struct conn *c, const char *sql)
{
    struct err *err = my_test_err(a);

    EXPECT_OK(engine_exec(c, str_of(sql), NULL, err), err);
}

void my_new_table(arena *a, struct conn *c, const char *name, const char *columns)
{
    my_run(a, c, str_printf(a, "DROP TABLE IF EXISTS %s", name).p);
    my_run(a, c, str_printf(a, "CREATE TABLE %s %s", name, columns).p);
}

str my_ask(arena *a, struct conn *c, const char *sql)
{
    struct err *err = my_test_err(a);
    struct result r;

    EXPECT_OK(engine_exec(c, str_of(sql), &r, err), err);
    EXPECT(r.rows >= 1 && r.columns >= 1);
    return str_copy(a, result_text(&r, 0, 0));
}

void my_submit_one(arena *a, struct conn *c, const char *sql, int64_t tag, unsigned flags)
{
    struct err *err = my_test_err(a);

    EXPECT_OK(c->engine->submit(
                  c, &(struct request){ .sql = str_of(sql), .tag = tag, .flags = flags }, err),
              err);
}

struct result my_await(arena *a, struct conn *c)
{
    struct err *err = my_test_err(a);
    struct result r;
    enum next n = engine_await(c, &r, NULL, NULL, err);

    if (n != NEXT_RESULT)
        test_fail(__FILE__, __LINE__, "no result but %d: " STR_FMT, (int)n, STR_ARG(err->message));
    return r;
}
