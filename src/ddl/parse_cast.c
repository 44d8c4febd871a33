/* ddl/parse_cast.c: a column behind casts and nothing else: a::text::varchar(5), CAST((t.a) AS text) COLLATE "C".
 *
 * Does      tell such an expression from one that computes; give the types that it passes through, the inmost first
 * Does not  know which casts leave a value as it is (effects/)
 * Shape     from the outside in: parentheses, CAST, the last :: or COLLATE, at last the name
 * See       schema/value.h, EXPR_CAST_COLUMN
 */
#include "ddl/parse_scan_int.h"

enum { CASTS = 16 }; /* one in the other */

static bool is_op(const struct scan_state *s, size_t i, const char *op)
{
    const struct token *t = scan_token_at(s, i);

    return t->kind == TOKEN_OP && str_eq(t->text, str_of(op));
}

static bool is_wrapped(const struct scan_state *s, size_t from, size_t to)
{
    return scan_token_at(s, from)->kind == TOKEN_OPEN && s->p->partner[from] + 1 == to;
}

/* The last `word` or operator outside parentheses; to = there is none. */
static size_t find_last(const struct scan_state *s, size_t from, size_t to, const char *op,
                        const char *word)
{
    size_t found = to;

    for (size_t i = from; i < to; i++) {
        if ((op && is_op(s, i, op)) || scan_word_at(s, i, word))
            found = i;
        else if (scan_token_at(s, i)->kind == TOKEN_OPEN && s->p->partner[i] < to)
            i = s->p->partner[i];
    }
    return found;
}

/* The tokens are one type. */
static bool take_type(struct scan_state *s, size_t from, size_t to)
{
    struct parser in;
    struct sql_type *t;

    if (from >= to || !parse_inner(s->p, from, to, &in))
        return false;
    t = parse_type(&in);
    if (!t || in.stuck.n || in.at < in.n)
        return false;
    if (!s->e->casts)
        s->e->casts = arena_new(s->p->mem, struct type_list, 1);
    *vec_push(s->p->mem, s->e->casts) = t;
    return true;
}

/* The tokens are the column that the expression names. */
static bool is_column(const struct scan_state *s, size_t from, size_t to)
{
    size_t base = s->p->tokens[s->begin].offset;
    const struct token *a = scan_token_at(s, from), *b = scan_token_at(s, to - 1);

    for (size_t i = 0; from < to && i < s->e->refs.n; i++) {
        const struct ref *r = &s->e->refs.v[i];

        if (r->use == REF_COLUMN && base + r->range.offset == a->offset &&
            a->offset + r->range.length == b->offset + b->text.n)
            return true;
    }
    return false;
}

static bool walk(struct scan_state *s, size_t from, size_t to, unsigned depth)
{
    size_t last;

    if (from >= to || depth > CASTS)
        return false;
    if (is_wrapped(s, from, to))
        return walk(s, from + 1, to - 1, depth + 1);
    if (scan_word_at(s, from, "CAST") && is_wrapped(s, from + 1, to)) {
        last = find_last(s, from + 2, to - 1, NULL, "AS");
        return walk(s, from + 2, last, depth + 1) && take_type(s, last + 1, to - 1);
    }
    last = find_last(s, from, to, "::", "COLLATE");
    if (last == to)
        return is_column(s, from, to);
    if (scan_word_at(s, last, "COLLATE"))
        return walk(s, from, last, depth + 1);
    return walk(s, from, last, depth + 1) && take_type(s, last + 1, to);
}

static size_t count_columns(const struct expr *e)
{
    size_t n = 0;

    for (size_t i = 0; i < e->refs.n; i++)
        n += e->refs.v[i].use == REF_COLUMN;
    return n;
}

void scan_casts(struct scan_state *s)
{
    struct expr *e = s->e;

    if (s->p->opts->dialect->id != DIALECT_POSTGRES ||
        e->facts & (EXPR_SELECT | EXPR_FUNCTION | EXPR_BARE_COLUMN) || count_columns(e) != 1)
        return;
    if (walk(s, s->begin, s->end, 0))
        e->facts |= EXPR_CAST_COLUMN;
    else
        e->casts = NULL;
}
