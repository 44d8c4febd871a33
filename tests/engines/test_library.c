/* tests/engines/test_library.c: libafloat on the engine of the environment: threads, cancel, the process around it.
 *
 * Each thread has a project of its own (history.prefix) in the one database, or a file of its own on SQLite. Run under
 * MODE=tsan it shows data races between handles.
 */
#include "engines/target.h"
#include "harness/folder.h"

#include <afloat.h>
#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <sys/stat.h>
#include <unistd.h>

enum { THREADS = 4, ROUNDS = 3 };

static void put(arena *a, const char *folder, const char *name, str text)
{
    int fd =
        open(str_z(a, str_printf(a, "%s/%s", folder, name)), O_WRONLY | O_CREAT | O_TRUNC, 0600);

    EXPECT(fd >= 0 && write(fd, text.p, text.n) == (ssize_t)text.n);
    close(fd);
}

/* With "/" escaped, as the host of a URL. */
static str escaped(arena *a, str path)
{
    struct buf b = buf_on(a);

    for (size_t i = 0; i < path.n; i++)
        if (path.p[i] == '/')
            buf_z(&b, "%2F");
        else
            buf_char(&b, path.p[i]);
    return buf_view(&b);
}

static str url_of(arena *a, const char *folder)
{
    struct dsn d = target_dsn(a);

    if (d.engine == DSN_SQLITE)
        return str_printf(a, "sqlite:%s/x.db", folder);
    if (d.engine == DSN_POSTGRES)
        return str_printf(a, "postgres://" STR_FMT "@" STR_FMT ":%d/" STR_FMT, STR_ARG(d.user),
                          STR_ARG(escaped(a, d.socket)), d.port ? d.port : 5432,
                          STR_ARG(d.database));
    return str_printf(a, "mysql://" STR_FMT "@localhost/" STR_FMT "?socket=" STR_FMT,
                      STR_ARG(d.user), STR_ARG(d.database), STR_ARG(d.socket));
}

static void close_handle(void *h)
{
    afloat_close(h);
}

/* A project whose tables begin with "conf" and end in `number`. */
static struct afloat *handle(arena *a, int number)
{
    const char *folder;
    struct afloat_options o = AFLOAT_OPTIONS_INIT;
    struct afloat *h;

    (void)target_new_embedded(a); /* skips where there is no server */
    folder = test_folder(a).p;
    put(a, folder, "afloat.toml",
        str_printf(a, "dir = \".\"\n[history]\nprefix = \"conflib%d_\"\n", number));
    put(a, folder, "0001_a.sql",
        str_printf(a,
                   "-- afloat:up\nCREATE TABLE conf_lib%d (i int);\n-- afloat:down\n"
                   "DROP TABLE conf_lib%d;\n",
                   number, number));
    o.url = str_z(a, url_of(a, folder));
    o.config = str_z(a, str_printf(a, "%s/afloat.toml", folder));
    h = afloat_open(&o);
    EXPECT(h != NULL);
    arena_defer(a, close_handle, h);
    return h;
}

static void say_error(struct afloat *h)
{
    const struct afloat_error *e = afloat_last_error(h);

    if (e)
        fprintf(stderr, "# %s %s %s\n", e->code, e->message, e->database ? e->database : "");
}

/* The database has the tables of the other threads: a history of its own has to be begun. */
static bool begin(struct afloat *h)
{
    return afloat_run(h, "baseline", NULL, 0, NULL) == AFLOAT_OK;
}

static void *up_and_down(void *h)
{
    struct afloat_status st = { .size = sizeof(st) };
    intptr_t bad = !begin(h);

    for (int i = 0; i < ROUNDS && !bad; i++)
        bad = afloat_up(h, NULL, NULL) != AFLOAT_OK || afloat_get_status(h, &st) != AFLOAT_OK ||
              st.applied != 1 || afloat_down(h, "0", NULL) != AFLOAT_OK;
    if (bad)
        say_error(h);
    return (void *)bad;
}

TEST(handles_work_in_many_threads)
{
    pthread_t threads[THREADS];
    struct afloat *handles[THREADS];

    for (int i = 0; i < THREADS; i++)
        handles[i] = handle(a, i);
    for (int i = 0; i < THREADS; i++)
        EXPECT(pthread_create(&threads[i], NULL, up_and_down, handles[i]) == 0);
    for (int i = 0; i < THREADS; i++) {
        void *bad;

        EXPECT(pthread_join(threads[i], &bad) == 0);
        EXPECT_INT((intptr_t)bad, 0);
    }
}

TEST(signals_stay_as_they_were)
{
    struct sigaction before[32], after;
    struct afloat *h = handle(a, 10);

    for (int s = 1; s < 32; s++)
        (void)sigaction(s, NULL, &before[s]);
    EXPECT(begin(h) && afloat_up(h, NULL, NULL) == AFLOAT_OK);
    EXPECT_INT(afloat_down(h, "0", NULL), AFLOAT_OK);
    for (int s = 1; s < 32; s++) {
        (void)sigaction(s, NULL, &after);
        if (after.sa_handler != before[s].sa_handler)
            test_fail(__FILE__, __LINE__, "the handler of signal %d has changed", s);
    }
}

static void expect_variable(struct afloat *h, const char *name, const char *value)
{
    EXPECT(setenv(name, value, 1) == 0);
    EXPECT_INT(afloat_run(h, "status", NULL, 0, NULL), AFLOAT_USAGE);
    EXPECT_STR(str_of(afloat_last_error(h)->code), S("AF2060"));
    EXPECT(strstr(afloat_last_error(h)->message, name) != NULL);
    EXPECT_STR(str_of(getenv(name)), str_of(value));
    EXPECT(unsetenv(name) == 0);
    EXPECT_INT(afloat_run(h, "status", NULL, 0, NULL), AFLOAT_OK);
}

TEST(the_environment_stays_as_it_was)
{
    struct afloat *h = handle(a, 11);
    enum dsn_engine engine = target_dsn(a).engine;

    EXPECT(setenv("PGAPPNAME", "other", 1) == 0);
    EXPECT_INT(afloat_run(h, "status", NULL, 0, NULL), AFLOAT_OK);
    EXPECT_STR(str_of(getenv("PGAPPNAME")), S("other"));
    EXPECT(unsetenv("PGAPPNAME") == 0);
    if (engine == DSN_POSTGRES)
        expect_variable(h, "PGHOSTADDR", "127.0.0.9");
    if (engine == DSN_MYSQL)
        expect_variable(h, "LIBMYSQL_PLUGINS", "nothing");
}

static void *cancel_soon(void *h)
{
    usleep(300 * 1000);
    afloat_cancel(h);
    return NULL;
}

static void find_folder(void *data, const struct afloat_record *r)
{
    const char *dir = afloat_record_text(r, afloat_record_find(r, "dir"), NULL);

    if (strcmp(afloat_record_name(r), "target") == 0)
        snprintf(data, 256, "%s", dir);
}

TEST(another_thread_cancels_a_statement)
{
    struct target *t = target_new_embedded(a);
    struct afloat *h = handle(a, 12);
    char folder[256] = "";
    struct afloat_sink sink = { sizeof(sink), folder, find_folder, NULL, NULL };
    pthread_t thread;
    int result;

    EXPECT(begin(h));
    EXPECT_INT(afloat_run(h, "status", NULL, 0, &sink), AFLOAT_OK);
    put(a, folder, "0002_slow.sql",
        str_printf(a, "-- afloat:up\n%s;\n-- afloat:down\n", t->words->endless));
    EXPECT_INT(afloat_up(h, "0001", NULL), AFLOAT_OK);
    EXPECT(pthread_create(&thread, NULL, cancel_soon, h) == 0);
    result = afloat_up(h, NULL, NULL);
    EXPECT(pthread_join(thread, NULL) == 0);
    say_error(h);
    EXPECT(result == AFLOAT_CANCELED || result == AFLOAT_STOPPED);
    EXPECT_INT(afloat_down(h, "0", NULL), AFLOAT_OK);
}
