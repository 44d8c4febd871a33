"""Repeatable files and variables, from outside, on every engine."""
from lib import ENGINES, Project, expect, has, has_not, same, test

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
