/* base/fs_space.c: what kind of file system it is and how much is free; see base/fs.h.
 *
 * SQLite needs locks that work and writes that stay in order; file systems over a network promise neither.
 */
#include "base/fs.h"

#include <sys/vfs.h>

const char *fs_network(unsigned long magic)
{
    static const struct {
        unsigned long magic; /* linux/magic.h, statfs(2) */
        const char *name;
    } known[] = {
        { 0x6969, "NFS" },       { 0x517b, "SMB" },      { 0xff534d42, "CIFS" },
        { 0xfe534d42, "SMB2" },  { 0x01021997, "9P" },   { 0x5346414f, "AFS" },
        { 0x6b414653, "AFS" },   { 0x00c36400, "Ceph" }, { 0x0bd00bd0, "Lustre" },
        { 0x73757245, "Coda" },  { 0x564c, "NCP" },      { 0x47504653, "GPFS" },
        { 0x7461636f, "OCFS2" }, { 0x01161970, "GFS2" },
    };

    for (size_t i = 0; i < COUNT_OF(known); i++)
        if (known[i].magic == magic)
            return known[i].name;
    return NULL;
}

struct fs_space fs_space(str path)
{
    struct fs_space out = { -1, NULL };
    struct statfs st;
    arena a;

    arena_init(&a);
    if (statfs(str_z(&a, path), &st) == 0) {
        out.free_bytes = (int64_t)st.f_bavail * (int64_t)st.f_bsize;
        out.network = fs_network((unsigned long)st.f_type & 0xffffffffUL);
    }
    arena_done(&a);
    return out;
}
