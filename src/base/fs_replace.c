/* base/fs_replace.c: a file's new text beside it, then in its place. */
#include "base/fs.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static bool fail(str path, struct err *err)
{
    err_set(err, ERR_FILE_WRITE, "could not write \"" STR_FMT "\": %s", STR_ARG(path),
            strerror(errno));
    return err_at(err, &(struct place){ .file = path });
}

static bool write_all(int fd, str text)
{
    while (text.n) {
        ssize_t n = write(fd, text.p, text.n);

        if (n < 0 && errno == EINTR)
            continue;
        if (n <= 0)
            return false;
        text = str_skip(text, (size_t)n);
    }
    return fsync(fd) == 0;
}

static bool fill(int fd, const char *target, str text)
{
    struct stat st;

    return (stat(target, &st) < 0 || fchmod(fd, st.st_mode & 07777) == 0) && write_all(fd, text);
}

bool fs_replace(str path, str text, struct err *err)
{
    arena a;
    char *target, *beside;
    bool ok;
    int fd;

    arena_init(&a);
    target = str_z(&a, path);
    beside = str_z(&a, str_printf(&a, STR_FMT ".afloat.%ld", STR_ARG(path), (long)getpid()));
    fd = open(beside, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0666);
    ok = fd >= 0 && fill(fd, target, text);
    ok = (fd >= 0 && close(fd) == 0) && ok && rename(beside, target) == 0;
    if (!ok) {
        (void)fail(path, err);
        if (fd >= 0)
            unlink(beside);
    }
    arena_done(&a);
    return ok;
}
