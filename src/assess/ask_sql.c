/* assess/ask_sql.c: texts of SQL that rules put together.
 *
 * Does      names, columns, the clause of a change, the statement without it, who waits for whom
 * Does not  know a safer way (rules/, ask_steps.c)
 * See       assess/rule.h
 */
#include "assess/assess_int.h"
#include "assess/rule_sql.h"
#include "sql/lex.h"

#include <limits.h>

enum { NAMES_MAX = 3 };

bool ask_is(const struct rule_input *in, enum change_verb verb, enum object_kind kind)
{
    return in->change->verb == verb && in->change->kind == kind && ask_written(in);
}

bool ask_since(const struct rule_input *in, int version)
{
    int v = in->opts->effect.version;
    return (v ? v : INT_MAX) >= version;
}

bool ask_partitioned(const struct rule_input *in, const struct object *table)
{
    (void)in;
    return table && object_value(table, ATTR_PARTITION_BY)->kind != VALUE_NONE;
}

bool ask_any_live(const struct rule_input *in, const object_id *v, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (live_relation(in->as, v[i]))
            return true;
    return false;
}

/* ---- names ---- */

static bool is_part(const struct rule_input *in)
{
    return (kind_flags(in->change->kind) & KIND_PART) != 0;
}

str ask_said(const struct rule_input *in)
{
    const struct object *o = ask_relation(in);
    const struct path *p = &in->change->path;
    return o ? o->name : is_part(in) ? p->table : p->name;
}

str ask_table(const struct rule_input *in)
{
    const struct object *o = ask_relation(in);
    const struct path *p = &in->change->path;
    if (o)
        return ask_name(in, o->id);
    str name = ask_quoted(in, is_part(in) ? p->table : p->name);
    if (!p->schema.n)
        return name;
    str schema = ask_quoted(in, p->schema);
    return str_printf(in->mem, STR_FMT "." STR_FMT, STR_ARG(schema), STR_ARG(name));
}

static void add_name(const struct rule_input *in, struct buf *out, const struct ref *r)
{
    const struct object *o = schema_get(in->schema, r->id);
    buf_z(out, out->n ? ", " : "");
    buf_str(out, ask_quoted(in, o ? o->name : r->path.name));
}

static void add_part(const struct rule_input *in, struct buf *out, const struct part *p)
{
    if (p->expr) {
        buf_z(out, out->n ? ", " : "");
        buf_printf(out, "(" STR_FMT ")", STR_ARG(p->expr->text));
    } else {
        add_name(in, out, &p->column);
    }
}

str ask_columns(const struct rule_input *in, const struct value *v)
{
    struct buf out = buf_on(in->mem);
    for (size_t i = 0; v->kind == VALUE_REFS && i < v->refs->n; i++)
        add_name(in, &out, &v->refs->v[i]);
    for (size_t i = 0; v->kind == VALUE_PARTS && i < v->parts->n; i++)
        add_part(in, &out, &v->parts->v[i]);
    return buf_view(&out);
}

str ask_own_name(const struct rule_input *in, const char *suffix)
{
    const struct object *o = schema_get(in->schema, in->change->object);
    if (in->change->path.name.n)
        return ask_quoted(in, in->change->path.name);
    if (o && o->name.n)
        return ask_quoted(in, o->name);
    str said = ask_said(in);
    return ask_quoted(in, str_printf(in->mem, STR_FMT "_%s", STR_ARG(said), suffix));
}

/* ---- pieces of the statement ---- */

static bool is_blank(char c)
{
    return c == ' ' || c == '\n' || c == '\t' || c == '\r';
}

str ask_clause(const struct rule_input *in)
{
    struct range r = in->change->range;
    str s = str_trim(str_slice(in->statement->text, r.offset, (size_t)r.offset + r.length));
    bool add = str_starts_nocase(s, S("add")) && s.n > 3 && is_blank(s.p[3]);
    return add ? str_trim(str_skip(s, 3)) : s;
}

/* With the word ADD before it. */
static struct range whole_clause(const struct rule_input *in)
{
    struct range r = in->change->range;
    const char *text = in->statement->text.p;
    size_t at = r.offset;
    while (at > 0 && is_blank(text[at - 1]))
        at--;
    bool add = in->change->verb == CHANGE_CREATE && !(in->change->flags & CHANGE_INLINE) &&
               at > 3 && is_blank(text[at - 4]) &&
               str_eq_nocase((str){ text + at - 3, 3 }, S("add"));
    if (add)
        r = (struct range){ (uint32_t)at - 3, r.length + r.offset - (uint32_t)at + 3 };
    return r;
}

str ask_replaced(const struct rule_input *in, struct range range, str words)
{
    str text = in->statement->text;
    return str_printf(in->mem, STR_FMT STR_FMT STR_FMT, STR_ARG(str_slice(text, 0, range.offset)),
                      STR_ARG(words), STR_ARG(str_skip(text, (size_t)range.offset + range.length)));
}

struct range ask_word(const struct rule_input *in, const char *keyword)
{
    return ask_word_in(in, (struct range){ 0, (uint32_t)in->statement->text.n }, keyword);
}

struct range ask_word_in(const struct rule_input *in, struct range within, const char *keyword)
{
    size_t from = within.offset;
    str text = str_slice(in->statement->text, from, from + within.length);
    struct lex l = lex_of(in->opts->effect.dialect, in->opts->modes, text);
    struct range found = { 0 };
    struct token t;
    while (lex_next(&l, &t))
        if (t.kind == TOKEN_WORD && str_eq_nocase(t.text, str_of(keyword)))
            found = (struct range){ (uint32_t)(from + t.offset), (uint32_t)t.text.n };
    return found;
}

/* The bytes of the range, and the blanks before them. */
static void blank_out(char *text, struct range r)
{
    size_t from = r.offset;
    while (from > 0 && (is_blank(text[from - 1])))
        from--;
    for (size_t i = from; i < (size_t)r.offset + r.length; i++)
        text[i] = '\0';
}

static void drop_comma(char *text, size_t n, struct range r)
{
    size_t at = (size_t)r.offset + r.length;
    while (at < n && (is_blank(text[at])))
        at++;
    if (at < n && text[at] == ',') {
        text[at] = '\0';
        return;
    }
    for (at = r.offset; at > 0 && (!text[at - 1] || is_blank(text[at - 1]));)
        at--;
    if (at > 0 && text[at - 1] == ',')
        text[at - 1] = '\0';
}

static str squeezed(char *text, size_t n)
{
    size_t to = 0;
    for (size_t i = 0; i < n; i++)
        if (text[i])
            text[to++] = text[i];
    return str_trim((str){ text, to });
}

/* Does the statement say something outside of this clause? */
static bool says_more(const struct rule_input *in)
{
    struct range r = in->change->range;
    for (size_t i = 0; i < in->statement->changes.n; i++) {
        const struct change *c = &in->statement->changes.v[i];
        bool inside =
            c->range.offset >= r.offset && c->range.offset + c->range.length <= r.offset + r.length;
        if (c != in->change && !(c->flags & CHANGE_IMPLIED) && !inside)
            return true;
    }
    return false;
}

str ask_without(const struct rule_input *in, const struct edit *const *edits, size_t n)
{
    str s = in->statement->text;
    if (!n && !says_more(in))
        return (str){ 0 };
    char *text = str_z(in->mem, s);
    for (size_t i = 0; i < n; i++)
        if (edits[i] && edits[i]->range.length)
            blank_out(text, edits[i]->range);
    if (!n) {
        blank_out(text, whole_clause(in));
        if (!(in->change->flags & CHANGE_INLINE))
            drop_comma(text, s.n, whole_clause(in));
    }
    return squeezed(text, s.n);
}

str ask_rest(const struct rule_input *in)
{
    str rest = ask_without(in, NULL, 0);
    return rest.n ? str_printf(in->mem, STR_FMT ";\n", STR_ARG(rest)) : S("");
}

str ask_sentence(const struct rule_input *in, str why)
{
    if (!why.n || why.p[0] < 'a' || why.p[0] > 'z')
        return why;
    return str_printf(in->mem, "%c" STR_FMT, why.p[0] - 'a' + 'A', STR_ARG(str_skip(why, 1)));
}

/* ---- who waits ---- */

static void add_said(const struct rule_input *in, struct buf *out, const struct lock *l, size_t i,
                     size_t n)
{
    const struct object *o = schema_get(in->schema, l->relation);
    str name = o ? o->name : l->path.name;
    buf_z(out, !i ? "" : i + 1 == n ? " or " : ", ");
    if (name.n)
        buf_printf(out, "\"" STR_FMT "\"", STR_ARG(name));
    else /* the table of an index that no file has made */
        buf_z(out, "its table");
}

str ask_waits(const struct rule_input *in)
{
    if (in->opts->effect.dialect->id == DIALECT_SQLITE)
        return S(
            "It waits for whoever writes to the database file, and until it is over nobody else "
            "can write to any table");
    const struct effect *e = in->change_effect ? in->change_effect : in->effect;
    const struct lock *locks[NAMES_MAX];
    size_t n = 0;
    bool all = false, more = false;
    for (size_t i = 0; i < e->locks.n; i++) {
        const struct lock *l = &e->locks.v[i];
        enum blocks b = lock_blocks(l->mode);
        const struct object *o = schema_get(in->schema, l->relation);
        if (b < BLOCKS_WRITES || !live_relation(in->as, l->relation) ||
            (o && o->kind == KIND_INDEX))
            continue;
        all = all || b == BLOCKS_ALL;
        if (n < NAMES_MAX)
            locks[n++] = l;
        else
            more = true;
    }
    struct buf names = buf_on(in->mem);
    for (size_t i = 0; i < n; i++)
        add_said(in, &names, locks[i], i, more ? n + 1 : n);
    str who = n ? buf_view(&names) : S("it");
    return str_printf(in->mem, "It waits for %s " STR_FMT "%s, and meanwhile %s behind it",
                      all ? "every transaction that uses" : "the transactions that write to",
                      STR_ARG(who), more ? " or others" : "",
                      all ? "everybody else queues" : "new writes queue");
}
