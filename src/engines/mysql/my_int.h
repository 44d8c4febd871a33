/* engines/mysql/my_int.h: what the files of the MySQL and MariaDB driver share. */
#ifndef AFLOAT_ENGINES_MYSQL_MY_INT_H
#define AFLOAT_ENGINES_MYSQL_MY_INT_H

#include "engines/engine.h"
#include "engines/mysql/my_lib.h"
#include "engines/mysql/my_text.h"
#include "sql/split.h"

/* What the library is busy with on the connection. */
enum my_phase {
    MY_IDLE,
    MY_QUERY,  /* mysql_real_query: sends, waits for the first answer */
    MY_STORE,  /* mysql_store_result: reads rows */
    MY_FETCH,  /* mysql_fetch_row: a row at a time, for who takes them as they come */
    MY_MORE,   /* mysql_next_result: CALL gives several */
    MY_AHEAD,  /* mysql_next_result: first answer to a request that was sent with the one before */
    MY_OPTION, /* mysql_set_server_option: may one text hold several statements? */
};

struct my_node { /* a request in the queue; heap, its text behind it */
    struct my_node *next;
    int64_t tag;
    unsigned flags;
    const struct row_sink *rows;
    size_t n;
    char sql[];
};

struct my_tls_plan { /* what to ask of the library, from dsn.tls and the address */
    bool use, verify;
    bool must;         /* refuse a connection without TLS */
    bool warn_if_none; /* say so when a private address offers none */
    bool
        clear_password; /* the connection is safe enough for plugins that send the password as it is */
    const char *ca, *ca_path, *cert, *key; /* NULL = none */
};

struct my_where { /* C strings for the library */
    const char *host, *user, *password, *database, *socket;
    unsigned port;
};

struct my {
    struct conn base; /* must be first */
    const struct my_lib *lib;
    const struct dsn *dsn; /* for cancel; lives as long as the connection */
    struct my_tls_plan tls;
    MYSQL *mysql; /* NULL = closed */
    bool lost;
    uint64_t max_packet_bytes; /* of the server, 0 = not known yet */
    str reset_sql;             /* SET SESSION with the values read at open */
    str use_sql;               /* USE the database; absent = none */
    char holder[256];          /* of the last my_try_lock, which is called in a loop */

    struct my_node *head, **tail; /* requests not answered; the first may be running */
    bool aborting;                /* a request of the batch at the head failed */
    size_t joined;   /* requests at the head that one statement was sent for; 0 = one */
    size_t answered; /* … of which it was well and that are still to be told so */
    size_t ahead;    /* requests behind those that were sent in the same text */
    bool several;    /* the server takes a text of several statements … */
    bool no_several; /* … but will not hear of it */
    bool fresh;      /* the library has just found that it has to wait: no need to ask the socket */
    bool strayed; /* a statement of a file may have changed database or sql_mode since my_reset */
    bool plain;   /* at open: sql_mode is none in which a compound statement is written otherwise */
    enum my_phase phase;
    bool notices_wanted; /* the running query is SHOW WARNINGS for the request at the head */
    int wait;            /* MYSQL_WAIT_* that the library waits for, 0 = it returned */
    int64_t wait_until;  /* clock_mono_ms when MYSQL_WAIT_TIMEOUT is due, -1 = never */
    int ret;             /* of the call that returned */
    int64_t kill_at;     /* clock_mono_ms when KILL QUERY is due again */
    int kill_pause_ms;   /* 0 = nobody asked to cancel what runs */
    MYSQL *second;       /* MySQL: looks whether a statement waits for a lock; NULL = not open */
    bool no_second;      /* it could not be had */
    int64_t sent_at;     /* clock_mono_ms of the statement that is watched */
    int64_t look_at;     /* … when it is looked at next; 0 = no more */
    bool ended;          /* … it was ended because it waited */
    MYSQL_RES *res;      /* of mysql_store_result while it is being made, or whose rows come yet */
    MYSQL_ROW row;       /* the one that came */

    arena result_mem; /* the last result; reset before the next one */
    struct result result;
    struct err err; /* of the last result */
};

static inline struct my *my_of(struct conn *c)
{
    return (struct my *)c;
}

/* my_tls.c */
bool MUST my_tls_plan(arena *a, const struct dsn *dsn, const struct my_lib *lib,
                      struct my_tls_plan *out, struct err *err);
bool MUST my_tls_check(struct my *m, struct err *err); /* after the connection was made */

/* What the first packet on a connection says that is not read from yet; it stays there to be read. */
enum my_offer { MY_OFFER_NOT_YET, MY_OFFER_TLS, MY_OFFER_NONE, MY_OFFER_UNKNOWN };
enum my_offer my_tls_offer(int fd);
/* Around the library's log-in with TLS: its socket is not to block. */
void my_tls_begins(int fd, int64_t left_ms);
void my_tls_began(int fd);
/* The server offers none: false when this connection needs it, else TLS is no longer asked for. */
bool MUST my_tls_none(struct my *m, struct err *err);

extern const struct engine engine_mysql;

/* my_open.c */
engine_open_fn my_open;
engine_close_fn my_close;
MYSQL *my_handle(const struct my *m, unsigned timeout_s); /* with all options, not connected */
struct my_where my_where_of(arena *a, const struct dsn *dsn);

/* my_second.c: logged in, closed by mysql_close; NULL = *err is set. */
MYSQL *my_second(const struct my *m, unsigned seconds, struct err *err);

/* my_cancel.c */
engine_cancel_fn my_cancel;
void my_cancel_again(struct my *m); /* if that is due */

/* my_watch.c */
void my_watch_begin(struct my *m);                   /* the head was sent */
void my_watch_step(struct my *m);                    /* no answer yet */
bool my_watch_ended(const struct my *m, int native); /* is this error of the watch's making? */
void my_watch_close(struct my *m);

/* my_session.c */
bool MUST my_session_start(struct my *m, struct err *err); /* two statements: SET and identify */
engine_reset_fn my_reset;
engine_session_alive_fn my_session_alive;
engine_user_tables_fn my_user_tables;

/* my_database.c */
engine_database_look_fn my_database_look;
engine_database_create_fn my_database_create;
engine_database_drop_fn my_database_drop;

/* my_send.c */
engine_submit_fn my_submit;
engine_next_fn my_next;
engine_wait_fn my_wait;
void my_drop_queue(struct my *m);

/* my_join.c: how much of a batch goes out together. */
struct my_join {
    bool later;    /* what follows is to come yet: nothing is sent now */
    size_t one;    /* requests that become one compound statement; 0 = not the head */
    size_t behind; /* requests sent with it, each an answer of its own */
};

struct my_join my_joins(const struct my *m);
str my_join(arena *a, struct my *m,
            const struct my_join *j); /* the text; sets m->joined, m->ahead */
bool my_strays(str sql);              /* may it change the database or sql_mode? */

/* my_rows.c: what the library holds, into m->result */
void my_take_rows(struct my *m);
void my_tell_row(struct my *m); /* m->row, to the head's row_sink */
void my_take_notices(struct my *m);
bool my_count_matters(str sql); /* may the next statement ask for ROW_COUNT() of this one? */

/* my_errmap.c: the library's last error on the connection. */
struct my_error my_error_of(const struct my_lib *lib, MYSQL *mysql);

/* my_lock.c */
engine_try_lock_fn my_try_lock;
engine_unlock_fn my_unlock;

/* my_probe.c */
engine_snapshot_fn my_snapshot;
engine_probe_fn my_probe;

#endif
