/* assess/rules/change_type.c: a new type writes the whole table again.
 *
 * Does      find changes of type that rewrite a table in use, by the matrix of effects/; write out a second
 *           column that is kept in step; say where the session's time zone would spare the rewrite
 * Does not  mind what only the catalog learns: varchar that grows, numeric that grows; tell a clause twice:
 *           narrowing-type-change says of its own that the table is written again
 * See       assess/rules/change-type.sql
 */
#include "assess/rule_sql.h"

void rule_change_type(const struct rule_input *in);

static bool is_time(const struct sql_type *t)
{
    return str_starts(t->name, S("timestamp")) && !t->dimensions;
}

static bool zone_matters(const struct rule_input *in, const struct edit *e)
{
    str zone = in->opts->effect.time_zone;
    return e->was.kind == VALUE_TYPE && is_time(e->was.type) && is_time(e->value.type) &&
           !change_edit(in->change, ATTR_USING) && !str_eq_nocase(zone, S("utc"));
}

static str forth_of(const struct rule_input *in, const struct edit *e)
{
    const struct edit *using = change_edit(in->change, ATTR_USING);
    if (!using || using->value.kind != VALUE_EXPR)
        return str_printf(in->mem, "%%s::" STR_FMT, STR_ARG(e->value.type->text));
    const struct expr *x = using->value.expr;
    if (x->refs.n != 1 || x->refs.v[0].range.length == 0)
        return (str){ 0 };
    struct range r = x->refs.v[0].range;
    return str_printf(in->mem, "(" STR_FMT "%%s" STR_FMT ")",
                      STR_ARG(str_slice(x->text, 0, r.offset)),
                      STR_ARG(str_skip(x->text, (size_t)r.offset + r.length)));
}

static void say_beside(const struct rule_input *in, struct finding *f, const struct edit *e)
{
    str forth = forth_of(in, e), column = in->change->path.name;
    if (!forth.n || e->was.kind != VALUE_TYPE || !in->file->native)
        return;
    struct beside b = { .table = ask_table(in),
                        .from = column,
                        .to = str_printf(in->mem, STR_FMT "_new", STR_ARG(column)),
                        .type = e->value.type->text,
                        .forth = forth,
                        .back = str_printf(in->mem, "%%s::" STR_FMT, STR_ARG(e->was.type->text)),
                        .from_unequal = ask_unequal(e->was.type),
                        .to_unequal = ask_unequal(e->value.type),
                        .renames_back = true };
    str way = ask_beside(in, &b);
    say_instead(in, f, STR_FMT STR_FMT, STR_ARG(ask_rest(in)), STR_ARG(way));
}

void rule_change_type(const struct rule_input *in)
{
    const struct change *c = in->change;
    const struct edit *e = change_edit(c, ATTR_TYPE);
    if (!ask_is(in, CHANGE_ALTER, KIND_COLUMN) || !e || e->value.kind != VALUE_TYPE ||
        !(in->change_effect->work & WORK_REWRITE) || !ask_on_live(in) || ask_new(in, c->object) ||
        (ask_narrows(in) && ask_rule_on(in, "narrowing-type-change")))
        return;
    const struct object *column = ask_object(in, c->object);
    struct finding *f = say(in);
    str waits = ask_waits(in), more = column ? ask_belongings(in, column) : S("");
    say_message(in, f, "the new type of \"" STR_FMT "\" writes all of \"" STR_FMT "\" again",
                STR_ARG(c->path.name), STR_ARG(ask_said(in)));
    say_happens(in, f,
                STR_FMT "; then nobody can read or write it while every row and every index is "
                        "written anew: for as long as the table is large, with as much free disk "
                        "as it takes once more.",
                STR_ARG(waits));
    say_beside(in, f, e);
    say_advice(
        in, f, "%sHave both columns for a while, kept in step by a trigger.%s" STR_FMT "%s",
        zone_matters(in, e)
            ? "If the values are in UTC, SET timezone = 'UTC' before the statement makes it a "
              "change of the catalog only. Else: "
            : "",
        more.n ? " Give the new column what the old one has: " : "", STR_ARG(more),
        more.n ? "." : "");
}
