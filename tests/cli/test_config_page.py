"""docs/CONFIG.md names every key that the program knows, and no other."""
import os
import re

from lib import ROOT, Project, expect, has, same, test

SECTIONS = {"": "Keys at the top", "history": "Keys in [history]", "seed": "Keys in [seed]", "env.NAME": "Keys in [env.NAME]"}


def page():
    with open(os.path.join(ROOT, "docs/CONFIG.md"), encoding="utf-8") as f:
        return f.read()


def keys_of_the_code():
    """From the table of the manual; a unit test sees that every key has a row there."""
    with open(os.path.join(ROOT, "src/core/config_keys.def"), encoding="utf-8") as f:
        return re.findall(r'^KEY\("([^"]*)",\s*"([^"]+)"', f.read(), re.M)


def keys_of_the_page(table):
    text = page().split(f"## {SECTIONS[table]}\n")[1].split("\n## ")[0]
    return re.findall(r"^\| `([\w-]+)` \|.*\| (?:`(AFLOAT_\w+)`)? ?\|$", text, re.M)


@test()
def keys_of_code_and_page_agree():
    for table in SECTIONS:
        code = {name for t, name in keys_of_the_code() if t == table}
        named = [name for name, _ in keys_of_the_page(table)]
        same(sorted(named), sorted(code), SECTIONS[table])


@test()
def variables_of_the_page_are_read():
    """A value that no key takes is refused with the name of the variable, or changes what is said."""
    seen = 0
    for table in SECTIONS:
        for name, variable in keys_of_the_page(table):
            if name in ("tls", "protected", "allow_out_of_order", "lock_wait", "lock_timeout", "statement_timeout"):
                Project().tables(1).run("status", env={variable: "no such value"}).exits(2, "AF2004", variable)
                seen += 1
    expect(seen >= 10, f"{seen} variables")
    p = Project().tables(1)
    p.run("status", env={"AFLOAT_FORMAT": "none"}).exits(2, "none")
    p.run("status", env={"AFLOAT_DIR": "nowhere"}).exits(2, "nowhere")
    p.run("up", env={"AFLOAT_ROLE": "somebody"}).exits(4, "no roles")
    p.run("up", env={"AFLOAT_HISTORY_SCHEMA": "x"}).exits(2, "SQLite has no schemas")


@test()
def the_examples_are_valid():
    blocks = re.findall(r"^```toml\n(.*?)^```", page(), re.S | re.M)
    expect(len(blocks) >= 3, "too few examples")
    for text in blocks:
        p = Project().tables(1).config(text)
        p.run("status").exits(0)
    has(blocks[0], "password_command")
