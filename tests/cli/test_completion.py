"""afloat completion: the scripts in bash, zsh and fish, and what they offer."""
import os
import pty
import select
import shutil
import subprocess
import time

from examples import all_commands
from lib import AFLOAT, Project, Skip, environment, expect, has, has_not, same, test


def project():
    p = Project(None).tables(3)
    p.config('[env.prod]\nurl = "sqlite:prod.db"\n[env.staging]\nurl_env = "NOT_SET"\n')
    p.write("other/0009_x.sql", "-- afloat:up\nSELECT 1;\n").write("some.sql", "SELECT 1;")
    os.mkdir(p.path("bin"))
    os.symlink(AFLOAT, p.path("bin/afloat"))
    return p


def environment_of(p):
    env = environment(p.home, p.env)
    return {**env, "PATH": p.path("bin") + ":" + env["PATH"]}


def words(p, *line):
    """What the program offers for the last word."""
    r = p.run("__complete", *line).exits(0)
    same(r.err, "", "stderr")
    return [w.split("\t")[0] for w in r.out.splitlines()]


@test()
def what_is_offered():
    p = project()
    same(words(p, ""), list(all_commands()))
    same(words(p, "st"), ["status"])
    same(words(p, "up", "--d"), ["--dir", "--dry-run"])
    has(words(p, "up", "--"), "--to", "--json", "--help")
    has_not(words(p, "status", "--"), "--to")
    for line in (["up", "--to"], ["down", "--to"], ["plan", "--to"], ["repair"], ["baseline"],
                 ["rollback", "--to"], ["-n", "up", "-q", "--to"], ["up", "--env", "prod", "--to"]):
        same(words(p, *line, ""), ["0001", "0002", "0003"], str(line))
    same(words(p, "down", "--to", "0002"), ["0002"])
    same(words(p, "up", "--to=0"), ["--to=0001", "--to=0002", "--to=0003"])
    same(words(p, "up", "--to", "=", "0003"), ["0003"])  # as bash cuts it
    same(words(p, "up", "--to", "="), ["0001", "0002", "0003"])
    same(words(p, "up", "--dir", "other", "--to", ""), ["0009"])
    same(words(p, "up", "-d", "other", "--to", ""), ["0009"])
    same(words(p, "up", "--env", ""), ["prod", "staging"])
    same(words(p, "up", "-e", "st"), ["staging"])
    has(words(p, "up", "--format-files", ""), "dbmate", "native")
    same(words(p, "up", "--color", "a"), ["auto", "always"])
    same(words(p, "down", "--down-from", ""), ["file", "history"])
    same(words(p, "repair", "0001", "--mark", ""), ["applied", "not-applied"])
    same(words(p, "completion", ""), ["bash", "zsh", "fish"])
    same(words(p, "help", "sta"), ["status"])
    same(words(p, "explain", "AF400"), [f"AF400{i}" for i in range(1, 10)])
    same(words(p, "split", ""), [":files"])
    same(words(p, "up", "--dir", ""), [":folders"])
    for line in (["new", ""], ["up", "--url", ""], ["status", "", ""], ["nosuch", "x", "--to", ""], ["split", "a", ""]):
        same(words(p, *line), [] if line[0] != "nosuch" else words(p, ""), str(line))


@test()
def nothing_is_touched():
    """No database is asked or made, and nothing fails."""
    p = project()
    p.env["AFLOAT_URL"] = "postgres://nobody@192.0.2.1/none"
    start = time.monotonic()
    same(words(p, "up", "--to", ""), ["0001", "0002", "0003"])
    expect(time.monotonic() - start < 2, "slow")
    p.config("[env.x\n")
    same(words(p, "up", "--env", ""), [])
    p = Project(None)
    same(words(p, "up", "--to", ""), [])
    same(os.listdir(p.folder), [".home"])
    p.write("migrations/0001_a\x1b[31m.sql", "").write("migrations/0002_b\n.sql", "")
    has_not(p.run("__complete", "up", "--to", "").out, "\x1b")
    p.run("__complete").exits(0)


@test()
def wrong_shell():
    p = Project(None)
    p.run("completion").exits(2, "bash, zsh, fish")
    p.run("completion", "tcsh").exits(2, "tcsh", "bash, zsh, fish")


def in_bash(p, line):
    """COMPREPLY as bash makes it for the words of `line`, cut as readline cuts them."""
    cut = []
    for word in line.split(" "):
        name, equals, value = word.partition("=")
        cut += [name, equals, value] if equals and value else [name, equals] if equals else [word]
    quoted = " ".join(f"'{w}'" for w in cut)
    script = (f"set -u; eval \"$(afloat completion bash)\"; COMP_WORDS=({quoted}); COMP_CWORD={len(cut) - 1}; "
              "_afloat; printf '%s\\n' \"${COMPREPLY[@]}\"; complete -p afloat")
    done = subprocess.run(["bash", "--norc", "-c", script], cwd=p.folder, env=environment_of(p), capture_output=True,
                          text=True, check=False)
    same(done.stderr, "", "bash")
    *offered, how = done.stdout.splitlines()
    same(how, "complete -F _afloat afloat")
    return [w for w in offered if w]


@test()
def bash():
    p = project()
    same(in_bash(p, "afloat sta"), ["status"])
    same(in_bash(p, "afloat up --to "), ["0001", "0002", "0003"])
    same(in_bash(p, "afloat up --to=000"), ["0001", "0002", "0003"])
    same(in_bash(p, "afloat up --env=p"), ["prod"])
    same(in_bash(p, "afloat up --dry"), ["--dry-run"])
    same(in_bash(p, "afloat split so"), ["some.sql"])
    same(in_bash(p, "afloat up --dir o"), ["other"])
    same(in_bash(p, "afloat new "), [])
    script = p.run("completion", "bash").out
    p.write("script", script)
    same(subprocess.run(["bash", "-n", p.path("script")], capture_output=True, text=True, check=False).stderr, "")


def need(shell):
    if not shutil.which(shell):
        raise Skip(f"{shell} is not installed")


@test()
def fish():
    need("fish")
    p = project()
    p.write("a.fish", p.run("completion", "fish").exits(0).out)

    def offered(line):
        done = subprocess.run(["fish", "--no-config", "-c", f"source a.fish; complete -C '{line}'"], cwd=p.folder,
                              env=environment_of(p), capture_output=True, text=True, check=False)
        same(done.stderr, "", "fish")
        return done.stdout.splitlines()

    same(offered("afloat sta"), ["status\tshow which migrations are applied, pending or changed"])
    same(offered("afloat up --to "), ["0001\tt1", "0002\tt2", "0003\tt3"])
    same(offered("afloat up --env=p"), ["--env=prod"])
    same([w.split("\t")[0] for w in offered("afloat split so")], ["some.sql"])
    same([w.split("\t")[0] for w in offered("afloat up --dir o")], ["other/"])
    same(offered("afloat new "), [])


class Zsh:
    """zsh on a pseudo terminal, as a user has it."""

    def __init__(self, p):
        self.master, slave = pty.openpty()
        env = {**environment_of(p), "PS1": "", "TERM": "dumb", "COLUMNS": "200"}
        self.shell = subprocess.Popen(["zsh", "-f", "-i"], cwd=p.folder, env=env, stdin=slave, stdout=slave,
                                      stderr=slave, start_new_session=True)
        os.close(slave)
        self.do("unsetopt zle_bracketed_paste; PS1= PS2=; stty -echo 2>/dev/null")
        self.do("autoload -Uz compinit && compinit -u -D && source ./_afloat; echo ready")
        self.until("ready")

    def do(self, line):
        os.write(self.master, line.encode() + b"\n")

    def until(self, text, seconds=15):
        got, end = "", time.monotonic() + seconds
        while time.monotonic() < end and text not in got:
            if select.select([self.master], [], [], 0.1)[0]:
                got += os.read(self.master, 4096).decode("utf-8", "replace")
        return got

    def completed(self, line, want):
        """Types the line and TAB, then runs what stands there: `afloat` only prints its words."""
        os.write(self.master, line.encode() + b"\t")
        time.sleep(0.7)
        os.write(self.master, b"\n")
        got = self.until(want)
        expect(want in got, f"zsh: {line!r} + TAB: {want!r} is not in {got!r}")

    def end(self):
        self.shell.kill()
        self.shell.wait()
        os.close(self.master)


@test()
def zsh():
    need("zsh")
    p = project()
    p.write("_afloat", p.run("completion", "zsh").exits(0).out)
    # Completes with the program, and says what it was called with.
    os.unlink(p.path("bin/afloat"))
    p.write("bin/afloat", f'#!/bin/sh\ncase $1 in __complete) exec {AFLOAT} "$@" ;; esac\n'
                          'printf "<"; printf "[%s]" "$@"; echo ">"\n')
    os.chmod(p.path("bin/afloat"), 0o755)
    shell = Zsh(p)
    try:
        shell.completed("afloat sta", "<[status]>")
        shell.completed("afloat up --env p", "<[up][--env][prod]>")
        shell.completed("afloat up --env=p", "<[up][--env=prod]>")
        shell.completed("afloat down --to 0002", "<[down][--to][0002]>")
        shell.completed("afloat up --dry", "<[up][--dry-run]>")
        shell.completed("afloat split so", "<[split][some.sql]>")
    finally:
        shell.end()
