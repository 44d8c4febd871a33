"""Every command as a new user would call it; help, options, aliases, JSON."""
import os
import re
import sqlite3
import subprocess

from examples import all_commands
from lib import AFLOAT, ENGINES, Project, environment, expect, has, has_not, same, test
from test_json import check_document

ALIASES = {"migrate": "up", "apply": "up", "deploy": "up", "rollback": "down", "undo": "down", "revert": "down",
           "info": "status", "add": "new", "generate": "new"}


def check_keys(document, *names):
    """The document has these objects and no others: as "run", or "status.migrations", of that command."""
    same(list(document), [n.split(".")[-1] for n in names], "keys of the document")
    for name in names:
        command, _, key = name.rpartition(".")
        if command:
            check_document(command, {key: document[key]}, name)


# --- help --------------------------------------------------------------------------------------


@test()
def help_of_every_command():
    p = Project(None)
    for name in all_commands():
        r = p.run("help", name).exits(0)
        same(r.err, "", "stderr")
        for other in ([name, "--help"], [name, "-h"], ["--help", name], [name, "x", "--help", "y"]):
            same(p.run(*other).exits(0).out, r.out, " ".join(other))
        has(r.out, f"Usage: afloat {name}", "Examples\n  afloat ", "--json")
        for line in r.out.splitlines():
            expect(len(line) <= 80, f"{name}: more than 80 columns: {line}")
            expect(line == line.rstrip(), f"{name}: blanks at the end: {line!r}")
    for word in ([], ["-h"], ["--help"], ["help"]):
        r = p.run(*word).exits(0)
        for name in all_commands():
            has(r.out, f"\n  {name} ")
        expect(max(map(len, r.out.splitlines())) <= 80, "more than 80 columns")
    same(p.run("help", "rollback").exits(0).out, p.run("help", "down").out)


@test()
def unknown_words():
    p = Project()
    for word, near in (("statsu", "afloat status"), ("dwon", "afloat down"), ("migrat", "afloat migrate"),
                       ("creat", "afloat create"), ("initt", "afloat init")):
        r = p.run(word).exits(2, "AF2001", "Did you mean: " + near)
        same(r.out, "", "stdout")
    r = p.run("create", "add_users").exits(2, "Did you mean: afloat new NAME")
    expect(not os.path.exists(p.path("migrations")), "create made something")
    p.run("xyzzy").exits(2, "afloat help")
    r = p.run("help", "statsu").exits(2, "afloat status")
    for args in (["up", "--bogus"], ["up", "-Z"], ["up", "--to"], ["up", "--json=1"], ["up", "1", "2"], ["up", "x"],
                 ["up", "0"], ["down", "--count", "-1"], ["up", "--color", "blue"], ["status", "3"], ["new"],
                 ["split"], ["split", "--dialect", "oracle"], ["--bogus", "up"]):
        r = p.run(*args)
        expect(r.code == 2 and "AF2001" in r.err, f"{args}: exit {r.code}\n{r.all}")
        same(r.out, "", f"{args}: stdout")
    p.run("up", "--dry").exits(2, "--dry-run")
    p.run("up", "--verbos").exits(2, "--verbose")


@test()
def empty_values_are_refused():
    """A variable that is lost must not choose another database, or take everything back."""
    p = Project().tables(2)
    p.run("up").exits(0)
    for args in (["up", "--url", ""], ["up", "--url="], ["up", "--env", ""], ["down", "--to", ""], ["up", "--dir="],
                 ["baseline", ""], ["repair", "", "--accept", "--reason", "x"], ["new", ""],
                 ["repair", "0001", "--accept", "--reason", ""], ["down", ""], ["down", "--count", ""]):
        r = p.run(*args)
        expect(r.code == 2 and "AF2001" in r.err, f"{args}: exit {r.code}\n{r.all}")
    same(p.applied(), ["0001", "0002"])


@test()
def aliases():
    for alias, name in ALIASES.items():
        p = Project().tables(2)
        if name == "down":
            p.run("up").exits(0)
        args = ["add_x"] if name == "new" else []
        same(p.run(alias, *args, "-n", "-q").exits(0).all, p.run(name, *args, "-n", "-q").all, alias)
    p = Project().tables(3)
    p.run("migrate").exits(0, "applied 3")
    p.run("rollback", "2").exits(0, "took back 2")
    p.run("deploy", "1").exits(0, "applied 1")


@test()
def options_anywhere():
    p = Project(None).tables(1)
    p.run("--url", "sqlite:app.db", "-q", "up").exits(0)
    p.run("status", "--url=sqlite:app.db").exits(0, "1 applied")
    p.run("-usqlite:app.db", "status", "-d", "migrations").exits(0, "1 applied")
    p.run("status", "-nvu", "sqlite:app.db").exits(0, "1 applied")
    p.run("new", "--url", "x", "--", "--odd name").exits(2)
    p.run("new", "--", "--odd name").exits(0, "_odd_name.sql")


# --- commands ----------------------------------------------------------------------------------


@test()
def first_steps():
    """What README says under "90 seconds"."""
    p = Project(None)
    p.run("init", "-n").exits(0, "would be created")
    same(os.listdir(p.folder), [".home"])
    p.run("init").exits(0, "migrations", "afloat.toml", "afloat new create_users")
    p.run("init").exits(0, "there already")
    r = p.run("new", "create users").exits(0, "created")
    name = re.search(r"migrations/\d{14}_create_users\.sql", r.out).group()
    p.write(name, p.read(name).replace("-- afloat:up\n", "-- afloat:up\nCREATE TABLE users (id int);\n")
            .replace("-- afloat:down\n", "-- afloat:down\nDROP TABLE users;\n"))
    p.run("status").exits(0, "1 pending", "next: afloat up")
    expect(not os.path.exists(p.path("dev.db")), "status made the database file")
    p.run("plan").exits(0, "CREATE TABLE users")
    p.run("up", "-n").exits(0, "CREATE TABLE users", "Nothing was changed")
    p.run("down").exits(0, "nothing to take back")
    p.run("repair").exits(0, "nothing to repair")
    p.run("baseline", "-n").exits(0)
    expect(not os.path.exists(p.path("dev.db")), "a look made the database file")
    p.run("up").exits(0, "applied 1 migration")
    p.run("status").exits(0, "1 applied, 0 pending")
    p.run("down").exits(0, "took back 1 migration")
    same([f for f in sorted(os.listdir(p.folder)) if f != ".home"], ["afloat.toml", "dev.db", "migrations"])


@test()
def new_names_and_versions():
    p = Project(None)
    p.run("new", "x", "-n").exits(0, "would be created")
    expect(not os.path.exists(p.path("migrations")), "-n made the folder")
    for i in range(5):  # within one second
        p.run("new", f"same {i}").exits(0)
    names = sorted(os.listdir(p.path("migrations")))
    same(len({n.split("_")[0] for n in names}), 5, str(names))
    q = Project(None)
    for wanted in ("0001_a.sql", "0002_a.sql"):
        q.run("new", "a", "--sequence").exits(0, wanted)
    q.run("new", "b").exits(0, "0003_b.sql")
    q.run("new", "").exits(2)
    q.run("new", "../../etc/passwd").exits(0, "migrations/0004_etc_passwd.sql")


@test()
def new_in_many_processes():
    for flags in ([], ["--sequence"]):
        p = Project(None)
        running = [p.start("new", f"many {i}", *flags) for i in range(8)]
        for r in running:
            out, err = r.communicate(timeout=30)
            expect(r.returncode == 0, (out + err).decode())
        versions = [n.split("_")[0] for n in os.listdir(p.path("migrations"))]
        same(len(set(versions)), 8, str(versions))
        expect(not [n for n in versions if n.startswith(".")], "a claim was left behind")


@test(*ENGINES)
def dry_run_changes_nothing(engine):
    p = Project(engine).tables(2)
    p.run("up", "-n").exits(0, "CREATE TABLE t1", "2 migrations to apply. Nothing was changed.")
    expect(not p.has_table("t1") and not p.has_table("afloat_history"), "-n made something")
    p.run("up").exits(0)
    p.run("down", "-n").exits(0, "DROP TABLE t2", "1 migration to take back")
    p.run("plan", "--down", "2").exits(0, "DROP TABLE t1", "2 migrations to take back")
    same(p.applied(), ["0001", "0002"])
    before = p.sql("SELECT count(*) FROM afloat_history")
    p.run("repair", "0001", "--mark", "not-applied", "--reason", "x", "-n").exits(0, "would be recorded")
    same(p.sql("SELECT count(*) FROM afloat_history"), before)


@test()
def exit_code_option():
    p = Project().tables(1)
    p.run("status", "--exit-code").exits(1)
    p.run("plan", "--exit-code").exits(1)
    p.run("up").exits(0)
    p.run("status", "--exit-code").exits(0)
    p.run("plan", "--exit-code").exits(0, "nothing to do")


@test()
def split_reads_standard_input():
    p = Project(None)
    r = p.run("split", "--dialect", "postgres", given=b"SELECT 1;\n-- c\nSELECT $$;$$;").exits(0)
    same(r.out.count('"kind":"statement"'), 2)
    p.write("a.sql", "SELECT 'x\n")
    p.run("split", "--dialect", "sqlite", "a.sql").exits(2, "AF2201", "a.sql:1:8")
    p.run("split", "--dialect", "sqlite", "none.sql").exits(2, "AF2101", "none.sql")


@test()
def demo_runs():
    p = Project(None)
    r = p.run("demo", env={"TMPDIR": p.folder}).exits(0, "it failed as it should", "took back 3")
    same(os.listdir(p.folder), [".home"], "left behind")
    r = p.run("demo", "--keep", env={"TMPDIR": p.folder}).exits(0)
    kept = [n for n in os.listdir(p.folder) if n.startswith("afloat-demo-")]
    same(len(kept), 1)
    has(r.out, kept[0])
    r = p.run("demo", "--json").exits(0)
    expect(r.json, "no document")


# --- JSON --------------------------------------------------------------------------------------


@test(*ENGINES)
def json_documents(engine):
    p = Project(engine).tables(2)
    t = "target"
    check_keys(p.run("status", "--json").exits(0).json, t, "status.migrations", "status.summary")
    check_keys(p.run("plan", "--json").exits(0).json, t, "plan.migrations", "plan.steps", "plan.plan")
    check_keys(p.run("up", "-n", "--json").exits(0).json, t, "plan.migrations", "plan.steps", "plan.plan")
    check_keys(p.run("up", "--json").exits(0).json, t, "run")
    check_keys(p.run("up", "--json").exits(0).json, t, "run")
    check_keys(p.run("down", "-n", "--json").exits(0).json, t, "plan.migrations", "plan.steps", "plan.plan")
    d = p.run("down", "2", "--json").exits(0).json
    check_keys(d, t, "run")
    same((d["run"]["direction"], d["run"]["migrations"], d["run"]["applied"]), ("down", 2, 0))
    check_keys(Project(engine).tables(1).run("baseline", "0001", "--json").exits(0).json, t, "baseline.migrations",
               "baseline.summary")
    p.run("up", "1").exits(0)
    p.tables(1).write("migrations/0001_t1.sql", "-- afloat:up\nSELECT 1;\n")
    check_keys(p.run("repair", "--json").exits(1).json, t, "repair.findings", "repair.summary")
    d = p.run("up", "--json").exits(4).json
    check_keys({"error": d["error"]}, "error")
    check_keys(d, t, "error")


@test()
def json_without_a_database():
    p = Project(None)
    check_keys(p.run("init", "--json").exits(0).json, "files", "summary")
    check_keys(p.run("new", "a", "--json").exits(0).json, "files", "summary")
    check_keys(p.run("version", "--json").exits(0).json, "afloat")
    check_keys(p.run("help", "--json").exits(0).json, "help.commands", "help.options", "help.examples")
    check_keys(p.run("up", "--help", "--json").exits(0).json, "help.commands", "help.options", "help.examples")
    same(list(p.run("split", "--dialect", "sqlite", given=b"SELECT 1").exits(0).json),
         ["offset", "length", "line", "column", "kind"])
    for args in (["nosuch", "--json"], ["up", "--bogus", "--json"], ["up", "--json", "--env", "nosuch"]):
        check_keys(p.run(*args).exits(2).json, "error")
    p = Project("sqlite")
    os.mkdir(p.path("migrations"))
    check_keys(p.run("status", "--json").exits(0).json, "target", "status.migrations", "status.summary")
    check_keys(p.run("repair", "--json").exits(0).json, "target", "repair.findings", "repair.summary")


@test()
def json_is_utf8_for_any_name():
    p = Project().mig("0001_a", "CREATE TABLE \"t\x7f\u00e9\\\" (\"c\x01\" text);\nSELECT * FROM \"n\u202e\x1b[31m\";")
    e = p.run("up", "--json").exits(7).json["error"]
    has(e["database_message"], "\u202e", "\x1b[31m")


@test()
def full_disk_of_the_output():
    if not os.path.exists("/dev/full"):
        return
    p = Project().tables(1)
    with open("/dev/full", "w", encoding="utf-8") as full:
        for args in (["status"], ["status", "--json"], ["help"], ["version"], ["split", "--dialect", "sqlite"]):
            r = subprocess.run([AFLOAT, *args], cwd=p.folder, env=environment(p.home, p.env), stdout=full,
                               input=b"SELECT 1;", stderr=subprocess.PIPE, check=False)
            expect(r.returncode == 2, f"{args}: exit {r.returncode}")
            has(r.stderr.decode(), "could not write to standard output")


@test()
def closed_standard_files():
    """What is printed must not end in a file that took the number of the closed one."""
    p = Project().tables(3)
    for closed in ((1,), (2,), (1, 2), (0, 1, 2)):
        done = subprocess.run(["sh", "-c", f'exec "$0" up 1 {" ".join(f"{n}>&-" for n in closed)}', AFLOAT],
                              cwd=p.folder, env=environment(p.home, p.env), capture_output=True, check=False)
        expect(done.returncode in (0, 2), f"{closed}: exit {done.returncode}")
        same(p.sql("PRAGMA integrity_check"), [["ok"]])
    same(p.applied(), ["0001", "0002", "0003"])


@test()
def history_is_what_other_clients_see():
    p = Project().tables(1)
    p.run("up").exits(0)
    with sqlite3.connect(p.path("app.db")) as c:
        row = c.execute("SELECT version, event, applied FROM afloat_history").fetchone()
    has(str(row), "0001")
    has_not(str(row), "None")
