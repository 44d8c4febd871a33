/* ddl/build_rows.c: the outline of data statements.
 *
 * Does      read SELECT, INSERT, REPLACE, UPDATE, DELETE and WITH of SQLite, MySQL and MariaDB: which table is
 *           written, which columns, from where, with which condition
 * Does not  check expressions; look at rows: their number is counted, nothing of them is kept
 * Shape     the statement is scanned once as one expression, which knows relations and aliases; the outline
 *           takes from it what lies in a clause
 * See       ddl/build_int.h, schema/change.h, struct rows
 */
#include "ddl/build_int.h"

struct data {
    struct parser *p;
    size_t begin;       /* first token */
    size_t change;      /* the first change */
    size_t reads;       /* token from which on relations are read */
    struct expr *whole; /* of all tokens of the statement, or NULL */
};

static const char behind_where[] =
    "GROUP|ORDER|LIMIT|HAVING|WINDOW|UNION|INTERSECT|EXCEPT|RETURNING|FOR|LOCK|INTO|PROCEDURE|ON";

static struct rows *rows_of(const struct data *d)
{
    return build_at(d->p, d->change)->rows;
}

static struct data begin(struct parser *p, size_t from, enum rows_verb verb)
{
    struct data d = { .p = p, .begin = from };

    d.change = build(p, CHANGE_ROWS, KIND_NONE, (struct path){ 0 });
    rows_of(&d)->verb = verb;
    return d;
}

static uint32_t base_of(const struct data *d)
{
    return (uint32_t)d->p->tokens[d->begin].offset;
}

static void read_whole(struct data *d)
{
    d->whole = parse_query_tokens(d->p, d->begin, d->p->at);
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
    struct rows *rows = rows_of(d);
    struct expr *e = parse_expr_tokens(d->p, from, to);
    uint32_t base = base_of(d);

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

static bool word_at(const struct parser *p, size_t i, const char *word)
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
    return (word_at(p, i - 1, "SELECT") || p->tokens[i - 1].kind == TOKEN_COMMA ||
            p->tokens[i - 1].kind == TOKEN_DOT) &&
           (i + 1 == p->n || word_at(p, i + 1, "FROM") || p->tokens[i + 1].kind == TOKEN_COMMA);
}

/* WHERE, LIMIT and the like of the statement itself, not of sub-selects; tokens [from, cursor). */
static void read_clauses(struct data *d, size_t from)
{
    struct parser *p = d->p;
    struct rows *rows = rows_of(d);
    bool where = false;

    for (size_t i = from; i < p->at; i++) {
        if (p->tokens[i].kind == TOKEN_OPEN && p->partner[i] < p->at)
            i = p->partner[i];
        else if (!where && word_at(p, i, "WHERE") && i + 1 < p->at) {
            where = true;
            take_condition(d, i + 1, clause_end(p, i + 1));
        } else if (word_at(p, i, "LIMIT"))
            rows->limit = true;
        else if ((word_at(p, i, "FOR") &&
                  (word_at(p, i + 1, "UPDATE") || word_at(p, i + 1, "SHARE"))) ||
                 (word_at(p, i, "LOCK") && word_at(p, i + 1, "IN")))
            rows->locks = true;
        else if (rows->verb != ROWS_DELETE && is_star(p, i))
            rows->star = true;
    }
}

/* Relations that are read, but `written`, which stands at this place. */
static void take_relations(struct data *d, uint32_t written)
{
    uint32_t base = base_of(d);
    size_t reads = d->reads ? d->p->tokens[d->reads].offset : 0;

    if (d->p->out->changes.n - d->change > 1) /* several are written: each is read by the others */
        written = UINT32_MAX;
    for (size_t i = 0; i < d->whole->refs.n; i++) {
        struct ref r = d->whole->refs.v[i];

        r.range.offset += base;
        if (r.use == REF_RELATION && r.range.offset != written && r.range.offset >= reads)
            *vec_push(d->p->mem, &rows_of(d)->from) = r;
    }
}

/* To the end of the statement; a parenthesis too many is left and said by ddl_read. */
static void take_rest(struct parser *p)
{
    if (!parse_end(p))
        parse_skip_until(p, "", false);
}

/* ---- SELECT ---- */

static void read_select(struct parser *p, size_t from)
{
    struct data d = begin(p, from, ROWS_SELECT);

    if (parse_end(p))
        parse_stuck(p, "the statement ends behind its first word");
    take_rest(p);
    read_whole(&d);
    read_clauses(&d, from);
    take_relations(&d, UINT32_MAX);
    build_end(p, d.change, from);
}

void build_select(struct parser *p, const struct read_row *row)
{
    (void)row;
    read_select(p, p->begin);
}

/* ---- INSERT, REPLACE ---- */

static void read_modifiers(struct parser *p, struct rows *rows)
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
    while (parse_take_any(p, "LOW_PRIORITY|DELAYED|HIGH_PRIORITY|QUICK") >= 0)
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
    return parse_is_at(p, open, "SELECT") || parse_is_at(p, open, "WITH") ||
           parse_is_at(p, open, "VALUES") || parse_is_at(p, open, "TABLE");
}

/* a = 1, b.c = 2: the columns */
static void read_set(struct data *d)
{
    struct parser *p = d->p;

    do {
        size_t from = p->at;
        struct ref r = { .use = REF_COLUMN };

        if (parse_is_kind(p, TOKEN_OPEN)) { /* (a, b) = (…) of SQLite */
            parse_names(p, &rows_of(d)->set);
        } else {
            r.path = parse_child_path(p);
            if (!r.path.name.p)
                parse_expect_kind(p, TOKEN_QUOTED);
            r.range = parse_range(p, from);
            if (!p->stuck.n)
                *vec_push(p->mem, &rows_of(d)->set) = r;
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
    struct rows *rows = rows_of(d);

    if (parse_take_any(p, "VALUES|VALUE") >= 0) {
        count_rows(p, rows);
        rows->from_select = parse_is(p, "UNION") || parse_is(p, "EXCEPT");
    } else if (parse_take_words(p, "DEFAULT VALUES")) {
        rows->row_count = 1;
    } else if (parse_take(p, "SET")) {
        read_set(d);
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

static void read_insert(struct parser *p, size_t from, enum rows_verb verb)
{
    struct data d = begin(p, from, verb);
    size_t name;
    uint32_t written;
    struct path path;

    read_modifiers(p, rows_of(&d));
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
        parse_names(p, &rows_of(&d)->set);
    read_source(&d);
    for (size_t i = p->at; i < p->n; i++)
        rows_of(&d)->on_conflict |= word_at(p, i, "ON") && (word_at(p, i + 1, "CONFLICT") ||
                                                            word_at(p, i + 1, "DUPLICATE"));
    take_rest(p);
    build_end(p, d.change, from);
    if (!rows_of(&d)->from_select && from == name - 1)
        return;
    if (rows_of(&d)->from_select) {
        read_whole(&d);
        take_relations(&d, written);
        read_clauses(&d, name);
    }
}

void build_insert(struct parser *p, const struct read_row *row)
{
    read_insert(p, p->begin, (enum rows_verb)row->arg);
}

/* ---- which tables an UPDATE or DELETE writes ---- */

static size_t token_behind(const struct parser *p, uint32_t offset)
{
    size_t low = 0, high = p->n;

    while (low < high) {
        size_t mid = (low + high) / 2;

        if (p->tokens[mid].offset < offset)
            low = mid + 1;
        else
            high = mid;
    }
    return low;
}

static str alias_behind(const struct data *d, const struct ref *r)
{
    struct parser *p = d->p;
    size_t i = token_behind(p, base_of(d) + r->range.offset + r->range.length);

    i += word_at(p, i, "AS") ? 1 : 0;
    if (i >= p->n || (p->tokens[i].kind != TOKEN_WORD && p->tokens[i].kind != TOKEN_QUOTED))
        return (str){ 0 };
    return lex_text(p->mem, p->opts->dialect, p->opts->modes, &p->tokens[i]);
}

/* The relation that is called so in this statement; NULL = none, the name is the table's own. */
static const struct ref *find_relation(const struct data *d, str name)
{
    const struct ref *same = NULL;

    for (size_t i = 0; i < d->whole->refs.n; i++) {
        const struct ref *r = &d->whole->refs.v[i];

        if (r->use != REF_RELATION)
            continue;
        if (str_eq_nocase(alias_behind(d, r), name))
            return r;
        if (!same && str_eq_nocase(r->path.name, name))
            same = r;
    }
    return same;
}

static bool has_target(const struct data *d, const struct path *path)
{
    for (size_t i = d->change; i < d->p->out->changes.n; i++) {
        const struct path *old = &build_at(d->p, i)->path;

        if (str_eq_nocase(old->name, path->name) && str_eq_nocase(old->schema, path->schema))
            return true;
    }
    return false;
}

/* The first table goes into the change that is there, each other one into a copy of it. */
static void add_target(struct data *d, struct path path, struct range range)
{
    struct change *c = build_at(d->p, d->change);

    if (has_target(d, &path))
        return;
    if (c->path.name.p) {
        struct rows *rows = c->rows;
        struct range whole = c->range;

        c = statement_add(d->p->mem, d->p->out, CHANGE_ROWS, KIND_TABLE);
        c->rows = rows;
        c->range = whole;
    }
    c->kind = KIND_TABLE;
    c->path = path;
    c->name_range = range;
}

static struct range statement_range(const struct data *d, const struct ref *r)
{
    return (struct range){ r->range.offset + base_of(d), r->range.length };
}

static void target_of(struct data *d, str name, struct path written, struct range range)
{
    const struct ref *r = find_relation(d, name);

    add_target(d, r ? r->path : written, r ? statement_range(d, r) : range);
}

/* ---- UPDATE ---- */

/* Each column that is set says its table, or the first one is meant. */
static void update_targets(struct data *d, size_t first)
{
    struct ref_list *set = &rows_of(d)->set;
    const struct ref *table = NULL;

    for (size_t i = 0; i < d->whole->refs.n && !table; i++)
        if (d->whole->refs.v[i].use == REF_RELATION &&
            d->whole->refs.v[i].range.offset + base_of(d) >= d->p->tokens[first].offset)
            table = &d->whole->refs.v[i];
    for (size_t i = 0; i < set->n; i++) {
        struct ref *r = &set->v[i];

        if (r->path.table.p)
            target_of(d, r->path.table,
                      (struct path){ .schema = r->path.schema, .name = r->path.table }, r->range);
        else if (table)
            add_target(d, table->path, statement_range(d, table));
        r->use = REF_COLUMN;
    }
}

static void read_update(struct parser *p, size_t from)
{
    struct data d = begin(p, from, ROWS_UPDATE);
    size_t first;

    read_modifiers(p, rows_of(&d));
    first = p->at;
    if (parse_end(p))
        parse_expect_kind(p, TOKEN_QUOTED);
    else
        parse_skip_until(p, "SET", false);
    parse_expect(p, "SET");
    read_set(&d);
    take_rest(p);
    build_end(p, d.change, from);
    if (p->stuck.n)
        return;
    read_whole(&d);
    update_targets(&d, first);
    read_clauses(&d, first);
    take_relations(&d, build_at(p, d.change)->name_range.offset);
}

void build_update(struct parser *p, const struct read_row *row)
{
    (void)row;
    read_update(p, p->begin);
}

/* ---- DELETE ---- */

/* t1.*, s.t2 in front of FROM or USING: names or aliases. */
static void read_victims(struct parser *p, struct ref_list *out)
{
    do {
        size_t from = p->at;
        struct ref r = { .path = parse_path(p) };

        if (!r.path.name.p)
            parse_expect_kind(p, TOKEN_QUOTED);
        parse_take_op(p, "*");
        r.range = parse_range(p, from);
        *vec_push(p->mem, out) = r;
    } while (parse_take_kind(p, TOKEN_COMMA));
}

static void delete_targets(struct data *d, const struct ref_list *victims)
{
    for (size_t i = 0; i < victims->n; i++)
        target_of(d, victims->v[i].path.name, victims->v[i].path, victims->v[i].range);
}

static void read_delete(struct parser *p, size_t from)
{
    struct data d = begin(p, from, ROWS_DELETE);
    struct ref_list victims = { 0 };
    bool my = p->opts->dialect->rules & RULE_STORED_PROGRAM;
    size_t first;

    read_modifiers(p, rows_of(&d));
    if (my)
        parse_take(p, "HISTORY");
    if (my && !parse_is(p, "FROM")) {
        read_victims(p, &victims);
        parse_expect(p, "FROM");
        first = p->at;
    } else {
        parse_expect(p, "FROM");
        first = p->at;
        read_victims(p, &victims);
        if (my && parse_is(p, "USING"))
            d.reads = p->at;
    }
    take_rest(p);
    build_end(p, d.change, from);
    if (p->stuck.n)
        return;
    read_whole(&d);
    delete_targets(&d, &victims);
    read_clauses(&d, first);
    take_relations(&d, build_at(p, d.change)->name_range.offset);
}

void build_delete(struct parser *p, const struct read_row *row)
{
    (void)row;
    read_delete(p, p->begin);
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
        read_update(p, from);
        break;
    case 6:
        read_delete(p, from);
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
