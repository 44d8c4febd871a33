"""A password given in any way is in nothing that a run leaves behind or shows, however the run ends.

Looked at: standard output and error, the --events file, the tables of afloat, the files of the project, and the
list of processes, sampled while the program and what it starts are running.
"""
import glob
import os
import threading

from lib import CANARY, Project, Server, expect, has, has_not, server, test
from test_envs import parts

OTHER = "an0ther-Canary-88"  # of a statement


class Processes(threading.Thread):
    """Arguments of all processes, as long as it runs."""

    def __init__(self, *secrets):
        super().__init__()
        self.secrets, self.found, self.samples, self.over = [s.encode() for s in secrets], set(), 0, threading.Event()

    def run(self):
        own = str(os.getpid())
        while not self.over.wait(0.01):
            for name in glob.glob("/proc/[0-9]*/cmdline"):
                if name.split("/")[2] == own:
                    continue
                try:
                    with open(name, "rb") as f:
                        text = f.read()
                except OSError:
                    continue
                self.samples += 1
                if any(s in text for s in self.secrets):
                    self.found.add(text)

    def __enter__(self):
        self.start()
        return self

    def __exit__(self, *_):
        self.over.set()
        self.join()


def table(target, **more):
    keys = {**target, **more}
    return 'default_env = "x"\n[env.x]\n' + "".join(f"{k} = {v}\n" for k, v in keys.items())


def url_of(target, password):
    """The parts as a URL with the password in it."""
    t = {k: v.strip('"') for k, v in target.items()}
    socket = t.get("socket", "")
    if t["engine"] == "postgres":
        host = socket.replace("/", "%2F") or t.get("host", "")
        return f"postgres://{t['user']}:{password}@{host}:{t.get('port', 5432)}/{t['database']}"
    port = f":{t['port']}" if "port" in t else ""
    return f"mysql://{t['user']}:{password}@{t.get('host', 'localhost')}{port}/{t['database']}" + (
        f"?socket={socket}" if socket else "")


def private(p, name, text):
    p.write(name, text)
    os.chmod(p.path(name), 0o600)
    return p.path(name)


def ways(make, target, password):
    """(name, project, environment): the password in each place where it may stand, but for the command line."""
    url = url_of(target, password)

    def way(name, config="", env=None, files=()):
        p = make()
        p.env.pop("AFLOAT_URL", None)
        p.config(config)
        for file, text in files:
            private(p, file, text)
        return name, p, {k: v.replace("@HERE", p.folder) for k, v in (env or {}).items()}

    yield way("AFLOAT_URL", env={"AFLOAT_URL": url})
    yield way("DATABASE_URL", env={"DATABASE_URL": url})
    yield way(".env", files=[(".env", f"AFLOAT_URL='{url}'\n")])
    yield way("url", f'default_env = "x"\n[env.x]\nurl = "{url}"\n')
    yield way("url_env", 'default_env = "x"\n[env.x]\nurl_env = "U"\n', {"U": url})
    yield way("url = { env }", 'default_env = "x"\n[env.x]\nurl = { env = "U" }\n', {"U": url})
    yield way("url_file", 'default_env = "x"\n[env.x]\nurl_file = "u"\n', files=[("u", url + "\n")])
    yield way("url_command", 'default_env = "x"\n[env.x]\nurl_command = ["cat", "u"]\n', files=[("u", url + "\n")])
    yield way("password", table(target, password=f'"{password}"'))
    yield way("password = { env }", table(target, password='{ env = "PW" }'), {"PW": password})
    yield way("password_file", table(target, password_file='"pw"'), files=[("pw", password + "\n")])
    yield way("password_command", table(target, password_command='"cat pw; cat pw >&2"'), files=[("pw", password + "\n")])
    t = {k: v.strip('"') for k, v in target.items()}
    where = {k: t[k] for k in ("host", "port") if k in t}
    if t["engine"] == "postgres":
        host = t.get("socket") or t["host"]
        pg = {"PGHOST": host, "PGPORT": t.get("port", "5432"), "PGUSER": t["user"], "PGDATABASE": t["database"]}
        line = ":".join((host, pg["PGPORT"], t["database"], t["user"], password))
        yield way("PGPASSWORD", env={**pg, "PGPASSWORD": password})
        yield way("passfile", env={**pg, "PGPASSFILE": "@HERE/pass"}, files=[("pass", line + "\n")])
        yield way("~/.pgpass", env=pg, files=[(".home/.pgpass", line + "\n")])
        service = f"[s]\nhost={host}\nport={pg['PGPORT']}\nuser={t['user']}\ndbname={t['database']}\npassword={password}\n"
        yield way("service", env={"PGSERVICE": "s", "PGSERVICEFILE": "@HERE/services"}, files=[("services", service)])
    else:
        where.update({"socket": t["socket"]} if "socket" in t else {})
        option = f"[client]\nuser = {t['user']}\npassword = {password}\n" + "".join(f"{k} = {v}\n" for k, v in where.items())
        yield way("~/.my.cnf", env={"AFLOAT_URL": f"mysql:///{t['database']}"}, files=[(".home/.my.cnf", option)])


def given_in(p):
    """Files that hold it because the test wrote it there."""
    return {p.path(n) for n in (".env", "afloat.toml", "u", "pw", "pass", "services", ".home/.pgpass", ".home/.my.cnf")}


def left_in_files(p, secret):
    found = []
    for folder, _, names in os.walk(p.folder):
        for name in names:
            path = os.path.join(folder, name)
            if path in given_in(p) or "/migrations/" in path:
                continue
            with open(path, "rb") as f:
                if secret.encode() in f.read():
                    found.append(path)
    return found


def clean(name, p, args, env, codes, secrets=(CANARY,)):
    r = p.run(*args, env=env)
    expect(r.code in codes, f"{name}: {args}: exit {r.code}, expected {codes}\n{r.all}")
    for secret in secrets:
        expect(secret not in r.all, f"{name}: {args}: the password is shown\n{r.all}")
        found = left_in_files(p, secret)
        expect(not found, f"{name}: {args}: the password is in {found}")
    return r


NOWHERE = {"engine": '"postgres"', "host": '"127.0.0.1"', "port": "1", "user": '"someone"', "database": '"d"'}
CALLS = (["up", "-v", "--events", "events.json"], ["up", "--json"], ["doctor", "-v"])


@test("postgres", "mariadb")
def server_not_reached(engine):
    target = {**NOWHERE, "engine": f'"{"postgres" if engine == "postgres" else "mysql"}"'}
    with Processes(CANARY) as seen:
        for name, p, env in ways(lambda: Project(None).tables(1), target, CANARY):
            for args in CALLS:
                clean(name, p, args, env, (1, 3))
    expect(seen.samples > 100 and not seen.found, f"in the list of processes: {seen.found}")


@test("mariadb")
def wrong_password(engine):
    p = Project(engine)
    p.sql(f"CREATE USER w{p.database}@localhost IDENTIFIED BY 'the right one'")
    s = server(engine)
    target = {"engine": '"mysql"', "socket": f'"{s.folder}/my.sock"', "user": f'"w{p.database}"', "database": f'"{p.database}"'}
    for name, q, env in ways(lambda: Project(None).tables(1), target, CANARY):
        for args in CALLS[:2]:
            r = clean(name, q, args, env, (3,))
            has(r.all, "AF3002")
        clean(name, q, ["doctor"], env, (1,))


RIGHT = "r1ght-Canary-66"


@test("postgres")
def scram_over_tcp(engine):
    """PostgreSQL asks for the password there: the right one, a wrong one and none, in every way."""
    # Beside the two that the other tests share: it is one more for a moment.
    s = Server(engine, flags=("--tls",), env={"AFLOAT_MAX_SERVERS": str(int(os.environ.get("AFLOAT_MAX_SERVERS", 2)) + 1)})
    try:
        database = s.database()
        s.sql(database, f"CREATE ROLE tls_tester LOGIN SUPERUSER PASSWORD '{RIGHT}'")
        port = s.env["AFLOAT_TEST_PG_TLS_PORT"]
        target = {"engine": '"postgres"', "host": '"127.0.0.1"', "port": port, "user": '"tls_tester"',
                  "database": f'"{database}"'}
        shown = (CANARY, RIGHT)
        for name, p, env in ways(lambda: Project(None).tables(1), target, RIGHT):
            r = clean(name, p, ["up", "-v", "--events", "events.json"], env, (0,), shown)
            has(r.all, "tls_tester")
            r = clean(name, p, ["doctor"], env, (0, 1), shown)
            has_not(r.all, "AF3002")
        for name, p, env in ways(lambda: Project(None).tables(1), target, CANARY):
            for args in CALLS[:2]:
                r = clean(name, p, args, env, (3,), shown)
                has(r.all, "AF3002", "refused the login", "password authentication failed", "tls_tester")
            clean(name, p, ["doctor"], env, (1,), shown)
        url = f"postgres://tls_tester@127.0.0.1:{port}/{database}"
        none = {"a URL": ("", {"AFLOAT_URL": url}), "no TLS": ("", {"AFLOAT_URL": url + "?sslmode=disable"}),
                "parts": (table(target), {}),
                "PG*": ("", {"PGHOST": "127.0.0.1", "PGPORT": port, "PGUSER": "tls_tester", "PGDATABASE": database})}
        for name, (config, env) in none.items():
            p = Project(None).tables(1).config(config)
            for args in CALLS[:2]:
                r = clean(f"none in {name}", p, args, env, (3,), shown)
                has(r.all, "AF3002", "asks for a password", "PGPASSWORD", "password_command")
            clean(f"{name} and PGPASSWORD", p, ["status"], {**env, "PGPASSWORD": RIGHT}, (0,), shown)
            clean(f"{name} and a wrong PGPASSWORD", p, ["status"], {**env, "PGPASSWORD": CANARY}, (3,), shown)
        p = Project(None).tables(1).config(table(target, password_command='"false"'))
        has(clean("a command that fails", p, ["up"], {}, (2,), shown).all, "AF2040", "password_command")
        # A passfile that others can read is none.
        private(p, "pass", f"127.0.0.1:{port}:*:tls_tester:{RIGHT}\n")
        p.config("")
        env = {"AFLOAT_URL": url, "PGPASSFILE": p.path("pass")}
        clean("a passfile", p, ["status"], env, (0,), shown)
        os.chmod(p.path("pass"), 0o644)
        r = clean("a passfile of everybody", p, ["status"], env, (3,), shown)
        has(r.all, "AF3002", "pass")
    finally:
        s.stop()


@test()
def tls_that_cannot_be():
    target = {**NOWHERE, "tls": '"verify"'}
    for name, p, env in ways(lambda: Project(None).tables(1), target, CANARY):
        clean(name, p, ["up", "-v"], {**env, "PGSSLROOTCERT": "/no/such/ca.pem", "PGSSLMODE": "verify-full"}, (2, 3))


def login(engine):
    """A server's login whose password is the canary; MariaDB really asks for it."""
    p = Project(engine)
    user = f"c{p.database}"
    if engine == "postgres":
        p.sql(f"CREATE ROLE {user} LOGIN SUPERUSER PASSWORD '{CANARY}'")
    else:
        p.sql(f"CREATE USER {user}@localhost IDENTIFIED BY '{CANARY}'; GRANT ALL ON *.* TO {user}@localhost WITH GRANT OPTION")
    keys = dict(line.split(" = ", 1) for line in parts(engine, p, user=f'"{user}"').splitlines())
    keys["engine"] = '"postgres"' if engine == "postgres" else '"mysql"'
    return p, user, keys


def tables_of(p):
    found = p.sql("SELECT table_name FROM information_schema.tables WHERE table_name LIKE 'afloat%'")
    return "".join(str(p.sql(f"SELECT * FROM {row[0]}")) for row in found if row[0] in ("afloat_history", "afloat_journal", "afloat_fence"))


HOOKS = """
[hooks]
before = "env | sort; cat /proc/$PPID/cmdline | tr '\\\\0' ' '; echo"
on-error = "env; false"
after = ["sh", "-c", "env >&2"]
"""


@test("postgres", "mariadb")
def a_whole_life(engine):
    """Works, then a statement with a password fails, a hook prints its environment, the program dies."""
    admin, user, target = login(engine)
    what = "ROLE" if engine == "postgres" else "USER"
    by = "PASSWORD" if engine == "postgres" else "IDENTIFIED BY"
    number = 0
    with Processes(CANARY, OTHER) as seen:
        for name, p, env in ways(lambda: Project(None).tables(1), target, CANARY):
            number += 1
            made = f"x{number}{user}"
            env["AFLOAT_HISTORY_PREFIX"] = "afloat_"
            env["AFLOAT_PROJECT"] = f"p{number}"
            both = (CANARY, OTHER)
            p.mig("0001_t1", f"CREATE TABLE t{number} (id int);", f"DROP TABLE t{number};")
            p.mig("0002_login", f"CREATE {what} {made} {by} '{OTHER}';", f"DROP {what} {made};")
            p.config(p.read("afloat.toml") + HOOKS)
            clean(name, p, ["baseline"], env, (0,), both)
            clean(name, p, ["repair", "0001", "--mark", "not-applied", "--reason", "x"], env, (0,), both)
            clean(name, p, ["repair", "0002", "--mark", "not-applied", "--reason", "x"], env, (0,), both)
            r = clean(name, p, ["up", "-v", "--events", "events.json"], env, (0,), both)
            has(r.err, "hook before: AFLOAT_RUN_ID", "hook after: ")
            p.mig("0003_bad", f"ALTER {what} nobody_{made} {by} '{OTHER}' AND MORE;")
            clean(name, p, ["up", "--json", "--events", "events.json"], env, (4, 7), both)
            clean(name, p, ["up", "-v"], env, (4, 7), both)
            clean(name, p, ["plan"], env, (0,), both)
            p.mig("0003_bad", f"CREATE TABLE u{number} (id int);", f"DROP TABLE u{number};")
            clean(name, p, ["up", "-v"], {**env, "AFLOAT_FAULT": "kill@commit-sent:1"}, (-9, 0), both)
            clean(name, p, ["doctor"], env, (0,), both)
            clean(name, p, ["up"], env, (0,), both)
            clean(name, p, ["down", "3", "-v"], env, (0,), both)
    for secret in (CANARY, OTHER):
        expect(secret not in tables_of(admin), "in the tables of afloat")
    expect(seen.samples > 100 and not seen.found, f"in the list of processes: {seen.found}")
