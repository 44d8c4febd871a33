/* ddl/render_alter_column.c: ALTER COLUMN, MODIFY and CHANGE.
 *
 * Does      write what becomes of a column that is there
 * Does not  add, drop or rename one (render_alter.c)
 * Shape     PostgreSQL: a clause an attribute; MySQL: the whole definition, of what the column has and what is set
 * See       ddl/render_int.h
 */
#include "ddl/render_int.h"

static const struct form pg_column[] = {
    { ATTR_TYPE, "TYPE", NULL, AS_TYPE, NULL, NULL },
    { ATTR_DEFAULT, "SET DEFAULT", "DROP DEFAULT", AS_EXPR, NULL, NULL },
    { ATTR_NOT_NULL, "SET NOT NULL", "DROP NOT NULL", AS_YES, NULL, NULL },
    { ATTR_GENERATED, "SET EXPRESSION AS", "DROP EXPRESSION", AS_PAREN, NULL, NULL },
    { ATTR_IDENTITY, NULL, "DROP IDENTITY", AS_RAW, NULL, NULL },
    { ATTR_STATISTICS_TARGET, "SET STATISTICS", "SET STATISTICS -1", AS_NUMBER, NULL, NULL },
    { ATTR_STORAGE, "SET STORAGE", "SET STORAGE DEFAULT", AS_RAW, NULL, NULL },
    { ATTR_COMPRESSION, "SET COMPRESSION", "SET COMPRESSION default", AS_RAW, NULL, NULL },
    { ATTR_OPTIONS, NULL, "RESET", AS_OPTIONS, "SET", NULL },
};

/* Of an identity column, behind each other in one clause. */
static const struct form pg_identity[] = {
    { ATTR_START, "SET START WITH", NULL, AS_RAW, NULL, NULL },
    { ATTR_INCREMENT, "SET INCREMENT BY", NULL, AS_RAW, NULL, NULL },
    { ATTR_MINVALUE, "SET MINVALUE", "SET NO MINVALUE", AS_RAW, NULL, NULL },
    { ATTR_MAXVALUE, "SET MAXVALUE", "SET NO MAXVALUE", AS_RAW, NULL, NULL },
    { ATTR_CACHE, "SET CACHE", NULL, AS_RAW, NULL, NULL },
    { ATTR_CYCLE, "SET CYCLE", "SET NO CYCLE", AS_YES, NULL, NULL },
    { ATTR_RESTART, "RESTART", NULL, AS_RAW, NULL, NULL },
};

static const struct form my_column[] = {
    { ATTR_DEFAULT, "SET DEFAULT", "DROP DEFAULT", AS_DEFAULT, NULL, NULL },
    { ATTR_INVISIBLE, "SET INVISIBLE", "SET VISIBLE", AS_YES, NULL, NULL },
};

static const struct form lite_column[] = {
    { ATTR_NOT_NULL, "SET NOT NULL", "DROP NOT NULL", AS_YES, NULL, NULL },
};

/* DROP EXPRESSION IF EXISTS, DROP IDENTITY IF EXISTS */
static bool drops_quietly(const struct change *c, const struct edit *e)
{
    return c->flags & CHANGE_IF_EXISTS && e->verb == EDIT_RESET &&
           (e->attr == ATTR_GENERATED || e->attr == ATTR_IDENTITY);
}

bool only_drops_quietly(const struct change *c)
{
    for (size_t i = 0; i < c->edits.n; i++)
        if (c->verb != CHANGE_ALTER || !drops_quietly(c, &c->edits.v[i]))
            return false;
    return c->edits.n > 0;
}

/* What stands behind TYPE t, and IF EXISTS behind what is dropped. */
static void say_more(struct render *r, const struct change *c, const struct edit *e)
{
    static const struct phrase type[] = {
        { ATTR_COLLATION, IN_POSTGRES, "COLLATE", AS_NAME },
        { ATTR_USING, IN_POSTGRES, "USING", AS_EXPR },
    };
    static const struct phrase not_null[] = { { ATTR_CONFLICT, IN_SQLITE, "ON CONFLICT", AS_RAW } };

    if (e->attr == ATTR_TYPE)
        say_phrases(r, c, type, COUNT_OF(type));
    if (e->attr == ATTR_NOT_NULL)
        say_phrases(r, c, not_null, COUNT_OF(not_null));
    if (drops_quietly(c, e))
        say_z(r, " IF EXISTS");
}

static const struct form_head of_column = { .words = "ALTER COLUMN ", .more = say_more };
/* Behind SET GENERATED: the blank comes from the first clause of a statement. */
static const struct form_head goes_on = { .words = "", .once = true };
static const struct form_head of_identity = { .words = "ALTER COLUMN ", .once = true };

const char *exists_words(const struct change *c)
{
    return c->flags & CHANGE_IF_NOT_EXISTS ? "IF NOT EXISTS "
           : c->flags & CHANGE_IF_EXISTS   ? "IF EXISTS "
                                           : "";
}

void say_position(struct render *r, const struct change *c)
{
    const struct edit *e = r->engine == IN_MY ? say_take(r, c, ATTR_POSITION) : NULL;

    if (!e)
        return;
    say_z(r, e->value.text.n ? " AFTER " : " FIRST");
    if (e->value.text.n)
        say_name(r, e->value.text);
}

static bool has_identity(const struct render *r, const struct change *c)
{
    const struct object *o = object_before(r, c);

    for (const struct change *b = r->v; b < c; b++) /* added by a clause before */
        if (b->kind == KIND_COLUMN && b->verb == CHANGE_CREATE && change_edit(b, ATTR_IDENTITY) &&
            str_eq(b->path.name, c->path.name) && str_eq(b->path.table, c->path.table))
            return true;
    return o && object_value(o, ATTR_IDENTITY)->kind != VALUE_NONE;
}

static void alter_identity(struct render *r, const struct change *c, bool *first)
{
    const struct edit *e = change_edit(c, ATTR_IDENTITY);
    bool set = e && e->verb == EDIT_SET, none = true;

    if (set && !has_identity(r, c) && !change_edit(c, ATTR_RESTART)) {
        (void)clause_begin(r, first);
        say_z(r, "ALTER COLUMN ");
        say_name(r, c->path.name);
        say_z(r, " ADD");
        say_identity(r, c);
        return;
    }
    if (!set) {
        SAY_FORMS(r, c, &of_identity, pg_identity, first);
        return;
    }
    (void)clause_begin(r, first);
    say_z(r, "ALTER COLUMN ");
    say_name(r, c->path.name);
    say_z(r, str_eq(e->value.text, S("always")) ? " SET GENERATED ALWAYS"
                                                : " SET GENERATED BY DEFAULT");
    say_mark(r, c, e);
    SAY_FORMS(r, c, &goes_on, pg_identity, &none);
}

/* The whole definition, which MODIFY wants, of what the column has and what the change sets. */
static bool whole_column(struct render *r, const struct change *c, struct change *out)
{
    const struct object *o = object_before(r, c);

    if (!o)
        return false;
    *out = (struct change){ .verb = CHANGE_ALTER, .kind = KIND_COLUMN, .path = c->path };
    for (size_t i = 0; i < o->attrs.n; i++)
        if (!change_edit(c, o->attrs.v[i].attr))
            change_set(r->mem, out, o->attrs.v[i].attr, o->attrs.v[i].value, (struct range){ 0 });
    for (size_t i = 0; i < c->edits.n; i++)
        if (c->edits.v[i].verb == EDIT_SET)
            *vec_push(r->mem, &out->edits) = c->edits.v[i];
    say_all(r, c);
    return true;
}

/* CHANGE a b: the rename that follows. */
static const struct change *rename_of(struct render *r, size_t i)
{
    const struct change *c = &r->v[i], *to;
    size_t next = say_next(r, i);

    if (next == r->n)
        return NULL;
    to = &r->v[next];
    if (to->verb != CHANGE_RENAME || to->kind != KIND_COLUMN ||
        !str_eq(to->path.name, c->path.name) ||
        !is_part_of(to, &(struct path){ .schema = c->path.schema, .name = c->path.table }))
        return NULL;
    r->done[next] = true;
    return to;
}

static bool mysql_modify(struct render *r, size_t i, bool *first)
{
    const struct change *c = &r->v[i], *to = rename_of(r, i);
    struct change whole;

    (void)clause_begin(r, first);
    say_z(r, to ? "CHANGE COLUMN " : "MODIFY COLUMN ");
    say_z(r, exists_words(c));
    say_name(r, c->path.name);
    if (to) {
        say_z(r, " ");
        say_name(r, to->to.name);
    }
    if (!(c->flags & CHANGE_RESTATES) && !whole_column(r, c, &whole))
        return false;
    say_definition(r, c->flags & CHANGE_RESTATES ? c : &whole);
    if (!say_inline_parts_of(r, i))
        return false;
    say_position(r, c->flags & CHANGE_RESTATES ? c : &whole);
    return true;
}

static bool mysql_alter_column(struct render *r, size_t i, bool *first)
{
    const struct change *c = &r->v[i];
    bool small = !(c->flags & CHANGE_RESTATES);

    for (size_t k = 0; k < c->edits.n; k++)
        small &= c->edits.v[k].attr == ATTR_DEFAULT || c->edits.v[k].attr == ATTR_INVISIBLE;
    if (!small)
        return mysql_modify(r, i, first);
    SAY_FORMS(r, c, &of_column, my_column, first);
    return true;
}

/* OPTIONS (SET a 'x', DROP b) of a foreign table's column. */
static void foreign_options(struct render *r, const struct change *c, bool *first)
{
    (void)clause_begin(r, first);
    say_z(r, "ALTER COLUMN ");
    say_name(r, c->path.name);
    say_foreign_edits(r, c);
}

bool say_alter_column(struct render *r, size_t i, bool *first)
{
    const struct change *c = &r->v[i];

    if (r->engine == IN_MY)
        return mysql_alter_column(r, i, first);
    if (r->engine == IN_SQLITE) {
        SAY_FORMS(r, c, &of_column, lite_column, first);
        return true;
    }
    if (is_foreign(r, c) && change_edit(c, ATTR_OPTIONS))
        foreign_options(r, c, first);
    SAY_FORMS(r, c, &of_column, pg_column, first);
    alter_identity(r, c, first);
    return true;
}
