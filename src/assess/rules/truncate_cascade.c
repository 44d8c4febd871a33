/* assess/rules/truncate_cascade.c: TRUNCATE ... CASCADE empties tables that it does not name.
 *
 * Does      find it, and name the tables that refer to the one that is named
 * See       assess/rules/truncate-cascade.sql
 */
#include "assess/rule_sql.h"

void rule_truncate_cascade(const struct rule_input *in);

static str others(const struct rule_input *in)
{
    struct buf out = buf_on(in->mem);
    const struct effect *e = in->change_effect;
    for (size_t i = 0; i < e->locks.n; i++) {
        const struct object *o = ask_object(in, e->locks.v[i].relation);
        if (o && o->kind == KIND_TABLE && o != ask_relation(in))
            buf_printf(&out, "%s\"" STR_FMT "\"", out.n ? ", " : "", STR_ARG(o->name));
    }
    return out.n ? buf_view(&out) : S("every table that refers to it");
}

static bool any_live(const struct rule_input *in)
{
    const struct effect *e = in->change_effect;
    for (size_t i = 0; i < e->locks.n; i++)
        if (ask_in_use(in, e->locks.v[i].relation))
            return true;
    return ask_on_live(in);
}

void rule_truncate_cascade(const struct rule_input *in)
{
    const struct change *c = in->change;
    if (c->verb != CHANGE_ROWS || !c->rows || c->rows->verb != ROWS_TRUNCATE || !c->rows->cascade ||
        !ask_written(in) || !any_live(in))
        return;
    struct finding *f = say(in);
    str along = others(in), waits = ask_waits(in);
    say_message(in, f, "TRUNCATE CASCADE of \"" STR_FMT "\" also empties " STR_FMT,
                STR_ARG(ask_said(in)), STR_ARG(along));
    say_happens(in, f,
                STR_FMT "; then all their rows are gone, and they stay locked against reads and "
                        "writes until the transaction ends.",
                STR_ARG(waits));
    say_advice(in, f,
               "Name each table whose rows are to go, and delete them in batches, the referring "
               "tables first: -- afloat:backfill above DELETE FROM.");
}
