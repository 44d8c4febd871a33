/* base/vec.c: see base/vec.h. */
#include "base/vec.h"

void *vec_grow(arena *a, const void *old, size_t size, size_t n, size_t *cap)
{
    size_t cap_new = n ? n * 2 : 8;
    void *p = arena_alloc(a, size, _Alignof(max_align_t), cap_new);

    if (n)
        memcpy(p, old, n * size);
    *cap = cap_new;
    return p;
}
