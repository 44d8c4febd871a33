"""What goes wrong: files, servers, rights, resources. Every failure names place, database's words, what was
committed, how to go on, and a code."""
import os
import re
import resource
import shlex
import socket
import sqlite3
import threading

from lib import (CANARY, ENGINES, LONG, Failed, Project, Server, Skip, expect, has, has_not, same, server,
                 slow_statement, test, wait_until)


def free_port():
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        return s.getsockname()[1]


# --- files -------------------------------------------------------------------------------------


@test()
def nul_byte():
    p = Project().write("migrations/0001_a.sql", b"-- afloat:up\nCREATE TABLE a (id int);\nSELECT '\0';\n")
    p.run("up").exits(2, "AF2103", "0001_a.sql:3:9", "Nothing was changed")


@test()
def invalid_utf8():
    p = Project().write("migrations/0001_a.sql", b"-- afloat:up\nCREATE TABLE a (id int);\nSELECT '\xff';\n")
    r = p.run("up").exits(2, "AF2104", "0001_a.sql:3:9")
    r.all.encode("utf-8")  # what is printed is valid itself


@test()
def unterminated_places():
    for text, place in (("SELECT 1;\n  SELECT 'abc\nmore\n", ":3:10"),
                        ("SELECT 1;\n /* comment\n", ":3:2"),
                        ("SELECT \"name\n", ":2:8")):
        p = Project().write("migrations/0001_a.sql", "-- afloat:up\n" + text)
        p.run("up").exits(2, "AF2201", "0001_a.sql" + place, "^")


@test()
def unterminated_dollar_quote():
    p = Project("postgres")
    p.write("migrations/0001_a.sql", "-- afloat:up\nSELECT 1;\nDO   $body$ BEGIN NULL; END;\n")
    p.run("up").exits(2, "AF2201", "0001_a.sql:3:6")


@test()
def unrecognised_directive():
    p = Project().write("migrations/0001_a.sql", "-- afloat:up\n-- afloat:no-transactoin\nSELECT 1;\n")
    p.run("up").exits(2, "AF2301", "0001_a.sql:2", "afloat:transaction")


@test()
def directives_of_later_versions():
    for directive in ("online", "backfill", "reverse", "rename", "contract"):
        p = Project().write("migrations/0001_a.sql",
                            f"-- afloat:up\n-- afloat:{directive}\nALTER TABLE a ADD COLUMN b int;\n")
        r = p.run("up")
        expect(r.code == 2, f"{directive}: exit {r.code}\n{r.all}")
        has(r.all, "0001_a.sql", directive)
        expect(not os.path.exists(p.path("app.db")) or not p.has_table("a"), "something ran")


@test()
def empty_file():
    p = Project().write("migrations/0001_a.sql", "")
    p.run("up").exits(0, "0001_a.sql", "no statements")


@test()
def empty_folder():
    p = Project()
    os.mkdir(p.path("migrations"))
    p.run("up").exits(0, "nothing to do")
    p.run("status").exits(0, "0 pending")


@test()
def absent_folder():
    p = Project()
    r = p.run("up").exits(2, "AF2101", "migrations", "afloat init")
    has_not(r.all, "No such file or directory\n  hint: No such")
    expect(not os.path.exists(p.path("app.db")), "the database file was made")


@test()
def unreadable_folder():
    if os.getuid() == 0:
        raise Skip("root reads everything")
    p = Project().tables(1)
    os.chmod(p.path("migrations"), 0)
    p.run("up").exits(2, "AF2101", "migrations", "ermission denied")
    os.chmod(p.path("migrations"), 0o755)
    os.chmod(p.path("migrations/0001_t1.sql"), 0)
    p.run("up").exits(2, "AF2101", "0001_t1.sql", "ermission denied")


@test()
def no_database_named():
    p = Project(None).tables(1)
    r = p.run("up").exits(2, "AF2002", "--url", "DATABASE_URL", "afloat.toml")
    same(r.out, "", "stdout")
    same(sorted(os.listdir(p.folder)), [".home", "migrations"], "files")


# --- servers -----------------------------------------------------------------------------------


@test()
def unreachable_host():
    port = free_port()
    p = Project(None).tables(1)
    for scheme in ("postgres", "mysql"):
        r = p.run("up", "--url", f"{scheme}://u:{CANARY}@127.0.0.1:{port}/db").exits(
            3, "AF3001", "127.0.0.1", str(port), "Nothing was changed")
        has_not(r.all, CANARY)


@test()
def unknown_host_and_socket():
    p = Project(None).tables(1)
    p.run("up", "--url", "postgres://u@no-such-host.invalid/db").exits(3, "no-such-host.invalid")
    p.run("up", "--url", "mysql://u@no-such-host.invalid/db").exits(3, "no-such-host.invalid")
    p.run("up", "--url", "postgres://u@%2Fno%2Fsuch/db").exits(3, "/no/such")


@test()
def wrong_password_postgres():
    pg = server("postgres")
    pg.sql("test", f"DROP ROLE IF EXISTS someone; CREATE ROLE someone LOGIN PASSWORD 'right{CANARY}'")
    with open(pg.folder + "/data/pg_hba.conf", "r+", encoding="utf-8") as f:
        rest = f.read()
        f.seek(0)
        f.write("local all someone scram-sha-256\n" + rest)
    pg.sql("test", "SELECT pg_reload_conf()")
    p = Project(None).tables(1)
    url = pg.url("test", "someone", CANARY)

    def refused():
        r = p.run("status", "--url", url)
        has_not(r.all, CANARY)
        return r.code == 3 and "AF3002" in r.all and "someone" in r.all
    wait_until(refused, "the login is refused")
    p.run("status", "--url", pg.url("test", "someone", "right" + CANARY)).exits(0)
    for flags in (["-v"], ["--json"], ["-n"]):
        has_not(p.run("up", "--url", url, *flags).exits(3).all, CANARY)


@test()
def wrong_password_mariadb():
    s = server("mariadb")
    s.sql("test", f"CREATE USER IF NOT EXISTS someone@localhost IDENTIFIED BY 'right{CANARY}'")
    p = Project(None).tables(1)
    for flags in ([], ["-v"], ["--json"]):
        r = p.run("up", "--url", s.url("test", "someone", CANARY), *flags).exits(3, "AF3002", "someone")
        has_not(r.all, CANARY)


@test()
def no_such_database():
    for engine in ("postgres", "mariadb"):
        p = Project(None).tables(1)
        p.run("up", "--url", server(engine).url("not_there")).exits(3, "not_there")


@test("postgres", "mariadb")
def read_only_server(engine):
    p = Project(engine).tables(1)
    if engine == "postgres":
        p.sql(f"ALTER DATABASE {p.database} SET default_transaction_read_only = on")
        r = p.run("up")
    else:
        around = "READ_ONLY ADMIN" if server(engine).kind.startswith("mariadb") else "CONNECTION_ADMIN"
        p.sql("DROP USER IF EXISTS plain@localhost; CREATE USER plain@localhost; "
              f"GRANT ALL ON *.* TO plain@localhost; REVOKE SUPER, {around} ON *.* FROM plain@localhost; "
              "SET GLOBAL read_only = 1")
        try:
            r = p.run("up", "--url", server(engine).url(p.database, "plain"))
        finally:
            p.sql("SET GLOBAL read_only = 0")
    r.exits(4, "AF3007", "Nothing was changed")
    if engine == "postgres":
        for look in (["status"], ["plan"], ["up", "-n"]):
            p.run(*look).exits(0, "t1")
    expect(not p.has_table("t1"), "the table was made")


@test()
def read_only_sqlite_file():
    if os.getuid() == 0:
        raise Skip("root writes everything")
    p = Project().tables(1)
    p.run("up").exits(0)
    p.tables(2)
    os.chmod(p.path("app.db"), 0o444)
    p.run("status").exits(0, "pending")
    p.run("up").exits(4, "AF3007")


@test()
def missing_rights_postgres():
    p = Project("postgres").tables(1)
    p.sql("DROP ROLE IF EXISTS reader")
    p.sql("CREATE ROLE reader LOGIN")
    r = p.run("up", "--url", server("postgres").url(p.database, "reader"))
    r.exits(4, "AF3201", "permission denied")


@test()
def pooler_modes():
    pg = server("postgres")
    p = Project("postgres").tables(2)
    pool = Server("pgbouncer", env=pg.env)
    try:
        p.run("up", "--url", pool.url(p.database)).exits(4, "AF3006", "Nothing was changed")
        expect(not p.has_table("t1"), "something ran through the pooler")
    finally:
        pool.stop()
    pool = Server("pgbouncer", ["pool_mode = session"], env=pg.env)
    try:
        p.run("up", "--url", pool.url(p.database)).exits(0, "applied 2 migrations")
        p.run("status", "--url", pool.url(p.database)).exits(0, "2 applied")
        p.run("down", "2", "--url", pool.url(p.database)).exits(0, "took back 2")
    finally:
        pool.stop()


# --- locks -------------------------------------------------------------------------------------


@test(*ENGINES)
def rival_holds_the_lock(engine):
    p = Project(engine).tables(1).mig("0002_slow", slow_statement(engine))
    p.config('default_env = "x"\n[env.x]\nlock_wait = "1s"\n')
    first = p.start("up")
    try:
        wait_until(lambda: p.applied() == ["0001"], "the first one runs its slow statement")
        r = p.run("up").exits(5, "AF3101", "another run holds the lock", "Nothing was changed",
                              "continue: afloat up")
        has(r.all, str(first.pid) if engine == "sqlite" else "")
    finally:
        first.kill()
        first.communicate()


@test("postgres", "mariadb")
def table_lock_timeout(engine):
    """Another session holds the table: given up within the budget, nothing changed, safe to repeat."""
    p = Project(engine).mig("0001_t", "CREATE TABLE t (id integer PRIMARY KEY);")
    p.config('default_env = "x"\n[env.x]\nlock_timeout = "2s"\n')
    p.run("up").exits(0)
    p.mig("0002_alter", "ALTER TABLE t ADD COLUMN b integer;")
    sleep = {"postgres": "BEGIN; LOCK TABLE t; SELECT pg_sleep(8); COMMIT",
             "mariadb": "BEGIN; SELECT * FROM t; DO SLEEP(8); COMMIT"}[engine]
    holder = threading.Thread(target=p.sql, args=(sleep,))
    holder.start()
    try:
        held = {"postgres": "SELECT count(*) FROM pg_locks WHERE mode = 'AccessExclusiveLock' AND granted "
                            "AND relation = 't'::regclass",
                "mariadb": "SELECT count(*) FROM information_schema.processlist WHERE info = 'DO SLEEP(8)'"}
        wait_until(lambda: p.sql(held[engine]) != [["0"]], "the table is held")
        p.run("up").exits(5, "AF3102", "Nothing of 0002 was kept", "continue: afloat up")
    finally:
        holder.join()
    p.run("up").exits(0, "applied 1 migration")


# --- resources ---------------------------------------------------------------------------------

FILL = "CREATE TABLE big (x text);\n" + "INSERT INTO big VALUES (hex(zeroblob(40000)));\n" * 50


@test()
def sqlite_max_page_count():
    p = Project().tables(1).mig("0002_fill", "PRAGMA max_page_count = 60;\n" + FILL)
    r = p.run("up").exits(6, "AF4103", "0002_fill.sql", "full")
    has(r.all, "1 migration was applied and stays so", "Nothing of 0002 was kept")
    same(p.applied(), ["0001"])
    expect(not p.has_table("big"), "a part of the file stayed")


@test()
def sqlite_file_size_limit():
    p = Project().tables(1)
    p.run("up").exits(0)
    p.mig("0002_fill", FILL)

    def limit():
        resource.setrlimit(resource.RLIMIT_FSIZE, (400000, 400000))
    r = p.run("up", preexec_fn=limit)
    expect(r.code == 7, f"exit {r.code}: {r.all}")
    has(r.all, "AF4103", "Nothing of 0002 was kept")
    same(p.applied(), ["0001"])
    same(p.sql("PRAGMA integrity_check"), [["ok"]])
    p.run("up").exits(0, "applied 1 migration")


@test(*ENGINES)
def statement_fails_in_five_parts(engine):
    p = Project(engine).tables(1)
    p.mig("0002_bad", "CREATE TABLE x (id integer PRIMARY KEY);\nINSERT INTO nowhere VALUES (1);",
          "DROP TABLE x;")
    r = p.run("up")
    has(r.err, "error[AF4101]", "0002_bad.sql:3:", "  3 | INSERT INTO nowhere VALUES (1)", "^", "database: ",
        "nowhere", "committed: 1 migration was applied and stays so.", "continue: afloat up")
    if engine == "mariadb":
        r.exits(6, "the statements up to 1 are committed")
    else:
        r.exits(6, "Nothing of 0002 was kept")
    same(p.has_table("x"), engine == "mariadb", "the first statement")
    e = p.run("up", "--json").json["error"]
    same((e["code"], e["line"], e["exit_code"]), ("AF4101", 3, 6 if engine == "mariadb" else 7))
    p.mig("0002_bad", "CREATE TABLE x (id integer PRIMARY KEY);\nINSERT INTO x VALUES (1);", "DROP TABLE x;")
    p.run("up").exits(0, "applied 1 migration")
    same(p.sql("SELECT count(*) FROM x"), [["1"]])


@test(*ENGINES)
def tables_without_history(engine):
    p = Project(engine).tables(2)
    p.sql("CREATE TABLE older (id integer PRIMARY KEY)")
    r = p.run("up").exits(4, "AF4006", "older", "afloat baseline")
    expect(not p.has_table("afloat_history"), "a history was made")
    p.run("plan").exits(4, "AF4006")
    p.run("up", "-n").exits(4, "AF4006")
    p.run("baseline").exits(0)
    p.run("up").exits(0, "applied 2 migrations")
    has_not(r.all, "\033")


@test(*ENGINES)
def history_of_another_tool(engine):
    p = Project(engine).tables(1)
    p.sql("CREATE TABLE flyway_schema_history (installed_rank integer)")
    p.run("up").exits(4, "AF4007", "Flyway", "afloat baseline")


@test()
def not_a_database():
    p = Project().tables(1).write("app.db", "this is text, not a database\n" * 100)
    p.run("up").exits(3, "app.db", "not a database")
    p.run("up", "--url", "sqlite:no/such/folder/x.db").exits(3, "no/such/folder")
    p.run("status", "--url", "sqlite:no/such/folder/x.db").exits(3, "no/such/folder")


@test()
def sqlite_locked_by_another_program():
    p = Project().tables(1)
    p.run("up").exits(0)
    p.tables(2).config('default_env = "x"\n[env.x]\nlock_timeout = "500ms"\n')
    other = sqlite3.connect(p.path("app.db"), isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    p.run("status").exits(0, "1 pending")
    p.run("up").exits(5)
    other.execute("ROLLBACK")
    other.close()
    p.run("up").exits(0, "applied 1 migration")


def continued(p, r):
    """Types what stands behind "continue:" until it works, or nothing does but to look. The last command."""
    for _ in range(5):
        line = re.search(r"^  continue: afloat (.*)$", r.err, re.M)
        expect(line, f"{r.args}: no command that goes on\n{r.all}")
        words = shlex.split(line[1])
        if words[0] == "status":
            p.run(*words).exits(0)
            return words
        r = p.run(*words)
        if r.code == 0:
            return words
    raise Failed(f"{r.args} never ends\n{r.all}")


@test(*ENGINES)
def to_continue_never_does_more_than_was_asked(engine):
    """The connection is lost at each call: of five migrations two are taken back, or one is run again."""
    p = Project(engine).tables(5)
    p.run("up").exits(0)
    for command, downs, stay in (("down", "2"), 2, 3), (("redo",), 1, 5):
        p.run("up").exits(0)
        traced = p.run(*command, env={"AFLOAT_FAULT": "trace"}).exits(0)
        calls = len(re.findall(r"^fault-call \d+ ", traced.err, re.M))
        if not calls:
            raise Skip("this build has no fault points")
        for n in range(1, calls + 1):
            if not (LONG or engine == "sqlite") and n % 4 and n < calls - 9:
                continue
            if p.run("up").code == 4:
                p.run("down").exits(0, "took back 1")  # what is half way down, no more
                p.run("up").exits(0)
            before = p.sql("SELECT max(seq) FROM afloat_history")[0][0]
            r = p.run(*command, env={"AFLOAT_FAULT": f"lost:{n}"})
            if r.code != 6:
                expect(r.code in (0, 3), f"lost:{n}\n{r.all}")  # the last one is the goodbye
                continue
            words = continued(p, r)
            at = f"{' '.join(command)} with lost:{n}, then {' '.join(words)}:\n{r.all}"
            done = int(p.sql(f"SELECT count(*) FROM afloat_history WHERE seq > {before} AND event = 'down'")[0][0])
            expect(done <= downs, f"{done} were taken back: {at}")
            if words[0] != "status":
                same((done, len(p.applied())), (downs, stay), at)
            if "1 migration was taken back and stays so. 1 migration was applied" in r.err:
                has_not(r.err, "Nothing of")
