/* assess/rules/security_definer.c: a routine with its owner's rights that looks names up where its caller says.
 *
 * Does      find SECURITY DEFINER without SET search_path
 * Does not  judge the path that is set, or who may call it
 * See       assess/rules/security-definer.sql
 */
#include "assess/rule.h"

void rule_security_definer(const struct rule_input *in);

void rule_security_definer(const struct rule_input *in)
{
    const struct change *c = in->change;
    const struct edit *e = change_edit(c, ATTR_SECURITY);
    if ((c->kind != KIND_FUNCTION && c->kind != KIND_PROCEDURE) || c->verb != CHANGE_CREATE ||
        !ask_written(in) || !e || e->value.kind != VALUE_TEXT ||
        !str_eq_nocase(e->value.text, S("definer")) ||
        str_find(str_lower(in->mem, in->statement->text), S("search_path")) != STR_NONE)
        return;
    struct finding *f = say(in);
    say_message(in, f, "\"" STR_FMT "\" runs with its owner's rights in the caller's search_path",
                STR_ARG(c->path.name));
    say_happens(in, f,
                "Whoever may call it can put a table or function of the same name in front, and "
                "have it used with the rights of the owner.");
    say_advice(in, f, "Add SET search_path = pg_catalog, pg_temp, and name schemas in the body.");
}
