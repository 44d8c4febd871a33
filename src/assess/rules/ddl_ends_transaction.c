/* assess/rules/ddl_ends_transaction.c: a schema statement within BEGIN ... COMMIT, which ends the transaction.
 *
 * Does      find it on MySQL and MariaDB, where each schema statement commits before and after itself
 * Does not  count the schema statements of a file (implicit-commit)
 * See       assess/rules/ddl-ends-transaction.sql
 */
#include "assess/rule.h"

void rule_ddl_ends_transaction(const struct rule_input *in);

void rule_ddl_ends_transaction(const struct rule_input *in)
{
    if (!ask_own_transaction(in) || in->effect->transaction != TX_COMMITS ||
        !in->statement->changes.n || in->statement->changes.v[0].verb == CHANGE_CONTROL)
        return;
    struct finding *f = say(in);
    say_message(in, f, STR_FMT " ends the transaction that the file has begun",
                STR_ARG(in->statement->verb));
    say_happens(in, f,
                "The server commits what stands before it, then the statement itself: a ROLLBACK "
                "further down takes neither back, and what follows is no transaction any more.");
    say_advice(in, f,
               "Take the schema statement out of BEGIN ... COMMIT, into a file of its own, so that "
               "the file does not promise what is not so.");
}
