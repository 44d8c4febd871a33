/* app/app_failure.c: see app/app_failure.h. */
#include "app/app_failure.h"

/* What is committed raises every refusal and failure to "stopped half way"; what was lost before that changed
 * nothing: README.md#exit-codes. */
static int exit_code_of(const struct err *err, const struct app_outcome *out)
{
    int code = err_code_exit(err->code);

    if (code == 70 || code > 128)
        return code;
    if (out->raised)
        return 6;
    if (err->code == ERR_LOST)
        return 3;
    if (err->code == ERR_LOCK_LOST)
        return 5;
    return code;
}

/* The same command goes on: after a lock that was busy, a lost connection, a signal. */
static bool may_repeat(int code)
{
    return code == 3 || code == 5 || code == 6 || code > 128;
}

struct report_failure app_failure(const struct err *err, const struct app_outcome *out, str command)
{
    struct report_failure f = { .err = err,
                                .exit_code = exit_code_of(err, out),
                                .committed = out->committed,
                                .next = out->next };

    if (!f.committed.n)
        f.committed = S("Nothing was changed.");
    if (!f.next.n && may_repeat(f.exit_code))
        f.next = command;
    return f;
}
