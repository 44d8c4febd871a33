/* tests/unit/core/test_history.c: the SQL of history, journal and fence, and what state_load makes of the rows. */
#include "state_help.h"

/* ---- what is there ---- */

TEST(nothing_is_there)
{
    struct target *t = target_open(a, S(":memory:"));

    EXPECT_OK(target_load(t), &t->err);
    EXPECT(!t->state.exists);
    EXPECT_INT(t->state.entries.n, 0);
    EXPECT_INT(t->state.last_seq, 0);
    EXPECT_STR(t->state.last_hash, S(""));
    target_sql(t, "SELECT 1"); /* the session is of use */
}

TEST(empty_tables)
{
    struct target *t = target_new(a);

    EXPECT_OK(target_load(t), &t->err);
    EXPECT(t->state.exists);
    EXPECT_INT(t->state.epoch, 1);
    EXPECT_INT(t->state.entries.n, 0);
}

TEST(rows_come_back_as_they_were_written)
{
    struct target *t = target_new(a);
    struct entry e = target_entry("1", EVENT_OF_UP);
    const struct entry *got;

    e.name = S("it's \\ \"odd\"\n?");
    e.reason = S("because");
    e.flags = MIG_IRREVERSIBLE | ENTRY_DOWN_MASKED;
    target_row(t, e, "DROP TABLE 'x''\\';");
    target_up(t, "2", NULL);
    EXPECT_OK(target_load(t), &t->err);
    EXPECT_INT(t->state.entries.n, 2);
    got = state_applied(&t->state, S("1"));
    EXPECT(got != NULL);
    EXPECT_STR(got->name, e.name);
    EXPECT_STR(got->reason, e.reason);
    EXPECT_STR(got->up.code, S(SUM_A));
    EXPECT_STR(got->down.text, S(SUM_B));
    EXPECT_INT(got->flags, e.flags);
    EXPECT_INT(got->duration_ms, 12);
    EXPECT_INT(got->epoch, 1);
    EXPECT_STR(got->actor, S("me@host"));
    EXPECT(got->has_down_text && got->at.n >= 20 && str_ends(got->at, S("Z")));
    EXPECT_STR(target_value(t, "SELECT down_text FROM afloat_history WHERE seq = 1"),
               S("DROP TABLE 'x''\\';"));
    EXPECT(!state_applied(&t->state, S("2"))->has_down_text);
    EXPECT_INT(t->state.last_seq, 2);
}

TEST(the_newest_event_is_the_state)
{
    struct target *t = target_new(a);
    struct entry_list list = { 0 };

    target_row(t, target_entry("", EVENT_OF_BASELINE), NULL);
    target_up(t, "2", NULL);
    target_up(t, "1", NULL);
    target_up(t, "3", NULL);
    target_row(t, target_entry("3", EVENT_OF_DOWN), NULL);
    target_row(t, target_entry("2", EVENT_OF_REPAIR), NULL);
    EXPECT_OK(target_load(t), &t->err);
    EXPECT(!state_applied(&t->state, S("3")));
    EXPECT_INT(state_applied(&t->state, S("2"))->event, EVENT_OF_REPAIR);
    state_applied_list(a, &t->state, &list);
    EXPECT_INT(list.n, 2); /* without the baseline's "" */
    EXPECT_STR(list.v[0]->version, S("2"));
    EXPECT_STR(list.v[1]->version, S("1"));
}

TEST(projects_do_not_see_each_other)
{
    struct target *t = target_new(a);

    target_up(t, "1", NULL);
    tables_init(a, t->conn, (str){ 0 }, S("afloat_"), S("o'ther"), &t->tables);
    EXPECT_OK(target_load(t), &t->err);
    EXPECT(t->state.exists);
    EXPECT_INT(t->state.entries.n, 0);
    EXPECT_INT(t->state.epoch, 0);
    t->state = (struct state){ .last_hash = S("") };
    target_exec(t, fence_insert_sql(a, t->conn, &t->tables, &t->run));
    target_up(t, "1", NULL);
    EXPECT_OK(target_load(t), &t->err);
    EXPECT_INT(t->state.entries.n, 1);
}

/* ---- rows that were touched ---- */

static void refused(arena *a, const char *change, enum err_code code)
{
    struct target *t = target_new(a);

    for (int i = 1; i <= 3; i++)
        target_up(t, str_printf(a, "%d", i).p, "DROP TABLE t");
    target_sql(t, change);
    if (target_load(t))
        test_fail(__FILE__, __LINE__, "not noticed: %s", change);
    if (t->err.code != code)
        test_fail(__FILE__, __LINE__, "%s: %s", change, err_code_text(t->err.code));
    target_sql(t, "SELECT 1"); /* all answers were taken */
}

TEST(every_hashed_column_is_watched)
{
    static const char *const changes[] = {
        "version = 'x'",       "name = 'x'",        "event = 'repair'",  "applied = 0",
        "format = 'x'",        "up_sum = 'x'",      "up_code_sum = 'x'", "down_sum = 'x'",
        "down_code_sum = 'x'", "flags = flags + 1", "reason = 'x'",      "actor = 'x'",
        "run_id = 'x'",        "epoch = 2",         "prev_hash = 'x'",   "row_hash = 'x'",
    };

    for (size_t i = 0; i < COUNT_OF(changes); i++)
        for (int seq = 1; seq <= 3; seq++)
            refused(a,
                    str_printf(a, "UPDATE afloat_history SET %s WHERE seq = %d", changes[i], seq).p,
                    ERR_HISTORY_BROKEN);
}

TEST(missing_rows_are_noticed)
{
    refused(a, "DELETE FROM afloat_history WHERE seq = 1", ERR_HISTORY_BROKEN);
    refused(a, "DELETE FROM afloat_history WHERE seq = 2", ERR_HISTORY_BROKEN);
    refused(a, "UPDATE afloat_history SET seq = 7 WHERE seq = 3", ERR_HISTORY_BROKEN);
    refused(a, "UPDATE afloat_history SET seq = -1 WHERE seq = 1", ERR_HISTORY_BROKEN);
}

TEST(what_a_newer_version_wrote_is_refused)
{
    refused(a, "UPDATE afloat_history SET event = 'expand' WHERE seq = 2", ERR_HISTORY_NEWER);
    refused(a, "UPDATE afloat_fence SET layout = 2", ERR_HISTORY_NEWER);
}

TEST(the_broken_row_is_named)
{
    struct target *t = target_new(a);

    target_up(t, "20260101", NULL);
    target_up(t, "20260102", NULL);
    target_sql(t, "UPDATE afloat_history SET name = 'x' WHERE seq = 2");
    EXPECT(!target_load(t));
    EXPECT(str_find(t->err.message, S("row 2")) != STR_NONE);
    EXPECT(str_find(t->err.message, S("20260102")) != STR_NONE);
}

TEST(a_missing_table_beside_a_history_is_noticed)
{
    refused(a, "DROP TABLE afloat_journal", ERR_HISTORY_BROKEN);
    refused(a, "DROP TABLE afloat_fence", ERR_HISTORY_BROKEN);
}

/* ---- hash ---- */

TEST(the_hash_feels_every_member)
{
    struct entry base = target_entry("1", EVENT_OF_UP), e[16];
    str hashes[COUNT_OF(e) + 1];
    size_t n = 0;

    base.seq = 1;
    base.prev_hash = S("");
    for (size_t i = 0; i < COUNT_OF(e); i++)
        e[i] = base;
    e[n++].seq = 2;
    e[n++].version = S("2");
    e[n++].name = S("b name");
    e[n++].event = EVENT_OF_REPAIR;
    e[n++].applied = false;
    e[n++].format = S("goose");
    e[n++].up.text = S(SUM_C);
    e[n++].up.code = S(SUM_C);
    e[n++].down.text = S(SUM_C);
    e[n++].down.code = S(SUM_C);
    e[n++].flags = 0;
    e[n++].reason = S("r");
    e[n++].actor = S("you@host");
    e[n++].run_id = S("0012");
    e[n++].epoch = 2;
    e[n++].prev_hash = S("p");
    EXPECT_INT(n, COUNT_OF(e));
    hashes[n] = history_row_hash(a, &base);
    for (size_t i = 0; i < n; i++)
        hashes[i] = history_row_hash(a, &e[i]);
    for (size_t i = 0; i <= n; i++)
        for (size_t k = 0; k < i; k++)
            if (str_eq(hashes[i], hashes[k]))
                test_fail(__FILE__, __LINE__, "members %zu and %zu have one hash", i, k);
}

TEST(text_cannot_move_from_column_to_column)
{
    struct entry e = target_entry("1", EVENT_OF_UP), f = e;

    e.version = S("12");
    e.name = S("3");
    f.version = S("1");
    f.name = S("23");
    EXPECT(!str_eq(history_row_hash(a, &e), history_row_hash(a, &f)));
    e.version = S("1");
    e.name = S("2:xx");
    f.version = S("1");
    f.name = S("2");
    EXPECT(!str_eq(history_row_hash(a, &e), history_row_hash(a, &f)));
}

/* ---- journal ---- */

TEST(journal_rows)
{
    struct target *t = target_new(a);
    const struct journal_row *r;

    target_half(t, "1", DIR_UP, 1, JOURNAL_DONE);
    target_half(t, "1", DIR_UP, 2, JOURNAL_INTENT);
    target_half(t, "1", DIR_DOWN, 1, JOURNAL_DONE);
    target_half(t, "2", DIR_UP, 1, JOURNAL_INTENT);
    EXPECT_OK(target_load(t), &t->err);
    EXPECT_INT(t->state.journal.n, 4);
    r = &t->state.journal.v[2];
    EXPECT_STR(r->version, S("1"));
    EXPECT_INT(r->dir, DIR_UP);
    EXPECT_INT(r->step, 2);
    EXPECT_INT(r->state, JOURNAL_INTENT);
    EXPECT_STR(r->statement, S("CREATE TABLE it's (x)"));
    EXPECT_STR(r->snapshot, S("before"));
    EXPECT_STR(r->prefix_sum, S(SUM_C));
    EXPECT_INT(r->session, t->conn->server.session);

    target_exec(t, journal_done_sql(a, t->conn, &t->tables, r));
    EXPECT_STR(target_value(t, "SELECT group_concat(version || direction || step || state, ' ') "
                               "FROM (SELECT * FROM afloat_journal ORDER BY 2, 3, 4)"),
               S("1down1done 1up1done 1up2done 2up1intent"));
    target_exec(t, journal_delete_sql(a, t->conn, &t->tables, r));
    target_exec(t, journal_clear_sql(a, t->conn, &t->tables, S("1"), DIR_DOWN));
    EXPECT_STR(target_value(t, "SELECT group_concat(version || direction || step || state, ' ') "
                               "FROM (SELECT * FROM afloat_journal ORDER BY 2, 3, 4)"),
               S("1up1done 2up1intent"));
}

/* ---- fence ---- */

static bool fenced_out(struct target *t, str sql)
{
    bool ok = engine_exec(t->conn, sql, NULL, target_err(t));

    return !ok && engine_says_null(t->conn, &t->err);
}

TEST(rows_of_a_run_that_was_overtaken_are_refused)
{
    struct target *t = target_new(a);
    struct entry e = target_entry("1", EVENT_OF_UP);
    struct journal_row r = { .version = S("1"), .step = 1 };
    struct run_id rival = { S("0099"), S("you@there"), 2 };
    struct result res;

    r.prefix_sum = r.statement = r.snapshot = S("");
    history_seal(a, &t->state, &e);
    EXPECT_OK(engine_exec(t->conn, fence_bump_sql(a, t->conn, &t->tables, &rival, 1), &res,
                          target_err(t)),
              &t->err);
    EXPECT_INT(res.affected, 1);
    EXPECT(fenced_out(t, history_insert_sql(a, t->conn, &t->tables, &t->run, &e, (str){ 0 })));
    EXPECT(fenced_out(t, journal_insert_sql(a, t->conn, &t->tables, &t->run, &r)));
    EXPECT_OK(engine_exec(t->conn, fence_bump_sql(a, t->conn, &t->tables, &t->run, 1), &res,
                          target_err(t)),
              &t->err);
    EXPECT_INT(res.affected, 0); /* who reads an old epoch cannot raise it */
    target_exec(t, history_insert_sql(a, t->conn, &t->tables, &rival, &e, (str){ 0 }));
    EXPECT_STR(target_value(t, "SELECT epoch FROM afloat_history"), S("2"));
}

TEST(without_a_fence_nothing_is_written)
{
    struct target *t = target_new(a);
    struct entry e = target_entry("1", EVENT_OF_UP);

    target_sql(t, "DELETE FROM afloat_fence");
    history_seal(a, &t->state, &e);
    EXPECT(fenced_out(t, history_insert_sql(a, t->conn, &t->tables, &t->run, &e, (str){ 0 })));
}
