/* assess/rules/default_dropped.c: a NOT NULL column loses the default that running code relies on.
 *
 * Does      find DROP DEFAULT on a NOT NULL column of a table in use, also a new one: old code leaves it out
 * Does not  see MODIFY and CHANGE that leave the default out (mysql-change-column)
 * See       assess/rules/default-dropped.sql
 */
#include "assess/rule_sql.h"

void rule_default_dropped(const struct rule_input *in);

void rule_default_dropped(const struct rule_input *in)
{
    const struct change *c = in->change;
    const struct edit *e = change_edit(c, ATTR_DEFAULT);
    const struct object *column = ask_object(in, c->object);
    if (!ask_is(in, CHANGE_ALTER, KIND_COLUMN) || !e || e->verb != EDIT_RESET || !column ||
        (c->flags & CHANGE_RESTATES) || !object_yes(column, ATTR_NOT_NULL) || !ask_on_live(in))
        return;
    if (object_value(column, ATTR_DEFAULT)->kind == VALUE_NONE && !(column->flags & OBJECT_OPEN))
        return;
    struct finding *f = say(in);
    say_message(in, f, "the NOT NULL column \"" STR_FMT "\" of \"" STR_FMT "\" loses its default",
                STR_ARG(c->path.name), STR_ARG(ask_said(in)));
    say_happens(in, f,
                "Every INSERT of the release that is running fails from then on if it leaves the "
                "column out.");
    say_advice(in, f,
               "Keep the default until the release that always writes the column is everywhere, "
               "then drop it in the contract step: -- afloat:contract above the statement.%s",
               ask_new(in, column->id) ? " Some ORMs drop it themselves: there the framework has a "
                                         "setting that keeps defaults in the database."
                                       : "");
}
