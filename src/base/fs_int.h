/* base/fs_int.h: what the files of base/fs.h share. */
#ifndef AFLOAT_BASE_FS_INT_H
#define AFLOAT_BASE_FS_INT_H

#include "base/fs.h"

/* The whole text, also over interrupted and short writes; false with errno. Does not sync. */
bool fs_write(int fd, str text);

#endif
