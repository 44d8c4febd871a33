/* assess/rules/add_column_rewrite.c: a new column writes the whole table again.
 *
 * Does      find volatile defaults, serial, identity and stored generated columns on a table in use; take the
 *           column, its default and its values apart
 * Does not  look at domains with constraints (add-column-constrained-domain)
 * See       assess/rules/add-column-rewrite.sql
 */
#include "assess/rule_sql.h"

void rule_add_column_rewrite(const struct rule_input *in);

enum { POSTGRES_18 = 180000 };

static bool has_checked_domain(const struct rule_input *in)
{
    const struct edit *e = change_edit(in->change, ATTR_TYPE);
    const struct object *o =
        e && e->value.kind == VALUE_TYPE ? ask_object(in, e->value.type->id) : NULL;
    return o && o->kind == KIND_DOMAIN;
}

/* Column, default, values, NOT NULL: each in a step of its own. */
static void say_steps(const struct rule_input *in, struct finding *f, str add, str value)
{
    const struct object *column = ask_object(in, in->change->object);
    str t = ask_table(in), c = ask_quoted(in, in->change->path.name), last = S("");
    if (column && object_yes(column, ATTR_NOT_NULL))
        last = str_printf(in->mem, NEXT_FILE STR_FMT, STR_ARG(ask_not_null(in, t, column)));
    say_instead(in, f,
                STR_FMT ";\nALTER TABLE " STR_FMT " ALTER COLUMN " STR_FMT " SET DEFAULT " STR_FMT
                        ";\n" NEXT_FILE "-- afloat:backfill\nUPDATE " STR_FMT " SET " STR_FMT
                        " = " STR_FMT " WHERE " STR_FMT " IS NULL;\n" STR_FMT,
                STR_ARG(add), STR_ARG(t), STR_ARG(c), STR_ARG(value), STR_ARG(t), STR_ARG(c),
                STR_ARG(value), STR_ARG(c), STR_ARG(last));
    say_advice(in, f,
               "A default that is set later is for new rows only; the rows that are there get "
               "theirs in batches.");
}

static void say_volatile(const struct rule_input *in, struct finding *f)
{
    const struct edit *value = change_edit(in->change, ATTR_DEFAULT);
    const struct edit *cut[] = { value, change_edit(in->change, ATTR_NOT_NULL) };
    say_steps(in, f, ask_without(in, cut, COUNT_OF(cut)), value->value.expr->text);
}

/* serial and identity: a sequence that the column owns. */
static void say_numbers(const struct rule_input *in, struct finding *f)
{
    const struct edit *type = change_edit(in->change, ATTR_TYPE);
    str t = ask_table(in), c = ask_quoted(in, in->change->path.name);
    str sequence =
        ask_quoted(in, str_printf(in->mem, STR_FMT "_" STR_FMT "_seq", STR_ARG(ask_said(in)),
                                  STR_ARG(in->change->path.name)));
    if (!type || type->value.kind != VALUE_TYPE)
        return;
    str name = type->value.type->name;
    str add = str_printf(in->mem,
                         STR_FMT "ALTER TABLE " STR_FMT " ADD COLUMN " STR_FMT " " STR_FMT
                                 ";\nCREATE SEQUENCE " STR_FMT " AS " STR_FMT " OWNED BY " STR_FMT
                                 "." STR_FMT,
                         STR_ARG(ask_rest(in)), STR_ARG(t), STR_ARG(c), STR_ARG(name),
                         STR_ARG(sequence), STR_ARG(name), STR_ARG(t), STR_ARG(c));
    say_steps(in, f, add, str_printf(in->mem, "nextval('" STR_FMT "')", STR_ARG(sequence)));
}

static void say_generated(const struct rule_input *in, struct finding *f)
{
    const struct edit *stored = change_edit(in->change, ATTR_STORED);
    if (ask_since(in, POSTGRES_18) && stored) {
        str without = ask_without(in, &stored, 1);
        say_instead(in, f, STR_FMT ";\n", STR_ARG(without));
        say_advice(in, f,
                   "A virtual column is computed when it is read and costs nothing now. Where it "
                   "has to be stored, add a plain column that a trigger fills, and fill the rows "
                   "that are there in batches.");
        return;
    }
    say_advice(in, f,
               "Add a plain column that a BEFORE INSERT OR UPDATE trigger fills, and fill the rows "
               "that are there in batches; or put the expression into a view or an index.");
}

void rule_add_column_rewrite(const struct rule_input *in)
{
    const struct change *c = in->change;
    const struct edit *value = change_edit(c, ATTR_DEFAULT);
    if (!ask_is(in, CHANGE_CREATE, KIND_COLUMN) || !(in->change_effect->work & WORK_REWRITE) ||
        !ask_on_live(in) || has_checked_domain(in))
        return;
    struct finding *f = say(in);
    str waits = ask_waits(in), why = ask_sentence(in, in->change_effect->why);
    say_message(in, f, "the new column \"" STR_FMT "\" writes all of \"" STR_FMT "\" again",
                STR_ARG(c->path.name), STR_ARG(ask_said(in)));
    say_happens(in, f,
                STR_FMT ". " STR_FMT "; nobody can read or write it meanwhile: for as long as the "
                        "table and its indexes are large.",
                STR_ARG(why), STR_ARG(waits));
    if (change_edit(c, ATTR_GENERATED))
        say_generated(in, f);
    else if (change_edit(c, ATTR_SERIAL) || change_edit(c, ATTR_IDENTITY))
        say_numbers(in, f);
    else if (value && value->value.kind == VALUE_EXPR)
        say_volatile(in, f);
}
