/* core/url_mycnf.c: the option file of MySQL and MariaDB clients, ~/.my.cnf.
 *
 * Does      fill what is missing from [client], [client-mariadb] and [afloat]; a later value wins
 * Does not  read the files of the whole system, follow !include, stop at options that mean nothing here
 * Shape     read into a dsn of its own, which url_merge puts under what was given; a password goes with its
 *           user: it is not taken for another one
 * Errors    none: what cannot be read or trusted leaves a warning and is left out
 * See       core/url.h
 */
#include "core/url_int.h"

#include "base/fs.h"
#include "base/ini.h"

#include <sys/stat.h>

enum { MYCNF_MAX = 1024 * 1024 };

struct mycnf {
    arena *mem;
    struct dsn layer;
};

static bool warn(arena *a, struct dsn *dsn, str path, const char *what)
{
    *vec_push(a, &dsn->warnings) =
        str_printf(a, "option file \"" STR_FMT "\" %s", STR_ARG(path), what);
    return false;
}

/* What anybody can write is not trusted; what anybody can read is used, and told. */
static bool trusted(arena *a, struct dsn *dsn, str path)
{
    struct stat st;

    if (stat(str_z(a, path), &st) != 0)
        return false;
    if (!S_ISREG(st.st_mode) || st.st_size > MYCNF_MAX)
        return warn(a, dsn, path, "is ignored: it is not a regular file of up to a megabyte");
    if (st.st_mode & S_IWOTH)
        return warn(a, dsn, path, "is ignored: everybody can write it");
    if (st.st_mode & (S_IRGRP | S_IROTH))
        (void)warn(a, dsn, path, "can be read by others; chmod 600 keeps its password");
    return true;
}

/* Quotes around the value, and the escapes of option files. */
static str value_of(arena *a, str raw)
{
    struct buf b = buf_on(a);
    char quote = raw.n > 1 && (raw.p[0] == '"' || raw.p[0] == '\'') ? raw.p[0] : 0;

    if (!quote && str_find(raw, S(" #")) != STR_NONE)
        raw = str_trim(str_slice(raw, 0, str_find(raw, S(" #"))));
    if (quote && raw.p[raw.n - 1] == quote)
        raw = str_slice(raw, 1, raw.n - 1);
    for (size_t i = 0; i < raw.n; i++) {
        static const char from[] = "ntrbs", to[] = "\n\t\r\b ";
        const char *escape = NULL;

        if (raw.p[i] == '\\' && i + 1 < raw.n) {
            escape = strchr(from, raw.p[++i]);
            buf_char(&b, escape ? to[escape - from] : raw.p[i]);
        } else {
            buf_char(&b, raw.p[i]);
        }
    }
    return b.n ? buf_view(&b) : (str){ 0 };
}

static bool same_option(str key, str name)
{
    bool same = key.n == name.n;

    for (size_t i = 0; same && i < key.n; i++)
        same = key.p[i] == name.p[i] || (key.p[i] == '_' && name.p[i] == '-');
    return same;
}

static void take(struct mycnf *m, str key, str value)
{
    static const struct {
        str option, param;
    } options[] = {
        { S_INIT("user"), S_INIT("user") },         { S_INIT("password"), S_INIT("password") },
        { S_INIT("socket"), S_INIT("socket") },     { S_INIT("ssl-ca"), S_INIT("sslrootcert") },
        { S_INIT("ssl-cert"), S_INIT("sslcert") },  { S_INIT("ssl-key"), S_INIT("sslkey") },
        { S_INIT("ssl-mode"), S_INIT("ssl-mode") },
    };
    struct err ignored;

    err_init(&ignored);
    if (same_option(key, S("host")) && url_set_host(&m->layer, value, &ignored))
        err_clear(&ignored);
    if (same_option(key, S("port")) && url_set_port(&m->layer, value, &ignored))
        err_clear(&ignored);
    if (same_option(key, S("database")))
        m->layer.database = value;
    for (size_t i = 0; i < COUNT_OF(options); i++) {
        struct url_param p = { .key = options[i].param, .value = value };

        if (same_option(key, options[i].option) && url_param_set(m->mem, &m->layer, &p, &ignored))
            err_clear(&ignored);
    }
    err_done(&ignored);
}

static bool take_item(void *data, const struct ini_item *item, struct err *err)
{
    static const str sections[] = { S_INIT("client"), S_INIT("client-mariadb"), S_INIT("afloat") };
    struct mycnf *m = data;
    str key = item->key;

    (void)err;
    if (str_starts(key, S("loose-")))
        key = str_skip(key, S("loose-").n);
    for (size_t i = 0; i < COUNT_OF(sections); i++)
        if (str_eq(item->section, sections[i]) && item->has_value)
            take(m, key, value_of(m->mem, item->value));
    return true;
}

void url_mycnf_fill(arena *a, struct dsn *dsn)
{
    struct mycnf m = { .mem = a, .layer = { .engine = dsn->engine } };
    str home = url_home(a), path, text;
    struct err err;

    if (!home.n)
        return;
    path = fs_join(a, home, S(".my.cnf"));
    if (!fs_exists(path) || !trusted(a, dsn, path))
        return;
    err_init(&err);
    if (!fs_read(a, path, MYCNF_MAX, &text, &err) || !ini_read(text, path, take_item, &m, &err))
        (void)warn(a, dsn, path,
                   str_z(a, err.place.line ? str_printf(a, "is ignored: line %u is not understood",
                                                        (unsigned)err.place.line)
                                           : S("is ignored: it could not be read")));
    else if (dsn->user.n && m.layer.user.n && !str_eq(dsn->user, m.layer.user))
        m.layer.password.text = (str){ 0 };
    /* "localhost" of a URL with a socket of its own, or a host, is where it is meant to go. */
    if (dsn->host.n || dsn->socket.n)
        m.layer.port = 0;
    if (err.code == ERR_NONE)
        url_merge(a, dsn, &m.layer);
    err_done(&err);
}
