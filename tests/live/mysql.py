#!/usr/bin/env python3
"""tests/live/mysql.py KIND: a reader keeps its transaction open for 3 s; other readers of the table must not queue behind
the ALTER for long at a time, and the ALTER is applied afterwards. KIND: mariadb mysql9.

Prints one line: "passed: …", "FAILED: …" or "skipped: …"; needs AFLOAT and the client `mariadb`.
"""
import os
import re
import subprocess
import sys
import tempfile
import threading
import time

HERE = os.path.dirname(os.path.abspath(__file__))
SERVER = os.path.join(HERE, "../harness/server")
HOLD_S, LONGEST_MS, TIMES_OVER = 3, 400, 3  # the statement is ended after 100 ms; a busy machine adds its own


def start(kind):
    why = subprocess.run([SERVER, kind, "have"], capture_output=True, text=True)
    if why.returncode:
        print(f"skipped: queue {kind}: {why.stdout.strip()}")
        sys.exit()
    out = subprocess.run([SERVER, kind, "start", "--with", str(os.getpid())], capture_output=True, text=True, check=True)
    return dict(re.findall(r"export AFLOAT_TEST_MY_(\w+)='(.*)'", out.stdout))


class Client:
    def __init__(self, socket, database):
        self.p = subprocess.Popen(["mariadb", "--no-defaults", "-S", socket, "-u", "root", "-N", "--unbuffered", database],
                                  stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)

    def ask(self, sql):
        self.p.stdin.write(sql + ";\n")
        self.p.stdin.flush()
        return self.p.stdout.readline().strip()

    def close(self):
        self.p.stdin.close()
        self.p.wait()


def read_all_the_time(socket, times, stop):
    c = Client(socket, "test")
    while not stop.is_set():
        begin = time.monotonic()
        c.ask("SELECT count(*) FROM t")
        times.append((time.monotonic() - begin) * 1000)
        time.sleep(0.005)
    c.close()


def main():
    kind = sys.argv[1]
    env = start(kind)
    url = env["URL"]
    admin, holder = Client(env["SOCKET"], "test"), Client(env["SOCKET"], "test")
    admin.ask("CREATE TABLE t (id int PRIMARY KEY); INSERT INTO t VALUES (1); SELECT 1")
    with tempfile.TemporaryDirectory() as folder:
        with open(f"{folder}/0001_b.sql", "w", encoding="ascii") as f:
            f.write("-- afloat:up\nALTER TABLE t ADD COLUMN b int;\n\n-- afloat:down\nALTER TABLE t DROP COLUMN b;\n")

        def afloat(verb):
            return subprocess.run([os.environ["AFLOAT"], verb, "--url", url, "--dir", folder], capture_output=True, text=True)
        afloat("baseline")
        times, stop = [], threading.Event()
        holder.ask("START TRANSACTION; SELECT count(*) FROM t")
        reader = threading.Thread(target=read_all_the_time, args=(env["SOCKET"], times, stop))
        reader.start()
        ending = threading.Timer(HOLD_S, lambda: holder.ask("COMMIT; SELECT 1"))
        ending.start()
        begin = time.monotonic()
        up = afloat("up")
        took = time.monotonic() - begin
        ending.join()
        stop.set()
        reader.join()
    there = admin.ask("SELECT count(*) FROM information_schema.columns WHERE table_name = 't' AND column_name = 'b'")
    over = sum(ms > 150 for ms in times)
    words = (f"up ended with {up.returncode} after {took:.1f} s, column there: {there}, {len(times)} reads, the slowest "
             f"{max(times):.0f} ms, over 150 ms: {over}")
    good = up.returncode == 0 and there == "1" and took >= HOLD_S - 1 and max(times) < LONGEST_MS and over < TIMES_OVER
    print(f"{'passed' if good else 'FAILED'}: queue {kind}: {words}")
    if not good:
        print(up.stdout + up.stderr)
    admin.close()
    holder.close()
    subprocess.run([SERVER, kind, "stop", env["DIR"]], check=False)


main()
