/* ddl/read_pg_query.c: WITH, SELECT, VALUES, TABLE; what only reads.
 *
 * Does      the outline of a query; data-modifying CTEs and SELECT INTO as changes of their own; set_config as
 *           a setting of the session
 * Does not  read the list of a SELECT but for *
 * Shape     one pass over the tokens finds relations and names; clauses are found by their words
 * See       ddl/read_pg_int.h, schema/change.h struct rows
 */
#include "ddl/read_pg_int.h"

static const char where_ends[] =
    "GROUP|HAVING|WINDOW|ORDER|LIMIT|OFFSET|FETCH|FOR|UNION|INTERSECT|EXCEPT|RETURNING|INTO";

static bool word_at(const struct parser *p, size_t i, const char *word)
{
    return i < p->n && p->tokens[i].kind == TOKEN_WORD &&
           str_eq_nocase(p->tokens[i].text, str_of(word));
}

/* ---- statements in statements ---- */

enum { DEPTH_MAX = 24 };

void pgr_statement(struct parser *p, size_t from, size_t to, uint32_t cause)
{
    struct parser inner;
    str verb = p->out->verb;
    size_t first = pgr_count(p);

    if (p->stuck.n)
        return;
    if (p->depth >= DEPTH_MAX) {
        parse_stuck(p, "statements are nested too deeply");
        return;
    }
    if (from < to && parse_inner(p, from, to, &inner))
        ddl_read_tokens(&inner);
    else
        parse_stuck(p, "expected a statement");
    p->out->verb = verb;
    for (size_t i = first; i < pgr_count(p); i++)
        if (!pgr_at(p, i)->cause)
            pgr_at(p, i)->cause = cause;
}

/* ---- SELECT ---- */

/* FOR UPDATE, FOR NO KEY UPDATE, FOR SHARE, FOR KEY SHARE. */
static bool locks_rows(const struct parser *p, size_t i)
{
    return word_at(p, i, "FOR") && (word_at(p, i + 1, "UPDATE") || word_at(p, i + 1, "SHARE") ||
                                    word_at(p, i + 1, "NO") || word_at(p, i + 1, "KEY"));
}

static bool is_star(const struct parser *p, size_t i)
{
    const struct token *t = &p->tokens[i];

    if (t->kind != TOKEN_OP || !str_eq(t->text, S("*")) || !i)
        return false;
    return p->tokens[i - 1].kind == TOKEN_DOT || word_at(p, i - 1, "SELECT") ||
           word_at(p, i - 1, "ALL") || word_at(p, i - 1, "DISTINCT") ||
           (p->tokens[i - 1].kind == TOKEN_COMMA);
}

/* What words tell, outside parentheses but for locks. */
static void read_marks(const struct parser *p, struct rows *rows, size_t from)
{
    unsigned depth = 0;

    for (size_t i = from; i < p->n; i++) {
        rows->locks |= locks_rows(p, i);
        depth += p->tokens[i].kind == TOKEN_OPEN;
        depth -= depth && p->tokens[i].kind == TOKEN_CLOSE;
        if (depth)
            continue;
        rows->star |= is_star(p, i);
        rows->limit |=
            word_at(p, i, "LIMIT") ||
            (word_at(p, i, "FETCH") && (word_at(p, i + 1, "FIRST") || word_at(p, i + 1, "NEXT")));
    }
}

/* SELECT set_config('name', 'value', false) */
static bool read_set_config(struct parser *p, const struct query *q)
{
    size_t i = q->main + 1, args;
    const struct dialect *d = p->opts->dialect;
    struct change *c;
    str name, value;

    i += word_at(p, i, "PG_CATALOG") && p->tokens[i + 1].kind == TOKEN_DOT ? 2 : 0;
    args = i + 2;
    if (!word_at(p, i, "SET_CONFIG") || i + 8 > p->n || p->tokens[i + 1].kind != TOKEN_OPEN ||
        p->partner[i + 1] != i + 7 || i + 8 != p->n || p->tokens[args].kind != TOKEN_STRING ||
        p->tokens[args + 2].kind != TOKEN_STRING)
        return false;
    name = lex_text(p->mem, d, p->opts->modes, &p->tokens[args]);
    value = lex_text(p->mem, d, p->opts->modes, &p->tokens[args + 2]);
    p->at = args + 1;
    c = pgr_change(p, CHANGE_SESSION, KIND_NONE, (struct path){ .name = str_lower(p->mem, name) },
                   parse_range(p, args));
    c->flags |= word_at(p, args + 4, "FALSE") ? 0 : CHANGE_LOCAL;
    p->at = args + 3;
    pgr_set(p, c, ATTR_VALUE, value_text(value), args + 2);
    pgr_rest(p);
    return true;
}

/* The query without INTO t: that of CREATE TABLE … AS. */
static void cut_into(struct parser *p, struct expr *e, struct range into)
{
    size_t at = into.offset - e->range.offset, end = at + into.length;

    if (into.offset < e->range.offset || end > e->text.n)
        return;
    while (end < e->text.n && str_find_char(S(" \t\r\n"), e->text.p[end]) != STR_NONE)
        end++;
    for (size_t i = 0; i < e->refs.n; i++)
        if (e->refs.v[i].range.offset >= end)
            e->refs.v[i].range.offset -= (uint32_t)(end - at);
    e->text = str_trim_end(str_printf(p->mem, STR_FMT STR_FMT, STR_ARG(str_slice(e->text, 0, at)),
                                      STR_ARG(str_skip(e->text, end))));
}

/* SELECT … INTO [TEMP|UNLOGGED] [TABLE] name: a table is made. */
static bool read_into(struct parser *p, const struct query *q)
{
    size_t into = pgr_find(p, q->main, p->n, "INTO"), i = pgr_count(p), from = q->from;
    struct range range;
    struct path path;
    struct change *c;
    struct expr *e;
    int way;

    if (p->in_body || into >= p->n)
        return false;
    p->at = into + 1;
    (void)parse_take_any(p, "LOCAL|GLOBAL");
    way = parse_take_any(p, "TEMP|TEMPORARY|UNLOGGED");
    (void)parse_take(p, "TABLE");
    path = pgr_path(p, &range);
    c = pgr_change(p, CHANGE_CREATE, KIND_TABLE, path, range);
    c->flags |= CHANGE_AS_SELECT | (way == 0 || way == 1 ? CHANGE_TEMPORARY : 0);
    if (way >= 0)
        pgr_say(p, c, ATTR_PERSISTENCE, way == 2 ? "unlogged" : "temporary", into);
    e = parse_query_tokens(p, from, p->n);
    pgr_drop_refs(e, parse_range(p, into));
    cut_into(p, e, parse_range(p, into));
    pgr_rest(p);
    pgr_set(p, c, ATTR_QUERY, value_expr(e), from);
    pgr_close(p, i, q->from);
    return true;
}

/* SELECT a INTO STRICT x, y FROM …, in a body. */
static void drop_variables(struct parser *p, const struct query *q, struct expr *e)
{
    size_t into = pgr_find(p, q->main, p->n, "INTO");

    if (!p->in_body || into >= p->n)
        return;
    p->at = pgr_find(p, into, p->n, "FROM|WHERE|GROUP|ORDER|LIMIT|FOR|UNION");
    pgr_drop_refs(e, parse_range(p, into));
}

void pgr_select(struct parser *p, const struct query *q)
{
    size_t i = pgr_count(p), where;
    struct change *c;
    struct expr *e;

    if (p->stuck.n || read_set_config(p, q) || read_into(p, q)) {
        pgr_close(p, i, q->from);
        return;
    }
    c = pgr_change(p, CHANGE_ROWS, KIND_NONE, (struct path){ 0 }, (struct range){ 0 });
    c->rows->verb = ROWS_SELECT;
    e = pgr_reads(p, q, c->rows, q->from, p->n, (struct range){ 0 });
    drop_variables(p, q, e);
    read_marks(p, c->rows, q->main);
    where = pgr_find(p, q->main, p->n, "WHERE|UNION|INTERSECT|EXCEPT");
    if (word_at(p, where, "WHERE")) {
        p->at = where + 1;
        pgr_where(p, c->rows, pgr_find(p, where + 1, p->n, where_ends), e);
    }
    pgr_rest(p);
    pgr_set(p, c, ATTR_QUERY, value_expr(e), q->from);
    pgr_close(p, i, q->from);
}

/* TABLE a.b; also as a query behind WITH. */
static void read_table(struct parser *p, const struct query *q)
{
    size_t i = pgr_count(p);
    struct change *c =
        pgr_change(p, CHANGE_ROWS, KIND_NONE, (struct path){ 0 }, (struct range){ 0 });
    struct rows *rows = c->rows;
    struct range range;
    struct path path;

    p->at = q->main + 1;
    (void)parse_take(p, "ONLY");
    path = pgr_path(p, &range);
    rows->verb = ROWS_SELECT;
    rows->star = true;
    *vec_push(p->mem, &rows->from) =
        (struct ref){ .use = REF_RELATION, .path = path, .range = range };
    pgr_rest(p);
    pgr_close(p, i, q->from);
}

/* ---- WITH ---- */

static bool changes_data(const struct parser *p, size_t i)
{
    return word_at(p, i, "INSERT") || word_at(p, i, "UPDATE") || word_at(p, i, "DELETE") ||
           word_at(p, i, "MERGE");
}

/* A statement of the list that changes data reads the queries before it, which are no relations. */
static void drop_ctes(struct parser *p, const struct str_list *names, size_t first)
{
    for (; first < pgr_count(p); first++) {
        struct change *c = pgr_at(p, first);
        struct ref_list *from = c->verb == CHANGE_ROWS ? &c->rows->from : &(struct ref_list){ 0 };
        size_t kept = 0;

        for (size_t i = 0; i < from->n; i++) {
            bool cte = false;

            for (size_t k = 0; k < names->n && !from->v[i].path.schema.p; k++)
                cte |= str_eq(names->v[k], from->v[i].path.name);
            if (!cte)
                from->v[kept++] = from->v[i];
        }
        from->n = kept;
    }
}

static void read_cte(struct parser *p, struct query *q, struct str_list *names)
{
    size_t open;

    *vec_push(p->mem, names) = pgr_name(p, NULL);
    if (parse_is_kind(p, TOKEN_OPEN))
        parse_skip_parens(p);
    parse_expect(p, "AS");
    (void)(parse_take_words(p, "NOT MATERIALIZED") || parse_take(p, "MATERIALIZED"));
    open = p->at;
    if (!parse_is_kind(p, TOKEN_OPEN) || p->partner[open] >= p->n) {
        parse_stuck(p, "expected a query in parentheses");
        return;
    }
    if (changes_data(p, open + 1)) {
        pgr_statement(p, open + 1, p->partner[open], 0);
        p->at = p->partner[open] + 1;
        *vec_push(p->mem, &q->apart) = parse_range(p, open);
    }
    p->at = p->partner[open] + 1;
    if (parse_is(p, "SEARCH") || parse_is(p, "CYCLE"))
        while (!parse_end(p) && !parse_is_kind(p, TOKEN_COMMA) && !changes_data(p, p->at) &&
               !parse_is(p, "SELECT") && !parse_is_kind(p, TOKEN_OPEN))
            p->at++;
}

static const struct {
    const char *word;
    void (*read)(struct parser *p, const struct query *q);
} mains[] = {
    { "SELECT", pgr_select }, { "VALUES", pgr_select }, { "TABLE", read_table },
    { "INSERT", pgr_insert }, { "UPDATE", pgr_update }, { "DELETE", pgr_delete },
    { "MERGE", pgr_merge },
};

static void read_main(struct parser *p, struct query *q)
{
    q->main = p->at;
    if (parse_is_kind(p, TOKEN_OPEN)) {
        pgr_select(p, q);
        return;
    }
    for (size_t i = 0; i < COUNT_OF(mains); i++)
        if (parse_take(p, mains[i].word)) {
            mains[i].read(p, q);
            return;
        }
    parse_stuck(p, "this kind of statement is not known");
}

void read_pg_with(struct parser *p, const struct read_row *row)
{
    struct query q = { 0 };
    struct str_list names = { 0 };
    size_t first = pgr_count(p);

    (void)row;
    (void)parse_take(p, "RECURSIVE");
    do
        read_cte(p, &q, &names);
    while (parse_take_kind(p, TOKEN_COMMA));
    drop_ctes(p, &names, first);
    read_main(p, &q);
}

/* Also ( SELECT … ) UNION …; what begins with neither a word of a row nor a parenthesis is not known. */
void read_pg_query(struct parser *p, const struct read_row *row)
{
    struct query q = { 0 };

    (void)row;
    p->at = 0;
    if (parse_is_kind(p, TOKEN_OPEN) || parse_is(p, "SELECT") || parse_is(p, "VALUES") ||
        parse_is(p, "TABLE") || changes_data(p, 0))
        read_main(p, &q);
    else
        parse_stuck(p, "this kind of statement is not known");
}
