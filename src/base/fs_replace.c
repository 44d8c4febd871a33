/* base/fs_replace.c: a file's new text beside it, then in its place. */
#include "base/fs_int.h"

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

static bool fill(int fd, const char *target, str text)
{
    struct stat st;

    return (stat(target, &st) < 0 || fchmod(fd, st.st_mode & 07777) == 0) && fs_write(fd, text) &&
           fsync(fd) == 0;
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
