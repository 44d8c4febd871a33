/* assess/rules/invalid_index_left.c: IF NOT EXISTS is content with an index that a failed build left behind.
 *
 * Does      find CREATE INDEX CONCURRENTLY IF NOT EXISTS where another tool is what runs it
 * Does not  mind afloat's own runs: an invalid index of an interrupted build is dropped and built again
 * See       assess/rules/invalid-index-left.sql
 */
#include "assess/rule_sql.h"

void rule_invalid_index_left(const struct rule_input *in);

static str without_exists(const struct rule_input *in)
{
    struct range from = ask_word(in, "IF"), to = ask_word(in, "EXISTS");
    if (!from.length || to.offset < from.offset)
        return (str){ 0 };
    return ask_replaced(in, (struct range){ from.offset, to.offset + to.length + 1 - from.offset },
                        (str){ 0 });
}

void rule_invalid_index_left(const struct rule_input *in)
{
    const struct change *c = in->change;
    unsigned both = CHANGE_CONCURRENTLY | CHANGE_IF_NOT_EXISTS;
    if (!ask_is(in, CHANGE_CREATE, KIND_INDEX) || (c->flags & both) != both || in->opts->runner ||
        !ask_on_live(in) || !c->path.name.n)
        return;
    struct finding *f = say(in);
    str plain = without_exists(in), i = ask_quoted(in, c->path.name);
    say_message(in, f,
                "IF NOT EXISTS keeps an invalid index \"" STR_FMT
                "\" that a failed build left behind",
                STR_ARG(c->path.name));
    say_happens(
        in, f,
        "A concurrent build that fails or is interrupted leaves an index that no query uses "
        "and every write pays for. Run again, the statement finds it there, says nothing, "
        "and the migration counts as done.");
    if (plain.n)
        say_instead(in, f, "DROP INDEX CONCURRENTLY IF EXISTS " STR_FMT ";\n" STR_FMT ";\n",
                    STR_ARG(i), STR_ARG(plain));
    say_advice(in, f,
               "Drop what may be left of it first: then the file can be run any number of "
               "times.");
}
