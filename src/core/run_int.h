/* core/run_int.h: the parts of the runner among themselves.
 *
 * runner.c       positions, recovery, retries
 * run_window.c   requests that were sent and not yet answered
 * run_item.c     one migration as a stream of statements
 * run_unit.c     the end of a unit and of a migration
 * run_each.c     hooks between migrations, the role of the user's statements
 * run_copy.c     COPY and its data
 * run_timeout.c  time-outs of locks and statements
 * run_locate.c   from an offset in a statement to a place in the file
 * run_alone.c    one statement outside a transaction, with intent and probe
 * run_owed.c     its end, written with the intent of the next one
 * run_resolve.c  what an earlier run left
 * run_repeat.c   repeatable files, in the transaction of their own or of a migration that they stand in the way of
 * run_make.c     one of them
 * run_way.c      finds out that they do; on MySQL, tries them again in another order
 */
#ifndef AFLOAT_CORE_RUN_INT_H
#define AFLOAT_CORE_RUN_INT_H

#include "core/run_repeat.h"
#include "core/runner.h"

enum {
    WINDOW_MAX = 256,
    WINDOW_BYTES = 1 << 20,
    LOOK_REQUESTS = 16,
    LOOK_BYTES = 32 * 1024,
    HASH_TEXT = 65
};

enum sent_kind {
    SENT_OTHER,     /* session settings, BEGIN, bookkeeping before the end */
    SENT_STATEMENT, /* of the user */
    SENT_BEFORE,    /* afloat's own for the statement that follows: an error is told at its place */
    SENT_HISTORY,   /* the INSERT that checks the fence */
    SENT_COMMIT,    /* of a unit */
};

/* Where the work stands: everything before it is committed. */
struct position {
    size_t item;
    int64_t step; /* last committed step of the item */
    int64_t last_seq;
    char last_hash[HASH_TEXT];
};

struct sent {
    enum sent_kind kind;
    size_t item;
    const struct plan_item
        *of; /* a repeatable file that runs within the item; NULL = the item itself */
    int64_t step;
    size_t bytes;
    struct place place;
    char label[96];        /* first line of the statement, for progress */
    str shown;             /* without secret values, during window_send; absent = as sent */
    bool session;          /* what it does stays with the session, also after a rollback */
    struct position after; /* SENT_COMMIT: the position once it is acknowledged */
};

/* What has happened in the database and is not written down yet. */
enum owed_kind {
    OWED_NOTHING,
    OWED_DONE,   /* a step is done: the intent of the next one says so, or a statement of its own */
    OWED_FINISH, /* a migration is done: its history row */
};

struct owed {
    enum owed_kind kind;
    arena mem; /* of the texts */
    struct str_list sql;
    str clear;          /* OWED_FINISH: removes the journal rows; absent = none, or they may wait */
    struct sent commit; /* OWED_FINISH: what is true once it is written */
};

struct run {
    arena *mem;    /* command */
    arena scratch; /* texts of what is in the window; reset when it is empty */
    struct run_lock *lock;
    struct conn *conn;
    struct state *state;
    struct plan *plan; /* the caller's, with items of its own */
    const struct run_opts *opts;
    const struct run_each *each;
    size_t hooked; /* items whose before hook was run, as item + 1 */
    bool role_on;  /* the session has the role of the user's statements */
    struct run_report *report;

    struct sent window[WINDOW_MAX]; /* ring: answers come in order */
    size_t first, count, bytes;
    size_t unlooked; /* sent since answers were last looked for, as make_room counts it */
    bool prompt;     /* few statements in all: each is told when it is done */
    bool unsynced;   /* the last request sent did not end the batch */

    struct position at;        /* committed */
    struct str_list uncleared; /* versions that ended and have journal rows yet; as plan.items' … */
    enum direction uncleared_dir; /* … of this direction */
    struct owed owed;     /* the window is empty and no transaction open while there is something */
    size_t session_item;  /* the last statement with `session` that was run: a retry does not … */
    int64_t session_step; /* … repeat it */
    str down_text;        /* of the item, if its file held it: read already; absent = not known */
    bool tx_open;         /* BEGIN was sent and no COMMIT since */
    int64_t item_started_us, last_arrival_us;
    struct repeat_run *repeat; /* NULL = there are no repeatable files */
    size_t announced;          /* items whose start was told, as item + 1 */

    int64_t lock_ms;          /* lock time-out that the session has; -1 = not set yet */
    bool timeout_set;         /* the statement time-out of the configuration was sent */
    int64_t lock_try_ms;      /* the one for this try */
    int64_t waiting_since_ms; /* first lock time-out of the unit that is retried; 0 = none */
    int tries;                /* of the unit */
};

/* run_window.c. Submits; takes answers while the window is full. `sql` is copied by the engine. */
bool MUST window_send(struct run *r, const struct sent *what, str sql, unsigned flags,
                      struct err *err);
/* Statements of afloat's own, whose answers the caller takes, and behind them in the same batch one of the user. */
bool MUST window_put_behind(struct run *r, const struct str_list *own, const struct sent *what,
                            str sql, struct err *err);
/* Takes all answers; ends the batch first if it is open. */
bool MUST window_drain(struct run *r, struct err *err);
/* Takes one answer; false with *err on an error result. */
bool MUST window_take(struct run *r, bool wait, bool *out_took, struct err *err);
/* A commit is acknowledged: the position moves on, and whoever listens is told. */
void window_committed(struct run *r, const struct sent *s);
/* The position moves on to `after`. */
void window_move(struct run *r, const struct position *after);
void window_tick(void *data, int64_t waited_ms);
/* Tells that the work on an item begins, once. */
void window_announce(struct run *r, size_t item);

/* run_item.c */
bool MUST run_item(struct run *r, size_t item, struct err *err);
size_t run_item_now(const struct run *r); /* index of the item at the position, for messages */

/* run_unit.c. A statement of afloat's own, whose answer nobody waits for. */
bool MUST run_send_other(struct run *r, size_t item, str sql, unsigned flags, struct err *err);
/* COMMIT; the work then stands at `step` of the item, or behind the item. */
bool MUST run_commit(struct run *r, size_t item, int64_t step, bool item_done, bool sync,
                     struct err *err);
/* History row, journal cleared, COMMIT: the end of an item, inside the open transaction. */
bool MUST run_finish_item(struct run *r, size_t item, bool sync, struct err *err);
/* The statements that end an item, without BEGIN and COMMIT; *out_clear is absent where there is no journal.
 * The state's end moves on. */
bool MUST run_end_texts(arena *a, struct run *r, size_t item, str *out_clear, str *out_history,
                        struct err *err);
struct position run_position(const struct run *r, size_t item,
                             int64_t step); /* at the state's end */
void run_set_label(struct sent *s, str sql);

/* run_each.c: what stands between migrations, and the role of the user's statements. */
bool run_has_hooks(const struct run *r);
bool MUST run_before_item(struct run *r, size_t item, struct err *err);
bool MUST run_after_item(struct run *r, size_t item, struct err *err);
/* Before a statement of the user, and before one of afloat's own that touches its tables. */
bool MUST run_take_role(struct run *r, size_t item, struct err *err);
bool MUST run_leave_role(struct run *r, size_t item, struct err *err);
/* The same while nothing is outstanding and no transaction is open. */
bool MUST run_switch_role(struct run *r, bool on, struct err *err);

/* run_copy.c: sends the statement, then its data. */
bool MUST run_copy(struct run *r, struct script *script, const struct sent *what, str sql,
                   struct err *err);

/* run_timeout.c. Sends the setting of the table lock time-out when the session has another one. */
bool MUST run_set_lock_timeout(struct run *r, size_t item, int64_t ms, struct err *err);
/* The setting itself, absent when the session has it; the caller sends it. */
str run_lock_timeout_sql(struct run *r, int64_t ms);
bool MUST run_set_statement_timeout(struct run *r, size_t item, int64_t ms, struct err *err);
/* The configuration's statement time-out, once a session. */
bool MUST run_first_timeout(struct run *r, size_t item, struct err *err);
/* On a later try of a unit: a lock that stops no traffic, before the statement's own. */
bool MUST run_lock_gently(struct run *r, const struct sent *what, const struct outline *o,
                          struct err *err);

/* run_alone.c: statement `s` of item; `last`: it ends the item. The window is empty, no transaction is open. */
struct alone {
    size_t item;
    bool repeat; /* of a repeatable file: run again after a crash, whatever became of it */
    str before;  /* statement before it, in the same step; absent = none */
    const struct stmt *stmt; /* text copied */
    const struct outline *outline;
    str prefix_sum;
    bool last;
};

bool MUST run_alone(struct run *r, const struct alone *w, struct err *err);

/* What a file waits for is not there yet. */
bool run_is_missing(const struct err *err);
/* A CREATE that replaces what is there, on MySQL and MariaDB; *out_before: statement before it, absent = none. */
str run_replacing(arena *a, const struct conn *c, const struct outline *o, str sql,
                  str *out_before);
/* The text of a statement of an item, read again. `*offset` in what was sent becomes one in the file's text. */
bool run_find_statement(arena *a, const struct plan_item *item, int64_t step, struct stmt *out,
                        size_t *offset);
/* run_owed.c. A step, or with it the item, is done; it is written later. */
bool run_may_owe(const struct run *r, const struct alone *w);
bool MUST run_owe(struct run *r, const struct alone *w, const struct journal_row *row,
                  struct err *err);
/* Writes what is owed; does nothing when there is nothing. */
bool MUST run_pay(struct run *r, struct err *err);
/* The same, and removes the journal rows that were left: the end of the run. */
bool MUST run_pay_all(struct run *r, struct err *err);
/* The same in one transaction with the intent of the next statement. `setting`: before it, may be absent. `what`,
 * `stmt`: unless NULL the statement itself, in the same batch; its answer is still to be taken. */
bool MUST run_pay_with_intent(struct run *r, str setting, struct journal_row *intent,
                              const struct sent *what, const struct stmt *stmt, struct err *err);
void run_forget_owed(struct run *r);
/* Adds line, column and excerpt of the place inside the statement that failed. */
void run_locate(struct run *r, const struct sent *s, struct err *err);

#endif
