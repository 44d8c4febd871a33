/* assess/rules/enum_value_same_tx.c: a new enum value is used in the transaction that adds it.
 *
 * Does      keep the values that the file adds to types that were there, and look for them in its later statements
 * Does not  mind types that the file makes, from PostgreSQL 17 on; statements outside of a transaction
 * Shape     a statement uses the value when its text has it in quotes and one of its tables has a column of the type
 * See       assess/rules/enum-value-same-tx.sql
 */
#include "assess/rule_sql.h"

enum { OWN_TYPES = 170000 }; /* from here on a type of the same transaction takes values at once */

void rule_enum_value_same_tx(const struct rule_input *in);

static bool in_transaction(const struct rule_input *in)
{
    return in->at->transaction || ask_own_transaction(in);
}

/* The file makes the type itself: kept without a text. */
static bool is_made_here(const struct rule_input *in, str type)
{
    for (struct kept *k = NULL; (k = ask_kept_here(in, k));)
        if (!k->text.n && str_eq(k->path.name, type))
            return true;
    return false;
}

static void keep(const struct rule_input *in)
{
    const struct change *c = in->change;
    if (ask_is(in, CHANGE_CREATE, KIND_ENUM))
        ask_keep(in, c->object, S(""));
    if (!ask_is(in, CHANGE_ALTER, KIND_ENUM) || !in_transaction(in) ||
        (ask_since(in, OWN_TYPES) && is_made_here(in, c->path.name)))
        return;
    for (size_t i = 0; i < c->edits.n; i++)
        if (c->edits.v[i].attr == ATTR_LABELS && c->edits.v[i].verb == EDIT_ADD &&
            c->edits.v[i].value.kind == VALUE_TEXT)
            ask_keep(in, c->object, c->edits.v[i].value.text);
}

static bool is_of(const struct value *v, str type)
{
    return v->kind == VALUE_TYPE && str_eq(v->type->name, type);
}

/* Has the statement to do with a column of that type? */
static bool has_type(const struct rule_input *in, str type)
{
    for (size_t i = 0; i < in->statement->changes.n; i++) {
        const struct change *c = &in->statement->changes.v[i];
        const struct edit *e = change_edit(c, ATTR_TYPE);
        if (e && is_of(&e->value, type))
            return true;
        object_id id = c->parent ? c->parent : c->object;
        const struct object *t = ask_object(in, id), *o = NULL;
        if (t && !(kind_flags(t->kind) & KIND_RELATION))
            t = ask_object(in, c->object);
        while (t && (o = schema_child(in->schema, t->id, KIND_COLUMN, o)))
            if (is_of(object_value(o, ATTR_TYPE), type))
                return true;
    }
    return false;
}

static bool uses(const struct rule_input *in, const struct kept *k)
{
    str quoted = str_printf(in->mem, "'" STR_FMT "'", STR_ARG(k->text));
    return k->text.n && k->statement < in->at->ordinal &&
           str_find(in->statement->text, quoted) != STR_NONE && has_type(in, k->path.name);
}

void rule_enum_value_same_tx(const struct rule_input *in)
{
    if (in->kept)
        return;
    keep(in);
    if (in->at->down || in->change != in->statement->changes.v || !in_transaction(in))
        return;
    for (struct kept *k = NULL; (k = ask_kept_here(in, k));) {
        if (!uses(in, k))
            continue;
        struct finding *f = say_at(in, (struct range){ 0, (uint32_t)in->statement->text.n });
        say_message(in, f,
                    "'" STR_FMT "' is used in the transaction that adds it to \"" STR_FMT "\"",
                    STR_ARG(k->text), STR_ARG(k->path.name));
        say_happens(in, f,
                    "The server refuses the statement (unsafe use of new value), and all of the "
                    "file is rolled back: a new enum value can be used after COMMIT only.");
        say_instead(in, f, NEXT_FILE STR_FMT ";\n", STR_ARG(in->statement->text));
        say_advice(in, f, "Put what uses the value into the next file.");
        return;
    }
}
