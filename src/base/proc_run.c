/* base/proc_run.c: a command of the user, with a time limit; see base/proc.h.
 *
 * Does      start it in a process group of its own, hand on what it prints, end the group when its time is over
 * Does not  use a shell (the caller names one where it is wanted), read its standard error apart
 * Shape     one poll loop; a background process that holds the pipe open is not waited for
 * Errors    ERR_FILE_READ when it cannot be started
 */
#include "base/clock.h"
#include "base/proc.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

extern char **environ;

enum { TICK_MS = 50, GRACE_MS = 2000 };

struct child {
    const struct proc_run *p;
    pid_t pid;
    int fd;          /* what it prints; -1 = closed */
    int64_t end_ms;  /* when its time is over, 0 = never */
    int64_t kill_ms; /* when it is killed, after it was asked to end; 0 = it was not */
    struct proc_end *out;
};

static size_t count(const char *const *list)
{
    size_t n = 0;

    while (list && list[n])
        n++;
    return n;
}

static bool same_name(const char *a, const char *b)
{
    size_t n = strcspn(a, "=");

    return strncmp(a, b, n + 1) == 0;
}

/* This process's variables, those of the same name replaced. */
static const char **make_env(arena *a, const char *const *more)
{
    const char *const *ours = (const char *const *)environ;
    size_t n = 0;
    const char **all = arena_new(a, const char *, count(ours) + count(more) + 1);

    for (size_t i = 0; ours[i]; i++) {
        bool replaced = false;

        for (size_t j = 0; more && more[j]; j++)
            replaced = replaced || same_name(more[j], ours[i]);
        if (!replaced)
            all[n++] = ours[i];
    }
    for (size_t j = 0; more && more[j]; j++)
        all[n++] = more[j];
    return all;
}

static void set_attributes(posix_spawnattr_t *attr)
{
    sigset_t none, all;

    sigemptyset(&none);
    sigfillset(&all);
    posix_spawnattr_init(attr);
    posix_spawnattr_setsigmask(attr, &none);
    posix_spawnattr_setsigdefault(attr, &all);
    posix_spawnattr_setpgroup(attr, 0);
    posix_spawnattr_setflags(attr, POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF |
                                       POSIX_SPAWN_SETPGROUP);
}

static int spawn(const struct proc_run *p, int out_fd, pid_t *out_pid)
{
    posix_spawn_file_actions_t files;
    posix_spawnattr_t attr;
    const char **env;
    char *const *args, *const *vars;
    arena a;
    int failed;

    arena_init(&a);
    env = make_env(&a, p->env);
    memcpy(&args, &p->argv, sizeof(args)); /* posix_spawn takes no const, but changes nothing */
    memcpy(&vars, &env, sizeof(vars));
    posix_spawn_file_actions_init(&files);
    if (p->folder)
        posix_spawn_file_actions_addchdir_np(&files, p->folder);
    posix_spawn_file_actions_addopen(&files, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
    posix_spawn_file_actions_adddup2(&files, out_fd, STDOUT_FILENO);
    if (p->with_stderr)
        posix_spawn_file_actions_adddup2(&files, out_fd, STDERR_FILENO);
    else
        posix_spawn_file_actions_addopen(&files, STDERR_FILENO, "/dev/null", O_WRONLY, 0);
    set_attributes(&attr);
    failed = posix_spawnp(out_pid, p->argv[0], &files, &attr, args, vars);
    posix_spawnattr_destroy(&attr);
    posix_spawn_file_actions_destroy(&files);
    arena_done(&a);
    return failed;
}

/* Hands on what is there now; false at the end of the output. */
static bool read_some(struct child *c)
{
    char chunk[4096];
    ssize_t n;

    while ((n = read(c->fd, chunk, sizeof(chunk))) > 0)
        if (c->p->output)
            c->p->output(c->p->data, (str){ chunk, (size_t)n });
    return n < 0 && (errno == EAGAIN || errno == EINTR);
}

static void close_output(struct child *c)
{
    if (c->fd >= 0)
        close(c->fd);
    c->fd = -1;
}

static void wait_a_little(struct child *c)
{
    struct pollfd fd = { .fd = c->fd, .events = POLLIN };

    poll(&fd, 1, TICK_MS);
    if (fd.revents && !read_some(c))
        close_output(c);
}

/* Asks the group to end, then kills it. */
static void end_if_due(struct child *c)
{
    int64_t now = clock_mono_ms();
    bool over = c->end_ms && now >= c->end_ms, told = c->p->ctx && ctx_signal(c->p->ctx);

    if (!c->kill_ms && (over || told)) {
        c->out->timed_out = !told;
        c->out->stopped = told;
        c->kill_ms = now + GRACE_MS;
        kill(-c->pid, SIGTERM);
    } else if (c->kill_ms && now >= c->kill_ms) {
        kill(-c->pid, SIGKILL);
    }
}

static void follow(struct child *c)
{
    int status = 0;
    pid_t got;

    while ((got = waitpid(c->pid, &status, WNOHANG)) == 0 || (got < 0 && errno == EINTR)) {
        wait_a_little(c);
        end_if_due(c);
    }
    if (c->fd >= 0)
        (void)read_some(c);
    if (c->kill_ms)
        kill(-c->pid, SIGKILL); /* what the command had started */
    c->out->status = WIFSIGNALED(status) ? 128 + WTERMSIG(status) : WEXITSTATUS(status);
}

bool proc_run(const struct proc_run *p, struct proc_end *out, struct err *err)
{
    struct child c = { .p = p, .out = out };
    char text[128];
    int fd[2], failed;

    *out = (struct proc_end){ 0 };
    if (pipe2(fd, O_CLOEXEC) < 0)
        return err_set(err, ERR_FILE_READ, "could not run \"%s\": %s", p->argv[0],
                       strerror_r(errno, text, sizeof(text)));
    failed = spawn(p, fd[1], &c.pid);
    close(fd[1]);
    if (failed) {
        close(fd[0]);
        return err_set(err, ERR_FILE_READ, "could not run \"%s\": %s", p->argv[0],
                       strerror_r(failed, text, sizeof(text)));
    }
    fcntl(fd[0], F_SETFL, O_NONBLOCK);
    c.fd = fd[0];
    c.end_ms = p->timeout_ms ? clock_mono_ms() + p->timeout_ms : 0;
    follow(&c);
    close_output(&c);
    return true;
}
