"""validate: all that is wrong with files and history."""
import os

from lib import ENGINES, Project, expect, has, has_not, same, test


def findings(p, *args, code=1):
    said = p.run("validate", "--json", *args).exits(code).json
    same(list(said["summary"]), ["files", "applied", "errors", "warnings", "history", "message"])
    for f in said["findings"]:
        same(list(f), ["severity", "code", "where", "problem", "version", "file", "line", "column", "hint"])
    return [(f["severity"], f["code"], f["version"] or f["where"]) for f in said["findings"]], said["summary"]


@test(*ENGINES)
def nothing_is_wrong(engine):
    p = Project(engine).tables(3)
    p.run("validate").exits(0, "3 files: nothing is wrong", "history: checked")
    if engine == "sqlite":
        expect(not os.path.exists(p.path("app.db")), "it made the database")
    else:
        expect(not p.has_table("afloat_history"), "it made a table")
    p.run("up", "2").exits(0)
    found, summary = findings(p, code=0)
    same((found, summary["applied"], summary["errors"], summary["warnings"]), ([], 2, 0, 0))


@test(*ENGINES)
def all_at_once(engine):
    """Where up stops at the first, all are told."""
    p = Project(engine).tables(6)
    os.rename(p.path("migrations/0004_t4.sql"), p.path("later.sql"))
    p.run("up").exits(0)
    os.rename(p.path("later.sql"), p.path("migrations/0004_t4.sql"))
    p.mig("0001_t1", "CREATE TABLE other (id int);", "DROP TABLE t1;")
    p.mig("0002_t2", "-- a comment\nCREATE TABLE t2 (id integer PRIMARY KEY);", "DROP TABLE t2;\nSELECT 1;")
    os.unlink(p.path("migrations/0003_t3.sql"))
    os.unlink(p.path("migrations/0006_t6.sql"))
    p.mig("0007_x", "SELECT 'no end;", "SELECT 1;")
    p.mig("0008_x", "-- afloat:bogus\nSELECT 1;", "SELECT 1;")
    p.mig("0009_x", "SELECT 1;")
    p.mig("0010_x", "-- nothing", "SELECT 1;")
    found, summary = findings(p)
    same(set(found), set([
        ("error", "AF2201", "migrations/0007_x.sql:2:8"), ("error", "AF2301", "migrations/0008_x.sql:2:1"),
        ("warning", "AF4004", "0009"), ("warning", None, "0010"),
        ("error", "AF4001", "0001"), ("note", None, "0002"), ("warning", "AF4013", "0002"),
        ("error", "AF4003", "0003"), ("error", "AF4003", "0006"), ("error", "AF4002", "0004")]))
    same((summary["errors"], summary["warnings"]), (6, 3))
    found, summary = findings(p, "--offline")
    same(len(found), 4)
    same(summary["applied"], None)
    has(summary["history"], "not checked")


@test(*ENGINES)
def a_history_that_was_changed(engine):
    p = Project(engine).tables(3)
    p.run("up").exits(0)
    p.sql("UPDATE afloat_history SET down_text = 'DROP TABLE t1, t2' WHERE version = '0002'")
    same(findings(p)[0], [("error", "AF4011", "0002")])
    p.sql("UPDATE afloat_history SET name = 'other' WHERE version = '0001'")
    p.mig("0004_x", "SELECT 1;")
    r = p.run("validate").exits(1, "row 1 of the history", "AF4011", "0004_x.sql")
    has_not(r.all, "AF4001")


@test(*ENGINES)
def without_a_history(engine):
    p = Project(engine).tables(1)
    p.sql("CREATE TABLE older (id int)")
    same(findings(p)[0][0][:2], ("error", "AF4006"))
    p.sql("CREATE TABLE schema_migrations (version varchar(40) PRIMARY KEY)")
    p.sql("INSERT INTO schema_migrations VALUES ('0001')")
    same(findings(p)[0][0][:2], ("error", "AF4007"))


@test("mariadb")
def half_applied(engine):
    p = Project(engine).mig("0001_a", "CREATE TABLE a (id int);\nCREATE TABLE a (id int);", "DROP TABLE a;")
    p.run("up").exits(6)
    same(findings(p, code=0)[0], [("warning", "AF4014", "0001")])


@test("sqlite")
def the_list_of_files(engine):
    p = Project(engine).tables(2)
    p.run("up").exits(0)
    p.mig("00002_again", "SELECT 1;", "SELECT 1;")
    found, summary = findings(p)
    same([f[:2] for f in found], [("error", "AF2107")])
    has(summary["history"], "not compared")
    os.unlink(p.path("migrations/00002_again.sql"))
    os.rename(p.path("migrations/0001_t1.sql"), p.path("migrations/nameless.sql"))
    same([f[:2] for f in findings(p)[0]], [("error", "AF2105")])


@test("sqlite")
def without_a_database(engine):
    p = Project(None).tables(2)
    p.run("validate").exits(0, "not checked: no database is named")
    p.mig("0003_x", "SELECT $$;$$;", "SELECT 1;")
    p.run("validate", "--dialect", "postgres").exits(0)
    p.run("validate", "--dialect", "oracle").exits(2, "AF2001")
    p.run("validate", "--url", "postgres://127.0.0.1:1/x").exits(3, "AF3001", "--offline")
    p.run("validate", "--url", "postgres://127.0.0.1:1/x", "--offline").exits(0, "--offline was given")
    p.run("validate", "x").exits(2, "AF2001")
    p.run("validate", "--dir", "nowhere").exits(2, "AF2101")


@test(*ENGINES)
def what_repeatable_files_make_is_not_named(engine):
    p = Project(engine).mig("0001_t", "CREATE TABLE t (id integer);\nCREATE VIEW v AS SELECT id FROM t;",
                            "DROP VIEW v;\nDROP TABLE t;")
    p.run("up").exits(0)
    p.write("migrations/repeatable/v.sql", "CREATE VIEW v AS SELECT id FROM t;\n")
    p.run("validate").exits(0, "nothing is wrong")  # what is applied stays as it is
    p.mig("0002_v", "SELECT 1;\nDROP VIEW v;\nCREATE VIEW w AS SELECT id FROM v;", "DROP VIEW w;\nCREATE VIEW v AS SELECT 2;")
    r = p.run("validate").exits(0, "2 warnings", "0002_v.sql:3:1", 'view "v" belongs to the repeatable file migrations/repeatable/v.sql',
                                "0002_v.sql:8:1")
    has_not(r.all, '"w"')
    found, _ = findings(p, "--offline", code=0)
    same([f for f in found if f[0] == "note"], [("note", None, "0001")] * 2 + [("note", None, "0002")] * 2)
    r = p.run("up", "-n").exits(0, 'warning: migrations/0002_v.sql:3: view "v" belongs to the repeatable file migrations/repeatable/v.sql')
    p.run("plan").exits(0, "0002_v.sql:3: view")
    p.mig("0002_v", "CREATE VIEW w AS SELECT id FROM v;", "DROP VIEW w;")
    has_not(p.run("up", "-n").exits(0).all, "belongs to")
    p.run("validate").exits(0, "nothing is wrong")


@test("postgres", "mariadb")
def routines_of_repeatable_files(engine):
    p = Project(engine)
    body = ("CREATE FUNCTION f() RETURNS integer LANGUAGE sql AS $$ SELECT {} $$;" if engine == "postgres" else
            "CREATE PROCEDURE f()\nBEGIN\n  SELECT {};\nEND;")
    p.write("migrations/repeatable/f.sql", body.format(1) + "\n")
    p.mig("0001_f", body.format(2), "DROP FUNCTION f;" if engine == "postgres" else "DROP PROCEDURE f;")
    p.run("validate").exits(0, "2 warnings", "0001_f.sql:2:1", 'belongs to the repeatable file')
    p.write("migrations/0001_f.sql", "-- afloat:up\n" + body.format(2).replace(" f()", " other.f()") + "\n-- afloat:down\nSELECT 1;\n")
    p.run("validate").exits(0, "nothing is wrong")
