/* assess/rules/add_column_inline_pk.c: PRIMARY KEY at a new column builds an index under the lock.
 *
 * Does      find it on a table in use; give the column, NOT NULL, the index CONCURRENTLY and the key as steps
 * See       assess/rules/add-column-inline-pk.sql
 */
#include "assess/rule_sql.h"

void rule_add_column_inline_pk(const struct rule_input *in);

void rule_add_column_inline_pk(const struct rule_input *in)
{
    const struct change *c = in->change;
    const struct edit *e = change_edit(c, ATTR_PARTS);
    if (!ask_is(in, CHANGE_CREATE, KIND_PRIMARY_KEY) || !(c->flags & CHANGE_INLINE) || !e ||
        !(in->change_effect->work & WORK_BUILD) || !ask_on_live(in))
        return;
    const struct object *column = e->value.kind == VALUE_PARTS && e->value.parts->n
                                      ? ask_object(in, e->value.parts->v[0].column.id)
                                      : NULL;
    struct finding *f = say(in);
    str waits = ask_waits(in), t = ask_table(in), k = ask_own_name(in, "pkey");
    say_message(in, f,
                "PRIMARY KEY at the new column builds an index while \"" STR_FMT "\" is locked",
                STR_ARG(ask_said(in)));
    say_happens(in, f,
                STR_FMT "; then nobody can read or write the table while each row gets its value "
                        "and the index is built: for as long as the table is large.",
                STR_ARG(waits));
    say_advice(in, f,
               "Fill the new column in batches between the first step and NOT NULL; the rest "
               "relies on every row having a value of its own.");
    if (!column)
        return;
    str columns = ask_columns(in, &e->value), not_null = ask_not_null(in, t, column);
    say_instead(in, f,
                STR_FMT NEXT_FILE STR_FMT NEXT_FILE
                "CREATE UNIQUE INDEX CONCURRENTLY " STR_FMT " ON " STR_FMT " (" STR_FMT
                ");\nALTER TABLE " STR_FMT " ADD CONSTRAINT " STR_FMT
                " PRIMARY KEY USING INDEX " STR_FMT ";\n",
                STR_ARG(ask_rest(in)), STR_ARG(not_null), STR_ARG(k), STR_ARG(t), STR_ARG(columns),
                STR_ARG(t), STR_ARG(k), STR_ARG(k));
}
