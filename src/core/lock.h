/* core/lock.h: one runner at a time.
 *
 * Does      take the run's lock by polling, make the tables, raise the fence, release
 * Does not  wait inside the server (a waiting session would deadlock with concurrent index builds)
 * Shape     the lock belongs to the session that runs the statements: it dies with it, and not before
 *           the last statement of a killed client has ended
 * Errors    ERR_LOCK_BUSY after the budget (names the holder), ERR_LOCK_LOST
 * See       docs/ARCHITECTURE.md#one-runner-at-a-time
 */
#ifndef AFLOAT_CORE_LOCK_H
#define AFLOAT_CORE_LOCK_H

#include "core/history.h"

struct run_lock {
    struct conn *conn;
    const struct tables *tables;
    struct run_id run;
    str key;
    bool held;
};

/* Polls for at most `wait_ms`; events LOCK_WAIT tell about the holder. */
bool MUST lock_take(arena *a, struct conn *c, const struct tables *t, int64_t wait_ms,
                    struct run_lock *out, struct err *err);

/* With the lock held: makes the tables if they are missing, raises the fence, reloads the state. */
bool MUST lock_open_history(arena *a, struct run_lock *l, struct state *s, struct err *err);

/* Releases; a lock that was no longer ours is ERR_LOCK_LOST. Safe on a lost connection. */
bool MUST lock_release(struct run_lock *l, struct err *err);

/* Who has the lock, in words; absent = nobody. Takes it for a moment when it is free. */
bool MUST lock_look(arena *a, struct conn *c, const struct tables *t, str *out_holder,
                    struct err *err);

#endif
