"""tests/cli/lib.py: what the tests of the command line share.

Does      run the program in a folder of its own, with an environment of its own; make projects, databases
          and servers (tests/harness/server); collect tests and print TAP
Does not  know what any command prints: that stands in the files test_*.py
Shape     @test registers a function; with engines=... it runs once for each; Skip(reason) skips
"""
import itertools
import json
import os
import pty
import re
import select
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
import traceback

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
AFLOAT = os.path.abspath(os.environ.get("AFLOAT", os.path.join(ROOT, "build/debug/afloat")))
SERVER = os.path.join(ROOT, "tests/harness/server")
LONG = os.environ.get("AFLOAT_LONG") == "1"
ENGINES = ("sqlite", "postgres", "mariadb")
CANARY = "s3cr3t-Canary-77"


class Skip(Exception):
    """The test cannot run here; the text says why."""


class Failed(Exception):
    """An expectation was not met."""


def expect(condition, text):
    if not condition:
        raise Failed(text)


def same(got, want, what=""):
    expect(got == want, f"{what}: got {got!r}, expected {want!r}")


def has(text, *parts):
    for part in parts:
        expect(part in text, f"{part!r} is not in:\n{text}")


def has_not(text, *parts):
    for part in parts:
        expect(part not in text, f"{part!r} is in:\n{text}")


# --- running the program -----------------------------------------------------------------------


class Result:
    def __init__(self, args, code, out, err):
        self.args, self.code, self.out, self.err = args, code, out, err

    @property
    def all(self):
        return self.out + self.err

    @property
    def json(self):
        try:
            return json.loads(self.out)
        except ValueError as e:
            raise Failed(f"{self.args}: not one JSON document ({e}):\n{self.out}") from e

    def exits(self, code, *parts):
        """The exit code, and texts that stand anywhere in the output."""
        expect(self.code == code, f"{self.args}: exit {self.code}, expected {code}\n{self.all}")
        has(self.all, *parts)
        return self


def environment(home, extra=None):
    env = {k: v for k, v in os.environ.items() if k in ("PATH", "TMPDIR", "ASAN_OPTIONS", "UBSAN_OPTIONS")}
    env.update(HOME=home, LC_ALL="C.UTF-8", TERM="dumb", USER="tester", LOGNAME="tester", TZ="UTC")
    env.update(extra or {})
    return {k: v for k, v in env.items() if v is not None}


def text_of(raw):
    return raw.decode("utf-8", "surrogateescape")


class Project:
    """A folder with migrations, and a database that AFLOAT_URL names."""

    def __init__(self, engine="sqlite"):
        self.folder = tempfile.mkdtemp(prefix="cli.", dir=WORK)
        self.home = os.path.join(self.folder, ".home")
        os.mkdir(self.home)
        self.engine = engine
        self.env = {}
        self.database = None
        if engine == "sqlite":
            self.url = "sqlite:app.db"
        elif engine:
            self.database = server(engine).database()
            self.url = server(engine).url(self.database)
        if engine:
            self.env["AFLOAT_URL"] = self.url

    def path(self, *names):
        return os.path.join(self.folder, *names)

    def write(self, name, text):
        os.makedirs(os.path.dirname(self.path(name)), exist_ok=True)
        with open(self.path(name), "wb") as f:
            f.write(text if isinstance(text, bytes) else text.encode())
        return self

    def read(self, name):
        with open(self.path(name), encoding="utf-8") as f:
            return f.read()

    def mig(self, name, up, down=None):
        text = f"-- afloat:up\n{up}\n"
        if down is not None:
            text += f"\n-- afloat:down\n{down}\n"
        return self.write(f"migrations/{name}.sql", text)

    def tables(self, count, first=1):
        """Migrations 0001_t1 …: one table each."""
        for i in range(first, first + count):
            self.mig(f"{i:04}_t{i}", f"CREATE TABLE t{i} (id integer PRIMARY KEY);", f"DROP TABLE t{i};")
        return self

    def start(self, *args, env=None, **options):
        return subprocess.Popen([AFLOAT, *args], cwd=options.pop("cwd", self.folder),
                                env=environment(self.home, {**self.env, **(env or {})}),
                                stdin=options.pop("stdin", subprocess.DEVNULL), stdout=subprocess.PIPE,
                                stderr=subprocess.PIPE, **options)

    def run(self, *args, env=None, given=None, timeout=60, **options):
        p = self.start(*args, env=env, stdin=subprocess.PIPE if given is not None else subprocess.DEVNULL,
                       **options)
        try:
            out, err = p.communicate(given, timeout)
        except subprocess.TimeoutExpired:
            p.kill()
            out, err = p.communicate()
            raise Failed(f"{args}: did not end in {timeout} s\n{text_of(out)}{text_of(err)}") from None
        return Result(" ".join(args), p.returncode, text_of(out), text_of(err))

    def config(self, text):
        return self.write("afloat.toml", text)

    def sql(self, query):
        """Rows as lists of texts, from another client than the program."""
        if self.engine == "sqlite":
            with sqlite3.connect(self.path("app.db"), timeout=10) as c:
                return [["" if v is None else str(v) for v in row] for row in c.execute(query).fetchall()]
        return server(self.engine).sql(self.database, query)

    def applied(self):
        """Versions that status calls applied."""
        rows = self.run("status", "--json").exits(0).json.get("migrations", [])
        return [r["version"] for r in rows if r["state"] == "applied"]

    def has_table(self, name):
        if self.engine == "sqlite":
            query = f"SELECT count(*) FROM sqlite_master WHERE name = '{name}'"
        else:
            query = f"SELECT count(*) FROM information_schema.tables WHERE table_name = '{name}'"
            if self.engine == "mariadb":
                query += " AND table_schema = database()"
        return self.sql(query) == [["1"]]


def on_terminal(p, args, answer, at=b"[y/N]"):
    """Runs on a pseudo terminal and types `answer` at a question, which ends with `at`. Returns (exit code, what was printed)."""
    master, slave = pty.openpty()
    done = subprocess.Popen([AFLOAT, *args], cwd=p.folder, env=environment(p.home, p.env), stdin=slave,
                            stdout=slave, stderr=slave)
    os.close(slave)
    text, end = b"", time.monotonic() + 20
    while time.monotonic() < end:
        if select.select([master], [], [], 0.1)[0]:
            try:
                text += os.read(master, 4096)
            except OSError:
                break
        if answer and at in text:
            os.write(master, answer)
            answer = None
    os.close(master)
    return done.wait(10), text.decode()


# --- servers -----------------------------------------------------------------------------------


# The kind of server (tests/harness/kinds.sh) that an engine's name stands for in this pass over the tests.
KINDS = {"pgbouncer": "pgbouncer"}


def passes():
    """A PostgreSQL and a MariaDB or MySQL each: the distribution's with all tests, then those farthest from it.
    A short run leaves the second PostgreSQL out: what differs by its version is in the engines suite."""
    chosen = subprocess.run([SERVER, "all", "kinds"], capture_output=True, text=True, check=True).stdout.split()
    pg = sorted((k for k in chosen if k.startswith("pg")), key=lambda k: k != "pg15")
    my = sorted((k for k in chosen if not k.startswith("pg")), key=lambda k: k != "mariadb")
    my = [k for k in my if k != "mysql8"]  # not ours to start, stop and fill with roles
    pairs = [dict(zip(("postgres", "mariadb"), pair)) for pair in itertools.zip_longest(pg, my)]
    if LONG or os.environ.get("AFLOAT_TEST_KINDS"):
        return pairs
    return [pairs[0], *({"postgres": None, "mariadb": p["mariadb"]} for p in pairs[1:2])]


class Server:
    def __init__(self, engine, options=(), env=None, flags=()):
        """Options are of the server, flags of the harness: --tls, --tcp."""
        self.engine, self.kind = engine, KINDS.get(engine)
        if not self.kind:
            raise Skip(f"AFLOAT_TEST_KINDS has no {engine}")
        self.env = {"AFLOAT_SERVER_SET": WORK, **os.environ, **(env or {})}
        have = subprocess.run([SERVER, self.kind, "have"], capture_output=True, text=True, check=False)
        if have.returncode:
            raise Skip(have.stdout.strip())
        command = [SERVER, self.kind, "start", *flags, "--with", str(os.getpid())]
        if options:
            command += ["--", *options]
        # Not a pipe for stderr: the watcher of the server would hold it open.
        with tempfile.TemporaryFile("w+") as said:
            started = subprocess.run(command, stdout=subprocess.PIPE, stderr=said, text=True, env=self.env, check=False)
            said.seek(0)
            expect(started.returncode == 0, f"{self.kind} did not start: {said.read()}")
        for name, value in re.findall(r"export (\w+)='(.*)'", started.stdout):
            self.env[name] = value
        self.folder = self.env[{"postgres": "AFLOAT_TEST_PG_DIR", "mariadb": "AFLOAT_TEST_MY_DIR",
                                "pgbouncer": "AFLOAT_TEST_PGBOUNCER_DIR"}[engine]]

    def database(self):
        made = subprocess.run([SERVER, self.kind, "db"], capture_output=True, text=True, env=self.env,
                              check=False)
        expect(made.returncode == 0, made.stderr)
        return made.stdout.strip()

    def url(self, database, user=None, password=""):
        secret = f":{password}" if password else ""
        if self.engine == "mariadb":
            return f"mysql://{user or 'root'}{secret}@localhost/{database}?socket={self.folder}/my.sock"
        port = 6432 if self.engine == "pgbouncer" else 5432
        return f"postgres://{user or 'afloat'}{secret}@{self.folder.replace('/', '%2F')}:{port}/{database}"

    def sql(self, database, query):
        if self.engine == "mariadb":
            command = ["mariadb", "--no-defaults", "-S", self.folder + "/my.sock", "-u", "root", "-N", "-B",
                       database, "-e", query]
            cut = "\t"
        else:
            command = ["psql", "-X", "-q", "-A", "-t", "-F", "\x1f", "-h", self.folder, "-U", "afloat", "-d",
                       database, "-v", "ON_ERROR_STOP=1", "-c", query]
            cut = "\x1f"
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        expect(done.returncode == 0, done.stderr)
        return [line.split(cut) for line in done.stdout.splitlines()]

    def stop(self):
        subprocess.run([SERVER, self.kind, "stop", self.folder], stdout=subprocess.DEVNULL, check=False)


SERVERS = {}


def server(engine):
    """The server of an engine: started once in a pass, shared by all tests."""
    if engine not in SERVERS:
        try:
            SERVERS[engine] = Server(engine)
        except (Skip, Failed) as e:
            SERVERS[engine] = e
    if isinstance(SERVERS[engine], Exception):
        raise type(SERVERS[engine])(str(SERVERS[engine]))
    return SERVERS[engine]


def stop_servers():
    for s in SERVERS.values():
        if isinstance(s, Server):
            s.stop()
    SERVERS.clear()


def wait_until(condition, what, seconds=20):
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if condition():
            return
        time.sleep(0.05)
    raise Failed(f"{what}: not within {seconds} s")


def slow_statement(engine, seconds=30):
    """A statement that takes about so long, and can be cancelled."""
    if engine == "postgres":
        return f"SELECT pg_sleep({seconds});"
    if engine == "mariadb":
        return f"DO SLEEP({seconds});"
    return ("WITH RECURSIVE c(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM c WHERE n < "
            f"{seconds * 3000000}) SELECT count(*) FROM c;")


# --- tests -------------------------------------------------------------------------------------

TESTS = []


def test(*engines, reason=None):
    """@test() runs once with no argument; @test("sqlite", …) once for each engine with its name."""
    def register(f):
        area = f.__module__.removeprefix("test_")
        for engine in engines or (None,):
            name = f"{area}: {f.__name__}" + (f" ({engine})" if engine else "")
            TESTS.append((name, f, engine, reason))
        return f
    return register


def run_one(f, engine):
    f(engine) if engine else f()


def run_tests(patterns):
    failed = passed = skipped = 0
    chosen = []
    for number, kinds in enumerate(passes()):
        for name, f, engine, _ in TESTS:
            if number and not kinds.get(engine):
                continue
            name = name.replace(f"({engine})", f"({kinds[engine]})") if number else name
            if not patterns or any(p in name for p in patterns):
                chosen.append((name, f, engine, kinds))
    for number, (name, f, engine, kinds) in enumerate(chosen, 1):
        if KINDS != {**KINDS, **kinds}:
            stop_servers()
            KINDS.update(kinds)
        try:
            run_one(f, engine)
            passed += 1
            print(f"ok {number} - {name}", flush=True)
        except Skip as e:
            skipped += 1
            print(f"ok {number} - {name} # SKIP {e}", flush=True)
        except Exception as e:  # pylint: disable=broad-except
            failed += 1
            text = str(e) if isinstance(e, Failed) else traceback.format_exc()
            print(f"not ok {number} - {name}", flush=True)
            print("".join(f"# {line}\n" for line in text.splitlines()), end="", flush=True)
            if isinstance(e, Failed):
                place = [p for p in traceback.extract_tb(e.__traceback__) if "/test_" in p.filename]
                print("".join(f"# at {os.path.basename(p.filename)}:{p.lineno}\n" for p in place), end="")
    print(f"1..{len(chosen)}")
    print(f"{passed} passed, {failed} failed, {skipped} skipped")
    return failed


WORK = tempfile.mkdtemp(prefix="afcli.", dir=os.environ.get("TMPDIR", "/tmp"))
os.chmod(WORK, 0o755)


def main():
    if not os.access(AFLOAT, os.X_OK):
        print(f"# SKIP no program at {AFLOAT}")
        return 0
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    try:
        return 1 if run_tests(sys.argv[1:]) else 0
    finally:
        stop_servers()
        shutil.rmtree(WORK, ignore_errors=True)
