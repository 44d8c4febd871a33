"""Runs afloat, and counts what came of it.

Does      one call with a fault; the bookkeeping of passed, failed and skipped cases
Does not  judge a case (cases_*.py do)
"""
import os
import re
import signal
import subprocess
import threading
import time

HERE = os.path.dirname(os.path.abspath(__file__))
AFLOAT = os.path.abspath(os.environ.get("AFLOAT") or os.path.join(HERE, "../../../build/debug/afloat"))
LONG = os.environ.get("AFLOAT_LONG") == "1"
TIMEOUT_S = 90
CODES = {0, 1, 2, 3, 4, 5, 6, 7}  # what a run that nobody interrupts may end with
LAST = "20260101000001"  # the version that stays when a set is taken back: it holds the counters


class Failed(Exception):
    pass


def set_dir(name):
    return os.path.join(HERE, "..", "sets", name)


def environment(fault):
    env = {k: v for k, v in os.environ.items()
           if not k.startswith(("PG", "AFLOAT_", "MYSQL_")) and k != "DATABASE_URL"}
    env.update(LC_ALL="C", ASAN_OPTIONS="detect_leaks=0:exitcode=99", UBSAN_OPTIONS="halt_on_error=1:exitcode=99")
    if fault:
        env["AFLOAT_FAULT"] = fault
    return env


class Run:
    """One call of afloat: started at once, waited for when its code is asked for."""

    def __init__(self, target, folder, args, fault=None):
        self.args, self.fault = list(args), fault
        self.process = subprocess.Popen(
            [AFLOAT, *args, "--url", target.url], cwd=folder, env=environment(fault),
            stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE)

    def wait(self):
        try:
            out, err = self.process.communicate(timeout=TIMEOUT_S)
        except subprocess.TimeoutExpired:
            self.process.send_signal(signal.SIGABRT)
            self.process.communicate()
            raise Failed(f"{self.words()} did not end in {TIMEOUT_S} s") from None
        self.out, self.err = out.decode(errors="replace"), err.decode(errors="replace")
        self.code = self.process.returncode
        return self

    def words(self):
        return " ".join(["afloat", *self.args]) + (f" with AFLOAT_FAULT={self.fault}" if self.fault else "")

    def expect(self, *codes):
        if self.code not in codes:
            text = re.sub(r"^fault-.*\n", "", self.err, flags=re.M)
            raise Failed(f"{self.words()} ended with {self.code}, not {codes}:\n{text.strip()[-1500:]}")
        return self


def afloat(target, folder, args, fault=None):
    return Run(target, folder, args, fault).wait()


def points(err):
    """(name, k-th time) of every fault point of a traced run, in order."""
    seen, out = {}, []
    for name in re.findall(r"^fault-point \d+ (\S+)$", err, re.M):
        seen[name] = seen.get(name, 0) + 1
        out.append((name, seen[name]))
    return out


def calls(err):
    return len(re.findall(r"^fault-call \d+ ", err, re.M))


def sample(items, most, always=()):
    """At most about `most` of the items, evenly, with those in `always` for certain."""
    if LONG or len(items) <= most:
        return list(items)
    step = len(items) / most
    chosen = {int(i * step) for i in range(most)} | {i for i, x in enumerate(items) if x in always}
    return [items[i] for i in sorted(chosen)]


class Tally:
    """Thread-safe counts, and a line for everything that went wrong."""

    def __init__(self):
        self.lock, self.start = threading.Lock(), time.monotonic()
        self.passed = self.failed = self.skipped = 0
        self.groups = {}

    def say(self, text):
        with self.lock:
            print(text, flush=True)

    def case(self, where, what, function, *args):
        """Runs one case; `where` = engine and set, `what` says how to do it again."""
        try:
            function(*args)
            why = None
        except Failed as e:
            why = str(e)
        except Exception as e:  # the check itself could not be made: no less a failure
            why = f"{type(e).__name__}: {e}"
        with self.lock:
            group = self.groups.setdefault(where, [0, 0])
            group[1 if why else 0] += 1
            self.passed += not why
            self.failed += bool(why)
            if why:
                print(f"FAILED {where}: {what}\n    " + why.replace("\n", "\n    "), flush=True)

    def skip(self, where, why):
        with self.lock:
            self.skipped += 1
        self.say(f"# SKIP {where}: {why}")


def spread(workers, jobs):
    """Each worker (a target) takes the next job, job(target), until none is left."""
    todo, lock = list(jobs), threading.Lock()

    def work(target):
        while True:
            with lock:
                if not todo:
                    return
                job = todo.pop(0)
            job(target)

    threads = [threading.Thread(target=work, args=(t,)) for t in workers]
    for t in threads:
        t.start()
    for t in threads:
        t.join()
