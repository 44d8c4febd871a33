/* base/fs_path.c: names of files and folders, see base/fs.h. */
#include "base/fs.h"

#include "base/mem.h"

#include <unistd.h>

static str without_end_slashes(str s)
{
    while (s.n > 1 && s.p[s.n - 1] == '/')
        s.n--;
    return s;
}

static str without_dot_slash(str s)
{
    while (str_starts(s, S("./")))
        for (s = str_skip(s, 1); s.n && s.p[0] == '/';)
            s = str_skip(s, 1);
    return s;
}

bool fs_exists(str path)
{
    arena scratch;
    bool there;

    arena_init(&scratch);
    there = path.n && !memchr(path.p, '\0', path.n) && access(str_z(&scratch, path), F_OK) == 0;
    arena_done(&scratch);
    return there;
}

/* Called for each file of a folder: no printf. */
static str joined(arena *a, str folder, str name)
{
    char *z = arena_new(a, char, folder.n + 1 + name.n + 1);

    if (folder.n)
        memcpy(z, folder.p, folder.n);
    z[folder.n] = '/';
    memcpy(z + folder.n + 1, name.p, name.n);
    return (str){ z, folder.n + 1 + name.n };
}

str fs_join(arena *a, str folder, str name)
{
    if (name.n && name.p[0] == '/')
        return str_copy(a, name);
    name = without_dot_slash(name);
    folder = without_end_slashes(without_dot_slash(folder));
    if (folder.n == 0 || str_eq(folder, S(".")))
        return name.n ? str_copy(a, name) : S(".");
    if (name.n == 0 || str_eq(name, S(".")))
        return str_copy(a, folder);
    return joined(a, str_eq(folder, S("/")) ? S("") : folder, name);
}

str fs_dirname(arena *a, str path)
{
    size_t at;

    path = without_end_slashes(path);
    at = str_find_last_char(path, '/');
    if (at == STR_NONE)
        return S(".");
    return str_copy(a, without_end_slashes(str_slice(path, 0, at ? at : 1)));
}

str fs_basename(str path)
{
    size_t at;

    path = without_end_slashes(path);
    at = str_find_last_char(path, '/');
    return at == STR_NONE || path.n == 1 ? path : str_skip(path, at + 1);
}

str fs_cwd(arena *a)
{
    char *z = getcwd(NULL, 0);
    str s = z ? str_copy(a, str_of(z)) : S(".");

    mem_free(z);
    return s;
}
