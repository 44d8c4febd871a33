"""tests/schema/mysql.py: cases on a MariaDB or MySQL server, its information_schema, and what __fold says in the
same words. Cases that make databases of their own are left out."""
import json
import os
import re
import subprocess

from lib import Text, flat

DIALECT = "mysql"
HOME = "db"  # what __fold calls the database

TABLES = """SELECT JSON_ARRAY('table', TABLE_SCHEMA, TABLE_NAME, JSON_OBJECT('type', TABLE_TYPE, 'engine', ENGINE,
 'collation', TABLE_COLLATION, 'comment', TABLE_COMMENT)) FROM information_schema.TABLES"""
COLUMNS = """SELECT JSON_ARRAY('column', TABLE_SCHEMA, TABLE_NAME, COLUMN_NAME, JSON_OBJECT('position', ORDINAL_POSITION,
 'type', COLUMN_TYPE, 'null', IS_NULLABLE, 'default', COLUMN_DEFAULT, 'extra', EXTRA, 'generated', GENERATION_EXPRESSION,
 'collation', COLLATION_NAME, 'comment', COLUMN_COMMENT)) FROM information_schema.COLUMNS"""
INDEXES = """SELECT JSON_ARRAY('index', TABLE_SCHEMA, TABLE_NAME, INDEX_NAME, JSON_OBJECT('position', SEQ_IN_INDEX,
 'column', COLUMN_NAME, 'prefix', SUB_PART, 'order', COLLATION, 'not unique', NON_UNIQUE, 'type', INDEX_TYPE,
 'comment', INDEX_COMMENT%s)) FROM information_schema.STATISTICS"""
KEYS = """SELECT JSON_ARRAY('foreign key', k.TABLE_SCHEMA, k.TABLE_NAME, k.CONSTRAINT_NAME, JSON_OBJECT(
 'position', ORDINAL_POSITION, 'column', COLUMN_NAME, 'schema', REFERENCED_TABLE_SCHEMA, 'table', k.REFERENCED_TABLE_NAME,
 'to', REFERENCED_COLUMN_NAME, 'delete', DELETE_RULE, 'update', UPDATE_RULE))
 FROM information_schema.KEY_COLUMN_USAGE k JOIN information_schema.REFERENTIAL_CONSTRAINTS r
 ON r.CONSTRAINT_SCHEMA = k.CONSTRAINT_SCHEMA AND r.CONSTRAINT_NAME = k.CONSTRAINT_NAME AND r.TABLE_NAME = k.TABLE_NAME
 WHERE k.REFERENCED_TABLE_NAME IS NOT NULL AND k.TABLE_SCHEMA"""
CHECKS = """SELECT JSON_ARRAY('check constraint', t.TABLE_SCHEMA, t.TABLE_NAME, c.CONSTRAINT_NAME, JSON_OBJECT(
 'expression', CHECK_CLAUSE, 'enforced', %s)) FROM information_schema.CHECK_CONSTRAINTS c
 JOIN information_schema.TABLE_CONSTRAINTS t ON t.CONSTRAINT_SCHEMA = c.CONSTRAINT_SCHEMA
 AND t.CONSTRAINT_NAME = c.CONSTRAINT_NAME AND t.CONSTRAINT_TYPE = 'CHECK' %s WHERE t.TABLE_SCHEMA"""
OTHERS = ("""SELECT JSON_ARRAY('trigger', TRIGGER_SCHEMA, EVENT_OBJECT_TABLE, TRIGGER_NAME, JSON_OBJECT('timing', ACTION_TIMING,
 'event', EVENT_MANIPULATION)) FROM information_schema.TRIGGERS WHERE TRIGGER_SCHEMA""",
          """SELECT JSON_ARRAY(LOWER(ROUTINE_TYPE), ROUTINE_SCHEMA, ROUTINE_NAME, JSON_OBJECT('comment', ROUTINE_COMMENT))
 FROM information_schema.ROUTINES WHERE ROUTINE_SCHEMA""",
          """SELECT JSON_ARRAY('event', EVENT_SCHEMA, EVENT_NAME, JSON_OBJECT('comment', EVENT_COMMENT))
 FROM information_schema.EVENTS WHERE EVENT_SCHEMA""",
          """SELECT DISTINCT JSON_ARRAY('partition', TABLE_SCHEMA, TABLE_NAME, PARTITION_NAME, JSON_OBJECT())
 FROM information_schema.PARTITIONS WHERE PARTITION_NAME IS NOT NULL AND TABLE_SCHEMA""")
SYSTEM = re.compile(r"\b(create|drop|alter)\s+(or\s+replace\s+)?(database|schema)\b|\bcreate\s+(or\s+replace\s+)?user\b|\bgrant\b|\buse\s+\w+$", re.I)


class Engine:
    def __init__(self, kind, env, work):
        self.kind, self.work, self.socket = kind, work, env["AFLOAT_TEST_MY_SOCKET"]
        self.maria = kind.startswith("mariadb")
        self.name = "mariadb" if self.maria else "mysql"
        self.version = self.said("SELECT VERSION()")[0].split("-")[0].strip('"')

    def client(self, script):
        path = os.path.join(self.work, "script.sql")
        with open(path, "w", encoding="utf-8") as f:
            f.write(script)
        with open(path, "rb") as f:
            done = subprocess.run(["mariadb", "--no-defaults", "-S", self.socket, "-u", "root", "-N", "-B", "-r", "-f",
                                   "--default-character-set=utf8mb4"], stdin=f, capture_output=True, check=False)
        return done.stdout.decode("utf-8", "replace"), done.stderr.decode("utf-8", "replace")

    def said(self, script):
        out, errors = self.client(script)
        if "ERROR" in errors:
            raise RuntimeError(f"{script[:200]}: {errors}")
        return out.splitlines()

    # --- cases ---

    def run(self, cases):
        lines, places = ["DELIMITER $$$$"], {}
        count = 1
        def add(text):
            nonlocal count
            lines.append(text)
            count += text.count("\n") + 1
        for i, case in enumerate(cases):
            case.database = f"o{i}"
            if any(SYSTEM.search(s) for s in case.statements):
                case.why = "makes databases or users"
                continue
            add(f"DROP DATABASE IF EXISTS o{i} $$$$\nCREATE DATABASE o{i} CHARACTER SET utf8mb4 $$$$\nUSE o{i} $$$$\nSET SESSION sql_mode = DEFAULT, SESSION foreign_key_checks = 1 $$$$")
            for n, statement in enumerate(case.statements):
                first = count + 1
                add(re.sub(r"\bapp\.", f"o{i}.", statement) + "\n$$$$")
                for line in range(first, count + 1):
                    places[line] = (case, n)
            case.failed = {}
            for file in getattr(case, "ups", ()):
                with open(file, encoding="utf-8") as f:
                    text = f.read().rstrip()
                text += "" if text.endswith(";") else ";"
                first = count + 2
                add("DELIMITER ;\n" + text.rstrip() + "\nDELIMITER $$$$")
                for line in range(first, count + 1):
                    places[line] = (case, file)
        _, errors = self.client("\n".join(lines) + "\n")
        for error, message in re.findall(r"^ERROR .*?at line (\d+)(?:: )?(.*)$", errors, re.M):
            case, n = places[int(error)]
            if case.files:
                case.why = f"the client fails in {n}: " + re.search(rf"^ERROR .*at line {error}: (.*)$", errors, re.M)[1]
            else:
                case.failed[n] = message
        for case in cases:
            for n, statement in enumerate(case.statements):
                if case.why:
                    continue
                if n in case.failed:
                    case.refused.append((statement, case.failed[n]))
                else:
                    case.accepted.append(re.sub(r"\bapp\.", "db.", statement))
        self.look({c.database: c for c in cases if not c.why})

    def look(self, cases):
        mine = " REGEXP '^o[0-9]+$'"
        extra = ", 'ignored', IGNORED" if self.maria else ", 'expr', EXPRESSION, 'ignored', IF(IS_VISIBLE = 'NO', 'YES', 'NO')"
        checks = CHECKS % (("'YES'", "AND t.TABLE_NAME = c.TABLE_NAME") if self.maria else ("t.ENFORCED", ""))
        queries = [TABLES + " WHERE TABLE_SCHEMA", COLUMNS + " WHERE TABLE_SCHEMA", INDEXES % extra + " WHERE TABLE_SCHEMA", KEYS, checks,
                   *OTHERS]
        for query in queries:
            for line in self.said(query + mine + ";"):
                kind, database, *path, v = json.loads(line)
                if database in cases:
                    take(cases[database].server, kind, path, v, self.maria)
        for case in cases.values():
            finish(case.server)

    # --- what afloat says, in the same words ---

    def model(self, case):
        out = {}
        for o in case.objects:
            if o["path"][0] != HOME or len(o["path"]) < 2 or o["kind"] not in MAKERS:
                continue
            v = MAKERS[o["kind"]](o, o["attributes"], out)
            if v is not None:
                v["comment"] = o["attributes"].get("comment") or None
                out[(o["kind"], *o["path"][1:])] = v
        for key, v in out.items():
            if key[0] == "foreign key" and not v["referenced columns"]:
                v["referenced columns"] = (out.get(("primary key", v["references"], "PRIMARY")) or {}).get("columns")
        case.fold = out
        for key, v in out.items():
            theirs = case.server.get(key)
            if theirs is not None:
                settle(key, v, theirs, out)
        for key, v in case.server.items():
            if key not in out:
                v.pop("charset", None)


def usual_charset(name):
    return {"utf8": "utf8mb3"}.get(name, name)


def settle(key, v, theirs, ours):
    """What a statement leaves to the server is not compared; a character set is part of a collation's name."""
    charset = usual_charset(v.pop("charset", None))
    if key[0] == "column":
        table = ours.get(("table", key[1])) or {}
        if theirs.get("collation") and not v["collation"]:
            if not charset and table.get("said collation"):
                v["collation"] = table["said collation"]
            else:
                charset = charset or table.get("said charset")
                shown = theirs["collation"]
                v["collation"] = shown if not charset or shown == charset or shown.startswith(charset + "_") else charset
        elif not theirs.get("collation"):
            v["collation"] = None
        if v["default"] and v["default"].lower() == "null":
            v["default"] = None
    if key[0] == "table":
        v["said collation"], v["said charset"] = v["collation"], charset
        shown = theirs.get("collation") or ""
        if not v["collation"]:
            v["collation"] = shown if not charset or shown.startswith(charset + "_") or shown == charset else charset
        v["engine"] = v["engine"] or theirs.get("engine")
        if (v["engine"] or "").lower() == (theirs.get("engine") or "").lower():
            v["engine"] = theirs.get("engine")
        # Of a table these two are for its columns, not to be compared.
        theirs["said collation"], theirs["said charset"] = v["said collation"], v["said charset"]


def take(out, kind, path, v, maria):
    key = (kind, *path)
    if kind == "table":
        if v["type"] in ("VIEW", "SEQUENCE"):
            out[(v["type"].lower(), *path)] = {}
        elif v["type"] != "SYSTEM VIEW":
            out[key] = {"columns": [], "engine": v["engine"], "collation": v["collation"], "comment": v["comment"] or None}
    elif kind == "column":
        extra = (v["extra"] or "").upper()
        default = re.sub(r"_utf8mb4\\?'", "'", v["default"] or "").replace("\\'", "'") if v["default"] is not None else None
        if maria and default == "NULL":
            default = None
        out[key] = {"position": v["position"], "type": v["type"], "not null": v["null"] == "NO" or None, "default": default,
                    "generated": re.sub(r"_utf8mb4\\?'", "'", v["generated"] or "").replace("\\'", "'") or None,
                    "stored": True if "STORED" in extra else None, "auto_increment": True if "AUTO_INCREMENT" in extra else None,
                    "on update": re.sub(r".*ON UPDATE (\S+).*", r"\1", extra, flags=re.I) if "ON UPDATE" in extra else None,
                    "invisible": True if "INVISIBLE" in extra else None, "collation": v["collation"], "comment": v["comment"] or None}
    elif kind == "index":
        part = {"column": v["column"], "expr": v.get("expr"), "prefix": v["prefix"] or 0, "desc": v["order"] == "D"}
        if v["column"] == "PRIMARY" or path[-1] == "PRIMARY":
            key = ("primary key", *path)
            out.setdefault(key, {"columns": {}})["columns"][v["position"]] = v["column"]
            return
        kept = out.setdefault(key, {"parts": {}, "unique": not v["not unique"], "comment": v["comment"] or None,
                                    "method": v["type"].lower() if v["type"] != "BTREE" else None,
                                    "invisible": True if v["ignored"] == "YES" else None})
        kept["parts"][v["position"]] = part
    elif kind == "foreign key":
        kept = out.setdefault(key, {"columns": {}, "referenced columns": {}, "references": v["table"],
                                    "on delete": action(v["delete"]), "on update": action(v["update"])})
        kept["columns"][v["position"]] = v["column"]
        kept["referenced columns"][v["position"]] = v["to"]
    elif kind == "check constraint":
        text = re.sub(r"_utf8mb4\\?'", "'", v["expression"]).replace("\\'", "'")
        out[key] = {"expression": text, "not enforced": v["enforced"] == "NO" or None}
    elif kind == "trigger":
        out[key] = {"timing": v["timing"].lower(), "events": [v["event"].lower()]}
    elif kind != "package body":
        out[key] = {k: w or None for k, w in v.items()}


def action(text):
    return None if text in ("NO ACTION", "RESTRICT", None) else text.upper()


def finish(out):
    for key, v in list(out.items()):
        for name in ("columns", "referenced columns", "parts"):
            if isinstance(v.get(name), dict):
                v[name] = [v[name][n] for n in sorted(v[name])]
        if key[0] == "column":
            owner = out.get(("table", key[1]))
            if owner is None:  # of a view or a sequence
                del out[key]
                continue
            owner["columns"].append((v.pop("position"), key[2]))
        if key[0] == "index" and v.get("method") in ("fulltext", "spatial", "rtree"):
            v["method"] = {"rtree": "spatial"}.get(v["method"], v["method"])
            for p in v["parts"]:
                p["prefix"] = 0
    for key, v in out.items():
        if key[0] == "table":
            v["columns"] = [name for _, name in sorted(v["columns"])]


# --- objects of __fold -------------------------------------------------------------------------


def text(a, name):
    return Text(a[name].strip()) if a.get(name) else None


def make_table(o, a, out):
    return None if a.get("persistence") == "temporary" else {
        "columns": [], "engine": a.get("engine"), "collation": a.get("collation"), "charset": a.get("character set")}


def make_column(o, a, out):
    table = out.get(("table", o["path"][1]))
    if not table:
        return None
    table["columns"].append(o["path"][-1])
    kind = re.sub(r"', '", "','", a.get("type") or "")
    return {"type": kind, "not null": a.get("not null"), "default": text(a, "default"), "generated": text(a, "generated"),
            "stored": a.get("stored"), "auto_increment": a.get("auto_increment"),
            "on update": text(a, "on update"), "invisible": a.get("invisible"), "collation": a.get("collation"),
            "charset": a.get("character set")}


def in_table(f):
    return lambda o, a, out: f(o, a, out) if ("table", o["path"][1]) in out else None


def last(refs):
    return [r[-1] for r in refs] if refs else None


def make_primary_key(o, a, out):
    return {"columns": [p["column"][-1] for p in a.get("parts") or ()]}


def make_index(o, a, out):
    method = (a.get("method") or "").lower()
    parts = [{"column": p["column"][-1] if "column" in p else None, "expr": Text(p["expr"]) if "expr" in p else None,
              "prefix": p["prefix"], "desc": p["desc"]} for p in a.get("parts") or ()]
    return {"parts": parts, "unique": a.get("unique"), "method": method if method not in ("", "btree") else None,
            "invisible": a.get("invisible")}


def make_foreign_key(o, a, out):
    return {"columns": last(a.get("columns")), "references": a["references"][-1], "referenced columns": last(a.get("referenced columns")),
            "on delete": action(a.get("on delete")), "on update": action(a.get("on update action"))}


def make_trigger(o, a, out):
    return {"timing": (a.get("timing") or "").lower(), "events": sorted(e.lower() for e in a.get("events") or ())}


def make_check(o, a, out):
    return {"expression": text(a, "expression"), "not enforced": a.get("not enforced")}


def exists(o, a, out):
    return {}


MAKERS = {"table": make_table, "column": make_column, "primary key": in_table(make_primary_key), "index": in_table(make_index),
          "foreign key": in_table(make_foreign_key), "check constraint": in_table(make_check), "trigger": in_table(make_trigger),
          "view": exists, "sequence": exists, "function": exists, "procedure": exists, "event": exists, "package": exists,
          "partition": in_table(exists)}


# --- what the server makes of a text -----------------------------------------------------------


def q(name):
    return "`" + name.replace("`", "``") + "`"


def scratch(engine, case, key, attr, ours):
    """Statements, and a query of what the server made of `ours`; None = cannot be asked."""
    sql = re.sub(r"\\n", "\n", ours)
    kind, table = key[0], key[1]
    like = f"CREATE TABLE {q(table)} LIKE {case.database}.{q(table)}"
    where = "TABLE_SCHEMA = 'zz'"
    if kind == "check constraint":
        return (f"{like} $$$$\nALTER TABLE {q(table)} ADD CONSTRAINT zzz CHECK ({sql})",
                "SELECT JSON_QUOTE(CHECK_CLAUSE) FROM information_schema.CHECK_CONSTRAINTS WHERE CONSTRAINT_SCHEMA = 'zz' AND CONSTRAINT_NAME = 'zzz'")
    if kind == "column" and attr == "default":
        if sql.upper().startswith(("CURRENT_TIMESTAMP", "NOW", "LOCALTIME")):
            change = f"MODIFY {q(key[2])} {case.server[key]['type']} DEFAULT {sql}"
        else:
            change = f"ALTER COLUMN {q(key[2])} SET DEFAULT {sql}"
        return (f"{like} $$$$\nALTER TABLE {q(table)} {change}",
                f"SELECT JSON_QUOTE(COLUMN_DEFAULT) FROM information_schema.COLUMNS WHERE {where} AND COLUMN_NAME = '{key[2]}'")
    if kind == "column" and attr == "generated":
        return (f"{like} $$$$\nALTER TABLE {q(table)} ADD COLUMN zzz {case.server[key]['type']} GENERATED ALWAYS AS ({sql})",
                f"SELECT JSON_QUOTE(GENERATION_EXPRESSION) FROM information_schema.COLUMNS WHERE {where} AND COLUMN_NAME = 'zzz'")
    if kind == "column" and attr == "on update":
        return (f"{like} $$$$\nALTER TABLE {q(table)} ADD COLUMN zzz {case.server[key]['type']} NULL ON UPDATE {sql}",
                f"SELECT JSON_QUOTE(REGEXP_REPLACE(UPPER(EXTRA), '.*ON UPDATE ', '')) FROM information_schema.COLUMNS WHERE {where} AND COLUMN_NAME = 'zzz'")
    if attr.startswith("parts"):
        return (f"{like} $$$$\nALTER TABLE {q(table)} ADD INDEX zzz (({sql}))",
                f"SELECT JSON_QUOTE(EXPRESSION) FROM information_schema.STATISTICS WHERE {where} AND INDEX_NAME = 'zzz'")
    return None


def ask_server(engine, items):
    out, bad = ["DELIMITER $$$$"], []
    for i, (_, case, key, attr, ours, _) in enumerate(items):
        made = scratch(engine, case, key, attr, ours)
        if made:
            out.append(f"DROP DATABASE IF EXISTS zz $$$$\nCREATE DATABASE zz CHARACTER SET utf8mb4 $$$$\nUSE zz $$$$\n{made[0]}\n$$$$\n"
                       f"SELECT '@@A {i}' $$$$\n{made[1]} $$$$")
    said, _ = engine.client("\n".join(out) + "\n") if len(out) > 1 else ("", "")
    answers, at = {}, None
    for line in said.splitlines():
        if line.startswith("@@A "):
            at = int(line[4:])
        elif at is not None and line.startswith('"'):
            answers[at] = re.sub(r"_utf8mb4\\?'", "'", json.loads(line)).replace("\\'", "'")
    for i, (line, case, *_, theirs) in enumerate(items):
        if i not in answers or (answers[i] != theirs and flat(answers[i]) != flat(theirs)):
            bad.append((case, line + (f" (of afloat's the server makes {answers[i]!r})" if i in answers else
                                      " (the server does not take afloat's)")))
    return bad
