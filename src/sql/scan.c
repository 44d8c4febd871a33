/* sql/scan.c: see sql/scan_int.h.
 *
 * Sources of the rules: PostgreSQL src/backend/parser/scan.l and src/fe_utils/psqlscan.l, MariaDB
 * sql/sql_lex.cc and client/mysql.cc, SQLite src/tokenize.c; behaviour is compared in tests/oracles/.
 */
#include "sql/scan_int.h"

#include "sql/split.h"

/* clang-format off */
#define P BYTE_PLAIN
#define B BYTE_BLANK
#define D BYTE_DIGIT
#define W BYTE_WORD
#define W16 W, W, W, W, W, W, W, W, W, W, W, W, W, W, W, W
#define P8  P, P, P, P, P, P, P, P

/* One class a byte, 0 to 255; the parameters are the bytes that differ between databases. */
#define CLASSES(hash, dollar, star, colon, question, at, bracket, backslash, backtick)             \
    {                                                                                              \
        P8, P, B, B, B, B, B, P, P, P8, P8, /* control bytes */                                    \
        B, P, BYTE_DOUBLE, hash, dollar, P, P, BYTE_SINGLE, /* to ' */                             \
        BYTE_OPEN, BYTE_CLOSE, star, P, BYTE_COMMA, BYTE_DASH, BYTE_DOT, BYTE_SLASH,               \
        D, D, D, D, D, D, D, D, D, D, colon, BYTE_SEMI, P, P, P, question, /* digits to ? */       \
        at, W, W, W, W, W, W, W, W, W, W, W, W, W, W, W, /* @ to O */                              \
        W, W, W, W, W, W, W, W, W, W, W, bracket, backslash, P, P, W, /* P to _ */                 \
        backtick, W, W, W, W, W, W, W, W, W, W, W, W, W, W, W, /* ` to o */                        \
        W, W, W, W, W, W, W, W, W, W, W, P, P, P, P, P, /* p to DEL */                              \
        W16, W16, W16, W16, W16, W16, W16, W16, /* above ASCII */                                  \
    }

/* clang-format on */
static const struct scan_tables tables[] = {
    [DIALECT_SQLITE] = { CLASSES(P, BYTE_PARAM, P, BYTE_PARAM, BYTE_PARAM, BYTE_PARAM, BYTE_BRACKET,
                                 P, BYTE_BACKTICK) },
    [DIALECT_POSTGRES] = { CLASSES(P, BYTE_DOLLAR, P, P, P, P, P, BYTE_BACKSLASH, P) },
    [DIALECT_MYSQL] = { CLASSES(BYTE_HASH, W, BYTE_STAR, BYTE_COLON, BYTE_PARAM, BYTE_PARAM, P,
                                BYTE_BACKSLASH, BYTE_BACKTICK) },
    [DIALECT_MARIADB] = { CLASSES(BYTE_HASH, W, BYTE_STAR, BYTE_COLON, BYTE_PARAM, BYTE_PARAM, P,
                                  BYTE_BACKSLASH, BYTE_BACKTICK) },
};
_Static_assert(COUNT_OF(tables) == DIALECT__COUNT, "classes for each dialect");

#undef P
#undef B
#undef D
#undef W

const struct scan_tables *scan_tables_of(const struct dialect *d)
{
    return &tables[d->id];
}

void scan_set_modes(struct scan *sc, unsigned modes)
{
    sc->backslash = (sc->rules & RULE_BACKSLASH) && !(modes & SPLIT_NO_BACKSLASH_ESCAPES);
    sc->double_plain = !(sc->rules & RULE_DOUBLE_IS_STRING) || (modes & SPLIT_ANSI_QUOTES);
}

struct scan scan_of(const struct dialect *d, unsigned modes, const struct scan_tables *t)
{
    struct scan sc = { .rules = d->rules, .id = d->id, .cls = t->cls };

    scan_set_modes(&sc, modes);
    return sc;
}

/* The answer when the text ended inside an item: wait, or an open item at the end of everything. */
static bool at_end(const struct scan *sc, struct scan_item *out)
{
    out->end = sc->n;
    out->open = true;
    return sc->eof;
}

static bool ended(struct scan_item *out, size_t end)
{
    out->end = end;
    return true;
}

/* `i` is behind the opening quote; a doubled quote stands for itself. */
static bool scan_quote(const struct scan *sc, size_t i, char quote, struct scan_item *out)
{
    for (;;) {
        const char *q = i < sc->n ? memchr(sc->p + i, quote, sc->n - i) : NULL;

        if (!q)
            return at_end(sc, out);
        i = (size_t)(q - sc->p) + 1;
        if (i == sc->n && !sc->eof)
            return false;
        if (i == sc->n || sc->p[i] != quote)
            return ended(out, i);
        i++;
    }
}

static bool scan_escaped(const struct scan *sc, size_t i, char quote, struct scan_item *out)
{
    const char *p = sc->p;
    size_t n = sc->n;

    for (;;) {
        while (i < n && p[i] != quote && p[i] != '\\')
            i++;
        if (i >= n || (i + 1 == n && (!sc->eof || p[i] == '\\')))
            return at_end(sc, out);
        if (p[i] == '\\' || (i + 1 < n && p[i + 1] == quote))
            i += 2;
        else
            return ended(out, i + 1);
    }
}

static size_t find_line_end(const struct scan *sc, size_t i)
{
    const char *nl = memchr(sc->p + i, '\n', sc->n - i);
    size_t end = nl ? (size_t)(nl - sc->p) : sc->n;
    const char *cr = sc->id == DIALECT_POSTGRES ? memchr(sc->p + i, '\r', end - i) : NULL;

    return cr ? (size_t)(cr - sc->p) : end;
}

/* Where the quote stands that continues the E'…' string which ended before `i`: behind blanks with a line
 * end in them. SIZE_MAX = none, sc->n = not known yet. */
static size_t find_continuation(const struct scan *sc, size_t i)
{
    bool newline = false;

    while (i < sc->n) {
        char c = sc->p[i];

        if (c == '\'')
            return newline ? i : SIZE_MAX;
        if (c == '-' && i + 1 < sc->n && sc->p[i + 1] == '-')
            i = find_line_end(sc, i);
        else if (c == '-' && i + 1 == sc->n)
            break;
        else if (scan_is_blank(c) && c != '\v')
            newline |= sc->p[i++] == '\n' || c == '\r';
        else
            return SIZE_MAX;
    }
    return sc->eof ? SIZE_MAX : sc->n;
}

/* PostgreSQL E'…': its escapes hold in the parts that continue it on later lines too. */
static bool scan_escape_string(const struct scan *sc, size_t i, struct scan_item *out)
{
    for (;;) {
        size_t next;

        if (!scan_escaped(sc, i, '\'', out) || out->open)
            return !out->open || sc->eof;
        next = find_continuation(sc, out->end);
        if (next == SIZE_MAX)
            return true;
        if (next == sc->n)
            return false;
        i = next + 1;
    }
}

static bool scan_line_comment(const struct scan *sc, size_t i, struct scan_item *out)
{
    out->kind = SCAN_LINE_COMMENT;
    out->end = find_line_end(sc, i);
    return out->end < sc->n || sc->eof;
}

static bool scan_flat_comment(const struct scan *sc, size_t i, struct scan_item *out)
{
    for (;;) {
        const char *star = i < sc->n ? memchr(sc->p + i, '*', sc->n - i) : NULL;

        if (!star)
            return at_end(sc, out);
        i = (size_t)(star - sc->p) + 1;
        if (i < sc->n && sc->p[i] == '/')
            return ended(out, i + 1);
    }
}

static bool scan_nested_comment(const struct scan *sc, size_t i, struct scan_item *out)
{
    size_t depth = 1;

    while (i + 1 < sc->n) {
        if (sc->p[i] == '*' && sc->p[i + 1] == '/') {
            i += 2;
            if (--depth == 0)
                return ended(out, i);
        } else if (sc->p[i] == '/' && sc->p[i + 1] == '*') {
            i += 2;
            depth++;
        } else {
            i++;
        }
    }
    return at_end(sc, out);
}

/* `i` is at the slash; *out_digits = where the version's digits begin, 0 = not a version comment. */
static size_t version_digits(const struct scan *sc, size_t i)
{
    if (!(sc->rules & RULE_VERSION_COMMENT) || i + 2 >= sc->n)
        return 0;
    if (sc->p[i + 2] == '!')
        return i + 3;
    /* Only MariaDB runs what stands in slash-star-M-bang. */
    if (sc->id == DIALECT_MARIADB && sc->p[i + 2] == 'M' && i + 3 < sc->n && sc->p[i + 3] == '!')
        return i + 4;
    return 0;
}

static bool scan_slash(const struct scan *sc, size_t i, struct scan_item *out)
{
    size_t digits;

    if (i + 4 >= sc->n && !sc->eof)
        return false;
    if (i + 1 >= sc->n || sc->p[i + 1] != '*')
        return ended(out, i + 1);
    digits = version_digits(sc, i);
    if (!digits) {
        out->kind = SCAN_BLOCK_COMMENT;
        return sc->rules & RULE_NESTED_COMMENT ? scan_nested_comment(sc, i + 2, out)
                                               : scan_flat_comment(sc, i + 2, out);
    }
    out->kind = SCAN_VERSION_OPEN;
    for (i = digits; i < sc->n && i < digits + 6 && sc->p[i] >= '0' && sc->p[i] <= '9';)
        i++;
    return ended(out, i) && (i < sc->n || sc->eof);
}

static bool scan_dash(const struct scan *sc, size_t i, struct scan_item *out)
{
    if (i + 2 >= sc->n && !sc->eof)
        return false;
    if (i + 1 >= sc->n || sc->p[i + 1] != '-')
        return ended(out, i + 1);
    if ((sc->rules & RULE_DASH_SPACE) && !sc->dash_any && i + 2 < sc->n &&
        (unsigned char)sc->p[i + 2] > ' ' && sc->p[i + 2] != 0x7f)
        return ended(out, i + 1);
    return scan_line_comment(sc, i, out);
}

static bool scan_star(const struct scan *sc, size_t i, struct scan_item *out)
{
    if (!sc->in_version)
        return ended(out, i + 1);
    if (i + 1 == sc->n && !sc->eof)
        return false;
    if (i + 1 < sc->n && sc->p[i + 1] == '/') {
        out->kind = SCAN_VERSION_CLOSE;
        return ended(out, i + 2);
    }
    return ended(out, i + 1);
}

/* $tag$ … $tag$: a tag is a word without $. */
static bool scan_dollar(const struct scan *sc, size_t i, struct scan_item *out)
{
    size_t tag = i + 1;
    const char *close;

    if (tag < sc->n && sc->cls[(unsigned char)sc->p[tag]] == BYTE_WORD)
        while (tag < sc->n && scan_in_word(sc->cls, sc->p[tag]) && sc->p[tag] != '$')
            tag++;
    if (tag == sc->n && !sc->eof)
        return false;
    if (tag == sc->n || sc->p[tag] != '$')
        return ended(out, i + 1);
    tag++;
    out->kind = SCAN_DOLLAR;
    close = memmem(sc->p + tag, sc->n - tag, sc->p + i, tag - i);
    if (!close)
        return at_end(sc, out);
    return ended(out, (size_t)(close - sc->p) + (tag - i));
}

static bool scan_double(const struct scan *sc, size_t i, struct scan_item *out)
{
    if (sc->double_plain) {
        out->kind = SCAN_QUOTED;
        return scan_quote(sc, i + 1, '"', out);
    }
    out->kind = SCAN_STRING;
    return sc->backslash ? scan_escaped(sc, i + 1, '"', out) : scan_quote(sc, i + 1, '"', out);
}

static bool scan_single(const struct scan *sc, size_t i, struct scan_item *out)
{
    out->kind = SCAN_STRING;
    return sc->backslash ? scan_escaped(sc, i + 1, '\'', out) : scan_quote(sc, i + 1, '\'', out);
}

static bool scan_bracket(const struct scan *sc, size_t i, struct scan_item *out)
{
    const char *q = memchr(sc->p + i, ']', sc->n - i);

    out->kind = SCAN_QUOTED;
    return q ? ended(out, (size_t)(q - sc->p) + 1) : at_end(sc, out);
}

static bool one_of(char c, const char *lower)
{
    return strchr(lower, c | 0x20) != NULL;
}

/* A one-letter word may be the prefix of a string. False = it is not (or more text is needed). */
static bool scan_prefixed(const struct scan *sc, size_t i, struct scan_item *out, bool *out_more)
{
    char c = sc->p[i], next = i + 1 < sc->n ? sc->p[i + 1] : 0;

    if ((sc->rules & RULE_UNICODE_STRING) && one_of(c, "u") && next == '&') {
        if (i + 2 >= sc->n) {
            *out_more = !sc->eof;
            return false;
        }
        if (sc->p[i + 2] != '\'' && sc->p[i + 2] != '"')
            return false;
        out->kind = sc->p[i + 2] == '"' ? SCAN_QUOTED : SCAN_STRING;
        *out_more = !scan_quote(sc, i + 3, sc->p[i + 2], out);
        return !*out_more;
    }
    if (next != '\'')
        return false;
    if ((sc->rules & RULE_ESCAPE_STRING) && one_of(c, "e")) {
        out->kind = SCAN_STRING;
        *out_more = !scan_escape_string(sc, i + 2, out);
        return !*out_more;
    }
    if (!one_of(c, sc->rules & RULE_TRIGGER_BODY ? "x" : "bnx"))
        return false;
    *out_more = !scan_single(sc, i + 1, out);
    return !*out_more;
}

static bool scan_word(const struct scan *sc, size_t i, struct scan_item *out)
{
    bool glued = i > 0 && sc->cls[(unsigned char)sc->p[i - 1]] == BYTE_DIGIT;
    size_t end = i + 1;
    bool more = false;

    while (end < sc->n && scan_in_word(sc->cls, sc->p[end]))
        end++;
    if (end == sc->n && !sc->eof)
        return false;
    /* 1E'…' is junk behind a number, then a plain string. */
    if (end == i + 1 && !glued) {
        if (scan_prefixed(sc, i, out, &more))
            return true;
        if (more)
            return false;
    }
    *out = (struct scan_item){ .kind = SCAN_WORD, .end = end };
    return true;
}

bool scan_item(const struct scan *sc, size_t i, struct scan_item *out)
{
    *out = (struct scan_item){ .kind = SCAN_BYTE, .end = i + 1 };
    switch ((enum byte_class)sc->cls[(unsigned char)sc->p[i]]) {
    case BYTE_WORD:
        return scan_word(sc, i, out);
    case BYTE_SINGLE:
        return scan_single(sc, i, out);
    case BYTE_DOUBLE:
        return scan_double(sc, i, out);
    case BYTE_BACKTICK:
        out->kind = SCAN_QUOTED;
        return scan_quote(sc, i + 1, '`', out);
    case BYTE_BRACKET:
        return scan_bracket(sc, i, out);
    case BYTE_DOLLAR:
        return scan_dollar(sc, i, out);
    case BYTE_DASH:
        return scan_dash(sc, i, out);
    case BYTE_SLASH:
        return scan_slash(sc, i, out);
    case BYTE_STAR:
        return scan_star(sc, i, out);
    case BYTE_HASH:
        return scan_line_comment(sc, i, out);
    case BYTE_COLON:
        return sc->eof || i + 1 < sc->n; /* := or the end of a label */
    case BYTE_PLAIN:
    case BYTE_BLANK:
    case BYTE_DIGIT:
    case BYTE_COMMA:
    case BYTE_DOT:
    case BYTE_PARAM:
    case BYTE_SEMI:
    case BYTE_OPEN:
    case BYTE_CLOSE:
    case BYTE_BACKSLASH:
    case BYTE_DELIMITER:
        break;
    }
    return true;
}
