/* assess/rules/add_exclusion.c: an exclusion constraint builds its index while nobody can use the table.
 *
 * Does      find ADD EXCLUDE on a table in use
 * See       assess/rules/add-exclusion.sql
 */
#include "assess/rule_sql.h"

void rule_add_exclusion(const struct rule_input *in);

void rule_add_exclusion(const struct rule_input *in)
{
    if (!ask_is(in, CHANGE_CREATE, KIND_EXCLUSION) || !ask_on_live(in) ||
        !(in->change_effect->work & WORK_BUILD))
        return;
    struct finding *f = say(in);
    str waits = ask_waits(in);
    say_message(in, f, "the exclusion constraint builds an index while \"" STR_FMT "\" is locked",
                STR_ARG(ask_said(in)));
    say_happens(in, f,
                STR_FMT "; then nobody can read or write the table until the index is built and "
                        "every pair of rows is checked: for as long as the table is large.",
                STR_ARG(waits));
    say_advice(in, f,
               "PostgreSQL has no concurrent form of it. Make a new table with the constraint, let "
               "a trigger copy what is written, fill it in batches, and rename both in one "
               "transaction; or put the constraint on new partitions only.");
}
