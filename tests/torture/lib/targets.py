"""A database to torture, one a worker: make it empty, say what is in it, say what was left over.

Does      the same questions to SQLite, PostgreSQL and MariaDB
Shape     state() is a list of lines without afloat's own tables: two runs came to the same end exactly when
          their lines are equal; leftovers() is a list of complaints
"""
import os
import re
import sqlite3
import subprocess
import time
import urllib.parse

from clients import DbError, My, Pg

HERE = os.path.dirname(os.path.abspath(__file__))
SERVER = os.environ.get("AFLOAT_TEST_SERVER") or os.path.join(HERE, "../../harness/server")
IDLE_S = 15  # how long a session of a killed client may take to end


ALL_KINDS = ("sqlite", "pg12", "pg13", "pg14", "pg15", "pg16", "pg17", "pg18", "mariadb", "mariadb114", "mysql9")


def chosen_kinds():
    """SQLite, and what tests/harness/server says for this run; the longest first."""
    out = subprocess.run([SERVER, "all", "kinds"], stdout=subprocess.PIPE, text=True, check=True)
    kinds = [k for k in out.stdout.split() if k in ALL_KINDS] + ["sqlite"]
    return sorted(kinds, key=("mariadb", "mysql9", "pg15", *kinds).index)


class Server:
    """One server of the harness, ended with this process."""

    def __init__(self, kind, options=()):
        self.kind = kind
        out = subprocess.run([SERVER, kind, "start", "--with", str(os.getpid()), "--", *options],
                             stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False)
        if out.returncode != 0:
            raise DbError(f"could not start {kind}: {out.stdout.strip()}")
        self.env = dict(re.findall(r"^export (\w+)='(.*)'$", out.stdout, re.M))
        self.dir = self.env.get("AFLOAT_TEST_PG_DIR") or self.env["AFLOAT_TEST_MY_DIR"]

    def verb(self, verb):
        subprocess.run([SERVER, self.kind, verb, self.dir], check=True, stdout=subprocess.DEVNULL,
                       stderr=subprocess.STDOUT)

    @staticmethod
    def why_not(kind):
        out = subprocess.run([SERVER, kind, "have"], stdout=subprocess.PIPE,
                             stderr=subprocess.STDOUT, text=True, check=False)
        return out.stdout.strip() if out.returncode else None


class Target:
    sets = ()

    def sessions(self):
        """Sessions of others on this database, in words."""
        return []

    def own_leftovers(self):
        return []

    def wait_idle(self):
        end = time.monotonic() + IDLE_S
        while (left := self.sessions()) and time.monotonic() < end:
            time.sleep(0.02)
        return left

    def history(self):
        try:
            return self.query("SELECT seq, version, event, applied FROM afloat_history ORDER BY seq")
        except (DbError, sqlite3.Error):
            return []

    def leftovers(self):
        out = [f"session left: {s}" for s in self.wait_idle()]
        out += [f"journal row left: {r}"
                for r in self.query("SELECT version, direction, step, state FROM afloat_journal")]
        history = self.history()
        if [int(r[0]) for r in history] != list(range(1, len(history) + 1)):
            out.append(f"the history has gaps: {history}")
        return out + self.own_leftovers()


class Sqlite(Target):
    sets = ("tx", "lite_mixed", "repeat")

    def __init__(self, folder, number):
        self.path = os.path.join(folder, f"db{number}", "test.db")
        os.makedirs(os.path.dirname(self.path), exist_ok=True)
        self.url = "sqlite://" + self.path

    def fresh(self):
        for name in os.listdir(os.path.dirname(self.path)):
            os.unlink(os.path.join(os.path.dirname(self.path), name))

    def query(self, sql):
        conn = sqlite3.connect(self.path, isolation_level=None)
        try:
            return conn.execute(sql).fetchall()
        finally:
            conn.close()

    def state(self):
        ours = "NOT LIKE 'afloat~_%' ESCAPE '~'"
        lines = [str(r) for r in self.query(
            f"SELECT type, name, tbl_name, sql FROM sqlite_schema WHERE tbl_name {ours} ORDER BY 1, 2")]
        for (table,) in self.query("SELECT name FROM sqlite_schema WHERE type = 'table' "
                                   f"AND name {ours} ORDER BY 1"):
            lines += sorted(f"{table}: {r}" for r in self.query(f'SELECT * FROM "{table}"'))
        return lines

    def own_leftovers(self):
        out = [f"file left: {n}" for n in os.listdir(os.path.dirname(self.path))
               if n.endswith(("-journal", "-wal", "-shm"))]
        bad = self.query("PRAGMA integrity_check")
        return out + ([] if bad == [("ok",)] else [f"integrity: {bad}"])


class Postgres(Target):
    sets = ("tx", "pg_mixed", "repeat")

    def __init__(self, server, number):
        self.server, self.name = server, f"torture{number}"
        self.host = server.env["AFLOAT_TEST_PG_SOCKET"]
        admin = self.client("postgres")
        admin.query(f"CREATE DATABASE {self.name}")
        admin.close()
        self.conn = None
        self.url = f"postgresql://afloat@{urllib.parse.quote(self.host, safe='')}:5432/{self.name}"

    def client(self, database=None):
        return Pg(f"host={self.host} port=5432 user=afloat dbname={database or self.name} "
                  "application_name=check options='-c client_min_messages=error -c lock_timeout=20s'")

    def query(self, sql):
        for again in (False, True):
            if not self.conn:
                self.conn = self.client()
            try:
                return self.conn.query(sql)
            except DbError as e:
                if again or not re.search("closed|terminat|no connection", str(e)):
                    raise
                self.conn.close()
                self.conn = None
        return []

    def fresh(self):
        self.wait_idle()
        self.query("DROP SCHEMA public CASCADE; CREATE SCHEMA public")

    STATE = """
        SELECT 'column ' || attrelid::regclass || '.' || attname || ' ' || attnum || ' ' ||
               format_type(atttypid, atttypmod) || ' ' || attnotnull || ' ' ||
               coalesce(pg_get_expr(adbin, adrelid), '')
          FROM pg_attribute JOIN pg_class c ON c.oid = attrelid
          LEFT JOIN pg_attrdef ON adrelid = attrelid AND adnum = attnum
         WHERE relkind IN ('r', 'v') AND relnamespace = 'public'::regnamespace AND attnum > 0
               AND NOT attisdropped AND relname NOT LIKE 'afloat!_%' ESCAPE '!'
        UNION ALL SELECT 'index ' || pg_get_indexdef(indexrelid) || ' ' || indisvalid || indisready
          FROM pg_index JOIN pg_class c ON c.oid = indrelid
         WHERE relnamespace = 'public'::regnamespace AND relname NOT LIKE 'afloat!_%' ESCAPE '!'
        UNION ALL SELECT 'constraint ' || conname || ' ' || pg_get_constraintdef(oid)
          FROM pg_constraint WHERE connamespace = 'public'::regnamespace
               AND conname NOT LIKE 'afloat!_%' ESCAPE '!'
        UNION ALL SELECT 'label ' || enumtypid::regtype || ' ' || enumlabel FROM pg_enum
        UNION ALL SELECT 'routine ' || proname FROM pg_proc
         WHERE pronamespace = 'public'::regnamespace
         ORDER BY 1"""

    def state(self):
        lines = [r[0] for r in self.query(self.STATE)]
        for (table,) in self.query("SELECT tablename FROM pg_tables WHERE schemaname = 'public' AND "
                                   "tablename NOT LIKE 'afloat!_%' ESCAPE '!' ORDER BY 1"):
            lines += sorted(f"{table}: {r}" for r in self.query(f'SELECT * FROM "{table}"'))
        return lines

    def sessions(self):
        return [" ".join(x or "" for x in r) for r in self.query(
            "SELECT pid, state, query FROM pg_stat_activity WHERE datname = current_database() "
            "AND pid <> pg_backend_pid() AND backend_type = 'client backend' "
            "AND application_name <> 'check'")]

    def own_leftovers(self):
        out = [f"invalid index {r[0]}" for r in self.query(
            "SELECT indexrelid::regclass FROM pg_index WHERE NOT (indisvalid AND indisready)")]
        out += [f"advisory lock {r}" for r in self.query(
            "SELECT pid, objid FROM pg_locks WHERE locktype = 'advisory' AND database = "
            "(SELECT oid FROM pg_database WHERE datname = current_database())")]
        return out + [f"prepared transaction {r}" for r in self.query(
            "SELECT gid FROM pg_prepared_xacts WHERE database = current_database()")]

    def cut_sessions(self):
        """Ends afloat's sessions on this database, as an administrator would. True: there was one."""
        return bool(self.query(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = "
            "current_database() AND application_name <> 'check' AND backend_type = 'client backend'"))


class Mysql(Target):
    sets = ("tx", "my_ddl", "my_call", "my_repeat")

    def __init__(self, server, number):
        self.server, self.name = server, f"torture{number}"
        self.socket = server.env["AFLOAT_TEST_MY_SOCKET"]
        self.conn = None
        self.url = f"mysql://root@localhost/{self.name}?socket={self.socket}"
        self.fresh()

    def query(self, sql):
        for again in (False, True):
            if not self.conn:
                self.conn = My(self.socket, "root", "mysql")
            try:
                if " FROM afloat_" in sql or " FROM counter" in sql:
                    self.conn.query(f"USE {self.name}")
                return self.conn.query(sql)
            except DbError as e:
                if again or not re.search("gone away|Lost connection|Connection was killed", str(e)):
                    raise
                self.conn.close()
                self.conn = None
        return []

    def fresh(self):
        self.wait_idle()
        self.query(f"DROP DATABASE IF EXISTS {self.name}")
        self.query(f"CREATE DATABASE {self.name}")

    def state(self):
        lines, db = [], self.name
        for kind, source, name in (("TABLE", "TABLES", "TABLE_NAME"),
                                   ("TRIGGER", "TRIGGERS", "TRIGGER_NAME"),
                                   ("PROCEDURE", "ROUTINES", "ROUTINE_NAME")):
            schema = {"TABLES": "TABLE", "TRIGGERS": "TRIGGER", "ROUTINES": "ROUTINE"}[source]
            for (thing,) in self.query(f"SELECT {name} FROM information_schema.{source} "
                                       f"WHERE {schema}_SCHEMA = '{db}' ORDER BY 1"):
                if thing.startswith("afloat_"):
                    continue
                text = self.query(f"SHOW CREATE {kind} {db}.`{thing}`")[0]
                # A trigger tells when it was made, and who asked.
                # A view names its database, unless the session is in it.
                said = str(text[1:] if kind == "TABLE" else text[2]).replace(f"`{db}`.", "")
                lines.append(f"{kind} {thing}: {said}")
                if kind == "TABLE":
                    lines += sorted(f"{thing}: {r}" for r in self.query(f"SELECT * FROM {db}.`{thing}`"))
        return lines

    def sessions(self):
        return [" ".join(x or "" for x in r) for r in self.query(
            "SELECT ID, COMMAND, STATE, INFO FROM information_schema.PROCESSLIST "
            f"WHERE DB = '{self.name}' AND ID <> CONNECTION_ID()")]

    def own_leftovers(self):
        return [f"open transaction {r}" for r in self.query(
            "SELECT trx_id, trx_state FROM information_schema.INNODB_TRX t JOIN "
            "information_schema.PROCESSLIST p ON p.ID = t.trx_mysql_thread_id "
            f"WHERE p.DB = '{self.name}' AND p.ID <> CONNECTION_ID()")]

    def cut_sessions(self):
        ids = [r[0] for r in self.query("SELECT ID FROM information_schema.PROCESSLIST WHERE DB = "
                                        f"'{self.name}' AND ID <> CONNECTION_ID()")]
        for i in ids:
            try:
                self.query(f"KILL CONNECTION {i}")
            except DbError as e:
                if "Unknown thread" not in str(e):
                    raise
        return bool(ids)
