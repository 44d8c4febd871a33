"""tests/observe/facts.py: what was seen beside what afloat says.

Does      compare fact by fact; count what lint calls blocking work: precision and recall
Does not  look at servers
Shape     Seen: locks {relation: mode}, blocks, rewrite, scan, build, algorithm, fails; None = cannot be seen
"""

FACTS = ("fails", "blocks", "locks", "rewrite", "reads", "build", "algorithm")
BLOCKS = ("none", "ddl", "writes", "all")
# The server would refuse: findings of names that are not there, taken, needed by others.
REFUSED = ("AF1001", "AF1002", "AF1003", "AF1004")


class Seen:
    def __init__(self):
        self.fails = None
        self.error = ""
        self.locks = None  # of tables, views and materialized views
        self.others = {}   # of indexes and sequences: only compared when afloat names them
        self.blocks = None
        self.rewrite = self.scan = self.build = None
        self.algorithm = None
        self.blocking = None  # a relation is blocked while it is read whole, written again or indexed


def seen_text(seen):
    return str({k: v for k, v in vars(seen).items() if k not in ("known", "blocks_too")})


class Verdict:
    """One statement on one server: which facts were compared, and which differ."""

    def __init__(self, case, kind):
        self.case, self.kind = case, kind
        self.compared, self.wrong = [], {}
        self.blocking = self.said_blocking = None

    def check(self, fact, seen, said, same=None):
        self.compared.append(fact)
        if not (seen == said if same is None else same):
            self.wrong[fact] = (seen, said)


def said_fails(said):
    return said["fails"] or any(f["code"] in REFUSED and f["severity"] == "error" for f in said["findings"])


def compare_locks(v, seen, said):
    modes = {}
    for lock in said["locks"]:
        modes[lock["relation"].split(".")[-1].strip('"`')] = lock["mode"]
    # Metadata locks that stop nobody are held too briefly to be seen every time.
    weak = ("SHARED_READ", "SHARED_WRITE")
    seen.locks = {k: m for k, m in seen.locks.items() if m not in weak}
    tables = {k: m for k, m in modes.items() if k not in seen.others and m not in weak}
    other = {k: m for k, m in modes.items() if k in seen.others and seen.others[k] != m}
    new = {k for k in tables if k not in seen.locks and k not in seen.known}
    tables = {k: m for k, m in tables.items() if k not in new}
    got, want = dict(seen.locks), dict(tables)
    got.update({k: seen.others[k] for k in other})
    want.update(other)
    only = lambda a, b: {k: a[k] for k in sorted(a) if a[k] != b.get(k)}  # noqa: E731
    v.compared.append("locks")
    if got != want:
        v.wrong["locks"] = (only(got, want), only(want, got))


def compare(case, kind, seen, said):
    v = Verdict(case, kind)
    fails = said_fails(said)
    # What fails on rows only (a duplicate, a NULL) is not certain: "validates" says that it may.
    v.check("fails", seen.error if seen.fails else False, fails,
            same=(fails or said["validates"]) if seen.fails else not fails)
    if seen.fails:
        return v
    if seen.blocks is not None:
        v.check("blocks", seen.blocks, said["blocks"], same=said["blocks"] in seen.blocks_too + [seen.blocks])
    if seen.locks is not None:
        compare_locks(v, seen, said)
    if seen.rewrite is not None:
        v.check("rewrite", seen.rewrite, said["rewrite"])
    if seen.scan is not None:
        v.check("reads", seen.scan, said["scan"] or said["rewrite"] or said["builds"])
    if seen.build is not None and not seen.rewrite:
        v.check("build", seen.build, said["builds"])
    if seen.algorithm is not None:
        v.check("algorithm", seen.algorithm, said["algorithm"])
    v.blocking = seen.blocking
    v.said_blocking = (BLOCKS.index(said["blocks"]) >= 2 and (said["scan"] or said["rewrite"] or said["builds"]))
    return v


class Score:
    """Of blocking work: true and false, positive and negative."""

    def __init__(self, verdicts):
        pairs = [(bool(v.blocking), bool(v.said_blocking)) for v in verdicts if v.blocking is not None]
        self.tp, self.fn = pairs.count((True, True)), pairs.count((True, False))
        self.fp, self.tn = pairs.count((False, True)), pairs.count((False, False))

    @property
    def precision(self):
        return self.tp / (self.tp + self.fp) if self.tp + self.fp else 1.0

    @property
    def recall(self):
        return self.tp / (self.tp + self.fn) if self.tp + self.fn else 1.0
