"""Many runners at once on one database; in some rounds whoever holds the lock is killed at work.

Shape     each migration exactly once, whoever was not killed ends with 0
"""
import random

from cases_kill import UP, compare, reference
from program import LONG, Failed, Run, afloat, set_dir

RUNNERS = 32 if LONG else 16
POINTS = ("locked", "fenced", "before-send", "sent", "result", "history-insert", "commit-sent",
          "commit-acknowledged", "unlock")
ROUNDS = 100 if LONG else 4  # long: of an engine, shared by its sets; else of each set


def one(target, folder, want, history, seed):
    chance = random.Random(seed)
    target.fresh()
    # Odd rounds: a third of the runners dies as soon as it holds the lock and has come that far.
    doomed = {i: f"kill@{chance.choice(POINTS)}:1" for i in range(RUNNERS)
              if seed % 2 and chance.random() < 0.35}
    runs = [Run(target, folder, UP, doomed.get(i)) for i in range(RUNNERS)]
    errors = []
    for i, run in enumerate(runs):
        try:
            run.wait().expect(*((0, -9) if i in doomed else (0,)))
        except Failed as e:
            errors.append(str(e))
    if errors:
        raise Failed("\n".join(errors[:3]))
    if len(doomed) == RUNNERS:
        afloat(target, folder, UP).expect(0)
    compare(target, want, history)


def run_all(tally, target, name):
    """On one target, one after the other: the runners are the load."""
    folder, where = set_dir(name), f"{target.kind} race {name}"
    try:
        want, history, _ = reference(target, folder, UP)
    except Failed:
        return  # the kill cases tell
    rounds = -(-ROUNDS // len(target.sets)) if LONG else ROUNDS
    tally.say(f"{where}: {rounds} rounds of {RUNNERS} runners")
    for seed in range(rounds):
        tally.case(where, f"round {seed}", one, target, folder, want, history, seed)
