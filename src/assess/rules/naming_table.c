/* assess/rules/naming_table.c: the name of a table or view does not match the team's pattern.
 *
 * Does      compare names that CREATE and RENAME give, when a pattern is configured
 * See       assess/rules/naming-table.sql, assess/names.h
 */
#include "assess/names.h"
#include "assess/rule_sql.h"

void rule_naming_table(const struct rule_input *in);

static bool is_wanted(enum object_kind kind)
{
    return (kind_flags(kind) & KIND_RELATION) && kind != KIND_SEQUENCE;
}

void rule_naming_table(const struct rule_input *in)
{
    str name = name_given(in, is_wanted);
    if (name.n)
        name_check(in, "table", name, ask_said(in), (str){ 0 });
}
