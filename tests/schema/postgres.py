"""tests/schema/postgres.py: cases on a PostgreSQL server, its catalog, and what __fold says in the same words."""
import json
import os
import re
import subprocess

from lib import HERE, Text, flat

DIALECT = "postgres"


class Engine:
    def __init__(self, kind, env, work):
        self.kind, self.work, self.folder = kind, work, env["AFLOAT_TEST_PG_SOCKET"]
        self.name, self.version = "postgres", kind[2:]

    def psql(self, script):
        path = os.path.join(self.work, "script.sql")
        with open(path, "w", encoding="utf-8") as f:
            f.write(script)
        done = subprocess.run(["psql", "-X", "-q", "-A", "-t", "-h", self.folder, "-U", "afloat", "-d", "postgres", "-f", path],
                              capture_output=True, text=True, check=False,
                              env={**os.environ, "PGOPTIONS": "-c client_min_messages=error"})
        return done.stdout, done.stderr

    # --- cases ---

    def run(self, cases):
        """Statements one by one, each on its own; a history as a whole."""
        out = []
        for i, case in enumerate(cases):
            case.database = f"o{i}"
            out.append(f"\\c postgres\nDROP DATABASE IF EXISTS {case.database};\nCREATE DATABASE {case.database};\n"
                       f"\\c {case.database}\n\\echo @@C {i}\n")
            for n, statement in enumerate(case.statements):
                out.append(f"{statement}\n;\n\\echo @@R {n} :ERROR :LAST_ERROR_MESSAGE\n")
            for file in getattr(case, "ups", ()):
                out.append(f"BEGIN;\n\\i '{file}'\nCOMMIT;\n\\echo @@F :ERROR {file}\n")
            out.append(f"ROLLBACK;\nRESET ALL;\n\\i '{HERE}/postgres.sql'\n")
        said, errors = self.psql("".join(out))
        self.take(cases, said)
        with open(os.path.join(self.work, "errors"), "w", encoding="utf-8") as f:
            f.write(errors)
        if f"{HERE}/postgres.sql" in errors:
            raise RuntimeError([e for e in errors.splitlines() if "postgres.sql" in e][0])
        for case in cases:
            bad = [e for e in errors.splitlines() if any(f":{f}:" in e and "ERROR" in e for f in getattr(case, "ups", ()))]
            if bad:
                case.why = "the client fails: " + bad[0].split(os.sep)[-1]

    def take(self, cases, said):
        case = None
        for line in said.splitlines():
            word, _, rest = line.partition(" ")
            if word == "@@C":
                case = cases[int(rest)]
            elif word == "@@R":
                n, failed, message = (rest + " ").split(" ", 2)
                to = case.refused if failed == "true" else case.accepted
                to.append(case.statements[int(n)] if failed != "true" else (case.statements[int(n)], message))
            elif word == "@@O":
                o = json.loads(rest)
                key = (o["kind"], *o["path"])
                case.server.setdefault(key, {}).update(o["v"])

    # --- what afloat says, in the words of postgres.sql ---

    def model(self, case):
        by_path = {}
        for o in case.objects:
            by_path.setdefault(tuple(o["path"]), []).append(o)
        out = {}
        for o in case.objects:
            kind, a = o["kind"], o["attributes"]
            make = MAKERS.get(kind)
            if make is None or o["path"][0] in ("pg_temp", "plpgsql"):
                continue
            key = (kind, *o["path"])
            if kind in ROUTINES:
                key += (types_of(o.get("args", "")),)
            v = make(o, a, out, by_path)
            if v is not None:
                v["comment"] = a.get("comment")
                out[key] = v
        for key, v in list(out.items()):
            if key[0] == "foreign key" and not v.get("referenced columns"):
                v["referenced columns"] = next((w["columns"] for k, w in out.items()
                                                if k[0] == "primary key" and list(k[1:3]) == v["references"]), None)
        case.fold = out
        self.same_words(case)

    def same_words(self, case):
        """What is not to be compared: said by one side only, or defaults that the server writes down."""
        ours, theirs = case.fold, case.server
        for key in [k for k in theirs if k[0] == "sequence parameters"]:
            v = theirs.pop(key)
            mine = ours.get(("sequence", *key[1:]))
            if mine is None:
                continue
            whole = {"smallint": 32767, "integer": 2147483647, "bigint": 9223372036854775807}[v["type"]]
            usual = {"start": "1", "increment": "1", "minimum": "1", "maximum": str(whole), "cache": "1"}
            if int(v["increment"]) < 0:
                usual.update(start=v["start"], maximum=v["maximum"], minimum=v["minimum"])
            elif v["minimum"] != "1":
                usual["start"] = v["minimum"]
            if "implied" in mine.get("flags", ()) or mine.get("of column"):
                v.pop("type")
                usual["maximum"] = v["maximum"]
            elif not mine.get("type"):
                mine["type"] = "bigint"
            for name, value in usual.items():
                mine[name] = mine.get(name) or value
            theirs[("sequence", *key[1:])].update(v)
        for v in ours.values():
            v.pop("flags", None)
            v.pop("of column", None)
        for key, v in theirs.items():
            mine = ours.get(key)
            if v.get("type"):
                v["type"] = type_text(v["type"])
            if v.get("not enforced"):  # the server has it as not valid, too
                v["not valid"] = mine.get("not valid") if mine else None
            if key[0] == "column" and mine is not None and mine["type"] is None:
                mine["type"] = v["type"]  # of CREATE TABLE AS: not known
            if key[0] == "exclusion constraint" and mine is not None:
                v.pop("expression", None)
            if key[0] == "index":
                for p, q in zip(v.get("parts") or (), (mine or {}).get("parts") or ()):
                    if not q.get("opclass") and p.pop("opclass default"):
                        p.pop("opclass")
                    p.pop("opclass default", None)
                if v.get("method") == "btree" and mine and not mine.get("method"):
                    v.pop("method")


def column(ref):
    return ref[-1] if ref else None


def columns(refs):
    return [column(r) for r in refs] if refs else None


def type_text(t):
    return re.sub(r'\bpublic\.|"', "", re.sub(r"(\[\])+", "[]", t or "")) or None  # [][] is kept as []


def types_of(args):
    args = re.sub(r'\bpublic\.|"', "", args or "")
    return ", ".join(a.strip() for a in args.split(",")) if args.strip() else ""


def text(a, name):
    if name == "default" and (a.get(name) or "").lower() == "null":
        return None  # the server keeps no such default
    return Text(a[name].strip()) if a.get(name) else None


def make_table(o, a, out, by_path):
    path = o["path"]
    parents = [tuple(p) for p in a.get("inherits", ())] + ([tuple(a["partition of"])] if a.get("partition of") else [])
    if a.get("persistence") == "temporary":
        return None
    return {"columns": [], "persistence": a.get("persistence"), "row security": a.get("row security"),
            "force row security": a.get("force row security"), "options": sorted(a.get("options") or []) or None,
            "replica identity": (a.get("replica identity") or "").split(" ")[0] or None,
            "partition by": text(a, "partition by"), "partition bound": text(a, "partition bound"),
            "parents": [list(p) for p in parents] or None} if path else None


def make_column(o, a, out, by_path):
    path = o["path"]
    for kind in ("table", "foreign table"):
        table = out.get((kind, *path[:-1]))
        if table:
            table["columns"].append(path[-1])
            return {"type": type_text(a.get("type")), "not null": a.get("not null"), "default": text(a, "default"),
                    "generated": text(a, "generated"), "stored": a.get("stored") if a.get("generated") else None,
                    "identity": a.get("identity"), "collation": (a.get("collation") or "").strip('"').split(".")[-1] or None}
    composite = out.get(("composite type", *path[:-1]))
    if composite:
        composite["attributes"] = (composite.get("attributes") or []) + [[path[-1], type_text(a.get("type"))]]
    return None


def of_relation(f):
    def make(o, a, out, by_path):
        known = any((k, *o["path"][:2]) in out for k in ("table", "foreign table", "view", "materialized view"))
        return f(o, a, out, by_path) if known else None
    return make


def key_columns(parts):
    return [column(p.get("column")) for p in parts] if parts else None


def make_key(o, a, out, by_path):
    return {"columns": key_columns(a.get("parts")), "include": columns(a.get("include")), "deferrable": a.get("deferrable"),
            "deferred": a.get("initially deferred")}


def make_foreign_key(o, a, out, by_path):
    return {"columns": columns(a.get("columns")), "references": a.get("references"),
            "referenced columns": columns(a.get("referenced columns")), "on delete": none_if(a.get("on delete"), "NO ACTION"),
            "on update": none_if(a.get("on update action"), "NO ACTION"), "match": none_if(a.get("match"), "SIMPLE"),
            "deferrable": a.get("deferrable"), "deferred": a.get("initially deferred"), "not valid": a.get("not valid"),
            "not enforced": a.get("not enforced")}


def none_if(x, usual):
    return None if x is None or x.upper() == usual else x


def make_check(o, a, out, by_path):
    if ("domain", *o["path"][:2]) in out:
        return {"not valid": a.get("not valid")}
    return {"expression": text(a, "expression"), "not valid": a.get("not valid"), "no inherit": a.get("no inherit"),
            "not enforced": a.get("not enforced")}


def make_exclusion(o, a, out, by_path):
    return {"deferrable": a.get("deferrable"), "deferred": a.get("initially deferred")}


def make_part(p):
    nulls_first = p["nulls"] == "first" or (p["desc"] and p["nulls"] != "last")
    return {"column": column(p.get("column")), "expr": Text(p["expr"]) if "expr" in p else None, "desc": p["desc"],
            "nulls first": nulls_first, "opclass": p["opclass"].split("(")[0].strip() or None,
            "collation": p["collation"].strip('"').split(".")[-1] or None}


def make_index(o, a, out, by_path):
    return {"unique": a.get("unique"), "method": a.get("method"), "not valid": a.get("not valid"),
            "nulls not distinct": a.get("nulls not distinct"), "where": text(a, "where"),
            "include": columns(a.get("include")), "parts": [make_part(p) for p in a.get("parts") or ()]}


def make_sequence(o, a, out, by_path):
    owner = a.get("owned by")
    return {"owned by": owner, "flags": o["flags"], "cycle": a.get("cycle"),
            "type": a.get("type"), **{n: a.get(n) for n in ("start", "increment", "minimum", "maximum", "cache")}}


def make_domain(o, a, out, by_path):
    return {"type": type_text(a.get("type")), "not null": a.get("not null"), "default": text(a, "default")}


def make_trigger(o, a, out, by_path):
    return {"timing": (a.get("timing") or "").lower(), "events": sorted(e.lower() for e in a.get("events") or ()),
            "for each row": a.get("for each row"), "columns": columns(a.get("columns")), "enabled": a.get("enabled"),
            "executes": column(a.get("executes")), "deferrable": a.get("deferrable"), "deferred": a.get("initially deferred")}


def make_policy(o, a, out, by_path):
    return {"command": none_if(a.get("command"), "ALL"), "restrictive": a.get("restrictive"), "using": text(a, "expression"),
            "with check": text(a, "with check")}


def make_routine(o, a, out, by_path):
    return {"language": (a.get("language") or "").lower() or None, "volatility": none_if(a.get("volatility"), "VOLATILE"),
            "security": none_if(a.get("security"), "INVOKER")}


def exists(o, a, out, by_path):
    return {}


ROUTINES = ("function", "procedure", "aggregate")
MAKERS = {
    "schema": exists, "extension": exists, "table": make_table, "foreign table": make_table,
    "view": lambda o, a, *_: None if a.get("persistence") == "temporary" else {}, "materialized view": exists,
    "sequence": make_sequence, "column": make_column, "primary key": of_relation(make_key),
    "unique constraint": of_relation(make_key), "foreign key": of_relation(make_foreign_key), "check constraint": make_check,
    "exclusion constraint": of_relation(make_exclusion), "index": of_relation(make_index), "trigger": of_relation(make_trigger),
    "policy": of_relation(make_policy), "rule": of_relation(exists), "statistics": exists,
    "enum type": lambda o, a, *_: {"labels": a.get("labels")}, "domain": make_domain,
    "composite type": exists, "range type": exists, "function": make_routine, "procedure": make_routine,
    "aggregate": exists, "collation": exists, "event trigger": lambda o, a, *_: {"enabled": a.get("enabled")},
    "publication": exists,
}


# --- what the server makes of a text -----------------------------------------------------------


def q(name):
    return '"' + name.replace('"', '""') + '"'


def scratch(case, key, attr, ours):
    """Statements after which the last one prints what the server made of `ours`; None = cannot be asked."""
    sql = re.sub(r"\\n", "\n", ours)
    sql = re.sub(r"\\t", "\t", sql)
    kind, path = key[0], key[1:]
    if kind == "domain":
        base = case.server[key]["type"]
        return f"CREATE DOMAIN zz.d AS {base} DEFAULT {sql};", "SELECT to_json(typdefault) FROM pg_type WHERE oid = 'zz.d'::regtype"
    table = f"zz.{q(path[1])}"
    like = f"CREATE TABLE {table} (LIKE {q(path[0])}.{q(path[1])});"
    of = f"'{table}'::regclass"
    if attr == "expression":
        return (f"{like} ALTER TABLE {table} ADD CONSTRAINT zzz CHECK ({sql});",
                f"SELECT to_json(pg_get_expr(conbin, conrelid)) FROM pg_constraint WHERE conname = 'zzz' AND conrelid = {of}")
    shown = f"SELECT to_json(pg_get_expr(adbin, adrelid)) FROM pg_attrdef WHERE adrelid = {of}"
    if attr == "default":
        return f"{like} ALTER TABLE {table} ALTER COLUMN {q(path[2])} SET DEFAULT {sql};", shown
    if attr == "generated":
        base = case.server[key]["type"]
        return f"{like} ALTER TABLE {table} ADD COLUMN zzz {base} GENERATED ALWAYS AS ({sql}) STORED;", shown
    if attr == "where":
        return (f"{like} CREATE INDEX zzz ON {table} ((1)) WHERE {sql};",
                f"SELECT to_json(pg_get_expr(indpred, indrelid)) FROM pg_index WHERE indrelid = {of}")
    if attr.startswith("parts"):
        part = case.server[key]["parts"][int(attr.split()[1])]
        method = case.server[key].get("method", "btree")
        return (f"{like} CREATE INDEX zzz ON {table} USING {method} (({sql}) {part.get('opclass') or ''});",
                f"SELECT to_json(pg_get_indexdef(indexrelid, 1, false)) FROM pg_index WHERE indrelid = {of}")
    if attr in ("using", "with check"):
        what, shows = ("USING", "polqual") if attr == "using" else ("FOR INSERT WITH CHECK", "polwithcheck")
        return (f"{like} CREATE POLICY zzz ON {table} {what} ({sql});",
                f"SELECT to_json(pg_get_expr({shows}, polrelid)) FROM pg_policy WHERE polrelid = {of}")
    if attr == "partition by":
        return f"{like[:-1]} PARTITION BY {sql};", f"SELECT to_json(pg_get_partkeydef({of}))"
    return None


def ask_server(engine, items):
    """Lines of the items whose text means another thing to the server."""
    out, bad = [], []
    for i, (_, case, key, attr, ours, _) in enumerate(items):
        made = scratch(case, key, attr, ours)
        if made:
            out.append(f"\\c {case.database}\nBEGIN; CREATE SCHEMA zz;\n{made[0]}\n\\echo @@A {i}\n{made[1]};\nROLLBACK;\n")
    said, errors = engine.psql("".join(out)) if out else ("", "")
    answers, at = {}, None
    for line in said.splitlines():
        if line.startswith("@@A "):
            at = int(line[4:])
        elif line and at is not None:
            answers[at] = json.loads(line)
    for i, (line, *_, theirs) in enumerate(items):
        if answers.get(i) != theirs and (not isinstance(answers.get(i), str) or flat(answers[i]) != flat(theirs)):
            bad.append(items[i][1:2] + (line + (f" (of afloat's the server makes {answers[i]!r})" if i in answers else
                                               " (the server does not take afloat's)"),))
    return bad
