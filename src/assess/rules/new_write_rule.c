/* assess/rules/new_write_rule.c: a constraint refuses what running code may write.
 *
 * Does      find new checks, foreign keys and exclusions on columns in use
 * Does not  look at uniqueness (unique-on-existing-data), NOT NULL (set-not-null-data), new columns
 * See       assess/rules/new-write-rule.sql
 */
#include "assess/rule_sql.h"

void rule_new_write_rule(const struct rule_input *in);

static bool any_old(const struct rule_input *in, const struct ref_list *refs)
{
    for (size_t i = 0; i < refs->n; i++)
        if (refs->v[i].use == REF_COLUMN || refs->v[i].use == REF_OBJECT)
            if (!ask_new(in, refs->v[i].id))
                return true;
    return false;
}

static bool on_old_columns(const struct rule_input *in)
{
    const struct edit *e = change_edit(in->change, ATTR_EXPRESSION);
    if (e && e->value.kind == VALUE_EXPR)
        return any_old(in, &e->value.expr->refs);
    e = change_edit(in->change, ATTR_COLUMNS);
    return !e || e->value.kind != VALUE_REFS || any_old(in, e->value.refs);
}

void rule_new_write_rule(const struct rule_input *in)
{
    const struct change *c = in->change;
    const struct object *table = ask_relation(in);
    if (c->verb != CHANGE_CREATE || !ask_written(in) || !ask_on_live(in) ||
        (table && table->kind == KIND_DOMAIN) || !on_old_columns(in))
        return;
    if (c->kind != KIND_CHECK && c->kind != KIND_FOREIGN_KEY && c->kind != KIND_EXCLUSION)
        return;
    const struct edit *e = change_edit(c, ATTR_NOT_ENFORCED);
    if (e && e->value.yes)
        return;
    struct finding *f = say(in);
    str k = ask_own_name(in, "check");
    say_message(
        in, f, "the new %s " STR_FMT " refuses rows that running code may write to \"" STR_FMT "\"",
        kind_word(c->kind), STR_ARG(k), STR_ARG(ask_said(in)));
    say_happens(in, f,
                "From then on every INSERT and UPDATE that breaks it fails, in the release that is "
                "running too%s.",
                in->opts->effect.dialect->id == DIALECT_POSTGRES
                    ? ", and with NOT VALID too: that spares the old rows only"
                    : "");
    say_advice(in, f,
               "Release code first that keeps to it. That it does can be seen in the rows of the "
               "last days, before the constraint is made.");
}
