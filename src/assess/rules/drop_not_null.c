/* assess/rules/drop_not_null.c: a column may be NULL from now on.
 *
 * Does      find DROP NOT NULL on a column that was there
 * Does not  talk about MODIFY and CHANGE that do not state NOT NULL again (mysql-change-loses)
 * See       assess/rules/drop-not-null.sql
 */
#include "assess/rule_sql.h"

void rule_drop_not_null(const struct rule_input *in);

void rule_drop_not_null(const struct rule_input *in)
{
    const struct change *c = in->change;
    const struct edit *e = change_edit(c, ATTR_NOT_NULL);
    if (!ask_is(in, CHANGE_ALTER, KIND_COLUMN) || !e || e->verb != EDIT_RESET || !ask_on_live(in) ||
        ask_new(in, c->object) || in->at->down)
        return;
    struct finding *f = say(in);
    say_message(in, f, "\"" STR_FMT "\" of \"" STR_FMT "\" may be NULL from now on",
                STR_ARG(c->path.name), STR_ARG(ask_said(in)));
    say_happens(in, f,
                "Code that is running has never met a NULL there. Once there are some, the way "
                "back has to fill them first, and SET NOT NULL reads the whole table.");
    say_advice(in, f, "First release code that reads NULL there, then code that writes it.");
}
