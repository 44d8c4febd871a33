/* assess/rules/naming_constraint.c: the name of a constraint does not match the team's pattern.
 *
 * Does      compare names that CREATE and RENAME give, when a pattern is configured
 * See       assess/rules/naming-constraint.sql, assess/names.h
 */
#include "assess/names.h"
#include "assess/rule_sql.h"

void rule_naming_constraint(const struct rule_input *in);

static bool is_wanted(enum object_kind kind)
{
    return (kind_flags(kind) & KIND_CONSTRAINT) != 0;
}

void rule_naming_constraint(const struct rule_input *in)
{
    str name = name_given(in, is_wanted);
    if (name.n)
        name_check(in, "constraint", name, ask_said(in), name_of_columns(in));
}
