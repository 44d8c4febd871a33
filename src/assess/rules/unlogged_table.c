/* assess/rules/unlogged_table.c: a table whose rows a crash takes away.
 *
 * Does      find CREATE UNLOGGED TABLE; give the statement without the word
 * Does not  look at ALTER TABLE ... SET UNLOGGED (set-unlogged)
 * See       assess/rules/unlogged-table.sql
 */
#include "assess/rule_sql.h"

void rule_unlogged_table(const struct rule_input *in);

void rule_unlogged_table(const struct rule_input *in)
{
    const struct edit *e = change_edit(in->change, ATTR_PERSISTENCE);
    if (!ask_is(in, CHANGE_CREATE, KIND_TABLE) || !e || e->value.kind != VALUE_TEXT ||
        !str_eq_nocase(e->value.text, S("unlogged")))
        return;
    struct finding *f = say(in);
    struct range word = ask_word(in, "UNLOGGED");
    say_message(in, f, "a crash empties the table \"" STR_FMT "\"", STR_ARG(ask_said(in)));
    say_happens(in, f,
                "Its rows are not in the write-ahead log: after a crash the server empties it, "
                "replicas never have them, and neither does a backup by log shipping.");
    say_advice(in, f,
               "Keep UNLOGGED for what can be computed again at any time, and say so with "
               "-- afloat:allow.");
    if (!word.length)
        return;
    struct range with_blank = { word.offset, word.length + 1 };
    say_instead(in, f, STR_FMT ";\n", STR_ARG(ask_replaced(in, with_blank, (str){ 0 })));
    say_fix(in, f, with_blank, S(""));
}
