/* schema/bind_partition.c: partitions of MySQL and MariaDB.
 *
 * Does      drop those that a new rule, or none, leaves behind; name those that are only counted
 * Does not  know partitions of PostgreSQL, which are tables (bind_copy.c, bind_spread.c)
 * Errors    none
 * See       schema/bind.h; MySQL manual, "Partitioning"
 */
#include "schema/bind_int.h"

void bind_partitioning(struct binder *b, uint32_t i)
{
    object_id table = change_at(b, i)->object;
    const struct edit *e = change_edit(change_at(b, i), ATTR_PARTITION_BY);
    const struct object *o = NULL;

    if (e->verb == EDIT_SET)
        bind_forbids_partitions(b, i);
    if (e->verb == EDIT_RESET)
        stage_set(b->s, table, ATTR_PARTITIONS, &(struct value){ 0 });
    while ((o = schema_child(b->s, table, KIND_PARTITION, o)))
        stage_drop(b->s, o->id);
}

object_id bind_last_partition(const struct binder *b, object_id table)
{
    object_id at = schema_get(b->s, table)->last;

    for (; at; at = schema_get(b->s, at)->before)
        if (schema_get(b->s, at)->kind == KIND_PARTITION && object_lives(schema_get(b->s, at)))
            return at;
    return 0;
}

/* The next change makes a partition of the same clause. */
static bool is_last(const struct binder *b, uint32_t i)
{
    const struct change *next = i + 1 < b->st->changes.n ? change_at(b, i + 1) : NULL;

    return !next || next->kind != KIND_PARTITION || next->path.name.p ||
           next->cause != change_at(b, i)->cause;
}

/* p0, p1 …: behind the last one; that of SYSTEM_TIME has what is valid now. */
str bind_partition_name(struct binder *b, uint32_t i, object_id table)
{
    const struct value *rule = stage_value(b->s, table, ATTR_PARTITION_BY);
    object_id last = bind_last_partition(b, table);
    str name = last ? stage_name(b->s, last) : S("");
    const struct object *o = NULL;
    int64_t n = 0;

    if (rule->kind == VALUE_EXPR && str_starts_nocase(rule->expr->text, S("SYSTEM_TIME")) &&
        is_last(b, i) && !bind_find(b, table, KIND_PARTITION, S("pn"), (str){ 0 }))
        return S("pn");
    if (name.n > 1 && name.p[0] == 'p' && str_to_int64(str_skip(name, 1), &n))
        return str_printf(b->a, "p%lld", (long long)n + 1);
    while ((o = schema_child(b->s, table, KIND_PARTITION, o)))
        n += !str_eq(stage_name(b->s, o->id), S("pn"));
    return str_printf(b->a, "p%lld", (long long)n);
}
