/* tests/engines/pg_effects_said.h: what the table of effects says of a statement, for who talks to a server.
 *
 * Apart from the test, so that each needs the headers of one side only.
 */
#ifndef AFLOAT_TESTS_ENGINES_PG_EFFECTS_SAID_H
#define AFLOAT_TESTS_ENGINES_PG_EFFECTS_SAID_H

#include "base/str.h"

struct said_lock {
    str relation;
    const char *mode; /* "ACCESS EXCLUSIVE" */
    bool is_table;    /* has a place in the catalog of relations; not an index */
};

struct said {
    bool comparable; /* can be run in a transaction and rolled back */
    bool fails, rewrites, scans;
    bool reads_anyway; /* its own reading hides what the change reads */
    struct said_lock *locks;
    size_t n;
};

struct sayer;

struct sayer *sayer_new(arena *a, int version, str time_zone);
str sayer_setup(void); /* statements, each ended by ";" and a line end */
size_t sayer_count(void);
const char *sayer_case(size_t i);
void sayer_fold(struct sayer *s, str sql);
void sayer_say(struct sayer *s, str sql, struct said *out);

#endif
