"""tests/schema/sqlite.py: cases in SQLite files by Python's sqlite3, what its pragmas and sqlite_schema say, and what
__fold says in the same words. Constraints have no names there: they are found by what they are."""
import os
import re
import sqlite3

from lib import Text, flat

DIALECT = "sqlite"


class Engine:
    def __init__(self, kind, env, work):
        self.kind, self.work, self.name, self.version = kind, work, "sqlite", sqlite3.sqlite_version

    def run(self, cases):
        for i, case in enumerate(cases):
            case.database = os.path.join(self.work, f"o{i}.db")
            if os.path.exists(case.database):
                os.remove(case.database)
            db = sqlite3.connect(case.database, isolation_level=None)
            for statement in case.statements:
                try:
                    db.execute(statement).fetchall()
                    case.accepted.append(statement)
                except sqlite3.Error as e:
                    case.refused.append((statement, str(e)))
            try:
                for file in getattr(case, "ups", ()):
                    with open(file, encoding="utf-8") as f:
                        db.executescript(f.read())
            except sqlite3.Error as e:
                case.why = f"sqlite3 fails in {file}: {e}"
            look(db, case.server)
            db.close()

    def model(self, case):
        out = {}
        for o in case.objects:
            if o["path"][0] != "main" or len(o["path"]) < 2 or o["attributes"].get("persistence") == "temporary":
                continue
            make(o, o["attributes"], out)
        for key, v in out.items():
            for name in ("unique", "foreign keys", "checks"):
                if key[0] == "table" and name in v:
                    v[name] = sorted(v[name] or (), key=str)
        for key, v in out.items():
            theirs = case.server.get(key, {})
            if v.get("checks") and [flat(x) for x in v["checks"]] == [flat(x) for x in theirs.get("checks", ())]:
                v["checks"] = theirs["checks"]
            for x in v.get("foreign keys", ()):
                if not x["to"]:
                    x["to"] = (out.get(("table", x["table"])) or {}).get("primary key")
        case.fold = out


# --- the database ------------------------------------------------------------------------------


def tokens(sql):
    return re.findall(r"--[^\n]*|/\*.*?\*/|'(?:[^']|'')*'|\"(?:[^\"]|\"\")*\"|`[^`]*`|\[[^\]]*\]|\w+|\s+|.", sql, re.S)


def checks_of(sql):
    out, words, i = [], tokens(sql), 0
    while i < len(words):
        if words[i].upper() == "CHECK":
            i += 1
            while words[i] != "(":
                i += 1
            depth, first = 1, i + 1
            while depth:
                i += 1
                depth += (words[i] == "(") - (words[i] == ")")
            out.append("".join(words[first:i]).strip())
        i += 1
    return sorted(out)


def look(db, out):
    rows = db.execute("SELECT type, name, tbl_name, sql FROM sqlite_schema WHERE name NOT LIKE 'sqlite\\_%' ESCAPE '\\'").fetchall()
    shadows = {r[1] for r in db.execute("PRAGMA table_list") if r[2] == "shadow"}
    options = {r[1]: r for r in db.execute("PRAGMA table_list") if r[0] == "main"}
    for kind, name, table, sql in rows:
        if table in shadows or (kind == "index" and sql is None):
            continue
        if kind == "table":
            look_table(db, out, name, sql, options[name])
        elif kind == "view":
            out[("view", name)] = {}
        elif kind == "index":
            look_index(db, out, name, table, sql)
        elif kind == "trigger":
            m = re.search(r"TRIGGER\s+(?:IF\s+NOT\s+EXISTS\s+)?\S+\s+(BEFORE|AFTER|INSTEAD\s+OF)?\s*(DELETE|INSERT|UPDATE)", sql, re.I)
            out[("trigger", table, name)] = {"timing": " ".join((m[1] or "before").lower().split()), "events": [m[2].lower()]}


def look_table(db, out, name, sql, options):
    if options[2] == "virtual":
        out[("table", name)] = {"virtual": True}
        return
    columns = db.execute(f"PRAGMA table_xinfo({q(name)})").fetchall()
    table = {"columns": [c[1] for c in columns], "strict": bool(options[5]) or None, "without rowid": bool(options[4]) or None,
             "primary key": [c[1] for c in sorted(columns, key=lambda c: c[5]) if c[5]], "unique": [], "foreign keys": [],
             "checks": checks_of(sql), "autoincrement": "AUTOINCREMENT" in [t.upper() for t in tokens(sql)] or None}
    for c in columns:
        out[("column", name, c[1])] = {"type": c[2].upper().replace(", ", ",") or None, "not null": bool(c[3]) or None, "default": c[4],
                                       "generated": c[6] in (2, 3) or None, "stored": c[6] == 3 or None}
    for _, index, unique, origin, _ in db.execute(f"PRAGMA index_list({q(name)})").fetchall():
        if origin == "u":
            table["unique"].append([r[2] for r in db.execute(f"PRAGMA index_xinfo({q(index)})") if r[5]])
    keys = {}
    for number, _, to, a, b, update, delete, _ in db.execute(f"PRAGMA foreign_key_list({q(name)})"):
        k = keys.setdefault(number, {"columns": [], "table": to, "to": [], "delete": action(delete), "update": action(update)})
        k["columns"].append(a)
        k["to"].append(b)
    for k in keys.values():
        if k["to"] == [None] * len(k["to"]):
            k["to"] = [c[1] for c in sorted(db.execute(f"PRAGMA table_xinfo({q(k['table'])})"), key=lambda c: c[5]) if c[5]]
    table["foreign keys"] = sorted(keys.values(), key=str)
    table["unique"].sort(key=str)
    out[("table", name)] = table


def look_index(db, out, name, table, sql):
    where = re.search(r"\)\s*WHERE\s+(.*)$", sql, re.S | re.I)
    unique = next(r[2] for r in db.execute(f"PRAGMA index_list({q(table)})") if r[1] == name)
    parts = [{"column": r[2], "desc": bool(r[3])} for r in db.execute(f"PRAGMA index_xinfo({q(name)})") if r[5]]
    out[("index", table, name)] = {"unique": bool(unique) or None, "parts": parts, "where": where[1] if where else None}


def action(text):
    return None if text in (None, "NO ACTION") else text.upper()


def q(name):
    return '"' + name.replace('"', '""') + '"'


# --- afloat ------------------------------------------------------------------------------------


def last(refs):
    return [r[-1] for r in refs] if refs else None


def make(o, a, out):
    kind, path = o["kind"], o["path"][1:]
    table = out.get(("table", path[0])) if len(path) > 1 else None
    if kind == "table":
        out[("table", path[0])] = {"virtual": True} if a.get("module") else {
            "columns": [], "strict": a.get("strict"), "without rowid": a.get("without rowid"), "primary key": [],
            "unique": [], "foreign keys": [], "checks": [], "autoincrement": None}
    elif kind == "view":
        out[("view", path[0])] = {}
    elif kind == "trigger":
        out[("trigger", *path)] = {"timing": (a.get("timing") or "before").lower(), "events": [e.lower() for e in a.get("events") or ()]}
    elif table is None or table.get("virtual"):
        return
    elif kind == "column":
        table["columns"].append(path[1])
        table["autoincrement"] = table["autoincrement"] or a.get("auto_increment")
        default = a.get("default")
        out[("column", *path)] = {"type": (a.get("type") or "").upper().replace(", ", ",") or None, "not null": a.get("not null"),
                                  "default": Text(default) if default else None,
                                  "generated": True if a.get("generated") else None, "stored": a.get("stored")}
    elif kind == "primary key":
        table["primary key"] = [p["column"][-1] for p in a.get("parts") or ()]
    elif kind == "unique constraint":
        table["unique"].append([p["column"][-1] for p in a.get("parts") or ()])
    elif kind == "foreign key":
        table["foreign keys"].append({"columns": last(a["columns"]), "table": a["references"][-1], "to": last(a.get("referenced columns")),
                                      "delete": action(a.get("on delete")), "update": action(a.get("on update action"))})
    elif kind == "check constraint":
        table["checks"].append(a["expression"])
    elif kind == "index":
        out[("index", *path)] = {"unique": a.get("unique"), "where": Text(a["where"]) if a.get("where") else None,
                                 "parts": [{"column": p["column"][-1] if "column" in p else None, "desc": p["desc"]}
                                           for p in a.get("parts") or ()]}


def ask_server(engine, items):
    """SQLite keeps texts as they were written: there is nothing to ask."""
    return [(case, line) for line, case, *_ in items]
