"""What up and down do when files and history do not go together."""
import os
import time

from lib import ENGINES, Project, expect, has, has_not, on_terminal, same, test


@test("sqlite", "mariadb")
def out_of_order(engine):
    p = Project(engine).tables(1).tables(1, first=3)
    p.run("up").exits(0)
    p.tables(1, first=2)
    p.run("up").exits(4, "AF4002", "0002_t2.sql", "--allow-out-of-order", "Nothing was changed")
    p.run("plan").exits(4, "AF4002")
    p.run("status").exits(0, "1 pending")
    expect(not p.has_table("t2"), "it was applied")
    p.run("up", "--allow-out-of-order").exits(0, "applied 1 migration")
    same(p.applied(), ["0001", "0002", "0003"])
    # the newest application goes first on the way back
    p.run("down").exits(0, "0002")
    same(p.applied(), ["0001", "0003"])


@test()
def out_of_order_by_configuration():
    p = Project().tables(1, first=2)
    p.config('default_env = "x"\n[env.x]\nallow_out_of_order = true\n').run("up").exits(0)
    p.tables(1).run("up").exits(0, "applied 1 migration")


@test()
def two_files_with_one_version():
    p = Project().tables(1).write("migrations/0001_other.sql", "-- afloat:up\nSELECT 1;\n")
    for command in (["up"], ["status"], ["plan"], ["down"]):
        p.run(*command).exits(2, "AF2107", "0001_t1.sql", "0001_other.sql")
    p = Project().tables(1).write("migrations/01_other.sql", "-- afloat:up\nSELECT 1;\n")
    p.run("up").exits(2, "AF2107", "0001_t1.sql", "01_other.sql")


@test(*ENGINES)
def file_gone(engine):
    p = Project(engine).tables(3)
    p.run("up").exits(0)
    os.unlink(p.path("migrations/0002_t2.sql"))
    p.run("status").exits(0, "file gone", "0002")
    p.tables(1, first=4).run("up").exits(4, "AF4003", "0002", "afloat repair 0002 --accept --reason TEXT")
    p.run("repair").exits(1, "0002", "file is gone", "--accept")
    p.run("repair", "0002", "--accept").exits(2, "--reason")
    p.run("repair", "0002", "--accept", "--reason", "squashed").exits(0)
    p.run("repair").exits(0, "nothing to repair")
    p.run("status", "--exit-code").exits(1, "1 pending")
    p.run("up").exits(0, "applied 1 migration")
    p.run("status", "--exit-code").exits(0)
    p.run("down", "--to", "0").exits(0, "took back 4")
    expect(not p.has_table("t2"), "the stored down did not run")


@test(*ENGINES)
def down_without_the_file(engine):
    p = Project(engine).tables(2)
    p.run("up").exits(0)
    os.unlink(p.path("migrations/0002_t2.sql"))
    p.run("down").exits(0, "0002", "took back 1 migration")
    expect(not p.has_table("t2"), "the table is there")
    same(p.applied(), ["0001"])


@test("sqlite", "postgres")
def file_changed_after_apply(engine):
    p = Project(engine).tables(1)
    p.run("up").exits(0)
    p.mig("0001_t1", "CREATE TABLE t1 (id integer PRIMARY KEY, more text);", "DROP TABLE t1;")
    p.tables(1, first=2)
    r = p.run("up").exits(4, "AF4001", "0001_t1.sql", "afloat repair 0001", "Nothing was changed")
    p.run("status").exits(0, "changed", "1 to look at")
    shown = p.run("repair").exits(1, "changed after it was applied", "afloat repair 0001 --accept")
    has_not(shown.err, "[y/N]")  # no question without a terminal
    same(p.run("repair", "--json").exits(1).json["findings"][0]["version"], "0001")
    p.run("repair", "0001", "--accept", "--reason", "typed it wrong", "-n").exits(0)
    p.run("up").exits(4, "AF4001")
    p.run("repair", "0001", "--accept", "--reason", "typed it wrong").exits(0)
    p.run("up").exits(0, "applied 1 migration")
    has(str(p.sql("SELECT reason FROM afloat_history ORDER BY seq")), "typed it wrong")
    has_not(r.all, "[y/N]")


@test()
def repair_asks_on_a_terminal():
    p = Project().tables(1)
    p.run("up").exits(0)
    p.mig("0001_t1", "CREATE TABLE t1 (id integer PRIMARY KEY, more text);", "DROP TABLE t1;")
    code, text = on_terminal(p, ["repair"], b"n\n")
    has(text, "changed after it was applied", "[y/N]")
    expect(text.index("changed after it was applied") < text.index("[y/N]"), "the difference comes late:\n" + text)
    same(code, 1)
    p.run("up").exits(4)
    code, text = on_terminal(p, ["repair"], b"y\n")
    same(code, 0, text)
    p.run("up").exits(0, "nothing to do")


@test()
def repair_shows_the_difference_and_yes_answers():
    p = Project().tables(1)
    p.run("up").exits(0)
    p.mig("0001_t1", "CREATE TABLE t1 (id integer PRIMARY KEY, more text);", "DROP TABLE t1;")
    p.run("repair", "-y", "-n").exits(1)
    p.run("repair", "-y").exits(0, "recorded")
    p.run("up").exits(0)


@test()
def comments_are_a_note():
    p = Project().tables(1)
    p.run("up").exits(0)
    p.mig("0001_t1", "-- why it is here\nCREATE TABLE t1 (id integer PRIMARY KEY);", "DROP TABLE t1;")
    p.run("up").exits(0, "only comments", "nothing to do")
    p.run("status", "--exit-code").exits(0, "only comments")


@test()
def version_of_another_branch():
    p = Project().tables(2)
    p.run("up").exits(0)
    os.unlink(p.path("migrations/0002_t2.sql"))
    p.run("up").exits(0, "0002", "another branch", "nothing to do")
    p.run("status").exits(0, "other branch")
    p.run("down").exits(0, "0002")
    same(p.applied(), ["0001"])


@test()
def down_differs():
    p = Project().tables(1)
    p.run("up").exits(0)
    p.mig("0001_t1", "CREATE TABLE t1 (id integer PRIMARY KEY);", "DROP TABLE t1; SELECT 1;")
    p.run("down").exits(4, "AF4013", "--down-from history", "--down-from file")
    p.run("down", "--down-from", "somewhere").exits(2, "--down-from")
    p.run("plan", "--down", "--down-from", "file").exits(0, "SELECT 1")
    p.run("down", "--down-from", "history").exits(0, "took back 1")


@test(*ENGINES)
def missing_down(engine):
    p = Project(engine).mig("0001_a", "CREATE TABLE a (id integer PRIMARY KEY);").tables(1, first=2)
    p.run("up").exits(0, "warning", "0001_a.sql", "no way back")
    p.run("down", "2").exits(4, "AF4004", "0001", "Nothing was")
    same(p.applied(), ["0001", "0002"])
    p.run("down", "--to", "0").exits(4, "AF4004")
    p.run("down").exits(0)
    same(p.applied(), ["0001"])


@test()
def irreversible():
    p = Project().write("migrations/0001_a.sql",
                        '-- afloat:up\n-- afloat:irreversible reason="rows are gone"\nCREATE TABLE a (b int);\n')
    r = p.run("up").exits(0)
    has_not(r.err, "no way back")
    p.run("down").exits(4, "AF4005", "rows are gone")


@test()
def stop_before_and_after():
    p = Project().tables(4)
    p.run("up", "--to", "0002").exits(0, "applied 2")
    p.run("up", "--to", "7").exits(4, "AF4008")
    p.run("up", "1").exits(0, "applied 1")
    p.run("up", "--count", "5").exits(0, "applied 1")
    p.run("down", "3").exits(0, "took back 3")
    same(p.applied(), ["0001"])
    p.run("up").exits(0)
    p.run("down", "--to", "0002").exits(0, "took back 2")
    p.run("down", "--to", "0009").exits(4, "AF4008")
    p.run("down", "--to", "0").exits(0, "took back 2")
    p.run("down").exits(0, "nothing to take back")
    same(p.applied(), [])


@test(*ENGINES)
def mark_after_a_hotfix(engine):
    p = Project(engine).tables(2)
    p.run("up", "1").exits(0)
    p.sql("CREATE TABLE t2 (id integer PRIMARY KEY)")
    p.run("up").exits(7)
    p.run("repair", "0002", "--mark", "applied").exits(2, "--reason")
    p.run("repair", "0002", "--mark", "sometimes", "--reason", "x").exits(2, "not-applied")
    p.run("repair", "--mark", "applied", "--reason", "x").exits(2, "version")
    p.run("repair", "0009", "--mark", "applied", "--reason", "x").exits(4, "AF4008")
    p.run("repair", "0002", "--mark", "applied", "--reason", "hotfix of 3 May").exits(0)
    same(p.applied(), ["0001", "0002"])
    p.run("up").exits(0, "nothing to do")
    has(str(p.sql("SELECT reason FROM afloat_history ORDER BY seq")), "hotfix of 3 May")
    p.run("status").exits(0, "repaired")
    p.run("down").exits(0, "took back 1")
    p.run("repair", "0001", "--mark", "not-applied", "--reason", "was never there").exits(0)
    same(p.applied(), [])


@test("mariadb")
def a_cut_off_opaque_statement_asks_one_question(engine):
    """The session is killed while a statement runs whose effect no catalog shows."""
    p = Project(engine).tables(1)
    p.mig("0002_opaque", "-- afloat:transaction off\nCREATE TABLE x (id int);\nPREPARE s FROM 'DO SLEEP(20)';\nEXECUTE s;\n"
          "CREATE TABLE y (id int);", "DROP TABLE y;\nDROP TABLE x;")
    running = p.start("up")
    for _ in range(200):
        rows = p.sql("SELECT id FROM information_schema.processlist WHERE state = 'User sleep'")
        if rows:
            break
        time.sleep(0.05)
    running.kill()
    running.communicate()
    p.sql(f"KILL {rows[0][0]}")
    time.sleep(0.3)
    p.run("status").exits(0, "half applied")
    r = p.run("up").exits(4, "AF4009")
    same(r.err.count("afloat repair 0002:2 --mark applied|not-applied --reason TEXT"), 1)
    p.run("repair").exits(1, "0002", "DO SLEEP", "afloat up")
    p.run("repair", "0002:2", "--mark", "applied").exits(2, "--reason")
    p.run("repair", "0002:3", "--mark", "applied", "--reason", "x").exits(4, "AF4008")
    p.run("repair", "0002:x", "--mark", "applied", "--reason", "x").exits(2)
    p.run("repair", "0002:2", "--mark", "applied", "--reason", "looked").exits(0)
    p.run("up").exits(0, "applied 1 migration")
    expect(p.has_table("y"), "the rest did not run")
    has(str(p.sql("SELECT reason FROM afloat_history ORDER BY seq")), "statement 2 applied: looked")
    same(p.applied(), ["0001", "0002"])


@test("mariadb")
def a_statement_made_by_hand(engine):
    """A run stopped half way; a person makes the failing statement and says so."""
    p = Project(engine).mig("0001_a", "CREATE TABLE x (id int);\nCREATE TABLE y (id int);\nCREATE TABLE z (id int);",
                            "DROP TABLE z;\nDROP TABLE y;\nDROP TABLE x;")
    p.sql("CREATE TABLE y (wrong int)")
    p.run("baseline").exits(0)
    p.run("up").exits(6, "0001_a.sql:3", "up to 1 are committed")
    p.run("plan").exits(0, "goes on after statement 1", "1  done")
    p.sql("DROP TABLE y; CREATE TABLE y (id int)")
    mark = ["--mark", "applied", "--reason", "made by hand"]
    p.run("repair", "0001:1", *mark).exits(4, "AF4008")
    p.run("repair", "0001:3", *mark).exits(4, "AF4008")
    p.run("repair", "0001:2", *mark, "-n").exits(0, "would be recorded")
    p.run("up").exits(6, "0001_a.sql:3")
    p.run("repair", "0001:2", *mark).exits(0, "recorded")
    p.run("up").exits(0, "applied 1 migration")
    expect(p.has_table("z"), "the rest did not run")
    p.run("down").exits(0)
    expect(not p.has_table("x"), "down did not run")


@test("mariadb")
def rerunnable_is_not_asked(engine):
    p = Project(engine).write("migrations/0001_a.sql",
                              "-- afloat:up\n-- afloat:transaction off\nCREATE TABLE x (id int);\n"
                              "-- afloat:rerunnable\nDO SLEEP(20);\n")
    running = p.start("up")
    for _ in range(200):
        rows = p.sql("SELECT id FROM information_schema.processlist WHERE info LIKE '%DO SLEEP(20)%' "
                     "AND info NOT LIKE '%processlist%'")
        if rows:
            break
        time.sleep(0.05)
    running.kill()
    running.communicate()
    p.sql(f"KILL {rows[0][0]}")
    p.write("migrations/0001_a.sql", p.read("migrations/0001_a.sql"))
    again = p.start("up")
    for _ in range(100):
        if p.sql("SELECT count(*) FROM information_schema.processlist WHERE info LIKE '%DO SLEEP(20)%' "
                 "AND info NOT LIKE '%processlist%'") != [["0"]]:
            break
        time.sleep(0.05)
    else:
        expect(False, "the statement did not run again")
    again.kill()
    again.communicate()


@test(*ENGINES)
def baseline(engine):
    p = Project(engine).tables(3)
    p.sql("CREATE TABLE t1 (id integer PRIMARY KEY)")
    p.sql("CREATE TABLE t2 (id integer PRIMARY KEY)")
    p.run("baseline", "0009").exits(4, "AF4008")
    p.run("baseline", "0002", "-n").exits(0, "0001", "0002")
    expect(not p.has_table("afloat_history"), "-n made the history")
    p.run("baseline", "0002").exits(0, "2 migrations marked as applied")
    same(p.applied(), ["0001", "0002"])
    p.run("status").exits(0, "baseline")
    p.run("up").exits(0, "applied 1 migration")
    p.run("baseline", "0002").exits(0, "nothing to do")
    p.run("down", "--to", "0").exits(0, "took back 3")
