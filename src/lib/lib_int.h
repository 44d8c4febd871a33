/* lib/lib_int.h: what the files of libafloat share.
 *
 * Does      name the insides of the opaque types of include/afloat.h
 * Shape     a call = one arena (handle->run), which lives until the next call; a trap for what would end the
 *           process; one struct ctx
 */
#ifndef AFLOAT_LIB_LIB_INT_H
#define AFLOAT_LIB_LIB_INT_H

#include "app/app_failure.h"

#include <afloat.h>
#include <signal.h>

struct afloat_record { /* for the length of a callback */
    arena *mem;
    const struct record *r;
};

struct afloat {
    arena mem; /* options, life of the handle */
    arena run; /* error and status, until the next call */
    struct app_common common;
    int stop;    /* signal number that afloat_cancel set, 0 = none; atomic */
    int wake[2]; /* pipe: read end, write end */
    int busy;    /* a call is under way; atomic */
    bool broken; /* a call ended in the middle: run is not released any more */
    bool failed; /* error holds the failure of the last call */
    struct afloat_error error;
    char why[256];
};

/* lib_guard.c: false when fn was left in the middle: out of memory or a mistake; the reason is in `why`. */
bool lib_guard(void (*fn)(void *data), void *data, char *why, size_t why_size);

/* lib_sink.c: records and events to the caller's sink. */
struct lib_listener {
    const struct afloat_sink *to; /* checked, never NULL */
};

struct sink lib_sink(struct lib_listener *l);

/* lib_error.c */
void lib_error_set(struct afloat *a, const struct report_failure *f);
void lib_error_broken(struct afloat *a);

/* lib_signals.c */
struct lib_signals {
    sigset_t mask, pending; /* of the thread, before the call */
};

void lib_signals_hold(struct lib_signals *out);
void lib_signals_release(const struct lib_signals *before);

#endif
