/* ddl/outline_names.c: the names of objects in a statement.
 *
 * Does      read names as the server does: qualified, quoted, folded; lists, renames, name ON table
 * Does not  resolve them
 * Shape     every reader stands behind the pattern of its row; what is no name gives none
 * See       ddl/outline_int.h
 */
#include "ddl/outline_int.h"

static bool is_mysql(const struct reader *r)
{
    return r->d->rules & RULE_STORED_PROGRAM;
}

/* MySQL takes names that begin with digits, SQLite takes strings. */
static bool at_name(const struct reader *r)
{
    return reader_is_kind(r, TOKEN_WORD) || reader_is_kind(r, TOKEN_QUOTED) ||
           (reader_is_kind(r, TOKEN_NUMBER) && is_mysql(r)) ||
           (reader_is_kind(r, TOKEN_STRING) && r->d->id == DIALECT_SQLITE);
}

static str text_of(const struct reader *r, const struct token *t)
{
    return str_copy(r->mem, lex_text(r->mem, r->d, r->modes, t));
}

struct name name_read(struct reader *r)
{
    struct name name = { 0 };

    while (at_name(r)) {
        name.schema = name.text;
        name.text = text_of(r, &r->t);
        reader_next(r);
        if (!reader_is_kind(r, TOKEN_DOT))
            break;
        reader_next(r);
    }
    return name;
}

/* The host behind @, which the lexer gives with it: @'h', @h, or @ alone and the host next. */
static str host_of(struct reader *r)
{
    struct token host = r->t;

    host.text = str_skip(r->t.text, 1);
    if (!host.text.n) {
        reader_next(r);
        if (r->end)
            return S("");
        host = r->t;
    } else {
        host.kind = strchr("'\"", host.text.p[0]) ? TOKEN_STRING
                    : host.text.p[0] == '`'       ? TOKEN_QUOTED
                                                  : TOKEN_WORD;
    }
    reader_next(r);
    return text_of(r, &host);
}

struct name user_read(struct reader *r)
{
    struct name name = { 0 };

    if (!at_name(r) && !reader_is_kind(r, TOKEN_STRING))
        return name;
    if (reader_is_any(r, "CURRENT_USER|USER|CURRENT_ROLE"))
        return name;
    name.text = text_of(r, &r->t);
    reader_next(r);
    if (!r->end && r->t.text.n && r->t.text.p[0] == '@') {
        str host = host_of(r);

        name.text = str_printf(r->mem, STR_FMT "@" STR_FMT, STR_ARG(name.text), STR_ARG(host));
    }
    return name;
}

struct outline_object *object_add(struct reader *r, const struct row *row, struct outline *out,
                                  struct name name)
{
    struct outline_object *o = vec_push(r->mem, &out->objects);

    *o = (struct outline_object){ .kind = row->kind,
                                  .schema = name.schema,
                                  .name = name.text,
                                  .created = row->flags & MAKES,
                                  .dropped = row->flags & DROPS };
    return o;
}

/* ONLY is reserved on PostgreSQL, a plain name elsewhere. */
static void skip_only(struct reader *r)
{
    if (r->d->id == DIALECT_POSTGRES)
        (void)reader_take(r, "ONLY");
}

static bool add_next(struct reader *r, const struct row *row, struct outline *out)
{
    struct name name;

    skip_only(r);
    name = name_read(r);
    if (name.text.n)
        object_add(r, row, out, name);
    return name.text.n;
}

void read_one(struct reader *r, const struct row *row, struct outline *out)
{
    (void)add_next(r, row, out);
}

void read_list(struct reader *r, const struct row *row, struct outline *out)
{
    while (add_next(r, row, out)) {
        while (!r->end && !reader_is_kind(r, TOKEN_COMMA) && !reader_is_kind(r, TOKEN_WORD)) {
            if (reader_is_kind(r, TOKEN_OPEN)) /* argument types */
                reader_skip_parens(r);
            else
                reader_next(r);
        }
        if (!reader_is_kind(r, TOKEN_COMMA))
            return;
        reader_next(r);
    }
}

/* What is on a table lives in the table's schema, unless it is qualified itself. */
static void add_on(struct reader *r, const struct row *row, struct outline *out, struct name name)
{
    struct outline_object *o = object_add(r, row, out, name);
    struct name table;

    if (!reader_find(r, "ON"))
        return;
    reader_next(r);
    skip_only(r);
    table = name_read(r);
    o->table = table.text;
    if (!o->schema.n)
        o->schema = table.schema;
}

void read_index_on(struct reader *r, const struct row *row, struct outline *out)
{
    struct name none = { 0 };

    if (!r->end)
        add_on(r, row, out, reader_is(r, "ON") ? none : name_read(r));
}

void read_on(struct reader *r, const struct row *row, struct outline *out)
{
    struct name name = name_read(r);

    if (name.text.n)
        add_on(r, row, out, name);
}

void read_renames(struct reader *r, const struct row *row, struct outline *out)
{
    while (!r->end) {
        struct name name = row->kind == OBJECT_ROLE ? user_read(r) : name_read(r);

        if (!name.text.n)
            return;
        object_add(r, row, out, name);
        if (!reader_find(r, "TO"))
            return;
        reader_next(r);
        name = row->kind == OBJECT_ROLE ? user_read(r) : name_read(r);
        if (!name.text.n)
            return;
        object_add(r, row, out, name);
        if (!reader_is_kind(r, TOKEN_COMMA))
            return;
        reader_next(r);
    }
}
