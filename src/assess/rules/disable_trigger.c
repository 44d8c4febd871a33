/* assess/rules/disable_trigger.c: triggers are switched off for everybody.
 *
 * Does      find DISABLE TRIGGER on a table in use; ALL also switches foreign keys off
 * See       assess/rules/disable-trigger.sql
 */
#include "assess/rule_sql.h"

void rule_disable_trigger(const struct rule_input *in);

void rule_disable_trigger(const struct rule_input *in)
{
    const struct change *c = in->change;
    const struct edit *e = change_edit(c, ATTR_ENABLED), *what = change_edit(c, ATTR_WHAT);
    if (!ask_is(in, CHANGE_ALTER, KIND_TRIGGER) || !e || e->verb != EDIT_SET ||
        e->value.kind != VALUE_TEXT || !str_eq(e->value.text, S("disabled")) || !ask_on_live(in))
        return;
    bool all = what && str_eq_nocase(what->value.text, S("all"));
    struct finding *f = say(in);
    str waits = ask_waits(in);
    say_message(in, f, "%s of \"" STR_FMT "\" %s switched off for everybody",
                all    ? "all triggers and foreign keys"
                : what ? "the triggers"
                       : "a trigger",
                STR_ARG(ask_said(in)), what ? "are" : "is");
    say_happens(in, f,
                STR_FMT
                ". From then on, and after a failure for good, nobody's writes are %s, until "
                "a statement enables them again.",
                STR_ARG(waits),
                all ? "checked by foreign keys or seen by triggers" : "seen by the trigger");
    say_instead(in, f, "SET LOCAL session_replication_role = 'replica';\n");
    say_advice(in, f,
               "That switches triggers off for this transaction only, and locks nothing. It needs "
               "a superuser, or since PostgreSQL 15 the privilege SET on the parameter; foreign "
               "keys are not checked meanwhile.");
}
