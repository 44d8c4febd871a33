/* assess/text.c: expressions that two people wrote, made comparable.
 *
 * Does      leave out spacing, comments, case of words, parentheses, casts and quotes around numbers; now() and
 *           CURRENT_TIMESTAMP are one
 * Does not  know what an expression means: two texts that differ behind this may still do the same, two that do not
 *           may differ in what parentheses do. Nothing is told of those
 * See       assess/inverse.c
 */
#include "assess/assess_int.h"
#include "sql/lex.h"

static bool is_word(const struct token *t, str word)
{
    return t->kind == TOKEN_WORD && str_eq_nocase(t->text, word);
}

/* "::character varying(20)": the words; its numbers stand in parentheses. */
static bool goes_on_type(const struct token *t)
{
    static const str words[] = { S_INIT("varying"), S_INIT("precision"), S_INIT("with"),
                                 S_INIT("without"), S_INIT("time"),      S_INIT("zone") };
    for (size_t i = 0; i < COUNT_OF(words); i++)
        if (is_word(t, words[i]))
            return true;
    return false;
}

/* Behind "::": the type with its length, brackets and schema. Gives the token behind it. */
static bool skip_cast(struct lex *l, struct token *t)
{
    bool more = lex_next(l, t) && lex_next(l, t);
    while (more && (goes_on_type(t) || t->kind == TOKEN_DOT)) {
        bool dot = t->kind == TOKEN_DOT;
        more = lex_next(l, t) && (!dot || lex_next(l, t));
    }
    if (more && t->kind == TOKEN_OPEN) {
        while (more && t->kind != TOKEN_CLOSE)
            more = lex_next(l, t);
        more = more && lex_next(l, t);
    }
    while (more && t->kind == TOKEN_OP && (str_eq(t->text, S("[")) || str_eq(t->text, S("]"))))
        more = lex_next(l, t);
    return more;
}

static void put(struct buf *out, const struct dialect *d, const struct token *t)
{
    str text = t->text;
    if (t->kind == TOKEN_OPEN || t->kind == TOKEN_CLOSE || t->kind == TOKEN_COMMENT)
        return;
    if (t->kind == TOKEN_WORD)
        text = is_word(t, S("now")) ? S("current_timestamp") : str_lower(out->mem, text);
    else if (t->kind == TOKEN_QUOTED)
        text = lex_text(out->mem, d, 0, t);
    else if (t->kind == TOKEN_STRING && text.n > 2 &&
             str_all_digits(str_slice(text, 1, text.n - 1)))
        text = str_slice(text, 1, text.n - 1);
    buf_printf(out, "%s" STR_FMT, out->n ? " " : "", STR_ARG(text));
}

str text_normal(arena *a, const struct dialect *d, str text)
{
    struct buf out = buf_on(a);
    struct lex l = lex_of(d, 0, text);
    struct token t;
    bool more = lex_next(&l, &t);
    while (more) {
        if (t.kind == TOKEN_OP && str_eq(t.text, S("::"))) {
            more = skip_cast(&l, &t);
            continue;
        }
        put(&out, d, &t);
        more = lex_next(&l, &t);
    }
    return buf_view(&out);
}
