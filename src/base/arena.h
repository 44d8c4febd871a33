/* base/arena.h: memory that is released together.
 *
 * Does      hand out zeroed, aligned memory; release it all at once or back to a mark
 * Does not  free single objects, grow objects in place
 * Shape     chained blocks; three lifetimes only: process, command, unit of work
 * Errors    none: out of memory ends the process (base/mem.h)
 * See       docs/STYLE.md#memory
 *
 * A function that returns memory takes `arena *a` first; what it returns lives as long as `a`.
 * Foreign resources (connections, files) are closed by CLEANUP or registered with arena_defer.
 */
#ifndef AFLOAT_BASE_ARENA_H
#define AFLOAT_BASE_ARENA_H

#include "base/cc.h"

struct arena_block;
struct arena_defer;

typedef struct arena {
    struct arena_block *head;   /* newest block */
    struct arena_defer *defers; /* newest first; run by arena_done and arena_reset */
    size_t used_bytes;          /* handed out now */
    size_t peak_bytes;          /* most ever handed out */
} arena;

struct arena_mark {
    struct arena_block *block;
    size_t block_used;
    size_t used_bytes;
    struct arena_defer *defers;
};

#define arena_new(a, T, n) ((T *)arena_alloc((a), sizeof(T), _Alignof(T), (n)))

void arena_init(arena *a);
void arena_done(arena *a);

/* `count` zeroed objects of `size` bytes; overflow of the product ends the process. */
void *arena_alloc(arena *a, size_t size, size_t align, size_t count);

struct arena_mark arena_mark(const arena *a);
void arena_reset(arena *a, struct arena_mark mark);

/* Calls fn(p) when `a` is released or reset to a mark taken before this call; newest first. */
void arena_defer(arena *a, void (*fn)(void *p), void *p);

#endif
