/* assess/rules/not_valid_in_create.c: NOT VALID within CREATE TABLE means nothing.
 *
 * See       assess/rules/not-valid-in-create.sql
 */
#include "assess/rule_sql.h"

void rule_not_valid_in_create(const struct rule_input *in);

void rule_not_valid_in_create(const struct rule_input *in)
{
    const struct change *c = in->change;
    if (c->verb != CHANGE_CREATE || !(kind_flags(c->kind) & KIND_CONSTRAINT) || !ask_written(in) ||
        !str_starts(in->statement->verb, S("CREATE ")) ||
        !ask_word_in(in, c->range, "valid").length)
        return;
    struct finding *f = say(in);
    say_message(in, f, "NOT VALID of a new table's constraint means nothing");
    say_happens(in, f, "The table has no rows yet: the server takes the constraint as valid.");
    say_advice(in, f, "Leave the words out.");
}
