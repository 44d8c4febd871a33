/* lib/lib_signals.c: a closed connection or a full quota is an error of a call, not the end of the process.
 *
 * SIGPIPE and SIGXFSZ are sent to the thread that wrote. They are held back in this thread for the length of a
 * call, and one that came meanwhile is taken away. Handlers and other threads see nothing of it.
 */
#include "lib/lib_int.h"

#include <time.h>

static sigset_t write_signals(void)
{
    sigset_t set;

    sigemptyset(&set);
    sigaddset(&set, SIGPIPE);
    sigaddset(&set, SIGXFSZ);
    return set;
}

void lib_signals_hold(struct lib_signals *out)
{
    sigset_t set = write_signals();

    sigpending(&out->pending);
    pthread_sigmask(SIG_BLOCK, &set, &out->mask);
}

static void take(const struct lib_signals *before, int sig)
{
    static const struct timespec now = { 0 };
    sigset_t pending, one;

    sigpending(&pending);
    if (!sigismember(&pending, sig) || sigismember(&before->pending, sig))
        return;
    sigemptyset(&one);
    sigaddset(&one, sig);
    (void)sigtimedwait(&one, NULL, &now);
}

void lib_signals_release(const struct lib_signals *before)
{
    take(before, SIGPIPE);
    take(before, SIGXFSZ);
    pthread_sigmask(SIG_SETMASK, &before->mask, NULL);
}
