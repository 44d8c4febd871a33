/* base/vec.h: growing array of any type, in an arena.
 *
 * Does      append; iteration is a plain `for` over v[0..n)
 * Does not  remove, shrink or free: old storage stays in the arena until it is released
 * Shape     vec(int) list = { 0 };  *vec_push(a, &list) = 7;
 */
#ifndef AFLOAT_BASE_VEC_H
#define AFLOAT_BASE_VEC_H

#include "base/arena.h"

#define vec(T)                                                                                     \
    struct {                                                                                       \
        T *v;                                                                                      \
        size_t n, cap;                                                                             \
    }

/* Pointer to a new zeroed last element. */
#define vec_push(a, vecp)                                                                          \
    ((vecp)->v = ((vecp)->n < (vecp)->cap                                                          \
                      ? (vecp)->v                                                                  \
                      : vec_grow((a), (vecp)->v, sizeof(*(vecp)->v), (vecp)->n, &(vecp)->cap)),    \
     (vecp)->v + (vecp)->n++)

/* As vec_push, for arrays that mostly stay at one or two elements: the first ones make room for one each. */
#define vec_push_few(a, vecp)                                                                      \
    (((vecp)->n == (vecp)->cap && (vecp)->n < 3 ? (void)vec_reserve((a), (vecp), (vecp)->n + 1)    \
                                                : (void)0),                                        \
     vec_push((a), (vecp)))
/* Room for `count` elements in all, in one go. */
#define vec_reserve(a, vecp, count)                                                                \
    ((vecp)->v = ((count) <= (vecp)->cap ? (vecp)->v                                               \
                                         : vec_resize((a), (vecp)->v, sizeof(*(vecp)->v),          \
                                                      (vecp)->n, (count), &(vecp)->cap)))

/* New storage with at least one free element, old contents copied; `cap` is updated. */
void *vec_grow(arena *a, const void *old, size_t size, size_t n, size_t *cap);

/* New storage for exactly `want` elements, old contents copied; `cap` is updated. */
void *vec_resize(arena *a, const void *old, size_t size, size_t n, size_t want, size_t *cap);

#endif
