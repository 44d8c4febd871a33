/* assess/rules/index_on_partitioned.c: an index on a partitioned table is built on all partitions at once.
 *
 * Does      find it, and CONCURRENTLY there, which the server refuses; write out one build a partition
 * Does not  mind ON ONLY
 * See       assess/rules/index-on-partitioned.sql
 */
#include "assess/rule_sql.h"

void rule_index_on_partitioned(const struct rule_input *in);

/* USING method (parts) INCLUDE ... WHERE ...: what stands behind the table's name. */
static str definition(const struct rule_input *in)
{
    str text = in->statement->text, lower = str_lower(in->mem, text);
    size_t at = str_find(lower, S(" using ")), open = str_find_char(text, '(');
    if (at == STR_NONE || (open != STR_NONE && open < at))
        at = open;
    return at == STR_NONE ? (str){ 0 } : str_trim(str_skip(text, at));
}

static void say_builds(const struct rule_input *in, struct finding *f, const struct object *table)
{
    struct buf builds = buf_on(in->mem), attach = buf_on(in->mem);
    struct dependent_list users = { 0 };
    const struct edit *unique = change_edit(in->change, ATTR_UNIQUE_INDEX);
    const char *u = unique && unique->value.yes ? "UNIQUE " : "";
    str i = ask_own_name(in, "idx"), t = ask_table(in), def = definition(in);
    schema_dependents(in->mem, in->schema, table->id, &users);
    for (size_t k = 0; k < users.n; k++) {
        const struct object *p = ask_object(in, users.v[k].id);
        if (users.v[k].by != ATTR_PARTITION_OF || !p)
            continue;
        str name = ask_quoted(
            in, str_printf(in->mem, STR_FMT "_" STR_FMT, STR_ARG(p->name),
                           STR_ARG(in->change->path.name.n ? in->change->path.name : S("idx"))));
        buf_printf(&builds, "CREATE %sINDEX CONCURRENTLY " STR_FMT " ON " STR_FMT " " STR_FMT ";\n",
                   u, STR_ARG(name), STR_ARG(ask_name(in, p->id)), STR_ARG(def));
        buf_printf(&attach, "ALTER INDEX " STR_FMT " ATTACH PARTITION " STR_FMT ";\n", STR_ARG(i),
                   STR_ARG(name));
    }
    say_instead(in, f,
                "CREATE %sINDEX " STR_FMT " ON ONLY " STR_FMT " " STR_FMT ";\n" STR_FMT STR_FMT, u,
                STR_ARG(i), STR_ARG(t), STR_ARG(def), STR_ARG(buf_view(&builds)),
                STR_ARG(buf_view(&attach)));
}

void rule_index_on_partitioned(const struct rule_input *in)
{
    const struct change *c = in->change;
    const struct object *table = ask_relation(in);
    if (!ask_is(in, CHANGE_CREATE, KIND_INDEX) || (c->flags & CHANGE_ONLY) ||
        !ask_partitioned(in, table) || !ask_on_live(in))
        return;
    bool refused = (c->flags & CHANGE_CONCURRENTLY) != 0;
    struct finding *f = say(in);
    str waits = ask_waits(in);
    if (refused) {
        say_message(in, f,
                    "the server refuses CONCURRENTLY on the partitioned table \"" STR_FMT "\"",
                    STR_ARG(ask_said(in)));
        say_happens(in, f,
                    "The statement fails at once: an index is built concurrently on a single "
                    "partition only.");
    } else {
        say_message(in, f,
                    "the index is built on all partitions of \"" STR_FMT "\" while writes wait",
                    STR_ARG(ask_said(in)));
        say_happens(in, f,
                    STR_FMT "; then it holds up the writes to every partition until the last index "
                            "is built: for as long as all of them are large.",
                    STR_ARG(waits));
    }
    say_builds(in, f, table);
    say_advice(in, f,
               "The index on the table itself is made ON ONLY and becomes valid when one of each "
               "partition is attached. A partition of partitions needs the same once more.");
}
