/* tests/unit/ddl/test_read_pg_object.c: indexes, views, types, schemas, comments of PostgreSQL. */
#include "unit/ddl/read_check.h"

// clang-format off
static const struct read_case indexes_and_views_cases[] = {
    { "CREATE INDEX ON t (a)",
      "create index t.? [self named] parts=(a)" },
    { "CREATE INDEX i ON t (a)",
      "create index t.i parts=(a)" },
    { "CREATE UNIQUE INDEX CONCURRENTLY IF NOT EXISTS i ON s.t USING btree (a DESC NULLS LAST, b "
      "ASC) INCLUDE (c) NULLS NOT DISTINCT WITH (fillfactor = 70) TABLESPACE ts WHERE deleted_at "
      "IS NULL",
      "create index s.t.i [if not exists, concurrently] unique=true method='btree' parts=(a desc "
      "nulls last, b) include=(c) nulls not distinct=true options=('fillfactor=70') "
      "tablespace='ts' where=(deleted_at IS NULL){columns refs=(deleted_at)}" },
    { "CREATE INDEX CONCURRENTLY i ON t (lower(a), (a || b), c COLLATE \"C\" text_pattern_ops)",
      "create index t.i [concurrently] parts=((lower(a)){function columns refs=(lower, a)}, (a "
      "|| b){columns refs=(a, b)}, c collate C text_pattern_ops)" },
    { "CREATE INDEX i ON ONLY t USING gin (doc jsonb_path_ops, to_tsvector('english', body))",
      "create index t.i [only] only=true method='gin' parts=(doc jsonb_path_ops, "
      "(to_tsvector('english', body)){stable function columns refs=(to_tsvector, body)})" },
    { "CREATE INDEX i ON t USING gist (a gist_trgm_ops (siglen = 32))",
      "create index t.i method='gist' parts=(a gist_trgm_ops)" },
    { "CREATE INDEX i ON t (lower(a) varchar_pattern_ops DESC)",
      "create index t.i parts=((lower(a)){function columns refs=(lower, a)} varchar_pattern_ops "
      "desc)" },
    { "CREATE INDEX i ON t (coalesce(a, 0), s.f(b))",
      "create index t.i parts=((coalesce(a, 0)){function columns refs=(coalesce, a)}, "
      "(s.f(b)){function unknown-function columns refs=(s.f, b)})" },
    { "CREATE INDEX i ON t USING brin (a) WITH (pages_per_range = 32, autosummarize)",
      "create index t.i method='brin' parts=(a) options=('pages_per_range=32', 'autosummarize')" },
    { "CREATE INDEX i ON t (a NULLS FIRST) WHERE a > 0 AND b IN (1, 2)",
      "create index t.i parts=(a nulls first) where=(a > 0 AND b IN (1, 2)){columns refs=(a, b)}" },
    { "CREATE INDEX i t (a)",
      "opaque: expected ON, found t" },
    { "CREATE INDEX i ON t",
      "opaque: expected (, found the end" },
    { "DROP INDEX i",
      "drop index i" },
    { "DROP INDEX CONCURRENTLY IF EXISTS s.i, j CASCADE",
      "drop index s.i [if exists, cascade, concurrently]\n"
      "drop index j [if exists, cascade, concurrently]" },
    { "CREATE STATISTICS st (dependencies, ndistinct) ON a, b FROM t",
      "create statistics st options=('dependencies', 'ndistinct') definition='a, b' depends "
      "on=(t)" },
    { "CREATE STATISTICS IF NOT EXISTS s.st ON lower(a), (b + 1) FROM s.t",
      "create statistics s.st [if not exists] definition='lower(a), (b + 1)' depends on=(s.t)" },
    { "CREATE STATISTICS ON a, b FROM t",
      "create statistics [self named] definition='a, b' depends on=(t)" },
    { "ALTER STATISTICS st SET STATISTICS 500",
      "alter statistics st statistics target=500" },
    { "ALTER STATISTICS st SET SCHEMA s",
      "move statistics st to s.?" },
    { "DROP STATISTICS IF EXISTS st, u",
      "drop statistics st [if exists]\n"
      "drop statistics u [if exists]" },
    { "CREATE SEQUENCE q",
      "create sequence q" },
    { "CREATE SEQUENCE IF NOT EXISTS s.q AS smallint START WITH 5 INCREMENT BY -1 MINVALUE -10 "
      "MAXVALUE 10 CACHE 5 CYCLE OWNED BY t.a",
      "create sequence s.q [if not exists] type=smallint start='5' increment='-1' minimum='-10' "
      "maximum='10' cache='5' cycle=true owned by=t.a" },
    { "CREATE TEMP SEQUENCE q NO MINVALUE NO CYCLE",
      "create sequence q [temporary] persistence='temporary' minimum=reset cycle=reset" },
    { "CREATE UNLOGGED SEQUENCE q START 1",
      "create sequence q persistence='unlogged' start='1'" },
    { "DROP SEQUENCE IF EXISTS q, r",
      "drop sequence q [if exists]\n"
      "drop sequence r [if exists]" },
    { "CREATE VIEW v AS SELECT a.x, count(*) AS n FROM a JOIN s.b USING (id) GROUP BY a.x",
      "create view v query=(SELECT a.x, count(*) AS n FROM a JOIN s.b USING (id) GROUP BY "
      "a.x){function select columns refs=(a.x, count, a, s.b, id, a.x)}" },
    { "CREATE OR REPLACE VIEW s.v (x, y) WITH (security_barrier, security_invoker = true) AS "
      "SELECT 1, 2 WITH CASCADED CHECK OPTION",
      "create view s.v [or replace] column names=('x', 'y') options=('security_barrier', "
      "'security_invoker=true') query=(SELECT 1, 2){select} check option='cascaded'" },
    { "CREATE VIEW v AS SELECT * FROM t WITH LOCAL CHECK OPTION",
      "create view v query=(SELECT * FROM t){select refs=(t)} check option='local'" },
    { "CREATE VIEW v AS SELECT * FROM t WITH CHECK OPTION",
      "create view v query=(SELECT * FROM t){select refs=(t)} check option='cascaded'" },
    { "CREATE TEMP VIEW v AS VALUES (1)",
      "create view v [temporary] persistence='temporary' query=(VALUES (1)){select}" },
    { "CREATE RECURSIVE VIEW v (n) AS VALUES (1) UNION ALL SELECT n + 1 FROM v WHERE n < 10",
      "create view v algorithm='recursive' column names=('n') query=(VALUES (1) UNION ALL SELECT "
      "n + 1 FROM v WHERE n < 10){select columns refs=(n, v, n)}" },
    { "CREATE VIEW v AS SELECT extract(year FROM created), trim(both 'x' FROM y) FROM t WHERE a "
      "IS DISTINCT FROM b",
      "create view v query=(SELECT extract(year FROM created), trim(both 'x' FROM y) FROM t "
      "WHERE a IS DISTINCT FROM b){stable function select columns refs=(extract, created, trim, "
      "y, t, a, b)}" },
    { "DROP VIEW IF EXISTS v CASCADE",
      "drop view v [if exists, cascade]" },
    { "CREATE MATERIALIZED VIEW mv AS SELECT * FROM t",
      "create materialized view mv query=(SELECT * FROM t){select refs=(t)}" },
    { "CREATE MATERIALIZED VIEW IF NOT EXISTS mv (a) USING heap WITH (fillfactor = 70) "
      "TABLESPACE ts AS SELECT 1 WITH NO DATA",
      "create materialized view mv [if not exists] column names=('a') access method='heap' "
      "options=('fillfactor=70') tablespace='ts' query=(SELECT 1){select} with no data=true" },
    { "DROP MATERIALIZED VIEW mv",
      "drop materialized view mv" },
};
static const struct read_case types_cases[] = {
    { "CREATE TYPE e AS ENUM ('a', 'b', 'it''s')",
      "create enum type e labels=('a', 'b', 'it''s')" },
    { "CREATE TYPE e AS ENUM ()",
      "create enum type e labels=()" },
    { "CREATE TYPE s.c AS (x int, y text COLLATE \"C\")",
      "create composite type s.c\n"
      "create column s.c.x type=integer\n"
      "create column s.c.y type=text collation='C'" },
    { "CREATE TYPE r AS RANGE (subtype = float8, subtype_diff = float8mi)",
      "create range type r options=('subtype=float8', 'subtype_diff=float8mi')" },
    { "CREATE TYPE box (INPUT = my_in, OUTPUT = my_out, INTERNALLENGTH = 16, PASSEDBYVALUE)",
      "create type box options=('input=my_in', 'output=my_out', 'internallength=16', "
      "'passedbyvalue')" },
    { "CREATE TYPE shell",
      "create type shell" },
    { "ALTER TYPE e ADD VALUE 'c'",
      "alter enum type e labels+='c'" },
    { "ALTER TYPE s.e ADD VALUE IF NOT EXISTS 'c' BEFORE 'b'",
      "alter enum type s.e [if not exists] labels+='c' before 'b'" },
    { "ALTER TYPE e ADD VALUE 'd' AFTER 'c'",
      "alter enum type e labels+='d' after 'c'" },
    { "ALTER TYPE e RENAME VALUE 'a' TO 'z'",
      "alter enum type e labels:'a'->'z'" },
    { "ALTER TYPE c ADD ATTRIBUTE z int CASCADE",
      "create column c.z [cascade] type=integer" },
    { "ALTER TYPE c DROP ATTRIBUTE IF EXISTS z, ALTER ATTRIBUTE y TYPE varchar(5) COLLATE \"C\" "
      "CASCADE",
      "drop column c.z [if exists]\n"
      "alter column c.y type=character varying(5) collation='C'" },
    { "ALTER TYPE c ALTER ATTRIBUTE y SET DATA TYPE text",
      "alter column c.y type=text" },
    { "ALTER TYPE c RENAME ATTRIBUTE x TO y CASCADE",
      "rename column c.x to y [cascade]" },
    { "ALTER TYPE c RENAME TO d",
      "rename type c to d" },
    { "ALTER TYPE c OWNER TO bob",
      "alter type c owner='bob'" },
    { "ALTER TYPE c SET SCHEMA s",
      "move type c to s.?" },
    { "ALTER TYPE box SET (STORAGE = plain, RECEIVE = f)",
      "alter type box options+='storage=plain' options+='receive=f'" },
    { "ALTER TYPE c FROBNICATE",
      "opaque: this form of ALTER TYPE is not known" },
    { "DROP TYPE IF EXISTS e, s.c CASCADE",
      "drop type e [if exists, cascade]\n"
      "drop type s.c [if exists, cascade]" },
    { "CREATE DOMAIN d AS text",
      "create domain d type=text" },
    { "CREATE DOMAIN s.d AS varchar(10) COLLATE \"C\" DEFAULT 'x' NOT NULL CONSTRAINT ck CHECK "
      "(VALUE <> '') CHECK (length(VALUE) < 5)",
      "create domain s.d type=character varying(10) collation='C' default=('x'){literal} not "
      "null=true\n"
      "create check constraint s.d.ck expression=(VALUE <> ''){columns refs=(value)}\n"
      "create check constraint s.d.? [self named] expression=(length(VALUE) < 5){stable function "
      "columns refs=(length, value)}" },
    { "CREATE DOMAIN d int NULL",
      "create domain d type=integer" },
    { "CREATE DOMAIN d int CONSTRAINT nn NOT NULL",
      "create domain d type=integer not null=true" },
    { "ALTER DOMAIN d SET DEFAULT 5",
      "alter domain d default=(5){literal}" },
    { "ALTER DOMAIN d DROP DEFAULT",
      "alter domain d default=reset" },
    { "ALTER DOMAIN d SET NOT NULL",
      "alter domain d not null=true" },
    { "ALTER DOMAIN d DROP NOT NULL",
      "alter domain d not null=reset" },
    { "ALTER DOMAIN d ADD CONSTRAINT ck CHECK (VALUE > 0) NOT VALID",
      "create check constraint d.ck expression=(VALUE > 0){columns refs=(value)} not valid=true" },
    { "ALTER DOMAIN d ADD CHECK (VALUE > 0)",
      "create check constraint d.? [self named] expression=(VALUE > 0){columns refs=(value)}" },
    { "ALTER DOMAIN d DROP CONSTRAINT IF EXISTS ck CASCADE",
      "drop constraint d.ck [if exists, cascade]" },
    { "ALTER DOMAIN d RENAME CONSTRAINT a TO b",
      "rename constraint d.a to b" },
    { "ALTER DOMAIN d VALIDATE CONSTRAINT ck",
      "alter constraint d.ck [validate] not valid=reset" },
    { "ALTER DOMAIN d RENAME TO e",
      "rename domain d to e" },
    { "ALTER DOMAIN d OWNER TO bob",
      "alter domain d owner='bob'" },
    { "ALTER DOMAIN d SET SCHEMA s",
      "move domain d to s.?" },
    { "ALTER DOMAIN d FROBNICATE",
      "opaque: this form of ALTER DOMAIN is not known" },
    { "DROP DOMAIN d",
      "drop domain d" },
};
static const struct read_case schemas_and_comments_cases[] = {
    { "CREATE SCHEMA s",
      "create schema s" },
    { "CREATE SCHEMA IF NOT EXISTS s AUTHORIZATION bob",
      "create schema s [if not exists] owner='bob'" },
    { "CREATE SCHEMA AUTHORIZATION bob",
      "create schema bob owner='bob'" },
    { "CREATE SCHEMA s CREATE TABLE t (a int) CREATE VIEW v AS SELECT a FROM t GRANT SELECT ON v "
      "TO bob",
      "create schema s\n"
      "create table s.t\n"
      "create column s.t.a type=integer\n"
      "create view s.v query=(SELECT a FROM t){select columns refs=(a, t)}\n"
      "create grant s.v.bob what='table' privileges=('select')" },
    { "ALTER SCHEMA s RENAME TO z",
      "rename schema s to z" },
    { "ALTER SCHEMA s OWNER TO bob",
      "alter schema s owner='bob'" },
    { "DROP SCHEMA IF EXISTS s, z CASCADE",
      "drop schema s [if exists, cascade]\n"
      "drop schema z [if exists, cascade]" },
    { "CREATE EXTENSION pgcrypto",
      "create extension pgcrypto" },
    { "CREATE EXTENSION IF NOT EXISTS \"uuid-ossp\" WITH SCHEMA ext VERSION '1.1' CASCADE",
      "create extension ext.uuid-ossp [if not exists, cascade] version='1.1'" },
    { "ALTER EXTENSION hstore UPDATE",
      "alter extension hstore version=''" },
    { "ALTER EXTENSION hstore UPDATE TO '2.0'",
      "alter extension hstore version='2.0'" },
    { "ALTER EXTENSION hstore SET SCHEMA s",
      "move extension hstore to s.?" },
    { "ALTER EXTENSION hstore ADD FUNCTION f(int, text)",
      "alter extension hstore depends on+=(f(integer, text))" },
    { "ALTER EXTENSION hstore DROP OPERATOR s.+ (int, int)",
      "alter extension hstore depends on-=(s.+(int, int))" },
    { "DROP EXTENSION IF EXISTS a, b CASCADE",
      "drop extension a [if exists, cascade]\n"
      "drop extension b [if exists, cascade]" },
    { "COMMENT ON TABLE t IS 'it''s'",
      "alter table t comment='it''s'" },
    { "COMMENT ON COLUMN s.t.a IS NULL",
      "alter column s.t.a comment=reset" },
    { "COMMENT ON COLUMN t.a IS 'x'",
      "alter column t.a comment='x'" },
    { "COMMENT ON CONSTRAINT ck ON s.t IS 'x'",
      "alter constraint s.t.ck comment='x'" },
    { "COMMENT ON CONSTRAINT ck ON DOMAIN d IS 'x'",
      "alter constraint d.ck comment='x'" },
    { "COMMENT ON FUNCTION f(int, OUT x text) IS 'x'",
      "alter function f(integer) comment='x'" },
    { "COMMENT ON TRIGGER trg ON t IS 'x'",
      "alter trigger t.trg comment='x'" },
    { "COMMENT ON POLICY p ON t IS 'x'",
      "alter policy t.p comment='x'" },
    { "COMMENT ON RULE r ON t IS 'x'",
      "alter rule t.r comment='x'" },
    { "COMMENT ON INDEX i IS 'x'",
      "alter index i comment='x'" },
    { "COMMENT ON TYPE s.e IS 'x'",
      "alter type s.e comment='x'" },
    { "COMMENT ON DATABASE db IS 'x'",
      "alter database db comment='x'" },
    { "COMMENT ON EXTENSION e IS 'x'",
      "alter extension e comment='x'" },
    { "COMMENT ON MATERIALIZED VIEW v IS E'a\\nb'",
      "alter materialized view v comment='a\\nb'" },
    { "COMMENT ON AGGREGATE sum2(int) IS 'x'",
      "alter aggregate sum2(integer) comment='x'" },
    { "COMMENT ON CAST (text AS int4) IS 'x'",
      "alter object (text as int4) what='cast' comment='x'" },
    { "COMMENT ON OPERATOR CLASS c USING btree IS 'x'",
      "alter object c(btree) what='operator class' comment='x'" },
    { "COMMENT ON OPERATOR s.^ (text, text) IS 'x'",
      "alter object s.^(text, text) what='operator' comment='x'" },
    { "COMMENT ON LARGE OBJECT 346344 IS 'x'",
      "alter object 346344 what='large object' comment='x'" },
    { "COMMENT ON TEXT SEARCH PARSER p IS 'x'",
      "alter object p what='text search parser' comment='x'" },
    { "COMMENT ON TRANSFORM FOR hstore LANGUAGE plpython3u IS 'x'",
      "alter object hstore language plpython3u what='transform' comment='x'" },
    { "COMMENT ON PROCEDURAL LANGUAGE plx IS 'x'",
      "alter object plx what='language' comment='x'" },
    { "COMMENT ON TABLE t IS 5",
      "opaque: expected the comment" },
    { "COMMENT ON THING t IS 'x'",
      "opaque: this kind of statement or object is not known" },
    { "SECURITY LABEL FOR selinux ON TABLE t IS 'system_u'",
      "alter object t what='security label' definition='IS ''system_u'''" },
    { "SECURITY LABEL ON COLUMN t.a IS NULL",
      "alter object t.a what='security label' definition='IS NULL'" },
};

// clang-format on

TEST(indexes_and_views)
{
    const struct ddl_opts opts = { .dialect = dialect_get(DIALECT_POSTGRES) };

    check_reads(a, &opts, indexes_and_views_cases, COUNT_OF(indexes_and_views_cases));
}

TEST(types)
{
    const struct ddl_opts opts = { .dialect = dialect_get(DIALECT_POSTGRES) };

    check_reads(a, &opts, types_cases, COUNT_OF(types_cases));
}

TEST(schemas_and_comments)
{
    const struct ddl_opts opts = { .dialect = dialect_get(DIALECT_POSTGRES) };

    check_reads(a, &opts, schemas_and_comments_cases, COUNT_OF(schemas_and_comments_cases));
}
