/* assess/rules/sqlite_vacuum_in_tx.c: VACUUM, ATTACH or DETACH within a transaction.
 *
 * See       assess/rules/sqlite-vacuum-in-tx.sql
 */
#include "assess/rule.h"

void rule_sqlite_vacuum_in_tx(const struct rule_input *in);

void rule_sqlite_vacuum_in_tx(const struct rule_input *in)
{
    if (in->effect->transaction != TX_NEVER || !in->opts->effect.in_transaction)
        return;
    struct finding *f = say(in);
    say_message(in, f, STR_FMT " cannot be in a transaction, and there is one",
                STR_ARG(in->statement->verb));
    say_happens(in, f, "SQLite refuses the statement, and all of the file is rolled back.");
    say_advice(in, f, "Put it into a file of its own that runs without a transaction%s",
               in->file->native ? ": -- afloat:no-transaction." : ".");
}
