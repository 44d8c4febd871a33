/* base/toml_string.c: strings of TOML, see base/toml_int.h.
 *
 * A string without escapes is a view of the text; another is built in a buffer.
 */
#include "base/toml_int.h"

struct string {
    struct toml_pos open;
    char quote;     /* " or ' */
    bool multiline; /* three quotes */
    struct buf out; /* what was decoded before `from` */
    size_t from;    /* start of the run that is taken as it stands */
};

static bool code_point(struct toml_parser *p, struct toml_pos where, size_t digits,
                       uint32_t *out_code)
{
    uint32_t code = 0;

    for (size_t i = 0; i < digits; i++, p->pos.at++) {
        int c = toml_peek(p);
        int d = c >= '0' && c <= '9'   ? c - '0'
                : c >= 'a' && c <= 'f' ? c - 'a' + 10
                : c >= 'A' && c <= 'F' ? c - 'A' + 10
                                       : -1;

        if (d < 0)
            return toml_fail(p, where, "the escape \"\\%c\" needs %zu hexadecimal digits",
                             digits == 4 ? 'u' : 'U', digits);
        code = code << 4 | (uint32_t)d;
    }
    if (code > 0x10ffff || (code >= 0xd800 && code <= 0xdfff))
        return toml_fail(p, where, "U+%04X is no character of Unicode", (unsigned)code);
    *out_code = code;
    return true;
}

static void put_code(struct buf *out, uint32_t c)
{
    unsigned n = c < 0x80 ? 1 : c < 0x800 ? 2 : c < 0x10000 ? 3 : 4;
    static const unsigned lead[] = { 0, 0, 0xc0, 0xe0, 0xf0 };

    buf_char(out, (char)(lead[n] | c >> 6 * (n - 1)));
    for (unsigned i = n - 1; i-- > 0;)
        buf_char(out, (char)(0x80 | (c >> 6 * i & 0x3f)));
}

/* A backslash at the end of a line of a multi-line string: leaves out everything up to the next text. */
static bool line_folded(struct toml_parser *p)
{
    struct toml_pos start = p->pos;

    toml_skip_blanks(p);
    if (!toml_take_newline(p)) {
        p->pos = start;
        return false;
    }
    do
        toml_skip_blanks(p);
    while (toml_take_newline(p));
    return true;
}

static bool escape(struct toml_parser *p, struct string *s)
{
    static const char letters[] = "btnfr\"\\", bytes[] = "\b\t\n\f\r\"\\";
    struct toml_pos where = p->pos;
    const char *at;
    uint32_t code = 0;
    int c;

    buf_str(&s->out, str_slice(p->text, s->from, p->pos.at));
    p->pos.at++;
    c = toml_peek(p);
    at = c > 0 ? strchr(letters, c) : NULL;
    if (at) {
        p->pos.at++;
        buf_char(&s->out, bytes[at - letters]);
    } else if (c == 'u' || c == 'U') {
        p->pos.at++;
        if (!code_point(p, where, c == 'u' ? 4 : 8, &code))
            return false;
        put_code(&s->out, code);
    } else if (!s->multiline || !line_folded(p)) {
        toml_fail(p, where, "the escape after \"\\\" is not recognized: " STR_FMT,
                  STR_ARG(toml_found(p)));
        return err_hint(p->err, "A string in single quotes takes backslashes as they are.");
    }
    s->from = p->pos.at;
    return true;
}

/* Quotes at the position: true when they end the string (up to two more belong to its text). */
static bool closes(struct toml_parser *p, struct string *s, size_t *out_end)
{
    size_t n = 0;

    if (!s->multiline) {
        *out_end = p->pos.at++;
        return true;
    }
    while (n < 5 && toml_peek_at(p, n) == s->quote)
        n++;
    p->pos.at += n;
    *out_end = p->pos.at - 3;
    return n >= 3;
}

static bool unterminated(struct toml_parser *p, const struct string *s)
{
    return toml_fail(p, s->open, "the string does not end%s",
                     s->multiline ? "" : " on the line where it starts");
}

static bool body(struct toml_parser *p, struct string *s, size_t *out_end)
{
    for (;;) {
        int c = toml_peek(p);

        if (c < 0)
            return unterminated(p, s);
        if (c == s->quote) {
            if (closes(p, s, out_end))
                return true;
        } else if (c == '\\' && s->quote == '"') {
            if (!escape(p, s))
                return false;
        } else if (toml_control(c)) {
            bool newline = c == '\n' || (c == '\r' && toml_peek_at(p, 1) == '\n');

            if (newline && !s->multiline)
                return unterminated(p, s);
            if (!newline)
                return toml_fail(p, p->pos, "a string holds the control byte 0x%02x", (unsigned)c);
            toml_take_newline(p);
        } else {
            p->pos.at++;
        }
    }
}

bool toml_string(struct toml_parser *p, bool is_key, str *out)
{
    struct string s = { .open = p->pos, .quote = (char)toml_peek(p), .out = buf_on(p->mem) };
    size_t end = 0;

    s.multiline = toml_peek_at(p, 1) == s.quote && toml_peek_at(p, 2) == s.quote;
    if (s.multiline && is_key)
        return toml_fail(p, s.open, "a key cannot be a multi-line string");
    p->pos.at += s.multiline ? 3 : 1;
    if (s.multiline)
        toml_take_newline(p);
    s.from = p->pos.at;
    if (!body(p, &s, &end))
        return false;
    if (!s.out.p) {
        *out = str_slice(p->text, s.from, end);
        return true;
    }
    buf_str(&s.out, str_slice(p->text, s.from, end));
    *out = buf_view(&s.out);
    return true;
}
