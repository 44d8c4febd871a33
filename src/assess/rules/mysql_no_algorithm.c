/* assess/rules/mysql_no_algorithm.c: nothing keeps the server from copying the table after all.
 *
 * Does      find ALTER TABLE of a table in use without ALGORITHM, where it is instant or lets writes go on
 * Does not  mind afloat's own runs: it asks for the algorithm itself
 * See       assess/rules/mysql-no-algorithm.sql
 */
#include "assess/rule_sql.h"

void rule_mysql_no_algorithm(const struct rule_input *in);

void rule_mysql_no_algorithm(const struct rule_input *in)
{
    const struct change *c = in->change;
    const struct effect *x = in->effect;
    if (in->opts->runner || !str_eq(in->statement->verb, S("ALTER TABLE")) ||
        c != in->statement->changes.v || in->statement->algorithm.n || in->statement->lock.n ||
        x->fails || x->algorithm == ALGO_NONE || x->algorithm > ALGO_INPLACE || !ask_on_live(in) ||
        (c->flags & CHANGE_IN_BODY))
        return;
    struct finding *f = say(in);
    say_message(in, f, "nothing keeps the server from copying \"" STR_FMT "\"",
                STR_ARG(ask_said(in)));
    say_happens(in, f,
                "The change can be done by %s here. Where it cannot, on another version or another "
                "shape of the table, the server copies the table and does not ask.",
                ask_algorithm(in, x->algorithm));
    say_instead(in, f, STR_FMT ", ALGORITHM=%s;\n", STR_ARG(in->statement->text),
                ask_algorithm(in, x->algorithm));
    say_advice(in, f, "Say the algorithm: the server then refuses what it cannot do that way.");
}
