/* tests/unit/sql/test_oracle_sqlite.c: statement boundaries compared with sqlite3_prepare_v2.
 *
 * Each text is run statement by statement by the library itself; its tail pointers must be the ends of our
 * pieces. Comments and blanks in front of a statement belong to it there, and are pieces of their own here.
 */
#include "split_check.h"

#include <sqlite3.h>

static const char *const texts[] = {
    "create table t(a, b); insert into t values (1, 'x;''y'); select * from t;",
    "create table t(a text default ';', \"b;\" int, [c;d], `e;f`);;; select [c;d] from t",
    "-- c;\ncreate table t(a); /* ; */ select 1 /* ; */; -- end;",
    "create table t(a); create table l(a);\n"
    "create trigger r after insert on t begin insert into l values (case when new.a > 1 then "
    "case new.a when 2 then ';' else 'end;' end else 3 end); delete from l where a = 9; end;\n"
    "insert into t values (1); select count(*) from l;",
    "create table t(a); create temp trigger if not exists r before update of a on t for each row "
    "when new.a = 'begin;' begin select raise(abort, 'x;'); /* end; */ -- end;\n end ; select 1;",
    "create table t(a); create trigger r after delete on t begin select 1;end;create trigger r2 "
    "after delete on t begin update t set a = 1;\nEND;select 2",
    "create table \"end\"(a); create table t(a); create trigger \"begin\" after insert on t begin "
    "insert into \"end\" values(1); select \"end\".a from \"end\"; end; select 3;",
    "begin; create table t(a); savepoint a; release a; commit; vacuum;",
    "create view v as with x(a) as (values(1),(2)) select * from x; select a from v;",
    "select x'3b3b', 'it''s', \"a;\" from (select 1 as \"a;\"); select 1e5, .5, 0x3b;",
    "select $a::b(';') , :a, @b, ?1; select 2;",
    "explain query plan select 1; explain select ';'; pragma user_version = 3; analyze;",
    "select 1\n;\n\n  select\t2\r\n;\f select 3",
    "create table t(a);create trigger r after insert on t begin select case when 1 then 2 end; "
    "end; create trigger r3 after insert on t begin values(1); end; drop trigger r",
    "select '\xC3\xA9;', '\xF0\x9F\x98\x80'; select 1 as \xC3\xA9;",
    "select 1--;\n+2;select 3 - -1; select 4/2; select 5 /**/ ;",
    "select '\\'; select '\\;';",
    "create table t(a); explain create trigger r after insert on t begin select 1; end; select 1;",
    "create table t(a); create trigger r after insert on t begin update t set a=(select max(case "
    "when a then 1 end) from t); insert or ignore into t select 1 where case when 0 then 0 end; "
    "end; select 9;",
};

/* The next statement of ours; false = none left. */
static bool next_ours(struct split *s, struct piece *p)
{
    struct err err;
    bool end;

    err_init(&err);
    do
        EXPECT_OK(split_next(s, p, &end, &err), &err);
    while (!end && p->kind != PIECE_STATEMENT);
    err_done(&err);
    return !end;
}

static void compare(arena *a, sqlite3 *db, const char *text)
{
    struct reader r = reader_of_str(str_of(text));
    struct split_opts opts = { .dialect = dialect_get(DIALECT_SQLITE) };
    struct split *s = split_open(a, &opts, &r);
    struct piece p;

    for (const char *at = text, *tail; *at; at = tail) {
        sqlite3_stmt *stmt = NULL;

        if (sqlite3_prepare_v2(db, at, -1, &stmt, &tail) != SQLITE_OK)
            test_fail(__FILE__, __LINE__, "%s: %s", at, sqlite3_errmsg(db));
        if (!stmt)
            continue; /* nothing but comments or a lone semicolon */
        while (sqlite3_step(stmt) == SQLITE_ROW)
            ;
        sqlite3_finalize(stmt);
        EXPECT(next_ours(s, &p));
        if (p.terminated || *tail)
            EXPECT_INT(p.offset + p.text.n, tail - text);
    }
    EXPECT(!next_ours(s, &p));
}

TEST(tails_agree)
{
    for (size_t i = 0; i < COUNT_OF(texts); i++) {
        sqlite3 *db = NULL;

        EXPECT(sqlite3_open(":memory:", &db) == SQLITE_OK);
        compare(a, db, texts[i]);
        sqlite3_close(db);
    }
}
