"""tests/schema/lib.py: what the comparison of `afloat __fold` with servers shares.

Does      cut case files into statements, run __fold, make its objects look as the catalog queries print them,
          compare two such lists
Does not  know a server (postgres.py, mysql.py, sqlite.py)
Shape     an object is {(kind, *path): {attribute: value}}; absent, None and False are equal; a Text is SQL that a
          person wrote: where it differs from the server's, the server is asked what it makes of it
"""
import json
import os
import re
import subprocess

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
HERE = os.path.join(ROOT, "tests/schema")
AFLOAT = os.path.abspath(os.environ.get("AFLOAT", os.path.join(ROOT, "build/debug/afloat")))
SERVER = os.path.join(ROOT, "tests/harness/server")


class Text(str):
    """SQL as somebody wrote it."""


class Case:
    """Statements that make one database; `files` names a folder of migrations in place of them."""

    def __init__(self, name, statements=(), files=None):
        self.name, self.statements, self.files = name, list(statements), files
        self.accepted, self.refused = [], []
        self.server, self.fold, self.end = {}, {}, {}
        self.why = None  # it could not run
        self.each = False  # of one statement: what the server refuses is to be refused


# --- cases -------------------------------------------------------------------------------------


def split(dialect, text):
    """(offset, statement without its terminator) of a text, as the engine's client cuts it."""
    raw = text.encode()
    done = subprocess.run([AFLOAT, "split", "--dialect", dialect], input=raw, capture_output=True, check=True)
    delimiter = ";"
    for line in done.stdout.splitlines():
        p = json.loads(line)
        part = raw[p["offset"]:p["offset"] + p["length"]].decode().strip()
        if p["kind"] == "delimiter":
            delimiter = part.split()[-1]
        if p["kind"] == "statement":
            if part.endswith(delimiter):
                part = part[:-len(delimiter)].rstrip()
            yield p["offset"], part


def read_cases(path, dialect, prefix):
    """Cases of a file: '### title', SQL, and from '---' on what another test expects."""
    out = []
    with open(path, encoding="utf-8") as f:
        parts = re.split(r"^### (.*)\n", f.read(), flags=re.M)
    names, sql, starts = parts[1::2], [], []
    at = 0
    for body in parts[2::2]:
        body = re.split(r"^---$", body, flags=re.M)[0].strip() + "\n;\n"
        starts.append(at)
        sql.append(body)
        at += len(body.encode())
    cases = [Case(f"{prefix}: {n}") for n in names]
    for offset, statement in split(dialect, "".join(sql)):
        index = max(i for i, s in enumerate(starts) if s <= offset)
        if statement:
            cases[index].statements.append(statement)
    for name, case in zip(names, cases):
        if "[each]" in name:
            out += each_of(case)
        elif "[open]" not in name:
            out.append(case)
    return out


def each_of(case):
    """A case for each statement that is behind the CREATEs at the begin, all with these before."""
    n = next(i for i, s in enumerate(case.statements) if not s.startswith("CREATE"))
    for statement in case.statements[n:]:
        one = Case(f"{case.name}: {statement}", [*case.statements[:n], statement])
        one.each = True
        yield one


def each_refused(case):
    """Lines of what the server refuses and afloat takes, of a case for one statement."""
    wrong = {s for s, _ in case.refused}
    if not case.each or not wrong or case.end["refused"]:
        return []
    return [f"afloat takes it, the server says: {m.strip()}" for _, m in case.refused]


# --- what afloat says --------------------------------------------------------------------------


def run_fold(work, engine, version, cases):
    """Folds the accepted statements of each case, all in one run."""
    paths, texts = [], []
    for i, case in enumerate(cases):
        if case.files:
            paths.append(case.files)
            continue
        folder = os.path.join(work, f"fold-{i}")
        os.makedirs(folder, exist_ok=True)
        paths.append(os.path.join(folder, "c.sql"))
        texts.append((paths[-1], case.statements if case.each else case.accepted))
    for path, statements in texts:
        with open(path, "w", encoding="utf-8") as f:
            f.write("".join(s + "\n;\n" for s in statements))
    formats = {c.format for c in cases if c.files}
    for form in [None, *sorted(formats)]:
        mine = [(c, p) for c, p in zip(cases, paths) if (c.format if c.files else None) == form]
        if mine:
            fold_some(engine, version, form, mine, work)


def fold_some(engine, version, form, mine, work):
    command = [AFLOAT, "__fold", "--engine", engine, "--engine-version", version]
    if form:
        command += ["--format-files", form]
    done = subprocess.run(command + [p for _, p in mine], capture_output=True, text=True, check=False, cwd=work)
    if done.returncode:
        raise RuntimeError(f"{' '.join(command)}: exit {done.returncode}\n{done.stdout[-500:]}{done.stderr[-2000:]}")
    todo = iter(mine)
    objects = []
    for line in done.stdout.splitlines():
        said = json.loads(line)
        if "kind" in said:
            objects.append(said)
        else:
            case, _ = next(todo)
            case.objects, case.end = objects, said
            objects = []


# --- comparing ---------------------------------------------------------------------------------


def flat(text):
    """Without what a printer of SQL adds or leaves out: spaces, casts of literals, parentheses, quotes of names."""
    out = re.sub(r"\\[nt]", " ", text)
    out = re.sub(r"--[^\n]*\n", " ", out)
    out = re.sub(r"('(?:[^']|'')*')::\"?[a-z_.]+(?: varying| with(?:out)? time zone| precision)?\"?(?:\(\d+\))?(?:\[\])*", r"\1", out)
    pieces = re.split(r"('(?:[^']|'')*')", out)
    for i in range(0, len(pieces), 2):
        pieces[i] = re.sub(r'[()"`\s]+', "", pieces[i]).lower().replace("!=", "<>").replace("public.", "")
    return "".join(pieces)


def is_open(case, key):
    """Of CREATE TABLE AS afloat knows that there are columns, not which."""
    return key[0] == "column" and key[1:-1] in case.open


def differences(case, ask):
    """Lines of what differs. `ask` collects (line, case, key, attribute, ours, server's) where a text does."""
    lines = []
    ours, theirs = case.fold, case.server
    case.open = {tuple(o["path"][-n:]) for o in case.objects for n in (1, 2) if "open" in o["flags"]}
    for key in theirs:
        if key[0] == "table" and "columns" in theirs[key] and key[1:] in case.open and key in ours:
            ours[key]["columns"] = theirs[key]["columns"]
    for key in sorted(set(ours) | set(theirs), key=str):
        where = f"{key[0]} {'.'.join(str(k) for k in key[1:])}"
        if key not in theirs:
            lines.append(f"{where}: only afloat has it")
        elif key not in ours and is_open(case, key):
            continue
        elif key not in ours:
            lines.append(f"{where}: only the server has it")
        else:
            for attr in sorted(set(ours[key]) | set(theirs[key])):
                compare(lines, ask, case, key, where, attr, ours[key].get(attr), theirs[key].get(attr))
    return lines


def compare(lines, ask, case, key, where, attr, x, y):
    case.texts = getattr(case, "texts", 0) + isinstance(x, Text)
    if (x or None) == (y or None):
        return
    line = f"{where}: {attr}: afloat {x!r}, server {y!r}"
    if isinstance(x, Text) and isinstance(y, str) and flat(x) == flat(y):
        return
    if isinstance(x, Text) and isinstance(y, str):
        ask.append((line, case, key, attr, x, y))
        return
    if isinstance(x, list) and isinstance(y, list) and len(x) == len(y) and any(isinstance(v, dict) for v in x):
        for i, (p, q) in enumerate(zip(x, y)):
            for name in sorted(set(p) | set(q)):
                compare(lines, ask, case, key, where, f"{attr} {i} {name}", p.get(name), q.get(name))
        return
    lines.append(line)
