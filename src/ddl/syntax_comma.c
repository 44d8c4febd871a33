/* ddl/syntax_comma.c: a comma that is missing.
 *
 * Does      find the column, the key or the clause that begins where the one before has not been ended
 * Does not  look at SQLite: a type there is any words, and constraints need no comma between them
 * Shape     in CREATE TABLE where reading ended; in ALTER TABLE words that only begin a clause
 * See       ddl/syntax.c
 */
#include "ddl/parse_int.h"

/* Types of columns that nobody calls something else where a type may stand. */
static const char *const types[] = {
    // clang-format off
        "bigint", "bigserial", "blob", "bool", "boolean", "bytea", "char", "character", "date",
        "datetime", "decimal", "double", "enum", "float", "inet", "int", "int4", "int8", "integer",
        "json", "jsonb", "longblob", "longtext", "mediumint", "mediumtext", "numeric", "real",
        "serial", "smallint", "text", "time", "timestamp", "timestamptz", "tinyint", "uuid",
        "varbinary", "varchar",
    // clang-format on
};

/* What follows a type. */
static const char *const ends[] = {
    // clang-format off
        "AUTO_INCREMENT", "CHECK", "COLLATE", "COMMENT", "CONSTRAINT", "DEFAULT", "GENERATED",
        "NOT", "NULL", "PRECISION", "PRIMARY", "REFERENCES", "UNIQUE", "UNSIGNED", "VARYING",
        "WITH", "WITHOUT",
    // clang-format on
};

/* Words with which an attribute of a column begins: what a newer server takes behind them is not known. */
static const char *const attributes[] = {
    // clang-format off
        "AS", "CHARACTER", "CHARSET", "CHECK", "COLLATE", "COLUMN_FORMAT", "COMMENT", "COMPRESSION",
        "CONSTRAINT", "DEFAULT", "FORMAT", "GENERATED", "LIKE", "NOT", "ON", "REFERENCES",
        "STORAGE", "USING", "WITH", "WITHOUT",
    // clang-format on
};

static bool is_any(const struct parser *p, size_t at, const char *const *list, size_t n)
{
    for (size_t i = 0; i < n && at < p->n && p->tokens[at].kind == TOKEN_WORD; i++)
        if (str_eq_nocase(p->tokens[at].text, str_of(list[i])))
            return true;
    return false;
}

static bool is_word(const struct parser *p, size_t at, const char *word)
{
    return is_any(p, at, &word, 1);
}

static bool is_kind(const struct parser *p, size_t at, enum token_kind kind)
{
    return at < p->n && p->tokens[at].kind == kind;
}

/* b text, "b" varchar(20) NOT NULL */
static bool at_column(const struct parser *p, size_t at)
{
    bool name = is_kind(p, at, TOKEN_QUOTED) ||
                (is_kind(p, at, TOKEN_WORD) && !is_any(p, at, types, COUNT_OF(types)) &&
                 !is_any(p, at, attributes, COUNT_OF(attributes)));

    return name && is_any(p, at + 1, types, COUNT_OF(types)) &&
           (is_kind(p, at + 2, TOKEN_COMMA) || is_kind(p, at + 2, TOKEN_OPEN) ||
            is_kind(p, at + 2, TOKEN_CLOSE) || is_any(p, at + 2, ends, COUNT_OF(ends)));
}

/* The key that begins before this parenthesis or at this word; `at` = none does. */
static size_t key_before(const struct parser *p, size_t at)
{
    if (is_word(p, at, "FOREIGN") && is_word(p, at + 1, "KEY"))
        return at;
    if (at < 2 || !is_kind(p, at, TOKEN_OPEN))
        return p->n;
    if (is_word(p, at - 1, "UNIQUE"))
        return at - 1;
    return is_word(p, at - 2, "PRIMARY") && is_word(p, at - 1, "KEY") ? at - 2 : p->n;
}

/* Where the elements of CREATE TABLE begin; p->n = it is another statement. */
static size_t elements(const struct parser *p)
{
    size_t at = 0;

    if (!is_word(p, 0, "CREATE"))
        return p->n;
    while (at < p->n && !is_kind(p, at, TOKEN_OPEN) && !is_word(p, at, "TABLE"))
        at++;
    if (!is_word(p, at, "TABLE"))
        return p->n;
    while (at < p->n && !is_kind(p, at, TOKEN_OPEN))
        at++;
    return at;
}

static bool is_direct(const struct parser *p, size_t open, size_t at)
{
    size_t i = open + 1;

    if (open >= p->n || at <= open || at >= p->partner[open])
        return false;
    for (; i < at; i++)
        if (is_kind(p, i, TOKEN_OPEN) && p->partner[i] < p->n)
            i = p->partner[i];
    return i == at;
}

static size_t in_create(const struct parser *p)
{
    if (!p->out->opaque || !is_direct(p, elements(p), p->why_at))
        return p->n;
    if (is_kind(p, p->why_at - 1, TOKEN_COMMA) || is_kind(p, p->why_at - 1, TOKEN_OPEN))
        return p->n;
    return at_column(p, p->why_at) ? p->why_at : key_before(p, p->why_at);
}

static bool at_clause(const struct parser *p, size_t at)
{
    static const char *const verbs[] = { "ADD", "DROP", "MODIFY", "CHANGE" };

    return is_any(p, at, verbs, COUNT_OF(verbs)) &&
           (is_word(p, at + 1, "COLUMN") || is_word(p, at + 1, "CONSTRAINT"));
}

static size_t in_alter(const struct parser *p)
{
    bool some = false;

    if (!is_word(p, 0, "ALTER") || !is_word(p, 1, "TABLE"))
        return p->n;
    for (size_t i = 2; i < p->n; i++) {
        if (is_kind(p, i, TOKEN_OPEN) && p->partner[i] < p->n)
            i = p->partner[i];
        if (!at_clause(p, i))
            continue;
        if (some && !is_kind(p, i - 1, TOKEN_COMMA))
            return i;
        some = true;
    }
    return p->n;
}

size_t syntax_comma(const struct parser *p)
{
    size_t at;

    if (p->opts->dialect->id == DIALECT_SQLITE)
        return p->n;
    at = in_create(p);
    return at < p->n ? at : in_alter(p);
}
