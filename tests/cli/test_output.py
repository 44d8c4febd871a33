"""What is printed where, and how."""
import re

from lib import ENGINES, Project, expect, has, has_not, on_terminal, same, slow_statement, test


@test(*ENGINES)
def results_and_messages(engine):
    """Results on stdout, progress and messages on stderr."""
    p = Project(engine).tables(2)
    r = p.run("up").exits(0)
    has(r.out, "applied 2 migrations")
    has(r.err, "0001  t1", "CREATE TABLE t1 (id integer PRIMARY KEY)")
    has_not(r.out, "CREATE TABLE")
    expect(re.search(r"CREATE TABLE t1 .* \d+ ms\n", r.err), "a statement without its time:\n" + r.err)
    r = p.run("status").exits(0)
    same(r.err, "", "stderr of status")
    columns = [line.index("t1") for line in r.out.splitlines() if " t1 " in line]
    same(len(columns), 1)
    r = p.run("up", "-q").exits(0)
    same(r.all, "", "-q with nothing to do")
    p.mig("0003_bad", "SELECT nothing_like_it FROM nowhere;")
    r = p.run("up", "-q")
    same(r.out, "", "stdout of a failure with -q")
    has(r.err, "error[AF4101]")
    has(p.run("version", "-q").exits(0).out, "afloat 0")


@test()
def many_statements_have_one_line():
    p = Project().mig("0001_many", "CREATE TABLE t (i int);\n" + "INSERT INTO t VALUES (1);\n" * 99)
    r = p.run("up").exits(0)
    same(r.err.count("INSERT INTO t"), 18)
    has(r.err, "100 statements in all")
    p = Project().mig("0001_many", "CREATE TABLE t (i int);\n" + "INSERT INTO t VALUES (1);\n" * 99)
    same(p.run("up", "-v").exits(0).err.count("INSERT INTO t"), 99)


@test()
def colours():
    p = Project().tables(1)
    has_not(p.run("status").out, "\033")
    has(p.run("status", "--color", "always").out, "\033[")
    has(p.run("status", "--color=always", env={"NO_COLOR": "1"}).out, "\033[")
    has_not(p.run("status", "--color", "never").out, "\033")
    has(p.run("up", "--color", "always").err, "\033[")
    has_not(p.run("status", "--json", "--color", "always").out, "\033")


def screen(text):
    """The lines that stay on a terminal: what was overwritten is gone."""
    lines = []
    for line in text.split("\n"):
        line = line.rstrip("\r").split("\r")[-1].replace("\033[K", "")
        lines.append(re.sub(r"\033\[[0-9;]*m", "", line))
    return lines


@test("postgres", "mariadb")
def progress_on_a_terminal(engine):
    """A slow step shows its time on a line that is overwritten, and leaves nothing of it behind."""
    p = Project(engine).tables(1).mig("0002_slow", slow_statement(engine, 3), "SELECT 1;")
    p.env["TERM"] = "xterm"
    code, text = on_terminal(p, ["up"], None)
    same(code, 0, text)
    has(text, "\r\033[K", "\033[32m")
    slow = [line for line in screen(text) if "SLEEP" in line.upper()]
    expect(len(slow) == 1 and re.search(r" 3\.\d s$", slow[0]), f"{slow}\n{text!r}")
    expect(not [line for line in screen(text) if "…" in line], "progress stayed:\n" + text)
    code, text = on_terminal(Project(engine).mig("0001_slow", slow_statement(engine, 2)), ["up"], None)
    has_not(text, "\033")  # TERM=dumb


@test()
def ascii_only():
    p = Project().tables(1)
    p.mig("0002_long", "CREATE TABLE x (" + ", ".join(f"column_{i} integer" for i in range(30)) + ");")
    p.mig("0003_bad", "SELECT x FROM nowhere;")
    for locale in ({"LC_ALL": "C"}, {"LC_ALL": None, "LANG": "C"}, {"LC_ALL": "POSIX"}):
        for args in (["status"], ["plan"], ["up"], ["status"], ["help"], ["up", "--help"]):
            r = p.run(*args, env=locale)
            r.all.encode("ascii")
    has(p.run("status").out, "✓")


@test(*ENGINES)
def text_of_the_database_is_escaped(engine):
    """Terminal escapes in names, messages and notices reach no terminal."""
    p = Project(engine)
    quote = "`" if engine == "mariadb" else '"'
    name = f"{quote}n\x1b[31mx\x07{quote}"
    p.mig("0001_a", f"CREATE TABLE {name} (a text);\nINSERT INTO {name} VALUES ('\x1b]0;title\x07');",
          f"DROP TABLE {name};")
    if engine == "postgres":
        p.mig("0002_notice", "DO $$ BEGIN RAISE WARNING 'esc \x1b[2J'; END $$;")
    p.mig("0003_bad", f"SELECT {name} FROM {quote}no\x1b[41m{quote};")
    for args in (["plan"], ["up"], ["up", "-v"], ["status"], ["up", "--json"], ["repair"]):
        r = p.run(*args)
        bad = [c for c in r.all if (ord(c) < 32 and c != "\n") or ord(c) == 127]
        expect(not bad, f"{args}: raw {bad!r} in\n{r.all!r}")
    p = Project(engine)
    p.sql(f"CREATE TABLE {name} (a int)")
    p.tables(1)
    r = p.run("up").exits(4, "AF4006")
    has_not(r.all, "\x1b")


@test()
def file_names_and_reasons_are_escaped():
    p = Project().tables(1)
    p.run("up").exits(0)
    p.run("repair", "0001", "--mark", "applied", "--reason", "x\x1b[31m").exits(0)
    p.write("migrations/0002_a\x1b[31m.sql", "-- afloat:up\nSELECT 1;\n")
    for args in (["status"], ["up"], ["nosuch\x1b[31m"], ["up", "--\x1b[31m"], ["help", "\x1b[31m"],
                 ["up", "--dir", "\x1b[31m"], ["up", "--env", "\x1b[31m"], ["up", "--url", "\x1b[31m.db"]):
        has_not(p.run(*args).all, "\x1b")


@test("postgres", "mariadb")
def verbose_says_what_it_cost(engine):
    p = Project(engine).tables(2)
    r = p.run("up", "-v").exits(0)
    has(r.err, "connected: database", "for the server")
    has_not(p.run("up").exits(0).err, "for the server")


@test()
def next_command_is_for_the_same_database():
    p = Project(None).tables(1).config('[env.x]\nurl = "sqlite:app.db"\n')
    has(p.run("status", "-e", "x").out, "next: afloat up --env x\n")
    has(p.run("status", "--url", "sqlite:app.db").out, "next: afloat up --url URL\n")


@test()
def continuing_command_is_what_was_typed():
    p = Project().mig("0001_bad", "SELECT 1 FROM nowhere;").config('[env."my env"]\nurl = "sqlite:app.db"\n')
    p.env = {}
    has(p.run("up", "--env", "my env").exits(7).err, "continue: afloat up --env 'my env'\n")
    has(p.run("up", "--url", "sqlite:app.db").exits(7).err, "continue: afloat up --url URL\n")
