"""tests/cli/examples.py: the project in which an example of the help, the manual or a page of docs/ runs.

Does      make files that examples name, and the state of the database that a command needs
Shape     project_for(name, line); a command that needs something of its own gets a row in NEEDS
"""
import os
import shlex
import subprocess

from lib import AFLOAT, Project, expect, same

COMMON = {"seeds/users.sql": "INSERT INTO t1 VALUES (1);\n",
          "schema.sql": "CREATE TABLE a (id int);\nINSERT INTO a VALUES (1);\n",
          "afloat.toml": 'default_env = "dev"\n\n[env.dev]\nurl = "sqlite:app.db"\n\n'
                         '[env.prod]\nurl = "sqlite:prod.db"\nprotected = true\n'}


def applied(p):
    p.run("up").exits(0)


def empty(p):
    """No migrations, no configuration: the command makes them."""
    for name in os.listdir(p.path("migrations")):
        os.unlink(p.path("migrations", name))
    os.rmdir(p.path("migrations"))
    os.unlink(p.path("afloat.toml"))


def seeded(p):
    applied(p)
    p.write("seeds/users.sql", "INSERT INTO t1 VALUES (1);\n")


def others(p):
    """Projects of other tools."""
    empty(p)
    p.write("db/migrations/1_a.sql", "-- migrate:up\nSELECT 1;\n\n-- migrate:down\n")
    p.write("db/00001_a.sql", "-- +goose Up\nSELECT 1;\n").write("sql/V1__a.sql", "SELECT 1;\n")


def in_git(p):
    """The second migration and those after it are new on this branch."""
    new = sorted(os.listdir(p.path("migrations")))[1:]
    git = ["git", "-C", p.folder, "-c", "user.name=a", "-c", "user.email=a@b"]
    for command in (["init", "-q", "-b", "main"], ["add", "-A"], ["reset", "-q", *[f"migrations/{n}" for n in new]],
                    ["commit", "-q", "-m", "a"]):
        subprocess.run(git + command, check=True, stdout=subprocess.DEVNULL)


# command: what is done to the project before its examples run
NEEDS = {"init": empty, "new": empty, "import": others, "down": applied, "status": applied, "repair": applied,
         "redo": applied, "drop": applied, "wait": applied, "seed": seeded, "lint": in_git}


def project_for(name, line=""):
    p = Project()
    for file, text in COMMON.items():
        p.write(file, text)
    for i in range(1, 4):
        p.mig(f"2026010{i}000000_t{i}", f"CREATE TABLE t{i} (id integer);", f"DROP TABLE t{i};")
    if name in NEEDS:
        NEEDS[name](p)
    elif "--down" in line:
        applied(p)
    return p


def all_commands():
    """Name: examples, from the program's own table."""
    said = Project(None).run("help", "--json").exits(0).json
    examples = {c["name"]: [] for c in said["commands"]}
    for e in said["examples"]:
        examples[e["command"]].append(e["line"])
    return examples


def words_of(line):
    words = shlex.split(line)
    same(words[0], "afloat", line)
    return words[1:]


def in_shell(p, line, timeout=60):
    """A line as a user types it: (exit code, output, errors); `afloat` is the program under test."""
    from lib import environment  # pylint: disable=import-outside-toplevel
    bin_folder = os.path.join(p.home, "bin")
    if not os.path.exists(bin_folder):
        os.mkdir(bin_folder)
        os.symlink(AFLOAT, os.path.join(bin_folder, "afloat"))
    env = environment(p.home, p.env)
    env["PATH"] = bin_folder + ":" + env["PATH"]
    done = subprocess.run(["bash", "-c", line], cwd=p.folder, env=env, stdin=subprocess.DEVNULL,
                          capture_output=True, text=True, timeout=timeout, check=False)
    expect(done.returncode != 127, f"{line}: {done.stderr}")
    return done.returncode, done.stdout, done.stderr
