/* assess/rules/drop_fk.c: a foreign key is dropped.
 *
 * Does      find it on a table in use; say that on PostgreSQL the referenced table is locked as well
 * Does not  mind a key that the same statement makes anew
 * See       assess/rules/drop-fk.sql
 */
#include "assess/rule_sql.h"

void rule_drop_fk(const struct rule_input *in);

static bool made_anew(const struct rule_input *in)
{
    for (size_t i = 0; i < in->statement->changes.n; i++) {
        const struct change *c = &in->statement->changes.v[i];
        if (c->verb == CHANGE_CREATE && c->kind == KIND_FOREIGN_KEY)
            return true;
    }
    return false;
}

void rule_drop_fk(const struct rule_input *in)
{
    const struct change *c = in->change;
    const struct object *o = ask_object(in, c->object);
    if (c->verb != CHANGE_DROP || (o ? o->kind : c->kind) != KIND_FOREIGN_KEY || !ask_written(in) ||
        !ask_on_live(in) || made_anew(in) || (o && ask_new(in, o->id)))
        return;
    bool pg = in->opts->effect.dialect->id == DIALECT_POSTGRES;
    struct finding *f = say(in);
    str waits = ask_waits(in);
    say_message(in, f,
                "dropping the foreign key \"" STR_FMT "\" lets rows into \"" STR_FMT
                "\" that refer to nothing",
                STR_ARG(c->path.name), STR_ARG(ask_said(in)));
    say_happens(in, f,
                STR_FMT ".%s From then on rows can be deleted that others refer to, and its ON "
                        "DELETE actions are not carried out any more.",
                STR_ARG(waits),
                pg ? " The referenced table is locked against reads and writes too, until the "
                     "transaction ends."
                   : "");
    say_advice(in, f,
               "Drop it in a file with nothing else in it, so that both tables are locked for a "
               "moment only, once no code relies on it.");
}
