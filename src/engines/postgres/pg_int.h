/* engines/postgres/pg_int.h: what the files of the PostgreSQL driver share.
 *
 * Shape     pg_send.c queues and sends, pg_next.c takes results, pg_copy.c feeds COPY, pg_open.c connects,
 *           pg_session.c sets and identifies the session, the rest are catalog queries over pg_call
 */
#ifndef AFLOAT_ENGINES_POSTGRES_PG_INT_H
#define AFLOAT_ENGINES_POSTGRES_PG_INT_H

#include "engines/engine.h"
#include "engines/postgres/pg_lib.h"

/* One request that has no result yet. */
struct pg_entry {
    int64_t tag;
    unsigned flags; /* enum request_flag */
    const struct row_sink *rows;
    bool streams; /* libpq gives each row as it arrives, before it has the last one … */
    size_t told;  /* … so many so far */
    char *sql;    /* heap; NULL once it is sent and no longer needed */
    size_t sql_bytes;
};

/* Requests in order: the first `sent` of them are with libpq. */
struct pg_ring {
    struct pg_entry *v; /* heap */
    size_t cap, head, n, sent;
};

enum pg_mode {
    PG_SIMPLE,   /* outside pipeline mode */
    PG_PIPELINE, /* libpq is in pipeline mode */
};

struct pg_conn {
    struct conn base;
    struct pg_lib lib;
    PGconn *pq; /* NULL = closed */
    PGcancel *cancel;
    str search_path;         /* asked for in the URL; absent = as the server has it */
    struct str_list secrets; /* never to appear in any text */

    enum pg_mode mode;
    struct pg_ring ring;
    bool write_wanted; /* libpq holds bytes that the socket did not take */
    bool batch_open;   /* the last statement sent in pipeline mode did not end its batch */
    bool flush_asked;  /* a flush request went out behind the last statement */
    size_t unflushed;  /* bytes sent since a flush was last asked for; a request counts for some */
    bool copying;      /* the head wants copy_data */

    int64_t cancel_again_ms; /* monotonic; 0 = no cancel is under way */

    PGresult *held;  /* result of the head, kept until its end (a commit may still fail) */
    bool head_ended; /* libpq has no more results for the head; its Sync is awaited */
    int idle_nulls;  /* libpq said "nothing" this often in a row */

    PGresult *given;  /* the caller looks at it until the next call */
    bool delivered;   /* what is below belongs to the result that was given out */
    arena results;    /* cells and notices of that result */
    vec(str) notices; /* in `results` */
    struct err err;   /* of that result */

    bool lost;
    str lost_words; /* in base.mem */
    char lost_sqlstate[6];

    str database_oid;     /* as text */
    str postmaster_start; /* as text */
};

static inline struct pg_conn *pg_of(struct conn *c)
{
    return (struct pg_conn *)c;
}

/* ---- pg_open.c, pg_connect.c, pg_env.c, pg_tls.c, pg_pooler.c ---- */

engine_open_fn pg_open;
engine_close_fn pg_close;

struct pg_tls {
    const char *mode;  /* sslmode */
    const char *root;  /* sslrootcert, NULL = none */
    const char *hosts; /* host and hostaddr as libpq wants them, NULL = as in the dsn */
    const char *addresses;
    bool warn_plain; /* a warning is due when TLS was not offered */
};

/* How to secure the connection; resolves the host name for TLS_AUTO. Errors: ERR_CONNECT. */
bool MUST pg_tls_choose(arena *a, const struct dsn *dsn, int libpq_version, struct pg_tls *out,
                        struct err *err);
/* Did libpq fail because of TLS? Sets code, message and hint then. */
bool pg_tls_failure(str words, struct err *err);

/* Environment variables that libpq would read behind our back. */
struct pg_env {
    char *value[64]; /* heap */
};

void pg_env_hide(struct pg_env *env);
void pg_env_restore(struct pg_env *env);

/* Where the environment may not be changed: ERR_ENVIRONMENT when a variable would lead to another server. */
bool MUST pg_env_check(struct err *err);

/* A logged-in PGconn, or NULL with *err set. `tls_out` may be NULL. */
PGconn *pg_connect(arena *a, const struct pg_lib *lib, const struct dsn *dsn, struct ctx *ctx,
                   struct pg_tls *tls_out, struct err *err);

/* Called when the backend's pid is not the one of the protocol. Sets server.pooled, or ERR_POOLER. */
bool MUST pg_pooler_check(struct pg_conn *c, const struct dsn *dsn, struct err *err);

/* ---- pg_session.c ---- */

/* Settings and identity in one batch. */
bool MUST pg_session_begin(struct pg_conn *c, struct err *err);
bool MUST pg_session_settings(struct pg_conn *c, struct err *err);
engine_reset_fn pg_reset;

/* ---- pg_send.c ---- */

engine_submit_fn pg_submit;
/* Sends what may be sent now. False: lost. */
bool MUST pg_pump(struct pg_conn *c, struct err *err);
/* Writes what libpq holds as far as the socket takes it. False: the connection is broken. */
bool MUST pg_flush(struct pg_conn *c);
struct pg_entry *pg_ring_at(const struct pg_ring *r, size_t i);
void pg_ring_pop(struct pg_ring *r);
void pg_ring_done(struct pg_ring *r);

/* One catalog query with text parameters (NULL = null), sent and awaited; needs an empty window. */
bool MUST pg_call(struct pg_conn *c, const char *sql, const char *const *params, int param_count,
                  struct result *out, struct err *err);

/* ---- pg_next.c ---- */

engine_next_fn pg_next;
engine_wait_fn pg_wait;
/* Forgets the result that was given out. */
void pg_release(struct pg_conn *c);
/* Marks the session as gone; `res` (may be NULL) holds the server's last words. Always false. */
bool pg_lost(struct pg_conn *c, const PGresult *res, struct err *err);
void pg_notice(void *data, const PGresult *res);

/* ---- pg_copy.c, pg_lock.c, pg_catalog.c, pg_probe.c, pg_probe_index.c, pg_repeat.c ---- */

engine_copy_data_fn pg_copy_data;
engine_copy_end_fn pg_copy_end;
engine_cancel_fn pg_cancel;
/* Repeats a cancel request that came before its statement had begun. */
void pg_cancel_again(struct pg_conn *c);
engine_try_lock_fn pg_try_lock;
engine_unlock_fn pg_unlock;
engine_session_alive_fn pg_session_alive;
engine_user_tables_fn pg_user_tables;

/* pg_database.c */
engine_database_look_fn pg_database_look;
engine_database_create_fn pg_database_create;
engine_database_drop_fn pg_database_drop;
engine_snapshot_fn pg_snapshot;
engine_probe_fn pg_probe;
engine_dependents_fn pg_dependents;
engine_keep_fn pg_keep;

/* PROBE_INDEX, pg_probe_index.c */
engine_snapshot_fn pg_index_snapshot;

bool MUST pg_index_probe(arena *a, struct conn *c, const struct outline *o, str snapshot,
                         struct probe_result *out, struct err *err);

/* ---- pg_errmap.c ---- */

struct pg_meaning {
    enum fail_class fail;
    enum err_code code;
    const char *message;
};

/* What an SQLSTATE means; never NULL. */
const struct pg_meaning *pg_errmap(const char *sqlstate);

/* Byte offset of the 1-based character `position` in a UTF-8 text; -1 = outside. */
int64_t pg_byte_offset(str sql, int64_t position);

/* Fills *err from an error result. `sql` may be absent. */
void pg_err_from_result(const struct pg_lib *lib, const PGresult *res, str sql, struct err *err);

/* The text without any of the secrets. */
str pg_scrub(arena *a, str text, const struct str_list *secrets);

#endif
