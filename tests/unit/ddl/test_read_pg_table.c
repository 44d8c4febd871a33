/* tests/unit/ddl/test_read_pg_table.c: CREATE and DROP TABLE of PostgreSQL, with all that stands in them. */
#include "unit/ddl/read_check.h"

// clang-format off
static const struct read_case tables_cases[] = {
    { "CREATE TABLE t (a int)",
      "create table t\n"
      "create column t.a type=integer" },
    { "CREATE TABLE t ()",
      "create table t" },
    { "CREATE TABLE IF NOT EXISTS s.t (id bigint PRIMARY KEY, name text NOT NULL DEFAULT 'x')",
      "create table s.t [if not exists]\n"
      "create column s.t.id type=bigint\n"
      "create primary key s.t.? [inline, self named] parts=(id)\n"
      "create column s.t.name type=text not null=true default=('x'){literal}" },
    { "CREATE TABLE \"T\" (\"A b\" int4, c \"MyType\", d s.\"Ty\")",
      "create table T\n"
      "create column T.A b type=integer\n"
      "create column T.c type=MyType\n"
      "create column T.d type=s.Ty" },
    { "CREATE TEMP TABLE t (a int) ON COMMIT DROP",
      "create table t [temporary] persistence='temporary' options=('on commit drop')\n"
      "create column t.a type=integer" },
    { "CREATE LOCAL TEMPORARY TABLE t (a int) ON COMMIT DELETE ROWS",
      "create table t [temporary] persistence='temporary' options=('on commit delete rows')\n"
      "create column t.a type=integer" },
    { "CREATE UNLOGGED TABLE t (a int)",
      "create table t persistence='unlogged'\n"
      "create column t.a type=integer" },
    { "CREATE TABLE t (id serial PRIMARY KEY, b bigserial, c smallserial)",
      "create table t\n"
      "create column t.id type=integer{serial} serial=true\n"
      "create primary key t.? [inline, self named] parts=(id)\n"
      "create column t.b type=bigint{serial} serial=true\n"
      "create column t.c type=smallint{serial} serial=true" },
    { "CREATE TABLE t (a int CONSTRAINT pk PRIMARY KEY, b int CONSTRAINT u UNIQUE)",
      "create table t\n"
      "create column t.a type=integer\n"
      "create primary key t.pk [inline] parts=(a)\n"
      "create column t.b type=integer\n"
      "create unique constraint t.u [inline] parts=(b)" },
    { "CREATE TABLE t (a int UNIQUE NULLS NOT DISTINCT, b int UNIQUE NULLS DISTINCT)",
      "create table t\n"
      "create column t.a type=integer\n"
      "create unique constraint t.? [inline, self named] parts=(a) nulls not distinct=true\n"
      "create column t.b type=integer\n"
      "create unique constraint t.? [inline, self named] parts=(b)" },
    { "CREATE TABLE t (a int CHECK (a > 0) NO INHERIT, b int CONSTRAINT pos CHECK (b > 0) NOT "
      "VALID)",
      "create table t\n"
      "create column t.a type=integer\n"
      "create check constraint t.? [inline, self named] expression=(a > 0){columns refs=(a)} no "
      "inherit=true\n"
      "create column t.b type=integer\n"
      "create check constraint t.pos [inline] expression=(b > 0){columns refs=(b)} not valid=true" },
    { "CREATE TABLE t (a int CHECK (a > 0) NOT ENFORCED)",
      "create table t\n"
      "create column t.a type=integer\n"
      "create check constraint t.? [inline, self named] expression=(a > 0){columns refs=(a)} not "
      "enforced=true" },
    { "CREATE TABLE t (a int REFERENCES o, b int REFERENCES s.o (id) ON DELETE CASCADE ON UPDATE "
      "SET NULL)",
      "create table t\n"
      "create column t.a type=integer\n"
      "create foreign key t.? [inline, self named] columns=(a) references=o\n"
      "create column t.b type=integer\n"
      "create foreign key t.? [inline, self named] columns=(b) references=s.o referenced "
      "columns=(id) on delete='CASCADE' on update action='SET NULL'" },
    { "CREATE TABLE t (a int REFERENCES o (id) MATCH FULL DEFERRABLE INITIALLY DEFERRED NOT NULL)",
      "create table t\n"
      "create column t.a type=integer not null=true\n"
      "create foreign key t.? [inline, self named] columns=(a) references=o referenced "
      "columns=(id) match='full' deferrable=true initially deferred=true" },
    { "CREATE TABLE t (a int REFERENCES o ON DELETE SET NULL (a), b int REFERENCES o ON DELETE "
      "NO ACTION ON UPDATE RESTRICT)",
      "create table t\n"
      "create column t.a type=integer\n"
      "create foreign key t.? [inline, self named] columns=(a) references=o on delete='SET NULL "
      "(a)'\n"
      "create column t.b type=integer\n"
      "create foreign key t.? [inline, self named] columns=(b) references=o on update "
      "action='RESTRICT'" },
    { "CREATE TABLE t (a int NOT NULL, b int NULL, c int CONSTRAINT nn NOT NULL, d int NOT NULL "
      "NO INHERIT)",
      "create table t\n"
      "create column t.a type=integer not null=true\n"
      "create column t.b type=integer\n"
      "create column t.c type=integer not null=true\n"
      "create not-null constraint t.nn [inline] columns=(c)\n"
      "create column t.d type=integer not null=true\n"
      "create not-null constraint t.? [inline, self named] columns=(d) no inherit=true" },
    { "CREATE TABLE t (a int DEFAULT 1 NOT NULL, b text DEFAULT 'a' || 'b', c timestamptz "
      "DEFAULT now())",
      "create table t\n"
      "create column t.a type=integer default=(1){literal} not null=true\n"
      "create column t.b type=text default=('a' || 'b'){literal}\n"
      "create column t.c type=timestamp with time zone default=(now()){stable function "
      "refs=(now)}" },
    { "CREATE TABLE t (a text[] DEFAULT ARRAY['a', 'b']::text[], b int[] DEFAULT '{}' NOT NULL, "
      "c jsonb DEFAULT '{}'::jsonb)",
      "create table t\n"
      "create column t.a type=text[] default=(ARRAY['a', 'b']::text[]){literal refs=(text)}\n"
      "create column t.b type=integer[] default=('{}'){literal} not null=true\n"
      "create column t.c type=jsonb default=('{}'::jsonb){literal refs=(jsonb)}" },
    { "CREATE TABLE t (a uuid DEFAULT gen_random_uuid(), b float8 DEFAULT random(), c int "
      "DEFAULT nextval('s.q'::regclass))",
      "create table t\n"
      "create column t.a type=uuid default=(gen_random_uuid()){volatile function "
      "refs=(gen_random_uuid)}\n"
      "create column t.b type=double precision default=(random()){volatile function "
      "refs=(random)}\n"
      "create column t.c type=integer default=(nextval('s.q'::regclass)){volatile function "
      "nextval refs=(nextval, s.q, regclass)}" },
    { "CREATE TABLE t (a int DEFAULT my_func(1), b date DEFAULT CURRENT_DATE, c text DEFAULT "
      "NULL)",
      "create table t\n"
      "create column t.a type=integer default=(my_func(1)){function unknown-function "
      "refs=(my_func)}\n"
      "create column t.b type=date default=(CURRENT_DATE){stable}\n"
      "create column t.c type=text default=(NULL){literal null}" },
    { "CREATE TABLE t (a int GENERATED ALWAYS AS IDENTITY, b int GENERATED BY DEFAULT AS "
      "IDENTITY (START WITH 10 INCREMENT BY 2))",
      "create table t\n"
      "create column t.a type=integer identity='always'\n"
      "create column t.b type=integer identity='by default' start='10' increment='2'" },
    { "CREATE TABLE t (a int, b int GENERATED ALWAYS AS (a * 2) STORED, c int GENERATED ALWAYS "
      "AS (a * 2) VIRTUAL, d int GENERATED ALWAYS AS (a))",
      "create table t\n"
      "create column t.a type=integer\n"
      "create column t.b type=integer generated=(a * 2){columns refs=(a)} stored=true\n"
      "create column t.c type=integer generated=(a * 2){columns refs=(a)}\n"
      "create column t.d type=integer generated=(a){columns bare-column refs=(a)}" },
    { "CREATE TABLE t (a text COLLATE \"C\" NOT NULL, b text STORAGE EXTERNAL COMPRESSION lz4)",
      "create table t\n"
      "create column t.a type=text collation='C' not null=true\n"
      "create column t.b type=text storage='external' compression='lz4'" },
    { "CREATE TABLE t (a int, b int, PRIMARY KEY (a, b), UNIQUE (b) INCLUDE (a) WITH (fillfactor "
      "= 70) USING INDEX TABLESPACE ts)",
      "create table t\n"
      "create column t.a type=integer\n"
      "create column t.b type=integer\n"
      "create primary key t.? [self named] parts=(a, b)\n"
      "create unique constraint t.? [self named] parts=(b) include=(a) options=('fillfactor=70') "
      "tablespace='ts'" },
    { "ALTER TABLE t ADD CHECK (at AT TIME ZONE 'UTC' > zone)",
      "create check constraint t.? [self named] expression=(at AT TIME ZONE 'UTC' > "
      "zone){columns refs=(at, zone)}" },
    { "CREATE TABLE t (a int, CONSTRAINT ck CHECK (a > 0 AND a < 10), CHECK (a <> 5) NO INHERIT)",
      "create table t\n"
      "create column t.a type=integer\n"
      "create check constraint t.ck expression=(a > 0 AND a < 10){columns refs=(a, a)}\n"
      "create check constraint t.? [self named] expression=(a <> 5){columns refs=(a)} no "
      "inherit=true" },
    { "CREATE TABLE t (a int, CONSTRAINT fk FOREIGN KEY (a) REFERENCES o (id) ON DELETE SET "
      "DEFAULT, FOREIGN KEY (a) REFERENCES p)",
      "create table t\n"
      "create column t.a type=integer\n"
      "create foreign key t.fk columns=(a) references=o referenced columns=(id) on delete='SET "
      "DEFAULT'\n"
      "create foreign key t.? [self named] columns=(a) references=p" },
    { "CREATE TABLE t (room int, during tsrange, EXCLUDE USING gist (room WITH =, during WITH "
      "&&) WHERE (room > 0))",
      "create table t\n"
      "create column t.room type=integer\n"
      "create column t.during type=tsrange\n"
      "create exclusion constraint t.? [self named] method='gist' parts=(room, during) "
      "definition='(room WITH =, during WITH &&)' where=(room > 0){columns refs=(room)}" },
    { "CREATE TABLE t (a int, v daterange, PRIMARY KEY (a, v WITHOUT OVERLAPS), FOREIGN KEY (a, "
      "PERIOD v) REFERENCES o (a, PERIOD v))",
      "create table t\n"
      "create column t.a type=integer\n"
      "create column t.v type=daterange\n"
      "create primary key t.? [self named] parts=(a, v) period=true\n"
      "create foreign key t.? [self named] columns=(a, v) period=true references=o referenced "
      "columns=(a, v)" },
    { "CREATE TABLE t (a int, CONSTRAINT nn NOT NULL a NO INHERIT)",
      "create table t\n"
      "create column t.a type=integer\n"
      "create not-null constraint t.nn columns=(a) no inherit=true" },
    { "CREATE TABLE t (a int, LIKE o INCLUDING ALL EXCLUDING COMMENTS, LIKE p)",
      "create table t like=(o) like=(p)\n"
      "create column t.a type=integer" },
    { "CREATE TABLE t (LIKE s.o INCLUDING DEFAULTS INCLUDING CONSTRAINTS INCLUDING INDEXES)",
      "create table t like=(s.o)" },
    { "CREATE TABLE t (a int) INHERITS (p, s.q)",
      "create table t inherits=(p, s.q)\n"
      "create column t.a type=integer" },
    { "CREATE TABLE t OF s.ty (PRIMARY KEY (a), b WITH OPTIONS DEFAULT 1)",
      "create table t of type='s.ty'\n"
      "create primary key t.? [self named] parts=(a)\n"
      "create column t.b default=(1){literal}" },
    { "CREATE TABLE t OF ty",
      "create table t of type='ty'" },
    { "CREATE TABLE t (a int, b date) PARTITION BY RANGE (b, lower(a::text))",
      "create table t partition by=(RANGE (b, lower(a::text))){function columns refs=(b, lower, "
      "a, text)}\n"
      "create column t.a type=integer\n"
      "create column t.b type=date" },
    { "CREATE TABLE t (a int) PARTITION BY LIST (a)",
      "create table t partition by=(LIST (a)){columns refs=(a)}\n"
      "create column t.a type=integer" },
    { "CREATE TABLE t (a int) PARTITION BY HASH (a) WITH (fillfactor=10) TABLESPACE ts",
      "create table t partition by=(HASH (a)){columns refs=(a)} options=('fillfactor=10') "
      "tablespace='ts'\n"
      "create column t.a type=integer" },
    { "CREATE TABLE t1 PARTITION OF t FOR VALUES FROM ('2020-01-01') TO ('2021-01-01')",
      "create table t1 partition of=t partition bound=(FOR VALUES FROM ('2020-01-01') TO "
      "('2021-01-01')){literal}" },
    { "CREATE TABLE t1 PARTITION OF s.t FOR VALUES IN (1, 2, NULL) PARTITION BY RANGE (b)",
      "create table t1 partition of=s.t partition bound=(FOR VALUES IN (1, 2, NULL)){literal} "
      "partition by=(RANGE (b)){columns refs=(b)}" },
    { "CREATE TABLE t1 PARTITION OF t (b DEFAULT 5, CONSTRAINT ck CHECK (b > 0)) FOR VALUES WITH "
      "(MODULUS 4, REMAINDER 0)",
      "create table t1 partition of=t partition bound=(FOR VALUES WITH (MODULUS 4, REMAINDER "
      "0))\n"
      "create column t1.b default=(5){literal}\n"
      "create check constraint t1.ck expression=(b > 0){columns refs=(b)}" },
    { "CREATE TABLE t1 PARTITION OF t DEFAULT TABLESPACE ts",
      "create table t1 partition of=t partition bound=(DEFAULT) tablespace='ts'" },
    { "CREATE TABLE t (a int) USING heap WITH (fillfactor = 70, toast.autovacuum_enabled = "
      "false) TABLESPACE fast",
      "create table t access method='heap' options=('fillfactor=70', "
      "'toast.autovacuum_enabled=false') tablespace='fast'\n"
      "create column t.a type=integer" },
    { "CREATE TABLE t (a int) WITHOUT OIDS",
      "create table t\n"
      "create column t.a type=integer" },
    { "CREATE TABLE t AS SELECT * FROM a JOIN s.b ON a.id = b.id",
      "create table t [as select] query=(SELECT * FROM a JOIN s.b ON a.id = b.id){select columns "
      "refs=(a, s.b, a.id, s.b.id)}" },
    { "CREATE TABLE IF NOT EXISTS t (x, y) WITH (fillfactor = 50) AS SELECT 1, 2 WITH NO DATA",
      "create table t [if not exists, as select] column names=('x', 'y') "
      "options=('fillfactor=50') query=(SELECT 1, 2){select} with no data=true" },
    { "CREATE TEMP TABLE t ON COMMIT DROP AS TABLE a WITH DATA",
      "create table t [temporary, as select] persistence='temporary' options=('on commit drop') "
      "query=(TABLE a){select refs=(a)}" },
    { "CREATE TABLE t AS EXECUTE p(1)",
      "create table t [as select] query=(EXECUTE p(1)){volatile select}" },
    { "CREATE TABLE t AS WITH x AS (SELECT * FROM a) SELECT * FROM x",
      "create table t [as select] query=(WITH x AS (SELECT * FROM a) SELECT * FROM x){select "
      "refs=(a)}" },
    { "SELECT a, b INTO newt FROM t WHERE a > 1",
      "create table newt [as select] query=(SELECT a, b FROM t WHERE a > 1){select "
      "columns refs=(a, b, t, a)}" },
    { "SELECT * INTO TEMP newt FROM t",
      "create table newt [temporary, as select] persistence='temporary' query=(SELECT * FROM "
      "t){select refs=(t)}" },
    { "SELECT * INTO UNLOGGED TABLE s.newt FROM t",
      "create table s.newt [as select] persistence='unlogged' query=(SELECT * FROM t){select refs=(t)}" },
    { "CREATE FOREIGN TABLE ft (a int OPTIONS (column_name 'x') NOT NULL, b text) SERVER srv "
      "OPTIONS (table_name 'y')",
      "create foreign table ft engine='srv' options=('table_name=y')\n"
      "create column ft.a type=integer options=('column_name=x') not null=true\n"
      "create column ft.b type=text" },
    { "CREATE FOREIGN TABLE IF NOT EXISTS ft PARTITION OF t FOR VALUES IN (1) SERVER srv",
      "create foreign table ft [if not exists] partition of=t partition bound=(FOR VALUES IN "
      "(1)){literal} engine='srv'" },
    { "DROP TABLE t",
      "drop table t" },
    { "DROP TABLE IF EXISTS a, s.b, \"C\" CASCADE",
      "drop table a [if exists, cascade]\n"
      "drop table s.b [if exists, cascade]\n"
      "drop table C [if exists, cascade]" },
    { "DROP TABLE a RESTRICT",
      "drop table a" },
    { "DROP FOREIGN TABLE IF EXISTS ft",
      "drop foreign table ft [if exists]" },
    { "CREATE TABLE t (a varchar(10), b varchar, c char(3), d char, e bpchar, f character "
      "varying (20), g \"char\")",
      "create table t\n"
      "create column t.a type=character varying(10)\n"
      "create column t.b type=character varying\n"
      "create column t.c type=character(3)\n"
      "create column t.d type=character(1)\n"
      "create column t.e type=bpchar\n"
      "create column t.f type=character varying(20)\n"
      "create column t.g type=\"char\"" },
    { "CREATE TABLE t (a decimal(10,2), b numeric, c dec(5), d float, e float(10), f float(30), "
      "g real, h double precision)",
      "create table t\n"
      "create column t.a type=numeric(10,2)\n"
      "create column t.b type=numeric\n"
      "create column t.c type=numeric(5,0)\n"
      "create column t.d type=double precision\n"
      "create column t.e type=real\n"
      "create column t.f type=double precision\n"
      "create column t.g type=real\n"
      "create column t.h type=double precision" },
    { "CREATE TABLE t (a time, b time(3) with time zone, c timestamp without time zone, d "
      "timestamptz(3), e timestamp (6), f timetz)",
      "create table t\n"
      "create column t.a type=time without time zone\n"
      "create column t.b type=time(3) with time zone\n"
      "create column t.c type=timestamp without time zone\n"
      "create column t.d type=timestamp(3) with time zone\n"
      "create column t.e type=timestamp(6) without time zone\n"
      "create column t.f type=time with time zone" },
    { "CREATE TABLE t (a bit, b bit(5), c bit varying(7), d varbit, e interval, f interval(3), g "
      "interval day to second(2), h interval year to month)",
      "create table t\n"
      "create column t.a type=bit(1)\n"
      "create column t.b type=bit(5)\n"
      "create column t.c type=bit varying(7)\n"
      "create column t.d type=bit varying\n"
      "create column t.e type=interval\n"
      "create column t.f type=interval(3)\n"
      "create column t.g type=interval day to second(2)\n"
      "create column t.h type=interval year to month" },
    { "CREATE TABLE t (a int[], b int[3][3], c text ARRAY, d int ARRAY[4], e s.ty[], f "
      "pg_catalog.int8, g pg_catalog.varchar(5))",
      "create table t\n"
      "create column t.a type=integer[]\n"
      "create column t.b type=integer[][]\n"
      "create column t.c type=text[]\n"
      "create column t.d type=integer[]\n"
      "create column t.e type=s.ty[]\n"
      "create column t.f type=bigint\n"
      "create column t.g type=character varying(5)" },
    { "CREATE TABLE t (a geometry(Point,4326), b public.geography, c national character "
      "varying(5), d nchar(2), e bool, f int2)",
      "create table t\n"
      "create column t.a type=geometry('Point', '4326')\n"
      "create column t.b type=public.geography\n"
      "create column t.c type=character varying(5)\n"
      "create column t.d type=character(2)\n"
      "create column t.e type=boolean\n"
      "create column t.f type=smallint" },
    { "CREATE TABLE t (a int, check_date date, exclude bool, key int, period int, value text, "
      "type text, name text, \"primary\" int)",
      "create table t\n"
      "create column t.a type=integer\n"
      "create column t.check_date type=date\n"
      "create column t.exclude type=boolean\n"
      "create column t.key type=integer\n"
      "create column t.period type=integer\n"
      "create column t.value type=text\n"
      "create column t.type type=text\n"
      "create column t.name type=text\n"
      "create column t.primary type=integer" },
    { "CREATE TABLE t (a pg_catalog.timestamptz, b pg_catalog.bpchar(3), c pg_catalog.\"char\", "
      "d \"varchar\"(3), e setof_x)",
      "create table t\n"
      "create column t.a type=timestamp with time zone\n"
      "create column t.b type=character(3)\n"
      "create column t.c type=\"char\"\n"
      "create column t.d type=character varying(3)\n"
      "create column t.e type=setof_x" },
    { "CREATE TABLE t (a int DEFAULT 1 CHECK (a IN (1,2)), b int DEFAULT -1::int, c text DEFAULT "
      "E'it''s \\n', d text DEFAULT $$x, y$$)",
      "create table t\n"
      "create column t.a type=integer default=(1){literal}\n"
      "create check constraint t.? [inline, self named] expression=(a IN (1,2)){columns "
      "refs=(a)}\n"
      "create column t.b type=integer default=(-1::int){literal refs=(int)}\n"
      "create column t.c type=text default=(E'it''s \\n'){literal}\n"
      "create column t.d type=text default=($$x, y$$){literal}" },
    { "CREATE TABLE a.b.c (x int)",
      "create table b.c\n"
      "create column b.c.x type=integer" },
};

// clang-format on

TEST(tables)
{
    const struct ddl_opts opts = { .dialect = dialect_get(DIALECT_POSTGRES) };

    check_reads(a, &opts, tables_cases, COUNT_OF(tables_cases));
}
