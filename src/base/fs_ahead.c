/* base/fs_ahead.c: see base/fs_ahead.h.
 *
 * One mapping, of which only the used pages take memory: texts from its beginning, their places from its end. The
 * thread takes nothing from the heap, which would give it a second one; files are found by name when it has ended.
 */
#include "base/fs_ahead.h"

#include "base/fs.h"
#include "base/map.h"

#include <dirent.h>
#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <sys/mman.h>
#include <unistd.h>

struct ahead_file {
    size_t name_at, name_n, text_at, text_n;
    _Alignas(void *) char told[AHEAD_TOLD];
};

struct fs_ahead {
    arena *mem;
    const char *suffix;
    struct fs_ahead_work work;
    str before;  /* of a path, before the name: "migrations/" */
    DIR *dir;    /* NULL = nothing is read ahead */
    char *bytes; /* AHEAD_MAX of them, or NULL */
    size_t used, n;
    pthread_t thread;
    bool running;
    struct map by_name; /* to struct ahead_file *, when the thread has ended */
};

/* ---- the thread ---- */

static bool ends_in(str name, str suffix)
{
    return name.n > suffix.n && str_eq_nocase(str_skip(name, name.n - suffix.n), suffix);
}

static size_t read_whole(int fd, char *to, size_t room)
{
    size_t n = 0;

    while (n < room) {
        ssize_t got = read(fd, to + n, room - n);

        if (got <= 0)
            return got == 0 ? n : room;
        n += (size_t)got;
        if (n < room && got < (ssize_t)(room - n))
            break; /* a regular file gave less than there was room for: its end */
    }
    return n;
}

/* The i-th from the end of the mapping. */
static struct ahead_file *file_at(const struct fs_ahead *h, size_t i)
{
    return (struct ahead_file *)(void *)(h->bytes + AHEAD_MAX) - 1 - i;
}

/* Memory that nobody has used is 0. */
static void add_file(struct fs_ahead *h, str name, size_t text_n)
{
    struct ahead_file *f = file_at(h, h->n++);

    f->name_at = h->used;
    f->name_n = name.n;
    f->text_at = h->used + name.n;
    f->text_n = text_n;
    if (h->work.run)
        h->work.run(h->work.data, (str){ h->bytes + f->text_at, text_n }, f->told);
    h->used += name.n + text_n;
}

/* False = the room is used up. */
static bool take_file(struct fs_ahead *h, str name)
{
    char *at = h->bytes + h->used;
    size_t n;
    int fd;

    if (AHEAD_MAX - h->used < name.n + AHEAD_FILE_MAX + (h->n + 1) * sizeof(struct ahead_file))
        return false;
    fd = openat(dirfd(h->dir), name.p, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY | O_NOFOLLOW);
    if (fd < 0)
        return true;
    n = read_whole(fd, at + name.n, AHEAD_FILE_MAX);
    close(fd);
    if (n > 0 && n < AHEAD_FILE_MAX) {
        memcpy(at, name.p, name.n);
        add_file(h, name, n);
    }
    return true;
}

static void *read_folder(void *p)
{
    struct fs_ahead *h = p;
    const struct dirent *e;

    while ((e = readdir(h->dir)) != NULL) {
        str name = str_of(e->d_name);

        if (e->d_type == DT_REG && ends_in(name, str_of(h->suffix)) && !take_file(h, name))
            break;
    }
    return NULL;
}

/* ---- whoever asks ---- */

static void finish(struct fs_ahead *h)
{
    if (h->running)
        pthread_join(h->thread, NULL);
    h->running = false;
}

static void release(void *p)
{
    struct fs_ahead *h = p;

    finish(h);
    if (h->dir)
        closedir(h->dir);
    if (h->bytes)
        munmap(h->bytes, AHEAD_MAX);
}

/* Signals are for the thread that began the run. */
static bool start(struct fs_ahead *h)
{
    sigset_t all, before;
    bool ok;

    sigfillset(&all);
    pthread_sigmask(SIG_SETMASK, &all, &before);
    ok = pthread_create(&h->thread, NULL, read_folder, h) == 0;
    pthread_sigmask(SIG_SETMASK, &before, NULL);
    return ok;
}

static str before_name(arena *a, str folder)
{
    str path = fs_join(a, folder, S("x"));

    return str_slice(path, 0, path.n - 1);
}

struct fs_ahead *fs_ahead_start(arena *a, str folder, const char *suffix, struct fs_ahead_work work)
{
    struct fs_ahead *h = arena_new(a, struct fs_ahead, 1);
    void *bytes = mmap(NULL, AHEAD_MAX, PROT_READ | PROT_WRITE,
                       MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);

    *h = (struct fs_ahead){
        .mem = a, .suffix = suffix, .work = work, .before = before_name(a, folder)
    };
    arena_defer(a, release, h);
    h->bytes = bytes == MAP_FAILED ? NULL : bytes;
    h->dir = h->bytes ? opendir(str_z(a, folder)) : NULL;
    h->running = h->dir && start(h);
    return h;
}

static void index_names(struct fs_ahead *h)
{
    finish(h);
    map_reserve(h->mem, &h->by_name, h->n);
    for (size_t i = 0; i < h->n; i++) {
        struct ahead_file *f = file_at(h, i);

        map_put(h->mem, &h->by_name, (str){ h->bytes + f->name_at, f->name_n }, f);
    }
}

bool fs_ahead_take(struct fs_ahead *h, str path, struct fs_ahead_file *out)
{
    struct ahead_file *f;

    if (h->running)
        index_names(h);
    if (!str_starts(path, h->before))
        return false;
    f = map_find(&h->by_name, str_skip(path, h->before.n));
    if (!f || f->text_n == 0)
        return false;
    *out = (struct fs_ahead_file){ { h->bytes + f->text_at, f->text_n }, f->told };
    f->text_n = 0;
    return true;
}
