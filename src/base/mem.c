/* base/mem.c: see base/mem.h. Out of memory is handled here and nowhere else. */
#include "base/mem.h"

#include <unistd.h>

static _Thread_local struct mem_trap *trap_of_thread;

struct mem_trap *mem_trap_set(struct mem_trap *trap)
{
    struct mem_trap *before = trap_of_thread;

    trap_of_thread = trap;
    return before;
}

NORETURN static void give_up(const char *why)
{
    char text[512];
    int n;

    if (trap_of_thread)
        trap_of_thread->fn(trap_of_thread, why);
    n = snprintf(text, sizeof(text), "afloat: %s\n", why);
    n = (int)write(STDERR_FILENO, text, (size_t)n);
    _exit(70);
}

void check_failed(const char *what, const char *file, int line)
{
    char text[448];

    snprintf(text, sizeof(text), "internal error: %s (%s:%d) [AF9001]", what, file, line);
    give_up(text);
}

void *mem_resize(void *p, size_t size)
{
    void *q = realloc(p, size ? size : 1);

    if (!q)
        give_up("out of memory [AF9002]");
    return q;
}

void mem_free(void *p)
{
    free(p);
}
