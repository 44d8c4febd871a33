/* ddl/syntax.c: statements that no server reads.
 *
 * Does      find parentheses that do not match, commas with nothing beside them and some that are missing, a
 *           statement that ends where its reader needs more, and a word where reading ended that is a mistyped keyword
 * Does not  take for wrong what is only not known: those stay opaque. A miss is better than a false alarm
 * Shape     statement.wrong, wrong_at, meant; of whole statements, not of the code in bodies
 * See       ddl/syntax_comma.c, assess/rules/syntax_error.c
 */
#include "ddl/parse_int.h"

#include "base/nearest.h"

enum { WORD_LEAST = 4, WORDS_LOOKED_AT = 4 };

/* What people write most. */
static const char *const usual[] = {
    // clang-format off
        "SET",
        "ALTER", "ALWAYS", "ANALYZE", "ATTACH", "AUTOINCREMENT", "AUTO_INCREMENT", "BEGIN",
        "CALL", "CASCADE", "CHANGE", "CHECK", "COLLATE", "COLUMN", "COMMENT", "COMMIT",
        "CONCURRENTLY", "CONFLICT", "CONSTRAINT", "COPY", "CREATE", "DATABASE", "DEFAULT",
        "DELETE", "DETACH", "DOMAIN", "DROP", "ENGINE", "EXECUTE", "EXISTS", "EXPLAIN",
        "EXTENSION", "FOREIGN", "FROM", "FUNCTION", "GENERATED", "GRANT", "IDENTITY", "INCLUDE",
        "INDEX", "INSERT", "INTO", "LANGUAGE", "MATERIALIZED", "MODIFY", "NULL", "PARTITION",
        "POLICY", "PRAGMA", "PRIMARY", "PROCEDURE", "REFERENCES", "REINDEX", "RENAME", "REPLACE",
        "RESTRICT", "RETURNING", "RETURNS", "REVOKE", "ROLLBACK", "SCHEMA", "SELECT", "SEQUENCE",
        "TABLE", "TEMPORARY", "TRIGGER", "TRUNCATE", "TYPE", "UNIQUE", "UNSIGNED", "UPDATE",
        "USING", "VACUUM", "VALIDATE", "VALUES", "VIEW", "WHERE",
    // clang-format on
};

/* Other keywords of PostgreSQL, MariaDB, MySQL and SQLite that look like a usual one: nobody mistyped them. */
static const char *const real[] = {
    // clang-format off
        "AFTER", "ALL", "ANALYSE", "CASCADED", "CHANGED", "CHANNEL", "COLUMNS", "COMMENTS",
        "CONCURRENT", "CONSTRAINTS", "CONTENT", "DATABASES", "DEFAULTS", "ENGINES", "EXCHANGE",
        "EXCLUDE", "EXPANSION", "FEDERATED", "FULL", "FUNCTIONS", "GRANTED", "GRANTS", "INDEXED",
        "INDEXES", "INHERIT", "INT", "INT1", "INT2", "INT3", "INT4", "INT8", "NULLS",
        "PARTITIONING", "PARTITIONS", "PROCEDURAL", "PROCEDURES", "RECHECK", "REFERENCING",
        "REPLICA", "RETURN", "SCHEMAS", "SEQUENCES", "STABLE", "SUBPARTITION", "TABLES",
        "TRIGGERS", "TYPES", "VALIDATOR", "VALUE", "VIEWS",
    // clang-format on
};

static bool is_one_of(str word, const char *const *list, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (str_eq_nocase(word, str_of(list[i])))
            return true;
    return false;
}

static bool is_keyword(str word)
{
    return is_one_of(word, usual, COUNT_OF(usual)) || is_one_of(word, real, COUNT_OF(real));
}

/* One letter in four may be wrong; NULL = it is no keyword that was mistyped. */
static const char *meant(str word)
{
    const char *best = NULL;
    size_t least = (word.n + 1) / 4;

    if (word.n < WORD_LEAST)
        return NULL;
    for (size_t i = 0; i < COUNT_OF(usual); i++) {
        size_t d = nearest_distance(word, str_of(usual[i]));

        if (d < least + !best) {
            best = usual[i];
            least = d;
        }
    }
    return best;
}

static void wrong(const struct parser *p, size_t at, str what)
{
    const struct token *t = &p->tokens[at < p->n ? at : p->n - 1];

    p->out->wrong = what;
    p->out->wrong_at = (struct range){ (uint32_t)t->offset, (uint32_t)t->text.n };
}

/* ---- what is looked for ---- */

static bool unmatched(const struct parser *p)
{
    for (size_t i = 0; i < p->n; i++) {
        bool open = p->tokens[i].kind == TOKEN_OPEN;

        if ((!open && p->tokens[i].kind != TOKEN_CLOSE) || p->partner[i] < p->n)
            continue;
        wrong(p, i,
              open ? S("the parenthesis that opens here is not closed")
                   : S("the parenthesis that closes here was not opened"));
        return true;
    }
    return false;
}

/* Arguments of a module are what it takes: they can be empty. */
static bool is_virtual(const struct parser *p)
{
    return p->opts->dialect->id == DIALECT_SQLITE && parse_is_at(p, 0, "CREATE") &&
           parse_is_at(p, 1, "VIRTUAL");
}

static bool lone_comma(const struct parser *p)
{
    for (size_t i = 0; i < p->n; i++) {
        enum token_kind before = i ? p->tokens[i - 1].kind : TOKEN_OPEN;
        enum token_kind after = i + 1 < p->n ? p->tokens[i + 1].kind : TOKEN_CLOSE;

        if (p->tokens[i].kind != TOKEN_COMMA)
            continue;
        if (before == TOKEN_OPEN || after == TOKEN_CLOSE)
            wrong(p, i,
                  after == TOKEN_CLOSE ? S("nothing follows this comma")
                                       : S("nothing stands before this comma"));
        else if (after == TOKEN_COMMA)
            wrong(p, i, S("nothing stands between two commas"));
        else
            continue;
        return true;
    }
    return false;
}

static bool missing_comma(const struct parser *p)
{
    size_t at = syntax_comma(p);

    if (at < p->n)
        wrong(p, at, S("a comma is missing before this"));
    return at < p->n;
}

/* What "expected a name, found the end" expects; absent = another reason. */
static str expected(const struct parser *p, str *out_found)
{
    str what = str_starts(p->why, S("expected ")) ? str_skip(p->why, 9) : (str){ 0 };
    size_t comma = str_find(what, S(", found "));

    *out_found = comma == STR_NONE ? (str){ 0 } : str_skip(what, comma + 8);
    return comma == STR_NONE ? what : str_slice(what, 0, comma);
}

static bool ends_early(const struct parser *p)
{
    str found, what = expected(p, &found);

    if (!what.n || p->why_at < p->n || (found.n && !str_eq(found, S("the end"))))
        return false;
    wrong(p, p->n,
          str_printf(p->mem, "the statement ends too early: " STR_FMT " expected", STR_ARG(what)));
    return true;
}

static bool mistyped_at(const struct parser *p, size_t at)
{
    const struct token *t = at < p->n ? &p->tokens[at] : NULL;
    const char *word = t && t->kind == TOKEN_WORD && !is_keyword(t->text) ? meant(t->text) : NULL;

    if (!word)
        return false;
    wrong(p, at, str_printf(p->mem, "\"" STR_FMT "\" is not a keyword", STR_ARG(t->text)));
    p->out->meant = str_of(word);
    return true;
}

/* "UPDATE t SETT a = 1": taken for an alias. */
static bool mistyped_before(const struct parser *p)
{
    str found, what = expected(p, &found);
    const struct token *t = p->why_at && p->why_at <= p->n ? &p->tokens[p->why_at - 1] : NULL;

    if (!t || t->kind != TOKEN_WORD || t->text.n < WORD_LEAST || is_keyword(t->text) ||
        !is_one_of(what, usual, COUNT_OF(usual)) || nearest_distance(t->text, what) > 1)
        return false;
    wrong(p, p->why_at - 1, str_printf(p->mem, "expected " STR_FMT, STR_ARG(what)));
    p->out->meant = str_copy(p->mem, what);
    return true;
}

/* Where reading ended; among the first words where not even the kind of the statement is known. */
static void mistyped(const struct parser *p)
{
    if (mistyped_at(p, p->why_at) || !str_starts(p->why, S("this kind of statement")))
        return;
    for (size_t i = 0; i < p->n && i < WORDS_LOOKED_AT && p->tokens[i].kind == TOKEN_WORD; i++)
        if (mistyped_at(p, i) || !is_keyword(p->tokens[i].text))
            return;
}

void syntax_check(const struct parser *p)
{
    struct parser head = *p;

    head.at = 0;
    head.stuck = (str){ 0 };
    if (unmatched(p) || (!is_virtual(&head) && lone_comma(p)) || missing_comma(p))
        return;
    if (p->out->opaque && p->why.n && !mistyped_before(p) && !ends_early(p))
        mistyped(p);
}
