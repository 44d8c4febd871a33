/* ddl/type_sqlite.c: declared types of SQLite.
 *
 * Does      keep the words of a type as they were declared; read its numbers
 * Does not  know affinities
 * Shape     words up to one that begins a column's constraint; none = no type
 * See       ddl/parse_int.h
 */
#include "ddl/parse_int.h"

/* Of these none is a word of a type, unquoted. */
static bool at_constraint(const struct parser *p)
{
    static const char *const words[] = { "CONSTRAINT", "PRIMARY",    "NOT",     "NULL",
                                         "UNIQUE",     "CHECK",      "DEFAULT", "COLLATE",
                                         "REFERENCES", "DEFERRABLE", "AS",      "ON" };

    for (size_t i = 0; i < COUNT_OF(words); i++)
        if (parse_is(p, words[i]))
            return true;
    return parse_is(p, "GENERATED") && parse_is_at(p, 1, "ALWAYS");
}

static bool at_word(const struct parser *p)
{
    return (parse_is_kind(p, TOKEN_WORD) && !at_constraint(p)) || parse_is_kind(p, TOKEN_QUOTED) ||
           parse_is_kind(p, TOKEN_STRING);
}

static void read_number(struct parser *p, struct sql_type *t)
{
    int64_t n;

    if (parse_int(p, &n)) {
        if (n >= INT32_MIN && n <= INT32_MAX && t->arg_count < TYPE_ARGS)
            t->args[t->arg_count++] = (int32_t)n;
        return;
    }
    if (!parse_take_op(p, "-"))
        parse_take_op(p, "+");
    parse_expect_kind(p, TOKEN_NUMBER);
}

static void read_numbers(struct parser *p, struct sql_type *t)
{
    if (!parse_take_kind(p, TOKEN_OPEN))
        return;
    read_number(p, t);
    if (parse_take_kind(p, TOKEN_COMMA))
        read_number(p, t);
    parse_expect_kind(p, TOKEN_CLOSE);
}

static str source(const struct parser *p, size_t from)
{
    struct range r = parse_range(p, from);

    return str_slice(p->text, r.offset, r.offset + r.length);
}

/* [long varchar] is one word in quotes: the type is what it says. */
static str words_of(struct parser *p, size_t from)
{
    if (p->at - from == 1)
        return lex_text(p->mem, p->opts->dialect, p->opts->modes, &p->tokens[from]);
    return source(p, from);
}

static struct sql_type *read_type(struct parser *p)
{
    struct sql_type *t;
    size_t from = p->at;

    while (at_word(p))
        p->at++;
    if (p->at == from)
        return NULL;
    t = arena_new(p->mem, struct sql_type, 1);
    t->name = words_of(p, from);
    t->text = t->name;
    if (parse_is_kind(p, TOKEN_OPEN)) {
        read_numbers(p, t);
        t->text = source(p, from);
    }
    return t;
}

static void print_type(struct buf *out, const struct sql_type *t)
{
    buf_str(out, t->text);
}

const struct type_rules types_sqlite = { read_type, print_type };
