/* schema/schema_int.h: the store of objects, for the files of this folder.
 *
 * Does      hold objects at addresses that stay, their names in one hash table, who refers to whom
 * Does not  decide anything: bind*.c does
 * Shape     node = object and what only this folder needs
 */
#ifndef AFLOAT_SCHEMA_SCHEMA_INT_H
#define AFLOAT_SCHEMA_SCHEMA_INT_H

#include "schema/schema.h"

struct node {
    struct object o;
};

struct schema {
    arena *mem;
    const struct dialect *dialect;
    vec(struct node *) nodes; /* by id - 1 */
    bool open;
    uint32_t clock;
};

#endif
