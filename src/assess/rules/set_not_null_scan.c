/* assess/rules/set_not_null_scan.c: SET NOT NULL reads the whole table while nobody can use it.
 *
 * Does      find NOT NULL on a column in use that nothing proves; write out the way without a long lock
 * Does not  ask whether there are NULLs (a precheck of the plan)
 * See       assess/rules/set-not-null-scan.sql
 */
#include "assess/rule_sql.h"

void rule_set_not_null_scan(const struct rule_input *in);

static void say_postgres(const struct rule_input *in, struct finding *f)
{
    const struct object *column = ask_object(in, in->change->object);
    if (!column)
        return;
    str rest = ask_rest(in), steps = ask_not_null(in, ask_table(in), column);
    say_instead(in, f, STR_FMT STR_FMT, STR_ARG(rest), STR_ARG(steps));
    say_advice(in, f,
               "VALIDATE reads the table while reads and writes go on; it has to be in a later "
               "transaction than the constraint.");
}

void rule_set_not_null_scan(const struct rule_input *in)
{
    const struct change *c = in->change;
    const struct edit *e = change_edit(c, ATTR_NOT_NULL);
    if (c->verb != CHANGE_ALTER || c->kind != KIND_COLUMN || !ask_written(in) || !e)
        return;
    if (e->verb != EDIT_SET || !e->value.yes || !ask_on_live(in))
        return;
    if (e->was.kind == VALUE_BOOL && e->was.yes) /* MODIFY states it again */
        return;
    if (!(in->change_effect->work & WORK_SCAN) || in->change_effect->blocks < BLOCKS_WRITES)
        return;
    struct finding *f = say(in);
    say_message(in, f,
                "setting \"" STR_FMT "\" NOT NULL blocks \"" STR_FMT "\" while it is checked",
                STR_ARG(c->path.name), STR_ARG(c->path.table));
    str waits = ask_waits(in);
    say_happens(in, f,
                STR_FMT "; then nobody can read or write the table while each row is looked at: "
                        "for as long as the table is large.",
                STR_ARG(waits));
    if (in->opts->effect.dialect->id == DIALECT_POSTGRES)
        say_postgres(in, f);
    else
        say_advice(in, f,
                   "State the column's definition with nothing else changed, so that the server "
                   "can rebuild the table in place.");
}
