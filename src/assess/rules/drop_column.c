/* assess/rules/drop_column.c: a column that is in use is dropped.
 *
 * Does      find DROP COLUMN on tables that were there before; name what else goes with it
 * Does not  mind columns that the same set of files has made
 * See       assess/rules/drop-column.sql
 */
#include "assess/rule.h"

void rule_drop_column(const struct rule_input *in);

/* Indexes, constraints, views that go with it. */
static str companions(const struct rule_input *in)
{
    struct buf out = buf_on(in->mem);
    for (size_t i = 0; i < in->statement->changes.n; i++) {
        const struct change *c = &in->statement->changes.v[i];
        bool mine = c->cause && &in->statement->changes.v[c->cause - 1] == in->change;
        const struct object *o = ask_object(in, c->object);
        if (!mine || c->verb != CHANGE_DROP || !o)
            continue;
        buf_z(&out, out.n ? ", " : "");
        object_print(&out, in->schema, o);
    }
    return buf_view(&out);
}

void rule_drop_column(const struct rule_input *in)
{
    const struct change *c = in->change;
    if (c->verb != CHANGE_DROP || c->kind != KIND_COLUMN || !ask_written(in) || !ask_on_live(in))
        return;
    if (ask_new(in, c->object))
        return;
    struct finding *f = say(in);
    say_message(in, f, "dropping column \"" STR_FMT "\" of \"" STR_FMT "\" loses its values",
                STR_ARG(c->path.name), STR_ARG(c->path.table));
    str also = companions(in);
    if (also.n)
        say_happens(
            in, f,
            "Code that is running and names the column fails at once, and its values are gone. "
            "With it go " STR_FMT ".",
            STR_ARG(also));
    else
        say_happens(in, f,
                    "Code that is running and names the column fails at once, and its values are "
                    "gone.");
    say_advice(
        in, f,
        "First release code that does not use the column. Then drop it in a migration of its "
        "own.");
}
