/* schema/bind_passes.c: the order in which a server does what one statement says.
 *
 * Does      bind the changes of a statement pass by pass, as PostgreSQL does
 * Does not  bind a change (bind.c), know the order of MySQL (bind_passes_mysql.c)
 * Shape     a pass for each change by its verb, kind and edits; changes in bodies run as they stand
 * See       schema/bind.h
 */
#include "schema/bind_int.h"

enum pg_pass {
    PG_DROP, /* also of a default, of NOT NULL */
    PG_TYPE,
    PG_MAKE,       /* columns; what is no part */
    PG_EXPRESSION, /* SET EXPRESSION */
    PG_SET,        /* NOT NULL, identity of columns that may be new */
    PG_KEY,
    PG_CONSTRAINT, /* other constraints; SET DEFAULT */
    PG_REST,
    PG_NAMES,
    PG_PASSES,
};

static unsigned pg_column_pass(const struct change *c)
{
    static const struct {
        enum attr attr;
        enum pg_pass set, reset;
    } rows[] = {
        { ATTR_TYPE, PG_TYPE, PG_TYPE },
        { ATTR_DEFAULT, PG_CONSTRAINT, PG_DROP },
        { ATTR_NOT_NULL, PG_SET, PG_DROP },
        { ATTR_IDENTITY, PG_SET, PG_DROP },
        { ATTR_GENERATED, PG_EXPRESSION, PG_DROP },
    };

    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        const struct edit *e = change_edit(c, rows[i].attr);
        bool no = e && (e->verb == EDIT_RESET || (e->value.kind == VALUE_BOOL && !e->value.yes));

        if (e)
            return no ? rows[i].reset : rows[i].set;
    }
    return PG_REST;
}

static unsigned pg_pass(const struct change *c)
{
    bool part = is_part(c->kind);

    if (c->verb == CHANGE_RENAME || c->verb == CHANGE_MOVE)
        return PG_NAMES;
    if (c->verb == CHANGE_DROP && part)
        return PG_DROP;
    if (c->verb == CHANGE_ALTER && part)
        return c->kind == KIND_COLUMN ? pg_column_pass(c) : PG_REST;
    if (c->verb == CHANGE_ALTER && c->kind == KIND_TABLE)
        return PG_REST;
    if (c->verb != CHANGE_CREATE || !part || c->kind == KIND_COLUMN)
        return PG_MAKE;
    return kind_flags(c->kind) & KIND_KEY || c->kind == KIND_INDEX ? PG_KEY : PG_CONSTRAINT;
}

/* Objects of one DROP do not stand in each other's way; clauses are dropped one by one, as they stand. */
static void postgres_passes(struct binder *b, uint32_t n)
{
    for (uint32_t i = 0; i < n; i++) {
        const struct change *c = change_at(b, i);
        const struct object *o;

        if (!c->path.name.p || c->verb != CHANGE_DROP || c->kind == KIND_COLUMN ||
            is_constraint(c->kind))
            continue;
        o = schema_find_path(b->s, c->kind, &c->path);
        if (o)
            *vec_push(b->a, &b->targets) = o->id;
    }
    for (unsigned pass = 0; pass < PG_PASSES; pass++)
        for (uint32_t i = 0; i < n; i++)
            if (pg_pass(change_at(b, i)) == pass)
                bind_one(b, i);
}

static bool has_body(const struct statement *st)
{
    for (size_t i = 0; i < st->changes.n; i++)
        if (st->changes.v[i].flags & CHANGE_IN_BODY)
            return true;
    return false;
}

void bind_passes(struct binder *b, uint32_t n)
{
    if (n <= 1 || has_body(b->st)) {
        for (uint32_t i = 0; i < n; i++) {
            bind_one(b, i);
            bind_place(b, i);
        }
    } else if (is_postgres(b->s)) {
        postgres_passes(b, n);
    } else {
        bind_mysql_passes(b, n);
    }
}
