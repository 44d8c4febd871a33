"""Repeatable files and variables, from outside, on every engine."""
from lib import ENGINES, Project, Skip, expect, has, has_not, same, test

TABLE = "CREATE TABLE t (id integer, a varchar(20), b varchar(20));"


def project(engine):
    return Project(engine).mig("0001_t", TABLE, "DROP TABLE t;")


def file(p, name, text):
    return p.write(f"migrations/repeatable/{name}.sql", text)


def columns(p, view):
    if p.engine == "sqlite":
        return [row[0] for row in p.sql(f"SELECT name FROM pragma_table_info('{view}') ORDER BY cid")]
    here = "database()" if p.engine == "mariadb" else "current_schema()"
    return [row[0] for row in p.sql("SELECT column_name FROM information_schema.columns WHERE table_name = "
                                    f"'{view}' AND table_schema = {here} ORDER BY ordinal_position")]


def events(p):
    return [(r[0], r[1], r[2]) for r in
            p.sql("SELECT version, event, applied FROM afloat_history ORDER BY seq")]


def states(p):
    rows = p.run("status", "--json").exits(0).json["migrations"]
    return {r["version"]: r["state"] for r in rows if r["kind"] == "repeatable"}


@test(*ENGINES)
def new_changed_and_unchanged(engine):
    p = file(project(engine), "v", "CREATE VIEW v AS SELECT id FROM t;\n")
    same(states(p), {"repeatable/v": "pending"})
    p.run("up").exits(0, "made 1 repeatable file")
    same(columns(p, "v"), ["id"])
    p.run("up").exits(0, "nothing to do")
    same(states(p), {"repeatable/v": "applied"})
    file(p, "v", "-- a comment between statements runs nothing\nCREATE VIEW v AS SELECT id FROM t;\n")
    p.run("up").exits(0, "nothing to do")
    file(p, "v", "CREATE VIEW v AS SELECT a, id FROM t;\n")
    p.run("status").exits(0, "changed since it was run")
    p.run("status", "--exit-code").exits(1)
    p.run("up").exits(0, "made 1 repeatable file")
    same(columns(p, "v"), ["a", "id"])
    same(events(p), [("0001", "up", "1"), ("repeatable/v", "repeatable", "1"),
                     ("repeatable/v", "repeatable", "1")])


@test(*ENGINES)
def order_is_found_or_given(engine):
    p = file(project(engine), "a", "CREATE VIEW a AS SELECT id FROM b;\n")
    file(p, "b", "CREATE VIEW b AS SELECT id FROM c;\n")
    file(p, "c", "CREATE VIEW c AS SELECT id FROM t;\n")
    p.run("up").exits(0, "made 3 repeatable files")
    same(columns(p, "a"), ["id"])
    p = file(project(engine), "a", "-- afloat:after z\nCREATE VIEW a AS SELECT id FROM t;\n")
    file(p, "z", "CREATE VIEW z AS SELECT id FROM t;\n")
    p.run("up").exits(0)
    same([e[0] for e in events(p)], ["0001", "repeatable/z", "repeatable/a"])


@test(*ENGINES)
def a_change_below_others(engine):
    p = file(project(engine), "low", "CREATE VIEW low AS SELECT id, a FROM t;\n")
    file(p, "top", "CREATE VIEW top AS SELECT id FROM low;\n")
    p.run("up").exits(0)
    file(p, "low", "CREATE VIEW low AS SELECT b, id FROM t;\n")
    p.run("up").exits(0, "made 1 repeatable file")
    same(columns(p, "low"), ["b", "id"])
    same(columns(p, "top"), ["id"])
    p.sql("SELECT * FROM top")


@test(*ENGINES)
def gone_file_is_told_and_left(engine):
    p = file(project(engine), "v", "CREATE VIEW v AS SELECT id FROM t;\n")
    p.run("up").exits(0)
    p.run("up")
    import os
    os.unlink(p.path("migrations/repeatable/v.sql"))
    same(states(p), {"repeatable/v": "file gone"})
    p.run("up").exits(0, "its file is gone", "nothing to do")
    same(columns(p, "v"), ["id"])


@test(*ENGINES)
def down_puts_the_former_text_back(engine):
    p = file(project(engine), "v", "CREATE VIEW v AS SELECT id, a FROM t;\n")
    p.run("up").exits(0)
    p.mig("0002_c", "ALTER TABLE t ADD COLUMN c integer;", "ALTER TABLE t DROP COLUMN c;")
    file(p, "v", "CREATE VIEW v AS SELECT id, c FROM t;\n")
    file(p, "w", "CREATE VIEW w AS SELECT c FROM t;\n")
    p.run("up").exits(0)
    same(columns(p, "v"), ["id", "c"])
    p.run("down").exits(0, "took back 1 migration and put back 2 repeatable files")
    same(columns(p, "v"), ["id", "a"])
    same(columns(p, "w"), [])
    same(columns(p, "t"), ["id", "a", "b"])
    same(states(p), {"repeatable/v": "pending", "repeatable/w": "pending"})
    p.run("up").exits(0)
    same(columns(p, "v"), ["id", "c"])
    p.run("down", "--to", "0").exits(0)
    same(columns(p, "v"), [])
    same(p.run("up").exits(0).code, 0)


@test("sqlite", "postgres")
def part_of_a_run_taken_back_keeps_what_can_stand(engine):
    p = file(project(engine), "v", "CREATE VIEW v AS SELECT id FROM t;\n")
    p.mig("0002_c", "ALTER TABLE t ADD COLUMN c integer;", "ALTER TABLE t DROP COLUMN c;")
    file(p, "w", "CREATE VIEW w AS SELECT c FROM t;\n")
    p.run("up").exits(0)
    p.run("down").exits(0)
    same(columns(p, "v"), ["id"])
    same(columns(p, "w"), [])
    same(states(p), {"repeatable/v": "applied", "repeatable/w": "pending"})
    p.run("up").exits(0)
    same(columns(p, "w"), ["c"])
    file(p, "v", "CREATE VIEW v AS SELECT a FROM t;\n")
    p.run("up").exits(0)
    p.run("down", "--to", "0").exits(0)
    same(columns(p, "v"), [])


@test(*ENGINES)
def a_failure_leaves_nothing_half(engine):
    p = file(project(engine), "v", "CREATE VIEW v AS SELECT id FROM t;\n")
    file(p, "w", "CREATE VIEW w AS SELECT id FROM t;\nCREATE VIEW x AS SELECT nonsense FROM t;\n")
    r = p.run("up").exits(6, "repeatable/w.sql:2", "nonsense")
    has(r.all, "Nothing of repeatable/w was kept" if engine != "mariadb" else "repeatable/w")
    if engine != "mariadb":
        same(columns(p, "v"), [])
        same(columns(p, "w"), [])
    file(p, "w", "CREATE VIEW w AS SELECT id FROM t;\nCREATE VIEW x AS SELECT a FROM t;\n")
    p.run("up").exits(0)
    same(columns(p, "x"), ["a"])
    same(p.sql("SELECT count(*) FROM afloat_journal"), [["0"]])


@test("sqlite", "postgres")
def makes_way_for_a_migration(engine):
    p = file(project(engine), "v", "CREATE VIEW v AS SELECT id, b FROM t;\n")
    file(p, "top", "CREATE VIEW top AS SELECT id FROM v;\n")
    p.run("up").exits(0)
    p.mig("0002_b", "ALTER TABLE t DROP COLUMN b;", "ALTER TABLE t ADD COLUMN b varchar(20);")
    p.run("up").exits(7, "repeatable/v.sql:1", "making repeatable/v again")
    same(columns(p, "v"), ["id", "b"])
    same(columns(p, "t"), ["id", "a", "b"])
    file(p, "v", "CREATE VIEW v AS SELECT id, a FROM t;\n")
    p.run("up").exits(0, "applied 1 migration and made 1 repeatable file")
    same(columns(p, "t"), ["id", "a"])
    same(columns(p, "v"), ["id", "a"])
    same(events(p)[-2:], [("0002", "up", "1"), ("repeatable/v", "repeatable", "1")])
    p.run("down").exits(0)
    same(columns(p, "v"), ["id", "b"])
    same(columns(p, "top"), ["id"])


@test("postgres")
def grants_owner_and_comments_stay(engine):
    p = project(engine)
    role = "r" + p.database
    p.sql(f"CREATE ROLE {role}")
    try:
        file(p, "v", "CREATE VIEW v AS SELECT id, a, b FROM t;\n")
        file(p, "top", "CREATE VIEW top AS SELECT id, a FROM v;\n")
        file(p, "f", "CREATE FUNCTION f(n integer) RETURNS integer LANGUAGE sql AS $$ SELECT n $$;\n")
        p.run("up").exits(0)
        p.sql(f"GRANT SELECT ON v TO {role} WITH GRANT OPTION; GRANT UPDATE (a) ON v TO {role};"
              f"COMMENT ON VIEW v IS 'it''s v'; COMMENT ON COLUMN v.a IS 'about a'; ALTER VIEW top OWNER TO {role};"
              f"GRANT SELECT ON top TO PUBLIC; REVOKE ALL ON FUNCTION f FROM PUBLIC; GRANT EXECUTE ON FUNCTION f TO {role}")
        before = p.sql("SELECT relname, relacl, pg_get_userbyid(relowner), obj_description(oid) FROM pg_class "
                       "WHERE relname IN ('v', 'top') ORDER BY 1")
        functions = p.sql("SELECT proacl FROM pg_proc WHERE proname = 'f'")
        p.mig("0002_a", "ALTER TABLE t ALTER COLUMN a TYPE text;\nALTER TABLE t DROP COLUMN b;")
        file(p, "v", "CREATE VIEW v AS SELECT a, id FROM t;\n")
        file(p, "f", "CREATE FUNCTION f(n integer) RETURNS bigint LANGUAGE sql AS $$ SELECT n::bigint $$;\n")
        p.run("up").exits(0)
        same(p.sql("SELECT relname, relacl, pg_get_userbyid(relowner), obj_description(oid) FROM pg_class "
                   "WHERE relname IN ('v', 'top') ORDER BY 1"), before)
        same(p.sql("SELECT proacl FROM pg_proc WHERE proname = 'f'"), functions)
        same(p.sql("SELECT col_description('v'::regclass, 1)"), [["about a"]])
        same(p.sql("SELECT attacl IS NOT NULL FROM pg_attribute WHERE attrelid = 'v'::regclass AND attname = 'a'"),
             [["t"]])
        same(p.sql("SELECT pg_get_function_result('f(integer)'::regprocedure)"), [["bigint"]])
    finally:
        p.sql(f"ALTER VIEW IF EXISTS top OWNER TO afloat; DROP OWNED BY {role}; DROP ROLE {role}")


@test("postgres")
def what_no_file_makes_is_not_dropped(engine):
    p = file(project(engine), "v", "CREATE VIEW v AS SELECT id, a FROM t;\n")
    p.run("up").exits(0)
    p.sql("CREATE VIEW stranger AS SELECT id FROM v")
    file(p, "v", "CREATE VIEW v AS SELECT a FROM t;\n")
    r = p.run("up").exits(7, "stranger")
    has(r.all, "repeatable/v.sql:1")
    same(columns(p, "v"), ["id", "a"])


@test("postgres", "mariadb")
def routines_and_triggers(engine):
    p = project(engine)
    if engine == "postgres":
        file(p, "a_trigger", "CREATE TRIGGER tr BEFORE INSERT ON t FOR EACH ROW EXECUTE FUNCTION trf();\n")
        body = "CREATE FUNCTION trf() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN NEW.a := '{}'; RETURN NEW; END $$;\n"
    else:
        file(p, "p", "CREATE PROCEDURE pr()\nBEGIN\n  INSERT INTO t (id) VALUES (7);\nEND;\n")
        body = "CREATE TRIGGER tr BEFORE INSERT ON t FOR EACH ROW\nBEGIN\n  SET NEW.a = '{}';\nEND;\n"
    file(p, "z_function", body.format("one"))
    p.run("up").exits(0)
    p.sql("INSERT INTO t (id) VALUES (1)")
    file(p, "z_function", body.format("two"))
    p.run("up").exits(0, "made 1 repeatable file")
    p.sql("INSERT INTO t (id) VALUES (2)")
    same(p.sql("SELECT a FROM t ORDER BY id"), [["one"], ["two"]])
    p.run("down").exits(0)
    p.run("up").exits(0)


@test("sqlite")
def versions_left_out_leave_repeatables_out(engine):
    p = file(project(engine), "v", "CREATE VIEW v AS SELECT id FROM t;\n")
    p.tables(2, first=2)
    p.run("up", "1").exits(0, "applied 1 migration in")
    same(columns(p, "v"), [])
    p.run("up").exits(0, "applied 2 migrations and made 1 repeatable file")


@test("sqlite")
def refusals(engine):
    p = file(project(engine), "v", "-- afloat:up\nCREATE VIEW v AS SELECT 1;\n-- afloat:down\nDROP VIEW v;\n")
    p.run("up").exits(2, "AF2323", "a repeatable file has no down")
    file(p, "v", "-- afloat:after w\nCREATE VIEW v AS SELECT 1;\n")
    p.run("up").exits(2, "AF2323", "no repeatable file has the name")
    file(p, "w", "-- afloat:after v\nCREATE VIEW w AS SELECT 1;\n")
    p.run("up").exits(2, "AF2323", "wait for each other")
    file(p, "v", "-- nothing\n")
    p.run("up").exits(2, "AF2323", "no statements")
    file(p, "v", "VACUUM;\n")
    file(p, "w", "CREATE VIEW w AS SELECT 1;\n")
    p.run("up").exits(2, "AF2323", "cannot be in a transaction")
    file(p, "v", "CREATE VIEW v AS SELECT 1;\n")
    p.mig("0001_t", "-- afloat:after v\n" + TABLE)
    p.run("up").exits(2, "AF2301", "is for files in repeatable/")
    same(p.has_table("t"), False)


@test(*ENGINES)
def variables(engine):
    p = project(engine)
    p.config('[variables]\nname = "one"\nwho = { env = "WHO", secret = true }\nmore = {}\n')
    p.mig("0001_t", "CREATE TABLE ${name} (id integer, a varchar(40) DEFAULT '${who}');", "DROP TABLE ${name};")
    file(p, "v", "CREATE VIEW v AS SELECT id, '${more}' AS more FROM ${name};\n")
    p.run("up", "--var", "more=x").exits(2, "AF2321", "WHO")
    p.env["WHO"] = "canary-5"
    p.run("up").exits(2, "AF2321", "--var more=VALUE", "repeatable/v.sql:1:30")
    p.run("up", "--var", "mor=x").exits(2, "AF2320", '"more"')
    p.run("up", "--var", "who=x").exits(2, "secret")
    p.run("status").exits(0)
    r = p.run("plan", "-v", "--var", "more=x").exits(0, "CREATE TABLE one", "'***'")
    has_not(r.all, "canary-5")
    r = p.run("up", "-v", "--var", "more=x").exits(0)
    has_not(r.all, "canary-5")
    same(columns(p, "v"), ["id", "more"])
    p.run("up", "--var", "more=x").exits(0, "nothing to do")
    p.run("up", "--var", "more=y").exits(0, "made 1 repeatable file")
    p.env["WHO"] = "canary-6"
    p.run("up", "--var", "more=y").exits(0, "nothing to do")
    text = " ".join(str(r) for r in p.sql("SELECT version, reason, down_text FROM afloat_history"))
    has(text, "DROP TABLE ${name}", "'${more}'")
    has_not(text, "canary")
    p.config('[variables]\nmore = "y"\n')
    p.run("down", "--to", "0").exits(2, "AF2320", '"name"')
    p.config('[variables]\nmore = "y"\nname = "one"\n')
    p.run("down", "--to", "0").exits(0)
    same(p.has_table("one"), False)


@test(*ENGINES)
def a_value_in_an_error_is_hidden(engine):
    p = Project(engine).config('[variables]\npw = { env = "PW", secret = true }\n')
    p.env["PW"] = "canary-7x"
    p.mig("0001_t", "INSERT INTO ${pw} VALUES ('${pw}');")
    r = p.run("up", "-v").exits(7)
    has_not(r.all, "canary-7x")
    has(r.all, "${pw}")


@test("sqlite")
def without_declared_variables_text_is_text(engine):
    p = Project(engine).mig("0001_t", "CREATE TABLE t (a text DEFAULT '${x}');", "DROP TABLE t; -- ${x}")
    p.run("up").exits(0)
    same(p.sql("SELECT dflt_value FROM pragma_table_info('t')"), [["'${x}'"]])
    p.config('[variables]\nx = "y"\n')
    p.run("down").exits(0)
    expect(not p.has_table("t"), "t is there")


# --- redo and goto -----------------------------------------------------------------------------


def versions(p):
    return [v for v in p.applied() if not v.startswith("repeatable/")]


def in_the_way(engine):
    """A view, and one upon it, that cannot stand without the column of 0002."""
    p = project(engine).mig("0002_c", "ALTER TABLE t ADD COLUMN c integer;", "ALTER TABLE t DROP COLUMN c;")
    file(p, "v", "CREATE VIEW v AS SELECT id, c FROM t;\n")
    file(p, "a_top", "CREATE VIEW a_top AS SELECT c FROM v;\n")
    file(p, "other", "CREATE VIEW other AS SELECT a FROM t;\n")
    return p


def stand(p):
    same((columns(p, "v"), columns(p, "a_top"), columns(p, "other")), (["id", "c"], ["c"], ["a"]))
    p.sql("SELECT * FROM a_top")
    same(set(states(p).values()), {"applied"})


@test(*ENGINES)
def redo_of_what_they_stand_upon(engine):
    p = in_the_way(engine)
    p.run("up").exits(0)
    for _ in range(2):
        p.run("redo").exits(0, "took back 1 migration and applied 1 migration")
        stand(p)
    made = [e for e in events(p) if e[0] == "repeatable/other"]
    same(len(made), 1, "the view that was not in the way")
    p.run("up").exits(0, "nothing to do")
    p.run("down").exits(0)
    same(columns(p, "t"), ["id", "a", "b"])
    p.run("up").exits(0)
    stand(p)


@test(*ENGINES)
def a_redo_is_no_begin_of_a_run(engine):
    """A down after it puts the same texts back as one before it."""
    p = file(project(engine), "v", "CREATE VIEW v AS SELECT id FROM t;\n")
    p.run("up").exits(0)
    p.mig("0002_c", "ALTER TABLE t ADD COLUMN c integer;", "ALTER TABLE t DROP COLUMN c;")
    file(p, "v", "CREATE VIEW v AS SELECT id, c FROM t;\n")
    p.run("up").exits(0)
    p.run("redo").exits(0)
    same(columns(p, "v"), ["id", "c"])
    p.run("down").exits(0)
    same(columns(p, "v"), ["id"])


@test(*ENGINES)
def redo_takes_the_file_as_it_is_now(engine):
    p = in_the_way(engine)
    p.run("up").exits(0)
    file(p, "v", "CREATE VIEW v AS SELECT c, id, b FROM t;\n")
    r = p.run("redo", "-n").exits(0, "1 to take back, then 1 to apply, 1 repeatable file to run")
    has(r.all, "repeatable/v")
    same(columns(p, "v"), ["id", "c"])
    p.run("redo").exits(0)
    same(columns(p, "v"), ["c", "id", "b"])
    same(columns(p, "a_top"), ["c"])
    p.run("up").exits(0, "nothing to do")


@test(*ENGINES)
def redo_beside_pending_versions(engine):
    p = in_the_way(engine)
    p.run("up").exits(0)
    p.tables(1, first=3)
    file(p, "v", "CREATE VIEW v AS SELECT c FROM t;\n")
    p.run("redo").exits(0)
    same(columns(p, "v"), ["id", "c"], "versions were left out, so the file is")
    p.run("up").exits(0)
    same(columns(p, "v"), ["c"])


@test(*ENGINES)
def redo_cut_off_between(engine):
    for finish in (["redo"], ["up"], ["goto", "0002"], ["redo", "0002"]):
        p = in_the_way(engine)
        p.run("up").exits(0)
        # With a hook behind each migration the next one is not in the pipeline yet when this one is committed.
        p.config('[hooks]\nafter-each = "true"\n')
        r = p.run("redo", env={"AFLOAT_FAULT": "kill@commit-acknowledged:1"})
        if r.code == 0:
            raise Skip("this build has no fault points")
        same(versions(p), ["0001"])
        p.run(*finish).exits(0)
        stand(p)
        same([e[:2] for e in events(p) if e[0] == "0002"], [("0002", "up"), ("0002", "down"), ("0002", "up")])


@test(*ENGINES)
def goto_as_down_and_up_do_it(engine):
    p = in_the_way(engine)
    p.run("goto", "0001").exits(0, "applied 1 migration in")
    same(columns(p, "v"), [], "versions are left out")
    p.run("goto", "0002").exits(0, "applied 1 migration and made 3 repeatable files")
    stand(p)
    file(p, "other", "CREATE VIEW other AS SELECT b, a FROM t;\n")
    p.run("goto", "0002").exits(0, "made 1 repeatable file")
    file(p, "other", "CREATE VIEW other AS SELECT a FROM t;\n")
    p.run("up").exits(0)
    p.run("goto", "0001").exits(0, "took back 1 migration")
    same(columns(p, "t"), ["id", "a", "b"])
    same((columns(p, "v"), columns(p, "a_top"), columns(p, "other")), ([], [], []), "before that run")
    p.run("goto", "0002").exits(0)
    stand(p)
    p.run("goto", "0").exits(0, "took back 2 migrations")
    same((columns(p, "v"), columns(p, "a_top"), columns(p, "other")), ([], [], []))


@test(*ENGINES)
def goto_down_and_up_in_one(engine):
    """0003 of another branch goes, 0002 comes."""
    import os
    p = in_the_way(engine)
    os.rename(p.path("migrations/0002_c.sql"), p.path("0002_c.sql"))
    for name in ("v", "a_top"):
        os.rename(p.path(f"migrations/repeatable/{name}.sql"), p.path(f"{name}.sql"))
    p.mig("0003_d", "ALTER TABLE t ADD COLUMN d integer;", "ALTER TABLE t DROP COLUMN d;")
    file(p, "d", "CREATE VIEW d AS SELECT d FROM t;\n")
    p.run("up").exits(0)
    os.unlink(p.path("migrations/0003_d.sql"))
    os.unlink(p.path("migrations/repeatable/d.sql"))
    os.rename(p.path("0002_c.sql"), p.path("migrations/0002_c.sql"))
    for name in ("v", "a_top"):
        os.rename(p.path(f"{name}.sql"), p.path(f"migrations/repeatable/{name}.sql"))
    p.run("goto", "0002").exits(0, "took back 1 migration and applied 1 migration and made 2 repeatable files")
    same((columns(p, "v"), columns(p, "a_top"), columns(p, "other")), (["id", "c"], ["c"], ["a"]))
    same(versions(p), ["0001", "0002"])


@test("sqlite", "postgres")
def makes_way_when_versions_are_left_out(engine):
    p = in_the_way(engine)
    p.run("up").exits(0)
    file(p, "other", "CREATE VIEW other AS SELECT b FROM t;\n")
    p.run("up").exits(0)
    p.mig("0003_b", "CREATE TABLE t2 AS SELECT * FROM t;\nDROP TABLE t;\nALTER TABLE t2 RENAME TO t;" if engine == "sqlite" else
          "ALTER TABLE t ALTER COLUMN c TYPE bigint;", "SELECT 1;")
    p.tables(1, first=4)
    p.run("up", "1").exits(0, "applied 1 migration in")
    same((columns(p, "v"), columns(p, "a_top")), (["id", "c"], ["c"]))


def trigger_project(engine):
    """A trigger on a table that a migration drops: no server says that it goes too."""
    p = project(engine)
    p.mig("0002_n", "CREATE TABLE n (id integer, body varchar(20));", "DROP TABLE n;")
    if engine == "postgres":
        file(p, "f", "CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN NEW.body := 'x'; RETURN NEW; END $$;\n")
        file(p, "a_tr", "CREATE TRIGGER tr BEFORE INSERT ON n FOR EACH ROW EXECUTE FUNCTION f();\n")
    elif engine == "mariadb":
        file(p, "a_tr", "CREATE TRIGGER tr BEFORE INSERT ON n FOR EACH ROW\nBEGIN\n  SET NEW.body = 'x';\nEND;\n")
    else:
        file(p, "a_tr", "CREATE TRIGGER tr AFTER INSERT ON n BEGIN UPDATE n SET body = 'x'; END;\n")
    return p


def fires(p):
    p.sql("DELETE FROM n")
    p.sql("INSERT INTO n (id) VALUES (1)")
    return p.sql("SELECT body FROM n") == [["x"]]


@test(*ENGINES)
def triggers_that_go_with_their_table(engine):
    p = trigger_project(engine)
    p.run("up").exits(0)
    expect(fires(p), "no trigger after up")
    p.run("redo").exits(0)
    expect(fires(p), "no trigger after redo")
    p.run("down").exits(0)
    same(states(p)["repeatable/a_tr"], "pending")
    p.run("up").exits(0)
    expect(fires(p), "no trigger after down and up")
    p.run("goto", "0001").exits(0)
    p.run("goto", "0002").exits(0)
    expect(fires(p), "no trigger after goto")
    p.mig("0003_n", "DROP TABLE n;\nCREATE TABLE n (id integer, body varchar(20), more integer);", "SELECT 1;")
    p.run("up").exits(0, "applied 1 migration")
    expect(fires(p), "no trigger on the new table")
    p.run("up").exits(0, "nothing to do")
    same(p.sql("SELECT count(*) FROM afloat_journal"), [["0"]])


@test("postgres")
def rights_stay_over_a_redo(engine):
    p = in_the_way(engine)
    role = "r" + p.database
    p.sql(f"CREATE ROLE {role}")
    try:
        p.run("up").exits(0)
        p.sql(f"GRANT SELECT ON v TO {role}; COMMENT ON VIEW v IS 'about v'; ALTER VIEW a_top OWNER TO {role}")
        query = ("SELECT relname, relacl, pg_get_userbyid(relowner), obj_description(oid) FROM pg_class "
                 "WHERE relname IN ('v', 'a_top', 'other') ORDER BY 1")
        before = p.sql(query)
        p.run("redo").exits(0)
        same(p.sql(query), before)
        p.run("goto", "0002").exits(0, "nothing to do")
    finally:
        p.sql(f"ALTER VIEW IF EXISTS a_top OWNER TO afloat; DROP OWNED BY {role}; DROP ROLE {role}")


@test("postgres")
def a_stranger_in_the_way_keeps_all(engine):
    p = in_the_way(engine)
    p.run("up").exits(0)
    p.sql("CREATE VIEW stranger AS SELECT c FROM v")
    before = events(p)
    for command in (["redo"], ["goto", "0001"]):
        p.run(*command).exits(7, "stranger")
        same(events(p), before)
        stand(p)


@test(*ENGINES)
def redo_whose_file_is_gone(engine):
    import os
    p = in_the_way(engine)
    p.run("up").exits(0)
    os.unlink(p.path("migrations/repeatable/a_top.sql"))
    p.run("redo").exits(0)
    same((columns(p, "v"), columns(p, "a_top")), (["id", "c"], ["c"]))
    same(states(p)["repeatable/a_top"], "file gone")


@test("sqlite", "postgres")
def redo_that_cannot_make_them_again(engine):
    p = in_the_way(engine)
    p.run("up").exits(0)
    file(p, "v", "CREATE VIEW v AS SELECT id, nonsense FROM t;\n")
    p.write("migrations/0002_c.sql", "-- afloat:up\nALTER TABLE t ADD COLUMN cc integer;\n"
                                     "-- afloat:down\nALTER TABLE t DROP COLUMN c;\n")
    r = p.run("redo").exits(6, "making repeatable/v again within migration 0002", "repeatable/v.sql:1")
    has(r.all, "1 migration was taken back and stays so")
    same(versions(p), ["0001"])
    same(columns(p, "v"), [])
    file(p, "v", "CREATE VIEW v AS SELECT id, cc AS c FROM t;\n")
    p.run("redo").exits(0)
    same((columns(p, "v"), columns(p, "a_top")), (["id", "c"], ["c"]))


# --- a down that stops half-way ----------------------------------------------------------------


def three_texts(engine):
    """0001 with the first text, 0002 with the second, 0003 with the third; the down of 0002 fails at its end."""
    p = file(project(engine), "v", "CREATE VIEW v AS SELECT id FROM t;\n")
    p.run("up").exits(0)
    for number, column in ((2, "c"), (3, "d")):
        p.mig(f"000{number}_{column}", f"ALTER TABLE t ADD COLUMN {column} integer;",
              f"ALTER TABLE t DROP COLUMN {column};" + ("\nDROP TABLE in_the_way;" if number == 2 else ""))
        file(p, "v", f"CREATE VIEW v AS SELECT id, {column} FROM t;\n")
        p.run("up").exits(0)
    return p



@test(*ENGINES)
def a_resumed_down_puts_the_text_of_its_version_back(engine):
    p = three_texts(engine)
    p.run("down", "--to", "0001").exits(6, "in_the_way", "1 migration was taken back and stays so")
    same(versions(p), ["0001"] if engine == "mariadb" else ["0001", "0002"])  # there it is half way
    p.sql("CREATE TABLE in_the_way (x integer)")
    p.run("down", "--to", "0001").exits(0)
    same((versions(p), columns(p, "v"), columns(p, "t")), (["0001"], ["id"], ["id", "a", "b"]))
    p.sql("CREATE TABLE in_the_way (x integer)")
    p.run("up").exits(0)
    same(columns(p, "v"), ["id", "d"])


@test(*ENGINES)
def a_down_that_stopped_is_left_by_up_or_by_one(engine):
    p = three_texts(engine)
    p.run("down").exits(0)
    same(columns(p, "v"), ["id", "c"], "the text of the run of 0002")
    r = p.run("down").exits(*((6,) if engine == "mariadb" else (7,)), "in_the_way")
    has(r.all, "0002")
    if engine == "mariadb":  # each statement is for itself there: the text went first
        same(columns(p, "v"), ["id"])
        p.run("up").exits(4, "AF4014")
    else:
        same(columns(p, "v"), ["id", "c"])
    p.sql("CREATE TABLE in_the_way (x integer)")
    p.run("down").exits(0)
    same((versions(p), columns(p, "v")), (["0001"], ["id"]))
    p.run("up").exits(0)
    same(columns(p, "v"), ["id", "d"])
    same(set(states(p).values()), {"applied"})


@test("mariadb")
def a_text_that_was_cut_off_is_made_again(engine):
    """Of a file with two objects one was put back when the run ended: up makes both, though no text is new."""
    p = project(engine)
    file(p, "v", "CREATE VIEW v AS SELECT id FROM t;\nCREATE VIEW w AS SELECT id FROM t;\n")
    p.run("up").exits(0)
    p.mig("0002_c", "ALTER TABLE t ADD COLUMN c integer;", "ALTER TABLE t DROP COLUMN c;")
    file(p, "v", "CREATE VIEW v AS SELECT id, c FROM t;\nCREATE VIEW w AS SELECT c FROM t;\n")
    p.run("up").exits(0)
    for number in range(1, 40):
        r = p.run("down", env={"AFLOAT_FAULT": f"kill@intent-written:{number}"})
        if r.code == 0:
            break
        p.run("up").exits(0)
        same((columns(p, "v"), columns(p, "w")), (["id", "c"], ["c"]), f"after intent {number}")
        same(p.sql("SELECT count(*) FROM afloat_journal"), [["0"]])
        same(versions(p), ["0001", "0002"])
        p.run("up").exits(0, "nothing to do")
        if number == 2:
            break
    else:
        raise Skip("this build has no fault points")
    expect(r.code != 0 or number > 2, "this build has no fault points")
