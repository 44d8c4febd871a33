/* assess/rules/refresh_without_key.c: REFRESH ... CONCURRENTLY of a view that has no unique index.
 *
 * Does      find what the server refuses: it tells rows apart by a unique index on columns, of all rows
 * Does not  look at views whose indexes are not known: effects/when_table.c does not either
 * See       assess/rules/refresh-without-key.sql
 */
#include "assess/rule_sql.h"

void rule_refresh_without_key(const struct rule_input *in);

void rule_refresh_without_key(const struct rule_input *in)
{
    const struct object *view = ask_relation(in);
    if (!view || !ask_written(in) ||
        !str_eq(str_of(in->change_effect->row), S("refresh-concurrently-keyless")))
        return;
    struct finding *f = say(in);
    str t = ask_table(in);
    say_message(in, f, "\"" STR_FMT "\" has no unique index to be refreshed by",
                STR_ARG(view->name));
    say_happens(in, f,
                "The server refuses REFRESH ... CONCURRENTLY: it tells the rows apart by a unique "
                "index on columns of the view, without WHERE.");
    say_advice(in, f,
               "Make one in the file before: CREATE UNIQUE INDEX ON " STR_FMT
               " (...). A plain REFRESH works without, and nobody can read the view meanwhile.",
               STR_ARG(t));
}
