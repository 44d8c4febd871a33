#!/usr/bin/env python3
"""tests/readers/synopsis.py: what the manuals' synopses of CREATE, ALTER and DROP allow is read.

Does      read the statements of synopsis/*.sql, which have each alternative once: none may be opaque; ask an engine
          whether it calls a statement an error of syntax: then the statement is wrong
Does not  compare what is read (tests/unit/ddl, tests/schema)
Shape     a statement a line; "-- 17" behind it: PostgreSQL since 17; "-- opaque": may be opaque. both.sql: MySQL, MariaDB
Env       as words.py; ends with "N passed, N failed, N skipped"; code 1 when one failed
"""
import os
import re
import sys

import words

HERE = os.path.dirname(os.path.abspath(__file__))
# Syntax that needs the newest server, or a build with more than ours.
UNASKED = re.compile(r"DUALITY VIEW|VIA mysql_native|authentication_fido|LOGFILE GROUP|SECONDARY_|IMPORT TABLE")


def statements(*names):
    for name in names:
        with open(os.path.join(HERE, "synopsis", name + ".sql"), encoding="utf-8") as f:
            for line in f:
                if line.startswith("--") or not line.strip():
                    continue
                sql, _, note = line.strip().rpartition(";")
                yield sql, note.replace("--", "").strip()


def check_read(dialect, names):
    todo = list(statements(*names))
    said = words.read(dialect, [sql for sql, _ in todo])
    bad = [(sql, said.get(" ".join(sql.split()), "nothing")) for sql, note in todo
           if note != "opaque" and "opaque" in said.get(" ".join(sql.split()), "opaque")]
    for sql, why in bad:
        print(f"    {dialect}: {sql}\n        " + why.strip().replace("\n", "\n        "))
    print(f"{'FAILED' if bad else 'passed'}: {dialect}: {len(todo) - len(bad)} of {len(todo)} statements of the synopses are read")
    return not bad


def check_server(kind, engine, names):
    version = int(kind[2:]) if kind.startswith("pg") else 0
    todo = [sql for sql, note in statements(*names)
            if note != "opaque" and not UNASKED.search(sql) and not (note.isdigit() and version and int(note) > version)]
    bad = [sql for sql, ok in zip(todo, engine.takes(todo)) if not ok]
    for sql in bad:
        print(f"    {kind} does not take: {sql}")
    print(f"{'FAILED' if bad else 'passed'}: {kind}: {len(todo) - len(bad)} of {len(todo)} statements are none of syntax errors")
    return not bad


FILES = {"sqlite": ["sqlite"], "postgres": ["postgres"], "mysql": ["both", "mysql"], "mariadb": ["both", "mariadb"]}


def main():
    if not os.path.exists(words.READ):
        print(f"# SKIP synopsis: {words.READ} is not built (make engines)\n0 passed, 0 failed, 1 skipped")
        return 0
    done = [check_read(dialect, names) for dialect, names in FILES.items()]
    for kind in words.kinds():
        done.append(words.with_engine(kind, lambda e, k=kind: check_server(k, e, FILES[e.dialect])))
    print(f"{done.count(True)} passed, {done.count(False)} failed, {done.count(None)} skipped")
    return 1 if False in done else 0


if __name__ == "__main__":
    sys.exit(main())
