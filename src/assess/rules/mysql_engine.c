/* assess/rules/mysql_engine.c: a table in a storage engine that keeps no transactions.
 *
 * Does      find ENGINE= of MyISAM, Aria, MEMORY and their like
 * See       assess/rules/mysql-engine.sql
 */
#include "assess/rule_sql.h"

void rule_mysql_engine(const struct rule_input *in);

static bool is_unsafe(str name)
{
    static const char *const names[] = { "MyISAM", "Aria",    "MEMORY", "HEAP",
                                         "CSV",    "ARCHIVE", "MERGE",  "MRG_MyISAM" };
    for (size_t i = 0; i < COUNT_OF(names); i++)
        if (str_eq_nocase(name, str_of(names[i])))
            return true;
    return false;
}

void rule_mysql_engine(const struct rule_input *in)
{
    const struct change *c = in->change;
    const struct edit *e = change_edit(c, ATTR_ENGINE);
    if (!e || c->kind != KIND_TABLE || !ask_written(in) || e->value.kind != VALUE_TEXT ||
        !is_unsafe(e->value.text) || (c->flags & CHANGE_TEMPORARY))
        return;
    struct finding *f = say(in);
    say_message(in, f, "\"" STR_FMT "\" is kept by " STR_FMT ", which has no transactions",
                STR_ARG(ask_said(in)), STR_ARG(e->value.text));
    say_happens(in, f,
                "ROLLBACK brings nothing back, a crash loses or damages rows, foreign keys are "
                "ignored, and every write locks the whole table.");
    struct range at = ask_word_in(in, e->range, str_z(in->mem, e->value.text));
    if (at.length && c->verb == CHANGE_CREATE) {
        say_instead(in, f, STR_FMT ";\n", STR_ARG(ask_replaced(in, at, S("InnoDB"))));
        say_fix(in, f, at, S("InnoDB"));
    }
    say_advice(in, f, "Take InnoDB.");
}
