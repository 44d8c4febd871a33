/* core/history.h: the SQL that makes and writes the history, the journal and the fence.
 *
 * Does      build statements as texts, the same for every engine but for its words
 * Does not  send them (core/lock.c and the runner do: in transactions and pipelines of their own)
 * Shape     the fence is checked by the INSERT itself: its epoch is a sub-select that is NULL, and
 *           refused by NOT NULL, when another run has taken over
 */
#ifndef AFLOAT_CORE_HISTORY_H
#define AFLOAT_CORE_HISTORY_H

#include "core/state.h"

struct run_id {    /* who writes */
    str id;        /* random, hex */
    str actor;     /* user@host */
    int64_t epoch; /* of the fence */
};

/* CREATE statements, one each, in order. */
void history_create_sql(arena *a, const struct conn *c, const struct tables *t,
                        struct str_list *out);

/* Fills seq, prev_hash and row_hash of `e` from the state's end; history_advance moves the end. */
void history_seal(arena *a, const struct state *s, struct entry *e);
void history_advance(struct state *s, const struct entry *e);

/* The hash that a row must have. */
str history_row_hash(arena *a, const struct entry *e);

/* The down as the history keeps it: passwords masked, and then said so in the entry's flags. */
str history_keep_down(arena *a, const struct conn *c, str text, struct entry *e);

/* `down_text` absent = none. `duration_ms` < 0: the server measures since the transaction began. */
str history_insert_sql(arena *a, const struct conn *c, const struct tables *t,
                       const struct run_id *run, const struct entry *e, str down_text);
str history_down_text_sql(arena *a, const struct conn *c, const struct tables *t, int64_t seq);

str journal_insert_sql(arena *a, const struct conn *c, const struct tables *t,
                       const struct run_id *run, const struct journal_row *r);
str journal_done_sql(arena *a, const struct conn *c, const struct tables *t,
                     const struct journal_row *r);
/* All steps before that of the row are done. */
str journal_done_before_sql(arena *a, const struct conn *c, const struct tables *t,
                            const struct journal_row *r);
str journal_delete_sql(arena *a, const struct conn *c, const struct tables *t,
                       const struct journal_row *r);
/* All rows of one version and direction. */
str journal_clear_sql(arena *a, const struct conn *c, const struct tables *t, str version,
                      enum direction dir);

/* The same of several. */
str journal_clear_all_sql(arena *a, const struct conn *c, const struct tables *t,
                          const struct str_list *versions, enum direction dir);

str fence_read_sql(arena *a, const struct conn *c, const struct tables *t);
str fence_insert_sql(arena *a, const struct conn *c, const struct tables *t,
                     const struct run_id *run);
str fence_bump_sql(arena *a, const struct conn *c, const struct tables *t, const struct run_id *run,
                   int64_t old_epoch);

#endif
