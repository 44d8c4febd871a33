/* ddl/render.h: changes to SQL.
 *
 * Does      write the statements that make changes happen in a dialect: minimal quoting, stable, one clause a
 *           change; merge what one statement of the engine can hold
 * Does not  choose the safe way to do it (plan/), order changes (schema/order.h)
 * Shape     bound or unbound changes in, statements out; read(render(c)) gives c back
 * Errors    none: a change that the dialect has no words for is left out and listed in `unsaid`
 */
#ifndef AFLOAT_DDL_RENDER_H
#define AFLOAT_DDL_RENDER_H

#include "schema/change.h"

struct render_opts {
    const struct dialect *dialect;
    int version; /* of the server, 0 = the newest known */
    bool quote_always;
};

struct rendered {
    struct str_list statements; /* without terminators, in order */
    struct str_list unsaid;     /* changes and attributes that the dialect has no words for */
};

/* `s` may be NULL: names are then the changes' paths. Else it is the schema before them. */
void ddl_render(arena *a, const struct render_opts *opts, const struct schema *s,
                const struct change *v, size_t n, struct rendered *out);

/* A name, quoted only where it has to be for this dialect (reserved words, case, characters). */
void render_name(struct buf *out, const struct render_opts *opts, str name);
void render_path(struct buf *out, const struct render_opts *opts, const struct path *p);
void render_type(struct buf *out, const struct render_opts *opts, const struct sql_type *t);

#endif
