/* assess/rules/type_json.c: a column of type json, which cannot be compared.
 *
 * Does      look at new columns and new types of columns
 * See       assess/rules/type-json.sql
 */
#include "assess/rule_sql.h"

void rule_type_json(const struct rule_input *in);

void rule_type_json(const struct rule_input *in)
{
    const struct change *c = in->change;
    const struct edit *e = change_edit(c, ATTR_TYPE);
    if (c->kind != KIND_COLUMN || c->verb == CHANGE_DROP || !ask_written(in) || !e ||
        in->at->down || e->value.kind != VALUE_TYPE || !str_eq(e->value.type->name, S("json")) ||
        e->value.type->dimensions)
        return;
    struct finding *f = say(in);
    say_message(in, f, "\"" STR_FMT "\" is json, which has no equality", STR_ARG(c->path.name));
    say_happens(
        in, f,
        "SELECT DISTINCT, GROUP BY and UNION over the column fail, also in queries that are "
        "there and take all columns; each access parses the text again.");
    if (e->range.length) {
        say_instead(in, f, STR_FMT ";\n", STR_ARG(ask_replaced(in, e->range, S("jsonb"))));
        say_fix(in, f, e->range, S("jsonb"));
    }
    say_advice(in, f, "Take jsonb, unless the text has to stay as it was sent, byte for byte.");
}
