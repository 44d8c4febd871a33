"""bench/meter.py: runs contenders in turn and keeps the medians of what they took."""
import os
import re
import shutil
import statistics
import subprocess
import tempfile
import time

TIME = shutil.which("time", path="/usr/bin:/bin")


class Failed(Exception):
    pass


class Contender:
    """A command; `before` puts the target back to where it must start, outside the measured time."""

    def __init__(self, name, argv, stdin=None, before=None, env=None):
        self.name, self.argv, self.stdin, self.before = name, argv, stdin, before
        self.env = {"PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8", **(env or {})}
        self.wall, self.cpu, self.rss = [], [], []

    def run(self):
        if self.before:
            self.before()
        with tempfile.TemporaryFile() as out:
            source = os.open(self.stdin or "/dev/null", os.O_RDONLY)
            start = time.perf_counter()
            pid = os.posix_spawn(self.argv[0], self.argv, self.env,
                                 file_actions=[(os.POSIX_SPAWN_DUP2, source, 0),
                                               (os.POSIX_SPAWN_DUP2, out.fileno(), 1),
                                               (os.POSIX_SPAWN_DUP2, out.fileno(), 2)])
            _, status, usage = os.wait4(pid, 0)
            wall = time.perf_counter() - start
            os.close(source)
            if status:
                out.seek(0)
                raise Failed(f"{self.name}: status {status}: {out.read()[-500:].decode(errors='replace')}")
        self.wall.append(wall)
        self.cpu.append(usage.ru_utime + usage.ru_stime)

    def measure_memory(self):
        """Once more, under time(1): a child of this process would inherit its high-water mark."""
        if not TIME:
            return
        if self.before:
            self.before()
        with open(self.stdin or "/dev/null", "rb") as source:
            p = subprocess.run([TIME, "-f", "rss %M", *self.argv], stdin=source, env=self.env,
                               stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, check=True)
        self.rss.append(int(re.findall(rb"rss (\d+)", p.stderr)[-1]) / 1024)

    def seconds(self):
        return statistics.median(self.wall)

    def cpu_seconds(self):
        return statistics.median(self.cpu)


def in_turn(contenders, runs, memory=False):
    """One run of each, `runs` times over, so that what else the machine does falls on all alike."""
    for _ in range(runs):
        for c in contenders:
            c.run()
    if memory:
        for c in contenders:
            c.measure_memory()
