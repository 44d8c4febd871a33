/* assess/rules/change_type_compat.c: running code gets another type than it knows.
 *
 * Does      find changes of type that are quick but mean something else to clients
 * Does not  look at those that write the table again (change-type)
 * See       assess/rules/change-type-compat.sql
 */
#include "assess/rule_sql.h"

void rule_change_type_compat(const struct rule_input *in);

void rule_change_type_compat(const struct rule_input *in)
{
    const struct change *c = in->change;
    const struct effect *x = in->change_effect;
    const struct edit *e = change_edit(c, ATTR_TYPE);
    if (!ask_is(in, CHANGE_ALTER, KIND_COLUMN) || !e || e->value.kind != VALUE_TYPE || x->fails ||
        x->cls != EFFECT_BREAKING || (x->work & WORK_REWRITE) || !ask_on_live(in) ||
        ask_new(in, c->object))
        return;
    struct finding *f = say(in);
    str was = e->was.kind == VALUE_TYPE ? e->was.type->text : S("another type");
    say_message(in, f,
                "running code gets " STR_FMT " instead of " STR_FMT " from \"" STR_FMT
                "\" of \"" STR_FMT "\"",
                STR_ARG(e->value.type->text), STR_ARG(was), STR_ARG(c->path.name),
                STR_ARG(ask_said(in)));
    say_happens(in, f,
                "No value is written again, but clients read another type from then on: values are "
                "shown in another form, prepared statements have to be prepared again, and "
                "comparisons may differ.");
    say_advice(in, f,
               "Release code first that reads both types, and see that no query depends on how "
               "the old one compares or prints.");
}
