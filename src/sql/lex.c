/* sql/lex.c: the lexer over a complete text.
 *
 * Does      tokens, and the normal form that checksums are taken of
 * Does not  decode what a token stands for (lex_text.c), find where items end (scan.c)
 * See       sql/lex.h
 */
#include "sql/lex.h"

#include "sql/scan_int.h"

struct lex lex_of(const struct dialect *d, unsigned modes, str text)
{
    return (struct lex){ .dialect = d, .modes = modes, .text = text };
}

static bool is_word_char(const struct scan *sc, size_t i)
{
    return i < sc->n && scan_in_word(sc->cls, sc->p[i]);
}

static bool is_digit(const struct scan *sc, size_t i)
{
    return i < sc->n && sc->p[i] >= '0' && sc->p[i] <= '9';
}

/* 12, 1.5e-3, 0x1F, .5; the second dot of 1..10 is not part of it. */
static size_t number_end(const struct scan *sc, size_t i)
{
    bool hex = sc->p[i] == '0' && i + 1 < sc->n && (sc->p[i + 1] | 0x20) == 'x';
    bool dot = false;

    for (size_t from = i;; i++) {
        if (i >= sc->n)
            return i;
        if (sc->p[i] == '.' && !dot && !hex && (i + 1 >= sc->n || sc->p[i + 1] != '.'))
            dot = true;
        else if ((sc->p[i] == '+' || sc->p[i] == '-') && !hex && i > from &&
                 (sc->p[i - 1] | 0x20) == 'e' && is_digit(sc, i + 1))
            continue;
        else if (!is_word_char(sc, i) || sc->p[i] == '$')
            return i;
    }
}

static size_t word_end(const struct scan *sc, size_t i)
{
    while (is_word_char(sc, i))
        i++;
    return i;
}

/* A parameter or variable at `i`; returns `i` when none is there. */
static size_t param_end(const struct scan *sc, size_t i)
{
    size_t name = i + 1;

    switch (sc->p[i]) {
    case '?':
        return word_end(sc, name);
    case '@':
        if (name < sc->n && sc->p[name] == '@')
            return word_end(sc, name + 1);
        if (name < sc->n && strchr("'\"`", sc->p[name])) {
            struct scan_item item;

            return scan_item(sc, name, &item) ? item.end : sc->n;
        }
        while (is_word_char(sc, name) || (name < sc->n && name > i + 1 && sc->p[name] == '.'))
            name++;
        return name;
    default: /* : and $ */
        name = word_end(sc, name);
        return name > i + 1 ? name : i;
    }
}

static enum token_kind byte_kind(char c)
{
    switch (c) {
    case '(':
        return TOKEN_OPEN;
    case ')':
        return TOKEN_CLOSE;
    case ',':
        return TOKEN_COMMA;
    case '.':
        return TOKEN_DOT;
    case ';':
        return TOKEN_SEMI;
    default:
        return TOKEN_OP;
    }
}

static bool dot_begins_number(const struct scan *sc, size_t i)
{
    return is_digit(sc, i + 1) &&
           (i == 0 || (!is_word_char(sc, i - 1) && !strchr("\"`].", sc->p[i - 1])));
}

/* One byte, a number, a parameter, an operator. */
static enum token_kind scan_short(const struct scan *sc, size_t i, size_t *out_end)
{
    enum byte_class c = (enum byte_class)sc->cls[(unsigned char)sc->p[i]];

    if (c == BYTE_DIGIT || (c == BYTE_DOT && dot_begins_number(sc, i))) {
        *out_end = number_end(sc, i);
        return TOKEN_NUMBER;
    }
    *out_end = i + 1;
    if (c == BYTE_PARAM && param_end(sc, i) > i) {
        *out_end = param_end(sc, i);
        return TOKEN_PARAM;
    }
    if (c == BYTE_DOLLAR && is_digit(sc, i + 1)) {
        *out_end = word_end(sc, i + 1);
        return TOKEN_PARAM;
    }
    if (sc->p[i] == ':' && i + 1 < sc->n && sc->p[i + 1] == ':')
        *out_end = i + 2;
    return byte_kind(sc->p[i]);
}

static struct scan scan_for(const struct lex *l)
{
    struct scan sc = scan_of(l->dialect, l->modes, scan_tables_of(l->dialect));

    sc.p = l->text.p;
    sc.n = l->text.n;
    sc.eof = true;
    return sc;
}

/* Not a comment, or a comment that was asked for. */
static bool take(struct lex *l, const struct scan *sc, struct token *out)
{
    static const enum token_kind kinds[] = {
        [SCAN_WORD] = TOKEN_WORD,
        [SCAN_STRING] = TOKEN_STRING,
        [SCAN_DOLLAR] = TOKEN_STRING,
        [SCAN_QUOTED] = TOKEN_QUOTED,
        [SCAN_LINE_COMMENT] = TOKEN_COMMENT,
        [SCAN_BLOCK_COMMENT] = TOKEN_COMMENT,
        [SCAN_VERSION_OPEN] = TOKEN_COMMENT,
        [SCAN_VERSION_CLOSE] = TOKEN_COMMENT,
    };
    struct scan_item item;
    size_t from = l->at;

    CHECK(scan_item(sc, from, &item));
    if (item.kind == SCAN_VERSION_OPEN || item.kind == SCAN_VERSION_CLOSE)
        l->version_comment = item.kind == SCAN_VERSION_OPEN;
    if (item.kind == SCAN_BYTE)
        out->kind = scan_short(sc, from, &item.end);
    else
        out->kind = kinds[item.kind];
    out->text = str_slice(l->text, from, item.end);
    out->offset = from;
    l->at = item.end;
    return out->kind != TOKEN_COMMENT || l->comments;
}

static bool next_with(struct lex *l, struct scan *sc, struct token *out)
{
    while (l->at < sc->n) {
        if (sc->cls[(unsigned char)sc->p[l->at]] == BYTE_BLANK) {
            l->at++;
            continue;
        }
        sc->in_version = l->version_comment;
        if (take(l, sc, out))
            return true;
    }
    return false;
}

bool lex_next(struct lex *l, struct token *out)
{
    struct scan sc = scan_for(l);

    return next_with(l, &sc, out);
}

/* A version comment changes what is run, so its marks count; other comments do not. */
static bool counts(const struct lex *l, const struct token *t, bool was_version)
{
    return t->kind != TOKEN_COMMENT || l->version_comment != was_version;
}

void lex_normal(const struct dialect *d, unsigned modes, str text,
                void (*fn)(void *data, str bytes), void *data)
{
    struct lex l = lex_of(d, modes, text);
    struct scan sc = scan_for(&l);
    struct token t;
    bool first = true, was_version = false;

    l.comments = true;
    while (next_with(&l, &sc, &t)) {
        if (counts(&l, &t, was_version)) {
            if (!first)
                fn(data, S(" "));
            fn(data, t.text);
            first = false;
        }
        was_version = l.version_comment;
    }
}
