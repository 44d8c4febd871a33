/* assess/rules/enum_add_value.c: a value is added to an enum type, and can never be taken away.
 *
 * Does      find ALTER TYPE ... ADD VALUE of a type that was there
 * Does not  look at who uses it in the same transaction (enum-value-same-tx)
 * See       assess/rules/enum-add-value.sql
 */
#include "assess/rule.h"

void rule_enum_add_value(const struct rule_input *in);

void rule_enum_add_value(const struct rule_input *in)
{
    const struct change *c = in->change;
    const struct edit *e = change_edit(c, ATTR_LABELS);
    if (!ask_is(in, CHANGE_ALTER, KIND_ENUM) || !e || e->verb != EDIT_ADD || in->at->down ||
        e->value.kind != VALUE_TEXT || (c->object && ask_new(in, c->object)))
        return;
    struct finding *f = say(in);
    say_message(in, f, "the value '" STR_FMT "' stays in \"" STR_FMT "\" for good",
                STR_ARG(e->value.text), STR_ARG(c->path.name));
    say_happens(in, f,
                "PostgreSQL has no statement that takes an enum value away again. It can be used "
                "when the transaction that adds it has ended, and code that is running may not "
                "know it.%s",
                e->neighbour.n ? "" : " Without BEFORE or AFTER it sorts behind all others.");
    say_advice(in, f, "Release code that reads the value before code that writes it.");
}
