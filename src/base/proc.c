/* base/proc.c: see base/proc.h. */
#include "base/proc.h"

#include "base/buf.h"

#include <errno.h>
#include <fcntl.h>
#include <pwd.h>
#include <signal.h>
#include <spawn.h>
#include <sys/random.h>
#include <sys/wait.h>
#include <unistd.h>

extern char **environ;

str proc_host(arena *a)
{
    char name[256] = "";

    if (gethostname(name, sizeof(name) - 1) < 0 || !name[0])
        return S("localhost");
    return str_copy(a, str_of(name));
}

str proc_user(arena *a)
{
    char text[4096];
    struct passwd entry, *found = NULL;

    if (getpwuid_r(geteuid(), &entry, text, sizeof(text), &found) == 0 && found && entry.pw_name[0])
        return str_copy(a, str_of(entry.pw_name));
    return str_printf(a, "%lu", (unsigned long)geteuid());
}

static void random_bytes(unsigned char *p, size_t n)
{
    while (n) {
        ssize_t got = getrandom(p, n, 0);

        CHECK(got > 0 || errno == EINTR);
        if (got > 0) {
            p += got;
            n -= (size_t)got;
        }
    }
}

str proc_random_hex(arena *a, size_t bytes)
{
    unsigned char *p = arena_new(a, unsigned char, bytes);
    char *z = arena_new(a, char, 2 * bytes + 1);

    random_bytes(p, bytes);
    for (size_t i = 0; i < bytes; i++)
        snprintf(z + 2 * i, 3, "%02x", p[i]);
    return (str){ z, 2 * bytes };
}

static bool fail(struct err *err, const char *const *argv, int number)
{
    char text[128];

    return err_set(err, ERR_FILE_READ, "could not run \"%s\": %s", argv[0],
                   strerror_r(number, text, sizeof(text)));
}

/* The child gets an empty standard input and no signal that this process ignores or blocks. */
static int spawn(const char *const *argv, int out_fd, pid_t *out_pid)
{
    posix_spawn_file_actions_t files;
    posix_spawnattr_t attr;
    sigset_t none, all;
    char *const *args;
    int failed;

    memcpy(&args, &argv, sizeof(args)); /* posix_spawn takes no const, but changes nothing */
    sigemptyset(&none);
    sigfillset(&all);
    posix_spawn_file_actions_init(&files);
    posix_spawn_file_actions_addopen(&files, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
    posix_spawn_file_actions_adddup2(&files, out_fd, STDOUT_FILENO);
    posix_spawnattr_init(&attr);
    posix_spawnattr_setsigmask(&attr, &none);
    posix_spawnattr_setsigdefault(&attr, &all);
    posix_spawnattr_setflags(&attr, POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF);
    failed = posix_spawnp(out_pid, argv[0], &files, &attr, args, environ);
    posix_spawnattr_destroy(&attr);
    posix_spawn_file_actions_destroy(&files);
    return failed;
}

static bool collect(int fd, struct buf *b, int *out_errno)
{
    char chunk[4096];

    for (;;) {
        ssize_t n = read(fd, chunk, sizeof(chunk));

        *out_errno = n < 0 ? errno : 0;
        if (n == 0 || b->bad)
            return true;
        if (n > 0)
            buf_bytes(b, chunk, (size_t)n);
        else if (errno != EINTR)
            return false;
    }
}

static int wait_status(pid_t pid)
{
    int status = 0;

    while (waitpid(pid, &status, 0) < 0 && errno == EINTR)
        continue;
    return WIFSIGNALED(status) ? 128 + WTERMSIG(status) : WEXITSTATUS(status);
}

bool proc_output(arena *a, const char *const *argv, size_t max_bytes, str *out, int *out_status,
                 struct err *err)
{
    struct buf b = buf_limited(a, max_bytes);
    int fd[2], failed, status;
    pid_t pid;
    bool done;

    if (pipe2(fd, O_CLOEXEC) < 0)
        return fail(err, argv, errno);
    failed = spawn(argv, fd[1], &pid);
    close(fd[1]);
    if (failed) {
        close(fd[0]);
        return fail(err, argv, failed);
    }
    done = collect(fd[0], &b, &failed);
    close(fd[0]);
    if (!done || b.bad)
        kill(pid, SIGKILL); /* it may never end by itself */
    status = wait_status(pid);
    if (!done)
        return fail(err, argv, failed);
    if (b.bad)
        return err_set(err, ERR_FILE_READ, "could not run \"%s\": it printed more than %zu bytes",
                       argv[0], max_bytes);
    *out = buf_view(&b);
    *out_status = status;
    return true;
}
