/* assess/rules/mysql_charset.c: the three-byte utf8 of MySQL.
 *
 * Does      find utf8 and utf8mb3 as the character set of new tables and columns
 * See       assess/rules/mysql-charset.sql
 */
#include "assess/rule_sql.h"

void rule_mysql_charset(const struct rule_input *in);

void rule_mysql_charset(const struct rule_input *in)
{
    const struct change *c = in->change;
    const struct edit *e = change_edit(c, ATTR_CHARSET);
    if (!e || c->verb > CHANGE_ALTER || !ask_written(in) || e->value.kind != VALUE_TEXT ||
        (!str_eq_nocase(e->value.text, S("utf8")) && !str_eq_nocase(e->value.text, S("utf8mb3"))))
        return;
    struct range at = ask_word_in(in, e->range.length ? e->range : c->range, "utf8");
    if (!at.length)
        at = ask_word_in(in, e->range.length ? e->range : c->range, "utf8mb3");
    struct finding *f = say(in);
    say_message(in, f, "the character set utf8mb3 does not hold every character");
    say_happens(
        in, f,
        "It ends at three bytes: emoji and some names are refused, or cut in a session that "
        "is not strict. Comparing with columns of utf8mb4 cannot use their indexes.");
    if (at.length) {
        say_instead(in, f, STR_FMT ";\n", STR_ARG(ask_replaced(in, at, S("utf8mb4"))));
        if (c->verb == CHANGE_CREATE)
            say_fix(in, f, at, S("utf8mb4"));
    }
    say_advice(in, f, "Take utf8mb4.");
}
