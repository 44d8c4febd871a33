/* assess/rules/combine_alters.c: a table in use is written again twice, where once would do.
 *
 * Does      keep each ALTER TABLE that writes a table in use again; find the next one of the file on the same table
 * Does not  mind two by different algorithms: together both would be done by the slower one
 * See       assess/rules/combine-alters.sql
 */
#include "assess/rule.h"

void rule_combine_alters(const struct rule_input *in);

static bool writes_again(const struct rule_input *in)
{
    const struct object *t = ask_relation(in);
    return str_eq(in->statement->verb, S("ALTER TABLE")) && (in->effect->work & WORK_REWRITE) &&
           !in->effect->fails && t && ask_on_live(in) && !in->at->down &&
           !(in->change->flags & CHANGE_IN_BODY) && in->change == in->statement->changes.v;
}

/* Words of the earlier one with the clauses of this one; absent where a clause stands for the whole statement. */
static str together(const struct rule_input *in, str earlier)
{
    struct range at = in->change->range;
    if (in->statement->algorithm.n || in->statement->lock.n || !at.offset ||
        str_find(str_lower(in->mem, earlier), S("algorithm")) != STR_NONE)
        return (str){ 0 };
    return str_printf(in->mem, STR_FMT ", " STR_FMT, STR_ARG(str_trim(earlier)),
                      STR_ARG(str_skip(in->statement->text, at.offset)));
}

void rule_combine_alters(const struct rule_input *in)
{
    if (in->kept || !writes_again(in))
        return;
    const struct object *t = ask_relation(in);
    str algorithm = str_of(algorithm_word(in->effect->algorithm));
    for (struct kept *k = NULL; (k = ask_kept_here(in, k));) {
        str earlier;
        if (!str_eq(k->path.name, t->name) || !str_eq(str_cut(k->text, '\n', &earlier), algorithm))
            continue;
        str one = together(in, earlier);
        struct finding *f = say_at(in, (struct range){ 0, (uint32_t)in->statement->text.n });
        say_message(in, f, "\"" STR_FMT "\" is written again a second time in one file",
                    STR_ARG(t->name));
        say_happens(in, f,
                    "Each of the two statements copies every row and builds every index; as one "
                    "statement they do it once, and the table is locked half as long.");
        if (one.n)
            say_instead(in, f, STR_FMT ";\n", STR_ARG(one));
        say_advice(in, f, "Put the clauses of both into one ALTER TABLE.");
        return;
    }
    ask_keep(in, t->id,
             str_printf(in->mem, STR_FMT "\n" STR_FMT, STR_ARG(algorithm),
                        STR_ARG(in->statement->text)));
}
