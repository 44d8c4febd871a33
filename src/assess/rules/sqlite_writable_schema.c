/* assess/rules/sqlite_writable_schema.c: the schema's own table is written by hand.
 *
 * Does      find PRAGMA writable_schema = ON and data statements on sqlite_schema
 * See       assess/rules/sqlite-writable-schema.sql
 */
#include "assess/rule.h"

void rule_sqlite_writable_schema(const struct rule_input *in);

static bool switches_on(const struct change *c)
{
    static const char *const words[] = { "1", "on", "true", "yes" };
    const struct edit *e = change_edit(c, ATTR_VALUE);
    if (c->verb != CHANGE_SESSION || !str_eq_nocase(c->path.name, S("writable_schema")) || !e ||
        e->value.kind != VALUE_TEXT)
        return false;
    for (size_t i = 0; i < COUNT_OF(words); i++)
        if (str_eq_nocase(e->value.text, str_of(words[i])))
            return true;
    return false;
}

static bool writes_schema(const struct change *c)
{
    return c->verb == CHANGE_ROWS && c->rows && c->rows->verb != ROWS_SELECT &&
           (str_eq_nocase(c->path.name, S("sqlite_master")) ||
            str_eq_nocase(c->path.name, S("sqlite_schema")));
}

void rule_sqlite_writable_schema(const struct rule_input *in)
{
    if (!switches_on(in->change) && !writes_schema(in->change))
        return;
    struct finding *f = say(in);
    say_message(in, f, "the table of the schema is written by hand");
    say_happens(in, f,
                "SQLite checks nothing of it: a wrong letter makes a database that cannot be "
                "opened, and rows need not fit what their table then says.");
    say_advice(in, f,
               "Rebuild the table instead. Where this must be, run PRAGMA integrity_check before "
               "COMMIT, and set writable_schema = RESET after it.");
}
