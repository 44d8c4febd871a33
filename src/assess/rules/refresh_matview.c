/* assess/rules/refresh_matview.c: nobody can read a materialized view while it is computed.
 *
 * Does      find REFRESH without CONCURRENTLY; give it with the word, and with the index it needs
 * See       assess/rules/refresh-matview.sql
 */
#include "assess/rule_sql.h"

void rule_refresh_matview(const struct rule_input *in);

/* CONCURRENTLY needs a unique index on columns, of all rows. */
static bool has_key(const struct rule_input *in, const struct object *view)
{
    const struct object *o = NULL;
    while (view && (o = schema_child(in->schema, view->id, KIND_INDEX, o)))
        if (object_yes(o, ATTR_UNIQUE_INDEX) && object_value(o, ATTR_PREDICATE)->kind == VALUE_NONE)
            return true;
    return false;
}

void rule_refresh_matview(const struct rule_input *in)
{
    const struct change *c = in->change;
    if (c->verb != CHANGE_MAINTAIN || c->upkeep != UPKEEP_REFRESH || !ask_written(in) ||
        (c->flags & CHANGE_CONCURRENTLY) || change_edit(c, ATTR_NO_DATA) || !ask_on_live(in))
        return;
    const struct object *view = ask_relation(in);
    struct range at = { 0 };
    struct finding *f = say(in);
    str waits = ask_waits(in), better = ask_with_words(in, "VIEW", "CONCURRENTLY", &at);
    say_message(in, f, "nobody can read \"" STR_FMT "\" while it is computed again",
                STR_ARG(ask_said(in)));
    say_happens(in, f,
                STR_FMT "; then reads wait until its query is computed and its indexes are built.",
                STR_ARG(waits));
    if (has_key(in, view)) {
        say_instead(in, f, STR_FMT ";\n", STR_ARG(better));
        say_fix(in, f, at, S(" CONCURRENTLY"));
    }
    say_advice(in, f, "%s",
               has_key(in, view)
                   ? "Reads go on; other refreshes of the view wait."
                   : "REFRESH MATERIALIZED VIEW CONCURRENTLY lets reads go on. It needs a unique "
                     "index on columns of the view, without WHERE: make one first.");
}
