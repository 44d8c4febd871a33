/* sql/lex.h: tokens of a complete statement (or any complete text).
 *
 * Does      cut text into tokens by the rules of a dialect
 * Does not  stream (sql/split.h does), fold case, decode strings (lex_text does on demand)
 * Shape     struct lex l = lex_of(d, modes, text); while (lex_next(&l, &t)) …
 */
#ifndef AFLOAT_SQL_LEX_H
#define AFLOAT_SQL_LEX_H

#include "sql/dialect.h"

enum token_kind {
    TOKEN_WORD,   /* unquoted name or keyword */
    TOKEN_QUOTED, /* quoted name */
    TOKEN_STRING, /* any string literal, dollar quotes too */
    TOKEN_NUMBER,
    TOKEN_PARAM, /* $1, ?, :name, @var, @@var */
    TOKEN_OP,    /* operator or other punctuation, one byte or :: */
    TOKEN_OPEN,  /* ( */
    TOKEN_CLOSE, /* ) */
    TOKEN_COMMA,
    TOKEN_DOT,
    TOKEN_SEMI,
    TOKEN_COMMENT, /* only when asked for */
};

struct token {
    enum token_kind kind;
    str text;      /* as written, a view */
    size_t offset; /* in the text */
};

struct lex {
    const struct dialect *dialect;
    unsigned modes; /* enum split_mode */
    str text;
    size_t at;
    bool comments;        /* give comments too */
    bool version_comment; /* inside a comment that the server runs */
};

struct lex lex_of(const struct dialect *d, unsigned modes, str text);
bool lex_next(struct lex *l,
              struct token *out); /* false at the end; never fails: an open token ends at the end */

/* The name or the value that the token stands for: unquoted, escapes decoded, unquoted PostgreSQL names
 * folded to lower case. */
str lex_text(arena *a, const struct dialect *d, unsigned modes, const struct token *t);

/* Feeds fn with the tokens of `text` without comments, one blank between: two statements that differ in
 * comments and spacing only feed the same bytes. Used for checksums. */
void lex_normal(const struct dialect *d, unsigned modes, str text,
                void (*fn)(void *data, str bytes), void *data);

#endif
