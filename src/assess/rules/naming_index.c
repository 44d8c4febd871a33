/* assess/rules/naming_index.c: the name of an index does not match the team's pattern.
 *
 * Does      compare names that CREATE and RENAME give, when a pattern is configured
 * See       assess/rules/naming-index.sql, assess/names.h
 */
#include "assess/names.h"
#include "assess/rule_sql.h"

void rule_naming_index(const struct rule_input *in);

static bool is_wanted(enum object_kind kind)
{
    return kind == KIND_INDEX;
}

void rule_naming_index(const struct rule_input *in)
{
    str name = name_given(in, is_wanted);
    if (name.n)
        name_check(in, "index", name, ask_said(in), name_of_columns(in));
}
