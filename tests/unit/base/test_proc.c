/* tests/unit/base/test_proc.c: base/proc.c with real child processes. */
#include "harness/test.h"

#include "base/buf.h"
#include "base/clock.h"
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

static void keep(void *data, str bytes)
{
    buf_str(data, bytes);
}

struct ran {
    bool ok;
    struct buf out;
    struct proc_end end;
};

static struct ran run_with(arena *a, const char *script, int64_t timeout_ms, bool with_stderr)
{
    const char *argv[] = { "sh", "-c", script, NULL };
    const char *env[] = { "AFLOAT_TEST_ONE=1 2", "HOME=/elsewhere", NULL };
    struct ran r = { .out = buf_on(a) };
    struct proc_run p = { .argv = argv,
                          .env = env,
                          .folder = "/",
                          .timeout_ms = timeout_ms,
                          .with_stderr = with_stderr,
                          .output = keep,
                          .data = &r.out };
    struct err err;

    err_init(&err);
    r.ok = proc_run(&p, &r.end, &err);
    EXPECT_OK(r.ok, &err);
    err_done(&err);
    return r;
}

TEST(command_with_environment_and_folder)
{
    struct ran r =
        run_with(a, "echo \"$AFLOAT_TEST_ONE $HOME\"; pwd; cat; echo err >&2; exit 5", 0, true);

    EXPECT_INT(r.end.status, 5);
    EXPECT_STR(buf_view(&r.out), S("1 2 /elsewhere\n/\nerr\n"));
    r = run_with(a, "echo err >&2; env | grep -c ^HOME=", 0, false);
    EXPECT_STR(buf_view(&r.out), S("1\n"));
    r = run_with(a, "head -c 300000 /dev/zero", 0, false);
    EXPECT_INT(r.out.n, 300000);
}

/* A zombie that nobody has waited for yet counts as gone. */
static bool gone(int64_t pid)
{
    char path[64], line[256] = "";
    FILE *f;

    snprintf(path, sizeof(path), "/proc/%lld/stat", (long long)pid);
    f = fopen(path, "r");
    if (f && !fgets(line, sizeof(line), f))
        line[0] = '\0';
    if (f)
        fclose(f);
    return !line[0] || strstr(line, ") Z") || strstr(line, ") X");
}

TEST(command_that_does_not_end)
{
    struct ran r = run_with(a, "sleep 60 & echo $!; wait", 200, false);
    int64_t child = 0;

    EXPECT(r.end.timed_out && !r.end.stopped);
    EXPECT_INT(r.end.status, 128 + SIGTERM);
    EXPECT(str_to_int64(str_trim(buf_view(&r.out)), &child) && child > 1);
    for (int i = 0; i < 50 && !gone(child); i++)
        clock_sleep_ms(20);
    EXPECT(gone(child)); /* the whole group was ended */
    r = run_with(a, "trap '' TERM; sleep 60", 100, false);
    EXPECT_INT(r.end.status, 128 + SIGKILL);
}

TEST(command_that_is_not_there)
{
    const char *argv[] = { "/nowhere/program", NULL };
    struct proc_run p = { .argv = argv };
    struct proc_end end;
    struct err err;

    (void)a;
    err_init(&err);
    EXPECT(!proc_run(&p, &end, &err));
    EXPECT_INT(err.code, ERR_FILE_READ);
    err_done(&err);
}
