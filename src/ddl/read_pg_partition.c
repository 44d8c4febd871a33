/* ddl/read_pg_partition.c: partitions that come and go.
 *
 * Does      ATTACH and DETACH PARTITION: changes of the partition
 * Does not  SPLIT and MERGE: no release has them; they are opaque
 * See       ddl/read_pg_int.h
 */
#include "ddl/read_pg_alter_int.h"

void pgr_attach(struct parser *p, const struct alter *t)
{
    struct range range;
    struct path path = pgr_path(p, &range);
    size_t at = p->at;
    struct expr *bound = pgr_bound(p);
    struct change *c = pgr_change(p, CHANGE_ALTER, t->kind, path, range);

    c->flags |= CHANGE_ATTACH;
    change_set(p->mem, c, ATTR_PARTITION_OF, pgr_ref(p, t->path, t->name), t->name);
    if (bound)
        pgr_set(p, c, ATTR_PARTITION_BOUND, value_expr(bound), at);
}

void pgr_detach(struct parser *p, const struct alter *t)
{
    struct range range;
    struct path path = pgr_path(p, &range);
    struct change *c = pgr_change(p, CHANGE_ALTER, t->kind, path, range);
    struct edit *e;

    c->flags |= CHANGE_DETACH;
    e = change_set(p->mem, c, ATTR_PARTITION_OF, pgr_ref(p, t->path, t->name), t->name);
    e->verb = EDIT_RESET;
    if (parse_take(p, "CONCURRENTLY"))
        c->flags |= CHANGE_CONCURRENTLY;
    else if (parse_take(p, "FINALIZE"))
        c->flags |= CHANGE_FINALIZE;
}

void pgr_split(struct parser *p, const struct alter *t)
{
    (void)t;
    parse_stuck(p, "partitions that are split or merged move their rows: no release has it");
}
