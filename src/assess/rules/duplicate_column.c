/* assess/rules/duplicate_column.c: a data statement gives one column a value twice.
 *
 * Does      find it in UPDATE and in the column list of INSERT
 * Does not  mind UPDATE on MySQL, which takes the last value
 * See       assess/rules/duplicate-column.sql
 */
#include "assess/rule.h"

void rule_duplicate_column(const struct rule_input *in);

static const struct ref *twice(const struct ref_list *set)
{
    for (size_t i = 1; i < set->n; i++)
        for (size_t k = 0; k < i; k++)
            if (set->v[i].path.name.n && str_eq(set->v[i].path.name, set->v[k].path.name))
                return &set->v[i];
    return NULL;
}

void rule_duplicate_column(const struct rule_input *in)
{
    const struct change *c = in->change;
    if (c->verb != CHANGE_ROWS || !c->rows || !ask_written(in) ||
        (c->rows->verb != ROWS_INSERT && c->rows->verb != ROWS_UPDATE) || c->rows->on_conflict ||
        (c->rows->verb == ROWS_UPDATE && in->opts->effect.dialect->id != DIALECT_POSTGRES))
        return;
    const struct ref *r = twice(&c->rows->set);
    if (!r)
        return;
    struct finding *f = say_at(in, r->range.length ? r->range : c->range);
    say_message(in, f, "the column \"" STR_FMT "\" is given a value twice", STR_ARG(r->path.name));
    say_happens(in, f, "The server refuses the statement, and all of the transaction with it.");
    say_advice(in, f, "Name each column once.");
}
