/* schema/bind_bounds.c: bounds of partitions beside each other.
 *
 * Does      tell that two partitions of one table would hold the same rows: ranges of one column, lists, hashes,
 *           DEFAULT; on MySQL, that LESS THAN does not rise
 * Does not  compare values of types that it would have to know: only whole numbers, and numbers in quotes, dates
 *           and times that are written alike; what cannot be compared is not said to overlap
 * Shape     a bound is the tokens of its text
 * Errors    BIND_INVALID
 * See       schema/bind.h
 */
#include "schema/bind_int.h"
#include "sql/lex.h"

enum { TOKENS_MAX = 64 };

enum bound_kind { BOUND_UNKNOWN, BOUND_DEFAULT, BOUND_LIST, BOUND_RANGE, BOUND_HASH, BOUND_BELOW };

struct bound {
    enum bound_kind kind;
    str values[TOKENS_MAX]; /* RANGE: from, to; as written, without quotes */
    int64_t modulus, remainder;
    size_t n;
};

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static bool is_plain(str s, const char *more)
{
    for (size_t i = 0; i < s.n; i++)
        if (!is_digit(s.p[i]) && str_find_char(str_of(more), s.p[i]) == STR_NONE)
            return false;
    return s.n > 0;
}

static bool is_number(str s)
{
    return is_plain(s, "") && (*s.p != '0' || s.n == 1);
}

/* Dates and times lose their quotes. A word keeps them: 'null' is not NULL; so does a number, which may be one or a
 * text: '9' is behind '10' then. */
static str value_of(const struct token *t)
{
    str inner = str_slice(t->text, 1, t->text.n - 1);
    bool quoted = t->kind == TOKEN_STRING && t->text.n > 2 && t->text.p[0] == '\'';

    return quoted && is_digit(*inner.p) && !is_number(inner) ? inner : t->text;
}

/* (a, b): values, commas between; another token gives none. */
static bool read_values(struct lex *l, struct bound *out)
{
    struct token t;

    if (!lex_next(l, &t) || t.kind != TOKEN_OPEN)
        return false;
    while (lex_next(l, &t) && out->n < TOKENS_MAX) {
        if (t.kind != TOKEN_STRING && t.kind != TOKEN_NUMBER && t.kind != TOKEN_WORD)
            return false;
        out->values[out->n++] = value_of(&t);
        if (!lex_next(l, &t) || t.kind == TOKEN_CLOSE)
            return t.kind == TOKEN_CLOSE;
        if (t.kind != TOKEN_COMMA)
            return false;
    }
    return false;
}

static bool next_is(struct lex *l, const char *word)
{
    struct token t;

    return lex_next(l, &t) && str_eq_nocase(t.text, str_of(word));
}

static bool next_number(struct lex *l, int64_t *out)
{
    struct token t;

    return lex_next(l, &t) && t.kind == TOKEN_NUMBER && str_to_int64(t.text, out);
}

/* WITH (MODULUS n, REMAINDER r) */
static bool read_hash(struct lex *l, struct bound *out)
{
    return next_is(l, "(") && next_is(l, "modulus") && next_number(l, &out->modulus) &&
           next_is(l, ",") && next_is(l, "remainder") && next_number(l, &out->remainder) &&
           out->modulus > 0;
}

/* LESS THAN (n), LESS THAN MAXVALUE; a value that has to be computed is absent. */
static void read_below(struct lex *l, struct bound *out)
{
    struct lex at = *l;

    if (!read_values(l, out) || out->n != 1)
        out->values[0] = next_is(&at, "maxvalue") ? S("maxvalue") : (str){ 0 };
}

static void read_bound(const struct schema *s, const struct value *v, struct bound *out)
{
    struct lex l;
    struct token t;

    *out = (struct bound){ 0 };
    if (v->kind != VALUE_EXPR)
        return;
    l = lex_of(s->dialect, 0, v->expr->text);
    if (!lex_next(&l, &t))
        return;
    if (str_eq_nocase(t.text, S("default"))) {
        out->kind = BOUND_DEFAULT;
        return;
    }
    if (str_eq_nocase(t.text, S("for")) && !lex_next(&l, &t))
        return;
    if (!str_eq_nocase(t.text, S("values")) || !lex_next(&l, &t))
        return;
    if (str_eq_nocase(t.text, S("less")) && next_is(&l, "than")) {
        out->kind = BOUND_BELOW;
        read_below(&l, out);
        return;
    }
    if (str_eq_nocase(t.text, S("in")))
        out->kind = read_values(&l, out) ? BOUND_LIST : BOUND_UNKNOWN;
    else if (str_eq_nocase(t.text, S("with")))
        out->kind = read_hash(&l, out) ? BOUND_HASH : BOUND_UNKNOWN;
    else if (str_eq_nocase(t.text, S("from")))
        out->kind = read_values(&l, out) && next_is(&l, "to") && read_values(&l, out) && out->n == 2
                        ? BOUND_RANGE
                        : BOUND_UNKNOWN;
}

/* MINVALUE before all, MAXVALUE behind. */
static int end_of(str s)
{
    return str_eq_nocase(s, S("minvalue")) ? -1 : str_eq_nocase(s, S("maxvalue"));
}

/* Texts of one length: the first byte that differs, when it is a digit in both. */
static int order_digits(str x, str y)
{
    for (size_t i = 0; i < x.n; i++)
        if (x.p[i] != y.p[i])
            return !is_digit(x.p[i]) || !is_digit(y.p[i]) ? 2 : x.p[i] < y.p[i] ? -1 : 1;
    return 0;
}

static bool is_time(str s)
{
    return is_plain(s, "-: T+.'") && *s.p != '-';
}

/* -1, 0, 1 as usual; 2 = they cannot be compared. */
static int order(str x, str y)
{
    int dx = end_of(x), dy = end_of(y);

    if (dx || dy)
        return (dx > dy) - (dx < dy);
    if (is_number(x) && is_number(y) && x.n != y.n)
        return x.n < y.n ? -1 : 1;
    return x.n == y.n && is_time(x) && is_time(y) ? order_digits(x, y) : 2;
}

static bool lists_meet(const struct bound *x, const struct bound *y)
{
    for (size_t i = 0; i < x->n; i++)
        for (size_t k = 0; k < y->n; k++)
            if (str_eq(x->values[i], y->values[k]))
                return true;
    return false;
}

/* Each modulus is a factor of the larger one; two share rows when their remainders meet. */
static bool hashes_meet(const struct bound *x, const struct bound *y)
{
    int64_t small = x->modulus < y->modulus ? x->modulus : y->modulus;
    int64_t large = x->modulus < y->modulus ? y->modulus : x->modulus;

    return large % small != 0 || x->remainder % small == y->remainder % small;
}

static bool overlap(const struct bound *x, const struct bound *y)
{
    if (x->kind != y->kind)
        return false;
    if (x->kind == BOUND_HASH)
        return hashes_meet(x, y);
    if (x->kind == BOUND_RANGE)
        return order(x->values[0], y->values[1]) == -1 && order(y->values[0], x->values[1]) == -1;
    return x->kind == BOUND_DEFAULT || (x->kind == BOUND_LIST && lists_meet(x, y));
}

/* ---- who is beside ---- */

static bool refuse(struct binder *b, uint32_t i, const char *how, object_id other)
{
    bind_fail(b, i, BIND_INVALID, (struct range){ 0 }, "partition \"" STR_FMT "\" %s %s",
              STR_ARG(change_at(b, i)->path.name), how, bind_label(b, other).p);
    return true;
}

static bool says_twice(const struct bound *x)
{
    for (size_t i = 1; i < x->n; i++)
        for (size_t k = 0; k < i; k++)
            if (str_eq(x->values[i], x->values[k]))
                return true;
    return false;
}

static object_id partition_before(const struct binder *b, object_id id)
{
    for (id = schema_get(b->s, id)->before; id; id = schema_get(b->s, id)->before)
        if (schema_get(b->s, id)->kind == KIND_PARTITION && object_lives(schema_get(b->s, id)))
            return id;
    return 0;
}

/* A new one stands behind all others, but where some are reorganized. */
static bool forbids_below(struct binder *b, uint32_t i, const struct bound *own)
{
    object_id id = partition_before(b, change_at(b, i)->object);
    struct bound other;

    if (!id || (change_at(b, i)->flags & CHANGE_IMPLIED))
        return false;
    read_bound(b->s, stage_value(b->s, id, ATTR_PARTITION_BOUND), &other);
    return other.kind == BOUND_BELOW && order(own->values[0], other.values[0]) <= 0 &&
           refuse(b, i, "does not lie above", id);
}

static bool forbids_list(struct binder *b, uint32_t i, const struct bound *own)
{
    const struct object *o = NULL;
    struct bound other;

    if (says_twice(own))
        return bind_contradicts(b, i, change_at(b, i)->object, "has a value twice");
    while ((o = schema_child(b->s, change_at(b, i)->parent, KIND_PARTITION, o))) {
        if (o->id == change_at(b, i)->object)
            continue;
        read_bound(b->s, stage_value(b->s, o->id, ATTR_PARTITION_BOUND), &other);
        if (overlap(own, &other))
            return refuse(b, i, "overlaps", o->id);
    }
    return false;
}

/* MySQL, MariaDB. */
static bool forbids_part(struct binder *b, uint32_t i, const struct bound *own)
{
    if (bind_uncertain(b, change_at(b, i)->parent))
        return false;
    return (own->kind == BOUND_BELOW && forbids_below(b, i, own)) ||
           (own->kind == BOUND_LIST && forbids_list(b, i, own));
}

/* The change makes its object a partition, or a partition with other bounds. */
bool bind_forbids_bounds(struct binder *b, uint32_t i)
{
    const struct change *c = change_at(b, i);
    const struct edit *of = change_edit(c, ATTR_PARTITION_OF);
    const struct edit *bound = change_edit(c, ATTR_PARTITION_BOUND);
    object_id parent = of && of->value.kind == VALUE_REF ? of->value.ref->id : 0;
    struct dependent_list parts = { 0 };
    struct bound own, other;

    if (!bound || (!parent && c->kind != KIND_PARTITION))
        return false;
    read_bound(b->s, &bound->value, &own);
    if (is_mysql(b->s))
        return forbids_part(b, i, &own);
    bind_users(b, parent, &parts);
    for (size_t k = 0; k < parts.n; k++) {
        if (parts.v[k].by != ATTR_PARTITION_OF || parts.v[k].id == c->object)
            continue;
        read_bound(b->s, stage_value(b->s, parts.v[k].id, ATTR_PARTITION_BOUND), &other);
        if (overlap(&own, &other) && !bind_uncertain(b, parts.v[k].id))
            return refuse(b, i, "overlaps", parts.v[k].id);
    }
    return false;
}
