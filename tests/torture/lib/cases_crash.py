"""The server or afloat is killed, the session cut, afloat interrupted, while a statement runs; then the same
command again, at once.

Shape     a project made here: a step that takes long enough to be met, with data steps around it
"""
import os
import signal
import time

from cases_kill import UP, compare, reference
from program import LAST, LONG, Failed, Run, afloat

HEAD = "-- afloat:up\n"
COUNTER = """CREATE TABLE counter (name varchar(20) PRIMARY KEY, n int NOT NULL);
INSERT INTO counter VALUES ('up', 0);
CREATE TABLE big (id int PRIMARY KEY, a int NOT NULL, filler char(200));
{fill}
-- afloat:down
DROP TABLE big;
DROP TABLE counter;
"""
BUMP = "UPDATE counter SET n = n + {} WHERE name = 'up';\n"
PG_FILL = "INSERT INTO big SELECT i, i % 1000, repeat('x', 200) FROM generate_series(1, 900) i;\n"
MY_FILL = """INSERT INTO big WITH RECURSIVE d (n) AS (SELECT 0 UNION ALL SELECT n + 1 FROM d WHERE n < 244)
  SELECT a.n * 245 + b.n, b.n, REPEAT('x', 200) FROM d a, d b;
"""

# name, what is slow, how it looks while it runs
SLOW = {
    "pg": [
        ("statement", "UPDATE big SET a = a + 1 WHERE pg_sleep(0.0015) IS NOT NULL;\n"),
        ("rewrite", "ALTER TABLE big ALTER COLUMN a TYPE bigint USING "
                    "a + length(pg_sleep(0.0015)::text);\n"),
        ("concurrent", "CREATE INDEX CONCURRENTLY big_a ON big "
                       "((a + 0)) WHERE a >= 0;\n"),
    ],
    "my": [
        ("statement", "UPDATE big SET a = a + 1 WHERE id < 400 AND SLEEP(0.004) = 0;\n"),
        ("alter", "ALTER TABLE big ADD COLUMN b int NOT NULL DEFAULT 7, MODIFY filler char(210), "
                  "ALGORITHM=COPY;\n"),
    ],
}


def project(folder, kind, name, slow):
    """Writes the project; its slow statement stands between two data steps."""
    path = os.path.join(folder, f"{kind}_{name}")
    os.makedirs(os.path.join(path, "migrations"), exist_ok=True)
    fill = PG_FILL if kind == "pg" else MY_FILL
    texts = {f"{LAST}_counter.sql": HEAD + COUNTER.format(fill=fill),
             "20260101000002_slow.sql": HEAD + BUMP.format(1) + slow + BUMP.format(10) +
             "-- afloat:down\n" + BUMP.format(-11)}
    for file, text in texts.items():
        with open(os.path.join(path, "migrations", file), "w", encoding="utf-8") as f:
            f.write(text)
    return path


def met(target, slow):
    """Waits until the slow statement runs."""
    word, end = slow.split()[0] + " " + slow.split()[1], time.monotonic() + 20
    while time.monotonic() < end:
        if any(word.split()[0] in s and "big" in s and "INSERT" not in s for s in target.sessions()):
            time.sleep(0.15)
            return
        time.sleep(0.005)
    raise Failed("the slow statement was not met")


def one(target, folder, want, history, slow, harm):
    target.fresh()
    afloat(target, folder, ("up", "1")).expect(0)
    blocker = None
    if "CONCURRENTLY" in slow:  # an open transaction that the build has to wait for
        blocker = target.client()
        blocker.query("BEGIN; UPDATE big SET a = a WHERE id = 1")
    try:
        harmed(target, folder, slow, harm)
        again = Run(target, folder, UP)  # while the statement of the killed client may still run
        if blocker:
            time.sleep(0.4)
    finally:
        if blocker:
            blocker.close()
    again.wait().expect(0)
    compare(target, want, history)


def harmed(target, folder, slow, harm):
    _, act, codes = harm
    run = Run(target, folder, UP)
    try:
        met(target, slow)
        act(target, run)
        run.wait().expect(*codes)
        if act in (crash, cut) and "AF3005" not in run.err:
            raise Failed("the message does not say that the connection was lost:\n" + run.err)
    finally:
        if act is crash:
            target.server.verb("restart")
        if run.process.poll() is None:
            run.process.kill()


def crash(target, _run):
    target.server.verb("crash")


def cut(target, _run):
    if not target.cut_sessions():
        raise Failed("there was no session to cut")


def kill(_target, run):
    run.process.kill()


def interrupt(_target, run):
    run.process.send_signal(signal.SIGINT)


HARMS = (("server killed", crash, (6,)), ("session cut", cut, (6,)), ("afloat killed", kill, (-9,)),
         ("afloat interrupted", interrupt, (130,)))


def run_all(tally, target, folder):
    """On one target: the server is killed under it, and no other worker may use it meanwhile."""
    kind = target.family
    for name, slow in SLOW[kind]:
        path = project(folder, kind, name, slow)
        where = f"{target.kind} crash {name}"
        try:
            want, history, _ = reference(target, path, UP)
        except Failed as e:
            tally.case(where, "undisturbed run", lambda e=e: raise_(e))
            continue
        for harm in HARMS * (3 if LONG else 1):
            tally.case(where, f"{harm[0]} during {slow.strip()}", one, target, path, want, history, slow, harm)


def raise_(e):
    raise e
