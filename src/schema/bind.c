/* schema/bind.c: a statement onto a schema.
 *
 * Does      send each change to who binds its verb; bind sessions, rows, upkeep
 * Does not  bind (bind_*.c), know the order of changes (bind_passes.c), make it true (fold.c)
 * Shape     a change has its object after it, what it implies is appended
 * Errors    bind_error_list
 * See       schema/bind.h
 */
#include "schema/bind.h"

#include "schema/bind_int.h"

enum { DEPTH_MAX = 64 };

static void bind_opaque(struct binder *b, uint32_t i)
{
    const struct change *c = change_at(b, i);
    const struct object *o = NULL;

    if (c->path.name.p)
        o = schema_find_path(b->s, c->kind == KIND_NONE ? KIND_TABLE : c->kind, &c->path);
    if (!o) {
        stage_open_schema(b->s);
        return;
    }
    change_at(b, i)->object = o->id;
    change_at(b, i)->parent = o->parent;
    stage_open(b->s, is_part(o->kind) ? o->parent : o->id);
}

static object_id rows_table(struct binder *b, uint32_t i)
{
    const struct change *c = change_at(b, i);
    object_id id = c->path.name.p ? bind_relation(b, &c->path) : 0;

    if (id || !c->path.name.p)
        return id;
    if (c->path.schema.p && (str_starts_nocase(c->path.schema, S("pg_")) ||
                             !bind_find(b, 0, KIND_SCHEMA, c->path.schema, (str){ 0 })))
        return 0;
    if (str_starts_nocase(c->path.name, S("sqlite_")))
        return 0;
    return bind_target(b, i);
}

static void bind_rows(struct binder *b, uint32_t i)
{
    object_id table = rows_table(b, i);
    struct change *c = change_at(b, i);
    struct rows *r = c->rows;

    c->object = table;
    c->parent = table ? schema_get(b->s, table)->parent : 0;
    for (size_t k = 0; k < r->from.n; k++)
        r->from.v[k].id = bind_relation(b, &r->from.v[k].path);
    for (size_t k = 0; table && k < r->set.n; k++)
        r->set.v[k].id = bind_column(b, table, r->set.v[k].path.name);
    for (size_t k = 0; table && k < r->condition.refs.n; k++) {
        struct ref *f = &r->condition.refs.v[k];

        if (f->use == REF_COLUMN)
            f->id = bind_column(b, table, f->path.name);
    }
}

static void bind_maintain(struct binder *b, uint32_t i)
{
    const struct change *c = change_at(b, i);
    const struct object *o;

    if (!c->path.name.p || c->kind == KIND_NONE)
        return;
    o = schema_find_path(b->s, c->kind, &c->path);
    if (o) {
        change_at(b, i)->object = o->id;
        change_at(b, i)->parent = o->parent;
        change_at(b, i)->kind = o->kind;
    } else if (kind_flags(c->kind) & KIND_RELATION) {
        bind_target(b, i);
    }
}

static void note_session(struct schema *s)
{
    *vec_push(s->mem, &s->log) = (struct stage){ .verb = STAGE_SESSION };
}

/* "app, public": the schemas that are there, the first of them is where things are made. */
static void set_search_path(struct schema *s, str text)
{
    struct session to = { .no_keys_checked = s->session.no_keys_checked };

    while (text.n && to.path_n < COUNT_OF(to.path)) {
        str one = str_trim(str_cut(text, ',', &text));
        const struct object *o;

        if (one.n >= 2 && (*one.p == '"' || *one.p == '\''))
            one = str_slice(one, 1, one.n - 1);
        o = schema_find(s, 0, KIND_SCHEMA, one, (str){ 0 });
        if (o)
            to.path[to.path_n++] = o->id;
    }
    if (!to.path_n)
        to.path[to.path_n++] = s->home;
    to.home = to.path[0];
    s->session = to;
}

static void bind_session(struct binder *b, uint32_t i)
{
    const struct change *c = change_at(b, i);
    const struct edit *e = change_edit(c, ATTR_VALUE);
    str value = e && e->verb == EDIT_SET && e->value.kind == VALUE_TEXT ? e->value.text : S("");

    if (str_eq_nocase(c->path.name, S("search_path")) && is_postgres(b->s)) {
        note_session(b->s);
        set_search_path(b->s, value);
    } else if (str_eq_nocase(c->path.name, S("foreign_key_checks")) && is_mysql(b->s)) {
        note_session(b->s);
        b->s->session.no_keys_checked = str_eq(value, S("0")) || str_eq_nocase(value, S("off")) ||
                                        str_eq_nocase(value, S("false"));
    } else if (str_eq_nocase(c->path.name, S("database")) && is_mysql(b->s) && value.p && value.n) {
        note_session(b->s);
        b->s->session.home = b->s->session.path[0] = bind_schema_named(b, i, value);
    }
}

/* ENABLE TRIGGER ALL, USER. */
static void alter_triggers(struct binder *b, uint32_t i)
{
    const struct change *c = change_at(b, i);
    object_id table = bind_table_of(b, i, &c->path, c->name_range);
    const struct edit *e = change_edit(c, ATTR_ENABLED);
    const struct object *o = NULL;

    change_at(b, i)->parent = table;
    while (table && e && (o = schema_child(b->s, table, KIND_TRIGGER, o))) {
        uint32_t made = bind_imply_on(b, i, CHANGE_ALTER, o->id);

        e = change_edit(change_at(b, i), ATTR_ENABLED);
        *vec_push(b->a, &change_at(b, made)->edits) = *e;
        bind_one(b, made);
    }
}

static bool is_grant(enum object_kind kind)
{
    return kind == KIND_GRANT || kind == KIND_DEFAULT_PRIVILEGES;
}

static void bind_alter(struct binder *b, uint32_t i)
{
    const struct change *c = change_at(b, i);

    if (c->kind == KIND_TRIGGER && !c->path.name.p && c->path.table.p) {
        alter_triggers(b, i);
        return;
    }
    object_id id = bind_target(b, i);

    if (!id || bind_forbids_alter(b, i, id))
        return;
    bind_edits(b, i);
    if (change_at(b, i)->kind == KIND_COLUMN) {
        bind_identity(b, i);
        if (change_at(b, i)->flags & CHANGE_RESTATES && b->s->dialect->id == DIALECT_MARIADB)
            bind_drop_inline(b, i, change_at(b, i)->object);
    }
    if (change_at(b, i)->kind == KIND_TABLE && is_mysql(b->s))
        bind_table_charset(b, i);
    if (change_edit(change_at(b, i), ATTR_PARTITION_BY) && is_mysql(b->s))
        bind_partitioning(b, i);
    bind_spread(b, i);
    if (change_at(b, i)->flags & CHANGE_ATTACH)
        bind_forbids_bounds(b, i);
    if (change_at(b, i)->flags & (CHANGE_ATTACH | CHANGE_DETACH))
        bind_attach(b, i);
    if (change_edit(change_at(b, i), ATTR_CONVERT))
        bind_convert(b, i);
    if (change_at(b, i)->flags & CHANGE_VALIDATE && change_at(b, i)->kind == KIND_NOT_NULL)
        bind_columns_not_null(b, i);
}

void bind_one(struct binder *b, uint32_t i)
{
    if (b->depth > DEPTH_MAX)
        return;
    b->depth++;
    switch (change_at(b, i)->verb) {
    case CHANGE_CREATE:
        if (is_grant(change_at(b, i)->kind))
            bind_grant(b, i);
        else
            bind_create(b, i);
        break;
    case CHANGE_DROP:
        if (is_grant(change_at(b, i)->kind))
            bind_revoke(b, i);
        else
            bind_drop(b, i);
        break;
    case CHANGE_ALTER:
        bind_alter(b, i);
        break;
    case CHANGE_RENAME:
        bind_rename(b, i);
        break;
    case CHANGE_MOVE:
        bind_move(b, i);
        break;
    case CHANGE_ROWS:
        bind_rows(b, i);
        break;
    case CHANGE_MAINTAIN:
        bind_maintain(b, i);
        break;
    case CHANGE_SESSION:
        bind_session(b, i);
        break;
    case CHANGE_OPAQUE:
        bind_opaque(b, i);
        break;
    case CHANGE_CONTROL:
    case CHANGE_RUN:
    case CHANGE__COUNT:
        break;
    }
    b->depth--;
}

uint32_t bind_imply(struct binder *b, uint32_t i, enum change_verb verb, enum object_kind kind)
{
    unsigned keep = change_at(b, i)->flags & (CHANGE_IN_BODY | CHANGE_CONCURRENTLY);
    struct range range = change_at(b, i)->range;
    struct change *c = statement_add(b->a, b->st, verb, kind);

    c->flags = CHANGE_IMPLIED | keep;
    c->cause = i + 1;
    c->range = range;
    return (uint32_t)b->st->changes.n - 1;
}

uint32_t bind_imply_on(struct binder *b, uint32_t i, enum change_verb verb, object_id id)
{
    uint32_t made = bind_imply(b, i, verb, schema_get(b->s, id)->kind);
    struct change *c = change_at(b, made);

    c->path = bind_path(b, id);
    c->object = id;
    c->parent = stage_parent(b->s, id);
    return made;
}

void bind_edit(struct binder *b, uint32_t i, enum attr attr, struct value v)
{
    change_set(b->a, change_at(b, i), attr, v, (struct range){ 0 });
}

void bind_reset(struct binder *b, uint32_t i, enum attr attr)
{
    struct edit *e =
        change_set(b->a, change_at(b, i), attr, (struct value){ 0 }, (struct range){ 0 });

    e->verb = EDIT_RESET;
}

void schema_bind(arena *a, struct schema *s, struct statement *st,
                 struct bind_error_list *out_errors)
{
    struct binder b = { .a = a, .s = s, .st = st, .errors = out_errors };
    uint32_t n = (uint32_t)st->changes.n;

    CHECK(s->log.n == 0); /* a bind that was neither folded nor taken back */
    s->session_before = s->session;
    bind_passes(&b, n);
    for (size_t i = 0; i < b.made.n; i++)
        bind_relink(&b, b.made.v[i]);
    bind_forbids_left(&b, n);
}
