/* core/canon.c: see core/canon_int.h. */
#include "core/canon_int.h"

enum { CANON_SHORT = 32 };

static void flush(struct canon *c)
{
    sha256_add(c->hash, (str){ c->stage, c->staged });
    c->staged = 0;
}

static void emit(struct canon *c, str s)
{
    if (c->copy)
        buf_str(c->copy, s);
    if (!c->hash)
        return;
    if (s.n > sizeof(c->stage) - c->staged)
        flush(c);
    if (s.n > sizeof(c->stage)) {
        sha256_add(c->hash, s);
    } else if (s.n) {
        memcpy(c->stage + c->staged, s.p, s.n);
        c->staged += s.n;
    }
}

/* A run without CRLF: its line ends at the end wait. */
static void run(struct canon *c, str s)
{
    size_t end = s.n;

    while (end && s.p[end - 1] == '\n')
        end--;
    if (end) {
        for (; c->newlines; c->newlines--)
            emit(c, S("\n"));
        emit(c, str_slice(s, 0, end));
    }
    c->newlines += s.n - end;
}

/* Most pieces are short tokens without a line end: how many of their bytes are taken at once. */
static size_t take_plain(struct canon *c, str s)
{
    size_t room = sizeof(c->stage) - c->staged, end = s.n < room ? s.n : room, n = 0;

    if (c->cr || c->newlines || c->copy || s.n > CANON_SHORT)
        return 0;
    for (; n < end && s.p[n] != '\r' && s.p[n] != '\n'; n++)
        c->stage[c->staged + n] = s.p[n];
    c->staged += n;
    return n;
}

void canon_add(struct canon *c, str s)
{
    if (!c->hash && !c->copy)
        return;
    s = str_skip(s, take_plain(c, s));
    while (s.n) {
        size_t at;

        if (c->cr && s.p[0] != '\n')
            run(c, S("\r"));
        c->cr = false;
        at = str_find_char(s, '\r');
        run(c, str_slice(s, 0, at));
        c->cr = at != STR_NONE;
        s = c->cr ? str_skip(s, at + 1) : (str){ 0 };
    }
}

void canon_end(struct canon *c)
{
    if (c->cr)
        run(c, S("\r"));
    c->cr = false;
    c->newlines = 0;
    emit(c, S("\n"));
}

str canon_hex(arena *a, struct canon *c)
{
    flush(c);
    return sha256_hex(a, c->hash);
}
