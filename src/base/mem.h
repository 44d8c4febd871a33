/* base/mem.h: the only door to the heap.
 *
 * Does      allocate or end the process with code 70: a run that dies is resumable by design; a thread with
 *           a trap (libafloat: the process is not ours) leaves by that instead
 * Does not  manage lifetimes (base/arena.h does)
 */
#ifndef AFLOAT_BASE_MEM_H
#define AFLOAT_BASE_MEM_H

#include "base/cc.h"

/* Resizes `p` (NULL = new block) to `size` bytes; the added bytes are not zeroed. Never NULL. */
void *mem_resize(void *p, size_t size);
void mem_free(void *p);

struct mem_trap {
    void (*fn)(struct mem_trap *trap, const char *why); /* must not return */
};

/* Of the calling thread; NULL = none. Returns the one before. */
struct mem_trap *mem_trap_set(struct mem_trap *trap);

#endif
