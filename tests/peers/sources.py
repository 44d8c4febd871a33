"""tests/peers/sources.py: the files that both are given: examples of rules, statements of squawk.sql, histories.

Shape     a Source is a folder of migrations; `new` are the files that both judge, the rest is what was there before,
          which afloat replays and squawk does not see
"""
import os
import re
import subprocess

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(os.path.dirname(HERE))
SECTION = re.compile(r"^-- ([a-z-]+):(.*)$")
OPTIONS = ("also", "at", "instead-keeps", "irreversible", "fix")  # of the unit test; nothing for either here
HISTORIES = ("procrastinate", "atuin-server", "jobrunr", "fang", "sqlxmq", "cdk-mint", "lemmy")


class Source:
    """`about`: the rule whose example it is; `bad`: does that rule find something? None = not known."""

    def __init__(self, group, name, folder, version="15", about=None, bad=None):
        self.group, self.name, self.folder, self.version = group, name, folder, version
        self.about, self.bad, self.new, self.words = about, bad, [], []
        self.statements = []  # Statement, once both have said what they find

    def write(self, name, text, new):
        os.makedirs(self.folder, exist_ok=True)
        path = os.path.join(self.folder, name)
        with open(path, "w", encoding="utf-8") as f:
            f.write(text)
        if new:
            self.new.append(path)


def blocks(path):
    """(engines, schema, [(bad, [text of a file], {option})]) for each engine line of an example file."""
    block, text = None, None
    with open(path, encoding="utf-8") as f:
        lines = f.read().splitlines()
    for line in lines:
        m = SECTION.match(line)
        word, value = (m.group(1), m.group(2).strip()) if m else (None, None)
        if word == "engine":
            if block:
                yield block
            block, text = (value, [], [], {}), None
        elif word == "schema":
            text = block[1]
        elif word in ("bad", "good"):
            block[2].append((word == "bad", [[]], dict(block[3])))
            text = block[2][-1][1][-1]
        elif word == "file":
            block[2][-1][1].append([])
            text = block[2][-1][1][-1]
        elif word == "down":
            block[2][-1][2]["down"], text = "yes", []  # squawk knows no downs
        elif word and word != "afloat" and (word in OPTIONS or word in ("transaction", "foreign", "runner", "applied",
                                                                        "pattern", "setting")):
            (block[2][-1][2] if block[2] else block[3])[word] = value
        elif text is not None:
            text.append(line)
    if block:
        yield block


def examples(group, path, about, work):
    """Sources of one example file; what only the unit test can set is left out."""
    for engines, schema, found, _ in blocks(path):
        version = next((w.split()[1] if len(w.split()) > 1 else "18" for w in engines.split(",")
                        if w.split()[0] == "postgres"), None)
        if not version:
            continue
        for bad, files, options in found:
            if {"foreign", "runner", "applied", "pattern", "setting"} & set(options):
                continue
            count = len(os.listdir(work))
            s = Source(group, about, f"{work}/{count:04}/migrations", version, about, bad)
            if schema:
                s.write("0001_before.sql", "\n".join(schema) + "\n", False)
            for i, text in enumerate(files):
                s.write(f"{i + 2:04}_new.sql", "\n".join(text).strip("\n") + "\n", True)
            s.words = ["--from", "0002"]
            yield s


def own(path, work):
    """squawk.sql: `### rule` and an example file of that rule."""
    with open(path, encoding="utf-8") as f:
        parts = re.split(r"^### (\S+)\n", f.read(), flags=re.M)
    for rule, text in zip(parts[1::2], parts[2::2]):
        file = f"{work}.{rule}"
        with open(file, "w", encoding="utf-8") as f:
            f.write(text)
        yield from examples("statements", file, rule, work)


def histories(missing):
    where = subprocess.run([f"{ROOT}/tests/real/fetch", "--where"], capture_output=True, text=True,
                           check=True).stdout.strip()
    for name in HISTORIES:
        folder = f"{where}/{name}/postgres"
        if not os.path.isdir(folder):
            missing.append(f"{name} is not in {where} (tests/real/fetch)")
            continue
        s = Source("histories", name, folder)
        with open(f"{where}/{name}/format", encoding="utf-8") as f:
            s.words = ["--format-files", f.read().strip()]
        for path, _, files in sorted(os.walk(folder)):
            s.new += [os.path.join(path, f) for f in sorted(files)
                      if f.endswith(".sql") and f != "down.sql" and not f.endswith(".down.sql")]
        yield s
