"""Hooks: [hooks] of afloat.toml around a run, as SQL and as commands."""
import os
import time

from lib import ENGINES, Project, expect, has, has_not, same, test

SAY = "echo $AFLOAT_HOOK $AFLOAT_COMMAND $AFLOAT_STATUS $AFLOAT_VERSION >> said"


def hooked(engine, hooks):
    return Project(engine).tables(2).config("[hooks]\n" + hooks)


def said(p):
    return p.read("said").splitlines() if os.path.exists(p.path("said")) else []


@test(*ENGINES)
def moments_and_order(engine):
    p = hooked(engine, "\n".join(f'{w} = "{SAY}"' for w in ("before", "before-each", "after-each", "after", "on-error")))
    p.run("up", "-n").exits(0)
    same(said(p), [], "with -n")
    p.run("up").exits(0)
    same(said(p), ["before up running", "before-each up 0001", "after-each up 0001", "before-each up 0002",
                   "after-each up 0002", "after up ok"])
    p.run("up").exits(0)
    same(len(said(p)), 6, "nothing pending: no hook")
    p.run("down").exits(0)
    same(said(p)[6:], ["before down running", "before-each down 0002", "after-each down 0002", "after down ok"])


@test(*ENGINES)
def sql_hooks(engine):
    p = hooked(engine, """before = { sql = "CREATE TABLE hooked (n varchar(20)); INSERT INTO hooked VALUES ('before')" }
before-each = [ { file = "hooks/each.sql" }, { sql = "INSERT INTO hooked VALUES ('two')" } ]
after = { file = "hooks/after.sql" }
""")
    p.write("hooks/each.sql", "-- a comment\nINSERT INTO hooked VALUES ('each;1');\n")
    p.write("hooks/after.sql", "BEGIN; INSERT INTO hooked VALUES ('after'); COMMIT;\n")
    p.run("up").exits(0)
    same(p.sql("SELECT n, count(*) FROM hooked GROUP BY n ORDER BY n"),
         [["after", "1"], ["before", "1"], ["each;1", "2"], ["two", "2"]])
    p.run("status").exits(0, "2 applied")


@test(*ENGINES)
def before_stops_the_run(engine):
    p = hooked(engine, f'before = "echo not today; exit 3"\non-error = "{SAY}; echo $AFLOAT_ERROR_CODE >> said"\n')
    r = p.run("up").exits(4, "AF4041", "status 3", "hook before: not today", "Nothing was changed")
    has(r.err, "afloat.toml:2")
    same(said(p), ["on-error up failed", "AF4041"])
    expect(not p.has_table("t1"), "t1 was made")
    p.config('[hooks]\nbefore = { sql = "SELECT 1;\\nSELECT * FROM nowhere" }\n')
    p.run("up").exits(7, "AF4101", "nowhere", "Nothing was changed", "afloat.toml:3")
    p.config('[hooks]\nbefore = ["/no/such/program"]\n')
    p.run("up").exits(4, "AF4041", "/no/such/program")
    p.config('[hooks]\nbefore = { file = "gone.sql" }\n')
    p.run("up").exits(2, "gone.sql")
    expect(not p.has_table("t1"), "t1 was made")
    p.config("").run("up").exits(0)


@test(*ENGINES)
def after_fails(engine):
    """What is committed stays and is told: exit 6."""
    p = hooked(engine, 'after = "false"\n')
    p.run("up").exits(6, "AF4041", "2 migrations were applied and stay so", "afloat status")
    p.run("up").exits(0, "up to date")
    p = hooked(engine, 'after-each = "test $AFLOAT_VERSION != 0001"\n')
    r = p.run("up").exits(6, "AF4041", "1 migration was applied and stays so")
    has_not(r.err, "Nothing of 0002")
    same(p.applied(), ["0001"])
    p.run("up").exits(0)


@test(*ENGINES)
def before_each_fails(engine):
    p = hooked(engine, 'before-each = "test $AFLOAT_VERSION != 0002"\n')
    p.run("up").exits(6, "AF4041", "1 migration was applied and stays so", "Nothing of 0002 was kept", "afloat up")
    same(p.applied(), ["0001"])


@test(*ENGINES)
def on_error_does_not_hide_the_error(engine):
    p = Project(engine).mig("0001_bad", "SELECT * FROM nowhere;").config(
        f'[hooks]\non-error = [ {{ command = "{SAY}" }}, {{ command = "exit 9" }} ]\n')
    r = p.run("up").exits(7, "AF4101", "nowhere", "warning: hook \"on-error\" failed", "status 9")
    same(said(p), ["on-error up failed 0001"])
    has(r.err, "0001_bad.sql:2")


@test()
def time_limit_and_group():
    p = Project().tables(1).config('[hooks]\nbefore = { command = "sleep 30 & sleep 30", timeout = "300ms" }\n')
    start = time.monotonic()
    p.run("up").exits(4, "AF4041", "did not end within 300 ms")
    expect(time.monotonic() - start < 10, "it took too long")
    # a background process that keeps the output open is not waited for
    p.config('[hooks]\nbefore = "sleep 20 & echo here"\n')
    start = time.monotonic()
    p.run("up").exits(0, "hook before: here")
    expect(time.monotonic() - start < 10, "it took too long")


@test()
def what_a_command_prints():
    p = Project().tables(1).config('[hooks]\nbefore = ["printf", "\\u001b[31mred\\\\n\\u0007no end"]\n')
    r = p.run("up").exits(0)
    has(r.err, "hook before: \\x1b[31mred", "\\x07no end")
    has_not(r.all, "\x1b", "\x07")
    has_not(r.out, "red")
    p.config('[hooks]\nbefore = "echo to stdout; echo to stderr >&2"\n').mig("0002_b", "CREATE TABLE b (x int);")
    r = p.run("up", "--json").exits(0)
    same(r.json["run"]["migrations"], 1)


@test()
def facts_and_folder():
    p = Project().tables(2).config('[env.prod]\nurl = "sqlite:app.db"\n[env.prod.hooks]\nafter = ["./tell.sh", "a b"]\n'
                                   '[hooks]\nafter = "echo general >> said"\nbefore = "echo before >> said"\n')
    p.env = {}
    p.write("tell.sh", '#!/bin/sh\necho "$1|$AFLOAT_ENV|$AFLOAT_ENGINE|$AFLOAT_DATABASE|$AFLOAT_VERSIONS|$AFLOAT_MIGRATIONS"'
            ' >> said\n')
    os.chmod(p.path("tell.sh"), 0o755)
    os.mkdir(p.path("sub"))
    p.run("up", "--env", "prod", cwd=p.path("sub")).exits(0)
    same(said(p), ["before", "a b|prod|sqlite|sqlite:" + p.path("app.db") + "|0001 0002|2"])


@test()
def a_hook_can_call_afloat():
    """status inside a hook does not wait for the lock."""
    from lib import AFLOAT
    p = Project().tables(1).config(f'[hooks]\nafter = ["{AFLOAT}", "status"]\n')
    p.run("up").exits(0, "hook after:", "1 applied")


@test("postgres", "mariadb")
def session_of_hooks(engine):
    """What before sets ends with it; what before-each sets holds for its migration."""
    show = "current_setting('statement_timeout')" if engine == "postgres" else "@@group_concat_max_len"
    put = "SET statement_timeout = '61s'" if engine == "postgres" else "SET group_concat_max_len = 6161"
    p = Project(engine).config(f'[hooks]\nbefore = {{ sql = "{put}" }}\n')
    p.mig("0001_a", f"CREATE TABLE seen (v varchar(40)); INSERT INTO seen SELECT {show};")
    p.run("up").exits(0)
    has_not(str(p.sql("SELECT v FROM seen")), "6161", "61s", "1min")
    p.config(f'[hooks]\nbefore-each = {{ sql = "{put}" }}\n')
    p.mig("0002_b", f"INSERT INTO seen SELECT {show};")
    p.mig("0003_b", f"INSERT INTO seen SELECT {show};")
    p.run("up").exits(0)
    same(len([r for r in p.sql("SELECT v FROM seen") if r[0] in ("6161", "61s", "1min 1s", "61000")]), 2)


@test()
def mistakes():
    p = Project().tables(1)
    for text, part in (('befor = "x"', "nearest key"), ("before = 1", "array of texts"), ("before = [1]", "array of texts"),
                       ('before = { sql = "x", file = "y" }', "one of sql"), ('before = { sql = "x", timeout = 3.5 }', "timeout"),
                       ('before = ""', "array of texts")):
        p.config("[hooks]\n" + text + "\n").run("up").exits(2, "AF2004", part)
    p.config('[hooks]\nbefore = { sql = "SELECT \'open" }\n').run("up").exits(2, "AF2201")
    p.config("hooks = 1\n").run("up").exits(2, "AF2004")


@test("mariadb")
def passwords_that_a_command_prints(engine):
    from lib import server
    p = Project(engine).tables(1)
    word, coded = "p@ss:w/rd%1", "p%40ss%3Aw%2Frd%251"
    p.sql(f"CREATE USER h{p.database}@localhost IDENTIFIED BY '{word}'; GRANT ALL ON *.* TO h{p.database}@localhost")
    p.env["AFLOAT_URL"] = server(engine).url(p.database, f"h{p.database}", coded)
    p.config('[hooks]\nbefore = "echo $AFLOAT_URL; echo a ' + word + ' b; echo see http://host/x:y and u://a@b/c:d"\n')
    r = p.run("up", "--events", "e").exits(0, f"://h{p.database}:***@localhost", "a *** b", "see http://host/x:y and u://a@b/c:d")
    for text in (r.all, p.read("e")):
        has_not(text, word, coded)
