/* tests/unit/core/test_lock.c: one runner at a time, with two connections on one file. */
#include "core/lock.h"
#include "state_help.h"

#include "base/clock.h"

#include <unistd.h>

static void remove_database(void *p)
{
    static const char *const ends[] = { "", "-journal", "-afloat-lock" };
    char path[64];

    for (size_t i = 0; i < COUNT_OF(ends); i++) {
        snprintf(path, sizeof(path), "%s%s", (const char *)p, ends[i]);
        unlink(path);
    }
}

struct pair {
    struct target *one, *two;
    struct run_lock lock_one, lock_two;
};

static struct pair pair_new(arena *a)
{
    char *path = str_z(a, S("/tmp/afloat-test-XXXXXX"));
    int fd = mkstemp(path);
    struct pair p = { 0 };

    EXPECT(fd >= 0 && close(fd) == 0);
    arena_defer(a, remove_database, path);
    p.one = target_open(a, str_of(path));
    p.two = target_open(a, str_of(path));
    return p;
}

static bool take(struct target *t, int64_t wait_ms, struct run_lock *out)
{
    return lock_take(t->a, t->conn, &t->tables, wait_ms, out, target_err(t));
}

static bool open_history(struct target *t, struct run_lock *l)
{
    return lock_open_history(t->a, l, &t->state, target_err(t));
}

static bool release(struct target *t, struct run_lock *l)
{
    return lock_release(l, target_err(t));
}

TEST(a_budget_of_nothing_tries_once)
{
    struct pair p = pair_new(a);
    int64_t start;

    EXPECT_OK(take(p.one, 0, &p.lock_one), &p.one->err);
    EXPECT(p.lock_one.held);
    start = clock_mono_ms();
    EXPECT(!take(p.two, 0, &p.lock_two));
    EXPECT(clock_mono_ms() - start < 1000);
    EXPECT_INT(p.two->err.code, ERR_LOCK_BUSY);
    EXPECT(str_find(p.two->err.message, str_printf(a, "pid %d on ", (int)getpid())) != STR_NONE);
    EXPECT(p.two->err.hint.n > 0);
    EXPECT_INT(p.two->events.n, 0); /* nothing was waited for */
    EXPECT_OK(release(p.one, &p.lock_one), &p.one->err);
    EXPECT_OK(take(p.two, 0, &p.lock_two), &p.two->err);
}

TEST(waiting_is_told_and_ends)
{
    struct pair p = pair_new(a);
    int64_t start = clock_mono_ms();

    EXPECT_OK(take(p.one, 0, &p.lock_one), &p.one->err);
    EXPECT(!take(p.two, 300, &p.lock_two));
    EXPECT(clock_mono_ms() - start >= 300);
    EXPECT_INT(p.two->err.code, ERR_LOCK_BUSY);
    EXPECT(str_starts(buf_view(&p.two->events), S("pid ")));
}

TEST(a_signal_ends_the_wait)
{
    struct pair p = pair_new(a);
    volatile int sig = 15;

    EXPECT_OK(take(p.one, 0, &p.lock_one), &p.one->err);
    p.two->ctx.signal = &sig;
    EXPECT(!take(p.two, 60000, &p.lock_two));
    EXPECT_INT(p.two->err.code, ERR_TERMINATED);
    EXPECT(!p.lock_two.held);
}

TEST(release_is_repeatable_and_notices_a_lost_lock)
{
    struct pair p = pair_new(a);
    bool held = false;

    EXPECT_OK(take(p.one, 0, &p.lock_one), &p.one->err);
    EXPECT_OK(release(p.one, &p.lock_one), &p.one->err);
    EXPECT_OK(release(p.one, &p.lock_one), &p.one->err);
    EXPECT_OK(take(p.one, 0, &p.lock_one), &p.one->err);
    EXPECT_OK(p.one->conn->engine->unlock(p.one->conn, p.lock_one.key, &held, target_err(p.one)),
              &p.one->err);
    EXPECT(held);
    EXPECT(!release(p.one, &p.lock_one));
    EXPECT_INT(p.one->err.code, ERR_LOCK_LOST);
}

TEST(projects_have_locks_of_their_own)
{
    struct pair p = pair_new(a);

    tables_init(a, p.two->conn, (str){ 0 }, S("afloat_"), S("other"), &p.two->tables);
    EXPECT_OK(take(p.one, 0, &p.lock_one), &p.one->err);
    EXPECT_OK(take(p.two, 0, &p.lock_two), &p.two->err);
    EXPECT(!str_eq(p.lock_one.run.id, p.lock_two.run.id));
}

TEST(the_tables_are_made_and_the_fence_is_raised)
{
    struct pair p = pair_new(a);

    EXPECT_OK(take(p.one, 0, &p.lock_one), &p.one->err);
    EXPECT_OK(target_load(p.one), &p.one->err);
    EXPECT(!p.one->state.exists);
    EXPECT_OK(open_history(p.one, &p.lock_one), &p.one->err);
    EXPECT(p.one->state.exists);
    EXPECT_INT(p.lock_one.run.epoch, 1);
    EXPECT_OK(release(p.one, &p.lock_one), &p.one->err);

    EXPECT_OK(target_load(p.two), &p.two->err);
    EXPECT_INT(p.two->state.epoch, 1);
    EXPECT_OK(take(p.two, 0, &p.lock_two), &p.two->err);
    EXPECT_OK(open_history(p.two, &p.lock_two), &p.two->err);
    EXPECT_INT(p.lock_two.run.epoch, 2);
    EXPECT_STR(target_value(p.two, "SELECT epoch || ' ' || layout || ' ' || count(*) FROM "
                                   "afloat_fence"),
               S("2 1 1"));
    EXPECT_STR(target_value(p.two, "SELECT run_id FROM afloat_fence"), p.lock_two.run.id);
}

/* The lock was lost without a word; the fence keeps the rows of the one that went on out. */
TEST(the_fence_stops_what_the_lock_did_not)
{
    struct pair p = pair_new(a);
    struct entry e = target_entry("1", EVENT_OF_UP);
    bool held;

    EXPECT_OK(take(p.one, 0, &p.lock_one), &p.one->err);
    EXPECT_OK(open_history(p.one, &p.lock_one), &p.one->err);
    EXPECT_OK(p.one->conn->engine->unlock(p.one->conn, p.lock_one.key, &held, target_err(p.one)),
              &p.one->err);
    EXPECT_OK(take(p.two, 0, &p.lock_two), &p.two->err);
    EXPECT_OK(target_load(p.two), &p.two->err);
    EXPECT_OK(open_history(p.two, &p.lock_two), &p.two->err);
    history_seal(a, &p.one->state, &e);
    EXPECT(!engine_exec(
        p.one->conn,
        history_insert_sql(a, p.one->conn, &p.one->tables, &p.lock_one.run, &e, (str){ 0 }), NULL,
        target_err(p.one)));
    EXPECT(engine_says_null(p.one->conn, &p.one->err));
    EXPECT_OK(engine_exec(p.two->conn,
                          history_insert_sql(a, p.two->conn, &p.two->tables, &p.lock_two.run, &e,
                                             (str){ 0 }),
                          NULL, target_err(p.two)),
              &p.two->err);
}
