/* assess/rules/down_missing.c: a migration cannot be rolled back and does not say why.
 *
 * Does      find files of afloat's form with neither a down nor -- afloat:irreversible
 * Does not  look at repeatable files, whose former text is kept; at files without a statement
 * See       assess/rules/down-missing.sql
 */
#include "assess/rule.h"

void rule_down_missing(const struct rule_input *in);

void rule_down_missing(const struct rule_input *in)
{
    const struct assess_file *file = in->file;
    const struct tally *t = ask_tally(in, false);
    if (!file->native || file->has_down || file->irreversible || file->repeatable ||
        (!t->schema && !t->rows))
        return;
    struct finding *f = say(in);
    say_message(in, f, "the migration has no down");
    say_happens(in, f,
                "When the release has to be taken back, nobody has written or tried what takes "
                "the database back.");
    say_advice(in, f,
               "Write the way back under -- afloat:down; where there is none, say so: "
               "-- afloat:irreversible reason=\"...\".");
}
