"""redo and goto: downs and ups in one run, cut off and finished."""
import os
import re

from lib import ENGINES, Project, Skip, expect, has, has_not, same, test

FAULTS = "kill@commit-acknowledged:1"


def events(p):
    """(version, event) of the history, in order."""
    return [tuple(r) for r in p.sql("SELECT version, event FROM afloat_history ORDER BY seq")]


def killed(p, *args, fault=FAULTS):
    r = p.run(*args, env={"AFLOAT_FAULT": fault})
    if r.code == 0:
        raise Skip("this build has no fault points")
    same(r.code, -9, " ".join(args))


# --- redo --------------------------------------------------------------------------------------


@test(*ENGINES)
def redo_the_newest(engine):
    p = Project(engine).tables(3)
    p.run("up").exits(0)
    p.sql("INSERT INTO t3 VALUES (1)")
    p.run("redo", "-n").exits(0, "0003  t3  down", "0003  t3  up", "DROP TABLE t3", "CREATE TABLE t3",
                              "1 to take back, then 1 to apply. Nothing was changed.")
    same(p.sql("SELECT count(*) FROM t3"), [["1"]], "-n ran it")
    p.run("redo").exits(0, "took back 1 migration and applied 1 migration")
    same(p.sql("SELECT count(*) FROM t3"), [["0"]], "rows of the table")
    same(p.applied(), ["0001", "0002", "0003"])
    same(events(p)[3:], [("0003", "down"), ("0003", "up")])
    run = p.run("redo", "--json").exits(0).json["run"]
    same((run["direction"], run["migrations"], run["applied"]), ("both", 2, 3))


@test(*ENGINES)
def redo_runs_the_file_as_it_is_now(engine):
    p = Project(engine).tables(2)
    p.run("up").exits(0)
    p.mig("0002_t2", "CREATE TABLE t2 (id integer PRIMARY KEY, more integer);", "DROP TABLE t2;")
    p.run("up").exits(4, "AF4001")
    p.run("redo").exits(0)
    p.sql("SELECT more FROM t2")
    p.run("up").exits(0, "up to date")
    p.mig("0002_t2", "CREATE TABLE t2 (id integer);", "DROP TABLE t2;\nDROP TABLE IF EXISTS t22;")
    p.run("redo").exits(4, "AF4013", "--down-from")
    p.run("redo", "--down-from", "file").exits(0)
    p.run("redo", "--down-from", "elsewhere").exits(2, "AF2001")


@test(*ENGINES)
def redo_of_an_older_version(engine):
    p = Project(engine).tables(3)
    p.run("up").exits(0)
    p.run("redo", "0002").exits(0, "took back 1 migration and applied 1 migration")
    same(events(p)[3:], [("0002", "down"), ("0002", "up")])
    same(p.applied(), ["0001", "0002", "0003"])
    p.run("validate").exits(0, "nothing is wrong")


@test("sqlite")
def redo_refuses(engine):
    p = Project(engine).tables(2)
    p.run("redo").exits(0, "nothing to do")
    p.run("up", "1").exits(0)
    p.run("redo", "0009").exits(4, "AF4008")
    p.run("redo", "0002").exits(4, "AF4030", "afloat up")
    p.mig("0002_t2", "CREATE TABLE t2 (id int);")
    p.run("up").exits(0)
    p.run("redo").exits(4, "AF4004")
    p.write("migrations/0002_t2.sql", '-- afloat:irreversible reason="it is gone"\n-- afloat:up\nCREATE TABLE t2 (id int);\n')
    os.unlink(p.path("migrations/0001_t1.sql"))
    p.run("redo", "0001").exits(4, "AF4003")
    same(events(p), [("0001", "up"), ("0002", "up")])
    p.run("redo", "0001", "0002").exits(2, "AF2001")


@test(*ENGINES)
def redo_whose_up_fails(engine):
    p = Project(engine).tables(2)
    p.run("up").exits(0)
    p.mig("0002_t2", "CREATE TABLE t2 (id integer);\nINSERT INTO nowhere VALUES (1);", "DROP TABLE t2;")
    r = p.run("redo").exits(6, "0002_t2.sql:3", "1 migration was taken back and stays so", "afloat redo")
    has_not(r.err, "were applied")
    same(p.applied(), ["0001"])
    p.mig("0002_t2", "CREATE TABLE t2 (id integer);\nINSERT INTO t2 VALUES (1);", "DROP TABLE t2;")
    p.run("redo").exits(0)
    same(p.applied(), ["0001", "0002"])
    same(p.sql("SELECT count(*) FROM t2"), [["1"]], "the statements have run once")


@test(*ENGINES)
def redo_cut_off_between(engine):
    for finish in (["redo"], ["up"], ["redo", "0002"], ["goto", "0003"]):
        p = Project(engine).tables(3)
        p.run("up").exits(0)
        # With a hook behind each migration the next one is not in the pipeline yet when this one is committed.
        p.config('[hooks]\nafter-each = "true"\n')
        killed(p, "redo", "0002")
        same(p.applied(), ["0001", "0003"], "after the kill")
        expect(not p.has_table("t2"), "t2 is still there")
        r = p.run("validate").exits(0)
        has_not(r.out, "AF4002")
        p.run(*finish).exits(0, "applied 1 migration")
        same(p.applied(), ["0001", "0002", "0003"], " ".join(finish))
        p.run("up").exits(0, "up to date")
    p = Project(engine).tables(3)
    p.run("up").exits(0)
    p.run("down").exits(0)
    p.run("up", "--allow-out-of-order").exits(0)


@test("sqlite")
def a_plain_down_is_no_redo(engine):
    """Only the down of a redo is finished by an up that is out of order."""
    p = Project(engine).tables(2)
    p.run("up").exits(0)
    p.sql("UPDATE afloat_history SET applied = applied")
    p.run("repair", "0001", "--mark", "not-applied", "--reason", "x").exits(0)
    p.run("up").exits(4, "AF4002")
    p.run("redo", "0001").exits(4, "AF4030")


# --- goto --------------------------------------------------------------------------------------


@test(*ENGINES)
def goto_up_and_down(engine):
    p = Project(engine).tables(4)
    p.run("goto", "0002", "-n").exits(0, "2 migrations to apply")
    p.run("goto", "0002").exits(0, "applied 2 migrations")
    p.run("goto", "0004").exits(0, "applied 2 migrations")
    p.run("goto", "0004").exits(0, "nothing to do")
    p.run("goto", "0001", "-n").exits(0, "3 migrations to take back", "DROP TABLE t4")
    p.run("goto", "0001").exits(0, "took back 3 migrations")
    same(p.applied(), ["0001"])
    p.run("goto", "1").exits(0)
    run = p.run("goto", "0", "--json").exits(0).json["run"]
    same((run["direction"], run["applied"]), ("down", 0))
    same(p.applied(), [])


@test(*ENGINES)
def goto_both_ways(engine):
    """A version from another branch goes back, one that came later goes up."""
    p = Project(engine).tables(4)
    os.rename(p.path("migrations/0002_t2.sql"), p.path("later.sql"))
    p.run("up").exits(0)
    os.rename(p.path("later.sql"), p.path("migrations/0002_t2.sql"))
    p.run("goto", "0003").exits(4, "AF4002")
    same(p.applied(), ["0001", "0003", "0004"], "a refusal changed something")
    p.run("goto", "0002", "-n").exits(0, "down, one", "up, one", "2 to take back, then 1 to apply")
    p.run("goto", "0002").exits(0, "took back 2 migrations and applied 1 migration")
    same(p.applied(), ["0001", "0002"])


def before_goto(engine):
    p = Project(engine).tables(4)
    os.rename(p.path("migrations/0002_t2.sql"), p.path("later.sql"))
    p.run("up").exits(0)
    os.rename(p.path("later.sql"), p.path("migrations/0002_t2.sql"))
    return p


@test(*ENGINES)
def goto_cut_off(engine):
    traced = before_goto(engine).run("goto", "0002", env={"AFLOAT_FAULT": "trace"}).exits(0)
    passed = re.findall(r"^fault-point \d+ (\S+)$", traced.err, re.M)
    if not passed:
        raise Skip("this build has no fault points")
    names = ("commit-acknowledged", "before-send", "history-insert", "commit-sent", "intent-written")
    faults = [f"kill@{name}:{k}" for name in names for k in (1, 2) if passed.count(name) >= k]
    expect(len(faults) >= 4, f"points: {passed}")
    for fault in faults:
        p = before_goto(engine)
        killed(p, "goto", "0002", fault=fault)
        p.run("goto", "0002").exits(0)
        same(p.applied(), ["0001", "0002"], fault)
        for table, there in (("t1", True), ("t2", True), ("t3", False), ("t4", False)):
            same(p.has_table(table), there, f"{fault}: {table}")


@test("sqlite")
def goto_refuses(engine):
    p = Project(engine).tables(2)
    p.run("goto").exits(2, "AF2001", "afloat goto VERSION")
    p.run("goto", "0009").exits(4, "AF4008")
    p.run("goto", "").exits(2, "AF2001")
    p.mig("0003_t3", "CREATE TABLE t3 (id int);")
    p.run("goto", "0003").exits(0)
    p.run("goto", "0001").exits(4, "AF4004")
    same(p.applied(), ["0001", "0002", "0003"])


@test("mariadb")
def half_way_is_finished_first(engine):
    p = Project(engine).tables(1)
    p.mig("0002_a", "CREATE TABLE a (id int);\nCREATE TABLE t1 (id int);", "DROP TABLE a;")
    p.run("up").exits(6)
    p.run("goto", "0001").exits(4, "AF4014", "afloat up")
    p.run("redo").exits(4, "AF4014", "afloat up")
    p.mig("0002_a", "CREATE TABLE a (id int);\nCREATE TABLE b (id int);", "DROP TABLE b;\nDROP TABLE a;")
    p.run("goto", "0002").exits(0)
    p.sql("DROP TABLE a")
    p.run("redo").exits(6, "AF4101", "afloat redo")
    p.run("up").exits(4, "AF4014", "afloat down")
    p.sql("CREATE TABLE a (id int)")
    p.run("redo").exits(0)
    same(p.applied(), ["0001", "0002"])


@test("sqlite")
def protected_environments_ask(engine):
    p = Project(None).tables(2)
    p.config('[env.prod]\nurl = "sqlite:app.db"\nprotected = true\n')
    e = ["--env", "prod"]
    p.run("up", *e, "--confirm", "prod").exits(0)
    for args in (["redo"], ["goto", "0001"]):
        p.run(*args, *e).exits(4, "AF4040", "--confirm prod")
        p.run(*args, *e, "-y").exits(4, "AF4040")
        p.run(*args, *e, "--confirm", "dev").exits(4, "AF4040")
        p.run(*args, *e, "--confirm", "prod").exits(0)
    has(p.run("status", *e).exits(0).out, "1 applied, 1 pending")
