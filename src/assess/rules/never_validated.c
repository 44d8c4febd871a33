/* assess/rules/never_validated.c: a NOT VALID constraint that no later file validates.
 *
 * Does      keep each one, and look at the end of the set
 * See       assess/rules/never-validated.sql
 */
#include "assess/rule_sql.h"

void rule_never_validated(const struct rule_input *in);

void rule_never_validated(const struct rule_input *in)
{
    const struct change *c = in->change;
    if (!in->kept) {
        const struct edit *e = change_edit(c, ATTR_NOT_VALID);
        if (c->verb == CHANGE_CREATE && (kind_flags(c->kind) & KIND_CONSTRAINT) &&
            ask_written(in) && e && e->value.kind == VALUE_BOOL && e->value.yes && ask_on_live(in))
            ask_keep(in, c->object, ask_table(in));
        return;
    }
    const struct object *o = ask_kept(in);
    if (!o || !object_yes(o, ATTR_NOT_VALID))
        return;
    struct finding *f = say(in);
    say_message(in, f, "no later file validates \"" STR_FMT "\"", STR_ARG(o->name));
    say_happens(
        in, f,
        "New rows are checked, those that are there are not: the constraint promises what may "
        "not be so, queries cannot rely on it, and a dump may not load.");
    say_instead(in, f, NEXT_FILE "ALTER TABLE " STR_FMT " VALIDATE CONSTRAINT " STR_FMT ";\n",
                STR_ARG(in->kept->text), STR_ARG(ask_quoted(in, o->name)));
    say_advice(in, f,
               "VALIDATE reads the table while reads and writes go on; it has to be in a later "
               "transaction.");
}
