/* base/fs.c: see base/fs.h. Names of paths are in base/fs_path.c.
 *
 * Files are opened with O_NONBLOCK, so that a FIFO with nobody at the other end is an error, not a hang.
 */
#include "base/fs.h"

#include "base/fs_int.h"
#include "base/mem.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

enum { FIRST_READ_BYTES = 4096 };

static void close_fd(int *fd)
{
    if (*fd >= 0)
        close(*fd);
}

static void close_folder(DIR **d)
{
    if (*d)
        closedir(*d);
}

static bool fail(struct err *err, enum err_code code, const char *what, str path,
                 const char *reason)
{
    err_set(err, code, "could not %s \"" STR_FMT "\": %s", what, STR_ARG(path), reason);
    return err_at(err, &(struct place){ .file = path });
}

static bool fail_errno(struct err *err, enum err_code code, const char *what, str path)
{
    char text[128];

    return fail(err, code, what, path, strerror_r(errno, text, sizeof(text)));
}

/* A name with a NUL inside would silently mean another file. */
static bool path_z(arena *a, str path, enum err_code code, const char **out, struct err *err)
{
    if (path.n && memchr(path.p, '\0', path.n))
        return fail(err, code, "open", path, "its name holds a NUL byte");
    *out = str_z(a, path);
    return true;
}

static bool open_regular(arena *a, str path, int *out_fd, struct stat *out_st, struct err *err)
{
    const char *z;
    const char *what = "read";
    int fd CLEANUP(close_fd) = -1;

    if (!path_z(a, path, ERR_FILE_READ, &z, err))
        return false;
    fd = open(z, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
    if (fd < 0 || fstat(fd, out_st) < 0)
        return fail_errno(err, ERR_FILE_READ, what, path);
    if (!S_ISREG(out_st->st_mode))
        return fail(err, ERR_FILE_READ, what, path,
                    S_ISDIR(out_st->st_mode) ? "it is a folder" : "it is not a regular file");
    *out_fd = fd;
    fd = -1;
    return true;
}

static ssize_t read_some(int fd, char *to, size_t n)
{
    ssize_t got;

    do
        got = read(fd, to, n);
    while (got < 0 && errno == EINTR);
    return got;
}

struct fs_source {
    str path;
    int fd;
    off_t size, got; /* size when it was opened */
};

/* Reads to the end; the size that the system named is only a first guess (the file may grow). */
static bool read_all(arena *a, const struct fs_source *src, size_t guess, size_t max_bytes,
                     str *out, struct err *err)
{
    int fd = src->fd;
    str path = src->path;
    size_t cap = guess, n = 0;
    char *p = arena_new(a, char, cap + 1);

    for (;;) {
        ssize_t got = read_some(fd, p + n, cap - n);

        if (got < 0)
            return fail_errno(err, ERR_FILE_READ, "read", path);
        n += (size_t)got;
        if (n > max_bytes) {
            fail(err, ERR_FILE_READ, "read", path, "it is too large");
            return err_detail(err, "The limit is %zu bytes.", max_bytes);
        }
        if (got == 0)
            break;
        if (n == cap) {
            char *more = arena_new(a, char, cap * 2 + 1);

            memcpy(more, p, n);
            p = more;
            cap *= 2;
        }
    }
    p[n] = '\0';
    *out = (str){ p, n };
    return true;
}

bool fs_read(arena *a, str path, size_t max_bytes, str *out, struct err *err)
{
    int fd CLEANUP(close_fd) = -1;
    struct stat st;
    size_t guess;

    if (!open_regular(a, path, &fd, &st, err))
        return false;
    if ((uintmax_t)st.st_size > max_bytes) {
        fail(err, ERR_FILE_READ, "read", path, "it is too large");
        return err_detail(err, "It has %lld bytes, the limit is %zu bytes.", (long long)st.st_size,
                          max_bytes);
    }
    /* One more byte, so that the end is seen without a second block. */
    guess = st.st_size > 0 ? (size_t)st.st_size + 1 : FIRST_READ_BYTES;
    return read_all(a, &(struct fs_source){ .path = path, .fd = fd }, guess, max_bytes, out, err);
}

static bool read_fd(struct reader *r, char *to, size_t n, size_t *out_n, struct err *err)
{
    struct fs_source *src = r->data;
    ssize_t got = 0;

    /* What is read to its size is at its end: small files need one call. */
    if (!src->size || src->got != src->size)
        got = read_some(src->fd, to, n);
    if (got < 0)
        return fail_errno(err, ERR_FILE_READ, "read", src->path);
    src->got += got;
    *out_n = (size_t)got;
    return true;
}

static void source_close(void *p)
{
    struct fs_source *src = p;

    close_fd(&src->fd);
}

bool fs_reader_at(arena *a, str path, uint64_t offset, struct reader *out, struct err *err)
{
    struct fs_source *src;
    struct stat st;
    int fd;

    if (!open_regular(a, path, &fd, &st, err))
        return false;
    src = arena_new(a, struct fs_source, 1);
    *src = (struct fs_source){
        .path = str_copy(a, path), .fd = fd, .size = st.st_size, .got = (off_t)offset
    };
    arena_defer(a, source_close, src);
    if (offset && lseek(fd, (off_t)offset, SEEK_SET) < 0)
        return fail_errno(err, ERR_FILE_READ, "read", path);
    *out = (struct reader){ .read = read_fd, .data = src, .size = (size_t)st.st_size };
    return true;
}

bool fs_reader(arena *a, str path, struct reader *out, struct err *err)
{
    return fs_reader_at(a, path, 0, out, err);
}

struct reader fs_stdin(arena *a)
{
    struct fs_source *src = arena_new(a, struct fs_source, 1);

    *src = (struct fs_source){ .path = S("standard input"), .fd = STDIN_FILENO };
    return (struct reader){ .read = read_fd, .data = src };
}

static enum fs_kind kind_of_mode(mode_t mode)
{
    return S_ISREG(mode) ? FS_FILE : S_ISDIR(mode) ? FS_FOLDER : FS_OTHER;
}

/* A link counts as what it points to, but only when that lies in the folder as well (as it does in a folder
 * that Kubernetes mounts): nothing from elsewhere is picked up unseen. */
static enum fs_kind kind_of_link(arena *a, const char *folder, const char *name)
{
    const struct arena_mark mark = arena_mark(a);
    char *base = realpath(folder, NULL);
    char *to = realpath(str_printf(a, "%s/%s", folder, name).p, NULL);
    enum fs_kind kind = FS_OTHER;
    struct stat st;

    if (base && to) {
        size_t n = strlen(base);

        n -= n > 0 && base[n - 1] == '/';
        if (strncmp(base, to, n) == 0 && to[n] == '/' && stat(to, &st) == 0)
            kind = kind_of_mode(st.st_mode);
    }
    mem_free(base);
    mem_free(to);
    arena_reset(a, mark);
    return kind;
}

static enum fs_kind kind_of(arena *a, DIR *d, const char *folder, const char *name)
{
    struct stat st;

    if (fstatat(dirfd(d), name, &st, AT_SYMLINK_NOFOLLOW) < 0)
        return FS_OTHER;
    return S_ISLNK(st.st_mode) ? kind_of_link(a, folder, name) : kind_of_mode(st.st_mode);
}

static int by_name(const void *x, const void *y)
{
    return str_cmp(((const struct fs_entry *)x)->name, ((const struct fs_entry *)y)->name);
}

bool fs_list(arena *a, str path, struct fs_list *out, struct err *err)
{
    struct fs_list list = { 0 };
    const struct dirent *e;
    const char *z;
    DIR *d CLEANUP(close_folder) = NULL;

    if (!path_z(a, path, ERR_FILE_READ, &z, err))
        return false;
    d = opendir(z);
    if (!d)
        return fail_errno(err, ERR_FILE_READ, "read folder", path);
    for (errno = 0; (e = readdir(d)) != NULL; errno = 0) {
        enum fs_kind kind;

        if (strcmp(e->d_name, ".") == 0 || strcmp(e->d_name, "..") == 0)
            continue;
        kind = e->d_type == DT_REG   ? FS_FILE
               : e->d_type == DT_DIR ? FS_FOLDER
                                     : kind_of(a, d, z, e->d_name);
        *vec_push(a, &list) = (struct fs_entry){ str_copy(a, str_of(e->d_name)), path, kind };
    }
    if (errno)
        return fail_errno(err, ERR_FILE_READ, "read folder", path);
    if (list.n)
        qsort(list.v, list.n, sizeof(*list.v), by_name);
    *out = list;
    return true;
}

bool fs_write(int fd, str text)
{
    while (text.n) {
        ssize_t n = write(fd, text.p, text.n);

        if (n < 0 && errno != EINTR)
            return false;
        text = str_skip(text, n > 0 ? (size_t)n : 0);
    }
    return true;
}

static bool write_all(int fd, str text)
{
    return fs_write(fd, text) && (fsync(fd) == 0 || errno == EINVAL || errno == EROFS);
}

static bool create_at(const char *z, str path, str text, bool *out_exists, struct err *err)
{
    int fd CLEANUP(close_fd) = open(z, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0666);
    int failed;

    *out_exists = fd < 0 && errno == EEXIST;
    if (fd < 0)
        return fail_errno(err, ERR_FILE_WRITE, "create", path);
    if (write_all(fd, text))
        return true;
    failed = errno;
    unlink(z); /* half a file must not stay */
    errno = failed;
    return fail_errno(err, ERR_FILE_WRITE, "write", path);
}

bool fs_create(str path, str text, bool *out_exists, struct err *err)
{
    const char *z;
    arena scratch;
    bool ok;

    arena_init(&scratch);
    *out_exists = false;
    ok = path_z(&scratch, path, ERR_FILE_WRITE, &z, err) &&
         create_at(z, path, text, out_exists, err);
    arena_done(&scratch);
    return ok;
}

static bool make_parents(char *z, str path, struct err *err)
{
    struct stat st;

    for (char *p = z + 1; p[-1]; p++) {
        char end = *p;

        if (end != '/' && end != '\0')
            continue;
        *p = '\0';
        if (mkdir(z, 0777) < 0 && errno != EEXIST)
            return fail_errno(err, ERR_FILE_WRITE, "create folder", path);
        *p = end;
        if (end == '\0')
            break;
    }
    if (stat(z, &st) < 0)
        return fail_errno(err, ERR_FILE_WRITE, "create folder", path);
    if (!S_ISDIR(st.st_mode))
        return fail(err, ERR_FILE_WRITE, "create folder", path, "a file has this name");
    return true;
}

bool fs_make_folder(str path, struct err *err)
{
    const char *z;
    arena scratch;
    bool ok = true;

    arena_init(&scratch);
    ok = path_z(&scratch, path, ERR_FILE_WRITE, &z, err);
    if (ok && path.n)
        ok = make_parents(str_z(&scratch, path), path, err);
    arena_done(&scratch);
    return ok;
}
