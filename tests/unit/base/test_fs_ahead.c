/* tests/unit/base/test_fs_ahead.c: base/fs_ahead.c on a folder of its own. */
#include "../core/files.h"

#include "base/fs_ahead.h"

#include <sys/stat.h>
#include <unistd.h>

static const struct fs_ahead_work no_work;

static str filled(arena *a, size_t n)
{
    char *p = arena_new(a, char, n + 1);

    memset(p, 'x', n);
    return (str){ p, n };
}

TEST(small_files_are_there_once)
{
    str dir = files_folder(a);
    struct fs_ahead_file file;
    struct fs_ahead *h;

    files_put(a, dir, "1.sql", S("one"));
    files_put(a, dir, "2.SQL", S("two"));
    files_put(a, dir, "3.txt", S("three"));
    h = fs_ahead_start(a, dir, ".sql", no_work);
    EXPECT(fs_ahead_take(h, fs_join(a, dir, S("1.sql")), &file));
    EXPECT_STR(file.text, S("one"));
    EXPECT(!fs_ahead_take(h, fs_join(a, dir, S("1.sql")), &file));
    EXPECT(fs_ahead_take(h, fs_join(a, dir, S("2.SQL")), &file));
    EXPECT_STR(file.text, S("two"));
    EXPECT(!fs_ahead_take(h, fs_join(a, dir, S("3.txt")), &file));
    EXPECT(!fs_ahead_take(h, fs_join(a, dir, S("4.sql")), &file));
}

static void length(const void *data, str text, void *told)
{
    *(size_t *)told = text.n + *(const size_t *)data;
}

TEST(work_is_done_for_each_text)
{
    static const size_t more = 100;
    str dir = files_folder(a);
    struct fs_ahead_file one, two;
    struct fs_ahead *h;

    files_put(a, dir, "1.sql", S("one"));
    files_put(a, dir, "2.sql", S("three"));
    h = fs_ahead_start(a, dir, ".sql", (struct fs_ahead_work){ length, &more });
    EXPECT(fs_ahead_take(h, fs_join(a, dir, S("1.sql")), &one));
    EXPECT(fs_ahead_take(h, fs_join(a, dir, S("2.sql")), &two));
    EXPECT_INT(*(const size_t *)one.told, 103);
    EXPECT_INT(*(const size_t *)two.told, 105);
}

/* Whoever reads these in the ordinary way gets the error, or streams them. */
TEST(what_is_large_empty_or_no_regular_file_is_left)
{
    str dir = files_folder(a);
    struct fs_ahead_file file;
    struct fs_ahead *h;

    files_put(a, dir, "large.sql", filled(a, AHEAD_FILE_MAX));
    files_put(a, dir, "fits.sql", filled(a, AHEAD_FILE_MAX - 1));
    files_put(a, dir, "empty.sql", S(""));
    EXPECT_INT(mkdir(fs_join(a, dir, S("folder.sql")).p, 0700), 0);
    EXPECT_INT(mkfifo(fs_join(a, dir, S("fifo.sql")).p, 0600), 0);
    EXPECT_INT(symlink("fits.sql", fs_join(a, dir, S("link.sql")).p), 0);
    h = fs_ahead_start(a, dir, ".sql", no_work);
    EXPECT(fs_ahead_take(h, fs_join(a, dir, S("fits.sql")), &file));
    EXPECT_INT(file.text.n, AHEAD_FILE_MAX - 1);
    EXPECT(!fs_ahead_take(h, fs_join(a, dir, S("large.sql")), &file));
    EXPECT(!fs_ahead_take(h, fs_join(a, dir, S("empty.sql")), &file));
    EXPECT(!fs_ahead_take(h, fs_join(a, dir, S("folder.sql")), &file));
    EXPECT(!fs_ahead_take(h, fs_join(a, dir, S("fifo.sql")), &file));
    EXPECT(!fs_ahead_take(h, fs_join(a, dir, S("link.sql")), &file));
}

TEST(more_than_there_is_room_for_is_left)
{
    str dir = files_folder(a);
    int taken = 0, files = AHEAD_MAX / (AHEAD_FILE_MAX - 1) + 4;
    struct fs_ahead_file file;
    struct fs_ahead *h;

    for (int i = 0; i < files; i++)
        files_put(a, dir, str_printf(a, "%d.sql", i).p, filled(a, AHEAD_FILE_MAX - 1));
    h = fs_ahead_start(a, dir, ".sql", no_work);
    for (int i = 0; i < files; i++)
        taken += fs_ahead_take(h, fs_join(a, dir, str_printf(a, "%d.sql", i)), &file);
    EXPECT(taken > 100 && taken < files);
}

TEST(no_folder_is_nothing_ahead)
{
    struct fs_ahead_file file;

    EXPECT(!fs_ahead_take(fs_ahead_start(a, S("/nowhere"), ".sql", no_work), S("/nowhere/1.sql"),
                          &file));
}

/* A path names its file as fs_join writes it, however the folder was named. */
TEST(paths_are_those_of_the_folder)
{
    static const char *const forms[] = { "", "/", "//" };
    str dir = files_folder(a), other = files_folder(a);

    files_put(a, dir, "1.sql", S("one"));
    for (size_t i = 0; i < COUNT_OF(forms); i++) {
        str folder = str_printf(a, STR_FMT "%s", STR_ARG(dir), forms[i]);
        struct fs_ahead *h = fs_ahead_start(a, folder, ".sql", no_work);
        struct fs_ahead_file file;

        EXPECT(!fs_ahead_take(h, S("1.sql"), &file));
        EXPECT(!fs_ahead_take(h, fs_join(a, other, S("1.sql")), &file));
        EXPECT(!fs_ahead_take(h, fs_join(a, fs_join(a, dir, S("sub")), S("1.sql")), &file));
        EXPECT(fs_ahead_take(h, fs_join(a, folder, S("1.sql")), &file));
        EXPECT_STR(file.text, S("one"));
    }
}

TEST(the_working_directory_has_bare_names)
{
    str dir = files_folder(a), before = fs_cwd(a);
    struct fs_ahead_file file;
    struct fs_ahead *h;
    bool taken;

    files_put(a, dir, "1.sql", S("one"));
    EXPECT_INT(chdir(str_z(a, dir)), 0);
    h = fs_ahead_start(a, S("."), ".sql", no_work);
    taken = fs_ahead_take(h, S("1.sql"), &file);
    EXPECT_INT(chdir(str_z(a, before)), 0);
    EXPECT(taken);
}
