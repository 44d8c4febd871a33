/* assess/rules/mysql_compression.c: a table in the compressed row format.
 *
 * Does      find ROW_FORMAT=COMPRESSED and KEY_BLOCK_SIZE
 * Does not  mind compression of pages (COMPRESSION=, PAGE_COMPRESSED)
 * See       assess/rules/mysql-compression.sql
 */
#include "assess/rule_sql.h"

void rule_mysql_compression(const struct rule_input *in);

void rule_mysql_compression(const struct rule_input *in)
{
    const struct change *c = in->change;
    const struct edit *e = change_edit(c, ATTR_ROW_FORMAT);
    if (!e || c->kind != KIND_TABLE || c->verb > CHANGE_ALTER || !ask_written(in) ||
        e->value.kind != VALUE_TEXT || !str_eq_nocase(e->value.text, S("compressed")))
        return;
    struct finding *f = say(in);
    struct range at = ask_word_in(in, e->range, "compressed");
    say_message(in, f, "\"" STR_FMT "\" is kept in the compressed row format",
                STR_ARG(ask_said(in)));
    say_happens(in, f,
                "Every later ADD COLUMN and DROP COLUMN builds the whole table anew instead of "
                "being instant, each page is kept twice in memory, and writes are slower.");
    if (at.length && c->verb == CHANGE_CREATE)
        say_instead(in, f, STR_FMT ";\n", STR_ARG(ask_replaced(in, at, S("DYNAMIC"))));
    say_advice(in, f,
               "Keep the default row format, or compress the table's pages below it; allow it for "
               "an archive that nobody changes any more.");
}
