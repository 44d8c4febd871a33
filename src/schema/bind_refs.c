/* schema/bind_refs.c: names inside values become ids.
 *
 * Does      find columns, tables, types, functions and sequences that an edit's value names
 * Does not  complain of names in expressions: what they mean is for the server to say
 * Shape     by attribute for plain references, by struct ref.use in expressions
 * Errors    BIND_MISSING for columns of keys and tables that are referred to
 * See       schema/bind.h
 */
#include "schema/bind_int.h"

struct scope {
    struct binder *b;
    uint32_t change;
    object_id table; /* whose columns are meant; 0 = none */
    struct range range;
    vec(object_id) relations; /* that the expression at hand reads */
};

/* The object of the change, when it is a relation; else what it lives in. */
static object_id own_table(const struct binder *b, const struct change *c)
{
    const struct object *o = schema_get(b->s, c->object);

    if (!o)
        return 0;
    if (o->kind == KIND_OTHER && c->path.table.p) /* a period of MariaDB */
        return bind_relation(b, &(struct path){ .schema = c->path.schema, .name = c->path.table });
    return is_part(o->kind) ? stage_parent(b->s, o->id) : o->id;
}

static void need_column(struct scope *k, struct ref *r)
{
    r->id = k->table ? bind_column(k->b, k->table, r->path.name) : 0;
    if (r->id || !k->table || !r->path.name.p)
        return;
    if (bind_parts_open(k->b, k->table))
        r->id = bind_assume(k->b, KIND_COLUMN, k->table, r->path.name, (str){ 0 });
    else if (!(is_sqlite(k->b->s) && str_eq_nocase(r->path.name, S("rowid"))))
        bind_missing_column(k->b, k->change, r, k->table);
}

static bool may_lack_table(const struct binder *b)
{
    return is_sqlite(b->s) || b->s->session.no_keys_checked;
}

static void need_table(struct scope *k, struct ref *r)
{
    struct path as_part = { .schema = r->path.schema, .table = r->path.name };

    r->id = bind_relation(k->b, &r->path);
    if (r->id || may_lack_table(k->b))
        return;
    r->id = bind_table_of(k->b, k->change, &as_part, r->range);
}

static void find_index(struct scope *k, struct ref *r)
{
    r->id = bind_find(k->b, k->table, KIND_INDEX, r->path.name, (str){ 0 });
    if (!r->id && !r->path.table.p) {
        const struct object *o = schema_find_path(k->b->s, KIND_INDEX, &r->path);

        r->id = o ? o->id : 0;
    }
}

static object_id find_path(const struct scope *k, enum object_kind kind, const struct path *p)
{
    const struct object *o = schema_find_path(k->b->s, kind, p);

    return o ? o->id : 0;
}

/* OWNED BY t.c, a column of a publication: the parts as they were written may be schema.table, too. */
static void find_column_path(struct scope *k, struct ref *r)
{
    struct path table = { .schema = r->path.schema, .name = r->path.table };
    object_id id = r->path.table.p ? bind_relation(k->b, &table) : 0;

    r->id = id ? bind_column(k->b, id, r->path.name) : 0;
}

static void find_any(struct scope *k, struct ref *r)
{
    struct path loose = { .schema = r->path.schema, .name = r->path.name, .args = r->path.args };

    r->id = bind_relation(k->b, &r->path);
    if (!r->id && r->path.name.p)
        r->id = find_path(k, KIND_FUNCTION, &loose);
    if (!r->id && r->path.name.p)
        r->id = find_path(k, KIND_TYPE, &loose);
}

/* ---- expressions ---- */

static bool names_table(const struct binder *b, object_id table, str name)
{
    return names_equal(b->s, SPACE_RELATION, stage_name(b->s, table), name) ||
           str_eq_nocase(name, S("new")) || str_eq_nocase(name, S("old")) ||
           str_eq_nocase(name, S("excluded"));
}

/* A column without its table: of the own table first, then of the relations that the query reads. */
static object_id column_among(const struct scope *k, str name)
{
    object_id id = k->table ? bind_column(k->b, k->table, name) : 0;

    for (size_t i = 0; !id && i < k->relations.n; i++)
        id = bind_column(k->b, k->relations.v[i], name);
    return id;
}

static object_id column_in(const struct scope *k, const struct path *p)
{
    struct path table = { .schema = p->schema, .name = p->table };
    object_id id;

    if (!p->name.p)
        return 0;
    if (!p->table.p)
        return column_among(k, p->name);
    if (k->table && names_table(k->b, k->table, p->table))
        return bind_column(k->b, k->table, p->name);
    id = bind_relation(k->b, &table);
    return id ? bind_column(k->b, id, p->name) : 0;
}

static object_id find_used(const struct scope *k, const struct ref *r)
{
    switch (r->use) {
    case REF_COLUMN:
        return column_in(k, &r->path);
    case REF_RELATION:
    case REF_SEQUENCE:
        return bind_relation(k->b, &r->path);
    case REF_FUNCTION:
        return find_path(k, KIND_FUNCTION, &r->path);
    case REF_TYPE:
        return find_path(k, KIND_TYPE, &r->path);
    case REF_OBJECT:
        break;
    }
    return 0;
}

/* Tables are types, too; those that are called as a built-in type are not meant. */
static void bind_type(struct scope *k, struct sql_type *t)
{
    static const str built_in[] = { S_INIT("box"),       S_INIT("circle"), S_INIT("date"),
                                    S_INIT("interval"),  S_INIT("json"),   S_INIT("line"),
                                    S_INIT("money"),     S_INIT("name"),   S_INIT("path"),
                                    S_INIT("point"),     S_INIT("text"),   S_INIT("time"),
                                    S_INIT("timestamp"), S_INIT("uuid"),   S_INIT("xml") };
    struct path p = { .schema = t->schema, .name = t->name };

    if (!is_postgres(k->b->s))
        return;
    for (size_t i = 0; !t->schema.p && i < COUNT_OF(built_in); i++)
        if (str_eq(built_in[i], t->name))
            return;
    t->id = find_path(k, KIND_TYPE, &p);
}

/* Relations first: columns are looked for in them. */
static void bind_expr(struct scope *k, struct expr *e)
{
    k->relations.n = 0;
    for (size_t i = 0; i < e->refs.n; i++) {
        struct ref *r = &e->refs.v[i];

        if (r->use == REF_COLUMN)
            continue;
        if (r->path.name.p)
            r->id = find_used(k, r);
        if (r->use == REF_RELATION && r->id)
            *vec_push(k->b->a, &k->relations) = r->id;
    }
    for (size_t i = 0; i < e->refs.n; i++)
        if (e->refs.v[i].use == REF_COLUMN)
            e->refs.v[i].id = find_used(k, &e->refs.v[i]);
    for (size_t i = 0; e->casts && i < e->casts->n; i++)
        bind_type(k, e->casts->v[i]);
}

/* The last part of a key WITHOUT OVERLAPS of MariaDB is a period. */
static void bind_parts(struct scope *k, struct part_list *parts)
{
    bool period = is_mysql(k->b->s) && change_edit(change_at(k->b, k->change), ATTR_PERIOD);

    for (size_t i = 0; i + period < parts->n; i++)
        if (parts->v[i].expr)
            bind_expr(k, parts->v[i].expr);
        else
            need_column(k, &parts->v[i].column);
}

/* ---- by attribute ---- */

static void bind_ref(struct scope *k, enum attr attr, struct ref *r)
{
    if (!r->path.name.p)
        return;
    if (attr == ATTR_CLUSTERED_ON || attr == ATTR_USING_INDEX || attr == ATTR_PARENT_INDEX)
        find_index(k, r);
    else if (attr == ATTR_OWNED_BY)
        find_column_path(k, r);
    else if (attr == ATTR_EXECUTES)
        r->id = find_path(k, KIND_FUNCTION,
                          &(struct path){ .schema = r->path.schema, .name = r->path.name });
    else
        need_table(k, r);
}

/* Columns of the table that a foreign key refers to. */
static object_id referenced(struct scope *k)
{
    const struct change *c = change_at(k->b, k->change);
    const struct edit *e = change_edit(c, ATTR_REFERENCES);
    const struct value *v = e ? &e->value : NULL;

    if (v && v->kind == VALUE_REF && !v->ref->id)
        need_table(k, v->ref);

    if (!v && c->object)
        v = stage_value(k->b->s, c->object, ATTR_REFERENCES);
    return v && v->kind == VALUE_REF ? v->ref->id : 0;
}

static void bind_list(struct scope *k, enum attr attr, struct ref_list *l)
{
    struct scope of = *k;

    if (attr == ATTR_REF_COLUMNS)
        of.table = referenced(k);
    for (size_t i = 0; i < l->n; i++)
        if (attr == ATTR_DEPENDS)
            find_any(k, &l->v[i]);
        else if (attr == ATTR_INHERITS || attr == ATTR_LIKE)
            need_table(k, &l->v[i]);
        else if (l->v[i].path.table.p)
            find_column_path(k, &l->v[i]);
        else
            need_column(&of, &l->v[i]);
}

void bind_refs(struct binder *b, uint32_t i, struct edit *e)
{
    struct scope k = { .b = b, .change = i, .range = e->range };

    k.table = own_table(b, change_at(b, i));
    if (e->value.kind == VALUE_REF)
        bind_ref(&k, e->attr, e->value.ref);
    else if (e->value.kind == VALUE_REFS)
        bind_list(&k, e->attr, e->value.refs);
    else if (e->value.kind == VALUE_EXPR)
        bind_expr(&k, e->value.expr);
    else if (e->value.kind == VALUE_PARTS)
        bind_parts(&k, e->value.parts);
    else if (e->value.kind == VALUE_TYPE)
        bind_type(&k, e->value.type);
}
