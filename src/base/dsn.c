/* base/dsn.c: see base/dsn.h. */
#include "base/dsn.h"

#include "base/shell.h"

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

static bool has_word(str text, str word)
{
    for (size_t i = 0; i + word.n <= text.n; i++)
        if (str_eq_nocase(str_slice(text, i, i + word.n), word))
            return true;
    return false;
}

/* A password may hold any character, so the last @ counts. Words are looked for in the whole text: a parameter
 * (sslpassword, pwd), a pair of host=... or what a driver will call it tomorrow. */
bool dsn_text_has_secret(str text)
{
    static const str words[] = { S_INIT("pass"), S_INIT("pwd"), S_INIT("secret"), S_INIT("token") };
    size_t start = str_find(text, S("://")), at = text.n;
    const char *colon;

    for (size_t i = 0; i < COUNT_OF(words); i++)
        if (has_word(text, words[i]))
            return true;
    if (start == STR_NONE)
        return !str_starts(text, S("sqlite:")) && text.n && memchr(text.p, '@', text.n);
    start += 3;
    while (at > start && text.p[at - 1] != '@')
        at--;
    if (at > start)
        return memchr(text.p + start, ':', at - start) != NULL;
    /* Where the host was forgotten, what stands behind the colon is a password, unless it is a port. */
    colon = start < text.n ? memchr(text.p + start, ':', text.n - start) : NULL;
    return colon && (colon + 1 == text.p + text.n || colon[1] < '0' || colon[1] > '9');
}

void dsn_put_option(struct buf *out, str text)
{
    buf_z(out, " --url ");
    if (dsn_text_has_secret(text))
        buf_z(out, "URL");
    else
        shell_word(out, text);
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
