/* tests/engines/target.h: the database that the conformance suite runs against.
 *
 * Shape     AFLOAT_TEST_ENGINE=sqlite|postgres|mysql, AFLOAT_TEST_HOST, _SOCKET, _PORT, _USER, _PASSWORD,
 *           _DATABASE; what is missing is taken from AFLOAT_TEST_PG_… or AFLOAT_TEST_MY_… as
 *           tests/harness/server prints them. With nothing: SQLite on a file of its own
 * Tables that the suite makes begin with "conf"; those are dropped at the start of each case.
 */
#ifndef AFLOAT_TESTS_ENGINES_TARGET_H
#define AFLOAT_TESTS_ENGINES_TARGET_H

#include "engines/engine.h"
#include "harness/test.h"

struct target_words {       /* what each engine says in its own way */
    const char *endless;    /* a statement that runs for minutes */
    const char *set, *show; /* changes a setting of the session; shows it */
    bool server;            /* a process of its own that people log in to */
    size_t literal_bytes;   /* size of a long literal that every set-up of it takes */
    bool keeps_temporary; /* reset cannot find temporary tables: no list of them on all versions */
};

struct target {
    arena *a;
    struct ctx ctx;
    volatile int signal;
    int wake[2]; /* pipe */
    struct err err;
    struct dsn dsn;
    const struct engine *engine;
    const struct target_words *words;
};

/* Skips the case when the engine of the environment cannot be reached here. */
struct target *target_new(arena *a);
/* As a library in a process of somebody else: what is set for a whole process stays as it was. */
struct target *target_new_embedded(arena *a);
struct dsn target_dsn(arena *a);

/* A connection; each case may open several. */
struct conn *target_open(struct target *t);

/* Runs a statement by engine_exec; the case fails when it does. */
PRINTF(3, 4) struct result target_sql(struct target *t, struct conn *c, const char *fmt, ...);
/* … and copies its first cell. */
PRINTF(3, 4) str target_value(struct target *t, struct conn *c, const char *fmt, ...);

void target_submit(struct target *t, struct conn *c, const char *sql, int64_t tag, unsigned flags);
struct result target_next(struct target *t, struct conn *c); /* must be there */
/* One statement of the user's; any result. */
struct result target_run(struct target *t, struct conn *c, const char *sql);

str target_literal(struct target *t, struct conn *c, str text);
str target_ident(struct target *t, struct conn *c, str name);

#endif
