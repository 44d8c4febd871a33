/* base/vec.c: see base/vec.h. */
#include "base/vec.h"

void *vec_resize(arena *a, const void *old, size_t size, size_t n, size_t want, size_t *cap)
{
    void *p = arena_alloc(a, size, _Alignof(max_align_t), want);

    if (n)
        memcpy(p, old, n * size);
    *cap = want;
    return p;
}

void *vec_grow(arena *a, const void *old, size_t size, size_t n, size_t *cap)
{
    return vec_resize(a, old, size, n, n ? n * 2 : 8, cap);
}
