/* tests/unit/engines/test_lite_errmap.c: SQLite's numbers in afloat's words, by table and for real. */
#include "lite_help.h"

#include "engines/sqlite/lite_int.h"

#include <fcntl.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/wait.h>

TEST(codes_have_a_class)
{
    static const struct {
        int rc;
        enum fail_class fail;
        enum err_code code;
    } want[] = {
        { SQLITE_BUSY, FAIL_LOCK_TIMEOUT, ERR_LOCK_TIMEOUT },
        { SQLITE_BUSY_RECOVERY, FAIL_LOCK_TIMEOUT, ERR_LOCK_TIMEOUT },
        { SQLITE_BUSY_SNAPSHOT, FAIL_SERIALIZE, ERR_CONFLICT },
        { SQLITE_LOCKED_SHAREDCACHE, FAIL_LOCK_TIMEOUT, ERR_LOCK_TIMEOUT },
        { SQLITE_INTERRUPT, FAIL_CANCELED, ERR_CANCELED },
        { SQLITE_FULL, FAIL_RESOURCE, ERR_RESOURCE },
        { SQLITE_IOERR_WRITE, FAIL_RESOURCE, ERR_RESOURCE },
        { SQLITE_IOERR_FSYNC, FAIL_RESOURCE, ERR_RESOURCE },
        { SQLITE_NOMEM, FAIL_RESOURCE, ERR_RESOURCE },
        { SQLITE_TOOBIG, FAIL_RESOURCE, ERR_RESOURCE },
        { SQLITE_READONLY, FAIL_READ_ONLY, ERR_READ_ONLY },
        { SQLITE_READONLY_DIRECTORY, FAIL_READ_ONLY, ERR_READ_ONLY },
        { SQLITE_READONLY_DBMOVED, FAIL_OTHER, ERR_STATEMENT },
        { SQLITE_CORRUPT, FAIL_OTHER, ERR_STATEMENT },
        { SQLITE_NOTADB, FAIL_OTHER, ERR_STATEMENT },
        { SQLITE_AUTH, FAIL_OTHER, ERR_RIGHTS },
        { SQLITE_CONSTRAINT_UNIQUE, FAIL_OTHER, ERR_STATEMENT },
        { SQLITE_ERROR, FAIL_OTHER, ERR_STATEMENT },
    };

    for (size_t i = 0; i < COUNT_OF(want); i++) {
        enum err_code code;

        EXPECT_INT(lite_classify(want[i].rc, &code), want[i].fail);
        EXPECT_INT(code, want[i].code);
    }
}

TEST(words_and_number_come_along)
{
    struct conn *c = must_open(a, S(":memory:"));
    struct result r;

    must(c, "CREATE TABLE t (x UNIQUE, y NOT NULL)");
    must(c, "INSERT INTO t VALUES (1, 1)");
    r = run(c, "INSERT INTO t VALUES (1, 1)");
    EXPECT_STR(r.err->database, S("UNIQUE constraint failed: t.x"));
    EXPECT_INT(r.err->native, SQLITE_CONSTRAINT_UNIQUE);
    EXPECT_INT(r.err->statement_offset, -1);
    r = run(c, "INSERT INTO t VALUES (2, NULL)");
    EXPECT(str_starts(r.err->database, str_of(engine_sqlite.words->null_text)));
    r = run(c, "SELECT * FROM main.nowhere");
    EXPECT(str_starts(r.err->database, str_of(engine_sqlite.words->missing_text)));
    r = run(c, "SELECT 'ä', nocolumn FROM t");
    EXPECT_INT(r.err->statement_offset, 13);
}

TEST(a_damaged_file_is_not_retried)
{
    str path = path_in(a, folder_new(a), "x.db");
    struct conn *c = must_open(a, path);
    char junk[4096];
    struct result r;
    int fd;

    must(c, "CREATE TABLE t (x)");
    must(c, "INSERT INTO t VALUES (1)");
    engine_sqlite.close(c);
    memset(junk, 0x5a, sizeof(junk));
    fd = open(path.p, O_WRONLY);
    EXPECT(fd >= 0 && pwrite(fd, junk, sizeof(junk), 4096) == (ssize_t)sizeof(junk));
    close(fd);
    r = run(must_open(a, path), "SELECT * FROM t");
    EXPECT_INT(r.kind, RESULT_ERROR);
    EXPECT_INT(r.err->fail, FAIL_OTHER);
    EXPECT(r.err->hint.n > 0);
}

/* In a child: the limit cannot be taken back. 0 = as expected. */
static int write_too_much(arena *a, str path)
{
    struct conn *c = must_open(a, path);
    struct rlimit limit = { 20000, 20000 };
    struct result r;

    signal(SIGXFSZ, SIG_IGN);
    must(c, "CREATE TABLE t (x)");
    must(c, "BEGIN IMMEDIATE");
    setrlimit(RLIMIT_FSIZE, &limit);
    r = run(c, "INSERT INTO t VALUES (randomblob(100000))");
    if (r.kind == RESULT_OK)
        r = run(c, "COMMIT");
    if (r.kind != RESULT_ERROR || r.err->fail != FAIL_RESOURCE || r.err->code != ERR_RESOURCE)
        return 1;
    if (run(c, "ROLLBACK").kind != RESULT_OK)
        return 2;
    r = run(c, "SELECT count(*) FROM t");
    return r.kind == RESULT_OK && str_eq(r.cells[0].text, S("0")) ? 0 : 3;
}

TEST(a_file_that_cannot_grow_is_a_resource)
{
    str path = path_in(a, folder_new(a), "x.db");
    int status = 0;
    pid_t pid;

    fflush(stdout);
    pid = fork();
    if (pid == 0)
        _exit(write_too_much(a, path));
    EXPECT(waitpid(pid, &status, 0) == pid);
    EXPECT(WIFEXITED(status));
    EXPECT_INT(WEXITSTATUS(status), 0);
    expect_value(must_open(a, path), "SELECT count(*) FROM t", "0");
}
