/* tests/harness/folder.c: see harness/folder.h. */
#include "harness/folder.h"

#include <ftw.h>
#include <unistd.h>

static int remove_one(const char *path, const struct stat *st, int type, struct FTW *ftw)
{
    (void)st;
    (void)type;
    (void)ftw;
    return remove(path);
}

static void remove_tree(void *path)
{
    (void)nftw(path, remove_one, 16, FTW_DEPTH | FTW_PHYS);
}

str test_folder(arena *a)
{
    char *path = str_z(a, S("/tmp/afloat-test-XXXXXX"));

    EXPECT(mkdtemp(path) != NULL);
    arena_defer(a, remove_tree, path);
    return str_of(path);
}
