/* tests/unit/engines/test_lite_lock.c: the run's lock between connections and processes. */
#include "lite_help.h"

#include <signal.h>
#include <sys/stat.h>
#include <sys/wait.h>

static const char *const suffix = "-afloat-lock";

static bool try_key(struct conn *c, const char *key, str *holder)
{
    bool got = false;
    struct err err;

    err_init(&err);
    EXPECT_OK(c->engine->try_lock(c, str_of(key), &got, holder, &err), &err);
    err_done(&err);
    return got;
}

static bool try(struct conn *c)
{
    str holder;

    return try_key(c, "key", &holder);
}

static bool unlock(struct conn *c)
{
    bool held = false;
    struct err err;

    err_init(&err);
    EXPECT_OK(c->engine->unlock(c, S("key"), &held, &err), &err);
    err_done(&err);
    return held;
}

static bool file_there(arena *a, str path)
{
    return access(str_z(a, str_printf(a, STR_FMT "%s", STR_ARG(path), suffix)), F_OK) == 0;
}

TEST(one_connection_excludes_the_other)
{
    str path = path_in(a, folder_new(a), "x.db"), holder;
    struct conn *c = must_open(a, path), *d = must_open(a, path);

    EXPECT(!unlock(c));
    EXPECT(try(c));
    EXPECT(try(c)); /* ours already */
    EXPECT(!try_key(d, "key", &holder));
    EXPECT(str_starts(holder, str_printf(a, "pid %d on ", (int)getpid())));
    EXPECT(!unlock(d));
    EXPECT(unlock(c));
    EXPECT(!unlock(c));
    EXPECT(try(d));
    EXPECT(unlock(d));
    EXPECT(!file_there(a, path));
}

TEST(keys_are_independent)
{
    str path = path_in(a, folder_new(a), "x.db"), holder;
    struct conn *c = must_open(a, path), *d = must_open(a, path);

    EXPECT(try(c));
    EXPECT(try_key(d, "another project", &holder));
    EXPECT(unlock(c));
    EXPECT(file_there(a, path)); /* d is still in it */
    d->engine->close(d);
    EXPECT(!file_there(a, path));
}

TEST(a_link_to_the_database_is_the_same_database)
{
    const char *folder = folder_new(a);
    str path = path_in(a, folder, "x.db"), link = path_in(a, folder, "link.db");
    struct conn *c = must_open(a, path), *d;

    EXPECT(symlink("x.db", link.p) == 0);
    d = must_open(a, link);
    EXPECT_STR(c->server.server_id, d->server.server_id);
    EXPECT(try(c));
    EXPECT(!try(d));
}

TEST(reset_keeps_the_lock)
{
    str path = path_in(a, folder_new(a), "x.db");
    struct conn *c = must_open(a, path), *d = must_open(a, path);
    struct err err;

    EXPECT(try(c));
    err_init(&err);
    EXPECT_OK(c->engine->reset(c, &err), &err);
    err_done(&err);
    EXPECT(!try(d));
}

TEST(memory_needs_no_lock)
{
    EXPECT(try(must_open(a, S(":memory:"))));
    EXPECT(try(must_open(a, S(":memory:"))));
}

TEST(a_killed_holder_holds_nothing)
{
    str path = path_in(a, folder_new(a), "x.db"), holder;
    struct conn *c = must_open(a, path);
    int ready[2], status;
    char byte = 0;
    pid_t pid;

    EXPECT(pipe(ready) == 0);
    fflush(stdout);
    pid = fork();
    if (pid == 0) {
        byte = try(must_open(a, path)) ? 'y' : 'n';
        (void)!write(ready[1], &byte, 1);
        for (;;)
            pause();
    }
    EXPECT(read(ready[0], &byte, 1) == 1);
    EXPECT_INT(byte, 'y');
    EXPECT(!try_key(c, "key", &holder));
    EXPECT(str_starts(holder, str_printf(a, "pid %d on ", (int)pid)));
    kill(pid, SIGKILL);
    EXPECT(waitpid(pid, &status, 0) == pid);
    EXPECT(try(c));
    EXPECT(unlock(c));
    EXPECT(!file_there(a, path));
    close(ready[0]);
    close(ready[1]);
}

/* Takes the lock again and again; in it, a file that must not exist is made and removed. */
static int contend(arena *a, str path, const char *witness, int rounds)
{
    struct conn *c = must_open(a, path);

    for (int done = 0; done < rounds;) {
        if (!try(c)) {
            usleep(100);
            continue;
        }
        if (mkdir(witness, 0700) != 0)
            return 1;
        if (rmdir(witness) != 0)
            return 2;
        done++;
        if (!unlock(c))
            return 3;
    }
    return 0;
}

TEST(never_two_holders_while_the_file_comes_and_goes)
{
    const char *folder = folder_new(a);
    str path = path_in(a, folder, "x.db"), witness = path_in(a, folder, "held");
    int bad = 0;

    must(must_open(a, path), "CREATE TABLE t (x)");
    fflush(stdout);
    for (int i = 0; i < 6; i++)
        if (fork() == 0)
            _exit(contend(a, path, witness.p, 300));
    for (int i = 0, status; i < 6; i++) {
        EXPECT(wait(&status) > 0);
        bad |= status;
    }
    EXPECT_INT(bad, 0);
}

TEST(what_is_in_the_way_is_told)
{
    str path = path_in(a, folder_new(a), "x.db"), holder, in_the_way;
    struct conn *c = must_open(a, path);
    bool got;
    struct err err;

    in_the_way = str_printf(a, STR_FMT "%s", STR_ARG(path), suffix);
    EXPECT(mkfifo(in_the_way.p, 0600) == 0);
    err_init(&err);
    EXPECT(!c->engine->try_lock(c, S("key"), &got, &holder, &err));
    EXPECT_INT(err.code, ERR_CONNECT);
    err_clear(&err);
    EXPECT(unlink(in_the_way.p) == 0 && symlink("/etc/passwd", in_the_way.p) == 0);
    EXPECT(!c->engine->try_lock(c, S("key"), &got, &holder, &err));
    EXPECT_INT(err.code, ERR_CONNECT);
    err_done(&err);
}

/* In a child, as nobody: root may write everywhere. */
static int lock_in_read_only_folder(arena *a, str path)
{
    struct conn *c;
    bool got;
    str holder;
    struct err err;

    if (geteuid() == 0 && setuid(65534) != 0)
        return 10;
    err_init(&err);
    if (!open_path(a, path, &c, &err))
        return 11;
    if (c->engine->try_lock(c, S("key"), &got, &holder, &err))
        return 12;
    return err.code == ERR_CONNECT && err.hint.n ? 0 : 13;
}

TEST(a_folder_without_write_permission_is_told)
{
    const char *folder = folder_new(a);
    str path = path_in(a, folder, "x.db");
    int status = 0;
    pid_t pid;

    must(must_open(a, path), "CREATE TABLE t (x)");
    EXPECT(chmod(path.p, 0666) == 0 && chmod(folder, 0555) == 0);
    fflush(stdout);
    pid = fork();
    if (pid == 0)
        _exit(lock_in_read_only_folder(a, path));
    EXPECT(waitpid(pid, &status, 0) == pid);
    EXPECT(chmod(folder, 0755) == 0);
    EXPECT(WIFEXITED(status));
    EXPECT_INT(WEXITSTATUS(status), 0);
}
