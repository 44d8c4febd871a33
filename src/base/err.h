/* base/err.h: an error as a value.
 *
 * Does      carry code, place in a file, the database's own words, detail, hint, context lines
 * Does not  log, print, or say what was committed (app/ composes the five parts: it knows the run)
 * Shape     bool MUST f(..., struct err *err): true = success, false = *err is set
 * Errors    setting an error twice is a mistake (asserts); err_clear only in retry loops,
 *           err_also for a failed clean-up after a first error
 *
 * An error owns its texts (arena inside), so it outlives the unit of work that failed.
 */
#ifndef AFLOAT_BASE_ERR_H
#define AFLOAT_BASE_ERR_H

#include "base/str.h"
#include "base/vec.h"

enum err_code {
    ERR_NONE,

#define E(name, code, exit_code, slug, text) ERR_##name,
#include "base/errors.def"
#undef E
    ERR__COUNT,
};

/* What a failure of the engine means for a retry; engines translate their numbers to it. */
enum fail_class {
    FAIL_NONE,         /* not from an engine */
    FAIL_OTHER,        /* syntax, constraint, data: stop */
    FAIL_SERIALIZE,    /* deadlock, serialization, certification: repeat the unit */
    FAIL_LOCK_TIMEOUT, /* a lock was not obtained: repeat the unit with back-off */
    FAIL_CANCELED,     /* cancelled or out of its statement time: stop */
    FAIL_LOST,         /* session gone, outcome of what was sent unknown */
    FAIL_NOT_READY,    /* server starting or not synchronised: wait */
    FAIL_RESOURCE,     /* disk, memory, connections: stop, resumable */
    FAIL_READ_ONLY,    /* standby or read-only server: stop */
    FAIL_LOGIN,        /* credentials refused */
    FAIL_CONNECT,      /* could not be reached */
};

/* A place in a text the user wrote. Lines and columns count from 1, columns in bytes. */
struct place {
    str file;        /* as named on the command line or in the project; "" = standard input */
    uint32_t line;   /* 0 = the whole file */
    uint32_t column; /* 0 = the whole line */
    uint32_t length; /* bytes under the caret, 0 = 1 */
    str line_text;   /* the line itself for the excerpt, without its end; may be absent */
    int32_t moved;   /* bytes by which line_text is shorter than the line before the column */
};

struct err {
    enum err_code code;       /* ERR_NONE = no error */
    enum fail_class fail;     /* for errors of an engine */
    char sqlstate[6];         /* "" = none */
    int native;               /* the engine's own number, 0 = none */
    str message;              /* lower case, one line, no final period */
    str database;             /* what the database said, unaltered; absent = it said nothing */
    str detail;               /* facts: full sentences */
    str hint;                 /* what may help: full sentences */
    struct place place;       /* place.line = 0 and no file = not known */
    int64_t statement_offset; /* byte offset in the statement sent, -1 = not known */
    vec(str) context;         /* from inner to outer: "applying migration …" */
    arena mem;                /* owner of the texts */
};

void err_init(struct err *err);
void err_done(struct err *err);
void err_clear(struct err *err);

/* Sets code and message; always returns false, so that `return err_set(...)` reads well. */
PRINTF(3, 4) bool err_set(struct err *err, enum err_code code, const char *fmt, ...);
PRINTF(2, 3) bool err_detail(struct err *err, const char *fmt, ...);
PRINTF(2, 3) bool err_hint(struct err *err, const char *fmt, ...);
PRINTF(2, 3) bool err_wrap(struct err *err, const char *fmt, ...);

/* Copies the place. */
bool err_at(struct err *err, const struct place *place);

/* Sets the database's words; `sqlstate` may be NULL. */
bool err_database(struct err *err, enum fail_class fail, const char *sqlstate, int native,
                  str words);

/* A clean-up failed after `err` was set: keeps both (`other` as a context line). */
void err_also(struct err *err, const struct err *other);

/* Deep copy into an initialised, empty error. */
void err_copy(struct err *to, const struct err *from);

const char *err_code_text(enum err_code code); /* "AF2101" */
const char *err_code_slug(enum err_code code);
const char *err_code_summary(enum err_code code);
int err_code_exit(enum err_code code);
enum err_code err_code_find(str public_code); /* ERR_NONE = no such code */

#endif
