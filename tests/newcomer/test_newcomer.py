"""newcomer: the first ten minutes of somebody who has only README.md and --help. TAP on stdout.

Does      go from three starting points (nothing, a database with tables, a project of dbmate) to the first applied
          migration on every engine, and back, by typing what README says and then what each message says is next
Does not  write a configuration file, or use an option that no message and not the README's first page named
Shape     Story.type runs a command and counts it; Story.said types the command that the last output named, as it
          stands: through a shell, so that quotes and placeholders show
Env       AFLOAT path of the program (default build/debug/afloat); AFLOAT_BENCH_CACHE, AFLOAT_CACHE: where
          the program dbmate is looked for, else npm is asked for it, else its table is made as it makes it
"""
import glob
import os
import re
import shutil
import subprocess
import time

import lib
from lib import Project, Result, expect, has, has_not, same, test

MOST_SECONDS = 90
ENGINES = ("sqlite", "postgres", "mariadb")
# What a message gives to be typed: "next: CMD", "continue: CMD", "… with: CMD", "to begin …: CMD".
SAID = re.compile(r"(?:next|continue|with|for example|then|file): (afloat [^\n;]*?)(?:;|\.?$|\.? *\(|, or )", re.M)


class Story:
    """One newcomer: a folder, a shell in which nothing is set but PATH, and a database's URL."""

    def __init__(self, name, engine, variable=True):
        self.name, self.engine, self.commands, self.last = name, engine, [], None
        self.p = Project(engine)
        self.p.env = {"DATABASE_URL": self.p.url} if variable else {}
        bin_folder = self.p.path(".bin")
        os.mkdir(bin_folder)
        os.symlink(lib.AFLOAT, os.path.join(bin_folder, "afloat"))
        self.p.env["PATH"] = bin_folder + ":" + os.environ["PATH"]
        self.start = time.monotonic()

    def type(self, line, code=0):
        """A line as it is typed into a shell."""
        env = lib.environment(self.p.home, self.p.env)
        done = subprocess.run(["sh", "-c", line], cwd=self.p.folder, env=env, stdin=subprocess.DEVNULL,
                              capture_output=True, timeout=60, check=False)
        self.last = Result(line, done.returncode, lib.text_of(done.stdout), lib.text_of(done.stderr))
        self.commands.append(line)
        return self.last.exits(code)

    def next(self):
        """The commands that the last output named."""
        found = SAID.findall(self.last.all)
        for command in found:
            expect(not re.search(r"\b[A-Z]{3,}\b|\[|\]|<|>|…|\.\.\.", command),
                   f"{command!r} cannot be typed as it stands:\n{self.last.all}")
        return [c.strip() for c in found]

    def said(self, want, code=0):
        """Types the command that was named; it has to begin with `want`."""
        named = self.next()
        expect(named and named[0].startswith(want), f"named: {named}, expected {want}…\n{self.last.all}")
        return self.type(named[0], code)

    def edit(self, up, down):
        """The newest file, with an editor: statements under the markers that stand there."""
        path = max(glob.glob(self.p.path("**", "*.sql"), recursive=True), key=os.path.getctime)
        with open(path, encoding="utf-8") as f:
            lines = f.read().splitlines()
        out = []
        for line in lines:
            out.append(line)
            if re.match(r"-- (afloat|migrate):up", line):
                out.append(up)
            if re.match(r"-- (afloat|migrate):down", line):
                out.append(down)
        with open(path, "w", encoding="utf-8") as f:
            f.write("\n".join(out) + "\n")

    def end(self, most):
        seconds = time.monotonic() - self.start
        print(f"# {self.name} ({self.engine}): {len(self.commands)} commands, {seconds:.2f} s")
        for line in self.commands:
            print(f"#   {line}")
        expect(len(self.commands) <= most, f"{len(self.commands)} commands, at most {most}")
        expect(seconds < MOST_SECONDS, f"{seconds:.0f} s")


def text_type(engine):
    return "varchar(100)" if engine == "mariadb" else "text"


def users(engine):
    return (f"CREATE TABLE users (id integer PRIMARY KEY, name {text_type(engine)} NOT NULL);", "DROP TABLE users;")


def email(engine):
    return f"ALTER TABLE users ADD COLUMN email {text_type(engine)};", "ALTER TABLE users DROP COLUMN email;"


# ---- from nothing ----


@test(*ENGINES)
def from_nothing(engine):
    """README, "90 seconds", word for word."""
    s = Story("from nothing", engine)
    s.type("afloat init")
    s.said("afloat new create_users")
    s.edit(*users(engine))
    s.said("afloat up")
    same(len(s.p.applied()), 1, "applied")
    s.type("afloat status")
    same(s.next(), [], "all is done")
    s.type("afloat down")
    expect(not s.p.has_table("users"), "users is there still")
    s.end(5)


@test()
def from_nothing_at_all():
    """No variable, no server, no file: what each message says leads to the first migration."""
    s = Story("from an empty folder", "sqlite", variable=False)
    s.type("afloat up", 2)
    s.said("afloat init")
    s.said("afloat new create_users")
    s.edit(*users("sqlite"))
    s.said("afloat up")
    s.type("afloat status")
    has(s.last.out, "1 applied, 0 pending.")
    s.end(5)


@test("postgres")
def where_the_database_is_named_on_the_line(engine):
    """--url instead of a variable: the next command has it too."""
    s = Story("with --url", engine, variable=False)
    s.type("afloat new create_users")
    s.edit(*users(engine))
    s.type(f"afloat status --url '{s.p.url}'")
    s.said("afloat up --url")
    has(s.last.all, "applied 1 migration")
    s.end(3)


@test()
def slips_of_the_first_minutes():
    s = Story("slips", "sqlite")
    s.type("afloat init")
    s.type("afloat new", 2)
    s.said("afloat new")
    s.type("afloat new add email to users", 2)
    has(s.last.err, "in quotes", "--help")
    s.type("afloat new 'add email to users'")
    s.type("afloat stauts", 2)
    has(s.last.err, "afloat status")
    s.type("afloat migrate --dry-run")
    has(s.last.all, "Nothing was changed")
    s.type("afloat init")  # once more: nothing is overwritten, and it does not begin again
    has(s.last.all, "there already")
    s.said("afloat status")
    s.end(9)


@test()
def a_statement_with_a_mistake():
    """The first migration is wrong: the message says where, and the same command goes on after the correction."""
    s = Story("a mistake", "sqlite")
    s.type("afloat new create_users")
    s.edit("CREATE TABEL users (id integer);", "DROP TABLE users;")
    s.type("afloat up", 7)
    has(s.last.err, "TABEL", "^", ":2:")
    path = glob.glob(s.p.path("migrations", "*.sql"))[0]
    with open(path, encoding="utf-8") as f:
        text = f.read().replace("TABEL", "TABLE")
    with open(path, "w", encoding="utf-8") as f:
        f.write(text)
    s.type("afloat up")
    expect(s.p.has_table("users"), "no table")
    s.end(3)


# ---- a database with tables ----


@test(*ENGINES)
def a_database_with_tables(engine):
    s = Story("a database with tables", engine)
    s.p.sql(users(engine)[0].rstrip(";"))
    s.p.sql("INSERT INTO users (id, name) VALUES (1, 'ann')")
    s.type("afloat init")
    s.type("afloat new add_email")
    s.edit(*email(engine))
    s.type("afloat status")
    s.said("afloat baseline")
    s.said("afloat up")
    same(s.p.sql("SELECT name, coalesce(email, '-') FROM users"), [["ann", "-"]])
    s.type("afloat status")
    has(s.last.out, "1 applied, 0 pending.")
    s.type("afloat down")
    same(s.p.sql("SELECT name FROM users"), [["ann"]])
    s.end(7)


@test(*ENGINES)
def a_database_with_tables_and_no_look_before(engine):
    """Straight to up: it refuses, changes nothing, and names the command that works as it stands."""
    s = Story("straight to up", engine, variable=False)
    s.p.sql(users(engine)[0].rstrip(";"))
    s.type("afloat new add_email")
    s.edit(*email(engine))
    s.type(f"afloat up --url '{s.p.url}'", 4)
    has(s.last.err, "AF4006", "users", "Nothing was changed.")
    s.said("afloat baseline")
    s.said("afloat up")
    has(s.last.all, "applied 1 migration")
    s.end(4)


# ---- a project of dbmate ----

DBMATE_TABLE = {  # as dbmate 2.36 makes it
    "sqlite": "CREATE TABLE IF NOT EXISTS \"schema_migrations\" (version varchar(128) primary key)",
    "postgres": "create table if not exists \"public\".\"schema_migrations\" (version varchar primary key)",
    "mariadb": "create table if not exists `schema_migrations` (version varchar(128) primary key) "
               "character set latin1 collate latin1_bin",
}


def dbmate():
    """The real program, or None."""
    places = [os.path.join(os.environ.get("AFLOAT_BENCH_CACHE", "/nowhere"), "dbmate"),
              os.path.join(lib.WORK, "npm/node_modules/@dbmate/linux-x64/bin/dbmate")]
    found = next((p for p in places if os.access(p, os.X_OK)), None) or shutil.which("dbmate")
    if found or not shutil.which("npm") or os.environ.get("AFLOAT_NO_FETCH"):
        return found
    os.environ["AFLOAT_NO_FETCH"] = "1"  # one try
    env = {**os.environ, "HOME": lib.WORK, "npm_config_cache": os.path.join(lib.WORK, "npm-cache")}
    try:
        subprocess.run(["npm", "install", "--silent", "--no-audit", "--no-fund", "--prefix",
                        os.path.join(lib.WORK, "npm"), "@dbmate/linux-x64@2"], env=env, timeout=60,
                       stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False)
    except subprocess.TimeoutExpired:
        return None
    return places[1] if os.access(places[1], os.X_OK) else None


def dbmate_url(s):
    folder = lib.server(s.engine).folder if s.engine != "sqlite" else ""
    if s.engine == "postgres":
        return f"postgres://afloat@/{s.p.database}?host={folder}&sslmode=disable"
    if s.engine == "mariadb":
        return f"mysql://root@/{s.p.database}?socket={folder}/my.sock"
    return "sqlite:app.db"


def of_dbmate(s):
    """db/migrations with one applied migration, and the URL in .env, as its README says. True: it did so itself."""
    program, (up, down) = dbmate(), users(s.engine)
    text = f"-- migrate:up\n{up}\n\n-- migrate:down\n{down}\n"
    s.p.write("db/migrations/20240102030405_create_users.sql", text)
    s.p.write(".env", f'DATABASE_URL="{dbmate_url(s)}"\n')
    if program:
        done = subprocess.run([program, "--no-dump-schema", "up"], cwd=s.p.folder, capture_output=True, text=True,
                              env=lib.environment(s.p.home), check=False)
        expect(done.returncode == 0, done.stdout + done.stderr)
    else:
        s.p.sql(DBMATE_TABLE[s.engine])
        s.p.sql("INSERT INTO schema_migrations (version) VALUES ('20240102030405')")
        s.p.sql(up.rstrip(";"))
    print(f"# the project was made by {program or 'the statements of dbmate: the program is not here'}")
    return bool(program)


@test(*ENGINES)
def a_project_of_dbmate(engine):
    s = Story("a project of dbmate", engine, variable=False)
    by_itself = of_dbmate(s)
    s.type("afloat status")
    has(s.last.all, "db/migrations", ".env", "dbmate")
    s.said("afloat baseline 20240102030405")
    has(s.last.all, "1 migration marked as applied")
    s.type("afloat new add_email")
    s.edit(*email(engine))
    s.said("afloat up")
    s.type("afloat status")
    has(s.last.out, "2 applied, 0 pending.")
    s.type("afloat down")
    s.end(6)
    with open(max(glob.glob(s.p.path("db/migrations/*.sql"))), encoding="utf-8") as f:
        has_not(f.read(), "afloat:")  # dbmate could read it still
    if by_itself:
        done = subprocess.run([dbmate(), "status"], cwd=s.p.folder, capture_output=True, text=True,
                              env=lib.environment(s.p.home), check=False)
        has(done.stdout, "Applied: 1")


@test("sqlite")
def a_project_of_dbmate_and_init(engine):
    """init first, as README says to all: it does not begin a second project beside the first one."""
    s = Story("dbmate, init first", engine, variable=False)
    of_dbmate(s)
    s.type("afloat init")
    has(s.last.all, "db/migrations")
    expect(not os.path.exists(s.p.path("migrations")), "a second folder was made")
    s.said("afloat status")
    s.said("afloat baseline 20240102030405")
    s.type("afloat up")
    has(s.last.all, "up to date")
    s.end(4)


# ---- what the first page says ----


@test()
def the_first_page_is_true():
    """The commands of README's "90 seconds" are those of these stories, and each is in --help."""
    with open(os.path.join(lib.ROOT, "README.md"), encoding="utf-8") as f:
        page = f.read().split("## 90 seconds")[1].split("\n## ")[0]
    typed = re.findall(r"^\$ afloat (\w+)", page, re.M)
    same(typed, ["init", "new", "up", "status", "down"], "README")
    s = Story("help", "sqlite", variable=False)
    s.type("afloat --help")
    for word in (*typed, "baseline", "import"):
        has(s.last.out, f"\n  {word} ")
    for word in (*typed, "baseline"):
        s.type(f"afloat {word} --help")
        has(s.last.out, "Examples")
