/* assess/rules/detach_partition_blocking.c: a partition leaves while the whole partitioned table is locked.
 *
 * Does      find DETACH PARTITION without CONCURRENTLY; give it with the word from PostgreSQL 14 on
 * See       assess/rules/detach-partition-blocking.sql
 */
#include "assess/rule_sql.h"

void rule_detach_partition_blocking(const struct rule_input *in);

enum { POSTGRES_14 = 140000 };

static const struct object *parent_of(const struct rule_input *in)
{
    const struct edit *e = change_edit(in->change, ATTR_PARTITION_OF);
    const struct value *v = e ? &e->value : NULL;
    return v && v->kind == VALUE_REF ? ask_object(in, v->ref->id) : NULL;
}

/* CONCURRENTLY is refused where there is a default partition. */
static bool has_default(const struct rule_input *in, const struct object *parent)
{
    struct dependent_list users = { 0 };
    schema_dependents(in->mem, in->schema, parent->id, &users);
    for (size_t i = 0; i < users.n; i++) {
        const struct object *o = ask_object(in, users.v[i].id);
        const struct value *v = o ? object_value(o, ATTR_PARTITION_BOUND) : NULL;
        if (users.v[i].by == ATTR_PARTITION_OF && v && v->kind == VALUE_EXPR &&
            str_eq_nocase(str_trim(v->expr->text), S("default")))
            return true;
    }
    return false;
}

static void say_way(const struct rule_input *in, struct finding *f, const struct object *parent)
{
    struct range end = { in->change->range.offset + in->change->range.length, 0 };
    if (!ask_since(in, POSTGRES_14)) {
        say_advice(in, f,
                   "PostgreSQL 14 can do it CONCURRENTLY. Before that, set a short "
                   "lock_timeout and try again until the lock is there.");
        return;
    }
    if (parent && has_default(in, parent)) {
        say_advice(in, f,
                   "CONCURRENTLY is refused while there is a default partition: set a short "
                   "lock_timeout and try again until the lock is there.");
        return;
    }
    say_instead(in, f, STR_FMT ";\n", STR_ARG(ask_replaced(in, end, S(" CONCURRENTLY"))));
    if (in->file->native)
        say_fix(in, f, end, S(" CONCURRENTLY"));
    say_advice(
        in, f,
        "CONCURRENTLY stops neither reads nor writes and cannot be in a transaction. When it "
        "was interrupted, ALTER TABLE ... DETACH PARTITION ... FINALIZE ends it.");
}

void rule_detach_partition_blocking(const struct rule_input *in)
{
    const struct change *c = in->change;
    const struct object *parent = parent_of(in);
    if (c->verb != CHANGE_ALTER || !(c->flags & CHANGE_DETACH) || !ask_written(in) ||
        (c->flags & CHANGE_FINALIZE) || !ask_on_live(in) ||
        ((c->flags & CHANGE_CONCURRENTLY) && !in->change_effect->fails) ||
        (parent && !ask_in_use(in, parent->id)))
        return;
    struct finding *f = say(in);
    str waits = ask_waits(in);
    if (in->change_effect->fails) {
        say_message(in, f, "DETACH PARTITION ... CONCURRENTLY needs PostgreSQL 14");
        say_happens(in, f, "The server refuses the statement.");
        say_way(in, f, parent);
        return;
    }
    say_message(in, f, "detaching \"" STR_FMT "\" locks all of \"" STR_FMT "\"",
                STR_ARG(c->path.name), STR_ARG(parent ? parent->name : S("its table")));
    say_happens(in, f,
                STR_FMT
                ". It is done in a moment; the locks are held to the end of the transaction.",
                STR_ARG(waits));
    say_way(in, f, parent);
}
