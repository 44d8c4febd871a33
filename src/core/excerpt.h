/* core/excerpt.h: the line of a file that a message shows.
 *
 * Does      read it again when a message needs it; many places of one file cost together what reading it once costs
 * Does not  keep files in memory
 * Shape     struct excerpts, zero at first, keeps where the lines of the last file begin, a place every few kB
 */
#ifndef AFLOAT_CORE_EXCERPT_H
#define AFLOAT_CORE_EXCERPT_H

#include "base/err.h"
#include "base/vec.h"

/* This many bytes of line `line` lie before `offset`. */
struct excerpt_mark {
    uint32_t line;
    size_t at;
    uint64_t offset;
};

struct excerpts {
    str file;
    vec(struct excerpt_mark) marks; /* in order */
    uint64_t read;                  /* bytes read so far, of all files: for tests */
};

/* Fills place->line_text by reading the file again; leaves it absent when that fails. `a` has to live as long
 * as `x`. */
void excerpts_fill(arena *a, struct excerpts *x, struct place *place);

/* The same for one place. */
void place_excerpt(arena *a, struct place *place);

#endif
