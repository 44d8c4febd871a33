/* ddl/read_pg_table.c: CREATE TABLE and CREATE FOREIGN TABLE.
 *
 * Does      columns, constraints, LIKE, OF, PARTITION OF, INHERITS, storage, AS
 * Does not  copy columns of LIKE and INHERITS (schema/bind.h)
 * Shape     the table's change first, then one for each column and constraint in their order
 * See       ddl/read_pg_int.h
 */
#include "ddl/read_pg_int.h"

struct table {
    size_t at;   /* its change */
    size_t from; /* token of the statement */
    struct path path;
    enum column_form form;
};

static struct change *of_table(struct parser *p, const struct table *t)
{
    return pgr_at(p, t->at);
}

/* ---- what stands in the parentheses ---- */

static void read_like(struct parser *p, const struct table *t, size_t from)
{
    struct ref_list *list = arena_new(p->mem, struct ref_list, 1);
    struct range range;
    struct path path = pgr_path(p, &range);
    size_t at = p->at;

    *vec_push(p->mem, list) = (struct ref){ .path = path, .range = range };
    while (parse_take_any(p, "INCLUDING|EXCLUDING") >= 0)
        pgr_name(p, NULL);
    pgr_set(p, of_table(p, t), ATTR_LIKE, value_refs(list), from)->to =
        p->at > at ? pgr_words(p, at) : (str){ 0 };
}

static void read_element(struct parser *p, const struct table *t)
{
    size_t from = p->at;

    if (parse_is(p, "LIKE") && parse_peek(p, 1)->kind != TOKEN_COMMA && parse_take(p, "LIKE"))
        read_like(p, t, from);
    else if (pgr_at_constraint(p))
        pgr_constraint(p, t->path);
    else
        pgr_column(p, t->path, t->form);
}

static void read_elements(struct parser *p, const struct table *t)
{
    if (!parse_take_kind(p, TOKEN_OPEN) || parse_take_kind(p, TOKEN_CLOSE))
        return;
    do
        read_element(p, t);
    while (parse_take_kind(p, TOKEN_COMMA));
    parse_expect_kind(p, TOKEN_CLOSE);
}

/* (a, b) of CREATE TABLE … AS. */
static bool at_name_list(const struct parser *p)
{
    size_t close = parse_is_kind(p, TOKEN_OPEN) ? p->partner[p->at] : p->n;
    enum token_kind kind = parse_peek(p, 2)->kind;

    return close < p->n && close > p->at + 1 && (kind == TOKEN_COMMA || kind == TOKEN_CLOSE) &&
           pgr_find(p, close, p->n, "AS") < p->n;
}

static void read_name_list(struct parser *p, const struct table *t)
{
    struct str_list *list = arena_new(p->mem, struct str_list, 1);
    size_t from = p->at++;

    do
        *vec_push(p->mem, list) = pgr_name(p, NULL);
    while (parse_take_kind(p, TOKEN_COMMA));
    parse_expect_kind(p, TOKEN_CLOSE);
    pgr_set(p, of_table(p, t), ATTR_COLUMN_NAMES, value_list(list), from);
}

/* ---- partitions ---- */

/* MINVALUE, MODULUS, DEFAULT are no columns. */
static struct expr *without_columns(struct expr *e)
{
    size_t kept = 0;

    for (size_t i = 0; i < e->refs.n; i++)
        if (e->refs.v[i].use != REF_COLUMN)
            e->refs.v[kept++] = e->refs.v[i];
    e->refs.n = kept;
    e->facts &= ~(unsigned)(EXPR_COLUMNS | EXPR_BARE_COLUMN);
    return e;
}

struct expr *pgr_bound(struct parser *p)
{
    size_t from = p->at;

    if (parse_take(p, "DEFAULT"))
        return without_columns(parse_expr_tokens(p, from, p->at));
    if (!parse_take_words(p, "FOR VALUES")) {
        parse_stuck(p, "expected the bound of a partition");
        return NULL;
    }
    if (parse_take(p, "FROM")) {
        parse_skip_parens(p);
        parse_expect(p, "TO");
    } else if (parse_take_any(p, "IN|WITH") < 0) {
        parse_stuck(p, "expected IN, FROM or WITH");
    }
    if (!parse_is_kind(p, TOKEN_OPEN))
        parse_stuck(p, "expected the values of a partition's bound");
    parse_skip_parens(p);
    return p->stuck.n ? NULL : without_columns(parse_expr_tokens(p, from, p->at));
}

static void read_partition_of(struct parser *p, struct table *t, size_t from)
{
    struct range range;
    struct path parent = pgr_path(p, &range);
    struct expr *bound;
    size_t at;

    pgr_set(p, of_table(p, t), ATTR_PARTITION_OF, pgr_ref(p, parent, range), from);
    t->form = COLUMN_TYPED;
    read_elements(p, t);
    at = p->at;
    bound = pgr_bound(p);
    if (bound)
        pgr_set(p, of_table(p, t), ATTR_PARTITION_BOUND, value_expr(bound), at);
}

static void read_of_type(struct parser *p, struct table *t, size_t from)
{
    size_t at = p->at;

    pgr_path(p, NULL);
    pgr_set(p, of_table(p, t), ATTR_OF_TYPE, value_text(pgr_words(p, at)), from);
    t->form = COLUMN_TYPED;
    read_elements(p, t);
}

/* RANGE (…): the text is all of it, the names are those in the parentheses. */
static void read_partition_by(struct parser *p, struct table *t, size_t from)
{
    size_t at = p->at, open;
    struct expr *all, *key;

    pgr_name(p, NULL);
    open = p->at;
    if (!parse_is_kind(p, TOKEN_OPEN) || p->partner[open] >= p->n) {
        parse_stuck(p, "expected the key of the partitions");
        return;
    }
    parse_skip_parens(p);
    key = parse_expr_tokens(p, open + 1, p->at - 1);
    all = parse_expr_tokens(p, at, p->at);
    for (size_t i = 0; i < key->refs.n; i++)
        key->refs.v[i].range.offset += key->range.offset - all->range.offset;
    all->refs = key->refs;
    all->facts = key->facts & ~(unsigned)EXPR_BARE_COLUMN;
    pgr_set(p, of_table(p, t), ATTR_PARTITION_BY, value_expr(all), from);
}

/* ---- what stands behind ---- */

static void read_inherits(struct parser *p, struct table *t, size_t from)
{
    struct ref_list *list = arena_new(p->mem, struct ref_list, 1);

    parse_expect_kind(p, TOKEN_OPEN);
    if (!parse_is_kind(p, TOKEN_CLOSE))
        pgr_names(p, list);
    parse_expect_kind(p, TOKEN_CLOSE);
    pgr_set(p, of_table(p, t), ATTR_INHERITS, value_refs(list), from);
}

static void read_method(struct parser *p, struct table *t, size_t from)
{
    str name = pgr_name(p, NULL);

    pgr_set(p, of_table(p, t), ATTR_ACCESS_METHOD, value_text(name), from);
}

static void read_with(struct parser *p, struct table *t, size_t from)
{
    struct str_list *list = pgr_options(p);

    pgr_set(p, of_table(p, t), ATTR_OPTIONS, value_list(list), from);
}

static void read_without(struct parser *p, struct table *t, size_t from)
{
    (void)t;
    (void)from;
    parse_expect(p, "OIDS");
}

static void read_on_commit(struct parser *p, struct table *t, size_t from)
{
    if (parse_take_any(p, "DROP|DELETE|PRESERVE") < 0)
        parse_stuck(p, "expected DROP, DELETE ROWS or PRESERVE ROWS");
    (void)parse_take(p, "ROWS");
    if (!p->stuck.n)
        pgr_set(p, of_table(p, t), ATTR_OPTIONS, pgr_strings(p, pgr_words(p, from)), from);
}

static void read_tablespace(struct parser *p, struct table *t, size_t from)
{
    str name = pgr_name(p, NULL);

    pgr_set(p, of_table(p, t), ATTR_TABLESPACE, value_text(name), from);
}

static void read_server(struct parser *p, struct table *t, size_t from)
{
    str name = pgr_name(p, NULL);

    pgr_set(p, of_table(p, t), ATTR_ENGINE, value_text(name), from);
}

static void read_as(struct parser *p, struct table *t, size_t from)
{
    (void)from;
    of_table(p, t)->flags |= CHANGE_AS_SELECT;
    pgr_query_of(p, t->at);
}

static const struct {
    const char *words;
    void (*read)(struct parser *p, struct table *t, size_t from);
} clauses[] = {
    { "INHERITS", read_inherits },     { "PARTITION BY", read_partition_by },
    { "USING", read_method },          { "WITH", read_with },
    { "WITHOUT", read_without },       { "ON COMMIT", read_on_commit },
    { "TABLESPACE", read_tablespace }, { "SERVER", read_server },
    { "OPTIONS", read_with },          { "AS", read_as },
};

static bool read_clause(struct parser *p, struct table *t)
{
    size_t from = p->at;

    for (size_t i = 0; i < COUNT_OF(clauses); i++)
        if (parse_take_pattern(p, clauses[i].words)) {
            clauses[i].read(p, t, from);
            return true;
        }
    return false;
}

static void begin_table(struct parser *p, const struct read_row *row, struct table *t)
{
    unsigned flags = pgr_flags(p);
    bool unlogged = pgr_said(p, "UNLOGGED");
    struct range range;
    struct change *c;

    t->at = pgr_count(p);
    t->path = pgr_path(p, &range);
    c = pgr_change(p, CHANGE_CREATE, row->kind, t->path, range);
    c->flags |= flags;
    if (unlogged)
        change_set(p->mem, c, ATTR_PERSISTENCE, value_text(S("unlogged")), parse_range(p, 0));
    else if (flags & CHANGE_TEMPORARY)
        change_set(p->mem, c, ATTR_PERSISTENCE, value_text(S("temporary")), parse_range(p, 0));
}

void read_pg_table(struct parser *p, const struct read_row *row)
{
    struct table t = { .form = COLUMN_FULL };
    size_t from;

    begin_table(p, row, &t);
    from = p->at;
    if (parse_take_words(p, "PARTITION OF"))
        read_partition_of(p, &t, from);
    else if (parse_take(p, "OF"))
        read_of_type(p, &t, from);
    else if (at_name_list(p))
        read_name_list(p, &t);
    else if (parse_is_kind(p, TOKEN_OPEN))
        read_elements(p, &t);
    else if (pgr_find(p, p->at, p->n, "AS") >= p->n)
        parse_stuck(p, "expected the columns of the table");
    while (read_clause(p, &t))
        ;
    pgr_close(p, t.at, 0);
}
