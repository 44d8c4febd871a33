/* schema/value_print.c: values on one line.
 *
 * Does      print texts, types, expressions, references and parts; with a schema, bound names as they are now
 * Does not  quote names for SQL (ddl/render.h)
 * Shape     a switch over the kind; style says how much is shown
 * Errors    none
 * See       schema/value_int.h
 */
#include "schema/value_int.h"

void path_print(struct buf *out, const struct path *p)
{
    if (p->schema.p) {
        buf_str(out, p->schema);
        buf_char(out, '.');
    }
    if (p->table.p) {
        buf_str(out, p->table);
        buf_char(out, '.');
    }
    if (p->name.p)
        buf_str(out, p->name);
    else if (p->schema.p || p->table.p)
        buf_char(out, '?');
    if (p->args.p)
        buf_printf(out, "(" STR_FMT ")", STR_ARG(p->args));
}

void value_print_text(struct buf *out, str s, bool quotes)
{
    if (quotes)
        buf_char(out, '\'');
    for (size_t i = 0; i < s.n; i++) {
        unsigned char c = (unsigned char)s.p[i];

        if (c == '\n')
            buf_z(out, "\\n");
        else if (c == '\t')
            buf_z(out, "\\t");
        else if (c < ' ')
            buf_printf(out, "\\x%02x", c);
        else if (quotes && c == '\'')
            buf_z(out, "''");
        else
            buf_char(out, (char)c);
    }
    if (quotes)
        buf_char(out, '\'');
}

/* The path with the parts that were written, each as it is called now. */
static void print_ref(struct buf *out, const struct ref *r, const struct value_style *style)
{
    const struct object *o = style->names ? schema_get(style->names, r->id) : NULL;
    const struct object *up = o ? schema_get(style->names, o->parent) : NULL;
    struct path now = r->path;

    if (o && o->name.p)
        now.name = o->name;
    if (up && up->kind != KIND_SCHEMA) {
        if (now.table.p || style->full)
            now.table = up->name;
        up = schema_get(style->names, up->parent);
    }
    if (up && (now.schema.p || style->full))
        now.schema = up->name;
    path_print(out, &now);
}

void value_print_refs(struct buf *out, const struct ref_list *refs, const struct value_style *style)
{
    buf_char(out, '(');
    for (size_t i = 0; i < refs->n; i++) {
        if (i)
            buf_z(out, ", ");
        print_ref(out, &refs->v[i], style);
    }
    buf_char(out, ')');
}

static const struct {
    unsigned fact;
    const char *word;
} fact_words[] = {
    { EXPR_VOLATILE, "volatile" },
    { EXPR_STABLE, "stable" },
    { EXPR_FUNCTION, "function" },
    { EXPR_UNKNOWN_FUNCTION, "unknown-function" },
    { EXPR_SELECT, "select" },
    { EXPR_LITERAL, "literal" },
    { EXPR_NULL, "null" },
    { EXPR_COLUMNS, "columns" },
    { EXPR_NEXTVAL, "nextval" },
    { EXPR_BARE_COLUMN, "bare-column" },
    { EXPR_CAST_COLUMN, "cast-column" },
};

static void print_facts(struct buf *out, const struct expr *e, const struct value_style *style)
{
    const char *gap = "{";

    for (size_t i = 0; i < COUNT_OF(fact_words); i++)
        if (e->facts & fact_words[i].fact) {
            buf_printf(out, "%s%s", gap, fact_words[i].word);
            gap = " ";
        }
    if (e->refs.n) {
        buf_printf(out, "%srefs=", gap);
        value_print_refs(out, &e->refs, style);
        gap = " ";
    }
    if (*gap == ' ')
        buf_char(out, '}');
}

/* Is some part that was written another one now? */
static bool renamed(const struct value_style *style, const struct ref *r)
{
    const struct object *o = style->names ? schema_get(style->names, r->id) : NULL;
    const struct object *up = o ? schema_get(style->names, o->parent) : NULL;

    if (!o)
        return false;
    if (o->name.p && !str_eq(o->name, r->path.name))
        return true;
    if (up && up->kind != KIND_SCHEMA) {
        if (r->path.table.p && !str_eq(up->name, r->path.table))
            return true;
        up = schema_get(style->names, up->parent);
    }
    return up && r->path.schema.p && !str_eq(up->name, r->path.schema);
}

/* The text with names of renamed objects replaced where they stand. */
static void print_expr_text(struct buf *out, const struct expr *e, const struct value_style *style)
{
    const struct value_style as_written = { .names = style->names };
    size_t at = 0;

    for (size_t i = 0; i < e->refs.n; i++) {
        const struct ref *r = &e->refs.v[i];

        if (!r->range.length || r->range.offset < at ||
            (size_t)r->range.offset + r->range.length > e->text.n || !renamed(style, r))
            continue;
        value_print_text(out, str_slice(e->text, at, r->range.offset), false);
        print_ref(out, r, &as_written);
        at = r->range.offset + r->range.length;
    }
    value_print_text(out, str_skip(e->text, at), false);
}

void value_print_expr(struct buf *out, const struct expr *e, const struct value_style *style)
{
    if (style->quotes)
        buf_char(out, '(');
    print_expr_text(out, e, style);
    if (style->quotes)
        buf_char(out, ')');
    if (style->facts)
        print_facts(out, e, style);
}

static void print_labels(struct buf *out, const struct str_list *l)
{
    buf_char(out, '(');
    for (size_t i = 0; i < l->n; i++) {
        if (i)
            buf_z(out, ", ");
        value_print_text(out, l->v[i], true);
    }
    buf_char(out, ')');
}

/* The name of a user type is that of its object. */
static void print_type_name(struct buf *out, const struct sql_type *t,
                            const struct value_style *style)
{
    const struct object *o = style->names ? schema_get(style->names, t->id) : NULL;
    const struct object *up = o ? schema_get(style->names, o->parent) : NULL;

    if (t->schema.p || (style->full && up))
        buf_printf(out, STR_FMT ".", STR_ARG(up ? up->name : t->schema));
    buf_str(out, o ? o->name : t->name);
}

static void print_args(struct buf *out, const struct sql_type *t)
{
    for (size_t i = 0; i < t->arg_count; i++)
        buf_printf(out, "%s%d", i ? "," : "(", (int)t->args[i]);
    if (t->arg_count)
        buf_char(out, ')');
}

static void print_type(struct buf *out, const struct sql_type *t, const struct value_style *style)
{
    size_t with =
        !t->id && str_starts(t->name, S("time")) ? str_find(t->name, S(" with")) : STR_NONE;

    if (with != STR_NONE) { /* timestamp(3) with time zone */
        buf_str(out, str_slice(t->name, 0, with));
        print_args(out, t);
        buf_str(out, str_skip(t->name, with));
    } else {
        print_type_name(out, t, style);
        if (t->labels.n)
            print_labels(out, &t->labels);
        print_args(out, t);
    }
    for (size_t i = 0; i < t->dimensions; i++)
        buf_z(out, "[]");
    if (t->is_unsigned)
        buf_z(out, " unsigned");
    if (t->zerofill)
        buf_z(out, " zerofill");
    if (style->facts && t->serial)
        buf_z(out, "{serial}");
}

static void print_part(struct buf *out, const struct part *p, const struct value_style *style)
{
    struct value_style in = *style;

    in.quotes = true;
    if (p->expr)
        value_print_expr(out, p->expr, &in);
    else
        print_ref(out, &p->column, style);
    if (p->prefix)
        buf_printf(out, "(%u)", p->prefix);
    if (p->collation.p)
        buf_printf(out, " collate " STR_FMT, STR_ARG(p->collation));
    if (p->opclass.p)
        buf_printf(out, " " STR_FMT, STR_ARG(p->opclass));
    buf_z(out, p->descending ? " desc" : "");
    buf_z(out, p->nulls_first ? " nulls first" : "");
    buf_z(out, p->nulls_last ? " nulls last" : "");
}

static void print_parts(struct buf *out, const struct part_list *parts,
                        const struct value_style *style)
{
    buf_char(out, '(');
    for (size_t i = 0; i < parts->n; i++) {
        if (i)
            buf_z(out, ", ");
        print_part(out, &parts->v[i], style);
    }
    buf_char(out, ')');
}

void value_print_as(struct buf *out, const struct value *v, const struct value_style *style)
{
    switch (v->kind) {
    case VALUE_NONE:
        buf_char(out, '-');
        break;
    case VALUE_BOOL:
        buf_z(out, v->yes ? "true" : "false");
        break;
    case VALUE_INT:
        buf_int(out, v->number);
        break;
    case VALUE_TEXT:
        value_print_text(out, v->text, style->quotes);
        break;
    case VALUE_LIST:
        print_labels(out, v->list);
        break;
    case VALUE_TYPE:
        print_type(out, v->type, style);
        break;
    case VALUE_EXPR:
        value_print_expr(out, v->expr, style);
        break;
    case VALUE_REF:
        print_ref(out, v->ref, style);
        break;
    case VALUE_REFS:
        value_print_refs(out, v->refs, style);
        break;
    case VALUE_PARTS:
        print_parts(out, v->parts, style);
        break;
    }
}

void value_print(struct buf *out, const struct value *v)
{
    value_print_as(out, v, &(struct value_style){ 0 });
}
