/* tests/unit/base/test_mem.c: the trap of a thread catches what would end the process. */
#include "harness/test.h"

#include "base/mem.h"

struct guard {
    struct mem_trap trap;
    jmp_buf place;
    char why[128];
};

static void leave(struct mem_trap *trap, const char *why)
{
    struct guard *g = (struct guard *)trap;

    snprintf(g->why, sizeof(g->why), "%s", why);
    longjmp(g->place, 1);
}

TEST(no_memory_goes_to_the_trap)
{
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
    test_skip("the sanitizer ends the process first");
#else
    struct guard *g = arena_new(a, struct guard, 1);
    struct mem_trap *before;

    g->trap.fn = leave;
    before = mem_trap_set(&g->trap);
    if (setjmp(g->place) == 0)
        (void)mem_resize(NULL, SIZE_MAX / 2);
    EXPECT(mem_trap_set(before) == &g->trap);
    EXPECT_STR(str_of(g->why), S("out of memory [AF9002]"));
#endif
}

TEST(a_mistake_goes_to_the_trap)
{
    struct guard *g = arena_new(a, struct guard, 1);

    g->trap.fn = leave;
    (void)mem_trap_set(&g->trap);
    if (setjmp(g->place) == 0)
        CHECK(a == NULL);
    (void)mem_trap_set(NULL);
    EXPECT(str_starts(str_of(g->why), S("internal error: a == NULL (tests/unit/base/test_mem.c:")));
}
