/* schema/schema_print.c: a schema as text, and two of them compared.
 *
 * Does      print one line an object, children indented; compare by the sorted lines of both
 * Does not  choose what to print for a user
 * Shape     names of bound references are those of now
 * Errors    none
 * See       schema/schema.h
 */
#include "schema/schema_int.h"
#include "schema/value_int.h"

#include <stdlib.h>
#include <string.h>

static const struct {
    unsigned flag;
    const char *word;
} flag_words[] = {
    { OBJECT_ASSUMED, "assumed" },
    { OBJECT_OPEN, "open" },
    { OBJECT_AUTO_NAMED, "auto named" },
    { OBJECT_IMPLIED, "implied" },
};

static void print_flags(struct buf *out, unsigned flags)
{
    const char *gap = " [";

    for (size_t i = 0; i < COUNT_OF(flag_words); i++)
        if (flags & flag_words[i].flag) {
            buf_printf(out, "%s%s", gap, flag_words[i].word);
            gap = ", ";
        }
    if (*gap == ',')
        buf_char(out, ']');
}

static void print_title(struct buf *out, const struct object *o)
{
    buf_z(out, kind_word(o->kind));
    if (o->name.p)
        buf_printf(out, " " STR_FMT, STR_ARG(o->name));
    if (o->args.p)
        buf_printf(out, "(" STR_FMT ")", STR_ARG(o->args));
}

static void print_children(struct buf *out, const struct schema *s, object_id id, size_t depth)
{
    const struct value_style style = { .names = s, .quotes = true };
    const struct object *o = NULL;

    while ((o = schema_child(s, id, KIND_NONE, o))) {
        buf_pad(out, ' ', depth * 2);
        print_title(out, o);
        print_flags(out, o->flags);
        for (size_t i = 0; i < o->attrs.n; i++) {
            buf_printf(out, " %s=", attr_word(o->attrs.v[i].attr));
            value_print_as(out, &o->attrs.v[i].value, &style);
        }
        buf_char(out, '\n');
        print_children(out, s, o->id, depth + 1);
    }
}

void schema_print(struct buf *out, const struct schema *s)
{
    print_children(out, s, 0, 0);
}

void schema_value_print(struct buf *out, const struct schema *s, const struct value *v)
{
    const struct value_style style = { .names = s };

    value_print_as(out, v, &style);
}

/* Names of what it lives in, without the default schema. */
static void print_parents(struct buf *out, const struct schema *s, object_id id)
{
    const struct object *o = schema_get(s, id);

    if (!o || o->id == s->home)
        return;
    print_parents(out, s, o->parent);
    buf_printf(out, STR_FMT ".", STR_ARG(o->name));
}

void object_print(struct buf *out, const struct schema *s, const struct object *o)
{
    buf_z(out, kind_word(o->kind));
    if (!o->name.p && !o->parent)
        return;
    if (!o->name.p) {
        buf_z(out, " of ");
        object_print(out, s, schema_get(s, o->parent));
        return;
    }
    buf_z(out, " \"");
    if (o->kind == KIND_INDEX && !is_mysql(s)) /* its name is the schema's */
        print_parents(out, s, schema_get(s, o->parent)->parent);
    else
        print_parents(out, s, o->parent);
    buf_str(out, o->name);
    buf_char(out, '"');
    if (o->args.p)
        buf_printf(out, "(" STR_FMT ")", STR_ARG(o->args));
}

static int compare_str(const void *x, const void *y)
{
    return str_cmp(*(const str *)x, *(const str *)y);
}

/* A list whose order does not matter, in order. */
static struct value sorted(arena *a, const struct value *v)
{
    struct value to = value_copy(a, v);

    if (v->kind == VALUE_LIST && v->list->n)
        qsort(to.list->v, to.list->n, sizeof(str), compare_str);
    return to;
}

static void print_attrs(arena *a, struct buf *out, const struct schema *s, const struct object *o)
{
    const struct value_style style = { .names = s, .quotes = true, .full = true };

    for (size_t i = 0; i < o->attrs.n; i++) {
        const struct attribute *t = &o->attrs.v[i];
        struct value v = t->value;

        if (attr_compare(t->attr) == COMPARE_REPORT)
            continue;
        if (attr_compare(t->attr) == COMPARE_SET)
            v = sorted(a, &v);
        buf_printf(out, " %s=", attr_word(t->attr));
        value_print_as(out, &v, &style);
    }
}

static void add_lines(arena *a, const struct schema *s, object_id id, str up, struct str_list *out)
{
    const struct object *o = NULL;

    while ((o = schema_child(s, id, KIND_NONE, o))) {
        struct buf line = buf_on(a), path = buf_on(a);

        buf_str(&path, up);
        buf_char(&path, '/');
        print_title(&path, o);
        buf_str(&line, buf_view(&path));
        print_attrs(a, &line, s, o);
        *vec_push(a, out) = buf_view(&line);
        add_lines(a, s, o->id, buf_view(&path), out);
    }
}

static struct str_list lines_of(arena *a, const struct schema *s)
{
    struct str_list l = { 0 };

    add_lines(a, s, 0, (str){ 0 }, &l);
    if (l.n)
        qsort(l.v, l.n, sizeof(str), compare_str);
    return l;
}

bool schema_equal(arena *a, const struct schema *x, const struct schema *y, str *out_why)
{
    struct str_list l = lines_of(a, x), r = lines_of(a, y);
    size_t i = 0;

    while (i < l.n && i < r.n && str_eq(l.v[i], r.v[i]))
        i++;
    if (i == l.n && i == r.n)
        return true;
    if (i == r.n || (i < l.n && str_cmp(l.v[i], r.v[i]) < 0))
        *out_why = str_printf(a, "only in the first: " STR_FMT, STR_ARG(l.v[i]));
    else
        *out_why = str_printf(a, "only in the second: " STR_FMT, STR_ARG(r.v[i]));
    return false;
}
