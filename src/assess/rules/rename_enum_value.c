/* assess/rules/rename_enum_value.c: a value that running code writes and compares gets another name.
 *
 * Does      find ALTER TYPE ... RENAME VALUE; give the way by a second value
 * See       assess/rules/rename-enum-value.sql
 */
#include "assess/rule_sql.h"

void rule_rename_enum_value(const struct rule_input *in);

static str literal(const struct rule_input *in, str s)
{
    struct buf out = buf_on(in->mem);
    sql_literal(&out, in->opts->effect.dialect, s);
    return buf_view(&out);
}

/* Columns of the type get the new value in batches. */
static void fill(const struct rule_input *in, struct buf *out, str from, str to)
{
    struct dependent_list users = { 0 };
    schema_dependents(in->mem, in->schema, in->change->object, &users);
    for (size_t i = 0; i < users.n; i++) {
        const struct object *o = ask_object(in, users.v[i].id);
        if (!o || o->kind != KIND_COLUMN || users.v[i].by != ATTR_TYPE)
            continue;
        str t = ask_name(in, o->parent), c = ask_quoted(in, o->name);
        buf_printf(out,
                   NEXT_FILE "-- afloat:backfill\nUPDATE " STR_FMT " SET " STR_FMT " = " STR_FMT
                             " WHERE " STR_FMT " = " STR_FMT ";\n",
                   STR_ARG(t), STR_ARG(c), STR_ARG(to), STR_ARG(c), STR_ARG(from));
    }
}

void rule_rename_enum_value(const struct rule_input *in)
{
    const struct change *c = in->change;
    const struct edit *e = change_edit(c, ATTR_LABELS);
    if (!ask_is(in, CHANGE_ALTER, KIND_ENUM) || !e || e->verb != EDIT_RENAME ||
        ask_new(in, c->object))
        return;
    struct finding *f = say(in);
    str was = literal(in, e->value.text), to = literal(in, e->to),
        type = ask_quoted(in, c->path.name);
    struct buf out = buf_on(in->mem);
    fill(in, &out, was, to);
    say_message(
        in, f, "running code uses the value " STR_FMT " of \"" STR_FMT "\", which becomes " STR_FMT,
        STR_ARG(was), STR_ARG(c->path.name), STR_ARG(to));
    say_happens(in, f,
                "It is done in a moment and locks no table; from then on the release that is "
                "running fails where it writes or compares the old value, and reads one it does "
                "not know.");
    say_instead(in, f, "ALTER TYPE " STR_FMT " ADD VALUE " STR_FMT " BEFORE " STR_FMT ";\n" STR_FMT,
                STR_ARG(type), STR_ARG(to), STR_ARG(was), STR_ARG(buf_view(&out)));
    say_advice(in, f,
               "Release code that understands both values before the rows are changed, and code "
               "that writes the new one only after that. The old value stays in the type, unused.");
}
