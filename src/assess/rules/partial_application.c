/* assess/rules/partial_application.c: a file of several statements that no transaction ties together.
 *
 * Does      find it where another tool than afloat is what runs the file
 * Does not  mind afloat's own runs, which remember each statement and go on behind the last one that is done; MySQL,
 *           where no schema statement can be in a transaction (implicit-commit)
 * See       assess/rules/partial-application.sql
 */
#include "assess/rule.h"

void rule_partial_application(const struct rule_input *in);

static void judge(const struct rule_input *in, bool down)
{
    const struct tally *t = ask_tally(in, down);
    if (t->schema + t->rows < 2)
        return;
    struct finding *f = say(in);
    f->down = down;
    say_message(in, f, "%sthe %u statements are no transaction: a failure leaves some of them done",
                down ? "of the down, " : "", t->schema + t->rows);
    say_happens(in, f,
                "When one fails, those before it stay. Run again, the file fails at its first "
                "statement, since that is done already; somebody has to mend it by hand.");
    say_advice(in, f,
               "Put the statement that cannot be in a transaction into a file of its own, and let "
               "the others run in one.");
}

void rule_partial_application(const struct rule_input *in)
{
    if (in->opts->runner || in->file->transaction || in->file->repeatable)
        return;
    judge(in, false);
    judge(in, true);
}
