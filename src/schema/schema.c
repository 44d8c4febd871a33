/* schema/schema.c: look at a schema.
 *
 * Does      make one; find objects by name and path; go through children; give values; say who depends on what
 * Does not  change objects (stage.c, fold.c)
 * Errors    none
 * See       schema/schema.h
 */
#include "schema/schema.h"

#include "schema/schema_int.h"

static const struct value unset = { .kind = VALUE_NONE };

/* A schema that was there before anything was read. */
static object_id new_home(struct schema *s, str name)
{
    struct node *n = store_node(s);

    n->o.kind = KIND_SCHEMA;
    n->o.state = STATE_THERE;
    n->o.name = str_copy(s->mem, name);
    store_link(s, n, 0);
    names_add(s,
              &(struct name_entry){
                  .space = SPACE_SCHEMA, .state = STATE_THERE, .name = n->o.name, .id = n->o.id });
    return n->o.id;
}

static void reset_session(struct schema *s)
{
    s->session = (struct session){ .home = s->home, .path = { s->home }, .path_n = 1 };
}

struct schema *schema_new(arena *a, const struct dialect *d, str default_schema, bool open)
{
    struct schema *s = arena_new(a, struct schema, 1);

    s->mem = a;
    s->dialect = d;
    s->open = open;
    store_node(s)->o.state = STATE_THERE; /* the database */
    s->home = new_home(s, default_schema);
    reset_session(s);
    return s;
}

const struct dialect *schema_dialect(const struct schema *s)
{
    return s->dialect;
}

object_id schema_home(const struct schema *s)
{
    return s->home;
}

bool schema_is_uncertain(const struct schema *s, object_id id)
{
    object_id up = node_of(s, id)->o.parent;

    return id <= s->open_at || (up && id <= node_of(s, up)->open_at);
}

void schema_open(struct schema *s)
{
    s->open = true;
    s->open_at = (object_id)s->nodes.n - 1;
}

void schema_set_clock(struct schema *s, uint32_t clock)
{
    if (clock != s->clock)
        reset_session(s);
    s->clock = clock;
}

const struct object *schema_get(const struct schema *s, object_id id)
{
    return id && id < s->nodes.n ? &s->nodes.v[id]->o : NULL;
}

size_t schema_count(const struct schema *s)
{
    return s->nodes.n - 1;
}

object_id schema_temporary(const struct schema *s)
{
    str name = is_sqlite(s) ? S("temp") : S("pg_temp");
    uint32_t at = names_find(s, SPACE_SCHEMA, 0, name, (str){ 0 }, 0);

    return at ? name_at(s, at - 1)->id : 0;
}

enum fit { FIT_NONE, FIT_CLASS, FIT_EXACT };

/* DROP TABLE finds a view, DROP CONSTRAINT any constraint, DROP TYPE a domain: bind says what it thinks of it. */
static enum fit fit_of(const struct schema *s, const struct object *o, enum object_kind kind)
{
    unsigned have = kind_flags(o->kind), want = kind_flags(kind);

    if (o->kind == kind)
        return FIT_EXACT;
    if (is_mysql(s) && (kind == KIND_FOREIGN_KEY || kind == KIND_PRIMARY_KEY))
        return FIT_NONE;
    if (is_mysql(s) && kind == KIND_CHECK) /* DROP CONSTRAINT */
        return FIT_CLASS;
    if ((want & KIND_CONSTRAINT) && !(have & KIND_CONSTRAINT))
        return FIT_NONE;
    return FIT_CLASS;
}

static const struct object *find_in(const struct schema *s, enum name_space space, object_id parent,
                                    enum object_kind kind, const str *name_and_args)
{
    const struct object *found = NULL;
    uint32_t at = 0;

    while ((at = names_find(s, space, parent, name_and_args[0], name_and_args[1], at))) {
        const struct object *o = &node_of(s, name_at(s, at - 1)->id)->o;
        enum fit fit = fit_of(s, o, kind);

        if (fit == FIT_EXACT)
            return o;
        if (fit == FIT_CLASS)
            found = o;
    }
    return found;
}

/* Of a table and a part of it: where the part's name is kept. */
static object_id names_parent(const struct schema *s, enum object_kind kind, object_id parent)
{
    const struct object *up = schema_get(s, parent);

    if (up && kind_parent(kind) == KIND_TABLE && up->kind != KIND_SCHEMA &&
        kind_space(s->dialect, kind) == SPACE_RELATION)
        return stage_parent(s, parent);
    return parent;
}

static const struct object *find_in_path(const struct schema *s, enum object_kind kind,
                                         const str *name_and_args)
{
    enum name_space space = kind_space(s->dialect, kind);
    object_id temporary = schema_temporary(s);
    const struct object *o = NULL;

    if (temporary)
        o = find_in(s, space, temporary, kind, name_and_args);
    for (size_t i = 0; i < s->session.path_n && !o; i++)
        o = find_in(s, space, s->session.path[i], kind, name_and_args);
    return o;
}

const struct object *schema_find(const struct schema *s, object_id parent, enum object_kind kind,
                                 str name, str args)
{
    str both[] = { name, is_mysql(s) ? (str){ 0 } : args };
    const struct object *o;

    if (!parent && kind_parent(kind) != KIND_NONE)
        return find_in_path(s, kind, both);
    o = find_in(s, kind_space(s->dialect, kind), names_parent(s, kind, parent), kind, both);
    if (!o && is_mysql(s) && (kind_flags(kind) & KIND_CONSTRAINT)) /* DROP CONSTRAINT of a key */
        o = find_in(
            s, kind == KIND_UNIQUE || kind == KIND_PRIMARY_KEY ? SPACE_CONSTRAINT : SPACE_INDEX,
            parent, kind, both);
    if (o && names_parent(s, kind, parent) != parent && stage_parent(s, o->id) != parent)
        return NULL; /* an index of another table */
    return o;
}

static const struct object *find_schema(const struct schema *s, str name)
{
    return schema_find(s, 0, KIND_SCHEMA, name, (str){ 0 });
}

const struct object *schema_find_path(const struct schema *s, enum object_kind kind,
                                      const struct path *p)
{
    struct path up = { .schema = p->schema, .name = p->table };
    const struct object *o;

    if (p->table.p) {
        o = schema_find_path(s, KIND_TABLE, &up);
        return o ? schema_find(s, o->id, kind, p->name, p->args) : NULL;
    }
    if (!p->schema.p || kind_parent(kind) == KIND_NONE)
        return schema_find(s, 0, kind, p->name, p->args);
    o = find_schema(s, p->schema);
    return o ? schema_find(s, o->id, kind, p->name, p->args) : NULL;
}

/* One of another kind in between: the chain goes on at the next of this kind. */
static object_id next_child(const struct schema *s, enum object_kind kind,
                            const struct object *after)
{
    object_id at = after->next;

    if (kind == after->kind)
        return after->next_like;
    while (at && kind != KIND_NONE && node_of(s, at)->o.kind != kind)
        at = node_of(s, at)->o.next;
    return at;
}

const struct object *schema_child_or_leaving(const struct schema *s, object_id parent,
                                             enum object_kind kind, const struct object *after)
{
    return schema_get(s, after ? next_child(s, kind, after) : store_first(s, parent, kind));
}

const struct object *schema_child(const struct schema *s, object_id parent, enum object_kind kind,
                                  const struct object *after)
{
    const struct object *o = schema_child_or_leaving(s, parent, kind, after);

    while (o && !object_lives(o))
        o = schema_child_or_leaving(s, parent, kind, o);
    return o;
}

const struct value *object_value(const struct object *o, enum attr attr)
{
    for (size_t i = 0; i < o->attrs.n && o->attrs.v[i].attr <= attr; i++)
        if (o->attrs.v[i].attr == attr)
            return &o->attrs.v[i].value;
    return &unset;
}

bool object_yes(const struct object *o, enum attr attr)
{
    const struct value *v = object_value(o, attr);

    return value_is_yes(v);
}

str object_text(const struct object *o, enum attr attr)
{
    const struct value *v = object_value(o, attr);

    return v->kind == VALUE_TEXT ? v->text : (str){ 0 };
}

void dependent_add(arena *a, struct dependent_list *l, bool *sorted, struct dependent d)
{
    for (size_t i = l->n; i > 0 && !(*sorted && l->v[i - 1].id < d.id); i--)
        if (l->v[i - 1].id == d.id && l->v[i - 1].by == d.by)
            return;
    *sorted = *sorted && (!l->n || l->v[l->n - 1].id <= d.id);
    *vec_push(a, l) = d;
}

/* The lists of users only grow: each entry is asked again. */
void schema_dependents(arena *a, const struct schema *s, object_id id, struct dependent_list *out)
{
    const struct node *n = node_of(s, id);
    bool sorted = true;

    for (size_t i = 0; i < n->users.n; i++) {
        const struct dependent *d = &n->users.v[i];
        const struct object *user = schema_get(s, d->id);

        if (user && user->state == STATE_THERE && value_refers(object_value(user, d->by), id))
            dependent_add(a, out, &sorted, *d);
    }
}

const struct object *schema_user(const struct schema *s, object_id id, size_t *at)
{
    const struct node *n = node_of(s, id);

    while (*at < n->users.n) {
        const struct object *user = schema_get(s, n->users.v[(*at)++].id);

        if (user && user->state != STATE_GONE)
            return user;
    }
    return NULL;
}

str store_gone_key(arena *a, enum object_kind kind, str name)
{
    return str_lower(a, str_printf(a, "%u " STR_FMT, (unsigned)kind, STR_ARG(name)));
}

const struct object *schema_gone(arena *scratch, const struct schema *s, enum object_kind kind,
                                 str name)
{
    return map_find(&s->gone, store_gone_key(scratch, kind, name));
}

bool schema_left_behind(arena *scratch, const struct schema *s, str table)
{
    const struct object_list *users = map_find(&s->loose, str_lower(scratch, table));

    for (size_t i = 0; users && i < users->n; i++) {
        const struct object *o = schema_get(s, users->v[i]);
        const struct value *v = o ? object_value(o, ATTR_REFERENCES) : &unset;

        if (o && o->state == STATE_THERE && v->kind == VALUE_REF &&
            str_eq_nocase(v->ref->path.name, table))
            return true;
    }
    return false;
}
