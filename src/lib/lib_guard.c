/* lib/lib_guard.c: where the program would end, a call of the library only fails.
 *
 * Out of memory and failed CHECKs leave through the trap of base/mem.h. What the frames in between held open stays
 * open until the process ends; connections live in the arena of the call and are closed with it. This is the one
 * place with setjmp: an application is not to die of a migration.
 */
#include "base/mem.h"
#include "lib/lib_int.h"

#include <setjmp.h>

struct guard {
    struct mem_trap trap; /* first: the trap leads to the guard */
    jmp_buf place;
    char *why;
    size_t why_size;
};

static void leave(struct mem_trap *trap, const char *why)
{
    struct guard *g = (struct guard *)trap;

    snprintf(g->why, g->why_size, "%s", why);
    longjmp(g->place, 1);
}

bool lib_guard(void (*fn)(void *data), void *data, char *why, size_t why_size)
{
    struct guard g = { .trap.fn = leave, .why = why, .why_size = why_size };
    struct mem_trap *before = mem_trap_set(&g.trap);
    bool whole = setjmp(g.place) == 0;

    if (whole)
        fn(data);
    mem_trap_set(before);
    return whole;
}
