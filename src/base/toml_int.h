/* base/toml_int.h: what the files of the TOML reader share.
 *
 * toml.c         documents, headers, keys and what may be defined twice
 * toml_value.c   values: arrays, inline tables, which scalar it is
 * toml_string.c  the four forms of strings
 * toml_number.c  integers, floats, dates and times
 * toml_scan.c    positions, blanks, comments, errors
 */
#ifndef AFLOAT_BASE_TOML_INT_H
#define AFLOAT_BASE_TOML_INT_H

#include "base/buf.h"
#include "base/toml.h"

struct toml_pos {
    size_t at;         /* offset in the text */
    size_t line_start; /* offset */
    uint32_t line;
};

struct toml_parser {
    arena *mem;
    str text, file;
    struct err *err;
    struct toml_pos pos;
};

/* How a table or array came to be decides what may still be added to it. */
enum toml_origin {
    TOML_BY_VALUE,  /* scalars, arrays and inline tables: complete */
    TOML_BY_PARENT, /* [a.b] makes a: [a] may come later */
    TOML_BY_HEADER, /* [a], or one element of [[a]] */
    TOML_BY_DOT,    /* a.b = 1 makes a: more dotted keys may follow */
    TOML_BY_ARRAY,  /* [[a]]: more elements may follow */
};

struct toml_node {
    struct toml t; /* first: a toml * handed out is a toml_node * */
    enum toml_origin origin;
    int depth;
};

/* scan */
int toml_peek(const struct toml_parser *p);              /* the next byte, -1 at the end */
int toml_peek_at(const struct toml_parser *p, size_t n); /* the byte n later */
bool toml_take(struct toml_parser *p, char c);
bool toml_take_newline(struct toml_parser *p); /* \n or \r\n */
void toml_skip_blanks(struct toml_parser *p);  /* blanks and tabs */
bool MUST toml_skip_comment(struct toml_parser *p);
bool MUST toml_skip_lines(struct toml_parser *p); /* blanks, comments and line ends */
bool toml_control(int c);                         /* a byte that no text may hold; tab is none */
PRINTF(3, 4)
bool toml_fail(struct toml_parser *p, struct toml_pos where, const char *fmt, ...);
str toml_found(struct toml_parser *p); /* what stands here, for a message */

/* A node below `depth` levels; NULL with the error set when that is too deep. */
struct toml_node *toml_node_new(struct toml_parser *p, enum toml_kind kind, struct toml_pos where,
                                int depth);

/* values */
struct toml_node *toml_value(struct toml_parser *p, int depth);
bool MUST toml_string(struct toml_parser *p, bool is_key, str *out);
bool MUST toml_scalar(struct toml_parser *p, struct toml_pos where, str word, struct toml *out);
bool toml_is_date(str word);                                         /* 2024-01-02 by its form */
bool MUST toml_pair(struct toml_parser *p, struct toml_node *table); /* key = value */

#endif
