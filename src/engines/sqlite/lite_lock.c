/* engines/sqlite/lite_lock.c: the run's lock, in a file beside the database.
 *
 * Does      hold one range of "<database>-afloat-lock" for each key, with the holder's name in it
 * Does not  lock the database file: closing any descriptor of it would drop SQLite's own locks
 * Shape     256 bytes a slot, slot = hash of the key; the lock belongs to the open file, so the system
 *           drops it when the process dies, however it dies, and two connections of one process exclude
 *           each other
 * Errors    ERR_CONNECT when the file cannot be made (folder without write permission)
 *
 * Removing the file is safe because only a holder of all of it does so, and because whoever got a lock
 * checks that the name still leads to the file that was locked.
 */
#include "engines/sqlite/lite_int.h"

#include "base/clock.h"
#include "base/proc.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

enum { SLOT_BYTES = 256, SLOTS = 1024, TRIES = 100 };

static off_t slot_of(str key)
{
    uint64_t h = 14695981039346656037u; /* FNV-1a */

    for (size_t i = 0; i < key.n; i++)
        h = (h ^ (unsigned char)key.p[i]) * 1099511628211u;
    return (off_t)(h % SLOTS) * SLOT_BYTES;
}

/* `n` = 0: to the end of the file, wherever that will be. */
static bool lock_range(int fd, off_t at, off_t n)
{
    struct flock l = { .l_type = F_WRLCK, .l_whence = SEEK_SET, .l_start = at, .l_len = n };

    return fcntl(fd, F_OFD_SETLK, &l) == 0;
}

static bool still_named(int fd, const char *path)
{
    struct stat named, opened;

    return lstat(path, &named) == 0 && fstat(fd, &opened) == 0 && named.st_dev == opened.st_dev &&
           named.st_ino == opened.st_ino;
}

/* As the database's own files are: whoever may write it may lock it. */
static int create(const struct lite *c, const char *path)
{
    struct stat db;
    int fd = open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0600);

    if (fd >= 0 && stat(c->path.p, &db) == 0 && fchmod(fd, db.st_mode & 0666) != 0)
        errno = 0; /* stricter than needed, still a lock */
    return fd;
}

static int open_file(const struct lite *c, const char *path)
{
    struct stat st;
    int fd = -1;

    for (int i = 0; fd < 0 && i < TRIES; i++) {
        fd = open(path, O_RDWR | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK);
        if (fd < 0 && errno == ENOENT)
            fd = create(c, path);
        if (fd < 0 && errno != ENOENT && errno != EEXIST)
            return -1;
    }
    if (fd >= 0 && (fstat(fd, &st) != 0 || !S_ISREG(st.st_mode))) {
        close(fd);
        errno = EINVAL;
        return -1;
    }
    return fd;
}

static bool write_slot(int fd, off_t at, const char *text)
{
    char slot[SLOT_BYTES] = { 0 };

    snprintf(slot, sizeof(slot), "%s", text);
    return pwrite(fd, slot, sizeof(slot), at) == (ssize_t)sizeof(slot);
}

static str read_slot(arena *a, int fd, off_t at)
{
    char slot[SLOT_BYTES];
    ssize_t n = pread(fd, slot, sizeof(slot), at);
    str rest, text = { slot, n > 0 ? strnlen(slot, (size_t)n) : 0 };

    text = str_cut(text, '\n', &rest);
    return text.n ? str_copy(a, text) : S("another process");
}

static bool sign(int fd, off_t at)
{
    arena a;
    str text;
    bool ok;

    arena_init(&a);
    text = str_printf(&a, "pid %lld on %.100s since %.30s\n", (long long)getpid(),
                      str_z(&a, proc_host(&a)), str_z(&a, clock_iso(&a, clock_wall_us())));
    ok = write_slot(fd, at, text.p);
    arena_done(&a);
    return ok;
}

static bool fail(struct err *err, const char *path, int error)
{
    err_set(err, ERR_CONNECT, "could not lock \"%s\": %s", path, strerror(error));
    err_database(err, FAIL_CONNECT, NULL, 0, S(""));
    return err_hint(err, "One run at a time is ensured by this file; its folder must be writable.");
}

/* 1 got it, 0 somebody else has it, -1 the file is not the named one any more, -2 errno says why. */
static int attempt(const char *path, off_t at, int fd)
{
    if (!lock_range(fd, at, SLOT_BYTES))
        return errno == EAGAIN || errno == EACCES ? 0 : -2;
    if (!still_named(fd, path))
        return -1;
    return sign(fd, at) ? 1 : -2;
}

static str lock_path(arena *a, const struct lite *c)
{
    return str_printf(a, STR_FMT "-afloat-lock", STR_ARG(c->path));
}

static bool acquire(arena *a, struct lite *c, off_t at, bool *out_got, str *out_holder,
                    struct err *err)
{
    const char *path = lock_path(a, c).p;

    for (int i = 0; i < TRIES; i++) {
        int fd = open_file(c, path), answer, error;

        if (fd < 0)
            return fail(err, path, errno);
        answer = attempt(path, at, fd);
        error = errno;
        if (answer == 0)
            *out_holder = read_slot(c->base.mem, fd, at);
        *out_got = answer == 1;
        if (answer == 1) {
            c->lock_fd = fd;
            c->lock_at = at;
            return true;
        }
        close(fd);
        if (answer != -1)
            return answer == 0 || fail(err, path, error);
    }
    *out_holder = S("several other processes");
    *out_got = false;
    return true;
}

bool lite_try_lock(struct conn *base, str key, bool *out_got, str *out_holder, struct err *err)
{
    struct lite *c = lite_of(base);
    off_t at = slot_of(key);
    arena a;
    bool ok;

    if (!lite_usable(c, err))
        return false;
    *out_holder = S("");
    *out_got = true;
    if (!c->path.n) /* nobody else can see a database in memory */
        return true;
    if (c->lock_fd >= 0) {
        CHECK(c->lock_at == at); /* one lock a run */
        return true;
    }
    arena_init(&a);
    ok = acquire(&a, c, at, out_got, out_holder, err);
    arena_done(&a);
    return ok;
}

void lite_lock_release(struct lite *c)
{
    arena a;
    const char *path;

    if (c->lock_fd < 0)
        return;
    arena_init(&a);
    path = lock_path(&a, c).p;
    (void)!write_slot(c->lock_fd, c->lock_at, "");
    if (lock_range(c->lock_fd, 0, 0) && still_named(c->lock_fd, path))
        unlink(path);
    close(c->lock_fd);
    c->lock_fd = -1;
    arena_done(&a);
}

bool lite_unlock(struct conn *base, str key, bool *out_was_held, struct err *err)
{
    struct lite *c = lite_of(base);

    if (!lite_usable(c, err))
        return false;
    *out_was_held = !c->path.n || (c->lock_fd >= 0 && c->lock_at == slot_of(key));
    if (c->path.n && *out_was_held)
        lite_lock_release(c);
    return true;
}

/* Whose lock stands in the way: the first of the file. */
static str holder_of(arena *a, int fd)
{
    struct flock l = { .l_type = F_WRLCK, .l_whence = SEEK_SET };

    if (fcntl(fd, F_OFD_GETLK, &l) != 0 || l.l_type == F_UNLCK)
        return S("another process");
    return read_slot(a, fd, l.l_start);
}

bool lite_lock_all(arena *a, str path, int *out_fd, str *out_holder, struct err *err)
{
    struct lite named = { .path = path };
    const char *file = lock_path(a, &named).p;

    *out_holder = (str){ 0 };
    for (int i = 0; i < TRIES; i++) {
        int fd = open_file(&named, file);

        if (fd < 0)
            return fail(err, file, errno);
        if (!lock_range(fd, 0, 0)) {
            *out_holder = holder_of(a, fd);
            close(fd);
            return true;
        }
        if (still_named(fd, file)) {
            *out_fd = fd;
            return true;
        }
        close(fd);
    }
    *out_holder = S("several other processes");
    return true;
}

void lite_unlock_all(arena *a, str path, int fd)
{
    struct lite named = { .path = path };

    unlink(lock_path(a, &named).p);
    close(fd);
}
