/* assess/rules/set_not_null_data.c: running code may still write NULL into a column that forbids it now.
 *
 * Does      find NOT NULL on a column in use where nothing has forbidden NULL so far
 * Does not  talk about the scan (set-not-null-scan)
 * See       assess/rules/set-not-null-data.sql
 */
#include "assess/rule_sql.h"

void rule_set_not_null_data(const struct rule_input *in);

void rule_set_not_null_data(const struct rule_input *in)
{
    const struct change *c = in->change;
    const struct edit *e = change_edit(c, ATTR_NOT_NULL);
    if (!ask_is(in, CHANGE_ALTER, KIND_COLUMN) || !e || e->verb != EDIT_SET || !e->value.yes ||
        (e->was.kind == VALUE_BOOL && e->was.yes) || !ask_on_live(in) || ask_new(in, c->object))
        return;
    if (in->opts->effect.dialect->id == DIALECT_POSTGRES &&
        !(in->change_effect->work & WORK_VALIDATE))
        return;
    struct finding *f = say(in);
    str t = ask_table(in), column = ask_quoted(in, c->path.name);
    say_message(in, f, "\"" STR_FMT "\" of \"" STR_FMT "\" forbids NULL from now on",
                STR_ARG(c->path.name), STR_ARG(ask_said(in)));
    say_happens(in, f,
                "The statement fails when a row has NULL there, and so does every write of the "
                "release that is running if it leaves the column empty.");
    say_advice(in, f,
               "Release code that always writes the column first. Then see that no row is left: "
               "SELECT count(*) FROM " STR_FMT " WHERE " STR_FMT " IS NULL.",
               STR_ARG(t), STR_ARG(column));
}
