/* sql/scan_int.h: where the next piece of text that is not plain ends: strings, names, comments.
 *
 * Does      serve the lexer (complete text) and the splitter (text that is still being read) alike
 * Does not  know statements, skip blanks
 * Shape     a table of 256 byte classes for the dialect, then scan_item at a byte that is not plain;
 *           it fails only when the answer lies behind the end of what was read so far
 * See       sql/scan.c
 */
#ifndef AFLOAT_SQL_SCAN_INT_H
#define AFLOAT_SQL_SCAN_INT_H

#include "sql/dialect.h"

/* What may begin at a byte. Up to BYTE_PLAIN__LAST a splitter runs over it without looking. */
enum byte_class {
    BYTE_PLAIN,
    BYTE_BLANK,
    BYTE_DIGIT,
    BYTE_COMMA,
    BYTE_DOT,
    BYTE_PARAM, /* ? @ : $ where they begin a parameter; only the lexer looks */
    BYTE_PLAIN__LAST = BYTE_PARAM,
    BYTE_WORD,
    BYTE_SINGLE,
    BYTE_DOUBLE,
    BYTE_BACKTICK,
    BYTE_BRACKET,
    BYTE_DOLLAR,
    BYTE_DASH,
    BYTE_SLASH,
    BYTE_STAR, /* may end a version comment */
    BYTE_HASH,
    BYTE_COLON, /* may end a label */
    BYTE_SEMI,
    BYTE_OPEN,
    BYTE_CLOSE,
    BYTE_BACKSLASH,
    BYTE_DELIMITER, /* first byte of the delimiter that a DELIMITER line set */
};

struct scan {
    const char *p;
    size_t n;
    bool eof;          /* nothing comes after n */
    bool backslash;    /* escapes in '…' */
    bool double_plain; /* "…" is a name: no escapes in it */
    bool in_version;   /* inside a comment that the server runs */
    bool dash_any;     /* -- is a comment whatever follows */
    unsigned rules;
    enum dialect_id id;
    const uint8_t *cls; /* 256 enum byte_class */
};

enum scan_kind {
    SCAN_BYTE, /* nothing longer begins here */
    SCAN_WORD,
    SCAN_STRING,
    SCAN_DOLLAR, /* dollar-quoted string */
    SCAN_QUOTED,
    SCAN_LINE_COMMENT, /* without the line end */
    SCAN_BLOCK_COMMENT,
    SCAN_VERSION_OPEN, /* the opening and the digits of a version comment */
    SCAN_VERSION_CLOSE,
};

struct scan_item {
    enum scan_kind kind;
    size_t end;
    bool open; /* it does not end in the text (eof only) */
};

struct scan_tables {
    uint8_t cls[256];
};

const struct scan_tables *scan_tables_of(const struct dialect *d);
struct scan scan_of(const struct dialect *d, unsigned modes, const struct scan_tables *t);

/* The modes may change on the way. */
void scan_set_modes(struct scan *sc, unsigned modes);

/* The item that begins at `i` < n. False = more text is needed (never when eof). */
bool scan_item(const struct scan *sc, size_t i, struct scan_item *out);

/* May `c` stand inside a word? */
static inline bool scan_in_word(const uint8_t *cls, char c)
{
    uint8_t k = cls[(unsigned char)c];

    return k == BYTE_WORD || k == BYTE_DIGIT || (c == '$' && k != BYTE_DELIMITER);
}

static inline bool scan_is_blank(char c)
{
    return c == ' ' || (c >= '\t' && c <= '\r');
}

#endif
