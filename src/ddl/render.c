/* ddl/render.c: changes to SQL.
 *
 * Does      go through the changes; join those that one statement holds; tell what has no words
 * Does not  write a kind of object: render_table.c, render_key.c, render_alter.c, render_object.c do
 * Shape     a writer is tried for a change; when it has no words what it wrote is taken back
 * See       ddl/render.h, ddl/render_int.h
 */
#include "ddl/render_int.h"

void say_mark(struct render *r, const struct change *c, const struct edit *e)
{
    size_t i = (size_t)(e - c->edits.v);

    if (c >= r->v && c < r->v + r->n && i < 64)
        r->said[c - r->v] |= UINT64_C(1) << i;
}

static bool is_taken(const struct render *r, const struct change *c, const struct edit *e)
{
    size_t i = (size_t)(e - c->edits.v);

    return c >= r->v && c < r->v + r->n && i < 64 && r->said[c - r->v] & UINT64_C(1) << i;
}

const struct edit *say_take(struct render *r, const struct change *c, enum attr attr)
{
    const struct edit *e = change_edit(c, attr);

    if (!e || e->verb != EDIT_SET || is_taken(r, c, e))
        return NULL;
    say_mark(r, c, e);
    return e;
}

bool say_yes(struct render *r, const struct change *c, enum attr attr)
{
    const struct edit *e = say_take(r, c, attr);

    return e && e->value.yes;
}

void say_all(struct render *r, const struct change *c)
{
    for (size_t i = 0; i < c->edits.n; i++)
        say_mark(r, c, &c->edits.v[i]);
}

void say_phrases(struct render *r, const struct change *c, const struct phrase *rows, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        const struct edit *e = rows[i].engines & r->engine ? say_take(r, c, rows[i].attr) : NULL;

        if (!e || (rows[i].how == AS_YES && !e->value.yes))
            continue;
        buf_printf(&r->out, " %s", rows[i].words);
        if (rows[i].how != AS_YES && rows[i].words[0])
            buf_char(&r->out, ' ');
        say_value(r, &e->value, rows[i].how);
    }
}

void say_end(struct render *r)
{
    if (r->out.n)
        *vec_push(r->mem, r->statements) = str_copy(r->mem, buf_view(&r->out));
    buf_clear(&r->out);
}

/* What the server does by itself, and what was read inside a body, is not written. */
static bool is_own(const struct change *c)
{
    return !(c->flags & (CHANGE_IMPLIED | CHANGE_IN_BODY));
}

size_t say_next(const struct render *r, size_t i)
{
    for (i++; i < r->n; i++)
        if (is_own(&r->v[i]))
            return i;
    return r->n;
}

static void tell(struct render *r, const struct change *c)
{
    struct buf line = buf_on(r->mem);

    change_print(&line, c);
    *vec_push(r->mem, r->unsaid) = str_trim_end(buf_view(&line));
}

/* The edits of a change that nobody had words for. */
static void tell_edits(struct render *r, size_t i)
{
    const struct change *c = &r->v[i];

    for (size_t k = 0; k < c->edits.n && k < 64; k++) {
        struct buf line;

        if (r->said[i] & (UINT64_C(1) << k) || c->edits.v[k].attr == ATTR_DEPENDS)
            continue;
        line = buf_on(r->mem);
        buf_printf(&line, "%s ", kind_word(c->kind));
        path_print(&line, &c->path);
        buf_printf(&line, ": %s", attr_word(c->edits.v[k].attr));
        *vec_push(r->mem, r->unsaid) = buf_view(&line);
    }
}

/* RENAME TO u, ADD a … of MySQL: the next change is a clause of the table under its old name. */
static bool is_renamed_early(const struct render *r, size_t i)
{
    const struct change *c = &r->v[i];
    size_t next = say_next(r, i);

    return r->engine == IN_MY && c->verb == CHANGE_RENAME && c->kind == KIND_TABLE && next < r->n &&
           is_part_of(&r->v[next], &c->path) && is_alter_clause(r, &r->v[next]);
}

static bool write(struct render *r, size_t i)
{
    const struct change *c = &r->v[i];

    if (c->verb == CHANGE_ALTER && !c->edits.n && !(c->flags & ~(unsigned)CHANGE_IF_EXISTS))
        return true; /* ALTER TABLE t of MySQL, SET WITHOUT OIDS: nothing */
    if (c->verb == CHANGE_CREATE && c->kind == KIND_TABLE)
        return say_create_table(r, i);
    if (is_alter_clause(r, c) || is_renamed_early(r, i))
        return say_alter_table(r, i);
    if (c->verb == CHANGE_CREATE && c->kind == KIND_INDEX)
        return say_create_index(r, i);
    return say_object(r, i);
}

static void write_one(struct render *r, size_t i)
{
    if (r->done[i] || !is_own(&r->v[i]))
        return;
    r->done[i] = true;
    if (write(r, i)) {
        say_end(r);
        return;
    }
    buf_clear(&r->out);
    r->said[i] = UINT64_MAX;
    tell(r, &r->v[i]);
}

void ddl_render(arena *a, const struct render_opts *opts, const struct schema *s,
                const struct change *v, size_t n, struct rendered *out)
{
    static const unsigned engines[DIALECT__COUNT] = {
        [DIALECT_SQLITE] = IN_SQLITE,
        [DIALECT_POSTGRES] = IN_POSTGRES,
        [DIALECT_MYSQL] = IN_MY,
        [DIALECT_MARIADB] = IN_MY,
    };
    struct render r = {
        .mem = a,
        .opts = opts,
        .s = s,
        .v = v,
        .n = n,
        .done = arena_new(a, bool, n + 1),
        .said = arena_new(a, uint64_t, n + 1),
        .engine = engines[opts->dialect->id],
        .out = buf_on(a),
        .statements = &out->statements,
        .unsaid = &out->unsaid,
    };

    for (size_t i = 0; i < n; i++)
        write_one(&r, i);
    for (size_t i = 0; i < n; i++)
        if (is_own(&v[i]))
            tell_edits(&r, i);
}
