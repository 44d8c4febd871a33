/* assess/rules/set_unlogged.c: a table in use is taken out of the write-ahead log.
 *
 * Does      find ALTER TABLE ... SET UNLOGGED
 * Does not  look at SET LOGGED (storage-rewrite)
 * See       assess/rules/set-unlogged.sql
 */
#include "assess/rule_sql.h"

void rule_set_unlogged(const struct rule_input *in);

void rule_set_unlogged(const struct rule_input *in)
{
    const struct edit *e = change_edit(in->change, ATTR_PERSISTENCE);
    if (in->change->verb != CHANGE_ALTER || !e || e->verb != EDIT_SET ||
        e->value.kind != VALUE_TEXT || !str_eq_nocase(e->value.text, S("unlogged")) ||
        !ask_written(in) || !ask_on_live(in))
        return;
    struct finding *f = say(in);
    str waits = ask_waits(in);
    say_message(in, f, "a crash empties \"" STR_FMT "\" once it is unlogged",
                STR_ARG(ask_said(in)));
    say_happens(in, f,
                STR_FMT
                "; then nobody can read or write it while it is written again with all its "
                "indexes: for as long as the table is large. After that a crash empties it, "
                "and replicas do not have its rows.",
                STR_ARG(waits));
    say_advice(in, f,
               "Leave it logged. For a table whose rows can be lost, make a new one with CREATE "
               "UNLOGGED TABLE and let the code use that.");
}
