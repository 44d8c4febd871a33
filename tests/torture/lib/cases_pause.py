"""A runner is stopped like a machine that sleeps; its session is cut meanwhile, a rival does the work, it wakes up.

Shape     the one that slept finds its session gone and touches nothing; each statement has run once
"""
import os
import signal

from cases_kill import UP, compare, finish, reference
from program import LONG, Failed, Run, set_dir

POINTS = ("locked", "fence", "fenced", "before-send", "sent", "result", "intent", "intent-written", "done",
          "done-written", "journal-insert", "history-insert", "commit-sent", "commit-acknowledged", "unlock")


def stopped(run):
    """Waits until the process has stopped itself."""
    _, status = os.waitpid(run.process.pid, os.WUNTRACED)
    if not os.WIFSTOPPED(status):
        run.process.returncode = os.waitstatus_to_exitcode(status)
        raise Failed(f"{run.words()} did not stop")


def one(target, folder, want, history, point):
    target.fresh()
    sleeper = Run(target, folder, UP, f"stop@{point[0]}:{point[1]}")
    try:
        stopped(sleeper)
        if not target.cut_sessions():
            raise Failed("there was no session to cut")
        answered = finish(target, folder, UP)
    finally:
        sleeper.process.send_signal(signal.SIGCONT)
        sleeper.wait()
    # Its last COMMIT may have been in, and then there is nothing that it missed.
    sleeper.expect(6, 3, *([0] if point[0] in ("commit-sent", "commit-acknowledged", "unlock") else ()))
    compare(target, want, history, answered)


def run_all(tally, target, name):
    folder, where = set_dir(name), f"{target.kind} pause {name}"
    try:
        want, history, reached = reference(target, folder, UP)
    except Failed:
        return  # the kill cases tell
    some = [p for p in reached if p[0] in POINTS and (LONG or p[1] == 1 + len(p[0]) % 2)]
    tally.say(f"{where}: {len(some)} cases")
    for p in some:
        tally.case(where, f"AFLOAT_FAULT=stop@{p[0]}:{p[1]} afloat up", one, target, folder, want, history, p)
