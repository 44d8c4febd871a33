/* assess/rules/add_column_inline_unique.c: UNIQUE at a new column builds an index under the lock.
 *
 * Does      find it on a table in use; give the column, then the index CONCURRENTLY, then the constraint
 * See       assess/rules/add-column-inline-unique.sql
 */
#include "assess/rule_sql.h"

void rule_add_column_inline_unique(const struct rule_input *in);

void rule_add_column_inline_unique(const struct rule_input *in)
{
    const struct change *c = in->change;
    const struct edit *e = change_edit(c, ATTR_PARTS);
    if (!ask_is(in, CHANGE_CREATE, KIND_UNIQUE) || !(c->flags & CHANGE_INLINE) || !e ||
        !(in->change_effect->work & WORK_BUILD) || !ask_on_live(in))
        return;
    struct finding *f = say(in);
    str waits = ask_waits(in), t = ask_table(in), k = ask_own_name(in, "key");
    str columns = ask_columns(in, &e->value);
    say_message(in, f, "UNIQUE at the new column builds an index while \"" STR_FMT "\" is locked",
                STR_ARG(ask_said(in)));
    say_happens(in, f,
                STR_FMT "; then nobody can read or write the table until the index is built: for "
                        "as long as the table is large.",
                STR_ARG(waits));
    say_instead(in, f,
                STR_FMT "CREATE UNIQUE INDEX CONCURRENTLY " STR_FMT " ON " STR_FMT " (" STR_FMT
                        ");\nALTER TABLE " STR_FMT " ADD CONSTRAINT " STR_FMT
                        " UNIQUE USING INDEX " STR_FMT ";\n",
                STR_ARG(ask_rest(in)), STR_ARG(k), STR_ARG(t), STR_ARG(columns), STR_ARG(t),
                STR_ARG(k), STR_ARG(k));
    if (!in->file->native)
        say_advice(in, f,
                   "CONCURRENTLY cannot be in a transaction: put the statement into a file of its "
                   "own that runs without one.");
}
