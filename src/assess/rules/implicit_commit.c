/* assess/rules/implicit_commit.c: on MySQL and MariaDB each schema statement commits, so a file is not atomic.
 *
 * Does      find files of several schema statements, and of schema and data statements
 * Does not  count what is made for the session only
 * See       assess/rules/implicit-commit.sql
 */
#include "assess/rule.h"

void rule_implicit_commit(const struct rule_input *in);

static void judge(const struct rule_input *in, bool down)
{
    const struct tally *t = ask_tally(in, down);
    if (!t->commits || t->schema + t->rows < 2 || !t->schema)
        return;
    struct finding *f = say(in);
    f->down = down;
    if (t->schema > 1)
        say_message(in, f, "%s%u schema statements are %u transactions", down ? "the down's " : "",
                    t->schema, t->schema);
    else
        say_message(in, f, "%sschema and data statements are not one transaction",
                    down ? "the down's " : "");
    say_happens(in, f,
                "The server commits before and after each schema statement: when one fails, those "
                "before it stay, ROLLBACK brings nothing back, and the file is half done.");
    say_advice(in, f, "%s",
               t->schema > 1
                   ? "Write one schema statement a file. Several changes of one table can "
                     "be one ALTER TABLE, which is atomic."
                   : "Put the data statements into a file of their own.");
}

void rule_implicit_commit(const struct rule_input *in)
{
    judge(in, false);
    judge(in, true);
}
