/* tests/unit/ddl/test_read_lite_cases.c: statements of SQLite and what they are read as. */
#include "unit/ddl/read_my_check.h"

/* clang-format off */
static const struct read_case sqlite[] = {
    { "CREATE TABLE t (a)",
      "create table t\n"
      "create column t.a\n" },
    { "CREATE TABLE IF NOT EXISTS main.t (id INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT NOT NULL DEFAULT "
      "'x' COLLATE NOCASE)",
      "create table main.t [if not exists]\n"
      "create column main.t.id type=INTEGER auto_increment=true\n"
      "create primary key main.t.? [inline, self named] parts=(id)\n"
      "create column main.t.name type=TEXT not null=true default=('x'){literal} collation='NOCASE'\n" },
    { "CREATE TABLE t (a INT, b INT, CONSTRAINT u UNIQUE (a, b) ON CONFLICT IGNORE, PRIMARY KEY (b DESC, a "
      "COLLATE RTRIM) ON CONFLICT FAIL)",
      "create table t\n"
      "create column t.a type=INT\n"
      "create column t.b type=INT\n"
      "create unique constraint t.u parts=(a, b) on conflict='ignore'\n"
      "create primary key t.? [self named] parts=(b desc, a collate RTRIM) on conflict='fail'\n" },
    { "CREATE TABLE t (a INT, FOREIGN KEY (a) REFERENCES o (x) ON DELETE CASCADE ON UPDATE SET NULL "
      "DEFERRABLE INITIALLY DEFERRED)",
      "create table t\n"
      "create column t.a type=INT\n"
      "create foreign key t.? [self named] columns=(a) references=o referenced columns=(x) on "
      "delete='CASCADE' on update action='SET NULL' deferrable=true initially deferred=true\n" },
    { "CREATE TABLE t (a INT CONSTRAINT f REFERENCES o ON DELETE SET DEFAULT MATCH FULL NOT DEFERRABLE, b "
      "REFERENCES o(b) ON UPDATE NO ACTION)",
      "create table t\n"
      "create column t.a type=INT\n"
      "create foreign key t.f [inline] columns=(a) references=o on delete='SET DEFAULT' match='full'\n"
      "create column t.b\n"
      "create foreign key t.? [inline, self named] columns=(b) references=o referenced columns=(b)\n" },
    { "CREATE TABLE t (a INT, b INT, CHECK (a < b), CONSTRAINT c CHECK (b > 0) CONSTRAINT d CHECK (a > 0))",
      "create table t\n"
      "create column t.a type=INT\n"
      "create column t.b type=INT\n"
      "create check constraint t.? [self named] expression=(a < b){columns refs=(a, b)}\n"
      "create check constraint t.c expression=(b > 0){columns refs=(b)}\n"
      "create check constraint t.d expression=(a > 0){columns refs=(a)}\n" },
    { "CREATE TABLE t (a INT NOT NULL ON CONFLICT REPLACE, b INT NULL, c INT UNIQUE ON CONFLICT ABORT, d INT "
      "CONSTRAINT n NOT NULL)",
      "create table t\n"
      "create column t.a type=INT not null=true on conflict='replace'\n"
      "create column t.b type=INT\n"
      "create column t.c type=INT\n"
      "create unique constraint t.? [inline, self named] parts=(c)\n"
      "create column t.d type=INT not null=true\n"
      "create not-null constraint t.n [inline] columns=(d)\n" },
    { "CREATE TABLE t (a INT PRIMARY KEY DESC, b TEXT) WITHOUT ROWID",
      "create table t without rowid=true\n"
      "create column t.a type=INT\n"
      "create primary key t.? [inline, self named] parts=(a desc)\n"
      "create column t.b type=TEXT\n" },
    { "CREATE TABLE t (a INT, b TEXT, c ANY) STRICT, WITHOUT ROWID",
      "create table t strict=true without rowid=true\n"
      "create column t.a type=INT\n"
      "create column t.b type=TEXT\n"
      "create column t.c type=ANY\n" },
    { "CREATE TABLE t (a, b, PRIMARY KEY (a AUTOINCREMENT))",
      "create table t\n"
      "create column t.a auto_increment=true\n"
      "create column t.b\n"
      "create primary key t.? [self named] parts=(a)\n" },
    { "CREATE TABLE t (a DEFAULT 1, b DEFAULT -2.5, c DEFAULT 'x', d DEFAULT NULL, e DEFAULT "
      "CURRENT_TIMESTAMP, f DEFAULT (datetime('now')), g DEFAULT x'00', h DEFAULT word, i DEFAULT TRUE, j "
      "DEFAULT +1)",
      "create table t\n"
      "create column t.a default=(1){literal}\n"
      "create column t.b default=(-2.5){literal}\n"
      "create column t.c default=('x'){literal}\n"
      "create column t.d default=(NULL){literal null}\n"
      "create column t.e default=(CURRENT_TIMESTAMP){stable}\n"
      "create column t.f default=(datetime('now')){stable function refs=(datetime)}\n"
      "create column t.g default=(x'00'){literal}\n"
      "create column t.h default=(word){literal}\n"
      "create column t.i default=(TRUE){literal}\n"
      "create column t.j default=(+1){literal}\n" },
    { "CREATE TABLE t (a VARCHAR(10), b DECIMAL(10,2), c UNSIGNED BIG INT, d \"my type\", e [long "
      "varchar](5), f DOUBLE PRECISION, g NUMERIC(-1,+2))",
      "create table t\n"
      "create column t.a type=VARCHAR(10)\n"
      "create column t.b type=DECIMAL(10,2)\n"
      "create column t.c type=UNSIGNED BIG INT\n"
      "create column t.d type=my type\n"
      "create column t.e type=long varchar(5)\n"
      "create column t.f type=DOUBLE PRECISION\n"
      "create column t.g type=NUMERIC(-1,2)\n" },
    { "CREATE TABLE t (x VARCHAR(10), z GENERATED ALWAYS AS (x || 'y') STORED, w INT AS (length(x)) VIRTUAL "
      "NOT NULL, v AS (1))",
      "create table t\n"
      "create column t.x type=VARCHAR(10)\n"
      "create column t.z generated=(x || 'y'){columns refs=(x)} stored=true\n"
      "create column t.w type=INT generated=(length(x)){function columns refs=(length, x)} not null=true\n"
      "create column t.v generated=(1){literal}\n" },
    { "CREATE TABLE \"a b\".\"c d\" ([e f] INT, `g` TEXT, 'h' BLOB)",
      "create table a b.c d\n"
      "create column a b.c d.e f type=INT\n"
      "create column a b.c d.g type=TEXT\n"
      "create column a b.c d.h type=BLOB\n" },
    { "CREATE TABLE t (a CONSTRAINT x CONSTRAINT y DEFAULT 1)",
      "create table t\n"
      "create column t.a default=(1){literal}\n" },
    { "CREATE TABLE t (a, CONSTRAINT x)",
      "create table t\n"
      "create column t.a\n" },
    { "CREATE TEMP TABLE t (a)",
      "create table t [temporary] persistence='temporary'\n"
      "create column t.a\n" },
    { "CREATE TEMPORARY TABLE IF NOT EXISTS t (a)",
      "create table t [if not exists, temporary] persistence='temporary'\n"
      "create column t.a\n" },
    { "CREATE TABLE temp.t (a)",
      "create table temp.t [temporary] persistence='temporary'\n"
      "create column temp.t.a\n" },
    { "CREATE TABLE t AS SELECT a, b FROM o WHERE c = 1",
      "create table t [as select] query=(SELECT a, b FROM o WHERE c = 1){select columns refs=(a, b, o, c)}\n" },
    { "CREATE TABLE t AS WITH x AS (SELECT 1) SELECT * FROM x",
      "create table t [as select] query=(WITH x AS (SELECT 1) SELECT * FROM x){select}\n" },
    { "CREATE TABLE t AS VALUES (1, 2), (3, 4)",
      "create table t [as select] query=(VALUES (1, 2), (3, 4)){literal}\n" },
    { "CREATE TABLE t ( -- a comment\n a INT /* b */ , b )",
      "create table t\n"
      "create column t.a type=INT\n"
      "create column t.b\n" },
    { "CREATE VIRTUAL TABLE f USING fts5(a, b, tokenize='porter')",
      "create table f module='fts5(a, b, tokenize=''porter'')'\n" },
    { "CREATE VIRTUAL TABLE IF NOT EXISTS main.r USING rtree",
      "create table main.r [if not exists] module='rtree'\n" },
    { "ALTER TABLE t RENAME TO u",
      "rename table t to u\n" },
    { "ALTER TABLE main.t RENAME TO \"u v\"",
      "rename table main.t to u v\n" },
    { "ALTER TABLE t RENAME COLUMN a TO b",
      "rename column t.a to b\n" },
    { "ALTER TABLE t RENAME a TO b",
      "rename column t.a to b\n" },
    { "ALTER TABLE t ADD COLUMN c INT REFERENCES o(id) DEFAULT -1",
      "create column t.c type=INT default=(-1){literal}\n"
      "create foreign key t.? [inline, self named] columns=(c) references=o referenced columns=(id)\n" },
    { "ALTER TABLE t ADD c TEXT NOT NULL DEFAULT ''",
      "create column t.c type=TEXT not null=true default=(''){literal}\n" },
    { "ALTER TABLE t ADD COLUMN g AS (a + 1)",
      "create column t.g generated=(a + 1){columns refs=(a)}\n" },
    { "ALTER TABLE t DROP COLUMN c",
      "drop column t.c\n" },
    { "ALTER TABLE t DROP c",
      "drop column t.c\n" },
    { "ALTER TABLE t ALTER COLUMN c SET NOT NULL",
      "alter column t.c not null=true\n" },
    { "ALTER TABLE t ALTER c SET NOT NULL ON CONFLICT IGNORE",
      "alter column t.c not null=true on conflict='ignore'\n" },
    { "ALTER TABLE t ALTER COLUMN c DROP NOT NULL",
      "alter column t.c not null=reset\n" },
    { "ALTER TABLE t ADD CONSTRAINT k CHECK (a > 0)",
      "create check constraint t.k expression=(a > 0){columns refs=(a)}\n" },
    { "ALTER TABLE t ADD CHECK (a > 0)",
      "create check constraint t.? [self named] expression=(a > 0){columns refs=(a)}\n" },
    { "ALTER TABLE t DROP CONSTRAINT k",
      "drop check constraint t.k\n" },
    { "CREATE INDEX i ON t (a)",
      "create index t.i parts=(a)\n" },
    { "CREATE UNIQUE INDEX IF NOT EXISTS main.i ON t (a COLLATE NOCASE DESC, lower(b), c + 1 ASC) WHERE a IS "
      "NOT NULL AND b > 1",
      "create index main.t.i [if not exists] parts=(a collate NOCASE desc, (lower(b)){function columns "
      "refs=(lower, b)}, (c + 1){columns refs=(c)}) unique=true where=(a IS NOT NULL AND b > 1){columns "
      "refs=(a, b)}\n" },
    { "CREATE INDEX i ON t (a NULLS LAST)",
      "create index t.i parts=(a nulls last)\n" },
    { "CREATE VIEW v AS SELECT * FROM t",
      "create view v query=(SELECT * FROM t){select refs=(t)}\n" },
    { "CREATE TEMP VIEW IF NOT EXISTS v (x, y) AS SELECT a, b FROM t JOIN u USING (id)",
      "create view v [if not exists, temporary] persistence='temporary' column names=('x', 'y') query=(SELECT "
      "a, b FROM t JOIN u USING (id)){select columns refs=(a, b, t, u, id)}\n" },
    { "CREATE VIEW v AS WITH c AS (SELECT a FROM t) SELECT c.a FROM c",
      "create view v query=(WITH c AS (SELECT a FROM t) SELECT c.a FROM c){select columns refs=(a, t)}\n" },
    { "CREATE VIEW v AS VALUES (1)",
      "create view v query=(VALUES (1)){literal}\n" },
    { "CREATE TRIGGER tr AFTER UPDATE OF a, b ON t FOR EACH ROW WHEN new.a > 1 BEGIN UPDATE u SET a = 1; "
      "INSERT INTO w SELECT * FROM z; END",
      "create trigger t.tr timing='after' events=('update') columns=(a, b) for each row=true when=(new.a > "
      "1){columns refs=(new.a)} body='BEGIN UPDATE u SET a = 1; INSERT INTO w SELECT * FROM z; END' depends "
      "on=(u, w, z)\n" },
    { "CREATE TRIGGER IF NOT EXISTS main.tr BEFORE DELETE ON t BEGIN DELETE FROM o WHERE id = old.id; SELECT "
      "RAISE(ABORT, 'no') FROM x; END",
      "create trigger main.t.tr [if not exists] timing='before' events=('delete') for each row=true "
      "body='BEGIN DELETE FROM o WHERE id = old.id; SELECT RAISE(ABORT, ''no'') FROM x; END' depends on=(o, "
      "x)\n" },
    { "CREATE TEMP TRIGGER tr INSTEAD OF INSERT ON v BEGIN REPLACE INTO t VALUES (new.a); END",
      "create trigger v.tr [temporary] persistence='temporary' timing='instead of' events=('insert') for each "
      "row=true body='BEGIN REPLACE INTO t VALUES (new.a); END' depends on=(t)\n" },
    { "CREATE TRIGGER tr INSERT ON t BEGIN SELECT 1; END",
      "create trigger t.tr timing='before' events=('insert') for each row=true body='BEGIN SELECT 1; END'\n" },
    { "DROP TABLE t",
      "drop table t\n" },
    { "DROP TABLE IF EXISTS main.t",
      "drop table main.t [if exists]\n" },
    { "DROP INDEX IF EXISTS i",
      "drop index i [if exists]\n" },
    { "DROP VIEW v",
      "drop view v\n" },
    { "DROP TRIGGER IF EXISTS temp.tr",
      "drop trigger temp.tr [if exists]\n" },
    { "REINDEX",
      "upkeep reindex\n" },
    { "REINDEX main.t",
      "upkeep reindex index main.t\n" },
    { "ANALYZE",
      "upkeep analyze\n" },
    { "ANALYZE t",
      "upkeep analyze table t\n" },
    { "VACUUM",
      "upkeep vacuum-full\n" },
    { "VACUUM main",
      "upkeep vacuum-full schema main\n" },
    { "VACUUM INTO 'x.db'",
      "upkeep vacuum-full value='''x.db'''\n" },
    { "VACUUM main INTO 'x' || '.db'",
      "upkeep vacuum-full schema main value='''x'' || ''.db'''\n" },
    { "PRAGMA foreign_keys = OFF",
      "session foreign_keys value='OFF'\n" },
    { "PRAGMA foreign_keys",
      "upkeep show\n" },
    { "PRAGMA main.user_version = 5",
      "session main.user_version value='5'\n" },
    { "PRAGMA journal_mode(wal)",
      "session journal_mode value='wal'\n" },
    { "PRAGMA cache_size = -2000",
      "session cache_size value='-2000'\n" },
    { "PRAGMA table_info(t)",
      "upkeep show\n" },
    { "PRAGMA foreign_key_check(t)",
      "upkeep check table t\n" },
    { "PRAGMA foreign_key_check",
      "upkeep check\n" },
    { "PRAGMA integrity_check(10)",
      "upkeep check\n" },
    { "PRAGMA optimize",
      "upkeep analyze\n" },
    { "PRAGMA incremental_vacuum(5)",
      "upkeep vacuum\n" },
    { "PRAGMA wal_checkpoint(TRUNCATE)",
      "upkeep checkpoint\n" },
    { "PRAGMA temp_store_directory = '/x'",
      "session temp_store_directory value='/x'\n" },
    { "ATTACH 'x.db' AS y KEY 'sec'",
      "session attach to y value='''x.db'''\n" },
    { "ATTACH DATABASE ':memory:' AS aux",
      "session attach to aux value=''':memory:'''\n" },
    { "DETACH DATABASE aux",
      "session detach value='aux'\n" },
    { "DETACH y",
      "session detach value='y'\n" },
    { "BEGIN",
      "control begin\n" },
    { "BEGIN IMMEDIATE TRANSACTION",
      "control begin\n" },
    { "BEGIN EXCLUSIVE",
      "control begin\n" },
    { "COMMIT",
      "control commit\n" },
    { "COMMIT TRANSACTION",
      "control commit\n" },
    { "END TRANSACTION",
      "control commit\n" },
    { "ROLLBACK",
      "control rollback\n" },
    { "ROLLBACK TRANSACTION TO SAVEPOINT s",
      "control savepoint s\n" },
    { "ROLLBACK TO s",
      "control savepoint s\n" },
    { "SAVEPOINT s",
      "control savepoint s\n" },
    { "RELEASE s",
      "control savepoint s\n" },
    { "RELEASE SAVEPOINT s",
      "control savepoint s\n" },
    { "INSERT INTO t VALUES (1)",
      "rows insert table t rows=1\n" },
    { "INSERT INTO main.t (a, b) VALUES (1, 2), (3, 4) ON CONFLICT (a) DO UPDATE SET b = excluded.b WHERE b > 1",
      "rows insert table main.t rows=2 set=(a, b) on-conflict\n" },
    { "INSERT INTO t AS x DEFAULT VALUES RETURNING *",
      "rows insert table t rows=1\n" },
    { "INSERT OR REPLACE INTO t SELECT * FROM u",
      "rows replace table t from=(u) star from-select\n" },
    { "INSERT OR IGNORE INTO t (a) VALUES (1)",
      "rows insert table t rows=1 set=(a) on-conflict\n" },
    { "INSERT OR ROLLBACK INTO t VALUES (1)",
      "rows insert table t rows=1\n" },
    { "INSERT INTO t VALUES (1) ON CONFLICT DO NOTHING",
      "rows insert table t rows=1 on-conflict\n" },
    { "INSERT INTO t SELECT a FROM u WHERE b = 1 ON CONFLICT (a) DO NOTHING",
      "rows insert table t where=(b = 1){columns refs=(b)} from=(u) from-select on-conflict\n" },
    { "REPLACE INTO t (a) VALUES (1)",
      "rows replace table t rows=1 set=(a)\n" },
    { "WITH c AS (SELECT 1 AS n) INSERT INTO t SELECT n FROM c",
      "rows insert table t from-select\n" },
    { "UPDATE t SET a = 1",
      "rows update table t set=(a)\n" },
    { "UPDATE OR IGNORE main.t SET a = 1 WHERE 1",
      "rows update table main.t set=(a) condition=(1){literal} on-conflict\n" },
    { "UPDATE t AS x SET a = 1, b = x.c WHERE x.d = 2 AND x.e IN (SELECT f FROM g)",
      "rows update table t set=(a, b) where=(x.d = 2 AND x.e IN (SELECT f FROM g)){select columns refs=(t.d, "
      "t.e, f, g)} from=(g)\n" },
    { "UPDATE t SET (a, b) = (SELECT c, d FROM u) WHERE id = 1 RETURNING id",
      "rows update table t set=(a, b) where=(id = 1){columns refs=(id)} from=(u)\n" },
    { "UPDATE t SET a = u.b FROM u WHERE u.id = t.id",
      "rows update table t set=(a) where=(u.id = t.id){columns refs=(u.id, t.id)} from=(u)\n" },
    { "UPDATE t INDEXED BY i SET a = 1 WHERE b = 2",
      "rows update table t set=(a) where=(b = 2){columns refs=(b)}\n" },
    { "DELETE FROM t",
      "rows delete table t\n" },
    { "DELETE FROM t WHERE 1 = 1",
      "rows delete table t condition=(1 = 1){literal}\n" },
    { "DELETE FROM main.t AS x WHERE x.a = 1 RETURNING *",
      "rows delete table main.t where=(x.a = 1){columns refs=(main.t.a)}\n" },
    { "WITH c AS (SELECT 1 AS n FROM z) DELETE FROM t WHERE id IN (SELECT n FROM c)",
      "rows delete table t where=(id IN (SELECT n FROM c)){select columns refs=(id, n)} from=(z)\n" },
    { "SELECT 1",
      "rows select\n" },
    { "SELECT * FROM a JOIN b ON a.id = b.id WHERE a.x = 1 LIMIT 3",
      "rows select where=(a.x = 1){columns refs=(a.x)} from=(a, b) star limit\n" },
    { "SELECT a, count(*) FROM (SELECT * FROM t) AS s, u GROUP BY a",
      "rows select from=(t, u)\n" },
    { "SELECT 1 UNION ALL SELECT 2 FROM t WHERE x",
      "rows select where=(x){columns bare-column refs=(x)} from=(t)\n" },
    { "VALUES (1), (2)",
      "rows select\n" },
    { "WITH RECURSIVE c(n) AS (VALUES (1) UNION ALL SELECT n + 1 FROM c WHERE n < 9) SELECT n FROM c",
      "rows select\n" },
    { "EXPLAIN SELECT 1",
      "upkeep show\n" },
    { "EXPLAIN QUERY PLAN DELETE FROM t",
      "upkeep show\n" },
    { "CREATE TABLE t (a int,)",
      "create table t\n"
      "create column t.a type=int\n"
      "opaque: expected a name, found )\n" },
    { "CREATE TABLE t ()",
      "opaque: expected a name, found )\n" },
    { "CREATE TABLE t (a int) foo",
      "create table t\n"
      "create column t.a type=int\n"
      "opaque: expected WITHOUT ROWID or STRICT\n" },
    { "CREATE TABLE t (a int",
      "create table t\n"
      "create column t.a type=int\n"
      "opaque: expected ), found the end\n" },
    { "CREATE TABLE (a int)",
      "opaque: expected a name, found (\n" },
    { "CREATE TABLE t (CHECK (a > 1), a INT)",
      "create table t\n"
      "create check constraint t.? [self named] expression=(a > 1){columns refs=(a)}\n"
      "opaque: expected a constraint: columns stand before them\n" },
    { "CREATE TABLE t (a DEFAULT)",
      "opaque: expected a value behind DEFAULT\n" },
    { "CREATE TABLE t (a REFERENCES o ON DELETE)",
      "opaque: expected what happens ON DELETE or ON UPDATE\n" },
    { "CREATE TABLE t (a VARCHAR(x))",
      "opaque: expected a number, found x\n" },
    { "ALTER TABLE t",
      "opaque: this clause of ALTER TABLE is not known\n" },
    { "ALTER TABLE t FOO",
      "opaque: this clause of ALTER TABLE is not known\n" },
    { "ALTER TABLE t RENAME a b",
      "opaque: expected TO, found b\n" },
    { "CREATE INDEX i t (a)",
      "opaque: expected ON, found t\n" },
    { "CREATE VIEW v AS 5",
      "opaque: expected a query behind AS\n" },
    { "CREATE TRIGGER tr AFTER UPDATE ON t BEGIN SELECT 1;",
      "opaque: the body of the trigger does not end with END\n" },
    { "CREATE TRIGGER tr AFTER TRUNCATE ON t BEGIN SELECT 1; END",
      "opaque: expected DELETE, INSERT or UPDATE\n" },
    { "DROP t",
      "opaque: this kind of statement is not known\n" },
    { "DROP TABLE t, u",
      "drop table t\n"
      "opaque: the rest of the statement could not be read\n" },
    { "PRAGMA",
      "opaque: expected a name, found the end\n" },
    { "PRAGMA x =",
      "opaque: expected a value of the PRAGMA\n" },
    { "INSERT INTO t",
      "opaque: expected VALUES or a query\n" },
    { "INSERT INTO t (a) VALUES",
      "opaque: expected (, found the end\n" },
    { "UPDATE t",
      "opaque: expected SET, found the end\n" },
    { "UPDATE t SET a",
      "opaque: expected = behind the column\n" },
    { "DELETE t",
      "opaque: expected FROM, found t\n" },
    { "BEGIN FOO",
      "control begin\n"
      "opaque: the rest of the statement could not be read\n" },
    { "EXPLAIN",
      "opaque: expected a statement behind EXPLAIN\n" },
    { "GRANT SELECT ON t TO u",
      "opaque: this kind of statement is not known\n" },
    { "TRUNCATE t",
      "opaque: this kind of statement is not known\n" },
};

/* clang-format on */

TEST(reads_sqlite)
{
    check_reads(a, DIALECT_SQLITE, sqlite, COUNT_OF(sqlite));
}
