/* assess/rules/tx_nested.c: BEGIN within a transaction, or COMMIT of one that is not the file's.
 *
 * Does      find BEGIN, COMMIT and ROLLBACK where the runner has the transaction
 * Does not  look at savepoints
 * See       assess/rules/tx-nested.sql
 */
#include "assess/rule.h"

void rule_tx_nested(const struct rule_input *in);

static void say_runner(const struct rule_input *in, struct finding *f, bool begins)
{
    str word = in->statement->verb;
    say_message(in, f, STR_FMT " in a file that already runs in a transaction", STR_ARG(word));
    if (begins)
        say_happens(
            in, f, "%s",
            in->opts->effect.dialect->id == DIALECT_SQLITE
                ? "The server refuses a transaction within a transaction, and all of the "
                  "file is rolled back."
                : "The server warns and ignores it; the COMMIT that belongs to it then ends "
                  "the transaction that holds the history's row.");
    else
        say_happens(in, f,
                    "It ends the transaction that holds the history's row: what follows runs on "
                    "its own, and a failure leaves the file half done.");
    say_advice(in, f, "%s",
               in->file->native
                   ? "Remove it: afloat wraps the file. Where the file must end a transaction "
                     "itself, say -- afloat:transaction off."
                   : "Remove it: the runner wraps the file; or switch that off for the file.");
}

void rule_tx_nested(const struct rule_input *in)
{
    const struct change *c = in->change;
    if (c->verb != CHANGE_CONTROL || !ask_written(in) || c->control > CONTROL_ROLLBACK)
        return;
    bool begins = c->control == CONTROL_BEGIN;
    if (in->at->transaction) {
        struct finding *f = say(in);
        say_runner(in, f, begins);
        return;
    }
    if (!begins || !ask_own_transaction(in))
        return;
    struct finding *f = say(in);
    say_message(in, f, STR_FMT " in a transaction that the file has begun already",
                STR_ARG(in->statement->verb));
    say_happens(
        in, f, "%s",
        in->opts->effect.dialect->id == DIALECT_POSTGRES
            ? "The server warns and goes on in the first one: there is one transaction, not "
              "two, and the first COMMIT ends it."
        : in->opts->effect.dialect->id == DIALECT_SQLITE
            ? "The server refuses it."
            : "The server commits the first transaction and begins another.");
    say_advice(in, f, "COMMIT the first one, or use a savepoint.");
}
