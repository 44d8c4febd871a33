/* core/run_repeat.h: repeatable files in a run; of the runner alone.
 *
 * Shape     where schema changes are undone with their transaction, files are made in that of a migration or in one of
 *           their own (run_repeat.c, run_make.c); elsewhere each is an item like any other (run_way.c)
 * See       docs/ARCHITECTURE.md#repeatable-files
 */
#ifndef AFLOAT_CORE_RUN_REPEAT_H
#define AFLOAT_CORE_RUN_REPEAT_H

#include "core/plan.h"

struct run;

struct kept { /* what an object had beside its definition, before it was dropped */
    struct outline_object object;
    struct str_list sql;
    size_t dropped_in; /* item + 1 in whose transaction it was dropped … */
    size_t given_in;   /* … and given back; 0 = not yet */
    size_t given_by;   /* … by this making of a file */
};

struct repeat_run {  /* by index in plan->repeats */
    bool *todo;      /* has to be made before the open transaction ends */
    size_t *made_in; /* item + 1 in whose transaction the wanted text was made; 0 = not yet */
    size_t *
        gone_in; /* plan.round: item + 1 in whose transaction it was dropped until the last up; 0 = not */
    const struct plan_repeat **row; /* to be recorded behind the item's own row; NULL = nothing */
    bool last_resort;               /* no text as it is can be made: alternatives count */
    size_t makings;
    vec(struct kept) kept;
    size_t way_item; /* the item before which `way` is dropped; SIZE_MAX = none */
    struct object_list way;
    size_t failed;    /* MySQL: files that failed one after the other … */
    size_t failed_at; /* … at this item */
};

/* run_repeat.c */
void run_repeat_init(struct run *r);
/* After a rollback: what was made since the last commit is not there. */
void run_repeat_rewind(struct run *r);
/* All repeatable items from `first` on, in one transaction; `first` may be the last version, where none is left but
 * something that was dropped for a moment. */
bool MUST run_repeat_items(struct run *r, size_t first, struct err *err);
/* In the open transaction, at its begin: drops what stands in the way of the item. */
bool MUST run_repeat_clear(struct run *r, size_t item, struct err *err);
/* In the open transaction: what goes with a table that the statement dropped is made again. */
void run_repeat_lost(struct run *r, const struct outline *o);
/* Is there something that was dropped for a moment and is not made again? */
bool run_repeat_owes(const struct run *r);
/* In the open transaction, before its end: makes again what was dropped. `last`: of the item. */
bool MUST run_repeat_remake(struct run *r, size_t item, bool last, struct err *err);
/* … and after the row of the item, or of its unit: the rows of what was made. */
bool MUST run_repeat_rows(struct run *r, size_t item, struct err *err);
/* The row of a repeatable file, and its text (absent = none). */
bool MUST run_repeat_entry(arena *a, struct run *r, const struct plan_repeat *p, struct entry *e,
                           str *out_text, struct err *err);

/* run_make.c. The whole file or nothing of it, within the open transaction of the item. */
bool MUST run_make_text(struct run *r, size_t item, size_t index,
                        const struct script_source *source, struct err *err);
/* Drops what a file makes, and writes down what it had beside its definition; the file is to be made again. */
bool MUST run_drop_made(struct run *r, size_t item, const struct outline_object *o,
                        struct err *err);

/* run_way.c. True: the item failed because of repeatable objects; it can be tried again without them. */
bool run_repeat_in_way(struct run *r, const struct err *err);
/* True: the repeatable file failed because another one has to go first; the order was changed. */
bool run_repeat_later(struct run *r, const struct err *err);

#endif
