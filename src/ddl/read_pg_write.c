/* ddl/read_pg_write.c: INSERT, UPDATE, DELETE, MERGE, TRUNCATE, COPY.
 *
 * Does      the outline: the table that is written, its columns, the condition, what is read
 * Does not  keep values: rows of VALUES are stepped over, so a long INSERT costs a step a row
 * See       ddl/read_pg_int.h, schema/change.h struct rows
 */
#include "ddl/read_pg_int.h"

static const struct path nowhere = { 0 };

static struct rows *begin(struct parser *p, enum rows_verb verb, struct range *out_name)
{
    bool only = parse_take(p, "ONLY");
    struct path path = pgr_path(p, out_name);
    struct change *c = pgr_change(p, CHANGE_ROWS, KIND_TABLE, path, *out_name);

    c->flags |= only ? CHANGE_ONLY : 0;
    c->rows->verb = verb;
    (void)parse_take_op(p, "*");
    return c->rows;
}

/* [AS] alias, unless it is the word that follows. */
static void skip_alias(struct parser *p, const char *next)
{
    size_t from = p->at;

    if (parse_take(p, "AS")) {
        pgr_name(p, NULL);
        return;
    }
    if (parse_take_any(p, next) >= 0)
        p->at = from;
    else
        (void)parse_name(p);
}

/* A name with the fields or subscripts that may follow it: a, a.b, a[1]. */
static void read_column(struct parser *p, struct rows *rows)
{
    struct range range;
    str name = pgr_name(p, &range);

    *vec_push(p->mem, &rows->set) =
        (struct ref){ .use = REF_COLUMN, .path = { .name = name }, .range = range };
    while (!parse_end(p) && !parse_is_kind(p, TOKEN_COMMA) && !parse_is_kind(p, TOKEN_CLOSE) &&
           !parse_is_op(p, "="))
        p->at++;
}

static void read_columns(struct parser *p, struct rows *rows)
{
    parse_expect_kind(p, TOKEN_OPEN);
    do
        read_column(p, rows);
    while (parse_take_kind(p, TOKEN_COMMA));
    parse_expect_kind(p, TOKEN_CLOSE);
}

/* ---- INSERT ---- */

static bool at_columns(const struct parser *p)
{
    return parse_is_kind(p, TOKEN_OPEN) && parse_peek(p, 1)->kind != TOKEN_OPEN &&
           !parse_is_at(p, 1, "SELECT") && !parse_is_at(p, 1, "WITH") &&
           !(parse_is_at(p, 1, "VALUES") && parse_peek(p, 2)->kind == TOKEN_OPEN) &&
           !parse_is_at(p, 1, "TABLE");
}

static bool has_select(const struct parser *p, size_t from, size_t to)
{
    for (size_t i = from; i < to; i++)
        if (p->tokens[i].kind == TOKEN_WORD && (p->tokens[i].text.p[0] | 0x20) == 's' &&
            str_eq_nocase(p->tokens[i].text, S("select")))
            return true;
    return false;
}

/* Rows of VALUES; true when a query stands among them. */
static bool read_values(struct parser *p, struct rows *rows)
{
    size_t from = p->at;

    do {
        if (!parse_is_kind(p, TOKEN_OPEN) || p->partner[p->at] >= p->n)
            return parse_stuck(p, "expected a row of values");
        parse_skip_parens(p);
        rows->row_count++;
    } while (parse_take_kind(p, TOKEN_COMMA));
    return has_select(p, from, p->at < p->n ? p->at : p->n);
}

/* ON CONFLICT, RETURNING or the end. */
static size_t source_end(const struct parser *p)
{
    size_t end = pgr_find(p, p->at, p->n, "RETURNING"), on = p->at;

    while ((on = pgr_find(p, on, end, "ON")) < end) {
        if (on + 1 < end && str_eq_nocase(p->tokens[on + 1].text, S("conflict")))
            return on;
        on++;
    }
    return end;
}

/* True when it has queries. */
static bool read_source(struct parser *p, size_t i)
{
    struct rows *rows = pgr_at(p, i)->rows;
    size_t from = p->at, end;

    if (parse_take_words(p, "DEFAULT VALUES")) {
        rows->row_count = 1;
        return false;
    }
    if (parse_take(p, "VALUES"))
        return read_values(p, rows);
    end = source_end(p);
    if (p->stuck.n || end <= from)
        return parse_stuck(p, "expected VALUES or a query");
    rows->from_select = true;
    p->at = end;
    pgr_set(p, pgr_at(p, i), ATTR_QUERY, value_expr(parse_query_tokens(p, from, end)), from);
    return true;
}

/* The rows of a long INSERT are not looked through for relations, what stands around them is. */
static void read_insert_reads(struct parser *p, const struct query *q, size_t i, bool queries,
                              size_t end)
{
    struct rows *rows = pgr_at(p, i)->rows;
    struct range target = pgr_at(p, i)->name_range;

    if (queries) {
        struct expr *all = pgr_reads(p, q, rows, q->from, p->n, target);
        const struct edit *query = change_edit(pgr_at(p, i), ATTR_QUERY);

        if (query)
            pgr_take_refs(p, query->value.expr, all);
        return;
    }
    if (q->main > q->from)
        pgr_reads(p, q, rows, q->from, q->main, target);
    if (end < p->n)
        pgr_reads(p, q, rows, end, p->n, target);
}

void pgr_insert(struct parser *p, const struct query *q)
{
    size_t i = pgr_count(p), end;
    struct range name;
    struct rows *rows;
    bool queries;

    parse_expect(p, "INTO");
    rows = begin(p, ROWS_INSERT, &name);
    if (parse_take(p, "AS"))
        pgr_name(p, NULL);
    if (at_columns(p))
        read_columns(p, rows);
    (void)(parse_take_words(p, "OVERRIDING SYSTEM VALUE") ||
           parse_take_words(p, "OVERRIDING USER VALUE"));
    queries = read_source(p, i);
    end = p->at;
    rows->on_conflict = parse_take_words(p, "ON CONFLICT");
    if (!p->stuck.n && !parse_end(p) && !rows->on_conflict && !parse_is(p, "RETURNING"))
        parse_stuck(p, "expected ON CONFLICT, RETURNING or the end");
    pgr_rest(p);
    if (!p->stuck.n)
        read_insert_reads(p, q, i, queries, end);
    pgr_close(p, i, q->from);
}

/* ---- UPDATE, DELETE ---- */

static bool behind_distinct(const struct parser *p)
{
    return p->at && str_eq_nocase(p->tokens[p->at - 1].text, S("distinct"));
}

/* An assigned value: up to a comma or a clause. */
static void skip_value(struct parser *p, const char *ends)
{
    unsigned cases = 0, brackets = 0;

    for (; !parse_end(p) && !parse_is_kind(p, TOKEN_CLOSE); p->at++) {
        size_t at = p->at;

        if (!cases && !brackets && parse_is_kind(p, TOKEN_COMMA))
            return;
        if (!cases && !behind_distinct(p) && parse_take_any(p, ends) >= 0) {
            p->at = at;
            return;
        }
        cases += parse_is(p, "CASE");
        cases -= cases && parse_is(p, "END");
        brackets += parse_is_op(p, "[");
        brackets -= brackets && parse_is_op(p, "]");
        if (parse_is_kind(p, TOKEN_OPEN) && p->partner[at] < p->n)
            p->at = p->partner[at];
    }
}

static void read_assignments(struct parser *p, struct rows *rows, const char *ends)
{
    do {
        if (parse_is_kind(p, TOKEN_OPEN))
            read_columns(p, rows);
        else
            read_column(p, rows);
        if (!parse_take_op(p, "="))
            parse_stuck(p, "expected = and the value");
        skip_value(p, ends);
    } while (parse_take_kind(p, TOKEN_COMMA));
}

/* Behind the list of tables or assignments: FROM, USING, WHERE, RETURNING. */
static void read_rest(struct parser *p, const struct query *q, struct rows *rows,
                      struct range target)
{
    size_t where;
    struct expr *all;

    if (p->stuck.n)
        return;
    all = pgr_reads(p, q, rows, q->from, p->n, target);
    where = pgr_find(p, p->at, p->n, "WHERE");
    if (where < p->n) {
        p->at = where + 1;
        pgr_where(p, rows, pgr_find(p, where + 1, p->n, "RETURNING"), all);
    }
    pgr_rest(p);
}

void pgr_update(struct parser *p, const struct query *q)
{
    size_t i = pgr_count(p);
    struct range name;
    struct rows *rows = begin(p, ROWS_UPDATE, &name);

    skip_alias(p, "SET");
    if (parse_expect(p, "SET"))
        read_assignments(p, rows, "FROM|WHERE|RETURNING");
    read_rest(p, q, rows, name);
    pgr_close(p, i, q->from);
}

void pgr_delete(struct parser *p, const struct query *q)
{
    size_t i = pgr_count(p);
    struct range name;
    struct rows *rows;

    parse_expect(p, "FROM");
    rows = begin(p, ROWS_DELETE, &name);
    skip_alias(p, "USING|WHERE|RETURNING");
    if (!parse_end(p) && !parse_is(p, "USING") && !parse_is(p, "WHERE") &&
        !parse_is(p, "RETURNING"))
        parse_stuck(p, "expected USING, WHERE or RETURNING");
    read_rest(p, q, rows, name);
    pgr_close(p, i, q->from);
}

/* ---- MERGE ---- */

static void merge_action(struct parser *p, struct rows *rows)
{
    pgr_skip_to(p, "THEN");
    if (!parse_expect(p, "THEN"))
        return;
    if (parse_take_words(p, "UPDATE SET")) {
        read_assignments(p, rows, "WHEN|RETURNING");
    } else if (parse_take(p, "INSERT")) {
        if (at_columns(p))
            read_columns(p, rows);
        pgr_skip_to(p, "WHEN|RETURNING");
    } else if (!parse_take(p, "DELETE") && !parse_take_words(p, "DO NOTHING")) {
        parse_stuck(p, "expected UPDATE, INSERT, DELETE or DO NOTHING");
    }
}

void pgr_merge(struct parser *p, const struct query *q)
{
    size_t i = pgr_count(p), on;
    struct range name;
    struct rows *rows;
    const struct expr none = { 0 }, *all = &none;

    parse_expect(p, "INTO");
    rows = begin(p, ROWS_MERGE, &name);
    skip_alias(p, "USING");
    if (!p->stuck.n)
        all = pgr_reads(p, q, rows, q->from, p->n, name);
    pgr_skip_to(p, "ON");
    on = p->at;
    if (parse_expect(p, "ON"))
        pgr_where(p, rows, pgr_find(p, on, p->n, "WHEN"), all);
    while (parse_take(p, "WHEN"))
        merge_action(p, rows);
    if (parse_is(p, "RETURNING"))
        pgr_rest(p);
    pgr_close(p, i, q->from);
}

/* ---- TRUNCATE, COPY ---- */

void read_pg_truncate(struct parser *p, const struct read_row *row)
{
    size_t first = pgr_count(p);
    bool restart;

    (void)row;
    do {
        size_t from = p->at;
        struct range name;

        (void)begin(p, ROWS_TRUNCATE, &name);
        if (!p->stuck.n)
            pgr_at(p, pgr_count(p) - 1)->range = parse_range(p, from);
    } while (parse_take_kind(p, TOKEN_COMMA));
    restart = parse_take_words(p, "RESTART IDENTITY");
    (void)(!restart && parse_take_words(p, "CONTINUE IDENTITY"));
    pgr_behavior(p, first);
    for (size_t i = first; i < pgr_count(p); i++) {
        struct change *c = pgr_at(p, i);

        c->rows->restart = restart;
        c->rows->cascade = c->flags & CHANGE_CASCADE;
    }
}

/* COPY (query) TO … */
static void copy_query(struct parser *p)
{
    size_t open = p->at, i = pgr_count(p);

    pgr_statement(p, open + 1, p->partner[open] < p->n ? p->partner[open] : p->n, 0);
    for (; i < pgr_count(p); i++)
        pgr_at(p, i)->range.length = 0;
    parse_skip_parens(p);
    parse_expect(p, "TO");
}

static void copy_table(struct parser *p)
{
    struct range name;
    struct rows *rows;
    struct change *c;

    (void)parse_take(p, "BINARY");
    rows = begin(p, ROWS_COPY, &name);
    c = pgr_at(p, pgr_count(p) - 1);
    if (parse_is_kind(p, TOKEN_OPEN))
        read_columns(p, rows);
    if (parse_take(p, "TO")) {
        rows->verb = ROWS_SELECT;
        *vec_push(p->mem, &rows->from) =
            (struct ref){ .use = REF_RELATION, .path = c->path, .range = name };
        c->path = nowhere;
        c->kind = KIND_NONE;
        return;
    }
    parse_expect(p, "FROM");
}

/* 'file', STDIN, PROGRAM 'command', options in either form, WHERE. */
static void copy_rest(struct parser *p, size_t i)
{
    (void)parse_take(p, "PROGRAM");
    if (!parse_take_kind(p, TOKEN_STRING) && parse_take_any(p, "STDIN|STDOUT") < 0)
        parse_stuck(p, "expected a file, STDIN or STDOUT");
    while (!parse_end(p) && !parse_is(p, "WHERE"))
        if (parse_is_kind(p, TOKEN_OPEN))
            parse_skip_parens(p);
        else
            p->at++;
    if (parse_take(p, "WHERE"))
        pgr_where(p, pgr_at(p, i)->rows, p->n, NULL);
}

void read_pg_copy(struct parser *p, const struct read_row *row)
{
    size_t i = pgr_count(p);

    (void)row;
    if (parse_is_kind(p, TOKEN_OPEN))
        copy_query(p);
    else
        copy_table(p);
    copy_rest(p, i);
    pgr_close(p, i, 0);
}
