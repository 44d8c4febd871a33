"""tests/observe/postgres.py: what statements do to a PostgreSQL server.

Does      run each in a transaction that is rolled back, and look from inside: pg_locks, relfilenode, rows read.
          A statement that cannot be in one runs on a copy of the database, held up by sessions that have read all
          tables, and is looked at from outside whenever it waits
Does not  count locks on catalogs; take an empty new file (TRUNCATE) for a rewrite
"""
import subprocess
import time

from facts import BLOCKS, Seen

MODES = ["AccessShareLock", "RowShareLock", "RowExclusiveLock", "ShareUpdateExclusiveLock", "ShareLock",
         "ShareRowExclusiveLock", "ExclusiveLock", "AccessExclusiveLock"]
WORDS = ["ACCESS SHARE", "ROW SHARE", "ROW EXCLUSIVE", "SHARE UPDATE EXCLUSIVE", "SHARE", "SHARE ROW EXCLUSIVE",
         "EXCLUSIVE", "ACCESS EXCLUSIVE"]
STOPS = [0, 0, 0, 1, 2, 2, 2, 3]  # indexes of BLOCKS
MANY = 900  # rows: every filled table has more

BEFORE = """
CREATE SCHEMA observe;
CREATE TABLE observe.before AS SELECT c.oid, c.relname::text AS name, c.relkind AS kind, c.relfilenode AS node
    FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE n.nspname NOT LIKE 'pg\\_%' AND n.nspname NOT IN ('information_schema', 'observe');
CREATE TABLE observe.read AS SELECT relid AS oid, coalesce(seq_tup_read, 0) AS a, coalesce(idx_tup_fetch, 0) AS b
    FROM pg_stat_user_tables WHERE false;
"""
LOCKS = """SELECT DISTINCT 'L', b.name, b.kind, l.mode FROM pg_locks l JOIN observe.before b ON b.oid = l.relation
    WHERE l.locktype = 'relation' AND l.pid = {pid};"""
FILES = """SELECT 'R', b.name FROM observe.before b JOIN pg_class c USING (oid)
    WHERE b.kind IN ('r', 'm') AND c.relfilenode <> b.node AND pg_relation_size(c.oid) > 0;
SELECT 'B', t.name FROM pg_class c JOIN pg_index i ON i.indexrelid = c.oid JOIN observe.before t ON t.oid = i.indrelid
    WHERE c.relkind = 'i' AND c.relfilenode NOT IN (SELECT node FROM observe.before)
    AND pg_relation_size(t.oid) > 0;"""
READ = """SELECT 'S', b.name FROM pg_stat_{xact}user_tables s JOIN observe.before b ON b.oid = s.relid
    LEFT JOIN {old} o ON o.oid = s.relid
    WHERE coalesce(s.seq_tup_read, 0) - coalesce(o.a, 0) >= {many}
       OR coalesce(s.idx_tup_fetch, 0) - coalesce(o.b, 0) >= {many};"""
COUNTS = "SELECT relid AS oid, coalesce(seq_tup_read, 0) AS a, coalesce(idx_tup_fetch, 0) AS b FROM pg_stat_{}user_tables"


def psql(server, database):
    return ["psql", "-X", "-q", "-A", "-t", "-F", "|", "-h", server.folder, "-U", "afloat", "-d", database]


def feed(server, database, text, stop=True):
    done = subprocess.run(psql(server, database) + ["-v", f"ON_ERROR_STOP={int(stop)}"], input=text, text=True,
                          capture_output=True, check=False)
    if stop and done.returncode:
        raise SystemExit(f"{server.kind}: {done.stderr}")
    return done.stdout


def script(case):
    """In one transaction: counts, the statement, what it did. The counts stand in a variable: a table made here
    would be locked and read."""
    old = "jsonb_to_recordset(:'counts'::jsonb) o(oid oid, a bigint, b bigint)"
    return f"""\\echo @case {case.name}
BEGIN;
SELECT coalesce(jsonb_agg(x), '[]') AS counts FROM ({COUNTS.format('xact_')}) x \\gset
SAVEPOINT s;
\\o /dev/null
{case.sql}
\\set failed :ERROR
\\o
\\if :failed
\\echo F|:LAST_ERROR_MESSAGE
\\else
{LOCKS.format(pid='pg_backend_pid()')}
{FILES}
{READ.format(xact='xact_', old=old, many=MANY).replace(' o(oid oid, a bigint, b bigint) o ON', ' o(oid oid, a bigint, b bigint) ON')}
\\endif
ROLLBACK;
"""


def seen_of(lines, known):
    """Rows of the queries above as facts."""
    seen = Seen()
    rows = [line.split("|") for line in lines if "|" in line]
    failed = [r for r in rows if r[0] == "F"]
    seen.fails, seen.error = bool(failed), "|".join(failed[0][1:]) if failed else ""
    seen.known = known
    locks, seen.others = {}, {}
    for _, name, kind, mode in (r for r in rows if r[0] == "L"):
        into = locks if kind in "rpmv" else seen.others
        into[name] = max(into.get(name, 0), MODES.index(mode))
    both = list(locks.values()) + list(seen.others.values())
    seen.blocks = BLOCKS[max([STOPS[m] for m in locks.values()], default=0)]
    seen.blocks_too = [BLOCKS[max([STOPS[m] for m in both], default=0)]]
    seen.locks = {n: WORDS[m] for n, m in locks.items()}
    seen.others = {n: WORDS[m] for n, m in seen.others.items()}
    rewritten, built, read = ({r[1] for r in rows if r[0] == k} for k in "RBS")
    seen.rewrite, seen.build = bool(rewritten), bool(built)
    seen.scan = bool(rewritten | built | read)
    seen.blocking = any(m >= MODES.index("ShareLock") and n in rewritten | built | read for n, m in locks.items())
    return seen


def run_inside(server, database, cases):
    out = feed(server, database, "\\set VERBOSITY terse\nSET client_min_messages = error;\n" +
               "".join(script(c) for c in cases), stop=False)
    parts = {}
    for line in out.splitlines():
        if line.startswith("@case "):
            parts[line[6:]] = lines = []
        else:
            lines.append(line)
    return parts


class Session:
    """A psql that is talked with."""

    def __init__(self, server, database):
        self.p = subprocess.Popen(psql(server, database), stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                                  stderr=subprocess.STDOUT, text=True, bufsize=1)

    def say(self, text):
        self.p.stdin.write(text + "\nSELECT '@done';\n")
        self.p.stdin.flush()
        lines = []
        for line in self.p.stdout:
            if line.strip() == "@done":
                return lines
            lines.append(line.rstrip("\n"))
        raise SystemExit("psql ended: " + "".join(lines))

    def end(self):
        self.p.stdin.close()
        self.p.wait()


def holder(server, database, mode):
    """A session that has used every table, and whose transaction is open."""
    s = Session(server, database)
    s.say("BEGIN ISOLATION LEVEL REPEATABLE READ; SELECT 1;")
    s.say("SELECT format('LOCK TABLE %s IN " + mode + " MODE;', string_agg('ONLY ' || oid::regclass, ', '))"
          " FROM observe.before WHERE kind IN ('r', 'p') \\gexec")
    return s


def wait_for(look, done):
    """Until the statement waits or is over; the locks that it has or asks for meanwhile."""
    locks = []
    for _ in range(400):
        over = done.poll() is not None
        rows = look.say("SELECT pid FROM pg_stat_activity WHERE application_name = 'observed';")
        if rows and rows[0]:
            locks += look.say(LOCKS.format(pid=rows[0]))
            waits = look.say(f"SELECT 1 FROM pg_locks WHERE pid = {rows[0]} AND NOT granted;")
            if waits:
                # Once more: it waits in peace now.
                locks += look.say(LOCKS.format(pid=rows[0]))
                return locks, False
        if over:
            return locks, True
        time.sleep(0.01)
    raise SystemExit("a statement neither ended nor waited")


def is_brief(sql):
    """It needs no more than SHARE UPDATE EXCLUSIVE, perhaps for a moment: readers would not hold it up."""
    return sql.startswith("VACUUM") and "FULL" not in sql or "IF NOT EXISTS" in sql


def run_alone(server, database, case, known):
    mode = "SHARE UPDATE EXCLUSIVE" if is_brief(case.sql) else "ACCESS SHARE"
    copy = server.database()
    feed(server, "postgres", f"DROP DATABASE {copy}; CREATE DATABASE {copy} TEMPLATE {database};")
    look = Session(server, copy)
    look.say(f"INSERT INTO observe.read {COUNTS.format('')};")
    held = holder(server, copy, mode)
    done = subprocess.Popen(psql(server, copy)[:-1] + [f"dbname={copy} application_name=observed", "-c", case.sql],
                            stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
    lines, over = wait_for(look, done)
    # It waits for whoever has read the tables; a second reader comes before the first one goes, and sees what it
    # asks for next.
    if not over and mode == "ACCESS SHARE" and "FULL" not in case.sql:
        after = holder(server, copy, mode)
        held.say("COMMIT;")
        held.end()
        held = after
        more, over = wait_for(look, done)
        lines += more
    if held:
        held.say("COMMIT;")
        held.end()
    said = done.communicate(timeout=30)[1]
    if done.returncode:
        lines.append("F|" + said.splitlines()[0])
    time.sleep(0.7 if server.kind in ("pg12", "pg13", "pg14") else 0.02)  # the statistics collector
    lines += look.say(FILES) + look.say(READ.format(xact="", old="observe.read", many=MANY))
    look.end()
    seen = seen_of(lines, known)
    if case.sql.startswith("VACUUM") and not seen.rewrite:
        seen.scan = None  # it counts no rows as read
    return seen


def version_of(server):
    return server.sql("postgres", "SHOW server_version")[0][0].split(" ")[0]


def observe(server, cases):
    """Yields (case, Seen)."""
    worlds = {}
    for case in cases:
        worlds.setdefault(case.world, []).append(case)
    for world, inside in worlds.items():
        database = server.database()
        feed(server, database, "SET client_min_messages = error;\nBEGIN;\n" + world.schema + world.fill + "COMMIT;\n")
        feed(server, database, "VACUUM ANALYZE;\n" + BEFORE)
        known = {r[0] for r in server.sql(database, "SELECT name FROM observe.before")}
        parts = run_inside(server, database, [c for c in inside if "alone" not in c.words])
        for case in inside:
            if "alone" in case.words:
                yield case, run_alone(server, database, case, known)
            else:
                yield case, seen_of(parts[case.name], known)
