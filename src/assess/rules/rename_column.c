/* assess/rules/rename_column.c: a column that running code names gets another name.
 *
 * Does      find RENAME COLUMN, and CHANGE with a new name; write out a second column that is kept in step
 * Does not  mind columns that the same set of files has made
 * See       assess/rules/rename-column.sql
 */
#include "assess/rule_sql.h"

void rule_rename_column(const struct rule_input *in);

static void say_beside(const struct rule_input *in, struct finding *f)
{
    const struct object *column = ask_object(in, in->change->object);
    const struct value *type = column ? object_value(column, ATTR_TYPE) : NULL;
    str more = column ? ask_belongings(in, column) : S("");
    say_advice(in, f,
               "Have both columns for one release, kept in step by a trigger: release code that "
               "uses the new name, then drop the old column.%s" STR_FMT "%s",
               more.n ? " Give the new column what the old one has: " : "", STR_ARG(more),
               more.n ? "." : "");
    if (!type || type->kind != VALUE_TYPE || !type->type->text.n || !in->file->native)
        return;
    struct beside b = { .table = ask_table(in),
                        .from = in->change->path.name,
                        .to = in->change->to.name,
                        .type = type->type->text,
                        .from_unequal = ask_unequal(type->type),
                        .to_unequal = ask_unequal(type->type) };
    str way = ask_beside(in, &b), rest = ask_rest(in);
    if (way.n)
        say_instead(in, f, STR_FMT STR_FMT, STR_ARG(rest), STR_ARG(way));
}

void rule_rename_column(const struct rule_input *in)
{
    const struct change *c = in->change;
    if (!ask_is(in, CHANGE_RENAME, KIND_COLUMN) || !ask_on_live(in) || ask_new(in, c->object) ||
        str_eq(c->path.name, c->to.name))
        return;
    struct finding *f = say(in);
    str waits = ask_waits(in);
    say_message(in, f,
                "running code names the column \"" STR_FMT "\" of \"" STR_FMT
                "\", which becomes \"" STR_FMT "\"",
                STR_ARG(c->path.name), STR_ARG(ask_said(in)), STR_ARG(c->to.name));
    say_happens(in, f,
                STR_FMT ". It is done in a moment, and from then on every query of the release "
                        "that is running fails if it names the column.",
                STR_ARG(waits));
    say_beside(in, f);
}
