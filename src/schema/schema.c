/* schema/schema.c: the objects of a schema.
 *
 * Does      make a schema, give objects by id
 * Does not  change objects (store.c, fold.c)
 * Errors    none
 * See       schema/schema.h
 */
#include "schema/schema.h"

#include "schema/schema_int.h"

const struct object *schema_get(const struct schema *s, object_id id)
{
    return id && id <= s->nodes.n ? &s->nodes.v[id - 1]->o : NULL;
}
