/* ddl/read_pg_code_int.h: between the readers of code in strings (read_pg_code.c) and of PL/pgSQL
 * (read_pg_body.c). */
#ifndef AFLOAT_DDL_READ_PG_CODE_INT_H
#define AFLOAT_DDL_READ_PG_CODE_INT_H

#include "ddl/read_pg_int.h"

enum { CODE_DEPTH = 16 };

/* Tokens of what the string `t` holds; *out_exact: their places are those of the statement. */
bool pgr_code_begin(struct parser *p, const struct token *t, struct parser *in, bool *out_exact);
/* Changes [first, …) all have this range; are in a body, because of `cause`. */
void pgr_code_ranges(struct parser *p, size_t first, struct range r);
void pgr_code_marks(struct parser *p, size_t first, uint32_t cause);
/* A change that is not known, of the tokens [from, to). */
void pgr_opaque(struct parser *p, str reason, size_t from, size_t to);
/* Walks PL/pgSQL: the changes of its static statements. */
void pgr_body(struct parser *p);

#endif
