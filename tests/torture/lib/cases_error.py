"""An error, or a cut connection, at engine call 1, 2, 3 … of each command, until the run is clean.

Does      check the exit code, that the message has its parts, and that the command run again ends as if nothing
          had happened
"""
import functools
import re

from cases_kill import DECISIONS, DOWN, GOTO, REDO, UP, compare, fail, finish, prepare, rows
from program import CODES, LAST, Failed, afloat, calls, sample, set_dir

STATUS = ("status",)
REPAIR = ("repair", LAST, "--mark", "applied", "--reason", "torture")
VALIDATE = ("validate",)
WAIT = ("wait", "--applied", "--timeout", "5s")
COMMANDS = (UP, DOWN, STATUS, REPAIR, REDO, GOTO, VALIDATE, WAIT)
LESS = (REDO, GOTO, VALIDATE, WAIT)  # a third of the cases: what they share is tried by the others


def check_message(run):
    """A failure has a code of ours, says what is committed, and never speaks of an internal error."""
    code = re.search(r"^error\[(AF\d{4})\]: \S", run.err, re.M)
    if not code:
        raise Failed(f"{run.words()} ended with {run.code} and no error line:\n{run.err}")
    if code[1] in ("AF9001", "AF9002"):
        raise Failed(f"{run.words()}: internal error:\n{run.err}")
    if not re.search(r"^  committed: \S", run.err, re.M):
        raise Failed(f"{run.words()} does not say what is committed:\n{run.err}")
    if run.code == 6 and not re.search(r"^  (continue|hint): \S", run.err, re.M):
        raise Failed(f"{run.words()} does not say how to go on:\n{run.err}")


def reference(target, folder, command):
    prepare(target, folder, command)
    traced = afloat(target, folder, command, "trace").expect(0)
    if (left := target.leftovers()):
        raise Failed("undisturbed run: " + "\n".join(left))
    return target.state(), rows(target), calls(traced.err)


def one(target, folder, command, want, history, fault):
    prepare(target, folder, command)
    before = [r[1:] for r in target.history()]
    run = afloat(target, folder, command, fault).expect(*CODES)
    if run.code:
        check_message(run)
    target.wait_idle()
    if run.code in (2, 3, 5, 7) and [r[1:] for r in target.history()] != before:
        raise Failed(f"code {run.code} says that nothing was changed, but the history has grown:\n{run.err}")
    answered = finish(target, folder, command, history)
    if command is REPAIR:  # each answer is a row, also one whose acknowledgement was lost
        history = rows(target)
        if "repair" not in [r[1] for r in history]:
            raise Failed("the answer was not recorded")
    compare(target, want, history, answered)


def plan(tally, first, name, most, commands=COMMANDS):
    jobs, folder = [], set_dir(name)
    for command in commands:
        if name in DECISIONS and command in (REDO, GOTO):
            continue
        where = f"{first.kind} error {name} {command[0]}"
        try:
            want, history, n = reference(first, folder, command)
            clean = afloat_clean(first, folder, command, n)
        except Failed as e:
            tally.case(where, "undisturbed run", fail, str(e))
            continue
        faults = [f"{kind}:{i}" for i in range(1, n + 1) for kind in ("error", "lost")]
        some = sample(faults, most // 3 if command in LESS else most)
        tally.say(f"{where}: {len(some)} of {len(faults)} cases")
        jobs.append(functools.partial(job, tally, where, f"AFLOAT_FAULT=error:{n + 1}", clean))
        jobs += [functools.partial(job, tally, where, f"AFLOAT_FAULT={f} afloat {' '.join(command)}",
                                   functools.partial(one, folder=folder, command=command, want=want,
                                                     history=history, fault=f)) for f in some]
    return jobs


def afloat_clean(_first, folder, command, n):
    """The run after the last call is undisturbed: the numbers that were taken are all there are. A run that had to
    try a statement again, because the server was still busy, makes more calls."""
    def clean(target):
        for _ in range(3):
            prepare(target, folder, command)
            run = afloat(target, folder, command, f"error:{n + 20 + n // 5}")
            if "retry: " not in run.err:
                break
        run.expect(0)
    return clean


def job(tally, where, what, function, target):
    tally.case(where, what, function, target)
