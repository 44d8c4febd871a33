/* lib/lib_open.c: handles: open, close, cancel. */
#include "base/mem.h"
#include "lib/lib_int.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <unistd.h>

const char *afloat_version(void)
{
    return AFLOAT_VERSION;
}

int afloat_abi(void)
{
    return AFLOAT_ABI;
}

struct open_call {
    const struct afloat_options *options;
    struct afloat *out;
};

static str copy(struct afloat *a, const char *z)
{
    return z && *z ? str_copy(&a->mem, str_of(z)) : (str){ 0 };
}

static void copy_options(struct afloat *a, const struct afloat_options *o)
{
    struct config_flags *flags = &a->common.config;

    flags->url = copy(a, o->url);
    flags->env = copy(a, o->env);
    flags->dir = copy(a, o->dir);
    flags->config = copy(a, o->config);
    flags->format_files = copy(a, o->format_files);
}

static void make(void *data)
{
    struct open_call *c = data;
    struct afloat *a = mem_resize(NULL, sizeof(*a));

    *a = (struct afloat){ .wake = { -1, -1 } };
    c->out = a;
    arena_init(&a->mem);
    arena_init(&a->run);
    if (c->options)
        copy_options(a, c->options);
}

struct afloat *afloat_open(const struct afloat_options *options)
{
    struct open_call c = { .options = options };
    char why[64];

    if (options && options->size < sizeof(*options))
        return NULL;
    if (lib_guard(make, &c, why, sizeof(why)) && pipe2(c.out->wake, O_CLOEXEC | O_NONBLOCK) == 0)
        return c.out;
    afloat_close(c.out);
    return NULL;
}

static void release(void *data)
{
    struct afloat *a = data;

    arena_done(&a->run);
    arena_done(&a->mem);
}

void afloat_close(struct afloat *a)
{
    if (!a)
        return;
    if (!a->broken)
        (void)lib_guard(release, a, a->why, sizeof(a->why));
    for (size_t i = 0; i < COUNT_OF(a->wake); i++)
        if (a->wake[i] >= 0)
            close(a->wake[i]);
    mem_free(a);
}

/* Only what a signal handler may do. */
void afloat_cancel(struct afloat *a)
{
    int before = errno;

    if (!a)
        return;
    __atomic_store_n(&a->stop, SIGINT, __ATOMIC_RELAXED);
    (void)!write(a->wake[1], "", 1);
    errno = before;
}
