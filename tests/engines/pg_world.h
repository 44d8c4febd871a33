/* tests/engines/pg_world.h: what the tests of the PostgreSQL driver share: a server and ways to ask it.
 *
 * Shape     AFLOAT_TEST_PG_SOCKET  folder of the server's socket; absent = every case is skipped
 *           AFLOAT_TEST_PG_USER    a superuser that may log in without a password (default "postgres")
 *           AFLOAT_TEST_PG_PORT    port (default 5432)
 *           AFLOAT_TEST_PG_DATABASE  a database (default "postgres")
 *           AFLOAT_TEST_PGBOUNCER  path of pgbouncer; absent = the pooler's cases are skipped
 */
#ifndef AFLOAT_TESTS_ENGINES_PG_WORLD_H
#define AFLOAT_TESTS_ENGINES_PG_WORLD_H

#include "harness/test.h"

#include "engines/engine.h"

struct pg_world {
    arena *a;
    struct ctx ctx;
    struct err err;
    struct buf said; /* events: "warning: …\n" */
    int signal;
};

/* Errors and texts live in `a`. */
struct pg_world *world_new(arena *a);

/* The server by its socket; skips the case when none was named. */
struct dsn world_dsn(arena *a);

struct conn *world_open(struct pg_world *w, const struct dsn *dsn);

/* A connection to the server. */
struct conn *world_conn(struct pg_world *w);

/* Runs one statement; the case fails with it. The text of the first cell, "" without rows. */
PRINTF(3, 4) str world_sql(struct pg_world *w, struct conn *c, const char *fmt, ...);

void world_submit(struct pg_world *w, struct conn *c, const char *sql, int64_t tag, unsigned flags);

/* The next result, which must be one. */
struct result world_next(struct pg_world *w, struct conn *c);

#endif
