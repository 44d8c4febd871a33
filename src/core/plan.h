/* core/plan.h: what a run will do, from files and history.
 *
 * Does      compare files with the history, uphold the policies, order the work, find what is half done
 * Does not  run anything, ask anything
 * Shape     all policies are checked before anything is touched
 * Errors    AF4001 to AF4005, AF4008, AF4013, AF4014, AF2302
 * See       docs/ARCHITECTURE.md#policies
 */
#ifndef AFLOAT_CORE_PLAN_H
#define AFLOAT_CORE_PLAN_H

#include "core/project.h"
#include "core/repeatable.h"
#include "core/state.h"
#include "core/units.h"

enum down_from { DOWN_ASK, DOWN_FROM_FILE, DOWN_FROM_HISTORY };

struct plan_opts {
    str to;        /* version; up: the last to apply; down: the last to stay ("0" = none stays) */
    int64_t count; /* at most this many; 0 = all (up), one (down) */
    str only;      /* down, redo: this version alone; absent = the newest ones */
    bool allow_out_of_order;
    enum down_from down_from;
    bool silent; /* no notes: they were told before */
};

struct plan_item {
    enum direction dir;
    str version, name;
    const struct migration *mig; /* NULL: no file */
    const struct entry *entry;   /* down: what is taken back */
    struct script_source source; /* the statements */
    unsigned flags;              /* enum mig_flag */
    bool unrecorded;             /* a seed: it has rows neither in history nor in journal */
    int64_t done;                /* last step that an earlier run finished; 0 = none */
    str done_sum;                /* prefix sum at `done`; absent = none */
    struct shape shape;
    const struct plan_repeat *repeat; /* of a repeatable file; NULL = a version */
    bool again;                       /* an earlier run left rows in the journal: it begins anew */
};

/* What a run knows of a repeatable file, changed or not: it may stand in the way of a migration. */
struct plan_repeat {
    str version, name;
    const struct migration *mig; /* NULL: the text is a stored one */
    const struct entry *now;     /* what the database has; NULL = nothing yet */
    const struct entry *want;    /* down: what is put back; NULL = nothing */
    struct script_source source; /* the text that has to stand at the end; format NULL = none */
    struct script_source
        before;               /* the text that stands now, where it is known: format NULL = not */
    struct object_list makes; /* by the text that stands now */
    const struct plan_repeat *alternative; /* where `source` cannot stand in a down; NULL = none */
    str sum, text_sum, code_sum;           /* of `source` */
    unsigned flags;
    bool gone;    /* `source` drops what the file made */
    bool changed; /* `source` is not what stands now: it has an item in the plan */
};

struct plan {
    enum direction dir; /* of its items … */
    bool both;          /* … unless it has downs, and ups behind them */
    bool texts_back;    /* repeatable texts become former ones, as a down does it */
    bool
        round; /* `both`, and the texts stand at its end: what cannot between is made with the last up */
    vec(struct plan_item) items;
    vec(struct plan_repeat) repeats; /* in the order in which they can be made */
    size_t repeat_items; /* items of repeatable files: the last ones, or the first ones … */
    bool repeats_first;  /* … of a down where nothing is undone with its transaction */
    int64_t applied;     /* versions applied now */
};

/* How a file and the history go together, for `status` and the policies. */
enum file_state {
    FILE_PENDING,
    FILE_APPLIED,
    FILE_CHANGED,  /* applied, and its statements are others now */
    FILE_COMMENTS, /* applied, and only comments or spacing changed */
    FILE_HALF,     /* some steps are done */
    FILE_GONE,     /* applied, older than the newest file, and no file */
    FILE_AHEAD,    /* applied, newer than every file: from another branch */
};

enum file_state plan_file_state(const struct project *p, const struct state *s,
                                const struct migration *mig, const struct entry *e);

/* Is a down text stored, and the same as the file's? */
bool plan_down_differs(const struct migration *mig, const struct entry *e);

struct plan_in { /* what a plan is made from */
    const struct project *project;
    const struct state *state;
    struct conn *conn;
    const struct tables *tables;
    const struct plan_opts *opts;
};

bool MUST plan_up(arena *a, const struct plan_in *in, struct plan *out, struct err *err);

/* What a repeatable file is, for `status`. */
enum file_state repeatable_state(const struct migration *m, const struct entry *e);

/* Reads stored downs from the database. */
bool MUST plan_down(arena *a, const struct plan_in *in, struct plan *out, struct err *err);

/* One migration back and up again: `only`, else the one whose redo was cut off, else the newest one. */
bool MUST plan_redo(arena *a, const struct plan_in *in, struct plan *out, struct err *err);

/* Back or up or both, until exactly the versions up to `to` are applied; "0" = none. */
bool MUST plan_goto(arena *a, const struct plan_in *in, struct plan *out, struct err *err);

int64_t plan_count(const struct plan *p, enum direction dir); /* versions of its items */

/* The statements of one direction of a file. */
struct script_source plan_file_source(const struct migration *m, enum direction dir,
                                      const struct conn *c);

/* Fills `shape` of every item; reads the statements of those whose shape is not known yet. */
bool MUST plan_shape(arena *a, struct conn *c, struct plan *plan, struct err *err);

/* Fills prefix sum and statement of `row` (its step is given) from the file. `last` is the statement that an earlier
 * run finished: ERR_PREFIX_CHANGED when the file has others up to it. No prefix sum: there is no such statement. */
bool MUST plan_next_row(arena *a, const struct conn *c, const struct migration *m,
                        const struct journal_row *last, struct journal_row *row, struct err *err);

int64_t plan_statements(const struct plan *plan);

/* Was its making cut off, where it is no transaction? What stands is not known then. */
bool repeat_cut_off(const struct state *s, str version);

/* Is this trigger on that table? */
bool trigger_is_on(const struct conn *c, const struct outline_object *trigger,
                   const struct outline_object *table);

const char *file_state_name(enum file_state s);

#endif
