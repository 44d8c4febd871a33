/* assess/rules/naming_column.c: the name of a column does not match the team's pattern.
 *
 * Does      compare names that CREATE and RENAME give, when a pattern is configured
 * See       assess/rules/naming-column.sql, assess/names.h
 */
#include "assess/names.h"
#include "assess/rule_sql.h"

void rule_naming_column(const struct rule_input *in);

static bool is_wanted(enum object_kind kind)
{
    return kind == KIND_COLUMN;
}

void rule_naming_column(const struct rule_input *in)
{
    str name = name_given(in, is_wanted);
    if (name.n)
        name_check(in, "column", name, ask_said(in), (str){ 0 });
}
