/* sql/split_int.h: the inside of the splitter, shared by its files.
 *
 * Does      hold the window on the input, the state of the open statement, the rules of a family
 * Shape     split.c cuts pieces outside statements, split_stmt.c runs through a statement and asks the
 *           rules of its family (split_postgres.c, split_mysql.c, split_sqlite.c) about words and
 *           semicolons, split_buf.c reads, counts lines and makes errors
 */
#ifndef AFLOAT_SQL_SPLIT_INT_H
#define AFLOAT_SQL_SPLIT_INT_H

#include "sql/scan_int.h"
#include "sql/split.h"

enum {
    SPLIT_BUF_BYTES = 256 * 1024, /* first size of the window */
    SPLIT_SPARE_BYTES = 64,       /* behind a small text: its end is seen without growing */
    SPLIT_RUN_BYTES = 64 * 1024,  /* most bytes in a piece of data or blanks */
    SPLIT_KEEP_BYTES = 512,       /* kept before the piece for the excerpt in errors */
    SPLIT_DELIM_BYTES = 15,       /* as the client */
    SPLIT_NEST = 256,             /* blocks whose kind is remembered */
};

/* What the text after the last piece is. */
enum split_state { AT_SQL, AT_COPY_LINE, AT_COPY_DATA, AT_END };

/* Where in a stored program of MySQL a word stands. */
enum my_part { MY_PLAIN, MY_CREATE, MY_ROUTINE, MY_TRIGGER, MY_EVENT, MY_PACKAGE, MY_BODY };

struct open_stmt {
    unsigned words;       /* seen so far, saturating */
    unsigned parens;      /* open ones */
    unsigned depth;       /* blocks open */
    uint64_t body_offset; /* of the word that opened the outermost block */
    uint64_t version_offset;
    bool in_version; /* inside a version comment */
    bool track;      /* words still matter */
    bool copy;       /* COPY … FROM stdin */
    bool maybe_copy; /* the first word was COPY */
    bool from;       /* COPY: the last word was FROM */
    bool sets;       /* begins with SET: may set sql_mode */
    bool atomic;     /* PostgreSQL: CREATE FUNCTION or PROCEDURE */
    char heads[4];   /* PostgreSQL: first letters of the first words */
    bool trigger;    /* SQLite: CREATE TRIGGER */
    bool after_semi; /* SQLite: the last token ended a statement of the body */
    bool after_end;  /* the last word was END */
    enum my_part part;
    bool simple;                           /* MySQL: RETURN was seen in the head */
    bool params;                           /* MySQL: a parenthesis was closed in the head */
    bool start;                            /* MySQL: a statement of the body may begin here */
    bool handler;                          /* MySQL: in DECLARE … HANDLER FOR */
    bool oracle;                           /* MariaDB: declarations between AS and BEGIN */
    bool skip_name;                        /* MySQL: FOLLOWS or PRECEDES was the last word */
    unsigned last_word;                    /* MySQL: which keyword came last (split_mysql.c) */
    uint8_t ends_anywhere[SPLIT_NEST / 8]; /* MySQL: block of which END may follow an expression */
};

struct split {
    struct split_opts opts;
    struct reader *reader;
    const struct split_family *family;
    char *buf;
    size_t n;   /* valid bytes */
    size_t raw; /* bytes read, with a sequence that is not complete yet */
    size_t cap;
    size_t start;          /* of the piece that is being cut */
    size_t at;             /* next byte to look at */
    uint64_t base;         /* offset of buf[0] in the input */
    uint64_t line_offset;  /* where the line of buf[start] begins */
    uint32_t line;         /* of buf[start] */
    bool line_blank;       /* only blanks between there and buf[start] */
    bool eof;              /* the reader is at its end */
    enum err_code invalid; /* why the text cannot be read behind n */
    enum split_state state;
    struct place copy_place; /* of the COPY statement whose data is read */
    uint64_t copy_offset;
    struct scan sc;
    struct scan_tables tables;
    unsigned modes;
    char delim[SPLIT_DELIM_BYTES + 1];
    size_t delim_n;
    uint8_t delim_cls; /* class of its first byte without it */
    char meta[64];
    struct open_stmt st;
    uint64_t work; /* bytes scanned and moved, for tests */
};

/* What differs between databases inside a statement. */
struct split_family {
    /* A word, not quoted, at buf[at]. */
    void (*word)(struct split *s, str word);
    /* A token that is neither word nor semicolon. */
    void (*other)(struct split *s, char first);
    /* Does a ; here end the statement? */
    bool (*semi)(struct split *s);
};

extern const struct split_family split_postgres, split_mysql, split_sqlite;

/* split_buf.c */
bool MUST split_fill(struct split *s, struct err *err); /* more text, or eof */
void split_emit(struct split *s, enum piece_kind kind, size_t end, struct piece *out);
bool split_fail(struct split *s, struct err *err, enum err_code code, uint64_t offset,
                const char *message);
void split_init_buf(struct split *s, size_t bytes);

/* split_stmt.c: runs from s->at to the end of the statement that begins at s->start. */
bool MUST split_statement(struct split *s, struct piece *out, struct err *err);
/* Bytes of the terminator at buf[i], 0 = none; false = more text is needed. */
bool split_terminator(const struct split *s, size_t i, size_t *out_n);
bool split_is_directive(const struct split *s, size_t from, size_t end);

/* split_mysql.c */
void split_set_delimiter(struct split *s, str delimiter);
bool MUST split_delimiter_line(struct split *s, str line, struct err *err);
void split_sql_mode(struct split *s, str statement);

/* For tests: a first window of another size. */
struct split *split_open_sized(arena *a, const struct split_opts *opts, struct reader *reader,
                               size_t bytes);
uint64_t split_work(const struct split *s);

static inline uint64_t split_offset(const struct split *s, size_t i)
{
    return s->base + i;
}

/* Bytes of the byte order mark at buf[i], 0 = none. */
static inline size_t split_bom(const struct split *s, size_t i)
{
    return split_offset(s, i) == 0 && s->n - i >= 3 && !memcmp(s->buf + i, "\xEF\xBB\xBF", 3) ? 3
                                                                                              : 0;
}

#endif
