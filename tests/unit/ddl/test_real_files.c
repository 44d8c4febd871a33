/* tests/unit/ddl/test_real_files.c: no statement of the published packages of tests/real is opaque, but DO blocks:
 * what a program does is not to be read.
 *
 * Reads AFLOAT_CACHE/real/<set>/<engine>/ and below, which tests/real/fetch brings; skips without them.
 */
#include "ddl/outline.h"
#include "harness/test.h"
#include "sql/split.h"

#include "base/fs.h"

#include <ftw.h>
#include <stdlib.h>
#include <unistd.h>

static str real_folder(arena *a)
{
    static const struct {
        const char *variable, *below;
    } places[] = { { "XDG_CACHE_HOME", "afloat/real" }, { "HOME", ".cache/afloat/real" } };

    const char *cache = getenv("AFLOAT_CACHE");

    if (cache && *cache)
        return fs_join(a, str_of(cache), S("real"));
    if (getuid() == 0)
        return S("/var/cache/afloat/real");
    for (size_t i = 0; i < COUNT_OF(places); i++)
        if ((cache = getenv(places[i].variable)) && *cache)
            return fs_join(a, str_of(cache), str_of(places[i].below));
    return S("");
}

static int check_statement(arena *a, const struct dialect *d, str path, const struct piece *p)
{
    struct outline o;

    if (str_starts_nocase(p->body, S("do ")))
        return 1;
    outline_read(a, d, 0, 0, p->body, &o);
    if (o.cls == CLASS_OPAQUE || o.probe == PROBE_OPAQUE || !o.verb.n)
        test_fail(__FILE__, __LINE__, STR_FMT ":%u: opaque: " STR_FMT, STR_ARG(path), p->line,
                  STR_ARG(p->body));
    return 1;
}

static int check_file(arena *a, const struct dialect *d, str path)
{
    struct split_opts opts = { .dialect = d, .file = path };
    struct reader reader;
    struct split *s;
    struct piece p;
    struct err err;
    bool end = false;
    int n = 0;

    err_init(&err);
    EXPECT_OK(fs_reader(a, path, &reader, &err), &err);
    s = split_open(a, &opts, &reader);
    for (;;) {
        EXPECT_OK(split_next(s, &p, &end, &err), &err);
        if (end)
            return n;
        EXPECT(p.kind != PIECE_META && p.kind != PIECE_DELIMITER);
        if (p.kind == PIECE_STATEMENT)
            n += check_statement(a, d, path, &p);
    }
}

/* nftw has no data of the caller. */
static __thread struct {
    arena *mem;
    int files, statements;
} seen;

static int visit(const char *path, const struct stat *st, int type, struct FTW *ftw)
{
    str file = str_of(path), engine = fs_dirname(seen.mem, file);
    const struct dialect *d = NULL;

    (void)st;
    (void)ftw;
    if (type != FTW_F || !str_ends(file, S(".sql")))
        return 0;
    while (!d && engine.n > 1) { /* the nearest folder above that is named as a dialect */
        d = dialect_find(fs_basename(engine));
        engine = fs_dirname(seen.mem, engine);
    }
    if (!d)
        return 0; /* a package that is being unpacked */
    seen.files++;
    seen.statements += check_file(seen.mem, d, file);
    return 0;
}

TEST(every_statement_is_understood)
{
    str folder = real_folder(a);

    if (!folder.n || access(str_z(a, folder), R_OK) != 0)
        test_skip("no packages in the cache (tests/real/fetch)");
    seen.mem = a;
    seen.files = seen.statements = 0;
    EXPECT_INT(nftw(str_z(a, folder), visit, 16, FTW_PHYS), 0);
    test_note(str_printf(a, "%d files, %d statements", seen.files, seen.statements));
    EXPECT(seen.statements > seen.files);
}
