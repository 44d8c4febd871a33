/* schema/bind_grant.c: GRANT and REVOKE.
 *
 * Does      keep one object a grantee and thing: GRANT adds privileges to it, REVOKE takes them away
 * Does not  know what roles inherit, what "all" means
 * Shape     the grant lives in what it is on; its name is the grantee's
 * Errors    none: a server says little of what was not granted
 * See       schema/bind.h
 */
#include "schema/bind_int.h"

static str text_of(const struct change *c, enum attr attr)
{
    const struct edit *e = change_edit(c, attr);

    return e && e->value.kind == VALUE_TEXT ? e->value.text : S("");
}

static enum object_kind kind_of(str what)
{
    static const struct {
        const char *word;
        enum object_kind kind;
    } words[] = {
        { "table", KIND_TABLE },         { "sequence", KIND_SEQUENCE },
        { "schema", KIND_SCHEMA },       { "function", KIND_FUNCTION },
        { "procedure", KIND_PROCEDURE }, { "routine", KIND_FUNCTION },
        { "type", KIND_TYPE },           { "domain", KIND_DOMAIN },
    };

    for (size_t i = 0; i < COUNT_OF(words); i++)
        if (str_eq(what, str_of(words[i].word)))
            return words[i].kind;
    return KIND_NONE;
}

/* What it is on, when that is an object of the schema. */
static object_id thing_of(const struct binder *b, const struct change *c)
{
    struct path on = { .schema = c->path.schema, .name = c->path.table, .args = c->path.args };
    enum object_kind kind = kind_of(text_of(c, ATTR_WHAT));
    const struct object *o;

    if (kind == KIND_NONE || !on.name.p)
        return 0;
    o = schema_find_path(b->s, kind, &on);
    return o ? o->id : 0;
}

static bool same_grant(const struct binder *b, const struct object *o, const struct change *c)
{
    const struct edit *roles = change_edit(c, ATTR_ROLES);
    const struct value *own = stage_value(b->s, o->id, ATTR_ROLES);
    struct value none = { 0 };

    return str_eq(o->name, c->path.name) && (o->parent || str_eq(o->args, c->path.table)) &&
           str_eq(stage_value(b->s, o->id, ATTR_WHAT)->text, text_of(c, ATTR_WHAT)) &&
           value_equal(own, roles ? &roles->value : &none);
}

static object_id find_grant(const struct binder *b, const struct change *c, object_id thing)
{
    uint32_t at = 0;

    while ((at = names_find(b->s, SPACE_CONTENT, thing, c->path.name, (str){ 0 }, at))) {
        const struct object *o = schema_get(b->s, name_at(b->s, at - 1)->id);

        if (o->kind == c->kind && same_grant(b, o, c))
            return o->id;
    }
    return 0;
}

static object_id make_grant(struct binder *b, uint32_t i, object_id thing)
{
    const struct change *c = change_at(b, i);
    const struct edit *roles = change_edit(c, ATTR_ROLES);
    struct value what = { .kind = VALUE_TEXT, .text = text_of(c, ATTR_WHAT) };
    object_id id = stage_new(b->s, &(struct newborn){ .kind = c->kind,
                                                      .parent = thing,
                                                      .name = c->path.name,
                                                      .args = thing ? (str){ 0 } : c->path.table,
                                                      .state = STATE_COMING });

    stage_set(b->s, id, ATTR_WHAT, &what);
    if (roles)
        stage_set(b->s, id, ATTR_ROLES, &roles->value);
    return id;
}

static bool listed(const struct str_list *l, str s)
{
    for (size_t i = 0; i < l->n; i++)
        if (str_eq(l->v[i], s))
            return true;
    return false;
}

static bool is_all(const struct str_list *l)
{
    return listed(l, S("all")) || listed(l, S("all privileges"));
}

static struct value joined(struct binder *b, const struct str_list *was,
                           const struct str_list *more)
{
    struct str_list *l = arena_new(b->a, struct str_list, 1);

    for (size_t i = 0; was && i < was->n; i++)
        *vec_push(b->a, l) = was->v[i];
    for (size_t i = 0; i < more->n; i++)
        if (!listed(l, more->v[i]))
            *vec_push(b->a, l) = more->v[i];
    return (struct value){ .kind = VALUE_LIST, .list = l };
}

static struct value without(struct binder *b, const struct str_list *was,
                            const struct str_list *less)
{
    struct str_list *l = arena_new(b->a, struct str_list, 1);

    for (size_t i = 0; i < was->n && !is_all(less); i++)
        if (!listed(less, was->v[i]))
            *vec_push(b->a, l) = was->v[i];
    return (struct value){ .kind = VALUE_LIST, .list = l };
}

static struct edit *privileges_of(const struct change *c)
{
    for (size_t i = 0; i < c->edits.n; i++)
        if (c->edits.v[i].attr == ATTR_PRIVILEGES && c->edits.v[i].value.kind == VALUE_LIST)
            return &c->edits.v[i];
    return NULL;
}

void bind_grant(struct binder *b, uint32_t i)
{
    object_id thing = thing_of(b, change_at(b, i)), id = find_grant(b, change_at(b, i), thing);
    struct edit *e = privileges_of(change_at(b, i));
    struct value after;

    change_at(b, i)->parent = thing;
    if (!id)
        id = make_grant(b, i, thing);
    change_at(b, i)->object = id;
    if (!e)
        return;
    e->was = *stage_value(b->s, id, ATTR_PRIVILEGES);
    after = joined(b, e->was.kind == VALUE_LIST ? e->was.list : NULL, e->value.list);
    stage_set(b->s, id, ATTR_PRIVILEGES, &after);
}

/* REVOKE GRANT OPTION FOR leaves the privileges. */
void bind_revoke(struct binder *b, uint32_t i)
{
    object_id thing = thing_of(b, change_at(b, i)), id = find_grant(b, change_at(b, i), thing);
    struct edit *e = privileges_of(change_at(b, i));
    struct value after;

    change_at(b, i)->parent = thing;
    change_at(b, i)->object = id;
    if (!id || !e || change_edit(change_at(b, i), ATTR_OPTIONS))
        return;
    e->was = *stage_value(b->s, id, ATTR_PRIVILEGES);
    after = without(b, e->was.kind == VALUE_LIST ? e->was.list : e->value.list, e->value.list);
    if (after.list->n)
        stage_set(b->s, id, ATTR_PRIVILEGES, &after);
    else
        stage_drop(b->s, id);
}
