/* tests/unit/ddl/test_read_pg_code.c: routines, triggers, policies, and code in DO, of PostgreSQL. */
#include "unit/ddl/read_check.h"

// clang-format off
static const struct read_case routines_cases[] = {
    { "CREATE FUNCTION f() RETURNS int LANGUAGE sql AS 'SELECT 1'",
      "create function f() arguments='' returns='integer' language='sql' body='SELECT 1'" },
    { "CREATE OR REPLACE FUNCTION s.f(a int, b text DEFAULT 'x', OUT c numeric, VARIADIC d "
      "int[]) RETURNS numeric AS $$ SELECT x FROM s.t JOIN u ON true $$ LANGUAGE sql STABLE "
      "STRICT PARALLEL SAFE COST 10 SECURITY DEFINER SET search_path = a, b",
      "create function s.f(integer, text, integer[]) [or replace] arguments='integer, text, "
      "integer[]' parameters='a int, b text DEFAULT ''x'', OUT c numeric, VARIADIC d int[]' "
      "returns='numeric' body=' SELECT x FROM s.t JOIN u ON true ' language='sql' "
      "volatility='stable' options+='strict' options+='parallel=SAFE' options+='cost=10' "
      "security='definer' options+='set search_path=a, b' depends on=(s.t, u)" },
    { "CREATE FUNCTION f(int, double precision, timestamp with time zone, character varying(10), "
      "INOUT x \"char\") RETURNS record LANGUAGE c AS 'lib', 'sym' IMMUTABLE",
      "create function f(integer, double precision, timestamp with time zone, character "
      "varying, \"char\") arguments='integer, double precision, timestamp with time zone, "
      "character varying, \"char\"' parameters='int, double precision, timestamp with time "
      "zone, character varying(10), INOUT x \"char\"' returns='record' language='c' body='lib' "
      "options+='symbol=sym' volatility='immutable'" },
    { "CREATE FUNCTION f(name text, value s.ty[], IN OUT z int) RETURNS SETOF s.ty LANGUAGE "
      "plpgsql VOLATILE ROWS 10 AS $fn$ BEGIN INSERT INTO log VALUES (1); RETURN; END $fn$",
      "create function f(text, s.ty[], integer) arguments='text, s.ty[], integer' "
      "parameters='name text, value s.ty[], IN OUT z int' returns='SETOF s.ty' "
      "language='plpgsql' volatility='volatile' options+='rows=10' body=' BEGIN INSERT INTO log "
      "VALUES (1); RETURN; END ' depends on=(log)" },
    { "CREATE FUNCTION f() RETURNS TABLE (a int, b text) LANGUAGE sql BEGIN ATOMIC SELECT a, "
      "CASE WHEN a > 1 THEN 'x' END FROM s.t; END",
      "create function f() arguments='' returns='TABLE (a int, b text)' language='sql' depends "
      "on=(s.t) body='BEGIN ATOMIC SELECT a, CASE WHEN a > 1 THEN ''x'' END FROM s.t; END'" },
    { "CREATE FUNCTION f(a int) RETURNS int LANGUAGE sql RETURN a + (SELECT max(x) FROM t)",
      "create function f(integer) arguments='integer' parameters='a int' returns='integer' "
      "language='sql' body='RETURN a + (SELECT max(x) FROM t)' depends on=(t)" },
    { "CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END' NOT "
      "LEAKPROOF CALLED ON NULL INPUT WINDOW SUPPORT s.g",
      "create function f() arguments='' returns='trigger' language='plpgsql' body='BEGIN RETURN "
      "NEW; END' options+='not leakproof' options+='called on null input' options+='window' "
      "options+='support=s.g'" },
    { "CREATE FUNCTION f(a t.x%TYPE) RETURNS void LANGUAGE plpython3u TRANSFORM FOR TYPE hstore "
      "AS 'pass'",
      "create function f(t.x%TYPE) arguments='t.x%TYPE' parameters='a t.x%TYPE' returns='void' "
      "language='plpython3u' options+='transform for type hstore' body='pass'" },
    { "CREATE PROCEDURE p(INOUT a int) LANGUAGE plpgsql AS $$ BEGIN COMMIT; END $$",
      "create procedure p(integer) arguments='integer' parameters='INOUT a int' "
      "language='plpgsql' body=' BEGIN COMMIT; END '" },
    { "ALTER FUNCTION f(int) STABLE STRICT COST 5",
      "alter function f(integer) volatility='stable' options+='strict' options+='cost=5'" },
    { "ALTER FUNCTION f(a int, b text) RENAME TO g",
      "rename function f(integer, text) to g" },
    { "ALTER FUNCTION f OWNER TO bob",
      "alter function f owner='bob'" },
    { "ALTER FUNCTION f(int) SET SCHEMA s",
      "move function f(integer) to s.?" },
    { "ALTER FUNCTION f(int) SET work_mem = '1MB' RESET search_path",
      "alter function f(integer) options+='set work_mem=1MB' options=reset 'set search_path'" },
    { "ALTER FUNCTION f(int) RESET ALL",
      "alter function f(integer) options=reset 'set all'" },
    { "ALTER FUNCTION f(int) DEPENDS ON EXTENSION e",
      "alter function f(integer) depends on+=(e)" },
    { "ALTER FUNCTION f(int) SECURITY INVOKER RESTRICT",
      "alter function f(integer) security='invoker'" },
    { "ALTER PROCEDURE p() SECURITY DEFINER",
      "alter procedure p() security='definer'" },
    { "ALTER ROUTINE r PARALLEL UNSAFE",
      "alter function r options+='parallel=UNSAFE'" },
    { "ALTER FUNCTION f(int)",
      "opaque: expected what to alter of the routine" },
    { "DROP FUNCTION f",
      "drop function f" },
    { "DROP FUNCTION IF EXISTS f(int, VARIADIC text[]), s.g() CASCADE",
      "drop function f(integer, text[]) [if exists, cascade]\n"
      "drop function s.g() [if exists, cascade]" },
    { "DROP PROCEDURE p(int)",
      "drop procedure p(integer)" },
    { "DROP ROUTINE r",
      "drop function r" },
    { "CREATE AGGREGATE a(int) (sfunc = int4pl, stype = int4, initcond = '0')",
      "create aggregate a(integer) arguments='integer' parameters='int' options=('sfunc=int4pl', "
      "'stype=int4', 'initcond=0')" },
    { "CREATE OR REPLACE AGGREGATE s.a(float8 ORDER BY anyelement) (sfunc = f, stype = internal, "
      "hypothetical)",
      "create aggregate s.a(double precision, anyelement) [or replace] arguments='double "
      "precision, anyelement' parameters='float8 ORDER BY anyelement' options=('sfunc=f', "
      "'stype=internal', 'hypothetical')" },
    { "CREATE AGGREGATE a(*) (sfunc = f, stype = int)",
      "create aggregate a() arguments='' parameters='*' options=('sfunc=f', 'stype=int')" },
    { "CREATE AGGREGATE a (basetype = int4, sfunc = f, stype = int4)",
      "create aggregate a options=('basetype=int4', 'sfunc=f', 'stype=int4')" },
    { "ALTER AGGREGATE a(int) RENAME TO b",
      "rename aggregate a(integer) to b" },
    { "ALTER AGGREGATE a(*) OWNER TO bob",
      "alter aggregate a() owner='bob'" },
    { "DROP AGGREGATE IF EXISTS a(int), b(*)",
      "drop aggregate a(integer) [if exists]\n"
      "drop aggregate b() [if exists]" },
};
static const struct read_case triggers_cases[] = {
    { "CREATE TRIGGER trg BEFORE INSERT OR UPDATE OF a, b ON s.t FOR EACH ROW WHEN (NEW.a > 0) "
      "EXECUTE FUNCTION f('x', 1)",
      "create trigger s.t.trg timing='before' events=('insert', 'update') columns=(a, b) for "
      "each row=true when=(NEW.a > 0){columns refs=(new.a)} executes=f parameters='(''x'', 1)'" },
    { "CREATE OR REPLACE TRIGGER trg AFTER DELETE OR TRUNCATE ON t FOR EACH STATEMENT EXECUTE "
      "PROCEDURE s.f()",
      "create trigger t.trg [or replace] timing='after' events=('delete', 'truncate') "
      "executes=s.f" },
    { "CREATE TRIGGER trg INSTEAD OF INSERT ON v FOR ROW EXECUTE FUNCTION f()",
      "create trigger v.trg timing='instead of' events=('insert') for each row=true executes=f" },
    { "CREATE CONSTRAINT TRIGGER trg AFTER UPDATE ON t FROM o DEFERRABLE INITIALLY DEFERRED FOR "
      "EACH ROW EXECUTE FUNCTION f()",
      "create trigger t.trg what='constraint trigger' timing='after' events=('update') "
      "references=o deferrable=true initially deferred=true for each row=true executes=f" },
    { "CREATE TRIGGER trg AFTER UPDATE ON t REFERENCING OLD TABLE AS o NEW TABLE AS n FOR EACH "
      "STATEMENT EXECUTE FUNCTION f()",
      "create trigger t.trg timing='after' events=('update') options=('referencing old table as "
      "o new table as n') executes=f" },
    { "CREATE TRIGGER trg SOMETIME UPDATE ON t EXECUTE FUNCTION f()",
      "opaque: expected BEFORE, AFTER or INSTEAD OF" },
    { "ALTER TRIGGER trg ON t RENAME TO u",
      "rename trigger t.trg to u" },
    { "ALTER TRIGGER trg ON s.t DEPENDS ON EXTENSION e",
      "alter trigger s.t.trg depends on+=(e)" },
    { "DROP TRIGGER IF EXISTS trg ON s.t CASCADE",
      "drop trigger s.t.trg [if exists, cascade]" },
    { "CREATE EVENT TRIGGER et ON ddl_command_start WHEN TAG IN ('DROP TABLE') EXECUTE FUNCTION "
      "f()",
      "create event trigger et events=('ddl_command_start') definition='TAG IN (''DROP TABLE'')' "
      "executes=f" },
    { "ALTER EVENT TRIGGER et DISABLE",
      "alter event trigger et enabled='disabled'" },
    { "ALTER EVENT TRIGGER et ENABLE REPLICA",
      "alter event trigger et enabled='replica'" },
    { "ALTER EVENT TRIGGER et ENABLE",
      "alter event trigger et enabled=reset" },
    { "ALTER EVENT TRIGGER et RENAME TO eu",
      "rename event trigger et to eu" },
    { "DROP EVENT TRIGGER IF EXISTS et",
      "drop event trigger et [if exists]" },
    { "CREATE RULE r AS ON UPDATE TO s.t WHERE OLD.a > 0 DO INSTEAD NOTHING",
      "create rule s.t.r events=('update') when=(OLD.a > 0){columns refs=(old.a)} definition='DO "
      "INSTEAD NOTHING'" },
    { "CREATE OR REPLACE RULE r AS ON INSERT TO t DO ALSO (INSERT INTO log VALUES (1); NOTIFY x)",
      "create rule t.r [or replace] events=('insert') depends on=(log) definition='DO ALSO (INSERT "
      "INTO log VALUES (1); NOTIFY x)'" },
    { "ALTER RULE r ON t RENAME TO q",
      "rename rule t.r to q" },
    { "DROP RULE IF EXISTS r ON t",
      "drop rule t.r [if exists]" },
    { "CREATE POLICY p ON s.t",
      "create policy s.t.p" },
    { "CREATE POLICY p ON t AS RESTRICTIVE FOR UPDATE TO bob, PUBLIC, CURRENT_USER USING (owner "
      "= current_user) WITH CHECK (a > 0)",
      "create policy t.p restrictive=true command='update' roles=('bob', 'public', "
      "'current_user') expression=(owner = current_user){stable columns refs=(owner)} with "
      "check=(a > 0){columns refs=(a)}" },
    { "CREATE POLICY p ON t AS PERMISSIVE FOR ALL USING (true)",
      "create policy t.p expression=(true){literal}" },
    { "ALTER POLICY p ON t TO alice USING (false)",
      "alter policy t.p roles=('alice') expression=(false){literal}" },
    { "ALTER POLICY p ON t RENAME TO q",
      "rename policy t.p to q" },
    { "DROP POLICY IF EXISTS p ON s.t",
      "drop policy s.t.p [if exists]" },
};
static const struct read_case code_cases[] = {
    { "DO $$ BEGIN END $$",
      "run language='plpgsql'" },
    { "DO $$ BEGIN ALTER TABLE t ADD COLUMN a int; UPDATE t SET a = 1; END $$",
      "run language='plpgsql'\n"
      "  create column t.a [in body] type=integer\n"
      "  rows update table t [in body] set=(a)" },
    { "DO LANGUAGE plpgsql $do$ DECLARE n int := (SELECT count(*) FROM t); BEGIN IF n > 0 THEN "
      "DROP TABLE t; ELSIF n < 0 THEN NULL; ELSE CREATE TABLE t (a int); END IF; EXCEPTION WHEN "
      "others THEN RAISE NOTICE 'x %', n; END $do$",
      "run language='plpgsql'\n"
      "  rows select [in body] query=((SELECT count(*) FROM t)){function select refs=(count, t)} "
      "from=(t)\n"
      "  drop table t [in body]\n"
      "  create table t [in body]\n"
      "  create column t.a [in body] type=integer" },
    { "DO $$ BEGIN IF NOT EXISTS (SELECT 1 FROM pg_type WHERE typname = 'e') THEN CREATE TYPE e "
      "AS ENUM ('a'); END IF; END $$",
      "run language='plpgsql'\n"
      "  rows select [in body] query=(NOT EXISTS (SELECT 1 FROM pg_type WHERE typname = "
      "'e')){select columns refs=(pg_type, typname)} from=(pg_type)\n"
      "  create enum type e [in body] labels=('a')" },
    { "DO $$ BEGIN EXECUTE 'ALTER TABLE t DROP COLUMN a'; EXECUTE format('DROP TABLE %I', x); "
      "EXECUTE 'DROP TABLE ' || x; END $$",
      "run language='plpgsql'\n"
      "  drop column t.a [in body]\n"
      "  opaque [in body]: the statement is put together at run time\n"
      "  opaque [in body]: the statement is put together at run time" },
    { "DO $$ DECLARE r record; BEGIN FOR r IN SELECT id FROM t LOOP UPDATE u SET a = r.id WHERE "
      "u.id = r.id; END LOOP; FOR i IN 1..10 LOOP PERFORM f(i); END LOOP; WHILE x < 5 LOOP x := "
      "x + 1; END LOOP; END $$",
      "run language='plpgsql'\n"
      "  rows select [in body] query=(SELECT id FROM t){select columns refs=(id, t)} from=(t)\n"
      "  rows update table u [in body] set=(a) where=(u.id = r.id){columns refs=(u.id, r.id)}\n"
      "  rows select [in body] query=(f(i)){function unknown-function select columns "
      "refs=(f, i)}" },
    { "DO $$ <<outer>> BEGIN SELECT a INTO STRICT x FROM t; INSERT INTO t (a) VALUES (1) "
      "RETURNING id INTO y; x := setval('q', 1); CASE x WHEN 1 THEN DELETE FROM t; ELSE TRUNCATE "
      "t; END CASE; END outer $$",
      "run language='plpgsql'\n"
      "  rows select [in body] query=(SELECT a INTO STRICT x FROM t){select columns refs=(a, t)} "
      "from=(t)\n"
      "  rows insert table t [in body] rows=1 set=(a)\n"
      "  rows select [in body] query=(setval('q', 1)){volatile function refs=(setval)}\n"
      "  rows delete table t [in body]\n"
      "  rows truncate table t [in body]" },
    { "DO $$ BEGIN FOR r IN EXECUTE 'SELECT * FROM t' LOOP NULL; END LOOP; FOREACH x IN ARRAY a "
      "LOOP CALL p(x); END LOOP; RETURN; END $$",
      "run language='plpgsql'\n"
      "  rows select [in body] query=(SELECT * FROM t){select refs=(t)} from=(t) star\n"
      "  run procedure p [in body] parameters='(x)'" },
    { "DO 'BEGIN DROP TABLE t; END'",
      "run language='plpgsql'\n"
      "  drop table t [in body]" },
    { "DO 'BEGIN INSERT INTO t VALUES (''x''); END'",
      "run language='plpgsql'\n"
      "  rows insert table t [in body] rows=1" },
    { "DO $$ BEGIN FROBNICATE t; DROP TABLE u; END $$",
      "run language='plpgsql'\n"
      "  opaque [in body]: this kind of statement is not known\n"
      "  drop table u [in body]" },
    { "DO $$ BEGIN DO $x$ BEGIN DROP TABLE t; END $x$; END $$",
      "run language='plpgsql'\n"
      "  run [in body] language='plpgsql'\n"
      "  drop table t [in body]" },
    { "DO $$ BEGIN EXECUTE $q$CREATE INDEX i ON t (a)$q$ USING x; EXECUTE 'SELECT ''a''' INTO y; "
      "OPEN c FOR SELECT * FROM t; CLOSE c; GET DIAGNOSTICS n = ROW_COUNT; COMMIT; END $$",
      "run language='plpgsql'\n"
      "  create index t.i [in body] parts=(a)\n"
      "  rows select [in body] query=(SELECT 'a'){select}\n"
      "  rows select [in body] query=(SELECT * FROM t){select refs=(t)} from=(t) star\n"
      "  control commit [in body]" },
    { "DO $$ import os $$ LANGUAGE plpython3u",
      "run language='plpython3u'\n"
      "opaque: code in this language is not read" },
    { "DO LANGUAGE plpgsql",
      "run language='plpgsql'\n"
      "opaque: expected the code as a string" },
    { "DO $$ BEGIN IF x THEN DROP TABLE t END $$",
      "run language='plpgsql'\n"
      "  drop table t [in body]\n"
      "  opaque [in body]: the rest of the statement could not be read" },
    { "CALL p(1, 'x')",
      "run procedure p parameters='(1, ''x'')'" },
    { "CALL s.p()",
      "run procedure s.p" },
};

// clang-format on

TEST(routines)
{
    const struct ddl_opts opts = { .dialect = dialect_get(DIALECT_POSTGRES) };

    check_reads(a, &opts, routines_cases, COUNT_OF(routines_cases));
}

TEST(triggers)
{
    const struct ddl_opts opts = { .dialect = dialect_get(DIALECT_POSTGRES) };

    check_reads(a, &opts, triggers_cases, COUNT_OF(triggers_cases));
}

TEST(code)
{
    const struct ddl_opts opts = { .dialect = dialect_get(DIALECT_POSTGRES) };

    check_reads(a, &opts, code_cases, COUNT_OF(code_cases));
}
