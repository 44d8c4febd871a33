/* core/state_int.h: the rows of the history on their way into the state (core/state_rows.c).
 *
 * Does      keep each row small as it comes, then check the chain of hashes and find the newest row of a version
 * Errors    ERR_HISTORY_BROKEN, ERR_HISTORY_NEWER
 */
#ifndef AFLOAT_CORE_STATE_INT_H
#define AFLOAT_CORE_STATE_INT_H

#include "core/state.h"

/* In the order that history_rows_add reads. */
#define HISTORY_ROW_COLUMNS                                                                        \
    "seq, version, name, event, applied, format, up_sum, up_code_sum, down_sum, down_code_sum, "   \
    "flags, reason, actor, run_id, epoch, finished_at, duration_ms, "                              \
    "CASE WHEN down_text IS NULL THEN 0 ELSE 1 END, prev_hash, row_hash"

struct history_rows {
    arena *mem;
    struct entry **own; /* of the heap, released with `mem`: growing leaves no copies behind */
    vec(struct entry) entries;
    size_t broken; /* number of the first row whose hash is not what it should be, 0 = none */
    str unknown;   /* an event that this version does not know; absent = none */
};

void history_rows_add(void *rows, const struct cell *cells, size_t columns); /* a row_sink */

/* After the last row: moves the entries into `s`. */
bool MUST history_rows_check(struct history_rows *h, struct state *s, struct err *err);

#endif
