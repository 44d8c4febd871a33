"""Files of other tools, once up, status and down each."""
import os
import sqlite3

from lib import Project, expect, has, has_not, same, test

FILES = {
    "dbmate": {"20260101000000_one.sql": "-- migrate:up\nCREATE TABLE one (id int);\n\n-- migrate:down\nDROP TABLE one;\n",
               "20260102000000_two.sql": "-- migrate:up\nCREATE TABLE two (id int);\n\n-- migrate:down\nDROP TABLE two;\n"},
    "goose": {"00001_one.sql": "-- +goose Up\nCREATE TABLE one (id int);\n\n-- +goose Down\nDROP TABLE one;\n",
              "00002_two.sql": "-- +goose Up\n-- +goose StatementBegin\nCREATE TABLE two (id int);\n"
                               "-- +goose StatementEnd\n\n-- +goose Down\nDROP TABLE two;\n"},
    "golang-migrate": {"000001_one.up.sql": "CREATE TABLE one (id int);\n", "000001_one.down.sql": "DROP TABLE one;\n",
                       "000002_two.up.sql": "CREATE TABLE two (id int);\n", "000002_two.down.sql": "DROP TABLE two;\n"},
    "sqlx": {"20260101000000_one.up.sql": "CREATE TABLE one (id int);\n",
             "20260101000000_one.down.sql": "DROP TABLE one;\n",
             "20260102000000_two.up.sql": "CREATE TABLE two (id int);\n",
             "20260102000000_two.down.sql": "DROP TABLE two;\n"},
    "diesel": {"2026-01-01-000000_one/up.sql": "CREATE TABLE one (id int);\n",
               "2026-01-01-000000_one/down.sql": "DROP TABLE one;\n",
               "2026-01-02-000000_two/up.sql": "CREATE TABLE two (id int);\n",
               "2026-01-02-000000_two/down.sql": "DROP TABLE two;\n"},
    "flyway": {"V1__one.sql": "CREATE TABLE one (id int);\n", "U1__one.sql": "DROP TABLE one;\n",
               "later/V1.10__two.sql": "CREATE TABLE two (id int);\n", "later/U1_10__two.sql": "DROP TABLE two;\n"},
    "tern": {"001_one.sql": "CREATE TABLE one (id int);\n---- create above / drop below ----\nDROP TABLE one;\n",
             "002_two.sql": "{{ template \"shared/two.sql\" . }}\n---- create above / drop below ----\n"
                            "DROP TABLE two;\n",
             "shared/two.sql": "CREATE TABLE two (id int);\n"},
    "native": {"0001_one.sql": "-- afloat:up\nCREATE TABLE one (id int);\n\n-- afloat:down\nDROP TABLE one;\n",
               "0002_two.sql": "-- afloat:up\nCREATE TABLE two (id int);\n\n-- afloat:down\nDROP TABLE two;\n"},
}


@test(*FILES)
def up_status_down(name):
    round_trip(name, "sqlite")


@test("postgres", "mariadb")
def flyway_and_goose_on_servers(engine):
    for name in ("flyway", "goose"):
        round_trip(name, engine)


def round_trip(name, engine):
    p = Project(engine)
    for path, text in FILES[name].items():
        p.write("migrations/" + path, text)
    clear = name not in ("golang-migrate", "sqlx")  # one cannot be told from the other by the files alone
    flags = [] if clear else ["--format-files", name]
    if clear:
        same(p.run("status", "--json").exits(0).json["target"]["format"], name)
    p.run("status", *flags).exits(0, "0 applied, 2 pending")
    p.run("plan", *flags).exits(0, "CREATE TABLE one", "CREATE TABLE two")
    p.run("up", *flags).exits(0, "applied 2 migrations")
    p.run("status", *flags).exits(0, "2 applied, 0 pending", "one", "two")
    expect(p.has_table("one") and p.has_table("two"), "no tables")
    p.run("down", *flags).exits(0, "took back 1 migration")
    expect(p.has_table("one") and not p.has_table("two"), "the wrong one was taken back")
    p.run("up", *flags).exits(0, "applied 1 migration")
    p.run("down", "--to", "0", *flags).exits(0, "took back 2")
    expect(not p.has_table("one"), "the table is there")
    r = p.run("new", "three more", *flags).exits(0, "three_more")
    p.run("status", *flags).exits(0, "0 applied, 3 pending")


@test()
def format_in_the_configuration():
    p = Project().config('format = "golang-migrate"\n')
    for path, text in FILES["golang-migrate"].items():
        p.write("migrations/" + path, text)
    same(p.run("up", "--json").exits(0).json["target"]["format"], "golang-migrate")
    p.run("up", "--format-files", "nosuch").exits(2, "golang-migrate", "dbmate")


@test()
def format_not_clear():
    p = Project()
    for path, text in FILES["golang-migrate"].items():
        p.write("migrations/" + path, text)
    r = p.run("status")
    if r.code:
        has(r.all, "AF2106", "golang-migrate", "sqlx", "--format-files")


# --- Flyway ------------------------------------------------------------------------------------


def flyway(**files):
    p = Project()
    for name, text in files.items():
        p.write("migrations/" + name.replace("__sql", ".sql"), text)
    return p


def table(name):
    return f"CREATE TABLE {name} (id int);\n"


@test()
def flyway_versions_are_compared_part_by_part():
    p = Project()
    for version in ("1", "1.9", "1.10", "2_0_1", "20260101000000000000001"):
        p.write(f"migrations/V{version}__t.sql", f"CREATE TABLE \"t{version}\" (id int);\n")
    want = ["1", "1.9", "1.10", "2.0.1", "20260101000000000000001"]
    rows = p.run("plan", "--json").exits(0).json["migrations"]
    same([r["version"] for r in rows], want)
    p.run("up", "--to", "1.09.0").exits(0, "applied 2 migrations")
    p.run("up").exits(0, "applied 3 migrations")
    same(p.applied(), want)
    p.write("migrations/V01.0__again.sql", table("again"))
    p.run("up").exits(2, "AF2107", "V01.0__again.sql", "V1__t.sql")


@test()
def flyway_out_of_order_is_by_its_versions():
    p = Project().write("migrations/V1.10__a.sql", table("a"))
    p.run("up").exits(0)
    p.write("migrations/V1.9__b.sql", table("b"))
    p.run("up").exits(4, "AF4002", "1.9", "1.10")
    p.run("up", "--allow-out-of-order").exits(0, "applied 1 migration")


@test()
def flyway_baseline_on_a_new_database():
    p = Project()
    for name in ("V1__a", "V2__b", "V3__c", "B1__x", "B2__y"):
        p.write(f"migrations/{name}.sql", table(name.split("__")[1]))
    p.run("up").exits(0, "applied 2 migrations")
    same(p.applied(), ["2", "3"])
    expect(p.has_table("y") and p.has_table("c") and not p.has_table("a"), "wrong files ran")
    p.write("migrations/B3__z.sql", table("z")).write("migrations/V4__d.sql", table("d"))
    p.run("up").exits(0, "applied 1 migration")
    same(p.applied(), ["2", "3", "4"])
    expect(not p.has_table("z"), "a baseline ran over a history")


@test()
def flyway_baseline_over_a_history_is_left_out():
    p = Project().write("migrations/V1__a.sql", table("a"))
    p.run("up").exits(0)
    p.write("migrations/B2__y.sql", table("y")).write("migrations/V2__b.sql", table("b"))
    p.run("up").exits(0, "applied 1 migration")
    expect(p.has_table("b") and not p.has_table("y"), "the baseline ran")


@test()
def flyway_configuration_names_folders_and_database():
    p = Project()
    p.env.pop("AFLOAT_URL")
    p.write("flyway.toml", '[flyway]\nlocations = ["filesystem:sql", "filesystem:more"]\nenvironment = "dev"\n'
                           'sqlMigrationPrefix = "M"\n[environments.dev]\nurl = "jdbc:sqlite:app.db"\n')
    p.write("sql/M1__a.sql", table("a")).write("more/M2__b.sql", table("b")).write("sql/V9__no.sql", table("no"))
    r = p.run("up", "--json").exits(0)
    same([r.json["target"][k] for k in ("dir", "format", "source")], ["sql,more", "flyway", "flyway.toml"])
    expect(p.has_table("a") and p.has_table("b") and not p.has_table("no"), "wrong files ran")
    p.run("new", "next").exits(0, "sql/M3__next.sql")
    p.run("up", "--dir", "sql,more").exits(0)


# Location: versions that Flyway 11.8 itself reads from it, but for the last two, which its documentation promises.
LOCATIONS = {"db/*": [2, 3, 4, 5, 6, 7, 8, 9, 12, 14, 15], "db/r*": [2, 3, 4, 5], "db/r?": [2, 3, 4],
             "db/**/test": [6, 7, 8, 9], "db/*/test": [6, 9], "db/*/": [2, 3, 4, 5, 6, 7, 8, 9, 12, 14, 15],
             "./db/r?": [2, 3, 4], "db/r1/*": [3], "db/V*": None, "db/zz*": None, "nosuch/*": None,
             "db/r*,filesystem:db/r1": [2, 3, 4, 5], "db/r1,filesystem:db/**/test": [2, 3, 6, 7, 8, 9],
             "db/zz*,filesystem:db/r2": [4], "db/ü?/x": [15], "db/u?": None,
             "db/**": [1, 2, 3, 4, 5, 6, 7, 8, 9, 12, 14, 15], "**/test": [6, 7, 8, 9]}


@test()
def flyway_locations_with_wildcards():
    p = Project()
    for i, file in enumerate(("db", "db/r1", "db/r1/deep", "db/r2", "db/r10", "db/x/test", "db/x/y/test", "db/test",
                              "db/x/test/in", "db/.hidden", "db/r1/.hidden", "db/mytest", "dbx", "db/testing",
                              "db/üé/x"), 1):
        p.write(f"{file}/V{i}__a.sql", table(f"t{i}"))
    for where, want in LOCATIONS.items():
        p.write("flyway.conf", f"flyway.locations=filesystem:{where}\n")
        if want is None:
            p.run("status").exits(2, "AF2121", "no folder fits", where, "flyway.conf")
            p.run("new", "x").exits(2, "AF2121")
            continue
        rows = p.run("status", "--json").exits(0).json["migrations"]
        same(sorted(int(r["version"]) for r in rows), want, where)
    p.run("status", "--dir", "db/r2").exits(0, "1 pending")
    p.write("flyway.conf", "flyway.locations=filesystem:db/r*,classpath:db/mig*\n")
    p.write("src/main/resources/db/migrate/V20__a.sql", table("t20"))
    p.run("up").exits(0, "applied 5")
    same(p.applied(), ["2", "3", "4", "5", "20"])
    p.run("new", "more").exits(0, "db/r1/V21__more.sql")


@test()
def flyway_wildcards_that_are_none_are_refused():
    p = Project().write("db/V1__a.sql", table("a")).write("flyway.conf", "flyway.locations=filesystem:db/**x\n")
    p.run("up").exits(2, "AF2121", "db/**x", "between slashes")
    p.write("flyway.conf", "flyway.locations=filesystem:db/*\n").write("db/a,b/V2__b.sql", table("b"))
    p.run("up").exits(2, "AF2121", "comma", "a,b")
    # A pattern made to be slow is not.
    p.write("d/" + "a" * 200 + "/V3__c.sql", table("c"))
    p.write("flyway.conf", "flyway.locations=filesystem:d/" + "*a" * 90 + "b\n")
    p.run("up", timeout=10).exits(2, "AF2121", "no folder fits")


@test()
def flyway_conf_of_the_old_form():
    p = Project()
    p.env.pop("AFLOAT_URL")
    p.write("flyway.conf", "# old\nflyway.url=jdbc:sqlite:app.db\nflyway.locations=filesystem:sql\nflyway.user=x\n")
    p.write("sql/V1__a.sql", table("a"))
    p.run("up").exits(0, "applied 1 migration")


@test()
def flyway_side_file():
    p = Project().write("migrations/V1__a.sql", "PRAGMA foreign_keys = ON;\nCREATE TABLE a (id int);\n")
    p.write("migrations/V1__a.sql.conf", "executeInTransaction=false\n")
    p.run("up").exits(0)
    p.write("migrations/V2__b.sql", table("b")).write("migrations/V2__b.sql.conf", "shouldExecute=false\n")
    p.run("up").exits(2, "AF2122", "shouldExecute", "V2__b.sql.conf:1")
    expect(not p.has_table("b"), "it ran")


@test()
def flyway_names_that_are_none_are_told():
    p = Project().write("migrations/V1__a.sql", table("a")).write("migrations/v2__b.sql", table("b"))
    p.run("up").exits(0, "v2__b.sql", "left out")
    p.write("migrations/V3__x.java", "class X {}")
    p.run("up").exits(2, "AF2105", "Java")


# --- tern, goose, dbmate -----------------------------------------------------------------------


@test()
def tern_gap_and_templates_are_refused():
    p = Project().write("tern.conf", "[data]\nprefix = x\n")
    p.write("migrations/001_a.sql", table("a")).write("migrations/003_c.sql", table("c"))
    p.run("up").exits(2, "AF2123", "version 2", "003_c.sql")
    os.rename(p.path("migrations/003_c.sql"), p.path("migrations/002_c.sql"))
    p.run("up").exits(0, "applied 2")
    p.write("migrations/003_d.sql", "SELECT 1;\n{{ range .x }}\n")
    p.run("up").exits(2, "AF2124", "range", "003_d.sql:2:1")
    p.run("new", "more").exits(0, "004_more.sql")


@test()
def tern_error_names_the_included_file():
    p = Project().write("tern.conf", "").write("migrations/shared/x.sql", "SELECT 1;\nSELECT nosuch;\n")
    p.write("migrations/001_a.sql", "SELECT 2;\n\n{{ template \"shared/x.sql\" . }}\n")
    p.run("up").exits(7, "shared/x.sql:2:")


def bomb(inside, ways=10, levels=10):
    """001_a.sql puts in b0 ten times, that b1 ten times …: 10 ** 10 times what the last one holds."""
    p = Project().write("tern.conf", "")
    again = "{{ template \"shared/b%d.sql\" . }}\n"
    p.write("migrations/001_a.sql", "SELECT 1;\n" + again % 0 * ways)
    for i in range(levels - 1):
        p.write(f"migrations/shared/b{i}.sql", again % (i + 1) * ways)
    return p.write(f"migrations/shared/b{levels - 1}.sql", inside)


@test()
def tern_templates_that_multiply_end_in_an_error():
    for inside, what in (("SELECT 1;\n", "more than 10000 files"), ("{{/* nothing */}}", "more than 10000 files"),
                         ("SELECT '" + "x" * 1000000 + "';\n", "more than 64 MiB")):
        r = bomb(inside).run("up", timeout=30).exits(2, "AF2124", "put in too much", what, "shared/b", "several times")
        has_not(r.all, "xxxx")
    p = Project().write("tern.conf", "").write("migrations/001_a.sql", "{{ template \"shared/a.sql\" . }}\n")
    p.write("migrations/shared/a.sql", "SELECT 1;\n{{ template \"shared/a.sql\" . }}{{ template \"shared/a.sql\" . }}\n")
    p.run("up", timeout=30).exits(2, "AF2124", "more than 16 deep", "shared/a.sql:2:1")
    same(p.sql("SELECT count(*) FROM sqlite_master"), [["0"]], "tables after a refusal")
    # What is large and does not multiply runs.
    bomb("INSERT INTO t VALUES (1);\n" * 100, 2, 8).write("migrations/001_a.sql", "CREATE TABLE t (id int);\n"
         "{{ template \"shared/b0.sql\" . }}\n").run("up").exits(0, "applied 1")


@test()
def several_folders():
    p = Project()
    p.write("a/2_two.sql", "-- migrate:up\nINSERT INTO one VALUES (2);\n-- migrate:down\n")
    p.write("b/1_one.sql", "-- migrate:up\nCREATE TABLE one (id int);\n-- migrate:down\nDROP TABLE one;\n")
    p.run("up", "--dir", "a,b").exits(0, "applied 2")
    same(p.sql("SELECT id FROM one"), [["2"]])
    p.run("status", "--dir", "a, b").exits(0, "2 applied, 0 pending")
    p.run("up", "--dir", "a,nosuch").exits(2, "nosuch")


@test()
def dbmate_pairs_run_once_in_one_transaction():
    p = Project().write("migrations/1_two.sql", "-- migrate:up\nCREATE TABLE a (id int);\n-- migrate:down\nDROP TABLE a;\n"
                        "-- migrate:up\nCREATE TABLE b (id int);\n-- migrate:down\nDROP TABLE b;\n")
    p.run("up").exits(0, "applied 1 migration", "several up sections")
    expect(p.has_table("a") and p.has_table("b"), "a pair is missing")
    p.write("migrations/2_bad.sql", "-- migrate:up\nCREATE TABLE c (id int);\n-- migrate:down\n"
            "-- migrate:up\nCREATE TABLE a (id int);\n-- migrate:down\n")
    p.run("up").exits(7)
    expect(not p.has_table("c"), "half of the file was kept")


@test("goose", "dbmate")
def a_file_without_an_up_marker_is_refused(name):
    p = Project()
    for path, text in FILES[name].items():
        p.write("migrations/" + path, text)
    p.run("up").exits(0)
    p.write("migrations/20270101000000_none.sql", "-- forgotten\n")
    p.run("up").exits(2, "AF2301", "no up marker", "20270101000000_none.sql")


# --- values ------------------------------------------------------------------------------------


@test()
def flyway_placeholders():
    p = Project()
    p.write("flyway.toml", '[flyway.placeholders]\nWho = "me"\nname = "two"\n')
    p.write("migrations/V1__a.sql", "CREATE TABLE ${NAME} (x text);\n"
            "INSERT INTO two VALUES ('${who} ${flyway:filename} ${flyway:table} ${flyway:environment}');\n")
    p.write("migrations/U1__a.sql", "DROP TABLE ${name};\n")
    p.run("up").exits(0, "applied 1")
    same(p.sql("SELECT x FROM two"), [["me V1__a.sql flyway_schema_history default"]])
    p.run("status").exits(0, "1 applied")
    p.write("flyway.toml", '[flyway.placeholders]\nwho = "you"\nname = "two"\n')
    p.run("status").exits(0, "1 applied, 0 pending.")  # sums are of the text before values
    p.write("migrations/V2__b.sql", "SELECT '${nosuch}';\n")
    p.run("up").exits(2, "nosuch", "V2__b.sql:1:")
    p.run("up", env={"FLYWAY_PLACEHOLDERS_NOSUCH": "x"}).exits(0)
    p.run("down", "--to", "0").exits(4, "AF4004")
    p.write("migrations/U2__b.sql", "SELECT 1;\n")


SEEN = ("${flyway:filename}", "${flyway:table}", "${flyway:environment}", "${flyway:database}", "${flyway:user}",
        "${flyway:defaultSchema}", "${flyway:workingDirectory}", "${flyway:timestamp}")


@test("sqlite", "postgres", "mariadb")
def flyway_placeholders_in_a_stored_down(engine):
    """What the down says is what it would have said from its file, whether that is there or not."""
    p = Project(engine)
    p.write("flyway.toml", '[flyway]\ntable = "hist"\nundoSqlMigrationPrefix = "U"\n[flyway.placeholders]\nx = "X"\n')
    p.write("migrations/V1__keep.sql", "CREATE TABLE seen (x varchar(300), n integer);\n")
    p.write("migrations/V1_0_2__say_it.sql", "SELECT 1;\n")
    down = "INSERT INTO seen VALUES ('" + "|".join(SEEN[:-1]) + "|${x}', length('${flyway:timestamp}'));\n"
    p.write("migrations/U1_0_2__say_it.sql", down)
    p.run("up").exits(0, "applied 2")
    p.run("down", "--down-from", "file").exits(0, "took back 1")
    p.run("up").exits(0, "applied 1")
    p.run("down").exits(0, "took back 1")  # from the history, with the file there
    rows = p.sql("SELECT x, n FROM seen")
    same(len(rows), 2)
    same(rows[0], rows[1])
    expect(rows[0][0].startswith("U1_0_2__say_it.sql|hist|default|"), f"{rows}")
    expect(rows[0][0].endswith(p.folder + "|X") and rows[0][1] == "19", f"{rows}")
    p.run("up").exits(0)
    for name in ("U1_0_2", "V1_0_2"):
        os.remove(p.path(f"migrations/{name}__say_it.sql"))
    p.run("down").exits(0, "took back 1")  # its name is put together from what the history knows
    same(p.sql("SELECT x, n FROM seen")[2], [rows[0][0].replace("U1_0_2", "U1.0.2"), "19"])


@test()
def flyway_placeholders_after_the_project_has_become_another():
    p = Project().write("flyway.toml", '[flyway.placeholders]\nname = "one"\n')
    p.write("migrations/V1__a.sql", "CREATE TABLE ${name} (x text);\n").write("migrations/U1__a.sql", "DROP TABLE ${NAME};\n")
    p.run("up").exits(0, "applied 1")
    for name in ("U1", "V1"):
        os.remove(p.path(f"migrations/{name}__a.sql"))
    p.run("down", "--format-files", "native").exits(0, "took back 1")
    expect(not p.has_table("one"), "the table is left")


@test()
def flyway_placeholders_written_otherwise():
    p = Project()
    p.write("flyway.conf", "flyway.placeholderPrefix=#[\nflyway.placeholderSuffix=]\nflyway.placeholders.t=one\n")
    p.write("migrations/V1__a.sql", "CREATE TABLE #[t] (x text DEFAULT '${plain}');\n")
    p.write("migrations/V2__b.sql", "CREATE TABLE two (x text DEFAULT '#[unread]');\n")
    p.write("migrations/V2__b.sql.conf", "placeholderReplacement=false\n")
    p.run("up").exits(0, "applied 2")
    has(p.sql("SELECT sql FROM sqlite_master WHERE name = 'one'")[0][0], "${plain}")
    has(p.sql("SELECT sql FROM sqlite_master WHERE name = 'two'")[0][0], "#[unread]")
    p.write("flyway.conf", "flyway.placeholderReplacement=false\n")
    p.write("migrations/V3__c.sql", "CREATE TABLE three (x text DEFAULT '${nosuch}');\n")
    p.run("up").exits(0, "applied 1")


@test()
def tern_data():
    p = Project()
    p.write("tern.conf", '[data]\nname = one\nother = {{env "TERN_OTHER"}}\n')
    p.write("migrations/001_a.sql", "CREATE TABLE {{.name}} (x int);\n{{ template \"shared/x.sql\" . }}\n"
            "---- create above / drop below ----\nDROP TABLE {{ .name }};\nDROP TABLE {{ .other }};\n")
    p.write("migrations/shared/x.sql", "CREATE TABLE {{ .other }} (x int);\n")
    p.env["TERN_OTHER"] = "two"
    p.run("up").exits(0, "applied 1")
    expect(p.has_table("one") and p.has_table("two"), "no tables")
    p.run("down").exits(0)
    expect(not p.has_table("one") and not p.has_table("two"), "the tables are there")
    p.write("migrations/001_a.sql", "CREATE TABLE {{ .nosuch }} (x int);\n")
    p.run("up").exits(2, "nosuch", "001_a.sql:1:")


@test()
def goose_envsub():
    p = Project()
    p.env["AF_TABLE"] = "one"
    p.write("migrations/1_a.sql", "-- +goose Up\n-- +goose ENVSUB ON\nCREATE TABLE $AF_TABLE (x text DEFAULT '$$');\n"
            "CREATE TABLE ${AF_OTHER:-two} (x int);\n-- +goose ENVSUB OFF\nINSERT INTO one VALUES ('$AF_TABLE');\n"
            "-- +goose Down\n-- +goose ENVSUB ON\nDROP TABLE ${AF_TABLE:?which};\nDROP TABLE two;\n")
    p.run("up").exits(0, "applied 1")
    same(p.sql("SELECT x FROM one"), [["$AF_TABLE"]])
    expect(p.has_table("two"), "no table two")
    p.run("status").exits(0, "1 applied, 0 pending.")
    p.run("down", env={"AF_TABLE": None}).exits(2, "AF2126", "AF_TABLE", "which")
    os.remove(p.path("migrations/1_a.sql"))
    p.run("down", env={"AF_TABLE": None}).exits(2, "AF2126")
    p.run("down").exits(0, "took back 1")
    expect(not p.has_table("one"), "the table is there")


@test()
def goose_envsub_holds_over_the_down_marker():
    p = Project()
    p.write("migrations/1_a.sql", "-- +goose Up\n-- +goose ENVSUB ON\nCREATE TABLE $AF_TABLE (x text);\n"
            "-- +goose Down\nDROP TABLE $AF_TABLE;\n")
    p.env["AF_TABLE"] = "one"
    p.run("up").exits(0, "applied 1")
    os.remove(p.path("migrations/1_a.sql"))
    p.run("down").exits(0, "took back 1")
    expect(not p.has_table("one"), "the table is there")


# --- Flyway: what stands around the versions ---------------------------------------------------


@test("sqlite", "postgres")
def flyway_repeatables_run_when_they_change(engine):
    p = Project(engine)
    p.write("migrations/V1__a.sql", "CREATE TABLE a (x int);\n")
    p.write("migrations/sub/R__view.sql", "DROP VIEW IF EXISTS v;\nCREATE VIEW v AS SELECT x, 1 AS n FROM a;\n")
    p.write("flyway.toml", '[flyway.placeholders]\nn = "1"\n')
    p.run("up").exits(0, "applied 1 migration")
    same(p.sql("SELECT count(*) FROM v"), [["0"]])
    p.run("up").exits(0, "up to date")
    p.write("migrations/sub/R__view.sql", "DROP VIEW IF EXISTS v;\nCREATE VIEW v AS SELECT x, ${n} AS m FROM a;\n")
    p.run("up").exits(0)
    same(p.sql("SELECT count(m) FROM v"), [["0"]])
    p.run("up").exits(0, "up to date")
    p.write("flyway.toml", '[flyway.placeholders]\nn = "2"\n')
    p.run("status", "--exit-code").exits(1, "1 repeatable file")
    p.run("up").exits(0)
    p.write("migrations/R__view.sql", "SELECT 1;\n")
    p.run("up").exits(2, "AF2107", "view")


@test()
def flyway_callbacks_run_as_hooks():
    p = Project()
    p.write("migrations/V1__a.sql", table("a")).write("migrations/V2__b.sql", table("b"))
    for event in ("beforeMigrate", "beforeEachMigrate__2", "beforeEachMigrate__1", "afterEachMigrate", "afterMigrate"):
        p.write(f"migrations/{event}.sql",
                f"CREATE TABLE IF NOT EXISTS log (x text);\nINSERT INTO log VALUES ('{event}');\n")
    p.run("up").exits(0, "applied 2 migrations")
    each = ["beforeEachMigrate__1", "beforeEachMigrate__2", "afterEachMigrate"]
    same([r[0] for r in p.sql("SELECT x FROM log ORDER BY rowid")], ["beforeMigrate", *each, *each, "afterMigrate"])
    p.write("migrations/V3__c.sql", table("c"))
    p.write("migrations/beforeMigrate.sql", "INSERT INTO log VALUES ('${who}');\n")
    p.run("up").exits(2, "AF2120", "beforeMigrate.sql", "placeholders")
    p.write("migrations/beforeMigrate.sql", "SELECT 1;\n").write("migrations/afterVersioned.sql", "SELECT 1;\n")
    p.run("up").exits(2, "AF2120", "afterVersioned.sql")
    expect(not p.has_table("c"), "it ran")
