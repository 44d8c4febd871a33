/* assess/rules/lock_outside_tx.c: LOCK TABLE where no transaction holds the lock.
 *
 * Does      find LOCK TABLE of PostgreSQL outside of a transaction
 * See       assess/rules/lock-outside-tx.sql
 */
#include "assess/rule_sql.h"

void rule_lock_outside_tx(const struct rule_input *in);

void rule_lock_outside_tx(const struct rule_input *in)
{
    const struct change *c = in->change;
    if (c->verb != CHANGE_MAINTAIN || c->upkeep != UPKEEP_LOCK || !ask_written(in) ||
        in->at->transaction || ask_own_transaction(in))
        return;
    struct finding *f = say(in);
    say_message(in, f, "LOCK TABLE \"" STR_FMT "\" outside of a transaction",
                STR_ARG(ask_said(in)));
    say_happens(in, f, "The server refuses it: nothing would hold the lock after the statement.");
    say_advice(in, f, "Write BEGIN before it and COMMIT after what it protects.");
}
