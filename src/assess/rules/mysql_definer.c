/* assess/rules/mysql_definer.c: a view, trigger or routine that runs with the rights of an account that it names.
 *
 * Does      find DEFINER = with the name of an account
 * Does not  mind CURRENT_USER
 * See       assess/rules/mysql-definer.sql
 */
#include "assess/rule.h"

void rule_mysql_definer(const struct rule_input *in);

/* From DEFINER to the blank behind the account; length 0 = not found. */
static struct range clause(const struct rule_input *in)
{
    str text = in->statement->text;
    struct range at = ask_word(in, "DEFINER");
    size_t end = at.offset + at.length;
    if (!at.length || str_starts(str_skip(text, at.offset + at.length), S(" VIEW")))
        return (struct range){ 0 };
    while (end < text.n && (text.p[end] == ' ' || text.p[end] == '='))
        end++;
    for (char quote = 0; end < text.n && (quote || text.p[end] != ' '); end++)
        if (quote ? text.p[end] == quote : strchr("`'\"", text.p[end]) != NULL)
            quote = quote ? 0 : text.p[end];
    while (end < text.n && text.p[end] == ' ')
        end++;
    return (struct range){ at.offset, (uint32_t)end - at.offset };
}

void rule_mysql_definer(const struct rule_input *in)
{
    const struct change *c = in->change;
    const struct edit *e = change_edit(c, ATTR_DEFINER);
    if (!e || c->verb > CHANGE_ALTER || !ask_written(in) || e->value.kind != VALUE_TEXT ||
        str_find(str_lower(in->mem, e->value.text), S("current_user")) != STR_NONE)
        return;
    struct finding *f = say(in);
    struct range at = clause(in);
    say_message(in, f, "%s \"" STR_FMT "\" runs with the rights of " STR_FMT, kind_word(c->kind),
                STR_ARG(c->path.name), STR_ARG(e->value.text));
    say_happens(in, f,
                "On a server without that account every use of it fails, and where the account is "
                "dropped later, too. Whoever may use it gets that account's rights, and to write "
                "the name of another takes a right that a migration should not need.");
    if (at.length)
        say_instead(in, f, STR_FMT ";\n", STR_ARG(ask_replaced(in, at, (str){ 0 })));
    say_advice(in, f,
               "Leave DEFINER out, or say SQL SECURITY INVOKER where the caller's rights will do.");
}
