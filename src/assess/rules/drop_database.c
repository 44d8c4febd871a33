/* assess/rules/drop_database.c: a whole database is dropped by a migration.
 *
 * Does      find DROP DATABASE
 * Does not  know what is in it
 * See       assess/rules/drop-database.sql
 */
#include "assess/rule.h"

void rule_drop_database(const struct rule_input *in);

void rule_drop_database(const struct rule_input *in)
{
    const struct change *c = in->change;
    if (!ask_is(in, CHANGE_DROP, KIND_DATABASE))
        return;
    struct finding *f = say(in);
    say_message(in, f, "the migration drops the database \"" STR_FMT "\"", STR_ARG(c->path.name));
    say_happens(in, f,
                "Every table, every row and every permission in it is gone, and there is no way "
                "back but a backup.");
    say_advice(in, f,
               "A migration is no place for it: take the statement out, and drop the database by "
               "hand with afloat drop, which asks first.");
}
