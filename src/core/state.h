/* core/state.h: what the target database says about its migrations.
 *
 * Does      load history, journal and fence in one batch; check the hash chain
 * Does not  write (core/history.h, core/journal.h), compare with files (core/plan.h)
 * Shape     a version's state is its newest event
 * Errors    ERR_HISTORY_BROKEN, ERR_HISTORY_NEWER, and the engine's
 * See       docs/ARCHITECTURE.md#history
 */
#ifndef AFLOAT_CORE_STATE_H
#define AFLOAT_CORE_STATE_H

#include "base/map.h"
#include "core/migration.h"
#include "engines/engine.h"

enum { HISTORY_LAYOUT = 1 }; /* version of the three tables */

struct tables { /* quoted and qualified names */
    str history, journal, fence;
    str schema;  /* unquoted; "" = none */
    str prefix;  /* unquoted name prefix */
    str project; /* text that tells projects in one database apart */
};

enum history_event {
    EVENT_OF_UP,
    EVENT_OF_DOWN,
    EVENT_OF_BASELINE,
    EVENT_OF_REPAIR,
    EVENT_OF_REPEATABLE, /* see below */
    EVENT_OF__COUNT,
};

/* A row of a repeatable file: version "repeatable/NAME"; up = sums of its text; down.text = sum of its statements as
 * they were sent (struct repeatable); down_text = its text; not applied = what it makes was dropped by a down. */
struct entry { /* one row of the history */
    int64_t seq;
    str version, name; /* version "": the target's objects were there before (baseline) */
    enum history_event event;
    bool applied; /* after this event */
    str format;
    struct sums up, down;
    unsigned flags; /* enum mig_flag, and ENTRY_* */
    str reason;
    str actor, run_id;
    int64_t epoch;
    str at; /* ISO 8601 UTC, of the server */
    int64_t duration_ms;
    bool has_down_text;
    str prev_hash, row_hash;
};

enum entry_flag {
    ENTRY_DOWN_MASKED = 1 << 8,   /* the stored down has a password masked: it cannot be run */
    ENTRY_GONE_ACCEPTED = 1 << 9, /* a person said that the missing file is fine */
    ENTRY_REDO = 1 << 12, /* a down whose up is to follow: it was not taken back to stay so */
};

enum journal_state { JOURNAL_INTENT, JOURNAL_DONE };

struct journal_row {
    str version;
    enum direction dir;
    int64_t step;
    enum journal_state state;
    bool rerunnable;
    str prefix_sum; /* of all statements up to and with this step */
    str statement;  /* as sent, passwords masked; "" for a unit of several */
    str snapshot;   /* of the engine, before an intent */
    int64_t session;
    str session_start;
    str run_id;
    bool implied; /* read: an intent of a later step stands behind it, so it was done */
    bool fenced;  /* to be written: in a transaction that has checked the fence already */
};

struct state {
    bool exists;               /* the tables are there */
    vec(struct entry) entries; /* by seq */
    struct map newest;         /* version → struct entry * */
    struct map repeatables;    /* name → struct entry *: the newest row of each repeatable file */
    vec(struct journal_row) journal;
    vec(struct journal_row)
        stale; /* of migrations that ended: the run went on before it removed them */
    int64_t last_seq;
    str last_hash;
    int64_t epoch;
};

/* Names from the configuration; `schema` absent = where the session makes unqualified names. */
void tables_init(arena *a, const struct conn *c, str schema, str prefix, str project,
                 struct tables *out);

bool MUST state_load(arena *a, struct conn *c, const struct tables *t, struct state *out,
                     struct err *err);

/* Newest event of a version that counts as applied; NULL = not applied. */
const struct entry *state_applied(const struct state *s, str version);

/* Was it taken back by a redo that has not come to its up yet? */
bool state_redo_open(const struct state *s, str version);

/* Applied entries, newest application first; the baseline's "" is left out. */
struct entry_list {
    const struct entry **v;
    size_t n, cap;
};

void state_applied_list(arena *a, const struct state *s, struct entry_list *out);

const char *history_event_name(enum history_event e);

/* Is this error "no such table" / "NULL in a NOT NULL column" in this engine's words? */
bool engine_says_missing(const struct conn *c, const struct err *err);
bool engine_says_null(const struct conn *c, const struct err *err);

#endif
