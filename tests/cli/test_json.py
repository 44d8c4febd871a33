"""--json: every object that a command prints is the one that docs/json.md documents, field by field."""
import os
import re

from examples import all_commands, project_for, words_of
from lib import ENGINES, ROOT, Project, expect, has, same, test

PAGE = os.path.join(ROOT, "docs/json.md")
TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z")
TYPES = {"text": lambda v: isinstance(v, str),
         "number": lambda v: isinstance(v, int) and not isinstance(v, bool),
         "true or false": lambda v: isinstance(v, bool),
         "time (text)": lambda v: isinstance(v, str) and TIME.fullmatch(v)}


def documented():
    """{section: {object: (shape, {field: type})}}, and the sections whose keys differ with --dry-run."""
    objects, dry, section, name = {}, {}, None, None
    with open(PAGE, encoding="utf-8") as f:
        for line in f:
            if line.startswith("## "):
                section, name = line[3:].strip(), None
                objects[section] = {}
            elif m := re.match(r"`(\w+)`: (an? .*)\n", line):
                name = m.group(1)
                objects[section].setdefault(name, []).append((m.group(2), {}))
            elif (m := re.match(r"\| `(\w+)` \| ([^|]+) \| .+ \|\n", line)) and name:
                objects[section][name][-1][1][m.group(1)] = m.group(2)
            elif line.startswith("With `--dry-run` the keys are"):
                dry[section] = re.findall(r"`(\w+)`", line.split("keys are")[1].split(", as in")[0])
    return objects, dry


OBJECTS, DRY = documented()


def check_array(where, rows, name, forms):
    """The objects in a field: their type is documented in the same section."""
    expect(isinstance(rows, list), f"{where} is {rows!r}, documented as an array")
    for row in rows:
        check_object(f"{where}: {name}", row, forms[name], forms)


def check_object(where, row, forms, others=None):
    """The object is one of the forms: exactly its fields, in its order, each of its type or null."""
    fields = [f for _, f in forms if list(f) == list(row)]
    expect(fields, f"{where}: the fields are {list(row)}, documented are {[list(f) for _, f in forms]}")
    for name, value in row.items():
        kind = fields[0][name]
        if m := re.fullmatch(r"array of `(\w+)`", kind):
            check_array(f"{where}: {name}", value, m.group(1), others)
            continue
        expect(value is None or TYPES[kind](value), f"{where}: {name} is {value!r}, documented as {kind}")


def forms_of(command, dry):
    forms = dict(OBJECTS[command])
    if dry and command in DRY:
        forms.update({name: OBJECTS[command].get(name, []) + OBJECTS["plan"].get(name, []) for name in DRY[command]})
    forms.update(OBJECTS["error"])
    return forms


def check_document(command, document, where, dry=False):
    forms = forms_of(command, dry)
    for key, part in document.items():
        expect(key in forms, f"{where}: \"{key}\" is not documented for {command}")
        many = forms[key][0][0].startswith("an array")
        expect(isinstance(part, list) == many, f"{where}: {key} is {type(part)}")
        for row in part if many else [part]:
            check_object(f"{where}: {key}", row, forms[key], forms)


def run_checked(p, *args):
    """With --json: checks the document against the page, and gives the result."""
    r = p.run(*args, "--json")
    where = "afloat " + " ".join(args)
    command = next(a for a in args if not a.startswith("-"))
    if "an object a line" in str(list(OBJECTS[command].values())):
        check_lines(r, command, where)
    else:
        check_document(command, r.json, where, "-n" in args or "--dry-run" in args)
        same("error" in r.json, r.code not in (0, 1), f"{where}: error and exit code {r.code}")
    return r


def check_lines(r, command, where):
    import json  # pylint: disable=import-outside-toplevel
    (_, forms), = OBJECTS[command].items()
    for line in r.out.splitlines():
        row = json.loads(line)
        if "error" in row:
            check_object(where, row["error"], OBJECTS["error"]["error"])
        else:
            check_object(where, row, forms)


@test()
def page_is_fresh():
    """docs/json.md is what the program makes: make docs."""
    with open(PAGE, encoding="utf-8") as f:
        same(Project(None).run("__docs", "json").exits(0).out, f.read(), "docs/json.md is stale: make docs")


@test()
def every_command_is_documented():
    same(sorted(set(OBJECTS) - {"error", "events"}), sorted(all_commands()), "sections of docs/json.md")


@test()
def every_example_as_json():
    """Every example of every command, with --json."""
    for name, examples in all_commands().items():
        for line in examples:
            words = words_of(re.sub(r" --(json|format \w+)\b", "", line))
            r = run_checked(project_for(name, line), *words)
            expect(r.code == 0, f"{line} --json: exit {r.code}\n{r.all}")


@test()
def a_dry_run_as_json():
    for name, examples in all_commands().items():
        line = examples[0]
        run_checked(project_for(name, line), *words_of(line), "-n")


@test()
def wrong_words_as_json():
    """An error in JSON too, with its five parts, of every command."""
    for name in all_commands():
        r = run_checked(project_for(name), name, "--no-such-option")
        same(r.code, 2, name)
        error = r.json["error"]
        same((error["code"], error["exit_code"], error["committed"]), ("AF2001", 2, "Nothing was changed."), name)


@test(*ENGINES)
def states_as_json(engine):
    """Applied, pending, changed, half done: everything that status, plan and repair may say."""
    p = Project(engine).tables(3)
    p.run("up", "2").exits(0)
    p.mig("0001_t1", "CREATE TABLE t1 (id bigint PRIMARY KEY);", "DROP TABLE t1;")
    rows = run_checked(p, "status").json["migrations"]
    same([r["state"] for r in rows], ["changed", "applied", "pending"])
    has(rows[1]["applied_at"], "T", "Z")
    for args in (["plan"], ["plan", "--down"], ["repair"], ["up"], ["up", "-n"], ["down", "-n"], ["down"]):
        run_checked(p, *args)


@test(*ENGINES)
def failure_as_json(engine):
    p = Project(engine).tables(1).mig("0002_bad", "CREATE TABLE u (id int);\n\nSELECT nothing FROM nowhere;")
    r = run_checked(p, "up")
    error = r.json["error"]
    same((error["code"], error["line"], error["next"]), ("AF4101", 4, "afloat up --json"), str(error))
    expect(error["file"].endswith("0002_bad.sql") and error["database_message"] and error["committed"], str(error))
    expect(engine == "sqlite" or error["sqlstate"], str(error))
