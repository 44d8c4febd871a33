/* core/passfile.c: the password file of PostgreSQL clients.
 *
 * Does      find the password of host:port:database:user; first line that fits wins
 * Does not  trust a file that others can read: it leaves a warning and no password
 * Errors    none: a file that is not there or cannot be read gives no password
 * See       core/url.h
 */
#include "core/url_int.h"

#include "base/fs.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

enum { PASSFILE_MAX = 1024 * 1024 };

static void ignore_file(arena *a, struct dsn *dsn, str path, const char *why)
{
    *vec_push(a, &dsn->warnings) =
        str_printf(a, "password file \"" STR_FMT "\" is ignored: %s", STR_ARG(path), why);
}

static str read_all(arena *a, int fd, size_t size)
{
    char *p = arena_new(a, char, size + 1);
    size_t n = 0;
    ssize_t got;

    while (n < size && (got = read(fd, p + n, size - n)) > 0)
        n += (size_t)got;
    return (str){ p, n };
}

static str read_checked(arena *a, struct dsn *dsn, str path)
{
    int fd = open(str_z(a, path), O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
    struct stat st;
    str text = { 0 };

    if (fd < 0)
        return text;
    if (fstat(fd, &st) != 0 || !S_ISREG(st.st_mode))
        ignore_file(a, dsn, path, "it is not a regular file");
    else if (st.st_mode & (S_IRWXG | S_IRWXO))
        ignore_file(a, dsn, path, "others have access to it; its mode has to be 0600 or less");
    else if (st.st_size > PASSFILE_MAX)
        ignore_file(a, dsn, path, "it is too large");
    else
        text = read_all(a, fd, (size_t)st.st_size);
    close(fd);
    return text;
}

/* Takes a field and its colon off *line; a backslash takes the next byte as it is. */
static bool take_field(arena *a, str *line, str *out, bool *any)
{
    struct buf field = buf_on(a);
    size_t i = 0;

    for (; i < line->n && line->p[i] != ':'; i++) {
        if (line->p[i] == '\\' && i + 1 < line->n)
            i++;
        buf_char(&field, line->p[i]);
    }
    *any = i == 1 && line->p[0] == '*';
    *out = buf_view(&field);
    if (i == line->n)
        return false;
    *line = str_skip(*line, i + 1);
    return true;
}

static bool line_fits(arena *a, str line, const str *want, size_t n, str *password)
{
    bool any;
    str field;

    if (!line.n || line.p[0] == '#')
        return false;
    for (size_t i = 0; i < n; i++)
        if (!take_field(a, &line, &field, &any) || !(any || str_eq(field, want[i])))
            return false;
    (void)take_field(a, &line, password, &any);
    return true;
}

/* The file says "localhost" for the default socket. */
static str host_in_file(const struct dsn *dsn)
{
    if (str_eq(dsn->socket, S("/var/run/postgresql")))
        return S("localhost");
    return dsn->socket.n ? dsn->socket : dsn->host.n ? dsn->host : dsn->hostaddr;
}

void url_passfile_fill(arena *a, struct dsn *dsn, str file)
{
    str home = url_home(a), line, text, password;
    str want[] = { host_in_file(dsn), str_printf(a, "%d", dsn->port), dsn->database, dsn->user };

    if (!file.n && !home.n)
        return;
    text = read_checked(a, dsn, file.n ? file : fs_join(a, home, S(".pgpass")));
    while (str_next_line(&text, &line))
        if (line_fits(a, line, want, COUNT_OF(want), &password)) {
            dsn->password.text = password;
            return;
        }
}
