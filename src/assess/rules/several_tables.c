/* assess/rules/several_tables.c: one file changes several tables in use that have nothing to do with each other.
 *
 * Does      count the tables in use that the ups of a file alter; tables tied by a foreign key are one change
 * See       assess/rules/several-tables.sql
 */
#include "assess/rule.h"

void rule_several_tables(const struct rule_input *in);

void rule_several_tables(const struct rule_input *in)
{
    const struct str_list *tables = ask_altered(in);
    if (tables->n < 2)
        return;
    struct buf names = buf_on(in->mem);
    for (size_t i = 0; i < tables->n && i < ALTERED_NAMED; i++)
        buf_printf(&names, "%s\"" STR_FMT "\"",
                   !i                   ? ""
                   : i + 1 == tables->n ? " and "
                                        : ", ",
                   STR_ARG(tables->v[i]));
    if (tables->n > ALTERED_NAMED)
        buf_z(&names, " and others");
    struct finding *f = say(in);
    say_message(in, f, "one file changes " STR_FMT, STR_ARG(buf_view(&names)));
    say_happens(in, f,
                "They are applied and rolled back together, and where they share a transaction "
                "each stays locked until all are done.");
    say_advice(in, f, "Write one logical change a file, so that each can be rolled back alone.");
}
