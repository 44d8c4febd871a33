/* engines/sqlite/lite_database.c: the database file as a whole: is it there, make it, remove it.
 *
 * Does      make the folder too; remove what belongs to the file: -wal, -shm, -journal, the lock file
 * Does not  remove what is not an SQLite database
 * Shape     the file itself goes last: a second try finishes what was cut off, and no old journal stays behind
 *           that a new file of the same name would take for its own
 * Errors    ERR_CONNECT, ERR_NOT_DROPPED, ERR_DATABASE_IN_USE, ERR_FILE_WRITE
 */
#include "engines/sqlite/lite_int.h"

#include "base/fs.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

/* Where other processes hold their locks: https://www.sqlite.org/src/file/src/os_unix.c */
enum { LOCK_BYTES_AT = 0x40000000, LOCK_BYTES = 512, WAL_LOCKS_AT = 120, WAL_LOCKS = 9 };

static const char *const beside[] = { "-journal", "-wal", "-shm", "" };

static bool in_memory(const struct dsn *dsn)
{
    return str_eq(dsn->database, S(":memory:"));
}

static bool unreadable(struct err *err, str path)
{
    return err_set(err, ERR_CONNECT, "could not read \"" STR_FMT "\": %s", STR_ARG(path),
                   strerror(errno));
}

static bool refuse(struct err *err, str path, const char *why)
{
    err_set(err, ERR_NOT_DROPPED, "\"" STR_FMT "\" %s", STR_ARG(path), why);
    return err_hint(err, "Look at the path in the connection string.");
}

/* Through links: what lies there is what other processes use. */
static str real_path(arena *a, str path)
{
    char real[PATH_MAX];

    return realpath(str_z(a, path), real) ? str_copy(a, str_of(real)) : path;
}

/* A folder or any other file must not be lost to a mistyped path. */
static bool check_header(arena *a, str path, struct err *err)
{
    static const char magic[] = "SQLite format 3";
    char head[sizeof(magic)];
    struct stat st;
    ssize_t n;
    int fd;

    if (stat(str_z(a, path), &st) != 0)
        return unreadable(err, path);
    if (!S_ISREG(st.st_mode))
        return refuse(err, path, "is not a regular file");
    fd = open(str_z(a, path), O_RDONLY | O_CLOEXEC);
    if (fd < 0)
        return unreadable(err, path);
    n = read(fd, head, sizeof(head));
    close(fd);
    return n == 0 || (n == (ssize_t)sizeof(head) && memcmp(head, magic, sizeof(magic)) == 0) ||
           refuse(err, path, "is not an SQLite database");
}

/* A process with an SQLite lock in the range; what merely has the file open cannot be seen. */
static void add_locker(arena *a, str file, off_t at, off_t n, struct str_list *out)
{
    struct flock l = { .l_type = F_WRLCK, .l_whence = SEEK_SET, .l_start = at, .l_len = n };
    int fd = open(str_z(a, file), O_RDWR | O_CLOEXEC);

    if (fd < 0)
        return;
    if (fcntl(fd, F_OFD_GETLK, &l) == 0 && l.l_type != F_UNLCK)
        *vec_push(a, out) =
            l.l_pid > 0 ? str_printf(a, "pid %lld", (long long)l.l_pid) : S("another process");
    close(fd);
}

bool lite_database_look(arena *a, const struct dsn *dsn, struct ctx *ctx, struct database_info *out,
                        struct err *err)
{
    struct database_info info = { 0 };
    str path = real_path(a, dsn->database);

    (void)ctx;
    if (in_memory(dsn)) {
        *out = (struct database_info){ .exists = true,
                                       .reserved = S("it lives in memory and ends by itself") };
        return true;
    }
    info.exists = fs_exists(path);
    if (info.exists && !check_header(a, path, err))
        return false;
    for (size_t i = 0; i < COUNT_OF(beside); i++) {
        str file = str_printf(a, STR_FMT "%s", STR_ARG(path), beside[i]);

        if (fs_exists(file))
            *vec_push(a, &info.files) = file;
    }
    add_locker(a, path, LOCK_BYTES_AT, LOCK_BYTES, &info.sessions);
    if (!info.sessions.n)
        add_locker(a, str_printf(a, STR_FMT "-shm", STR_ARG(path)), WAL_LOCKS_AT, WAL_LOCKS,
                   &info.sessions);
    *out = info;
    return true;
}

bool lite_database_create(arena *a, const struct dsn *dsn, struct ctx *ctx,
                          const struct database_opts *opts, bool *out_existed, struct err *err)
{
    bool existed = in_memory(dsn) || fs_exists(dsn->database);
    str folder = fs_dirname(a, dsn->database);
    struct conn *c;

    if (opts->owner.n || opts->encoding.n)
        return err_set(err, ERR_USAGE, "an SQLite database has no %s of its own to choose",
                       opts->owner.n ? "owner" : "encoding");
    if (!existed && !fs_exists(folder) && !fs_make_folder(folder, err))
        return false;
    if (!existed) {
        if (!lite_open(a, dsn, ctx, &c, err))
            return false;
        lite_close(c);
    } else if (!in_memory(dsn) && !check_header(a, real_path(a, dsn->database), err)) {
        return false;
    }
    *out_existed = existed;
    return true;
}

static bool remove_files(arena *a, str path, struct err *err)
{
    for (size_t i = 0; i < COUNT_OF(beside); i++) {
        str file = str_printf(a, STR_FMT "%s", STR_ARG(path), beside[i]);

        if (unlink(str_z(a, file)) != 0 && errno != ENOENT) {
            err_set(err, ERR_FILE_WRITE, "could not remove the file: %s", strerror(errno));
            return err_at(err, &(struct place){ .file = file });
        }
    }
    return true;
}

bool lite_database_drop(arena *a, const struct dsn *dsn, struct ctx *ctx, bool *out_existed,
                        struct err *err)
{
    str path = real_path(a, dsn->database), holder;
    bool existed = fs_exists(path), ok;
    int fd = -1;

    (void)ctx;
    path = str_of(str_z(a, path));
    if (!fs_exists(fs_dirname(a, path))) {
        *out_existed = false;
        return true;
    }
    if (!lite_lock_all(a, path, &fd, &holder, err))
        return false;
    if (holder.n)
        return err_set(err, ERR_DATABASE_IN_USE, "a run of afloat works on the database: " STR_FMT,
                       STR_ARG(holder));
    ok = remove_files(a, path, err);
    lite_unlock_all(a, path, fd);
    if (ok)
        *out_existed = existed;
    return ok;
}
