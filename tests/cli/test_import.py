"""import: projects of other tools as files of afloat's own, and their databases taken over."""
import os
import shutil
import sqlite3
import subprocess

from lib import ENGINES, Project, Skip, expect, has, has_not, same, test
from test_formats import FILES

# The tables as the tools themselves make them on SQLite, and the rows after two migrations.
HISTORY = {
    "dbmate": ['CREATE TABLE IF NOT EXISTS "schema_migrations" (version varchar(128) primary key)',
               "INSERT INTO schema_migrations VALUES ('20260101000000'), ('20260102000000')"],
    "goose": ["CREATE TABLE goose_db_version (id INTEGER PRIMARY KEY AUTOINCREMENT, version_id INTEGER NOT NULL, "
              "is_applied INTEGER NOT NULL, tstamp TIMESTAMP DEFAULT (datetime('now')))",
              "INSERT INTO goose_db_version (version_id, is_applied) VALUES (0, 1), (1, 1), (2, 1)"],
    "golang-migrate": ["CREATE TABLE schema_migrations (version uint64,dirty bool)",
                       "CREATE UNIQUE INDEX version_unique ON schema_migrations (version)",
                       "INSERT INTO schema_migrations VALUES (2, false)"],
    "flyway": ['CREATE TABLE "flyway_schema_history" ("installed_rank" INT NOT NULL PRIMARY KEY, "version" VARCHAR(50), '
               '"description" VARCHAR(200) NOT NULL, "type" VARCHAR(20) NOT NULL, "script" VARCHAR(1000) NOT NULL, '
               '"checksum" INT, "installed_by" VARCHAR(100) NOT NULL, "installed_on" TEXT NOT NULL DEFAULT '
               "(strftime('%Y-%m-%d %H:%M:%f','now')), \"execution_time\" INT NOT NULL, \"success\" BOOLEAN NOT NULL)",
               'CREATE INDEX "main"."flyway_schema_history_s_idx" ON "flyway_schema_history" ("success")',
               "INSERT INTO flyway_schema_history (installed_rank, version, description, type, script, checksum, "
               "installed_by, execution_time, success) VALUES (1, '1', 'one', 'SQL', 'V1__one.sql', 1, '', 3, 1), "
               "(2, '1.10', 'two', 'SQL', 'later/V1.10__two.sql', 2, '', 3, 1)"],
    "sqlx": ["CREATE TABLE _sqlx_migrations (version BIGINT PRIMARY KEY, description TEXT NOT NULL, installed_on "
             "TIMESTAMP NOT NULL DEFAULT CURRENT_TIMESTAMP, success BOOLEAN NOT NULL, checksum BLOB NOT NULL, "
             "execution_time BIGINT NOT NULL)",
             "INSERT INTO _sqlx_migrations (version, description, success, checksum, execution_time) VALUES "
             "(20260101000000, 'one', 1, x'00', 1), (20260102000000, 'two', 1, x'00', 1)"],
    "diesel": ["CREATE TABLE __diesel_schema_migrations (version VARCHAR(50) PRIMARY KEY NOT NULL, run_on TIMESTAMP NOT "
               "NULL DEFAULT CURRENT_TIMESTAMP)",
               "INSERT INTO __diesel_schema_migrations (version) VALUES ('20260101000000'), ('20260102000000')"],
}


def foreign(name, folder="old"):
    p = Project()
    for path, text in FILES[name].items():
        p.write(f"{folder}/{path}", text)
    return p


def run_sql(p, *statements):
    with sqlite3.connect(p.path("app.db")) as c:
        for s in statements:
            c.execute(s)


def snapshot(p, *folders):
    found = {}
    for folder in folders:
        for where, _, names in os.walk(p.path(folder)):
            for name in names:
                with open(os.path.join(where, name), "rb") as f:
                    found[os.path.join(where, name)] = f.read()
    return found


@test(*(set(FILES) - {"native"}))
def up_and_down_after_an_import(name):
    p = foreign(name)
    before = snapshot(p, "old")
    r = p.run("import", name, "old").exits(0, "2 migrations of " + name, "next: afloat baseline")
    same(snapshot(p, "old"), before, "the old files")
    same(len(os.listdir(p.path("migrations"))), 2)
    same(p.run("up", "--json").exits(0).json["target"]["format"], "native")
    expect(p.has_table("one") and p.has_table("two"), "no tables")
    p.run("down", "--to", "0").exits(0, "took back 2")
    expect(not p.has_table("one") and not p.has_table("two"), "the tables are there")
    has(r.out, "one.sql", "two.sql")


@test(*HISTORY)
def database_is_taken_over(name):
    p = foreign(name)
    run_sql(p, "CREATE TABLE one (id int)", "CREATE TABLE two (id int)", *HISTORY[name])
    r = p.run("import", name, "old", "--json").exits(0)
    command = r.json["summary"]["next"].split()
    same(command[:2], ["afloat", "baseline"])
    has(r.json["summary"]["history"], "has applied 2 of 2")
    r = p.run("up").exits(4, "AF4007", "afloat baseline")
    if name != "flyway":  # its versions are new ones
        has(r.all, " ".join(command))
    p.run("up", "--dir", "old", "--format-files", name).exits(4, "AF4007", "afloat baseline")
    p.run(*command[1:]).exits(0, "2 migrations marked as applied")
    p.run("status").exits(0, "2 applied, 0 pending")
    p.run("up").exits(0)
    p.run("down").exits(0, "took back 1")
    expect(p.has_table("one") and not p.has_table("two"), "the wrong one was taken back")


@test("dbmate", "goose", "golang-migrate", "flyway")
def a_project_is_taken_over_as_it_is(name):
    p = foreign(name, "migrations")
    run_sql(p, "CREATE TABLE one (id int)", "CREATE TABLE two (id int)", *HISTORY[name])
    flags = ["--format-files", name]
    r = p.run("up", *flags).exits(4, "AF4007", "with: afloat baseline ")
    version = r.err.split("with: afloat baseline ")[1].split()[0]
    p.run("baseline", version, *flags).exits(0)
    p.run("status", *flags).exits(0, "2 applied, 0 pending")


@test()
def only_what_the_tool_applied():
    p = foreign("goose")
    run_sql(p, "CREATE TABLE one (id int)", HISTORY["goose"][0],
            "INSERT INTO goose_db_version (version_id, is_applied) VALUES (0, 1), (1, 1), (2, 1), (2, 0)")
    r = p.run("import", "goose", "old").exits(0, "goose has applied 1 of 2", "next: afloat baseline 00001\n")
    p.run("baseline", "00001").exits(0)
    p.run("up").exits(0, "applied 1 migration")
    expect(p.has_table("two"), r.all)


@test()
def a_gap_in_the_history_is_told():
    p = foreign("dbmate")
    run_sql(p, HISTORY["dbmate"][0], "INSERT INTO schema_migrations VALUES ('20260102000000')")
    p.run("import", "dbmate", "old").exits(0, "20260102000000 without 20260101000000")
    p.run("up").exits(4, "AF4007", "has applied 20260102000000, but not 20260101000000")


@test()
def a_dirty_or_failed_version_is_told():
    p = foreign("golang-migrate")
    run_sql(p, HISTORY["golang-migrate"][0], "INSERT INTO schema_migrations VALUES (2, true)")
    p.run("import", "golang-migrate", "old").exits(0, "calls 2 failed")
    p.run("up").exits(4, "AF4007", "version 2 failed")


@test()
def a_table_of_the_name_is_told_though_its_columns_are_others():
    for tool, table, name in (("goose", "goose_db_version", "goose"), ("flyway", "flyway_schema_history", "Flyway"),
                              ("sqlx", "_sqlx_migrations", "sqlx"), ("diesel", "__diesel_schema_migrations", "diesel")):
        p = foreign(tool, "migrations")
        run_sql(p, f"CREATE TABLE {table} (other int)")
        p.run("up").exits(4, "AF4007", f"another tool ({name})")
    p = foreign("tern", "migrations")
    run_sql(p, "CREATE TABLE schema_version (other int)")
    has_not(p.run("up").exits(4, "AF4006").all, "tern")


@test()
def flyway_rows_that_are_not_versions():
    p = foreign("flyway")
    values = "('%s', '%s', 'd', 's', '', 0, %d)"
    rows = [("1", "BASELINE", 1), ("1.10", "SQL", 1), ("1.10", "DELETE", 1)]
    run_sql(p, "CREATE TABLE one (id int)", HISTORY["flyway"][0])
    for rank, (version, kind, ok) in enumerate(rows, 1):
        run_sql(p, "INSERT INTO flyway_schema_history (installed_rank, version, type, description, script, "
                   f"installed_by, execution_time, success) VALUES ({rank}, " + (values % (version, kind, ok))[1:])
    p.run("import", "flyway", "old").exits(0, "Flyway has applied 1 of 2")


FLYWAY_COLUMNS = ("(installed_rank INT NOT NULL, version VARCHAR(50), description VARCHAR(200) NOT NULL, type VARCHAR(20) NOT "
                  "NULL, script VARCHAR(1000) NOT NULL, checksum INTEGER, installed_by VARCHAR(100) NOT NULL, installed_on "
                  "TIMESTAMP NOT NULL DEFAULT now(), execution_time INTEGER NOT NULL, success BOOLEAN NOT NULL)")
FLYWAY_ROWS = ("INSERT INTO flyway_schema_history (installed_rank, version, description, type, script, installed_by, "
               "execution_time, success) VALUES (1, '1', 'one', 'SQL', 'V1__one.sql', 'x', 3, true), "
               "(2, NULL, 'view', 'SQL', 'R__view.sql', 'x', 3, true), (3, '1.10', 'two', 'SQL', 'V1.10__two.sql', 'x', 3, true)")
GOOSE_ROWS = "INSERT INTO goose_db_version (version_id, is_applied) VALUES (0, true), (1, true), (2, true)"

SERVER_HISTORY = {
    "postgres": {
        "flyway": ["CREATE TABLE flyway_schema_history " + FLYWAY_COLUMNS, FLYWAY_ROWS],
        "goose": ["CREATE TABLE goose_db_version (id integer PRIMARY KEY GENERATED BY DEFAULT AS IDENTITY, version_id bigint "
                  "NOT NULL, is_applied boolean NOT NULL, tstamp timestamp NOT NULL DEFAULT now())", GOOSE_ROWS],
        "golang-migrate": ["CREATE TABLE schema_migrations (version bigint not null primary key, dirty boolean not null)",
                           "INSERT INTO schema_migrations VALUES (2, false)"],
        "dbmate": ["CREATE TABLE schema_migrations (version varchar primary key)",
                   "INSERT INTO schema_migrations VALUES ('20260101000000'), ('20260102000000')"],
        "tern": ["CREATE TABLE schema_version (version int4 not null)", "INSERT INTO schema_version VALUES (2)"]},
    "mariadb": {
        "flyway": ["CREATE TABLE flyway_schema_history " + FLYWAY_COLUMNS, FLYWAY_ROWS],
        "goose": ["CREATE TABLE goose_db_version (id bigint(20) unsigned NOT NULL AUTO_INCREMENT, version_id bigint NOT NULL, "
                  "is_applied boolean NOT NULL, tstamp timestamp NULL default now(), PRIMARY KEY(id))", GOOSE_ROWS],
        "golang-migrate": ["CREATE TABLE schema_migrations (version bigint not null primary key, dirty boolean not null)",
                           "INSERT INTO schema_migrations VALUES (2, false)"]}}


@test("postgres", "mariadb")
def databases_on_servers_are_taken_over(engine):
    for name, statements in SERVER_HISTORY[engine].items():
        p = Project(engine)
        for path, text in FILES[name].items():
            p.write("migrations/" + path, text)
        for s in ("CREATE TABLE one (id int)", "CREATE TABLE two (id int)", *statements):
            p.sql(s)
        flags = ["--format-files", name]
        r = p.run("up", *flags).exits(4, "AF4007", "with: afloat baseline ")
        p.run("baseline", r.err.split("with: afloat baseline ")[1].split()[0], *flags).exits(0)
        p.run("status", *flags).exits(0, "2 applied, 0 pending")
        p.run("down", *flags).exits(0, "took back 1")
        expect(p.has_table("one") and not p.has_table("two"), name)


@test("postgres")
def a_table_called_schema_version_need_not_be_of_tern(engine):
    p = Project(engine).mig("0001_a", "SELECT 1;")
    p.sql("CREATE TABLE schema_version (version text, at text)")
    p.sql("INSERT INTO schema_version VALUES ('a', 'b'), ('c', 'd')")
    p.run("up").exits(4, "AF4006")


# --- texts -------------------------------------------------------------------------------------


@test()
def text_is_kept_byte_for_byte():
    p = Project()
    body = ("/* Größe */ CREATE TABLE a (\n  x int -- why\n);\r\n\n-- a comment\nINSERT INTO a VALUES (1);\n")
    down = "DROP TABLE a; -- gone\n"
    p.write("old/00001_A-b.sql", f"-- head\n-- +goose NO TRANSACTION\n-- +goose Up\n{body}\n-- +goose Down\n{down}")
    p.write("old/00002_b.sql", "-- +goose Up\nSELECT 1")
    r = p.run("import", "goose", "old", "--to", "new").exits(0, "no transaction", "no way back")
    with open(p.path("new/00001_a_b.sql"), "rb") as f:
        same(f.read().decode(), f"-- head\n-- afloat:transaction off\n-- afloat:up\n{body}\n-- afloat:down\n{down}")
    same(p.read("new/00002_b.sql"), "-- afloat:up\nSELECT 1\n")
    has(r.out, "afloat baseline 00002 --dir new")


@test()
def versions_that_do_not_fit_are_new():
    p = Project()
    for version in ("1", "1.1", "20260101000000000000"):
        p.write(f"old/V{version}__x.sql", "SELECT 1;\n")
    p.run("import", "flyway", "old").exits(0, "with new versions", "was version 1.1", "afloat baseline 0003")
    same(sorted(os.listdir(p.path("migrations"))), ["0001_x.sql", "0002_x.sql", "0003_x.sql"])
    p = Project()
    for version in ("9", "10", "20260101000000"):
        p.write(f"old/{version}_X y.up.sql", "SELECT 1;\n")
    p.run("import", "golang-migrate", "old").exits(0, "afloat baseline 20260101000000")
    same(sorted(os.listdir(p.path("migrations"))), ["0009_x_y.sql", "0010_x_y.sql", "20260101000000_x_y.sql"])
    p = Project()  # dbmate's order is that of the names
    for version in ("10", "9"):
        p.write(f"old/{version}_x.sql", "-- migrate:up\nSELECT %s;\n-- migrate:down\n" % version)
    p.run("import", "dbmate", "old").exits(0, "with new versions")
    has(p.read("migrations/0001_x.sql"), "SELECT 10;")


@test()
def several_pairs_of_dbmate_are_one():
    p = Project()
    p.write("old/1_x.sql", "-- migrate:up\nCREATE TABLE a (x int);\n-- migrate:down\nDROP TABLE a;\n"
                           "-- migrate:up\nCREATE VIEW v AS SELECT x FROM a;\n-- migrate:down\nDROP VIEW v;\n")
    p.run("import", "dbmate", "old").exits(0, "several pairs joined")
    p.run("up").exits(0, "applied 1")
    p.run("down").exits(0, "took back 1")
    expect(not p.has_table("a") and not p.has_table("v"), "something is left")


@test()
def tern_texts():
    p = foreign("tern")
    p.write("old/tern.conf", "[data]\nname = three\n")
    p.write("old/003_three.sql", "CREATE TABLE {{ .name }} (id int);\n")
    p.run("import", "tern", "old").exits(0, "has placeholders")
    has(p.read("migrations/002_two.sql"), "CREATE TABLE two")
    has(p.read("migrations/003_three.sql"), "CREATE TABLE ${name}")


# --- what is refused ---------------------------------------------------------------------------


@test()
def dry_run_writes_nothing():
    p = foreign("dbmate")
    p.run("import", "dbmate", "old", "-n").exits(0, "would be written to migrations", "20260101000000_one.sql")
    expect(not os.path.exists(p.path("migrations")), "the folder was made")


@test()
def nothing_is_written_over():
    p = foreign("dbmate")
    p.mig("20260102000000_other", "SELECT 1;")
    before = snapshot(p, "migrations")
    p.run("import", "dbmate", "old").exits(2, "AF2125", "20260102000000_other.sql")
    same(snapshot(p, "migrations"), before, "the folder")
    p = foreign("dbmate", "migrations")
    before = snapshot(p, "migrations")
    p.run("import", "dbmate").exits(2, "AF2125", "--to")
    p.run("import", "dbmate", "./migrations/", "--to", "../" + os.path.basename(p.folder) + "/migrations").exits(2, "AF2125")
    same(snapshot(p, "migrations"), before, "the folder")


@test()
def bad_words():
    p = foreign("dbmate")
    p.run("import").exits(2, "AF2001", "flyway")
    p.run("import", "liquibase", "old").exits(2, "AF2001", "dbmate, goose")
    p.run("import", "native", "old").exits(2, "AF2001")
    p.run("import", "dbmate", "nosuch").exits(2, "AF2101", "nosuch")
    p.run("import", "golang-migrate", "old").exits(2, "AF2105")
    p.run("import", "dbmate", "old", "--dialect", "oracle").exits(2, "AF2001")
    p.write("empty/x.txt", "")
    p.run("import", "dbmate", "empty").exits(2, "AF2101", "no migrations")
    expect(not os.path.exists(p.path("migrations")), "the folder was made")


@test()
def a_file_that_is_wrong_stops_all():
    p = foreign("goose")
    p.write("old/00003_bad.sql", "-- +goose Up\n-- +goose StatementBegin\nSELECT 1;\n")
    p.run("import", "goose", "old").exits(2, "AF2301", "00003_bad.sql")
    expect(not os.path.exists(p.path("migrations")), "the folder was made")


@test()
def a_database_that_is_not_there():
    p = foreign("dbmate")
    p.env.pop("AFLOAT_URL")
    p.run("import", "dbmate", "old", "--url", "postgres://nobody@127.0.0.1:1/x").exits(3)
    expect(not os.path.exists(p.path("migrations")), "the folder was made")
    p.env["DATABASE_URL"] = "postgres://nobody@127.0.0.1:1/x"
    p.run("import", "dbmate", "old").exits(0, "the database was not asked", "2 migrations")


# --- the real dbmate ---------------------------------------------------------------------------


def cache():
    given = os.environ.get("AFLOAT_CACHE")
    if given:
        return given
    return "/var/cache/afloat" if os.getuid() == 0 else os.path.expanduser("~/.cache/afloat")


def dbmate():
    """Path of the program: installed, in the cache, or brought by npm."""
    found = shutil.which("dbmate")
    if found:
        return found
    folder = os.path.join(cache(), "dbmate")
    path = os.path.join(folder, "node_modules/@dbmate/linux-x64/bin/dbmate")
    if not os.path.exists(path):
        if not shutil.which("npm"):
            raise Skip("neither dbmate nor npm is installed")
        try:
            os.makedirs(folder, exist_ok=True)
            subprocess.run(["npm", "install", "--no-audit", "--no-fund", "--prefix", folder, "@dbmate/linux-x64"],
                           capture_output=True, timeout=120, check=False)
        except (OSError, subprocess.TimeoutExpired) as e:
            raise Skip(f"npm could not bring dbmate: {e}") from None
    if not os.access(path, os.X_OK):
        raise Skip("npm could not bring dbmate")
    return path


@test()
def the_real_dbmate_hands_over():
    program = dbmate()
    p = foreign("dbmate", "db/migrations")
    url = "sqlite:" + p.path("app.db")
    run = [program, "--no-dump-schema", "--url", url]
    done = subprocess.run([*run, "up"], cwd=p.folder, capture_output=True, text=True, check=False)
    same(done.returncode, 0, done.stdout + done.stderr)
    p.run("up", "--dir", "db/migrations").exits(4, "AF4007", "dbmate", "afloat baseline 20260102000000")
    p.run("import", "dbmate", "db/migrations").exits(0, "dbmate has applied 2 of 2")
    p.run("baseline", "20260102000000").exits(0)
    r = p.run("status").exits(0, "2 applied, 0 pending")
    has_not(r.all, "changed")
    p.mig("20260103000000_three", "CREATE TABLE three (id int);", "DROP TABLE three;")
    p.run("up").exits(0, "applied 1 migration")
    done = subprocess.run([*run, "status", "--exit-code"], cwd=p.folder, capture_output=True, text=True, check=False)
    same(done.returncode, 0, done.stdout + done.stderr)


@test()
def goose_envsub_is_refused():
    p = Project().write("old/1_a.sql", "-- +goose Up\n-- +goose ENVSUB ON\nSELECT '$X';\n")
    p.run("import", "goose", "old").exits(2, "AF2125", "ENVSUB", "1_a.sql:2")


# --- what is no version ------------------------------------------------------------------------


def flyway_with_all(engine=None):
    p = Project(engine) if engine else Project()
    p.write("old/V1__one.sql", "CREATE TABLE one (id integer, note varchar(20));\n")
    p.write("old/R__Some totals.sql", "-- of one\nCREATE VIEW totals AS SELECT count(*) AS n, '${who}' AS who FROM one;\n")
    p.write("old/more/R__later.sql", "CREATE VIEW later AS SELECT id FROM one;\n")
    p.write("old/beforeMigrate.sql", "SELECT 1;\n")
    p.write("old/afterMigrate__b.sql", "INSERT INTO one VALUES (2, 'b');\n")
    p.write("old/afterMigrate.sql", "INSERT INTO one VALUES (1, 'a');\n")
    p.write("old/more/afterMigrate.sql", "INSERT INTO one VALUES (3, 'c');\n")
    return p.write("flyway.toml", '[flyway.placeholders]\nwho = "me"\n')


@test(*ENGINES)
def repeatables_and_callbacks_of_flyway(engine):
    p = flyway_with_all(engine)
    before = snapshot(p, "old")
    r = p.run("import", "flyway", "old").exits(
        0, "1 migration, 2 repeatable files, 4 hooks of flyway written to migrations", "has placeholders: declare them",
        "[hooks]", 'before = [ { file = "migrations/hooks/beforeMigrate.sql" } ]',
        'after = [ { file = "migrations/hooks/afterMigrate.sql" }, { file = "migrations/hooks/afterMigrate_2.sql" }, '
        '{ file = "migrations/hooks/afterMigrate__b.sql" } ]')
    has_not(r.all, "not carried over")
    same(snapshot(p, "old"), before, "the old files")
    same(p.read("migrations/repeatable/some_totals.sql"),
         "-- of one\nCREATE VIEW totals AS SELECT count(*) AS n, '${who}' AS who FROM one;\n")
    os.unlink(p.path("flyway.toml"))
    lines = [line for line in r.out.splitlines() if line.strip() in ("[hooks]",) or " = [ {" in line]
    p.config("\n".join(lines) + '\n[variables]\nwho = "me"\n')
    p.run("up").exits(0, "applied 1 migration and made 2 repeatable files")
    same(p.sql("SELECT who FROM totals"), [["me"]])
    same(sorted(p.sql("SELECT id, note FROM one")), [["1", "a"], ["2", "b"], ["3", "c"]])
    p.run("up").exits(0, "nothing to do")
    p.run("validate").exits(0)


@test()
def what_has_no_equivalent_is_told_by_name():
    p = flyway_with_all()
    p.write("old/afterConnect.sql", "SELECT 1;\n")
    p.write("old/beforeEachMigrate.sql", "SELECT '${who}';\n")
    p.write("old/afterValidate.sql", "SELECT 1;\n")
    p.write("old/R__alone.sql", "CREATE VIEW alone AS SELECT 1 AS one;\n")
    p.write("old/R__alone.sql.conf", "executeInTransaction=false\n")
    p.run("up", "--dir", "old").exits(2, "AF2120")  # afloat itself refuses them
    r = p.run("import", "flyway", "old", "--to", "new", "--json").exits(0)
    same({x["from"]: x["reason"].split(" ")[0] + " " + x["reason"].split(" ")[-1] for x in r.json["left"]},
         {"old/afterConnect.sql": "a have", "old/beforeEachMigrate.sql": "a none", "old/afterValidate.sql": "not migration"})
    notes = {x["file"]: x["notes"] for x in r.json["files"]}
    has(notes["new/repeatable/alone.sql"], "executeInTransaction=false is not carried over")
    same(r.json["config"][0]["line"], "[hooks]")
    has(r.json["summary"]["next"], "afloat baseline 1 --dir new")
    expect(not os.path.exists(p.path("new/hooks/afterConnect.sql")), "it was written")
    p = Project().write("old/1_a.up.sql", "SELECT 1;\n").write("old/1_a.down.sql", "SELECT 1;\n")
    p.write("old/notes.sql", "SELECT 2;\n")
    r = p.run("import", "golang-migrate", "old")
    if r.code == 0:
        has(r.out, "old/notes.sql", "not a name of a migration")
    else:
        r.exits(2, "AF2105", "notes.sql")


@test()
def repeatables_without_versions_are_imported():
    p = Project().write("old/R__a.sql", "CREATE VIEW a AS SELECT 1 AS one;\n")
    p.run("import", "flyway", "old", "-n").exits(0, "0 migrations, 1 repeatable file of flyway would be written")
    expect(not os.path.exists(p.path("migrations")), "the folder was made")
    p.run("import", "flyway", "old").exits(0)
    p.run("up").exits(0, "made 1 repeatable file")


@test()
def repeatables_that_are_there_are_not_written_over():
    p = flyway_with_all()
    p.write("migrations/repeatable/later.sql", "SELECT 1;\n")
    before = snapshot(p, "migrations")
    p.run("import", "flyway", "old").exits(2, "AF2125", "migrations/repeatable/later.sql")
    same(snapshot(p, "migrations"), before, "the folder")
    p = flyway_with_all()
    p.write("migrations/hooks/beforeMigrate.sql", "SELECT 1;\n")
    p.run("import", "flyway", "old").exits(2, "AF2125", "migrations/hooks/beforeMigrate.sql")
    same(list(snapshot(p, "migrations")), [p.path("migrations/hooks/beforeMigrate.sql")])
