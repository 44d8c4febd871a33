/* assess/rules/change_type_rebuilds_index.c: a change of type or collation builds indexes under the lock.
 *
 * Does      find it; give a second column, or say how the indexes are made before
 * See       assess/rules/change-type-rebuilds-index.sql
 */
#include "assess/rule_sql.h"

void rule_change_type_rebuilds_index(const struct rule_input *in);

static bool names(const struct value *parts, object_id column)
{
    for (size_t i = 0; parts->kind == VALUE_PARTS && i < parts->parts->n; i++) {
        const struct part *p = &parts->parts->v[i];
        if (p->column.id == column)
            return true;
        for (size_t k = 0; p->expr && k < p->expr->refs.n; k++)
            if (p->expr->refs.v[k].id == column)
                return true;
    }
    return false;
}

static str indexes(const struct rule_input *in)
{
    const struct object *table = ask_relation(in), *o = NULL;
    struct buf out = buf_on(in->mem);
    while (table && (o = schema_child(in->schema, table->id, KIND_INDEX, o)))
        if (names(object_value(o, ATTR_PARTS), in->change->object))
            buf_printf(&out, "%s\"" STR_FMT "\"", out.n ? ", " : "", STR_ARG(o->name));
    return out.n ? buf_view(&out) : S("its indexes");
}

void rule_change_type_rebuilds_index(const struct rule_input *in)
{
    const struct change *c = in->change;
    unsigned work = in->change_effect->work;
    bool touches = change_edit(c, ATTR_TYPE) || change_edit(c, ATTR_COLLATION);
    if (!ask_is(in, CHANGE_ALTER, KIND_COLUMN) || !touches || !(work & WORK_BUILD) ||
        (work & WORK_REWRITE) || !ask_on_live(in) || ask_new(in, c->object))
        return;
    struct finding *f = say(in);
    str waits = ask_waits(in), list = indexes(in);
    say_message(in, f,
                "the change of \"" STR_FMT "\" builds " STR_FMT " again while \"" STR_FMT
                "\" is locked",
                STR_ARG(c->path.name), STR_ARG(list), STR_ARG(ask_said(in)));
    say_happens(in, f,
                STR_FMT "; then nobody can read or write the table until the indexes are built: "
                        "for as long as the table is large. The rows themselves stay.",
                STR_ARG(waits));
    say_advice(in, f,
               "If reads can do without for a while: DROP INDEX CONCURRENTLY of " STR_FMT
               ", make the change, which then takes a moment, and CREATE INDEX CONCURRENTLY again. "
               "Else have a second column of the new type beside it, kept in step by a trigger.",
               STR_ARG(list));
}
