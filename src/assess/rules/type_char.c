/* assess/rules/type_char.c: a column of type char(n), which is filled with blanks.
 *
 * Does      look at new columns and new types of columns
 * See       assess/rules/type-char.sql
 */
#include "assess/rule_sql.h"

void rule_type_char(const struct rule_input *in);

void rule_type_char(const struct rule_input *in)
{
    const struct change *c = in->change;
    const struct edit *e = change_edit(c, ATTR_TYPE);
    if (c->kind != KIND_COLUMN || c->verb == CHANGE_DROP || !ask_written(in) || !e ||
        in->at->down || e->value.kind != VALUE_TYPE || !str_eq(e->value.type->name, S("character")))
        return;
    struct finding *f = say(in);
    say_message(in, f, "\"" STR_FMT "\" is char, which fills values up with blanks",
                STR_ARG(c->path.name));
    say_happens(in, f,
                "The blanks take room, are cut off in some places and not in others, and make "
                "LIKE and concatenation surprise; the type is no faster.");
    if (e->range.length) {
        say_instead(in, f, STR_FMT ";\n", STR_ARG(ask_replaced(in, e->range, S("text"))));
        say_fix(in, f, e->range, S("text"));
    }
    say_advice(in, f, "Take text, with a CHECK on the length where it matters.");
}
