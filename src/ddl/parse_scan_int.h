/* ddl/parse_scan_int.h: a walk over the tokens of an expression, for the two files that make it.
 *
 * Does      hold what is known so far: aliases, whether relations are listed; give tokens and names
 * Does not  say where an expression ends (parse_expr.c), what a name stands for (parse_scan.c)
 * See       ddl/parse_int.h, schema/value.h
 */
#ifndef AFLOAT_DDL_PARSE_SCAN_INT_H
#define AFLOAT_DDL_PARSE_SCAN_INT_H

#include "ddl/parse_int.h"

enum { NAMES = 64 }; /* aliases and names of WITH that are remembered */

struct alias {
    str name;
    struct path path; /* name absent = of WITH or a sub-select: stands for nothing in the schema */
};

struct scan_state {
    struct parser *p;
    struct expr *e;
    size_t begin, end; /* tokens */
    struct alias aliases[NAMES];
    size_t n_aliases;
    bool from;      /* in a list of relations */
    uint64_t outer; /* `from` of the parentheses around, the innermost in the lowest bit */
    size_t skip;    /* a token that is no name: the unit of an interval, a character set */
    bool operand;   /* a value ends here: a word of the grammar follows, or an alias */
};

static inline const struct token *scan_token_at(const struct scan_state *s, size_t i)
{
    static const struct token none = { .kind = TOKEN_SEMI, .text = S_INIT("") };

    return i < s->end ? &s->p->tokens[i] : &none;
}

static inline bool scan_word_at(const struct scan_state *s, size_t i, const char *word)
{
    const struct token *t = scan_token_at(s, i);

    return t->kind == TOKEN_WORD && str_eq_nocase(t->text, str_of(word));
}

static inline struct path scan_path_of(const str v[3], unsigned n)
{
    return n == 1 ? (struct path){ .name = v[0] }
                  : (struct path){ .schema = v[n - 2], .name = v[n - 1] };
}

/* A word among sorted ones in upper case. */
bool scan_among(const struct token *t, const str *words, size_t n);
bool scan_is_glue(const struct token *t); /* a word that stands between values */
bool scan_is_name(const struct token *t);
/* Where a value may begin, a word that the dialect does not reserve is a name. */
bool scan_is_grammar(const struct scan_state *s, size_t i);
bool scan_is_name_at(const struct scan_state *s, size_t i);
/* What stands before `i` ends a value, after `count` tokens from `i` were taken. */
void scan_note_operand(struct scan_state *s, size_t i, size_t count);
bool scan_is_mysql(const struct scan_state *s);
/* A query from its first word, or behind SELECT. */
bool scan_is_query(const struct scan_state *s);
/* EXTRACT(YEAR FROM x), CONVERT(x USING utf8): no SELECT between here and the parenthesis of a function. */
bool scan_in_function(const struct scan_state *s, size_t i);
bool scan_at_relation(const struct scan_state *s, size_t i); /* FROM, JOIN …: relations follow */
void scan_enter(struct scan_state *s, bool from);
void scan_leave(struct scan_state *s);
void scan_add_ref(struct scan_state *s, enum ref_use use, struct path path, size_t from,
                  size_t count);
/* Aliases of a query are replaced by what they stand for. */
void scan_resolve(struct scan_state *s);
/* A column behind casts only: parse_cast.c. */
void scan_casts(struct scan_state *s);

/* Each gives how many tokens it took. */
/* a.b.c from i; its parts decoded into v, the last three. */
size_t scan_chain_at(const struct scan_state *s, size_t i, str v[3], unsigned *n);
/* [AS] alias behind a relation or a sub-select. */
size_t scan_alias(struct scan_state *s, size_t i, struct path path);
/* A type behind :: or AS: its words, then (…) and []. */
size_t scan_skip_type(struct scan_state *s, size_t i);
/* At the token behind FROM or a comma of its list. */
size_t scan_relation(struct scan_state *s, size_t i);
/* A column, a function, a relation of WITH … */
size_t scan_names(struct scan_state *s, size_t i);

#endif
