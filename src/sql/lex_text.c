/* sql/lex_text.c: what a token stands for.
 *
 * Does      take quotes off, decode escapes, fold unquoted names as PostgreSQL does
 * Does not  fail: an escape that is not valid stays as written
 * See       sql/lex.h
 */
#include "sql/lex.h"

#include "sql/split.h"

static void put_utf8(struct buf *out, uint32_t c)
{
    if (c < 0x80) {
        buf_char(out, (char)c);
    } else if (c < 0x800) {
        buf_char(out, (char)(0xC0 | c >> 6));
        buf_char(out, (char)(0x80 | (c & 0x3F)));
    } else if (c < 0x10000) {
        buf_char(out, (char)(0xE0 | c >> 12));
        buf_char(out, (char)(0x80 | (c >> 6 & 0x3F)));
        buf_char(out, (char)(0x80 | (c & 0x3F)));
    } else {
        buf_char(out, (char)(0xF0 | c >> 18));
        buf_char(out, (char)(0x80 | (c >> 12 & 0x3F)));
        buf_char(out, (char)(0x80 | (c >> 6 & 0x3F)));
        buf_char(out, (char)(0x80 | (c & 0x3F)));
    }
}

static unsigned digit_of(char c)
{
    static const char digits[] = "0123456789abcdef";
    const char *at = c ? strchr(digits, c >= 'A' && c <= 'F' ? c | 0x20 : c) : NULL;

    return at ? (unsigned)(at - digits) : 99;
}

static bool digits_of(str s, size_t at, size_t count, unsigned base, uint32_t *out)
{
    uint32_t v = 0;

    if (at + count > s.n)
        return false;
    for (size_t i = at; i < at + count; i++) {
        unsigned digit = digit_of(s.p[i]);

        if (digit >= base)
            return false;
        v = v * base + digit;
    }
    *out = v;
    return v <= 0x10FFFF;
}

/* U&'…': \XXXX, \+XXXXXX, \\. Pairs of surrogates become one character. */
static size_t unicode_escape(struct buf *out, str s, size_t i)
{
    uint32_t c, low;
    size_t n = 5;

    if (i + 1 < s.n && s.p[i + 1] == '\\') {
        buf_char(out, '\\');
        return 2;
    }
    if (i + 1 < s.n && s.p[i + 1] == '+' && digits_of(s, i + 2, 6, 16, &c)) {
        n = 8;
    } else if (!digits_of(s, i + 1, 4, 16, &c)) {
        buf_char(out, '\\');
        return 1;
    }
    if (c >= 0xD800 && c < 0xDC00 && i + n < s.n && s.p[i + n] == '\\' &&
        digits_of(s, i + n + 1, 4, 16, &low) && low >= 0xDC00 && low < 0xE000) {
        c = 0x10000 + ((c - 0xD800) << 10) + (low - 0xDC00);
        n += 5;
    }
    put_utf8(out, c);
    return n;
}

/* The one-letter escapes: letter, byte, letter, byte … */
static const char escapes_postgres[] = "b\bf\fn\nr\rt\t";
static const char escapes_mysql[] = "b\bn\nr\rt\tZ\x1a";

static size_t letter_escape(struct buf *out, const char *pairs, char c)
{
    for (; *pairs; pairs += 2)
        if (pairs[0] == c) {
            buf_char(out, pairs[1]);
            return 2;
        }
    buf_char(out, c);
    return 2;
}

static size_t octal_escape(struct buf *out, str s, size_t i)
{
    uint32_t v = 0, next;
    size_t n = 1;

    for (; n < 4 && digits_of(s, i + 1, n, 8, &next); n++)
        v = next;
    buf_char(out, (char)v);
    return n;
}

static size_t postgres_escape(struct buf *out, str s, size_t i)
{
    char c = s.p[i + 1];
    uint32_t v, first;

    if (c >= '0' && c <= '7')
        return octal_escape(out, s, i);
    if (c == 'x' && digits_of(s, i + 2, 1, 16, &first)) {
        size_t n = digits_of(s, i + 2, 2, 16, &v) ? 4 : 3;

        buf_char(out, (char)(n == 4 ? v : first));
        return n;
    }
    if ((c == 'u' && digits_of(s, i + 2, 4, 16, &v)) ||
        (c == 'U' && digits_of(s, i + 2, 8, 16, &v))) {
        put_utf8(out, v);
        return c == 'u' ? 6 : 10;
    }
    return letter_escape(out, escapes_postgres, c);
}

static size_t mysql_escape(struct buf *out, str s, size_t i)
{
    char c = s.p[i + 1];

    if (c == '0') {
        buf_char(out, '\0');
        return 2;
    }
    /* In LIKE patterns \% and \_ keep their backslash. */
    if (c == '%' || c == '_')
        buf_char(out, '\\');
    return letter_escape(out, escapes_mysql, c);
}

typedef size_t escape_fn(struct buf *out, str s, size_t i);

/* Behind the quote that continues an E'…' string on a later line. */
static size_t skip_to_quote(str s, size_t i)
{
    while (i < s.n && s.p[i] != '\'') {
        bool comment = s.p[i] == '-';

        while (comment && i < s.n && s.p[i] != '\n' && s.p[i] != '\r')
            i++;
        i += !comment;
    }
    return i + 1;
}

/* `s` is behind the opening quote; the closing one is left off if it is there. */
static str unquote(arena *a, str s, char quote, escape_fn *escape)
{
    struct buf out = buf_limited(a, s.n + 16);
    size_t i = 0;

    while (i < s.n) {
        if (s.p[i] == '\\' && escape && i + 1 < s.n) {
            i += escape(&out, s, i);
        } else if (s.p[i] != quote) {
            buf_char(&out, s.p[i++]);
        } else if (i + 1 < s.n && s.p[i + 1] == quote) {
            buf_char(&out, quote);
            i += 2;
        } else {
            i = skip_to_quote(s, i + 1);
        }
    }
    return buf_view(&out);
}

static str undollar(str s)
{
    size_t tag = str_find_char(str_skip(s, 1), '$');
    str mark;

    if (tag == STR_NONE)
        return s;
    mark = str_slice(s, 0, tag + 2);
    s = str_skip(s, mark.n);
    return str_ends(s, mark) ? str_slice(s, 0, s.n - mark.n) : s;
}

static escape_fn *escape_of(const struct dialect *d, unsigned modes, const struct token *t)
{
    char first = t->text.p[0];

    if (t->text.n > 1 && t->text.p[1] == '&')
        return unicode_escape;
    if ((d->rules & RULE_ESCAPE_STRING) && (first == 'e' || first == 'E'))
        return postgres_escape;
    if (t->kind == TOKEN_STRING && (d->rules & RULE_BACKSLASH) &&
        !(modes & SPLIT_NO_BACKSLASH_ESCAPES))
        return mysql_escape;
    return NULL;
}

static bool is_bits(str s)
{
    return s.n > 1 && s.p[1] == '\'' && strchr("bBxX", s.p[0]);
}

/* A slice where nothing changes: it says where the name stands, too. */
static str folded(arena *a, str s)
{
    for (size_t i = 0; i < s.n; i++)
        if (s.p[i] >= 'A' && s.p[i] <= 'Z')
            return str_lower(a, s);
    return s;
}

str lex_text(arena *a, const struct dialect *d, unsigned modes, const struct token *t)
{
    str s = t->text;
    size_t quote = 0;

    if (t->kind == TOKEN_WORD && d->id == DIALECT_POSTGRES)
        return folded(a, s);
    if ((t->kind != TOKEN_STRING && t->kind != TOKEN_QUOTED) || is_bits(s))
        return s;
    if (s.p[0] == '$')
        return undollar(s);
    if (s.p[0] == '[')
        return str_slice(s, 1, str_ends(s, S("]")) ? s.n - 1 : s.n);
    while (quote < s.n && !strchr("'\"`", s.p[quote]))
        quote++;
    return unquote(a, str_skip(s, quote + 1), s.p[quote], escape_of(d, modes, t));
}
