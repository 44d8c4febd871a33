/* assess/rules/drop_constraint.c: a rule that kept rows right is dropped.
 *
 * Does      find DROP of checks, keys, exclusions on a table in use
 * Does not  mind a check that only proved NOT NULL, a constraint that the same statement makes anew; foreign
 *           keys (drop-fk)
 * See       assess/rules/drop-constraint.sql
 */
#include "assess/rule_sql.h"

void rule_drop_constraint(const struct rule_input *in);

static const struct expr *check_of(const struct object *o)
{
    const struct value *v = object_value(o, ATTR_EXPRESSION);
    return v->kind == VALUE_EXPR ? v->expr : NULL;
}

/* CHECK (c IS NOT NULL) where c is NOT NULL anyway: the last step of the safe way to NOT NULL. */
static bool only_proved_not_null(const struct rule_input *in, const struct object *o)
{
    const struct expr *e = check_of(o);
    if (!e || e->refs.n != 1 || !str_ends(str_lower(in->mem, e->text), S("is not null")))
        return false;
    const struct object *column = ask_object(in, e->refs.v[0].id);
    return column && object_yes(column, ATTR_NOT_NULL);
}

static bool made_anew(const struct rule_input *in, enum object_kind kind)
{
    for (size_t i = 0; i < in->statement->changes.n; i++) {
        const struct change *c = &in->statement->changes.v[i];
        if (c->verb == CHANGE_CREATE && c->kind == kind && !(c->flags & CHANGE_IMPLIED))
            return true;
    }
    return false;
}

static const char *lost(enum object_kind kind)
{
    if (kind == KIND_PRIMARY_KEY)
        return "rows have no key any more that replication, upserts and foreign keys could use, "
               "and logical replication refuses UPDATE and DELETE";
    if (kind == KIND_UNIQUE)
        return "its index is gone, duplicates can be written, and ON CONFLICT on these columns "
               "fails";
    return "rows that break it can be written, and stay";
}

void rule_drop_constraint(const struct rule_input *in)
{
    const struct change *c = in->change;
    const struct object *o = ask_object(in, c->object);
    enum object_kind kind = o ? o->kind : c->kind;
    if (c->verb != CHANGE_DROP || !(kind_flags(kind) & KIND_CONSTRAINT) || !ask_written(in) ||
        kind == KIND_FOREIGN_KEY || !ask_on_live(in))
        return;
    if (o && (ask_new(in, o->id) || only_proved_not_null(in, o) || made_anew(in, kind)))
        return;
    struct finding *f = say(in);
    str waits = ask_waits(in), name = c->path.name; /* MySQL: DROP PRIMARY KEY names none */
    say_message(in, f,
                "dropping the %s%s" STR_FMT "%s lets rows into \"" STR_FMT "\" that break it",
                kind_word(kind), name.n ? " \"" : "", STR_ARG(name), name.n ? "\"" : "",
                STR_ARG(ask_said(in)));
    say_happens(in, f, STR_FMT ". From then on %s.", STR_ARG(waits), lost(kind));
    say_advice(
        in, f,
        "See that nothing relies on it. If it is to be another rule, make the new one first, "
        "NOT VALID and then validated, and drop this one in the same file.");
}
