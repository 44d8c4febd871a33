/* tests/unit/effects/test_mysql.c: what MySQL and MariaDB do, row by row.
 *
 * The cases were run on MySQL 9.7, MariaDB 10.11 and 11.8 with ALGORITHM=INSTANT, NOCOPY and INPLACE, LOCK=NONE
 * and SHARED, from the cheapest on; those of older versions are of the manuals.
 */
#include "effect_help.h"

enum { MY9 = 90704, MY80 = 80036, MA10 = 101118, MA11 = 110806 };

// clang-format off
static const char setup[] =
    "CREATE TABLE p (id int PRIMARY KEY, k int);\n"
    "CREATE TABLE t (id int PRIMARY KEY, a int, b text, v varchar(50), v63 varchar(63), v64 varchar(64), nn int NOT NULL, "
    "nd int NOT NULL DEFAULT 1, e enum('a','b'), s set('a','b'), d decimal(10,2), dt datetime, ix varchar(20), "
    "p_id int, l varchar(20) CHARACTER SET latin1, v20 varchar(20), u3 varchar(20) CHARACTER SET utf8mb3, u int unsigned, "
    "KEY t_ix (ix), UNIQUE KEY t_a (a), CONSTRAINT t_p FOREIGN KEY (p_id) REFERENCES p (id), "
    "CONSTRAINT t_ck CHECK (a > 0)) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;\n"
    "CREATE TABLE c (id int PRIMARY KEY, a int, b int) ROW_FORMAT=COMPRESSED;\n"
    "CREATE TABLE r (id int PRIMARY KEY, nn int NOT NULL, v varchar(63)) ROW_FORMAT=REDUNDANT;\n"
    "CREATE TABLE f (id int PRIMARY KEY, a text, b text, FULLTEXT KEY f_a (a));\n"
    "CREATE TABLE g (id int PRIMARY KEY, a int, s int GENERATED ALWAYS AS (a + 1) STORED);\n"
    "CREATE TABLE gv (id int PRIMARY KEY, a int, s int GENERATED ALWAYS AS (a + 1) VIRTUAL);\n"
    "CREATE TABLE gi (id int PRIMARY KEY, a int, b int, nn int NOT NULL, s int GENERATED ALWAYS AS (a + 1) VIRTUAL, KEY gi_s (s));\n"
    "CREATE TABLE npk (id int NOT NULL, g point NOT NULL SRID 0);\n"
    "CREATE TABLE pt (id int PRIMARY KEY) "
    "PARTITION BY RANGE (id) (PARTITION p0 VALUES LESS THAN (10), PARTITION p1 VALUES LESS THAN (20));\n"
    "CREATE TABLE ai (id int AUTO_INCREMENT PRIMARY KEY, u int NOT NULL, b int, UNIQUE KEY ai_u (u));\n"
    "CREATE TABLE uk (a int NOT NULL, b int NOT NULL, c int, UNIQUE KEY uk_a (a));\n"
    "CREATE TABLE uu (a int NOT NULL, b int NOT NULL, UNIQUE KEY uu_a (a), UNIQUE KEY uu_b (b), KEY uu_2 (b, a));\n"
    "CREATE TABLE my (id int PRIMARY KEY, a int, s varchar(9)) ENGINE=MyISAM;\n"
    "CREATE TABLE hp (a int NOT NULL, b int);\n"
    "CREATE TABLE two (id int PRIMARY KEY, a int, b int, x varchar(9), KEY two_ab (a, b)) DEFAULT CHARSET=utf8mb4;\n"
    "CREATE DATABASE own;\n"
    "CREATE TABLE own.o (id int PRIMARY KEY);\n"
    "CREATE TABLE co (id int PRIMARY KEY, a int, x varchar(9), y varchar(9), KEY co_x (x)) "
    "DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_general_ci;\n"
    "CREATE TABLE gm (id int PRIMARY KEY, a int, s int GENERATED ALWAYS AS (a + 1) VIRTUAL, b int, "
    "z int GENERATED ALWAYS AS (b + 1) VIRTUAL);\n"
    "CREATE VIEW w AS SELECT id FROM t;\n"
    "CREATE TRIGGER trg BEFORE INSERT ON t FOR EACH ROW SET NEW.a = 1;\n";

#define REB " scan rewrite build long"
#define REBV " scan rewrite build validate long"

/* What both do alike; the algorithm is MySQL's. */
static const struct effect_case mysql[] = {
    { MY9, "CREATE TABLE x (id int)", "create-table", "none; tx=commits" },
    { MY9, "CREATE TABLE x AS SELECT id FROM t", "create-table-as", "SR t; long tx=commits" },
    { MY9, "CREATE TEMPORARY TABLE x (id int)", "create-temporary", "none;" },
    { MY9, "CREATE VIEW x AS SELECT id FROM t", "create-view", "none; tx=commits" },
    { MY9, "CREATE OR REPLACE VIEW w AS SELECT id FROM t", "replace-view", "EX w; tx=commits" },
    { MY9, "DROP VIEW w", "drop-view", "EX w; tx=commits" },
    { MY9, "ALTER VIEW w AS SELECT id, a FROM t", "alter-view", "EX w; tx=commits" },
    /* new columns */
    { MY9, "ALTER TABLE t ADD COLUMN x int", "add-column", "EX t, SU p; instant tx=commits" },
    { MY9, "ALTER TABLE t ADD COLUMN x int NOT NULL DEFAULT 5", "add-column", "EX t, SU p; instant tx=commits" },
    { MY9, "ALTER TABLE t ADD COLUMN x int FIRST", "add-column", "EX t, SU p; instant tx=commits" },
    { MY9, "ALTER TABLE t ADD COLUMN x datetime DEFAULT CURRENT_TIMESTAMP", "add-column", "EX t, SU p; instant tx=commits" },
    { MY9, "ALTER TABLE t ADD COLUMN x int NOT NULL", "add-column-required", "EX t, SU p; instant tx=commits" },
    { 80028, "ALTER TABLE t ADD COLUMN x int AFTER id", "add-column-position-old", "SU t, SU p;" REB " inplace tx=commits" },
    { 80011, "ALTER TABLE t ADD COLUMN x int", "add-column-old", "SU t, SU p;" REB " inplace tx=commits" },
    { MY9, "ALTER TABLE t ADD COLUMN x json DEFAULT ('{}')", "add-column-expression", "SNW t, SU p;" REB " copy tx=commits" },
    { MY9, "ALTER TABLE t ADD COLUMN x datetime DEFAULT (now())", "add-column-expression", "SNW t, SU p;" REB " copy tx=commits" },
    { MY9, "ALTER TABLE t ADD COLUMN x datetime DEFAULT now()", "add-column", "EX t, SU p; instant tx=commits" },
    { MY9, "ALTER TABLE t ADD COLUMN x int DEFAULT (1 + 1)", "add-column-expression", "SNW t, SU p;" REB " copy tx=commits" },
    { MY9, "ALTER TABLE t ADD COLUMN x varchar(36) DEFAULT (uuid())", "add-column-unsafe", "SNW t, SU p;" REBV " copy tx=commits" },
    { MY9, "ALTER TABLE t ADD COLUMN x int CHECK (x > 0)", "add-check", "SNW t, SU p;" REBV " copy tx=commits" },
    { MY9, "ALTER TABLE t ADD COLUMN x int GENERATED ALWAYS AS (a + 1) VIRTUAL", "add-column-virtual", "EX t, SU p; instant tx=commits" },
    { MY9, "ALTER TABLE t ADD COLUMN x int GENERATED ALWAYS AS (a + 1) STORED", "add-column-stored",
      "SNW t, SU p;" REB " copy tx=commits" },
    { MY9, "ALTER TABLE npk ADD COLUMN x int AUTO_INCREMENT, ADD KEY (x)", "add-column-auto", "SNW npk;" REB " inplace tx=commits" },
    { MY9, "ALTER TABLE c ADD COLUMN x int", "add-column-compressed", "SU c;" REB " inplace tx=commits" },
    { MY9, "ALTER TABLE f ADD COLUMN x int", "add-column-fulltext", "SNW f;" REB " copy tx=commits" },
    { MY9, "ALTER TABLE t ADD COLUMN x int, ADD INDEX (b(10))", "add-index", "SU t, SU p;" REB " inplace tx=commits" },
    /* the other ends of foreign keys */
    { MY9, "ALTER TABLE p ADD COLUMN x int", "add-column", "EX p, EX t; instant tx=commits" },
    { MY9, "CREATE INDEX x ON p (k)", "add-index", "SU p, EX t; scan build long nocopy tx=commits" },
    { MY9, "ALTER TABLE p MODIFY k bigint", "type-changes", "SNW p, EX t;" REBV " copy tx=commits" },
    { MY9, "RENAME TABLE p TO p2", "rename-relation", "EX p, EX t; tx=commits" },
    { MY9, "OPTIMIZE TABLE p", "optimize", "SU p, EX t;" REB " inplace tx=commits" },
    { MY9, "TRUNCATE TABLE p", "truncate-referenced", "EX p; tx=commits fails" },
    { MY9, "ALTER TABLE t DROP FOREIGN KEY t_p, MODIFY a bigint", "type-changes", "SNW t, EX p;" REBV " copy tx=commits" },
    /* columns that go */
    { MY9, "ALTER TABLE t DROP COLUMN b", "drop-column", "EX t, SU p; instant tx=commits" },
    { MY9, "ALTER TABLE t DROP COLUMN ix", "drop-column-indexed", "SU t, SU p;" REB " inplace tx=commits" },
    { 80028, "ALTER TABLE t DROP COLUMN b", "drop-column-old", "SU t, SU p;" REB " inplace tx=commits" },
    { MY9, "ALTER TABLE c DROP COLUMN a", "drop-column-compressed", "SU c;" REB " inplace tx=commits" },
    { MY9, "ALTER TABLE f DROP COLUMN b", "drop-column-fulltext", "SNW f;" REB " copy tx=commits" },
    { MY9, "ALTER TABLE t RENAME COLUMN b TO bb", "rename-column", "EX t, SU p; instant tx=commits" },
    { MY9, "ALTER TABLE t CHANGE b bb text", "rename-column", "EX t, SU p; instant tx=commits" },
    { MY9, "ALTER TABLE p RENAME COLUMN id TO i", "rename-column-key", "SU p, EX t; nocopy tx=commits" },
    { 80027, "ALTER TABLE t RENAME COLUMN b TO bb", "rename-column-old", "SU t, SU p; nocopy tx=commits" },
    /* columns that change */
    { MY9, "ALTER TABLE t ALTER COLUMN a SET DEFAULT 3", "set-default", "EX t, SU p; instant tx=commits" },
    { MY9, "ALTER TABLE t ALTER COLUMN nd DROP DEFAULT", "drop-default-required", "EX t, SU p; instant tx=commits" },
    { MY9, "ALTER TABLE t MODIFY a int NOT NULL", "set-not-null", "SU t, SU p;" REBV " inplace tx=commits" },
    { MY9, "ALTER TABLE t MODIFY nn int", "drop-not-null", "SU t, SU p;" REB " inplace tx=commits" },
    { MY9, "ALTER TABLE t MODIFY a bigint", "type-changes", "SNW t, SU p;" REBV " copy tx=commits" },
    { MY9, "ALTER TABLE t MODIFY a int unsigned", "type-changes", "SNW t, SU p;" REBV " copy tx=commits" },
    { MY9, "ALTER TABLE t MODIFY a int", "nothing", "EX t, SU p; instant tx=commits" },
    { MY9, "ALTER TABLE t MODIFY a int COMMENT 'x'", "alter-column", "EX t, SU p; instant tx=commits" },
    { MY9, "ALTER TABLE t MODIFY v varchar(60)", "type-grows", "SU t, SU p; nocopy tx=commits" },
    { MY9, "ALTER TABLE t MODIFY v63 varchar(64)", "type-grows-across", "SNW t, SU p;" REB " copy tx=commits" },
    { MY9, "ALTER TABLE t MODIFY v64 varchar(100)", "type-grows", "SU t, SU p; nocopy tx=commits" },
    { MY9, "ALTER TABLE t MODIFY v varchar(40)", "type-changes", "SNW t, SU p;" REBV " copy tx=commits" },
    { MY9, "ALTER TABLE t MODIFY v text", "type-changes", "SNW t, SU p;" REBV " copy tx=commits" },
    { MY9, "ALTER TABLE t MODIFY d decimal(12,2)", "type-changes", "SNW t, SU p;" REBV " copy tx=commits" },
    { MY9, "ALTER TABLE t MODIFY e enum('a','b','c')", "type-append", "EX t, SU p; instant tx=commits" },
    { MY9, "ALTER TABLE t MODIFY e enum('a','c','b')", "type-changes", "SNW t, SU p;" REBV " copy tx=commits" },
    { MY9, "ALTER TABLE t MODIFY s set('a','b','c')", "type-append", "EX t, SU p; instant tx=commits" },
    { MY9, "ALTER TABLE t MODIFY b text AFTER id", "move-column", "SU t, SU p;" REB " inplace tx=commits" },
    { MY9, "ALTER TABLE t MODIFY l varchar(20) CHARACTER SET utf8mb4", "charset-changes", "SNW t, SU p;" REBV " copy tx=commits" },
    { MY9, "ALTER TABLE t MODIFY u3 varchar(20) CHARACTER SET utf8mb4", "charset-widens", "SU t, SU p; nocopy tx=commits" },
    { MY80, "ALTER TABLE t MODIFY u3 varchar(20) CHARACTER SET utf8mb4", "charset-changes", "SNW t, SU p;" REBV " copy tx=commits" },
    { MY9, "ALTER TABLE t MODIFY v varchar(50) COLLATE utf8mb4_bin", "collation", "SU t, SU p; nocopy tx=commits" },
    { MY9, "ALTER TABLE t MODIFY ix varchar(20) COLLATE utf8mb4_bin", "collation-indexed", "SNW t, SU p;" REB " copy tx=commits" },
    { MY9, "ALTER TABLE g MODIFY s int GENERATED ALWAYS AS (a + 2) STORED", "change-generated", "SNW g;" REB " copy tx=commits" },
    { MY9, "ALTER TABLE p MODIFY id int AUTO_INCREMENT", "change-auto-increment", "SNW p, EX t;" REB " copy tx=commits" },
    /* indexes and keys */
    { MY9, "ALTER TABLE t ADD INDEX x (b(10))", "add-index", "SU t, SU p; scan build long nocopy tx=commits" },
    { MY9, "CREATE INDEX x ON t (d)", "add-index", "SU t, SU p; scan build long nocopy tx=commits" },
    { MY9, "CREATE UNIQUE INDEX x ON t (d)", "add-unique-index", "SU t, SU p; scan build validate long nocopy tx=commits" },
    { MY9, "ALTER TABLE t ADD FULLTEXT INDEX x (b)", "add-fulltext-first", "SNW t, SU p;" REB " inplace tx=commits" },
    { MY9, "ALTER TABLE f ADD FULLTEXT INDEX x (b)", "add-fulltext", "SNW f; scan build long nocopy tx=commits" },
    { MY9, "ALTER TABLE npk ADD SPATIAL INDEX x (g)", "add-spatial", "SNW npk; scan build long nocopy tx=commits" },
    { MY9, "CREATE INDEX x ON t ((a + 1))", "add-functional-index", "SNW t, SU p; scan build long nocopy tx=commits" },
    { MY9, "DROP INDEX t_ix ON t", "drop-index", "SU t, SU p; nocopy tx=commits" },
    { MY9, "ALTER TABLE t RENAME INDEX t_ix TO x", "rename-index", "SU t, SU p; nocopy tx=commits" },
    { MY9, "ALTER TABLE t ALTER INDEX t_ix INVISIBLE", "alter-index", "SU t, SU p; nocopy tx=commits" },
    { MY9, "ALTER TABLE npk ADD PRIMARY KEY (id)", "add-pk", "SU npk;" REBV " inplace tx=commits" },
    { MY9, "ALTER TABLE c DROP PRIMARY KEY", "drop-pk", "SNW c;" REB " copy tx=commits" },
    { MY9, "ALTER TABLE c DROP PRIMARY KEY, ADD PRIMARY KEY (id, a)", "replace-pk", "SU c;" REBV " inplace tx=commits" },
    /* constraints */
    { MY9, "ALTER TABLE t ADD FOREIGN KEY (nn) REFERENCES p (id)", "add-fk", "SNW t, EX p;" REBV " copy tx=commits" },
    { MY9, "ALTER TABLE t DROP FOREIGN KEY t_p", "drop-fk", "SU t, EX p; nocopy tx=commits" },
    { MY9, "ALTER TABLE t ADD CHECK (nn > 0)", "add-check", "SNW t, SU p;" REBV " copy tx=commits" },
    { MY9, "ALTER TABLE t ADD CHECK (nn > 0) NOT ENFORCED", "add-check-unenforced", "EX t, SU p; instant tx=commits" },
    { MY9, "ALTER TABLE t ALTER CHECK t_ck NOT ENFORCED", "unenforce-check", "EX t, SU p; instant tx=commits" },
    { MY9, "ALTER TABLE t ALTER CHECK t_ck ENFORCED", "enforce-check", "SNW t, SU p;" REBV " copy tx=commits" },
    { MY9, "ALTER TABLE t DROP CHECK t_ck", "drop-check", "EX t, SU p; instant tx=commits" },
    /* tables */
    { MY9, "ALTER TABLE t COMMENT 'x'", "table-option", "SU t, SU p; nocopy tx=commits" },
    { MY9, "ALTER TABLE t AUTO_INCREMENT = 100", "table-option", "SU t, SU p; nocopy tx=commits" },
    { MY9, "ALTER TABLE t CONVERT TO CHARACTER SET latin1", "convert-charset", "SNW t, SU p;" REBV " copy tx=commits" },
    { MY9, "ALTER TABLE t FORCE", "table-rebuild", "SU t, SU p;" REB " inplace tx=commits" },
    { MY9, "ALTER TABLE t ROW_FORMAT=DYNAMIC", "row-format", "SU t, SU p;" REB " inplace tx=commits" },
    { MY9, "ALTER TABLE t ENGINE=InnoDB", "same-engine", "SU t, SU p;" REB " inplace tx=commits" },
    { MY9, "ALTER TABLE t ENGINE=MyISAM", "other-engine", "SNW t, SU p;" REB " copy tx=commits" },
    { MY9, "ALTER TABLE t TABLESPACE x", "table-tablespace", "SU t, SU p;" REB " inplace tx=commits" },
    { MY9, "ALTER TABLE p PARTITION BY HASH (id) PARTITIONS 4", "partition-table", "SNW p, EX t;" REB " copy tx=commits" },
    { MY9, "ALTER TABLE pt ADD PARTITION (PARTITION p2 VALUES LESS THAN (30))", "add-partition", "SU pt; nocopy tx=commits" },
    { MY9, "ALTER TABLE pt DROP PARTITION p0", "drop-partition", "SU pt; nocopy tx=commits" },
    { MY9, "ALTER TABLE pt REORGANIZE PARTITION p0 INTO (PARTITION x VALUES LESS THAN (10))", "table-partitions",
      "SNW pt;" REB " inplace tx=commits" },
    { MY9, "ALTER TABLE pt EXCHANGE PARTITION p0 WITH TABLE hp", "exchange-table",
      "EX pt, EX hp; scan validate long instant tx=commits" },
    { MY9, "ALTER TABLE pt EXCHANGE PARTITION p0 WITH TABLE hp WITHOUT VALIDATION", "exchange-partition",
      "EX pt, EX hp; instant tx=commits" },
    { MY9, "ALTER TABLE hp EXCHANGE PARTITION p0 WITH TABLE uk without validation", "exchange-table-unchecked",
      "EX hp, EX uk; instant tx=commits" },
    { MY9, "ALTER TABLE pt TRUNCATE PARTITION p0", "truncate-partition", "EX pt; instant tx=commits" },
    { MY9, "ALTER TABLE t ORDER BY a", "table-other", "SNW t, SU p;" REB " copy tx=commits" },
    { MY9, "PREPARE x FROM 'CREATE DATABASE z'", "run-known", "none; tx=commits" },
    { MY9, "DROP TABLE t", "drop-table", "EX t, EX p; tx=commits" },
    { MY9, "DROP TEMPORARY TABLE IF EXISTS t", "drop-temporary", "none;" },
    { MY9, "RENAME TABLE t TO t2", "rename-relation", "EX t, EX p; tx=commits" },
    { MY9, "ALTER TABLE t RENAME TO t2", "alter-rename", "EX t, EX p; instant tx=commits" },
    { MY9, "RENAME TABLE t TO other.t", "move-relation", "EX t, EX p; tx=commits" },
    { MY9, "CREATE TRIGGER x AFTER UPDATE ON t FOR EACH ROW SET @a = 1", "create-trigger", "EX t; tx=commits" },
    { MY9, "DROP TRIGGER trg", "drop-trigger", "EX t; tx=commits" },
    /* the rest of the catalog */
    { MY9, "CREATE DATABASE x", "create-schema", "none; tx=commits" },
    { MY9, "DROP DATABASE own", "drop-schema", "EX o; tx=commits" },
    { MY9, "GRANT SELECT ON app.t TO u@localhost", "create-grant", "none; tx=commits" },
    { MY9, "REVOKE SELECT ON app.t FROM u@localhost", "drop-grant", "none; tx=commits" },
    { MY9, "CREATE FUNCTION fn() RETURNS int DETERMINISTIC RETURN 1", "create-object", "none; tx=commits" },
    { MY9, "ALTER FUNCTION fn COMMENT 'x'", "alter-object", "none; tx=commits" },
    { MY9, "DROP FUNCTION fn", "drop-object", "none; tx=commits" },
    { MY9, "RENAME USER a@localhost TO b@localhost", "rename-object", "none; tx=commits" },
    /* rows */
    { MY9, "SELECT * FROM t", "select", "SR t;" },
    { MY9, "INSERT INTO p VALUES (1, 2)", "insert", "SW p;" },
    { MY9, "INSERT INTO p SELECT id, a FROM t", "insert-select", "SW p, SR t; long" },
    { MY9, "INSERT INTO p VALUES (1, (SELECT max(a) FROM two))", "insert", "SW p, SR two;" },
    { MY9, "REPLACE INTO p VALUES (1, 2)", "replace", "SW p;" },
    { MY9, "REPLACE INTO p SELECT id, a FROM t", "replace-select", "SW p, SR t; long" },
    { MY9, "UPDATE two SET a = 1 WHERE id IN (SELECT id FROM p)", "update-joined", "SW two, SR p; scan long" },
    { MY9, "DELETE FROM two WHERE id IN (SELECT id FROM p)", "delete-joined", "SW two, SR p; scan long" },
    { MY9, "DELETE FROM two WHERE id IN (SELECT id FROM (SELECT id FROM two LIMIT 5) x)", "delete", "SW two; long" },
    { MY9, "DELETE two FROM two JOIN p ON p.id = two.id", "delete-joined-all", "SW two, SR p; scan long" },
    { MY9, "UPDATE t SET a = 1", "update-all", "SW t; scan long" },
    { MY9, "UPDATE t SET a = 1 WHERE id = 1", "update", "SW t; long" },
    { MY9, "UPDATE t SET a = 1 WHERE d = 1", "update-unserved", "SW t; scan long" },
    { MY9, "UPDATE t SET a = 1 WHERE d = 1 AND id > 5", "update", "SW t; long" },
    { MY9, "UPDATE t SET a = 1 WHERE d = 1 LIMIT 5", "update", "SW t; long" },
    { MY9, "DELETE FROM t WHERE d = 1", "delete-unserved", "SW t; scan long" },
    { MY9, "DELETE FROM t", "delete-all", "SW t; scan long" },
    { MY9, "DELETE FROM t WHERE id = 1", "delete", "SW t; long" },
    { MY9, "TRUNCATE TABLE t", "truncate", "EX t; tx=commits" },
    { MY9, "LOAD DATA INFILE 'x' INTO TABLE p", "load", "SW p;" },
    /* upkeep, session, transactions */
    { MY9, "OPTIMIZE TABLE t", "optimize", "SU t, SU p;" REB " inplace tx=commits" },
    { MY9, "ANALYZE TABLE t", "analyze", "SR t; tx=commits" },
    { MY9, "CHECK TABLE t", "check-table", "SR t; scan long tx=commits" },
    { MY9, "REPAIR TABLE t", "repair-table", "EX t;" REB " tx=commits" },
    { MY9, "LOCK TABLES t WRITE", "lock-table", "EX t; tx=commits" },
    { MY9, "LOCK TABLES t READ", "lock-table", "SNW t; tx=commits" },
    { MY9, "UNLOCK TABLES", "unlock-tables", "none; tx=commits" },
    { MY9, "SHOW TABLES", "maintain", "none;" },
    { MY9, "SET foreign_key_checks = 0", "session", "none;" },
    { MY9, "SAVEPOINT x", "control", "none;" },
    { MY9, "START TRANSACTION", "control-ends", "none; tx=commits" },
    /* a table without a primary key is kept in the order of its first UNIQUE key without NULL */
    { MY9, "ALTER TABLE uk DROP COLUMN a", "drop-column-clustered", "SNW uk;" REB " copy tx=commits" },
    { MY9, "ALTER TABLE uk MODIFY a int NULL", "drop-not-null-clustered", "SNW uk;" REB " copy tx=commits" },
    { MY9, "ALTER TABLE uu MODIFY a int NULL", "drop-not-null", "SU uu;" REB " inplace tx=commits" },
    { MY9, "DROP INDEX uk_a ON uk", "drop-index-clustered", "SNW uk;" REB " copy tx=commits" },
    { MY9, "ALTER TABLE uk DROP KEY uk_a, ADD UNIQUE KEY z (b)", "drop-index-clustered-new",
      "SU uk;" REBV " inplace tx=commits" },
    { MY9, "ALTER TABLE uu DROP KEY uu_b", "drop-index", "SU uu; nocopy tx=commits" },
    { MY9, "ALTER TABLE hp ADD UNIQUE KEY z (a)", "add-unique-clustered", "SU hp;" REBV " inplace tx=commits" },
    { MY9, "ALTER TABLE hp ADD UNIQUE KEY z (b)", "add-unique-index", "SU hp; scan build validate long nocopy tx=commits" },
    { MY9, "ALTER TABLE two CONVERT TO CHARACTER SET utf8mb4", "convert-same", "SU two; nocopy tx=commits" },
    { MY9, "ALTER TABLE two KEY_BLOCK_SIZE = 8", "table-pages", "SU two;" REB " inplace tx=commits" },
    { MY9, "ALTER TABLE two DISABLE KEYS", "switch-keys", "EX two; instant tx=commits" },
    { MY9, "ALTER TABLE gv ADD x int AS (a) VIRTUAL AFTER a", "add-column-virtual-position", "SNW gv;" REB " copy tx=commits" },
    { MY9, "ALTER TABLE gi DROP COLUMN s", "drop-column-virtual", "SU gi; nocopy tx=commits" },
    { MY9, "ALTER TABLE two MODIFY x varchar(9) CHARACTER SET utf8mb4", "charset-stays", "EX two; instant tx=commits" },
    { MY9, "ALTER TABLE pt REBUILD PARTITION p0", "rebuild-partition", "SNW pt;" REB " inplace tx=commits" },
    { MY9, "ALTER TABLE two ADD x2 int, ALGORITHM=INPLACE", "add-column", "SU two;" REB " inplace tx=commits" },
    { MY9, "alter table two add x2 int, algorithm inplace, lock=shared", "add-column", "SNW two;" REB " inplace tx=commits" },
    { MY9, "ALTER TABLE co DROP COLUMN a, algorithm=InPlace", "drop-column", "SU co;" REB " inplace tx=commits" },
    { MY9, "ALTER TABLE two ADD x2 int, algorithm=copy, lock=none", "add-column", "SNW two;" REB " copy tx=commits fails" },
    { MY9, "ALTER TABLE two ADD x2 int, algorithm=default, lock=default", "add-column", "EX two; instant tx=commits" },
    { MY9, "ALTER TABLE two ADD x2 int, ALGORITHM=NOCOPY", "add-column", "EX two; instant tx=commits fails" },
    { MY9, "ALTER TABLE two ALTER a SET DEFAULT 5, ALGORITHM=INPLACE", "set-default", "SU two; nocopy tx=commits" },
    { MY9, "ALTER TABLE two RENAME TO deux, ALGORITHM=INPLACE", "alter-rename", "EX two; nocopy tx=commits" },
    /* FIRST and AFTER */
    { MY9, "ALTER TABLE two MODIFY b int AFTER a", "move-column-nowhere", "EX two; instant tx=commits" },
    { MY9, "ALTER TABLE two MODIFY id int FIRST", "move-column-nowhere", "EX two; instant tx=commits" },
    { MY9, "ALTER TABLE two MODIFY x varchar(9) AFTER a, MODIFY b int AFTER a", "move-column-nowhere", "EX two; instant tx=commits" },
    { MY9, "ALTER TABLE two ADD q int AFTER a, MODIFY b int AFTER q", "add-column", "EX two; instant tx=commits" },
    { MY9, "ALTER TABLE co CHANGE a aa int AFTER id, CHANGE x xx varchar(9) AFTER aa", "rename-column", "EX co; instant tx=commits" },
    { MY9, "ALTER TABLE two MODIFY b int AFTER a, ADD INDEX (x)", "add-index", "SU two; scan build long nocopy tx=commits" },
    { MY9, "ALTER TABLE two MODIFY b int AFTER x", "move-column", "SU two;" REB " inplace tx=commits" },
    { MY9, "ALTER TABLE gm MODIFY b int AFTER z", "move-column-nowhere", "EX gm; instant tx=commits" },
    { MY9, "ALTER TABLE gm MODIFY s int GENERATED ALWAYS AS (a + 1) VIRTUAL AFTER z", "move-column-virtual",
      "SNW gm;" REB " copy tx=commits" },
    /* said again as it is */
    { MY9, "ALTER TABLE co MODIFY x varchar(9) COLLATE utf8mb4_general_ci", "collation-stays", "EX co; instant tx=commits" },
    { MY9, "ALTER TABLE co MODIFY x varchar(9) CHARACTER SET utf8mb4", "charset-collation-indexed", "SNW co;" REB " copy tx=commits" },
    { MY9, "ALTER TABLE co MODIFY y varchar(9) CHARACTER SET utf8mb4", "charset-collation", "SU co; nocopy tx=commits" },
    { MY9, "ALTER TABLE my ADD x2 int", "add-column", "SNW my;" REB " copy tx=commits" },
    { MY9, "CREATE INDEX z ON my (a)", "add-index", "SNW my;" REB " copy tx=commits" },
    { MY9, "ALTER TABLE my ALTER a SET DEFAULT 4", "set-default", "EX my; instant tx=commits" },
    /* a column with another clause */
    { MY9, "ALTER TABLE two ADD x2 int, COMMENT 'x'", "add-column", "SU two;" REB " inplace tx=commits" },
    { MY9, "ALTER TABLE two ADD x2 int AS (a) VIRTUAL, ADD KEY (x2)", "add-index", "SNW two; scan build long nocopy tx=commits" },
    { MY9, "ALTER TABLE two ADD x2 int AS (a) VIRTUAL, ADD KEY (b)", "add-index", "SU two; scan build long nocopy tx=commits" },
    { MY9, "ALTER TABLE two ADD x2 int AS (a) VIRTUAL, COMMENT 'x'", "add-column-virtual", "SNW two;" REB " copy tx=commits" },
    { MY9, "ALTER TABLE two ADD x2 int AS (a) VIRTUAL, ADD x3 int", "add-column-virtual", "EX two; instant tx=commits" },
    /* clauses together, ALGORITHM and LOCK */
    { MY9, "ALTER TABLE t DROP COLUMN b, MODIFY a bigint", "type-changes", "SNW t, SU p;" REBV " copy tx=commits" },
    { MY9, "ALTER TABLE t ADD COLUMN x int, ALGORITHM=INSTANT", "add-column", "EX t, SU p; instant tx=commits" },
    { MY9, "ALTER TABLE t MODIFY a bigint, ALGORITHM=INPLACE", "type-changes", "SNW t, SU p;" REBV " copy tx=commits fails" },
    { MY9, "ALTER TABLE t DROP COLUMN ix, ALGORITHM=INSTANT", "drop-column-indexed", "SU t, SU p;" REB " inplace tx=commits fails" },
    { MY9, "ALTER TABLE t ADD COLUMN x int, ALGORITHM=COPY", "add-column", "SNW t, SU p;" REB " copy tx=commits" },
    { MY9, "ALTER TABLE t ADD INDEX x (d), LOCK=NONE", "add-index", "SU t, SU p; scan build long nocopy tx=commits" },
    { MY9, "ALTER TABLE t ADD INDEX x (d), LOCK=SHARED", "add-index", "SNW t, SU p; scan build long nocopy tx=commits" },
    { MY9, "ALTER TABLE t MODIFY a bigint, LOCK=NONE", "type-changes", "SNW t, SU p;" REBV " copy tx=commits fails" },
    { MY9, "ALTER TABLE t ADD COLUMN x int, ALGORITHM=INSTANT, LOCK=NONE", "add-column", "EX t, SU p; instant tx=commits fails" },
};

static const struct effect_case mariadb[] = {
    { MA10, "ALTER TABLE t ADD COLUMN x int AFTER id", "add-column", "EX t; instant tx=commits" },
    { MA10, "ALTER TABLE t ADD COLUMN x varchar(36) DEFAULT (uuid())", "add-column-volatile", "SNW t;" REB " copy tx=commits" },
    { MA10, "ALTER TABLE t ADD COLUMN x int DEFAULT (1 + 1)", "add-column", "EX t; instant tx=commits" },
    { MA10, "ALTER TABLE t ADD COLUMN x int CHECK (x > 0)", "add-column", "EX t; instant tx=commits" },
    { MA10, "ALTER TABLE f ADD COLUMN x int", "add-column-fulltext-shared", "SNW f;" REB " inplace tx=commits" },
    { MA10, "ALTER TABLE g ADD COLUMN x int FIRST", "add-column", "EX g; instant tx=commits" },
    { MA10, "ALTER TABLE gv ADD COLUMN x int FIRST", "add-column-position-virtual", "SNW gv;" REB " copy tx=commits" },
    { MA10, "ALTER TABLE gv ADD COLUMN x int", "add-column", "EX gv; instant tx=commits" },
    { MA10, "ALTER TABLE gi ADD COLUMN x int", "add-column-virtual-index", "SNW gi;" REB " inplace tx=commits" },
    { MA10, "ALTER TABLE gi DROP COLUMN b", "drop-column-virtual-index", "SNW gi;" REB " copy tx=commits" },
    { MA10, "ALTER TABLE gv MODIFY a int NOT NULL", "set-not-null", "SU gv;" REBV " inplace tx=commits" },
    { MA10, "ALTER TABLE gi MODIFY b int NOT NULL", "set-not-null-virtual-index", "SNW gi;" REBV " copy tx=commits" },
    { MA10, "ALTER TABLE f DROP COLUMN b", "drop-column-fulltext-shared", "SNW f;" REB " inplace tx=commits" },
    { MA10, "ALTER TABLE t DROP COLUMN ix", "drop-column-indexed-nocopy", "SU t; nocopy tx=commits" },
    { MA10, "ALTER TABLE r MODIFY nn int", "drop-not-null-redundant", "EX r; instant tx=commits" },
    { MA10, "ALTER TABLE t MODIFY nn int", "drop-not-null", "SU t;" REB " inplace tx=commits" },
    { MA10, "ALTER TABLE g MODIFY a int NOT NULL", "set-not-null-stored", "SNW g;" REBV " copy tx=commits" },
    { MA10, "ALTER TABLE t MODIFY a int(5)", "type-same", "EX t; instant tx=commits" },
    { MA10, "ALTER TABLE t MODIFY v varchar(60)", "type-grows-instant", "EX t; instant tx=commits" },
    { MA10, "ALTER TABLE r MODIFY v varchar(100)", "type-grows-redundant", "EX r; instant tx=commits" },
    { MA10, "ALTER TABLE t MODIFY v63 varchar(64)", "type-grows-across", "SNW t;" REB " copy tx=commits" },
    { MA11, "ALTER TABLE t MODIFY v63 varchar(64)", "type-grows-across", "SU t;" REB " copy tx=commits" },
    { MA11, "ALTER TABLE t MODIFY a bigint", "type-changes", "SU t;" REBV " copy tx=commits" },
    { MA11, "ALTER TABLE t ADD COLUMN x varchar(36) DEFAULT (uuid())", "add-column-volatile", "SNW t;" REB " copy tx=commits" },
    { MA10, "ALTER TABLE t MODIFY u3 varchar(20) CHARACTER SET utf8mb4", "charset-widens-instant", "EX t; instant tx=commits" },
    { MA10, "ALTER TABLE t MODIFY v varchar(50) COLLATE utf8mb4_bin", "collation-instant", "EX t; instant tx=commits" },
    { MA10, "ALTER TABLE t MODIFY ix varchar(20) COLLATE utf8mb4_bin", "collation-indexed-nocopy",
      "SU t; scan build long nocopy tx=commits" },
    { MA10, "ALTER TABLE t MODIFY b text AFTER id", "move-column-instant", "EX t; instant tx=commits" },
    { MA10, "ALTER TABLE gi MODIFY a int AFTER s", "move-column-virtual", "SNW gi;" REB " copy tx=commits" },
    { MA10, "ALTER TABLE gi MODIFY a int FIRST", "move-column-virtual-index", "SNW gi;" REB " inplace tx=commits" },
    { MA10, "ALTER TABLE gi MODIFY a int AFTER id", "move-column-nowhere", "EX gi; instant tx=commits" },
    { MA10, "ALTER TABLE gv MODIFY a int FIRST", "move-column-instant", "EX gv; instant tx=commits" },
    { MA10, "ALTER TABLE two ADD x2 int, ALGORITHM=NOCOPY", "add-column", "SU two; nocopy tx=commits" },
    { MA10, "ALTER TABLE two ADD x2 int, ALGORITHM=INPLACE", "add-column", "SU two; nocopy tx=commits" },
    { MA10, "ALTER TABLE co MODIFY x varchar(9) CHARACTER SET utf8mb4", "charset-stays", "EX co; instant tx=commits" },
    { MA11, "ALTER TABLE co MODIFY x varchar(9) CHARACTER SET utf8mb4", "charset-collation-nocopy",
      "SU co; scan build long nocopy tx=commits" },
    { MA11, "ALTER TABLE co MODIFY y varchar(9) CHARACTER SET utf8mb4", "charset-collation-instant", "EX co; instant tx=commits" },
    { MA10, "ALTER TABLE t RENAME INDEX t_ix TO x", "rename-index-instant", "EX t; instant tx=commits" },
    { MA10, "ALTER TABLE t ALTER INDEX t_ix IGNORED", "alter-index-instant", "EX t; instant tx=commits" },
    { MA10, "ALTER TABLE t ADD FOREIGN KEY (nn) REFERENCES p (id)", "add-fk-maria", "SNW t, SNW p;" REBV " copy tx=commits" },
    { MA10, "CREATE TABLE x (id int, FOREIGN KEY (id) REFERENCES p (id))", "create-table", "none; tx=commits" },
    { MA10, "ALTER TABLE p ADD COLUMN x int", "add-column", "EX p; instant tx=commits" },
    { MA10, "RENAME TABLE p TO p2", "rename-relation-maria", "EX p; tx=commits" },
    { MA10, "RENAME TABLE p TO other.p", "move-relation-maria", "EX p; tx=commits" },
    { MA10, "ALTER TABLE p RENAME TO p2", "alter-rename-maria", "EX p; instant tx=commits" },
    { MA10, "ALTER TABLE ai MODIFY id int NOT NULL", "drop-auto-increment", "EX ai; instant tx=commits" },
    { MA10, "ALTER TABLE ai DROP PRIMARY KEY", "drop-pk-other-key", "SU ai;" REB " inplace tx=commits" },
    { MA10, "ALTER TABLE ai MODIFY b int", "nothing", "EX ai; instant tx=commits" },
    { MA10, "ALTER TABLE ai ADD COLUMN IF NOT EXISTS b int", "nothing", "SU ai; instant tx=commits" },
    { MA10, "ALTER TABLE ai DROP COLUMN IF EXISTS x", "nothing", "SU ai; instant tx=commits" },
    { MA10, "CREATE INDEX IF NOT EXISTS ai_u ON ai (u)", "nothing", "SU ai; instant tx=commits" },
    { MA10, "DROP INDEX IF EXISTS x ON ai", "nothing", "SU ai; instant tx=commits" },
    { MA10, "ALTER TABLE ai ADD COLUMN IF NOT EXISTS b int, ADD INDEX (b)", "add-index", "SU ai; scan build long nocopy tx=commits" },
    { MA10, "CREATE TABLE IF NOT EXISTS ai (x int, KEY (x))", "nothing", "none; tx=commits" },
    { MA10, "ALTER TABLE t DROP FOREIGN KEY t_p", "drop-fk-instant", "EX t; instant tx=commits" },
    { MA10, "DROP TABLE t", "drop-table-maria", "EX t; tx=commits" },
    { MA10, "ALTER TABLE t COMMENT 'x'", "table-option-instant", "EX t; instant tx=commits" },
    { MA10, "ALTER TABLE t ADD SYSTEM VERSIONING", "system-versioning", "SNW t;" REB " copy tx=commits" },
    { MA10, "ALTER SEQUENCE sq INCREMENT 2", "alter-sequence", "EX sq; tx=commits" },
    { MA10, "DROP SEQUENCE sq", "drop-sequence", "EX sq; tx=commits" },
    { MA10, "CREATE SEQUENCE x", "create-sequence", "none; tx=commits" },
    { MA10, "ALTER TABLE gi MODIFY nn int NULL", "drop-not-null-virtual-index", "SNW gi;" REB " inplace tx=commits" },
    { MA10, "ALTER TABLE my MODIFY s varchar(300)", "type-grows-short", "SNW my;" REB " copy tx=commits" },
    { MA10, "ALTER TABLE t MODIFY v20 varchar(300)", "type-grows-short", "EX t; instant tx=commits" },
    { MA10, "ALTER TABLE uu DROP COLUMN a", "drop-column-clustered-other", "SU uu;" REB " inplace tx=commits" },
    { MA10, "ALTER TABLE uu DROP KEY uu_a", "drop-index-clustered-other", "SU uu;" REB " inplace tx=commits" },
    { MA10, "ALTER TABLE two DROP COLUMN a", "drop-column-composite", "SU two;" REB " inplace tx=commits" },
    { MA10, "ALTER TABLE two CONVERT TO CHARACTER SET utf8mb4", "convert-same-instant", "EX two; instant tx=commits" },
    { MA10, "ALTER TABLE two ORDER BY a", "order-rows", "EX two; instant tx=commits" },
    { MA10, "ALTER TABLE two ADD x2 int AS (a) VIRTUAL, ADD x3 int", "add-column-virtual", "SNW two;" REB " copy tx=commits" },
    { MA10, "ALTER TABLE t MODIFY a bigint, ALGORITHM=NOCOPY", "type-changes", "SNW t;" REBV " copy tx=commits fails" },
    { MA10, "ALTER TABLE t ADD COLUMN x int, ALGORITHM=INSTANT, LOCK=NONE", "add-column", "EX t; instant tx=commits" },
};

// clang-format on

static struct effect_opts options(enum dialect_id d)
{
    return (struct effect_opts){ .dialect = dialect_get(d),
                                 .strict = true,
                                 .foreign_key_checks = true };
}

TEST(mysql_as_measured)
{
    struct effect_opts o = options(DIALECT_MYSQL);
    effect_cases(a, &o, setup, mysql, COUNT_OF(mysql));
}

TEST(mariadb_as_measured)
{
    struct effect_opts o = options(DIALECT_MARIADB);
    effect_cases(a, &o, str_z(a, str_printf(a, "%sCREATE SEQUENCE sq;\n", setup)), mariadb,
                 COUNT_OF(mariadb));
}

TEST(foreign_key_checks_decide)
{
    static const struct effect_case mysql_off[] = {
        { MY9, "ALTER TABLE t ADD FOREIGN KEY (nn) REFERENCES p (id)", "add-fk-unchecked",
          "SU t, EX p; nocopy tx=commits" },
    };
    static const struct effect_case mariadb_off[] = {
        { MA10, "ALTER TABLE t ADD FOREIGN KEY (nn) REFERENCES p (id)", "add-fk-unchecked-instant",
          "EX t; instant tx=commits" },
    };
    struct effect_opts o = options(DIALECT_MYSQL);
    o.foreign_key_checks = false;
    effect_cases(a, &o, setup, mysql_off, 1);
    o = options(DIALECT_MARIADB);
    o.foreign_key_checks = false;
    effect_cases(a, &o, setup, mariadb_off, 1);
}

TEST(strict_mode_decides)
{
    static const struct effect_case lax[] = {
        { MY9, "ALTER TABLE t MODIFY a int NOT NULL", "set-not-null-lax",
          "SNW t, SU p; scan rewrite build long copy tx=commits" },
    };
    struct effect_opts o = options(DIALECT_MYSQL);
    o.strict = false;
    effect_cases(a, &o, setup, lax, 1);
}

/* What it costs to add the column is one thing, that INSERT has to name it another. */
TEST(a_required_column_breaks_whatever_adds_it)
{
    static const struct {
        int version;
        const char *sql;
        enum change_class cls;
    } cases[] = {
        { 80011, "ALTER TABLE t ADD COLUMN x int NOT NULL", EFFECT_BREAKING },
        { 80028, "ALTER TABLE t ADD COLUMN x int NOT NULL FIRST", EFFECT_BREAKING },
        { MY9, "ALTER TABLE c ADD COLUMN x int NOT NULL", EFFECT_BREAKING },
        { MY9, "ALTER TABLE c ADD COLUMN x int NOT NULL DEFAULT 1", EFFECT_ADDITIVE },
        { MY9, "ALTER TABLE c ADD COLUMN x int", EFFECT_ADDITIVE },
        { MY9, "CREATE TABLE n (x int NOT NULL)", EFFECT_ADDITIVE },
    };
    struct effect_opts o = options(DIALECT_MYSQL);
    struct schema *s = schema_after(a, &o, setup);
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        struct statement st = { 0 };
        struct bind_error_list errors = { 0 };
        struct effect e;
        o.version = cases[i].version;
        read_one_statement(a, &o, str_of(cases[i].sql), &st);
        schema_bind(a, s, &st, &errors);
        effect_of(a, &o, s, &st, &e);
        EXPECT_INT(e.cls, cases[i].cls);
        schema_unbind(s, &st);
    }
}

TEST(every_row_has_a_case)
{
    static struct effect_case all[COUNT_OF(mysql) + COUNT_OF(mariadb) + 5];
    size_t n = 0;
    for (size_t i = 0; i < COUNT_OF(mysql); i++)
        all[n++] = mysql[i];
    for (size_t i = 0; i < COUNT_OF(mariadb); i++)
        all[n++] = mariadb[i];
    all[n++].row = "add-fk-unchecked";
    all[n++].row = "add-fk-unchecked-instant";
    all[n++].row = "create-table-fk"; /* of a table: create-table weighs as much */
    all[n++].row = "set-not-null-lax";
    all[n++].row = "add-check-new-column"; /* weighs as much as the column it comes with */
    effect_rows_covered(a, DIALECT_MYSQL, ROW_MYSQL | ROW_MARIADB, all, n);
}
