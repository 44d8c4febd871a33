/* ddl/render_domain.c: enums and domains.
 *
 * Does      write them, their labels and constraints
 * Does not  write composite types (render_more.c), ranges and base types (render_rest.c)
 * See       ddl/render_int.h
 */
#include "ddl/render_int.h"

bool is_domain_part(const struct render *r, const struct change *c)
{
    struct path type = { .schema = c->path.schema, .name = c->path.table };
    const struct object *o;

    if (!c->path.table.p || r->engine != IN_POSTGRES ||
        (c->kind != KIND_COLUMN && !(kind_flags(c->kind) & KIND_CONSTRAINT)))
        return false;
    if (!r->s && c->kind == KIND_COLUMN && c->flags & CHANGE_CASCADE && c->verb != CHANGE_DROP)
        return true; /* only attributes of types are added, changed and renamed with CASCADE */
    for (size_t i = 0; i < r->n && &r->v[i] != c; i++)
        if ((r->v[i].kind == KIND_DOMAIN || r->v[i].kind == KIND_COMPOSITE) &&
            str_eq(r->v[i].path.name, type.name) && str_eq(r->v[i].path.schema, type.schema))
            return true;
    if (!r->s)
        return false;
    o = schema_find_path(r->s, KIND_DOMAIN, &type);
    return o && (o->kind == KIND_DOMAIN || o->kind == KIND_COMPOSITE);
}

bool say_enum(struct render *r, const struct change *c)
{
    static const struct phrase labels[] = { { ATTR_LABELS, IN_POSTGRES, "AS ENUM", AS_LABELS } };

    say_z(r, "CREATE TYPE ");
    say_path(r, &c->path);
    say_phrases(r, c, labels, 1);
    return true;
}

bool alter_enum(struct render *r, const struct change *c)
{
    const struct edit *e = change_edit(c, ATTR_LABELS);

    if (!e || c->edits.n != 1 || (e->verb != EDIT_ADD && e->verb != EDIT_RENAME))
        return false;
    say_z(r, "ALTER TYPE ");
    say_path(r, &c->path);
    say_z(r, e->verb == EDIT_ADD ? " ADD VALUE " : " RENAME VALUE ");
    say_z(r, c->flags & CHANGE_IF_NOT_EXISTS ? "IF NOT EXISTS " : "");
    say_literal(r, e->value.text);
    if (e->verb == EDIT_RENAME || e->neighbour.p)
        say_z(r, e->verb == EDIT_RENAME ? " TO " : e->before ? " BEFORE " : " AFTER ");
    if (e->verb == EDIT_RENAME || e->neighbour.p)
        say_literal(r, e->verb == EDIT_RENAME ? e->to : e->neighbour);
    say_all(r, c);
    return true;
}

bool say_domain(struct render *r, size_t i)
{
    static const struct phrase phrases[] = {
        { ATTR_TYPE, IN_POSTGRES, "AS", AS_TYPE },
        { ATTR_COLLATION, IN_POSTGRES, "COLLATE", AS_NAME },
        { ATTR_NOT_NULL, IN_POSTGRES, "NOT NULL", AS_YES },
        { ATTR_DEFAULT, IN_POSTGRES, "DEFAULT", AS_EXPR },
    };

    const struct change *c = &r->v[i];

    say_z(r, "CREATE DOMAIN ");
    say_path(r, &c->path);
    say_phrases(r, c, phrases, COUNT_OF(phrases));
    for (size_t k = say_next(r, i);
         k < r->n && r->v[k].verb == CHANGE_CREATE && is_part_of(&r->v[k], &c->path);
         k = say_next(r, k)) {
        say_z(r, " ");
        if (!say_constraint(r, &r->v[k]))
            return false;
        r->done[k] = true;
    }
    return true;
}

/* Changes of a domain, one a statement. */
bool alter_domain(struct render *r, const struct change *c)
{
    const struct edit *e = c->edits.n == 1 ? &c->edits.v[0] : NULL;
    bool set = e && e->verb == EDIT_SET;

    if (!e || (e->attr != ATTR_DEFAULT && e->attr != ATTR_NOT_NULL))
        return false;
    say_z(r, "ALTER DOMAIN ");
    say_path(r, &c->path);
    say_z(r, set ? " SET " : " DROP ");
    say_z(r, e->attr == ATTR_DEFAULT ? "DEFAULT" : "NOT NULL");
    if (set && e->attr == ATTR_DEFAULT) {
        say_z(r, " ");
        say_value(r, &e->value, AS_EXPR);
    }
    say_all(r, c);
    return true;
}

bool say_domain_part(struct render *r, const struct change *c)
{
    bool named = c->path.name.p;

    if (c->kind == KIND_COLUMN)
        return say_attribute(r, c);
    say_z(r, "ALTER DOMAIN ");
    say_table(r, &c->path);
    switch ((int)c->verb) {
    case CHANGE_CREATE:
        say_z(r, " ADD ");
        return say_constraint(r, c);
    case CHANGE_DROP:
        say_z(r, " DROP CONSTRAINT ");
        say_z(r, c->flags & CHANGE_IF_EXISTS ? "IF EXISTS " : "");
        say_name(r, c->path.name);
        say_z(r, c->flags & CHANGE_CASCADE ? " CASCADE" : "");
        return named;
    case CHANGE_RENAME:
        say_z(r, " RENAME CONSTRAINT ");
        say_name(r, c->path.name);
        say_z(r, " TO ");
        say_name(r, c->to.name);
        return named;
    case CHANGE_ALTER:
        say_z(r, " VALIDATE CONSTRAINT ");
        say_name(r, c->path.name);
        say_all(r, c);
        return named && c->flags & CHANGE_VALIDATE;
    default:
        return false;
    }
}
