"""afloat explain: every code, by number, name and exit code."""
import os
import re

from lib import ROOT, Project, expect, has, same, test


def codes():
    with open(os.path.join(ROOT, "src/base/errors.def"), encoding="utf-8") as f:
        return re.findall(r'^E\((\w+), +"(AF\d{4})", (\d+), "([\w-]+)", +"(.*)"\)', f.read(), re.M)


@test()
def every_code():
    p = Project(None)
    listed = p.run("explain").exits(0).out
    expect(len(codes()) > 50, "rows of errors.def")
    for _, code, exit_code, slug, summary in codes():
        r = p.run("explain", code).exits(0)
        has(r.out, f"{code} {slug}: {summary} (exit code {exit_code})", "\nWhy\n", "\nWhat to do\n", "\nExample\n  ")
        same(p.run("explain", slug).exits(0).out, r.out, slug)
        has(listed, code, slug)
        for line in r.out.split("\nExample\n")[0].splitlines()[1:]:
            expect(len(line) <= 80, f"{code}: more than 80 columns: {line}")
    same(p.run("explain", "af4001").exits(0).out, p.run("explain", "AF4001").out)
    said = p.run("explain", "--json").exits(0).json["codes"]
    same([c["code"] for c in said], [c[1] for c in codes()])


@test()
def exit_codes():
    p = Project(None)
    for word in (["4"], ["exit", "4"], ["exit 4"], ["EXIT", "4"]):
        has(p.run("explain", *word).exits(0).out, "exit code 4: refused", "AF4001", "AF3007")
    for code in (0, 1, 2, 3, 5, 6, 7, 70, 130, 143):
        has(p.run("explain", str(code)).exits(0).out, f"exit code {code}: ")
    for word in (["8"], ["exit", "99"], ["exit", "x"], ["exit"], ["0x4"], ["AF4001", "4"]):
        p.run("explain", *word).exits(2, "AF2001")


@test()
def a_rule_without_words_for_the_tests():
    out = Project(None).run("explain", "AF1226").exits(0).out
    has(out, "code-coupling", "-- code: src/users.py", "DROP COLUMN")
    expect("-- also:" not in out and "-- at:" not in out, "words for the tests")


@test()
def what_was_meant():
    p = Project(None)
    p.run("explain", "out-of-odrer").exits(2, "Did you mean: afloat explain out-of-order")
    p.run("explain", "lock-bussy").exits(2, "Did you mean: afloat explain lock-busy")
    p.run("explain", "AF401").exits(2, "Did you mean: afloat explain AF40")
    p.run("explain", "drop-colum").exits(2, "Did you mean: afloat explain drop-column")
    p.run("explain", "zzzzzzzz").exits(2, "See all of them with: afloat explain")
    p.run("explain", "exit").exits(2, '"exit" needs a number')
    same(p.run("explain", "zzzzzzzz").out, "")
