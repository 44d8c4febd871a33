/* ddl/read_pg_reads.c: what a data statement reads, and whether its condition narrows anything.
 *
 * Does      relations of a stretch of tokens; the condition with its names resolved; tautologies
 * Does not  know INSERT from UPDATE (read_pg_query.c, read_pg_write.c)
 * See       ddl/read_pg_int.h
 */
#include "ddl/read_pg_int.h"

enum { DISTINCT_MAX = 128 }; /* relations that are looked through for one that was named already */

/* ---- relations ---- */

static bool inside(struct range r, uint32_t at)
{
    return at >= r.offset && at < r.offset + r.length;
}

static bool path_same(const struct path *x, const struct path *y)
{
    return str_eq(x->name, y->name) && str_eq(x->schema, y->schema);
}

static bool is_known(const struct ref_list *list, const struct path *path)
{
    for (size_t i = 0; i < list->n && i < DISTINCT_MAX; i++)
        if (path_same(&list->v[i].path, path))
            return true;
    return false;
}

static bool is_apart(const struct query *q, uint32_t at)
{
    for (size_t i = 0; i < q->apart.n; i++)
        if (inside(q->apart.v[i], at))
            return true;
    return false;
}

static bool writes_into(str before)
{
    return (before.n >= 6 && str_eq_nocase(str_skip(before, before.n - 6), S("insert"))) ||
           (before.n >= 5 && str_eq_nocase(str_skip(before, before.n - 5), S("merge")));
}

/* In a body, what stands behind INTO is a variable. */
static bool is_variable(const struct parser *p, uint32_t at)
{
    str before = str_trim_end(str_slice(p->text, 0, at));

    return p->in_body && before.n > 4 && str_eq_nocase(str_skip(before, before.n - 4), S("into")) &&
           !writes_into(str_trim_end(str_slice(before, 0, before.n - 4)));
}

void pgr_drop_refs(struct expr *e, struct range r)
{
    size_t kept = 0;

    for (size_t i = 0; i < e->refs.n; i++) {
        uint32_t at = e->range.offset + e->refs.v[i].range.offset;

        if (at < r.offset || at >= r.offset + r.length)
            e->refs.v[kept++] = e->refs.v[i];
    }
    e->refs.n = kept;
}

struct expr *pgr_reads(struct parser *p, const struct query *q, struct rows *rows, size_t from,
                       size_t to, struct range target)
{
    struct expr *e = parse_query_tokens(p, from, to);

    rows->portion |= parse_takes_portion(p, from, to);
    for (size_t i = 0; i < e->refs.n; i++) {
        struct ref r = e->refs.v[i];
        uint32_t at = e->range.offset + r.range.offset;

        if (r.use != REF_RELATION || (target.length && at == target.offset) || is_apart(q, at) ||
            is_variable(p, at) || is_known(&rows->from, &r.path))
            continue;
        r.range.offset = at;
        *vec_push(p->mem, &rows->from) = r;
    }
    for (size_t i = 0; i < q->apart.n; i++)
        pgr_drop_refs(e, q->apart.v[i]);
    return e;
}

struct ref_list *pgr_relations(struct parser *p, size_t from)
{
    struct query none = { .from = from, .main = from };
    struct rows rows = { 0 };
    struct ref_list *list = arena_new(p->mem, struct ref_list, 1);

    pgr_reads(p, &none, &rows, from, p->at < p->n ? p->at : p->n, (struct range){ 0 });
    *list = rows.from;
    return list;
}

/* ---- tautologies ---- */

static bool word_is(const struct token *t, const char *word)
{
    return t->kind == TOKEN_WORD && str_eq_nocase(t->text, str_of(word));
}

/* The next AND or OR outside parentheses. */
static size_t find_word(const struct parser *p, size_t from, size_t to, const char *word)
{
    size_t at = pgr_find(p, from, to, word);

    return at < to ? at : to;
}

static bool is_literal(const struct token *t)
{
    return t->kind == TOKEN_NUMBER || t->kind == TOKEN_STRING;
}

/* true, 1 = 1, 'a' = 'a', 1 <> 2, NOT false */
static bool is_true(const struct parser *p, size_t from, size_t to)
{
    const struct token *t = &p->tokens[from];
    size_t n = to - from;

    if (n == 1)
        return word_is(t, "true");
    if (n == 2)
        return word_is(t, "not") && word_is(t + 1, "false");
    if (n < 3 || !is_literal(t) || !is_literal(&p->tokens[to - 1]))
        return false;
    if (n == 3 && str_eq(t[1].text, S("=")))
        return str_eq(t[0].text, t[2].text);
    return n == 4 && t[0].kind == t[3].kind && !str_eq(t[0].text, t[3].text) &&
           (str_eq(t[1].text, S("<")) || str_eq(t[1].text, S("!"))) &&
           (str_eq(t[2].text, S(">")) || str_eq(t[2].text, S("=")));
}

static bool all_true(const struct parser *p, size_t from, size_t to, unsigned depth);

/* One of the operands of OR is. */
static bool any_true(const struct parser *p, size_t from, size_t to, unsigned depth)
{
    while (from < to) {
        size_t end = find_word(p, from, to, "OR");

        if (all_true(p, from, end, depth))
            return true;
        from = end + 1;
    }
    return false;
}

static bool all_true(const struct parser *p, size_t from, size_t to, unsigned depth)
{
    if (from >= to || depth > 16)
        return false;
    while (from < to) {
        size_t end = find_word(p, from, to, "AND");
        bool wrapped =
            end > from && p->tokens[from].kind == TOKEN_OPEN && p->partner[from] + 1 == end;

        if (end == from ||
            !(wrapped ? any_true(p, from + 1, end - 1, depth + 1) : is_true(p, from, end)))
            return false;
        from = end + 1;
    }
    return true;
}

bool pgr_tautology(const struct parser *p, size_t from, size_t to)
{
    return from < to && any_true(p, from, to, 0);
}

/* ---- conditions ---- */

/* The names of the whole statement that stand in the condition: its aliases are resolved. */
void pgr_take_refs(struct parser *p, struct expr *e, const struct expr *all)
{
    struct ref_list refs = { 0 };

    for (size_t i = 0; i < all->refs.n; i++) {
        struct ref r = all->refs.v[i];
        uint32_t at = all->range.offset + r.range.offset;

        if (!inside(e->range, at))
            continue;
        r.range.offset = at - e->range.offset;
        *vec_push(p->mem, &refs) = r;
    }
    e->refs = refs;
}

void pgr_where(struct parser *p, struct rows *rows, size_t to, const struct expr *all)
{
    size_t from = p->at;
    struct expr *e = parse_expr_tokens(p, from, to);

    if (all)
        pgr_take_refs(p, e, all);
    if (parse_is(p, "CURRENT") && parse_is_at(p, 1, "OF")) /* a cursor's row */
        e->refs.n = 0;
    rows->condition = *e;
    rows->where = from < to && !pgr_tautology(p, from, to);
    p->at = to;
}
