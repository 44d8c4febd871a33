/* tests/unit/lib/test_lib.c: libafloat on SQLite: calls, records, errors, cancel, threads, what must not happen. */
#include "harness/folder.h"

#include "base/mem.h"

#include <afloat.h>
#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <sys/stat.h>
#include <unistd.h>

static void put(arena *a, str folder, const char *name, const char *text)
{
    char *path = str_z(a, str_printf(a, STR_FMT "/%s", STR_ARG(folder), name));
    int fd = open(path, O_WRONLY | O_CREAT | O_TRUNC, 0600);

    EXPECT(fd >= 0 && write(fd, text, strlen(text)) == (ssize_t)strlen(text));
    close(fd);
}

/* A folder with two migrations. */
static str project(arena *a)
{
    str folder = test_folder(a);

    unsetenv("AFLOAT_URL");
    put(a, folder, "0001_a.sql",
        "-- afloat:up\nCREATE TABLE a (i int);\n-- afloat:down\nDROP TABLE a;\n");
    put(a, folder, "0002_b.sql",
        "-- afloat:up\nCREATE TABLE b (i int);\n-- afloat:down\nDROP TABLE b;\n");
    return folder;
}

static void close_handle(void *h)
{
    afloat_close(h);
}

static struct afloat *handle(arena *a, str folder)
{
    struct afloat_options o = AFLOAT_OPTIONS_INIT;
    struct afloat *h;

    o.url = str_z(a, str_printf(a, "sqlite:" STR_FMT "/x.db", STR_ARG(folder)));
    o.dir = folder.p;
    h = afloat_open(&o);
    EXPECT(h != NULL);
    arena_defer(a, close_handle, h);
    return h;
}

struct seen {
    arena *mem;
    int records, events, done;
    str json;
    struct afloat *cancel; /* at the first statement */
};

static void on_record(void *data, const struct afloat_record *r)
{
    struct seen *s = data;

    s->records++;
    if (strcmp(afloat_record_name(r), "migrations") == 0)
        s->json = str_copy(s->mem, str_of(afloat_record_json(r)));
}

static void on_event(void *data, const struct afloat_event *e)
{
    struct seen *s = data;

    s->events++;
    s->done += strcmp(e->kind, "step_done") == 0;
    if (s->cancel)
        afloat_cancel(s->cancel);
}

static struct afloat_sink sink_of(struct seen *s)
{
    return (struct afloat_sink){ sizeof(struct afloat_sink), s, on_record, on_event, NULL };
}

TEST(goes_up_and_down)
{
    struct afloat *h = handle(a, project(a));
    struct afloat_status st = { .size = sizeof(st) };
    struct seen seen = { .mem = a };
    struct afloat_sink sink = sink_of(&seen);

    EXPECT_INT(afloat_get_status(h, &st), AFLOAT_OK);
    EXPECT_INT(st.pending, 2);
    EXPECT(str_starts(str_of(st.next), S("afloat up --dir /tmp/")));
    EXPECT_INT(afloat_plan(h, "0001", &sink), AFLOAT_OK);
    EXPECT_INT(afloat_up(h, "0001", &sink), AFLOAT_OK);
    EXPECT_INT(seen.done, 1);
    EXPECT_INT(afloat_up(h, NULL, &sink), AFLOAT_OK);
    EXPECT_INT(seen.done, 2);
    EXPECT_INT(afloat_get_status(h, &st), AFLOAT_OK);
    EXPECT_INT(st.applied, 2);
    EXPECT_INT(st.count, 2);
    EXPECT_STR(str_of(st.migrations[1]->version), S("0002"));
    EXPECT_STR(str_of(st.migrations[1]->state), S("applied"));
    EXPECT(st.migrations[1]->applied_at > 0 && !st.next);
    EXPECT_INT(afloat_down(h, "0", NULL), AFLOAT_OK);
    EXPECT_INT(afloat_get_status(h, &st), AFLOAT_OK);
    EXPECT_INT(st.applied, 0);
    EXPECT(afloat_last_error(h) == NULL);
}

static void check_fields(void *data, const struct afloat_record *r)
{
    size_t at = afloat_record_find(r, "version"), bytes, n = afloat_record_count(r);

    if (strcmp(afloat_record_name(r), "migrations") != 0)
        return;
    ++*(int *)data;
    EXPECT(at < n && afloat_record_type(r, at) == AFLOAT_TEXT);
    EXPECT_STR(str_of(afloat_record_text(r, at, &bytes)), S("0001"));
    EXPECT_INT(bytes, 4);
    EXPECT_INT(afloat_record_int(r, at), 0);
    at = afloat_record_find(r, "applied_at");
    EXPECT(afloat_record_type(r, at) == AFLOAT_TIME && afloat_record_is_null(r, at));
    EXPECT(afloat_record_text(r, at, NULL) == NULL);
    EXPECT_INT(afloat_record_find(r, "no such field"), SIZE_MAX);
    EXPECT(!afloat_record_field(r, n) && afloat_record_type(r, n) == -1);
    EXPECT(str_starts(str_of(afloat_record_json(r)), S("{\"state\":\"pending\",")));
}

TEST(records_have_the_fields_of_json)
{
    str folder = project(a);
    int seen = 0;
    struct afloat_sink sink = { sizeof(sink), &seen, check_fields, NULL, NULL };

    EXPECT(unlink(str_z(a, str_printf(a, STR_FMT "/0002_b.sql", STR_ARG(folder)))) == 0);
    EXPECT_INT(afloat_run(handle(a, folder), "status", NULL, 0, &sink), AFLOAT_OK);
    EXPECT_INT(seen, 1);
}

TEST(an_error_has_its_parts)
{
    str folder = project(a);
    struct afloat *h = handle(a, folder);
    const struct afloat_error *e;

    put(a, folder, "0002_b.sql", "-- afloat:up\nSELECT 1;\nSELEC 2;\n-- afloat:down\n");
    EXPECT_INT(afloat_up(h, NULL, NULL), AFLOAT_STOPPED);
    e = afloat_last_error(h);
    EXPECT(e && e->size == sizeof(*e));
    EXPECT_STR(str_of(e->code), S("AF4101"));
    EXPECT_STR(str_of(e->slug), S("statement-failed"));
    EXPECT(str_ends(str_of(e->file), S("/0002_b.sql")));
    EXPECT_INT(e->line, 3);
    EXPECT_STR(str_of(e->excerpt), S("SELEC 2;"));
    EXPECT(strstr(e->database, "syntax error") != NULL);
    EXPECT_STR(str_of(e->committed),
               S("1 migration was applied and stays so. Nothing of 0002 was kept."));
    EXPECT(str_starts(str_of(e->next), S("afloat up --dir")));
    EXPECT_INT(e->exit_code, AFLOAT_STOPPED);
    put(a, folder, "0002_b.sql", "-- afloat:up\nSELECT 1;\n-- afloat:down\n");
    EXPECT_INT(afloat_up(h, NULL, NULL), AFLOAT_OK);
    EXPECT(afloat_last_error(h) == NULL);
}

/* ---- options ---- */

TEST(takes_options_and_plain_arguments)
{
    struct afloat *h = handle(a, project(a));
    const struct afloat_option dry[] = { { "dry-run", NULL } };
    const struct afloat_option one[] = { { NULL, "1" }, { "quiet", NULL } };
    const struct afloat_option check[] = { { "exit-code", NULL } };
    struct afloat_status st = { .size = sizeof(st) };

    EXPECT_INT(afloat_run(h, "up", dry, 1, NULL), AFLOAT_OK);
    EXPECT_INT(afloat_run(h, "apply", one, 2, NULL), AFLOAT_OK); /* an alias, "up 1" */
    EXPECT_INT(afloat_get_status(h, &st), AFLOAT_OK);
    EXPECT_INT(st.applied, 1);
    EXPECT_INT(afloat_run(h, "status", check, 1, NULL), AFLOAT_NO);
    EXPECT(afloat_last_error(h) == NULL);
}

static void expect_usage(struct afloat *h, const char *command, const struct afloat_option *o,
                         const char *message)
{
    EXPECT_INT(afloat_run(h, command, o, o ? 1 : 0, NULL), AFLOAT_USAGE);
    EXPECT_STR(str_of(afloat_last_error(h)->message), str_of(message));
}

TEST(refuses_wrong_calls)
{
    struct afloat *h = handle(a, project(a));
    const struct afloat_option wrong = { "too", "0001" }, empty = { "to", "" },
                               zero = { "count", "0" };
    const struct afloat_option plain = { NULL, "x" }, flag = { "dry-run", "yes" };
    struct afloat_options small = { .size = 8 };
    struct afloat_sink short_sink = { .size = 8 };
    struct afloat_status short_status = { .size = 8 };

    expect_usage(h, "upp", NULL, "no command is called \"upp\"");
    expect_usage(h, "__complete", NULL, "no command is called \"__complete\"");
    expect_usage(h, NULL, NULL, "no command is called \"\"");
    expect_usage(h, "up", &wrong, "unrecognized option \"--too\"");
    expect_usage(h, "up", &empty, "the value of --to is empty");
    expect_usage(h, "up", &zero, "--count takes a number from 1, not \"0\"");
    expect_usage(h, "up", &plain, "\"x\" is one word too many");
    expect_usage(h, "up", &flag, "--dry-run takes no value");
    EXPECT(afloat_open(&small) == NULL);
    EXPECT_INT(afloat_run(NULL, "up", NULL, 0, NULL), AFLOAT_MISUSE);
    EXPECT_INT(afloat_run(h, "up", NULL, 0, &short_sink), AFLOAT_MISUSE);
    EXPECT_INT(afloat_get_status(h, &short_status), AFLOAT_MISUSE);
    EXPECT_INT(afloat_get_status(NULL, NULL), AFLOAT_MISUSE);
    EXPECT(afloat_last_error(NULL) == NULL);
    afloat_cancel(NULL);
    afloat_close(NULL);
}

struct inside {
    struct afloat *h;
    int result, asked;
};

static void call_again(void *data, const struct afloat_record *r)
{
    struct inside *in = data;

    (void)r;
    in->result = afloat_run(in->h, "status", NULL, 0, NULL);
}

TEST(a_handle_at_work_is_refused)
{
    struct inside in = { .h = handle(a, project(a)) };
    struct afloat_sink sink = { sizeof(sink), &in, call_again, NULL, NULL };

    EXPECT_INT(afloat_run(in.h, "status", NULL, 0, &sink), AFLOAT_OK);
    EXPECT_INT(in.result, AFLOAT_MISUSE);
}

static int answer(void *data, const char *question)
{
    struct inside *in = data;

    in->asked += strstr(question, "?") != NULL || *question;
    return in->result;
}

TEST(questions_go_to_the_caller)
{
    str folder = project(a);
    struct inside in = { .h = handle(a, folder), .result = 0 };
    struct afloat_sink sink = { .size = sizeof(sink), .data = &in, .ask = answer };

    EXPECT_INT(afloat_up(in.h, NULL, NULL), AFLOAT_OK);
    put(a, folder, "0001_a.sql",
        "-- afloat:up\nCREATE TABLE a (i integer);\n-- afloat:down\nDROP TABLE a;\n");
    EXPECT_INT(afloat_up(in.h, NULL, NULL), AFLOAT_REFUSED);
    EXPECT_STR(str_of(afloat_last_error(in.h)->code), S("AF4001"));
    (void)afloat_run(in.h, "repair", NULL, 0, &sink);
    EXPECT_INT(in.asked, 1);
    EXPECT_INT(afloat_up(in.h, NULL, NULL), AFLOAT_REFUSED);
    in.result = 1;
    EXPECT_INT(afloat_run(in.h, "repair", NULL, 0, &sink), AFLOAT_OK);
    EXPECT_INT(in.asked, 2);
    EXPECT_INT(afloat_up(in.h, NULL, NULL), AFLOAT_OK);
}

TEST(a_protected_environment_is_named)
{
    str folder = project(a);
    struct afloat_options o = AFLOAT_OPTIONS_INIT;
    const struct afloat_option confirm = { "confirm", "prod" };
    struct afloat *h;

    put(a, folder, "afloat.toml",
        "dir = \".\"\n[env.prod]\nurl = \"sqlite:x.db\"\nprotected = true\n");
    o.config = str_z(a, str_printf(a, STR_FMT "/afloat.toml", STR_ARG(folder)));
    o.env = "prod";
    h = afloat_open(&o);
    arena_defer(a, close_handle, h);
    EXPECT_INT(afloat_up(h, NULL, NULL), AFLOAT_REFUSED);
    EXPECT(strstr(afloat_last_error(h)->hint, "--confirm prod") != NULL);
    EXPECT_INT(afloat_run(h, "up", &confirm, 1, NULL), AFLOAT_OK);
}

/* ---- cancel ---- */

static const char slow[] =
    "-- afloat:up\nCREATE TABLE s (i int);\n"
    "WITH RECURSIVE c(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM c WHERE "
    "n < 300000000) SELECT count(*) FROM c;\n-- afloat:down\nDROP TABLE s;\n";

static void *cancel_soon(void *h)
{
    usleep(200 * 1000);
    afloat_cancel(h);
    return NULL;
}

TEST(another_thread_cancels)
{
    str folder = project(a);
    struct afloat *h = handle(a, folder);
    pthread_t thread;

    put(a, folder, "0001_a.sql", slow);
    EXPECT(pthread_create(&thread, NULL, cancel_soon, h) == 0);
    EXPECT_INT(afloat_up(h, NULL, NULL), AFLOAT_CANCELED);
    EXPECT(pthread_join(thread, NULL) == 0);
    EXPECT_STR(str_of(afloat_last_error(h)->code), S("AF4105"));
    put(a, folder, "0001_a.sql",
        "-- afloat:up\nCREATE TABLE s (i int);\n-- afloat:down\nDROP TABLE s;\n");
    EXPECT_INT(afloat_up(h, NULL, NULL), AFLOAT_OK); /* the request is used up, nothing was kept */
}

TEST(cancel_before_a_call_stops_the_next_one)
{
    struct afloat *h = handle(a, project(a));

    afloat_cancel(h);
    EXPECT_INT(afloat_up(h, NULL, NULL), AFLOAT_CANCELED);
    EXPECT_INT(afloat_up(h, NULL, NULL), AFLOAT_OK);
}

static struct afloat *of_handler;

static void on_alarm(int sig)
{
    (void)sig;
    afloat_cancel(of_handler);
}

TEST(a_signal_handler_cancels)
{
    struct sigaction act = { .sa_handler = on_alarm }, before, after;
    str folder = project(a);

    of_handler = handle(a, folder);
    put(a, folder, "0001_a.sql", slow);
    EXPECT(sigaction(SIGALRM, &act, &before) == 0);
    (void)ualarm(200 * 1000, 0);
    EXPECT_INT(afloat_up(of_handler, NULL, NULL), AFLOAT_CANCELED);
    EXPECT(sigaction(SIGALRM, &before, &after) == 0);
    EXPECT(after.sa_handler == on_alarm);
}

/* ---- threads ---- */

enum { THREADS = 6 };

static void *up_and_down(void *h)
{
    struct afloat_status st = { .size = sizeof(st) };
    intptr_t bad = 0;

    for (int i = 0; i < 4; i++) {
        bad += afloat_up(h, NULL, NULL) != AFLOAT_OK;
        bad += afloat_get_status(h, &st) != AFLOAT_OK || st.applied != 2;
        bad += afloat_down(h, "0", NULL) != AFLOAT_OK;
    }
    return (void *)bad;
}

TEST(handles_work_in_many_threads)
{
    pthread_t threads[THREADS];

    for (size_t i = 0; i < THREADS; i++)
        EXPECT(pthread_create(&threads[i], NULL, up_and_down, handle(a, project(a))) == 0);
    for (size_t i = 0; i < THREADS; i++) {
        void *bad;

        EXPECT(pthread_join(threads[i], &bad) == 0);
        EXPECT_INT((intptr_t)bad, 0);
    }
}

static void *only_up(void *h)
{
    return (void *)(intptr_t)afloat_up(h, NULL, NULL);
}

TEST(threads_on_one_database_wait_for_each_other)
{
    pthread_t threads[THREADS];
    str folder = project(a);
    struct afloat_status st = { .size = sizeof(st) };

    for (size_t i = 0; i < THREADS; i++)
        EXPECT(pthread_create(&threads[i], NULL, only_up, handle(a, folder)) == 0);
    for (size_t i = 0; i < THREADS; i++) {
        void *result;

        EXPECT(pthread_join(threads[i], &result) == 0);
        EXPECT_INT((intptr_t)result, AFLOAT_OK);
    }
    EXPECT_INT(afloat_get_status(handle(a, folder), &st), AFLOAT_OK);
    EXPECT_INT(st.applied, 2);
}

/* ---- the process stays the caller's ---- */

static void write_to_nobody(void *data, const struct afloat_record *r)
{
    int fds[2];

    (void)r;
    if (pipe(fds) != 0)
        return;
    close(fds[0]);
    *(ssize_t *)data = write(fds[1], "x", 1);
    close(fds[1]);
}

TEST(a_closed_connection_does_not_end_the_process)
{
    struct afloat *h = handle(a, project(a));
    ssize_t written = 0;
    struct afloat_sink sink = { sizeof(sink), &written, write_to_nobody, NULL, NULL };
    sigset_t before, after, pending;

    EXPECT(pthread_sigmask(SIG_SETMASK, NULL, &before) == 0);
    EXPECT_INT(afloat_run(h, "version", NULL, 0, &sink), AFLOAT_OK);
    EXPECT_INT(written, -1);
    EXPECT(pthread_sigmask(SIG_SETMASK, NULL, &after) == 0 && sigpending(&pending) == 0);
    EXPECT_INT(sigismember(&after, SIGPIPE), sigismember(&before, SIGPIPE));
    EXPECT(!sigismember(&pending, SIGPIPE));
}

static size_t bytes_in(int fd)
{
    struct stat st;

    EXPECT(fstat(fd, &st) == 0);
    return (size_t)st.st_size;
}

TEST(nothing_is_printed)
{
    static const char *const commands[] = { "status",     "up",      "plan",       "down",
                                            "help",       "demo",    "version",    "nope",
                                            "repair",     "explain", "completion", "__docs",
                                            "__complete", "doctor",  "wait" };
    const struct afloat_option verbose[] = { { "verbose", NULL } };
    struct afloat *h = handle(a, project(a));
    int out = dup(STDOUT_FILENO), err = dup(STDERR_FILENO), to;
    char name[] = "/tmp/afloat-out-XXXXXX";
    size_t bytes;

    fflush(stdout);
    to = mkstemp(name);
    EXPECT(to >= 0 && unlink(name) == 0);
    dup2(to, STDOUT_FILENO);
    dup2(to, STDERR_FILENO);
    for (size_t i = 0; i < COUNT_OF(commands); i++)
        (void)afloat_run(h, commands[i], verbose, 1, NULL);
    fflush(stdout);
    bytes = bytes_in(to);
    dup2(out, STDOUT_FILENO);
    dup2(err, STDERR_FILENO);
    close(out);
    close(err);
    close(to);
    EXPECT_INT(bytes, 0);
}

static int open_files(void)
{
    int n = 0;

    for (int fd = 0; fd < 256; fd++)
        n += fcntl(fd, F_GETFD) >= 0;
    return n;
}

TEST(nothing_stays_open_after_a_call)
{
    struct afloat *h = handle(a, project(a));
    int before = open_files();

    EXPECT_INT(afloat_up(h, NULL, NULL), AFLOAT_OK);
    EXPECT_INT(open_files(), before);
    EXPECT_INT(afloat_run(h, "nope", NULL, 0, NULL), AFLOAT_USAGE);
    EXPECT_INT(open_files(), before);
    afloat_close(afloat_open(NULL));
    EXPECT_INT(open_files(), before);
}

static void fail_check(void *data, const struct afloat_record *r)
{
    (void)r;
    mem_free(mem_resize(NULL, 1));
    CHECK(data == NULL);
}

TEST(a_mistake_inside_does_not_end_the_process)
{
    struct afloat *h = handle(a, project(a));
    int before = open_files(), some;
    struct afloat_sink sink = { sizeof(sink), &some, fail_check, NULL, NULL };

    EXPECT_INT(afloat_up(h, NULL, &sink), AFLOAT_INTERNAL);
    EXPECT_STR(str_of(afloat_last_error(h)->code), S("AF9001"));
    EXPECT(strstr(afloat_last_error(h)->message, "data == NULL") != NULL);
    EXPECT_INT(open_files(), before);
    EXPECT_INT(afloat_up(h, NULL, NULL), AFLOAT_OK);
}

TEST(tells_versions)
{
    EXPECT_STR(str_of(afloat_version()), S(AFLOAT_VERSION));
    EXPECT_INT(afloat_abi(), AFLOAT_ABI);
}
