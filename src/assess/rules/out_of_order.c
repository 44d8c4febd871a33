/* assess/rules/out_of_order.c: a new file sorts before one that is there already.
 *
 * Does      find judged files of a set (--since) that come before files which are not judged
 * Does not  look at repeatable files; at files that are judged one by one
 * See       assess/rules/out-of-order.sql
 */
#include "assess/rule.h"

void rule_out_of_order(const struct rule_input *in);

void rule_out_of_order(const struct rule_input *in)
{
    const struct seen_list *list = ask_files(in);
    const struct seen_file *last = NULL;
    for (size_t i = 0; i < list->n; i++)
        if (list->v[i].applied && !list->v[i].repeatable && list->v[i].version.n)
            last = &list->v[i];
    for (size_t i = 0; last && i < list->n; i++) {
        const struct seen_file *x = &list->v[i];
        if (x->applied || x->apart || x->repeatable || !x->version.n || x->ordinal > last->ordinal)
            continue;
        struct finding *f = say(in);
        f->file = x->ordinal;
        say_message(in, f, "version " STR_FMT " sorts before " STR_FMT ", which is there already",
                    STR_ARG(x->version), STR_ARG(last->version));
        say_happens(in, f,
                    "Databases that have run " STR_FMT
                    " refuse this file or run it after, new ones "
                    "run it before: they may end with different schemas.",
                    STR_ARG(last->version));
        say_advice(in, f, "Give the file a version after " STR_FMT ".", STR_ARG(last->version));
    }
}
