/* assess/rules/mysql_zero_date.c: a default of 0000-00-00.
 *
 * See       assess/rules/mysql-zero-date.sql
 */
#include "assess/rule.h"

void rule_mysql_zero_date(const struct rule_input *in);

void rule_mysql_zero_date(const struct rule_input *in)
{
    const struct change *c = in->change;
    const struct edit *e = change_edit(c, ATTR_DEFAULT);
    if (c->kind != KIND_COLUMN || !e || e->value.kind != VALUE_EXPR || !ask_written(in) ||
        !str_starts(str_trim(e->value.expr->text), S("'0000-00-00")))
        return;
    struct finding *f = say(in);
    say_message(in, f, "the default of \"" STR_FMT "\" is a date that does not exist",
                STR_ARG(c->path.name));
    say_happens(
        in, f,
        "With NO_ZERO_DATE in sql_mode, as it is by default, the server refuses the "
        "statement; without it, drivers turn the value into NULL, an error or another date.");
    say_advice(in, f, "Let the column be NULL where there is no date, or take CURRENT_TIMESTAMP.");
}
