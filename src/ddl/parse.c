/* ddl/parse.c: the tokens of one statement, and stepping over them.
 *
 * Does      cut the statement into tokens, leaving out comments and what a server of this version leaves out;
 *           match words; find the partner of a parenthesis at once
 * Does not  read names or values (parse_value.c), expressions (parse_expr.c)
 * Shape     after parse_stuck the cursor is at the end: every test is false
 * See       ddl/parse_int.h
 */
#include "ddl/parse_int.h"

#include "ddl/outline_int.h"

#include <string.h>

enum {
    NESTED = 256
}; /* parentheses whose partners are found; deeper ones make the statement opaque */

static void skip_version_comment(struct lex *l)
{
    struct token t;

    while (l->version_comment && lex_next(l, &t))
        ;
}

static void read_tokens(struct parser *p)
{
    const struct ddl_opts *o = p->opts;
    struct lex l = lex_of(o->dialect, o->modes, p->text);
    vec(struct token) list = { 0 };
    struct token t;

    l.comments = true;
    vec_reserve(p->mem, &list, p->text.n / 5 + 8);
    for (bool inside = false; lex_next(&l, &t); inside = l.version_comment) {
        if (t.kind != TOKEN_COMMENT)
            *vec_push(p->mem, &list) = t;
        else if (!inside && l.version_comment && reader_leaves_out(o->dialect, o->version, t.text))
            skip_version_comment(&l);
    }
    while (list.n && list.v[list.n - 1].kind == TOKEN_SEMI)
        list.n--;
    p->tokens = list.v;
    p->n = list.n;
}

static bool find_partners(struct parser *p)
{
    uint32_t open[NESTED];
    size_t depth = 0;
    bool fits = true;

    p->partner = arena_new(p->mem, uint32_t, p->n + 1);
    for (size_t i = 0; i < p->n; i++) {
        p->partner[i] = (uint32_t)p->n;
        if (p->tokens[i].kind == TOKEN_OPEN) {
            if (depth < NESTED)
                open[depth] = (uint32_t)i;
            else
                fits = false;
            depth++;
        } else if (p->tokens[i].kind == TOKEN_CLOSE && depth && --depth < NESTED) {
            p->partner[i] = open[depth];
            p->partner[open[depth]] = (uint32_t)i;
        }
    }
    return fits;
}

bool parse_begin(struct parser *p, arena *a, const struct ddl_opts *opts, str text,
                 struct statement *out)
{
    *p = (struct parser){ .mem = a, .opts = opts, .text = text, .out = out };
    read_tokens(p);
    if (!find_partners(p))
        return parse_stuck(p, "parentheses are nested too deeply");
    return true;
}

bool parse_inner(struct parser *p, size_t from, size_t to, struct parser *out)
{
    *out = *p;
    out->tokens = p->tokens + from;
    out->n = to > from ? to - from : 0;
    out->at = out->begin = 0;
    out->depth = p->depth + 1;
    if (!find_partners(out))
        return parse_stuck(out, "parentheses are nested too deeply");
    return true;
}

/* ---- looking ---- */

bool parse_end(const struct parser *p)
{
    return p->stuck.n || p->at >= p->n;
}

const struct token *parse_peek(const struct parser *p, size_t ahead)
{
    static const struct token none = { .kind = TOKEN_SEMI, .text = S_INIT("") };

    return p->stuck.n || p->at + ahead >= p->n ? &none : &p->tokens[p->at + ahead];
}

/* `word` is upper case and ends at a blank, |, ] or its end. */
static bool is_word(const struct token *t, const char *word)
{
    size_t n = t->text.n;

    if (t->kind != TOKEN_WORD)
        return false;
    for (size_t i = 0; i < n; i++) {
        char c = t->text.p[i];

        if ((c >= 'a' && c <= 'z' ? (char)(c - 32) : c) != word[i] || !word[i])
            return false;
    }
    return !word[n] || strchr(" |]", word[n]) != NULL;
}

bool parse_is_at(const struct parser *p, size_t ahead, const char *word)
{
    return is_word(parse_peek(p, ahead), word);
}

bool parse_is(const struct parser *p, const char *word)
{
    return is_word(parse_peek(p, 0), word);
}

bool parse_is_kind(const struct parser *p, enum token_kind kind)
{
    return !parse_end(p) && p->tokens[p->at].kind == kind;
}

/* An operator of several bytes is several tokens, with nothing between, unless the lexer gives it whole. */
static size_t op_tokens(const struct parser *p, const char *op)
{
    size_t count = 0, done = 0, n = strlen(op);

    while (done < n) {
        const struct token *t = parse_peek(p, count);

        if (t->kind != TOKEN_OP || t->text.n > n - done ||
            memcmp(t->text.p, op + done, t->text.n) != 0 ||
            (count &&
             t->offset != parse_peek(p, count - 1)->offset + parse_peek(p, count - 1)->text.n))
            return 0;
        done += t->text.n;
        count++;
    }
    return count;
}

bool parse_is_op(const struct parser *p, const char *op)
{
    return op_tokens(p, op) != 0;
}

/* ---- taking ---- */

bool parse_take(struct parser *p, const char *word)
{
    if (!parse_is(p, word))
        return false;
    p->at++;
    return true;
}

bool parse_take_words(struct parser *p, const char *words)
{
    size_t count = 0;

    for (const char *w = words; *w; count++) {
        if (!is_word(parse_peek(p, count), w))
            return false;
        w += strcspn(w, " ");
        w += *w == ' ';
    }
    p->at += count;
    return true;
}

int parse_take_any(struct parser *p, const char *words)
{
    int i = 0;

    for (const char *w = words; *w; i++) {
        if (parse_take(p, w))
            return i;
        w += strcspn(w, "|");
        w += *w == '|';
    }
    return -1;
}

bool parse_take_kind(struct parser *p, enum token_kind kind)
{
    if (!parse_is_kind(p, kind))
        return false;
    p->at++;
    return true;
}

bool parse_take_op(struct parser *p, const char *op)
{
    size_t n = op_tokens(p, op);

    p->at += n;
    return n != 0;
}

static const char *expected(struct parser *p, const char *what)
{
    const struct token *t = parse_peek(p, 0);
    str seen = t->text.n ? str_slice(t->text, 0, 40) : S("the end");

    if (t->kind == TOKEN_STRING) /* it may be a password */
        seen = S("a string");

    return str_z(p->mem, str_printf(p->mem, "expected %s, found " STR_FMT, what, STR_ARG(seen)));
}

bool parse_expect(struct parser *p, const char *word)
{
    return parse_take(p, word) || parse_stuck(p, expected(p, word));
}

bool parse_expect_kind(struct parser *p, enum token_kind kind)
{
    static const char *const words[] = {
        [TOKEN_WORD] = "a word",
        [TOKEN_QUOTED] = "a name",
        [TOKEN_STRING] = "a string",
        [TOKEN_NUMBER] = "a number",
        [TOKEN_PARAM] = "a parameter",
        [TOKEN_OP] = "an operator",
        [TOKEN_OPEN] = "(",
        [TOKEN_CLOSE] = ")",
        [TOKEN_COMMA] = "a comma",
        [TOKEN_DOT] = "a point",
        [TOKEN_SEMI] = ";",
        [TOKEN_COMMENT] = "a comment",
    };

    return parse_take_kind(p, kind) || parse_stuck(p, expected(p, words[kind]));
}

void parse_skip_parens(struct parser *p)
{
    if (parse_is_kind(p, TOKEN_OPEN))
        p->at = p->partner[p->at] < p->n ? p->partner[p->at] + 1 : p->n;
}

/* ---- ranges, trouble ---- */

struct range parse_range(const struct parser *p, size_t from_token)
{
    size_t last = p->at < p->n ? p->at : p->n;
    const struct token *a, *b;

    if (from_token >= last)
        return (struct range){ 0 };
    a = &p->tokens[from_token];
    b = &p->tokens[last - 1];
    return (struct range){ (uint32_t)a->offset, (uint32_t)(b->offset + b->text.n - a->offset) };
}

bool parse_stuck(struct parser *p, const char *why)
{
    if (!p->stuck.n) {
        p->stuck = str_of(why);
        p->stuck_at = p->at;
    }
    return false;
}
