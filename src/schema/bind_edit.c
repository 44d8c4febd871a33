/* schema/bind_edit.c: edits of attributes onto an object.
 *
 * Does      fill in values before, work out lists after an element was added, removed or renamed, stage values
 * Does not  know what follows from them
 * Shape     one edit gives one new value
 * Errors    BIND_MISSING, BIND_DUPLICATE for labels of an enum
 * See       schema/bind.h
 */
#include "schema/bind_int.h"

/* Said once, not a property of the object. */
static bool is_kept(enum attr attr)
{
    switch ((int)attr) {
    case ATTR_POSITION:
    case ATTR_USING_INDEX:
    case ATTR_CONVERT:
    case ATTR_FORCE:
    case ATTR_LIKE:
    case ATTR_ONLY:
    case ATTR_RESTART:
    case ATTR_NO_DATA:
        return false;
    default:
        return true;
    }
}

static bool is_policy(const struct binder *b, uint32_t i)
{
    return change_at(b, i)->kind == KIND_POLICY;
}

/* USING of a policy stays, that of ALTER TYPE does not. */
static bool keeps(const struct binder *b, uint32_t i, enum attr attr)
{
    if (attr == ATTR_WHAT) /* of a clause: ENABLE KEYS */
        return change_at(b, i)->verb == CHANGE_CREATE;
    if (attr == ATTR_PARTITIONS) /* of a clause: REORGANIZE PARTITION */
        return change_at(b, i)->verb == CHANGE_CREATE ||
               change_edit(change_at(b, i), ATTR_PARTITION_BY);
    if (attr == ATTR_QUERY) /* CREATE TABLE AS runs it once */
        return change_at(b, i)->kind != KIND_TABLE;
    return attr == ATTR_USING ? is_policy(b, i) : is_kept(attr);
}

/* "fillfactor=70" and "fillfactor" are one option. */
static str key_of(enum attr attr, str element)
{
    str rest;

    return attr == ATTR_OPTIONS ? str_cut(element, '=', &rest) : element;
}

static size_t index_of(const struct str_list *l, enum attr attr, str element)
{
    size_t i = 0;

    while (i < l->n && !str_eq(key_of(attr, l->v[i]), key_of(attr, element)))
        i++;
    return i;
}

static void insert(arena *a, struct str_list *l, size_t at, str s)
{
    vec_push(a, l);
    for (size_t i = l->n - 1; i > at; i--)
        l->v[i] = l->v[i - 1];
    l->v[at] = s;
}

static void remove_at(struct str_list *l, size_t at)
{
    for (size_t i = at + 1; i < l->n; i++)
        l->v[i - 1] = l->v[i];
    l->n--;
}

static void element_trouble(struct binder *b, uint32_t i, const struct edit *e,
                            enum bind_trouble trouble, str element)
{
    struct change *c = change_at(b, i);

    if (e->attr != ATTR_LABELS || bind_parts_open(b, c->object) || bind_uncertain(b, c->object))
        return;
    if (trouble == BIND_DUPLICATE && (c->flags & (CHANGE_IF_NOT_EXISTS | CHANGE_IN_BODY)))
        c->flags |= CHANGE_NOTHING;
    else
        bind_fail(b, i, trouble, e->range, "label \"" STR_FMT "\" of %s %s", STR_ARG(element),
                  bind_label(b, c->object).p,
                  trouble == BIND_DUPLICATE ? "already exists" : "does not exist");
}

static void add_element(struct binder *b, uint32_t i, const struct edit *e, struct str_list *l,
                        str element)
{
    size_t at = index_of(l, e->attr, element), near;

    if (at < l->n) {
        element_trouble(b, i, e, BIND_DUPLICATE, element);
        l->v[at] = element;
        return;
    }
    near = e->neighbour.p ? index_of(l, e->attr, e->neighbour) : l->n;
    if (e->neighbour.p && near == l->n)
        element_trouble(b, i, e, BIND_MISSING, e->neighbour);
    insert(b->a, l, near < l->n && !e->before ? near + 1 : near, element);
}

static void edit_element(struct binder *b, uint32_t i, const struct edit *e, struct str_list *l,
                         str element)
{
    size_t at = index_of(l, e->attr, element);

    if (e->verb == EDIT_ADD)
        add_element(b, i, e, l, element);
    else if (at == l->n)
        element_trouble(b, i, e, BIND_MISSING, element);
    else if (e->verb == EDIT_REMOVE)
        remove_at(l, at);
    else if (index_of(l, e->attr, e->to) < l->n)
        element_trouble(b, i, e, BIND_DUPLICATE, e->to);
    else
        l->v[at] = e->to;
}

static struct value edited_list(struct binder *b, uint32_t i, const struct edit *e)
{
    struct str_list *l = arena_new(b->a, struct str_list, 1);

    if (e->was.kind == VALUE_LIST)
        *l = *value_copy(b->a, &e->was).list;
    if (e->value.kind == VALUE_TEXT)
        edit_element(b, i, e, l, e->value.text);
    else if (e->value.kind == VALUE_LIST)
        for (size_t k = 0; k < e->value.list->n; k++)
            edit_element(b, i, e, l, e->value.list->v[k]);
    return (struct value){ .kind = l->n ? VALUE_LIST : VALUE_NONE, .list = l };
}

static void edit_ref(struct binder *b, enum edit_verb verb, struct ref_list *l, const struct ref *r)
{
    size_t to = 0;

    for (size_t k = 0; k < l->n; k++)
        if (!(r->id ? l->v[k].id == r->id : str_eq(l->v[k].path.name, r->path.name)))
            l->v[to++] = l->v[k];
    l->n = to;
    if (verb == EDIT_ADD)
        *vec_push(b->a, l) = *r;
}

static struct value edited_refs(struct binder *b, const struct edit *e)
{
    struct ref_list *l = arena_new(b->a, struct ref_list, 1);

    if (e->was.kind == VALUE_REFS)
        *l = *value_copy(b->a, &e->was).refs;
    if (e->value.kind == VALUE_REF)
        edit_ref(b, e->verb, l, e->value.ref);
    else if (e->value.kind == VALUE_REFS)
        for (size_t k = 0; k < e->value.refs->n; k++)
            edit_ref(b, e->verb, l, &e->value.refs->v[k]);
    return (struct value){ .kind = l->n ? VALUE_REFS : VALUE_NONE, .refs = l };
}

static struct value value_after(struct binder *b, uint32_t i, const struct edit *e)
{
    bool list = attr_value(e->attr) == VALUE_LIST;

    if (e->verb == EDIT_SET)
        return e->value;
    if (e->verb == EDIT_RESET && !(list && e->value.kind != VALUE_NONE))
        return (struct value){ 0 };
    if (list) {
        struct edit one = *e;

        if (e->verb == EDIT_RESET) /* RESET (fillfactor) */
            one.verb = EDIT_REMOVE;
        return edited_list(b, i, &one);
    }
    if (attr_value(e->attr) == VALUE_REFS)
        return edited_refs(b, e);
    return e->verb == EDIT_REMOVE ? (struct value){ 0 } : e->value;
}

/* FALSE is what an attribute that is not set says. */
static bool says_default(const struct value *v)
{
    return (v->kind == VALUE_BOOL && !v->yes) || (v->kind == VALUE_EXPR && !v->expr->text.p);
}

static void stage_edit(struct binder *b, uint32_t i, size_t k)
{
    object_id id = change_at(b, i)->object;
    struct edit *e = &change_at(b, i)->edits.v[k];
    struct value after;

    bind_refs(b, i, e);
    e = &change_at(b, i)->edits.v[k];
    e->was = *stage_value(b->s, id, e->attr);
    after = value_after(b, i, e);
    if (says_default(&after))
        after = (struct value){ 0 };
    if (e->verb == EDIT_RESET && e->attr == ATTR_GENERATED)
        stage_set(b->s, id, ATTR_STORED, &(struct value){ 0 });
    if (keeps(b, i, e->attr))
        stage_set(b->s, id, e->attr, &after);
}

void bind_edits(struct binder *b, uint32_t i)
{
    size_t n = change_at(b, i)->edits.n;

    for (size_t k = 0; k < n; k++)
        stage_edit(b, i, k);
    if (change_at(b, i)->flags & CHANGE_RESTATES) {
        const struct object *o = schema_get(b->s, change_at(b, i)->object);

        for (size_t k = 0; k < o->attrs.n; k++)
            bind_restate(b, i, &o->attrs.v[k].attr, 1);
    }
}

/* A key's columns stay NOT NULL whatever MODIFY says. */
static bool in_primary_key(const struct binder *b, object_id column)
{
    object_id table = stage_parent(b->s, column);
    const struct object *pk = schema_child(b->s, table, KIND_PRIMARY_KEY, NULL);

    return pk && value_refers(stage_value(b->s, pk->id, ATTR_PARTS), column);
}

/* Attributes that are not stated go back to the default. */
void bind_restate(struct binder *b, uint32_t i, const enum attr *attrs, size_t n)
{
    object_id id = change_at(b, i)->object;

    for (size_t k = 0; k < n; k++) {
        const struct value *was = stage_value(b->s, id, attrs[k]);
        struct change *c = change_at(b, i);

        if (change_edit(c, attrs[k]) || was->kind == VALUE_NONE ||
            (attrs[k] == ATTR_NOT_NULL && in_primary_key(b, id)))
            continue;
        bind_reset(b, i, attrs[k]);
        c->edits.v[c->edits.n - 1].was = *was;
        stage_set(b->s, id, attrs[k], &(struct value){ 0 });
    }
}

void bind_settings(struct binder *b, uint32_t i)
{
    size_t n = change_at(b, i)->edits.n;
    struct node *made = node_of(b->s, change_at(b, i)->object);

    vec_reserve(b->s->mem, &made->o.attrs, n);
    for (size_t k = 0; k < n; k++) {
        struct edit *e = &change_at(b, i)->edits.v[k];

        bind_refs(b, i, e);
        e = &change_at(b, i)->edits.v[k];
        if (e->verb == EDIT_SET && keeps(b, i, e->attr) && !says_default(&e->value))
            stage_set(b->s, change_at(b, i)->object, e->attr, &e->value);
        else if (e->verb == EDIT_ADD && keeps(b, i, e->attr))
            stage_edit(b, i, k);
    }
}
