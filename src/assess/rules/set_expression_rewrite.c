/* assess/rules/set_expression_rewrite.c: another expression of a stored generated column writes the table again.
 *
 * Does      find SET EXPRESSION on a table in use, PostgreSQL 17 and newer
 * Does not  mind virtual columns
 * See       assess/rules/set-expression-rewrite.sql
 */
#include "assess/rule_sql.h"

void rule_set_expression_rewrite(const struct rule_input *in);

void rule_set_expression_rewrite(const struct rule_input *in)
{
    const struct change *c = in->change;
    const struct edit *e = change_edit(c, ATTR_GENERATED);
    if (!ask_is(in, CHANGE_ALTER, KIND_COLUMN) || !e || e->verb != EDIT_SET ||
        !(in->change_effect->work & WORK_REWRITE) || !ask_on_live(in) || ask_new(in, c->object))
        return;
    struct finding *f = say(in);
    str waits = ask_waits(in);
    say_message(in, f, "the new expression of \"" STR_FMT "\" writes all of \"" STR_FMT "\" again",
                STR_ARG(c->path.name), STR_ARG(ask_said(in)));
    say_happens(in, f,
                STR_FMT "; then nobody can read or write it while each value is computed and every "
                        "row written anew: for as long as the table is large.",
                STR_ARG(waits));
    say_advice(
        in, f,
        "Add a plain column that a BEFORE INSERT OR UPDATE trigger fills, fill the rows that "
        "are there in batches, let the code read that, and drop the old column in the "
        "contract step.");
}
