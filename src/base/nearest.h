/* base/nearest.h: "did you mean": the known word that is nearest to a mistyped one.
 *
 * Does      compare by edit distance (a swap of two neighbours counts one), ASCII case ignored
 * Does not  suggest what is too far: at most a third of the letters may differ
 */
#ifndef AFLOAT_BASE_NEAREST_H
#define AFLOAT_BASE_NEAREST_H

#include "base/str.h"

/* The nearest of `count` words, NULL when none is near. The first of equally near ones. */
const char *nearest_find(str word, const char *const *words, size_t count);

/* Number of insertions, deletions, replacements and swaps between two words of up to 64 bytes; longer ones
 * are as far apart as their length. */
size_t nearest_distance(str a, str b);

#endif
