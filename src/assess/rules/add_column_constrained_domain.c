/* assess/rules/add_column_constrained_domain.c: a new column of a domain with a constraint writes the table again.
 *
 * Does      find it, with or without a default; give the base type with the domain's checks on the table
 * See       assess/rules/add-column-constrained-domain.sql
 */
#include "assess/rule_sql.h"
#include "sql/lex.h"

void rule_add_column_constrained_domain(const struct rule_input *in);

/* The domain's expression with the column for VALUE. */
static str for_column(const struct rule_input *in, str text, str column)
{
    struct buf out = buf_on(in->mem);
    struct lex l = lex_of(in->opts->effect.dialect, in->opts->modes, text);
    struct token t;
    size_t at = 0;
    while (lex_next(&l, &t)) {
        if (t.kind != TOKEN_WORD || !str_eq_nocase(t.text, S("value")))
            continue;
        buf_str(&out, str_slice(text, at, t.offset));
        buf_str(&out, column);
        at = t.offset + t.text.n;
    }
    buf_str(&out, str_skip(text, at));
    return buf_view(&out);
}

static void add_checks(const struct rule_input *in, struct buf *out, const struct object *domain)
{
    str t = ask_table(in), c = ask_quoted(in, in->change->path.name);
    struct buf validate = buf_on(in->mem);
    const struct object *o = NULL;
    while ((o = schema_child(in->schema, domain->id, KIND_CHECK, o))) {
        const struct value *v = object_value(o, ATTR_EXPRESSION);
        if (v->kind != VALUE_EXPR)
            continue;
        str check = for_column(in, v->expr->text, c);
        str k = ask_quoted(in, str_printf(in->mem, STR_FMT "_" STR_FMT "_" STR_FMT,
                                          STR_ARG(ask_said(in)), STR_ARG(in->change->path.name),
                                          STR_ARG(o->name)));
        buf_printf(out,
                   "ALTER TABLE " STR_FMT " ADD CONSTRAINT " STR_FMT " CHECK (" STR_FMT
                   ") NOT VALID;\n",
                   STR_ARG(t), STR_ARG(k), STR_ARG(check));
        buf_printf(&validate, "ALTER TABLE " STR_FMT " VALIDATE CONSTRAINT " STR_FMT ";\n",
                   STR_ARG(t), STR_ARG(k));
    }
    if (validate.n)
        buf_printf(out, NEXT_FILE STR_FMT, STR_ARG(buf_view(&validate)));
}

static void say_base(const struct rule_input *in, struct finding *f, const struct edit *type,
                     const struct object *domain)
{
    const struct value *base = object_value(domain, ATTR_TYPE);
    if (base->kind != VALUE_TYPE || !type->range.length)
        return;
    str add = ask_replaced(in, type->range, base->type->text);
    struct buf out = buf_on(in->mem);
    buf_printf(&out, STR_FMT ";\n", STR_ARG(add));
    add_checks(in, &out, domain);
    say_instead(in, f, STR_FMT, STR_ARG(buf_view(&out)));
}

void rule_add_column_constrained_domain(const struct rule_input *in)
{
    const struct change *c = in->change;
    const struct edit *e = change_edit(c, ATTR_TYPE);
    if (!ask_is(in, CHANGE_CREATE, KIND_COLUMN) || !e || e->value.kind != VALUE_TYPE ||
        !(in->change_effect->work & WORK_REWRITE) || !ask_on_live(in))
        return;
    const struct object *domain = ask_object(in, e->value.type->id);
    if (!domain || domain->kind != KIND_DOMAIN)
        return;
    struct finding *f = say(in);
    str waits = ask_waits(in);
    say_message(in, f,
                "the new column \"" STR_FMT "\" of the domain \"" STR_FMT
                "\" writes all of \"" STR_FMT "\" again",
                STR_ARG(c->path.name), STR_ARG(domain->name), STR_ARG(ask_said(in)));
    say_happens(in, f,
                "The domain has a constraint, and to check it each row is written anew, even where "
                "the column is empty. " STR_FMT "; nobody can read or write it meanwhile: for as "
                "long as the table and its indexes are large.",
                STR_ARG(waits));
    say_base(in, f, e, domain);
    say_advice(in, f,
               "Take the base type, and put the domain's rule on the table as a check: that is "
               "checked while reads and writes go on.");
}
