/* assess/rules/partition_of_locks_parent.c: a partition that is made or dropped in place locks the whole table.
 *
 * Does      find CREATE TABLE ... PARTITION OF and DROP TABLE of a partition, on a partitioned table in use
 * See       assess/rules/partition-of-locks-parent.sql
 */
#include "assess/rule_sql.h"

void rule_partition_of_locks_parent(const struct rule_input *in);

enum { POSTGRES_14 = 140000 };

static const struct object *parent_of(const struct rule_input *in)
{
    const struct object *o = ask_object(in, in->change->object);
    const struct value *v = o ? object_value(o, ATTR_PARTITION_OF) : NULL;
    return v && v->kind == VALUE_REF ? ask_object(in, v->ref->id) : NULL;
}

static const struct object *default_of(const struct rule_input *in)
{
    const struct effect *e = in->change_effect;
    for (size_t i = 0; i < e->scans.n; i++)
        if (ask_in_use(in, e->scans.v[i]))
            return ask_object(in, e->scans.v[i]);
    return NULL;
}

static void say_create(const struct rule_input *in, struct finding *f, const struct object *parent)
{
    const struct edit *bound = change_edit(in->change, ATTR_PARTITION_BOUND);
    const struct edit *by = change_edit(in->change, ATTR_PARTITION_BY);
    const struct object *rest = default_of(in);
    str p = ask_table(in), t = ask_name(in, parent->id);
    if (bound && bound->value.kind == VALUE_EXPR)
        say_instead(in, f,
                    "CREATE TABLE " STR_FMT " (LIKE " STR_FMT
                    " INCLUDING DEFAULTS INCLUDING CONSTRAINTS)%s" STR_FMT ";\nALTER TABLE " STR_FMT
                    " ATTACH PARTITION " STR_FMT " " STR_FMT ";\n",
                    STR_ARG(p), STR_ARG(t), by ? " PARTITION BY " : "",
                    STR_ARG(by && by->value.kind == VALUE_EXPR ? by->value.expr->text : S("")),
                    STR_ARG(t), STR_ARG(p), STR_ARG(bound->value.expr->text));
    if (rest)
        say_advice(
            in, f,
            "ATTACH PARTITION lets reads and writes of the table go on. The default partition "
            "\"" STR_FMT "\" is read whole for rows of the new bound in both ways: a validated "
            "check on it that excludes them spares that.",
            STR_ARG(rest->name));
    else
        say_advice(in, f,
                   "ATTACH PARTITION lets reads and writes of the table go on; it makes the "
                   "indexes that are missing.");
}

static void say_drop(const struct rule_input *in, struct finding *f, const struct object *parent)
{
    str p = ask_table(in), t = ask_name(in, parent->id);
    if (ask_since(in, POSTGRES_14))
        say_instead(in, f,
                    "ALTER TABLE " STR_FMT " DETACH PARTITION " STR_FMT " CONCURRENTLY;\n" STR_FMT
                    ";\n",
                    STR_ARG(t), STR_ARG(p), STR_ARG(in->statement->text));
    say_advice(in, f,
               "Detach it first, CONCURRENTLY from PostgreSQL 14 on; what is dropped then is "
               "a table of its own.");
}

void rule_partition_of_locks_parent(const struct rule_input *in)
{
    const struct change *c = in->change;
    const struct object *parent = parent_of(in);
    bool create = ask_is(in, CHANGE_CREATE, KIND_TABLE), drop = ask_is(in, CHANGE_DROP, KIND_TABLE);
    if (!parent || !(create || drop) || !ask_in_use(in, parent->id) || (c->flags & CHANGE_NOTHING))
        return;
    const struct object *rest = create ? default_of(in) : NULL;
    struct finding *f = say(in);
    str waits = ask_waits(in);
    say_message(in, f, "%s the partition \"" STR_FMT "\" locks all of \"" STR_FMT "\"",
                create ? "making" : "dropping", STR_ARG(ask_said(in)), STR_ARG(parent->name));
    say_happens(in, f, STR_FMT "%s; the locks are held to the end of the transaction.",
                STR_ARG(waits),
                rest ? "; then nobody can use it while the default partition is searched for rows "
                       "of the new one, for as long as that is large"
                     : ". It is done in a moment");
    if (create)
        say_create(in, f, parent);
    else
        say_drop(in, f, parent);
}
