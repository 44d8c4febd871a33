/* assess/rules/add_required_column.c: a new column that must have a value, and nothing gives it one.
 *
 * Does      find ADD COLUMN ... NOT NULL without a default on a table in use; give the statement without it
 * See       assess/rules/add-required-column.sql
 */
#include "assess/rule_sql.h"

void rule_add_required_column(const struct rule_input *in);

static bool says(const struct change *c, enum attr attr)
{
    const struct edit *e = change_edit(c, attr);
    return e && e->verb == EDIT_SET;
}

static bool domain_fills(const struct rule_input *in, const struct change *c)
{
    const struct edit *e = change_edit(c, ATTR_TYPE);
    const struct object *o =
        e && e->value.kind == VALUE_TYPE ? ask_object(in, e->value.type->id) : NULL;
    return o && o->kind == KIND_DOMAIN && object_value(o, ATTR_DEFAULT)->kind != VALUE_NONE;
}

static bool is_filled(const struct rule_input *in, const struct change *c)
{
    static const enum attr fills[] = { ATTR_GENERATED, ATTR_IDENTITY, ATTR_SERIAL,
                                       ATTR_AUTO_INCREMENT };
    const struct edit *e = change_edit(c, ATTR_DEFAULT);
    for (size_t i = 0; i < COUNT_OF(fills); i++)
        if (says(c, fills[i]))
            return true;
    if (e && e->value.kind == VALUE_EXPR && !(e->value.expr->facts & EXPR_NULL))
        return true;
    return domain_fills(in, c);
}

static const char *what_happens(const struct rule_input *in)
{
    switch (in->opts->effect.dialect->id) {
    case DIALECT_MYSQL:
    case DIALECT_MARIADB:
        return "The rows that are there get an empty value ('' or 0) that nobody chose, and "
               "every INSERT of the release that is running fails: it does not name the column.";
    case DIALECT_SQLITE:
        return "SQLite refuses the statement.";
    case DIALECT_POSTGRES:
    case DIALECT__COUNT:
        break;
    }
    return "The statement fails when there is a single row. On an empty table it works, and every "
           "INSERT of the release that is running fails from then on: it does not name the column.";
}

bool ask_required(const struct rule_input *in)
{
    return ask_is(in, CHANGE_CREATE, KIND_COLUMN) && says(in->change, ATTR_NOT_NULL) &&
           !is_filled(in, in->change) && ask_on_live(in);
}

void rule_add_required_column(const struct rule_input *in)
{
    const struct change *c = in->change;
    const struct edit *e = change_edit(c, ATTR_NOT_NULL);
    if (!ask_required(in))
        return;
    struct finding *f = say(in);
    str without = ask_without(in, &e, 1);
    say_message(in, f,
                "the new column \"" STR_FMT "\" of \"" STR_FMT
                "\" must have a value, and nothing gives it one",
                STR_ARG(c->path.name), STR_ARG(ask_said(in)));
    say_happens(in, f, "%s", what_happens(in));
    say_instead(in, f, STR_FMT ";\n", STR_ARG(without));
    say_advice(in, f,
               "Add it without NOT NULL, or with a DEFAULT that is right for all rows. Release "
               "code that writes it, fill the rows that are there, and set it NOT NULL then.");
}
