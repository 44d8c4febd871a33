/* base/ctx.h: what a use case needs from its surroundings.
 *
 * Does      pass memory, the listener for records and events, and the interrupt flag downwards
 * Does not  hold state of the work itself
 */
#ifndef AFLOAT_BASE_CTX_H
#define AFLOAT_BASE_CTX_H

#include "base/err.h"
#include "base/event.h"
#include "base/record.h"

struct sink {
    void (*event)(void *data, const struct event *e);
    void (*record)(void *data, const struct record *r);
    void *data;
};

struct ctx {
    arena *mem;       /* command lifetime */
    struct sink sink; /* members may be NULL: nobody listens */
    const volatile int
        *signal;   /* number of the signal that asked to stop, 0 = none; NULL = none ever comes */
    int wake_fd;   /* readable when a signal came; -1 = none */
    bool verbose;  /* connection and cost are told */
    bool tell_sql; /* EVENT_SQL is wanted: -v or --events */
    bool embedded; /* the process is not ours (lib/): its environment stays as it is */
    struct str_list secrets; /* values that are shown nowhere, longest first */
};

static inline void ctx_event(const struct ctx *ctx, const struct event *e)
{
    if (ctx->sink.event)
        ctx->sink.event(ctx->sink.data, e);
}

static inline void ctx_record(const struct ctx *ctx, const struct rectype *type,
                              const struct field_value *values)
{
    struct record r = { type, values };

    if (ctx->sink.record)
        ctx->sink.record(ctx->sink.data, &r);
}

PRINTF(3, 4) void ctx_say(const struct ctx *ctx, enum event_kind kind, const char *fmt, ...);

/* The signal that asked to stop, 0 = none; a handler or another thread sets it. */
static inline int ctx_signal(const struct ctx *ctx)
{
    return ctx->signal ? __atomic_load_n(ctx->signal, __ATOMIC_RELAXED) : 0;
}

/* False with ERR_INTERRUPTED or ERR_TERMINATED when a signal asked to stop. */
bool MUST ctx_check(const struct ctx *ctx, struct err *err);

#endif
