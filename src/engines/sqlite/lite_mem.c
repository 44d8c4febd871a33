/* engines/sqlite/lite_mem.c: memory of the embedded SQLite, where the whole process is afloat's.
 *
 * Does      give SQLite small blocks from lists by size: each DDL statement makes it parse the schema again, which is
 *           thousands of small blocks, and the general allocator was a seventh of a long run; stop counting
 * Does not  give memory back before the process ends; lock: the program uses SQLite in one thread; change anything in a
 *           process that only embeds afloat, or in sanitizer builds, which must see each block
 * Shape     header of 8 bytes (the size behind it), then the block; blocks above SMALL_MAX are the heap's
 * See       SQLite's documentation of SQLITE_CONFIG_MALLOC and SQLITE_CONFIG_MEMSTATUS
 */
#include "base/mem.h"
#include "engines/sqlite/lite_int.h"

enum { GRAIN = 16, SMALL_MAX = 1024, CHUNK_BYTES = 64 * 1024, HEADER = 8 };

struct pool_free {
    uint64_t header;
    struct pool_free *next;
};

static struct pool { /* of the process, as SQLite's own settings are */
    struct pool_free *free[SMALL_MAX / GRAIN + 1];
    char *chunk;
    size_t left;
} pool;

/* With the header, a multiple of the grain. */
static size_t whole(int n)
{
    return ((size_t)n + HEADER + GRAIN - 1) & ~(size_t)(GRAIN - 1);
}

static int rounded(int n)
{
    return (int)(whole(n) - HEADER);
}

static uint64_t *header_of(void *p)
{
    return (uint64_t *)p - 1;
}

static void *give(uint64_t *header, size_t bytes)
{
    *header = bytes;
    return header + 1;
}

static void *carve(size_t bytes)
{
    void *p;

    if (pool.left < bytes) {
        pool.chunk = mem_resize(NULL, CHUNK_BYTES);
        pool.left = CHUNK_BYTES;
    }
    p = pool.chunk;
    pool.chunk += bytes;
    pool.left -= bytes;
    return give(p, bytes);
}

static void *pool_malloc(int n)
{
    size_t bytes = whole(n);
    struct pool_free **list, *first;

    if (bytes > SMALL_MAX)
        return give(mem_resize(NULL, bytes), bytes);
    list = &pool.free[bytes / GRAIN];
    first = *list;
    if (!first)
        return carve(bytes);
    *list = first->next;
    return &first->header + 1;
}

static void pool_free(void *p)
{
    uint64_t *header = header_of(p);
    struct pool_free *f = (struct pool_free *)(void *)header;

    if (*header > SMALL_MAX) {
        mem_free(header);
        return;
    }
    f->next = pool.free[*header / GRAIN];
    pool.free[*header / GRAIN] = f;
}

static int pool_size(void *p)
{
    return p ? (int)(*header_of(p) - HEADER) : 0;
}

static void *pool_realloc(void *p, int n)
{
    size_t bytes = whole(n), old = *header_of(p);
    void *to;

    if (bytes == old)
        return p;
    if (bytes > SMALL_MAX && old > SMALL_MAX)
        return give(mem_resize(header_of(p), bytes), bytes);
    to = pool_malloc(n);
    memcpy(to, p, (bytes < old ? bytes : old) - HEADER);
    pool_free(p);
    return to;
}

static int pool_init(void *data)
{
    (void)data;
    return SQLITE_OK;
}

static void pool_shutdown(void *data)
{
    (void)data;
}

void lite_memory(void)
{
    static const sqlite3_mem_methods methods = { pool_malloc, pool_free, pool_realloc,  pool_size,
                                                 rounded,     pool_init, pool_shutdown, NULL };

    /* Counting takes a mutex at each allocation, and nobody asks for the figures. Both are refused, which is of no
     * matter, once the library is in use. */
    (void)sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
#ifndef ARENA_SPLIT
    (void)sqlite3_config(SQLITE_CONFIG_MALLOC, &methods);
#else
    (void)methods;
#endif
}
