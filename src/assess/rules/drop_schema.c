/* assess/rules/drop_schema.c: a schema goes with everything in it.
 *
 * Does      find DROP SCHEMA that takes objects along: CASCADE on PostgreSQL, always on MySQL
 * Does not  mind an empty schema, one that the same set of files has made
 * See       assess/rules/drop-schema.sql
 */
#include "assess/rule.h"

void rule_drop_schema(const struct rule_input *in);

enum { SHOWN_MAX = 8 };

static bool takes_along(const struct rule_input *in)
{
    bool pg = in->opts->effect.dialect->id == DIALECT_POSTGRES;
    return !pg || (in->change->flags & CHANGE_CASCADE);
}

/* Relations of the schema: what has to be dropped by name. */
static str relations(const struct rule_input *in, object_id schema)
{
    struct buf out = buf_on(in->mem);
    const struct object *s = ask_object(in, schema), *o;
    size_t n = 0;
    for (object_id id = s ? s->first : 0; (o = ask_object(in, id)); id = o->next)
        if ((kind_flags(o->kind) & KIND_RELATION) && o->state == STATE_LEAVING && n++ < SHOWN_MAX)
            buf_printf(&out, "%s\"" STR_FMT "\"", out.n ? ", " : "", STR_ARG(o->name));
    if (n > SHOWN_MAX)
        buf_printf(&out, " and %zu others", n - SHOWN_MAX);
    return buf_view(&out);
}

void rule_drop_schema(const struct rule_input *in)
{
    const struct change *c = in->change;
    if (!ask_is(in, CHANGE_DROP, KIND_SCHEMA) || !takes_along(in) || ask_new(in, c->object))
        return;
    struct finding *f = say(in);
    str along = relations(in, c->object);
    say_message(in, f, "dropping the schema \"" STR_FMT "\" drops everything in it",
                STR_ARG(c->path.name));
    say_happens(
        in, f,
        "It waits for every transaction that uses any of its tables, and meanwhile "
        "everybody else queues behind it; then all of them are gone with their rows%s" STR_FMT ".",
        along.n ? ": " : "", STR_ARG(along));
    say_advice(in, f,
               "Drop its tables one by one, each in the contract step of the release that has "
               "stopped using it; then DROP SCHEMA without CASCADE, which the server refuses when "
               "something was forgotten.");
}
