/* assess/rules/change_type_rechecks_constraint.c: a quick change of type checks a constraint for every row.
 *
 * Does      find it; take the checks away first and make them again NOT VALID
 * See       assess/rules/change-type-rechecks-constraint.sql
 */
#include "assess/rule_sql.h"

void rule_change_type_rechecks_constraint(const struct rule_input *in);

static bool names(const struct expr *e, object_id column)
{
    for (size_t i = 0; i < e->refs.n; i++)
        if (e->refs.v[i].id == column)
            return true;
    return false;
}

/* Drops before the statement, checks after it, their validation in the next file. */
static void say_checks(const struct rule_input *in, struct finding *f)
{
    const struct object *table = ask_relation(in), *o = NULL;
    struct buf drops = buf_on(in->mem), adds = buf_on(in->mem), checks = buf_on(in->mem);
    str t = ask_table(in);
    while (table && (o = schema_child(in->schema, table->id, KIND_CHECK, o))) {
        const struct value *v = object_value(o, ATTR_EXPRESSION);
        if (v->kind != VALUE_EXPR || !names(v->expr, in->change->object) || !o->name.n)
            continue;
        str k = ask_quoted(in, o->name);
        buf_printf(&drops, "ALTER TABLE " STR_FMT " DROP CONSTRAINT " STR_FMT ";\n", STR_ARG(t),
                   STR_ARG(k));
        buf_printf(&adds,
                   "ALTER TABLE " STR_FMT " ADD CONSTRAINT " STR_FMT " CHECK (" STR_FMT
                   ") NOT VALID;\n",
                   STR_ARG(t), STR_ARG(k), STR_ARG(v->expr->text));
        buf_printf(&checks, "ALTER TABLE " STR_FMT " VALIDATE CONSTRAINT " STR_FMT ";\n",
                   STR_ARG(t), STR_ARG(k));
    }
    if (drops.n)
        say_instead(in, f, STR_FMT STR_FMT ";\n" STR_FMT NEXT_FILE STR_FMT,
                    STR_ARG(buf_view(&drops)), STR_ARG(in->statement->text),
                    STR_ARG(buf_view(&adds)), STR_ARG(buf_view(&checks)));
}

void rule_change_type_rechecks_constraint(const struct rule_input *in)
{
    const struct change *c = in->change;
    unsigned work = in->change_effect->work;
    if (!ask_is(in, CHANGE_ALTER, KIND_COLUMN) || !change_edit(c, ATTR_TYPE) ||
        !(work & WORK_SCAN) || (work & (WORK_REWRITE | WORK_BUILD)) || !ask_on_live(in))
        return;
    struct finding *f = say(in);
    str waits = ask_waits(in);
    say_message(in, f,
                "the new type of \"" STR_FMT "\" checks a constraint for every row of \"" STR_FMT
                "\"",
                STR_ARG(c->path.name), STR_ARG(ask_said(in)));
    say_happens(in, f,
                "No row is written again, but the check that names the column is computed for each "
                "one. " STR_FMT "; nobody can read or write it meanwhile: for as long as the table "
                "is large.",
                STR_ARG(waits));
    say_checks(in, f);
    say_advice(in, f,
               "Drop the check, change the type, and make the check again NOT VALID, all in one "
               "transaction; validate it in a later one.");
}
