/* base/fs_ahead.h: the small files of a folder, read by a thread while something else is waited for.
 *
 * Does      read ahead what will be asked for with fs_ahead_take: regular files whose names end in the suffix, up to
 *           AHEAD_FILE_MAX bytes each and AHEAD_MAX bytes in all
 * Does not  report anything: a file that is not there for fs_ahead_take is to be read in the ordinary way, and that
 *           has the error
 * Shape     one thread, which takes no signals and makes system calls, and what it is given to do with each text; it
 *           has ended when fs_ahead_take returns
 */
#ifndef AFLOAT_BASE_FS_AHEAD_H
#define AFLOAT_BASE_FS_AHEAD_H

#include "base/arena.h"
#include "base/str.h"

enum { AHEAD_FILE_MAX = 16 * 1024, AHEAD_MAX = 4 * 1024 * 1024, AHEAD_TOLD = 96 };

struct fs_ahead;

/* Work on a text that needs nothing else, done by the thread: it takes no memory. `told`: AHEAD_TOLD bytes of 0,
 * aligned for any pointer. */
struct fs_ahead_work {
    void (*run)(const void *data, str text, void *told); /* NULL = none */
    const void *data;
};

/* Never NULL; its memory and thread go with the arena. */
struct fs_ahead *fs_ahead_start(arena *a, str folder, const char *suffix,
                                struct fs_ahead_work work);

struct fs_ahead_file {
    str text;
    const void *told; /* by the work */
};

/* A file of the folder, its path as fs_join makes it, once; it lives as long as `ahead`. */
bool fs_ahead_take(struct fs_ahead *ahead, str path, struct fs_ahead_file *out);

#endif
