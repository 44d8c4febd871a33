/* assess/rules/concurrently_in_tx.c: a statement that cannot be in a transaction is in one.
 *
 * Does      find CREATE INDEX CONCURRENTLY, VACUUM and their like where the runner, or the file, has one open
 * Does not  mind files that afloat runs by itself: it sets such statements apart
 * See       assess/rules/concurrently-in-tx.sql
 */
#include "assess/rule.h"

void rule_concurrently_in_tx(const struct rule_input *in);

void rule_concurrently_in_tx(const struct rule_input *in)
{
    if (in->effect->transaction != TX_NEVER || !in->opts->effect.in_transaction)
        return;
    bool own = !in->at->transaction;
    if (!own && in->opts->runner && in->file->native)
        return;
    struct finding *f = say(in);
    say_message(in, f, STR_FMT " cannot be in a transaction, and there is one",
                STR_ARG(in->statement->verb.n ? in->statement->verb : S("the statement")));
    say_happens(in, f,
                "The server refuses the statement, and what came before it in the transaction is "
                "rolled back. Several statements that a tool sends in one piece are a transaction "
                "too.");
    say_advice(
        in, f, "%s",
        own ? "The file itself has begun the transaction: COMMIT before the statement, or put "
              "it into a file of its own."
            : "Put the statement into a file of its own, and let that run without a "
              "transaction: transaction:false (dbmate), NO TRANSACTION (goose), "
              "executeInTransaction=false (Flyway), -- no-transaction (sqlx), "
              "run_in_transaction = false (diesel).");
}
