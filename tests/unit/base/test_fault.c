/* tests/unit/base/test_fault.c: fault points; each case in a child, because the plan is read once a process. */
#include "base/fault.h"
#include "harness/test.h"

#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#ifdef AFLOAT_FAULTS

/* Three points and three calls; the status of wait(). A call that fails as asked adds its number to the exit code. */
static int status_of(const char *plan)
{
    int status = 0, code = 0;
    pid_t pid;

    fflush(stdout);
    pid = fork();
    if (pid == 0) {
        setenv("AFLOAT_FAULT", plan, 1);
        for (int i = 1; i <= 3; i++) {
            struct err err;

            fault_point(i == 2 ? "two" : "other");
            err_init(&err);
            if (!fault_call("call", &err))
                code += err.fail == FAIL_LOST ? 10 * i : err.code == ERR_INJECTED ? i : 100;
            err_done(&err);
        }
        _exit(code);
    }
    EXPECT(waitpid(pid, &status, WUNTRACED) == pid);
    if (WIFSTOPPED(status)) {
        kill(pid, SIGKILL);
        waitpid(pid, NULL, 0);
    }
    return status;
}

TEST(without_a_plan_nothing_happens)
{
    EXPECT_INT(status_of(""), 0);
    EXPECT_INT(status_of("nonsense"), 0);
    EXPECT_INT(status_of("kill:4"), 0);
    EXPECT_INT(status_of("error:4"), 0);
    EXPECT_INT(status_of("kill@none:1"), 0);
}

TEST(a_point_ends_or_stops_the_process)
{
    EXPECT(WIFSIGNALED(status_of("kill:1")) && WTERMSIG(status_of("kill:3")) == SIGKILL);
    EXPECT(WIFSIGNALED(status_of("kill@two:1")));
    EXPECT(WIFSIGNALED(status_of("kill@other:2")));
    EXPECT_INT(status_of("kill@two:2"), 0);
    EXPECT(WIFSTOPPED(status_of("stop:2")));
}

TEST(a_call_fails_once)
{
    EXPECT_INT(WEXITSTATUS(status_of("error:1")), 1);
    EXPECT_INT(WEXITSTATUS(status_of("error:3")), 3);
    EXPECT_INT(WEXITSTATUS(status_of("lost:2")), 20);
}

#else

TEST(without_fault_points)
{
    test_skip("this build has no fault points");
}

#endif
