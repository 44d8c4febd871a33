/* assess/rules/add_column_inline_check.c: a check written at a new column is checked for every row.
 *
 * Does      find it on a table in use; take the check out of the column and make it NOT VALID
 * See       assess/rules/add-column-inline-check.sql
 */
#include "assess/rule_sql.h"

void rule_add_column_inline_check(const struct rule_input *in);

void rule_add_column_inline_check(const struct rule_input *in)
{
    const struct change *c = in->change;
    const struct edit *e = change_edit(c, ATTR_EXPRESSION);
    if (!ask_is(in, CHANGE_CREATE, KIND_CHECK) || !(c->flags & CHANGE_INLINE) || !e ||
        e->value.kind != VALUE_EXPR || !(in->change_effect->work & WORK_SCAN) || !ask_on_live(in))
        return;
    struct finding *f = say(in);
    str waits = ask_waits(in), t = ask_table(in), k = ask_own_name(in, "check");
    say_message(in, f, "the check at the new column is checked for every row of \"" STR_FMT "\"",
                STR_ARG(ask_said(in)));
    say_happens(in, f,
                STR_FMT "; then nobody can read or write the table while each row is looked at: "
                        "for as long as the table is large.",
                STR_ARG(waits));
    say_instead(in, f,
                STR_FMT "ALTER TABLE " STR_FMT " ADD CONSTRAINT " STR_FMT " CHECK (" STR_FMT
                        ") NOT VALID;\n" NEXT_FILE "ALTER TABLE " STR_FMT
                        " VALIDATE CONSTRAINT " STR_FMT ";\n",
                STR_ARG(ask_rest(in)), STR_ARG(t), STR_ARG(k), STR_ARG(e->value.expr->text),
                STR_ARG(t), STR_ARG(k));
    say_advice(in, f,
               "VALIDATE reads the table while reads and writes go on; it has to be in a later "
               "transaction than the constraint.");
}
