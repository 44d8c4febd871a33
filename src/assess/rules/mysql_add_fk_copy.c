/* assess/rules/mysql_add_fk_copy.c: a new foreign key copies the table while writes wait.
 *
 * Does      find ADD FOREIGN KEY with foreign_key_checks on; give the way without them
 * See       assess/rules/mysql-add-fk-copy.sql
 */
#include "assess/rule_sql.h"

void rule_mysql_add_fk_copy(const struct rule_input *in);

/* Rows that refer to nothing. */
static str orphans(const struct rule_input *in)
{
    const struct edit *from = change_edit(in->change, ATTR_COLUMNS);
    const struct edit *to = change_edit(in->change, ATTR_REFERENCES);
    const struct edit *columns = change_edit(in->change, ATTR_REF_COLUMNS);
    if (!from || !to || !columns || from->value.kind != VALUE_REFS || from->value.refs->n != 1 ||
        to->value.kind != VALUE_REF || columns->value.kind != VALUE_REFS)
        return (str){ 0 };
    str c = ask_columns(in, &from->value), r = ask_columns(in, &columns->value);
    return str_printf(in->mem,
                      "SELECT " STR_FMT " FROM " STR_FMT " AS c WHERE " STR_FMT
                      " IS NOT NULL AND NOT EXISTS (SELECT 1 FROM " STR_FMT " AS p WHERE p." STR_FMT
                      " = c." STR_FMT ") LIMIT 1",
                      STR_ARG(c), STR_ARG(ask_table(in)), STR_ARG(c),
                      STR_ARG(ask_quoted(in, to->value.ref->path.name)), STR_ARG(r), STR_ARG(c));
}

void rule_mysql_add_fk_copy(const struct rule_input *in)
{
    const struct change *c = in->change;
    if (!ask_is(in, CHANGE_CREATE, KIND_FOREIGN_KEY) || !ask_on_live(in) ||
        in->change_effect->algorithm != ALGO_COPY || in->effect->fails)
        return;
    str waits = ask_waits(in), query = orphans(in);
    struct finding *f = say(in);
    say_message(in, f, "the new foreign key copies \"" STR_FMT "\", and writes wait",
                STR_ARG(ask_said(in)));
    say_happens(in, f,
                STR_FMT "; then every write to the table waits while each row is copied and looked "
                        "up: for as long as it is large.",
                STR_ARG(waits));
    if (!(c->flags & CHANGE_INLINE))
        say_instead(in, f,
                    "SET foreign_key_checks = 0;\n" STR_FMT ";\nSET foreign_key_checks = 1;\n",
                    STR_ARG(in->statement->text));
    say_advice(
        in, f,
        "Without the checks the key is a change of the catalog only, and rows that are there "
        "are never looked up: see first that this finds none%s" STR_FMT ".",
        query.n ? ": " : "", STR_ARG(query));
}
