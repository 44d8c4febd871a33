/* tests/engines/conf_lock.c: the run's lock: one holder, gone with its session, told who has it. */
#include "engines/target.h"

#include "base/clock.h"

static bool try_key(struct target *t, struct conn *c, const char *key, str *holder)
{
    bool got = false;

    EXPECT_OK(t->engine->try_lock(c, str_of(key), &got, holder, &t->err), &t->err);
    return got;
}

static bool try(struct target *t, struct conn *c)
{
    str holder;

    return try_key(t, c, "conf: a key with 'quotes', \\ and ünïcode", &holder);
}

static bool unlock(struct target *t, struct conn *c)
{
    bool held = false;

    EXPECT_OK(t->engine->unlock(c, S("conf: a key with 'quotes', \\ and ünïcode"), &held, &t->err),
              &t->err);
    return held;
}

/* The server may need a moment to see that a client is gone. */
static bool try_for_a_while(struct target *t, struct conn *c)
{
    for (int i = 0; i < 100; i++) {
        if (try(t, c))
            return true;
        clock_sleep_ms(30);
    }
    return false;
}

TEST(one_session_holds_the_lock)
{
    struct target *t = target_new(a);
    struct conn *c = target_open(t), *d = target_open(t);
    str holder = { 0 };

    EXPECT(try(t, c));
    EXPECT(!try(t, d));
    EXPECT(!try_key(t, d, "conf: a key with 'quotes', \\ and ünïcode", &holder));
    EXPECT(holder.n > 0);
    EXPECT(try_key(t, d, "another key", &holder));
    EXPECT(unlock(t, c));
    d = target_open(t);
    EXPECT(try(t, d));
}

TEST(unlock_says_whether_it_was_held)
{
    struct target *t = target_new(a);
    struct conn *c = target_open(t), *d = target_open(t);

    EXPECT(!unlock(t, c));
    EXPECT(try(t, c));
    EXPECT(!unlock(t, d));
    EXPECT(!try(t, d));
    EXPECT(unlock(t, c));
    EXPECT(!unlock(t, c));
    EXPECT_STR(target_value(t, c, "SELECT 1"), S("1"));
}

TEST(the_lock_ends_with_its_session)
{
    struct target *t = target_new(a);
    struct conn *c = target_open(t), *d = target_open(t);

    EXPECT(try(t, c));
    t->engine->close(c);
    EXPECT(try_for_a_while(t, d));
}

TEST(the_lock_outlives_transactions_and_errors)
{
    struct target *t = target_new(a);
    struct conn *c = target_open(t), *d = target_open(t);

    target_sql(t, c, "%s", t->engine->words->begin);
    EXPECT(try(t, c));
    target_sql(t, c, "ROLLBACK");
    EXPECT(!try(t, d));
    target_sql(t, c, "%s", t->engine->words->begin);
    EXPECT_INT(target_run(t, c, "SELEKT 1").kind, RESULT_ERROR);
    target_sql(t, c, "ROLLBACK");
    EXPECT(!try(t, d));
    EXPECT(unlock(t, c));
    EXPECT(try(t, d));
}

TEST(the_lock_outlives_a_reset)
{
    struct target *t = target_new(a);
    struct conn *c = target_open(t), *d = target_open(t);

    EXPECT(try(t, c));
    EXPECT_OK(t->engine->reset(c, &t->err), &t->err);
    EXPECT(!try(t, d));
    EXPECT(unlock(t, c));
}

static bool alive(struct target *t, struct conn *c, int64_t session, str start)
{
    bool is = false;

    EXPECT_OK(t->engine->session_alive(c, session, start, &is, &t->err), &t->err);
    return is;
}

TEST(a_session_of_the_server_is_alive_until_it_ends)
{
    struct target *t = target_new(a);
    struct conn *c = target_open(t), *d = target_open(t);
    int64_t session = c->server.session;
    str start = c->server.session_start;

    EXPECT_INT(alive(t, d, session, start), t->words->server);
    t->engine->close(c);
    for (int i = 0; i < 100 && alive(t, d, session, start); i++)
        clock_sleep_ms(30);
    EXPECT(!alive(t, d, session, start));
}
