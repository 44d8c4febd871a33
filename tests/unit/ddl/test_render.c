/* tests/unit/ddl/test_render.c: what is written is read as the same change.
 *
 * Shape     golden lines; the statements of tests/unit/schema/cases on two schemas (render_pair.h)
 */
#include "base/fs.h"
#include "sql/split.h"
#include "unit/ddl/render_pair.h"

/* ---- statements of the cases ---- */

static size_t run_case(arena *a, const struct dialect *d, str sql, bool quote_always)
{
    struct pair p = pair_of(a, d);
    struct split_opts opts = { .dialect = d };
    struct reader reader = reader_of_str(sql);
    struct split *split = split_open(a, &opts, &reader);
    struct piece piece;
    bool end = false;
    struct err err;

    err_init(&err);
    p.quote_always = quote_always;
    for (;;) {
        EXPECT_OK(split_next(split, &piece, &end, &err), &err);
        if (end)
            return p.written;
        if (piece.kind == PIECE_STATEMENT && !one(&p, str_copy(a, piece.body)))
            return p.written;
    }
}

static size_t run_cases(arena *a, enum dialect_id id, bool quote_always)
{
    const struct dialect *d = dialect_get(id);
    struct buf sql = buf_on(a);
    str text, line;
    bool in = false;
    size_t written = 0;
    struct err err;

    err_init(&err);
    if (!fs_read(a, str_printf(a, "tests/unit/schema/cases/%s.txt", d->name), 1 << 22, &text, &err))
        test_fail(__FILE__, __LINE__, "%s", d->name);
    while (str_next_line(&text, &line)) {
        if (str_starts(line, S("###"))) {
            in = str_find(line, S("[open]")) == STR_NONE;
            buf_clear(&sql);
        } else if (str_eq(line, S("---"))) {
            written += in ? run_case(a, d, str_copy(a, buf_view(&sql)), quote_always) : 0;
            in = false;
        } else if (in) {
            buf_str(&sql, line);
            buf_char(&sql, '\n');
        }
    }
    return written;
}

TEST(statements_of_the_cases)
{

    for (enum dialect_id id = 0; id < DIALECT__COUNT; id++)
        EXPECT(run_cases(a, id, false) > 10);
}

TEST(statements_of_the_cases_with_all_names_quoted)
{

    for (enum dialect_id id = 0; id < DIALECT__COUNT; id++)
        EXPECT(run_cases(a, id, true) > 10);
}

/* ---- golden lines ---- */

static const struct {
    enum dialect_id id;
    const char *sql, *want;
} golden[] = {
    { DIALECT_POSTGRES, "create table \"t\" (a int primary key, \"user\" text not null)",
      "CREATE TABLE t (\n    a integer PRIMARY KEY,\n    \"user\" text NOT NULL\n)" },
    { DIALECT_POSTGRES, "alter table t add a int, alter b set not null",
      "ALTER TABLE t ADD COLUMN a integer,\n    ALTER COLUMN b SET NOT NULL" },
    { DIALECT_POSTGRES, "create unique index concurrently i on s.t (lower(a), b desc) where b > 0",
      "CREATE UNIQUE INDEX CONCURRENTLY i ON s.t ((lower(a)), b DESC) WHERE b > 0" },
    { DIALECT_POSTGRES, "alter type e add value 'b' after 'a'",
      "ALTER TYPE e ADD VALUE 'b' AFTER 'a'" },
    { DIALECT_POSTGRES, "alter table t add constraint c foreign key (a) references u (b) not valid",
      "ALTER TABLE t ADD CONSTRAINT c FOREIGN KEY (a) REFERENCES u (b) NOT VALID" },
    { DIALECT_MARIADB, "alter table `T` add a int, add index i (b(10)), drop column c",
      "ALTER TABLE `T` ADD COLUMN a int(11),\n    ADD INDEX i (b(10)),\n    DROP COLUMN c" },
    { DIALECT_MARIADB, "alter table t change a `key` bigint not null first",
      "ALTER TABLE t CHANGE COLUMN a `key` bigint(20) NOT NULL FIRST" },
    { DIALECT_SQLITE, "create table [t x] (a integer primary key autoincrement, b) strict",
      "CREATE TABLE \"t x\" (\n    a integer PRIMARY KEY AUTOINCREMENT,\n    b\n) STRICT" },
    { DIALECT_POSTGRES,
      "create policy p on s.t as restrictive for update to r, current_user "
      "using (a > 0)",
      "CREATE POLICY p ON s.t AS RESTRICTIVE FOR update TO r, current_user USING (a > 0)" },
    { DIALECT_POSTGRES, "create type c as (a int, b text[])",
      "CREATE TYPE c AS (a integer, b text[])" },
    { DIALECT_POSTGRES, "alter table t attach partition p for values from (1) to (2)",
      "ALTER TABLE t ATTACH PARTITION p for values from (1) to (2)" },
    { DIALECT_POSTGRES, "alter table s.t detach partition s.p concurrently",
      "ALTER TABLE s.t DETACH PARTITION s.p CONCURRENTLY" },
    { DIALECT_POSTGRES, "alter table t set (fillfactor = 70), reset (autovacuum_enabled)",
      "ALTER TABLE t SET (fillfactor = 70),\n    RESET (autovacuum_enabled)" },
    { DIALECT_MYSQL, "alter table t reorganize partition p into (partition q values in (1))",
      "ALTER TABLE t reorganize partition p into (partition q values in (1))" },
    { DIALECT_MYSQL, "alter table t add partition (partition p values in (1) comment 'x')",
      "ALTER TABLE t ADD PARTITION (PARTITION p values in (1) COMMENT = 'x')" },
    { DIALECT_MYSQL, "alter table t remove partitioning", "ALTER TABLE t REMOVE PARTITIONING" },
    { DIALECT_MYSQL, "create table t like s.u", "CREATE TABLE t LIKE s.u" },
    { DIALECT_SQLITE, "create index main.i on t (a collate nocase)",
      "CREATE INDEX main.i ON t (a COLLATE nocase)" },
    { DIALECT_SQLITE, "create trigger g after update of a on t when new.a > 0 begin select 1; end",
      "CREATE TRIGGER g after update OF a ON t FOR EACH ROW WHEN new.a > 0 begin select 1; end" },
    { DIALECT_POSTGRES, "create table t (a int, like s.u including all, b text)",
      "CREATE TABLE t (\n    a integer,\n    LIKE s.u including all,\n    b text\n)" },
    { DIALECT_POSTGRES, "create table t (like u)", "CREATE TABLE t (\n    LIKE u\n)" },
    { DIALECT_POSTGRES,
      "create or replace function s.f(a int, b text default 'x') returns setof int language sql "
      "stable strict security definer cost 10 set work_mem = 64 as 'select 1'",
      "CREATE OR REPLACE FUNCTION s.f(a int, b text default 'x') RETURNS SETOF integer "
      "LANGUAGE sql stable SECURITY definer strict cost 10 SET work_mem TO 64 AS $$select 1$$" },
    { DIALECT_POSTGRES, "create procedure p() language plpgsql as 'begin perform $$x$$; end'",
      "CREATE PROCEDURE p() LANGUAGE plpgsql AS $body0$begin perform $$x$$; end$body0$" },
    { DIALECT_POSTGRES, "create function f(a int) returns int return a + 1",
      "CREATE FUNCTION f(a int) RETURNS integer return a + 1" },
    { DIALECT_POSTGRES, "alter function f(int) immutable", "ALTER FUNCTION f(integer) immutable" },
    { DIALECT_POSTGRES, "drop function f(int), g(text)", "DROP FUNCTION f(integer), g(text)" },
    { DIALECT_POSTGRES,
      "create trigger g before insert or update of a, \"B\" on s.t referencing new table as n "
      "for each row when (new.a > 0) execute function s.f(1, 'x')",
      "CREATE TRIGGER g before insert OR update OF a, \"B\" ON s.t referencing new table as n "
      "FOR EACH ROW WHEN (new.a > 0) EXECUTE FUNCTION s.f(1, 'x')" },
    { DIALECT_POSTGRES,
      "create constraint trigger g after delete on t deferrable initially deferred for each row "
      "execute procedure f()",
      "CREATE CONSTRAINT TRIGGER g after delete ON t DEFERRABLE INITIALLY DEFERRED FOR EACH ROW "
      "EXECUTE FUNCTION f()" },
    { DIALECT_POSTGRES, "alter table t disable trigger all", "ALTER TABLE t DISABLE TRIGGER all" },
    { DIALECT_POSTGRES, "alter table t enable always trigger g",
      "ALTER TABLE t ENABLE ALWAYS TRIGGER g" },
    { DIALECT_POSTGRES, "grant select (a, \"B c\"), insert on s.t to r with grant option",
      "GRANT select (a, \"B c\"), insert ON table s.t TO r WITH GRANT OPTION" },
    { DIALECT_POSTGRES, "revoke grant option for all on function f(int) from public cascade",
      "REVOKE GRANT OPTION FOR all ON function f(integer) FROM public CASCADE" },
    { DIALECT_POSTGRES, "grant a to b with admin option", "GRANT a TO b WITH ADMIN OPTION" },
    { DIALECT_POSTGRES, "grant usage on all sequences in schema s to r",
      "GRANT usage ON all sequences in schema s TO r" },
    { DIALECT_POSTGRES,
      "alter default privileges for role o in schema s grant select on tables to r",
      "ALTER DEFAULT PRIVILEGES FOR ROLE o IN SCHEMA s GRANT select ON tables TO r" },
    { DIALECT_MARIADB,
      "create or replace procedure d.p(in a int) deterministic reads sql data comment 'it''s' "
      "begin select a; end",
      "CREATE OR REPLACE PROCEDURE d.p(in a int) deterministic COMMENT 'it''s' reads sql data "
      "begin select a; end" },
    { DIALECT_MYSQL, "create function f(a int) returns int no sql return a + 1",
      "CREATE FUNCTION f(a int) RETURNS int no sql return a + 1" },
    { DIALECT_MYSQL, "alter procedure p sql security invoker",
      "ALTER PROCEDURE p SQL SECURITY invoker" },
    { DIALECT_MYSQL, "create definer = `A b`@'10.%' procedure p() select 1",
      "CREATE DEFINER = `A b`@`10.%` PROCEDURE p() select 1" },
    { DIALECT_MARIADB,
      "create or replace algorithm=merge definer=current_user() sql security invoker view v (a) as "
      "select 1 with local check option",
      "CREATE OR REPLACE ALGORITHM = merge DEFINER = CURRENT_USER SQL SECURITY invoker VIEW v (a) "
      "AS select 1 WITH LOCAL CHECK OPTION" },
    { DIALECT_MYSQL, "alter definer = root@localhost view v as select 2",
      "ALTER DEFINER = root@localhost VIEW v AS select 2" },
    { DIALECT_MARIADB,
      "create definer = u event if not exists e on schedule every 1 day on completion preserve "
      "disable comment 'it''s' do delete from t",
      "CREATE DEFINER = u EVENT IF NOT EXISTS e ON SCHEDULE every 1 day on completion preserve "
      "DISABLE COMMENT 'it''s' DO delete from t" },
    { DIALECT_MYSQL, "alter event e on schedule every 2 hour rename to f enable",
      "ALTER EVENT e ON SCHEDULE every 2 hour RENAME TO f ENABLE" },
    { DIALECT_MARIADB,
      "create aggregate function f(a int) returns int begin loop fetch group next row; "
      "end loop; end",
      "CREATE AGGREGATE FUNCTION f(a int) RETURNS int begin loop fetch group next row; end loop; "
      "end" },
    { DIALECT_MYSQL, "grant select (a, b), insert on d.t to 'u'@'10.%' with grant option",
      "GRANT select (a, b), insert ON d.t TO u@`10.%` WITH GRANT OPTION" },
    { DIALECT_MYSQL, "grant all privileges on *.* to root@localhost",
      "GRANT all privileges ON *.* TO root@localhost" },
    { DIALECT_MARIADB, "grant execute on procedure d.p to public",
      "GRANT execute ON procedure d.p TO public" },
    { DIALECT_MYSQL, "grant r, 's t' to u with admin option",
      "GRANT r, `s t` TO u WITH ADMIN OPTION" },
    { DIALECT_MYSQL, "revoke select on `Db`.* from u", "REVOKE select ON `Db`.* FROM u" },
    { DIALECT_MARIADB, "revoke admin option for r from u", "REVOKE ADMIN OPTION FOR r FROM u" },
    { DIALECT_MARIADB, "alter table t alter index i ignored",
      "ALTER TABLE t ALTER INDEX i IGNORED" },
    { DIALECT_MYSQL, "alter table t alter index i invisible",
      "ALTER TABLE t ALTER INDEX i INVISIBLE" },
    { DIALECT_POSTGRES, "create function f() returns int language c strict as 'lib', 'it''s'",
      "CREATE FUNCTION f() RETURNS integer LANGUAGE c strict AS 'lib', 'it''s'" },
    { DIALECT_POSTGRES,
      "create function f() returns int language sql set a.b = 'A b', c, '' set d to 5 as ''",
      "CREATE FUNCTION f() RETURNS integer LANGUAGE sql SET a.b TO 'A b', c, '' SET d TO 5 AS "
      "$$$$" },
    { DIALECT_POSTGRES, "alter function f(int) set a to default reset b",
      "ALTER FUNCTION f(integer) RESET a RESET b" },
    { DIALECT_POSTGRES, "revoke admin option for a from b", "REVOKE ADMIN OPTION FOR a FROM b" },
    { DIALECT_POSTGRES, "create extension if not exists e schema s version '1' cascade",
      "CREATE EXTENSION IF NOT EXISTS e SCHEMA s VERSION '1' CASCADE" },
    { DIALECT_POSTGRES, "alter table if exists t add a int",
      "ALTER TABLE IF EXISTS t ADD COLUMN a integer" },
    { DIALECT_POSTGRES, "alter table t alter a set generated always set increment 5 restart with 7",
      "ALTER TABLE t ALTER COLUMN a SET GENERATED ALWAYS SET INCREMENT BY 5 RESTART 7" },
    { DIALECT_POSTGRES, "create table t (a int constraint n not null)",
      "CREATE TABLE t (\n    a integer CONSTRAINT n NOT NULL\n)" },
    { DIALECT_POSTGRES, "alter materialized view m owner to current_user",
      "ALTER MATERIALIZED VIEW m OWNER TO current_user" },
    { DIALECT_SQLITE, "create table t (a integer, primary key (a autoincrement))",
      "CREATE TABLE t (\n    a integer,\n    PRIMARY KEY (a AUTOINCREMENT)\n)" },
    { DIALECT_MYSQL, "create trigger g before insert on t for each row follows h set new.a = 1",
      "CREATE TRIGGER g before insert ON t FOR EACH ROW follows h set new.a = 1" },
};

TEST(golden_lines)
{

    for (size_t i = 0; i < COUNT_OF(golden); i++) {
        struct render_opts opts = { .dialect = dialect_get(golden[i].id) };
        struct statement st = read_sql(a, opts.dialect, str_of(golden[i].sql));
        struct rendered out = { 0 };

        ddl_render(a, &opts, NULL, st.changes.v, st.changes.n, &out);
        EXPECT_INT(out.unsaid.n, 0);
        EXPECT_INT(out.statements.n, 1);
        if (out.statements.n)
            EXPECT_STR(out.statements.v[0], str_of(golden[i].want));
    }
}

/* Every name in quotes; types, words and functions never. */
static const struct {
    enum dialect_id id;
    const char *sql, *want;
} quoted_lines[] = {
    { DIALECT_POSTGRES, "create table s.t (a int primary key, b e references u (c))",
      "CREATE TABLE \"s\".\"t\" (\n    \"a\" integer PRIMARY KEY,\n    \"b\" e REFERENCES "
      "\"u\" (\"c\")\n)" },
    { DIALECT_POSTGRES, "create index i on t (a, lower(b)) where c > 0",
      "CREATE INDEX \"i\" ON \"t\" (\"a\", (lower(b))) WHERE c > 0" },
    { DIALECT_POSTGRES, "alter table t rename column a to b",
      "ALTER TABLE \"t\" RENAME COLUMN \"a\" TO \"b\"" },
    { DIALECT_MYSQL, "alter table t add a int after b, add index i (c)",
      "ALTER TABLE `t` ADD COLUMN `a` int AFTER `b`,\n    ADD INDEX `i` (`c`)" },
    { DIALECT_SQLITE, "drop index main.i", "DROP INDEX \"main\".\"i\"" },
};

TEST(all_names_quoted)
{

    for (size_t i = 0; i < COUNT_OF(quoted_lines); i++) {
        struct render_opts opts = { .dialect = dialect_get(quoted_lines[i].id),
                                    .quote_always = true };
        struct statement st = read_sql(a, opts.dialect, str_of(quoted_lines[i].sql));
        struct rendered out = { 0 };

        ddl_render(a, &opts, NULL, st.changes.v, st.changes.n, &out);
        EXPECT_INT(out.unsaid.n, 0);
        EXPECT_INT(out.statements.n, 1);
        if (out.statements.n)
            EXPECT_STR(out.statements.v[0], str_of(quoted_lines[i].want));
    }
}

TEST(an_attribute_of_a_composite_type_gets_another_type)
{
    struct pair p = pair_of(a, dialect_get(DIALECT_POSTGRES));

    EXPECT(one(&p, S("CREATE TYPE c AS (a int, b text)")));
    EXPECT(one(&p, S("ALTER TYPE c ALTER ATTRIBUTE a TYPE bigint CASCADE")));
    EXPECT_STR(p.told, S(""));
    EXPECT_INT(p.written, 2);
}

/* What is kept of them does not say how they were written. */
static const struct {
    enum dialect_id id;
    const char *sql;
} unsaid[] = {
    { DIALECT_POSTGRES,
      "create trigger g after insert on t referencing new table as \"N\" execute function f()" },
    { DIALECT_POSTGRES, "create trigger g after insert on t "
                        "referencing new table as \"order\" execute function f()" },
    { DIALECT_POSTGRES, "create role r password 'x'" },
    { DIALECT_POSTGRES, "create subscription s connection 'host=x' publication p" },
    { DIALECT_MARIADB, "create user u identified by 'x'" },
    { DIALECT_MARIADB, "drop user u" },
    { DIALECT_MYSQL, "grant select on d.t to u require subject 'x'" },
};

TEST(what_is_not_kept_is_told)
{
    for (size_t i = 0; i < COUNT_OF(unsaid); i++) {
        struct render_opts opts = { .dialect = dialect_get(unsaid[i].id) };
        struct statement st = read_sql(a, opts.dialect, str_of(unsaid[i].sql));
        struct rendered out = { 0 };

        test_note(str_of(unsaid[i].sql));
        ddl_render(a, &opts, NULL, st.changes.v, st.changes.n, &out);
        EXPECT_INT(out.statements.n, 0);
        EXPECT_INT(out.unsaid.n, 1);
    }
}

TEST(what_has_no_words_is_told)
{
    struct render_opts opts = { .dialect = dialect_get(DIALECT_SQLITE), .version = 3040001 };
    struct statement st =
        read_sql(a, opts.dialect, S("ALTER TABLE t ADD CONSTRAINT k CHECK (a > 0)"));
    struct rendered out = { 0 };

    ddl_render(a, &opts, NULL, st.changes.v, st.changes.n, &out);
    EXPECT_INT(out.statements.n, 0);
    EXPECT_INT(out.unsaid.n, 1);
}
