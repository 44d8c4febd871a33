"""tests/observe/mysql.py: what statements do to a MySQL or MariaDB server.

Does      ask the server for the cheapest ALGORITHM and LOCK that it accepts, on the filled table; run the plain
          statement while one session a table has read it, and let them go one by one whenever it waits: which
          metadata locks it has or asks for then
Does not  see what is read: only what is built, or written again (a table with another number)
"""
import re
import subprocess
import time

from facts import BLOCKS, Seen

OPTIONS = ("--performance-schema=ON", "--performance-schema-instrument=wait/lock/metadata/sql/mdl=ON")
DATABASE = "observed"
MODES = ["SHARED_READ", "SHARED_WRITE", "SHARED_UPGRADABLE", "SHARED_READ_ONLY", "SHARED_NO_WRITE",
         "SHARED_NO_READ_WRITE", "EXCLUSIVE"]
SAID = {"EXCLUSIVE": "EXCLUSIVE (metadata)"}
STOPS = {"SHARED_READ": 0, "SHARED_WRITE": 0, "SHARED_UPGRADABLE": 1, "SHARED_READ_ONLY": 2, "SHARED_NO_WRITE": 2,
         "SHARED_NO_READ_WRITE": 3, "EXCLUSIVE": 3}
WAYS = {  # from the cheapest on; the lock that stands for the work
    "mysql": [("INSTANT", None), ("INPLACE", "NONE"), ("INPLACE", "SHARED"), ("INPLACE", "EXCLUSIVE"),
              ("COPY", "SHARED"), ("COPY", "EXCLUSIVE")],
    "mariadb": [("INSTANT", None), ("NOCOPY", "NONE"), ("NOCOPY", "SHARED"), ("INPLACE", "NONE"),
                ("INPLACE", "SHARED"), ("COPY", "NONE"), ("COPY", "SHARED"), ("COPY", "EXCLUSIVE")],
}
HELD = {None: "EXCLUSIVE", "NONE": "SHARED_UPGRADABLE", "SHARED": "SHARED_NO_WRITE", "EXCLUSIVE": "EXCLUSIVE"}


class Session:
    """A client that is talked with. Errors are lines that begin with ERROR."""

    def __init__(self, server, database="mysql"):
        self.server = server
        self.p = subprocess.Popen(["mariadb", "--no-defaults", "-S", server.folder + "/my.sock", "-u", "root", "-N", "-B",
                                   "-f", "-n", database], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                                  stderr=subprocess.STDOUT, text=True)
        self.id = self.say("SELECT connection_id();")[0]

    def send(self, text):
        self.p.stdin.write(text.rstrip().rstrip(";") + ";\nSELECT '@done';\n")
        self.p.stdin.flush()

    def take(self):
        lines = []
        for line in self.p.stdout:
            if line.strip() == "@done":
                return lines
            lines.append(line.rstrip("\n"))
        raise SystemExit("the client ended: " + "".join(lines))

    def say(self, text):
        self.send(text)
        return self.take()

    def must(self, text):
        errors = error_of(self.say(text))
        if errors:
            raise SystemExit(f"{self.server.kind}: {errors}")

    def end(self):
        self.p.stdin.close()
        self.p.wait()


def error_of(lines):
    return next((line for line in lines if line.startswith("ERROR")), "")


NAME = r"(?:`[^`]+`|\w+)"
OWN = r",?\s*\b(ALGORITHM|LOCK)(?:\s*=\s*|\s+)(DEFAULT|INSTANT|NOCOPY|INPLACE|COPY|NONE|SHARED|EXCLUSIVE)\b"
DATA = r"(?:WITH\b.*\)\s*)?(INSERT|UPDATE|DELETE|REPLACE|CREATE TABLE .*\bSELECT)\b"


def ways_of(sql, engine):
    """The statement without what it says of its way, and the ways that it leaves open."""
    own = {k.upper(): v.upper() for k, v in re.findall(OWN, sql, flags=re.I) if v.upper() != "DEFAULT"}
    ways = [(a, k) for a, k in WAYS[engine] if own.get("ALGORITHM", a) == a and (not k or own.get("LOCK", k) == k)]
    bare = re.sub(rf"^(ALTER TABLE (?:IF EXISTS )?{NAME})\s*,", r"\1 ", re.sub(OWN, "", sql, flags=re.I), flags=re.I)
    # DROP INDEX has no place for a way everywhere; ALTER TABLE does the same.
    return re.sub(rf"^DROP INDEX ((?:IF EXISTS )?{NAME}) ON ({NAME})", r"ALTER TABLE \2 DROP INDEX \1", bare,
                  flags=re.I), ways


def asked(sql, algorithm, lock):
    """The statement with a way that it is to take, or None when there is no place for one."""
    words = [f"ALGORITHM={algorithm}"] + ([f"LOCK={lock}"] if lock else [])
    if "PARTITIONING" in sql or "PARTITION BY" in sql:
        return None  # the server reads the clause and does not heed it
    if re.match(r"ALTER TABLE", sql, re.I):
        return re.sub(rf"^(ALTER TABLE (?:IF EXISTS )?{NAME})\s", rf"\1 {', '.join(words)}, ", sql, flags=re.I)
    if re.match(r"(CREATE|DROP)( UNIQUE| FULLTEXT| SPATIAL)? INDEX", sql, re.I):
        return sql.strip().rstrip(";") + " " + " ".join(words)
    return None


class World:
    """The tables of a world in a database that is made again when a statement has changed it."""

    def __init__(self, main, world, engine):
        self.main, self.world, self.engine, self.clean = main, world, engine, False

    def fresh(self):
        if not self.clean:
            self.main.must(f"DROP DATABASE IF EXISTS {DATABASE}; CREATE DATABASE {DATABASE}; USE {DATABASE};" +
                           self.world.schema + self.world.fill)
            self.clean = True

    def rows(self, query):
        return [line.split("\t") for line in self.main.say(query)]

    def tables(self):
        name = "INNODB_SYS_TABLES" if self.engine == "mariadb" else "INNODB_TABLES"
        return {n.split("/")[1]: i for n, i in self.rows(
            f"SELECT name, table_id FROM information_schema.{name} WHERE name LIKE '{DATABASE}/%'")
            if "FTS_" not in n and "fts_" not in n}

    def indexes(self):
        of = "SYS_" if self.engine == "mariadb" else ""
        return {(t.split("/")[1], i) for t, i in self.rows(
            f"SELECT t.name, i.index_id FROM information_schema.INNODB_{of}INDEXES i JOIN "
            f"information_schema.INNODB_{of}TABLES t USING (table_id) WHERE t.name LIKE '{DATABASE}/%'")
            if "FTS_" not in t and "fts_" not in t}


def probe(world, case):
    """(algorithm, lock) that the server takes at most, or None; and what changed."""
    bare, ways = ways_of(case.sql, world.engine)
    for algorithm, lock in ways:
        sql = asked(bare, algorithm, lock)
        if not sql:
            return None
        world.fresh()
        error = error_of(world.main.say(sql))
        if "1064" in error:
            return None
        world.clean = bool(error)
        if not error:
            return algorithm, lock
    return None


class Watcher:
    """One session a table that has read it."""

    def __init__(self, server):
        self.look = Session(server)
        self.server, self.spare = server, []

    def hold(self, tables):
        held = {}
        for table in tables:
            s = self.spare.pop() if self.spare else Session(self.server)
            s.must(f"USE {DATABASE}; BEGIN; SELECT 1 FROM `{table}` LIMIT 1;")
            held[table] = s
        return held

    def locks(self, session):
        rows = self.look.say(
            "SELECT l.object_name, l.lock_type, l.lock_status FROM performance_schema.metadata_locks l JOIN "
            "performance_schema.threads t ON t.thread_id = l.owner_thread_id WHERE l.object_type = 'TABLE' AND "
            f"l.object_schema = '{DATABASE}' AND t.processlist_id = {session.id}")
        return [r.split("\t") for r in rows]

    def watch(self, session, sql, tables, views=()):
        """Runs the statement; {table: strongest mode}, and its error. Who reads a view reads its tables too."""
        held, modes = self.hold(list(views) or tables), {}
        done = subprocess.Popen(["mariadb", "--no-defaults", "-S", self.server.folder + "/my.sock", "-u", "root", "-n", "-N", "-B", DATABASE,
                                 "--init-command", "SET lock_wait_timeout=5", "-e",
                                 f"SELECT 'pid', connection_id(); {sql}"], stdout=subprocess.PIPE,
                                stderr=subprocess.PIPE, text=True, bufsize=1)
        del session
        line = ""
        os_line = done.stdout.readline
        while "pid\t" not in line:
            line = os_line()
            if not line:
                break
        session = type("Pid", (), {"id": line.split("\t")[-1].strip() or "0"})
        while done.poll() is None:
            rows = self.locks(session)
            for name, mode, _ in rows:
                if mode in MODES and MODES.index(mode) > MODES.index(modes.get(name, MODES[0])):
                    modes[name] = mode
                modes.setdefault(name, mode if mode in MODES else MODES[0])
            waits = [name for name, _, status in rows if status == "PENDING"]
            if waits and waits[0] in held:
                self.spare.append(held.pop(waits[0]))
                self.spare[-1].say("COMMIT")
            time.sleep(0.005)
        error = error_of(done.communicate()[1].splitlines())
        for s in held.values():
            s.say("COMMIT")
            self.spare.append(s)
        return modes, error


def target_of(sql):
    m = re.match(rf"ALTER TABLE (?:IF EXISTS )?({NAME})|(?:CREATE|DROP) .*?INDEX .*? ON ({NAME})|"
                 rf"OPTIMIZE TABLE ({NAME})", sql, re.I)
    return next((g.strip("`") for g in m.groups() if g), None) if m else None


def has_tables(world):
    return [r[0] for r in world.rows("SHOW FULL TABLES WHERE table_type = 'BASE TABLE'")]


def another(before, after, table):
    """Whether the table, or a partition of it, has another number: it was written again."""
    return any(n.split("#")[0] == table and after.get(n, number) != number for n, number in before.items())


def blocking(seen):
    """Whether writers wait for its work; None where that cannot be seen."""
    if seen.blocks in ("none", "ddl"):
        return False
    return seen.scan if seen.blocks else None


def filled(world, table):
    """InnoDB's name of a table, or of a partition of one: has it rows?"""
    name, mark, part = table.partition("#p#") if "#p#" in table else table.partition("#P#")
    return world.rows(f"SELECT count(*) FROM `{name}`" + (f" PARTITION ({part})" if mark else ""))[0][0] != "0"


def look(world, watcher, case):
    seen = Seen()
    way = probe(world, case)
    world.fresh()
    before, had = world.tables(), world.indexes()
    names = has_tables(world)
    views = [r[0] for r in world.rows("SHOW FULL TABLES WHERE table_type = 'VIEW'")] if " VIEW " in case.sql else []
    modes, seen.error = watcher.watch(world.main, case.sql, names, views)
    seen.fails, world.clean = bool(seen.error), bool(seen.error)
    if seen.fails:
        return seen
    after, has = world.tables(), world.indexes()
    count = {t for t in names if another(before, after, t) and filled(world, t)}
    count |= {t for t in after if "#p#" in t.lower() and t not in before and filled(world, t)}
    renewed = bool(count)
    target = target_of(case.sql)
    seen.known = set(names + views)
    if way and target in has_tables(world) and (target in before) != (target in after):
        way = ("COPY", "SHARED")  # another engine: MariaDB takes it for INSTANT, and copies
    if way:
        algorithm, lock = way
        if algorithm == "INPLACE" and not count:
            algorithm = "NOCOPY"
        seen.algorithm = algorithm.lower()
        # What is done at once and did not wait for the reader never asked for more than every ALTER does.
        brief = algorithm == "INSTANT" and modes.get(target) != "EXCLUSIVE"
        modes[target] = "SHARED_UPGRADABLE" if brief else HELD[lock]
        seen.rewrite = algorithm in ("INPLACE", "COPY")
    elif re.match(r"OPTIMIZE|ALTER|DROP INDEX", case.sql, re.I):
        seen.rewrite = renewed
        modes.pop(target, None)  # at both ends it is exclusive, and between cannot be seen
        seen.known.discard(target)
    elif re.match(r"ANALYZE", case.sql, re.I):
        seen.known.clear()
        return seen
    else:
        seen.rewrite = False
    seen.build = any(t in before and before[t] == after.get(t) for t, _ in has - had)
    if target in {n.split("#")[0] for n in before} - {t.split("#")[0] for t, _ in had}:
        seen.build = None  # MySQL does not list the indexes of partitions
    seen.scan = None if re.match(DATA, case.sql, re.I | re.S) else seen.rewrite or seen.build
    if "PARTITION" in case.sql and "ADD COLUMN" not in case.sql:
        seen.rewrite = seen.scan = seen.build = None  # which of them were written cannot be seen
    seen.locks = {n: SAID.get(m, m) for n, m in modes.items() if n in seen.known}
    if target in seen.locks:
        seen.blocks = BLOCKS[STOPS[modes[target]]]
    elif not target:
        seen.blocks = BLOCKS[max([STOPS[modes[n]] for n in seen.locks], default=0)]
    seen.blocks_too = [BLOCKS[max([STOPS[modes[n]] for n in seen.locks], default=0)]]
    seen.blocking = blocking(seen)
    return seen


def version_of(server):
    return re.match(r"[\d.]+", server.sql("mysql", "SELECT version()")[0][0])[0]


def observe(server, cases):
    """Yields (case, Seen)."""
    main = Session(server)
    engine = "mysql" if server.kind.startswith("mysql") else "mariadb"
    main.must("CREATE DATABASE observe_seq; CREATE TABLE observe_seq.n (n int PRIMARY KEY);"
              "SET max_recursive_iterations=10000;" if engine == "mariadb" else
              "CREATE DATABASE observe_seq; CREATE TABLE observe_seq.n (n int PRIMARY KEY);"
              "SET cte_max_recursion_depth=10000;")
    main.must("INSERT INTO observe_seq.n WITH RECURSIVE r(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM r WHERE i < 1200)"
              " SELECT i FROM r;")
    watcher, worlds = Watcher(server), {}
    for case in cases:
        if case.world not in worlds:
            worlds = {case.world: World(main, case.world, engine)}
        yield case, look(worlds[case.world], watcher, case)
    for s in [main, watcher.look, *watcher.spare]:
        s.end()
