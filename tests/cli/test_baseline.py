"""baseline: a database that had its tables before."""
from lib import ENGINES, Project, Skip, expect, has, has_not, same, test


def older(engine, files=3, tables=2):
    """Files 0001 … and the tables that the first of them stand for, made by somebody else."""
    p = Project(engine).tables(files)
    for i in range(1, tables + 1):
        p.sql(f"CREATE TABLE t{i} (id integer PRIMARY KEY)")
    return p


def rows(p):
    return [tuple(r) for r in p.sql("SELECT version, event FROM afloat_history ORDER BY seq")]


@test(*ENGINES)
def it_says_what_it_records(engine):
    p = older(engine)
    p.run("up").exits(4, "AF4006", "afloat baseline")
    r = p.run("baseline", "0002", "-n").exits(0, "2 tables: t1, t2", "0001", "0002", "Nothing was changed.")
    has_not(r.out, "0003")
    expect(not p.has_table("afloat_history"), "-n made the history")
    r = p.run("baseline", "0002").exits(0, "2 tables: t1, t2", "2 migrations marked as applied")
    expect(r.out.index("0002") < r.out.index("marked as applied"), "the list comes first")
    same(rows(p), [("", "baseline"), ("0001", "baseline"), ("0002", "baseline")])
    p.run("up").exits(0, "applied 1 migration")
    p.run("down", "--to", "0").exits(0, "took back 3")


@test(*ENGINES)
def without_a_version(engine):
    p = older(engine, files=1, tables=0)
    p.sql("CREATE TABLE elsewhere (id integer)")
    p.run("baseline").exits(0, "1 table: elsewhere", "0 migrations marked")
    p.run("baseline").exits(0, "nothing to do")
    p.run("up").exits(0, "applied 1 migration")


@test(*ENGINES)
def a_history_that_is_there(engine):
    p = older(engine)
    p.run("baseline", "0001").exits(0)
    p.run("baseline", "0001").exits(0, "nothing to do")
    p.run("baseline", "0002").exits(0, "1 migration marked")  # nothing but baselines so far: it goes on
    p.run("baseline", "0001").exits(0, "nothing to do")
    before = rows(p)
    p.run("up").exits(0)
    p.run("baseline", "0002").exits(0, "nothing to do")
    p.tables(1, first=4)
    for args in (["0004"], ["0004", "-n"], [], ["-y", "0004"]):
        p.run("baseline", *args).exits(4, "AF4035", "afloat repair")
    same(rows(p), before + [("0003", "up")])
    p.run("baseline", "0009").exits(4, "AF4008")


@test(*ENGINES)
def a_baseline_that_was_cut_off(engine):
    p = older(engine, files=5, tables=4)
    r = p.run("baseline", "0004", env={"AFLOAT_FAULT": "kill@history-insert:3"})
    if r.code == 0:
        raise Skip("this build has no fault points")
    p.run("baseline", "0004").exits(0)
    same(sorted(rows(p)), [("", "baseline")] + [(f"000{i}", "baseline") for i in range(1, 5)])
    p.run("validate").exits(0)


@test(*ENGINES)
def the_history_of_another_tool(engine):
    p = older(engine)
    p.sql("CREATE TABLE schema_migrations (version varchar(40) PRIMARY KEY)")
    p.sql("INSERT INTO schema_migrations VALUES ('0001'), ('0002')")
    p.run("up").exits(4, "AF4007", "afloat baseline")
    p.run("baseline", "0002").exits(0, "2 migrations marked")
    p.run("up").exits(0, "applied 1 migration")
    same(p.sql("SELECT count(*) FROM schema_migrations"), [["2"]], "rows of the other tool")


@test(*ENGINES)
def nothing_was_there(engine):
    p = Project(engine).tables(1)
    p.run("baseline", "0001").exits(0, "warning: the database has no tables")
    same(p.applied(), ["0001"])


@test("mariadb")
def half_applied_is_no_baseline(engine):
    p = Project(engine).mig("0001_a", "CREATE TABLE a (id int);\nCREATE TABLE a (id int);", "DROP TABLE a;")
    p.run("up").exits(6)
    p.run("baseline", "0001").exits(4, "AF4035")


@test("sqlite")
def as_json(engine):
    p = older(engine)
    said = p.run("baseline", "0002", "--json").exits(0).json
    same(list(said), ["target", "migrations", "summary"])
    same((said["summary"]["marked"], len(said["migrations"])), (2, 2))
    said = p.run("baseline", "0002", "--json").exits(0).json
    same((said["summary"]["marked"], said["migrations"]), (0, []))
    has(said["summary"]["message"], "nothing to do")
