/* assess/rules/tx_unbalanced.c: a file begins a transaction and does not end it.
 *
 * Does      look whether one is open after the last statement of the file
 * See       assess/rules/tx-unbalanced.sql
 */
#include "assess/rule.h"

void rule_tx_unbalanced(const struct rule_input *in);

void rule_tx_unbalanced(const struct rule_input *in)
{
    if (!ask_own_transaction(in) || in->file->transaction)
        return;
    struct finding *f = say(in);
    say_message(in, f, "the file begins a transaction and does not end it");
    say_happens(in, f,
                "It stays open, with all its locks, until the session ends, and is then rolled "
                "back: the file counts as applied and has done nothing.");
    say_advice(in, f, "Add COMMIT, or remove BEGIN%s",
               in->file->native ? " and -- afloat:transaction off: afloat wraps the file." : ".");
}
