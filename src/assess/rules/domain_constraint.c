/* assess/rules/domain_constraint.c: a constraint of a domain is checked in every table that uses it.
 *
 * Does      find ALTER DOMAIN ... ADD CONSTRAINT and SET NOT NULL that read tables in use
 * See       assess/rules/domain-constraint.sql
 */
#include "assess/rule_sql.h"

void rule_domain_constraint(const struct rule_input *in);

static bool scans_live(const struct rule_input *in)
{
    const struct effect *e = in->change_effect;
    for (size_t i = 0; i < e->locks.n; i++)
        if (lock_blocks(e->locks.v[i].mode) >= BLOCKS_WRITES &&
            ask_in_use(in, e->locks.v[i].relation))
            return (e->work & WORK_SCAN) != 0;
    return false;
}

void rule_domain_constraint(const struct rule_input *in)
{
    const struct change *c = in->change;
    const struct object *domain = ask_relation(in);
    bool check = c->verb == CHANGE_CREATE && c->kind == KIND_CHECK;
    bool not_null = c->kind == KIND_DOMAIN && c->verb == CHANGE_ALTER;
    bool validate = c->verb == CHANGE_ALTER && (c->flags & CHANGE_VALIDATE);
    if (!domain)
        domain = ask_object(in, c->object);
    if (!domain || domain->kind != KIND_DOMAIN || !ask_written(in) ||
        !(check || not_null || validate) || !scans_live(in))
        return;
    struct finding *f = say(in);
    str waits = ask_waits(in), d = ask_name(in, domain->id), k = ask_own_name(in, "check");
    say_message(in, f,
                "the constraint of the domain \"" STR_FMT "\" is checked in every table "
                "that uses it",
                STR_ARG(domain->name));
    say_happens(in, f,
                STR_FMT "; then nobody can write to any of them until the last row of all of them "
                        "is checked.",
                STR_ARG(waits));
    if (check) {
        say_instead(in, f, "ALTER DOMAIN " STR_FMT " ADD " STR_FMT " NOT VALID;\n", STR_ARG(d),
                    STR_ARG(ask_clause(in)));
        say_fix(in, f, (struct range){ c->range.offset + c->range.length, 0 }, S(" NOT VALID"));
        say_advice(in, f,
                   "NOT VALID locks no table and holds for new values at once. ALTER DOMAIN ... "
                   "VALIDATE CONSTRAINT " STR_FMT " reads all tables while writes wait: do it when "
                   "few writes come, in a later file.",
                   STR_ARG(k));
    } else if (validate) {
        say_advice(
            in, f,
            "Do it when few writes come. Or leave the constraint NOT VALID, and put the same "
            "check on each table, where it is validated while writes go on.");
    } else {
        say_advice(
            in, f,
            "Leave the domain as it is and make the columns NOT NULL one table at a time, by "
            "a check that is validated.");
    }
}
