/* base/arena.c: see base/arena.h.
 *
 * ARENA_SPLIT=1 (sanitizer builds) gives each allocation a block of its own, so that an overrun of one
 * object is seen by ASan.
 */
#include "base/arena.h"

#include "base/mem.h"

#include <stdalign.h>

enum { BLOCK_BYTES = 64 * 1024 };

struct arena_block {
    struct arena_block *next; /* older block */
    size_t cap, used;
    alignas(max_align_t) unsigned char bytes[];
};

struct arena_defer {
    struct arena_defer *next;
    void (*fn)(void *p);
    void *p;
};

void arena_init(arena *a)
{
    *a = (arena){ 0 };
}

static void block_add(arena *a, size_t need)
{
#ifdef ARENA_SPLIT
    size_t cap = need;
#else
    size_t cap = need > BLOCK_BYTES ? need : BLOCK_BYTES;
#endif
    struct arena_block *b = mem_resize(NULL, sizeof(*b) + cap);

    b->next = a->head;
    b->cap = cap;
    b->used = 0;
    a->head = b;
}

static size_t aligned(size_t n, size_t align)
{
    return (n + align - 1) & ~(align - 1);
}

void *arena_alloc(arena *a, size_t size, size_t align, size_t count)
{
    size_t bytes, at;

    CHECK(!__builtin_mul_overflow(size, count, &bytes) && bytes < SIZE_MAX / 2);
    at = a->head ? aligned(a->head->used, align) : 0;
#ifdef ARENA_SPLIT
    if (true) {
#else
    if (!a->head || at > a->head->cap || a->head->cap - at < bytes) {
#endif
        block_add(a, bytes);
        at = 0;
    }
    a->head->used = at + bytes;
    a->used_bytes += bytes;
    if (a->used_bytes > a->peak_bytes)
        a->peak_bytes = a->used_bytes;
    return memset(a->head->bytes + at, 0, bytes);
}

struct arena_mark arena_mark(const arena *a)
{
    return (struct arena_mark){ a->head, a->head ? a->head->used : 0, a->used_bytes, a->defers };
}

static void run_defers(arena *a, const struct arena_defer *until)
{
    while (a->defers != until) {
        struct arena_defer *d = a->defers;

        a->defers = d->next;
        d->fn(d->p);
    }
}

void arena_reset(arena *a, struct arena_mark mark)
{
    run_defers(a, mark.defers);
    while (a->head != mark.block) {
        struct arena_block *b = a->head;

        a->head = b->next;
        mem_free(b);
    }
    if (a->head)
        a->head->used = mark.block_used;
    a->used_bytes = mark.used_bytes;
}

void arena_done(arena *a)
{
    arena_reset(a, (struct arena_mark){ 0 });
}

void arena_defer(arena *a, void (*fn)(void *p), void *p)
{
    struct arena_defer *d = arena_new(a, struct arena_defer, 1);

    *d = (struct arena_defer){ a->defers, fn, p };
    a->defers = d;
}
