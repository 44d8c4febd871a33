/* schema/bind_missing.c: what a statement names and nobody has made.
 *
 * Does      say it where the name stands, each missing table once, with the name that was perhaps meant
 * Does not  decide that it is missing (bind_find.c, bind_refs.c)
 * Errors    BIND_MISSING
 * See       schema/bind.h
 */
#include "schema/bind_int.h"

#include "base/nearest.h"

enum { SIBLINGS_MAX = 1000 }; /* looked at for a name that is near */

static str path_text(struct binder *b, const struct path *p)
{
    struct buf out = buf_on(b->a);

    path_print(&out, p);
    return buf_view(&out);
}

static bool missed_before(struct binder *b, const struct path *p)
{
    for (size_t i = 0; i < b->absent.n; i++)
        if (str_eq(b->absent.v[i].schema, p->schema) && str_eq(b->absent.v[i].name, p->name))
            return true;
    *vec_push(b->a, &b->absent) = *p;
    return false;
}

/* Where the statement says the name; names are slices of it unless quotes or letter case change them. */
static struct range written_at(const struct binder *b, str name, struct range otherwise)
{
    str text = b->st->text;

    if (!name.n || name.p < text.p || name.p + name.n > text.p + text.n)
        return otherwise;
    return (struct range){ (uint32_t)(name.p - text.p), (uint32_t)name.n };
}

static bool is_like(enum object_kind have, enum object_kind wanted)
{
    unsigned both = kind_flags(have) & kind_flags(wanted);

    return have == wanted || (both & (KIND_RELATION | KIND_CONSTRAINT));
}

/* Where the object would be; 0 = not known. */
static object_id place_of(const struct binder *b, enum object_kind kind, const struct path *p)
{
    struct path table = { .schema = p->schema, .name = p->table };

    if (is_part(kind) && p->table.p)
        return bind_relation(b, &table);
    if (kind_parent(kind) != KIND_SCHEMA)
        return 0;
    return p->schema.p ? bind_find(b, 0, KIND_SCHEMA, p->schema, (str){ 0 }) : b->s->session.home;
}

static str near(const struct binder *b, enum object_kind kind, const struct path *p)
{
    object_id parent = place_of(b, kind, p);
    const struct object *o = NULL;
    size_t limit = p->name.n / 3 + 1, best = limit;
    str found = { 0 };

    for (size_t n = 0; parent && n < SIBLINGS_MAX; n++) {
        o = schema_child(b->s, parent, KIND_NONE, o);
        if (!o)
            break;
        str name = stage_name(b->s, o->id);
        if (!is_like(o->kind, kind) || name.n > p->name.n + limit || name.n + limit < p->name.n)
            continue;
        size_t d = nearest_distance(p->name, name);
        if (d < best || (d == limit && !found.n)) {
            best = d;
            found = name;
        }
    }
    return p->name.n > 1 ? found : (str){ 0 };
}

void bind_missing(struct binder *b, uint32_t i, struct range r, enum object_kind kind,
                  const struct path *p)
{
    struct path own = { .name = p->name, .args = p->args };

    size_t before = b->errors->n;

    r = written_at(b, p->name, r);
    if ((kind == KIND_TABLE || kind == KIND_SCHEMA) && missed_before(b, p))
        return;
    if (!p->name.p)
        bind_fail(b, i, BIND_MISSING, r, "table \"" STR_FMT "\" has no %s", STR_ARG(p->table),
                  kind_word(kind));
    else if (is_part(kind) && p->table.p)
        bind_fail(b, i, BIND_MISSING, r,
                  "%s \"" STR_FMT "\" of table \"" STR_FMT "\" does not exist", kind_word(kind),
                  STR_ARG(p->name), STR_ARG(p->table));
    else if (p->args.p)
        bind_fail(b, i, BIND_MISSING, r, "%s " STR_FMT " does not exist", kind_word(kind),
                  STR_ARG(path_text(b, &own)));
    else
        bind_fail(b, i, BIND_MISSING, r, "%s \"" STR_FMT "\" does not exist", kind_word(kind),
                  STR_ARG(path_text(b, p)));
    if (b->errors->n > before)
        b->errors->v[before].meant = near(b, kind, p);
}

void bind_missing_column(struct binder *b, uint32_t i, const struct ref *r, object_id table)
{
    struct path p = { .table = stage_name(b->s, table), .name = r->path.name };

    bind_missing(b, i, r->range, KIND_COLUMN, &p);
}
