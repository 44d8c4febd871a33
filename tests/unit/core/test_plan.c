/* tests/unit/core/test_plan.c: every policy, with hand-made files and a history in SQLite. */
#include "core/format.h"
#include "core/plan.h"
#include "state_help.h"

#include "base/sha256.h"

struct trial {
    struct target *t;
    struct project project;
    struct plan_opts opts;
    struct plan plan;
};

static struct trial trial_new(arena *a)
{
    struct trial w = { .t = target_new(a) };

    w.project = (struct project){ .dir = S("migrations"), .format = format_find(S("native")) };
    return w;
}

static struct migration *file(struct trial *w, const char *version)
{
    struct migration *m = vec_push(w->t->a, &w->project.migrations);

    *m = (struct migration){ .format = w->project.format,
                             .dialect = w->t->conn->dialect,
                             .version = str_of(version),
                             .name = S("a name"),
                             .file = str_printf(w->t->a, "migrations/%s_m.sql", version),
                             .flags = MIG_HAS_DOWN | MIG_NATIVE,
                             .up = { S(SUM_A), S(SUM_A) },
                             .down = { S(SUM_B), S(SUM_B) },
                             .statements = 1 };
    m->down_file = m->file;
    return m;
}

static void files(struct trial *w, int n)
{
    for (int i = 1; i <= n; i++)
        file(w, str_printf(w->t->a, "%d", i).p);
}

/* Applied, with the down text that belongs to its sums. */
static void applied(struct trial *w, const char *version, const char *down)
{
    struct entry e = target_entry(version, EVENT_OF_UP);

    if (down)
        e.down.text = sha256_hex_of(w->t->a, str_of(down));
    target_row(w->t, e, down);
}

static struct plan_in input(struct trial *w)
{
    EXPECT_OK(target_load(w->t), &w->t->err);
    buf_clear(&w->t->events);
    w->project.by_version = (struct map){ 0 };
    for (size_t i = 0; i < w->project.migrations.n; i++)
        map_put(w->t->a, &w->project.by_version, w->project.migrations.v[i].version,
                &w->project.migrations.v[i]);
    return (struct plan_in){ &w->project, &w->t->state, w->t->conn, &w->t->tables, &w->opts };
}

static bool up(struct trial *w)
{
    struct plan_in in = input(w);

    return plan_up(w->t->a, &in, &w->plan, target_err(w->t));
}

static bool down(struct trial *w)
{
    struct plan_in in = input(w);

    return plan_down(w->t->a, &in, &w->plan, target_err(w->t));
}

static str versions(const struct trial *w)
{
    struct buf b = buf_on(w->t->a);

    for (size_t i = 0; i < w->plan.items.n; i++)
        buf_printf(&b, "%s" STR_FMT, i ? " " : "", STR_ARG(w->plan.items.v[i].version));
    return b.p ? buf_view(&b) : S("");
}

#define EXPECT_REFUSED(call, error)                                                                \
    do {                                                                                           \
        EXPECT(!(call));                                                                           \
        EXPECT_STR(str_of(err_code_text(w.t->err.code)), str_of(err_code_text(error)));            \
        EXPECT(w.t->err.hint.n > 0);                                                               \
    } while (0)

static str event_text(const struct trial *w)
{
    return w->t->events.p ? buf_view(&w->t->events) : S("");
}

/* ---- up ---- */

TEST(pending_files_in_order)
{
    struct trial w = trial_new(a);

    files(&w, 3);
    applied(&w, "1", NULL);
    EXPECT_OK(up(&w), &w.t->err);
    EXPECT_STR(versions(&w), S("2 3"));
    EXPECT_INT(w.plan.applied, 1);
    EXPECT_INT(w.plan.items.v[0].dir, DIR_UP);
    EXPECT_INT(w.plan.items.v[0].done, 0);
    EXPECT(w.plan.items.v[0].mig == &w.project.migrations.v[1]);
    EXPECT_STR(event_text(&w), S(""));
}

TEST(nothing_is_pending)
{
    struct trial w = trial_new(a);

    EXPECT_OK(up(&w), &w.t->err);
    EXPECT_INT(w.plan.items.n, 0);
    files(&w, 1);
    applied(&w, "1", NULL);
    EXPECT_OK(up(&w), &w.t->err);
    EXPECT_INT(w.plan.items.n, 0);
    EXPECT_INT(w.plan.applied, 1);
}

TEST(taken_back_is_pending_again)
{
    struct trial w = trial_new(a);

    files(&w, 2);
    applied(&w, "1", NULL);
    applied(&w, "2", NULL);
    target_row(w.t, target_entry("2", EVENT_OF_DOWN), NULL);
    EXPECT_OK(up(&w), &w.t->err);
    EXPECT_STR(versions(&w), S("2"));
}

TEST(to_and_count)
{
    struct trial w = trial_new(a);

    files(&w, 12);
    applied(&w, "1", NULL);
    w.opts.to = S("10");
    EXPECT_OK(up(&w), &w.t->err);
    EXPECT_STR(versions(&w), S("2 3 4 5 6 7 8 9 10")); /* numbers, not texts */
    w.opts.count = 2;
    EXPECT_OK(up(&w), &w.t->err);
    EXPECT_STR(versions(&w), S("2 3"));
    w.opts.to = S("1");
    EXPECT_OK(up(&w), &w.t->err);
    EXPECT_STR(versions(&w), S(""));
    w.opts.to = S("13");
    EXPECT_REFUSED(up(&w), ERR_NOT_FOUND);
}

TEST(changed_statements_are_refused)
{
    struct trial w = trial_new(a);

    files(&w, 2);
    applied(&w, "1", NULL);
    w.project.migrations.v[0].up = (struct sums){ S(SUM_C), S(SUM_C) };
    EXPECT_REFUSED(up(&w), ERR_CHECKSUM);
    EXPECT_STR(w.t->err.place.file, S("migrations/1_m.sql"));
    EXPECT(str_find(w.t->err.detail, S("sum aaaaaaaaaaaa; the file has cccccccccccc.")) !=
           STR_NONE);
}

TEST(changed_comments_are_a_note)
{
    struct trial w = trial_new(a);

    files(&w, 2);
    applied(&w, "1", NULL);
    w.project.migrations.v[0].up.text = S(SUM_C);
    EXPECT_OK(up(&w), &w.t->err);
    EXPECT_STR(event_text(&w), S("migrations/1_m.sql: only comments or spacing changed since it "
                                 "was applied\n"));
    w.opts.silent = true;
    EXPECT_OK(up(&w), &w.t->err);
    EXPECT_STR(event_text(&w), S(""));
}

TEST(a_changed_down_is_a_note)
{
    struct trial w = trial_new(a);

    files(&w, 2);
    applied(&w, "1", "DROP TABLE t");
    w.project.migrations.v[0].down = (struct sums){ S(SUM_C), S(SUM_C) };
    EXPECT_OK(up(&w), &w.t->err);
    EXPECT_STR(event_text(&w), S("migrations/1_m.sql: the down changed since it was applied\n"));
}

TEST(a_repaired_version_has_the_new_sums)
{
    struct trial w = trial_new(a);
    struct entry e = target_entry("1", EVENT_OF_REPAIR);

    files(&w, 1);
    applied(&w, "1", NULL);
    w.project.migrations.v[0].up = (struct sums){ S(SUM_C), S(SUM_C) };
    e.up = w.project.migrations.v[0].up;
    target_row(w.t, e, NULL);
    EXPECT_OK(up(&w), &w.t->err);
}

TEST(a_gone_file_is_refused_until_it_is_accepted)
{
    struct trial w = trial_new(a);
    struct entry e = target_entry("1", EVENT_OF_REPAIR);

    file(&w, "2");
    applied(&w, "1", NULL);
    applied(&w, "2", NULL);
    EXPECT_REFUSED(up(&w), ERR_FILE_GONE);
    EXPECT(str_find(w.t->err.hint, S("afloat repair 1 --accept")) != STR_NONE);
    e.flags |= ENTRY_GONE_ACCEPTED;
    target_row(w.t, e, NULL);
    EXPECT_OK(up(&w), &w.t->err);
}

TEST(what_another_branch_applied_is_a_note)
{
    struct trial w = trial_new(a);

    files(&w, 1);
    applied(&w, "1", NULL);
    applied(&w, "7", NULL);
    EXPECT_OK(up(&w), &w.t->err);
    EXPECT(str_find(event_text(&w), S("version 7 is applied and has no file here")) != STR_NONE);
}

TEST(out_of_order_is_refused_or_allowed)
{
    struct trial w = trial_new(a);

    files(&w, 3);
    applied(&w, "1", NULL);
    applied(&w, "3", NULL);
    EXPECT_REFUSED(up(&w), ERR_OUT_OF_ORDER);
    EXPECT_STR(w.t->err.place.file, S("migrations/2_m.sql"));
    w.opts.allow_out_of_order = true;
    EXPECT_OK(up(&w), &w.t->err);
    EXPECT_STR(versions(&w), S("2"));
}

TEST(the_baseline_of_the_target_is_no_version)
{
    struct trial w = trial_new(a);

    files(&w, 1);
    target_row(w.t, target_entry("", EVENT_OF_BASELINE), NULL);
    EXPECT_OK(up(&w), &w.t->err);
    EXPECT_STR(versions(&w), S("1"));
    EXPECT_INT(w.plan.applied, 0);
    EXPECT_STR(event_text(&w), S(""));
}

TEST(half_up_goes_on_where_it_stopped)
{
    struct trial w = trial_new(a);

    files(&w, 3);
    applied(&w, "1", NULL);
    applied(&w, "3", NULL); /* what is half done is in no wrong order */
    target_half(w.t, "2", DIR_UP, 1, JOURNAL_DONE);
    target_half(w.t, "2", DIR_UP, 4, JOURNAL_DONE);
    target_half(w.t, "2", DIR_UP, 5, JOURNAL_INTENT);
    EXPECT_OK(up(&w), &w.t->err);
    EXPECT_STR(versions(&w), S("2"));
    EXPECT_INT(w.plan.items.v[0].done, 4);
    EXPECT_STR(w.plan.items.v[0].done_sum, S(SUM_C));
    EXPECT_REFUSED(down(&w), ERR_UNFINISHED);
    EXPECT(str_find(w.t->err.hint, S("afloat up")) != STR_NONE);
}

TEST(half_down_must_go_down_first)
{
    struct trial w = trial_new(a);

    files(&w, 2);
    applied(&w, "1", "DROP TABLE t");
    target_half(w.t, "1", DIR_DOWN, 1, JOURNAL_DONE);
    EXPECT_REFUSED(up(&w), ERR_UNFINISHED);
    EXPECT(str_find(w.t->err.hint, S("afloat down")) != STR_NONE);
    EXPECT_OK(down(&w), &w.t->err);
    EXPECT_STR(versions(&w), S("1"));
    EXPECT_INT(w.plan.items.v[0].done, 1);
}

TEST(a_directive_of_later_is_refused_when_it_would_run)
{
    struct trial w = trial_new(a);
    struct migration *m;

    files(&w, 2);
    m = &w.project.migrations.v[1];
    m->refused = S("backfill");
    m->refused_at = (struct place){ .file = m->file, .line = 3 };
    w.opts.count = 1;
    EXPECT_OK(up(&w), &w.t->err);
    w.opts.count = 0;
    EXPECT_REFUSED(up(&w), ERR_DIRECTIVE_LATER);
    EXPECT_INT(w.t->err.place.line, 3);
    applied(&w, "1", NULL);
    applied(&w, "2", NULL);
    EXPECT_OK(up(&w), &w.t->err);
}

/* ---- states ---- */

static enum file_state state_of(struct trial *w, const char *version)
{
    const struct migration *m = project_find(&w->project, str_of(version));
    const struct entry *e = state_applied(&w->t->state, str_of(version));

    return plan_file_state(&w->project, &w->t->state, m, e);
}

TEST(file_states)
{
    struct trial w = trial_new(a);
    struct entry bare = target_entry("4", EVENT_OF_BASELINE);

    for (int i = 2; i <= 7; i++)
        file(&w, str_printf(a, "%d", i).p);
    for (int i = 1; i <= 3; i++)
        applied(&w, str_printf(a, "%d", i).p, NULL);
    bare.up = bare.down = (struct sums){ S(""), S("") };
    target_row(w.t, bare, NULL);
    applied(&w, "5", NULL);
    applied(&w, "9", NULL);
    target_half(w.t, "6", DIR_UP, 1, JOURNAL_DONE);
    w.project.migrations.v[0].up = (struct sums){ S(SUM_C), S(SUM_C) };
    w.project.migrations.v[1].up.text = S(SUM_C);
    (void)input(&w);
    EXPECT_INT(state_of(&w, "1"), FILE_GONE);
    EXPECT_INT(state_of(&w, "2"), FILE_CHANGED);
    EXPECT_INT(state_of(&w, "3"), FILE_COMMENTS);
    EXPECT_INT(state_of(&w, "4"), FILE_APPLIED); /* no sums: nothing to compare */
    EXPECT_INT(state_of(&w, "5"), FILE_APPLIED);
    EXPECT_INT(state_of(&w, "6"), FILE_HALF);
    EXPECT_INT(state_of(&w, "7"), FILE_PENDING);
    EXPECT_INT(state_of(&w, "9"), FILE_AHEAD);
}

/* ---- down ---- */

static struct trial three_applied(arena *a)
{
    struct trial w = trial_new(a);

    files(&w, 3);
    applied(&w, "1", "DROP TABLE one");
    applied(&w, "3", "DROP TABLE three");
    applied(&w, "2", "DROP TABLE two"); /* out of order */
    return w;
}

TEST(down_goes_by_application_not_by_version)
{
    struct trial w = three_applied(a);

    EXPECT_OK(down(&w), &w.t->err);
    EXPECT_STR(versions(&w), S("2"));
    EXPECT_STR(w.plan.items.v[0].source.text, S("DROP TABLE two"));
    EXPECT(w.plan.items.v[0].source.mig == NULL);
    EXPECT_INT(w.plan.applied, 3);
    w.opts.count = 2;
    EXPECT_OK(down(&w), &w.t->err);
    EXPECT_STR(versions(&w), S("2 3"));
    w.opts.count = 9;
    EXPECT_OK(down(&w), &w.t->err);
    EXPECT_STR(versions(&w), S("2 3 1"));
}

TEST(down_to_a_version)
{
    struct trial w = three_applied(a);

    w.opts.to = S("1");
    EXPECT_OK(down(&w), &w.t->err);
    EXPECT_STR(versions(&w), S("2 3"));
    w.opts.to = S("0");
    EXPECT_OK(down(&w), &w.t->err);
    EXPECT_STR(versions(&w), S("2 3 1"));
    w.opts.to = S("3");
    EXPECT_OK(down(&w), &w.t->err);
    EXPECT_STR(versions(&w), S(""));
    w.opts.to = S("4");
    EXPECT_REFUSED(down(&w), ERR_NOT_FOUND);
    w.opts = (struct plan_opts){ .only = S("3") };
    EXPECT_OK(down(&w), &w.t->err);
    EXPECT_STR(versions(&w), S("3"));
    w.opts.only = S("8");
    EXPECT_REFUSED(down(&w), ERR_NOT_FOUND);
}

TEST(down_needs_no_file)
{
    struct trial w = trial_new(a);

    applied(&w, "1", "DROP TABLE one");
    EXPECT_OK(down(&w), &w.t->err);
    EXPECT_STR(versions(&w), S("1"));
    EXPECT(w.plan.items.v[0].mig == NULL);
    EXPECT_STR(w.plan.items.v[0].source.label, S("down of 1 (history)"));
}

TEST(no_way_back_is_told_before_anything_is_taken_back)
{
    struct trial w = trial_new(a);
    struct entry e = target_entry("1", EVENT_OF_UP);

    e.flags = MIG_NATIVE;
    target_row(w.t, e, NULL);
    applied(&w, "2", "DROP TABLE two");
    EXPECT_OK(down(&w), &w.t->err);
    w.opts.to = S("0");
    EXPECT_REFUSED(down(&w), ERR_NO_DOWN);
    EXPECT(str_find(w.t->err.message, S("\"1\"")) != STR_NONE);
}

TEST(irreversible_says_why)
{
    struct trial w = trial_new(a);
    struct entry e = target_entry("1", EVENT_OF_UP);

    e.flags = MIG_NATIVE | MIG_IRREVERSIBLE;
    e.reason = S("the rows are gone");
    target_row(w.t, e, NULL);
    EXPECT(!down(&w));
    EXPECT_INT(w.t->err.code, ERR_IRREVERSIBLE);
    EXPECT(str_ends(w.t->err.message, S(": the rows are gone")));
}

TEST(a_down_that_differs_must_be_chosen)
{
    struct trial w = trial_new(a);

    files(&w, 1);
    applied(&w, "1", "DROP TABLE one");
    w.project.migrations.v[0].down = (struct sums){ S(SUM_C), S(SUM_C) };
    EXPECT_REFUSED(down(&w), ERR_DOWN_DIFFERS);
    w.opts.down_from = DOWN_FROM_HISTORY;
    EXPECT_OK(down(&w), &w.t->err);
    EXPECT_STR(w.plan.items.v[0].source.text, S("DROP TABLE one"));
    w.opts.down_from = DOWN_FROM_FILE;
    EXPECT_OK(down(&w), &w.t->err);
    EXPECT(w.plan.items.v[0].source.mig == &w.project.migrations.v[0]);
}

TEST(a_masked_down_runs_from_the_file_only)
{
    struct trial w = trial_new(a);
    struct entry e = target_entry("1", EVENT_OF_UP);

    files(&w, 1);
    e.flags |= ENTRY_DOWN_MASKED;
    target_row(w.t, e, "ALTER ROLE x PASSWORD '***'");
    EXPECT_OK(down(&w), &w.t->err);
    EXPECT(w.plan.items.v[0].source.mig == &w.project.migrations.v[0]);
    w.project.migrations.n = 0;
    EXPECT_REFUSED(down(&w), ERR_NO_DOWN);
}

TEST(a_stored_down_that_was_touched_does_not_run)
{
    struct trial w = trial_new(a);

    applied(&w, "1", "DROP TABLE one");
    target_sql(w.t, "UPDATE afloat_history SET down_text = 'DROP TABLE two'");
    EXPECT_REFUSED(down(&w), ERR_HISTORY_BROKEN);
}

TEST(a_stored_down_of_an_unknown_format)
{
    struct trial w = trial_new(a);
    struct entry e = target_entry("1", EVENT_OF_UP);

    e.format = S("of-tomorrow");
    e.down.text = sha256_hex_of(a, S("DROP TABLE one"));
    target_row(w.t, e, "DROP TABLE one");
    EXPECT(!down(&w));
    EXPECT_INT(w.t->err.code, ERR_HISTORY_NEWER);
}

/* ---- shape ---- */

TEST(the_shape_of_a_stored_down)
{
    struct trial w = trial_new(a);

    applied(&w, "1", "DROP TABLE one; PRAGMA foreign_keys = ON; VACUUM; DROP TABLE two;");
    EXPECT_OK(down(&w), &w.t->err);
    EXPECT_OK(plan_shape(a, w.t->conn, &w.plan, target_err(w.t)), &w.t->err);
    EXPECT_INT(w.plan.items.v[0].shape.statements, 4);
    EXPECT_INT(w.plan.items.v[0].shape.last_real, 4);
    EXPECT_INT(w.plan.items.v[0].shape.units, 3);
    EXPECT(w.plan.items.v[0].shape.alone);
    EXPECT(w.plan.items.v[0].shape.leaks);
}
