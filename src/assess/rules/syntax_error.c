/* assess/rules/syntax_error.c: a statement that the server would not read.
 *
 * Does      tell where, and which word was perhaps meant
 * Does not  tell what is only not known to afloat: that is counted ("not read in full")
 * See       ddl/syntax.c; assess/rules/syntax-error.sql
 */
#include "assess/rule.h"

void rule_syntax_error(const struct rule_input *in);

void rule_syntax_error(const struct rule_input *in)
{
    const struct statement *st = in->statement;
    if (!st->wrong.n)
        return;
    struct finding *f = say_at(in, st->wrong_at);
    say_message(in, f, STR_FMT, STR_ARG(st->wrong));
    say_happens(in, f, "The server refuses the statement, and the migration stops there.");
    if (st->meant.n)
        say_advice(in, f, "Perhaps " STR_FMT " is meant.", STR_ARG(st->meant));
    else
        say_advice(in, f, "Correct the statement.");
}
