/* tests/unit/effects/test_postgres.c: what PostgreSQL does, row by row.
 *
 * The cases are statements that were run on servers of version 15, 17 and 18, with the locks that the session
 * held (pg_locks), the file nodes before and after, and the rows read (pg_stat_xact_user_tables).
 */
#include "effect_help.h"

enum { V12 = 120000, V13 = 130000, V15 = 150018, V17 = 170011, V18 = 180006 };

// clang-format off
static const char setup[] =
    "CREATE DOMAIN plain AS text;\n"
    "CREATE DOMAIN lazy AS text;\n"
    "ALTER DOMAIN lazy ADD CONSTRAINT lazy_c CHECK (VALUE <> '') NOT VALID;\n"
    "CREATE DOMAIN checked AS text CHECK (VALUE <> '');\n"
    "CREATE TYPE mood AS ENUM ('sad', 'ok');\n"
    "CREATE SCHEMA other;\n"
    "CREATE SEQUENCE seq;\n"
    "CREATE TABLE p (id bigint PRIMARY KEY, code text);\n"
    "CREATE TABLE t (id bigint PRIMARY KEY, a int, b text, v varchar(50), n numeric(10,2), "
    "ts timestamp, tz timestamptz, j json, p_id bigint, o_id bigint, nn int NOT NULL, "
    "nd int NOT NULL DEFAULT 1, c char(3), dom checked, gen int GENERATED ALWAYS AS (a + 1) STORED, ic cidr);\n"
    "ALTER TABLE t ADD CONSTRAINT t_p_fk FOREIGN KEY (p_id) REFERENCES p (id);\n"
    "ALTER TABLE t ADD CONSTRAINT t_nv CHECK (o_id > 0) NOT VALID;\n"
    "ALTER TABLE t ADD CONSTRAINT t_o_fk FOREIGN KEY (o_id) REFERENCES p (id) NOT VALID;\n"
    "CREATE INDEX t_ts ON t (ts);\n"
    "CREATE TABLE k (id bigint, a int CHECK (a IS NOT NULL), b varchar(10) CHECK (b <> ''), x varchar(10), "
    "y timestamp, z int, w int NOT NULL, u text, ch timestamp CHECK (ch > '2020-01-01'), gv int GENERATED ALWAYS AS (w + 1) VIRTUAL);\n"
    "ALTER TABLE k ADD CONSTRAINT k_z CHECK (z IS NOT NULL) NOT VALID;\n"
    "ALTER TABLE k ADD CONSTRAINT k_u UNIQUE (u);\n"
    "ALTER TABLE k ADD CONSTRAINT k_ex EXCLUDE USING btree (z WITH =);\n"
    "CREATE INDEX k_x ON k ((lower(x)));\n"
    "CREATE UNIQUE INDEX k_id ON k (id);\n"
    "CREATE UNIQUE INDEX k_w ON k (w);\n"
    "CREATE TABLE vt (id int, name varchar(10));\n"
    "CREATE VIEW vw AS SELECT id, name FROM vt;\n"
    "CREATE MATERIALIZED VIEW mv AS SELECT id FROM vt;\n"
    "CREATE TABLE m (id int, day date NOT NULL) PARTITION BY RANGE (day);\n"
    "CREATE TABLE m1 PARTITION OF m FOR VALUES FROM ('2024-01-01') TO ('2025-01-01');\n"
    "CREATE TABLE md PARTITION OF m DEFAULT;\n"
    "CREATE TABLE loose (id int, day date NOT NULL);\n"
    "CREATE TABLE tight (id int, day date NOT NULL CHECK (day >= '2025-01-01' AND day < '2026-01-01'));\n"
    "CREATE INDEX m_i ON ONLY m (id);\n"
    "CREATE INDEX m1_i ON m1 (id);\n"
    "CREATE TABLE alone (id int PRIMARY KEY, n int CONSTRAINT alone_nn NOT NULL, l lazy);\n"
    "CREATE FOREIGN TABLE ft (id int) SERVER srv;\n"
    "ALTER TABLE alone ADD CONSTRAINT alone_ne FOREIGN KEY (id) REFERENCES p (id) NOT ENFORCED;\n"
    "CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NEW; END $$;\n"
    "CREATE TRIGGER trg BEFORE INSERT ON t FOR EACH ROW EXECUTE FUNCTION f();\n"
    "CREATE POLICY pol ON t USING (true);\n"
    "CREATE RULE ru AS ON DELETE TO k DO INSTEAD NOTHING;\n";

static const struct effect_case cases[] = {
    /* columns: online.md's matrix */
    { V15, "ALTER TABLE t ADD COLUMN x int", "add-column", "AX t;" },
    { V15, "ALTER TABLE t ADD COLUMN x int DEFAULT 5", "add-column-default", "AX t;" },
    { V15, "ALTER TABLE t ADD COLUMN x timestamptz DEFAULT now()", "add-column-default", "AX t;" },
    { V15, "ALTER TABLE t ADD COLUMN x int NOT NULL DEFAULT 5", "add-column-default", "AX t;" },
    { V15, "ALTER TABLE t ADD COLUMN x plain", "add-column", "AX t;" },
    { V15, "ALTER TABLE t ADD COLUMN x uuid DEFAULT gen_random_uuid()", "add-column-volatile",
      "AX t; scan rewrite build long" },
    { V15, "ALTER TABLE t ADD COLUMN x float8 DEFAULT random()", "add-column-volatile",
      "AX t; scan rewrite build long" },
    { V15, "ALTER TABLE t ADD COLUMN x float8 DEFAULT mine()", "add-column-volatile",
      "AX t; scan rewrite build long" },
    { V15, "ALTER TABLE t ADD COLUMN x serial", "add-column-serial",
      "AX t; scan rewrite build long" },
    { V15, "ALTER TABLE t ADD COLUMN x int GENERATED ALWAYS AS IDENTITY", "add-column-identity",
      "AX t; scan rewrite build long" },
    { V15, "ALTER TABLE t ADD COLUMN x int GENERATED ALWAYS AS (a + 1) STORED", "add-column-stored",
      "AX t; scan rewrite build long" },
    { V18, "ALTER TABLE t ADD COLUMN x int GENERATED ALWAYS AS (a + 1) VIRTUAL",
      "add-column-virtual", "AX t;" },
    { V15, "ALTER TABLE t ADD COLUMN x checked", "add-column-domain",
      "AX t; scan rewrite build long" },
    { V15, "ALTER TABLE t ADD COLUMN x int NOT NULL", "add-column-required",
      "AX t; scan validate long" },
    { V15, "ALTER TABLE t ADD COLUMN x int CHECK (x > 0)", "add-check",
      "AX t; scan validate long" },
    { V15, "ALTER TABLE t ADD COLUMN x bigint REFERENCES p (id)", "add-column", "AX t, SRX p;" },
    { V15, "ALTER TABLE t ADD COLUMN x bigint DEFAULT 1 REFERENCES p (id)", "add-fk",
      "AX t, SRX p; scan validate long" },
    { V15, "ALTER TABLE t ADD COLUMN x int UNIQUE", "add-unique",
      "AX t; scan build validate long" },
    { V15, "ALTER TABLE t ADD COLUMN IF NOT EXISTS a int", "nothing", "AX t;" },
    { V15, "ALTER TABLE t DROP COLUMN b", "drop-column", "AX t;" },
    { V15, "ALTER TABLE t DROP COLUMN p_id", "drop-column", "AX t, AX p;" },
    { V15, "ALTER TABLE t RENAME COLUMN b TO bb", "rename-column", "AX t;" },
    { V15, "ALTER TABLE t RENAME TO t2", "rename-relation", "AX t;" },
    { V15, "ALTER TABLE t RENAME CONSTRAINT t_p_fk TO x", "rename-constraint", "AX t;" },
    { V15, "ALTER TABLE t SET SCHEMA other", "move-relation", "AX t;" },
    { V15, "ALTER TABLE t OWNER TO someone", "alter-relation", "AX t;" },
    { V15, "ALTER TABLE t ALTER COLUMN a SET DEFAULT 3", "set-default", "AX t;" },
    { V15, "ALTER TABLE t ALTER COLUMN a DROP DEFAULT", "set-default", "AX t;" },
    { V15, "ALTER TABLE t ALTER COLUMN nd DROP DEFAULT", "drop-default-required", "AX t;" },
    { V15, "ALTER TABLE t ALTER COLUMN nn DROP NOT NULL", "drop-not-null", "AX t;" },
    { V15, "ALTER TABLE t ALTER COLUMN gen DROP EXPRESSION", "drop-expression", "AX t;" },
    { V15, "ALTER TABLE t ALTER COLUMN nn ADD GENERATED ALWAYS AS IDENTITY",
      "alter-column-identity", "AX t;" },
    { V15, "ALTER TABLE t ALTER COLUMN b SET STORAGE EXTERNAL", "alter-column", "AX t;" },
    { V15, "ALTER TABLE t ALTER COLUMN b SET COMPRESSION lz4", "alter-column", "AX t;" },
    { V15, "ALTER TABLE t ALTER COLUMN a SET NOT NULL", "set-not-null",
      "AX t; scan validate long" },
    { V15, "ALTER TABLE k ALTER COLUMN a SET NOT NULL", "set-not-null-proven", "AX k;" },
    { V15, "ALTER TABLE k ALTER COLUMN z SET NOT NULL", "set-not-null",
      "AX k; scan validate long" },
    { V18, "ALTER TABLE t ADD CONSTRAINT x NOT NULL a NOT VALID", "add-not-null-not-valid",
      "AX t;" },
    { V18, "ALTER TABLE t ADD CONSTRAINT x NOT NULL a", "add-not-null",
      "AX t; scan validate long" },
    { V18, "ALTER TABLE k ADD CONSTRAINT x NOT NULL a", "add-not-null-proven", "AX k;" },
    { V15, "ALTER TABLE t ALTER COLUMN a SET STATISTICS 500", "alter-column-statistics", "SUE t;" },
    { V15, "ALTER TABLE t ALTER COLUMN a SET (n_distinct = 5)", "alter-column-options", "SUE t;" },
    { V17, "ALTER TABLE t ALTER COLUMN gen SET EXPRESSION AS (a + 2)", "set-expression",
      "AX t; scan rewrite build long" },
    { V15, "COMMENT ON COLUMN t.a IS 'x'", "comment-relation", "SUE t;" },
    { V15, "COMMENT ON TABLE t IS 'x'", "comment-relation", "SUE t;" },
    { V15, "COMMENT ON SCHEMA other IS 'x'", "comment", "none;" },
    /* types: lint.md's matrix */
    { V15, "ALTER TABLE t ALTER COLUMN v TYPE varchar(100)", "alter-type-free", "AX t;" },
    { V15, "ALTER TABLE t ALTER COLUMN v TYPE text", "alter-type-free", "AX t;" },
    { V15, "ALTER TABLE t ALTER COLUMN b TYPE varchar", "alter-type-free", "AX t;" },
    { V15, "ALTER TABLE t ALTER COLUMN n TYPE numeric(12,2)", "alter-type-free", "AX t;" },
    { V15, "ALTER TABLE t ALTER COLUMN n TYPE numeric", "alter-type-free", "AX t;" },
    { V15, "ALTER TABLE t ALTER COLUMN ic TYPE inet", "alter-type-free", "AX t;" },
    { V15, "ALTER TABLE t ALTER COLUMN v TYPE varchar(100) USING v", "alter-type-free", "AX t;" },
    { V15, "ALTER TABLE t ALTER COLUMN b TYPE plain", "alter-type-free", "AX t;" },
    { V15, "ALTER TABLE t ALTER COLUMN b TYPE checked", "alter-type",
      "AX t; scan rewrite build validate long" },
    { V15, "ALTER TABLE t ALTER COLUMN v TYPE varchar(100) USING v::varchar", "alter-type",
      "AX t; scan rewrite build validate long" },
    { V15, "ALTER TABLE t ALTER COLUMN v TYPE varchar(10)", "alter-type",
      "AX t; scan rewrite build validate long" },
    { V15, "ALTER TABLE t ALTER COLUMN b TYPE varchar(10)", "alter-type",
      "AX t; scan rewrite build validate long" },
    { V15, "ALTER TABLE t ALTER COLUMN nn TYPE bigint", "alter-type",
      "AX t; scan rewrite build validate long" },
    { V15, "ALTER TABLE t ALTER COLUMN n TYPE numeric(12,3)", "alter-type",
      "AX t; scan rewrite build validate long" },
    { V15, "ALTER TABLE t ALTER COLUMN c TYPE char(5)", "alter-type",
      "AX t; scan rewrite build validate long" },
    { V15, "ALTER TABLE t ALTER COLUMN j TYPE jsonb", "alter-type",
      "AX t; scan rewrite build validate long" },
    { V15, "ALTER TABLE k ALTER COLUMN b TYPE varchar(20)", "alter-type-rechecks",
      "AX k; scan validate long" },
    { V15, "ALTER TABLE k ALTER COLUMN x TYPE varchar(20)", "alter-type-special-index",
      "AX k; scan build long" },
    { V15, "ALTER TABLE t ALTER COLUMN p_id TYPE int", "alter-type-key",
      "AX t, AX p; scan rewrite build validate long" },
    { V15, "ALTER TABLE p ALTER COLUMN id TYPE int", "alter-type-key",
      "AX p, AX t, AX alone; scan rewrite build validate long" },
    { V15, "ALTER TABLE vt ALTER COLUMN name TYPE text", "alter-type-used-by-view",
      "AX vt; fails" },
    { V15, "ALTER TABLE t ALTER COLUMN a TYPE bigint", "alter-type-generated", "AX t; fails" },
    { V15, "ALTER TABLE t ALTER COLUMN b TYPE text COLLATE \"C\"", "alter-collation", "AX t;" },
    /* constraints */
    { V15, "ALTER TABLE t ADD CHECK (a > 0)", "add-check", "AX t; scan validate long" },
    { V15, "ALTER TABLE t ADD CHECK (a > 0) NOT VALID", "add-check-unchecked", "AX t;" },
    { V15, "ALTER TABLE t VALIDATE CONSTRAINT t_nv", "validate", "SUE t; scan validate long" },
    { V15, "ALTER TABLE t ADD FOREIGN KEY (a) REFERENCES p (id)", "add-fk",
      "SRX t, SRX p; scan validate long" },
    { V15, "ALTER TABLE t ADD FOREIGN KEY (a) REFERENCES p (id) NOT VALID", "add-fk-unchecked",
      "SRX t, SRX p;" },
    { V18, "ALTER TABLE t ADD FOREIGN KEY (a) REFERENCES p (id) NOT ENFORCED", "add-fk-unchecked",
      "SRX t, SRX p;" },
    { V15, "ALTER TABLE m ADD FOREIGN KEY (id) REFERENCES p (id) NOT VALID",
      "add-fk-partitioned-not-valid", "SRX m, SRX p; fails" },
    { V18, "ALTER TABLE m ADD FOREIGN KEY (id) REFERENCES p (id) NOT VALID", "add-fk-unchecked",
      "SRX m, SRX p, SRX m1, SRX md;" },
    { V15, "ALTER TABLE t VALIDATE CONSTRAINT t_o_fk", "validate-fk",
      "SUE t, RS p; scan validate long" },
    { V15, "ALTER TABLE t DROP CONSTRAINT t_p_fk", "drop-fk", "AX t, AX p;" },
    { V15, "ALTER TABLE t DROP CONSTRAINT t_nv", "drop-check", "AX t;" },
    { V15, "ALTER TABLE t ALTER CONSTRAINT t_p_fk DEFERRABLE", "alter-fk", "AX t;" },
    { V15, "ALTER TABLE t ADD UNIQUE (a)", "add-unique", "AX t; scan build validate long" },
    { V15, "ALTER TABLE k ADD CONSTRAINT x UNIQUE USING INDEX k_id", "add-unique-using-index",
      "AX k;" },
    { V15, "ALTER TABLE k ADD CONSTRAINT x PRIMARY KEY USING INDEX k_id",
      "add-pk-using-index-nullable", "AX k; scan validate long" },
    { V15, "ALTER TABLE k ADD CONSTRAINT x PRIMARY KEY USING INDEX k_w", "add-pk-using-index",
      "AX k;" },
    { V15, "ALTER TABLE k ADD PRIMARY KEY (id)", "add-pk", "AX k; scan build validate long" },
    { V15, "ALTER TABLE t ADD EXCLUDE USING gist (a WITH =)", "add-exclusion",
      "AX t; scan build validate long" },
    { V15, "ALTER TABLE k DROP CONSTRAINT k_u", "drop-unique", "AX k;" },
    { V15, "ALTER TABLE k DROP CONSTRAINT k_ex", "drop-exclusion", "AX k;" },
    /* indexes */
    { V15, "CREATE INDEX x ON t (a)", "create-index", "S t; scan build long" },
    { V15, "CREATE UNIQUE INDEX x ON t (a)", "create-unique-index",
      "S t; scan build validate long" },
    { V15, "CREATE INDEX CONCURRENTLY x ON t (a)", "create-index-concurrently",
      "SUE t; scan build waits long tx=never" },
    { V15, "CREATE UNIQUE INDEX CONCURRENTLY x ON t (a)", "create-unique-index-concurrently",
      "SUE t; scan build validate waits long tx=never" },
    { V15, "DROP INDEX t_ts", "drop-index", "AX t, AX t_ts;" },
    { V15, "DROP INDEX CONCURRENTLY t_ts", "drop-index-concurrently", "SUE t; waits tx=never" },
    { V15, "ALTER INDEX t_ts RENAME TO x", "rename-index", "SUE t_ts;" },
    { V15, "ALTER INDEX t_ts SET (fillfactor = 70)", "alter-index", "SUE t_ts;" },
    { V15, "ALTER INDEX t_ts SET TABLESPACE fast", "move-index", "AX t_ts; scan long" },
    { V15, "CREATE INDEX x ON m (id)", "create-index", "S m, S m1, S md; scan build long" },
    { V15, "CREATE INDEX x ON ONLY m (id)", "create-index-only", "S m;" },
    { V15, "CREATE INDEX CONCURRENTLY x ON m (id)", "create-index-concurrently-partitioned",
      "SUE m; tx=never fails" },
    { V15, "REINDEX INDEX t_ts", "reindex-index", "S t, AX t_ts; scan build long" },
    { V15, "REINDEX TABLE k", "reindex-table",
      "S k, AX k_u, AX k_ex, AX k_x, AX k_id, AX k_w; scan build long" },
    { V15, "REINDEX INDEX CONCURRENTLY t_ts", "reindex-concurrently",
      "SUE t; scan build waits long tx=never" },
    { V15, "REINDEX SCHEMA public", "reindex", "S *; scan build long tx=never" },
    /* tables */
    { V15, "ALTER TABLE t SET (fillfactor = 80)", "set-table-options", "SUE t;" },
    { V15, "ALTER TABLE t CLUSTER ON t_ts", "cluster-on", "SUE t;" },
    { V15, "ALTER TABLE t SET TABLESPACE fast", "set-tablespace", "AX t; scan rewrite build long" },
    { V15, "ALTER TABLE t SET UNLOGGED", "set-logged", "AX t; scan rewrite build long" },
    { V15, "ALTER TABLE t SET ACCESS METHOD heap2", "set-access-method",
      "AX t; scan rewrite build long" },
    { V15, "ALTER TABLE t REPLICA IDENTITY FULL", "replica-identity", "AX t;" },
    { V15, "ALTER TABLE t ENABLE ROW LEVEL SECURITY", "row-security", "AX t;" },
    { V15, "ALTER TABLE loose INHERIT vt", "inherit", "AX loose, SUE vt;" },
    { V15, "CREATE TABLE x (id int REFERENCES p (id))", "add-fk-empty-column", "SRX p;" },
    { V15, "CREATE TABLE x (id int DEFAULT random() CHECK (id > 0), UNIQUE (id))", "create-table", "none;" },
    { V15, "CREATE TABLE x AS SELECT * FROM t", "create-table-as", "AS t; long" },
    { V15, "DROP TABLE t", "drop-table", "AX t, AX p;" },
    { V15, "DROP TABLE loose", "drop-table", "AX loose;" },
    { V15, "CREATE TABLE x PARTITION OF m FOR VALUES FROM ('2026-01-01') TO ('2027-01-01')",
      "create-partition", "AX m, AX md; scan long" },
    { V15, "ALTER TABLE m ATTACH PARTITION loose FOR VALUES FROM ('2025-01-01') TO ('2026-01-01')",
      "attach-partition", "AX loose, SUE m, AX md; scan validate long" },
    { V15, "ALTER TABLE m ATTACH PARTITION tight FOR VALUES FROM ('2025-01-01') TO ('2026-01-01')",
      "attach-partition-proven", "AX tight, SUE m, AX md; scan long" },
    { V15, "ALTER TABLE m DETACH PARTITION m1", "detach-partition", "AX m1, AX m, AX md;" },
    { V15, "ALTER TABLE m DETACH PARTITION m1 CONCURRENTLY", "detach-concurrently",
      "AX m1, SUE m; waits tx=never" },
    { V13, "ALTER TABLE m DETACH PARTITION m1 CONCURRENTLY", "detach-concurrently-old",
      "AX m1, AX m; fails" },
    { V15, "ALTER TABLE m DETACH PARTITION m1 FINALIZE", "detach-finalize", "AX m1, SUE m; waits" },
    { V15, "DROP TABLE m1", "drop-partition", "AX m1, AX m, AX md;" },
    { V15, "ALTER TABLE m ADD COLUMN x int", "add-column", "AX m, AX m1, AX md;" },
    { V15, "ALTER TABLE m ALTER COLUMN id SET NOT NULL", "set-not-null",
      "AX m, AX m1, AX md; scan validate long" },
    /* triggers and their like */
    { V15, "CREATE TRIGGER x AFTER UPDATE ON t FOR EACH ROW EXECUTE FUNCTION f()", "create-trigger",
      "SRX t;" },
    { V15, "ALTER TABLE t DISABLE TRIGGER trg", "enable-trigger", "SRX t;" },
    { V15, "DROP TRIGGER trg ON t", "drop-trigger", "AX t;" },
    { V15, "ALTER TRIGGER trg ON t RENAME TO x", "rename-trigger", "AX t;" },
    { V15, "CREATE POLICY x ON t USING (a = 1)", "create-policy", "AX t;" },
    { V15, "ALTER POLICY pol ON t USING (a = 2)", "alter-policy", "AX t;" },
    { V15, "ALTER POLICY pol ON t RENAME TO x", "rename-policy", "AX t;" },
    { V15, "DROP POLICY pol ON t", "drop-policy", "AX t;" },
    { V15, "CREATE RULE x AS ON UPDATE TO t DO INSTEAD NOTHING", "create-rule", "AX t;" },
    { V15, "ALTER RULE ru ON k RENAME TO x", "rename-rule", "AX k;" },
    { V15, "DROP RULE ru ON k", "drop-rule", "AX k;" },
    { V15, "CREATE STATISTICS x ON a, b FROM t", "create-statistics", "SUE t;" },
    { V15, "GRANT SELECT ON t TO someone", "create-grant", "none;" },
    { V18, "GRANT SELECT ON t TO someone", "create-grant-18", "AS t;" },
    { V15, "REVOKE SELECT ON t FROM someone", "drop-grant", "none;" },
    /* views */
    { V15, "CREATE VIEW x AS SELECT id FROM t", "create-view", "AS t;" },
    { V15, "CREATE OR REPLACE VIEW vw AS SELECT id, name FROM vt", "replace-view",
      "AX vw, AS vt;" },
    { V15, "CREATE MATERIALIZED VIEW x AS SELECT id FROM t", "create-matview", "AS t; long" },
    { V15, "ALTER VIEW vw ALTER COLUMN id SET DEFAULT 1", "set-default", "AX vw;" },
    { V15, "DROP VIEW vw", "drop-view", "AX vw;" },
    { V15, "DROP MATERIALIZED VIEW mv", "drop-matview", "AX mv;" },
    { V15, "REFRESH MATERIALIZED VIEW mv", "refresh", "AX mv, AS vt; rewrite long" },
    { V15, "REFRESH MATERIALIZED VIEW CONCURRENTLY mv", "refresh-concurrently",
      "X mv, AS vt; long" },
    /* types, domains, sequences, the rest */
    { V15, "ALTER TYPE mood ADD VALUE 'happy'", "enum-add", "none;" },
    { 110000, "ALTER TYPE mood ADD VALUE 'happy'", "enum-add-old", "none; tx=never" },
    { V15, "ALTER TYPE mood RENAME VALUE 'ok' TO 'fine'", "enum-rename", "none;" },
    { V15, "ALTER TYPE mood OWNER TO someone", "alter-type-object", "none;" },
    { V15, "ALTER TYPE mood RENAME TO x", "rename-type", "none;" },
    { V15, "CREATE TYPE x AS ENUM ('a')", "create-object", "none;" },
    { V15, "DROP TYPE mood", "drop-type", "none;" },
    { V15, "ALTER DOMAIN checked ADD CHECK (VALUE <> 'x')", "domain-check",
      "S t; scan validate long" },
    { V15, "ALTER DOMAIN checked ADD CHECK (VALUE <> 'x') NOT VALID", "domain-check-not-valid",
      "none;" },
    { V15, "ALTER DOMAIN checked SET NOT NULL", "domain-not-null", "S t; scan validate long" },
    { V15, "ALTER DOMAIN checked SET DEFAULT 'x'", "alter-domain", "none;" },
    { V15, "CREATE SEQUENCE x", "create-sequence", "none;" },
    { V15, "ALTER SEQUENCE seq OWNED BY t.a", "alter-sequence-owned", "SRX seq;" },
    { V15, "ALTER SEQUENCE seq INCREMENT 2", "alter-sequence", "SRX seq;" },
    { V15, "DROP SEQUENCE seq", "drop-sequence", "AX seq;" },
    { V15, "DROP SCHEMA other", "drop-schema", "none;" },
    { V15, "ALTER SCHEMA other RENAME TO x", "rename-schema", "none;" },
    { V15, "CREATE DATABASE x", "create-database", "none; tx=never" },
    { V15, "DROP DATABASE x", "drop-database", "none; tx=never" },
    { V15, "CREATE FUNCTION g() RETURNS int LANGUAGE sql AS $$ SELECT 1 $$", "create-object",
      "none;" },
    { V15, "ALTER FUNCTION f() STABLE", "alter-object", "none;" },
    { V15, "ALTER FUNCTION f() RENAME TO g", "rename-object", "none;" },
    { V15, "ALTER FUNCTION f() SET SCHEMA other", "move-object", "none;" },
    { V15, "DROP EXTENSION x", "drop-extension", "none;" },
    { V15, "CREATE SUBSCRIPTION x CONNECTION 'c' PUBLICATION p", "create-subscription",
      "none; long tx=never" },
    { V15, "DROP SUBSCRIPTION x", "drop-subscription", "none; tx=never" },
    /* rows */
    { V15, "SELECT * FROM t", "select", "AS t;" },
    { V15, "SELECT * FROM t WHERE id = 1 FOR UPDATE", "select-lock", "RS t;" },
    { V15, "INSERT INTO t (id) VALUES (1)", "insert", "RX t;" },
    { V15, "INSERT INTO p (id) SELECT id FROM k", "insert-select", "RX p, AS k; long" },
    { V15, "UPDATE t SET b = 'x'", "update-all", "RX t; scan long" },
    { V15, "UPDATE t SET b = 'x' WHERE id = 1", "update", "RX t; long" },
    { V15, "DELETE FROM t", "delete-all", "RX t; scan long" },
    { V15, "DELETE FROM t WHERE id = 1", "delete", "RX t; long" },
    { V15, "TRUNCATE t", "truncate", "AX t;" },
    { V15, "TRUNCATE p CASCADE", "truncate-cascade", "AX p, AX t, AX alone;" },
    { V17, "MERGE INTO p USING k ON p.id = k.id WHEN MATCHED THEN DELETE", "merge",
      "RX p, AS k; long" },
    { V15, "COPY p FROM '/tmp/x'", "copy", "RX p;" },
    /* upkeep */
    { V15, "VACUUM t", "vacuum", "SUE t; scan long tx=never" },
    { V15, "VACUUM FULL t", "vacuum-full", "AX t; scan rewrite build long tx=never" },
    { V15, "ANALYZE t", "analyze", "SUE t;" },
    { V15, "CLUSTER t USING t_ts", "cluster", "AX t; scan rewrite build long" },
    { V15, "CLUSTER", "cluster-all", "AX *; scan rewrite build long tx=never" },
    { V15, "LOCK TABLE t", "lock-table", "AX t;" },
    { V15, "LOCK TABLE t IN SHARE MODE", "lock-table", "S t;" },
    { V15, "CHECKPOINT", "maintain", "none;" },
    /* session and control */
    { V15, "SET lock_timeout = '1s'", "session", "none;" },
    { V15, "COMMIT", "control-commit", "none; tx=commits" },
    { V15, "ROLLBACK", "control-rollback", "none; tx=commits" },
    { V15, "BEGIN", "control", "none;" },
    { V15, "CREATE FOREIGN TABLE x (id int) SERVER srv", "create-foreign-table", "none;" },
    { V15, "DROP FOREIGN TABLE ft", "drop-foreign-table", "AX ft;" },
    { V15, "ALTER TABLE t ALTER COLUMN b TYPE text", "nothing", "AX t;" },
    { V15, "ALTER TABLE t ALTER COLUMN ts TYPE timestamp", "nothing", "AX t;" },
    { V15, "ALTER TABLE k ALTER COLUMN u TYPE text COLLATE \"C\"", "alter-collation-index", "AX k; scan build long" },
    { V18, "ALTER TABLE k ALTER COLUMN gv SET EXPRESSION AS (w + 2)", "set-expression-virtual", "AX k;" },
    { V15, "ALTER DOMAIN lazy VALIDATE CONSTRAINT lazy_c", "domain-validate", "S alone; scan validate long" },
    { V15, "ALTER DOMAIN lazy DROP CONSTRAINT lazy_c", "domain-drop-check", "none;" },
    { V18, "ALTER TABLE alone ALTER CONSTRAINT alone_ne ENFORCED", "enforce-fk", "SRX alone, SRX p; scan validate long" },
    { V18, "ALTER TABLE alone DROP CONSTRAINT alone_nn", "drop-not-null-constraint", "AX alone;" },
    { V15, "ALTER TABLE alone DROP CONSTRAINT alone_pkey", "drop-pk", "AX alone;" },
    { V15, "ALTER TABLE t DROP CONSTRAINT nobody", "drop-constraint", "AX t;" },
    { V15, "ALTER TABLE t ALTER CONSTRAINT nobody DEFERRABLE", "alter-constraint", "AX t;" },
    { V15, "ALTER INDEX m_i ATTACH PARTITION m1_i", "attach-index", "AX m1_i;" },
    { V15, "ALTER TABLE k DISABLE RULE ru", "alter-rule", "AX k;" },
    { V15, "DROP FUNCTION f() CASCADE", "drop-object", "AX t;" },
    { V15, "DO $$ BEGIN ALTER TABLE k ADD COLUMN q int CHECK (q > 0); END $$", "add-check", "AX k; scan validate long" },
    { V15, "DO $$ BEGIN CREATE SCHEMA q; END $$", "run-known", "none;" },
    /* several clauses: the strongest */
    { V15, "ALTER TABLE t ADD COLUMN x int, ALTER COLUMN a SET STATISTICS 5", "add-column",
      "AX t;" },
    { V15, "ALTER TABLE t VALIDATE CONSTRAINT t_nv, ADD COLUMN x int", "validate",
      "AX t; scan validate long" },
    { V15, "THIS IS NO SQL", "opaque", "AX *; scan rewrite build validate long" },
};

// clang-format on

static const struct effect_opts base = { .dialect = NULL };

static struct effect_opts options(str zone)
{
    struct effect_opts o = base;
    o.dialect = dialect_get(DIALECT_POSTGRES);
    o.time_zone = zone;
    return o;
}

TEST(postgres_as_measured)
{
    struct effect_opts o = options((str){ 0 });
    effect_cases(a, &o, setup, cases, COUNT_OF(cases));
}

TEST(time_zone_decides)
{
    static const struct effect_case utc[] = {
        { V15, "ALTER TABLE t ALTER COLUMN ts TYPE timestamptz", "alter-type-index",
          "AX t; scan build long" },
        { V15, "ALTER TABLE k ALTER COLUMN ch TYPE timestamptz", "alter-type-index-rechecks",
          "AX k; scan validate long" },
        { V15, "ALTER TABLE k ALTER COLUMN y TYPE timestamptz", "alter-type-no-index", "AX k;" },
        { V15, "ALTER TABLE t ALTER COLUMN tz TYPE timestamp", "alter-type-free", "AX t;" },
    };
    static const struct effect_case elsewhere[] = {
        { V15, "ALTER TABLE t ALTER COLUMN ts TYPE timestamptz", "alter-type",
          "AX t; scan rewrite build validate long" },
        { V15, "ALTER TABLE t ALTER COLUMN tz TYPE timestamp", "alter-type",
          "AX t; scan rewrite build validate long" },
    };
    struct effect_opts o = options(S("UTC"));
    effect_cases(a, &o, setup, utc, COUNT_OF(utc));
    o = options(S("Europe/Vienna"));
    effect_cases(a, &o, setup, elsewhere, COUNT_OF(elsewhere));
}

TEST(every_row_has_a_case)
{
    static struct effect_case all[COUNT_OF(cases) + 3];
    for (size_t i = 0; i < COUNT_OF(cases); i++)
        all[i] = cases[i];
    all[COUNT_OF(cases)].row = "alter-type-index";
    all[COUNT_OF(cases) + 1].row = "alter-type-no-index";
    all[COUNT_OF(cases) + 2].row = "alter-type-index-rechecks";
    effect_rows_covered(a, DIALECT_POSTGRES, ROW_POSTGRES, all, COUNT_OF(all));
}
