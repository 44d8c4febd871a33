/* assess/rules/add_unique_build.c: a unique constraint builds its index while nobody can use the table.
 *
 * Does      find ADD UNIQUE on a table in use; give the index CONCURRENTLY and the constraint that takes it over
 * Does not  look at UNIQUE at a new column (add-column-inline-unique)
 * See       assess/rules/add-unique-build.sql
 */
#include "assess/rule_sql.h"

void rule_add_unique_build(const struct rule_input *in);

static const char *deferrable(const struct change *c)
{
    const struct edit *deferred = change_edit(c, ATTR_INITIALLY_DEFERRED);
    const struct edit *can = change_edit(c, ATTR_DEFERRABLE);
    if (deferred && deferred->value.yes)
        return " DEFERRABLE INITIALLY DEFERRED";
    return can && can->value.yes ? " DEFERRABLE" : "";
}

/* What belongs to the index: INCLUDE, NULLS NOT DISTINCT. */
static str index_options(const struct rule_input *in)
{
    const struct edit *include = change_edit(in->change, ATTR_INCLUDE);
    const struct edit *nulls = change_edit(in->change, ATTR_NULLS_NOT_DISTINCT);
    str columns = include ? ask_columns(in, &include->value) : S("");
    return str_printf(in->mem, "%s" STR_FMT "%s%s", columns.n ? " INCLUDE (" : "", STR_ARG(columns),
                      columns.n ? ")" : "", nulls && nulls->value.yes ? " NULLS NOT DISTINCT" : "");
}

void rule_add_unique_build(const struct rule_input *in)
{
    const struct change *c = in->change;
    const struct edit *e = change_edit(c, ATTR_PARTS);
    if (!ask_is(in, CHANGE_CREATE, KIND_UNIQUE) || (c->flags & CHANGE_INLINE) || !e ||
        !(in->change_effect->work & WORK_BUILD) || !ask_on_live(in))
        return;
    struct finding *f = say(in);
    str waits = ask_waits(in), t = ask_table(in), k = ask_own_name(in, "key");
    str columns = ask_columns(in, &e->value), options = index_options(in);
    say_message(in, f, "the unique constraint builds an index while \"" STR_FMT "\" is locked",
                STR_ARG(ask_said(in)));
    say_happens(in, f,
                STR_FMT "; then nobody can read or write the table until the index is built: for "
                        "as long as the table is large.",
                STR_ARG(waits));
    if (ask_partitioned(in, ask_relation(in))) {
        say_advice(in, f,
                   "On a partitioned table: build a unique index CONCURRENTLY on each partition "
                   "first, then CREATE UNIQUE INDEX ... ON ONLY the table and attach them with "
                   "ALTER INDEX ... ATTACH PARTITION.");
        return;
    }
    say_instead(in, f,
                STR_FMT "CREATE UNIQUE INDEX CONCURRENTLY " STR_FMT " ON " STR_FMT " (" STR_FMT
                        ")" STR_FMT ";\nALTER TABLE " STR_FMT " ADD CONSTRAINT " STR_FMT
                        " UNIQUE USING INDEX " STR_FMT "%s;\n",
                STR_ARG(ask_rest(in)), STR_ARG(k), STR_ARG(t), STR_ARG(columns), STR_ARG(options),
                STR_ARG(t), STR_ARG(k), STR_ARG(k), deferrable(c));
    say_advice(in, f, "%s",
               in->file->native
                   ? "afloat runs the index build outside of the transaction by itself."
                   : "CONCURRENTLY cannot be in a transaction: put it into a file of its own that "
                     "runs without one.");
}
