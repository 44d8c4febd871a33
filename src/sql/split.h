/* sql/split.h: SQL text, read as a stream, into the pieces that a client sends one by one.
 *
 * Does      cut at statement ends exactly where psql, the mariadb client and sqlite3_prepare_v2 do
 * Does not  understand statements (ddl/), run client commands
 * Shape     pieces joined give back the input, byte for byte; memory stays below twice the largest
 *           statement and a megabyte, time is linear
 * Errors    ERR_SQL_UNTERMINATED at the opening of what does not end, ERR_FILE_NUL, ERR_FILE_UTF8,
 *           and what the reader reports
 * See       docs/ARCHITECTURE.md#sql, tests/oracles/
 */
#ifndef AFLOAT_SQL_SPLIT_H
#define AFLOAT_SQL_SPLIT_H

#include "base/reader.h"
#include "sql/dialect.h"

enum piece_kind {
    PIECE_SPACE,     /* blanks and line ends between pieces, empty statements */
    PIECE_COMMENT,   /* one comment outside a statement, with its line end */
    PIECE_STATEMENT, /* from the first token to the terminator, inclusive */
    PIECE_DATA,      /* a run of whole lines of COPY data */
    PIECE_DATA_END,  /* the line \. */
    PIECE_DELIMITER, /* a DELIMITER line */
    PIECE_META,      /* a backslash command, with its line end */
    PIECE_DIRECTIVE, /* a line comment that is_directive accepted, with its line end */
    PIECE__COUNT,
};

struct piece {
    enum piece_kind kind;
    str text;            /* all bytes of the piece; valid until the next call */
    str body;            /* PIECE_STATEMENT: without terminator and blanks before it; else = text */
    uint64_t offset;     /* of text in the input, bytes; a BOM counts */
    uint32_t line;       /* of the first byte, from 1 */
    uint32_t column;     /* of the first byte, from 1, in bytes */
    bool terminated;     /* PIECE_STATEMENT: ended by a terminator, not by the end or a directive */
    bool copy;           /* PIECE_STATEMENT: COPY … FROM stdin, data pieces follow */
    const char *meta_of; /* PIECE_META: name without backslash, static or valid as text */
};

enum split_mode {
    SPLIT_ANSI_QUOTES = 1,          /* MySQL session mode ANSI_QUOTES */
    SPLIT_NO_BACKSLASH_ESCAPES = 2, /* MySQL session mode */
};

struct split_opts {
    const struct dialect *dialect;
    unsigned modes; /* enum split_mode; the text itself may switch them (SET sql_mode) */
    str file;       /* for places in errors */
    /* Is this line comment (without its line end, leading blanks removed) a directive? Such a comment
     * ends the statement before it. NULL = none is. */
    bool (*is_directive)(str line, void *data);
    void *data;
};

struct split;

/* Lives in `a`; its buffer is heap memory, released with `a`. The reader must live as long. */
struct split *split_open(arena *a, const struct split_opts *opts, struct reader *reader);

/* Next piece; *out_end = true and no piece at the end. After an error the splitter is at its end. */
bool MUST split_next(struct split *s, struct piece *out, bool *out_end, struct err *err);

const char *piece_kind_name(enum piece_kind kind); /* "statement" … for JSON */

#endif
