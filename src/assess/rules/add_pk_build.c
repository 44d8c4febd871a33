/* assess/rules/add_pk_build.c: a primary key builds its index while nobody can use the table.
 *
 * Does      find ADD PRIMARY KEY on a table in use; give NOT NULL, the index CONCURRENTLY and the key as steps
 * Does not  look at PRIMARY KEY at a new column (add-column-inline-pk)
 * See       assess/rules/add-pk-build.sql
 */
#include "assess/rule_sql.h"

void rule_add_pk_build(const struct rule_input *in);

/* bind says which columns become NOT NULL: changes of its own with this one as their cause. */
static str not_null_steps(const struct rule_input *in, const struct part_list *parts)
{
    struct buf out = buf_on(in->mem);
    str t = ask_table(in);
    for (size_t i = 0; i < parts->n; i++) {
        const struct object *column = ask_object(in, parts->v[i].column.id);
        if (!column || object_yes(column, ATTR_NOT_NULL))
            continue;
        buf_printf(&out, STR_FMT NEXT_FILE, STR_ARG(ask_not_null(in, t, column)));
    }
    return buf_view(&out);
}

void rule_add_pk_build(const struct rule_input *in)
{
    const struct change *c = in->change;
    const struct edit *e = change_edit(c, ATTR_PARTS);
    if (!ask_is(in, CHANGE_CREATE, KIND_PRIMARY_KEY) || (c->flags & CHANGE_INLINE) || !e ||
        e->value.kind != VALUE_PARTS || !(in->change_effect->work & WORK_BUILD) || !ask_on_live(in))
        return;
    struct finding *f = say(in);
    str waits = ask_waits(in), t = ask_table(in), k = ask_own_name(in, "pkey");
    str columns = ask_columns(in, &e->value), before = not_null_steps(in, e->value.parts);
    say_message(in, f, "the primary key builds an index while \"" STR_FMT "\" is locked",
                STR_ARG(ask_said(in)));
    say_happens(in, f,
                STR_FMT "; then nobody can read or write the table until the index is built%s: for "
                        "as long as the table is large.",
                STR_ARG(waits), before.n ? " and each row is checked for NULL" : "");
    if (ask_partitioned(in, ask_relation(in))) {
        say_advice(in, f,
                   "On a partitioned table: make the key on each partition first, by an "
                   "index that is built CONCURRENTLY; the table's key then takes them over.");
        return;
    }
    str rest = ask_rest(in);
    say_instead(in, f,
                STR_FMT STR_FMT "CREATE UNIQUE INDEX CONCURRENTLY " STR_FMT " ON " STR_FMT
                                " (" STR_FMT ");\nALTER TABLE " STR_FMT " ADD CONSTRAINT " STR_FMT
                                " PRIMARY KEY USING INDEX " STR_FMT ";\n",
                STR_ARG(rest), STR_ARG(before), STR_ARG(k), STR_ARG(t), STR_ARG(columns),
                STR_ARG(t), STR_ARG(k), STR_ARG(k));
    say_advice(in, f, "%s",
               in->file->native
                   ? "afloat runs the index build outside of the transaction by itself."
                   : "CONCURRENTLY cannot be in a transaction: put it into a file of its own that "
                     "runs without one.");
}
