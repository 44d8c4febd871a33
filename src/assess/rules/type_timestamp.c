/* assess/rules/type_timestamp.c: a column that holds a time without its zone, or a time of day with one.
 *
 * Does      look at new columns and new types of columns: timestamp, timetz
 * Does not  mind columns that are dates of a calendar (date), times of day (time)
 * See       assess/rules/type-timestamp.sql
 */
#include "assess/rule_sql.h"

void rule_type_timestamp(const struct rule_input *in);

static str with_zone(const struct rule_input *in, const struct edit *e)
{
    const struct sql_type *t = e->value.type;
    return t->arg_count ? str_printf(in->mem, "timestamptz(%d)", t->args[0]) : S("timestamptz");
}

static void say_rounded(const struct rule_input *in)
{
    struct finding *f = say(in);
    say_message(in, f, "\"" STR_FMT "\" is rounded to whole seconds",
                STR_ARG(in->change->path.name));
    say_happens(in, f,
                "It is rounded, not cut: half of all values are a moment that has not come yet.");
    say_advice(in, f, "Keep the fraction, and cut it with date_trunc where it is shown.");
}

void rule_type_timestamp(const struct rule_input *in)
{
    const struct change *c = in->change;
    const struct edit *e = change_edit(c, ATTR_TYPE);
    if (c->kind != KIND_COLUMN || c->verb == CHANGE_DROP || !ask_written(in) || !e ||
        in->at->down || e->value.kind != VALUE_TYPE)
        return;
    if (str_eq(e->value.type->name, S("timestamp with time zone")) && e->value.type->arg_count &&
        !e->value.type->args[0]) {
        say_rounded(in);
        return;
    }
    bool of_day = str_eq(e->value.type->name, S("time with time zone"));
    if (!of_day && !str_eq(e->value.type->name, S("timestamp without time zone")))
        return;
    struct finding *f = say(in);
    say_message(in, f, "\"" STR_FMT "\" is %s", STR_ARG(c->path.name),
                of_day ? "timetz, a time of day whose zone cannot follow summer time"
                       : "timestamp, which does not say in which time zone");
    say_happens(in, f, "%s",
                of_day ? "The distance to UTC depends on the date, and there is none."
                       : "Sessions of different time zones write different moments as the same "
                         "value, and nothing tells them apart later.");
    if (e->range.length && !of_day)
        say_instead(in, f, STR_FMT ";\n", STR_ARG(ask_replaced(in, e->range, with_zone(in, e))));
    say_advice(in, f, "%s",
               of_day ? "Take timestamptz, or time."
                      : "Take timestamptz: it keeps the moment, takes as much room, and is shown "
                        "in the zone of the session.");
}
