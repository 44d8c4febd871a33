#!/usr/bin/env python3
"""tests/oracles/compare.py: are statements cut where psql and the mariadb client cut them?

Does      run the real clients against servers that only listen (pg_stub.py, my_stub.py) and compare each
          text they send with the pieces of afloat's splitter
Does not  need a database; skips with a reason what is not installed
Shape     AFLOAT=build/debug/afloat tests/oracles/compare.py [WORD]   cases whose name holds WORD
          ends with "N passed, N failed, N skipped"; code 1 when one failed
"""
import glob
import json
import os
import random
import re
import shutil
import subprocess
import sys
import tempfile

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import cases
import my_stub
import pg_stub

# Where we differ on purpose. A row that no longer differs fails, so that the table stays true.
DEVIATIONS = {
    ("mysql", "stored program"): "the client needs DELIMITER; we find the end of a stored program without it",
    ("mysql", "/usr/share/mysql/maria_add_gis_sp_bootstrap.sql"): "stored programs without DELIMITER, as above",
    ("mysql", "/usr/share/mysql/mysql_system_tables_data.sql"): "compound statements without DELIMITER, as above",
    ("postgres", "continued"):
        "psql reads line by line and forgets that E'…' goes on with the next line's '…'; the server does not",
    ("mysql", "delimiter behind a statement"):
        "the client joins such a DELIMITER with the lines below; a DELIMITER line is one that begins with it",
    ("mysql", "comment in a version comment"):
        "the client takes no end for a comment inside a version comment; the server does",
}
RANDOM_TEXTS = int(os.environ.get("RANDOM_TEXTS", "120"))
SEED = int(os.environ.get("SEED", "20260801"))


def run_psql(path):
    with pg_stub.Stub() as s:
        subprocess.run([PSQL, "-X", "-q", "-h", "127.0.0.1", "-p", str(s.port), "-U", "x", "-d", "x", "-f", path],
                       stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, stdin=subprocess.DEVNULL, timeout=30,
                       env={"PATH": os.environ["PATH"], "PGSSLMODE": "disable", "PGGSSENCMODE": "disable",
                            "PGCLIENTENCODING": "UTF8", "HOME": "/nonexistent"})
        return list(s.queries), [re.sub(rb"(^|\n)\\\.\r?\n$", rb"\1", c) for c in s.copies]


def run_mariadb(path):
    with my_stub.Stub() as s, open(path, "rb") as text:
        subprocess.run([MARIADB, "--no-defaults", "-h", "127.0.0.1", "-P", str(s.port), "-u", "x", "--batch", "--force",
                        "--no-auto-rehash", "--default-character-set=utf8mb4", "--protocol=tcp"],
                       stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, stdin=text, timeout=30)
        # The client asks this by itself before USE.
        return [q for q in s.queries if q.upper() != b"SELECT DATABASE()"], []


def run_ours(dialect, path):
    """Texts of statements without terminator, COPY data, why there is nothing to compare."""
    done = subprocess.run(OURS + ["mariadb" if dialect == "mysql" else dialect, path], stdout=subprocess.PIPE, stderr=subprocess.PIPE, timeout=30)
    with open(path, "rb") as f:
        text = f.read()
    statements, copies, delimiter, meta = [], [], b";", False
    for line in done.stdout.splitlines():
        piece = json.loads(line)
        part = text[piece["offset"]:piece["offset"] + piece["length"]]
        meta = meta or piece["kind"] == "meta"
        if piece["kind"] == "delimiter":
            delimiter = part.split()[1].strip(b"'\"`")
        elif piece["kind"] == "statement":
            statements.append(cut_terminator(dialect, part, delimiter))
            if is_copy(dialect, part):
                copies.append(b"")
        elif piece["kind"] == "data":
            copies[-1] += part
    error = done.stderr.decode() if done.returncode else ""
    return statements, copies, error, meta


def is_copy(dialect, part):
    return dialect == "postgres" and pg_stub.COPY_IN.match(pg_stub.COMMENTS.sub(b" ", part))


def cut_terminator(dialect, part, delimiter):
    if part.endswith(delimiter):
        return part[:-len(delimiter)]
    if dialect != "postgres" and part[-2:] in (b"\\g", b"\\G"):
        return part[:-2]
    return part


BLANK = b" \t\r\n\f\v"


def skip_nested(text, i):
    depth = 0
    for mark in re.finditer(rb"/\*|\*/", text[i:]):
        depth += 1 if mark.group() == b"/*" else -1
        if depth == 0:
            return i + mark.end()
    return i


def cut_leading(dialect, text):
    """Without the comments before the first token."""
    while True:
        text = text.lstrip(BLANK)
        after = 0
        if dialect == "postgres":
            after = skip_nested(text, 0) if text.startswith(b"/*") else 0 if text[:1] == b"#" else skip_comment(text, 0)
        if not after:
            return text
        text = text[after:]


def skip_comment(text, i):
    """Behind the comment at i, or i."""
    if text.startswith(b"--", i) or text.startswith(b"#", i):
        ends = [e for e in (text.find(b"\n", i), text.find(b"\r", i)) if e >= 0]
        return min(ends) if ends else len(text)
    if text.startswith(b"/*", i):
        end = text.find(b"*/", i + 2)
        return end + 2 if end >= 0 else i
    return i


def same(theirs, ours):
    """Equal but for blanks, and comments that the client takes out."""
    tries = [(0, 0)]
    while tries:
        i, j = tries.pop()
        while True:
            while i < len(theirs) and theirs[i] in BLANK:
                i += 1
            while j < len(ours) and ours[j] in BLANK:
                j += 1
            after = skip_comment(ours, j)
            equal = i < len(theirs) and j < len(ours) and theirs[i] == ours[j]
            if after > j and equal:
                tries.append((i, after))
            if equal:
                i, j = i + 1, j + 1
            elif after > j:
                j = after
            else:
                break
        if i == len(theirs) and j == len(ours):
            return True
    return False


def is_empty(query):
    return same(b"", query.strip(b"; \t\r\n")) or same(b"", query)


def difference(dialect, path, may_skip=False):
    """"" when both agree, else what differs."""
    theirs, their_copies = run_psql(path) if dialect == "postgres" else run_mariadb(path)
    ours, our_copies, error, meta = run_ours(dialect, path)
    if error:
        return "split: " + error
    if meta and may_skip:
        return "skip: a backslash command"
    if dialect == "postgres":
        theirs = [re.sub(rb";?\s*$", b"", q) for q in theirs]
        ours = [q.replace(b"\\;", b";").replace(b"\\:", b":") for q in ours]
    else:
        # USE is a command of the client, which then asks the server in its own words.
        ours = [re.sub(rb"(?i)^use\s+`?(\w+)`?$", rb"use \1", q) for q in ours]
    theirs = [cut_leading(dialect, q) for q in theirs]
    theirs = [q for q in theirs if not is_empty(q)]
    ours = [q for q in ours if not is_empty(q)]
    for n, (a, b) in enumerate(zip(theirs, ours)):
        if not same(a, b):
            return "statement %d: client %r, ours %r" % (n + 1, a[:300], b[:300])
    if len(theirs) != len(ours):
        return "client %d statements, ours %d: client %r, ours %r" % (
            len(theirs), len(ours), theirs[len(ours):][:2], ours[len(theirs):][:2])
    if their_copies != our_copies:
        return "copy data: client %r, ours %r" % (their_copies[:3], our_copies[:3])
    return ""


def shipped(dialect):
    if dialect == "mysql":
        return sorted(glob.glob("/usr/share/mysql/*.sql") + glob.glob("/usr/share/mariadb/*.sql"))
    return sorted(glob.glob("/usr/share/postgresql/*/**/*.sql", recursive=True))


def texts_of(dialect):
    """(name, text) of each case."""
    yield from (cases.POSTGRES if dialect == "postgres" else cases.MYSQL).items()
    for path in shipped(dialect):
        with open(path, "rb") as f:
            text = f.read()
        # Extension scripts begin with \echo … \quit, which would end psql.
        yield path, re.sub(rb"(?m)^\\echo.*\n", b"", text) if dialect == "postgres" else text
    rng = random.Random(SEED)
    fragments = cases.FRAGMENTS_POSTGRES if dialect == "postgres" else cases.FRAGMENTS_MYSQL
    for n in range(RANDOM_TEXTS):
        yield "random %d" % n, b"".join(rng.choice(fragments) for _ in range(rng.randint(5, 120)))


def check(dialect, name, text, totals):
    with tempfile.NamedTemporaryFile(suffix=".sql") as f:
        f.write(text)
        f.flush()
        found = difference(dialect, f.name, name.startswith("random"))
    reason = DEVIATIONS.get((dialect, name))
    if name.startswith("random") and ("AF2201" in found or found.startswith("skip")):
        # What has no end is an error here, where the clients send what they have.
        totals["skipped"] += 1
        return
    good = bool(found) == bool(reason)
    totals["passed" if good else "failed"] += 1
    if not good:
        print("FAIL %s: %s: %s" % (dialect, name, found or "no longer differs: " + reason))
        if name.startswith("random"):
            print("  text: %r" % text)


def check_without_delimiter(path, totals):
    """A shipped script with its DELIMITER lines taken out must give the same statements."""
    with open(path, "rb") as f:
        text = f.read()
    if not re.search(rb"(?im)^\s*delimiter\s+\$\$", text):
        return
    bare = re.sub(rb"(?im)^\s*delimiter\s+\S+[^\n]*\n", b"\n", text).replace(b"$$", b";")
    with tempfile.NamedTemporaryFile(suffix=".sql") as f:
        f.write(bare)
        f.flush()
        with_lines, without = run_ours("mysql", path)[0], run_ours("mysql", f.name)[0]
    good = [q.split() for q in with_lines] == [q.split() for q in without]
    totals["passed" if good else "failed"] += 1
    if not good:
        print("FAIL mysql: %s without its DELIMITER lines: %d statements, not %d" % (
            path, len(without), len(with_lines)))


def program(name, pattern=None):
    return shutil.which(name) or next(iter(sorted(glob.glob(pattern or "/nonexistent"), reverse=True)), None)


PSQL = next(iter(sorted(glob.glob("/usr/lib/postgresql/*/bin/psql"), reverse=True)), None) or shutil.which("psql")
MARIADB = program("mariadb") or program("mysql")
OURS = None


def find_ours():
    if os.environ.get("AFLOAT"):
        return [os.environ["AFLOAT"], "split", "--dialect"]
    return None


def main(word):
    global OURS
    OURS = find_ours()
    totals = {"passed": 0, "failed": 0, "skipped": 0}
    for dialect, client, package in (("postgres", PSQL, "psql"), ("mysql", MARIADB, "mariadb")):
        missing = package + " is not installed" if not client else "" if OURS else "AFLOAT is not set"
        if missing:
            print("SKIP %s: %s" % (dialect, missing))
            totals["skipped"] += 1
            continue
        if dialect == "mysql":
            for path in shipped(dialect):
                if word in path:
                    check_without_delimiter(path, totals)
        for name, text in texts_of(dialect):
            if word in name:
                check(dialect, name, text, totals)
    print("%(passed)d passed, %(failed)d failed, %(skipped)d skipped" % totals)
    return 1 if totals["failed"] else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1] if len(sys.argv) > 1 else ""))
