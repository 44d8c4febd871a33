/* assess/inverse.c: do the downs of a file bring back what its ups changed?
 *
 * Does      keep the tables and other objects that the ups touch as lines, before they do; compare after the downs
 * Does not  compare texts that a server wrote, queries of views, order of columns, or rows
 * Shape     one entry an object that does not live in another one; of what is not known nothing is compared
 * See       assess/rules/down_not_inverse.c
 */
#include "assess/assess_int.h"

#include <stdlib.h>

void inverse_begin(struct assess *as)
{
    as->befores.n = 0;
    as->not_restored.n = 0;
    as->opaque_here = false;
}

/* The table of a column, the schema's own objects themselves. */
static const struct object *root_of(const struct assess *as, object_id id)
{
    const struct object *o = schema_get(as->schema, id);
    while (o && (kind_flags(o->kind) & KIND_PART))
        o = schema_get(as->schema, o->parent);
    return o && o->kind != KIND_SCHEMA && o->kind != KIND_DATABASE ? o : NULL;
}

static bool was_there(const struct object *o)
{
    return o->state == STATE_THERE || o->state == STATE_LEAVING;
}

/* What a person wrote; absent = a server did, or it is long: only whether it is there is compared. */
static str written(const struct assess *as, const struct attribute *a)
{
    const struct value *v = &a->value;
    bool compared = a->attr == ATTR_DEFAULT || a->attr == ATTR_GENERATED ||
                    a->attr == ATTR_EXPRESSION || a->attr == ATTR_PREDICATE ||
                    a->attr == ATTR_ON_UPDATE;
    return compared && v->kind == VALUE_EXPR && v->expr->printer == PRINTER_USER
               ? text_normal(as->mem, as->opts.effect.dialect, v->expr->text)
               : (str){ 0 };
}

static void print_object(const struct assess *as, struct buf *out, const struct object *o)
{
    buf_printf(out, "%s \"" STR_FMT "\"", kind_word(o->kind), STR_ARG(o->name));
    for (size_t i = 0; i < o->attrs.n; i++) {
        const struct attribute *a = &o->attrs.v[i];
        enum attr_compare how = attr_compare(a->attr);
        if (how == COMPARE_REPORT || how == COMPARE_ENVIRONMENT || a->attr == ATTR_DEPENDS ||
            a->attr == ATTR_PARTS || a->attr == ATTR_COLUMNS)
            continue;
        if (a->value.kind == VALUE_BOOL && !a->value.yes)
            continue;
        str text = written(as, a);
        if (a->attr == ATTR_DEFAULT && a->value.kind == VALUE_EXPR &&
            (a->value.expr->facts & EXPR_NULL)) /* as if there were none */
            continue;
        buf_printf(out, ", %s%s" STR_FMT, attr_word(a->attr), text.n ? " " : "", STR_ARG(text));
        if (how == COMPARE_TEXT || a->value.kind == VALUE_BOOL)
            continue;
        buf_char(out, ' ');
        value_print(out, &a->value);
    }
}

static void add_lines(struct assess *as, struct str_list *out, const struct object *o, bool now)
{
    for (object_id id = o->first; id;) {
        const struct object *c = schema_get(as->schema, id);
        struct buf line = buf_on(as->mem);
        id = c->next;
        bool there = now ? c->state == STATE_THERE || c->state == STATE_COMING : was_there(c);
        if (!there || (c->flags & (OBJECT_ASSUMED | OBJECT_IMPLIED)) || !c->name.n ||
            c->kind == KIND_GRANT)
            continue;
        print_object(as, &line, c);
        *vec_push(as->mem, out) = buf_view(&line);
    }
}

static bool noted(const struct assess *as, const struct path *path, enum object_kind kind)
{
    for (size_t i = 0; i < as->befores.n; i++)
        if (as->befores.v[i].kind == kind && str_eq(as->befores.v[i].path.name, path->name) &&
            str_eq(as->befores.v[i].path.schema, path->schema))
            return true;
    return false;
}

static void note_object(struct assess *as, const struct object *o)
{
    const struct object *p = schema_get(as->schema, o->parent);
    struct path path = { .schema = p ? p->name : (str){ 0 }, .name = o->name };
    if (!o->name.n || noted(as, &path, o->kind))
        return;
    struct before *b = vec_push(as->mem, &as->befores);
    *b = (struct before){ .kind = o->kind, .there = was_there(o) };
    b->path.schema = str_copy(as->mem, path.schema);
    b->path.name = str_copy(as->mem, path.name);
    if (b->there)
        add_lines(as, &b->lines, o, false);
    if (o->flags & (OBJECT_ASSUMED | OBJECT_OPEN))
        b->lines.n = 0;
}

void inverse_note(struct assess *as, const struct statement *st)
{
    for (size_t i = 0; i < st->changes.n; i++) {
        const struct change *c = &st->changes.v[i];
        const struct object *o = root_of(as, c->object ? c->object : c->parent);
        if (c->verb <= CHANGE_MOVE && o && !(c->flags & (CHANGE_NOTHING | CHANGE_TEMPORARY)) &&
            !(o->flags & OBJECT_IMPLIED))
            note_object(as, o);
    }
}

static bool has_line(const struct str_list *list, str line)
{
    for (size_t i = 0; i < list->n; i++)
        if (str_eq(list->v[i], line))
            return true;
    return false;
}

/* `column "email"` of `column "email", type text`. */
static str title_of(str line)
{
    size_t at = str_find(line, S("\", "));
    return at == STR_NONE ? line : str_slice(line, 0, at + 1);
}

static str line_of(const struct str_list *list, str title)
{
    for (size_t i = 0; i < list->n; i++)
        if (str_eq(title_of(list->v[i]), title))
            return list->v[i];
    return (str){ 0 };
}

static str rest_of(str line)
{
    str rest = str_skip(line, title_of(line).n);
    return rest.n ? str_skip(rest, 2) : S("nothing of its own");
}

static void tell(struct assess *as, str what)
{
    *vec_push(as->mem, &as->not_restored) = what;
}

static void compare_lines(struct assess *as, const struct before *b, const struct str_list *now)
{
    for (size_t i = 0; i < b->lines.n; i++) {
        str was = b->lines.v[i], title = title_of(was), is = line_of(now, title);
        if (!is.n)
            tell(as, str_printf(as->mem, STR_FMT " of \"" STR_FMT "\" is not there again",
                                STR_ARG(title), STR_ARG(b->path.name)));
        else if (!str_eq(was, is))
            tell(as,
                 str_printf(as->mem, STR_FMT " of \"" STR_FMT "\" had " STR_FMT " and has " STR_FMT,
                            STR_ARG(title), STR_ARG(b->path.name), STR_ARG(rest_of(was)),
                            STR_ARG(rest_of(is))));
    }
}

/* What was not there before; of a table that is not known whole nothing can be said. */
static void compare_new(struct assess *as, const struct before *b, const struct object *o,
                        const struct str_list *now)
{
    for (size_t i = 0; i < now->n; i++) {
        str title = title_of(now->v[i]);
        if (!(o->flags & (OBJECT_ASSUMED | OBJECT_OPEN)) && !line_of(&b->lines, title).n &&
            !has_line(&b->lines, now->v[i]))
            tell(as, str_printf(as->mem, STR_FMT " of \"" STR_FMT "\" is still there",
                                STR_ARG(title), STR_ARG(b->path.name)));
    }
}

void inverse_compare(struct assess *as)
{
    if (!as->down_seen || as->opaque_here)
        return;
    for (size_t i = 0; i < as->befores.n; i++) {
        const struct before *b = &as->befores.v[i];
        const struct object *o = schema_find_path(as->schema, b->kind, &b->path);
        struct str_list now = { 0 };
        if (o && o->kind != b->kind)
            o = NULL;
        if (!o && b->there)
            tell(as, str_printf(as->mem, "%s \"" STR_FMT "\" is not there again",
                                kind_word(b->kind), STR_ARG(b->path.name)));
        else if (o && !b->there)
            tell(as, str_printf(as->mem, "%s \"" STR_FMT "\" is still there", kind_word(b->kind),
                                STR_ARG(b->path.name)));
        if (!o || !b->there)
            continue;
        add_lines(as, &now, o, true);
        compare_lines(as, b, &now);
        compare_new(as, b, o, &now);
    }
}
