"""tests/observe/cases.py: the statements, and what afloat says of them.

Does      read the files of cases; ask `afloat assess` for each statement; say which set a statement is of
Does not  know any engine
Shape     SETS, from the first that was looked at to the freshest; those APART run only when they are named
"""
import json
import os
import re
import subprocess

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(os.path.dirname(HERE))
AFLOAT = os.path.abspath(os.environ.get("AFLOAT", os.path.join(ROOT, "build/debug/afloat")))

# Of <engine>.sql every third is held out; a fresh set has a folder of its own.
SETS = ("tuned", "held", "fresh-a", "fresh-b", "fresh-c", "fresh-d")
APART = ("fresh-c", "fresh-d")
ORDINARY = tuple(s for s in SETS if s not in APART)


class World:
    """Tables that are there, and their rows."""

    def __init__(self, name):
        self.name, self.schema, self.fill = name, "", ""


class Case:
    def __init__(self, name, words, world, of):
        self.name, self.words, self.world, self.set, self.sql = name, words, world, of, ""

    def runs_on(self, engine, version):
        """`version` is a tuple of numbers."""
        for word in self.words:
            limit = re.fullmatch(r"(>=|<)([\d.]+)", word)
            if limit:
                at_least = version >= tuple(int(n) for n in limit[2].split("."))
                if at_least != (limit[1] == ">="):
                    return False
            elif word in ("mysql", "mariadb") and word != engine:
                return False
        return True


def read_file(path, fresh):
    """All cases of one file; `fresh` is the set of all of them, or None."""
    worlds, cases, into = [], [], None
    name_of_file = os.path.relpath(path, HERE)
    with open(path, encoding="utf-8") as f:
        lines = f.readlines()
    for line in lines:
        head = re.match(r"-- (world|case|held): (.*)", line)
        if head and head[1] == "world":
            worlds.append(World(head[2].strip()))
            into = "schema"
        elif head:
            name, *words = head[2].split()
            held = head[1] == "held"
            if held != (not fresh and len(cases) % 3 == 1):
                raise SystemExit(f"{name_of_file}: {name} is number {len(cases) + 1}: held or not?")
            cases.append(Case(name, words, worlds[-1], fresh or ("held" if held else "tuned")))
            into = "sql"
        elif line.startswith("-- fill"):
            into = "fill"
        elif into == "sql":
            cases[-1].sql += line
        elif into:
            setattr(worlds[-1], into, getattr(worlds[-1], into) + line)
    return cases


def read_cases(engine, sets=ORDINARY):
    """The cases of these sets; no name stands twice in any."""
    cases = read_file(os.path.join(HERE, engine + ".sql"), None)
    for fresh in SETS[2:]:
        cases += read_file(os.path.join(HERE, fresh.replace("-", "_"), engine + ".sql"), fresh)
    names = [c.name for c in cases]
    assert len(names) == len(set(names)), f"{engine}.sql: a name is there twice"
    return [c for c in cases if c.set in sets]


def told(case, engine, version, work):
    """What afloat says of the statement: the record of `assess --json`."""
    schema = os.path.join(work, case.world.name + "." + engine + ".sql")
    if not os.path.exists(schema):
        with open(schema, "w", encoding="utf-8") as f:
            f.write(case.world.schema)
    command = [AFLOAT, "assess", "--json", "--engine", engine, "--engine-version", version, "--schema", schema, "-"]
    done = subprocess.run(command, input=case.sql, capture_output=True, text=True, cwd=work, check=False,
                          env={"PATH": os.environ["PATH"], "HOME": work, "LC_ALL": "C.UTF-8"})
    try:
        statements = json.loads(done.stdout)["statements"]
        assert len(statements) == 1
    except (ValueError, KeyError, AssertionError):
        raise SystemExit(f"{case.name}: assess said {done.stdout}{done.stderr}") from None
    return statements[0]
