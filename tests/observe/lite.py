"""tests/observe/lite.py: what statements do to a SQLite file.

Does      run each on a copy of a filled file: refused or not, who can still read and write meanwhile, which pages of
          which table were written, whether steps of the machine grow with the rows
Does not  measure time; look at what UPDATE, INSERT and DELETE write (rows, as asked)
"""
import os
import re
import shutil
import sqlite3
import tempfile

from facts import Seen

VERSION = sqlite3.sqlite_version
SIZES = (1000, 4000)
DATA = re.compile(r"(?:WITH\b.*\)\s*)?(INSERT|REPLACE|UPDATE|DELETE)\b", re.S)


def make(path, world, rows):
    c = sqlite3.connect(path, isolation_level=None)
    c.execute("PRAGMA secure_delete = OFF")
    c.execute("CREATE TEMP TABLE observe_seq (value)")
    c.execute("WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ?) "
              "INSERT INTO observe_seq SELECT i FROM n", (rows,))
    c.executescript("BEGIN;" + world.schema + world.fill + "COMMIT;")
    c.close()


def pages_of(path):
    with open(path, "rb") as f:
        data = f.read()
    return [data[i:i + 4096] for i in range(0, len(data), 4096)]


def schema_of(path):
    """{object: its pages}, and the indexes with their tables."""
    c = sqlite3.connect(path)
    pages = {}
    for name, page in c.execute("SELECT name, pageno FROM dbstat WHERE pagetype = 'leaf'"):
        pages.setdefault(name, []).append(page)
    kinds = {n: (t, of, root) for n, t, of, root in c.execute("SELECT name, type, tbl_name, rootpage FROM sqlite_schema")}
    c.close()
    return pages, kinds


class Others:
    """Another program: can it read, can it write."""

    def __init__(self, path):
        self.c = sqlite3.connect(path, timeout=0, isolation_level=None)
        self.blocks = "none"

    def can(self, sql):
        try:
            self.c.execute(sql).fetchall()
            return True
        except sqlite3.OperationalError:
            return False

    def look(self):
        if not self.can("SELECT count(*) FROM sqlite_schema"):
            self.blocks = "all"
        elif self.can("BEGIN IMMEDIATE"):
            self.c.execute("ROLLBACK")
        elif self.blocks == "none":
            self.blocks = "writes"


def run(path, case):
    """(error, steps, blocks)."""
    c = sqlite3.connect(path, isolation_level=None)
    c.execute("PRAGMA secure_delete = OFF")
    c.execute("PRAGMA foreign_keys = OFF")  # as afloat runs migrations
    others, steps, error = Others(path), [0], ""
    alone = "alone" in case.words

    def step():
        steps[0] += 1
        if alone and steps[0] % 500 == 0:
            others.look()

    if not alone:
        c.execute("BEGIN")
    c.set_progress_handler(step, 1)
    try:
        c.execute(case.sql).fetchall()
    except (sqlite3.Error, sqlite3.Warning) as e:
        error = str(e)
    c.set_progress_handler(None, 1)
    if not alone:
        others.look()
        c.execute("COMMIT" if not error else "ROLLBACK")
    c.close()
    others.c.close()
    return error, steps[0], others.blocks


def written(before, after, pages):
    """More than half of its pages have other bytes."""
    changed = [p for p in pages if p > len(after) or before[p - 1] != after[p - 1]]
    return len(pages) >= 4 and len(changed) * 2 > len(pages)


def look(folder, case, filled):
    seen = Seen()
    steps = []
    for rows in SIZES:
        path = os.path.join(folder, "case.db")
        shutil.copyfile(filled[rows], path)
        seen.error, n, seen.blocks = run(path, case)
        steps.append(n)
    seen.fails, seen.known, seen.blocks_too = bool(seen.error), set(), []
    if seen.fails:
        return seen
    old_pages, old = schema_of(filled[rows])
    _, new = schema_of(path)
    before, after = pages_of(filled[rows]), pages_of(path)
    data = DATA.match(case.sql)
    seen.scan = steps[1] - steps[0] >= SIZES[1] - SIZES[0]
    if not data:
        tables = [n for n in old_pages if old.get(n, ("",))[0] == "table"]
        seen.rewrite = any(written(before, after, old_pages[n]) for n in tables)
        seen.build = any(k[0] == "index" and k[1] in old and n not in old and k[1] in old_pages for n, k in new.items())
        seen.build |= any(written(before, after, old_pages[n]) for n in old_pages if old.get(n, ("",))[0] == "index")
    if not data:
        seen.blocking = seen.blocks in ("writes", "all") and bool(seen.scan or seen.rewrite or seen.build)
    seen.scan = seen.scan or bool(seen.rewrite or seen.build)
    return seen


def observe(cases):
    """Yields (case, Seen)."""
    with tempfile.TemporaryDirectory() as folder:
        filled = {}
        for case in cases:
            if case.world not in filled:
                filled[case.world] = {n: os.path.join(folder, f"{case.world.name}{n}.db") for n in SIZES}
                for rows, path in filled[case.world].items():
                    make(path, case.world, rows)
            yield case, look(folder, case, filled[case.world])
