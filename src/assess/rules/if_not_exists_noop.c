/* assess/rules/if_not_exists_noop.c: IF NOT EXISTS keeps what is there, and that is something else.
 *
 * Does      find tables without a column that the statement has, columns of another type
 * Does not  compare constraints and defaults
 * See       assess/rules/if-not-exists-noop.sql
 */
#include "assess/rule.h"

void rule_if_not_exists_noop(const struct rule_input *in);

/* What differs; absent = nothing that is known. */
static str difference(const struct rule_input *in, const struct object *table,
                      const struct change *c)
{
    const struct object *o =
        schema_find(in->schema, table->id, KIND_COLUMN, c->path.name, (str){ 0 });
    const struct edit *type = change_edit(c, ATTR_TYPE);
    if (!o && (table->flags & (OBJECT_OPEN | OBJECT_ASSUMED)))
        return (str){ 0 };
    if (!o || o->state == STATE_COMING)
        return str_printf(in->mem, "column \"" STR_FMT "\" is not there", STR_ARG(c->path.name));
    const struct value *is = object_value(o, ATTR_TYPE);
    if (!type || type->value.kind != VALUE_TYPE || is->kind != VALUE_TYPE ||
        str_eq_nocase(type->value.type->text, is->type->text))
        return (str){ 0 };
    return str_printf(in->mem, "column \"" STR_FMT "\" is " STR_FMT ", not " STR_FMT,
                      STR_ARG(c->path.name), STR_ARG(is->type->text),
                      STR_ARG(type->value.type->text));
}

static void judge(const struct rule_input *in, const struct object *table, const struct change *c)
{
    str what = difference(in, table, c);
    if (!what.n)
        return;
    struct finding *f = say_at(in, c->range);
    say_message(in, f, "\"" STR_FMT "\" stays as it is: " STR_FMT, STR_ARG(table->name),
                STR_ARG(what));
    say_happens(in, f,
                "IF NOT EXISTS looks at the name only. The statement does nothing and says so in a "
                "notice at most; the code behind it meets another shape.");
    say_advice(in, f, "Write what has to change as ALTER TABLE, or leave IF NOT EXISTS out.");
}

void rule_if_not_exists_noop(const struct rule_input *in)
{
    const struct statement *st = in->statement;
    bool table_stays = false;
    for (size_t i = 0; i < st->changes.n; i++) {
        const struct change *c = &st->changes.v[i];
        if (c->verb != CHANGE_CREATE || (c->flags & CHANGE_IMPLIED))
            continue;
        bool stays = (c->flags & CHANGE_NOTHING) && (c->flags & CHANGE_IF_NOT_EXISTS);
        if (c->kind == KIND_TABLE)
            table_stays = stays;
        bool noop = table_stays || stays;
        struct path path = { .schema = c->path.schema, .name = c->path.table };
        const struct object *table = schema_find_path(in->schema, KIND_TABLE, &path);
        if (c->kind == KIND_COLUMN && noop && table)
            judge(in, table, c);
    }
}
