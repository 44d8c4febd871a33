/* tests/engines/test_pg_pooler.c: the PostgreSQL driver behind a real PgBouncer; see pg_world.h. */
#include "engines/pg_world.h"

#include "base/clock.h"
#include "engines/postgres/pg_int.h"

#include <fcntl.h>
#include <pwd.h>
#include <signal.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

struct bouncer {
    pid_t pid;
    char folder[64];
    struct dsn dsn; /* of the pooler */
};

static void path_in(char *out, size_t n, const struct bouncer *b, const char *name)
{
    snprintf(out, n, "%s/%s", b->folder, name);
}

static void stop(void *p)
{
    static const char *const files[] = { "ini", "users", "log", ".s.PGSQL.6432",
                                         ".s.PGSQL.6432.lock" };
    struct bouncer *b = p;
    char path[128];

    if (b->pid > 0) {
        kill(b->pid, SIGKILL);
        waitpid(b->pid, NULL, 0);
        b->pid = 0;
    }
    for (size_t i = 0; i < COUNT_OF(files); i++) {
        path_in(path, sizeof(path), b, files[i]);
        unlink(path);
    }
    rmdir(b->folder);
}

static void write_files(const struct bouncer *b, const struct dsn *server, const char *mode,
                        int pool_size)
{
    char path[128];
    FILE *f;

    path_in(path, sizeof(path), b, "users");
    f = fopen(path, "we");
    EXPECT(f);
    fprintf(f, "\"" STR_FMT "\" \"\"\n", STR_ARG(server->user));
    fclose(f);
    path_in(path, sizeof(path), b, "ini");
    f = fopen(path, "we");
    EXPECT(f);
    fprintf(f,
            "[databases]\n* = host=" STR_FMT " port=%d\n[pgbouncer]\nunix_socket_dir = %s\n"
            "listen_port = 6432\nauth_type = trust\nauth_file = %s/users\npool_mode = %s\n"
            "default_pool_size = %d\nlogfile = %s/log\n",
            STR_ARG(server->socket), server->port, b->folder, b->folder, mode, pool_size,
            b->folder);
    fclose(f);
}

/* Root may not run it: the folder is given to nobody, and it changes over to that user. */
static void give_to_nobody(const struct bouncer *b)
{
    const struct passwd *nobody = getpwnam("nobody");

    EXPECT(nobody);
    EXPECT(chown(b->folder, nobody->pw_uid, nobody->pw_gid) == 0);
    EXPECT(chmod(b->folder, 0755) == 0);
}

static void wait_for_socket(arena *a, const struct bouncer *b)
{
    char path[128];

    path_in(path, sizeof(path), b, ".s.PGSQL.6432");
    for (int i = 0; i < 100 && access(path, F_OK) != 0; i++)
        clock_sleep_ms(50);
    if (access(path, F_OK) != 0)
        test_skip("pgbouncer did not start: " STR_FMT, STR_ARG(str_printf(a, "%s", path)));
}

static struct bouncer *start(arena *a, const char *mode, int pool_size)
{
    const char *program = getenv("AFLOAT_TEST_PGBOUNCER");
    struct dsn server = world_dsn(a);
    struct bouncer *b = arena_new(a, struct bouncer, 1);
    char ini[128];

    if (!program)
        test_skip("AFLOAT_TEST_PGBOUNCER does not name the pgbouncer program");
    snprintf(b->folder, sizeof(b->folder), "/tmp/afloat-pgb-XXXXXX");
    EXPECT(mkdtemp(b->folder));
    arena_defer(a, stop, b);
    write_files(b, &server, mode, pool_size);
    if (geteuid() == 0)
        give_to_nobody(b);
    path_in(ini, sizeof(ini), b, "ini");
    b->pid = fork();
    EXPECT(b->pid >= 0);
    if (b->pid == 0) {
        if (geteuid() == 0)
            execl(program, program, "-q", "-u", "nobody", ini, (char *)NULL);
        else
            execl(program, program, "-q", ini, (char *)NULL);
        _exit(127);
    }
    wait_for_socket(a, b);
    b->dsn = server;
    b->dsn.socket = str_of(b->folder);
    b->dsn.port = 6432;
    return b;
}

/* What the next client of the pooler is given. */
static str setting_behind(struct pg_world *w, const struct dsn *dsn, const char *sql)
{
    struct pg_lib lib;
    PGconn *pq;
    PGresult *res;
    str text = { 0 };

    EXPECT_OK(pg_lib_load(&lib, &w->err), &w->err);
    pq = pg_connect(w->a, &lib, dsn, &w->ctx, NULL, &w->err);
    EXPECT(pq);
    EXPECT(lib.PQsendQuery(pq, sql));
    while ((res = lib.PQgetResult(pq))) {
        text = str_copy(w->a, str_of(lib.PQgetvalue(res, 0, 0)));
        lib.PQclear(res);
    }
    lib.PQfinish(pq);
    return text;
}

TEST(transaction_pooling_is_refused)
{
    struct bouncer *b = start(a, "transaction", 5);
    struct pg_world *w = world_new(a);
    struct conn *c = NULL;

    for (int i = 0; i < 5; i++) {
        err_clear(&w->err);
        EXPECT(!engine_get(DSN_POSTGRES)->open(a, &b->dsn, &w->ctx, &c, &w->err));
        EXPECT_INT(w->err.code, ERR_POOLER);
        EXPECT(str_find(w->err.hint, S("session")) != STR_NONE);
    }
    err_clear(&w->err);
    /* Nothing of ours stays on the sessions that others are given next. */
    EXPECT_STR(setting_behind(w, &b->dsn,
                              "SELECT count(*) FROM pg_settings WHERE source = 'session'"
                              " AND name IN ('statement_timeout', 'lock_timeout',"
                              " 'client_connection_check_interval')"),
               S("0"));
}

/* ---- how often ---- */

static int often(void) /* connects of a kind */
{
    const char *l = getenv("AFLOAT_LONG");

    return l && *l == '1' ? 500 : 25;
}

struct rival { /* another client of the pooler, who keeps its sessions changing */
    pid_t pid;
};

static void end_rival(void *p)
{
    struct rival *r = p;

    kill(r->pid, SIGKILL);
    waitpid(r->pid, NULL, 0);
}

static void start_rival(struct pg_world *w, const struct dsn *dsn)
{
    struct rival *r = arena_new(w->a, struct rival, 1);

    r->pid = fork();
    EXPECT(r->pid >= 0);
    if (r->pid == 0)
        for (;;)
            setting_behind(w, dsn, "SELECT 1 FROM pg_sleep(0.003)");
    arena_defer(w->a, end_rival, r);
}

static void refused_each_time(struct pg_world *w, const struct dsn *dsn, const char *when)
{
    for (int i = 0; i < often(); i++) {
        struct conn *c = NULL;

        err_clear(&w->err);
        if (engine_get(DSN_POSTGRES)->open(w->a, dsn, &w->ctx, &c, &w->err) ||
            w->err.code != ERR_POOLER)
            test_fail(__FILE__, __LINE__, "connect %d, %s: %s " STR_FMT, i, when,
                      err_code_text(w->err.code), STR_ARG(w->err.message));
    }
    err_clear(&w->err);
}

TEST(transaction_pooling_is_found_each_time)
{
    struct bouncer *b = start(a, "transaction", 3);
    struct pg_world *w = world_new(a);

    refused_each_time(w, &b->dsn, "alone");
    start_rival(w, &b->dsn);
    start_rival(w, &b->dsn);
    refused_each_time(w, &b->dsn, "with rivals");
}

static void taken_each_time(struct pg_world *w, const struct dsn *dsn, const char *when)
{
    for (int i = 0; i < often(); i++) {
        struct conn *c = NULL;

        if (!engine_get(DSN_POSTGRES)->open(w->a, dsn, &w->ctx, &c, &w->err) || c->server.pooled ||
            w->said.n)
            test_fail(__FILE__, __LINE__, "connect %d, %s: %s " STR_FMT " " STR_FMT, i, when,
                      err_code_text(w->err.code), STR_ARG(w->err.message),
                      STR_ARG(buf_view(&w->said)));
        c->engine->close(c);
    }
}

TEST(no_pooler_is_found_where_none_is)
{
    struct pg_world *w = world_new(a);
    struct dsn dsn = world_dsn(a);

    taken_each_time(w, &dsn, "alone");
    start_rival(w, &dsn);
    start_rival(w, &dsn);
    taken_each_time(w, &dsn, "with rivals");
}

TEST(session_pooling_is_noted)
{
    struct bouncer *b = start(a, "session", 5);
    struct pg_world *w = world_new(a);
    struct conn *c = world_open(w, &b->dsn);
    bool got;
    str holder;

    EXPECT(c->server.pooled);
    EXPECT(str_find(buf_view(&w->said), S("note: a connection pooler")) != STR_NONE);
    EXPECT_STR(world_sql(w, c, "SHOW client_min_messages"), S("notice"));
    if (c->server.version_number >= 140000)
        EXPECT_STR(world_sql(w, c, "SELECT current_setting('client_connection_check_interval')"),
                   S("2s"));
    EXPECT_OK(c->engine->try_lock(c, S("k"), &got, &holder, &w->err), &w->err);
    EXPECT(got);
    EXPECT_OK(c->engine->reset(c, &w->err), &w->err);
    EXPECT_STR(world_sql(w, c, "SELECT pg_backend_pid() = %lld", (long long)c->server.session),
               S("t"));
}

TEST(pool_of_one_session_is_session_pooling)
{
    struct bouncer *b = start(a, "session", 1);
    struct pg_world *w = world_new(a);
    struct conn *c = world_open(w, &b->dsn);

    EXPECT(c->server.pooled);
}

TEST(dead_pooler_is_a_lost_session)
{
    struct bouncer *b = start(a, "session", 5);
    struct pg_world *w = world_new(a);
    struct conn *c = world_open(w, &b->dsn);
    struct result r;

    world_submit(w, c, "SELECT pg_sleep(5)", 1, REQ_SYNC);
    EXPECT_INT(c->engine->next(c, &r, &w->err), NEXT_WAIT);
    kill(b->pid, SIGKILL);
    EXPECT_INT(engine_await(c, &r, NULL, NULL, &w->err), NEXT_LOST);
    EXPECT_INT(w->err.fail, FAIL_LOST);
    EXPECT_INT(w->err.code, ERR_LOST);
    test_note(w->err.database);
}
