/* base/dsn.c: see base/dsn.h. */
#include "base/dsn.h"

str dsn_engine_name(enum dsn_engine engine)
{
    static const char *const names[] = {
        [DSN_SQLITE] = "sqlite", [DSN_POSTGRES] = "postgres", [DSN_MYSQL] = "mysql"
    };
    _Static_assert(COUNT_OF(names) == DSN__COUNT, "one name an engine");

    return str_of(names[engine]);
}

static void put(struct buf *out, str s)
{
    for (size_t i = 0; i < s.n; i++) {
        unsigned char c = (unsigned char)s.p[i];

        if (c < 0x20 || c == 0x7f)
            buf_printf(out, "%%%02X", c);
        else
            buf_char(out, (char)c);
    }
}

void dsn_print(struct buf *out, const struct dsn *dsn)
{
    if (dsn->engine == DSN_SQLITE) {
        buf_z(out, "sqlite:");
        put(out, dsn->database);
        return;
    }
    put(out, dsn->scheme.n ? dsn->scheme : dsn_engine_name(dsn->engine));
    buf_z(out, "://");
    if (dsn->user.n) {
        put(out, dsn->user);
        buf_char(out, '@');
    }
    put(out, dsn->socket.n ? dsn->socket : dsn->host.n ? dsn->host : dsn->hostaddr);
    if (dsn->port)
        buf_printf(out, ":%d", dsn->port);
    buf_char(out, '/');
    put(out, dsn->database);
}
