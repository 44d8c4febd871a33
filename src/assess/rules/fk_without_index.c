/* assess/rules/fk_without_index.c: deleting a referenced row reads the whole referring table.
 *
 * Does      find foreign keys made by the set of files for which, at its end, no index begins with their columns
 * Does not  look at MySQL and MariaDB, which make one
 * Shape     after the last file: the index may come in a later one
 * See       assess/rules/fk-without-index.sql
 */
#include "assess/rule_sql.h"

void rule_fk_without_index(const struct rule_input *in);

static bool has_column(const struct ref_list *columns, object_id id)
{
    for (size_t i = 0; i < columns->n; i++)
        if (columns->v[i].id == id)
            return true;
    return false;
}

/* Its first columns are those of the key, in any order. */
static bool serves(const struct object *index, const struct ref_list *columns)
{
    const struct value *v = object_value(index, ATTR_PARTS);
    if (v->kind != VALUE_PARTS || v->parts->n < columns->n ||
        object_value(index, ATTR_PREDICATE)->kind != VALUE_NONE)
        return false;
    for (size_t i = 0; i < columns->n; i++)
        if (v->parts->v[i].expr || !has_column(columns, v->parts->v[i].column.id))
            return false;
    return true;
}

static bool has_index(const struct rule_input *in, const struct object *fk,
                      const struct ref_list *columns)
{
    const struct object *o = NULL;
    object_id first = columns->n ? columns->v[0].id : 0;
    for (size_t at = 0; (o = ask_index_on(in, first, &at));)
        if (o->parent == fk->parent && serves(o, columns))
            return true;
    return false;
}

static void say_missing(const struct rule_input *in, const struct object *fk,
                        const struct value *columns)
{
    const struct object *table = ask_object(in, fk->parent);
    const struct value *to = object_value(fk, ATTR_REFERENCES);
    const struct object *other = to->kind == VALUE_REF ? ask_object(in, to->ref->id) : NULL;
    bool pg = in->opts->effect.dialect->id == DIALECT_POSTGRES;
    str t = ask_name(in, fk->parent), c = ask_columns(in, columns), first = { 0 };
    const struct object *column = ask_object(in, columns->refs->v[0].id);
    first = column ? column->name : S("fk");
    str i = ask_quoted(
        in, str_printf(in->mem, STR_FMT "_" STR_FMT "_idx", STR_ARG(table->name), STR_ARG(first)));
    struct finding *f = say(in);
    say_message(in, f, "no index of \"" STR_FMT "\" begins with (" STR_FMT "), its foreign key",
                STR_ARG(table->name), STR_ARG(c));
    say_happens(in, f,
                "Each DELETE of a row of \"" STR_FMT "\", and each UPDATE of its key, reads all of "
                "\"" STR_FMT "\" to see who refers to it, and keeps the row locked meanwhile.",
                STR_ARG(other                   ? other->name
                        : to->kind == VALUE_REF ? to->ref->path.name
                                                : S("the other table")),
                STR_ARG(table->name));
    say_instead(in, f, "CREATE INDEX %s" STR_FMT " ON " STR_FMT " (" STR_FMT ");\n",
                pg ? "CONCURRENTLY " : "", STR_ARG(i), STR_ARG(t), STR_ARG(c));
    say_advice(in, f,
               "Add the index to the set of migrations, before the foreign key where there "
               "is much to check.");
}

void rule_fk_without_index(const struct rule_input *in)
{
    const struct change *c = in->change;
    if (!in->kept) {
        const struct edit *e = change_edit(c, ATTR_COLUMNS);
        if (ask_is(in, CHANGE_CREATE, KIND_FOREIGN_KEY) && e)
            ask_keep(in, c->parent, ask_columns(in, &e->value));
        return;
    }
    const struct object *table = ask_kept(in), *fk = NULL;
    while (table && (fk = schema_child(in->schema, table->id, KIND_FOREIGN_KEY, fk))) {
        const struct value *columns = object_value(fk, ATTR_COLUMNS);
        if (columns->kind == VALUE_REFS && columns->refs->n &&
            str_eq(in->kept->text, ask_columns(in, columns)) && !has_index(in, fk, columns->refs)) {
            say_missing(in, fk, columns);
            return;
        }
    }
}
