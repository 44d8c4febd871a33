/* schema/value.c: compare and copy values.
 *
 * Does      equality that is certain, deep copies
 * Does not  print (value_print.c), resolve names (bind*.c)
 * Shape     one small function a kind of value, chosen by a switch
 * Errors    none
 * See       schema/value.h
 */
#include "schema/value.h"

static bool path_equal(const struct path *x, const struct path *y)
{
    return str_eq(x->schema, y->schema) && str_eq(x->table, y->table) && str_eq(x->name, y->name) &&
           str_eq(x->args, y->args);
}

/* Of one schema: what is bound is known by its id, whatever was written. */
static bool ref_equal(const struct ref *x, const struct ref *y)
{
    if (x->id && y->id)
        return x->id == y->id;
    return path_equal(&x->path, &y->path);
}

static bool refs_equal(const struct ref_list *x, const struct ref_list *y)
{
    if (x->n != y->n)
        return false;
    for (size_t i = 0; i < x->n; i++)
        if (!ref_equal(&x->v[i], &y->v[i]))
            return false;
    return true;
}

static bool lists_equal(const struct str_list *x, const struct str_list *y)
{
    if (x->n != y->n)
        return false;
    for (size_t i = 0; i < x->n; i++)
        if (!str_eq(x->v[i], y->v[i]))
            return false;
    return true;
}

static bool types_equal(const struct sql_type *x, const struct sql_type *y)
{
    if (x->arg_count != y->arg_count || x->dimensions != y->dimensions ||
        x->is_unsigned != y->is_unsigned || x->zerofill != y->zerofill)
        return false;
    for (size_t i = 0; i < x->arg_count; i++)
        if (x->args[i] != y->args[i])
            return false;
    if (x->id && y->id)
        return x->id == y->id;
    return str_eq(x->schema, y->schema) && str_eq(x->name, y->name) &&
           lists_equal(&x->labels, &y->labels);
}

/* The same bytes may still mean other objects; other bytes may mean the same: that is not certain. */
static bool exprs_equal(const struct expr *x, const struct expr *y)
{
    return x->printer == y->printer && str_eq(x->text, y->text) && refs_equal(&x->refs, &y->refs);
}

static bool parts_equal(const struct part *x, const struct part *y)
{
    if ((x->expr == NULL) != (y->expr == NULL))
        return false;
    if (x->expr ? !exprs_equal(x->expr, y->expr) : !ref_equal(&x->column, &y->column))
        return false;
    return str_eq(x->collation, y->collation) && str_eq(x->opclass, y->opclass) &&
           x->prefix == y->prefix && x->descending == y->descending &&
           x->nulls_first == y->nulls_first && x->nulls_last == y->nulls_last;
}

static bool part_lists_equal(const struct part_list *x, const struct part_list *y)
{
    if (x->n != y->n)
        return false;
    for (size_t i = 0; i < x->n; i++)
        if (!parts_equal(&x->v[i], &y->v[i]))
            return false;
    return true;
}

bool value_equal(const struct value *a, const struct value *b)
{
    if (a->kind != b->kind)
        return false;
    switch (a->kind) {
    case VALUE_NONE:
        return true;
    case VALUE_BOOL:
        return a->yes == b->yes;
    case VALUE_INT:
        return a->number == b->number;
    case VALUE_TEXT:
        return str_eq(a->text, b->text);
    case VALUE_LIST:
        return lists_equal(a->list, b->list);
    case VALUE_TYPE:
        return types_equal(a->type, b->type);
    case VALUE_EXPR:
        return exprs_equal(a->expr, b->expr);
    case VALUE_REF:
        return ref_equal(a->ref, b->ref);
    case VALUE_REFS:
        return refs_equal(a->refs, b->refs);
    case VALUE_PARTS:
        return part_lists_equal(a->parts, b->parts);
    }
    UNREACHABLE();
}

static struct path path_copy(arena *a, const struct path *p)
{
    return (struct path){ .schema = str_copy(a, p->schema),
                          .table = str_copy(a, p->table),
                          .name = str_copy(a, p->name),
                          .args = str_copy(a, p->args) };
}

static struct ref ref_copy(arena *a, const struct ref *r)
{
    return (struct ref){ .use = r->use,
                         .path = path_copy(a, &r->path),
                         .id = r->id,
                         .range = r->range,
                         .writes = r->writes };
}

static struct ref_list refs_copy(arena *a, const struct ref_list *from)
{
    struct ref_list to = { 0 };

    vec_reserve(a, &to, from->n);
    for (size_t i = 0; i < from->n; i++)
        *vec_push(a, &to) = ref_copy(a, &from->v[i]);
    return to;
}

static struct str_list list_copy(arena *a, const struct str_list *from)
{
    struct str_list to = { 0 };

    vec_reserve(a, &to, from->n);
    for (size_t i = 0; i < from->n; i++)
        *vec_push(a, &to) = str_copy(a, from->v[i]);
    return to;
}

static struct sql_type *type_copy(arena *a, const struct sql_type *from)
{
    struct sql_type *to = arena_new(a, struct sql_type, 1);

    *to = *from;
    to->schema = str_copy(a, from->schema);
    to->name = str_copy(a, from->name);
    to->text = str_copy(a, from->text);
    to->labels = list_copy(a, &from->labels);
    return to;
}

static struct expr *expr_copy(arena *a, const struct expr *from)
{
    struct expr *to = arena_new(a, struct expr, 1);

    *to = *from;
    to->text = str_copy(a, from->text);
    to->refs = refs_copy(a, &from->refs);
    if (from->casts)
        to->casts = arena_new(a, struct type_list, 1);
    for (size_t i = 0; from->casts && i < from->casts->n; i++)
        *vec_push(a, to->casts) = type_copy(a, from->casts->v[i]);
    return to;
}

static struct part_list *parts_copy(arena *a, const struct part_list *from)
{
    struct part_list *to = arena_new(a, struct part_list, 1);

    vec_reserve(a, to, from->n);
    for (size_t i = 0; i < from->n; i++) {
        struct part *p = vec_push(a, to);

        *p = from->v[i];
        p->column = ref_copy(a, &from->v[i].column);
        p->expr = from->v[i].expr ? expr_copy(a, from->v[i].expr) : NULL;
        p->collation = str_copy(a, from->v[i].collation);
        p->opclass = str_copy(a, from->v[i].opclass);
    }
    return to;
}

struct value value_copy(arena *a, const struct value *v)
{
    struct value to = *v;

    switch (v->kind) {
    case VALUE_NONE:
    case VALUE_BOOL:
    case VALUE_INT:
        break;
    case VALUE_TEXT:
        to.text = str_copy(a, v->text);
        break;
    case VALUE_LIST:
        to.list = arena_new(a, struct str_list, 1);
        *to.list = list_copy(a, v->list);
        break;
    case VALUE_TYPE:
        to.type = type_copy(a, v->type);
        break;
    case VALUE_EXPR:
        to.expr = expr_copy(a, v->expr);
        break;
    case VALUE_REF:
        to.ref = arena_new(a, struct ref, 1);
        *to.ref = ref_copy(a, v->ref);
        break;
    case VALUE_REFS:
        to.refs = arena_new(a, struct ref_list, 1);
        *to.refs = refs_copy(a, v->refs);
        break;
    case VALUE_PARTS:
        to.parts = parts_copy(a, v->parts);
        break;
    }
    return to;
}
