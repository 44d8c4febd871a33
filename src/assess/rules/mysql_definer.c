/* assess/rules/mysql_definer.c: a view, trigger or routine that runs with the rights of an account that it names.
 *
 * Does      find DEFINER = with the name of an account
 * Does not  mind CURRENT_USER
 * See       assess/rules/mysql-definer.sql
 */
#include "assess/rule_sql.h"
#include "sql/lex.h"

void rule_mysql_definer(const struct rule_input *in);

/* From DEFINER to the word behind the account; length 0 = not found. */
static struct range clause(const struct rule_input *in)
{
    struct range at = ask_word(in, "DEFINER");
    str rest = str_skip(in->statement->text, at.offset + at.length);
    struct lex l = lex_of(in->opts->effect.dialect, in->opts->modes, rest);
    struct token t;
    size_t end = 0; /* of the account */
    bool at_sign = false;
    if (!at.length || !lex_next(&l, &t) || !str_eq(t.text, S("=")) || !lex_next(&l, &t))
        return (struct range){ 0 };
    do {
        if (end && t.offset > end && !at_sign && !str_starts(t.text, S("@")))
            return (struct range){ at.offset, at.length + (uint32_t)t.offset };
        at_sign = str_eq(t.text, S("@"));
        end = t.offset + t.text.n;
    } while (lex_next(&l, &t));
    return (struct range){ 0 };
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
