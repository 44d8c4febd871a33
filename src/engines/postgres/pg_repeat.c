/* engines/postgres/pg_repeat.c: views and routines that have to give way for a moment.
 *
 * Does      find what depends on an object; write down what an object has beside its definition
 * Does not  drop or make anything (core/run_repeat.c)
 */
#include "engines/postgres/pg_int.h"

extern const char sql_postgres_dependents[];
extern const char sql_postgres_keep[];

static const char *kind_of(const struct outline_object *o)
{
    switch ((int)o->kind) {
    case OBJECT_TABLE:
    case OBJECT_VIEW:
    case OBJECT_OTHER:
        return "relation";
    case OBJECT_FUNCTION:
    case OBJECT_PROCEDURE:
        return "routine";
    case OBJECT_TYPE:
        return "type";
    default:
        return NULL;
    }
}

static bool known(const struct object_list *l, const struct outline_object *o)
{
    for (size_t i = 0; i < l->n; i++)
        if (l->v[i].kind == o->kind && str_eq(l->v[i].schema, o->schema) &&
            str_eq(l->v[i].name, o->name) && str_eq(l->v[i].table, o->table))
            return true;
    return false;
}

static void add_row(arena *a, const struct result *r, size_t row, struct object_list *out)
{
    str kind = result_text(r, row, 0);
    struct outline_object o = { .kind = str_eq(kind, S("view"))      ? OBJECT_VIEW
                                        : str_eq(kind, S("trigger")) ? OBJECT_TRIGGER
                                                                     : OBJECT_FUNCTION,
                                .schema = result_text(r, row, 1),
                                .name = result_text(r, row, 2) };

    if (!result_null(r, row, 3))
        o.table = result_text(r, row, 3);
    if (known(out, &o))
        return;
    o.schema = str_copy(a, o.schema);
    o.name = str_copy(a, o.name);
    o.table = str_copy(a, o.table);
    *vec_push(a, out) = o;
}

bool pg_dependents(arena *a, struct conn *c, const struct outline_object *o,
                   struct object_list *out, struct err *err)
{
    const char *params[] = { kind_of(o), o->schema.n ? str_z(a, o->schema) : NULL,
                             o->name.n ? str_z(a, o->name) : NULL };
    struct result r;

    if (!params[0] || !params[2])
        return true;
    if (!pg_call(pg_of(c), sql_postgres_dependents, params, COUNT_OF(params), &r, err))
        return false;
    for (size_t i = 0; i < r.rows; i++)
        add_row(a, &r, i, out);
    return true;
}

bool pg_keep(arena *a, struct conn *c, const struct outline_object *o, str *out_drop,
             struct str_list *out, struct err *err)
{
    const char *params[] = { kind_of(o), o->schema.n ? str_z(a, o->schema) : NULL,
                             str_z(a, o->name) };
    struct result r;

    if (!params[0])
        return true;
    if (!pg_call(pg_of(c), sql_postgres_keep, params, COUNT_OF(params), &r, err))
        return false;
    for (size_t i = 0; i < r.rows; i++) {
        if (!i)
            *out_drop = str_copy(a, result_text(&r, i, 0));
        if (!result_null(&r, i, 1))
            *vec_push(a, out) = str_copy(a, result_text(&r, i, 1));
    }
    return true;
}
