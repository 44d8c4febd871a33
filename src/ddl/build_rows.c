/* ddl/build_rows.c: the outline of data statements.
 *
 * Does      read SELECT, INSERT, REPLACE, UPDATE, DELETE and WITH of SQLite, MySQL and MariaDB: which table is
 *           written, which columns, from where, with which condition
 * Does not  check expressions; look at rows: their number is counted, nothing of them is kept
 * Shape     the statement is scanned once as one expression, which knows relations and aliases; the outline
 *           takes from it what lies in a clause
 * See       ddl/build_int.h, schema/change.h, struct rows
 */
#include "ddl/build_rows_int.h"

static const char behind_where[] =
    "GROUP|ORDER|LIMIT|HAVING|WINDOW|UNION|INTERSECT|EXCEPT|RETURNING|FOR|LOCK|INTO|PROCEDURE|ON";

struct rows *data_rows(const struct data *d)
{
    return build_at(d->p, d->change)->rows;
}

struct data data_begin(struct parser *p, size_t from, enum rows_verb verb)
{
    struct data d = { .p = p, .begin = from };

    d.change = build(p, CHANGE_ROWS, KIND_NONE, (struct path){ 0 });
    data_rows(&d)->verb = verb;
    return d;
}

uint32_t data_base(const struct data *d)
{
    return (uint32_t)d->p->tokens[d->begin].offset;
}

void data_whole(struct data *d)
{
    d->whole = parse_query_tokens(d->p, d->begin, d->p->at);
    data_rows(d)->portion = parse_takes_portion(d->p, d->begin, d->p->at);
}

/* ---- conditions ---- */

static bool same_text(const struct parser *p, size_t a, size_t b)
{
    return str_eq(p->tokens[a].text, p->tokens[b].text);
}

static bool is_constant(const struct token *t)
{
    return t->kind == TOKEN_NUMBER || t->kind == TOKEN_STRING;
}

/* TRUE, 1, 1 = 1: a WHERE that leaves nothing out. */
static bool is_tautology(const struct parser *p, size_t from, size_t to)
{
    const struct token *t = &p->tokens[from];

    while (to - from > 2 && t->kind == TOKEN_OPEN && p->partner[from] == to - 1) {
        t = &p->tokens[++from];
        to--;
    }
    if (to - from == 1)
        return (t->kind == TOKEN_NUMBER && !str_eq(t->text, S("0"))) ||
               (t->kind == TOKEN_WORD && str_eq_nocase(t->text, S("TRUE")));
    return to - from == 3 && is_constant(t) && str_eq(p->tokens[from + 1].text, S("=")) &&
           same_text(p, from, from + 2);
}

static void take_condition(struct data *d, size_t from, size_t to)
{
    struct rows *rows = data_rows(d);
    struct expr *e = parse_expr_tokens(d->p, from, to);
    uint32_t base = data_base(d);

    rows->where = !is_tautology(d->p, from, to);
    rows->condition = *e;
    rows->condition.refs = (struct ref_list){ 0 };
    for (size_t i = 0; i < d->whole->refs.n; i++) {
        struct ref r = d->whole->refs.v[i];
        uint32_t at = r.range.offset + base;

        if (at < e->range.offset || at >= e->range.offset + e->range.length)
            continue;
        r.range.offset = at - e->range.offset;
        *vec_push(d->p->mem, &rows->condition.refs) = r;
    }
}

bool data_word_at(const struct parser *p, size_t i, const char *word)
{
    return i < p->n && p->tokens[i].kind == TOKEN_WORD &&
           str_eq_nocase(p->tokens[i].text, str_of(word));
}

static size_t clause_end(struct parser *p, size_t from)
{
    size_t at = p->at, end;

    p->at = from;
    parse_skip_until(p, behind_where, false);
    end = p->at;
    p->at = at;
    return end;
}

static bool is_star(const struct parser *p, size_t i)
{
    const struct token *t = &p->tokens[i];

    if (t->kind != TOKEN_OP || !str_eq(t->text, S("*")) || i == 0)
        return false;
    return (data_word_at(p, i - 1, "SELECT") || p->tokens[i - 1].kind == TOKEN_COMMA ||
            p->tokens[i - 1].kind == TOKEN_DOT) &&
           (i + 1 == p->n || data_word_at(p, i + 1, "FROM") ||
            p->tokens[i + 1].kind == TOKEN_COMMA);
}

/* WHERE, LIMIT and the like of the statement itself, not of sub-selects; tokens [from, cursor). */
void data_clauses(struct data *d, size_t from)
{
    struct parser *p = d->p;
    struct rows *rows = data_rows(d);
    bool where = false;

    for (size_t i = from; i < p->at; i++) {
        if (p->tokens[i].kind == TOKEN_OPEN && p->partner[i] < p->at)
            i = p->partner[i];
        else if (!where && data_word_at(p, i, "WHERE") && i + 1 < p->at) {
            where = true;
            take_condition(d, i + 1, clause_end(p, i + 1));
        } else if (data_word_at(p, i, "LIMIT"))
            rows->limit = true;
        else if ((data_word_at(p, i, "FOR") &&
                  (data_word_at(p, i + 1, "UPDATE") || data_word_at(p, i + 1, "SHARE"))) ||
                 (data_word_at(p, i, "LOCK") && data_word_at(p, i + 1, "IN")))
            rows->locks = true;
        else if (rows->verb != ROWS_DELETE && is_star(p, i))
            rows->star = true;
    }
}

/* Relations that are read, but `written`, which stands at this place. */
void data_relations(struct data *d, uint32_t written)
{
    uint32_t base = data_base(d);
    size_t reads = d->reads ? d->p->tokens[d->reads].offset : 0;

    if (d->p->out->changes.n - d->change > 1) /* several are written: each is read by the others */
        written = UINT32_MAX;
    for (size_t i = 0; i < d->whole->refs.n; i++) {
        struct ref r = d->whole->refs.v[i];

        r.range.offset += base;
        if (r.use == REF_RELATION && r.range.offset != written && r.range.offset >= reads)
            *vec_push(d->p->mem, &data_rows(d)->from) = r;
    }
}

/* To the end of the statement; a parenthesis too many is left and said by ddl_read. */
void data_rest(struct parser *p)
{
    if (!parse_end(p))
        parse_skip_until(p, "", false);
}

/* ---- SELECT ---- */

static void read_select(struct parser *p, size_t from)
{
    struct data d = data_begin(p, from, ROWS_SELECT);

    if (parse_end(p))
        parse_stuck(p, "the statement ends behind its first word");
    data_rest(p);
    data_whole(&d);
    data_clauses(&d, from);
    data_relations(&d, UINT32_MAX);
    build_end(p, d.change, from);
}

void build_select(struct parser *p, const struct read_row *row)
{
    (void)row;
    read_select(p, p->begin);
}

/* ---- INSERT, REPLACE ---- */

void data_modifiers(struct parser *p, struct rows *rows)
{
    if (parse_take(p, "OR")) {
        int action = parse_take_any(p, "REPLACE|IGNORE|ROLLBACK|ABORT|FAIL");

        if (action < 0)
            parse_stuck(p, "expected what happens on a conflict");
        if (action == 0 && rows->verb == ROWS_INSERT)
            rows->verb = ROWS_REPLACE;
        rows->on_conflict = action == 1;
    }
    if (!(p->opts->dialect->rules & RULE_STORED_PROGRAM))
        return;
    while (parse_take_any(p, "LOW_PRIORITY|DELAYED|HIGH_PRIORITY") >= 0 ||
           (rows->verb == ROWS_DELETE && !parse_is_at(p, 1, "SET") && parse_take(p, "QUICK")))
        ;
    rows->on_conflict |= parse_take(p, "IGNORE");
}

static void count_rows(struct parser *p, struct rows *rows)
{
    do {
        parse_take(p, "ROW");
        if (!parse_is_kind(p, TOKEN_OPEN)) {
            parse_expect_kind(p, TOKEN_OPEN);
            return;
        }
        if (p->partner[p->at] >= p->n) {
            parse_stuck(p, "a parenthesis is not closed");
            return;
        }
        p->at = p->partner[p->at] + 1;
        rows->row_count++;
    } while (parse_take_kind(p, TOKEN_COMMA));
}

static bool at_query(const struct parser *p)
{
    size_t open = 0;

    while (parse_peek(p, open)->kind == TOKEN_OPEN)
        open++;
    if (open && (parse_peek(p, open + 1)->kind == TOKEN_COMMA ||
                 parse_peek(p, open + 1)->kind == TOKEN_CLOSE))
        return false; /* a column of the name */
    return parse_is_at(p, open, "SELECT") || parse_is_at(p, open, "WITH") ||
           parse_is_at(p, open, "VALUES") || parse_is_at(p, open, "TABLE");
}

/* a = 1, b.c = 2: the columns */
void data_set(struct data *d)
{
    struct parser *p = d->p;

    do {
        size_t from = p->at;
        struct ref r = { .use = REF_COLUMN };

        if (parse_is_kind(p, TOKEN_OPEN)) { /* (a, b) = (…) of SQLite */
            parse_names(p, &data_rows(d)->set);
        } else {
            r.path = parse_child_path(p);
            if (!r.path.name.p)
                parse_expect_kind(p, TOKEN_QUOTED);
            r.range = parse_range(p, from);
            if (!p->stuck.n)
                *vec_push(p->mem, &data_rows(d)->set) = r;
        }
        if (!parse_take_op(p, ":=") && !parse_take_op(p, "="))
            parse_stuck(p, "expected = behind the column");
        if (!p->stuck.n)
            parse_skip_until(p, "WHERE|ORDER|LIMIT|FROM|RETURNING|ON|AS", true);
    } while (parse_take_kind(p, TOKEN_COMMA));
}

static void read_source(struct data *d)
{
    struct parser *p = d->p;
    struct rows *rows = data_rows(d);

    if (parse_take_any(p, "VALUES|VALUE") >= 0) {
        count_rows(p, rows);
        rows->from_select = parse_is(p, "UNION") || parse_is(p, "EXCEPT");
    } else if (parse_take_words(p, "DEFAULT VALUES")) {
        rows->row_count = 1;
    } else if (parse_take(p, "SET")) {
        data_set(d);
        rows->row_count = 1;
    } else if (at_query(p)) {
        rows->from_select = true;
    } else {
        parse_stuck(p, "expected VALUES or a query");
    }
}

static void skip_partition(struct parser *p)
{
    if (parse_is(p, "PARTITION") && parse_peek(p, 1)->kind == TOKEN_OPEN) {
        p->at++;
        parse_skip_parens(p);
    }
}

/* Among the values. */
static bool has_query(const struct parser *p, size_t from)
{
    for (size_t i = from; i < p->at; i++)
        if (data_word_at(p, i, "SELECT"))
            return true;
    return false;
}

static void read_insert(struct parser *p, size_t from, enum rows_verb verb)
{
    struct data d = data_begin(p, from, verb);
    size_t name;
    uint32_t written;
    struct path path;

    data_modifiers(p, data_rows(&d));
    parse_take(p, "INTO");
    name = p->at;
    path = build_need_path(p);
    build_at(p, d.change)->kind = KIND_TABLE;
    build_at(p, d.change)->path = path;
    build_name(p, d.change, name);
    written = build_at(p, d.change)->name_range.offset;
    skip_partition(p);
    if (parse_take(p, "AS"))
        build_need_name(p);
    if (parse_is_kind(p, TOKEN_OPEN) && parse_peek(p, 1)->kind == TOKEN_CLOSE)
        p->at += 2;
    else if (parse_is_kind(p, TOKEN_OPEN) && !at_query(p))
        parse_names(p, &data_rows(&d)->set);
    read_source(&d);
    for (size_t i = p->at; i < p->n; i++)
        data_rows(&d)->on_conflict |=
            data_word_at(p, i, "ON") &&
            (data_word_at(p, i + 1, "CONFLICT") || data_word_at(p, i + 1, "DUPLICATE"));
    data_rest(p);
    build_end(p, d.change, from);
    if (!data_rows(&d)->from_select && !has_query(p, name))
        return;
    data_whole(&d);
    data_relations(&d, written);
    if (data_rows(&d)->from_select)
        data_clauses(&d, name);
}

void build_insert(struct parser *p, const struct read_row *row)
{
    read_insert(p, p->begin, (enum rows_verb)row->arg);
}

/* ---- WITH ---- */

static void skip_with(struct parser *p)
{
    parse_take(p, "RECURSIVE");
    do {
        build_need_name(p);
        parse_skip_parens(p);
        parse_expect(p, "AS");
        if (!parse_take_words(p, "NOT MATERIALIZED"))
            parse_take(p, "MATERIALIZED");
        if (!parse_is_kind(p, TOKEN_OPEN))
            parse_expect_kind(p, TOKEN_OPEN);
        parse_skip_parens(p);
        if (parse_take(p, "CYCLE")) /* MariaDB: CYCLE a RESTRICT */
            parse_skip_until(p, "SELECT|INSERT|UPDATE|DELETE", false);
    } while (parse_take_kind(p, TOKEN_COMMA));
}

void build_with(struct parser *p, const struct read_row *row)
{
    size_t from = p->begin;

    (void)row;
    skip_with(p);
    if (parse_is_kind(p, TOKEN_OPEN)) {
        read_select(p, from);
        return;
    }
    switch (parse_take_any(p, "SELECT|VALUES|TABLE|INSERT|REPLACE|UPDATE|DELETE")) {
    case 3:
        read_insert(p, from, ROWS_INSERT);
        break;
    case 4:
        read_insert(p, from, ROWS_REPLACE);
        break;
    case 5:
        data_update(p, from);
        break;
    case 6:
        data_delete(p, from);
        break;
    case -1:
        parse_stuck(p, "expected a statement behind WITH");
        break;
    default:
        read_select(p, from);
        break;
    }
}

/* ---- EXPLAIN ---- */

void build_unkept(struct parser *p)
{
    struct statement *kept = p->out;
    struct statement inner = { .text = p->text };

    p->out = &inner;
    ddl_read_tokens(p);
    p->out = kept;
    for (size_t i = 0; i < inner.changes.n; i++)
        if (inner.changes.v[i].verb == CHANGE_OPAQUE) {
            *vec_push(p->mem, &kept->changes) = inner.changes.v[i];
            kept->opaque = true;
        }
}
