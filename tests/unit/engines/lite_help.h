/* tests/unit/engines/lite_help.h: what the tests of the SQLite driver share.
 *
 * Shape     a folder of its own for each case, removed with the arena; SQLite never waits, so submit and
 *           next are enough
 */
#ifndef AFLOAT_TESTS_UNIT_ENGINES_LITE_HELP_H
#define AFLOAT_TESTS_UNIT_ENGINES_LITE_HELP_H

#include "engines/engine.h"
#include "harness/test.h"

#include <dirent.h>
#include <unistd.h>

extern const struct engine engine_sqlite;

static struct ctx test_ctx = { .wake_fd = -1 };

static inline void folder_remove(void *p)
{
    const char *folder = p;
    DIR *d = opendir(folder);
    struct dirent *e;

    while (d && (e = readdir(d)))
        (void)!unlinkat(dirfd(d), e->d_name, 0);
    if (d)
        closedir(d);
    rmdir(folder);
}

static inline const char *folder_new(arena *a)
{
    char *folder = str_z(a, S("/tmp/afloat-test-XXXXXX"));

    EXPECT(mkdtemp(folder) != NULL);
    arena_defer(a, folder_remove, folder);
    return folder;
}

static inline str path_in(arena *a, const char *folder, const char *name)
{
    return str_printf(a, "%s/%s", folder, name);
}

static inline bool open_path(arena *a, str path, struct conn **out, struct err *err)
{
    struct dsn dsn = { .engine = DSN_SQLITE, .database = path };

    return engine_sqlite.open(a, &dsn, &test_ctx, out, err);
}

static inline struct conn *must_open(arena *a, str path)
{
    struct conn *c = NULL;
    struct err err;

    err_init(&err);
    EXPECT_OK(open_path(a, path, &c, &err), &err);
    err_done(&err);
    return c;
}

static inline void put(struct conn *c, const char *sql, int64_t tag, unsigned flags)
{
    struct request r = { .sql = str_of(sql), .tag = tag, .flags = flags };
    struct err err;

    err_init(&err);
    EXPECT_OK(c->engine->submit(c, &r, &err), &err);
    err_done(&err);
}

static inline struct result take(struct conn *c)
{
    struct result r = { 0 };
    struct err err;

    err_init(&err);
    EXPECT(c->engine->next(c, &r, &err) == NEXT_RESULT);
    err_done(&err);
    return r;
}

/* One statement of the user's (flags 0) or of afloat's own. */
static inline struct result run_flags(struct conn *c, const char *sql, unsigned flags)
{
    put(c, sql, 0, REQ_SYNC | flags);
    return take(c);
}

static inline struct result run(struct conn *c, const char *sql)
{
    return run_flags(c, sql, 0);
}

static inline void must(struct conn *c, const char *sql)
{
    struct result r = run(c, sql);

    if (r.kind != RESULT_OK)
        test_fail(__FILE__, __LINE__, "%s: " STR_FMT, sql, STR_ARG(r.err->database));
}

static inline void expect_value(struct conn *c, const char *sql, const char *want)
{
    struct result r = run(c, sql);

    EXPECT_INT(r.kind, RESULT_OK);
    EXPECT_INT(r.rows, 1);
    EXPECT_STR(r.cells[0].text, str_of(want));
}

#endif
