/* ddl/outline_int.h: what the files of the outline reader share.
 *
 * Does      walk the tokens of one statement; match them with the rows of a dialect's table
 * Does not  hold any dialect's knowledge: that is in outline_<dialect>.def and .c
 * Shape     a row: pattern of leading keywords → verb, class, probe, flags, and what reads the names
 *           pattern: WORD, A|B, [WORD …] may be left out, ~ attributes of a view or routine, $ the end
 * See       ddl/outline.h
 */
#ifndef AFLOAT_DDL_OUTLINE_INT_H
#define AFLOAT_DDL_OUTLINE_INT_H

#include "ddl/outline.h"
#include "sql/lex.h"

/* A copy of it is a place to go back to. */
struct reader {
    arena *mem;
    const struct dialect *d;
    unsigned modes;
    int version; /* of the server, 0 = not known */
    struct lex lex;
    struct token t; /* the token at hand, valid unless end */
    bool end;       /* no more tokens; a semicolon counts as the end */
    bool left_out;  /* a version comment was skipped: the server is older */
};

enum row_flag {
    TX = 1 << 0,         /* may run in a transaction block and is undone with it */
    COMMITS = 1 << 1,    /* implicit commit */
    MAKES = 1 << 2,      /* its objects are created */
    DROPS = 1 << 3,      /* its objects are dropped */
    LOCKS = 1 << 4,      /* strong lock on an existing table */
    CONCURRENT = 1 << 5, /* builds or drops an index without blocking */
    OPENS = 1 << 6,      /* begins a transaction */
    CLOSES = 1 << 7,     /* commits one */
    REFUSED = 1 << 8,    /* ends one in a way that a migration cannot */
    REPEATS = 1 << 9,    /* with IF [NOT] EXISTS or OR REPLACE a second run does no harm */
    SINGLE = 1 << 10,    /* the probe can tell of one object only */
    UNSEEN = 1 << 11,    /* MariaDB has no catalog text of it */
};

struct row;
typedef void row_read_fn(struct reader *r, const struct row *row, struct outline *out);

struct row {
    const char *pattern;
    const char *verb;
    enum outline_class cls;
    enum outline_probe probe;
    enum outline_object_kind kind;
    row_read_fn *read; /* NULL = names nothing that matters; the reader is behind the pattern */
    unsigned flags;    /* enum row_flag */
};

#define ROW(pattern, verb, cls, probe, kind, read, flags)                                          \
    { pattern, verb, CLASS_##cls, PROBE_##probe, OBJECT_##kind, read, flags },

struct row_table {
    const struct row *rows;
    size_t n;
    struct row unknown; /* a statement that no row matches */
    void (*finish)(struct reader *r, const struct row *row, struct outline *out); /* or NULL */
};

extern const struct row_table rows_postgres, rows_mysql, rows_sqlite;

/* ---- tokens: outline_reader.c ---- */

/* Does a server of this version leave out what stands in this version comment? */
bool reader_leaves_out(const struct dialect *d, int version, str comment);
struct reader reader_on(arena *a, const struct dialect *d, unsigned modes, int version, str text);
void reader_next(struct reader *r);
bool reader_is(const struct reader *r, const char *word);      /* an unquoted word, any case */
bool reader_is_any(const struct reader *r, const char *words); /* "A|B|C" */
bool reader_is_kind(const struct reader *r, enum token_kind kind);
bool reader_take(struct reader *r, const char *word); /* steps over it if it is there */
void reader_skip_parens(struct reader *r);            /* at TOKEN_OPEN: behind its partner */
bool reader_find(struct reader *r,
                 const char *words); /* to the next such word outside parentheses */
bool reader_match(struct reader *r, const char *pattern, bool *out_if); /* *out_if: IF … or OR … */

/* ---- names: outline_names.c ---- */

struct name {
    str schema, text; /* text absent = no name stands there */
};

struct name name_read(struct reader *r);
struct name user_read(struct reader *r); /* MySQL: user@host in .text */
struct outline_object *object_add(struct reader *r, const struct row *row, struct outline *out,
                                  struct name name);

row_read_fn read_one;      /* [ONLY] name */
row_read_fn read_list;     /* [ONLY] name [*] [(…)], … */
row_read_fn read_index_on; /* [name] … ON [ONLY] table */
row_read_fn read_on;       /* name … ON table */
row_read_fn read_renames;  /* a TO b, c TO d */

#endif
