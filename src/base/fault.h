/* base/fault.h: named points at which a test can make the program fail.
 *
 * Does      count the points that are passed; end the process or inject an error at the n-th
 * Does not  exist in release builds: there every call is a constant false
 * Shape     AFLOAT_FAULT=trace           print each point to stderr: "fault-point <n> <name>"
 *           AFLOAT_FAULT=kill:<n>        SIGKILL this process when point n is reached
 *           AFLOAT_FAULT=kill@<name>:<k> the same at the k-th time the named point is reached
 *           AFLOAT_FAULT=stop:<n>        SIGSTOP
 *           AFLOAT_FAULT=error:<n>       the n-th engine call fails with ERR_INJECTED, once
 *           AFLOAT_FAULT=lost:<n>        the n-th engine call fails as if the connection was cut
 * See       tests/torture/
 *
 * Points (fault_point) and engine calls (fault_call) are counted apart.
 */
#ifndef AFLOAT_BASE_FAULT_H
#define AFLOAT_BASE_FAULT_H

#include "base/err.h"

#ifdef AFLOAT_FAULTS
void fault_point(const char *name);
/* False with *err set when this engine call must fail. */
bool MUST fault_call(const char *name, struct err *err);
/* The same for a call that can only fail by losing the connection: error: and lost: mean that here. */
bool MUST fault_cut(const char *name, struct err *err);
#else
static inline void fault_point(const char *name)
{
    (void)name;
}

static inline bool MUST fault_call(const char *name, struct err *err)
{
    (void)name;
    (void)err;
    return true;
}

static inline bool MUST fault_cut(const char *name, struct err *err)
{
    return fault_call(name, err);
}
#endif

#endif
