"""What is printed where, and how."""
import json
import re
import time

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
    p = many_files(12, 0.2)
    p.env.update(TERM="xterm", LC_ALL="C", COLUMNS="60")
    for args in (["up"], ["status"], ["plan", "--down"]):
        on_terminal(p, args, None)[1].encode("ascii")


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
    has(p.run("status", "--url", "sqlite:app.db").out, "next: afloat up --url sqlite:app.db\n")


@test()
def continuing_command_is_what_was_typed():
    p = Project().mig("0001_bad", "SELECT 1 FROM nowhere;").config('[env."my env"]\nurl = "sqlite:app.db"\n')
    p.env = {}
    has(p.run("up", "--env", "my env").exits(7).err, "continue: afloat up --env 'my env'\n")
    has(p.run("up", "--url", "sqlite:app.db").exits(7).err, "continue: afloat up --url sqlite:app.db\n")


def many_files(count, seconds):
    """Files that take about so long each."""
    p = Project()
    for i in range(1, count + 1):
        p.mig(f"{i:04}_t{i}", f"CREATE TABLE t{i} (i int);\n" + slow_statement("sqlite", seconds),
              f"DROP TABLE t{i};")
    return p


PROGRESS = re.compile(r"(\d+) of 30 files, (\d+) of 60 statements, [\d.]+/s(, about \d+ s left)?")


@test()
def progress_of_a_run_on_a_terminal():
    """Files, statements, rate and time left, on one line that is rewritten and leaves nothing behind."""
    p = many_files(30, 0.1)
    p.env.update(TERM="xterm", COLUMNS="100")
    code, text = on_terminal(p, ["up"], None)
    same(code, 0, text)
    shown = [PROGRESS.search(line) for line in re.split(r"\r|\n", text) if " files, " in line]
    expect(len(shown) > 5 and all(shown), f"progress was shown {len(shown)} times:\n{text!r}")
    numbers = [int(m.group(2)) for m in shown]
    same(numbers, sorted(numbers), "it goes back")
    expect(any(m.group(3) for m in shown), "no time left:\n" + text)
    expect(not [line for line in screen(text) if " files, " in line], "progress stayed:\n" + text)
    for line in re.split(r"[\r\n]+", text):
        expect(len(re.sub(r"\033\[[0-9;]*[mK]", "", line)) <= 100, f"wider than the terminal: {line!r}")
    # Below a second there is none, nor with -q or on a terminal that cannot rewrite a line.
    code, text = on_terminal(Project().tables(5), ["up"], None)
    has_not(text, " files, ")
    code, text = on_terminal(many_files(12, 0.1), ["up", "-q"], None)
    same((code, text), (0, ""))


@test()
def progress_of_a_run_in_a_pipe():
    """A plain line now and then."""
    p = many_files(30, 0.3)
    start = time.monotonic()
    r = p.run("up", timeout=300).exits(0)
    at_most = (time.monotonic() - start) / 5
    lines = [line for line in r.err.splitlines() if " files, " in line]
    expect(1 <= len(lines) <= at_most and all(PROGRESS.search(line) for line in lines), f"{lines}\n{r.err}")
    has_not(r.all, "\r", "\033")


@test()
def progress_of_copied_data():
    """Bytes of a large file, on PostgreSQL."""
    p = Project("postgres")
    row = "x" * 990
    p.mig("0001_data", "CREATE TABLE t (i int, s text);\nCREATE FUNCTION slow() RETURNS trigger LANGUAGE plpgsql AS "
          "$$ BEGIN IF NEW.i % 5000 = 0 THEN PERFORM pg_sleep(0.3); END IF; RETURN NEW; END $$;\n"
          "CREATE TRIGGER slow BEFORE INSERT ON t FOR EACH ROW EXECUTE FUNCTION slow();\n"
          "COPY t FROM stdin;\n" + "".join(f"{i}\t{row}\n" for i in range(60000)) + "\\.\n")
    p.env.update(TERM="xterm")
    code, text = on_terminal(p, ["up", "--events", "e.ndjson"], None)
    same(code, 0, text)
    has(text, " of 59.8 MB, ", "MB/s", "left")
    sent = [e for e in map(json.loads, p.read("e.ndjson").splitlines()) if e["event"] == "step_progress"]
    expect(len(sent) > 3 and sent[-1]["n"] > sent[0]["n"] > 0 and sent[0]["total"] > 59000000, str(sent))
    same(p.sql("SELECT count(*) FROM t"), [["60000"]])


@test()
def tables_fit_the_terminal():
    p = Project().tables(1).mig("0009_" + "a_very_long_name_" * 8, "CREATE TABLE t (i int);", "DROP TABLE t;")
    p.run("up").exits(0)
    for columns in ("60", "100"):
        p.env.update(COLUMNS=columns, TERM="xterm", NO_COLOR="1")
        for args in (["status"], ["plan", "--down"]):
            _, text = on_terminal(p, args, None)
            rows = [line.rstrip("\r") for line in text.splitlines() if line.startswith("  ")]
            expect(rows and max(map(len, rows)) <= int(columns), f"{args} at {columns}:\n{text}")
            has(text, "a_very_lo")
    has(p.run("status").out, "a_very_long_name_" * 8)
