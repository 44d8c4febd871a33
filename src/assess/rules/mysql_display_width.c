/* assess/rules/mysql_display_width.c: a number in parentheses behind an integer type, which limits nothing.
 *
 * Does      find int(5) and its like in new columns and new types of columns
 * Does not  mind tinyint(1), which drivers take for a boolean, ZEROFILL, and the widths that servers print
 * See       assess/rules/mysql-display-width.sql
 */
#include "assess/rule_sql.h"

void rule_mysql_display_width(const struct rule_input *in);

static const struct {
    const char *type;
    int64_t usual, unsigned_usual;
} widths[] = {
    { "tinyint", 4, 3 }, { "smallint", 6, 5 }, { "mediumint", 9, 8 },
    { "int", 11, 10 },   { "bigint", 20, 20 },
};

/* The "(5)" of int(5); length 0 = there is none. */
static struct range parentheses(const struct rule_input *in, struct range type, int64_t *out)
{
    str text = str_slice(in->statement->text, type.offset, type.offset + type.length);
    size_t from = str_find(text, S("(")), to = str_find(text, S(")"));
    if (from == STR_NONE || to == STR_NONE || to < from ||
        !str_to_int64(str_trim(str_slice(text, from + 1, to)), out))
        return (struct range){ 0 };
    return (struct range){ type.offset + (uint32_t)from, (uint32_t)(to + 1 - from) };
}

static bool is_usual(const struct sql_type *t, int64_t width)
{
    for (size_t i = 0; i < COUNT_OF(widths); i++)
        if (str_eq(t->name, str_of(widths[i].type)))
            return width == widths[i].usual || width == widths[i].unsigned_usual ||
                   (i == 0 && width == 1);
    return true;
}

void rule_mysql_display_width(const struct rule_input *in)
{
    const struct change *c = in->change;
    const struct edit *e = change_edit(c, ATTR_TYPE);
    int64_t width = 0;
    if (c->kind != KIND_COLUMN || c->verb > CHANGE_ALTER || !ask_written(in) || !e ||
        e->value.kind != VALUE_TYPE || e->value.type->zerofill || in->at->down)
        return;
    struct range at = parentheses(in, e->range, &width);
    if (!at.length || is_usual(e->value.type, width))
        return;
    struct finding *f = say(in);
    say_message(in, f,
                "the %d of " STR_FMT "(%d) limits nothing: \"" STR_FMT "\" holds every " STR_FMT,
                (int)width, STR_ARG(e->value.type->name), (int)width, STR_ARG(c->path.name),
                STR_ARG(e->value.type->name));
    say_happens(in, f,
                "It was a width for printing. MySQL 8.0.19 and later warn and forget it; who reads "
                "it as a limit of digits finds larger numbers in the rows.");
    say_instead(in, f, STR_FMT ";\n", STR_ARG(ask_replaced(in, at, (str){ 0 })));
    say_fix(in, f, at, (str){ 0 });
    say_advice(in, f, "Leave it out; say a limit with CHECK.");
}
