/* base/mem.c: see base/mem.h. Out of memory is handled here and nowhere else. */
#include "base/mem.h"

#include <unistd.h>

static void say(const char *text)
{
    ssize_t n = write(STDERR_FILENO, text, strlen(text));

    (void)n;
}

void check_failed(const char *what, const char *file, int line)
{
    char text[512];

    snprintf(text, sizeof(text), "afloat: internal error: %s (%s:%d) [AF9001]\n", what, file, line);
    say(text);
    _exit(70);
}

void *mem_resize(void *p, size_t size)
{
    void *q = realloc(p, size ? size : 1);

    if (!q) {
        say("afloat: out of memory [AF9002]\n");
        _exit(70);
    }
    return q;
}

void mem_free(void *p)
{
    free(p);
}
