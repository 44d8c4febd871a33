/* tests/harness/test.c: see tests/harness/test.h. */
#include "harness/test.h"

#include <stdarg.h>
#include <unistd.h>

static struct test_case *first, **last = &first;
static jmp_buf out;
static const char *skip_reason;
static char text[8192];

void test_register(struct test_case *t)
{
    *last = t;
    last = &t->next;
}

void test_fail(const char *file, int line, const char *fmt, ...)
{
    va_list ap;
    int n = snprintf(text, sizeof(text), "%s:%d: ", file, line);

    va_start(ap, fmt);
    vsnprintf(text + n, sizeof(text) - (size_t)n, fmt, ap);
    va_end(ap);
    skip_reason = NULL;
    longjmp(out, 1);
}

void test_skip(const char *fmt, ...)
{
    va_list ap;

    va_start(ap, fmt);
    vsnprintf(text, sizeof(text), fmt, ap);
    va_end(ap);
    skip_reason = text;
    longjmp(out, 1);
}

void test_note(str s)
{
    str line;

    while (str_next_line(&s, &line))
        printf("# " STR_FMT "\n", STR_ARG(line));
}

static bool wanted(const struct test_case *t, int argc, char **argv)
{
    for (int i = 1; i < argc; i++)
        if (strcmp(argv[i], t->name) == 0)
            return true;
    return argc < 2;
}

/* 0 passed, 1 failed. Volatile: changed between setjmp and longjmp. */
static int run_case(const struct test_case *t, int number)
{
    arena a;
    volatile int failed = 0;

    arena_init(&a);
    skip_reason = NULL;
    if (setjmp(out) == 0) {
        t->run(&a);
        printf("ok %d - %s\n", number, t->name);
    } else if (skip_reason) {
        printf("ok %d - %s # SKIP %s\n", number, t->name, skip_reason);
    } else {
        printf("not ok %d - %s\n", number, t->name);
        test_note(str_of(text));
        failed = 1;
    }
    fflush(stdout);
    arena_done(&a);
    return failed;
}

int main(int argc, char **argv)
{
    int number = 0, failed = 0;

    for (const struct test_case *t = first; t; t = t->next)
        if (wanted(t, argc, argv))
            failed += run_case(t, ++number);
    printf("1..%d\n", number);
    return failed > 0;
}
