/* assess/rules/irreversible_without_reason.c: a migration is marked irreversible and does not say why.
 *
 * See       assess/rules/irreversible-without-reason.sql, down_missing.c
 */
#include "assess/rule.h"

void rule_irreversible_without_reason(const struct rule_input *in);

void rule_irreversible_without_reason(const struct rule_input *in)
{
    if (!in->file->irreversible || str_trim(in->file->irreversible_reason).n)
        return;
    struct finding *f = say(in);
    say_message(in, f, "the migration is irreversible and gives no reason");
    say_happens(
        in, f,
        "Whoever has to take the release back does not know what would be lost, nor what to "
        "do instead.");
    say_advice(in, f,
               "Say what cannot be brought back, and how to recover: -- afloat:irreversible "
               "reason=\"...\".");
}
