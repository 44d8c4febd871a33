"""init: the configuration says what the command line said, and never a password."""
import os

from lib import CANARY, Project, expect, has, has_not, same, test


def of_nothing(engine):
    """A project of an engine whose URL stands nowhere but where the test puts it."""
    p = Project(engine)
    p.env.clear()
    return p


@test("sqlite", "postgres", "mariadb")
def url_given_is_the_url_written(engine):
    p = of_nothing(engine)
    r = p.run("init", "-n", "--url", p.url).exits(0, "would be created", "next: afloat init --url")
    same(os.listdir(p.folder), [".home"], r.out)
    p.run("init", "--url", p.url).exits(0, "afloat.toml", "created")
    has(p.read("afloat.toml"), f'url = "{p.url}"')
    has_not(p.read("afloat.toml"), "dev.db")
    p.mig("0001_t", "CREATE TABLE t (id integer);")
    p.run("up").exits(0, "1 migration")
    expect(p.has_table("t"), "the migration ran elsewhere")


@test()
def without_a_url_a_file_is_named():
    p = of_nothing("sqlite")
    p.run("init").exits(0)
    has(p.read("afloat.toml"), 'url = "sqlite:dev.db"')
    has_not(p.read("afloat.toml"), "\ndir", "\nformat")


@test()
def odd_characters_come_back():
    p = of_nothing("sqlite")
    p.run("init", "--url", 'sqlite:a "b" \\c\tü.db').exits(0)
    p.mig("0001_t", "CREATE TABLE t (id integer);")
    p.run("up").exits(0)
    expect(os.path.exists(p.path('a "b" \\c\tü.db')), f"{os.listdir(p.folder)}")


@test()
def folder_and_format_given_are_written():
    p = of_nothing("sqlite")
    p.run("init", "--dir", "db/sql", "--format-files", "goose").exits(0, "db/sql", "created")
    p.run("new", "add users").exits(0, "db/sql/", "_add_users.sql")
    name = os.listdir(p.path("db", "sql"))[0]
    has(p.read(f"db/sql/{name}"), "+goose Up")


@test()
def no_password_is_written():
    urls = {f"postgres://app:{CANARY}@db.example/app": "PGPASSWORD",
            f"host=db.example user=app password={CANARY}": "PGPASSWORD",
            f"postgres://app@db.example/app?sslpassword={CANARY}": "PGPASSWORD",
            f"postgres://app@db.example/app?options=-c%20app.token%3D{CANARY}": "PGPASSWORD",
            f"mysql://app:{CANARY}@db.example/app": ".my.cnf",
            f"mariadb://app@db.example/app?password={CANARY}": ".my.cnf"}
    for url, way in urls.items():
        for more in ((), ("-n",), ("--json",)):
            p = of_nothing(None)
            r = p.run("init", "--url", url, *more).exits(2, "AF2001", "holds a password", "password_command", way)
            has_not(r.all, CANARY)
            same(os.listdir(p.folder), [".home"], url)
    # The password of another place is no reason to refuse, nor is a name that sounds like one.
    p = of_nothing(None)
    p.run("init", "--url", "postgres://app@db.example/passport", env={"PGPASSWORD": CANARY}).exits(0)
    has(p.read("afloat.toml"), 'url = "postgres://app@db.example/passport"')
    has_not(p.read("afloat.toml"), CANARY)


@test()
def what_is_no_url_writes_nothing():
    p = of_nothing(None)
    p.run("init", "--url", "oracle://db/app").exits(2, "AF2003")
    same(os.listdir(p.folder), [".home"])


@test()
def a_configuration_that_is_there_stays():
    p = of_nothing("sqlite").config('url = "sqlite:first.db"\n')
    p.run("init", "--url", "sqlite:second.db").exits(0, "there already", "--url was not written")
    same(p.read("afloat.toml"), 'url = "sqlite:first.db"\n')
