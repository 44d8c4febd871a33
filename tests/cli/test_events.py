"""--events and -v: what happens, as it happens."""
import json
import os
import re
import signal

from lib import CANARY, ENGINES, ROOT, Project, expect, has, has_not, same, slow_statement, test, wait_until
from test_json import OBJECTS, TYPES  # pylint: disable=unused-import


def documented():
    """{kind: [its fields]} of docs/json.md, and the types of all fields."""
    with open(os.path.join(ROOT, "docs/json.md"), encoding="utf-8") as f:
        part = f.read().split("\n## events\n")[1]
    types = dict(re.findall(r"^\| `(\w+)` \| (text|number|time \(text\)) \| .+ \|$", part, re.M))
    kinds = {}
    for kind, fields in re.findall(r"^\| `(\w+)` \| ([a-z]+[:,].*|\w+) \|$", part.split("| kind |")[1], re.M):
        kinds[kind] = [field.split(":")[0] for field in fields.split(", ")]
    return kinds, types


KINDS, FIELD_TYPES = documented()


def read_events(text):
    """Parsed and checked lines."""
    events = []
    for line in text.splitlines():
        e = json.loads(line)
        want = ["time", "event"] + [f for f in FIELD_TYPES if f in KINDS[e["event"]]]
        same(list(e), want, "fields of " + line)
        for name, value in e.items():
            expect(value is None or TYPES[FIELD_TYPES[name]](value), f"{name}: {value!r}")
        events.append(e)
    return events


@test(*ENGINES)
def a_run_in_a_file(engine):
    p = Project(engine).tables(2).mig("0003_two", "CREATE TABLE u (id int);\nINSERT INTO u VALUES (1), (2);")
    p.run("up", "--events", "e.ndjson").exits(0)
    events = read_events(p.read("e.ndjson"))
    kinds = [e["event"] for e in events if e["event"] not in ("note", "connected", "warning")]
    same(kinds[0], "run_start")
    same(kinds[-1], "run_done")
    same((kinds.count("sql"), kinds.count("step_done"), kinds.count("migration_done")), (4, 4, 3), str(kinds))
    done = [e for e in events if e["event"] == "step_done"]
    same([(e["version"], e["step"]) for e in done], [("0001", 1), ("0002", 1), ("0003", 1), ("0003", 2)])
    same(done[3]["n"], 2, "rows")
    sent = [e["text"] for e in events if e["event"] == "sql"]
    has(sent[3], "INSERT INTO u VALUES (1), (2)")
    same((events[-1]["n"], events[-1]["total"]), (3, 3))
    p.mig("0004_bad", "SELECT a FROM nowhere;")
    p.run("up", "--events=e.ndjson").exits(7)
    events = read_events(p.read("e.ndjson"))
    expect(len(events) > len(kinds) + 2, "the file was not continued")
    same((events[-1]["event"], events[-1]["n"]), ("failure", 7))
    has(events[-1]["text"], "AF4101")


@test(*ENGINES)
def on_standard_output(engine):
    """Every line is JSON; the last one is the document."""
    p = Project(engine).tables(2)
    r = p.run("up", "--events", "-").exits(0)
    *lines, last = r.out.splitlines()
    events = read_events("\n".join(lines))
    has([e["event"] for e in events], "sql", "run_done")
    same(json.loads(last)["run"]["migrations"], 2)
    same(json.loads(p.run("up", "--events", "-", "--bogus").exits(2).out.splitlines()[-1])["error"]["code"], "AF2001")


@test(*ENGINES)
def what_a_killed_run_told(engine):
    """Each line is written at once: the statement that ran when the program was killed is in the file."""
    p = Project(engine).tables(1).mig("0002_slow", slow_statement(engine, 20))
    run = p.start("up", "--events", "e.ndjson")
    path = p.path("e.ndjson")
    wait_until(lambda: os.path.exists(path) and p.read("e.ndjson").count('"sql"') == 2, "the slow statement")
    run.send_signal(signal.SIGKILL)
    run.communicate()
    text = p.read("e.ndjson")
    expect(text.endswith("\n"), "half a line")
    same([e["version"] for e in read_events(text) if e["event"] == "sql"], ["0001", "0002"])


@test("postgres", "mariadb")
def passwords_are_masked(engine):
    p = Project(engine)
    user = f"u_{p.database}"[:30]
    by = f"PASSWORD '{CANARY}'" if engine == "postgres" else f"IDENTIFIED BY '{CANARY}'"
    p.mig("0001_user", f"CREATE USER {user} {by};\nDROP USER {user};")
    r = p.run("up", "-v", "--events", "e.ndjson").exits(0)
    has_not(r.all + p.read("e.ndjson"), CANARY)
    has(p.read("e.ndjson"), "CREATE USER " + user)
    has(r.err, "sql: CREATE USER " + user)


@test()
def a_file_that_cannot_be_written():
    p = Project().tables(1)
    r = p.run("up", "--events", "no/such/folder/e").exits(2, "AF2102", "no/such/folder/e")
    expect(not os.path.exists(p.path("app.db")), "something was changed")
    r = p.run("up", "--events", "/dev/full").exits(0)
    same(r.err.count("could not write the events"), 1)
    p.run("up", "--events", "").exits(2, "AF2001")


@test(*ENGINES)
def verbose_shows_each_statement(engine):
    """Whole, on one line, before it runs; beyond the twentieth too."""
    p = Project(engine).mig("0001_many", "CREATE TABLE t (\n    i int\n);\n" + "INSERT INTO t VALUES (1);\n" * 40)
    r = p.run("up", "-v").exits(0)
    same(r.err.count("sql: CREATE TABLE t ( i int )"), 1)
    same(r.err.count("sql: INSERT INTO t VALUES (1)"), 40)
    same(len(re.findall(r"statement \d+ of 41 of 0001, rows: 1 ", r.err)), 40)
    has_not(p.run("up").exits(0).err, "sql:")


@test()
def a_large_file_that_is_read():
    p = Project().mig("0001_large", "CREATE TABLE t (i int);\n" + ("-- " + "x" * 96 + "\n") * 1200000)
    p.run("plan", "-q", "--events", "e.ndjson").exits(0)
    told = [e for e in read_events(p.read("e.ndjson")) if e["event"] == "reading"]
    expect(told, "120 MB were read in silence")
    for e in told:
        expect(0 < e["n"] <= e["total"] == os.path.getsize(p.path("migrations/0001_large.sql")), str(e))
        same(e["text"], "reading 0001_large.sql")
