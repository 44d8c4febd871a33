/* ddl/parse_words.c: words of the grammar that may be names.
 *
 * Does      tell by the dialect's reserved words and by what stands around a word whether it is a name
 * Does not  know what a name stands for (parse_scan.c)
 * Shape     what is reserved is grammar; another word is a name where a value may begin, but for a few pairs
 * See       ddl/parse_scan_int.h, ddl/reserved.h; tests/readers/words.py
 */
#include "ddl/parse_scan_int.h"
#include "ddl/reserved.h"

bool scan_is_mysql(const struct scan_state *s)
{
    enum dialect_id id = s->p->opts->dialect->id;

    return id == DIALECT_MYSQL || id == DIALECT_MARIADB;
}

static bool behind(const struct scan_state *s, size_t i, const char *word)
{
    return i > s->begin && scan_word_at(s, i - 1, word);
}

/* Two words of the grammar, neither reserved everywhere. */
static bool is_pair(const struct scan_state *s, size_t i)
{
    static const struct {
        const char *first, *second;
    } pairs[] = {
        { "FETCH", "FIRST" },         { "FETCH", "NEXT" },
        { "FOR", "VALUES" },          { "GROUP", "BY" },
        { "IS", "UNKNOWN" },          { "NOT", "MATERIALIZED" },
        { "NOT", "UNKNOWN" },         { "ORDER", "BY" },
        { "PARTITION", "BY" },        { "ROWS", "BETWEEN" },
        { "ROWS", "CURRENT" },        { "ROWS", "UNBOUNDED" },
        { "UNBOUNDED", "FOLLOWING" }, { "UNBOUNDED", "PRECEDING" },
        { "WITH", "RECURSIVE" },      { "WITH", "ROLLUP" },
    };

    if (scan_word_at(s, i, "ROWS") && scan_word_at(s, i + 1, "FROM"))
        return scan_token_at(s, i + 2)->kind == TOKEN_OPEN;
    if (behind(s, i, "WITH") && scan_word_at(s, i + 1, "AS")) /* WITH recursive AS (…) */
        return false;
    for (size_t k = 0; k < COUNT_OF(pairs); k++)
        if ((behind(s, i, pairs[k].first) && scan_word_at(s, i, pairs[k].second)) ||
            (scan_word_at(s, i, pairs[k].first) && scan_word_at(s, i + 1, pairs[k].second)))
            return true;
    return false;
}

/* SELECT SQL_NO_CACHE a of MySQL */
static bool is_modifier(const struct scan_state *s, size_t i)
{
    return scan_is_mysql(s) && behind(s, i, "SELECT") &&
           str_starts_nocase(scan_token_at(s, i)->text, S("SQL_")) &&
           scan_token_at(s, i + 1)->kind != TOKEN_COMMA && !scan_word_at(s, i + 1, "FROM");
}

/* WITH before the first name: SQLite does not reserve it. */
static bool begins_query(const struct scan_state *s, size_t i)
{
    const struct token *next = scan_token_at(s, i + 1);

    return scan_word_at(s, i, "WITH") &&
           (i == s->begin || scan_token_at(s, i - 1)->kind == TOKEN_OPEN || behind(s, i, "AS")) &&
           (next->kind == TOKEN_QUOTED ||
            (next->kind == TOKEN_WORD && !word_is_reserved(s->p->opts->dialect, next->text, NULL)));
}

bool scan_is_grammar(const struct scan_state *s, size_t i)
{
    const struct token *t = scan_token_at(s, i), *next = scan_token_at(s, i + 1);

    if (!scan_is_glue(t))
        return false;
    if (word_is_reserved(s->p->opts->dialect, t->text, NULL) || scan_word_at(s, i, "TRUE") ||
        scan_word_at(s, i, "FALSE"))
        return true;
    if (next->kind == TOKEN_DOT)
        return false;
    return s->operand || next->kind == TOKEN_OPEN || is_pair(s, i) || is_modifier(s, i) ||
           begins_query(s, i);
}

bool scan_is_name_at(const struct scan_state *s, size_t i)
{
    const struct token *t = scan_token_at(s, i);

    return t->kind == TOKEN_QUOTED || (t->kind == TOKEN_WORD && !scan_is_grammar(s, i));
}

static bool ends_value(const struct token *t)
{
    static const str words[] = {
        S_INIT("ASC"),   S_INIT("DEFAULT"),   S_INIT("DESC"),   S_INIT("END"),  S_INIT("FALSE"),
        S_INIT("FIRST"), S_INIT("FOLLOWING"), S_INIT("ISNULL"), S_INIT("LAST"), S_INIT("NOTNULL"),
        S_INIT("NULL"),  S_INIT("PRECEDING"), S_INIT("ROW"),    S_INIT("TRUE"), S_INIT("UNKNOWN"),
    };

    switch (t->kind) {
    case TOKEN_WORD:
        return !scan_is_glue(t) || scan_among(t, words, COUNT_OF(words));
    case TOKEN_OP:
        return str_eq(t->text, S("]"));
    case TOKEN_QUOTED:
    case TOKEN_STRING:
    case TOKEN_NUMBER:
    case TOKEN_PARAM:
    case TOKEN_CLOSE:
        return true;
    case TOKEN_OPEN:
    case TOKEN_COMMA:
    case TOKEN_DOT:
    case TOKEN_SEMI:
    case TOKEN_COMMENT:
        break;
    }
    return false;
}

/* Of a NOT LIKE b the word NOT changes nothing. */
void scan_note_operand(struct scan_state *s, size_t i, size_t count)
{
    if (count == 1 && scan_word_at(s, i, "NOT"))
        return;
    s->operand = ends_value(scan_token_at(s, i + count - 1));
}
