"""Signals, and how often the server is waited for."""
import os
import signal
import socket
import threading
import time

from lib import ENGINES, Project, expect, has, same, server, slow_statement, test, wait_until

MY_SLOW = "INSERT INTO t1 SELECT 5 FROM (SELECT SLEEP(30)) AS s WHERE 1 = 1;"
BUSY = {"postgres": "SELECT count(*) FROM pg_stat_activity WHERE query LIKE 'SELECT pg_sleep(30)%' AND state = 'active'",
        "mariadb": "SELECT count(*) FROM information_schema.processlist WHERE info LIKE 'INSERT INTO t1 SELECT 5%'"}


@test(*[f"{e} {s}" for e in ENGINES for s in ("SIGINT", "SIGTERM")])
def interrupted(case):
    """Ends at once, with 130 or 143; what was begun is rolled back; the server has stopped working too."""
    engine, name = case.split()
    p = Project(engine).tables(1)
    p.mig("0002_slow", "CREATE TABLE x (id integer PRIMARY KEY);\n" +
          (MY_SLOW if engine == "mariadb" else slow_statement(engine)), "DROP TABLE x;")
    running = p.start("up")
    if engine == "sqlite":
        wait_until(lambda: p.applied() == ["0001"], "the first one is applied")
        time.sleep(0.3)
    else:
        wait_until(lambda: p.sql(BUSY[engine]) != [["0"]], "the slow statement runs")
    start = time.monotonic()
    running.send_signal(getattr(signal, name))
    out, err = running.communicate(timeout=20)
    text = (out + err).decode()
    same(running.returncode, {"SIGINT": 130, "SIGTERM": 143}[name], text)
    expect(time.monotonic() - start < 5, "it took too long")
    has(text, "committed: 1 migration was applied and stays so.", "continue: afloat up")
    same(p.has_table("x"), engine == "mariadb", "the first statement")
    if engine != "sqlite":
        wait_until(lambda: p.sql(BUSY[engine]) == [["0"]], "the server's work has ended")
    same(p.applied(), ["0001"])
    p.mig("0002_slow", "CREATE TABLE x (id integer PRIMARY KEY);\nSELECT 2;", "DROP TABLE x;")
    p.run("up").exits(0, "applied 1 migration")


@test("DO SLEEP(30)", "SELECT SLEEP(30)")
def interrupted_in_a_sleep(statement):
    """The server answers a SLEEP that is cut off as if it had slept: it counts as cancelled."""
    p = Project("mariadb").mig("0001_slow", statement + ";", "DO 1;")
    running = p.start("up")
    wait_until(lambda: p.sql("SELECT count(*) FROM information_schema.processlist WHERE state = 'User sleep'") != [["0"]],
               "the statement runs")
    running.send_signal(signal.SIGINT)
    out, err = running.communicate(timeout=20)
    same(running.returncode, 130, (out + err).decode())
    same(p.applied(), [])


def in_a_procedure(engine, directive=""):
    """A CALL that was cut off in its SLEEP: the server goes on behind it, and reports no error."""
    p = Project(engine)
    p.mig("0001_c", "CREATE TABLE c (n int);\nINSERT INTO c VALUES (0);\nCREATE PROCEDURE slow() BEGIN DO SLEEP(6); "
          "UPDATE c SET n = n + 1; END;")
    p.mig("0002_call", f"CREATE TABLE d (n int);\n{directive}CALL slow();\nCREATE TABLE e (n int);", "DO 1;")
    running = p.start("up")
    sleeps = "SELECT count(*) FROM information_schema.processlist WHERE state = 'User sleep' AND db = database()"
    wait_until(lambda: p.sql(sleeps) != [["0"]], "the procedure runs")
    running.send_signal(signal.SIGINT)
    out, err = running.communicate(timeout=20)
    text = (out + err).decode()
    same(running.returncode, 130, text)
    has(text, "Of 0002 the outcome is not known yet", "SLEEP", "0002_call.sql", "continue: afloat up")
    same((p.applied(), p.has_table("e")), (["0001"], False))
    return p


@test("mariadb")
def interrupted_in_a_procedure(engine):
    p = in_a_procedure(engine)
    r = p.run("up").exits(4, "AF4009", "afloat repair 0002:2 --mark")
    same(p.has_table("e"), False, r.all)
    p.run("repair", "0002:2", "--mark", "applied", "--reason", "n is 1").exits(0)
    p.run("up").exits(0, "applied 1 migration")
    same(p.sql("SELECT n FROM c"), [["1"]])
    expect(p.has_table("e"), "the rest did not run")


@test("mariadb")
def interrupted_in_a_procedure_that_may_run_again(engine):
    p = in_a_procedure(engine, "-- afloat:rerunnable\n")
    p.run("up", timeout=30).exits(0, "applied 1 migration")
    same(p.sql("SELECT n FROM c"), [["2"]])


@test(*ENGINES)
def interrupted_while_waiting_for_the_lock(engine):
    p = Project(engine).tables(1).mig("0002_slow", slow_statement(engine))
    first = p.start("up")
    try:
        wait_until(lambda: p.applied() == ["0001"], "the first run works")
        second = p.start("up")
        time.sleep(1)
        second.send_signal(signal.SIGINT)
        out, err = second.communicate(timeout=10)
        same(second.returncode, 130, (out + err).decode())
        has((out + err).decode(), "Nothing was changed")
    finally:
        first.terminate()
        first.communicate()


class Relay:
    """Stands between program and server on a Unix socket; counts how often the client speaks after the server."""

    def __init__(self, target, path):
        self.target, self.turns, self.last = target, 0, "server"
        self.listener = socket.socket(socket.AF_UNIX)
        self.listener.bind(path)
        os.chmod(path, 0o777)
        self.listener.listen(8)
        threading.Thread(target=self.accept, daemon=True).start()

    def accept(self):
        while True:
            try:
                client, _ = self.listener.accept()
            except OSError:
                return
            up = socket.socket(socket.AF_UNIX)
            up.connect(self.target)
            threading.Thread(target=self.pump, args=(client, up, "client"), daemon=True).start()
            threading.Thread(target=self.pump, args=(up, client, "server"), daemon=True).start()

    def pump(self, a, b, who):
        while True:
            data = a.recv(65536)
            # the farewell is no question: Terminate of PostgreSQL, COM_QUIT of MySQL
            if data and data not in (b"X\0\0\0\4", b"\1\0\0\0\1"):
                self.turns += who == "client" and self.last == "server"
                self.last = who
            if not data:
                try:
                    b.shutdown(socket.SHUT_WR)
                except OSError:
                    pass
                return
            b.sendall(data)


@test("postgres", "mariadb")
def five_round_trips(engine):
    """At most five after the log-in, with 30 applied migrations, for status and for up with nothing to do."""
    p = Project(engine).tables(30)
    p.run("up").exits(0)
    s = server(engine)
    if engine == "postgres":
        relay = Relay(s.folder + "/.s.PGSQL.5432", p.path(".s.PGSQL.5432"))
        url = f"postgres://afloat@{p.folder.replace('/', '%2F')}:5432/{p.database}"
        login = 1  # the start-up packet; trust asks nothing
    else:
        relay = Relay(s.folder + "/my.sock", p.path("my.sock"))
        url = f"mysql://root@localhost/{p.database}?socket={p.path('my.sock')}"
        login = 1  # the answer to the greeting
    for command, words in (("status", "30 applied"), ("up", "nothing to do"), ("plan", "nothing to do")):
        relay.turns, relay.last = 0, "server"
        r = p.run(command, "-v", "--url", url).exits(0, words)
        told = [int(line.split()[2]) for line in r.err.splitlines() if "for the server" in line]
        turns = relay.turns - login
        expect(0 < turns <= 5, f"{command}: {turns} round trips")
        # an answer that was there at once was not waited for
        expect(len(told) == 1 and told[0] <= turns, f"{command}: {turns} round trips, -v says {told}")
