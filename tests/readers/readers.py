#!/usr/bin/env python3
"""tests/readers/readers.py: what the PostgreSQL reader makes of files, beside PostgreSQL's own parser.

Does      read shipped SQL and the statements of the unit tests; say what is opaque; compare with libpg_query
Does not  need a server; skips with a reason what is not installed
Env       AFLOAT path of the program (its folder has tests/real/read: make engines); AFLOAT_PG_QUERY path of
          libpg_query.so, else the linker's
          ends with "N passed, N failed, N skipped"; code 1 when one failed
"""
import ast
import ctypes
import ctypes.util
import glob
import json
import os
import re
import subprocess
import sys
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(os.path.dirname(HERE))
READ = os.path.join(os.path.dirname(os.path.join(ROOT, os.environ.get("AFLOAT", "build/debug/afloat"))),
                    "tests/real/read")
# What may be opaque: part of the reason, why that is right.
OPAQUE = {
    "put together at run time": "the text of the statement is not in the file",
    "code in this language": "only PL/pgSQL is read",
    "known to the other server": "IMPORT FOREIGN SCHEMA names no tables",
    "which tables it moves": "ALTER TABLE ALL IN TABLESPACE names no tables",
}
# What psql puts in by itself when the extension is made.
MACROS = [("@extschema@", "ext"), ("@extowner@", "someone")]

FIRST = {
    "CreateStmt": "create table", "CreateForeignTableStmt": "create foreign table", "IndexStmt": "create index",
    "ViewStmt": "create view", "CreateTableAsStmt": "create (table|materialized view)",
    "CreateSeqStmt": "create sequence", "AlterSeqStmt": "alter sequence", "CreateEnumStmt": "create enum type",
    "CompositeTypeStmt": "create composite type", "CreateRangeStmt": "create range type",
    "CreateDomainStmt": "create domain", "AlterDomainStmt": "(alter|create|drop) (domain|.*constraint)",
    "CreateFunctionStmt": "create (function|procedure)", "AlterFunctionStmt": "alter (function|procedure|aggregate)",
    "CreateTrigStmt": "create trigger", "CreateEventTrigStmt": "create event trigger",
    "AlterEventTrigStmt": "alter event trigger", "CreatePolicyStmt": "create policy",
    "AlterPolicyStmt": "alter policy", "RuleStmt": "create rule", "GrantStmt": "(create|drop) grant",
    "GrantRoleStmt": "(create|drop) grant", "AlterDefaultPrivilegesStmt": "(create|drop) default privileges",
    "CommentStmt": "alter .* comment=", "DropStmt": "drop ", "RenameStmt": "rename ",
    "AlterObjectSchemaStmt": "move ", "AlterOwnerStmt": "alter .* owner=", "AlterEnumStmt": "alter enum type",
    "TransactionStmt": "control ", "ConstraintsSetStmt": "control constraints", "VariableSetStmt": "(session|upkeep)",
    "DiscardStmt": "session ", "VacuumStmt": "upkeep (vacuum|analyze)", "ClusterStmt": "upkeep cluster",
    "ReindexStmt": "upkeep reindex", "RefreshMatViewStmt": "upkeep refresh", "LockStmt": "upkeep lock",
    "CheckPointStmt": "upkeep checkpoint", "ExplainStmt": "upkeep show", "DoStmt": "run ", "CallStmt": "run procedure",
    "PrepareStmt": "run ", "ExecuteStmt": "run ", "CopyStmt": "rows (copy|select|delete|insert|update)",
    "TruncateStmt": "rows truncate", "CreateSchemaStmt": "create schema", "CreateExtensionStmt": "create (extension|object .*language)",
    "AlterExtensionStmt": "alter extension", "CreateRoleStmt": "create role", "AlterRoleStmt": "(alter role|.*grant)",
    "AlterRoleSetStmt": "alter role", "DropRoleStmt": "drop role", "CreatePublicationStmt": "create publication",
    "AlterPublicationStmt": "alter publication", "CreateSubscriptionStmt": "create subscription",
    "AlterSubscriptionStmt": "alter subscription", "CreateStatsStmt": "create statistics",
    "DefineStmt": "create (object|aggregate|type|collation)", "CreateCastStmt": "create object",
    "CreateOpClassStmt": "create object", "CreateOpFamilyStmt": "create object",
    "AlterOpFamilyStmt": "alter object", "CreatePLangStmt": "create object", "CreateFdwStmt": "create object",
    "CreateForeignServerStmt": "create object", "CreateUserMappingStmt": "create object",
    "CreateTransformStmt": "create object", "CreateAmStmt": "create object", "CreateConversionStmt": "create object",
    "DropOwnedStmt": "drop object", "ReassignOwnedStmt": "alter object", "CreatedbStmt": "create database",
    "DropdbStmt": "drop database", "InsertStmt": "rows (insert|delete|update)", "UpdateStmt": "rows ",
    "DeleteStmt": "rows ", "MergeStmt": "rows merge", "SelectStmt": "(rows |session |create table)",
}
COMMANDS = {
    "AT_AddColumn": "create column", "AT_DropColumn": "drop column", "AT_AlterColumnType": "alter column .* type=",
    "AT_ColumnDefault": "alter column .* default=", "AT_SetNotNull": "alter column .* not null=true",
    "AT_DropNotNull": "alter column .* not null=reset", "AT_AddConstraint": "create (.*constraint|.*key)",
    "AT_DropConstraint": "drop constraint", "AT_ValidateConstraint": "alter constraint .* not valid=reset",
    "AT_AlterConstraint": "alter constraint", "AT_SetStatistics": "alter (column|index) .* statistics target=",
    "AT_SetStorage": "alter column .* storage=", "AT_SetCompression": "alter column .* compression=",
    "AT_ChangeOwner": "alter .* owner=", "AT_ClusterOn": "alter .* clustered on=", "AT_SetLogged": "alter table",
    "AT_AttachPartition": "alter (table|index) .*\\[attach", "AT_DetachPartition": "alter table .*detach",
    "AT_EnableRowSecurity": "alter table .* row security=true", "AT_AddInherit": "alter table .* inherits\\+=",
    "AT_DropInherit": "alter table .* inherits-=", "AT_ReplicaIdentity": "alter table .* replica identity=",
    "AT_AddIdentity": "alter column .* identity=", "AT_DropIdentity": "alter column .* identity=reset",
    "AT_DropExpression": "alter column .* generated=reset", "AT_SetTableSpace": "alter .* tablespace=",
    "AT_EnableTrig": "alter trigger", "AT_DisableTrigAll": "alter trigger",
    "AT_SetRelOptions": "alter .* options\\+=", "AT_ResetRelOptions": "alter .* options=reset",
}
PLAIN_CONSTRAINTS = {"CONSTR_PRIMARY", "CONSTR_UNIQUE", "CONSTR_CHECK", "CONSTR_FOREIGN", "CONSTR_EXCLUSION"}


class Result(ctypes.Structure):
    _fields_ = [("tree", ctypes.c_char_p), ("stderr", ctypes.c_char_p), ("error", ctypes.c_void_p)]


def unpacked_parser():
    """libpg_query as scripts/setup unpacks it without root."""
    where = subprocess.run([f"{ROOT}/tests/real/fetch", "--where"], capture_output=True, text=True, check=True)
    found = glob.glob(f"{os.path.dirname(where.stdout.strip())}/root/usr/lib/*/libpg_query.so")
    return found[0] if found else None


def load_parser():
    """The function and why there is none."""
    path = os.environ.get("AFLOAT_PG_QUERY") or ctypes.util.find_library("pg_query") or unpacked_parser()
    if not path:
        return None, "libpg_query is not installed (libpg-query-dev)"
    try:
        library = ctypes.CDLL(path)
    except OSError as e:
        return None, str(e)
    library.pg_query_parse.restype = Result
    library.pg_query_free_parse_result.argtypes = [Result]
    return library, ""


def tree_of(library, sql):
    """The only statement's node name and node; None = it is not one statement of this version."""
    result = library.pg_query_parse(sql.encode())
    stmts = json.loads(result.tree).get("stmts", []) if not result.error else []
    library.pg_query_free_parse_result(result)
    return next(iter(stmts[0]["stmt"].items())) if len(stmts) == 1 else None


def read_files(paths):
    """(statement, changes) of every statement."""
    out = subprocess.run([READ, "-r", "postgres", "0"] + paths, stdout=subprocess.PIPE, check=True).stdout
    for record in out.decode("utf-8", "replace").split("\x1e")[1:]:
        sql, _, changes = record.partition("\x1f")
        yield sql, [line for line in changes.split("\n") if line]


def with_macros(path, folder):
    with open(path, encoding="utf-8") as f:
        text = f.read()
    for name, value in MACROS:
        text = text.replace(name, value)
    target = os.path.join(folder, os.path.basename(path))
    with open(target, "w", encoding="utf-8") as f:
        f.write(text)
    return target


def unit_statements(folder):
    """The statements of the unit tests' tables, as a file."""
    target = os.path.join(folder, "unit.sql")
    with open(target, "w", encoding="utf-8") as f:
        for path in sorted(glob.glob(os.path.join(ROOT, "tests/unit/ddl/test_read_pg_*.c"))):
            with open(path, encoding="utf-8") as source:
                for case in re.findall(r'^    \{ ((?:"(?:[^"\\]|\\.)*"\s*)+),', source.read(), re.M):
                    sql = "".join(ast.literal_eval(s) for s in re.findall(r'"(?:[^"\\]|\\.)*"', case))
                    if not re.search(r"from stdin|f\( RET", sql, re.I):
                        f.write(sql + ";\n")
    return target


# ---- comparing ----

def walk(node, found, ctes):
    if isinstance(node, list):
        for item in node:
            walk(item, found, ctes)
    elif isinstance(node, dict):
        for key, value in node.items():
            if key == "RangeVar" or (key in ("relation", "rel") and isinstance(value, dict) and "relname" in value):
                found.add(value["relname"])
            if key == "CommonTableExpr":
                ctes.add(value["ctename"])
            walk(value, found, ctes)


def relations_of(node):
    found, ctes = set(), set()
    walk(node, found, ctes)
    return found - ctes, ctes


def own_relations(changes):
    names = set()
    for line in changes:
        target = re.match(r" *rows \w+ table (\S+)", line)
        if target:
            names.add(target.group(1).split(".")[-1])
        for group in re.findall(r" from=\(([^)]*)\)", line)[-1:]:
            names.update(n.split(".")[-1] for n in group.split(", "))
    return names


def query_names(change):
    """Everything that the query of a view names."""
    groups = re.findall(r"refs=\(([^)]*)\)", change)
    return {n.split(".")[-1] for n in groups[-1].split(", ")} if groups else set()


def count_elements(node):
    columns = constraints = 0
    for element in node.get("tableElts", []):
        kind, value = next(iter(element.items()))
        columns += kind == "ColumnDef"
        inner = value.get("constraints", []) if kind == "ColumnDef" else [element] if kind == "Constraint" else []
        constraints += sum(c["Constraint"]["contype"] in PLAIN_CONSTRAINTS for c in inner)
    return columns, constraints


def compare_alter(node, changes):
    plain = [c for c in changes if "inline" not in c]
    commands = [c["AlterTableCmd"] for c in node["cmds"]]
    if len(plain) != len(commands):
        return "%d sub-commands, %d changes" % (len(commands), len(plain))
    for command, change in zip(commands, plain):
        pattern = COMMANDS.get(command["subtype"])
        if pattern and not re.match(pattern, change):
            return "%s is read as: %s" % (command["subtype"], change)
    return ""


def compare_counts(kind, node, changes):
    if kind == "AlterTableStmt":
        return compare_alter(node, changes)
    if kind == "CreateStmt":
        want = count_elements(node)
        got = (sum(c.startswith("create column") for c in changes),
               sum(bool(re.match("create (primary key|unique|foreign key|check|exclusion)", c)) for c in changes))
        return "" if want == got else "columns and constraints %s, read %s" % (want, got)
    lists = {"DropStmt": "objects", "TruncateStmt": "relations", "LockStmt": "relations", "DropRoleStmt": "roles"}
    if kind in lists and len(node.get(lists[kind], [])) != len(changes):
        return "%d objects, %d changes" % (len(node[lists[kind]]), len(changes))
    if kind == "GrantStmt" and len(node["objects"]) * len(node["grantees"]) != len(changes):
        return "%d objects, %d changes" % (len(node["objects"]) * len(node["grantees"]), len(changes))
    return ""


def compare(kind, node, changes):
    """What differs, "" = nothing."""
    if not changes:
        return "no change"
    if kind in FIRST and not any(re.match(" *" + FIRST[kind], c) for c in changes):
        return "%s is read as: %s" % (kind, changes[0])
    wrong = compare_counts(kind, node, changes)
    if not wrong and kind in ("InsertStmt", "UpdateStmt", "DeleteStmt", "SelectStmt", "MergeStmt"):
        want, _ = relations_of(node)
        if "intoClause" not in node and changes[0].startswith("rows") and want != own_relations(changes):
            wrong = "relations %s, read %s" % (sorted(want), sorted(own_relations(changes)))
    if not wrong and kind in ("ViewStmt", "CreateTableAsStmt"):
        missing = relations_of(node["query"])[0] - query_names(changes[0])
        if missing:
            wrong = "the query reads %s, read %s" % (sorted(missing), changes[0][-200:])
    return wrong


# ---- cases ----

def check_opaque(name, statements, totals):
    opaque, allowed = [], 0
    for sql, changes in statements:
        for line in changes:
            if re.match(" *opaque", line):
                known = any(reason in line for reason in OPAQUE)
                allowed += known
                if not known:
                    opaque.append("%s | %s" % (line, sql.split("\n")[0][:100]))
    n = len(statements)
    print("%s %s: %d of %d statements read (%.2f %%), %d opaque for a known reason" %
          ("FAILED:" if opaque else "passed:", name, n - len(opaque), n, 100.0 * (n - len(opaque)) / max(n, 1), allowed))
    for line in opaque[:20]:
        print("    " + line)
    totals["failed" if opaque else "passed"] += 1


def check_tree(name, library, statements, totals):
    wrong, n = [], 0
    for sql, changes in statements:
        tree = tree_of(library, sql)
        if not tree or any(re.match(" *opaque", c) for c in changes):
            continue
        n += 1
        said = compare(tree[0], tree[1], changes)
        if said:
            wrong.append("%s | %s" % (said, " ".join(sql.split())[:160]))
    print("%s %s: %d of %d statements as PostgreSQL's parser reads them" %
          ("FAILED:" if wrong else "passed:", name, n - len(wrong), n))
    for line in wrong[:40]:
        print("    " + line)
    totals["failed" if wrong else "passed"] += 1


def check_refused(library, statements, totals):
    """What PostgreSQL can parse, we can read; but it does not look into DO."""
    wrong = [s for s, c in statements if any(re.match(" *opaque", x) for x in c) and tree_of(library, s) and
             not any(reason in " ".join(c) for reason in OPAQUE) and not s.startswith("DO ")]
    print("%s unit tests: what is opaque is none of PostgreSQL's" % ("FAILED:" if wrong else "passed:"))
    for line in wrong:
        print("    " + line)
    totals["failed" if wrong else "passed"] += 1


def skip(name, why, totals):
    print("# SKIP %s: %s" % (name, why))
    totals["skipped"] += 1


def main():
    totals = {"passed": 0, "failed": 0, "skipped": 0}
    library, why = load_parser()
    if not os.path.exists(READ):
        skip("readers", READ + " is not built (make engines)", totals)
    else:
        with tempfile.TemporaryDirectory() as folder:
            shipped = sorted(glob.glob("/usr/share/postgresql/*/*.sql") +
                             glob.glob("/usr/share/postgresql/*/extension/*.sql"))
            corpora = sorted(glob.glob(os.path.join(ROOT, "../shared/corpora/**/postgres*/**/*.sql"), recursive=True))
            sets = [("unit tests", [unit_statements(folder)])]
            for name, paths, missing in (("shipped files", shipped, "no SQL files of PostgreSQL's packages here"),
                                         ("corpora", corpora, "no SQL of PostgreSQL in ../shared/corpora")):
                if paths:
                    sets.append((name, [with_macros(p, folder) for p in paths]))
                else:
                    skip(name, missing, totals)
            for name, paths in sets:
                statements = list(read_files(paths))
                if name != "unit tests":
                    check_opaque(name, statements, totals)
                if not library:
                    skip(name + " and PostgreSQL's parser", why, totals)
                    continue
                check_tree(name, library, statements, totals)
                if name == "unit tests":
                    check_refused(library, statements, totals)
    print("%(passed)d passed, %(failed)d failed, %(skipped)d skipped" % totals)
    return 1 if totals["failed"] else 0


if __name__ == "__main__":
    sys.exit(main())
