/* assess/rules/fk_type_mismatch.c: a foreign key's column has another type than what it refers to.
 *
 * Does      compare the types of both sides, where they are known
 * Does not  look at lengths
 * See       assess/rules/fk-type-mismatch.sql
 */
#include "assess/rule.h"

/* InnoDB compares size and sign of numbers; of strings it takes other lengths. */
static bool is_refused(const struct rule_input *in, const struct sql_type *a,
                       const struct sql_type *b)
{
    static const char *const numbers[] = { "tinyint", "smallint", "mediumint", "int",
                                           "bigint",  "decimal",  "float",     "double" };
    if (in->opts->effect.dialect->id == DIALECT_POSTGRES)
        return false;
    for (size_t i = 0; i < COUNT_OF(numbers); i++)
        if (str_eq(a->name, str_of(numbers[i])) || str_eq(b->name, str_of(numbers[i])))
            return true;
    return false;
}

void rule_fk_type_mismatch(const struct rule_input *in);

static const struct value *columns_to(const struct rule_input *in, const struct value *table)
{
    const struct object *pk;
    const struct edit *e = change_edit(in->change, ATTR_REF_COLUMNS);
    if (e)
        return &e->value;
    pk = table->kind == VALUE_REF ? schema_child(in->schema, table->ref->id, KIND_PRIMARY_KEY, NULL)
                                  : NULL;
    return pk ? object_value(pk, ATTR_PARTS) : NULL;
}

static object_id column_at(const struct value *v, size_t i)
{
    if (v->kind == VALUE_REFS && i < v->refs->n)
        return v->refs->v[i].id;
    return v->kind == VALUE_PARTS && i < v->parts->n ? v->parts->v[i].column.id : 0;
}

/* Also of a column that this very statement makes. */
static const struct sql_type *type_of(const struct rule_input *in, object_id id)
{
    const struct object *o = ask_object(in, id);
    const struct value *v = o ? object_value(o, ATTR_TYPE) : NULL;
    for (size_t i = 0; i < in->statement->changes.n; i++) {
        const struct change *c = &in->statement->changes.v[i];
        const struct edit *e = c->object == id && id ? change_edit(c, ATTR_TYPE) : NULL;
        if (e && c->kind == KIND_COLUMN)
            v = &e->value;
    }
    return v && v->kind == VALUE_TYPE ? v->type : NULL;
}

void rule_fk_type_mismatch(const struct rule_input *in)
{
    const struct edit *from = change_edit(in->change, ATTR_COLUMNS);
    const struct edit *table = change_edit(in->change, ATTR_REFERENCES);
    if (!ask_is(in, CHANGE_CREATE, KIND_FOREIGN_KEY) || !from || !table)
        return;
    const struct value *to = columns_to(in, &table->value);
    for (size_t i = 0; to && column_at(&from->value, i); i++) {
        const struct sql_type *x = type_of(in, column_at(&from->value, i));
        const struct sql_type *y = type_of(in, column_at(to, i));
        const struct object *column = ask_object(in, column_at(&from->value, i));
        if (!x || !y || !column || (str_eq(x->name, y->name) && x->is_unsigned == y->is_unsigned))
            continue;
        bool refused = is_refused(in, x, y);
        struct finding *f = say(in);
        if (!refused && f->severity > SEVERITY_WARNING)
            f->severity = SEVERITY_WARNING;
        say_message(in, f,
                    "\"" STR_FMT "\" is " STR_FMT ", and the column it refers to is " STR_FMT,
                    STR_ARG(column->name), STR_ARG(x->text), STR_ARG(y->text));
        say_happens(
            in, f, "%s",
            refused
                ? "The server refuses the key: both columns have to have the same type, the same "
                  "size and the same sign."
                : "Each look-up converts the value; a narrower column cannot hold every key of "
                  "the other table, and the insert that meets the first one fails.");
        say_advice(in, f, "Give both columns the same type, the wider of the two.");
    }
}
