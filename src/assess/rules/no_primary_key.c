/* assess/rules/no_primary_key.c: a table has no primary key when all files are done.
 *
 * Does      keep each new table without one, and each that loses it; look at the end of the set
 * Does not  look at temporary tables, partitions and children, SQLite's (they have a rowid)
 * See       assess/rules/no-primary-key.sql
 */
#include "assess/rule.h"

void rule_no_primary_key(const struct rule_input *in);

static bool has_key(const struct rule_input *in, const struct object *table)
{
    return object_value(table, ATTR_REPLICA_IDENTITY)->kind != VALUE_NONE ||
           schema_child(in->schema, table->id, KIND_PRIMARY_KEY, NULL);
}

/* Made without a key, or about to lose it: what comes later may give it one. */
static object_id lacks_key(const struct rule_input *in)
{
    const struct change *c = in->change;
    const struct object *table = schema_get(in->schema, c->object);
    if (ask_is(in, CHANGE_DROP, KIND_PRIMARY_KEY))
        return c->parent;
    if (!ask_is(in, CHANGE_CREATE, KIND_TABLE) || c->flags & CHANGE_TEMPORARY ||
        change_edit(c, ATTR_PARTITION_OF) || change_edit(c, ATTR_INHERITS) ||
        change_edit(c, ATTR_LIKE))
        return 0;
    return table && !has_key(in, table) ? table->id : 0;
}

void rule_no_primary_key(const struct rule_input *in)
{
    bool pg = in->opts->effect.dialect->id == DIALECT_POSTGRES;
    if (!in->kept) {
        object_id table = lacks_key(in);
        if (table)
            ask_keep(in, table, S(""));
        return;
    }
    const struct object *table = ask_kept(in);
    if (!table || has_key(in, table))
        return;
    struct finding *f = say(in);
    say_message(in, f, "\"" STR_FMT "\" has no primary key", STR_ARG(table->name));
    say_happens(
        in, f, "%s",
        pg ? "One row cannot be told from another like it: logical replication refuses UPDATE "
             "and DELETE, and no change of the data can go through the table in batches."
           : "Row-based replication reads the whole table for each row that changes, and tools "
             "that change a table online refuse it.");
    say_advice(
        in, f, "Give it one: %s.",
        pg ? "id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, or the columns that name a row"
           : "id bigint AUTO_INCREMENT PRIMARY KEY, or the columns that name a row");
}
