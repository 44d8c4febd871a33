/* core/units.h: which statements of a migration go into one transaction.
 *
 * Does      decide for each statement, in order: part of the open transaction, alone, session only, left
 *           out; and where a transaction ends
 * Does not  run anything; the same decisions serve `plan` and the runner
 * Shape     a unit is one transaction with its bookkeeping in it, or one statement outside any
 * Errors    ERR_SQL_TRANSACTION: the file rolls back, prepares a transaction, or drops the session's locks
 * See       docs/ARCHITECTURE.md#units
 */
#ifndef AFLOAT_CORE_UNITS_H
#define AFLOAT_CORE_UNITS_H

#include "core/migration.h"
#include "engines/engine.h"

enum unit_act {
    ACT_LEAVE_OUT, /* BEGIN, COMMIT, LOCK TABLES: the unit does it */
    ACT_SESSION,   /* outside any transaction, repeated when the file is resumed */
    ACT_IN_TX,     /* in the open transaction (opened for it if none is) */
    ACT_ALONE,     /* outside any transaction, with an intent before it */
};

struct unit_step {
    enum unit_act act;
    bool end_before; /* the open transaction ends before this statement */
    bool end_after;  /* and after it */
};

struct grouping {
    arena *mem;             /* for enum labels: as long as the migration is read */
    unsigned caps;          /* of the server */
    bool one_tx;            /* the whole file is one transaction if it can be */
    bool explicit_tx;       /* between the file's own BEGIN and COMMIT */
    bool open;              /* a transaction is open */
    bool end_pending;       /* the file's COMMIT was seen: end before the next statement */
    struct str_list labels; /* enum values added in the open transaction */
    int64_t units;          /* begun so far */
};

/* `mig_flags` is enum mig_flag. */
struct grouping grouping_begin(arena *a, const struct conn *c, unsigned mig_flags,
                               enum direction dir);
bool MUST grouping_next(struct grouping *g, const struct stmt *s, const struct outline *o,
                        struct unit_step *out, struct err *err);

/* What the whole of one direction comes to; made by reading it once. */
struct shape {
    int64_t statements; /* all of them */
    int64_t
        last_real; /* number of the last one that is not ACT_SESSION or ACT_LEAVE_OUT; 0 = none */
    int64_t units;
    bool alone;        /* has a statement outside any transaction */
    bool leaks;        /* changes the session: it must be reset afterwards */
    int64_t lock_ms;   /* budget for table locks that the file asks for, the largest; 0 = none */
    bool locks_tables; /* takes a strong lock on an existing table */
};

/* Called with the decision for each statement as shape_walk goes. */
typedef bool shape_each_fn(void *data, const struct stmt *s, const struct outline *o,
                           const struct unit_step *u, struct err *err);

/* A shape in the making, for who reads the statements anyway. */
struct shaper {
    const struct conn *conn;
    struct grouping group;
    struct shape shape;
    shape_each_fn *each; /* may be NULL */
    void *data;
};

/* `unit` is memory for this statement alone: it is reset, and must not be the grouping's. */
bool MUST shaper_add(struct shaper *sh, arena *unit, const struct stmt *s, struct err *err);
struct shape shaper_end(const struct shaper *sh);

struct shape_walk {
    const struct conn *conn;
    const struct script_source *source;
    unsigned mig_flags;  /* enum mig_flag */
    shape_each_fn *each; /* may be NULL */
    void *data;
};

bool MUST shape_walk(arena *a, const struct shape_walk *w, struct shape *out, struct err *err);

#endif
