/* tests/engines/conf_session.c: reset, user tables, snapshot and probe, opens that fail. */
#include "engines/target.h"

static void reset(struct target *t, struct conn *c)
{
    EXPECT_OK(t->engine->reset(c, &t->err), &t->err);
}

TEST(reset_takes_settings_back)
{
    struct target *t = target_new(a);
    struct conn *c = target_open(t);
    str before = target_value(t, c, "%s", t->words->show);

    target_sql(t, c, "%s", t->words->set);
    EXPECT(!str_eq(target_value(t, c, "%s", t->words->show), before));
    reset(t, c);
    EXPECT_STR(target_value(t, c, "%s", t->words->show), before);
    reset(t, c);
    EXPECT_STR(target_value(t, c, "SELECT 1"), S("1"));
}

TEST(reset_drops_temporary_tables)
{
    struct target *t = target_new(a);
    struct conn *c = target_open(t);

    if (t->words->keeps_temporary)
        test_skip("the engine cannot list them on every version");
    target_sql(t, c, "CREATE TEMPORARY TABLE conf_temp (i integer)");
    reset(t, c);
    EXPECT_INT(target_run(t, c, "SELECT * FROM conf_temp").kind, RESULT_ERROR);
}

TEST(reset_ends_an_open_transaction)
{
    struct target *t = target_new(a);
    struct conn *c = target_open(t);

    target_sql(t, c, "CREATE TABLE conf_t (i integer)");
    target_sql(t, c, "%s", t->engine->words->begin);
    target_sql(t, c, "INSERT INTO conf_t VALUES (1)");
    reset(t, c);
    target_sql(t, c, "%s", t->engine->words->begin);
    target_sql(t, c, "COMMIT");
    EXPECT_STR(target_value(t, c, "SELECT count(*) FROM conf_t"), S("0"));
}

static bool listed(const struct str_list *names, const char *name)
{
    for (size_t i = 0; i < names->n; i++)
        if (str_eq(names->v[i], str_of(name)))
            return true;
    return false;
}

TEST(user_tables_are_listed)
{
    struct target *t = target_new(a);
    struct conn *c = target_open(t);
    struct str_list names = { 0 }, own = { 0 }, few = { 0 };

    target_sql(t, c, "CREATE TABLE conf_one (i integer)");
    target_sql(t, c, "CREATE TABLE confx_two (i integer)");
    target_sql(t, c, "CREATE TABLE conf_three (i integer)");
    EXPECT_OK(t->engine->user_tables(a, c, S(""), 100, &names, &t->err), &t->err);
    EXPECT(listed(&names, "conf_one") && listed(&names, "confx_two") &&
           listed(&names, "conf_three"));
    EXPECT_OK(t->engine->user_tables(a, c, S("conf_"), 100, &own, &t->err), &t->err);
    EXPECT(!listed(&own, "conf_one") && listed(&own, "confx_two"));
    EXPECT_OK(t->engine->user_tables(a, c, S(""), 2, &few, &t->err), &t->err);
    EXPECT_INT(few.n, 2);
}

static enum probe_answer probe(struct target *t, struct conn *c, const struct outline *o,
                               str before)
{
    struct probe_result was = { .answer = PROBE_IS_UNKNOWN };

    EXPECT_OK(t->engine->probe(t->a, c, o, before, &was, &t->err), &t->err);
    return was.answer;
}

static str snapshot(struct target *t, struct conn *c, const struct outline *o)
{
    str out;

    EXPECT_OK(t->engine->snapshot(t->a, c, o, &out, &t->err), &t->err);
    return out;
}

TEST(a_probe_tells_what_happened)
{
    struct target *t = target_new(a);
    struct conn *c = target_open(t);

    static const struct {
        const char *sql;
        enum outline_probe postgres;
    } steps[] = { { "CREATE TABLE conf_t (i integer)", PROBE_CREATED },
                  { "DROP TABLE conf_t", PROBE_DROPPED } };

    for (size_t i = 0; i < COUNT_OF(steps); i++) {
        bool create = i == 0;
        struct outline o = { .cls = CLASS_DDL,
                             .verb = create ? S("CREATE TABLE") : S("DROP TABLE"),
                             .probe = t->dsn.engine == DSN_POSTGRES ? steps[i].postgres
                                                                    : PROBE_CATALOG };
        str before;

        *vec_push(a, &o.objects) = (struct outline_object){
            .kind = OBJECT_TABLE, .name = S("conf_t"), .created = create, .dropped = !create
        };
        before = snapshot(t, c, &o);
        EXPECT_INT(probe(t, c, &o, before), PROBE_IS_ABSENT);
        target_sql(t, c, "%s", steps[i].sql);
        EXPECT_INT(probe(t, c, &o, before), PROBE_IS_DONE);
    }
}

TEST(what_may_be_repeated_is_absent)
{
    struct target *t = target_new(a);
    struct conn *c = target_open(t);
    struct outline o = { .cls = CLASS_DDL, .verb = S("VACUUM"), .probe = PROBE_REPEAT };

    EXPECT_INT(probe(t, c, &o, snapshot(t, c, &o)), PROBE_IS_ABSENT);
}

/* ---- opens that fail ---- */

#define CANARY "c4n4ry-p@ss/w0rd"

static bool holds_canary(const struct err *err)
{
    const str texts[] = { err->message, err->database, err->detail, err->hint };

    for (size_t i = 0; i < COUNT_OF(texts); i++)
        if (str_find(texts[i], S(CANARY)) != STR_NONE)
            return true;
    for (size_t i = 0; i < err->context.n; i++)
        if (str_find(err->context.v[i], S(CANARY)) != STR_NONE)
            return true;
    return false;
}

TEST(nowhere_cannot_be_reached)
{
    struct target *t = target_new(a);
    struct dsn dsn = { .engine = t->dsn.engine,
                       .host = { 0 },
                       .socket = S("/nonexistent/afloat"),
                       .user = S("u"),
                       .password = { S(CANARY) },
                       .database = S("/nonexistent/afloat.db"),
                       .connect_timeout_ms = 2000 };
    struct conn *c = NULL;

    EXPECT(!t->engine->open(a, &dsn, &t->ctx, &c, &t->err));
    EXPECT(c == NULL);
    EXPECT_INT(t->err.code, ERR_CONNECT);
    EXPECT_INT(t->err.fail, FAIL_CONNECT);
    EXPECT(t->err.message.n && !holds_canary(&t->err));
}

TEST(a_closed_port_cannot_be_reached)
{
    struct target *t = target_new(a);
    struct dsn dsn = t->dsn;
    struct conn *c = NULL;

    if (!t->words->server)
        test_skip("a file has no port");
    dsn.socket = (str){ 0 };
    dsn.host = S("127.0.0.1");
    dsn.port = 1;
    dsn.password.text = S(CANARY);
    EXPECT(!t->engine->open(a, &dsn, &t->ctx, &c, &t->err));
    EXPECT(c == NULL);
    EXPECT_INT(t->err.code, ERR_CONNECT);
    EXPECT(!holds_canary(&t->err));
}

TEST(a_refused_login_is_told_without_the_password)
{
    struct target *t = target_new(a);
    struct dsn dsn = t->dsn;
    struct conn *c = NULL;

    if (!t->words->server)
        test_skip("a file has no login");
    dsn.user = S("afloat_no_such_user");
    dsn.password.text = S(CANARY);
    if (t->engine->open(a, &dsn, &t->ctx, &c, &t->err))
        test_skip("this server lets everybody in");
    EXPECT(c == NULL);
    EXPECT_INT(t->err.code, ERR_LOGIN);
    EXPECT_INT(t->err.fail, FAIL_LOGIN);
    EXPECT(!holds_canary(&t->err));
}

TEST(a_missing_database_is_told)
{
    struct target *t = target_new(a);
    struct dsn dsn = t->dsn;
    struct conn *c = NULL;

    if (!t->words->server)
        test_skip("a missing file is made");
    dsn.database = S("afloat_no_such_database");
    EXPECT(!t->engine->open(a, &dsn, &t->ctx, &c, &t->err));
    EXPECT(t->err.code == ERR_CONNECT || t->err.code == ERR_LOGIN);
    EXPECT(t->err.database.n > 0);
}
