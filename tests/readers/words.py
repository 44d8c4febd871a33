#!/usr/bin/env python3
"""tests/readers/words.py: words of the grammar that are names, in every place where the engine takes them.

Does      put each word of an engine in the place of a name; ask the engine whether that is an error of syntax;
          where it is none, read the statement: it must say what it says with a plain name
Does not  execute for good: PostgreSQL takes each statement back, MariaDB and MySQL prepare it, SQLite explains it
Shape     a template has the name ZZQ; with "!" before it the word may mean something (a type): it must not be opaque
Env       AFLOAT, AFLOAT_TEST_KINDS as tests/schema/run
          ends with "N passed, N failed, N skipped"; code 1 when one failed
"""
import os
import re
import sqlite3
import subprocess
import sys
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(os.path.dirname(HERE))
AFLOAT = os.path.abspath(os.path.join(ROOT, os.environ.get("AFLOAT", "build/debug/afloat")))
READ = os.path.join(os.path.dirname(AFLOAT), "tests/real/read")
SERVER = os.path.join(ROOT, "tests/harness/server")
USUAL = ("pg15", "pg18", "mariadb", "mysql9")
PLAIN = "zzq"

BOTH = """
CREATE TABLE ZZQ (a int)
CREATE TABLE IF NOT EXISTS ZZQ (a int)
CREATE TABLE t2 (ZZQ int)
CREATE TABLE t2 (a int, ZZQ int NOT NULL DEFAULT 5, b int)
CREATE TABLE t2 (ZZQ int PRIMARY KEY, b int, UNIQUE (b, ZZQ), CHECK (ZZQ > 0))
CREATE TABLE t2 (a int CONSTRAINT ZZQ CHECK (a > 0))
CREATE TABLE t2 (a int, CONSTRAINT ZZQ UNIQUE (a), CONSTRAINT c CHECK (a > 0))
CREATE TABLE t2 (a int, FOREIGN KEY (a) REFERENCES ZZQ (b))
CREATE TABLE t2 (ZZQ int, CONSTRAINT c FOREIGN KEY (ZZQ) REFERENCES t (ZZQ))
CREATE TABLE t2 (ZZQ int, b int GENERATED ALWAYS AS (ZZQ + 1) STORED)
ALTER TABLE ZZQ ADD COLUMN a int
ALTER TABLE ZZQ RENAME TO b
ALTER TABLE t ADD ZZQ int
ALTER TABLE t ADD COLUMN ZZQ int
ALTER TABLE t DROP COLUMN ZZQ
ALTER TABLE t DROP ZZQ
ALTER TABLE t RENAME COLUMN ZZQ TO b
ALTER TABLE t RENAME COLUMN a TO ZZQ
ALTER TABLE t RENAME TO ZZQ
CREATE INDEX ZZQ ON t (a)
CREATE UNIQUE INDEX ZZQ ON t (a, b)
CREATE INDEX i2 ON ZZQ (a)
CREATE INDEX i2 ON t (ZZQ)
CREATE INDEX i2 ON t (a, ZZQ DESC)
CREATE INDEX i2 ON t ((ZZQ + 1))
CREATE VIEW ZZQ AS SELECT 1 AS one
CREATE VIEW v2 (ZZQ) AS SELECT 1
CREATE VIEW v2 AS SELECT ZZQ FROM t
CREATE VIEW v2 AS SELECT a AS ZZQ FROM t
CREATE VIEW v2 AS SELECT a ZZQ FROM t
CREATE VIEW v2 AS SELECT x.a FROM ZZQ x
CREATE VIEW v2 AS SELECT a FROM t ZZQ
CREATE VIEW v2 AS SELECT ZZQ.a FROM t AS ZZQ
CREATE VIEW v2 AS SELECT t.ZZQ FROM t JOIN ZZQ ON t.a = ZZQ.a
CREATE VIEW v2 AS SELECT a FROM t WHERE ZZQ > 1 ORDER BY ZZQ
CREATE VIEW v2 AS WITH ZZQ AS (SELECT 1 AS one) SELECT one FROM ZZQ
DROP TABLE ZZQ
DROP TABLE IF EXISTS ZZQ
DROP VIEW ZZQ
UPDATE t SET ZZQ = 1
UPDATE ZZQ SET a = 1 WHERE b = 2
UPDATE t SET a = ZZQ WHERE ZZQ = 3
INSERT INTO ZZQ VALUES (1)
INSERT INTO t (ZZQ) VALUES (1)
INSERT INTO t (a, ZZQ) SELECT a, ZZQ FROM t
DELETE FROM ZZQ
DELETE FROM ZZQ WHERE a = 1
DELETE FROM t WHERE ZZQ = 1
"""
POSTGRES = """
!CREATE TABLE t2 (a ZZQ)
CREATE TABLE s.ZZQ (a int)
CREATE TABLE ZZQ.t2 (a int)
CREATE TABLE t2 (a int REFERENCES ZZQ ON DELETE CASCADE)
CREATE TABLE t2 (LIKE ZZQ)
CREATE TABLE t2 (a int) INHERITS (ZZQ)
CREATE TABLE t2 PARTITION OF ZZQ DEFAULT
CREATE TABLE t2 (ZZQ int) PARTITION BY RANGE (ZZQ)
CREATE TABLE t2 (a int, EXCLUDE USING gist (ZZQ WITH =))
CREATE TABLE ZZQ AS SELECT 1 AS one
CREATE TABLE t2 (ZZQ) AS SELECT 1 AS one
CREATE TABLE t2 (a text COLLATE ZZQ)
CREATE TABLE t2 (a int) TABLESPACE ZZQ
ALTER TABLE t ALTER ZZQ SET NOT NULL
ALTER TABLE t ALTER COLUMN ZZQ SET DEFAULT 1
ALTER TABLE t ALTER ZZQ TYPE bigint USING ZZQ::bigint
ALTER TABLE t ALTER a TYPE bigint USING ZZQ
ALTER TABLE t RENAME ZZQ TO b
ALTER TABLE t RENAME a TO ZZQ
ALTER TABLE t RENAME CONSTRAINT ZZQ TO c
ALTER TABLE t RENAME CONSTRAINT c TO ZZQ
ALTER TABLE t ADD CONSTRAINT ZZQ CHECK (a > 0), DROP CONSTRAINT ZZQ, VALIDATE CONSTRAINT ZZQ
ALTER TABLE t ADD CONSTRAINT c UNIQUE USING INDEX ZZQ
ALTER TABLE t SET SCHEMA ZZQ
ALTER TABLE t OWNER TO ZZQ
ALTER TABLE t SET TABLESPACE ZZQ
ALTER TABLE t CLUSTER ON ZZQ
ALTER TABLE t ENABLE TRIGGER ZZQ
ALTER TABLE t INHERIT ZZQ
ALTER TABLE t ATTACH PARTITION ZZQ DEFAULT
ALTER INDEX ZZQ RENAME TO b
ALTER TYPE e RENAME TO ZZQ
ALTER TYPE c ADD ATTRIBUTE ZZQ int
ALTER SEQUENCE ZZQ OWNED BY t.ZZQ
CREATE INDEX CONCURRENTLY ZZQ ON t (a)
CREATE INDEX i2 ON t (ZZQ NULLS FIRST) INCLUDE (ZZQ)
CREATE INDEX i2 ON t (lower(ZZQ))
CREATE INDEX i2 ON t (a ZZQ)
CREATE INDEX i2 ON t USING ZZQ (a)
CREATE INDEX i2 ON t (a) WHERE ZZQ > 0
CREATE MATERIALIZED VIEW ZZQ AS SELECT 1 AS one
CREATE SEQUENCE ZZQ
CREATE SEQUENCE IF NOT EXISTS ZZQ INCREMENT 2
CREATE TYPE ZZQ AS ENUM ('a')
CREATE TYPE c2 AS (ZZQ int, b text)
CREATE DOMAIN ZZQ AS int CHECK (VALUE > 0)
CREATE SCHEMA ZZQ
CREATE FUNCTION ZZQ() RETURNS int LANGUAGE sql AS 'select 1'
!CREATE FUNCTION f2(ZZQ int) RETURNS int LANGUAGE sql AS 'select 1'
CREATE FUNCTION s.ZZQ(int) RETURNS int LANGUAGE sql AS 'select 1'
CREATE TRIGGER ZZQ AFTER INSERT ON t EXECUTE FUNCTION f()
CREATE TRIGGER r2 AFTER UPDATE OF ZZQ ON t FOR EACH ROW WHEN (new.ZZQ > 1) EXECUTE FUNCTION f()
CREATE TRIGGER r2 BEFORE INSERT OR DELETE ON ZZQ EXECUTE FUNCTION f()
CREATE POLICY ZZQ ON t USING (ZZQ > 1)
CREATE RULE ZZQ AS ON INSERT TO t DO NOTHING
CREATE ROLE ZZQ
CREATE PUBLICATION ZZQ FOR TABLE ZZQ
CREATE STATISTICS ZZQ ON a, ZZQ FROM t
CREATE EXTENSION ZZQ
COMMENT ON COLUMN t.ZZQ IS 'x'
COMMENT ON TABLE ZZQ IS 'x'
COMMENT ON CONSTRAINT ZZQ ON t IS 'x'
GRANT SELECT ON TABLE ZZQ TO postgres
GRANT SELECT (ZZQ) ON t TO ZZQ
DROP INDEX ZZQ
DROP SEQUENCE ZZQ
DROP TYPE ZZQ
DROP FUNCTION ZZQ(int)
DROP TRIGGER ZZQ ON t
DROP POLICY ZZQ ON ZZQ
DROP SCHEMA ZZQ CASCADE
DROP ROLE ZZQ
TRUNCATE ZZQ
UPDATE t AS ZZQ SET a = 1
UPDATE t ZZQ SET a = 1
DELETE FROM t AS ZZQ WHERE ZZQ.a = 1
INSERT INTO t AS ZZQ (a) VALUES (1) ON CONFLICT (ZZQ) DO UPDATE SET ZZQ = excluded.ZZQ
LOCK TABLE ZZQ IN SHARE MODE
VACUUM ZZQ
ANALYZE ZZQ (ZZQ)
REFRESH MATERIALIZED VIEW ZZQ
REINDEX TABLE ZZQ
CLUSTER t USING ZZQ
"""
MYSQL = """
CREATE TABLE test.ZZQ (a int)
CREATE TABLE ZZQ.t2 (a int)
CREATE TABLE t2 (ZZQ int AUTO_INCREMENT PRIMARY KEY) ENGINE=InnoDB
CREATE TABLE t2 (a int, KEY ZZQ (a), UNIQUE KEY u (ZZQ))
CREATE TABLE t2 (a int, INDEX ZZQ (a), INDEX (ZZQ))
CREATE TABLE t2 (a int, FULLTEXT KEY ZZQ (a))
CREATE TABLE t2 (a int, PRIMARY KEY (ZZQ))
CREATE TABLE t2 (a int, CONSTRAINT ZZQ PRIMARY KEY (a))
CREATE TABLE t2 (a int, CONSTRAINT ZZQ FOREIGN KEY (a) REFERENCES t (a))
CREATE TABLE t2 (ZZQ varchar(10) CHARACTER SET utf8mb4 COMMENT 'x', b int)
CREATE TABLE t2 LIKE ZZQ
CREATE TABLE ZZQ LIKE t
CREATE TABLE t2 AS SELECT ZZQ FROM t
CREATE TABLE t2 (ZZQ int) PARTITION BY RANGE (ZZQ) (PARTITION ZZQ VALUES LESS THAN (10))
CREATE TABLE t2 (ZZQ int) PARTITION BY HASH (ZZQ) PARTITIONS 2
ALTER TABLE t ADD ZZQ int AFTER a
ALTER TABLE t ADD b2 int AFTER ZZQ
ALTER TABLE t ADD COLUMN (ZZQ int, b2 int)
ALTER TABLE t MODIFY ZZQ bigint NOT NULL
ALTER TABLE t MODIFY COLUMN ZZQ bigint FIRST
ALTER TABLE t CHANGE ZZQ b2 int
ALTER TABLE t CHANGE COLUMN a ZZQ int AFTER b
ALTER TABLE t ALTER ZZQ SET DEFAULT 1
ALTER TABLE t ALTER COLUMN ZZQ DROP DEFAULT
ALTER TABLE t ADD INDEX ZZQ (a), ADD UNIQUE ZZQ (ZZQ)
ALTER TABLE t ADD KEY (ZZQ)
ALTER TABLE t ADD CONSTRAINT ZZQ CHECK (a > 0)
ALTER TABLE t ADD CONSTRAINT ZZQ UNIQUE (a)
ALTER TABLE t ADD CONSTRAINT ZZQ FOREIGN KEY (a) REFERENCES t (a)
ALTER TABLE t ADD PRIMARY KEY (ZZQ)
ALTER TABLE t DROP INDEX ZZQ
ALTER TABLE t DROP KEY ZZQ, DROP FOREIGN KEY ZZQ
ALTER TABLE t DROP CONSTRAINT ZZQ
ALTER TABLE t RENAME INDEX ZZQ TO b
ALTER TABLE t RENAME KEY a TO ZZQ
ALTER TABLE t RENAME ZZQ
ALTER TABLE t RENAME AS ZZQ
ALTER TABLE t ADD PARTITION (PARTITION ZZQ VALUES LESS THAN (20))
ALTER TABLE t DROP PARTITION ZZQ
ALTER TABLE t ORDER BY ZZQ
RENAME TABLE ZZQ TO b
RENAME TABLE a TO ZZQ, b TO c
CREATE INDEX i2 ON t (ZZQ(10))
CREATE FULLTEXT INDEX ZZQ ON t (ZZQ)
DROP INDEX ZZQ ON t
DROP INDEX i2 ON ZZQ
CREATE VIEW test.ZZQ AS SELECT 1 AS one
CREATE ALGORITHM=MERGE VIEW ZZQ AS SELECT 1 AS one
CREATE DATABASE ZZQ
DROP DATABASE ZZQ
TRUNCATE TABLE ZZQ
TRUNCATE ZZQ
DROP TABLE a2, ZZQ
UPDATE t ZZQ SET a = 1
UPDATE t, ZZQ SET t.a = 1, ZZQ.b = 2
REPLACE INTO ZZQ (ZZQ) VALUES (1)
INSERT INTO t SET ZZQ = 1
INSERT INTO t (a) VALUES (1) ON DUPLICATE KEY UPDATE ZZQ = 2
DELETE ZZQ FROM ZZQ JOIN t ON t.a = ZZQ.a
OPTIMIZE TABLE ZZQ
ANALYZE TABLE ZZQ
"""
SQLITE = """
!CREATE TABLE t2 (a ZZQ)
CREATE TABLE main.ZZQ (a int)
CREATE TABLE t2 (ZZQ)
CREATE TABLE t2 (ZZQ, b)
CREATE TABLE t2 (a, ZZQ TEXT COLLATE NOCASE)
CREATE TABLE t2 (ZZQ INTEGER PRIMARY KEY AUTOINCREMENT)
CREATE TABLE t2 (a REFERENCES ZZQ)
CREATE TABLE t2 (a, PRIMARY KEY (a, ZZQ))
CREATE TABLE t2 (a CONSTRAINT ZZQ NOT NULL, b CONSTRAINT ZZQ UNIQUE)
CREATE TABLE t2 (a DEFAULT ZZQ)
CREATE TABLE ZZQ AS SELECT 1 AS one
CREATE TEMP TABLE ZZQ (a)
ALTER TABLE t RENAME ZZQ TO b2
ALTER TABLE t RENAME a TO ZZQ
ALTER TABLE main.ZZQ ADD b
ALTER TABLE t ADD COLUMN ZZQ DEFAULT 1
CREATE INDEX IF NOT EXISTS main.ZZQ ON t (a)
CREATE INDEX i2 ON t (ZZQ COLLATE NOCASE DESC)
CREATE INDEX i2 ON t (a) WHERE ZZQ IS NOT NULL
CREATE TRIGGER ZZQ AFTER INSERT ON t BEGIN SELECT 1; END
CREATE TRIGGER r2 AFTER UPDATE OF ZZQ ON t WHEN new.ZZQ > 1 BEGIN UPDATE t SET a = new.ZZQ; END
CREATE TRIGGER r2 BEFORE DELETE ON ZZQ BEGIN DELETE FROM ZZQ; END
CREATE TEMP VIEW ZZQ AS SELECT 1 AS one
CREATE VIRTUAL TABLE ZZQ USING fts5(a)
DROP INDEX ZZQ
DROP TRIGGER ZZQ
REINDEX ZZQ
ANALYZE ZZQ
SAVEPOINT ZZQ
RELEASE ZZQ
ROLLBACK TO ZZQ
UPDATE t AS ZZQ SET a = 1
UPDATE OR IGNORE ZZQ SET ZZQ = 1
INSERT INTO t AS ZZQ (a) VALUES (1) ON CONFLICT (ZZQ) DO UPDATE SET ZZQ = 2 RETURNING ZZQ
REPLACE INTO ZZQ (ZZQ) VALUES (1)
INSERT OR IGNORE INTO ZZQ DEFAULT VALUES
DELETE FROM t AS ZZQ WHERE ZZQ.a = 1
"""

# Values of their own, and words that make another expression: (not + 1).
VALUES = set("""binary current_catalog current_date current_role current_schema current_time current_timestamp current_user
    false localtime localtimestamp not null select session_user true user utc_date utc_time utc_timestamp""".split())
# The engine, too, takes the word for one of its grammar there: (dialect, template): words.
OTHER = {
    ("sqlite", "ALTER TABLE t ADD ZZQ int"): "column",
    ("postgres", "CREATE TABLE t2 (ZZQ int)"): "like",
    ("postgres", "CREATE INDEX ZZQ ON t (a)"): "concurrently",
    ("postgres", "CREATE UNIQUE INDEX ZZQ ON t (a, b)"): "concurrently",
    ("postgres", "CREATE VIEW v2 AS SELECT ZZQ FROM t"): "all",
    ("postgres", "CREATE VIEW v2 AS SELECT x.a FROM ZZQ x"): "only",
    ("postgres", "ALTER TABLE t ENABLE TRIGGER ZZQ"): "all user",
    ("postgres", "CREATE INDEX i2 ON t (a ZZQ)"): "asc desc",
    ("postgres", "VACUUM ZZQ"): "analyse analyze freeze full verbose",
    # psql looks for the end of the body
    ("postgres", "CREATE FUNCTION ZZQ() RETURNS int LANGUAGE sql AS 'select 1'"): "begin",
    ("postgres", "CREATE FUNCTION s.ZZQ(int) RETURNS int LANGUAGE sql AS 'select 1'"): "begin",
}


def templates(*texts):
    return [line for text in texts for line in text.strip().splitlines()]


def fill(template, word):
    return template.lstrip("!").replace("ZZQ", word)


# --- what the engines take ---------------------------------------------------------------------


class Postgres:
    dialect, name = "postgres", "PostgreSQL"
    templates = templates(BOTH, POSTGRES)

    def __init__(self, kind, env):
        self.folder = env["AFLOAT_TEST_PG_SOCKET"]
        self.sql("CREATE SCHEMA s; CREATE TABLE t (a int, b int); CREATE TYPE c AS (x int); CREATE TYPE e AS ENUM ('x');"
                 "CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';"
                 "CREATE FUNCTION try(q text) RETURNS boolean LANGUAGE plpgsql AS $$ BEGIN EXECUTE q; RAISE EXCEPTION 'back'; "
                 "EXCEPTION WHEN syntax_error THEN RETURN false; WHEN OTHERS THEN RETURN true; END $$;")

    def sql(self, text):
        with tempfile.NamedTemporaryFile("w", suffix=".sql") as f:
            f.write(text)
            f.flush()
            return subprocess.run(["psql", "-X", "-q", "-A", "-t", "-h", self.folder, "-U", "afloat", "-d", "test", "-f", f.name],
                                  capture_output=True, text=True, check=False,
                                  env={**os.environ, "PGOPTIONS": "-c client_min_messages=error"}).stdout

    def words(self):
        return self.sql("SELECT word FROM pg_get_keywords() ORDER BY 1").split()

    def takes(self, statements):
        out = []
        for i in range(0, len(statements), 500):  # a transaction each: they take locks
            out.append("".join(f"SELECT try($zz${s}$zz$);\n" for s in statements[i:i + 500]))
        said = self.sql("".join(out)).split()
        return [a == "t" for a in said]


class MySQL:
    dialect, name = "mysql", "MySQL"
    templates = templates(BOTH, MYSQL)

    def __init__(self, kind, env):
        self.socket = env["AFLOAT_TEST_MY_SOCKET"]
        self.dialect = "mariadb" if kind.startswith("maria") else "mysql"
        self.client("CREATE TABLE t (a int, b int);")

    def client(self, text):
        done = subprocess.run(["mariadb", "-S", self.socket, "-u", "root", "--force", "-N", "-B", "test"], input=text,
                              capture_output=True, text=True, check=False)
        return done.stdout, done.stderr

    def words(self):
        said, _ = self.client("SELECT LOWER(WORD) FROM information_schema.KEYWORDS ORDER BY 1;")
        return [w for w in said.split() if re.fullmatch(r"[a-z_]\w*", w)]

    def takes(self, statements):
        text = "".join("PREPARE z FROM '%s';\n" % s.replace("'", "''") for s in statements)
        _, errors = self.client(text)
        bad = {int(n) for n in re.findall(r"^ERROR (?:1064|1149)\b.*? at line (\d+)", errors, re.M)}
        return [i + 1 not in bad for i in range(len(statements))]


class SQLite:
    dialect, name = "sqlite", "SQLite"
    templates = templates(BOTH, SQLITE)

    def __init__(self, kind=None, env=None):
        self.db = sqlite3.connect(":memory:", isolation_level=None)
        self.db.executescript("CREATE TABLE t (a, b);")

    def words(self):
        with open(os.path.join(ROOT, "src/ddl/reserved.def"), encoding="utf-8") as f:
            words = set(re.findall(r'^W\("(\w+)"', f.read(), re.M))
        more = """abort action add after all always analyze and as asc attach autoincrement before begin by cascade case cast check
            collate column commit conflict constraint create cross current current_date current_time current_timestamp
            database default deferrable deferred delete desc detach distinct do drop each else end escape except exclude
            exclusive exists explain fail filter first following for foreign from full generated glob group groups having if
            ignore immediate in index indexed initially inner insert instead intersect into is isnull join key last left like
            limit match materialized natural no not nothing notnull null nulls of offset on or order others outer over
            partition plan pragma preceding primary query raise range recursive references regexp reindex release rename
            replace restrict returning right rollback row rows savepoint select set table temp temporary then ties to
            transaction trigger unbounded union unique update using vacuum values view virtual when where window with
            without strict rowid stored type value position"""
        return sorted(words | set(more.split()))

    def takes(self, statements):
        out = []
        for s in statements:
            try:
                self.db.execute("EXPLAIN " + s)
                out.append(True)
            except sqlite3.Error as e:
                out.append(not re.search(r"syntax error|incomplete input|unrecognized token", str(e)))
        return out


# --- what afloat reads -------------------------------------------------------------------------


def read(dialect, statements):
    """What each says, one text."""
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "w.sql")
        with open(path, "w", encoding="utf-8") as f:
            f.write("".join(s + "\n;\n" for s in statements))
        done = subprocess.run([READ, "-r", dialect, "0", path], capture_output=True, check=False, text=True)
    if done.returncode and len(statements) == 1:
        return {statements[0]: "opaque: " + done.stderr}
    if done.returncode:
        half = len(statements) // 2
        return {**read(dialect, statements[:half]), **read(dialect, statements[half:])}
    out = done.stdout
    said = [part.partition("\037") for part in out.split("\036")[1:]]
    return {" ".join(s.split()): changes for s, _, changes in said}


def judge(engine, kind):
    words = engine.words()
    todo = [(t, w, fill(t, w)) for t in engine.templates for w in words]
    plain = read(engine.dialect, [fill(t, PLAIN) for t in engine.templates])
    taken = [x for x, ok in zip(todo, engine.takes([s for _, _, s in todo])) if ok]
    said = read(engine.dialect, [s for _, _, s in taken])
    wrong = {}
    for template, word, statement in taken:
        got = said.get(statement)
        want = plain[fill(template, PLAIN)]
        if "opaque" in want or want.strip() == "":
            wrong.setdefault(template, []).append("(plain) " + want)
        if word in VALUES or word in OTHER.get((engine.dialect, template), "").split():
            continue
        if got is None or "opaque" in got or (template[0] != "!" and got != want.replace(PLAIN, word)):
            wrong.setdefault(template, []).append(word)
    for template, bad in wrong.items():
        print(f"    {kind}: {template}: {len(bad)}: {' '.join(bad[:60])}")
        show = bad[0]
        print("        " + (said.get(fill(template, show)) or "nothing").replace("\n", "\n        "))
    print(f"{'FAILED' if wrong else 'passed'}: {kind}: {len(taken)} of {len(todo)} statements are taken, {len(words)} words")
    return not wrong


def kinds():
    return ["sqlite", *(os.environ.get("AFLOAT_TEST_KINDS", "").split() or USUAL)]


def with_engine(kind, fn):
    """What fn says of the engine; None = it cannot be had."""
    if kind == "sqlite":
        return fn(SQLite())
    have = subprocess.run([SERVER, kind, "have"], capture_output=True, text=True, check=False)
    if have.returncode:
        print(f"# SKIP {kind}: {have.stdout.strip()}")
        return None
    started = subprocess.run([SERVER, kind, "start", "--with", str(os.getpid())], stdout=subprocess.PIPE, text=True, check=True,
                             env={"AFLOAT_SERVER_SET": "words", **os.environ})
    env = dict(re.findall(r"export (\w+)='(.*)'", started.stdout))
    try:
        return fn((Postgres if kind.startswith("pg") else MySQL)(kind, env))
    finally:
        subprocess.run([SERVER, kind, "stop", env.get("AFLOAT_TEST_PG_DIR") or env["AFLOAT_TEST_MY_DIR"]],
                       stdout=subprocess.DEVNULL, check=False)


def main():
    if not os.path.exists(READ):
        print(f"# SKIP words: {READ} is not built (make engines)\n0 passed, 0 failed, 1 skipped")
        return 0
    done = [with_engine(k, lambda e, k=k: judge(e, k)) for k in kinds()]
    print(f"{done.count(True)} passed, {done.count(False)} failed, {done.count(None)} skipped")
    return 1 if False in done else 0


if __name__ == "__main__":
    sys.exit(main())
