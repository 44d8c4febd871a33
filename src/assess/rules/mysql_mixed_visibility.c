/* assess/rules/mysql_mixed_visibility.c: hiding an index together with other changes is not instant any more.
 *
 * Does      find an ALTER TABLE that changes the visibility of an index and something that takes long
 * See       assess/rules/mysql-mixed-visibility.sql
 */
#include "assess/rule_sql.h"

void rule_mysql_mixed_visibility(const struct rule_input *in);

static size_t others(const struct rule_input *in)
{
    size_t n = 0;
    for (size_t i = 0; i < in->statement->changes.n; i++) {
        const struct change *c = &in->statement->changes.v[i];
        bool visibility =
            c->verb == CHANGE_ALTER && c->kind == KIND_INDEX && change_edit(c, ATTR_INVISIBLE);
        n += !(c->flags & CHANGE_IMPLIED) && !visibility;
    }
    return n;
}

void rule_mysql_mixed_visibility(const struct rule_input *in)
{
    const struct change *c = in->change;
    if (!ask_is(in, CHANGE_ALTER, KIND_INDEX) || !change_edit(c, ATTR_INVISIBLE) || !others(in) ||
        in->effect->algorithm <= ALGO_INSTANT || !ask_on_live(in))
        return;
    struct finding *f = say(in);
    str rest = ask_rest(in), clause = ask_clause(in);
    say_message(in, f,
                "hiding or showing the index \"" STR_FMT "\" waits for the rest of the statement",
                STR_ARG(c->path.name));
    say_happens(in, f,
                "Alone it changes the catalog in a moment, and is undone in one when queries get "
                "slow. In one statement with the others it is done when they are, by %s.",
                algorithm_word(in->effect->algorithm));
    say_instead(in, f, STR_FMT "ALTER TABLE " STR_FMT " " STR_FMT ";\n", STR_ARG(rest),
                STR_ARG(ask_table(in)), STR_ARG(clause));
    say_advice(in, f, "Give it a statement of its own.");
}
