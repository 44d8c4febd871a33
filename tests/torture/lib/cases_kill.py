"""Signal 9 at every fault point, then the same command again: the end is that of an undisturbed run.

Does      take the points from a traced run, so that a new point is a new case by itself
Shape     for each set: up, and down to the migration that holds the counters
"""
import functools
import os
import re

from program import LAST, Failed, afloat, points, sample, set_dir

UP, DOWN = ("up",), ("down", "--to", LAST)
REDO, GOTO = ("redo",), ("goto", LAST)  # GOTO: all the way back, as DOWN does it
# A statement that fails is tried once more: how much of the pipeline was sent meanwhile differs from run to run.
TRIED_AGAIN = ("repeat",)
DECISIONS = ("my_call",)  # sets with a statement whose effect only a person can know
# How a run that finishes an interrupted one is itself killed.
SECOND = ("resolve", "resolved", "fenced", "before-send", "done", "history-insert", "commit-sent")


def rows(target, answered=False):
    """The history without numbers. Repeatable files that do not need each other come in any order."""
    found = [r[1:] for r in target.history() if not (answered and r[2] == "repair")]
    return [r for r in found if r[1] != "repeatable"] + sorted(r for r in found if r[1] == "repeatable")


def once(found):
    return [r for r in found if r[1] != "repeatable"] + sorted({r for r in found if r[1] == "repeatable"})


def compare(target, want, history, answered=False, twice=False):
    """The end of an undisturbed run, and nothing left; an answer that was given is a row of its own. `twice`: what a
    first try took away was made before the second one took it away again."""
    if (got := target.leftovers()):
        raise Failed("\n".join(got))
    state = target.state()
    if state != want:
        raise Failed("the end differs (- undisturbed, + here):\n" + "\n".join(
            [f"- {x}" for x in want if x not in state] + [f"+ {x}" for x in state if x not in want]
            or [f"counts: {want} {state}"]))
    now = rows(target, answered)
    if twice:
        now, history = once(now), once(history)
    if now != history:
        raise Failed(f"the history differs: {now}, undisturbed: {history}")


def prepare(target, folder, command):
    target.fresh()
    if command is not UP:
        afloat(target, folder, UP).expect(0)


def reference(target, folder, command):
    """State, history and points of an undisturbed run of the command."""
    prepare(target, folder, command)
    traced = afloat(target, folder, command, "trace").expect(0)
    afloat(target, folder, ("status",)).expect(0)
    if (left := target.leftovers()):
        raise Failed("undisturbed run: " + "\n".join(left))
    return target.state(), rows(target), points(traced.err)


def one(target, folder, command, want, history, faults):
    prepare(target, folder, command)
    before = target.state(), [r[1:] for r in target.history()]
    for i, fault in enumerate(faults):
        run = afloat(target, folder, command, fault)
        # A second fault lies at a point that the first one may have put out of reach.
        run.expect(-9, *((0, 4) if i else (0,) if unsure(target, folder, fault) else ()))
    by_up = command is REDO and sum(map(ord, faults[0])) % 2
    if by_up:
        finish_by_up(target, folder, before)
    compare(target, want, history, finish(target, folder, command, history), by_up)
    status = afloat(target, folder, ("status", "--exit-code"))
    status.expect(0 if command in (UP, REDO) else 1)


def unsure(target, folder, fault):
    """May this point be out of reach? Not the first of its name."""
    return target.family == "pg" and os.path.basename(folder) in TRIED_AGAIN and not fault.endswith(":1")


def finish_by_up(target, folder, before):
    """A redo that was cut off is as well finished by up, unless its down is half done: then up says so. Where nothing
    of it was committed, up finds nothing to do, and all is as it was."""
    run = afloat(target, folder, UP)
    if run.code == 4 and "AF4014" in run.err:
        return
    run.expect(0)
    if [r[1:] for r in target.history()] == before[1] and target.state() != before[0]:
        raise Failed("nothing of the redo is in the history, but the end differs (- before, + here):\n" + "\n".join(
            [f"- {x}" for x in before[0] if x not in target.state()] +
            [f"+ {x}" for x in target.state() if x not in before[0]]))


def finish(target, folder, command, history=()):
    """The plain command again; where it asks its one question, the answer and the command again. True: it asked.
    A redo that has all its rows is not done again: that would be another one. What it left of its journal is over, and
    goes with the next command that takes the lock."""
    if command is REDO and rows(target) == history:
        afloat(target, folder, UP).expect(0)
        return False
    run = afloat(target, folder, command)
    asked = run.code == 4 and os.path.basename(folder) in DECISIONS
    if asked:
        decide(target, folder, command, run)
        run = afloat(target, folder, command)
    run.expect(0)
    return asked


def decide(target, folder, command, run):
    """Answers the one question for the person: the counter knows whether the CALL took effect."""
    asked = re.search(r"afloat repair (\d+:\d+) --mark", run.err)
    if "AF4009" not in run.err or not asked:
        raise Failed("no question, or none with its answer:\n" + run.err)
    done = target.query(f"SELECT n FROM counter WHERE name = '{command[0]}'")[0][0] != "0"
    afloat(target, folder, ("repair", asked[1], "--mark", "applied" if done else "not-applied",
                            "--reason", "the counter says so")).expect(0)


def chosen(all_points, most):
    first = [p for p in all_points if p[1] == 1]
    return sample(all_points, most, always=first)


def plan(tally, first, name, most):
    """Jobs of one set on one kind of target; `first` makes the reference."""
    jobs, folder = [], set_dir(name)
    for command in (UP, DOWN) if name in DECISIONS else (UP, DOWN, REDO, GOTO):
        where = f"{first.kind} kill {name} {command[0]}"
        try:
            want, history, all_points = reference(first, folder, command)
        except Failed as e:
            tally.case(where, "undisturbed run", fail, str(e))
            continue
        some = chosen(all_points, most if command is UP else most // 2 if command is DOWN else most // 3)
        faults = [[f"kill@{n}:{k}"] for n, k in some]
        doubles = [[f"kill@{n}:{k}", f"kill@{m}:1"] for n, k in all_points
                   if n in ("sent", "intent-written", "commit-sent") for m in SECOND]
        faults += sample(doubles, most // 3 if command in (UP, DOWN) else most // 6)
        tally.say(f"{where}: {len(faults)} of {len(all_points) + len(doubles)} cases")
        jobs += [functools.partial(job, tally, where, folder, command, want, history, f) for f in faults]
    return jobs


def fail(text):
    raise Failed(text)


def job(tally, where, folder, command, want, history, faults, target):
    what = ", then ".join(f"AFLOAT_FAULT={f} afloat {' '.join(command)}" for f in faults)
    tally.case(where, what, one, target, folder, command, want, history, faults)
