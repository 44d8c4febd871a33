#!/usr/bin/env python3
"""tests/peers/squawk.py: what afloat's rules and squawk find in the same statements.

  run                what only squawk finds has its reason, rules.txt knows every rule, docs/SQUAWK.md is not stale
  run --table        writes the tables of docs/SQUAWK.md, between its markers
  run --show TEXT…   statements where one of the two is alone, of the rules whose name has the text

Env       AFLOAT path of the program (default build/debug/afloat); AFLOAT_BENCH_CACHE, AFLOAT_CACHE where squawk is
Fails     when something that only squawk finds has no reason, a reason has no use, the page is stale
"""
import concurrent.futures
import json
import os
import re
import resource
import shutil
import subprocess
import sys
import tempfile
import time

sys.dont_write_bytecode = True
HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, HERE)

# pylint: disable=wrong-import-position
import sources  # noqa: E402
import tables  # noqa: E402

AFLOAT = os.path.abspath(os.environ.get("AFLOAT", f"{sources.ROOT}/build/debug/afloat"))
VERSION = "2.66.0"  # bench/peers brings this one: the lists are about its rules
# Rules that squawk has, without those that are off unless asked for.
OPT_IN = ("require-table-schema",)


NAME = r'(?P<table>[\w.$"{}]+)'
MADE = re.compile(r"\s*(?:CREATE\s+(?:UNLOGGED\s+)?(?:TABLE|MATERIALIZED\s+VIEW)\s+(?:IF\s+NOT\s+EXISTS\s+)?"
                  r"|CREATE\s+DOMAIN\s+|CREATE\s+TYPE\s+)" + NAME, re.I)
ABOUT = re.compile(r"\s*(?:(?:ALTER|DROP)\s+(?:TABLE|DOMAIN|TYPE)\s+(?:IF\s+EXISTS\s+)?(?:ONLY\s+)?"
                   r"|CREATE\s+(?:UNIQUE\s+)?INDEX\b.*?\sON\s+(?:ONLY\s+)?)" + NAME, re.I | re.S)


class Skip(Exception):
    """squawk is not there."""


class Statement:
    def __init__(self, source, said):
        self.source, self.sql = source, said["sql"]
        self.new = False  # about a table that the same files have made
        self.at = (said["line"], said["column"])
        self.squawk, self.afloat = set(), set()


def find_squawk():
    cache = os.environ.get("AFLOAT_CACHE") or ("/var/cache/afloat" if os.path.isdir("/var/cache/afloat") else
                                               os.path.expanduser("~/.cache/afloat"))
    for folder in (os.environ.get("AFLOAT_BENCH_CACHE"), f"{cache}/bench"):
        path = folder and f"{folder}/squawk"
        if path and os.access(path, os.X_OK):
            out = subprocess.run([path, "--version"], capture_output=True, text=True, check=False).stdout.split()
            if out[-1:] == [VERSION]:
                return path
    raise Skip(f"squawk {VERSION} is not in {cache}/bench (AFLOAT_BENCH_CACHE={cache}/bench bench/peers squawk)")


def cpu():
    r = resource.getrusage(resource.RUSAGE_CHILDREN)
    return r.ru_utime + r.ru_stime


# --- both programs -------------------------------------------------------------------------------


def assess(source):
    """afloat's statements of the new files, with what it finds."""
    argv = [AFLOAT, "assess", "--engine", "postgres", "--engine-version", source.version, "--json",
            "--dir", source.folder, *source.words]
    done = subprocess.run(argv, capture_output=True, text=True, check=False, cwd=os.path.dirname(source.folder),
                          env={"PATH": os.environ["PATH"], "LC_ALL": "C.UTF-8"})
    if done.returncode:
        sys.exit(f"{' '.join(argv)}: {done.stderr}")
    return json.loads(done.stdout)["statements"]


def place(statements, at):
    """The last statement that begins at or before a place; else the first."""
    best = None
    for s in statements:
        if s.at <= at or not best:
            best = s
    return best


def put_afloat(source, said):
    """The source's statements with what afloat finds, by file."""
    def real(x):
        return os.path.realpath(os.path.join(os.path.dirname(source.folder), x["file"]))

    by_file = {}
    for x in said:
        if x["direction"] == "up":
            by_file.setdefault(real(x), []).append(Statement(source, x))
    for f in (f for x in said for f in x["findings"]):
        if f["direction"] == "up" and real(f) in by_file:
            place(by_file[real(f)], (f["line"], f["column"])).afloat.add(f["slug"])
    source.statements = [s for v in by_file.values() for s in v]
    made = set()
    for statements in by_file.values():
        made = set() if source.group == "histories" else made
        for s in statements:
            about = ABOUT.match(s.sql)
            s.new = bool(about) and name_of(about.group("table")) in made
            if MADE.match(s.sql):
                made.add(name_of(MADE.match(s.sql).group("table")))
    return by_file


def name_of(text):
    return text.replace('"', "").lower()


def squawk(program, version, paths, own=False):
    """squawk's findings: (path, (line, column), rule). It is told that a file runs in a transaction, as afloat runs it;
    not so on its own statements, where what is off by default is asked for, too."""
    argv = [program, "--reporter", "json", "--pg-version", version]
    argv += ["--include", *OPT_IN] if own else ["--assume-in-transaction"]
    done = subprocess.run(argv + paths, capture_output=True, text=True, check=False)
    if done.returncode not in (0, 1):
        sys.exit(f"squawk: {done.stderr}")
    return [(f["file"], (f["line"] + 1, f["column"] + 1), f["rule_name"]) for f in json.loads(done.stdout)]


def run_both(program, all_sources):
    """Fills the statements of all sources; CPU seconds of (afloat, squawk) on the histories, and how often."""
    with concurrent.futures.ThreadPoolExecutor(2) as pool:
        files = {}
        for source, said in zip(all_sources, pool.map(assess, all_sources)):
            files.update(put_afloat(source, said))
    for version in sorted({s.version for s in all_sources}):
        for own in (True, False):
            paths = [p for s in all_sources if s.version == version and (s.group == "statements") == own
                     for p in s.new]
            for path, at, rule in squawk(program, version, paths, own) if paths else ():
                of = files.get(os.path.realpath(path))
                if of:
                    place(of, at).squawk.add(rule)


def times(program, histories):
    """CPU seconds of both on all histories: one run a history."""
    spent, wall = [], []
    for one in (assess, lambda s: squawk(program, s.version, s.new)):
        before, start = cpu(), time.monotonic()
        for s in histories:
            one(s)
        spent.append(cpu() - before)
        wall.append(time.monotonic() - start)
    return spent, wall


# --- judging -------------------------------------------------------------------------------------


def read_rules():
    """{rule: ([slug], note)} of rules.txt."""
    out = {}
    with open(f"{HERE}/rules.txt", encoding="utf-8") as f:
        for line in f:
            if line.strip() and not line.startswith("#"):
                rule, slugs, note = (x.strip() for x in line.split("|"))
                out[rule] = ([] if slugs == "-" else slugs.split(), note)
    return out


class Reasons:
    """reasons.txt: rule | pattern over "source: statement", or {new} | why."""

    def __init__(self):
        self.rows = []
        with open(f"{HERE}/reasons.txt", encoding="utf-8") as f:
            for line in f:
                if line.strip() and not line.startswith("#"):
                    rule, pattern, why = (x.strip() for x in line.split(" | "))
                    self.rows.append([rule, pattern, why, 0])

    def of(self, rule, s):
        text = f"{s.source.name}: {' '.join(s.sql.split())}"
        for row in self.rows:
            if row[0] in (rule, "*") and (s.new if row[1] == "{new}" else re.search(row[1], text, re.I)):
                row[3] += 1
                return row[2]
        return None


def tally(all_sources, rules):
    """{group: {rule: [both, only squawk, only afloat]}}, statements where squawk is alone, where afloat is."""
    counts, alone, ours = {}, [], []
    for source in all_sources:
        of = counts.setdefault(source.group, {})
        for s in source.statements:
            told = {slug for r in s.squawk if r in rules for slug in rules[r][0]}
            for rule, (slugs, _) in rules.items():
                row = of.setdefault(rule, [0, 0, 0])
                mine = s.afloat & set(slugs)
                if rule in s.squawk:
                    row[0 if mine else 1] += 1
                    if not mine:
                        alone.append((rule, s))
                elif mine - told:
                    row[2] += 1
                    ours.append((rule, s))
    return counts, alone, ours


def show(texts, alone, ours):
    for title, found in (("only squawk", alone), ("only afloat", ours)):
        for rule, s in found:
            if any(t in rule for t in texts):
                print(f"{title}: {rule}: {s.source.name}: {' '.join(s.sql.split())[:200]}")
                print(f"    afloat {sorted(s.afloat)}  squawk {sorted(s.squawk)}")


def problems(all_sources, rules, alone, reasons):
    """Lines that say what is wrong, and {(group, rule, reason): how often} of what only squawk finds."""
    wrong, why = [], {}
    known = {r["slug"] for r in all_slugs()}
    for rule, (slugs, _) in rules.items():
        wrong += [f"rules.txt: {rule}: afloat has no rule {x}" for x in slugs if x not in known]
    for s in all_sources:
        for x in s.statements:
            wrong += [f"rules.txt does not know {r}" for r in x.squawk - set(rules)]
        if s.group == "statements" and s.bad != any(s.about in x.squawk for x in s.statements):
            wrong.append(f"squawk.sql: squawk finds {'nothing' if s.bad else 'something'} here: {s.about}: "
                         f"{s.statements[-1].sql if s.statements else '?'}")
    for rule, s in alone:
        slugs, note = rules[rule]
        reason = reasons.of(rule, s) if slugs else note
        if not reason:
            wrong.append(f"only squawk, no reason: {rule}: {s.source.name}: {' '.join(s.sql.split())[:160]}")
        key = (s.source.group, rule, reason)
        why[key] = why.get(key, 0) + 1
    wrong += [f"reasons.txt: never used: {r[0]} | {r[1]}" for r in reasons.rows if not r[3]]
    return sorted(set(wrong)), why


def all_slugs():
    out = subprocess.run([AFLOAT, "lint", "--rules", "--json"], capture_output=True, text=True, check=True).stdout
    return json.loads(out)["rules"]


def collect(work, missing):
    for folder in ("ours", "theirs"):
        os.makedirs(f"{work}/{folder}")
    out = list(sources.own(f"{HERE}/squawk.sql", f"{work}/theirs"))
    rules = f"{sources.ROOT}/src/assess/rules"
    for file in sorted(os.listdir(rules)):
        if file.endswith(".sql"):
            out += sources.examples("examples", f"{rules}/{file}", file[:-4], f"{work}/ours")
    return out + list(sources.histories(missing))


def main():
    texts = sys.argv[2:] or [""] if sys.argv[1:2] == ["--show"] else None
    missing, work = [], tempfile.mkdtemp(prefix="afpeers.")
    try:
        program = find_squawk()
        all_sources = collect(work, missing)
        run_both(program, all_sources)
        rules = read_rules()
        counts, alone, ours = tally(all_sources, rules)
        if texts is not None:
            show(texts, alone, ours)
            return 0
        wrong, why = problems(all_sources, rules, alone, Reasons())
        page = tables.page(all_sources, rules, counts, why)
        if "--table" in sys.argv:
            histories = [s for s in all_sources if s.group == "histories"]
            tables.write(page, *times(program, histories))
        elif not missing and not tables.same(page):
            wrong.append("docs/SQUAWK.md is stale: tests/peers/run --table")
        if missing:  # a row of reasons.txt may be about a history that is not there
            wrong = [w for w in wrong if "never used" not in w]
        for line in [*wrong, *(f"skipped: {m}" for m in missing)]:
            print(line)
        tables.summary(all_sources, rules, counts)
        print(f"{sum(len(s.statements) for s in all_sources)} passed, {len(wrong)} failed, {len(missing)} skipped")
        return bool(wrong)
    except Skip as e:
        print(f"skipped: {e}\n# SKIP {e}\n0 passed, 0 failed, 1 skipped")
        return 0
    finally:
        shutil.rmtree(work, ignore_errors=True)


if __name__ == "__main__":
    sys.exit(main())
