/* tests/unit/base/test_fs.c: base/fs.c, base/fs_path.c on a folder of its own. */
#include "harness/test.h"

#include "base/fs.h"
#include "base/proc.h"

#include <sys/stat.h>
#include <unistd.h>

static void drop_err(void *p)
{
    err_done(p);
}

static struct err *new_err(arena *a)
{
    struct err *err = arena_new(a, struct err, 1);

    err_init(err);
    arena_defer(a, drop_err, err);
    return err;
}

static void remove_tree(void *p)
{
    const char *argv[] = { "rm", "-rf", "--", p, NULL };
    arena a;
    struct err err;
    str out;
    int status;

    arena_init(&a);
    err_init(&err);
    if (!proc_output(&a, argv, 100, &out, &status, &err))
        test_note(err.message);
    err_done(&err);
    arena_done(&a);
}

static str folder(arena *a)
{
    char *z = str_z(a, S("/tmp/afloat-fs-XXXXXX"));

    EXPECT(mkdtemp(z) != NULL);
    arena_defer(a, remove_tree, z);
    return str_of(z);
}

static void put(arena *a, str dir, const char *name, str text)
{
    struct err *err = new_err(a);
    bool exists;

    EXPECT_OK(fs_create(fs_join(a, dir, str_of(name)), text, &exists, err), err);
    EXPECT(!exists);
}

TEST(creates_and_reads)
{
    struct err *err = new_err(a);
    str dir = folder(a), path = fs_join(a, dir, S("x")), text;
    bool exists;

    put(a, dir, "x", S("one\0two"));
    EXPECT(fs_exists(path));
    EXPECT_OK(fs_read(a, path, 7, &text, err), err);
    EXPECT_STR(text, S("one\0two"));
    EXPECT(text.p[text.n] == '\0');
    EXPECT(!fs_create(path, S("other"), &exists, err));
    EXPECT(exists);
    EXPECT_INT(err->code, ERR_FILE_WRITE);
    err_clear(err);
    EXPECT_OK(fs_read(a, path, 100, &text, err), err);
    EXPECT_STR(text, S("one\0two"));
}

TEST(empty_file_has_a_pointer)
{
    struct err *err = new_err(a);
    str dir = folder(a), text = { 0 };

    put(a, dir, "x", S(""));
    EXPECT_OK(fs_read(a, fs_join(a, dir, S("x")), 0, &text, err), err);
    EXPECT(text.p != NULL && text.n == 0);
}

TEST(file_of_unstated_size)
{
    struct err *err = new_err(a);
    str text;

    EXPECT_OK(fs_read(a, S("/proc/self/status"), 1 << 20, &text, err), err);
    EXPECT(str_find(text, S("Pid:")) != STR_NONE);
    EXPECT(!fs_read(a, S("/proc/self/status"), 10, &text, err));
    EXPECT(str_ends(err->message, S("it is too large")));
}

TEST(refuses_what_is_no_file)
{
    static const struct {
        const char *name, *reason;
    } bad[] = {
        { "none", "No such file or directory" }, { ".", "it is a folder" },
        { "fifo", "it is not a regular file" },  { "big", "it is too large" },
        { "big/x", "Not a directory" },          { "", "it is a folder" },
    };

    str dir = folder(a), text;

    put(a, dir, "big", S("0123456789"));
    EXPECT(mkfifo(fs_join(a, dir, S("fifo")).p, 0600) == 0);
    for (size_t i = 0; i < COUNT_OF(bad); i++) {
        struct err *err = new_err(a);
        str path = fs_join(a, dir, str_of(bad[i].name));

        EXPECT(!fs_read(a, path, 9, &text, err));
        EXPECT_INT(err->code, ERR_FILE_READ);
        EXPECT_STR(err->place.file, path);
        EXPECT_STR(err->message, str_printf(a, "could not read \"" STR_FMT "\": %s", STR_ARG(path),
                                            bad[i].reason));
    }
}

TEST(name_with_nul)
{
    struct err *err = new_err(a);
    str text;

    EXPECT(!fs_read(a, S("/etc/passwd\0.sql"), 1 << 20, &text, err));
    EXPECT(!fs_exists(S("/etc/passwd\0.sql")));
}

TEST(reader_gives_the_bytes)
{
    struct err *err = new_err(a);
    str dir = folder(a);
    struct reader r;
    char part[4];
    size_t n, total = 0;

    put(a, dir, "x", S("0123456789"));
    EXPECT_OK(fs_reader(a, fs_join(a, dir, S("x")), &r, err), err);
    for (;;) {
        EXPECT_OK(reader_read(&r, part, sizeof(part), &n, err), err);
        if (n == 0)
            break;
        EXPECT(part[0] == (char)('0' + total));
        total += n;
    }
    EXPECT_INT(total, 10);
    EXPECT(!fs_reader(a, dir, &r, err));
}

TEST(lists_in_byte_order)
{
    static const struct {
        const char *name;
        enum fs_kind kind;
    } want[] = {
        { ".hidden", FS_FILE }, { "B", FS_FILE },     { "a", FS_FILE },
        { "dir", FS_FOLDER },   { "fifo", FS_OTHER }, { "in", FS_FILE },
        { "lost", FS_OTHER },   { "out", FS_OTHER },  { "up", FS_OTHER },
    };

    struct err *err = new_err(a);
    str dir = folder(a);
    struct fs_list list;

    put(a, dir, "a", S(""));
    put(a, dir, "B", S(""));
    put(a, dir, ".hidden", S(""));
    EXPECT_OK(fs_make_folder(fs_join(a, dir, S("dir")), err), err);
    EXPECT(mkfifo(fs_join(a, dir, S("fifo")).p, 0600) == 0);
    EXPECT(symlink("a", fs_join(a, dir, S("in")).p) == 0);
    EXPECT(symlink("/etc/passwd", fs_join(a, dir, S("out")).p) == 0);
    EXPECT(symlink("..", fs_join(a, dir, S("up")).p) == 0);
    EXPECT(symlink("nowhere", fs_join(a, dir, S("lost")).p) == 0);
    EXPECT_OK(fs_list(a, dir, &list, err), err);
    EXPECT_INT(list.n, COUNT_OF(want));
    for (size_t i = 0; i < list.n; i++) {
        EXPECT_STR(list.v[i].name, str_of(want[i].name));
        EXPECT_INT(list.v[i].kind, want[i].kind);
    }
    EXPECT(!fs_list(a, fs_join(a, dir, S("a")), &list, err));
    EXPECT_INT(err->code, ERR_FILE_READ);
}

TEST(makes_folders)
{
    struct err *err = new_err(a);
    str dir = folder(a), deep = fs_join(a, dir, S("a//b/c/"));

    EXPECT_OK(fs_make_folder(deep, err), err);
    EXPECT_OK(fs_make_folder(deep, err), err);
    EXPECT_OK(fs_make_folder(S("/"), err), err);
    EXPECT_OK(fs_make_folder(S(""), err), err);
    EXPECT(fs_exists(deep));
    put(a, dir, "file", S(""));
    EXPECT(!fs_make_folder(fs_join(a, dir, S("file")), err));
    EXPECT(str_ends(err->message, S("a file has this name")));
    err_clear(err);
    EXPECT(!fs_make_folder(fs_join(a, dir, S("file/x")), err));
    EXPECT_INT(err->code, ERR_FILE_WRITE);
}

TEST(names)
{
    static const struct {
        const char *folder, *name, *join;
    } joins[] = { { "a", "b", "a/b" },    { "a/", "b", "a/b" },    { "a", "/b", "/b" },
                  { ".", "b", "b" },      { "./a", "./b", "a/b" }, { "", "b", "b" },
                  { "/", "b", "/b" },     { "a", "", "a" },        { ".", ".", "." },
                  { "./", "b", "b" },     { "..", "b", "../b" },   { "a", ".", "a" },
                  { ".//a", "b", "a/b" }, { "a", ".b", "a/.b" } };

    static const struct {
        const char *path, *dir, *base;
    } parts[] = { { "a/b", "a", "b" }, { "a", ".", "a" },        { "/a", "/", "a" },
                  { "/", "/", "/" },   { "a/b/", "a", "b" },     { "a//b", "a", "b" },
                  { "", ".", "" },     { "/a/b/c", "/a/b", "c" } };

    for (size_t i = 0; i < COUNT_OF(joins); i++)
        EXPECT_STR(fs_join(a, str_of(joins[i].folder), str_of(joins[i].name)),
                   str_of(joins[i].join));
    for (size_t i = 0; i < COUNT_OF(parts); i++) {
        EXPECT_STR(fs_dirname(a, str_of(parts[i].path)), str_of(parts[i].dir));
        EXPECT_STR(fs_basename(str_of(parts[i].path)), str_of(parts[i].base));
    }
    EXPECT(fs_cwd(a).p[0] == '/');
}

TEST(file_system_and_space)
{
    struct fs_space here = fs_space(S("/")), nowhere = fs_space(S("/nowhere/at/all"));

    (void)a;
    EXPECT(here.free_bytes >= 0);
    EXPECT_INT(nowhere.free_bytes, -1);
    EXPECT(nowhere.network == NULL);
    EXPECT_STR(str_of(fs_network(0x6969)), S("NFS"));
    EXPECT_STR(str_of(fs_network(0xff534d42)), S("CIFS"));
    EXPECT(fs_network(0xef53) == NULL);     /* ext4 */
    EXPECT(fs_network(0x01021994) == NULL); /* tmpfs */
}
