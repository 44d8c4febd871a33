/* base/fs_ahead.h: the small files of a folder, read by a thread while something else is waited for.
 *
 * Does      read ahead what will be asked for with fs_ahead_take: regular files whose names end in the suffix, up to
 *           AHEAD_FILE_MAX bytes each and AHEAD_MAX bytes in all
 * Does not  report anything: a file that is not there for fs_ahead_take is to be read in the ordinary way, and that
 *           has the error
 * Shape     one thread, which makes system calls only and takes no signals; it has ended when fs_ahead_take returns
 */
#ifndef AFLOAT_BASE_FS_AHEAD_H
#define AFLOAT_BASE_FS_AHEAD_H

#include "base/arena.h"
#include "base/str.h"

enum { AHEAD_FILE_MAX = 16 * 1024, AHEAD_MAX = 4 * 1024 * 1024 };

struct fs_ahead;

/* Never NULL; its memory and thread go with the arena. */
struct fs_ahead *fs_ahead_start(arena *a, str folder, const char *suffix);

/* The text of a file of the folder, its path as fs_join makes it, once; it lives as long as `ahead`. */
bool fs_ahead_take(struct fs_ahead *ahead, str path, str *out);

#endif
