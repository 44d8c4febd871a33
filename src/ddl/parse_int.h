/* ddl/parse_int.h: a cursor on the tokens of one statement, for the full readers.
 *
 * Does      give tokens with free look-ahead; words, names, numbers, texts, parentheses; ranges; and get stuck
 *           once, with a reason, when the text is not what a reader expects
 * Does not  know any statement
 * Shape     all tokens in one array; an int is a place to go back to. After parse_stuck every test is false and
 *           every take fails, so readers need no error checks between clauses
 * See       ddl/read.h
 */
#ifndef AFLOAT_DDL_PARSE_INT_H
#define AFLOAT_DDL_PARSE_INT_H

#include "ddl/read.h"
#include "sql/lex.h"

struct parser {
    arena *mem;
    const struct ddl_opts *opts;
    str text;
    struct token *tokens; /* comments left out; the semicolon at the end too */
    uint32_t *partner;    /* of ( and ): index of the other one; n = it has none */
    size_t n, at;
    struct statement *out;
    str stuck;       /* present: reading stopped, for this reason */
    size_t stuck_at; /* token */
    str why;         /* what made the statement opaque first … */
    size_t why_at;   /* … at this token; n = its end */
    size_t begin;    /* token that the statement at hand begins with: not 0 in a body */
    bool in_body;    /* of a program: INTO names variables */
    unsigned depth;  /* of nested parentheses and bodies: an end is put to it */
};

bool parse_begin(struct parser *p, arena *a, const struct ddl_opts *opts, str text,
                 struct statement *out);

/* The tokens [from, to) of `p` as a statement of their own, in the same text. */
bool parse_inner(struct parser *p, size_t from, size_t to, struct parser *out);

/* ---- looking ---- */
bool parse_end(const struct parser *p); /* no more tokens, or stuck */
const struct token *parse_peek(const struct parser *p,
                               size_t ahead);            /* never NULL: an empty token at the end */
bool parse_is(const struct parser *p, const char *word); /* an unquoted word, any case */
bool parse_is_at(const struct parser *p, size_t ahead, const char *word);
bool parse_is_kind(const struct parser *p, enum token_kind kind);
bool parse_is_op(const struct parser *p, const char *op); /* "=", "*", "::" */

/* ---- taking ---- */
bool parse_take(struct parser *p, const char *word);
bool parse_take_words(struct parser *p,
                      const char *words); /* "IF NOT EXISTS": all of them or none */
/* "ADD [COLUMN|FIELD] A|B": words in [ ] may be left out; all of them are taken or none. */
bool parse_take_pattern(struct parser *p, const char *pattern);
/* One of "A|B|C": its index, -1 = none. */
int parse_take_any(struct parser *p, const char *words);
bool parse_take_kind(struct parser *p, enum token_kind kind);
bool parse_take_op(struct parser *p, const char *op);
bool parse_expect(struct parser *p, const char *word); /* stuck when it is not there */
bool parse_expect_kind(struct parser *p, enum token_kind kind);

/* ---- values ---- */
str parse_name(struct parser *p); /* decoded and folded; absent = there is none (not stuck) */
struct path
parse_path(struct parser *p); /* a, a.b, a.b.c (the first is left out) into schema and name */
struct path parse_child_path(struct parser *p); /* schema.table.name */
str parse_string(struct parser *p);             /* decoded; absent = no string */
bool parse_int(struct parser *p, int64_t *out); /* with a sign */
struct sql_type *parse_type(struct parser *p);  /* by the dialect's table of types */
/* An expression: up to a comma, a closing parenthesis, the end, or one of the words "A|B" outside parentheses. */
struct expr *parse_expr(struct parser *p, const char *until);
/* A SELECT, VALUES or WITH: as parse_expr, over commas. */
struct expr *parse_query(struct parser *p, const char *until);
struct expr *parse_paren_expr(struct parser *p); /* ( expression ) without its parentheses */
/* The tokens [from, to) as one expression; as one query or data statement: relations and aliases are known. */
struct expr *parse_expr_tokens(struct parser *p, size_t from, size_t to);
struct expr *parse_query_tokens(struct parser *p, size_t from, size_t to);
/* Is there a LIMIT or FETCH FIRST among the tokens? */
bool parse_takes_portion(const struct parser *p, size_t from, size_t to);
/* As parse_expr and parse_query, but nothing is kept; at least one token is taken. */
void parse_skip_until(struct parser *p, const char *until, bool stop_at_comma);
void parse_names(struct parser *p, struct ref_list *out); /* (a, b) */
struct part_list *parse_parts(struct parser *p);          /* (a DESC, lower(b) opclass, c(10)) */
void parse_skip_parens(struct parser *p);                 /* at ( : behind its partner */
/* Everything up to the end or one of the words outside parentheses, as text. */
str parse_text_until(struct parser *p, const char *until);

/* ---- ranges, trouble ---- */
struct range parse_range(const struct parser *p,
                         size_t from_token); /* up to the last token taken */
bool parse_stuck(struct parser *p,
                 const char *why); /* false; the first reason stays. Static text */

/* One of value.h from what was read. */
struct value value_yes(bool yes);
struct value value_number(int64_t n);
struct value value_text(str s);
struct value value_list(struct str_list *v);
struct value value_type(struct sql_type *t);
struct value value_expr(struct expr *e);
struct value value_ref(arena *a, struct path path);
struct value value_refs(struct ref_list *v);
struct value value_parts(struct part_list *v);

/* What a statement begins with decides who reads it; the row's words are matched at the cursor and taken. */
struct read_row {
    const char *words; /* "CREATE [OR REPLACE] TABLE|VIEW": [ ] may be left out */
    const char *verb;  /* "CREATE TABLE" */
    void (*read)(struct parser *p, const struct read_row *row);
    enum object_kind kind;
    int arg; /* for the reader: upkeep, control … */
};

struct read_table {
    const struct read_row *rows;
    size_t n;
};

/* Reads the tokens from the cursor as one statement (EXPLAIN …, a statement of a body). */
void ddl_read_tokens(struct parser *p);

/* Is it wrong for any server? Of a whole statement that was read: ddl/syntax.c. */
void syntax_check(const struct parser *p);
/* The token before which a comma is missing for certain; p->n = there is none: ddl/syntax_comma.c. */
size_t syntax_comma(const struct parser *p);

extern const struct read_table read_postgres, read_mysql, read_sqlite; /* MariaDB: read_mysql */

/* Types and functions: what ddl/type_<dialect>.c and ddl/functions_<dialect>.def know. */
struct type_rules {
    struct sql_type *(*read)(struct parser *p);
    void (*print)(struct buf *out, const struct sql_type *t);
};
extern const struct type_rules types_postgres, types_mysql, types_sqlite;

enum volatility { FUNCTION_UNKNOWN, FUNCTION_IMMUTABLE, FUNCTION_STABLE, FUNCTION_VOLATILE };
enum volatility function_volatility(const struct dialect *d,
                                    str name); /* lower case, unqualified */

#endif
