"""afloat doctor: what it finds, the remedy, and the exit code."""
import os
import sqlite3

from lib import CANARY, ENGINES, Project, expect, has, has_not, same, server, slow_statement, test, wait_until


def checks(r):
    return {c["check"]: c for c in r.json["checks"]}


@test(*ENGINES)
def healthy(engine):
    p = Project(engine).tables(2)
    r = p.run("doctor").exits(0, "version 0.", "none yet", "2 in migrations")
    if engine == "sqlite":
        has(r.out, "not there yet")
        expect(not os.path.exists(p.path("app.db")), "doctor has made the file")
    p.run("up").exits(0)
    found = checks(p.run("doctor", "--json").exits(0))
    for name in ("history", "lock", "files and history", "migrations", "configuration"):
        same(found[name]["state"], "ok", name)
    expect(not [c for c in found.values() if c["state"] == "fail"], str(found))
    same(found["lock"]["finding"], "free")
    # nothing is left behind: another run goes on
    p.tables(3).run("up").exits(0)


@test()
def nothing_to_work_with():
    p = Project(None)
    r = p.run("doctor", "--json").exits(1)
    found = checks(r)
    same((found["database"]["state"], found["migrations"]["state"]), ("fail", "fail"))
    has(found["database"]["remedy"], "DATABASE_URL")
    p.config("whatever = [").run("doctor").exits(1, "AF2401", "afloat.toml:1")
    p.config('[env.x]\nprotected = 5\n').run("doctor", "--json").exits(1, "AF2004", "true or false")


@test()
def not_reached():
    p = Project(None).tables(1)
    r = p.run("doctor", "--url", f"postgres://u:{CANARY}@127.0.0.1:1/x").exits(1, "AF3001", "list of processes")
    has_not(r.all, CANARY)
    r = p.run("doctor", env={"DATABASE_URL": f"mysql://u:{CANARY}@127.0.0.1:1/x"}).exits(1, "AF3001", "DATABASE_URL")
    has_not(r.all, CANARY, "list of processes")


@test("mariadb")
def login_refused(engine):
    p = Project(engine).tables(1)
    r = p.run("doctor", env={"AFLOAT_URL": server(engine).url(p.database, "nobody_there", CANARY)}).exits(1, "AF3002")
    has_not(r.all, CANARY)


@test(*ENGINES)
def history_that_was_changed(engine):
    p = Project(engine).tables(2)
    p.run("up").exits(0)
    write(p, "UPDATE afloat_history SET actor = 'somebody' WHERE seq = 1")
    r = p.run("doctor").exits(1, "AF4011")
    has(r.out, "fail")


def write(p, sql):
    if p.engine == "sqlite":
        with sqlite3.connect(p.path("app.db")) as c:
            c.executescript(sql)
    else:
        p.sql(sql)


@test(*ENGINES)
def files_that_changed(engine):
    p = Project(engine).tables(2)
    p.run("up").exits(0)
    p.mig("0001_t1", "CREATE TABLE t1 (id integer PRIMARY KEY, more int);")
    r = p.run("doctor").exits(1, "1 changed after they were applied", "afloat repair")
    p.write("migrations/0003_x.sql", "-- afloat:up\nSELECT 'open\n")
    p.run("doctor").exits(1, "AF2201", "0003_x.sql:2")
    has_not(r.out, "AF2201")


@test("mariadb")
def half_applied(engine):
    p = Project(engine).mig("0001_a", "CREATE TABLE a (i int);\nSELECT * FROM nowhere;")
    p.run("up").exits(6)
    r = p.run("doctor", "--json").exits(0)
    found = checks(r)["half applied"]
    same((found["state"], found["finding"], found["remedy"]), ("warn", "0001, statement 1", "afloat up"))


@test("postgres", "mariadb")
def lock_that_is_held(engine):
    p = Project(engine).tables(1)
    p.run("up").exits(0)
    p.mig("0002_slow", slow_statement(engine, 20))
    running = p.start("up")
    try:
        wait_until(lambda: checks(p.run("doctor", "--json"))["lock"]["state"] == "warn", "the lock is seen")
        has(checks(p.run("doctor", "--json"))["lock"]["finding"], "held by")
    finally:
        running.terminate()
        running.communicate()


@test("postgres")
def leftovers_and_rights(engine):
    p = Project(engine).tables(1)
    p.sql("CREATE TABLE dup (i int); INSERT INTO dup VALUES (1), (1)")
    try:
        p.sql("CREATE UNIQUE INDEX CONCURRENTLY dup_i ON dup (i)")
    except Exception:  # pylint: disable=broad-except
        pass
    found = checks(p.run("doctor", "--json").exits(0))
    same((found["invalid indexes"]["state"], found["invalid indexes"]["finding"]), ("warn", "dup_i"))
    login = f"l{p.database}"
    p.sql(f"CREATE ROLE {login} LOGIN; REVOKE CREATE ON SCHEMA public FROM PUBLIC")  # so from 15 on
    env = {"AFLOAT_URL": server(engine).url(p.database, login)}
    r = p.run("doctor", env=env).exits(1, "may not make tables in public", "afloat grants")
    r = p.run("doctor", env={**env, "AFLOAT_ROLE": "no_such_role"}).exits(1, "no_such_role does not exist")
    p.sql(f"CREATE ROLE r{login}")
    r = p.run("doctor", env={**env, "AFLOAT_ROLE": f"r{login}"}).exits(1, f"GRANT r{login} TO {login}")
    p.sql(f"GRANT r{login} TO {login}; GRANT CREATE ON SCHEMA public TO {login}")
    p.run("doctor", env={**env, "AFLOAT_ROLE": f"r{login}"}).exits(0, f"member of r{login}")
    r = p.run("doctor", env={**env, "AFLOAT_HISTORY_SCHEMA": "his"}).exits(1, "CREATE SCHEMA his AUTHORIZATION")
    p.sql("SET client_min_messages = error; ALTER ROLE " + login + " SET statement_timeout = '5s'")
    p.run("doctor", env=env).exits(0, "statement_timeout = 5000ms", "switched off")
    p.sql(f"ALTER ROLE {login} SET search_path = nowhere")
    p.run("doctor", env=env).exits(1, "no schema of nowhere exists")


@test("mariadb")
def settings_that_hurt(engine):
    p = Project(engine).tables(1)
    was = p.sql("SELECT @@global.sql_mode")[0][0]
    p.sql("SET GLOBAL sql_mode = ''")
    try:
        p.run("doctor").exits(0, "STRICT_TRANS_TABLES")
    finally:
        p.sql(f"SET GLOBAL sql_mode = '{was}'")
    user = f"u{p.database}"
    p.sql(f"CREATE USER {user}@localhost; GRANT SELECT ON {p.database}.* TO {user}@localhost")
    r = p.run("doctor", env={"AFLOAT_URL": server(engine).url(p.database, user)}).exits(0, "1 of the 8 rights")
    has(r.out, "unknown")  # long transactions: PROCESS is missing


@test("sqlite")
def damaged_file(engine):
    p = Project(engine).tables(1)
    p.mig("0002_rows", "CREATE TABLE big (a text);\nINSERT INTO big SELECT hex(randomblob(500)) FROM "
          "(WITH RECURSIVE c(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM c WHERE n < 200) SELECT n FROM c);")
    p.run("up").exits(0)
    write(p, "PRAGMA foreign_keys = off; CREATE TABLE k (i REFERENCES t1 (id)); INSERT INTO k VALUES (99)")
    p.run("doctor").exits(0, "rows that refer to nothing", "table k")
    with open(p.path("app.db"), "r+b") as f:
        f.seek(0, 2)
        size = f.tell()
        f.seek(size - 60 * 1024)
        f.write(b"\xa5" * 40 * 1024)
    p.run("doctor").exits(1, "quick_check", ".recover")


@test()
def secrets_in_the_configuration():
    p = Project(None).tables(1).config(f'default_env = "x"\n[env.x]\nurl = "postgres://u:{CANARY}@127.0.0.1:1/d"\n')
    os.chmod(p.path("afloat.toml"), 0o644)
    r = p.run("doctor").exits(1, "holds a password, and others can read it")
    has_not(r.all, CANARY)
    os.chmod(p.path("afloat.toml"), 0o600)
    has_not(p.run("doctor").all, "others can read")
