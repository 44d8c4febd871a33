/* tests/unit/base/test_proc.c: base/proc.c with real child processes. */
#include "harness/test.h"

#include "base/proc.h"

#include <signal.h>

struct outcome {
    bool ok;
    str out;
    int status;
    struct err err;
};

static struct outcome run(arena *a, const char *script, size_t max_bytes)
{
    const char *argv[] = { "sh", "-c", script, NULL };
    struct outcome o = { .status = -1 };

    err_init(&o.err);
    o.ok = proc_output(a, argv, max_bytes, &o.out, &o.status, &o.err);
    return o;
}

TEST(output_and_status)
{
    struct outcome o = run(a, "printf 'a b\\n'; exit 3", 100);

    EXPECT_OK(o.ok, &o.err);
    EXPECT_STR(o.out, S("a b\n"));
    EXPECT_INT(o.status, 3);
    o = run(a, "kill -TERM $$", 100);
    EXPECT_OK(o.ok, &o.err);
    EXPECT_INT(o.status, 128 + SIGTERM);
    o = run(a, "cat", 100); /* standard input is empty */
    EXPECT_OK(o.ok, &o.err);
    EXPECT_STR(o.out, S(""));
}

TEST(output_larger_than_a_pipe)
{
    struct outcome o = run(a, "head -c 300000 /dev/zero", 300000);

    EXPECT_OK(o.ok, &o.err);
    EXPECT_INT(o.out.n, 300000);
}

TEST(endless_output_is_stopped)
{
    struct outcome o = run(a, "cat /dev/zero", 1000);

    EXPECT(!o.ok);
    EXPECT(str_ends(o.err.message, S("it printed more than 1000 bytes")));
    err_done(&o.err);
}

TEST(program_that_is_not_there)
{
    const char *argv[] = { "/nowhere/program", NULL };
    struct err err;
    str out;
    int status;

    err_init(&err);
    EXPECT(!proc_output(a, argv, 100, &out, &status, &err));
    EXPECT_STR(err.message, S("could not run \"/nowhere/program\": No such file or directory"));
    err_done(&err);
}

TEST(child_does_not_inherit_ignored_signals)
{
    struct outcome o;

    signal(SIGPIPE, SIG_IGN);
    o = run(a, "grep SigIgn /proc/self/status", 100);
    signal(SIGPIPE, SIG_DFL);
    EXPECT_OK(o.ok, &o.err);
    EXPECT(str_ends(str_trim(o.out), S("0000000"))); /* signals 1 to 28 */
}

TEST(facts)
{
    str hex = proc_random_hex(a, 8);

    EXPECT(proc_host(a).n > 0);
    EXPECT(proc_user(a).n > 0);
    EXPECT_INT(hex.n, 16);
    EXPECT(!str_eq(hex, proc_random_hex(a, 8)));
}
