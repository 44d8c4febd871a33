/* main.c: set-up, signals, exit code.
 *
 * The first SIGINT or SIGTERM asks the work to stop at a safe point (a flag and a pipe that wakes the poll
 * loop); the second one ends the process at once.
 */
#include "base/ctx.h"
#include "cli/cli.h"

#include <fcntl.h>
#include <signal.h>
#include <unistd.h>

static volatile int signal_seen;
static int wake_write = -1;

static void on_signal(int sig)
{
    ssize_t n;

    if (signal_seen)
        _exit(128 + sig);
    signal_seen = sig;
    n = write(wake_write, "", 1);
    (void)n;
}

/* A file that is opened later must not become the standard output that somebody closed. */
static void hold_standard_files(void)
{
    int fd;

    do
        fd = open("/dev/null", O_RDONLY);
    while (fd >= 0 && fd <= STDERR_FILENO);
    if (fd >= 0)
        close(fd);
}

static void set_up_signals(struct ctx *ctx)
{
    struct sigaction act = { .sa_handler = on_signal };
    int fds[2];

    if (pipe2(fds, O_CLOEXEC | O_NONBLOCK) == 0) {
        ctx->wake_fd = fds[0];
        wake_write = fds[1];
    }
    ctx->signal = &signal_seen;
    sigaction(SIGINT, &act, NULL);
    sigaction(SIGTERM, &act, NULL);
    signal(SIGPIPE, SIG_IGN);
    signal(SIGXFSZ, SIG_IGN); /* a write beyond the limit is an error, not the end */
}

int main(int argc, char **argv)
{
    arena mem;
    struct ctx ctx = { .mem = &mem, .wake_fd = -1 };
    int code;

    hold_standard_files();
    arena_init(&mem);
    set_up_signals(&ctx);
    code = cli_run(&ctx, argc, argv);
    arena_done(&mem);
    return code;
}
