/* assess/rules/down_loses_data.c: the down throws away what was written since the up.
 *
 * Does      find drops of columns and tables that the up of the file has made
 * Does not  look at what was there before the up (drop-column, drop-table, down-not-inverse)
 * See       assess/rules/down-loses-data.sql
 */
#include "assess/rule.h"

void rule_down_loses_data(const struct rule_input *in);

void rule_down_loses_data(const struct rule_input *in)
{
    const struct change *c = in->change;
    if (!in->at->down || !ask_written(in) || c->verb != CHANGE_DROP ||
        (c->kind != KIND_COLUMN && c->kind != KIND_TABLE) || !ask_new(in, c->object) ||
        (c->kind == KIND_COLUMN && !ask_on_live(in)))
        return;
    struct finding *f = say(in);
    say_message(in, f, "the down drops what was written to %s \"" STR_FMT "\" since the up",
                kind_word(c->kind), STR_ARG(c->path.name));
    say_happens(
        in, f,
        "Rolled back a minute later that is nothing; a week later it is a week of data, and "
        "going up again does not bring it back.");
    say_advice(in, f,
               "Copy it to another table in the down where it must not be lost, and roll back the "
               "application alone where that is enough.");
}
