"""A password is in no output, not in the history, and in no process list beyond what the user typed."""
import os
import subprocess
import time

from lib import CANARY, Project, expect, has, has_not, server, slow_statement, test, wait_until

FAILURES = {
    "wrong host": ("postgres://someone:{c}@127.0.0.1:1/db", []),
    "unknown host": ("postgres://someone:{c}@no-such.invalid/db", []),
    "no such socket": ("mysql://someone:{c}@localhost/db?socket=/no/such", []),
    "bad port": ("postgres://someone:{c}@host:99999999/db", []),
    "bad scheme": ("oracle://someone:{c}@host/db", []),
    "bad parameter": ("postgres://someone:{c}@host/db?sslmode=perhaps", []),
    "bad escape": ("postgres://someone:{c}%zz@host/db", []),
    "key and value": ("host=127.0.0.1 port=1 user=someone password={c} dbname=db", []),
    "open quote": ("host=127.0.0.1 password='{c} dbname=db", []),
    "password parameter": ("postgres://someone@127.0.0.1:1/db?password={c}", []),
}


def ways(url):
    """The same connection string in every place where it may stand."""
    p = Project(None).tables(1)
    yield "--url", p, ["--url", url], {}
    yield "--url=", p, ["--url=" + url], {}
    yield "-u", p, ["-nu" + url], {}
    yield "-nu", p, ["-nu", url], {}
    yield "AFLOAT_URL", p, [], {"AFLOAT_URL": url}
    yield "DATABASE_URL", p, [], {"DATABASE_URL": url}
    yield ".env", Project(None).tables(1).write(".env", f"DATABASE_URL=\"{url}\"\n"), [], {}
    quoted = url.replace("\\", "\\\\").replace('"', '\\"')
    yield "afloat.toml", Project(None).tables(1).config(
        f'default_env = "x"\n[env.x]\nurl = "{quoted}"\n'), [], {}


@test()
def connection_strings_that_fail():
    for name, (url, _) in FAILURES.items():
        for way, p, args, env in ways(url.format(c=CANARY)):
            for flags in ([], ["-v"], ["--json"]):
                r = p.run("up", *args, *flags, env=env)
                expect(r.code in (2, 3), f"{name}, {way}: exit {r.code}\n{r.all}")
                expect(CANARY not in r.all, f"{name}, {way}, {flags}:\n{r.all}")


@test()
def files_that_are_not_understood():
    """The line that an error shows must not be the one with the password."""
    p = Project(None).tables(1).config(f'default_env = "x"\n[env.x]\nurl = "postgres://u:{CANARY}@h/d\n')
    has_not(p.run("up").exits(2).all, CANARY)
    p.config(f'[env.x]\nurl = "postgres://u:{CANARY}@h/d" trailing\n')
    has_not(p.run("up").exits(2).all, CANARY)
    p.config(f'[env.x]\npassword = "{CANARY}"\n')
    has_not(p.run("up").exits(2).all, CANARY)
    p.config("").write(".env", f"DATABASE_URL='postgres://u:{CANARY}@h/d\n")
    has_not(p.run("up").all, CANARY)
    p.write(".env", f"DATABASE_URL=postgres://u:{CANARY}@127.0.0.1:1/d\n").run("up").exits(3)
    has_not(p.run("up", "-v").all, CANARY)


@test()
def variables_and_passfile():
    p = Project(None).tables(1)
    env = {"PGHOST": "127.0.0.1", "PGPORT": "1", "PGUSER": "u", "PGPASSWORD": CANARY}
    has_not(p.run("up", "-v", env=env).exits(3).all, CANARY)
    p.write("pass", f"127.0.0.1:1:*:u:{CANARY}\n")
    os.chmod(p.path("pass"), 0o644)
    env = {"PGHOST": "127.0.0.1", "PGPORT": "1", "PGUSER": "u", "PGPASSFILE": p.path("pass")}
    has_not(p.run("up", "-v", env=env).exits(3, "pass").all, CANARY)
    os.chmod(p.path("pass"), 0o600)
    has_not(p.run("up", "--json", env=env).exits(3).all, CANARY)


def everything(p, engine):
    """All that the database's tables of afloat hold, as text."""
    if engine == "sqlite":
        return open(p.path("app.db"), "rb").read().decode("latin-1")
    return "".join(str(p.sql(f"SELECT * FROM afloat_{t}")) for t in ("history", "journal", "fence"))


@test("postgres", "mariadb")
def right_password_bad_sql(engine):
    """Passwords of the connection and in statements: not in output, not in the history."""
    p = Project(engine)
    s = server(engine)
    user = f"u{p.database}"
    if engine == "postgres":
        p.sql(f"CREATE ROLE {user} LOGIN SUPERUSER PASSWORD '{CANARY}'")
        make, drop = f"CREATE ROLE r{user} PASSWORD '{CANARY}'", f"DROP ROLE r{user}"
        again = f"CREATE ROLE r{user} LOGIN PASSWORD '{CANARY}'"
    else:
        p.sql(f"CREATE USER {user}@localhost IDENTIFIED BY '{CANARY}'; GRANT ALL ON *.* TO {user}@localhost "
              "WITH GRANT OPTION")
        make, drop = f"CREATE USER r{user} IDENTIFIED BY '{CANARY}'", f"DROP USER r{user}"
        again = make
    p.env["AFLOAT_URL"] = s.url(p.database, user, CANARY)
    p.mig("0001_role", make + ";", f"{drop};")
    p.mig("0002_role", drop + ";", again + ";")
    p.mig("0003_bad", f"ALTER USER nobody_{user} PASSWORD '{CANARY}';" if engine == "postgres" else
          f"ALTER USER nobody_{user} IDENTIFIED BY '{CANARY}';")
    for args in (["plan"], ["plan", "--json"], ["up", "-v"], ["up", "--json"], ["status", "-v"],
                 ["down", "-v", "-n"], ["status", "--json"]):
        r = p.run(*args)
        expect(CANARY not in r.all, f"{args}:\n{r.all}")
    has(p.run("status").out, "2 applied")
    has_not(everything(p, engine), CANARY)


@test("postgres", "mariadb")
def process_list_and_server(engine):
    """While it works, /proc/PID/cmdline has what was typed; the server's list of sessions has no password."""
    p = Project(engine)
    s = server(engine)
    user = f"v{p.database}"
    p.sql(f"CREATE ROLE {user} LOGIN SUPERUSER PASSWORD '{CANARY}'" if engine == "postgres" else
          f"CREATE USER {user}@localhost IDENTIFIED BY '{CANARY}'; GRANT ALL ON *.* TO {user}@localhost")
    p.mig("0001_slow", slow_statement(engine, 5))
    p.env = {"DATABASE_URL": s.url(p.database, user, CANARY)}
    running = p.start("up")
    try:
        wait_until(lambda: p.sql("SELECT count(*) FROM pg_stat_activity WHERE query LIKE 'SELECT pg_sleep(5)%'"
                                 if engine == "postgres" else
                                 "SELECT count(*) FROM information_schema.processlist WHERE info LIKE 'DO SLEEP(5)%'"
                                 ) != [["0"]], "it runs")
        with open(f"/proc/{running.pid}/cmdline", "rb") as f:
            has_not(f.read().decode(), CANARY)
        has_not(str(p.sql("SELECT * FROM pg_stat_activity" if engine == "postgres" else "SHOW FULL PROCESSLIST")),
                CANARY)
    finally:
        running.terminate()
        out, err = running.communicate()
    has_not((out + err).decode(), CANARY)


@test()
def the_lock_file_and_folder():
    p = Project().mig("0001_a", "CREATE TABLE a (x text);", "DROP TABLE a;").mig("0002_slow", slow_statement("sqlite", 3))
    p.env = {"DATABASE_URL": "sqlite:app.db", "PGPASSWORD": CANARY}
    running = p.start("up")
    time.sleep(0.3)
    found = subprocess.run(["grep", "-rl", CANARY, p.folder], capture_output=True, text=True, check=False).stdout
    running.terminate()
    running.communicate()
    expect(not found, found)
