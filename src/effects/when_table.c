/* effects/when_table.c: conditions about a table as a whole.
 *
 * Does      tell partitioned tables, partitions, tables that the statement makes
 * See       effects/when.def
 */
#include "effects/effects_int.h"

static bool relation_has(const struct scene *sc, enum attr attr)
{
    return sc->relation && object_value(sc->relation, attr)->kind != VALUE_NONE;
}

bool when_partitioned(const struct scene *sc)
{
    return relation_has(sc, ATTR_PARTITION_BY);
}

bool when_partitioned_not_only(const struct scene *sc)
{
    return when_partitioned(sc) && !when_only(sc);
}

bool when_is_partition(const struct scene *sc)
{
    return relation_has(sc, ATTR_PARTITION_OF);
}

bool when_on_new_relation(const struct scene *sc)
{
    return sc->relation && sc->relation->state == STATE_COMING;
}
