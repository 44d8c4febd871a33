/* tests/unit/core/state_help.h: a history in a SQLite database for the tests of state, plan and lock. */
#ifndef AFLOAT_TESTS_UNIT_CORE_STATE_HELP_H
#define AFLOAT_TESTS_UNIT_CORE_STATE_HELP_H

#include "core/history.h"
#include "harness/test.h"

#define SUM_A "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
#define SUM_B "bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb"
#define SUM_C "cccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccc"

struct target { /* of one case */
    arena *a;
    struct ctx ctx;
    struct buf events; /* texts, one a line */
    struct conn *conn;
    struct tables tables;
    struct state state;
    struct run_id run;
    struct err err; /* of the last call; texts live in `a` */
};

static inline void target_event(void *data, const struct event *e)
{
    struct target *t = data;

    buf_printf(&t->events, STR_FMT "\n", STR_ARG(e->text));
}

static inline void target_release_err(void *p)
{
    err_done(p);
}

static inline struct err *target_err(struct target *t)
{
    err_clear(&t->err);
    return &t->err;
}

static inline void target_exec(struct target *t, str sql)
{
    EXPECT_OK(engine_exec(t->conn, sql, NULL, target_err(t)), &t->err);
}

static inline void target_sql(struct target *t, const char *sql)
{
    target_exec(t, str_of(sql));
}

static inline struct target *target_open(arena *a, str path)
{
    struct target *t = arena_new(a, struct target, 1);
    struct dsn dsn = { .engine = DSN_SQLITE, .database = path };

    t->a = a;
    t->events = buf_on(a);
    t->ctx = (struct ctx){ .mem = a, .sink = { target_event, NULL, t }, .wake_fd = -1 };
    t->run = (struct run_id){ S("0011"), S("me@host"), 1 };
    err_init(&t->err);
    arena_defer(a, target_release_err, &t->err);
    EXPECT_OK(engine_get(DSN_SQLITE)->open(a, &dsn, &t->ctx, &t->conn, &t->err), &t->err);
    tables_init(a, t->conn, (str){ 0 }, S("afloat_"), S("default"), &t->tables);
    t->state = (struct state){ .last_hash = S("") };
    return t;
}

/* In memory, with the tables and a fence of epoch 1. */
static inline struct target *target_new(arena *a)
{
    struct target *t = target_open(a, S(":memory:"));
    struct str_list sql = { 0 };

    history_create_sql(a, t->conn, &t->tables, &sql);
    for (size_t i = 0; i < sql.n; i++)
        target_exec(t, sql.v[i]);
    target_exec(t, fence_insert_sql(a, t->conn, &t->tables, &t->run));
    return t;
}

static inline struct entry target_entry(const char *version, enum history_event event)
{
    return (struct entry){ .version = str_of(version),
                           .name = S("a name"),
                           .event = event,
                           .applied = event != EVENT_OF_DOWN,
                           .format = S("native"),
                           .up = { S(SUM_A), S(SUM_A) },
                           .down = { S(SUM_B), S(SUM_B) },
                           .flags = MIG_HAS_DOWN | MIG_NATIVE,
                           .reason = S(""),
                           .actor = S("me@host"),
                           .run_id = S("0011"),
                           .epoch = 1,
                           .duration_ms = 12 };
}

/* Adds a row; `down` NULL = none is stored. */
static inline void target_row(struct target *t, struct entry e, const char *down)
{
    history_seal(t->a, &t->state, &e);
    target_exec(t, history_insert_sql(t->a, t->conn, &t->tables, &t->run, &e, str_of(down)));
    history_advance(&t->state, &e);
}

static inline void target_up(struct target *t, const char *version, const char *down)
{
    target_row(t, target_entry(version, EVENT_OF_UP), down);
}

static inline void target_half(struct target *t, const char *version, enum direction dir,
                               int64_t step, enum journal_state state)
{
    struct journal_row r = { .version = str_of(version),
                             .dir = dir,
                             .step = step,
                             .state = state,
                             .prefix_sum = S(SUM_C),
                             .statement = S("CREATE TABLE it's (x)"),
                             .snapshot = S("before") };

    target_exec(t, journal_insert_sql(t->a, t->conn, &t->tables, &t->run, &r));
}

static inline bool target_load(struct target *t)
{
    return state_load(t->a, t->conn, &t->tables, &t->state, target_err(t));
}

static inline str target_value(struct target *t, const char *sql)
{
    struct result r;

    EXPECT_OK(engine_exec(t->conn, str_of(sql), &r, target_err(t)), &t->err);
    EXPECT(r.rows == 1);
    return str_copy(t->a, result_text(&r, 0, 0));
}

#endif
