/* assess/rules/drop_table.c: a table that is in use is dropped.
 *
 * Does      find DROP TABLE of what was there before; name the foreign keys that lock other tables with it
 * Does not  mind tables that the same set of files has made
 * See       assess/rules/drop-table.sql
 */
#include "assess/rule.h"

void rule_drop_table(const struct rule_input *in);

/* The foreign keys of the table, one by one: each locks one other table. */
static str drops_of_keys(const struct rule_input *in, const struct object *table)
{
    struct buf out = buf_on(in->mem);
    str t = ask_table(in);
    const struct object *fk;
    for (object_id id = table->first; (fk = ask_object(in, id)); id = fk->next)
        if (fk->kind == KIND_FOREIGN_KEY && fk->name.n && fk->state == STATE_LEAVING)
            buf_printf(&out, "ALTER TABLE " STR_FMT " DROP CONSTRAINT " STR_FMT ";\n" NEXT_FILE,
                       STR_ARG(t), STR_ARG(ask_quoted(in, fk->name)));
    if (!out.n)
        return (str){ 0 };
    buf_printf(&out, "-- afloat:contract\n" STR_FMT ";\n", STR_ARG(in->statement->text));
    return buf_view(&out);
}

static void say_keys(const struct rule_input *in, struct finding *f, str drops)
{
    if (drops.n)
        say_instead(in, f, STR_FMT, STR_ARG(drops));
}

void rule_drop_table(const struct rule_input *in)
{
    const struct change *c = in->change;
    if (!ask_is(in, CHANGE_DROP, KIND_TABLE) || (c->flags & CHANGE_TEMPORARY) || !ask_on_live(in))
        return;
    if (ask_new(in, c->object))
        return;
    struct finding *f = say(in);
    const struct object *table = ask_relation(in);
    str waits = ask_waits(in);
    say_message(in, f, "dropping the table \"" STR_FMT "\" loses its rows", STR_ARG(ask_said(in)));
    say_happens(in, f,
                STR_FMT ". Then the rows are gone, and code that is running and names the table "
                        "fails at once.",
                STR_ARG(waits));
    if (table && in->opts->effect.dialect->id == DIALECT_POSTGRES)
        say_keys(in, f, drops_of_keys(in, table));
    say_advice(in, f,
               "First release code that does not use the table, and see in the server's counters "
               "that nobody reads it any more. Then drop it in a migration of its own, held back "
               "with -- afloat:contract.");
}
