/* schema/store.c: nodes, their lists of children, their attributes.
 *
 * Does      make nodes, link them among their parent's children, set attributes and note who refers to whom
 * Does not  know names (names.c), log what it does (stage.c)
 * Shape     children of a node are in one list, and each kind of them in one of its own; attributes are sorted by
 *           attr; lists of users only grow and are checked when they are read
 * Errors    none
 * See       schema/schema_int.h
 */
#include "schema/schema_int.h"

struct node *store_node(struct schema *s)
{
    struct node *n = arena_new(s->mem, struct node, 1);

    n->o.id = (object_id)s->nodes.n;
    n->o.born = s->clock;
    *vec_push(s->mem, &s->nodes) = n;
    return n;
}

void store_pop(struct schema *s)
{
    s->nodes.n--;
}

static struct kind_chain *chain_of(const struct node *up, enum object_kind kind)
{
    for (size_t i = 0; up->chains && i < up->chains->n; i++)
        if (up->chains->v[i].kind == kind)
            return &up->chains->v[i];
    return NULL;
}

/* Its place in the list of all children is known already. */
static void link_like(struct schema *s, struct node *n)
{
    struct node *up = node_of(s, n->o.parent);
    struct kind_chain *chain = chain_of(up, n->o.kind);
    object_id before = n->o.before;

    if (!chain) {
        if (!up->chains)
            up->chains = arena_new(s->mem, struct kind_chains, 1);
        chain = vec_push_few(s->mem, up->chains);
        chain->kind = n->o.kind;
    }
    if (!n->o.next)
        before = chain->last;
    while (before && node_of(s, before)->o.kind != n->o.kind)
        before = node_of(s, before)->o.before;
    n->o.before_like = before;
    n->o.next_like = before ? node_of(s, before)->o.next_like : chain->first;
    *(before ? &node_of(s, before)->o.next_like : &chain->first) = n->o.id;
    *(n->o.next_like ? &node_of(s, n->o.next_like)->o.before_like : &chain->last) = n->o.id;
}

static void unlink_like(struct schema *s, struct node *n)
{
    struct kind_chain *chain = chain_of(node_of(s, n->o.parent), n->o.kind);
    object_id before = n->o.before_like, next = n->o.next_like;

    *(before ? &node_of(s, before)->o.next_like : &chain->first) = next;
    *(next ? &node_of(s, next)->o.before_like : &chain->last) = before;
    n->o.next_like = n->o.before_like = 0;
}

object_id store_first(const struct schema *s, object_id parent, enum object_kind kind)
{
    const struct node *up = node_of(s, parent);
    const struct kind_chain *chain = kind ? chain_of(up, kind) : NULL;

    return kind == KIND_NONE ? up->o.first : chain ? chain->first : 0;
}

void store_link(struct schema *s, struct node *n, object_id after)
{
    struct object *up = &node_of(s, n->o.parent)->o;
    object_id before = after == STORE_FIRST ? 0 : after ? after : up->last;

    n->o.before = before;
    n->o.next = before ? node_of(s, before)->o.next : up->first;
    if (before)
        node_of(s, before)->o.next = n->o.id;
    else
        up->first = n->o.id;
    if (n->o.next)
        node_of(s, n->o.next)->o.before = n->o.id;
    else
        up->last = n->o.id;
    link_like(s, n);
}

void store_unlink(struct schema *s, struct node *n)
{
    struct object *up = &node_of(s, n->o.parent)->o;

    if (n->o.before)
        node_of(s, n->o.before)->o.next = n->o.next;
    else
        up->first = n->o.next;
    if (n->o.next)
        node_of(s, n->o.next)->o.before = n->o.before;
    else
        up->last = n->o.before;
    n->o.next = n->o.before = 0;
    unlink_like(s, n);
}

static void list_ids(const struct ref_list *refs, void (*fn)(void *ctx, object_id id), void *ctx)
{
    for (size_t i = 0; i < refs->n; i++)
        if (refs->v[i].id)
            fn(ctx, refs->v[i].id);
}

static void part_ids(const struct part_list *parts, void (*fn)(void *ctx, object_id id), void *ctx)
{
    for (size_t i = 0; i < parts->n; i++)
        if (parts->v[i].expr)
            list_ids(&parts->v[i].expr->refs, fn, ctx);
        else if (parts->v[i].column.id)
            fn(ctx, parts->v[i].column.id);
}

void value_ids(const struct value *v, void (*fn)(void *ctx, object_id id), void *ctx)
{
    if (v->kind == VALUE_REF && v->ref->id)
        fn(ctx, v->ref->id);
    else if (v->kind == VALUE_REFS)
        list_ids(v->refs, fn, ctx);
    else if (v->kind == VALUE_EXPR)
        list_ids(&v->expr->refs, fn, ctx);
    else if (v->kind == VALUE_PARTS)
        part_ids(v->parts, fn, ctx);
    else if (v->kind == VALUE_TYPE && v->type->id)
        fn(ctx, v->type->id);
}

struct seeking {
    object_id id;
    bool found;
};

static void seek(void *ctx, object_id id)
{
    struct seeking *k = ctx;

    k->found = k->found || k->id == id;
}

bool value_refers(const struct value *v, object_id id)
{
    struct seeking k = { .id = id };

    value_ids(v, seek, &k);
    return k.found;
}

struct using
{
    struct schema *s;
    object_id user;
    enum attr by;
};

static void note_user(void *ctx, object_id id)
{
    struct using *u = ctx;
    struct node *n = node_of(u->s, id);
    const struct dependent *last = n->users.n ? &n->users.v[n->users.n - 1] : NULL;

    if (last && last->id == u->user && last->by == u->by)
        return;
    *vec_push_few(u->s->mem, &n->users) = (struct dependent){ .id = u->user, .by = u->by };
}

static uint32_t type_hash(const struct sql_type *t)
{
    uint32_t h = (uint32_t)t->args[0] * 31u + (uint32_t)t->args[1] + t->id;

    for (size_t i = 0; i < t->text.n; i++)
        h = h * 33u + (unsigned char)t->text.p[i];
    return h % TYPES_KNOWN;
}

static bool same_labels(const struct str_list *x, const struct str_list *y)
{
    bool same = x->n == y->n;

    for (size_t i = 0; same && i < x->n; i++)
        same = str_eq(x->v[i], y->v[i]);
    return same;
}

/* In every word, not only for the server. */
static bool same_type(const struct sql_type *x, const struct sql_type *y)
{
    return str_eq(x->schema, y->schema) && str_eq(x->name, y->name) && str_eq(x->text, y->text) &&
           x->args[0] == y->args[0] && x->args[1] == y->args[1] && x->arg_count == y->arg_count &&
           x->dimensions == y->dimensions && x->is_unsigned == y->is_unsigned &&
           x->zerofill == y->zerofill && x->serial == y->serial && x->id == y->id &&
           same_labels(&x->labels, &y->labels);
}

struct value store_copy(struct schema *s, const struct value *v)
{
    struct sql_type **known = NULL;
    struct value to = *v;

    if (v->kind == VALUE_TYPE) {
        known = &s->types[type_hash(v->type)];
        if (*known && same_type(*known, v->type)) {
            to.type = *known;
            return to;
        }
    }
    to = value_copy(s->mem, v);
    if (known)
        *known = to.type;
    return to;
}

static size_t place_of(const struct node *n, enum attr attr)
{
    size_t i = 0;

    while (i < n->o.attrs.n && n->o.attrs.v[i].attr < attr)
        i++;
    return i;
}

static void take_away(struct node *n, size_t at)
{
    for (size_t i = at + 1; i < n->o.attrs.n; i++)
        n->o.attrs.v[i - 1] = n->o.attrs.v[i];
    n->o.attrs.n--;
}

void store_set(struct schema *s, struct node *n, enum attr attr, const struct value *v)
{
    size_t at = place_of(n, attr);
    bool there = at < n->o.attrs.n && n->o.attrs.v[at].attr == attr;

    if (v->kind == VALUE_NONE) {
        if (there)
            take_away(n, at);
        return;
    }
    if (!there) {
        vec_push_few(s->mem, &n->o.attrs);
        for (size_t i = n->o.attrs.n - 1; i > at; i--)
            n->o.attrs.v[i] = n->o.attrs.v[i - 1];
    }
    n->o.attrs.v[at] = (struct attribute){ .attr = attr, .value = *v };
    value_ids(v, note_user, &(struct using){ .s = s, .user = n->o.id, .by = attr });
}
