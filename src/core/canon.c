/* core/canon.c: see core/canon_int.h. */
#include "core/canon_int.h"

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

void canon_add(struct canon *c, str s)
{
    if (!c->hash && !c->copy)
        return;
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
