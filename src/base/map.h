/* base/map.h: text to pointer, in insertion order.
 *
 * Does      insert, find, iterate in insertion order (output is deterministic)
 * Does not  remove; copy keys (they must live as long as the map)
 * Shape     open addressing over an index of entries
 */
#ifndef AFLOAT_BASE_MAP_H
#define AFLOAT_BASE_MAP_H

#include "base/str.h"
#include "base/vec.h"

struct map_entry {
    str key;
    void *value;
    uint64_t hash;
};

struct map {
    vec(struct map_entry) entries; /* insertion order: iterate here */
    uint32_t *slots;               /* entry index + 1, 0 = free */
    size_t slot_count;             /* power of two */
};

void *map_find(const struct map *m, str key); /* NULL = absent */

void map_reserve(arena *a, struct map *m, size_t n); /* room for n keys in all */

/* Sets key to value; returns the former value or NULL. */
void *map_put(arena *a, struct map *m, str key, void *value);

#endif
