"""Every example that a user can read is run: of --help, the manual pages, README.md and docs/*.md.

In a page, each line "$ command" of a console block is run, in order, in one project; what follows it up to the
next one is what it prints ("…" stands for anything); "# exit 4" at its end is another exit code than 0. Blocks
about this repository itself (make, scripts/…, git) are not run: what they name has to exist.
"""
import glob
import os
import re
import subprocess

from examples import all_commands, in_shell, project_for, words_of
from lib import ROOT, Skip, expect, has, same, test

# First words of lines that are about the repository, its build and its servers; not run.
OF_THE_REPOSITORY = ("git", "make", "eval", "psql", "cd", "apt", "podman", "docker",
                     "cc", "./deploy", "python3")  # these by tests/install


@test()
def examples_of_the_help_run():
    """Every example of every command, in a project in which it makes sense."""
    for name, examples in all_commands().items():
        expect(examples, f"{name} has no example")
        for line in examples:
            p = project_for(name, line)
            words_of(line)
            code, out, err = in_shell(p, line)
            expect(code == 0, f"{line}: exit {code}\n{out}{err}")


@test()
def examples_of_the_manual_are_those_of_the_help():
    p = project_for("")
    for name, examples in all_commands().items():
        page = p.run("__docs", "man", f"afloat-{name}.1").exits(0).out
        text = page.split(".SH EXAMPLES")[1].replace("\\-", "-").replace("\\e", "\\")
        for line in examples:
            has(text, line)


@test()
def the_example_of_the_configuration_is_valid():
    p = project_for("")
    page = p.run("__docs", "man", "afloat.toml.5").exits(0).out
    p.config(page.split(".RS\n")[1].split(".RE")[0])
    p.run("status").exits(0)


def blocks(path):
    """Console blocks as lists of (line number, command, [output])."""
    found, block = [], None
    with open(path, encoding="utf-8") as f:
        for number, line in enumerate(f, 1):
            line = line.rstrip("\n")
            if line.startswith("```"):
                if block:
                    found.append(block)
                block = [] if line == "```console" else None
            elif block is not None and line.startswith("$ "):
                block.append((number, line[2:], []))
            elif block:
                block[-1][2].append(line)
    return found


def about_the_repository(line):
    word = line.split()[0]
    return word in OF_THE_REPOSITORY or word.startswith(("scripts/", "tests/", "bench/", "tools/", "examples/", "build/"))


def named_things_exist(where, line):
    for word in re.findall(r"(?:^|[\s(])((?:scripts|tests|bench|tools|examples)/[\w./-]+)", line):
        expect(os.path.exists(os.path.join(ROOT, word)), f"{where}: there is no {word}")
    words = line.split("#")[0].split()
    if words[0] == "make":
        targets = [w for w in words[1:] if "=" not in w and w != "&&"]
        done = subprocess.run(["make", "-n", *targets], cwd=ROOT, capture_output=True, text=True, check=False)
        expect("No rule to make target" not in done.stderr, f"{where}: {done.stderr}")


def exit_code(line):
    m = re.search(r"# exit (\d+)$", line)
    return int(m.group(1)) if m else 0


def matches(want, got):
    """Line by line; "…" in a line stands for anything, a line of only "…" for any lines."""
    pattern = ""
    for line in want:
        if line.strip() == "…":
            pattern += r"(?:.*\n)*?"
        else:
            pattern += ".*".join(re.escape(part) for part in line.split("…")) + r"\s*\n"
    return re.fullmatch(pattern.rstrip("\n") + r"\s*", got)


def editor(p):
    """What $EDITOR of the pages writes: a table, for the migration that was just made."""
    path = p.write(".home/editor", "#!/bin/sh\nfor f; do printf -- '-- afloat:up\\nCREATE TABLE users (id integer "
                   "PRIMARY KEY);\\n\\n-- afloat:down\\nDROP TABLE users;\\n' > \"$f\"; done\n").path(".home/editor")
    os.chmod(path, 0o755)
    p.env["EDITOR"] = path


# What the text around a block has said about the configuration, for pages whose blocks need it.
CONFIGURATION = {"docs/FILES.md": "[variables]\nregion = {}\n"}


def run_block(page, block):
    lines = " ".join(command for _, command, _ in block)
    p = project_for(next((name for name in ("init", "import") if f"afloat {name}" in lines), ""), lines)
    if page in CONFIGURATION:
        with open(p.path("afloat.toml"), "a", encoding="utf-8") as f:
            f.write(CONFIGURATION[page])
    editor(p)
    p.env.pop("AFLOAT_URL")  # as a user has it: by the configuration
    for number, line, want in block:
        where = f"{page}:{number}"
        if about_the_repository(line):
            named_things_exist(where, line)
            continue
        code, out, err = in_shell(p, line)
        expect(code == exit_code(line), f"{where}: {line}: exit {code}\n{out}{err}")
        while want and not want[-1].strip():
            want.pop()
        expect(not want or matches(want, out + err),
               f"{where}: {line}: printed\n{out}{err}, and the page says\n" + "\n".join(want))


@test()
def examples_of_the_pages_run():
    pages = [os.path.join(ROOT, "README.md"), os.path.join(ROOT, "CONTRIBUTING.md"),
             *sorted(glob.glob(os.path.join(ROOT, "docs/*.md")))]
    ran = 0
    for page in pages:
        for block in blocks(page):
            run_block(os.path.relpath(page, ROOT), block)
            ran += len(block)
    expect(ran > 10, f"only {ran} lines in all pages: are the blocks found?")


@test()
def commands_in_the_pages_exist():
    """`afloat word` in the running text, too."""
    known = set(all_commands()) | {"COMMAND"}
    p = project_for("")
    for page in [os.path.join(ROOT, "README.md"), *glob.glob(os.path.join(ROOT, "docs/*.md"))]:
        with open(page, encoding="utf-8") as f:
            text = f.read()
        for word in re.findall(r"`afloat ([a-z]+)", text):
            if word not in known:
                p.run("help", word).exits(0)
                known.add(word)


@test()
def the_readme_names_every_command():
    with open(os.path.join(ROOT, "README.md"), encoding="utf-8") as f:
        table = f.read().split("## Commands")[1].split("\n## ")[0]
    for name in all_commands():
        expect(re.search(rf"`{name}[` ]", table), f"README.md has no row for {name}")


@test()
def manual_pages_are_clean():
    if subprocess.run(["sh", "-c", "command -v mandoc || command -v man"], capture_output=True, check=False).returncode:
        raise Skip("neither mandoc nor man is installed")
    p = project_for("")
    for name in p.run("__docs", "man").exits(0).out.split():
        p.write(name, p.run("__docs", "man", name).exits(0).out)
        for check in (["mandoc", "-Tlint", "-Wwarning"], ["man", "--warnings", "-l"]):
            if subprocess.run(["sh", "-c", f"command -v {check[0]}"], capture_output=True, check=False).returncode:
                continue
            done = subprocess.run([*check, p.path(name)], capture_output=True, text=True, check=False,
                                  env={**os.environ, "MANWIDTH": "80", "LC_ALL": "C.UTF-8"})
            said = done.stderr + (done.stdout if check[0] == "mandoc" else "")
            expect(done.returncode == 0 and not said, f"{name}: {check[0]}: {said}")


@test()
def exit_codes_of_the_readme():
    """The table of README.md and the texts of `explain exit N` are one."""
    p = project_for("")
    with open(os.path.join(ROOT, "README.md"), encoding="utf-8") as f:
        rows = re.findall(r"^\| ([0-9, ]+) \| (.*) \|$", f.read(), re.M)
    expect(len(rows) >= 10, f"rows of the table: {rows}")
    for codes, meaning in rows:
        for code in codes.split(", "):
            said = p.run("explain", "exit", code, "--json").exits(0).json["explanation"]["summary"]
            same(meaning, said, f"exit code {code}: README.md and base/exits.def")
