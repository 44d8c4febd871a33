/* base/ctx.c: see base/ctx.h. */
#include "base/ctx.h"

#include <signal.h>
#include <stdarg.h>

void ctx_say(const struct ctx *ctx, enum event_kind kind, const char *fmt, ...)
{
    char text[1024];
    va_list ap;

    va_start(ap, fmt);
    vsnprintf(text, sizeof(text), fmt, ap);
    va_end(ap);
    ctx_event(ctx, &(struct event){ .kind = kind, .text = str_of(text) });
}

bool ctx_check(const struct ctx *ctx, struct err *err)
{
    int sig = ctx_signal(ctx);

    if (!sig)
        return true;
    if (sig == SIGTERM)
        return err_set(err, ERR_TERMINATED, "told to end by SIGTERM");
    return err_set(err, ERR_INTERRUPTED, "interrupted");
}
