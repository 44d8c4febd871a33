/* assess/rules/fk_to_hot_parent.c: a new table's foreign key locks a table in use.
 *
 * Does      find it where nobody puts an end to the wait: another runner, no lock_timeout
 * Does not  mind afloat's own runs, which wait for a moment at a time and try again
 * See       assess/rules/fk-to-hot-parent.sql
 */
#include "assess/rule_sql.h"

void rule_fk_to_hot_parent(const struct rule_input *in);

void rule_fk_to_hot_parent(const struct rule_input *in)
{
    const struct change *c = in->change;
    const struct edit *e = change_edit(c, ATTR_REFERENCES);
    if (!ask_is(in, CHANGE_CREATE, KIND_FOREIGN_KEY) || !e || e->value.kind != VALUE_REF ||
        ask_on_live(in) || !ask_in_use(in, e->value.ref->id))
        return;
    if (in->opts->runner || ask_setting(in, "lock_timeout").n)
        return;
    struct finding *f = say(in);
    str waits = ask_waits(in);
    say_message(in, f, "the foreign key of the new table \"" STR_FMT "\" locks \"" STR_FMT "\"",
                STR_ARG(ask_said(in)), STR_ARG(e->value.ref->path.name));
    say_happens(in, f,
                STR_FMT
                ". The lock itself is held for a moment, to the end of the transaction; the "
                "wait has no end, and all writes wait with it.",
                STR_ARG(waits));
    say_instead(in, f, "SET LOCAL lock_timeout = '1s';\n" STR_FMT ";\n",
                STR_ARG(in->statement->text));
    say_advice(in, f,
               "Give up after a second, and run the migration again: afloat up does so by "
               "itself.");
}
