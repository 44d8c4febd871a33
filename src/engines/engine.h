/* engines/engine.h: what a database engine can do, as a table of functions.
 *
 * Does      submit statements and take their results without blocking; lock, identify, probe
 * Does not  know migrations or the history (core/)
 * Shape     submit … submit (REQ_SYNC ends a batch); next → a result for each, in order
 *           a failed request aborts the rest of its batch: those give RESULT_ABORTED
 * Errors    the engine's own are in result.err with class, SQLSTATE and words; a function returns false
 *           only when the session is of no further use (FAIL_LOST) or was never made
 * See       tests/engines/ (one suite for every row of engines.def)
 *
 * PostgreSQL pipelines a batch; MariaDB sends parts of it together, SQLite runs it one by one: with the same meaning.
 */
#ifndef AFLOAT_ENGINES_ENGINE_H
#define AFLOAT_ENGINES_ENGINE_H

#include "base/ctx.h"
#include "base/dsn.h"
#include "ddl/outline.h"
#include "engines/client_lib.h"
#include "engines/database.h"
#include "engines/words.h"

enum engine_cap {
    CAP_DDL_TRANSACTIONAL = 1 << 0, /* DDL is undone by ROLLBACK */
    CAP_PIPELINE = 1 << 1,          /* a batch costs one round trip */
    CAP_COPY = 1 << 2,              /* COPY … FROM stdin */
    CAP_CONCURRENT_INDEX = 1 << 3,
    CAP_ATOMIC_DDL = 1 << 4, /* one DDL statement happens wholly or not at all, also over a crash */
    CAP_MARIADB = 1 << 5,    /* MariaDB, not MySQL */
    CAP_LOCK_SESSION = 1 << 6, /* the run's lock dies with the session that runs the statements */
    CAP_CONNECTION_CHECK = 1 << 7, /* PostgreSQL 14: client_connection_check_interval */
};

/* Filled by open. */
struct server_info {
    str product;                /* "PostgreSQL", "MariaDB", "MySQL", "SQLite" */
    str version;                /* "15.18" */
    int version_number;         /* PostgreSQL 150018; MySQL/MariaDB 101119; SQLite 3040001 */
    unsigned caps;              /* enum engine_cap */
    str database, user, schema; /* schema: where unqualified names are made; "" = none */
    str server_id;     /* stays the same over reconnects: system identifier, server uuid, file */
    int64_t session;   /* backend pid or connection id */
    str session_start; /* with `session` it names the session for ever */
    str client;        /* the client library: "libpq 15.18", "SQLite 3.40.1" */
    bool read_only;    /* standby, read_only, read-only file */
    bool pooled;       /* a session pooler stands in between (accepted, with a note) */
    bool encrypted, verified; /* TLS in use; certificate and name checked */
    unsigned split_modes;     /* enum split_mode of the session (sql_mode) */
};

/* Called about once a second while a statement is waited for. */
typedef void engine_tick_fn(void *data, int64_t waited_ms);

struct conn { /* every engine's connection begins with this */
    const struct engine *engine;
    const struct dialect *dialect;
    struct ctx *ctx;
    arena *mem; /* lives as long as the connection */
    struct server_info server;
    str lock_check; /* set by try_lock, may be absent: expression that is 1 while this very session holds the
                     * run's lock, else NULL */
    int64_t lock_wait_ms; /* how long the runner wants table locks waited for; 0 = without end */
    bool keep; /* what runs is afloat's own: a signal cancels it after some seconds only */
    /* The last statement of a file was answered well after it was to be cancelled: parts of it may have been cut short
     * without a word (MySQL, MariaDB: SLEEP, GET_LOCK, a handler in a procedure). */
    bool cut_off;
    bool
        ready; /* set by engine_await: what next said to wait for has come, or an error of the socket */
    uint64_t round_trips; /* waits for the server since open began, log-in excluded */
    engine_tick_fn *tick; /* set by engine_await for engines whose next does not return at once */
    void *tick_data;
};

enum request_flag {
    REQ_SYNC = 1,        /* ends the batch */
    REQ_COPY_IN = 2,     /* COPY … FROM stdin; needs REQ_SYNC and an empty window */
    REQ_BOOKKEEPING = 4, /* afloat's own statement */
    REQ_FLUSH = 16,      /* its result is wanted as soon as it is there, also in a long batch */
    REQ_UNREAD =
        32, /* of its answer only an error counts: an engine may send it with what follows */
    REQ_ALONE =
        8, /* must be the only statement of its batch, outside any pipeline (CONCURRENTLY) */
};

struct cell {
    str text; /* NUL-terminated too */
    bool null;
};

/* Takes the rows of one request as they come, so that nobody keeps them: `cells` is valid in the call only. */
struct row_sink {
    void (*row)(void *data, const struct cell *cells, size_t columns);
    void *data;
};

struct request {
    str sql;        /* one statement, no terminator; copied by submit if it is needed later */
    int64_t tag;    /* given back in the result */
    unsigned flags; /* enum request_flag */
    const struct row_sink
        *rows; /* NULL = the result keeps them; lives until the result was given */
};

enum result_kind {
    RESULT_OK,      /* done; rows and affected are set */
    RESULT_ERROR,   /* result.err says why; the rest of the batch is aborted */
    RESULT_ABORTED, /* not run, because of an earlier error in the batch */
    RESULT_COPY_IN, /* ready for copy_data */
};

struct result { /* valid until the next call on the connection */
    enum result_kind kind;
    int64_t tag;
    int64_t affected; /* rows, -1 = does not apply */
    size_t columns, rows;
    const struct cell *cells; /* row by row; NULL where the request had a row_sink */
    vec(str) notices;         /* what the server said beside */
    struct err *err; /* RESULT_ERROR; owned by the connection; statement_offset is set if known */
};

enum next { NEXT_RESULT, NEXT_WAIT, NEXT_NONE, NEXT_LOST };

struct wait { /* what to wait for when next says NEXT_WAIT */
    int fd;
    bool read, write;
    int timeout_ms; /* -1 = none */
};

enum probe_answer {
    PROBE_IS_ABSENT, /* not applied: run it */
    PROBE_IS_DONE,
    PROBE_IS_PARTIAL, /* clean_up removes what was left, then run it */
    PROBE_IS_UNKNOWN, /* a person must say */
};

/* ---- required ---- */

/* Connects, identifies the server, sets the session to a known state. On failure *out is untouched.
 * Errors: ERR_CONNECT, ERR_LOGIN, ERR_TLS, ERR_SERVER_VERSION, ERR_POOLER, ERR_ENGINE. The connection
 * lives in `a`; close is idempotent and is registered with arena_defer by the engine. */
typedef bool engine_open_fn(arena *a, const struct dsn *dsn, struct ctx *ctx, struct conn **out,
                            struct err *err);
typedef void engine_close_fn(struct conn *c);

/* Queues a request; may send. Never waits for the server. */
typedef bool engine_submit_fn(struct conn *c, const struct request *r, struct err *err);

/* The next result in order. NEXT_LOST: *err is set with FAIL_LOST, the session is gone. */
typedef enum next engine_next_fn(struct conn *c, struct result *out, struct err *err);
typedef struct wait engine_wait_fn(struct conn *c);

/* Asks the server to stop the statement that runs; its result still comes. Does not wait for it. */
typedef bool engine_cancel_fn(struct conn *c, struct err *err);

/* Tries the run's lock once, never waits inside the server. `key` is a text; the engine hashes it.
 * Not obtained: *out_got = false and *out_holder says who has it, in words ("pid 4711 on web-3"). */
typedef bool engine_try_lock_fn(struct conn *c, str key, bool *out_got, str *out_holder,
                                struct err *err);
typedef bool engine_unlock_fn(struct conn *c, str key, bool *out_was_held, struct err *err);

/* Is the session of an earlier run still alive on the server? SQLite: never. */
typedef bool engine_session_alive_fn(struct conn *c, int64_t session, str session_start, bool *out,
                                     struct err *err);

/* Names of user tables in the target, at most `max`, without those whose name begins with `prefix`. */
typedef bool engine_user_tables_fn(arena *a, struct conn *c, str prefix, size_t max,
                                   struct str_list *out, struct err *err);

/* State of everything the statement names, as a text to be stored in the intent before it runs. */
typedef bool engine_snapshot_fn(arena *a, struct conn *c, const struct outline *o, str *out,
                                struct err *err);

struct probe_result {
    enum probe_answer answer;
    str clean_up; /* PROBE_IS_PARTIAL: statements, one a line, that remove what was left */
};

/* After a crash: compares the stored snapshot with now. */
typedef bool engine_probe_fn(arena *a, struct conn *c, const struct outline *o, str snapshot,
                             struct probe_result *out, struct err *err);

/* Puts the session back to the state after open (the lock stays): a file must not leak into the next. */
typedef bool engine_reset_fn(struct conn *c, struct err *err);

/* ---- optional: NULL where nothing can stand in the way of a change ---- */

/* Adds the views, routines and triggers that depend on the object, the last in the chain first; or more. */
typedef bool engine_dependents_fn(arena *a, struct conn *c, const struct outline_object *o,
                                  struct object_list *out, struct err *err);

/* What the object has beside its definition (owner, rights, …), as statements; *out_drop drops it. Both are
 * untouched when there is no such object. */
typedef bool engine_keep_fn(arena *a, struct conn *c, const struct outline_object *o, str *out_drop,
                            struct str_list *out, struct err *err);

/* ---- optional: NULL unless the capability is set ---- */

typedef bool engine_copy_data_fn(struct conn *c, str data, struct err *err); /* CAP_COPY */
typedef bool engine_copy_end_fn(struct conn *c, const char *abort_reason,
                                struct err *err); /* NULL = success */

struct engine {
    const char *name; /* as dsn_engine_name */
    enum dsn_engine id;
    const struct engine_words *words;
    engine_open_fn *open;
    engine_close_fn *close;
    engine_submit_fn *submit;
    engine_next_fn *next;
    engine_wait_fn *wait;
    engine_cancel_fn *cancel;
    engine_try_lock_fn *try_lock;
    engine_unlock_fn *unlock;
    engine_session_alive_fn *session_alive;
    engine_user_tables_fn *user_tables;
    engine_snapshot_fn *snapshot;
    engine_probe_fn *probe;
    engine_reset_fn *reset;
    engine_database_look_fn *database_look;
    engine_database_create_fn *database_create;
    engine_database_drop_fn *database_drop;
    engine_dependents_fn *dependents; /* NULL = nothing stands in the way of a change */
    engine_keep_fn *keep;             /* NULL = nothing is lost with an object */
    engine_copy_data_fn *copy_data;   /* CAP_COPY */
    engine_copy_end_fn *copy_end;     /* CAP_COPY */
    const struct engine_question *health;
};

const struct engine *engine_get(enum dsn_engine id);

#include "engines/engine_help.h"

#endif
