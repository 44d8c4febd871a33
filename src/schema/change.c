/* schema/change.c: make changes and look at them.
 *
 * Does      append changes to a statement and edits to a change; find an edit
 * Does not  print (change_print.c), bind (bind.c)
 * Errors    none
 * See       schema/change.h
 */
#include "schema/change.h"

const struct edit *change_edit(const struct change *c, enum attr attr)
{
    for (size_t i = 0; i < c->edits.n; i++)
        if (c->edits.v[i].attr == attr)
            return &c->edits.v[i];
    return NULL;
}

struct edit *change_set(arena *a, struct change *c, enum attr attr, struct value v, struct range r)
{
    struct edit *e = vec_push(a, &c->edits);

    e->verb = EDIT_SET;
    e->attr = attr;
    e->value = v;
    e->range = r;
    return e;
}

struct change *statement_add(arena *a, struct statement *st, enum change_verb verb,
                             enum object_kind kind)
{
    struct change *c = vec_push(a, &st->changes);

    *c = (struct change){ .verb = verb, .kind = kind }; /* its place may have been another's */
    if (verb == CHANGE_ROWS)
        c->rows = arena_new(a, struct rows, 1);
    if (verb == CHANGE_OPAQUE)
        st->opaque = true;
    return c;
}
