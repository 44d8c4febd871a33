/* tests/unit/assess/test_assess.c: what a set of files comes out as. */
#include "assess_help.h"

enum { V15 = 150018 };

static struct set orders(arena *a)
{
    struct set s = set_on(a, DIALECT_POSTGRES, V15);
    set_before(&s, "CREATE TABLE orders (id bigint PRIMARY KEY, note text, paid bool)");
    set_file(&s, false, false);
    return s;
}

TEST(additive_is_low)
{
    struct set s = orders(a);
    const struct assessment *x = set_run(&s, "ALTER TABLE orders ADD COLUMN x int", false);
    EXPECT_STR(str_of(class_word(x->cls)), S("additive"));
    EXPECT_STR(str_of(strategy_word(x->strategy)), S("single-step"));
    EXPECT_STR(str_of(x->risk.level), S("low"));
    EXPECT_STR(str_of(confidence_word(x->confidence)), S("replayed"));
    EXPECT_STR(set_said(&s), S(""));
}

TEST(index_build_is_found_with_its_better_form)
{
    struct set s = orders(a);
    const struct assessment *x =
        set_run(&s, "CREATE INDEX orders_note ON orders (note) /* INDEX */", false);
    EXPECT_STR(str_of(x->risk.level), S("high"));
    EXPECT_INT(x->risk.score[RISK_AVAILABILITY], 3);
    EXPECT_STR(str_of(strategy_word(x->strategy)), S("online-rewrite"));
    EXPECT_INT(x->findings.n, 1);
    const struct finding *f = &x->findings.v[0];
    EXPECT_STR(str_of(f->rule->code), S("AF1401"));
    EXPECT_STR(f->message, S("building the index \"orders_note\" blocks writes to \"orders\""));
    EXPECT_STR(f->instead,
               S("CREATE INDEX CONCURRENTLY orders_note ON orders (note) /* INDEX */;\n"));
    EXPECT(f->fix != NULL);
    EXPECT_STR(f->fix->text, S(" CONCURRENTLY"));
    EXPECT_INT(f->fix->range.offset, 12);
    EXPECT_INT(f->fix->range.length, 0);
}

TEST(new_tables_are_free_over_the_whole_set)
{
    struct set s = orders(a);
    set_run(&s, "CREATE TABLE fresh (id bigint, note text)", false);
    set_run(&s, "CREATE INDEX fresh_note ON fresh (note)", false);
    set_end_file(&s);
    set_file(&s, false, false);
    const struct assessment *x = set_run(&s, "CREATE INDEX fresh_id ON fresh (id)", false);
    EXPECT_INT(x->risk.score[RISK_AVAILABILITY], 0);
    EXPECT_STR(str_of(class_word(x->cls)), S("additive"));
    set_run(&s, "ALTER TABLE fresh ALTER COLUMN note SET NOT NULL", false);
    set_run(&s, "ALTER TABLE fresh DROP COLUMN note", false);
    EXPECT_STR(set_said(&s), S(""));
    set_run(&s, "CREATE INDEX o ON orders (note)", false);
    EXPECT_STR(set_said(&s), S("index-build-blocking"));
}

TEST(set_not_null_knows_what_is_proven)
{
    struct set s = orders(a);
    set_run(&s, "ALTER TABLE orders ALTER COLUMN note SET NOT NULL", false);
    EXPECT_STR(set_said(&s), S("set-not-null-scan"));
    str instead = s.all.v[0].instead;
    EXPECT(str_starts(instead, S("ALTER TABLE orders ADD CONSTRAINT orders_note_not_null CHECK "
                                 "(note IS NOT NULL) NOT VALID;\n")));
    EXPECT(str_find(instead, S("VALIDATE CONSTRAINT orders_note_not_null;\n")) != STR_NONE);
    EXPECT(str_ends(instead, S("DROP CONSTRAINT orders_note_not_null;\n")));
    set_run(&s, "ALTER TABLE orders ADD CONSTRAINT k CHECK (paid IS NOT NULL) NOT VALID", false);
    set_run(&s, "ALTER TABLE orders VALIDATE CONSTRAINT k", false);
    set_run(&s, "ALTER TABLE orders ALTER COLUMN paid SET NOT NULL", false);
    EXPECT_STR(set_said(&s), S(""));
}

TEST(drop_column_is_critical)
{
    struct set s = orders(a);
    const struct assessment *x = set_run(&s, "ALTER TABLE orders DROP COLUMN note", false);
    EXPECT_STR(str_of(x->risk.level), S("critical"));
    EXPECT_STR(str_of(strategy_word(x->strategy)), S("expand-contract"));
    EXPECT_STR(set_said(&s), S("drop-column"));
    /* a column that the set made itself */
    set_run(&s, "ALTER TABLE orders ADD COLUMN x int", false);
    set_run(&s, "ALTER TABLE orders DROP COLUMN x", false);
    EXPECT_STR(set_said(&s), S(""));
}

TEST(locks_add_up_within_a_transaction)
{
    struct set s = orders(a);
    set_run(&s, "ALTER TABLE orders ADD CONSTRAINT k CHECK (paid IS NOT NULL) NOT VALID", false);
    const struct assessment *x = set_run(&s, "ALTER TABLE orders VALIDATE CONSTRAINT k", false);
    EXPECT_INT(x->risk.score[RISK_AVAILABILITY], 3); /* under the ACCESS EXCLUSIVE of before */
    set_end_file(&s);
    set_file(&s, false, false);
    s.transaction = false;
    set_run(&s, "ALTER TABLE orders ADD CONSTRAINT k2 CHECK (note IS NOT NULL) NOT VALID", false);
    x = set_run(&s, "ALTER TABLE orders VALIDATE CONSTRAINT k2", false);
    EXPECT_INT(x->risk.score[RISK_AVAILABILITY], 0);
    set_run(&s, "BEGIN", false);
    set_run(&s, "LOCK TABLE orders", false);
    x = set_run(&s, "UPDATE orders SET note = 'x'", false);
    EXPECT_INT(x->risk.score[RISK_AVAILABILITY], 3);
    set_run(&s, "COMMIT", false);
    x = set_run(&s, "UPDATE orders SET note = 'x'", false);
    EXPECT_INT(x->risk.score[RISK_AVAILABILITY], 0);
}

TEST(downs_are_judged_and_taken_back)
{
    struct set s = orders(a);
    set_end_file(&s);
    set_file(&s, false, true);
    set_run(&s, "ALTER TABLE orders ADD COLUMN x int", false);
    set_run(&s, "CREATE TABLE more (id int)", false);
    EXPECT_STR(set_said(&s), S(""));
    set_run(&s, "DROP TABLE more", true);
    set_run(&s, "ALTER TABLE orders DROP COLUMN x", true);
    set_run(&s, "CREATE INDEX i ON orders (note)", true);
    set_run(&s, "DROP INDEX i", true);
    EXPECT_STR(set_said(&s), S("down:index-build-blocking"));
    set_end_file(&s);
    /* the next file finds what the ups made */
    set_file(&s, false, false);
    set_run(&s, "ALTER TABLE orders ALTER COLUMN x SET DEFAULT 1", false);
    set_run(&s, "ALTER TABLE more ADD COLUMN y int", false);
    EXPECT_STR(set_said(&s), S(""));
}

TEST(names_that_are_wrong_are_findings)
{
    struct set s = orders(a);
    set_run(&s, "ALTER TABLE nobody ADD COLUMN x int", false);
    set_run(&s, "ALTER TABLE orders ADD COLUMN note int", false);
    EXPECT_STR(set_said(&s), S("unknown-object duplicate-object"));
    EXPECT(s.all.v[0].message.n > 0);
}

TEST(allow_covers_one_rule_and_is_reported_when_unused)
{
    struct set s = orders(a);
    struct allow allows[] = { { .rule = S("drop-column"), .reason = S("nobody reads it") },
                              { .rule = S("AF1401"), .reason = S("small") },
                              { .rule = S("no-such-rule"), .reason = S("x") } };
    struct assess_statement st = { .text = S("ALTER TABLE orders DROP COLUMN note"),
                                   .transaction = true,
                                   .allows = { .v = allows, .n = COUNT_OF(allows) } };
    const struct assessment *x = assess_statement(s.as, &st);
    set_note(&s, &x->findings);
    EXPECT_STR(set_said(&s), S("drop-column(nobody reads it) unused-allow unused-allow"));
}

TEST(severities_follow_the_settings)
{
    struct rule_setting *settings = arena_new(a, struct rule_setting, rule_count);
    EXPECT(rule_find(S("drop-column")) == rule_find(S("af1101")));
    for (size_t i = 0; i < rule_count; i++)
        settings[i] = (struct rule_setting){ .set = true, .severity = SEVERITY_OFF };
    settings[rule_find(S("index-build-blocking")) - rules].severity = SEVERITY_INFO;
    struct assess_opts o = {
        .effect = { .dialect = dialect_get(DIALECT_POSTGRES), .version = V15 },
        .settings = settings,
        .live = true,
    };
    struct schema *schema = schema_new(a, o.effect.dialect, S("public"), true);
    struct set s = { .mem = a, .out = buf_on(a), .transaction = true, .schema = schema };
    s.as = assess_begin(a, &o, schema);
    set_file(&s, false, false);
    const struct assessment *x = set_run(&s, "ALTER TABLE seen DROP COLUMN note", false);
    EXPECT_STR(str_of(confidence_word(x->confidence)), S("static")); /* the schema is open */
    EXPECT_STR(set_said(&s), S(""));
    set_run(&s, "CREATE INDEX i ON seen (a)", false);
    EXPECT_STR(set_said(&s), S("index-build-blocking"));
    EXPECT_INT(s.all.v[0].severity, SEVERITY_INFO);
}

TEST(session_settings_are_followed)
{
    struct set s = orders(a);
    set_end_file(&s);
    set_before(&s, "CREATE TABLE stamps (id int, at timestamp)");
    set_file(&s, false, false);
    const struct assessment *x =
        set_run(&s, "ALTER TABLE stamps ALTER COLUMN at TYPE timestamptz", false);
    EXPECT(x->effect.work & WORK_REWRITE);
    set_end_file(&s);
    set_before(&s, "CREATE TABLE stamps2 (id int, at timestamp)");
    set_file(&s, false, false);
    set_run(&s, "SET timezone TO 'UTC'", false);
    x = set_run(&s, "ALTER TABLE stamps2 ALTER COLUMN at TYPE timestamptz", false);
    EXPECT(!(x->effect.work & WORK_REWRITE));
}

TEST(what_cannot_be_read_is_opaque)
{
    struct set s = orders(a);
    const struct assessment *x = set_run(&s, "FROBNICATE orders", false);
    EXPECT_STR(str_of(class_word(x->cls)), S("opaque"));
    EXPECT_STR(str_of(strategy_word(x->strategy)), S("manual"));
    x = set_run(&s, "ALTER TABLE orders ADD COLUMN x int", false);
    EXPECT_STR(str_of(confidence_word(x->confidence)), S("static"));
}

TEST(codes_are_unique_and_sorted)
{
    for (size_t i = 1; i < rule_count; i++) {
        EXPECT(str_cmp(str_of(rules[i - 1].code), str_of(rules[i].code)) < 0);
        for (size_t k = 0; k < i; k++)
            EXPECT(!str_eq(str_of(rules[k].slug), str_of(rules[i].slug)));
    }
}

TEST(mysql_ends_the_transaction_by_itself)
{
    struct set s = set_on(a, DIALECT_MARIADB, 101119);
    set_before(&s, "CREATE TABLE orders (id int PRIMARY KEY, note varchar(100))");
    set_file(&s, false, false);
    set_run(&s, "UPDATE orders SET note = 'x'", false);
    const struct assessment *x = set_run(&s, "ALTER TABLE orders ADD COLUMN y int", false);
    EXPECT_INT(x->effect.transaction, TX_COMMITS);
    EXPECT_INT(x->effect.algorithm, ALGO_INSTANT);
    x = set_run(&s, "ALTER TABLE orders MODIFY note text", false);
    EXPECT_INT(x->effect.algorithm, ALGO_COPY);
    EXPECT_STR(str_of(x->risk.level), S("critical")); /* writes wait, and code sees another type */
    set_run(&s, "SET foreign_key_checks = 0", false);
    x = set_run(&s, "ALTER TABLE orders ADD FOREIGN KEY (y) REFERENCES orders (id)", false);
    EXPECT_STR(str_of(x->effect.row), S("add-fk-unchecked-instant"));
    EXPECT_STR(set_said(&s), S(""));
}

TEST(sqlite_has_one_lock)
{
    struct set s = set_on(a, DIALECT_SQLITE, 3040001);
    set_before(&s, "CREATE TABLE orders (id INTEGER PRIMARY KEY, note TEXT)");
    set_file(&s, false, false);
    const struct assessment *x = set_run(&s, "CREATE INDEX i ON orders (note)", false);
    EXPECT_INT(x->effect.blocks, BLOCKS_WRITES);
    EXPECT_INT(x->risk.score[RISK_AVAILABILITY], 3);
    EXPECT_STR(set_said(&s), S("index-build-blocking"));
    x = set_run(&s, "CREATE TABLE fresh (id INTEGER PRIMARY KEY, a INT)", false);
    EXPECT_STR(str_of(class_word(x->cls)), S("additive"));
    x = set_run(&s, "ALTER TABLE orders ADD COLUMN z INT NOT NULL", false);
    EXPECT(x->effect.fails);
    EXPECT_STR(str_of(strategy_word(x->strategy)), S("manual"));
}
