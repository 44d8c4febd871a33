/* ddl/read.c: which reader a statement goes to.
 *
 * Does      match the first words of a statement with the rows of its dialect, call the row's reader, and make
 *           what is left over opaque, with the reason
 * Does not  know any statement: read_<dialect>*.c do
 * See       ddl/read.h, ddl/parse_int.h
 */
#include "ddl/parse_int.h"

#include <string.h>

enum { STATEMENTS_DEEP = 64 }; /* SET STATEMENT … FOR SET STATEMENT … FOR … */

/* One of A|B|C, which end at a blank or a bracket. */
static bool take_one(struct parser *p, const char *w)
{
    while (!parse_take(p, w)) {
        w += strcspn(w, "| ]");
        if (*w != '|')
            return false;
        w++;
    }
    return true;
}

/* [words]: all of them or none. */
static const char *take_optional(struct parser *p, const char *w)
{
    const char *end = strchr(w, ']');
    size_t at = p->at;

    for (w++; w < end; w += *w == ' ') {
        if (!take_one(p, w)) {
            p->at = at;
            break;
        }
        w += strcspn(w, " ]");
    }
    return end + 1;
}

bool parse_take_pattern(struct parser *p, const char *pattern)
{
    size_t at = p->at;

    for (const char *w = pattern; *w; w += *w == ' ') {
        if (*w == '[') {
            w = take_optional(p, w);
        } else if (take_one(p, w)) {
            w += strcspn(w, " ");
        } else {
            p->at = at;
            return false;
        }
    }
    return true;
}

static const struct read_table *table_of(const struct dialect *d)
{
    switch (d->id) {
    case DIALECT_POSTGRES:
        return &read_postgres;
    case DIALECT_SQLITE:
        return &read_sqlite;
    case DIALECT_MYSQL:
    case DIALECT_MARIADB:
    case DIALECT__COUNT:
        break;
    }
    return &read_mysql;
}

/* What was not read is said, at the place where reading ended. */
static void add_opaque(struct parser *p, str reason, size_t at)
{
    struct change *c = statement_add(p->mem, p->out, CHANGE_OPAQUE, KIND_NONE);

    c->reason = reason;
    if (!p->why.n) {
        p->why = reason;
        p->why_at = at;
    }
    p->stuck = (str){ 0 };
    p->at = p->n;
    c->range = parse_range(p, at < p->n ? at : p->begin);
    p->out->opaque = true;
}

/* A reader gives a change its range when it is through with it: what has none is not complete, and is not
 * kept behind those that are. */
static void drop_unfinished(struct parser *p, size_t first)
{
    const struct token *t = &p->tokens[p->begin];
    struct change *v = p->out->changes.v;

    while (p->out->changes.n > first && !v[p->out->changes.n - 1].range.length)
        v[--p->out->changes.n] = (struct change){ 0 };
    for (size_t i = first; i < p->out->changes.n; i++)
        if (!v[i].range.length)
            v[i].range = (struct range){ (uint32_t)t->offset, (uint32_t)t->text.n };
}

/* What has no range of its own is the whole statement. */
static void finish_ranges(struct parser *p, size_t first)
{
    for (size_t i = first; i < p->out->changes.n; i++)
        if (!p->out->changes.v[i].range.length)
            p->out->changes.v[i].range = parse_range(p, p->begin);
}

void ddl_read_tokens(struct parser *p)
{
    const struct read_table *table = table_of(p->opts->dialect);
    const struct read_row *row = NULL;
    size_t from = p->at, outer = p->begin, first = p->out->changes.n;

    p->begin = from;
    for (size_t i = 0; i < table->n && !row; i++)
        if (parse_take_pattern(p, table->rows[i].words))
            row = &table->rows[i];
    if (!row) {
        add_opaque(p, S("this kind of statement is not known"), from);
        p->begin = outer;
        return;
    }
    p->out->verb = str_of(row->verb);
    if (++p->depth > STATEMENTS_DEEP)
        parse_stuck(p, "statements are nested too deeply");
    else
        row->read(p, row);
    p->depth--;
    if (p->stuck.n)
        drop_unfinished(p, first);
    else
        finish_ranges(p, first);
    if (p->stuck.n)
        add_opaque(p, p->stuck, p->stuck_at);
    else if (p->at < p->n)
        add_opaque(p, S("the rest of the statement could not be read"), p->at);
    p->begin = outer;
}

void ddl_read(arena *a, const struct ddl_opts *opts, str text, struct statement *out)
{
    struct parser p;

    *out = (struct statement){ .text = text };
    if (!parse_begin(&p, a, opts, text, out))
        add_opaque(&p, p.stuck, p.stuck_at);
    else if (p.n)
        ddl_read_tokens(&p);
    if (p.n && p.partner)
        syntax_check(&p);
}

struct sql_type *ddl_read_type(arena *a, const struct ddl_opts *opts, str text)
{
    struct statement unused = { .text = text };
    struct parser p;

    if (!parse_begin(&p, a, opts, text, &unused))
        return NULL;
    return parse_type(&p);
}

struct expr *ddl_read_expr(arena *a, const struct ddl_opts *opts, str text,
                           enum text_printer printer)
{
    struct statement unused = { .text = text };
    struct parser p;
    struct expr *e;

    if (!parse_begin(&p, a, opts, text, &unused))
        return arena_new(a, struct expr, 1);
    e = parse_query(&p, "");
    e->printer = printer;
    return e;
}

struct sql_type *parse_type(struct parser *p)
{
    switch (p->opts->dialect->id) {
    case DIALECT_POSTGRES:
        return types_postgres.read(p);
    case DIALECT_SQLITE:
        return types_sqlite.read(p);
    case DIALECT_MYSQL:
    case DIALECT_MARIADB:
    case DIALECT__COUNT:
        break;
    }
    return types_mysql.read(p);
}
