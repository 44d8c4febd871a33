/* assess/rules/down_not_inverse.c: the down does not bring back what the up changed.
 *
 * Does      say what differs between the schema before the up and after the down
 * Does not  try it on a server (afloat test does), compare rows, look at files with statements it cannot read
 * See       assess/inverse.c; assess/rules/down-not-inverse.sql
 */
#include "assess/rule.h"

void rule_down_not_inverse(const struct rule_input *in);

enum { TOLD_MAX = 3 };

void rule_down_not_inverse(const struct rule_input *in)
{
    const struct str_list *list = ask_not_restored(in);
    struct buf rest = buf_on(in->mem);
    if (!list->n)
        return;
    struct finding *f = say(in);
    f->down = true;
    say_message(in, f, "after the down, " STR_FMT, STR_ARG(list->v[0]));
    for (size_t i = 1; i < list->n && i < TOLD_MAX; i++)
        buf_printf(&rest, " And: " STR_FMT ".", STR_ARG(list->v[i]));
    if (list->n > TOLD_MAX)
        buf_printf(&rest, " There are %zu more.", list->n - TOLD_MAX);
    say_happens(in, f,
                "Up, down and up again may fail or end in another schema, and the code before this "
                "migration meets what it does not know." STR_FMT,
                STR_ARG(buf_view(&rest)));
    say_advice(in, f, "Make the down undo each statement of the up, the last one first.");
}
