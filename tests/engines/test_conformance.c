/* tests/engines/test_conformance.c: one suite for every engine: what engine.h promises. Here: open and words.
 *
 * Shape     uses engine.h only; the database comes from the environment (target.h)
 *           conf_batch.c  queue, order, transactions     conf_text.c  text and sizes
 *           conf_error.c  classes, cancel, time-outs     conf_lock.c  the run's lock
 *           conf_session.c  reset, catalog, failed opens
 */
#include "engines/target.h"

#include "base/clock.h"

TEST(open_identifies_the_server)
{
    struct target *t = target_new(a);
    struct conn *c = target_open(t), *d = target_open(t);
    const struct server_info *s = &c->server;

    EXPECT(c->engine == t->engine && c->ctx == &t->ctx && c->mem == t->a);
    EXPECT(c->dialect != NULL);
    EXPECT(s->product.n && s->version.n && s->version_number > 0);
    EXPECT(s->server_id.n && s->session != 0 && s->session_start.n);
    EXPECT(!s->read_only);
    EXPECT_STR(d->server.server_id, s->server_id);
    if (t->words->server)
        EXPECT(d->server.session != s->session);
}

TEST(rows_of_the_table_are_whole)
{
    const struct engine *e = target_new(a)->engine;
    const void *required[] = { (const void *)e->words };

    EXPECT(required[0] != NULL);
    EXPECT_STR(str_of(e->name), dsn_engine_name(e->id));
    EXPECT(e->open && e->close && e->submit && e->next && e->wait && e->cancel && e->try_lock &&
           e->unlock && e->session_alive && e->user_tables && e->snapshot && e->probe && e->reset);
    EXPECT(e->words->begin && e->words->now && e->words->for_share && e->words->text_type &&
           e->words->key_type && e->words->table_options);
    EXPECT(e->words->missing_sqlstate || e->words->missing_text);
    EXPECT(e->words->null_sqlstate || e->words->null_text);
}

TEST(copy_is_there_when_its_capability_says_so)
{
    struct target *t = target_new(a);
    struct conn *c = target_open(t);
    bool cap = (c->server.caps & CAP_COPY) != 0;

    EXPECT(!cap || (t->engine->copy_data && t->engine->copy_end));
}

TEST(close_is_idempotent_and_final)
{
    struct target *t = target_new(a);
    struct conn *c = target_open(t);
    struct request r = { .sql = S("SELECT 1"), .flags = REQ_SYNC };

    t->engine->close(c);
    t->engine->close(c);
    EXPECT(!t->engine->submit(c, &r, &t->err));
    EXPECT_INT(t->err.fail, FAIL_LOST);
}

TEST(now_is_a_time_with_microseconds)
{
    struct target *t = target_new(a);
    str now = target_value(t, target_open(t), "SELECT %s", t->engine->words->now);
    int64_t us;

    EXPECT_INT(now.n, 27); /* 2026-01-02T03:04:05.678901Z */
    EXPECT(now.p[10] == 'T' && now.p[19] == '.' && now.p[26] == 'Z');
    EXPECT(clock_parse_iso(now, &us));
}

TEST(elapsed_counts_from_the_begin)
{
    struct target *t = target_new(a);
    struct conn *c = target_open(t);
    int64_t ms;

    if (!t->engine->words->elapsed_ms)
        test_skip("the engine does not know");
    target_sql(t, c, "%s", t->engine->words->begin);
    clock_sleep_ms(30);
    EXPECT(str_to_int64(target_value(t, c, "SELECT %s", t->engine->words->elapsed_ms), &ms));
    EXPECT(ms >= 25 && ms < 10000);
    target_sql(t, c, "ROLLBACK");
}

static bool says(const struct err *err, const char *sqlstate, const char *text)
{
    return (sqlstate && strcmp(err->sqlstate, sqlstate) == 0) ||
           (text && str_starts_nocase(err->database, str_of(text)));
}

TEST(words_make_a_history_table)
{
    struct target *t = target_new(a);
    struct conn *c = target_open(t);
    const struct engine_words *w = t->engine->words;
    struct result r;

    r = target_run(t, c, "SELECT * FROM conf_history");
    EXPECT_INT(r.kind, RESULT_ERROR);
    EXPECT(says(r.err, w->missing_sqlstate, w->missing_text));
    target_sql(t, c,
               "CREATE TABLE conf_history (k %s NOT NULL, l %s NOT NULL, n bigint NOT NULL, "
               "x %s NOT NULL, PRIMARY KEY (k, l, n))%s",
               w->key_type, w->key_type, w->text_type, w->table_options);
    r = target_run(t, c, "INSERT INTO conf_history VALUES ('k', 'l', 1, NULL)");
    EXPECT_INT(r.kind, RESULT_ERROR);
    EXPECT(says(r.err, w->null_sqlstate, w->null_text));
    EXPECT(!says(r.err, w->missing_sqlstate, w->missing_text));
    target_sql(t, c, "INSERT INTO conf_history VALUES ('k', 'l', 1, 'x')");
    target_sql(t, c, "%s", w->begin);
    EXPECT_STR(target_value(t, c, "SELECT x FROM conf_history WHERE k = 'k' %s", w->for_share),
               S("x"));
    target_sql(t, c, "COMMIT");
}
