/* assess/rules/attach_partition_scan.c: a table that becomes a partition is read while it is locked.
 *
 * Does      find ATTACH PARTITION that reads the table, or the default partition; write out the check that spares
 *           it, from the bound
 * Does not  mind a table that the same set of files has made
 * See       assess/rules/attach-partition-scan.sql
 */
#include "assess/rule_sql.h"

void rule_attach_partition_scan(const struct rule_input *in);

struct attached {
    const struct object *part, *parent, *by_default;
    str bound, key; /* key absent = of several columns, or an expression */
    bool reads_part, reads_default;
};

static bool is_default(const struct object *o)
{
    const struct value *v = object_value(o, ATTR_PARTITION_BOUND);
    return v->kind == VALUE_EXPR && str_eq_nocase(str_trim(v->expr->text), S("default"));
}

/* The column of PARTITION BY RANGE (at). */
static str key_of(const struct rule_input *in, const struct object *parent)
{
    const struct value *v = parent ? object_value(parent, ATTR_PARTITION_BY) : NULL;
    if (!v || v->kind != VALUE_EXPR)
        return (str){ 0 };
    str list, method = str_cut(v->expr->text, '(', &list);
    list = str_trim(str_slice(list, 0, str_find_last_char(list, ')')));
    const struct object *column =
        schema_find(in->schema, parent->id, KIND_COLUMN, list, (str){ 0 });
    bool plain = str_starts_nocase(str_trim(method), S("range")) ||
                 str_starts_nocase(str_trim(method), S("list"));
    return plain && column ? ask_quoted(in, column->name) : (str){ 0 };
}

static struct attached attached_of(const struct rule_input *in)
{
    const struct edit *of = change_edit(in->change, ATTR_PARTITION_OF);
    const struct edit *bound = change_edit(in->change, ATTR_PARTITION_BOUND);
    struct attached a = { .part = ask_relation(in) };
    const struct effect *e = in->change_effect;
    if (of && of->value.kind == VALUE_REF)
        a.parent = ask_object(in, of->value.ref->id);
    if (bound && bound->value.kind == VALUE_EXPR)
        a.bound = bound->value.expr->text;
    a.key = key_of(in, a.parent);
    for (size_t i = 0; i < e->scans.n; i++) {
        const struct object *o = ask_object(in, e->scans.v[i]);
        if (!o || !ask_in_use(in, o->id))
            continue;
        if (o != a.part && is_default(o))
            a.by_default = o;
        else
            a.reads_part = true;
    }
    a.reads_default = a.by_default != NULL;
    return a;
}

static str between(str s, const char *from, str *out_rest)
{
    size_t at = str_find(s, str_of(from));
    if (at == STR_NONE)
        return (str){ 0 };
    str inner = str_skip(s, at + str_of(from).n);
    size_t end = str_find_char(inner, ')');
    *out_rest = str_skip(inner, end == STR_NONE ? inner.n : end + 1);
    return str_trim(str_slice(inner, 0, end));
}

/* "at >= '2025-01-01' AND at < '2026-01-01'" of a plain bound; absent for others. */
static str condition(const struct rule_input *in, const struct attached *a)
{
    str rest = { 0 }, k = a->key;
    str upper = a->bound;
    if (!k.n || str_find_char(a->bound, '(') == STR_NONE)
        return (str){ 0 };
    str values = between(upper, "IN (", &rest);
    if (values.n)
        return str_printf(in->mem, STR_FMT " IN (" STR_FMT ")", STR_ARG(k), STR_ARG(values));
    str from = between(upper, "FROM (", &rest), to = between(rest, "TO (", &rest);
    if (!from.n || !to.n || str_find_char(from, '(') != STR_NONE ||
        str_find_char(to, '(') != STR_NONE)
        return (str){ 0 };
    bool low = !str_eq_nocase(from, S("minvalue")), high = !str_eq_nocase(to, S("maxvalue"));
    str left = low ? str_printf(in->mem, STR_FMT " >= " STR_FMT, STR_ARG(k), STR_ARG(from)) : S("");
    str right = high ? str_printf(in->mem, STR_FMT " < " STR_FMT, STR_ARG(k), STR_ARG(to)) : S("");
    return str_printf(in->mem, STR_FMT "%s" STR_FMT, STR_ARG(left), low && high ? " AND " : "",
                      STR_ARG(right));
}

static void check(const struct rule_input *in, struct buf *adds, struct buf *validates,
                  struct buf *drops, const struct object *table, str expression)
{
    str t = ask_name(in, table->id);
    str k = ask_quoted(in, str_printf(in->mem, STR_FMT "_bound", STR_ARG(table->name)));
    buf_printf(
        adds, "ALTER TABLE " STR_FMT " ADD CONSTRAINT " STR_FMT " CHECK (" STR_FMT ") NOT VALID;\n",
        STR_ARG(t), STR_ARG(k), STR_ARG(expression));
    buf_printf(validates, "ALTER TABLE " STR_FMT " VALIDATE CONSTRAINT " STR_FMT ";\n", STR_ARG(t),
               STR_ARG(k));
    buf_printf(drops, "ALTER TABLE " STR_FMT " DROP CONSTRAINT " STR_FMT ";\n", STR_ARG(t),
               STR_ARG(k));
}

static void say_checks(const struct rule_input *in, struct finding *f, const struct attached *a)
{
    struct buf adds = buf_on(in->mem), validates = buf_on(in->mem), drops = buf_on(in->mem);
    str c = condition(in, a), k = a->key;
    if (!c.n)
        return;
    if (a->reads_part && a->part)
        check(in, &adds, &validates, &drops, a->part,
              str_printf(in->mem, STR_FMT " IS NOT NULL AND " STR_FMT, STR_ARG(k), STR_ARG(c)));
    if (a->reads_default)
        check(in, &adds, &validates, &drops, a->by_default,
              str_printf(in->mem, STR_FMT " IS NOT NULL AND NOT (" STR_FMT ")", STR_ARG(k),
                         STR_ARG(c)));
    say_instead(in, f, STR_FMT NEXT_FILE STR_FMT NEXT_FILE STR_FMT ";\n" STR_FMT,
                STR_ARG(buf_view(&adds)), STR_ARG(buf_view(&validates)),
                STR_ARG(in->statement->text), STR_ARG(buf_view(&drops)));
}

void rule_attach_partition_scan(const struct rule_input *in)
{
    const struct change *c = in->change;
    if (c->verb != CHANGE_ALTER || c->kind == KIND_INDEX || !(c->flags & CHANGE_ATTACH) ||
        !ask_written(in))
        return;
    struct attached a = attached_of(in);
    if (!a.reads_part && !a.reads_default)
        return;
    struct finding *f = say(in);
    str read = a.reads_part && a.part ? a.part->name
               : a.by_default         ? a.by_default->name
                                      : c->path.name;
    say_message(in, f, "attaching the partition \"" STR_FMT "\" reads %s\"" STR_FMT "\" whole",
                STR_ARG(c->path.name), a.reads_part ? "" : "the default partition ", STR_ARG(read));
    str waits = ask_waits(in);
    say_happens(in, f,
                STR_FMT "; then nobody can read or write \"" STR_FMT "\"%s while each row is held "
                        "against the bound: for as long as it is large.",
                STR_ARG(waits), STR_ARG(read),
                a.reads_part && a.reads_default ? " and the default partition" : "");
    say_checks(in, f, &a);
    say_advice(
        in, f,
        "A validated check that implies the bound, with IS NOT NULL in it, spares the read%s. "
        "It can be dropped afterwards.",
        a.reads_default ? "; on the default partition one that excludes it" : "");
}
