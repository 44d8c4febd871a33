/* ddl/build_rows_int.h: an outline of a data statement under way.
 *
 * Does      begin it, read the clauses that its statements share, take what the whole says
 * Does not  know a statement: build_rows.c and build_targets.c do
 * See       ddl/build_int.h
 */
#ifndef AFLOAT_DDL_BUILD_ROWS_INT_H
#define AFLOAT_DDL_BUILD_ROWS_INT_H

#include "ddl/build_int.h"

struct data {
    struct parser *p;
    size_t begin;       /* first token */
    size_t change;      /* the first change */
    size_t reads;       /* token from which on relations are read */
    struct expr *whole; /* of all tokens of the statement, or NULL */
};

struct data data_begin(struct parser *p, size_t from, enum rows_verb verb);
struct rows *data_rows(const struct data *d);
uint32_t data_base(const struct data *d); /* the offset of its first token */
void data_whole(struct data *d);          /* all of it as one expression */
/* WHERE, LIMIT and the like of the statement itself, not of sub-selects; tokens [from, cursor). */
void data_clauses(struct data *d, size_t from);
/* Relations that are read, but `written`, which stands at this place. */
void data_relations(struct data *d, uint32_t written);
void data_modifiers(struct parser *p, struct rows *rows); /* LOW_PRIORITY, IGNORE, OR REPLACE … */
void data_set(struct data *d);                            /* a = 1, b.c = 2: the columns */
/* To the end of the statement; a parenthesis too many is left and said by ddl_read. */
void data_rest(struct parser *p);
bool data_word_at(const struct parser *p, size_t i, const char *word);

/* ---- build_targets.c: the cursor is behind the first word ---- */
void data_update(struct parser *p, size_t from);
void data_delete(struct parser *p, size_t from);

#endif
