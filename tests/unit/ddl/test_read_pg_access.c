/* tests/unit/ddl/test_read_pg_access.c: grants, roles, replication, what is not modelled, of PostgreSQL. */
#include "unit/ddl/read_check.h"

// clang-format off
static const struct read_case access_cases[] = {
    { "GRANT SELECT ON t TO bob",
      "create grant t.bob what='table' privileges=('select')" },
    { "GRANT SELECT (a, b), UPDATE ON TABLE s.t, u TO bob, PUBLIC WITH GRANT OPTION",
      "create grant s.t.bob what='table' privileges=('select (a, b)', 'update') options=('grant "
      "option')\n"
      "create grant s.t.public what='table' privileges=('select (a, b)', 'update') "
      "options=('grant option')\n"
      "create grant u.bob what='table' privileges=('select (a, b)', 'update') options=('grant "
      "option')\n"
      "create grant u.public what='table' privileges=('select (a, b)', 'update') options=('grant "
      "option')" },
    { "GRANT ALL PRIVILEGES ON ALL TABLES IN SCHEMA s TO GROUP staff",
      "create grant s.staff what='all tables in schema' privileges=('all privileges')" },
    { "GRANT USAGE ON SCHEMA s TO bob GRANTED BY CURRENT_USER",
      "create grant s.bob what='schema' privileges=('usage')" },
    { "GRANT EXECUTE ON FUNCTION f(int, text), g() TO bob",
      "create grant f.bob(integer, text) what='function' privileges=('execute')\n"
      "create grant g.bob() what='function' privileges=('execute')" },
    { "GRANT USAGE, SELECT ON SEQUENCE q TO bob",
      "create grant q.bob what='sequence' privileges=('usage', 'select')" },
    { "GRANT CONNECT ON DATABASE db TO bob",
      "create grant db.bob what='database' privileges=('connect')" },
    { "GRANT ALL ON LARGE OBJECT 123 TO bob",
      "create grant 123.bob what='large object' privileges=('all')" },
    { "GRANT SET, ALTER SYSTEM ON PARAMETER work_mem TO bob",
      "create grant work_mem.bob what='parameter' privileges=('set', 'alter system')" },
    { "GRANT USAGE ON TYPE s.e TO bob",
      "create grant s.e.bob what='type' privileges=('usage')" },
    { "GRANT USAGE ON FOREIGN SERVER srv TO bob",
      "create grant srv.bob what='server' privileges=('usage')" },
    { "GRANT a, b TO c WITH ADMIN OPTION",
      "create grant a.c what='role' privileges=('member') options=('grant option')\n"
      "create grant b.c what='role' privileges=('member') options=('grant option')" },
    { "GRANT a TO c WITH INHERIT TRUE, SET FALSE",
      "create grant a.c what='role' privileges=('member')" },
    { "GRANT SELECT ON TO bob",
      "opaque: expected TO, found bob" },
    { "REVOKE SELECT ON t FROM bob",
      "drop grant t.bob what='table' privileges=('select')" },
    { "REVOKE GRANT OPTION FOR ALL ON t FROM bob CASCADE",
      "drop grant t.bob [cascade] what='table' privileges=('all') options=('grant option')" },
    { "REVOKE ADMIN OPTION FOR a FROM b",
      "drop grant a.b what='role' privileges=('member') options=('grant option')" },
    { "REVOKE a FROM b",
      "drop grant a.b what='role' privileges=('member')" },
    { "REVOKE ALL ON ALL FUNCTIONS IN SCHEMA public FROM PUBLIC",
      "drop grant public.public what='all functions in schema' privileges=('all')" },
    { "ALTER DEFAULT PRIVILEGES IN SCHEMA s GRANT SELECT ON TABLES TO bob",
      "create default privileges s.bob what='tables' privileges=('select')" },
    { "ALTER DEFAULT PRIVILEGES FOR ROLE x, y IN SCHEMA a, b REVOKE ALL ON FUNCTIONS FROM PUBLIC",
      "drop default privileges a.public what='functions' privileges=('all') roles=('x', 'y')\n"
      "drop default privileges b.public what='functions' privileges=('all') roles=('x', 'y')" },
    { "ALTER DEFAULT PRIVILEGES GRANT SELECT ON LARGE OBJECTS TO bob WITH GRANT OPTION",
      "create default privileges bob what='large objects' privileges=('select') options=('grant "
      "option')" },
    { "REASSIGN OWNED BY a, b TO c",
      "alter object a what='owned objects' owner='c'\n"
      "alter object b what='owned objects' owner='c'" },
    { "DROP OWNED BY a CASCADE",
      "drop object a [cascade] what='owned objects'" },
    { "CREATE ROLE r",
      "create role r" },
    { "CREATE ROLE r WITH LOGIN SUPERUSER PASSWORD 'secret' CONNECTION LIMIT 5 VALID UNTIL "
      "'2030-01-01' IN ROLE a, b",
      "create role r options+='login' options+='superuser' options+='password' "
      "options+='connection limit=5' options+='valid until=2030-01-01' roles=('a', 'b')" },
    { "CREATE USER u ENCRYPTED PASSWORD 'x' NOCREATEDB",
      "create role u options+='login' options+='password' options+='nocreatedb'" },
    { "CREATE GROUP g",
      "create role g" },
    { "ALTER ROLE r NOLOGIN PASSWORD NULL",
      "alter role r options+='nologin' options+='password'" },
    { "ALTER USER u SET search_path TO a, b",
      "alter role u options+='set search_path=a, b'" },
    { "ALTER ROLE ALL IN DATABASE db SET work_mem = '1MB'",
      "alter role db.all options+='set work_mem=1MB'" },
    { "ALTER ROLE r RESET ALL",
      "alter role r options=reset 'set all'" },
    { "ALTER ROLE r RENAME TO s",
      "rename role r to s" },
    { "ALTER GROUP g ADD USER a, b",
      "create grant g.a what='role' privileges=('member')\n"
      "create grant g.b what='role' privileges=('member')" },
    { "ALTER GROUP g DROP USER a",
      "drop grant g.a what='role' privileges=('member')" },
    { "DROP ROLE IF EXISTS a, b",
      "drop role a [if exists]\n"
      "drop role b [if exists]" },
    { "DROP USER u",
      "drop role u" },
};
static const struct read_case others_cases[] = {
    { "CREATE PUBLICATION p FOR ALL TABLES",
      "create publication p definition='ALL TABLES'" },
    { "CREATE PUBLICATION p FOR TABLE a, s.b (x, y) WHERE (x > 0), TABLES IN SCHEMA c WITH "
      "(publish = 'insert, update')",
      "create publication p definition='TABLE a, s.b (x, y) WHERE (x > 0), TABLES IN SCHEMA c' "
      "depends on=(a, s.b) options=('publish=insert, update')" },
    { "ALTER PUBLICATION p ADD TABLE t",
      "alter publication p definition+='TABLE t' depends on+=(t)" },
    { "ALTER PUBLICATION p DROP TABLES IN SCHEMA s",
      "alter publication p definition-='TABLES IN SCHEMA s'" },
    { "ALTER PUBLICATION p SET TABLE ONLY t *",
      "alter publication p definition='TABLE ONLY t *' depends on=(t)" },
    { "ALTER PUBLICATION p SET (publish = 'insert')",
      "alter publication p options+='publish=insert'" },
    { "ALTER PUBLICATION p OWNER TO bob",
      "alter publication p owner='bob'" },
    { "DROP PUBLICATION IF EXISTS p, q",
      "drop publication p [if exists]\n"
      "drop publication q [if exists]" },
    { "CREATE SUBSCRIPTION s CONNECTION 'host=x password=secret' PUBLICATION a, b WITH "
      "(copy_data = false, enabled)",
      "create subscription s depends on=(a, b) options=('copy_data=false', 'enabled')" },
    { "ALTER SUBSCRIPTION s CONNECTION 'host=y'",
      "alter subscription s definition='connection'" },
    { "ALTER SUBSCRIPTION s SET PUBLICATION c WITH (refresh = false)",
      "alter subscription s depends on=(c) options=('refresh=false')" },
    { "ALTER SUBSCRIPTION s ADD PUBLICATION d",
      "alter subscription s depends on+=(d)" },
    { "ALTER SUBSCRIPTION s REFRESH PUBLICATION WITH (copy_data = false)",
      "alter subscription s definition='refresh publication' options=('copy_data=false')" },
    { "ALTER SUBSCRIPTION s ENABLE",
      "alter subscription s enabled=reset" },
    { "ALTER SUBSCRIPTION s DISABLE",
      "alter subscription s enabled='disabled'" },
    { "ALTER SUBSCRIPTION s SKIP (lsn = '0/1')",
      "alter subscription s options+='lsn=0/1'" },
    { "ALTER SUBSCRIPTION s SET (slot_name = NONE)",
      "alter subscription s options+='slot_name=NONE'" },
    { "DROP SUBSCRIPTION s",
      "drop subscription s" },
    { "CREATE COLLATION c (provider = icu, locale = 'de-u-co-phonebk', deterministic = false)",
      "create collation c definition='(provider = icu, locale = ''de-u-co-phonebk'', "
      "deterministic = false)'" },
    { "CREATE COLLATION IF NOT EXISTS s.c FROM \"de_DE\"",
      "create collation s.c [if not exists] definition='FROM \"de_DE\"'" },
    { "ALTER COLLATION c REFRESH VERSION",
      "alter collation c definition='REFRESH VERSION'" },
    { "ALTER COLLATION c RENAME TO d",
      "rename collation c to d" },
    { "DROP COLLATION IF EXISTS c",
      "drop collation c [if exists]" },
    { "CREATE DATABASE db WITH OWNER bob TEMPLATE template0 ENCODING 'UTF8'",
      "create database db definition='WITH OWNER bob TEMPLATE template0 ENCODING ''UTF8'''" },
    { "ALTER DATABASE db SET timezone TO 'UTC'",
      "alter database db definition='SET timezone TO ''UTC'''" },
    { "ALTER DATABASE db RENAME TO e",
      "rename database db to e" },
    { "DROP DATABASE IF EXISTS db WITH (FORCE)",
      "drop database db [if exists]" },
    { "CREATE CAST (text AS s.ty) WITH FUNCTION f(text) AS ASSIGNMENT",
      "create object (text as s.ty) what='cast' definition='WITH FUNCTION f(text) AS ASSIGNMENT'" },
    { "DROP CAST IF EXISTS (text AS s.ty) CASCADE",
      "drop object (text as s.ty) [if exists, cascade] what='cast'" },
    { "CREATE OPERATOR s.=== (LEFTARG = int, RIGHTARG = int, FUNCTION = f, COMMUTATOR = "
      "OPERATOR(s.===))",
      "create object s.=== what='operator' definition='LEFTARG = int, RIGHTARG = int, FUNCTION = "
      "f, COMMUTATOR = OPERATOR(s.===)'" },
    { "ALTER OPERATOR === (int, int) SET (RESTRICT = NONE)",
      "alter object ===(int, int) what='operator' definition='SET (RESTRICT = NONE)'" },
    { "DROP OPERATOR === (int, int), ~ (NONE, bit)",
      "drop object ===(int, int) what='operator'\n"
      "drop object ~(NONE, bit) what='operator'" },
    { "CREATE OPERATOR CLASS oc DEFAULT FOR TYPE int USING btree AS OPERATOR 1 <, FUNCTION 1 "
      "f(int, int)",
      "create object oc what='operator class' definition='DEFAULT FOR TYPE int USING btree AS "
      "OPERATOR 1 <, FUNCTION 1 f(int, int)'" },
    { "CREATE OPERATOR FAMILY of USING btree",
      "create object of(btree) what='operator family'" },
    { "ALTER OPERATOR FAMILY of USING btree ADD OPERATOR 1 < (int, int)",
      "alter object of(btree) what='operator family' definition='ADD OPERATOR 1 < (int, int)'" },
    { "DROP OPERATOR CLASS IF EXISTS oc USING btree",
      "drop object oc(btree) [if exists] what='operator class'" },
    { "CREATE TEXT SEARCH CONFIGURATION cfg (COPY = pg_catalog.english)",
      "create object cfg what='text search configuration' definition='(COPY = "
      "pg_catalog.english)'" },
    { "ALTER TEXT SEARCH CONFIGURATION cfg ALTER MAPPING FOR asciiword WITH simple",
      "alter object cfg what='text search configuration' definition='ALTER MAPPING FOR asciiword "
      "WITH simple'" },
    { "DROP TEXT SEARCH DICTIONARY IF EXISTS d CASCADE",
      "drop object d [if exists, cascade] what='text search dictionary'" },
    { "CREATE SERVER IF NOT EXISTS srv TYPE 'x' FOREIGN DATA WRAPPER postgres_fdw OPTIONS (host "
      "'h', password 'secret')",
      "create object srv [if not exists] what='server'" },
    { "ALTER SERVER srv OPTIONS (SET host 'h2')",
      "alter object srv what='server'" },
    { "DROP SERVER srv CASCADE",
      "drop object srv [cascade] what='server'" },
    { "CREATE USER MAPPING IF NOT EXISTS FOR bob SERVER srv OPTIONS (user 'x', password 'secret')",
      "create object bob server srv [if not exists] what='user mapping'" },
    { "ALTER USER MAPPING FOR CURRENT_USER SERVER srv OPTIONS (SET password 'y')",
      "alter object current_user server srv what='user mapping'" },
    { "DROP USER MAPPING IF EXISTS FOR bob SERVER srv",
      "drop object bob server srv [if exists] what='user mapping'" },
    { "CREATE FOREIGN DATA WRAPPER w HANDLER h NO VALIDATOR",
      "create object w what='foreign data wrapper'" },
    { "CREATE TRUSTED PROCEDURAL LANGUAGE plx HANDLER h",
      "create object plx what='language' definition='HANDLER h'" },
    { "CREATE OR REPLACE LANGUAGE plx",
      "create object plx [or replace] what='language'" },
    { "CREATE TRANSFORM FOR hstore LANGUAGE plpython3u (FROM SQL WITH FUNCTION f(internal))",
      "create object hstore language plpython3u what='transform' definition='(FROM SQL WITH "
      "FUNCTION f(internal))'" },
    { "CREATE TABLESPACE ts OWNER bob LOCATION '/x'",
      "create object ts what='tablespace' definition='OWNER bob LOCATION ''/x'''" },
    { "ALTER TABLESPACE ts SET (seq_page_cost = 1)",
      "alter object ts what='tablespace' definition='SET (seq_page_cost = 1)'" },
    { "CREATE ACCESS METHOD am TYPE INDEX HANDLER h",
      "create object am what='access method' definition='TYPE INDEX HANDLER h'" },
    { "CREATE DEFAULT CONVERSION c FOR 'UTF8' TO 'LATIN1' FROM f",
      "create object c what='conversion' definition='FOR ''UTF8'' TO ''LATIN1'' FROM f'" },
    { "ALTER LARGE OBJECT 5 OWNER TO bob",
      "alter object 5 owner='bob' what='large object'" },
    { "IMPORT FOREIGN SCHEMA s FROM SERVER srv INTO public",
      "opaque: the tables that it makes are known to the other server only" },
    { "CREATE THING x",
      "opaque: this kind of statement or object is not known" },
    { "FROBNICATE x",
      "opaque: this kind of statement is not known" },
};

// clang-format on

TEST(access)
{
    const struct ddl_opts opts = { .dialect = dialect_get(DIALECT_POSTGRES) };

    check_reads(a, &opts, access_cases, COUNT_OF(access_cases));
}

TEST(others)
{
    const struct ddl_opts opts = { .dialect = dialect_get(DIALECT_POSTGRES) };

    check_reads(a, &opts, others_cases, COUNT_OF(others_cases));
}
