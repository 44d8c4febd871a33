/* assess/rules/rename_schema.c: a schema that running code names gets another name.
 *
 * Does      find ALTER SCHEMA ... RENAME
 * See       assess/rules/rename-schema.sql
 */
#include "assess/rule.h"

void rule_rename_schema(const struct rule_input *in);

enum { SHOWN_MAX = 20 };

/* A view in the new schema for each table. */
static str views(const struct rule_input *in, str to)
{
    const struct object *schema = ask_object(in, in->change->object), *o = NULL;
    struct buf out = buf_on(in->mem);
    size_t n = 0;
    while (schema && (o = schema_child(in->schema, schema->id, KIND_TABLE, o)) && n++ < SHOWN_MAX) {
        str name = ask_quoted(in, o->name), from = ask_quoted(in, schema->name);
        buf_printf(
            &out, "CREATE VIEW " STR_FMT "." STR_FMT " AS SELECT * FROM " STR_FMT "." STR_FMT ";\n",
            STR_ARG(to), STR_ARG(name), STR_ARG(from), STR_ARG(name));
    }
    return buf_view(&out);
}

void rule_rename_schema(const struct rule_input *in)
{
    const struct change *c = in->change;
    if (!ask_is(in, CHANGE_RENAME, KIND_SCHEMA) || ask_new(in, c->object))
        return;
    struct finding *f = say(in);
    str to = ask_quoted(in, c->to.name), list = views(in, to);
    say_message(in, f,
                "running code finds its tables in the schema \"" STR_FMT
                "\", which gets another name",
                STR_ARG(c->path.name));
    say_happens(
        in, f,
        "It is done in a moment, and from then on every query of the release that is "
        "running fails: by the qualified name, or because its search_path names the schema.");
    if (list.n)
        say_instead(in, f, "CREATE SCHEMA " STR_FMT ";\n" STR_FMT, STR_ARG(to), STR_ARG(list));
    say_advice(in, f,
               "Make the new schema with a view of each table, release code that uses it, then "
               "move the tables over with ALTER TABLE ... SET SCHEMA in the contract step.");
}
