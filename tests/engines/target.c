/* tests/engines/target.c: see tests/engines/target.h. */
#include "engines/target.h"

#include <dirent.h>
#include <fcntl.h>
#include <stdarg.h>
#include <unistd.h>

static const struct target_words words[] = {
    [DSN_SQLITE] = { .endless = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) "
                                "SELECT count(*) FROM n",
                     .set = "PRAGMA recursive_triggers = ON",
                     .show = "PRAGMA recursive_triggers",
                     .literal_bytes = 2 << 20 },
    [DSN_POSTGRES] = { .endless = "SELECT pg_sleep(600)",
                       .set = "SET work_mem = '7MB'",
                       .show = "SHOW work_mem",
                       .server = true,
                       .literal_bytes = 2 << 20 },
    [DSN_MYSQL] = { .endless = "SELECT count(*) FROM information_schema.collations a, "
                               "information_schema.collations b, information_schema.collations c, "
                               "information_schema.collations d",
                    .set = "SET SESSION foreign_key_checks = 0",
                    .show = "SELECT @@SESSION.foreign_key_checks",
                    .server = true,
                    .literal_bytes = 2 << 20,
                    .keeps_temporary = true },
};
_Static_assert(COUNT_OF(words) == DSN__COUNT, "words for every engine");

/* ---- environment ---- */

static const char *const prefixes[] = { [DSN_SQLITE] = "AFLOAT_TEST_LITE_",
                                        [DSN_POSTGRES] = "AFLOAT_TEST_PG_",
                                        [DSN_MYSQL] = "AFLOAT_TEST_MY_" };

static str env(arena *a, enum dsn_engine engine, const char *name)
{
    const char *v = getenv(str_printf(a, "AFLOAT_TEST_%s", name).p);

    v = v ? v : getenv(str_printf(a, "%s%s", prefixes[engine], name).p);
    return v && *v ? str_copy(a, str_of(v)) : (str){ 0 };
}

static enum dsn_engine engine_of_env(void)
{
    str name = str_of(getenv("AFLOAT_TEST_ENGINE"));

    for (int i = 0; i < DSN__COUNT; i++)
        if (str_eq(name, dsn_engine_name((enum dsn_engine)i)))
            return (enum dsn_engine)i;
    if (name.n)
        test_fail(__FILE__, __LINE__, "AFLOAT_TEST_ENGINE is none of sqlite, postgres, mysql");
    return DSN_SQLITE;
}

static void remove_folder(void *p)
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

static str own_file(arena *a)
{
    char *folder = str_z(a, S("/tmp/afloat-conf-XXXXXX"));

    EXPECT(mkdtemp(folder) != NULL);
    arena_defer(a, remove_folder, folder);
    return str_printf(a, "%s/conf.db", folder);
}

struct dsn target_dsn(arena *a)
{
    enum dsn_engine engine = engine_of_env();
    str port = env(a, engine, "PORT");
    int64_t number = 0;
    struct dsn dsn = {
        .engine = engine,
        .host = env(a, engine, "HOST"),
        .socket = env(a, engine, "SOCKET"),
        .user = env(a, engine, "USER"),
        .password = { env(a, engine, "PASSWORD") },
        .database = env(a, engine, "DATABASE"),
    };

    if (port.n)
        EXPECT(str_to_int64(port, &number));
    dsn.port = (int)number;
    if (engine == DSN_SQLITE && !dsn.database.n)
        dsn.database = own_file(a);
    return dsn;
}

/* ---- case ---- */

static void done(void *p)
{
    struct target *t = p;

    err_done(&t->err);
    close(t->wake[0]);
    close(t->wake[1]);
}

static void drop_leftovers(struct target *t, struct conn *c)
{
    struct str_list names = { 0 };

    EXPECT_OK(t->engine->user_tables(t->a, c, S(""), 1000, &names, &t->err), &t->err);
    for (size_t i = 0; i < names.n; i++) {
        str name = names.v[i];

        if (str_starts(name, S("\"conf"))) /* quoted already */
            target_sql(t, c, "DROP TABLE " STR_FMT, STR_ARG(name));
        else if (str_starts(name, S("conf")))
            target_sql(t, c, "DROP TABLE " STR_FMT, STR_ARG(target_ident(t, c, name)));
    }
}

static struct target *new_target(arena *a, bool embedded)
{
    struct target *t = arena_new(a, struct target, 1);
    struct conn *c;

    t->a = a;
    err_init(&t->err);
    EXPECT(pipe2(t->wake, O_CLOEXEC | O_NONBLOCK) == 0);
    arena_defer(a, done, t);
    t->ctx =
        (struct ctx){ .mem = a, .signal = &t->signal, .wake_fd = t->wake[0], .embedded = embedded };
    t->dsn = target_dsn(a);
    t->engine = engine_get(t->dsn.engine);
    t->words = &words[t->dsn.engine];
    c = target_open(t);
    drop_leftovers(t, c);
    t->engine->close(c);
    return t;
}

struct target *target_new(arena *a)
{
    return new_target(a, false);
}

struct target *target_new_embedded(arena *a)
{
    return new_target(a, true);
}

struct conn *target_open(struct target *t)
{
    struct conn *c = NULL;

    EXPECT_OK(t->engine->open(t->a, &t->dsn, &t->ctx, &c, &t->err), &t->err);
    EXPECT(c != NULL);
    return c;
}

/* ---- statements ---- */

PRINTF(2, 0) static str vtext(arena *a, const char *fmt, va_list ap)
{
    va_list again;
    char *z;
    int n;

    va_copy(again, ap);
    n = vsnprintf(NULL, 0, fmt, again);
    va_end(again);
    EXPECT(n >= 0);
    z = arena_new(a, char, (size_t)n + 1);
    vsnprintf(z, (size_t)n + 1, fmt, ap);
    return (str){ z, (size_t)n };
}

static struct result exec(struct target *t, struct conn *c, str sql)
{
    struct result r = { 0 };

    if (!engine_exec(c, sql, &r, &t->err))
        test_fail(__FILE__, __LINE__, "%.200s: " STR_FMT " / " STR_FMT, sql.p,
                  STR_ARG(t->err.message), STR_ARG(t->err.database));
    return r;
}

struct result target_sql(struct target *t, struct conn *c, const char *fmt, ...)
{
    va_list ap;
    str sql;

    va_start(ap, fmt);
    sql = vtext(t->a, fmt, ap);
    va_end(ap);
    return exec(t, c, sql);
}

str target_value(struct target *t, struct conn *c, const char *fmt, ...)
{
    struct result r;
    va_list ap;
    str sql;

    va_start(ap, fmt);
    sql = vtext(t->a, fmt, ap);
    va_end(ap);
    r = exec(t, c, sql);
    EXPECT(r.rows >= 1 && r.columns >= 1);
    return str_copy(t->a, result_text(&r, 0, 0));
}

void target_submit(struct target *t, struct conn *c, const char *sql, int64_t tag, unsigned flags)
{
    struct request r = { .sql = str_of(sql), .tag = tag, .flags = flags };

    EXPECT_OK(c->engine->submit(c, &r, &t->err), &t->err);
}

struct result target_next(struct target *t, struct conn *c)
{
    struct result r = { 0 };
    enum next n = engine_await(c, &r, NULL, NULL, &t->err);

    EXPECT_OK(n != NEXT_LOST, &t->err);
    EXPECT_INT(n, NEXT_RESULT);
    return r;
}

struct result target_run(struct target *t, struct conn *c, const char *sql)
{
    target_submit(t, c, sql, 0, REQ_SYNC);
    return target_next(t, c);
}

str target_literal(struct target *t, struct conn *c, str text)
{
    struct buf b = buf_on(t->a);

    sql_literal(&b, c->dialect, text);
    return buf_view(&b);
}

str target_ident(struct target *t, struct conn *c, str name)
{
    struct buf b = buf_on(t->a);

    sql_ident(&b, c->dialect, name);
    return buf_view(&b);
}
