"""create and drop: the database as a whole."""
import os
import time
import sqlite3
import subprocess

from lib import ENGINES, Project, expect, has, has_not, on_terminal, same, server, test

SERVERS = ("postgres", "mariadb")
NEW = "it's new"  # a name that has to be quoted


def fresh(engine, name=None):
    """A project whose URL names a database that is not there."""
    p = Project(engine)
    if engine == "sqlite":
        p.name = name or "app.db"
        p.env["AFLOAT_URL"] = f"sqlite:{p.name}"
        return p
    p.other, p.name = p.database, name or p.database + "_new"
    p.env["AFLOAT_URL"] = server(engine).url(p.name.replace("'", "%27").replace(" ", "%20"))
    p.database = p.name
    return p


def there(p):
    if p.engine == "sqlite":
        return os.path.exists(p.path(p.name))
    name = p.name.replace("'", "''")
    table, column = (("pg_database", "datname") if p.engine == "postgres"
                     else ("information_schema.schemata", "schema_name"))
    return server(p.engine).sql(p.other, f"SELECT count(*) FROM {table} WHERE {column} = '{name}'") == [["1"]]


@test(*ENGINES)
def create_then_drop(engine):
    p = fresh(engine).tables(1)
    p.run("create", "-n").exits(0, "would be created. Nothing was changed.")
    expect(not there(p), "-n made it")
    p.run("create").exits(0, f'created the database "{p.name}"')
    expect(there(p), "it was not made")
    p.run("create").exits(0, "is there already")
    p.run("create", "-n").exits(0, "is there already")
    p.run("up").exits(0)
    p.run("create").exits(0, "is there already")
    same(p.applied(), ["0001"])
    p.run("drop", "-n").exits(0, "would be dropped. Nothing was changed.")
    for args in ([], ["-y"], ["--yes-drop", "other"], ["--yes-drop", "other", "-y"]):
        p.run("drop", *args).exits(4, "AF4016", f"--yes-drop {p.name}")
    expect(there(p), "it was dropped without its name")
    p.run("drop", "--yes-drop", p.name).exits(0, f'dropped the database "{p.name}"')
    expect(not there(p), "it is still there")
    p.run("drop", "--yes-drop", p.name).exits(0, "nothing to do: there is no database")
    p.run("drop").exits(0, "nothing to do")


@test(*ENGINES)
def as_json(engine):
    p = fresh(engine)
    keys = ["database", "source", "environment", "name", "result", "message"]
    for args, result in ((["create", "-n"], "absent"), (["create"], "created"), (["create"], "there already"),
                         (["drop", "-n"], "present"), (["drop", "--yes-drop", p.name], "dropped"),
                         (["drop", "--yes-drop", p.name], "not there")):
        said = p.run(*args, "--json").exits(0).json["database"]
        same(list(said), keys)
        same((said["name"], said["result"]), (p.name, result))
    has_not(str(said), "password")


@test(*SERVERS)
def a_name_that_is_quoted(engine):
    p = fresh(engine, NEW).tables(1)
    p.run("create").exits(0)
    expect(there(p), "it was not made")
    p.run("up").exits(0)
    p.run("drop", "--yes-drop", NEW).exits(0)
    expect(not there(p), "it is still there")


@test(*SERVERS)
def what_up_says(engine):
    """up makes no database of a server by itself."""
    p = fresh(engine).tables(1)
    for args in (["up"], ["status"], ["down"], ["redo"], ["seed"], ["baseline"]):
        r = p.run(*args)
        same(r.code, 3, " ".join(args))
        has(r.err, 'afloat create', "AF3001")
    expect(not there(p), "it was made")


@test(*SERVERS)
def databases_of_the_server_stay(engine):
    names = {"postgres": ["postgres", "template0", "template1"],
             "mariadb": ["mysql", "information_schema", "performance_schema", "SYS"]}[engine]
    p = Project(engine)
    for name in names:
        url = server(engine).url(name)
        p.run("drop", "--url", url, "--yes-drop", name).exits(4, "AF4032")
        p.run("create", "--url", url, "-n").exits(0)
    same(p.sql("SELECT 1"), [["1"]])


@test("postgres")
def a_template_stays(engine):
    p = fresh(engine)
    p.run("create").exits(0)
    server(engine).sql(p.other, f'ALTER DATABASE "{p.name}" IS_TEMPLATE true')
    p.run("drop", "--yes-drop", p.name).exits(4, "AF4032", "template")


@test(*SERVERS)
def who_is_connected_is_named(engine):
    p = fresh(engine)
    p.run("create").exits(0)
    folder = server(engine).folder
    command = (["psql", "-X", "-q", "-h", folder, "-U", "afloat", "-d", p.name] if engine == "postgres" else
               ["mariadb", "--no-defaults", "-S", folder + "/my.sock", "-u", "root", p.name])
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as other:
        other.stdin.write("SELECT 1;\n")
        other.stdin.flush()
        if engine == "postgres":
            other.stdout.readline()
        for _ in range(100):
            r = p.run("drop", "-n").exits(0)
            if "in use by" in r.out:
                break
        has(r.out, "user afloat" if engine == "postgres" else "user root")
        p.run("drop", "--yes-drop", p.name).exits(4, "AF4033", "Connected: ")
        expect(there(p), "it was dropped")
        other.stdin.close()
    for _ in range(100):
        r = p.run("drop", "--yes-drop", p.name)
        if r.code == 0:
            break
    r.exits(0)


@test("postgres")
def encoding_and_owner(engine):
    p = fresh(engine)
    p.run("create", "--owner", "nobody here").exits(7, "nobody here")
    expect(not there(p), "it was made")
    p.run("create", "--encoding", "SQL_ASCII", "--owner", "afloat").exits(0)
    same(p.sql("SHOW server_encoding"), [["SQL_ASCII"]])


@test("mariadb")
def character_set(engine):
    p = fresh(engine)
    p.run("create", "--owner", "x").exits(2, "AF2001")
    p.run("create", "--encoding", "latin1").exits(0)
    same(p.sql("SELECT @@character_set_database"), [["latin1"]])
    p.run("create", "--url", server(engine).url("")).exits(2, "AF2003")


@test("postgres")
def without_the_right_to(engine):
    p = fresh(engine)
    server(engine).sql(p.other, "DO $$ BEGIN CREATE ROLE plain LOGIN; EXCEPTION WHEN duplicate_object THEN END $$")
    p.run("create", "--url", server(engine).url(p.name, user="plain")).exits(4, "AF3201")
    p.run("create").exits(0)
    p.run("drop", "--url", server(engine).url(p.name, user="plain"), "--yes-drop", p.name).exits(4, "AF3201")
    expect(there(p), "it was dropped")


# --- SQLite ------------------------------------------------------------------------------------


@test("sqlite")
def the_folder_of_the_file(engine):
    p = fresh(engine, "data/more/app.db").tables(1)
    p.run("up").exits(3, "AF3001")
    p.run("create").exits(0)
    p.run("up").exits(0)
    p.run("drop", "--yes-drop", "app.db").exits(0)
    same(os.listdir(p.path("data/more")), [])


@test("sqlite")
def all_files_go(engine):
    p = fresh(engine)
    with sqlite3.connect(p.path("app.db")) as c:
        c.execute("PRAGMA journal_mode = wal")
        c.execute("CREATE TABLE a (id int)")
        c.commit()
        for name in ("app.db-wal", "app.db-shm"):
            expect(os.path.exists(p.path(name)), f"no {name}")
        r = p.run("drop", "-n").exits(0, "app.db-wal", "app.db-shm", "in use by", "pid ")
        p.run("drop", "--yes-drop", "app.db").exits(4, "AF4033", str(os.getpid()))
    c.close()
    for name in ("app.db-journal", "app.db-wal", "app.db-shm", "app.db-afloat-lock", "app.db-other"):
        p.write(name, "")
    p.run("drop", "--yes-drop", "app.db").exits(0)
    same([f for f in os.listdir(p.folder) if f.startswith("app")], ["app.db-other"])
    p.write("app.db-wal", "")
    p.run("drop", "--yes-drop", "app.db").exits(0)
    same([f for f in os.listdir(p.folder) if f.startswith("app")], ["app.db-other"], "a leftover of a drop that was cut off")


@test("sqlite")
def what_is_no_database_stays(engine):
    p = fresh(engine, "notes.txt")
    p.write("notes.txt", "not a database, but long enough for a header")
    p.run("drop", "--yes-drop", "notes.txt").exits(4, "AF4032")
    p.run("create").exits(4, "AF4032")
    expect(there(p), "it was removed")
    os.mkdir(p.path("folder"))
    p.run("drop", "--url", "sqlite:folder", "--yes-drop", "folder").exits(4, "AF4032")
    p.run("drop", "--url", "sqlite::memory:", "--yes-drop", ":memory:").exits(4, "AF4032")
    p.run("create", "--owner", "x", "--url", "sqlite:x.db").exits(2, "AF2001")
    expect(not os.path.exists(p.path("x.db")), "made")


@test("sqlite")
def a_run_keeps_it(engine):
    p = fresh(engine).tables(1)
    p.run("up").exits(0)
    p.mig("0002_slow", "WITH RECURSIVE c(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM c WHERE n < 90000000) "
                       "SELECT count(*) FROM c;")
    running = p.start("up")
    for _ in range(200):
        if os.path.exists(p.path("app.db-afloat-lock")):
            break
        time.sleep(0.05)
    try:
        p.run("drop", "--yes-drop", "app.db").exits(4, "AF4033", "pid ")
    finally:
        running.kill()
        running.communicate()
    expect(there(p), "it was removed")
    p.run("drop", "--yes-drop", "app.db").exits(0)


# --- confirming --------------------------------------------------------------------------------


@test("sqlite")
def on_a_terminal_the_name_is_typed(engine):
    for typed, gone in ((b"y\n", False), (b"\n", False), (b"app\n", False), (b"app.db\n", True)):
        p = fresh(engine).tables(1)
        p.run("up").exits(0)
        code, text = on_terminal(p, ["drop"], typed, at=b"to go on:")
        has(text, 'drops the database "app.db"', "Type its name")
        same((code, there(p)), (0, False) if gone else (4, True), repr(typed))


@test("sqlite")
def a_protected_environment_has_its_own_question(engine):
    p = fresh(engine)
    del p.env["AFLOAT_URL"]
    p.config('[env.prod]\nurl = "sqlite:app.db"\nprotected = true\n')
    e = ["--env", "prod"]
    p.run("create", *e).exits(0)
    p.run("drop", *e, "--yes-drop", "app.db").exits(4, "AF4040", "--confirm prod")
    p.run("drop", *e, "--confirm", "prod").exits(4, "AF4016")
    p.run("drop", *e, "--confirm", "app.db", "--yes-drop", "prod").exits(4, "AF4040")
    expect(there(p), "dropped")
    p.run("drop", *e, "--confirm", "prod", "--yes-drop", "app.db").exits(0)


@test("sqlite")
def wrong_use(engine):
    p = fresh(engine)
    p.run("create", "add_users").exits(2, "Did you mean: afloat new NAME")
    p.run("drop", "x").exits(2, "AF2001")
    p.run("drop", "--yes-drop", "").exits(2, "AF2001")
    p.run("drop", "--yes-drop").exits(2, "AF2001")
    del p.env["AFLOAT_URL"]
    for name in ("create", "drop"):
        p.run(name).exits(2, "AF2002")
        p.run(name, "--url", "postgres://u:p@127.0.0.1:1/x", "--yes-drop" if name == "drop" else "--owner", "x").exits(3)
