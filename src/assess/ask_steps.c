/* assess/ask_steps.c: safe ways of several steps that more than one rule writes out.
 *
 * Does      NOT NULL by a check that is validated; a column beside another, in step by triggers
 * Does not  run them (plan/ and core/ do)
 * See       assess/rule.h
 */
#include "assess/assess_int.h"
#include "assess/rule_sql.h"

enum { POSTGRES_18 = 180000, NAME_BYTES = 63 };

static str made_name(const struct rule_input *in, str table, str column, const char *suffix)
{
    str s = str_printf(in->mem, STR_FMT "_" STR_FMT "_%s", STR_ARG(table), STR_ARG(column), suffix);
    return ask_quoted(in, str_slice(s, 0, NAME_BYTES));
}

str ask_not_null(const struct rule_input *in, str table, const struct object *column)
{
    const struct object *owner = schema_get(in->schema, column->parent);
    str c = ask_quoted(in, column->name);
    str k = made_name(in, owner ? owner->name : table, column->name, "not_null");
    if (ask_since(in, POSTGRES_18))
        return str_printf(in->mem,
                          "ALTER TABLE " STR_FMT " ADD CONSTRAINT " STR_FMT " NOT NULL " STR_FMT
                          " NOT VALID;\n" NEXT_FILE "ALTER TABLE " STR_FMT
                          " VALIDATE CONSTRAINT " STR_FMT ";\n",
                          STR_ARG(table), STR_ARG(k), STR_ARG(c), STR_ARG(table), STR_ARG(k));
    return str_printf(in->mem,
                      "ALTER TABLE " STR_FMT " ADD CONSTRAINT " STR_FMT " CHECK (" STR_FMT
                      " IS NOT NULL) NOT VALID;\n" NEXT_FILE "ALTER TABLE " STR_FMT
                      " VALIDATE CONSTRAINT " STR_FMT ";\n" NEXT_FILE "ALTER TABLE " STR_FMT
                      " ALTER COLUMN " STR_FMT " SET NOT NULL;\nALTER TABLE " STR_FMT
                      " DROP CONSTRAINT " STR_FMT ";\n",
                      STR_ARG(table), STR_ARG(k), STR_ARG(c), STR_ARG(table), STR_ARG(k),
                      STR_ARG(table), STR_ARG(c), STR_ARG(table), STR_ARG(k));
}

static void add_word(struct buf *out, const char *word)
{
    buf_printf(out, "%s%s", out->n ? ", " : "", word);
}

str ask_belongings(const struct rule_input *in, const struct object *column)
{
    struct buf out = buf_on(in->mem);
    struct dependent_list users = { 0 };
    if (object_yes(column, ATTR_NOT_NULL))
        add_word(&out, "NOT NULL");
    if (object_value(column, ATTR_DEFAULT)->kind != VALUE_NONE)
        add_word(&out, "its default");
    schema_dependents(in->mem, in->schema, column->id, &users);
    for (size_t i = 0; i < users.n; i++) {
        const struct object *o = schema_get(in->schema, users.v[i].id);
        bool implied = o && o->kind == KIND_INDEX && (o->flags & OBJECT_IMPLIED);
        if (!o || implied || !(kind_flags(o->kind) & KIND_PART) || o->kind == KIND_COLUMN)
            continue;
        add_word(&out, "");
        object_print(&out, in->schema, o);
    }
    return buf_view(&out);
}

/* ---- a column beside another ---- */

static str converted(const struct rule_input *in, str how, str column)
{
    size_t at = str_find(how, S("%s"));
    if (!how.n || at == STR_NONE)
        return column;
    return str_printf(in->mem, STR_FMT STR_FMT STR_FMT, STR_ARG(str_slice(how, 0, at)),
                      STR_ARG(column), STR_ARG(str_skip(how, at + 2)));
}

static str row_column(const struct rule_input *in, const char *row, str name)
{
    return str_printf(in->mem, "%s." STR_FMT, row, STR_ARG(name));
}

struct names {
    str from, to, new_from, new_to, old_from, old_to, forth, back, sync;
};

static struct names names_of(const struct rule_input *in, const struct beside *b)
{
    struct names n = { .from = ask_quoted(in, b->from), .to = ask_quoted(in, b->to) };
    n.new_from = row_column(in, "NEW", n.from);
    n.new_to = row_column(in, "NEW", n.to);
    n.old_from = row_column(in, "OLD", n.from);
    n.old_to = row_column(in, "OLD", n.to);
    n.forth = converted(in, b->forth, n.new_from);
    n.back = converted(in, b->back, n.new_to);
    n.sync = made_name(in, ask_said(in), b->from, "sync");
    return n;
}

bool ask_unequal(const struct sql_type *t)
{
    static const char *const names[] = { "json", "xml", "point", "polygon", "txid_snapshot" };
    for (size_t i = 0; i < COUNT_OF(names); i++)
        if (str_eq_nocase(t->name, str_of(names[i])))
            return true;
    return false;
}

/* What the trigger compares is the value: the backfill, which gives the new column what it has to have, leaves the
 * old one alone. */
static void postgres_sync(struct buf *out, const struct beside *b, const struct names *n)
{
    buf_printf(out,
               "CREATE FUNCTION " STR_FMT
               "() RETURNS trigger LANGUAGE plpgsql AS $$\nBEGIN\n    IF TG_OP = 'INSERT' THEN\n"
               "        IF " STR_FMT " IS NULL THEN\n            " STR_FMT " := " STR_FMT
               ";\n        ELSE\n            " STR_FMT " := " STR_FMT ";\n        END IF;\n",
               STR_ARG(n->sync), STR_ARG(n->new_to), STR_ARG(n->new_to), STR_ARG(n->forth),
               STR_ARG(n->new_from), STR_ARG(n->back));
    const char *f = b->from_unequal ? "::text" : "", *t = b->to_unequal ? "::text" : "";
    buf_printf(out,
               "    ELSIF " STR_FMT "%s IS DISTINCT FROM " STR_FMT "%s THEN\n        " STR_FMT
               " := " STR_FMT ";\n",
               STR_ARG(n->new_from), f, STR_ARG(n->old_from), f, STR_ARG(n->new_to),
               STR_ARG(n->forth));
    buf_printf(out,
               "    ELSIF " STR_FMT "%s IS DISTINCT FROM " STR_FMT "%s\n        AND " STR_FMT
               "%s IS DISTINCT FROM " STR_FMT "%s THEN\n        " STR_FMT " := " STR_FMT
               ";\n    END IF;\n    RETURN NEW;\nEND $$;\n",
               STR_ARG(n->new_to), t, STR_ARG(n->old_to), t, STR_ARG(n->new_to), t,
               STR_ARG(n->forth), t, STR_ARG(n->new_from), STR_ARG(n->back));
    buf_printf(out,
               "CREATE TRIGGER " STR_FMT " BEFORE INSERT OR UPDATE ON " STR_FMT
               "\n    FOR EACH ROW EXECUTE FUNCTION " STR_FMT "();\n",
               STR_ARG(n->sync), STR_ARG(b->table), STR_ARG(n->sync));
}

static void mysql_sync(struct buf *out, const struct beside *b, const struct names *n)
{
    buf_printf(out,
               "CREATE TRIGGER " STR_FMT "_insert BEFORE INSERT ON " STR_FMT
               " FOR EACH ROW\n    SET " STR_FMT " = COALESCE(" STR_FMT ", " STR_FMT "), " STR_FMT
               " = IF(" STR_FMT " <=> " STR_FMT ", " STR_FMT ", " STR_FMT ");\n",
               STR_ARG(n->sync), STR_ARG(b->table), STR_ARG(n->new_to), STR_ARG(n->new_to),
               STR_ARG(n->forth), STR_ARG(n->new_from), STR_ARG(n->new_to), STR_ARG(n->forth),
               STR_ARG(n->new_from), STR_ARG(n->back));
    buf_printf(out,
               "CREATE TRIGGER " STR_FMT "_update BEFORE UPDATE ON " STR_FMT
               " FOR EACH ROW\n    SET " STR_FMT " = IF(" STR_FMT " <=> " STR_FMT ", " STR_FMT
               ", " STR_FMT "),\n",
               STR_ARG(n->sync), STR_ARG(b->table), STR_ARG(n->new_to), STR_ARG(n->new_from),
               STR_ARG(n->old_from), STR_ARG(n->new_to), STR_ARG(n->forth));
    buf_printf(out,
               "        " STR_FMT " = IF(" STR_FMT " <=> " STR_FMT " OR " STR_FMT " <=> " STR_FMT
               ", " STR_FMT ", " STR_FMT ");\n",
               STR_ARG(n->new_from), STR_ARG(n->new_to), STR_ARG(n->old_to), STR_ARG(n->new_to),
               STR_ARG(n->forth), STR_ARG(n->new_from), STR_ARG(n->back));
}

static void fill(const struct rule_input *in, struct buf *out, const struct beside *b,
                 const struct names *n)
{
    str value = converted(in, b->forth, n->from);
    buf_printf(out,
               NEXT_FILE "-- afloat:backfill\nUPDATE " STR_FMT " SET " STR_FMT " = " STR_FMT
                         " WHERE " STR_FMT " IS NULL AND " STR_FMT " IS NOT NULL;\n",
               STR_ARG(b->table), STR_ARG(n->to), STR_ARG(value), STR_ARG(n->to), STR_ARG(n->from));
}

static void finish(const struct rule_input *in, struct buf *out, const struct beside *b,
                   const struct names *n)
{
    bool pg = in->opts->effect.dialect->id == DIALECT_POSTGRES;
    buf_z(out, NEXT_FILE);
    if (pg)
        buf_printf(out,
                   "-- afloat:contract\nDROP TRIGGER " STR_FMT " ON " STR_FMT
                   ";\n-- afloat:contract\nDROP FUNCTION " STR_FMT "();\n",
                   STR_ARG(n->sync), STR_ARG(b->table), STR_ARG(n->sync));
    else
        buf_printf(out,
                   "-- afloat:contract\nDROP TRIGGER " STR_FMT
                   "_insert;\n-- afloat:contract\nDROP TRIGGER " STR_FMT "_update;\n",
                   STR_ARG(n->sync), STR_ARG(n->sync));
    buf_printf(out, "-- afloat:contract\nALTER TABLE " STR_FMT " DROP COLUMN " STR_FMT ";\n",
               STR_ARG(b->table), STR_ARG(n->from));
    if (b->renames_back)
        buf_printf(out,
                   "-- afloat:contract\nALTER TABLE " STR_FMT " RENAME COLUMN " STR_FMT
                   " TO " STR_FMT ";\n",
                   STR_ARG(b->table), STR_ARG(n->to), STR_ARG(n->from));
}

str ask_beside(const struct rule_input *in, const struct beside *b)
{
    enum dialect_id d = in->opts->effect.dialect->id;
    struct buf out = buf_on(in->mem);
    if (d == DIALECT_SQLITE)
        return (str){ 0 };
    struct names n = names_of(in, b);
    buf_printf(&out, "ALTER TABLE " STR_FMT " ADD COLUMN " STR_FMT " " STR_FMT ";\n",
               STR_ARG(b->table), STR_ARG(n.to), STR_ARG(b->type));
    if (d == DIALECT_POSTGRES)
        postgres_sync(&out, b, &n);
    else
        mysql_sync(&out, b, &n);
    fill(in, &out, b, &n);
    finish(in, &out, b, &n);
    return buf_view(&out);
}
