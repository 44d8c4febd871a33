"""tests/observe/tables.py: scores, known disagreements, and the tables of docs/EFFECTS.md."""
import os
import re

import facts
from cases import HERE, ORDINARY, ROOT, SETS

KNOWN = os.path.join(HERE, "known.txt")
PAGE = os.path.join(ROOT, "docs/EFFECTS.md")
MARKS = ("<!-- observed: begin (tests/observe/run --table) -->", "<!-- observed: end -->")
WAYS = {"postgres": "PostgreSQL", "mysql": "MySQL", "mariadb": "MariaDB", "sqlite": "SQLite"}


def engine_name(kind):
    return WAYS["postgres" if kind.startswith("pg") else "mariadb" if kind.startswith("mariadb") else
                "mysql" if kind.startswith("mysql") else "sqlite"]


def read_known():
    """{(kind pattern, case, fact): reason}; a line is `KIND CASE FACT reason`, KIND may be * or pg*."""
    known = {}
    if not os.path.exists(KNOWN):
        return known
    with open(KNOWN, encoding="utf-8") as f:
        for line in f:
            if line.strip() and not line.startswith("#"):
                kinds, case, fact, reason = line.rstrip("\n").split(None, 3)
                for kind in kinds.split(","):
                    known[kind, case, fact] = reason
    return known


def reason_of(known, kind, case, fact):
    for (pattern, c, f), reason in known.items():
        if c in (case, "*") and f == fact and re.fullmatch(pattern.replace("*", ".*"), kind):
            return (pattern, c, f), reason
    return None, None


def percent(n, of):
    return f"{n}/{of}" if of else "-"


def row(name, verdicts):
    score = facts.Score(verdicts)
    cells = [name, str(len(verdicts)), f"{score.precision:.3f}", f"{score.recall:.3f}",
             f"{score.tp}/{score.fp}/{score.fn}/{score.tn}"]
    for fact in facts.FACTS:
        compared = [v for v in verdicts if fact in v.compared]
        cells.append(percent(sum(fact not in v.wrong for v in compared), len(compared)))
    return cells


HEAD = ["server", "statements", "precision", "recall", "tp/fp/fn/tn", *facts.FACTS]


def verdicts_of(results):
    return [v for _, verdicts in results.values() for v in verdicts]


def by_set(verdicts):
    """{set: its verdicts}, the freshest last; none that did not run."""
    return {of: some for of in SETS if (some := [v for v in verdicts if v.case.set == of])}


def ran(key, results):
    """Whether a known disagreement could have been seen in this run."""
    kinds, case, _ = key
    some = [v for k, r in results.items() if re.fullmatch(kinds.replace("*", ".*"), k) for v in r[1]]
    if case == "*":
        return set(ORDINARY) <= set(by_set(some))
    return any(v.case.name == case for v in some)


def rows_of(results):
    out = []
    for kind, (version, verdicts) in results.items():
        name = f"{engine_name(kind)} {version}"
        out.append(row(name, verdicts))
        out += [row(f"{name}, {of}", some) for of, some in by_set(verdicts).items()]
    everything = verdicts_of(results)
    out.append(row("all", everything))
    out += [row(f"all, {of}", some) for of, some in by_set(everything).items()]
    return out


def aligned(rows):
    widths = [max(len(r[i]) for r in rows) for i in range(len(rows[0]))]
    return ["  ".join(c.ljust(w) for c, w in zip(r, widths)).rstrip() for r in rows]


def bars(results, bar):
    """(missed, what), one for each bar."""
    of, freshest = (list(by_set(verdicts_of(results)).items()) or [("none", [])])[-1]
    score = facts.Score(freshest)
    low = min(score.precision, score.recall) < bar
    # The fresh sets have their bar above, all engines together.
    lite = facts.Score([v for v in verdicts_of(results) if v.kind == "sqlite" and v.case.set in ("tuned", "held")])
    many = lite.fn + lite.fp > 1
    return [(low, f"{of}: precision {score.precision:.3f}, recall {score.recall:.3f}, at least {bar}"),
            (many, f"sqlite: {lite.fn} missed, {lite.fp} too many")]


def judge(results, skipped, bar):
    """Prints what was found; the exit status."""
    known, used, failed, passed = read_known(), set(), 0, 0
    for kind, (_, verdicts) in results.items():
        for v in verdicts:
            new = 0
            for fact, (seen, said) in v.wrong.items():
                key, reason = reason_of(known, kind, v.case.name, fact)
                used.add(key)
                new += not reason
                if not reason:
                    print(f"not known: {kind} {v.case.name} {fact}: seen {seen}, said {said}")
                    print(f"    {' '.join(v.case.sql.split())}")
            failed += bool(new)
            passed += not new
    for key in known:
        if key not in used and ran(key, results):
            print(f"no longer: {' '.join(key)}: take it out of known.txt")
            failed += 1
    print("\n".join(aligned([HEAD] + rows_of(results))))
    for bad, text in bars(results, bar):
        print(f"{'FAILED' if bad else 'passed'}: {text}")
        failed += bad
        passed += not bad
    print(f"{passed} passed, {failed} failed, {skipped} skipped")
    return 1 if failed else 0


def page_of(results):
    known = read_known()
    lines = [MARKS[0], "", "| " + " | ".join(HEAD) + " |", "| --- " * len(HEAD) + "|"]
    lines += ["| " + " | ".join(r) + " |" for r in rows_of(results)]
    lines += ["", "Known disagreements:", "", "| server | statement | fact | seen | afloat says | reason |",
              "| --- | --- | --- | --- | --- | --- |"]
    every = {}
    for kind, (_, verdicts) in results.items():
        for v in verdicts:
            for fact, (seen, said) in v.wrong.items():
                key, reason = reason_of(known, kind, v.case.name, fact)
                if key and key[1] == "*":
                    every.setdefault((kind, fact, reason), []).append(v.case.name)
                    continue
                reason = reason or "new"
                text = " ".join(v.case.sql.split()).rstrip(";").replace("|", "\\|")
                lines.append(f"| {kind} | `{text}` | {fact} | {seen} | {said} | {reason} |")
    lines += [f"| {kind} | {len(names)} statements | {fact} | | | {reason} |" for (kind, fact, reason), names in every.items()]
    return "\n".join(lines + ["", MARKS[1]])


def write(results):
    text = ""
    if os.path.exists(PAGE):
        with open(PAGE, encoding="utf-8") as f:
            text = f.read()
    if MARKS[0] in text:
        head, rest = text.split(MARKS[0], 1)
        text = head + page_of(results) + rest.split(MARKS[1], 1)[1]
    else:
        text += "\n" + page_of(results) + "\n"
    with open(PAGE, "w", encoding="utf-8") as f:
        f.write(text)
