/* effects/effects.h: what a change does to a running server: the one table of truth.
 *
 * Does      say for each change of a bound statement, on one engine and version: locks, what is blocked, work
 *           (rewrite, scan, build), algorithm, class, transaction behaviour, way back
 * Does not  judge (assess/), choose a better way (plan/), measure; nothing else in afloat knows these facts
 * Shape     rows of effects_<engine>.def: what is changed, a condition by name, versions → effect; the first
 *           row that matches counts. A statement's effect is the strongest of its changes
 * Errors    none: what no row knows is opaque, and everything that may happen is assumed
 * See       docs/EFFECTS.md: the tables, and how they compare with real servers
 */
#ifndef AFLOAT_EFFECTS_EFFECTS_H
#define AFLOAT_EFFECTS_EFFECTS_H

#include "schema/change.h"

/* From weak to strong on each engine; the words are the server's. */
enum lock_mode {
    LOCK_NONE,
    LOCK_ACCESS_SHARE, /* PostgreSQL */
    LOCK_ROW_SHARE,
    LOCK_ROW_EXCLUSIVE,
    LOCK_SHARE_UPDATE_EXCLUSIVE,
    LOCK_SHARE,
    LOCK_SHARE_ROW_EXCLUSIVE,
    LOCK_EXCLUSIVE,
    LOCK_ACCESS_EXCLUSIVE,
    LOCK_MDL_SHARED_READ, /* MySQL, MariaDB: metadata locks */
    LOCK_MDL_SHARED_WRITE,
    LOCK_MDL_SHARED_UPGRADABLE, /* LOCK=NONE: reads and writes go on, exclusive for a moment at both ends */
    LOCK_MDL_SHARED_NO_WRITE, /* LOCK=SHARED */
    LOCK_MDL_EXCLUSIVE,
    LOCK_FILE_SHARED, /* SQLite: the whole database */
    LOCK_FILE_RESERVED,
    LOCK_FILE_EXCLUSIVE,
    LOCK__COUNT,
};

enum blocks { BLOCKS_NONE, BLOCKS_DDL, BLOCKS_WRITES, BLOCKS_ALL };

enum algorithm { /* MySQL and MariaDB; others leave it at NONE */
                 ALGO_NONE,
                 ALGO_INSTANT,
                 ALGO_NOCOPY,  /* in place, no rebuild */
                 ALGO_INPLACE, /* in place with a rebuild */
                 ALGO_COPY,
};

/* What a change is to the code that runs, from harmless to unknown. */
enum change_class {
    EFFECT_ADDITIVE,
    EFFECT_HEAVY, /* "compatible-heavy" */
    EFFECT_RESTRICTING,
    EFFECT_BREAKING,
    EFFECT_DESTRUCTIVE,
    EFFECT_ROWS,    /* "data" */
    EFFECT_UNKNOWN, /* "opaque" */
};

enum work {
    WORK_SCAN = 1 << 0,     /* reads the whole table */
    WORK_REWRITE = 1 << 1,  /* writes the table again */
    WORK_BUILD = 1 << 2,    /* builds an index */
    WORK_VALIDATE = 1 << 3, /* may fail on the data that is there */
    WORK_WAITS = 1 << 4,    /* waits for other transactions (CONCURRENTLY) */
    WORK_LONG = 1 << 5,     /* takes as long as the table is large */
};

enum in_transaction { TX_YES, TX_NEVER, TX_COMMITS /* ends the open one by itself */ };

enum way_back { BACK_EXACT, BACK_REBUILD, BACK_LOSES_NEW, BACK_LOSES_OLD, BACK_NONE };

struct lock {
    object_id relation; /* 0: path says which (it is not known) */
    struct path path;
    enum lock_mode mode;
    bool brief;  /* held without work under it, but to the end of the transaction */
    bool at_end; /* MySQL: taken after the work, of tables that refer to the altered one */
};

/* Of locks by relation, where they are many. */
struct lock_index {
    uint32_t *slots; /* index of a lock + 1, 0 = free */
    size_t slot_count, done;
};

struct effect {
    vec(struct lock) locks;
    struct lock_index index; /* for who adds locks */
    enum blocks blocks;      /* the strongest, of live traffic on a table that was there before */
    unsigned work;           /* enum work */
    vec(object_id) rewrites; /* relations that are written again */
    vec(object_id) scans;    /* … read whole */
    enum algorithm algorithm;
    enum change_class cls;
    enum in_transaction transaction;
    enum way_back way_back;
    bool fails;      /* the server refuses it for certain; `why` */
    str why;         /* the row's reason, full sentence without period: "the default is volatile" */
    const char *row; /* name of the row: stable, for tests and explain */
};

struct effect_opts {
    const struct dialect *dialect;
    int version;         /* of the server; 0 = the newest known */
    bool in_transaction; /* the runner has one open */
    str time_zone;       /* PostgreSQL: of the session; absent = not known */
    bool strict;         /* MySQL strict mode */
    bool foreign_key_checks;
    bool foreign_keys; /* SQLite pragma */
    bool legacy_alter_table;
};

/* Of one bound change / of a whole bound statement; `s` between schema_bind and schema_fold. */
void effect_of_change(arena *a, const struct effect_opts *opts, const struct schema *s,
                      const struct statement *st, const struct change *c, struct effect *out);
void effect_of(arena *a, const struct effect_opts *opts, const struct schema *s,
               const struct statement *st, struct effect *out);

enum blocks lock_blocks(enum lock_mode mode); /* what traffic a held lock stops */
bool lock_conflicts(enum lock_mode a, enum lock_mode b);
const char *lock_word(enum lock_mode mode); /* "ACCESS EXCLUSIVE" */
const char *blocks_word(enum blocks b);     /* "none" "ddl" "writes" "all" */
const char *algorithm_word(enum algorithm a);
const char *class_word(enum change_class c);
const char *transaction_word(enum in_transaction t);
const char *way_back_word(enum way_back w);

#endif
