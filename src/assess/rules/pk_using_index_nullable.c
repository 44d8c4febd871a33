/* assess/rules/pk_using_index_nullable.c: a primary key by an index whose columns may be NULL reads every row.
 *
 * Does      find it on a table in use; a NOT VALID or validated check does not help here, NOT NULL does
 * See       assess/rules/pk-using-index-nullable.sql
 */
#include "assess/rule_sql.h"

void rule_pk_using_index_nullable(const struct rule_input *in);

static str steps(const struct rule_input *in, const struct object *index)
{
    const struct value *v = object_value(index, ATTR_PARTS);
    struct buf out = buf_on(in->mem);
    str t = ask_table(in);
    for (size_t i = 0; v->kind == VALUE_PARTS && i < v->parts->n; i++) {
        const struct object *column = ask_object(in, v->parts->v[i].column.id);
        if (column && !object_yes(column, ATTR_NOT_NULL))
            buf_printf(&out, STR_FMT NEXT_FILE, STR_ARG(ask_not_null(in, t, column)));
    }
    buf_printf(&out, STR_FMT ";\n", STR_ARG(in->statement->text));
    return buf_view(&out);
}

void rule_pk_using_index_nullable(const struct rule_input *in)
{
    const struct edit *e = change_edit(in->change, ATTR_USING_INDEX);
    if (!ask_is(in, CHANGE_CREATE, KIND_PRIMARY_KEY) || !e || e->value.kind != VALUE_REF ||
        !(in->change_effect->work & WORK_SCAN) || !ask_on_live(in))
        return;
    const struct object *index = ask_object(in, e->value.ref->id);
    struct finding *f = say(in);
    str waits = ask_waits(in);
    say_message(in, f, "the primary key looks for NULL in every row of \"" STR_FMT "\"",
                STR_ARG(ask_said(in)));
    say_happens(in, f,
                STR_FMT
                "; then nobody can read or write the table while each row is looked at: "
                "for as long as the table is large. The index is there, but its columns may "
                "be NULL.",
                STR_ARG(waits));
    if (index)
        say_instead(in, f, STR_FMT, STR_ARG(steps(in, index)));
    say_advice(in, f, "Make the columns NOT NULL before, by a check that is validated.");
}
