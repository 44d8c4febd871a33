/* base/fs.h: files and folders.
 *
 * Does      read, list, create safely (O_CLOEXEC, regular files only, no links out of the folder)
 * Errors    ERR_FILE_READ, ERR_FILE_WRITE with the path as place and the reason of the system
 */
#ifndef AFLOAT_BASE_FS_H
#define AFLOAT_BASE_FS_H

#include "base/reader.h"
#include "base/vec.h"

/* Whole file; larger than max_bytes is an error. */
bool MUST fs_read(arena *a, str path, size_t max_bytes, str *out, struct err *err);

/* Reader of a regular file; the descriptor is closed when `a` is released. */
bool MUST fs_reader(arena *a, str path, struct reader *out, struct err *err);
/* From that byte on. */
bool MUST fs_reader_at(arena *a, str path, uint64_t offset, struct reader *out, struct err *err);

struct reader fs_stdin(arena *a); /* whatever standard input is */

enum fs_kind { FS_FILE, FS_FOLDER, FS_OTHER };

struct fs_entry {
    str name;
    str folder; /* as it was asked for */
    enum fs_kind kind;
};

struct fs_list {
    struct fs_entry *v;
    size_t n, cap;
};

/* Entries without "." and "..", in byte order of their names. */
bool MUST fs_list(arena *a, str path, struct fs_list *out, struct err *err);

/* Creates a new file (O_EXCL) with the text; *out_exists = true and success false when it is there already. */
bool MUST fs_create(str path, str text, bool *out_exists, struct err *err);
/* Puts a text in place of a file's, which keeps its mode: whole or not at all, also when the machine stops. A file
 * that is not there is made. */
bool MUST fs_replace(str path, str text, struct err *err);
bool MUST fs_make_folder(str path, struct err *err); /* with parents; existing is fine */
bool fs_exists(str path);
str fs_join(arena *a, str folder, str name); /* an absolute name stands alone; "./" is left out */
str fs_dirname(arena *a, str path);
str fs_basename(str path);
str fs_cwd(arena *a);

struct fs_space {
    int64_t free_bytes;  /* for this user; -1 = not known */
    const char *network; /* "NFS", "SMB" …; NULL = a local file system, or not known */
};

/* Of the file system that holds `path`, which has to exist. */
struct fs_space fs_space(str path);

/* Name of a network file system by its number in statfs(2); NULL = it is none. */
const char *fs_network(unsigned long magic);

#endif
