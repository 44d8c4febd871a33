/* schema/value_now.c: a value with the names that its objects have now.
 *
 * Does      copy a value; where a bound reference was written with a name that is another one now, write that,
 *           in expressions also in their text
 * Does not  quote names as SQL wants it (ddl/render.h): what it gives is bound again, not sent to a server
 * Errors    none
 * See       schema/value_int.h
 */
#include "schema/value_int.h"

static void ref_now(const struct schema *s, struct ref *r)
{
    const struct object *o = schema_get(s, r->id);
    const struct object *up = o ? schema_get(s, o->parent) : NULL;

    if (!o || !o->name.p)
        return;
    r->path.name = o->name;
    if (up && up->kind != KIND_SCHEMA) {
        if (r->path.table.p)
            r->path.table = up->name;
        up = schema_get(s, up->parent);
    }
    if (up && r->path.schema.p)
        r->path.schema = up->name;
}

static bool same_path(const struct path *x, const struct path *y)
{
    return str_eq(x->schema, y->schema) && str_eq(x->table, y->table) && str_eq(x->name, y->name);
}

/* The text up to the reference, then its name of now. */
static void write_ref(struct buf *out, str text, size_t *at, struct ref *r, const struct path *was)
{
    size_t from = r->range.offset, to = from + r->range.length, begin;

    if (!r->range.length || from < *at || to > text.n)
        return;
    buf_str(out, str_slice(text, *at, from));
    begin = out->n;
    if (same_path(was, &r->path))
        buf_str(out, str_slice(text, from, to));
    else
        path_print(out, &r->path);
    r->range = (struct range){ (uint32_t)begin, (uint32_t)(out->n - begin) };
    *at = to;
}

static void expr_now(arena *a, const struct schema *s, struct expr *e)
{
    struct buf out = buf_on(a);
    size_t at = 0;

    for (size_t i = 0; i < e->refs.n; i++) {
        struct ref *r = &e->refs.v[i];
        struct path was = r->path;

        ref_now(s, r);
        was.args = r->path.args;
        write_ref(&out, e->text, &at, r, &was);
    }
    buf_str(&out, str_skip(e->text, at));
    e->text = buf_view(&out);
}

struct value value_now(arena *a, const struct schema *s, const struct value *v)
{
    struct value to = value_copy(a, v);

    if (to.kind == VALUE_REF)
        ref_now(s, to.ref);
    else if (to.kind == VALUE_EXPR)
        expr_now(a, s, to.expr);
    for (size_t i = 0; to.kind == VALUE_REFS && i < to.refs->n; i++)
        ref_now(s, &to.refs->v[i]);
    for (size_t i = 0; to.kind == VALUE_PARTS && i < to.parts->n; i++)
        if (to.parts->v[i].expr)
            expr_now(a, s, to.parts->v[i].expr);
        else
            ref_now(s, &to.parts->v[i].column);
    return to;
}
