/* app/app.h: what every use case shares: the request's common part, the outcome, the session.
 *
 * Does      load configuration, connect, read history and files, in this order
 * Does not  parse the command line (cli/) or print (report/)
 * Shape     bool app_x(ctx, request, outcome, err): records and events go to ctx->sink
 */
#ifndef AFLOAT_APP_APP_H
#define AFLOAT_APP_APP_H

#include "core/config.h"
#include "core/plan.h"
#include "core/runner.h"

#define AFLOAT_VERSION "0.1.0"

struct app_common { /* flags that every command knows; first member of every request */
    struct config_flags config;
    bool json, yes, quiet, verbose, dry_run, terminal;
    str color; /* auto, always, never */
    str format; /* of findings, on checking commands (report/diag.h); absent = as a person reads it */
    str events;  /* file that gets the events; "-" = standard output; absent = none */
    str command; /* as it was typed, for the command that continues: "afloat up --env prod" */
    /* Asks a question on the terminal; false = no. Only called when `terminal`. */
    bool (*ask)(void *data, const char *question);
    /* Asks for a word; true = just this one was typed. Only called when `terminal`. */
    bool (*ask_word)(void *data, const char *question, str want);
    void *ask_data;
    str confirm; /* --confirm: name of the protected environment */
};

/* What a person must know beside the error itself: parts three and four of a failure. */
struct app_outcome {
    int exit_code; /* of a success: 0, or 1 when the answer of a check is no */
    str committed; /* what was and was not committed */
    str next;      /* the command that continues; absent = none */
    bool raised;   /* something was committed or started: exit code 6 instead of 5 and 7 */
};

struct app_session {
    const struct app_common *common; /* of the request */
    struct config config;
    const struct dialect
        *dialect; /* of the files where there is no connection; NULL = of the URL */
    void (*on_file_error)(void *data, const struct err *err); /* core/project.h; NULL = none */
    void *file_error_data;
    struct conn *conn;
    struct tables tables;
    struct state state;
    struct project project;
    str takeover; /* where app_check_history refused: the command that answers it; absent = a person must look */
    struct fs_ahead
        *ahead; /* its small files, read while the database is waited for; may be NULL */
};

enum app_need {
    NEED_DATABASE = 1, /* connect and read the state */
    NEED_PROJECT = 2,  /* read the migration files */
    NEED_WRITABLE = 4, /* refuse a server that takes no writes */
    NEED_CREATE = 8,   /* an SQLite file that is absent may be made */
    NEED_QUIET = 32,   /* files have been warned of before: notes only */
    NEED_SHAPES = 16,  /* find the units of what is pending while the files are read */
};

bool MUST app_open(struct ctx *ctx, const struct app_common *common, unsigned need,
                   struct app_session *out, struct err *err);

/* The files, for a session that was opened without them. */
bool MUST app_load_project(struct ctx *ctx, struct app_session *s, unsigned need, struct err *err);

/* Refuses (ERR_NO_HISTORY, ERR_FOREIGN_HISTORY) a target with user tables and no history. */
bool MUST app_check_history(struct ctx *ctx, struct app_session *s, struct err *err);

/* In a protected environment: its name has to be typed, or given with --confirm; -y is not enough. app_lock asks by
 * itself; what changes something without the lock calls this first. ERR_PROTECTED. */
bool MUST app_protect(const struct app_common *common, const struct config *c, struct err *err);

/* Takes the lock, opens the history, settles what an earlier run left. Asks in a protected environment. */
bool MUST app_lock(struct ctx *ctx, struct app_session *s, struct run_lock *out, struct err *err);

/* Releases after success or failure; a failure of it is added to *err. False when *err is set. */
bool app_unlock(struct run_lock *l, struct err *err);

/* Asks; without a terminal ERR_CONFIRM that names the flag. */
bool MUST app_confirm(const struct app_common *common, const char *flag, struct err *err,
                      const char *fmt, ...) PRINTF(4, 5);

/* The record that names the target; sent first by every command that has one. */
extern const struct rectype app_target_type;
void app_tell_target(struct ctx *ctx, const struct app_session *s);

/* Another command on the same database and folder: "afloat up --env prod". */
str app_command(arena *a, const struct app_common *common, const char *words);

/* Of the file that a run failed in: how much of it is committed, in words. */
void app_put_kept(struct buf *b, const struct run_report *r);

/* With -v, after the last record: what the work has cost. */
void app_tell_cost(struct ctx *ctx, const struct app_session *s);

#endif
