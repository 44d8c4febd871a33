/* tests/unit/effects/test_sqlite.c: what SQLite does, row by row, as run on 3.40 and 3.53. */
#include "effect_help.h"

enum { S24 = 3024000, S34 = 3034001, S36 = 3036000, S40 = 3040001, S53 = 3053004 };

// clang-format off
static const char setup[] =
    "CREATE TABLE p (id INTEGER PRIMARY KEY);\n"
    "CREATE TABLE t (id INTEGER PRIMARY KEY, a INT, b TEXT, ix TEXT, ck INT CHECK (ck > 0), u INT CONSTRAINT t_u UNIQUE, "
    "src INT, gen INT GENERATED ALWAYS AS (src + 1) VIRTUAL, vw TEXT, tr TEXT, fk INT REFERENCES p (id), "
    "nn INT NOT NULL, CONSTRAINT t_c CHECK (a < 100));\n"
    "CREATE INDEX t_ix ON t (ix);\n"
    "CREATE VIEW w AS SELECT vw FROM t;\n"
    "CREATE TRIGGER gone AFTER DELETE ON p BEGIN SELECT 1; END;\n"
    "CREATE TRIGGER trg AFTER UPDATE OF tr ON t BEGIN SELECT 1; END;\n";

static const struct effect_case cases[] = {
    { S40, "CREATE TABLE x (id INTEGER PRIMARY KEY, a INT NOT NULL UNIQUE)", "create-table", "fileR *;" },
    { 3036000, "CREATE TABLE x (id INTEGER PRIMARY KEY) STRICT", "create-table-strict", "fileR *; fails" },
    { S40, "CREATE TABLE x AS SELECT * FROM t", "create-table-as", "fileR *; scan long" },
    { S40, "ALTER TABLE t ADD COLUMN x INT", "add-column", "fileR *;" },
    { S40, "ALTER TABLE t ADD COLUMN x INT NOT NULL DEFAULT 5", "add-column", "fileR *;" },
    { S40, "ALTER TABLE t ADD COLUMN x INT PRIMARY KEY", "add-column-key", "fileR *; fails" },
    { S40, "ALTER TABLE t ADD COLUMN x INT UNIQUE", "add-column-unique", "fileR *; fails" },
    { S40, "ALTER TABLE t ADD COLUMN x INT NOT NULL", "add-column-required", "fileR *; fails" },
    { S40, "ALTER TABLE t ADD COLUMN x TEXT DEFAULT CURRENT_TIMESTAMP", "add-column-computed", "fileR *; fails" },
    { S40, "ALTER TABLE t ADD COLUMN x INT DEFAULT (random())", "add-column-computed", "fileR *; fails" },
    { S40, "ALTER TABLE t ADD COLUMN x INT GENERATED ALWAYS AS (a + 1) STORED", "add-column-stored", "fileR *; fails" },
    { S40, "ALTER TABLE t ADD COLUMN x INT GENERATED ALWAYS AS (a + 1) VIRTUAL", "add-column-virtual", "fileR *;" },
    { S40, "ALTER TABLE t ADD COLUMN x INT NOT NULL GENERATED ALWAYS AS (a + 1) VIRTUAL", "add-column-virtual-required",
      "fileR *; scan validate long" },
    { S40, "ALTER TABLE t ADD COLUMN x INT CHECK (x > 0)", "add-check-column", "fileR *; scan validate long" },
    { S36, "ALTER TABLE t ADD COLUMN x INT CHECK (x > 0)", "add-check-column-old", "fileR *;" },
    { S40, "ALTER TABLE t ADD COLUMN x INT REFERENCES p (id)", "add-column", "fileR *;" },
    { S40, "ALTER TABLE t DROP COLUMN b", "drop-column", "fileR *; scan rewrite build long" },
    { S40, "ALTER TABLE t DROP COLUMN gen", "drop-column-virtual", "fileR *;" },
    { S40, "ALTER TABLE t DROP COLUMN fk", "drop-column", "fileR *; scan rewrite build long" },
    { S40, "ALTER TABLE t DROP COLUMN ix", "drop-column-needed", "fileR *; fails" },
    { S40, "ALTER TABLE t DROP COLUMN u", "drop-column-needed", "fileR *; fails" },
    { S40, "ALTER TABLE t DROP COLUMN src", "drop-column-needed", "fileR *; fails" },
    { S40, "ALTER TABLE t DROP COLUMN vw", "drop-column-needed", "fileR *; fails" },
    { S40, "ALTER TABLE t DROP COLUMN a", "drop-column-needed", "fileR *; fails" },
    { S34, "ALTER TABLE t DROP COLUMN b", "drop-column-old", "fileR *; fails" },
    { S40, "ALTER TABLE t RENAME COLUMN b TO bb", "rename-column", "fileR *;" },
    { S24, "ALTER TABLE t RENAME COLUMN b TO bb", "rename-column-old", "fileR *; fails" },
    { S40, "ALTER TABLE t RENAME TO t2", "rename-relation", "fileR *;" },
    { S53, "ALTER TABLE t ALTER COLUMN a SET NOT NULL", "set-not-null", "fileR *; scan validate long" },
    { S53, "ALTER TABLE t ALTER COLUMN nn DROP NOT NULL", "drop-not-null", "fileR *;" },
    { S40, "ALTER TABLE t ALTER COLUMN a SET NOT NULL", "alter-column", "fileR *; fails" },
    { S53, "ALTER TABLE t ADD CHECK (a > 0)", "add-check", "fileR *; scan validate long" },
    { S53, "ALTER TABLE t DROP CONSTRAINT t_c", "drop-check", "fileR *;" },
    { S53, "ALTER TABLE t ADD CONSTRAINT x UNIQUE (a)", "add-constraint", "fileR *; fails" },
    { S53, "ALTER TABLE t DROP CONSTRAINT t_u", "drop-constraint", "fileR *; fails" },
    { S40, "ALTER TABLE t ADD COLUMN x INT DEFAULT (1 + 1)", "add-column-computed", "fileR *; fails" },
    { S40, "ALTER TABLE t ADD COLUMN x INT DEFAULT ('a' || 'b')", "add-column-computed", "fileR *; fails" },
    { S40, "ALTER TABLE t ADD COLUMN x INT DEFAULT (-1.5e-3)", "add-column", "fileR *;" },
    { S40, "ALTER TABLE t ADD COLUMN x INT DEFAULT (CAST('it''s' AS TEXT))", "add-column", "fileR *;" },
    { S40, "ALTER TABLE t DROP COLUMN ck", "drop-column", "fileR *; scan rewrite build long" },
    { S40, "UPDATE t SET b = 1 WHERE a = 1", "update-unserved", "fileR *; scan long" },
    { S40, "UPDATE t SET b = 1 WHERE a = 1 AND rowid = 7", "update", "fileR *; long" },
    { S40, "DELETE FROM t WHERE a = 1", "delete-unserved", "fileR *; scan long" },
    { S40, "DELETE FROM t WHERE id IN (SELECT id FROM p)", "delete-joined", "fileR *; scan long" },
    { S40, "UPDATE t SET b = 1 WHERE id IN (SELECT id FROM p)", "update-joined", "fileR *; scan long" },
    { S40, "DELETE FROM t RETURNING id", "delete-all", "fileR *; scan long" },
    { S40, "DELETE FROM t WHERE 1", "delete-all", "fileR *; scan long" },
    { S40, "DELETE FROM p", "delete-all", "fileR *; scan long" },
    { S40, "CREATE INDEX x ON t (a)", "create-index", "fileR *; scan build long" },
    { S40, "CREATE UNIQUE INDEX x ON t (a)", "create-unique-index", "fileR *; scan build validate long" },
    { S40, "DROP INDEX t_ix", "drop-index", "fileR *;" },
    { S40, "DROP TABLE t", "drop-table", "fileR *;" },
    { S40, "CREATE VIEW x AS SELECT a FROM t", "create-object", "fileR *;" },
    { S40, "DROP VIEW w", "drop-view", "fileR *;" },
    { S40, "CREATE TRIGGER x AFTER INSERT ON t BEGIN SELECT 1; END", "create-trigger", "fileR *;" },
    { S40, "DROP TRIGGER trg", "drop-trigger", "fileR *;" },
    { S40, "SELECT * FROM t", "select", "fileS *;" },
    { S40, "INSERT INTO p VALUES (1)", "insert", "fileR *;" },
    { S40, "INSERT INTO p SELECT id FROM t", "insert-select", "fileR *; scan long" },
    { S40, "INSERT INTO p SELECT 5", "insert-picked", "fileR *; long" },
    { S40, "INSERT INTO p SELECT id + 5 FROM t WHERE id <> 5", "insert-select", "fileR *; scan long" },
    { S40, "INSERT INTO p SELECT id FROM t LIMIT 5", "insert-picked", "fileR *; long" },
    { S40, "REPLACE INTO p VALUES (1)", "replace", "fileR *;" },
    { S40, "REPLACE INTO p SELECT id FROM t", "replace-select", "fileR *; scan long" },
    { S40, "DELETE FROM t WHERE id NOT IN (SELECT min(id) FROM t GROUP BY a)", "delete-joined", "fileR *; scan long" },
    { S40, "UPDATE t SET a = 1", "update-all", "fileR *; scan long" },
    { S40, "UPDATE t SET a = 1 WHERE id = 1", "update", "fileR *; long" },
    { S40, "DELETE FROM t", "delete-all-freed", "fileR *;" },
    { S40, "DELETE FROM t WHERE id = 1", "delete", "fileR *; long" },
    { S40, "VACUUM", "vacuum", "fileX *; scan rewrite build long tx=never" },
    { S40, "ANALYZE", "analyze", "fileR *; scan long" },
    { S40, "REINDEX t", "reindex", "fileR *; scan build long" },
    { S40, "PRAGMA integrity_check", "check", "fileS *; scan long" },
    { S40, "EXPLAIN SELECT 1", "maintain", "none;" },
    { S40, "PRAGMA foreign_keys = ON", "session", "none;" },
    { S40, "BEGIN IMMEDIATE", "control", "none;" },
    { S40, "COMMIT", "control-commit", "none; tx=commits" },
    { S40, "ROLLBACK", "control-rollback", "none; tx=commits" },
};

static const struct effect_case keys_on[] = {
    { S40, "ALTER TABLE t ADD COLUMN x INT DEFAULT 1 REFERENCES p (id)", "add-fk-default", "fileR *; fails" },
    { S40, "ALTER TABLE t ADD COLUMN x INT REFERENCES p (id)", "add-column", "fileR *;" },
    { S40, "DROP TABLE t", "drop-table-parent", "fileR *; scan long" },
};

// clang-format on

TEST(sqlite_as_measured)
{
    struct effect_opts o = { .dialect = dialect_get(DIALECT_SQLITE) };
    effect_cases(a, &o, setup, cases, COUNT_OF(cases));
}

TEST(foreign_keys_decide)
{
    struct effect_opts o = { .dialect = dialect_get(DIALECT_SQLITE), .foreign_keys = true };
    effect_cases(a, &o, setup, keys_on, COUNT_OF(keys_on));
}

TEST(every_row_has_a_case)
{
    static struct effect_case all[COUNT_OF(cases) + COUNT_OF(keys_on) + 1];
    size_t n = 0;
    for (size_t i = 0; i < COUNT_OF(cases); i++)
        all[n++] = cases[i];
    for (size_t i = 0; i < COUNT_OF(keys_on); i++)
        all[n++] = keys_on[i];
    all[n++].row = "add-fk-column"; /* never weighs more than the column it comes with */
    effect_rows_covered(a, DIALECT_SQLITE, ROW_SQLITE, all, n);
}
