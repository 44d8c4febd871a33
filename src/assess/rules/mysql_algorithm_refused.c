/* assess/rules/mysql_algorithm_refused.c: ALGORITHM= or LOCK= asks for what the change cannot do.
 *
 * Does      find statements that the server refuses for that
 * See       assess/rules/mysql-algorithm-refused.sql
 */
#include "assess/rule.h"

void rule_mysql_algorithm_refused(const struct rule_input *in);

void rule_mysql_algorithm_refused(const struct rule_input *in)
{
    const struct statement *st = in->statement;
    const struct effect *e = in->effect;
    if (!e->fails || (!st->algorithm.n && !st->lock.n))
        return;
    struct finding *f = say(in);
    say_message(in, f, "the server refuses the statement: " STR_FMT, STR_ARG(e->why));
    say_happens(in, f,
                "The statement fails at once and changes nothing: that is what the clause is for. "
                "What came before it in the file stays.");
    say_advice(in, f,
               "The best this change can do is ALGORITHM=%s. Where that is too much for the table, "
               "write the change so that less is needed, or make it beside the table.",
               ask_algorithm(in, e->algorithm));
}
