/* assess/rules/sqlite_fk_pragma_in_tx.c: PRAGMA foreign_keys within a transaction does nothing.
 *
 * See       assess/rules/sqlite-fk-pragma-in-tx.sql
 */
#include "assess/rule.h"

void rule_sqlite_fk_pragma_in_tx(const struct rule_input *in);

void rule_sqlite_fk_pragma_in_tx(const struct rule_input *in)
{
    const struct change *c = in->change;
    if (c->verb != CHANGE_SESSION || !str_eq_nocase(c->path.name, S("foreign_keys")) ||
        !in->opts->effect.in_transaction)
        return;
    struct finding *f = say(in);
    say_message(in, f, "PRAGMA foreign_keys does nothing within a transaction");
    say_happens(in, f,
                "SQLite ignores it without a word: the statements behind it run with the foreign "
                "keys as they were, so that DROP TABLE of a rebuild may delete rows that refer to "
                "the table.");
    say_advice(in, f,
               "Set it before BEGIN. Within a transaction PRAGMA defer_foreign_keys = ON puts the "
               "checks off until COMMIT.");
}
