/* base/proc.h: child processes and facts about this one. */
#ifndef AFLOAT_BASE_PROC_H
#define AFLOAT_BASE_PROC_H

#include "base/ctx.h"

str proc_host(arena *a);
str proc_user(arena *a); /* login name, or the number of the user */
str proc_random_hex(arena *a, size_t bytes);

/* Runs argv (NULL-terminated, no shell) and collects at most max_bytes of its standard output. */
bool MUST proc_output(arena *a, const char *const *argv, size_t max_bytes, str *out,
                      int *out_status, struct err *err);

/* A command of the user: in a process group of its own, with an empty standard input, and with a time limit. */
struct proc_run {
    const char *const *argv; /* NULL-terminated; no shell */
    const char *const
        *env; /* "NAME=value", beside what this process has; NULL-terminated; NULL = none */
    const char *folder;    /* where it runs, NULL = here */
    int64_t timeout_ms;    /* 0 = none */
    bool with_stderr;      /* its standard error comes with the output; else nobody sees it */
    const struct ctx *ctx; /* a signal ends the command */
    void (*output)(void *data, str bytes); /* what it printed, as it comes */
    void *data;
};

struct proc_end {
    int status;     /* exit status, 128 + the signal that ended it */
    bool timed_out; /* it was ended because its time was over */
    bool stopped;   /* … because a signal asked this process to stop */
};

/* False when it could not be started. When it has to be ended, its whole group is. */
bool MUST proc_run(const struct proc_run *p, struct proc_end *out, struct err *err);

#endif
