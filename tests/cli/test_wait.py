"""wait: until the server answers, until nothing is pending."""
import os
import signal
import subprocess
import time

from lib import ENGINES, Project, Server, Skip, expect, has, same, server, test

SERVERS = ("postgres", "mariadb")


def stderr_of(process):
    """What it printed so far, without waiting for its end."""
    return os.read(process.stderr.fileno(), 65536).decode()


@test(*ENGINES)
def a_server_that_is_there(engine):
    p = Project(engine)
    name = {"sqlite": "SQLite", "postgres": "PostgreSQL", "mariadb": "M"}[engine]  # MariaDB or MySQL
    p.run("wait").exits(0, "answers")
    said = p.run("wait", "--json").exits(0).json["wait"]
    same(list(said), ["waited_ms", "tries", "product", "version", "applied", "repeatables", "message"])
    same((said["tries"], said["applied"]), (1, None))
    expect(said["product"].startswith(name), said["product"])


@test(*SERVERS)
def a_server_that_comes(engine):
    """Killed, and started again while it is waited for."""
    most = int(os.environ.get("AFLOAT_MAX_SERVERS", "2")) + 1  # beside the one of the other tests
    s = Server(engine, env={"AFLOAT_MAX_SERVERS": str(most)})
    p = Project(None).tables(1)
    p.env["AFLOAT_URL"] = s.url(s.database())
    try:
        subprocess.run([lib_server(), s.kind, "crash", s.folder], env=s.env, check=True, stdout=subprocess.DEVNULL)
        p.run("wait", "--timeout", "1s").exits(3, "AF3001", "waited 1 s", "afloat wait --timeout 1s")
        waiting = p.start("wait", "--timeout", "60s")
        has(stderr_of(waiting), "waiting for the database (")
        subprocess.run([lib_server(), s.kind, "restart", s.folder], env=s.env, check=True, stdout=subprocess.DEVNULL)
        out, err = waiting.communicate(timeout=60)
        same(waiting.returncode, 0, err.decode())
        has(out.decode(), "answers")
    finally:
        s.stop()


def lib_server():
    import lib  # pylint: disable=import-outside-toplevel
    return lib.SERVER


@test(*SERVERS)
def what_waiting_cannot_mend_ends_at_once(engine):
    p = Project(engine)
    start = time.monotonic()
    user = "nobody_here"
    r = p.run("wait", "--url", server(engine).url(p.database, user=user, password="wrong"))
    if r.code == 0:
        raise Skip("this server lets everybody in")
    same(r.code, 3)
    has(r.err, "AF3002")
    expect(time.monotonic() - start < 10, "it waited")


@test(*SERVERS)
def a_database_that_is_not_there(engine):
    """The server answers; with --applied somebody may still make it."""
    p = Project(engine).tables(1)
    p.env["AFLOAT_URL"] = server(engine).url(p.database + "_new")
    p.run("wait").exits(0, "the server answers", 'afloat create')
    p.run("wait", "--applied", "--timeout", "1").exits(1, "AF4034")
    waiting = p.start("wait", "--applied", "--timeout", "60s")
    has(stderr_of(waiting), "1 pending migration")
    p.run("create").exits(0)
    p.run("up").exits(0)
    out, _ = waiting.communicate(timeout=20)
    same(waiting.returncode, 0)
    has(out.decode(), "nothing is pending: 1 migration applied")


@test(*ENGINES)
def until_all_is_applied(engine):
    p = Project(engine).tables(3)
    p.run("wait", "--applied", "--timeout", "0").exits(1, "3 migrations are still pending", '"0001"')
    if engine == "sqlite":
        expect(not os.path.exists(p.path("app.db")), "it made the database")
    else:
        expect(not p.has_table("afloat_history"), "it made a table")
    p.run("up", "2").exits(0)
    waiting = p.start("wait", "--applied", "--timeout", "60s")
    has(stderr_of(waiting), "1 pending migration, from 0003 on")
    p.run("up").exits(0)
    out, err = waiting.communicate(timeout=20)
    same(waiting.returncode, 0, err.decode())
    has(out.decode(), "nothing is pending: 3 migrations applied")
    same(p.run("wait", "--applied", "--json").exits(0).json["wait"]["applied"], 3)
    p.run("down").exits(0)
    p.run("wait", "--applied", "--timeout", "100ms").exits(1, "AF4034", '"0003"')


@test("mariadb")
def half_applied_is_not_applied(engine):
    p = Project(engine).mig("0001_a", "CREATE TABLE a (id int);\nCREATE TABLE a (id int);", "DROP TABLE a;")
    p.run("up").exits(6)
    p.run("wait", "--applied", "--timeout", "0").exits(1, '"0001"')
    p.mig("0001_a", "CREATE TABLE a (id int);\nCREATE TABLE b (id int);", "DROP TABLE c;\nDROP TABLE a;\nDROP TABLE b;")
    p.run("up").exits(0)
    p.run("wait", "--applied", "--timeout", "0").exits(0)


@test(*ENGINES)
def a_run_is_not_held_up(engine):
    """No lock is taken: up runs while others wait."""
    p = Project(engine).tables(2)
    waiting = [p.start("wait", "--applied", "--timeout", "60s") for _ in range(4)]
    for w in waiting:
        has(stderr_of(w), "waiting for")
    r = p.run("up").exits(0)
    expect("another run" not in r.err, r.err)
    for w in waiting:
        w.communicate(timeout=30)
        same(w.returncode, 0)


@test("sqlite")
def a_signal_ends_it_at_once(engine):
    for sig, code in ((signal.SIGTERM, 143), (signal.SIGINT, 130)):
        p = Project(engine).tables(1)
        p.run("up").exits(0)
        p.tables(1, first=2)
        for args in (["--applied"], ["--url", "postgres://127.0.0.1:1/x"]):
            waiting = p.start("wait", "--timeout", "1h", *args)
            has(stderr_of(waiting), "waiting for")
            time.sleep(1.2)  # into one of the longer pauses
            start = time.monotonic()
            waiting.send_signal(sig)
            waiting.communicate(timeout=10)
            same(waiting.returncode, code)
            expect(time.monotonic() - start < 0.5, "it took its time")


@test("sqlite")
def wrong_use(engine):
    p = Project(engine)
    for args in (["--timeout", "x"], ["--timeout", "-1"], ["--timeout", ""], ["--timeout", "5 parsecs"], ["x"]):
        p.run("wait", *args).exits(2, "AF2001")
    p.run("wait", "--applied", "--dir", "nowhere").exits(2, "AF2101")
    del p.env["AFLOAT_URL"]
    p.run("wait").exits(2, "AF2002")


@test(*ENGINES)
def until_repeatable_files_are_made(engine):
    p = Project(engine).tables(1)
    p.write("migrations/repeatable/v.sql", "CREATE VIEW v AS SELECT id FROM t1;\n")
    p.write("migrations/repeatable/w.sql", "CREATE VIEW w AS SELECT id FROM t1;\n")
    p.run("wait", "--applied", "--timeout", "2s").exits(1, "1 migration is still pending", '"0001"')
    p.run("up", "1").exits(0)
    p.run("down").exits(0)
    p.run("up").exits(0)
    p.run("wait", "--applied").exits(0, "1 migration applied, 2 repeatable files made")
    p.write("migrations/repeatable/w.sql", "CREATE VIEW w AS SELECT id AS one FROM t1;\n")
    p.run("wait", "--applied", "--timeout", "2s").exits(1, "AF4034", "1 repeatable file is still to be made", '"repeatable/w"')
    p.run("wait").exits(0)
    waiting = p.start("wait", "--applied", "--timeout", "60s")
    has(stderr_of(waiting), "1 repeatable file to be made, repeatable/w first")
    p.run("up").exits(0)
    out, err = waiting.communicate(timeout=20)
    same(waiting.returncode, 0, err.decode())
    same(p.run("wait", "--applied", "--json").exits(0).json["wait"]["repeatables"], 2)
    p.write("migrations/repeatable/w.sql", "-- a comment only\nCREATE VIEW w AS SELECT id AS one FROM t1;\n")
    p.run("wait", "--applied", "--timeout", "30s").exits(0)


@test(*ENGINES)
def repeatable_files_with_variables(engine):
    p = Project(engine).tables(1).config('[variables]\nname = "one"\npw = { env = "PW", secret = true }\n')
    p.write("migrations/repeatable/v.sql", "CREATE VIEW v AS SELECT id AS ${name}, '${pw}' AS pw FROM t1;\n")
    p.env["PW"] = "canary-9"
    p.run("up").exits(0)
    p.run("wait", "--applied", "--timeout", "30s").exits(0)
    del p.env["PW"]
    p.run("wait", "--applied", "--timeout", "30s").exits(0)
    p.write("migrations/repeatable/v.sql", "-- afloat:down\nSELECT 1;\n")
    p.run("wait", "--applied", "--timeout", "30s").exits(2, "AF2323")
