/* ddl/parse_expr.c: expressions and queries, kept as text with what they are made of.
 *
 * Does      find where an expression ends; walk over its words; note facts: literal, volatile, sub-select …
 * Does not  know what a name stands for (parse_scan.c), precedence, types or whether it is correct
 * Shape     one pass over the tokens; aliases of a query are replaced by what they stand for at its end
 * See       schema/value.h, struct expr
 */
#include "ddl/parse_scan_int.h"

#include <string.h>

/* Words that belong together and name nothing; gives how many, 0 = none begin here. */
static size_t phrase_at(struct scan_state *s, size_t i)
{
    static const struct {
        const char *first, *second;
        size_t count;
    } phrases[] = {
        { "CURRENT", "ROW", 2 },   { "FOR", "SYSTEM_TIME", 2 }, { "IN", "BOOLEAN", 3 },
        { "IN", "NATURAL", 4 },    { "INDEXED", "BY", 3 },      { "NOT", "INDEXED", 2 },
        { "NULLS", "FIRST", 2 },   { "NULLS", "LAST", 2 },      { "WITH", "QUERY", 3 },
        { "CHARACTER", "SET", 3 }, { "AT", "TIME", 3 },         { "AT", "LOCAL", 2 },
    };

    if (scan_word_at(s, i, "WITH") && !scan_word_at(s, i + 2, "EXPANSION"))
        return 0;
    for (size_t k = 0; k < COUNT_OF(phrases); k++)
        if (scan_word_at(s, i, phrases[k].first) && scan_word_at(s, i + 1, phrases[k].second))
            return phrases[k].count;
    return 0;
}

/* USE INDEX FOR JOIN (a, b) of MySQL */
static size_t index_hint_at(const struct scan_state *s, size_t i)
{
    size_t at = i + 2;

    if (!(scan_word_at(s, i, "USE") || scan_word_at(s, i, "FORCE") ||
          scan_word_at(s, i, "IGNORE")) ||
        !(scan_word_at(s, i + 1, "INDEX") || scan_word_at(s, i + 1, "KEY")))
        return 0;
    while (scan_token_at(s, at)->kind == TOKEN_WORD)
        at++;
    return scan_token_at(s, at)->kind == TOKEN_OPEN && s->p->partner[at] < s->end
               ? s->p->partner[at] + 1 - i
               : 0;
}

/* Behind INTERVAL and its number stands the unit. */
static void note_interval(struct scan_state *s, size_t i)
{
    i += scan_token_at(s, i)->kind == TOKEN_OP ? 1 : 0;
    i = scan_token_at(s, i)->kind == TOKEN_OPEN ? s->p->partner[i] + 1 : i + 1;
    if (!scan_is_glue(scan_token_at(s, i))) /* PostgreSQL's has it in the string */
        s->skip = i;
}

/* NEXT VALUE FOR s of MariaDB */
static size_t sequence_at(struct scan_state *s, size_t i)
{
    str v[3];
    unsigned n;
    size_t count;

    if (!(scan_word_at(s, i, "NEXT") || scan_word_at(s, i, "PREVIOUS")) ||
        !scan_word_at(s, i + 1, "VALUE") || !scan_word_at(s, i + 2, "FOR"))
        return 0;
    count = scan_chain_at(s, i + 3, v, &n);
    s->e->facts |= scan_word_at(s, i, "NEXT") ? EXPR_NEXTVAL | EXPR_VOLATILE : EXPR_VOLATILE;
    if (n)
        scan_add_ref(s, REF_SEQUENCE, scan_path_of(v, n), i + 3, count);
    return 3 + count;
}

/* FOR [NO KEY] UPDATE|[KEY] SHARE [OF a, b] [NOWAIT|SKIP LOCKED]; the names behind OF are aliases. */
static size_t locking_at(const struct scan_state *s, size_t i)
{
    static const str words[] = { S_INIT("KEY"),    S_INIT("LOCKED"), S_INIT("NO"),
                                 S_INIT("NOWAIT"), S_INIT("SHARE"),  S_INIT("SKIP"),
                                 S_INIT("UPDATE") };
    size_t at = i + 1;

    if (!scan_word_at(s, i, "FOR") ||
        !(scan_word_at(s, at, "UPDATE") || scan_word_at(s, at, "SHARE") ||
          scan_word_at(s, at, "NO") || scan_word_at(s, at, "KEY")))
        return 0;
    while (scan_among(scan_token_at(s, at), words, COUNT_OF(words)))
        at++;
    if (!scan_word_at(s, at, "OF"))
        return at - i;
    for (at++; scan_is_name(scan_token_at(s, at)) &&
               !scan_among(scan_token_at(s, at), words, COUNT_OF(words));
         at++)
        at += scan_token_at(s, at + 1)->kind == TOKEN_COMMA ||
              scan_token_at(s, at + 1)->kind == TOKEN_DOT;
    while (scan_among(scan_token_at(s, at), words, COUNT_OF(words)))
        at++;
    return at - i;
}

static size_t scan_phrase(struct scan_state *s, size_t i)
{
    size_t count = phrase_at(s, i);

    if (!count && scan_is_query(s))
        count = locking_at(s, i);

    if (!count && scan_is_query(s))
        count = index_hint_at(s, i);
    if (!count)
        count = sequence_at(s, i);
    if (scan_word_at(s, i, "INTERVAL") &&
        (scan_is_mysql(s) || scan_token_at(s, i + 1)->kind == TOKEN_STRING))
        note_interval(s, i + 1);
    if (scan_word_at(s, i, "USING") && scan_in_function(s, i))
        count = 2;
    if (scan_word_at(s, i, "OVER") && s->operand && scan_is_name(scan_token_at(s, i + 1)))
        count = 2;
    return s->skip == i && i > s->begin ? 1 : count;
}

/* pg_catalog."C", BINARY */
static size_t collation_at(struct scan_state *s, size_t i)
{
    str v[3];
    unsigned n;

    if (scan_token_at(s, i)->kind == TOKEN_WORD && scan_token_at(s, i + 1)->kind != TOKEN_DOT)
        return 1;
    return scan_chain_at(s, i, v, &n);
}

/* SELECT a b FROM: behind a value, before what ends it. */
static bool is_column_alias(const struct scan_state *s, size_t i)
{
    const struct token *next = scan_token_at(s, i + 1);

    return scan_is_query(s) && s->operand && i > s->begin &&
           (next->kind == TOKEN_COMMA || next->kind == TOKEN_CLOSE || next->kind == TOKEN_SEMI ||
            scan_is_glue(next));
}

static size_t scan_word(struct scan_state *s, size_t i)
{
    static const str no_from[] = { S_INIT("GROUP"),  S_INIT("ON"),  S_INIT("ORDER"),
                                   S_INIT("SELECT"), S_INIT("SET"), S_INIT("WHERE") };
    size_t phrase = scan_phrase(s, i);

    if (phrase)
        return phrase;
    if (scan_word_at(s, i, "NULL"))
        s->e->facts |= s->end - s->begin == 1 ? EXPR_NULL | EXPR_LITERAL : 0;
    if (scan_word_at(s, i, "SELECT") ||
        (scan_word_at(s, i, "WITH") && i == s->begin && scan_is_grammar(s, i)))
        s->e->facts |= EXPR_SELECT;
    if (scan_word_at(s, i, "COLLATE"))
        return 1 + collation_at(s, i + 1);
    if (scan_word_at(s, i, "AS") && scan_is_query(s)) { /* a column's new name */
        enum token_kind next = scan_token_at(s, i + 1)->kind;

        return next == TOKEN_QUOTED || (next == TOKEN_WORD && !scan_word_at(s, i + 1, "NOT")) ? 2
                                                                                              : 1;
    }
    if (scan_word_at(s, i, "AS"))
        return 1 + scan_skip_type(s, i + 1);
    if (scan_is_query(s) && scan_at_relation(s, i)) {
        s->from = !scan_word_at(s, i, "INTO") && !scan_word_at(s, i, "TABLE");
        return 1 + scan_relation(s, i + 1);
    }
    if (scan_among(scan_token_at(s, i), no_from, COUNT_OF(no_from)))
        s->from = false;
    return scan_is_grammar(s, i) || is_column_alias(s, i) ? 1 : scan_names(s, i);
}

static size_t scan_token(struct scan_state *s, size_t i)
{
    const struct token *t = scan_token_at(s, i);

    switch (t->kind) {
    case TOKEN_WORD:
        return scan_word(s, i);
    case TOKEN_QUOTED:
        return is_column_alias(s, i) ? 1 : scan_names(s, i);
    case TOKEN_OP:
        if (str_eq(t->text, S("::")))
            return 1 + scan_skip_type(s, i + 1);
        return 1;
    case TOKEN_OPEN:
        scan_enter(s, false);
        return 1;
    case TOKEN_CLOSE: /* behind a sub-select in FROM stands its alias */
        scan_leave(s);
        if (s->from && scan_is_query(s))
            return 1 + scan_alias(s, i + 1, (struct path){ 0 });
        return 1;
    case TOKEN_COMMA:
        return s->from && scan_is_query(s) ? 1 + scan_relation(s, i + 1) : 1;
    case TOKEN_STRING:
    case TOKEN_NUMBER:
    case TOKEN_PARAM:
    case TOKEN_DOT:
    case TOKEN_SEMI:
    case TOKEN_COMMENT:
        break;
    }
    return 1;
}

/* A literal: nothing but signs, numbers, strings, NULL, TRUE, FALSE and casts of them. */
static bool is_literal(const struct scan_state *s)
{
    bool value = false;

    if (s->e->facts & (EXPR_FUNCTION | EXPR_COLUMNS | EXPR_SELECT | EXPR_STABLE))
        return false;
    for (size_t i = s->begin; i < s->end; i++) {
        const struct token *t = scan_token_at(s, i);

        value |= t->kind == TOKEN_STRING || t->kind == TOKEN_NUMBER || scan_word_at(s, i, "NULL") ||
                 scan_word_at(s, i, "TRUE") || scan_word_at(s, i, "FALSE");
        if (t->kind == TOKEN_PARAM)
            return false;
    }
    return value;
}

static void finish(struct scan_state *s)
{
    struct expr *e = s->e;

    scan_resolve(s);
    if (is_literal(s))
        e->facts |= EXPR_LITERAL;
    if (e->refs.n == 1 && e->refs.v[0].use == REF_COLUMN && e->refs.v[0].range.length == e->text.n)
        e->facts |= EXPR_BARE_COLUMN;
    scan_casts(s);
}

/* The tokens [from, to). With EXPR_SELECT in `facts` it is read as a query from its first word. */
static struct expr *expr_of(struct parser *p, size_t from, size_t to, unsigned facts)
{
    struct expr *e = arena_new(p->mem, struct expr, 1);
    struct scan_state s = { .p = p, .e = e, .begin = from, .end = to };
    const struct token *a, *b;

    e->facts = facts;
    if (from >= to)
        return e;
    a = &p->tokens[from];
    b = &p->tokens[to - 1];
    e->text = str_slice(p->text, a->offset, b->offset + b->text.n);
    e->range = (struct range){ (uint32_t)a->offset, (uint32_t)e->text.n };
    for (size_t i = from; i < to;) {
        size_t count = scan_token(&s, i);

        scan_note_operand(&s, i, count);
        i += count;
    }
    finish(&s);
    return e;
}

struct expr *parse_expr_tokens(struct parser *p, size_t from, size_t to)
{
    return expr_of(p, from, to, 0);
}

struct expr *parse_query_tokens(struct parser *p, size_t from, size_t to)
{
    return expr_of(p, from, to, EXPR_SELECT);
}

static bool word_is(const struct parser *p, size_t i, const char *word)
{
    return p->tokens[i].kind == TOKEN_WORD && str_eq_nocase(p->tokens[i].text, str_of(word));
}

bool parse_takes_portion(const struct parser *p, size_t from, size_t to)
{
    for (size_t i = from; i + 1 < to; i++)
        if (word_is(p, i, "LIMIT") ||
            (word_is(p, i, "FETCH") && (word_is(p, i + 1, "FIRST") || word_is(p, i + 1, "NEXT"))))
            return true;
    return false;
}

static bool at_until(const struct parser *p, const char *until)
{
    for (const char *w = until; w && *w;) {
        if (parse_is(p, w))
            return true;
        w += strcspn(w, "|");
        w += *w == '|';
    }
    return false;
}

/* To the end of an expression; at least one token. */
static void walk_to(struct parser *p, const char *until, bool stop_at_comma)
{
    size_t from = p->at;
    unsigned cases = 0, brackets = 0;

    for (; !parse_end(p); p->at++) {
        if (parse_is_kind(p, TOKEN_CLOSE) ||
            (stop_at_comma && !brackets && parse_is_kind(p, TOKEN_COMMA)))
            return;
        brackets += parse_is_op(p, "[");
        brackets -= brackets && parse_is_op(p, "]");
        if (!cases && p->at > from && at_until(p, until))
            return;
        cases += parse_is(p, "CASE");
        cases -= cases && parse_is(p, "END");
        if (parse_is_kind(p, TOKEN_OPEN)) {
            if (p->partner[p->at] >= p->n) {
                parse_stuck(p, "a parenthesis is not closed");
                return;
            }
            p->at = p->partner[p->at];
        }
    }
}

struct expr *parse_expr(struct parser *p, const char *until)
{
    size_t from = p->at;

    walk_to(p, until, true);
    if (p->at == from)
        parse_stuck(p, "expected an expression");
    return expr_of(p, from, p->stuck.n ? from : p->at, 0);
}

struct expr *parse_query(struct parser *p, const char *until)
{
    size_t from = p->at;
    struct expr *e;

    walk_to(p, until, false);
    e = expr_of(p, from, p->stuck.n ? from : p->at, 0);
    return e;
}

struct expr *parse_paren_expr(struct parser *p)
{
    size_t open = p->at;

    if (!parse_is_kind(p, TOKEN_OPEN) || p->partner[open] >= p->n) {
        parse_stuck(p, "expected an expression in parentheses");
        return expr_of(p, 0, 0, 0);
    }
    p->at = p->partner[open] + 1;
    return expr_of(p, open + 1, p->partner[open], 0);
}

void parse_skip_until(struct parser *p, const char *until, bool stop_at_comma)
{
    walk_to(p, until, stop_at_comma);
}

str parse_text_until(struct parser *p, const char *until)
{
    size_t from = p->at;
    struct range r;

    walk_to(p, until, false);
    r = parse_range(p, from);
    return str_slice(p->text, r.offset, r.offset + r.length);
}
