/* schema/value_int.h: how values are printed, for the printers of this folder.
 *
 * Does      print a value with names of objects as they are now, with facts and references of expressions
 * Does not  print for users (value.h)
 * Shape     one options struct; without a schema the names are those that were written
 */
#ifndef AFLOAT_SCHEMA_VALUE_INT_H
#define AFLOAT_SCHEMA_VALUE_INT_H

#include "schema/schema.h"

struct value_style {
    const struct schema *names; /* of bound references; NULL = as written */
    bool facts;  /* of expressions, with their references: {stable function refs=a,b} */
    bool quotes; /* texts in '…', expressions in (…) */
    bool full;   /* bound references with all their parts, however they were written */
};

void value_print_as(struct buf *out, const struct value *v, const struct value_style *style);
/* A copy with the names that bound references have now, in texts of expressions too. */
struct value value_now(arena *a, const struct schema *s, const struct value *v);
/* Control bytes as \n, \t, \xNN: what is printed stays on its line. */
void value_print_text(struct buf *out, str s, bool quotes);
void value_print_expr(struct buf *out, const struct expr *e, const struct value_style *style);
void value_print_refs(struct buf *out, const struct ref_list *refs,
                      const struct value_style *style);

#endif
