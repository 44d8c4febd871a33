/* base/fault.c: see base/fault.h. */
#include "base/fault.h"

#ifdef AFLOAT_FAULTS

#include <signal.h>
#include <unistd.h>

enum fault_kind {
    FAULT_UNREAD,
    FAULT_NONE,
    FAULT_TRACE,
    FAULT_KILL,
    FAULT_STOP,
    FAULT_ERROR,
    FAULT_LOST
};

struct plan {
    enum fault_kind kind;
    str name; /* absent = any */
    int64_t at;
};

static struct plan plan;
static int64_t points, calls, named;

static const struct {
    const char *name;
    enum fault_kind kind;
} kinds[] = {
    { "trace", FAULT_TRACE }, { "kill", FAULT_KILL }, { "stop", FAULT_STOP },
    { "error", FAULT_ERROR }, { "lost", FAULT_LOST },
};

static void read_plan(void)
{
    str rest, at, name, word = str_of(getenv("AFLOAT_FAULT"));

    plan.kind = FAULT_NONE;
    word = str_cut(word, ':', &at);
    word = str_cut(word, '@', &name);
    rest = at;
    for (size_t i = 0; i < COUNT_OF(kinds); i++)
        if (str_eq(word, str_of(kinds[i].name)))
            plan.kind = kinds[i].kind;
    plan.name = name;
    if (plan.kind != FAULT_NONE && plan.kind != FAULT_TRACE)
        CHECK(str_to_int64(rest, &plan.at));
}

void fault_point(const char *name)
{
    if (plan.kind == FAULT_UNREAD)
        read_plan();
    points++;
    if (plan.name.p && str_eq(plan.name, str_of(name)))
        named++;
    if (plan.kind == FAULT_TRACE)
        fprintf(stderr, "fault-point %lld %s\n", (long long)points, name);
    if ((plan.name.p ? named : points) != plan.at ||
        (plan.name.p && !str_eq(plan.name, str_of(name))))
        return;
    if (plan.kind == FAULT_KILL)
        kill(getpid(), SIGKILL);
    if (plan.kind == FAULT_STOP)
        kill(getpid(), SIGSTOP);
}

static bool due(const char *name)
{
    if (plan.kind == FAULT_UNREAD)
        read_plan();
    calls++;
    if (plan.kind == FAULT_TRACE)
        fprintf(stderr, "fault-call %lld %s\n", (long long)calls, name);
    return calls == plan.at && (plan.kind == FAULT_ERROR || plan.kind == FAULT_LOST);
}

static bool cut(const char *name, struct err *err)
{
    err_set(err, ERR_LOST, "the connection was lost (injected at call %lld, %s)", (long long)calls,
            name);
    return err_database(err, FAIL_LOST, NULL, 0, S("injected"));
}

bool fault_call(const char *name, struct err *err)
{
    if (!due(name))
        return true;
    if (plan.kind == FAULT_LOST)
        return cut(name, err);
    err_set(err, ERR_INJECTED, "injected error at engine call %lld (%s)", (long long)calls, name);
    return err_database(err, FAIL_OTHER, NULL, 0, S("injected"));
}

bool fault_cut(const char *name, struct err *err)
{
    return !due(name) || cut(name, err);
}

#endif
