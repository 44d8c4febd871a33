/* schema/bind.h: puts a statement onto a schema.
 *
 * Does      find the objects that a statement's changes name, fill in values before, append what the changes
 *           imply (a primary key → not null and its index, serial → sequence and default, CASCADE → drops,
 *           LIKE → columns); then fold them
 * Does not  know locks, versions of servers beyond what names mean; judge
 * Shape     bind stages (objects COMING and LEAVING), fold makes it so, unbind takes it back: between the two
 *           the schema before and the changes can both be looked at
 * Errors    AF1xxx as a server would give them on a closed schema: no such table, duplicate name; on an open
 *           one what is not there is assumed (OBJECT_ASSUMED)
 */
#ifndef AFLOAT_SCHEMA_BIND_H
#define AFLOAT_SCHEMA_BIND_H

#include "base/err.h"
#include "schema/change.h"

/* A reason why the server would refuse. The statement's other changes are bound all the same. */
struct bind_error {
    uint32_t change;    /* index */
    struct range range; /* of the name */

    enum bind_trouble {
        BIND_MISSING,   /* no such object */
        BIND_DUPLICATE, /* there is one of that name */
        BIND_KIND,      /* it is something else: DROP TABLE of a view */
        BIND_DEPENDED,  /* others need it: DROP without CASCADE */
        BIND_INVALID,   /* makes no sense: second primary key, enum label twice */
    } trouble;

    str message; /* lower case, as afloat says it: 'table "users" does not exist' */
    str meant;   /* BIND_MISSING: the name there is that is nearest; absent = none is near */
};

struct bind_error_list {
    struct bind_error *v;
    size_t n, cap;
};

/* Fills in st->changes (and appends implied ones). Texts and lists live in `a`, which must live as long as
 * the statement; objects live in the schema. Every bind is followed by fold or unbind. */
void schema_bind(arena *a, struct schema *s, struct statement *st,
                 struct bind_error_list *out_errors);
void schema_fold(struct schema *s, struct statement *st);
void schema_unbind(struct schema *s, struct statement *st);

#endif
