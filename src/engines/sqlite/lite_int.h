/* engines/sqlite/lite_int.h: what the files of this driver share.
 *
 * Does      the connection's state; small helpers over sqlite3
 * Does not  show sqlite3.h outside this folder
 */
#ifndef AFLOAT_ENGINES_SQLITE_LITE_INT_H
#define AFLOAT_ENGINES_SQLITE_LITE_INT_H

#include "engines/engine.h"

#include <sqlite3.h>
#include <sys/types.h>

enum {
    LITE_PRAGMAS = 32,          /* at most so many settings are kept over a reset */
    LITE_BUSY_MS = 2000,        /* how long afloat's own statements wait for another process */
    LITE_PROGRESS_OPS = 10000,  /* instructions of SQLite between two looks at signal and tick */
    LITE_KEEP_BYTES = 16 << 20, /* rows of a user's statement beyond this are not kept */
    LITE_TICK_MS = 1000,
};

struct lite_request { /* heap block of its own: the queue may never run empty */
    struct lite_request *next;
    int64_t tag;
    unsigned flags;
    const struct row_sink *rows;
    size_t n;
    char sql[]; /* n bytes and a NUL */
};

struct lite {
    struct conn base;
    sqlite3 *db; /* NULL = closed */
    str path;    /* real path, NUL-terminated; absent = in memory */
    struct lite_request *first, *last;
    arena unit;       /* the result that was given last */
    struct err error; /* result.err */
    bool aborting;    /* a request of this batch failed */
    bool cancel;      /* stop the statement that runs, or the next one */
    unsigned running; /* flags of the request that runs */
    int64_t started_ms, ticked_ms;
    int lock_fd; /* -1 = no lock is held */
    off_t lock_at;
    str pragmas[LITE_PRAGMAS]; /* settings after open */
};

static inline struct lite *lite_of(struct conn *c)
{
    return (struct lite *)c; /* base is the first member */
}

extern const struct engine engine_sqlite;

/* lite_errmap.c: sets *err from the connection's last error; always false. */
bool lite_fail(struct lite *c, int rc, struct err *err);
/* The same in words only, for failures of open. */
enum fail_class lite_classify(int rc, enum err_code *out_code);

/* False with FAIL_LOST when the connection was closed. */
bool MUST lite_usable(struct lite *c, struct err *err);

/* lite_exec.c */
bool MUST lite_exec(struct lite *c, const char *sql, struct err *err);
/* First column of the first row; absent when there is none. */
bool MUST lite_value(arena *a, struct lite *c, const char *sql, str *out, struct err *err);
/* First column of all rows; `args` are bound as text to ?1, ?2 … */
bool MUST lite_column(arena *a, struct lite *c, const char *sql, const struct str_list *args,
                      struct str_list *out, struct err *err);
void lite_drop_queue(struct lite *c);
engine_submit_fn lite_submit;
engine_next_fn lite_next;
engine_wait_fn lite_wait;
engine_cancel_fn lite_cancel;

/* lite_wait.c: busy and progress handler */
void lite_handlers(struct lite *c);

/* lite_mem.c: allocation made for SQLite, for a process of afloat's own; before SQLite is first used */
void lite_memory(void);

/* lite_open.c */
engine_open_fn lite_open;
engine_close_fn lite_close;

/* lite_session.c */
bool MUST lite_session_init(struct lite *c, struct err *err);
engine_reset_fn lite_reset;

/* lite_lock.c */
engine_try_lock_fn lite_try_lock;
engine_unlock_fn lite_unlock;
void lite_lock_release(struct lite *c);

/* Holds all of the lock file of the database at `path` (NUL-terminated): no run is there and none begins.
 * *out_holder says who has a part of it, absent = *out_fd is held. */
bool MUST lite_lock_all(arena *a, str path, int *out_fd, str *out_holder, struct err *err);
/* Removes the file and gives it back. */
void lite_unlock_all(arena *a, str path, int fd);

/* lite_database.c */
engine_database_look_fn lite_database_look;
engine_database_create_fn lite_database_create;
engine_database_drop_fn lite_database_drop;

/* lite_catalog.c */
engine_user_tables_fn lite_user_tables;
engine_snapshot_fn lite_snapshot;
engine_probe_fn lite_probe;
engine_dependents_fn lite_dependents;
engine_session_alive_fn lite_session_alive;

#endif
