/* assess/rules/drop_column_silently_drops_constraint.c: a constraint or index goes with a column, unsaid.
 *
 * Does      find keys, unique indexes, foreign keys, checks and indexes of several columns that go along
 * Does not  mind an index on that column alone that is not unique
 * Shape     they are the drops that bind has appended with this change as their cause
 * See       assess/rules/drop-column-silently-drops-constraint.sql
 */
#include "assess/rule_sql.h"

void rule_drop_column_silently_drops_constraint(const struct rule_input *in);

static bool is_rule(const struct object *o)
{
    return (kind_flags(o->kind) & KIND_CONSTRAINT) ||
           (o->kind == KIND_INDEX && object_yes(o, ATTR_UNIQUE_INDEX) &&
            !(o->flags & OBJECT_IMPLIED));
}

/* An index that queries on its other columns may need. MySQL keeps it on those. */
static bool serves_others(const struct rule_input *in, const struct object *o)
{
    const struct value *parts = object_value(o, ATTR_PARTS);
    return o->kind == KIND_INDEX && parts->kind == VALUE_PARTS && parts->parts->n > 1 &&
           in->opts->effect.dialect->id == DIALECT_POSTGRES;
}

/* MySQL keeps a unique index on what is left of its columns: rows that differed may be equal now. */
static bool goes_or_shrinks(const struct rule_input *in, const struct change *c)
{
    const struct object *o = ask_object(in, c->object);
    if (o && ask_new(in, o->id)) /* nobody relies on it yet; in a down it is what the up has made */
        return false;
    if (!c->cause || &in->statement->changes.v[c->cause - 1] != in->change || !o ||
        (!is_rule(o) && !serves_others(in, o)))
        return false;
    return c->verb == CHANGE_DROP || (c->verb == CHANGE_ALTER && change_edit(c, ATTR_PARTS));
}

static void add(const struct rule_input *in, const struct object *o, struct buf *said,
                struct buf *drops, bool *rule)
{
    *rule = *rule || is_rule(o);
    buf_z(said, said->n ? ", " : "");
    object_print(said, in->schema, o);
    if (!o->name.n || in->opts->effect.dialect->id == DIALECT_SQLITE)
        return;
    str t = ask_table(in), name = ask_quoted(in, o->name);
    if (kind_flags(o->kind) & KIND_CONSTRAINT)
        buf_printf(drops, "ALTER TABLE " STR_FMT " DROP CONSTRAINT " STR_FMT ";\n", STR_ARG(t),
                   STR_ARG(name));
    else if (in->opts->effect.dialect->id == DIALECT_POSTGRES)
        buf_printf(drops, "DROP INDEX CONCURRENTLY " STR_FMT ";\n", STR_ARG(name));
    else
        buf_printf(drops, "DROP INDEX " STR_FMT " ON " STR_FMT ";\n", STR_ARG(name), STR_ARG(t));
}

void rule_drop_column_silently_drops_constraint(const struct rule_input *in)
{
    if (!ask_is(in, CHANGE_DROP, KIND_COLUMN) || !ask_on_live(in))
        return;
    struct buf said = buf_on(in->mem), drops = buf_on(in->mem);
    bool rule = false;
    for (size_t i = 0; i < in->statement->changes.n; i++)
        if (goes_or_shrinks(in, &in->statement->changes.v[i]))
            add(in, ask_object(in, in->statement->changes.v[i].object), &said, &drops, &rule);
    if (!said.n)
        return;
    struct finding *f = say(in);
    str column = in->change->path.name;
    say_message(in, f, "with the column \"" STR_FMT "\" goes " STR_FMT, STR_ARG(column),
                STR_ARG(buf_view(&said)));
    say_happens(in, f, "%s, and no statement of the migration says so.",
                rule ? "From then on nothing keeps rows from breaking that rule"
                     : "Queries on its other columns read the whole table from then on");
    if (drops.n)
        say_instead(in, f, STR_FMT NEXT_FILE STR_FMT ";\n", STR_ARG(buf_view(&drops)),
                    STR_ARG(in->statement->text));
    say_advice(in, f,
               "Drop it by name first, so that whoever reads the migration sees it, and make %s "
               "anew on the columns that stay where it is still needed.",
               rule ? "the rule" : "the index");
}
