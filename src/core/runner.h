/* core/runner.h: apply a plan to one database.
 *
 * Does      send units in order, pipelined where order allows; write history and journal in the units;
 *           retry what may be retried; resolve what an earlier run left
 * Does not  choose what runs (core/plan.h), take the lock (core/lock.h), print
 * Shape     position = (item, step); a failure rolls back to the last position that was committed
 * Errors    ERR_STATEMENT and its like with place and caret; the report says what was committed
 * See       docs/ARCHITECTURE.md#a-run, tests/torture/
 */
#ifndef AFLOAT_CORE_RUNNER_H
#define AFLOAT_CORE_RUNNER_H

#include "core/lock.h"
#include "core/plan.h"
#include "core/role.h"

struct run_opts {
    int64_t lock_timeout_ms;      /* budget for table locks, all tries together */
    int64_t statement_timeout_ms; /* 0 = none */
    const struct role *role;      /* that the user's statements run as; NULL = the login */
};

/* What is called between migrations: everything before is committed, nothing is outstanding. */
struct run_each {
    bool (*before)(void *data, const struct plan_item *item, struct err *err); /* NULL = none */
    bool (*after)(void *data, const struct plan_item *item, struct err *err);  /* NULL = none */
    void *data;
};

struct run_report {
    int64_t migrations;  /* whole ones that this run finished */
    int64_t repeatables; /* repeatable files that it made, put back or dropped */
    int64_t units;       /* units that this run committed */
    bool hook_failed;    /* what is called between migrations, not a migration */
    bool unknown;        /* the outcome of something that was sent is not known */
    bool complete;       /* every item is committed: what failed came after that */
    str failed_version;  /* absent = none failed */
    int64_t failed_step; /* statement, 0 = not in a statement */
    int64_t kept_step;   /* last committed step of the failed migration, 0 = none of it stays */
    int64_t ms;
};

/* Settles every intent of an earlier run: done, absent, cleaned up, or ERR_DECISION with the one question.
 * Needs the lock. Changes the journal and `s`. */
bool MUST run_resolve(arena *a, struct run_lock *lock, struct state *s, int64_t wait_ms,
                      struct err *err);

/* The report is filled on success and failure alike. */
struct run_in {
    struct run_lock *lock;
    struct state *state; /* moves on with what is committed */
    const struct plan *plan;
    const struct run_opts *opts;
    const struct run_each *each; /* NULL = none */
};

bool MUST run_plan(arena *a, const struct run_in *in, struct run_report *out, struct err *err);

/* SHA-256 over the sum before and the statement without comments and spacing. */
str run_chain(arena *a, const struct conn *c, str before, str sql);

/* One history row outside a migration (baseline, repair), with the version's journal rows cleared. */
bool MUST run_record(arena *a, struct run_lock *lock, struct state *s, struct entry *e,
                     str down_text, struct err *err);

#endif
