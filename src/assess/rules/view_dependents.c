/* assess/rules/view_dependents.c: the server refuses to change a column that a view, a rule, a policy, a trigger or
 * a generated column uses.
 *
 * Does      find changes of type that are refused for certain; give the view's drop and its making anew
 * Does not  find drops that are refused (needed-object)
 * See       assess/rules/view-dependents.sql
 */
#include "assess/rule_sql.h"

void rule_view_dependents(const struct rule_input *in);

struct views {
    struct buf drops, creates, names;
    bool whole; /* each one's query is known, and nothing depends on it in turn */
};

static bool is_last(const struct rule_input *in, object_id view)
{
    struct dependent_list users = { 0 };
    schema_dependents(in->mem, in->schema, view, &users);
    for (size_t i = 0; i < users.n; i++) {
        const struct object *o = ask_object(in, users.v[i].id);
        if (o && (o->kind == KIND_VIEW || o->kind == KIND_MATVIEW))
            return false;
    }
    return true;
}

static void add(const struct rule_input *in, struct views *v, const struct object *o)
{
    const struct value *query = object_value(o, ATTR_QUERY);
    str name = ask_name(in, o->id);
    buf_printf(&v->names, "%s", v->names.n ? ", " : "");
    object_print(&v->names, in->schema, o);
    if (o->kind != KIND_VIEW || query->kind != VALUE_EXPR || !is_last(in, o->id)) {
        v->whole = false;
        return;
    }
    buf_printf(&v->drops, "DROP VIEW " STR_FMT ";\n", STR_ARG(name));
    buf_printf(&v->creates, "CREATE VIEW " STR_FMT " AS " STR_FMT ";\n", STR_ARG(name),
               STR_ARG(query->expr->text));
}

static bool counts(const struct object *o, enum attr by)
{
    return o && (o->kind == KIND_VIEW || o->kind == KIND_MATVIEW || o->kind == KIND_RULE ||
                 o->kind == KIND_POLICY ||
                 (o->kind == KIND_TRIGGER && (by == ATTR_COLUMNS || by == ATTR_WHEN)) ||
                 (o->kind == KIND_COLUMN && by == ATTR_GENERATED));
}

void rule_view_dependents(const struct rule_input *in)
{
    const struct change *c = in->change;
    if (!ask_is(in, CHANGE_ALTER, KIND_COLUMN) || !change_edit(c, ATTR_TYPE) ||
        !in->change_effect->fails)
        return;
    struct views v = { buf_on(in->mem), buf_on(in->mem), buf_on(in->mem), true };
    struct dependent_list users = { 0 };
    schema_dependents(in->mem, in->schema, c->object, &users);
    for (size_t i = 0; i < users.n; i++)
        if (counts(ask_object(in, users.v[i].id), users.v[i].by))
            add(in, &v, ask_object(in, users.v[i].id));
    struct finding *f = say(in);
    str names = v.names.n ? buf_view(&v.names) : S("something that depends on it");
    say_message(in, f,
                "the server refuses the new type of \"" STR_FMT "\": " STR_FMT " uses the column",
                STR_ARG(c->path.name), STR_ARG(names));
    say_happens(in, f, STR_FMT ".", STR_ARG(ask_sentence(in, in->change_effect->why)));
    if (v.whole && v.drops.n)
        say_instead(in, f, STR_FMT STR_FMT ";\n" STR_FMT, STR_ARG(buf_view(&v.drops)),
                    STR_ARG(in->statement->text), STR_ARG(buf_view(&v.creates)));
    say_advice(in, f,
               "Drop what depends on the column in the same transaction, change the type, and make "
               "it again with its grants: they go with a view.");
}
