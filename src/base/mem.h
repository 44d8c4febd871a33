/* base/mem.h: the only door to the heap.
 *
 * Does      allocate or end the process with code 70: a run that dies is resumable by design
 * Does not  manage lifetimes (base/arena.h does)
 */
#ifndef AFLOAT_BASE_MEM_H
#define AFLOAT_BASE_MEM_H

#include "base/cc.h"

/* Resizes `p` (NULL = new block) to `size` bytes; the added bytes are not zeroed. Never NULL. */
void *mem_resize(void *p, size_t size);
void mem_free(void *p);

#endif
